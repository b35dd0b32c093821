//! What a word or phrase matches, in terms that every engine can look up.

use crate::analysis::{Compound, Stream, run_end, run_start};
use crate::text::{Kind, units};

/// What a leaf matches: its phrase as it stands, or any of its words in the words stream.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pattern {
    /// The units as written.
    pub phrase: Phrase,
    /// Terms of the words stream that mean the same: a stem, a code, a joined form. Empty inside quotes.
    pub words: Vec<String>,
}

/// Units at fixed distances: `positions` may leave a gap where punctuation stands beside Han.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// The units in order; the first has offset 0.
    pub units: Vec<PhraseUnit>,
}

/// A unit of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseUnit {
    /// The term of the unit.
    pub term: String,
    /// What kind of unit it is.
    pub kind: Kind,
    /// Its position after the first unit.
    pub offset: u32,
}

/// A term that is part of a leaf and counts for ranking alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The stream the term is looked up in.
    pub stream: Stream,
    /// The term.
    pub term: String,
}

/// A term of the verbatim stream at its place in a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gram {
    /// The term, or its beginning where the phrase is a single Han character.
    pub term: String,
    /// Its position after the first unit.
    pub offset: u32,
    /// Whether any term that begins so will do.
    pub prefix: bool,
}

impl Phrase {
    /// Makes the phrase of folded text.
    pub fn of(folded: &str) -> Self {
        let mut first = None;
        let units = units(folded)
            .map(|unit| {
                let start = *first.get_or_insert(unit.position);
                PhraseUnit { term: unit.term.into_owned(), kind: unit.kind, offset: unit.position - start }
            })
            .collect();
        Self { units }
    }

    /// Tells whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Returns the terms of the verbatim stream that stand for the phrase, several of them at one place at times.
    ///
    /// A Han run of n characters has n-1 bigrams. A run of one character is a term, as it is at an end of a run
    /// in the release too; if it is the whole phrase, it is the beginning of one. Beside punctuation the
    /// character at the end of a run says so.
    pub fn grams(&self) -> Vec<Gram> {
        let mut grams = Vec::new();
        let mut add = |term: String, offset: u32, prefix: bool| grams.push(Gram { term, offset, prefix });
        for (at, unit) in self.units.iter().enumerate() {
            if unit.kind == Kind::Latin {
                add(unit.term.clone(), unit.offset, false);
                continue;
            }
            let (before, next) = (at.checked_sub(1).map(|at| &self.units[at]), self.units.get(at + 1));
            let gap_before = before.is_some_and(|before| unit.offset > before.offset + 1);
            let gap_after = next.is_some_and(|next| next.offset > unit.offset + 1);
            let inside = before.is_some_and(|before| before.kind == Kind::Han) && !gap_before;
            let follower = next.filter(|next| next.kind == Kind::Han && !gap_after);
            if gap_before {
                add(run_start(&unit.term, true).into_owned(), unit.offset, false);
            }
            match follower {
                Some(next) => add(format!("{}{}", unit.term, next.term), unit.offset, false),
                None if gap_after => add(run_end(&unit.term, true).into_owned(), unit.offset, false),
                None if inside || gap_before => {}
                None => add(unit.term.clone(), unit.offset, self.units.len() == 1),
            }
        }
        grams
    }
}

impl Pattern {
    /// Makes the pattern of a phrase in quotes.
    pub fn quoted(folded: &str) -> Self {
        Self { phrase: Phrase::of(folded), words: Vec::new() }
    }

    /// Makes the pattern of a Latin compound: as written, joined, or, for a single word, by its stem.
    pub fn latin(compound: &Compound<'_>) -> Self {
        let first = compound.units[0].position;
        let units = compound.units.iter().map(|unit| PhraseUnit {
            term: unit.term.to_string(),
            kind: unit.kind,
            offset: unit.position - first,
        });
        let mut words = compound.joined();
        if let [unit] = compound.units.as_slice() {
            words.push(compound.word(0).into_owned());
            // Typed in small letters it may still mean the code: pd1, etown, dc.
            words.push(format!("={}", unit.term));
        }
        words.sort_unstable();
        words.dedup();
        Self { phrase: Phrase { units: units.collect() }, words }
    }

    /// Makes the pattern of a Han word, given as folded text.
    pub fn han(word: &str) -> Self {
        Self { phrase: Phrase::of(word), words: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let phrase = Phrase::of(&fold(text).text);
        let shown: Vec<String> = phrase
            .grams()
            .iter()
            .map(|gram| format!("{}{}@{}", gram.term, if gram.prefix { "*" } else { "" }, gram.offset))
            .collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn a_phrase_is_a_row_of_terms() {
        check("gene therapy", "gene@0 therapy@1");
        check("干细胞", "干细@0 细胞@1");
        check("在CAR-T中", "在@0 car@1 t@2 中@3");
        check("细胞，治", "细胞@0 胞,@1 ,治@3");
        check("细", "细*@0");
        check("，。", "");
    }
}
