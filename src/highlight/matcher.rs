//! Finds the leaves of a query in a text, by the rules the index matches by, without an index.
//!
//! No segmenter is needed: a Han word is a substring. A stem is computed only for words that begin like a
//! wanted one, which is one word in fifty.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::analysis::{Compound, Form, compounds};
use crate::document::{Section, Zone};
use crate::query::{PhraseUnit, Query};
use crate::text::{Unit, fold};

/// The leaves of a query by what they begin with.
pub(super) struct Matcher<'q> {
    query: &'q Query,
    /// Leaves by the first unit of their phrase.
    phrases: Leaves<'q>,
    /// Leaves by the terms of the words stream.
    words: Leaves<'q>,
    /// How those terms begin, without the mark of a code.
    beginnings: Vec<Beginning>,
}

/// An occurrence of a leaf in folded text: where it begins and ends, and which leaf.
type Occurrence = (usize, usize, usize);

/// Takes an occurrence and the leaves it is one of.
type Each<'e> = dyn FnMut(&Range<usize>, &mut dyn Iterator<Item = usize>) + 'e;

impl<'q> Matcher<'q> {
    pub(super) fn new(query: &'q Query) -> Self {
        let (mut phrases, mut words, mut beginnings) = (Vec::new(), Vec::new(), Vec::new());
        for (at, leaf) in query.wanted() {
            if let Some(first) = leaf.pattern.phrase.units.first() {
                phrases.push((first.term.as_str(), at));
            }
            for word in &leaf.pattern.words {
                words.push((word.as_str(), at));
                beginnings.push(beginning(word.trim_start_matches('=')));
            }
        }
        beginnings.sort_unstable();
        beginnings.dedup();
        Self { query, phrases: Leaves::new(phrases), words: Leaves::new(words), beginnings }
    }

    /// Returns every occurrence of every wanted leaf in a zone, in bytes of `text`, in order of where they begin.
    /// A leaf that is looked for in sections of the zone occurs only there.
    pub(super) fn find(&self, zone: Zone, text: &str, sections: &[Section]) -> Vec<(Range<usize>, usize)> {
        let here = |leaf: &usize| {
            let zones = &self.query.leaves[*leaf].zones;
            zones.contains(&zone) || sections.iter().any(|section| zones.contains(&section.zone))
        };
        if self.phrases.is_empty() {
            return Vec::new();
        }
        let folded = fold(text);
        let mut units: Vec<Unit<'_>> = Vec::new();
        let mut found: Vec<Occurrence> = Vec::new();
        for form in compounds(text, &folded) {
            match form {
                Form::Han(unit) => units.push(unit),
                Form::Latin(compound) => {
                    self.find_words(&compound, &mut |range, leaves| {
                        found.extend(leaves.filter(here).map(|leaf| (range.start, range.end, leaf)));
                    });
                    units.extend(compound.units);
                }
            }
        }
        for (at, unit) in units.iter().enumerate() {
            for leaf in self.phrases.of(&unit.term).filter(here) {
                let phrase = &self.query.leaves[leaf].pattern.phrase.units;
                if let Some(run) = units.get(at..at + phrase.len())
                    && stands(phrase, run)
                {
                    found.push((unit.range.start, run[run.len() - 1].range.end, leaf));
                }
            }
        }
        // A leaf often stands there both as a phrase and as a word.
        found.sort_unstable();
        found.dedup();
        let source = |(start, end, leaf): Occurrence| (folded.source_range(start..end), leaf);
        let inside = |(range, leaf): &(Range<usize>, usize)| {
            let zones = &self.query.leaves[*leaf].zones;
            let holds =
                |section: &Section| section.range.start <= range.start && range.end <= section.range.end;
            zones.contains(&zone)
                || sections.iter().any(|section| zones.contains(&section.zone) && holds(section))
        };
        let lit = found.into_iter().map(source).filter(inside);
        lit.map(|(range, leaf)| (whole_graphemes(text, range), leaf)).collect()
    }

