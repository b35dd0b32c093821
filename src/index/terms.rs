//! Terms of one field that mean the same, scored as one: frequencies summed, document frequency of the most
//! frequent (Pirkola 1998).

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight, Explanation, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// The terms, and what scores them in any segment.
pub(super) struct TermsWeight {
    terms: Vec<Term>,
    similarity: Bm25Weight,
}

impl TermsWeight {
    /// Prepares terms of one field, at least one.
    pub(super) fn new(terms: &[Term], statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Self> {
        let field = terms[0].field();
        let documents = statistics.total_num_docs()?.max(1);
        let length = statistics.total_num_tokens(field)? as f32 / documents as f32;
        let mut frequency = 0;
        for term in terms {
            frequency = frequency.max(statistics.doc_freq(term)?);
        }
        let frequency = frequency.min(documents);
        let similarity = Bm25Weight::for_one_term_without_explain(frequency, documents, length);
        Ok(Self { terms: terms.to_vec(), similarity })
    }
}

impl Weight for TermsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
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
        let mut scorer = TermsScorer { postings, norms, similarity: self.similarity.boost_by(boost), doc: 0 };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("document #{doc} is not explained here")))
    }
}

struct TermsScorer {
    postings: Vec<SegmentPostings>,
    norms: FieldNormReader,
    similarity: Bm25Weight,
    doc: DocId,
}

impl TermsScorer {
    fn settle(&mut self) {
        self.doc = self.postings.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
    }
}

impl DocSet for TermsScorer {
    fn advance(&mut self) -> DocId {
        for postings in &mut self.postings {
            if postings.doc() == self.doc {
                postings.advance();
            }
        }
        self.settle();
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.settle();
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.postings.iter().map(DocSet::size_hint).sum()
    }
}

impl Scorer for TermsScorer {
    fn score(&mut self) -> Score {
        let here = self.postings.iter().filter(|postings| postings.doc() == self.doc);
        let frequency = here.map(|postings| postings.term_freq()).sum();
        self.similarity.score(self.norms.fieldnorm_id(self.doc), frequency)
    }
}
