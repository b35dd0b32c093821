//! Terms of one field that mean the same, scored as one: frequencies summed, document frequency of the most
//! frequent (Pirkola 1998). What stands in boilerplate counts for little.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

/// What a word in boilerplate counts for beside one in the news, in score and in coverage: a company that says of
/// itself what is asked for stands behind every release that reports it.
pub(super) const ASIDE: f32 = 0.2;

/// The terms, and what scores them in any segment.
pub(super) struct TermsWeight {
    terms: Vec<Term>,
    asides: Vec<Term>,
    similarity: Bm25Weight,
}

impl TermsWeight {
    /// Prepares terms of one field, at least one, and the terms that count how often they stand in boilerplate.
    pub(super) fn new(
        terms: &[Term],
        asides: &[Term],
        statistics: &dyn Bm25StatisticsProvider,
    ) -> tantivy::Result<Self> {
        let field = terms[0].field();
        let documents = statistics.total_num_docs()?.max(1);
        let length = statistics.total_num_tokens(field)? as f32 / documents as f32;
        let mut frequency = 0;
        for term in terms {
            frequency = frequency.max(statistics.doc_freq(term)?);
        }
        let frequency = frequency.min(documents);
        let similarity = Bm25Weight::for_one_term_without_explain(frequency, documents, length);
        Ok(Self { terms: terms.to_vec(), asides: asides.to_vec(), similarity })
    }

    pub(super) fn scorer(&self, reader: &SegmentReader) -> tantivy::Result<TermsScorer> {
        let field = self.terms[0].field();
        let index = reader.inverted_index(field)?;
        let mut postings = Vec::new();
        for term in &self.terms {
            postings.extend(index.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let norms = match reader.fieldnorms_readers().get_field(field)? {
            Some(norms) => norms,
            None => FieldNormReader::constant(reader.max_doc(), 1),
        };
        let mut asides = Vec::new();
        for term in &self.asides {
            let index = reader.inverted_index(term.field())?;
            asides.extend(index.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let mut scorer = TermsScorer { postings, asides, norms, similarity: self.similarity.clone(), doc: 0 };
        scorer.settle();
        Ok(scorer)
    }
}

/// Walks the documents that hold one of the terms.
pub(super) struct TermsScorer {
    postings: Vec<SegmentPostings>,
    asides: Vec<SegmentPostings>,
    norms: FieldNormReader,
    similarity: Bm25Weight,
    doc: DocId,
}

impl TermsScorer {
    fn settle(&mut self) {
        self.doc = self.postings.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
    }

    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.settle();
        self.doc
    }

    /// Scores the document where it stands, and says how much the terms are there: 1 in the news, less in boilerplate.
    pub(super) fn evaluate(&mut self) -> (Score, f32) {
        let here = self.postings.iter().filter(|postings| postings.doc() == self.doc);
        let frequency: u32 = here.map(|postings| postings.term_freq()).sum();
        let aside = frequency_in(&mut self.asides, self.doc).min(frequency);
        let norm = self.norms.fieldnorm_id(self.doc);
        let score = |frequency| if frequency > 0 { self.similarity.score(norm, frequency) } else { 0.0 };
        if aside == 0 {
            return (score(frequency), 1.0);
        }
        let news = frequency - aside;
        (score(news).max(ASIDE * score(aside)), if news > 0 { 1.0 } else { ASIDE })
    }
}

/// Returns how often terms stand in a document, all together, and goes on to it where they stand before it.
pub(super) fn frequency_in(all: &mut [SegmentPostings], doc: DocId) -> u32 {
    let mut frequency = 0;
    for postings in all {
        if postings.doc() < doc {
            postings.seek(doc);
        }
        if postings.doc() == doc {
            frequency += postings.term_freq();
        }
    }
    frequency
}
