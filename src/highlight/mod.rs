//! Here is a release that answers: which passages show it, and what in them is lit?
//!
//! Only ranges come out of here, never markup. Every range is in bytes of the text as given, at character
//! boundaries, and never lies inside a grapheme. `matcher.rs` finds what is lit, `passage.rs` chooses,
//! by what `worth.rs` says a passage is worth.

mod matcher;
mod passage;
mod worth;

use std::ops::Range;

use crate::document::{Document, Zone};
use crate::query::Query;

use matcher::Matcher;

/// A stretch of text that holds one or more leaves of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Where, in bytes of the text of the zone.
    pub range: Range<usize>,
    /// Which leaves of the query, by index, in order.
    pub leaves: Vec<usize>,
}

/// A few sentences of the body, or part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where, in bytes of the body.
    pub range: Range<usize>,
    /// Whether the passage begins or ends within a sentence.
    pub cut: (bool, bool),
    /// What is lit in it, in order, without overlaps, in bytes of the body.
    pub matches: Vec<Match>,
}

/// What shows that a release answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// What is lit in the headline.
    pub headline: Vec<Match>,
    /// The best passages of the body, in the order of the text.
    pub passages: Vec<Passage>,
    /// The leaves that the release lacks, by index.
    pub missing: Vec<usize>,
}

/// How much a snippet shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnippetOptions {
    /// The most passages.
    pub passages: usize,
    /// The most cells a passage takes; a Han character takes two.
    pub cells: usize,
}

impl Default for SnippetOptions {
    fn default() -> Self {
        Self { passages: 2, cells: 240 }
    }
}

/// Finds what of a query is lit in texts.
pub struct Highlighter<'q> {
    query: &'q Query,
    matcher: Matcher<'q>,
}

impl<'q> Highlighter<'q> {
    /// Prepares a query: do it once for all releases of a page.
    pub fn new(query: &'q Query) -> Self {
        Self { query, matcher: Matcher::new(query) }
    }

    /// Returns what is lit in the headline, the body or the source of a release, in order and without overlaps.
    ///
    /// Matches that overlap are one match of several leaves. What is excluded is never lit, and what is looked for in
    /// a section only there.
    pub fn matches(&self, zone: Zone, document: &Document) -> Vec<Match> {
        let sections = if zone == Zone::Body { document.sections.as_slice() } else { &[] };
        merge(self.matcher.find(zone, document.zone(zone), sections))
    }

    /// Returns what shows that a release answers.
    pub fn snippet(&self, document: &Document, options: SnippetOptions) -> Snippet {
        let headline = self.matches(Zone::Headline, document);
        let body = self.matches(Zone::Body, document);
        let source = document.source.as_deref().map(|_| self.matches(Zone::Source, document));
        let mut held = vec![false; self.query.leaves.len()];
        let zones = [&headline, &body].into_iter().chain(source.as_ref());
        for leaf in zones.flatten().flat_map(|found| &found.leaves) {
            held[*leaf] = true;
        }
        let missing = self.query.wanted().map(|(at, _)| at).filter(|&at| !held[at]).collect();
        let passages = passage::choose(self.query, document, &body, options);
        Snippet { headline, passages, missing }
    }
}

/// Joins matches that overlap; they come in order of where they begin.
fn merge(found: Vec<(Range<usize>, usize)>) -> Vec<Match> {
    debug_assert!(found.is_sorted_by_key(|(range, _)| range.start), "text is read from front to back");
    let mut merged: Vec<Match> = Vec::new();
    for (range, leaf) in found {
        match merged.last_mut() {
            Some(last) if range.start < last.range.end => {
                last.range.end = last.range.end.max(range.end);
                last.leaves.push(leaf);
            }
            _ => merged.push(Match { range, leaves: vec![leaf] }),
        }
    }
    for found in &mut merged {
        found.leaves.sort_unstable();
        found.leaves.dedup();
    }
    merged
}

#[cfg(test)]
mod tests;
