//! Finds the leaves of a query in a text, by the rules the index matches by, without an index.
//!
//! No segmenter is needed: a Han word is a substring. A stem is computed only for words that begin like a
//! wanted one, which is one word in ten.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::analysis::{Form, compounds};
use crate::document::Zone;
use crate::query::{PhraseUnit, Query};
use crate::text::{Unit, fold};

/// The leaves of a query by what they begin with.
pub(super) struct Matcher<'q> {
    query: &'q Query,
    /// Leaves by the first unit of their phrase.
    phrases: HashMap<&'q str, Vec<usize>>,
    /// Leaves by the terms of the words stream.
    words: HashMap<&'q str, Vec<usize>>,
    /// The first letters of those terms, without the mark of a code.
    initials: Vec<char>,
}

impl<'q> Matcher<'q> {
    pub(super) fn new(query: &'q Query) -> Self {
        let mut matcher =
            Self { query, phrases: HashMap::new(), words: HashMap::new(), initials: Vec::new() };
        for (at, leaf) in query.wanted() {
            if let Some(first) = leaf.pattern.phrase.units.first() {
                matcher.phrases.entry(first.term.as_str()).or_default().push(at);
            }
            for word in &leaf.pattern.words {
                matcher.words.entry(word.as_str()).or_default().push(at);
                matcher.initials.extend(word.trim_start_matches('=').chars().next());
            }
        }
        matcher.initials.sort_unstable();
        matcher.initials.dedup();
        matcher
    }

    /// Returns every occurrence of every wanted leaf in a zone, in bytes of `text`.
    pub(super) fn find(&self, zone: Zone, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        if self.phrases.is_empty() {
            return found;
        }
        let folded = fold(text);
        let mut units: Vec<Unit<'_>> = Vec::new();
        let mut add = |range: Range<usize>, leaves: &[usize]| {
            for &leaf in leaves.iter().filter(|&&leaf| self.query.leaves[leaf].zones.contains(&zone)) {
                found.push((whole_graphemes(text, folded.source_range(range.clone())), leaf));
            }
        };
        for form in compounds(text, &folded) {
            match form {
                Form::Han(unit) => units.push(unit),
                Form::Latin(compound) => {
                    let (first, last) = (&compound.units[0], &compound.units[compound.units.len() - 1]);
                    if self.wants(&first.term) {
                        for term in compound.joined() {
                            if let Some(leaves) = self.words.get(term.as_str()) {
                                add(first.range.start..last.range.end, leaves);
                            }
                        }
                    }
                    for (at, unit) in
                        compound.units.iter().enumerate().filter(|(_, unit)| self.wants(&unit.term))
                    {
                        if let Some(leaves) = self.words.get(compound.word(at).as_ref()) {
                            add(unit.range.clone(), leaves);
                        }
                    }
                    units.extend(compound.units);
                }
            }
        }
        for (at, unit) in units.iter().enumerate() {
            for &leaf in self.phrases.get(unit.term.as_ref()).into_iter().flatten() {
                let phrase = &self.query.leaves[leaf].pattern.phrase.units;
                if let Some(here) = units.get(at..at + phrase.len())
                    && stands(phrase, here)
                {
                    add(unit.range.start..here[here.len() - 1].range.end, &[leaf]);
                }
            }
        }
        found.sort_by_key(|(range, leaf)| (range.start, range.end, *leaf));
        found.dedup();
        found
    }

    fn wants(&self, term: &str) -> bool {
        // Accents go when a word is stemmed; a letter beyond ASCII may become any.
        let initial = term.chars().next().unwrap_or(' ');
        !initial.is_ascii() || self.initials.binary_search(&initial).is_ok()
    }
}

fn stands(phrase: &[PhraseUnit], here: &[Unit<'_>]) -> bool {
    let first = here[0].position;
    phrase
        .iter()
        .zip(here)
        .all(|(wanted, unit)| wanted.offset == unit.position - first && wanted.term == unit.term)
}

/// Widens a range to whole graphemes: a letter without its accent cannot be lit.
fn whole_graphemes(text: &str, range: Range<usize>) -> Range<usize> {
    let edge = |at: usize, forward: bool| {
        let mut cursor = GraphemeCursor::new(at, text.len(), true);
        if at == 0 || at >= text.len() || cursor.is_boundary(text, 0).unwrap_or(true) {
            return at;
        }
        let moved = if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
        moved.ok().flatten().unwrap_or(at)
    };
    edge(range.start, false)..edge(range.end, true)
}
