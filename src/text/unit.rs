//! Here is folded text: what are the smallest things in it that can be searched?
//!
//! A Han character is a unit. So is a Greek letter, under its name, and a run of other letters and digits.
//! Inside such a run a point or `^` between digits belongs to it (18.2, 10^6), a comma before exactly three
//! digits is a thousands separator (4,000 is 4000), an apostrophe belongs to it (don't is not dont), and a
//! possessive goes (year's is year, but it's is not it).
//!
//! A phrase is a run of units at consecutive positions. White space takes no position. Punctuation takes one
//! beside a Han character, however much of it there is, and none among Latin words.

use std::borrow::Cow;
use std::ops::Range;

use super::script::{Class, class, greek_name};

/// The longest Latin unit in bytes; a longer run is cut into units of this length.
pub const MAX_UNIT_BYTES: usize = 128;

/// Words whose 's is a verb, not a possessive.
const CONTRACTED: &[&str] =
    &["he", "here", "how", "it", "let", "she", "that", "there", "what", "when", "where", "who", "why"];

/// One searchable thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit<'a> {
    /// What it is.
    pub kind: Kind,
    /// The folded form, the term of the verbatim stream for all but Han.
    pub term: Cow<'a, str>,
    /// Where it stands, in bytes of the folded text.
    pub range: Range<usize>,
    /// Its position: a phrase is a run of consecutive positions.
    pub position: u32,
    /// Whether one hyphen, point, underscore or `&` alone joins it to the unit before, or nothing at all.
    pub joined: bool,
}

/// What a [`Unit`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One Han character.
    Han,
    /// A run of letters and digits, or the name of a Greek letter.
    Latin,
}

/// Cuts folded text into units, in order.
pub fn units(folded: &str) -> Units<'_> {
    Units { text: folded, at: 0, position: 0, last: None }
}

/// The iterator that [`units`] returns.
#[derive(Debug, Clone)]
pub struct Units<'a> {
    text: &'a str,
    at: usize,
    position: u32,
    last: Option<(Kind, usize)>,
}

impl<'a> Iterator for Units<'a> {
    type Item = Unit<'a>;

    fn next(&mut self) -> Option<Unit<'a>> {
        let (mut punctuated, mut between) = (false, Between::Nothing);
        let (start, found) = loop {
            let c = self.text[self.at..].chars().next()?;
            match class(c) {
                Class::Space => between = Between::Apart,
                Class::Mark => {
                    punctuated = true;
                    between = match (between, c) {
                        (Between::Nothing, '-' | '.' | '_' | '&') => Between::Connector,
                        _ => Between::Apart,
                    };
                }
                found => break (self.at, found),
            }
            self.at += c.len_utf8();
        };
        let (kind, term) = match found {
            Class::Han => (Kind::Han, self.han()),
            Class::Greek => (Kind::Latin, self.greek()),
            _ => (Kind::Latin, self.latin()),
        };
        let joined = self.last.is_some() && between != Between::Apart;
        if let Some((before, _)) = self.last {
            let beside_han = kind == Kind::Han || before == Kind::Han;
            self.position += if punctuated && beside_han { 2 } else { 1 };
        }
        self.last = Some((kind, self.at));
        Some(Unit { kind, term, range: start..self.at, position: self.position, joined })
    }
}

/// What stands between a unit and the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Connector,
    Apart,
}

impl<'a> Units<'a> {
    fn han(&mut self) -> Cow<'a, str> {
        let start = self.at;
        self.at += self.text[start..].chars().next().map_or(0, char::len_utf8);
        Cow::Borrowed(&self.text[start..self.at])
    }

    /// One Greek letter by its name, or a Greek word as it is.
    fn greek(&mut self) -> Cow<'a, str> {
        let start = self.at;
        let rest = &self.text[start..];
        let first = rest.chars().next().unwrap_or('α');
        let run = rest.chars().take_while(|&c| greek_name(c).is_some() || matches!(c, 'ά'..='ώ'));
        // No further than the unit can reach, or an endless word would be read again for each of its pieces.
        let run = run.take(MAX_UNIT_BYTES / first.len_utf8());
        let (letters, bytes) = run.fold((0, 0), |(n, b), c| (n + 1, b + c.len_utf8()));
        // Four letters or more are a word, not a row of subtypes.
        if letters >= 4 {
            self.at += bytes.min(MAX_UNIT_BYTES);
            return Cow::Borrowed(&self.text[start..self.at]);
        }
        self.at += first.len_utf8();
        match greek_name(first) {
            // The prefix of a unit of measure stays with it: μg is not mu g.
            Some("mu") if self.text[self.at..].starts_with(['g', 'l', 'm']) => {
                self.latin();
                Cow::Borrowed(&self.text[start..self.at])
            }
            Some(name) => Cow::Borrowed(name),
            None => Cow::Borrowed(&self.text[start..self.at]),
        }
    }

    /// A run of letters and digits with what belongs inside it.
    fn latin(&mut self) -> Cow<'a, str> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut dropped = false;
        let mut end = start;
        loop {
            let rest = &self.text[end..];
            let Some(c) = rest.chars().next() else { break };
            let step = match c {
                _ if class(c) == Class::Latin => c.len_utf8(),
                '.' if digit(bytes, end + 1) && before_is_digit(bytes, start, end) => 1,
                '^' if before_is_digit(bytes, start, end) => match exponent(rest) {
                    Some(length) => length,
                    None => break,
                },
                ',' if is_thousands(bytes, start, end) => {
                    dropped = true;
                    1
                }
                '\'' => match apostrophe(rest) {
                    Some(length) => length,
                    None => break,
                },
                _ => break,
            };
            if end + step - start > MAX_UNIT_BYTES {
                break;
            }
            end += step;
            if self.ends_scientific(start, end) {
                break;
            }
        }
        self.at = end;
        let term = &self.text[start..end];
        let term = term.strip_suffix("'s").filter(|owner| !CONTRACTED.contains(owner)).unwrap_or(term);
        match dropped {
            true => Cow::Owned(term.chars().filter(|&c| c != ',').collect()),
            false => Cow::Borrowed(term),
        }
    }

    /// Tells whether `start..end` is a number such as 1.0e13 with a unit glued behind it (1.0e13vg).
    fn ends_scientific(&self, start: usize, end: usize) -> bool {
        let number = &self.text[start..end];
        // Only a digit ends an exponent: without this the whole word is gone through for every letter of it.
        if !number.ends_with(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let Some((mantissa, exponent)) = number.split_once('e') else { return false };
        mantissa.contains('.')
            && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && !exponent.is_empty()
            && exponent.bytes().all(|b| b.is_ascii_digit())
            && self.text[end..].starts_with(|c: char| c.is_ascii_lowercase())
    }
}

