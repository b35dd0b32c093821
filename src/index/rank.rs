//! The score of a release: BM25 of each leaf's parts, and how much of the query the release covers.
//!
//! Which documents answer and how they rank are kept apart: the matcher walks the documents, and every scorer
//! follows it. A leaf that stands in boilerplate alone covers little of its part.

use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::aside::{AsideCounts, Asides};
use super::terms::{ASIDE, TermsScorer, TermsWeight};

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
    /// Terms of one field that are scored as one, and the terms that count them in boilerplate.
    Terms(Vec<Term>, Vec<Term>),
    /// Anything else, and what tells whether it stands in boilerplate alone.
    Query(Arc<dyn Query>, Asides),
}

impl Query for RankedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let EnableScoring::Enabled { searcher, statistics_provider } = scoring else {
            return self.matcher.weight(scoring);
        };
        let part = |part: &Part| -> tantivy::Result<PartWeight> {
            let source = match &part.postings {
                Postings::Query(query, asides) => SourceWeight::Query(query.weight(scoring)?, asides.clone()),
                Postings::Terms(terms, asides) => {
                    SourceWeight::Terms(TermsWeight::new(terms, asides, statistics_provider)?)
                }
            };
            Ok(PartWeight { source, share: part.weight, decides: part.decides })
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
    source: SourceWeight,
    share: f32,
    decides: bool,
}

enum SourceWeight {
    Terms(TermsWeight),
    Query(Box<dyn Weight>, Asides),
}

impl SourceWeight {
    fn open(&self, reader: &SegmentReader) -> tantivy::Result<Source> {
        Ok(match self {
            Self::Terms(weight) => Source::Terms(weight.scorer(reader)?),
            Self::Query(weight, asides) => Source::Query(weight.scorer(reader, 1.0)?, asides.open(reader)?),
        })
    }
}

impl Weight for RankedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut leaves = Vec::new();
        for leaf in &self.leaves {
            let mut parts = Vec::new();
            for part in &leaf.parts {
                let source = part.source.open(reader)?;
                if source.doc() != TERMINATED {
                    parts.push(PartScorer { source, share: part.share, decides: part.decides });
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
    source: Source,
    share: f32,
    decides: bool,
}

enum Source {
    Terms(TermsScorer),
    Query(Box<dyn Scorer>, Option<AsideCounts>),
}

impl Source {
    fn doc(&self) -> DocId {
        match self {
            Self::Terms(scorer) => scorer.doc(),
            Self::Query(scorer, _) => scorer.doc(),
        }
    }

    fn seek(&mut self, target: DocId) {
        match self {
            Self::Terms(scorer) => scorer.seek(target),
            Self::Query(scorer, _) => scorer.seek(target),
        };
    }

    /// Scores the document where it stands, and says how much it is there: 1 in the news, less in boilerplate.
    fn evaluate(&mut self) -> (Score, f32) {
        match self {
            Self::Terms(scorer) => scorer.evaluate(),
            Self::Query(scorer, asides) => {
                let doc = scorer.doc();
                let share = match asides.as_mut().is_some_and(|asides| asides.alone(doc)) {
                    true => ASIDE,
                    false => 1.0,
                };
                (share * scorer.score(), share)
            }
        }
    }
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
            let mut present: f32 = 0.0;
            for part in &mut leaf.parts {
                if part.source.doc() < doc {
                    part.source.seek(doc);
                }
                if part.source.doc() == doc {
                    let (score, presence) = part.source.evaluate();
                    sum += part.share * score;
                    if part.decides {
                        present = present.max(presence);
                    }
                }
            }
            covered += leaf.rarity * present;
        }
        let coverage = if self.total > 0.0 { covered / self.total } else { 1.0 };
        self.boost * sum * coverage.powf(self.emphasis)
    }
}
