//! How often terms stand in an index, counted in stories: ten copies of a release make no term more common.

use std::collections::HashSet;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, Searcher, TERMINATED, Term};

use super::stories::Stories;

/// Up to this many documents a term's stories are counted one by one; of a more frequent term a few copies change
/// nothing that ranks: 4,096 look-ups take about 30 µs.
const COUNTED: u64 = 4_096;

/// The statistics of an index by story.
pub(super) struct Statistics<'s> {
    pub searcher: &'s Searcher,
    pub stories: Option<&'s Stories>,
}

impl Statistics<'_> {
    /// Returns how many stories there are.
    pub(super) fn documents(&self) -> u64 {
        let folded = self.stories.map_or(0, Stories::folded) as u64;
        self.searcher.num_docs().saturating_sub(folded)
    }

    /// Returns in how many stories a term stands.
    pub(super) fn frequency(&self, term: &Term) -> tantivy::Result<u64> {
        let frequency = self.searcher.doc_freq(term)?;
        let Some(stories) = self.stories.filter(|stories| stories.folded() > 0 && frequency > 1) else {
            return Ok(frequency);
        };
        if frequency > COUNTED {
            let all = self.searcher.num_docs().max(1);
            return Ok((frequency as f64 * self.documents() as f64 / all as f64).ceil() as u64);
        }
        let (mut count, mut told) = (0, HashSet::new());
        for (ordinal, segment) in (0_u32..).zip(self.searcher.segment_readers()) {
            let index = segment.inverted_index(term.field())?;
            let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else { continue };
            while postings.doc() != TERMINATED {
                let is_new = match stories.of(DocAddress::new(ordinal, postings.doc())) {
                    Some(story) => told.insert(story),
                    None => true,
                };
                count += u64::from(is_new);
                postings.advance();
            }
        }
        Ok(count)
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let tokens = self.searcher.total_num_tokens(field)?;
        // The mean length is that of all releases.
        let all = self.searcher.num_docs().max(1);
        Ok((tokens as f64 * self.documents() as f64 / all as f64) as u64)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        // tantivy counts deleted documents here and in the frequencies of terms.
        let folded = self.stories.map_or(0, Stories::folded) as u64;
        Ok(self.searcher.total_num_docs()?.saturating_sub(folded).max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.frequency(term)
    }
}
