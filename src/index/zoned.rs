//! A phrase inside a section: tantivy finds phrases anywhere in a field.
//!
//! The documents that hold every term and a section of the zone are few; of those the positions are read.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

/// Finds the releases in which a phrase lies within a section.
#[derive(Debug, Clone)]
pub(super) struct ZonedPhrase {
    /// The terms of the phrase at their places, any of several at one place: one where it is not a beginning.
    pub places: Vec<(u32, Vec<Term>)>,
    /// How far the last unit of the phrase is from its first.
    pub length: u32,
    /// The terms that mark where a section begins and ends.
    pub edges: (Term, Term),
}

impl Query for ZonedPhrase {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let similarity = match (scoring, self.places.first()) {
            (EnableScoring::Enabled { statistics_provider, .. }, Some(_)) => {
                let terms: Vec<Term> =
                    self.places.iter().filter_map(|(_, any)| any.first()).cloned().collect();
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            _ => None,
        };
        Ok(Box::new(ZonedWeight { phrase: self.clone(), similarity }))
    }
}

struct ZonedWeight {
    phrase: ZonedPhrase,
    similarity: Option<Bm25Weight>,
}

impl Weight for ZonedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let read = |term: &Term| -> tantivy::Result<Option<SegmentPostings>> {
            let index = reader.inverted_index(term.field())?;
            Ok(index.read_postings(term, IndexRecordOption::WithFreqsAndPositions)?)
        };
        let mut places = Vec::new();
        for (offset, terms) in &self.phrase.places {
            let mut any = Vec::new();
            for term in terms {
                any.extend(read(term)?);
            }
            places.push((*offset, AnyOf { any }));
        }
        let (Some(starts), Some(ends)) = (read(&self.phrase.edges.0)?, read(&self.phrase.edges.1)?) else {
            return Ok(Box::new(tantivy::query::EmptyScorer));
        };
        let norms = match self.phrase.places.first().and_then(|(_, terms)| terms.first()) {
            Some(term) => reader.fieldnorms_readers().get_field(term.field())?,
            None => None,
        };
        let mut scorer = ZonedScorer {
            places,
            length: self.phrase.length,
            starts,
            ends,
            norms: norms.unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1)),
            similarity: self.similarity.as_ref().map(|similarity| similarity.boost_by(boost)),
            doc: 0,
            frequency: 0,
            found: Found::default(),
        };
        scorer.settle();
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument(format!("document #{doc} is not explained here")))
    }
}

/// Postings of which any will do.
struct AnyOf {
    any: Vec<SegmentPostings>,
}

impl AnyOf {
    fn seek(&mut self, target: DocId) -> DocId {
        let moved =
            self.any.iter_mut().map(|one| if one.doc() < target { one.seek(target) } else { one.doc() });
        moved.min().unwrap_or(TERMINATED)
    }

    fn positions(&mut self, doc: DocId, positions: &mut Vec<u32>, buffer: &mut Vec<u32>) {
        positions.clear();
        for one in self.any.iter_mut().filter(|one| one.doc() == doc) {
            one.positions(buffer);
            positions.extend_from_slice(buffer);
        }
        positions.sort_unstable();
    }
}

/// Positions, kept for their memory.
#[derive(Default)]
struct Found {
    begins: Vec<u32>,
    here: Vec<u32>,
    buffer: Vec<u32>,
    starts: Vec<u32>,
    ends: Vec<u32>,
}

struct ZonedScorer {
    places: Vec<(u32, AnyOf)>,
    length: u32,
    starts: SegmentPostings,
    ends: SegmentPostings,
    norms: FieldNormReader,
    similarity: Option<Bm25Weight>,
    doc: DocId,
    frequency: u32,
    found: Found,
}

impl ZonedScorer {
    /// Goes on to the first document, from the one where the zone is now, in which the phrase stands in a section.
    fn settle(&mut self) -> DocId {
        self.doc = loop {
            let doc = self.align();
            if doc == TERMINATED || self.holds(doc) {
                break doc;
            }
            self.starts.advance();
        };
        self.doc
    }

    /// Goes on to the first document that has the zone and every term.
    fn align(&mut self) -> DocId {
        loop {
            let doc = self.starts.doc();
            if doc == TERMINATED {
                return doc;
            }
            let apart = self.places.iter_mut().map(|(_, place)| place.seek(doc)).find(|there| *there != doc);
            match apart {
                None => return doc,
                Some(TERMINATED) => return TERMINATED,
                Some(there) => self.starts.seek(there),
            };
        }
    }

    fn holds(&mut self, doc: DocId) -> bool {
        if self.ends.doc() < doc {
            self.ends.seek(doc);
        }
        let Found { begins, here, buffer, starts, ends } = &mut self.found;
        for (at, (offset, place)) in self.places.iter_mut().enumerate() {
            place.positions(doc, here, buffer);
            let first = here.iter().filter_map(|position| position.checked_sub(*offset));
            if at == 0 {
                begins.clear();
                begins.extend(first);
            } else {
                let first: Vec<u32> = first.collect();
                begins.retain(|begin| first.binary_search(begin).is_ok());
            }
        }
        begins.dedup();
        self.starts.positions(starts);
        self.ends.positions(ends);
        let length = self.length;
        let inside = |begin: &&u32| {
            let mut sections = starts.iter().zip(ends.iter());
            sections.any(|(start, end)| *start <= **begin && **begin + length <= *end)
        };
        self.frequency = u32::try_from(begins.iter().filter(inside).count()).unwrap_or(u32::MAX);
        self.frequency > 0
    }
}

impl DocSet for ZonedScorer {
    fn advance(&mut self) -> DocId {
        self.starts.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            if self.starts.doc() < target {
                self.starts.seek(target);
            }
            self.settle();
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.starts.size_hint()
    }
}

impl Scorer for ZonedScorer {
    fn score(&mut self) -> Score {
        let norm = self.norms.fieldnorm_id(self.doc);
        self.similarity.as_ref().map_or(1.0, |similarity| similarity.score(norm, self.frequency))
    }
}