    /// Calls `each` with the leaves that a compound or one of its units is a word of.
    fn find_words(&self, compound: &Compound<'_>, each: &mut Each<'_>) {
        let (first, last) = (&compound.units[0], &compound.units[compound.units.len() - 1]);
        // A joined form leaves out what stands between its letters (C-T, d.c), so that it may begin like none.
        if compound.units.len() > 1 || first.term.contains('.') {
            for term in compound.joined() {
                each(&(first.range.start..last.range.end), &mut self.words.of(&term));
            }
        }
        for (at, unit) in compound.units.iter().enumerate().filter(|(_, unit)| self.wants(&unit.term)) {
            each(&unit.range, &mut self.words.of(&compound.word(at)));
        }
    }

    /// Tells whether a unit may have one of the wanted words: stemming changes how few words begin.
    fn wants(&self, term: &str) -> bool {
        let (first, second) = beginning(term);
        // Accents go when a word is stemmed; a letter beyond ASCII may become any.
        let open = !first.is_ascii() || !second.is_ascii();
        open || [second, ' '].iter().any(|&second| self.beginnings.binary_search(&(first, second)).is_ok())
    }
}

/// The first two letters of a word, with spaces where there are none.
type Beginning = (char, char);

fn beginning(word: &str) -> Beginning {
    let mut letters = word.chars();
    let (first, second) = (letters.next().unwrap_or(' '), letters.next().unwrap_or(' '));
    // dying is a form of die.
    (first, if second == 'y' { 'i' } else { second })
}

/// Leaves by term.
struct Leaves<'q> {
    /// Terms and leaves, sorted.
    sorted: Vec<(&'q str, usize)>,
    /// Which bytes the terms begin with: most terms of a text end here.
    first_bytes: [bool; 256],
}

impl<'q> Leaves<'q> {
    fn new(mut sorted: Vec<(&'q str, usize)>) -> Self {
        sorted.sort_unstable();
        sorted.dedup();
        let mut first_bytes = [false; 256];
        for first in sorted.iter().filter_map(|(term, _)| term.bytes().next()) {
            first_bytes[usize::from(first)] = true;
        }
        Self { sorted, first_bytes }
    }

    fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// Returns the leaves of a term.
    fn of(&self, term: &str) -> impl Iterator<Item = usize> {
        let known = term.bytes().next().is_some_and(|first| self.first_bytes[usize::from(first)]);
        let (from, to) = match known {
            true => (
                self.sorted.partition_point(|(known, _)| *known < term),
                self.sorted.partition_point(|(known, _)| *known <= term),
            ),
            false => (0, 0),
        };
        self.sorted[from..to].iter().map(|(_, leaf)| *leaf)
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
        // Between printing ASCII characters there is always a boundary.
        let plain = |at: Option<usize>| {
            at.and_then(|at| text.as_bytes().get(at)).is_some_and(|b| (b' '..0x7f).contains(b))
        };
        if plain(at.checked_sub(1)) && plain(Some(at)) {
            return at;
        }
        let mut cursor = GraphemeCursor::new(at, text.len(), true);
        if at == 0 || at >= text.len() || cursor.is_boundary(text, 0).unwrap_or(true) {
            return at;
        }
        let moved = if forward { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
        moved.ok().flatten().unwrap_or(at)
    };
    edge(range.start, false)..edge(range.end, true)
}

#[cfg(test)]
mod tests {
    use crate::analysis::stem;

    use super::*;

    /// The words whose beginning a stemmer changes most, and the ordinary ones around them.
    #[test]
    fn a_stem_begins_like_its_word() {
        for word in [
            "dying",
            "lying",
            "tying",
            "vying",
            "skies",
            "ties",
            "dies",
            "cries",
            "trying",
            "aged",
            "oed",
            "eyed",
            "ying",
            "icing",
            "using",
            "ions",
            "ended",
            "added",
            "egged",
            "idly",
            "ugly",
            "only",
            "early",
            "gently",
            "therapies",
            "yielding",
            "syringes",
            "gyms",
            "as",
            "is",
            "its",
            "us",
            "ys",
            "sing",
            "bed",
            "ably",
            "inning",
            "outing",
            "earring",
            "evening",
            "herring",
            "succeed",
            "news",
            "atlas",
            "cosmos",
            "bias",
            "andes",
        ] {
            let ((a, b), (c, d)) = (beginning(&stem(word.into())), beginning(word));
            assert!(a == c && (b == d || b == ' '), "{word}");
        }
    }
}
