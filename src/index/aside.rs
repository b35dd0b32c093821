//! Does a phrase that a release holds stand in its boilerplate alone?
//!
//! tantivy's phrases do not say where they stand. But where one of the terms of a phrase stands in boilerplate alone,
//! so does the phrase; and where a term does not stand in boilerplate at all, the phrase does not either.

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, Term};

use super::terms::frequency_in;

/// The terms of a phrase, each with the term that counts how often it stands in boilerplate.
#[derive(Debug, Clone, Default)]
pub(super) struct Asides {
    pub terms: Vec<(Term, Term)>,
}

impl Asides {
    /// Opens the counts of a segment; `None` where no boilerplate of it holds the whole phrase.
    pub(super) fn open(&self, reader: &SegmentReader) -> tantivy::Result<Option<AsideCounts>> {
        let read = |term: &Term| -> tantivy::Result<Option<SegmentPostings>> {
            Ok(reader.inverted_index(term.field())?.read_postings(term, IndexRecordOption::WithFreqs)?)
        };
        let (mut all, mut aside) = (Vec::new(), Vec::new());
        for (everywhere, there) in &self.terms {
            let (Some(everywhere), Some(there)) = (read(everywhere)?, read(there)?) else { return Ok(None) };
            all.push(everywhere);
            aside.push(there);
        }
        Ok((!all.is_empty()).then_some(AsideCounts { all, aside }))
    }
}

/// How often the terms of a phrase stand in the documents of a segment, and in their boilerplate.
pub(super) struct AsideCounts {
    all: Vec<SegmentPostings>,
    aside: Vec<SegmentPostings>,
}

impl AsideCounts {
    /// Tells whether a document that holds the phrase holds it in its boilerplate alone. Documents are asked in order.
    pub(super) fn alone(&mut self, doc: DocId) -> bool {
        let mut alone = false;
        for (all, aside) in self.all.iter_mut().zip(&mut self.aside) {
            let there = frequency_in(std::slice::from_mut(aside), doc);
            if there == 0 {
                return false;
            }
            alone = alone || frequency_in(std::slice::from_mut(all), doc) == there;
        }
        alone
    }
}
