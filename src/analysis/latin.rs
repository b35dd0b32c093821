//! Latin words, codes, and compounds such as CAR-T.
//!
//! A **code** is a word whose letters mean something one by one: it has a digit, it is written in capitals and
//! short (AIDS, PD, LEGN), or it has a capital inside (CelArts, mRNA). Codes are never stemmed. In the words stream a code and the joined form of a
//! compound bear the mark `=`, so that CAR-T and CART meet and neither meets a shopping cart.

use std::borrow::Cow;

use super::Token;
use super::stem::stem;
use crate::text::{Folded, Kind, Unit, units};

/// The mark of codes and joined forms in the words stream.
const CODE: char = '=';

/// A word in capitals with more letters than this is emphasis, not a code.
const LONGEST_CODE: usize = 5;

/// A compound of more units or bytes than this is a list or an address: no joined form.
const MAX_JOINED_UNITS: usize = 4;
const MAX_JOINED_BYTES: usize = 32;

/// What a text consists of, for the words stream.
#[derive(Debug)]
pub enum Form<'a> {
    /// A Han character.
    Han(Unit<'a>),
    /// Latin units with nothing or one connector between them.
    Latin(Compound<'a>),
}

/// Latin units that are written as one: CAR-T, first-in-class, or a single word.
#[derive(Debug)]
pub struct Compound<'a> {
    /// The units in order, at least one.
    pub units: Vec<Unit<'a>>,
    /// The term of each unit that is a code.
    codes: Vec<Option<String>>,
    /// What stands in brackets after a connector may be left out: PD-(L)1 is PD-1 too.
    optional: Option<usize>,
}

/// Cuts folded text into Han characters and Latin compounds, in order.
pub fn compounds<'a>(text: &str, folded: &'a Folded) -> Vec<Form<'a>> {
    let mut forms: Vec<Form<'a>> = Vec::new();
    let mut line = Line::default();
    for unit in units(&folded.text) {
        if unit.kind == Kind::Han {
            forms.push(Form::Han(unit));
            continue;
        }
        let source = folded.source_range(unit.range.clone());
        let code = code(&text[source.clone()], &unit.term, line.shouts(text, source.start));
        let optional =
            matches!(forms.last(), Some(Form::Latin(last)) if last.takes_optional(&folded.text, &unit));
        match forms.last_mut() {
            Some(Form::Latin(last)) if optional => last.push_optional(unit, code),
            Some(Form::Latin(last)) if unit.joined || last.closes_optional(&folded.text, &unit) => {
                last.units.push(unit);
                last.codes.push(code);
            }
            _ => forms.push(Form::Latin(Compound { units: vec![unit], codes: vec![code], optional: None })),
        }
    }
    forms
}

impl<'a> Compound<'a> {
    /// Returns the terms of the words stream that stand for the whole compound: its joined form, or both forms
    /// of PD-(L)1, or the code it is. Empty for an ordinary word and for what is no name (2024-10-18).
    pub fn joined(&self) -> Vec<String> {
        if self.units.len() == 1 {
            let pointed = self.units[0].term.contains('.').then(|| self.join(None)).flatten();
            return self.codes[0].clone().into_iter().chain(pointed).collect();
        }
        let without = self.optional.and_then(|skip| self.join(Some(skip)));
        self.join(None).into_iter().chain(without).collect()
    }