fn digit(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_digit)
}

fn before_is_digit(bytes: &[u8], start: usize, at: usize) -> bool {
    at > start && digit(bytes, at - 1)
}

/// One to three digits since the start or the last comma, then exactly three.
fn is_thousands(bytes: &[u8], start: usize, at: usize) -> bool {
    let group = bytes[start..at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let first = group == at - start;
    let head = if first { (1..=3).contains(&group) } else { group == 3 && bytes[at - 4] == b',' };
    head && (1..=3).all(|n| digit(bytes, at + n)) && !digit(bytes, at + 4)
}

/// The length of `^6` or `^-12`.
fn exponent(rest: &str) -> Option<usize> {
    let digits = rest[1..].strip_prefix('-').unwrap_or(&rest[1..]);
    let sign = rest.len() - 1 - digits.len();
    digits.starts_with(|c: char| c.is_ascii_digit()).then_some(1 + sign)
}

/// How much an apostrophe takes with it: itself before a letter (don't, o'brien).
fn apostrophe(rest: &str) -> Option<usize> {
    rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    /// Terms in order; `·` where a position stays empty, `-` before a joined unit.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let folded = fold(text).text;
        let mut shown = String::new();
        let mut position = None;
        for unit in units(&folded) {
            if position.is_some_and(|p: u32| unit.position > p + 1) {
                shown.push_str(" ·");
            }
            shown.push(' ');
            if unit.joined {
                shown.push('-');
            }
            shown.push_str(&unit.term);
            position = Some(unit.position);
        }
        assert_eq!(shown.trim_start(), expected, "{text}");
    }

    #[test]
    fn latin_runs() {
        check("Gene-therapy, 2nd line", "gene -therapy 2nd line");
        check("Claudin18.2 v. 3.", "claudin18.2 v 3");
        check("more than 4,000 of 1,234,567 in 2020,300", "more than 4000 of 1234567 in 2020 300");
        check("company's CelArts' don't O'Brien", "company celarts don't o'brien");
        check("it's we're Theriva™ Biologics℠", "it's we're theriva biologics");
        check("1×10⁶ 10⁻¹² 1.0E13vg/kg", "1 10^6 10^-12 1.0e13 -vg kg");
        check("02126.HK AT&T", "02126 -hk at -t");
    }

    #[test]
    fn greek_letters_are_their_names() {
        check("IL-15Rα TGF-β γδT 5 μg", "il -15r -alpha tgf -beta gamma -delta -t 5 μg");
        check("λόγος", "λόγος");
    }

    #[test]
    fn punctuation_takes_a_position_beside_han_alone() {
        check("CAR-T 细胞", "car -t 细 -胞");
        check("细胞，治疗", "细 -胞 · 治 -疗");
        check("细胞。” 治疗", "细 -胞 · 治 -疗");
        check("CGT（细胞）x (y), z", "cgt · 细 -胞 · x y z");
        check("α-突触", "alpha · -突 -触");
    }

    #[test]
    fn an_endless_run_is_cut() {
        for (letter, expected) in [("a", 8), ("α", 16)] {
            let folded = letter.repeat(1000);
            assert_eq!(units(&folded).count(), expected);
            assert_eq!(units(&folded).map(|unit| unit.range.len()).sum::<usize>(), folded.len());
        }
    }

    #[test]
    fn an_endless_run_is_read_once() {
        // Read again for each unit, two million of these took minutes.
        let folded = "α".repeat(2_000_000);
        let begun = std::time::Instant::now();
        assert_eq!(units(&folded).count(), 31_250);
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}
