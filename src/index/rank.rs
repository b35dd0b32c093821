//! The score of a release: BM25 of each leaf's parts, and how much of the query the release covers.
//!
//! Which documents answer and how they rank are kept apart: the matcher walks the documents, and every scorer
//! follows it. Terms that mean the same are scored as one term, with summed frequencies and the document
//! frequency of the most frequent (Pirkola 1998).

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings as _, SegmentPostings};
use tantivy::query::{Bm25StatisticsProvider, Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// How much covering the query weighs: the score is multiplied by coverage to the power of this over the number
/// of leaves. Of two words both matter; of twenty a few may be missing.
const COVERAGE: f32 = 5.0;

/// A lowered query.
#[derive(Debug, Clone)]
pub(super) struct RankedQuery {
    /// Which documents answer.
    pub matcher: Arc<dyn Query>,
    /// What the words and phrases contribute.
    pub leaves: Vec<RankedLeaf>,
    /// What neighbouring words contribute.
    pub pairs: Vec<Part>,
}

/// A leaf and what speaks for it.
#[derive(Debug, Clone)]
pub(super) struct RankedLeaf {
    /// Its weight in coverage.
    pub rarity: f32,
    pub parts: Vec<Part>,
}

/// One source of score.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub weight: f32,
    /// Whether its presence means that the leaf is there.
    pub decides: bool,
    pub postings: Postings,
}

/// Where a part looks.
#[derive(Debug, Clone)]
pub(super) enum Postings {
    /// Terms of one field that are scored as one.
    Terms(Vec<Term>),
    /// Anything else.
    Query(Arc<dyn Query>),
}

impl Query for RankedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let EnableScoring::Enabled { searcher, statistics_provider } = scoring else {
            return self.matcher.weight(scoring);
        };
        let part = |part: &Part| -> tantivy::Result<PartWeight> {
            let weight: Box<dyn Weight> = match &part.postings {
                Postings::Query(query) => query.weight(scoring)?,
                Postings::Terms(terms) => Box::new(TermsWeight::new(terms, statistics_provider)?),
            };
            Ok(PartWeight { weight, share: part.weight, decides: part.decides })
        };
        let mut leaves = Vec::new();
        for leaf in &self.leaves {
            let parts = leaf.parts.iter().map(part).collect::<tantivy::Result<_>>()?;
            leaves.push(LeafWeight { rarity: leaf.rarity, parts });
        }
        // Pairs are a leaf of no weight in coverage.
        let parts = self.pairs.iter().map(part).collect::<tantivy::Result<_>>()?;
        leaves.push(LeafWeight { rarity: 0.0, parts });
        let matcher = self.matcher.weight(EnableScoring::disabled_from_searcher(searcher))?;
        Ok(Box::new(RankedWeight { matcher, leaves }))
    }
}

struct RankedWeight {
    matcher: Box<dyn Weight>,
    leaves: Vec<LeafWeight>,
}

struct LeafWeight {
    rarity: f32,
    parts: Vec<PartWeight>,
}

struct PartWeight {
    weight: Box<dyn Weight>,
    share: f32,
    decides: bool,
}

impl Weight for RankedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut leaves = Vec::new();
        for leaf in &self.leaves {
            let mut parts = Vec::new();
            for part in &leaf.parts {
                let scorer = part.weight.scorer(reader, 1.0)?;
                if scorer.doc() != TERMINATED {
                    parts.push(PartScorer { scorer, share: part.share, decides: part.decides });
                }
            }
            leaves.push(LeafScorer { rarity: leaf.rarity, parts });
        }
        let total: f32 = leaves.iter().map(|leaf| leaf.rarity).sum();
        let matcher = self.matcher.scorer(reader, 1.0)?;
        let emphasis = COVERAGE / self.leaves.len().saturating_sub(1).max(1) as f32;
        Ok(Box::new(RankedScorer { matcher, leaves, total, emphasis, boost }))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("document #{doc} is not explained here")))
    }
}

struct RankedScorer {
    matcher: Box<dyn Scorer>,
    leaves: Vec<LeafScorer>,
    total: f32,
    emphasis: f32,
    boost: Score,
}

struct LeafScorer {
    rarity: f32,
    parts: Vec<PartScorer>,
}

struct PartScorer {
    scorer: Box<dyn Scorer>,
    share: f32,
    decides: bool,
}

impl DocSet for RankedScorer {
    fn advance(&mut self) -> DocId {
        self.matcher.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.matcher.seek(target)
    }

    fn doc(&self) -> DocId {
        self.matcher.doc()
    }

    fn size_hint(&self) -> u32 {
        self.matcher.size_hint()
    }
}

impl Scorer for RankedScorer {
    fn score(&mut self) -> Score {
        let doc = self.matcher.doc();
        let (mut sum, mut covered) = (0.0, 0.0);
        for leaf in &mut self.leaves {
            let mut present = false;
            for part in &mut leaf.parts {
                if part.scorer.doc() < doc {
                    part.scorer.seek(doc);
                }
                if part.scorer.doc() == doc {
                    present |= part.decides;
                    if part.share > 0.0 {
                        sum += part.share * part.scorer.score();
                    }
                }
            }
            if present {
                covered += leaf.rarity;
            }
        }
        let coverage = if self.total > 0.0 { covered / self.total } else { 1.0 };
        self.boost * sum * coverage.powf(self.emphasis)
    }
}

/// Terms of one field that are scored as one.
struct TermsWeight {
    terms: Vec<Term>,
    similarity: Bm25Weight,
}

impl TermsWeight {
    fn new(terms: &[Term], statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Self> {
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
