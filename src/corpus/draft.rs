//! What a source says of a release, before it is checked: the same for every format.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::dates::{date_in_text, parse_date};
use super::{Problem, language};
use crate::document::{DocId, Document, Precision, Provenance, ReleaseDate};

/// The most fields of a source that are kept as metadata.
pub(super) const MAX_METADATA: usize = 64;

/// One release as its source states it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) id: Option<String>,
    pub(super) headline: String,
    pub(super) body: String,
    /// The declared language code.
    pub(super) language: Option<String>,
    /// The declared date as written, and where.
    pub(super) date: Option<(String, Provenance)>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) metadata: BTreeMap<String, String>,
}

/// Where a draft was read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// The path as the user gave it, by which a problem is found.
    pub(super) path: &'a str,
    /// The name of the file, which does not depend on how its path was spelled.
    pub(super) name: &'a str,
    /// Which part of the file.
    pub(super) part: Part,
}

/// A part of a file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// A line of it, from 1.
    Line(usize),
    /// An element of its array, from 1.
    Element(usize),
}

impl Place<'_> {
    /// Says that something here could not be read.
    pub(super) fn failed(&self, reason: impl Into<String>) -> Problem {
        Problem::failed(self.part.of(self.path), reason)
    }

    /// The origin of what was read here.
    fn origin(&self) -> String {
        self.part.of(self.name)
    }

    /// The id of a release whose source gives none.
    fn id(&self) -> Option<DocId> {
        match self.part {
            Part::Whole => DocId::new(self.name),
            Part::Line(number) | Part::Element(number) => DocId::new(&format!("{}#{number}", self.name)),
        }
    }
}

impl Part {
    fn of(self, file: &str) -> String {
        match self {
            Self::Whole => file.to_owned(),
            Self::Line(number) => format!("{file}:{number}"),
            Self::Element(number) => format!("{file}#{number}"),
        }
    }
}

impl Draft {
    /// Keeps a field that has no place of its own, while there is room.
    pub(super) fn keep(&mut self, name: &str, value: &str) {
        let has_room = self.metadata.len() < MAX_METADATA || self.metadata.contains_key(name);
        if has_room && !value.trim().is_empty() {
            self.metadata.insert(clean(name), clean(value.trim()));
        }
    }

    /// Makes the document: cleans the text, settles its language and its date.
    pub(super) fn resolve(mut self, place: Place<'_>) -> Result<Document, Problem> {
        let headline = clean(&self.headline).split_whitespace().collect::<Vec<_>>().join(" ");
        let body = clean(&self.body);
        let body = body.trim();
        if headline.is_empty() && body.is_empty() {
            return Err(Problem::skipped(place.part.of(place.path), "no text in title and text"));
        }
        let mut date = None;
        if let Some((written, provenance)) = self.date.take() {
            date = release_date(parse_date(&written), provenance);
            if date.is_none() {
                self.keep("date", &written);
            }
        }
        let origin = place.origin();
        let id = self.id.as_deref().and_then(DocId::new).or_else(|| place.id());
        Ok(Document {
            id: id.unwrap_or_else(|| unnamed(&origin)),
            date: date.or_else(|| date_in_text(&headline, body)),
            language: language::detect(self.language.as_deref(), &headline, body),
            body: body.to_owned(),
            headline,
            source: given(self.source),
            url: given(self.url),
            origin,
            metadata: self.metadata,
        })
    }
}

/// Returns the text without a first line that only repeats the headline.
pub(super) fn below<'a>(headline: &str, text: &'a str) -> &'a str {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if first.to_lowercase() == headline.to_lowercase() { rest.trim_start() } else { text }
}

/// Returns the text with line breaks as `\n` and without other control characters.
fn clean(text: &str) -> String {
    let text =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    if !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        return text;
    }
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn given(value: Option<String>) -> Option<String> {
    value.map(|text| clean(text.trim())).filter(|text| !text.is_empty())
}

fn release_date(found: Option<(Date, Precision)>, provenance: Provenance) -> Option<ReleaseDate> {
    found.map(|(first, precision)| ReleaseDate { first, precision, provenance })
}

/// Names a release whose file name has no visible character.
fn unnamed(origin: &str) -> DocId {
    let name = blake3::hash(origin.as_bytes()).to_hex();
    DocId::new(&name).expect("a hash in hexadecimal is not empty")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(draft: Draft) -> Result<Document, Problem> {
        draft.resolve(Place { path: "./a.txt", name: "corpus/a.txt", part: Part::Whole })
    }

    #[track_caller]
    fn check(headline: &str, body: &str, expected: (&str, &str)) {
        let draft = Draft { headline: headline.to_owned(), body: body.to_owned(), ..Draft::default() };
        let document = resolve(draft).expect("it has text");
        assert_eq!((document.headline.as_str(), document.body.as_str()), expected);
    }

    #[test]
    fn text_is_cleaned() {
        check(" A\r\n title ", "\r\none\r\ntwo\rthree\n\n", ("A title", "one\ntwo\nthree"));
        check("细胞\u{1b}[31m", "　　首行缩进\t表", ("细胞[31m", "首行缩进\t表"));
        check("", "body alone", ("", "body alone"));
    }

    #[test]
    fn a_draft_without_text_is_skipped() {
        let problem = resolve(Draft { body: " \r\n ".to_owned(), ..Draft::default() }).expect_err("no text");
        assert_eq!(problem, Problem::skipped("./a.txt", "no text in title and text"));
    }

    #[test]
    fn an_id_is_found_for_everything() {
        for (given, expected) in
            [(Some("r-1"), "r-1"), (Some(" \u{7} "), "corpus/a.txt"), (None, "corpus/a.txt")]
        {
            let draft = Draft { id: given.map(str::to_owned), headline: "H".to_owned(), ..Draft::default() };
            assert_eq!(resolve(draft).expect("it has text").id.as_str(), expected);
        }
        let nameless = Draft { headline: "H".to_owned(), ..Draft::default() };
        let document = nameless.resolve(Place { path: "./\u{7}", name: "\u{7}", part: Part::Whole });
        assert_eq!(document.expect("it has text").id.as_str().len(), 64);
    }

    #[test]
    fn a_date_that_does_not_read_is_kept_as_written() {
        for (written, date, kept) in
            [("2024-10", Some("2024-10"), None), ("next week", None, Some("next week"))]
        {
            let date_field = Some((written.to_owned(), Provenance::Field));
            let draft = Draft { headline: "H".to_owned(), date: date_field, ..Draft::default() };
            let document = resolve(draft).expect("it has text");
            assert_eq!(document.date.map(|d| d.to_string()).as_deref(), date);
            assert_eq!(document.metadata.get("date").map(String::as_str), kept);
        }
    }
}