    /// Returns the term of the words stream for one unit.
    pub fn word(&self, at: usize) -> Cow<'a, str> {
        match &self.codes[at] {
            Some(code) => Cow::Owned(code.clone()),
            None => stem(self.units[at].term.clone()),
        }
    }

    /// Tells whether the unit is a code.
    pub fn is_code(&self, at: usize) -> bool {
        self.codes[at].is_some()
    }

    /// Returns one unit as a compound of its own.
    pub fn part(&self, at: usize) -> Compound<'a> {
        Compound { units: vec![self.units[at].clone()], codes: vec![self.codes[at].clone()], optional: None }
    }

    pub(super) fn write(&self, each: &mut dyn FnMut(Token<'a>)) {
        let (first, last) = (&self.units[0], &self.units[self.units.len() - 1]);
        let single = self.units.len() == 1;
        for term in self.joined() {
            // The code of a single unit comes below, once.
            if single && self.codes[0].as_ref() == Some(&term) {
                continue;
            }
            let range = first.range.start..last.range.end;
            each(Token { term: Cow::Owned(term), position: first.position, range });
        }
        for (at, unit) in self.units.iter().enumerate() {
            each(Token { term: self.word(at), position: unit.position, range: unit.range.clone() });
        }
    }

    fn join(&self, skip: Option<usize>) -> Option<String> {
        // D.C. is no code for dendritic cells.
        if self.units.len() > 1 && self.units.iter().all(|unit| unit.term.len() == 1) {
            return None;
        }
        let mut joined = String::from(CODE);
        for (_, unit) in self.units.iter().enumerate().filter(|&(at, _)| Some(at) != skip) {
            joined.extend(unit.term.chars().filter(|&c| c != '.'));
        }
        let named = joined.chars().any(char::is_alphabetic);
        let short = self.units.len() <= MAX_JOINED_UNITS && joined.len() <= MAX_JOINED_BYTES;
        (named && short).then_some(joined)
    }

    /// Tells whether `unit` opens the bracket in PD-(L)1.
    fn takes_optional(&self, folded: &str, unit: &Unit<'_>) -> bool {
        let before = self.units[self.units.len() - 1].range.end;
        self.optional.is_none()
            && &folded[before..unit.range.start] == "-("
            && folded[unit.range.end..]
                .strip_prefix(')')
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    }

    fn push_optional(&mut self, unit: Unit<'a>, code: Option<String>) {
        self.optional = Some(self.units.len());
        self.units.push(unit);
        self.codes.push(code);
    }

    /// Tells whether `unit` follows the closing bracket in PD-(L)1.
    fn closes_optional(&self, folded: &str, unit: &Unit<'_>) -> bool {
        self.optional == Some(self.units.len() - 1)
            && &folded[self.units[self.units.len() - 1].range.end..unit.range.start] == ")"
    }
}

/// Returns the term of a word that, as written, is a code. In a line of capitals only a digit makes one; the
/// plural of an abbreviation is the abbreviation (DCs, mRNAs).
fn code(written: &str, term: &str, shouting: bool) -> Option<String> {
    if written.chars().any(char::is_numeric) {
        return Some(format!("{CODE}{term}"));
    }
    let singular = written.strip_suffix('s').filter(|rest| rest.ends_with(char::is_uppercase));
    let name = singular.unwrap_or(written);
    let letters = name.chars().count();
    let capitals = (2..=LONGEST_CODE).contains(&letters) && name.chars().all(char::is_uppercase);
    let term = if singular.is_some() { term.strip_suffix('s').unwrap_or(term) } else { term };
    ((capitals && !shouting) || has_inner_capital(name)).then(|| format!("{CODE}{term}"))
}

/// Tells whether a capital follows a small letter, as in names that were made up: CelArts, mRNA.
fn has_inner_capital(word: &str) -> bool {
    let mut small = false;
    word.chars().any(|c| {
        let inner = small && c.is_uppercase();
        small = c.is_lowercase();
        inner
    })
}

/// Whether the line a word stands in is written in capitals throughout.
#[derive(Default)]
struct Line {
    end: usize,
    shouts: bool,
}

impl Line {
    fn shouts(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            self.end = text[at..].find('\n').map_or(text.len(), |newline| at + newline).max(at + 1);
            let line = &text.as_bytes()[start..self.end.min(text.len())];
            let upper = line.iter().filter(|b| b.is_ascii_uppercase()).count();
            let lower = line.iter().filter(|b| b.is_ascii_lowercase()).count();
            // Four words' worth of capitals and hardly a small letter: a headline, not a row of tickers.
            self.shouts = upper >= 20 && lower * 10 < upper;
        }
        self.shouts
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Analyzer, Stream};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = Analyzer::new().tokens(Stream::Words, text);
        let terms: Vec<_> = tokens.iter().map(|token| token.term.as_ref()).collect();
        assert_eq!(terms.join(" "), expected, "{text}");
    }

    #[test]
    fn compounds_have_a_joined_form() {
        check("CAR-T E-Town B7-H3", "=cart =car t =etown e town =b7h3 =b7 =h3");
        check("Claudin18.2 IL-15Rα", "=claudin182 =claudin18.2 =il15ralpha =il =15r alpha");
        check("PD-(L)1", "=pdl1 =pd1 =pd l =1");
        check("2024-10-18 vg/kg D.C.", "=2024 =10 =18 vg kg d c");
    }

    #[test]
    fn codes_keep_their_form() {
        check("AIDS aids GC101 gc101 CART cart DCs", "=aids aid =gc101 =gc101 =cart cart =dc");
        check("CelArts' mRNAs Proteins", "=celarts =mrna protein");
        check(
            "FDA APPROVES NEW GENE THERAPIES FOR AIDS PATIENTS",
            "fda approv new gene therapi for aid patient",
        );
        check("Société Générale", "societ general");
    }
}
