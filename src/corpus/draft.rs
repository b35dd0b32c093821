//! What a source says of a release, before it is checked: the same for every format.

use std::collections::BTreeMap;
use std::ops::Range;

use super::problem::{Problem, Reason};
use super::source::{Part, Place};
use super::{ReadOptions, anatomy, dates, identity, language};
use crate::document::{Charset, Document, Provenance, Reading};

/// The most fields of a source that are kept as metadata.
pub(super) const MAX_METADATA: usize = 64;

/// One release as its source states it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The id that the source gives, which nothing overrules.
    pub(super) id: Option<String>,
    /// The number that a wire, a feed or a mail gave it.
    pub(super) wire_id: Option<String>,
    pub(super) headline: String,
    pub(super) body: String,
    /// What the format says of stretches of the body, in order of where they begin.
    pub(super) marks: Vec<Mark>,
    /// The declared language code.
    pub(super) language: Option<String>,
    /// The declared dates as written, and where.
    pub(super) dates: Vec<(String, Provenance)>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) metadata: BTreeMap<String, String>,
    /// The encoding of the text, where the format leaves a choice.
    pub(super) charset: Option<Charset>,
    /// What a person should know who relies on the release.
    pub(super) warnings: Vec<String>,
}

/// What a format says of a stretch of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where, in bytes of the body.
    pub(super) range: Range<usize>,
    pub(super) kind: MarkKind,
}

/// What a format can say of a stretch of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum MarkKind {
    /// A heading between paragraphs.
    Heading,
    /// What stands below a picture.
    Caption,
    /// Rows and columns.
    Table,
    /// A block that is quoted.
    Quotation,
    /// Links of the site.
    Navigation,
}

impl Draft {
    /// Keeps a field that has no place of its own, while there is room.
    pub(super) fn keep(&mut self, name: &str, value: &str) {
        let has_room = self.metadata.len() < MAX_METADATA || self.metadata.contains_key(name);
        if has_room && !value.trim().is_empty() {
            self.metadata.insert(clean(name.to_owned()), clean(value.trim().to_owned()));
        }
    }

    /// Makes the document: cleans the text, settles its anatomy, its language, its date and its identity.
    pub(super) fn resolve(
        mut self,
        place: &Place,
        part: Part,
        reading: Reading,
        options: &ReadOptions,
    ) -> Result<Document, Problem> {
        let headline =
            clean(std::mem::take(&mut self.headline)).split_whitespace().collect::<Vec<_>>().join(" ");
        let (body, marks) = self.clean_body();
        if headline.is_empty() && body.is_empty() {
            return Err(Reason::skipped("no text in title and text").at(part.of(&place.path)));
        }
        for (written, _) in self.dates.clone() {
            if dates::parse_date(&written).is_none() && !self.metadata.contains_key("date") {
                self.keep("date", &written);
            }
        }
        let language = language::detect(self.language.as_deref(), &headline, &body);
        let sections = anatomy::sections(&headline, &body, &marks);
        let url = given(self.url);
        let date = dates::decide(&dates::Evidence {
            declared: &self.dates,
            modified: &[],
            language: self.language.as_deref(),
            file_time: place.written.filter(|_| part == Part::Whole),
            url: url.as_deref(),
            headline: &headline,
            body: &body,
            today: options.today,
        });
        let mut document = Document {
            id: identity::provisional(),
            date,
            language,
            sections,
            body,
            headline,
            source: given(self.source),
            url,
            origin: part.of(&place.name),
            metadata: self.metadata,
            reading,
        };
        document.id = identity::of(&document, self.id.as_deref(), self.wire_id.as_deref());
        Ok(document)
    }

    /// Takes the body without control characters and outer space, and its marks where they are then.
    fn clean_body(&mut self) -> (String, Vec<Mark>) {
        let raw = std::mem::take(&mut self.body);
        let raw_bytes = raw.len();
        let mut body = clean(raw);
        // Formats that mark their text write it clean; where they did not, marks would point anywhere.
        let mut marks = if body.len() == raw_bytes { std::mem::take(&mut self.marks) } else { Vec::new() };
        let start = body.len() - body.trim_start().len();
        body.truncate(body.trim_end().len());
        body.drain(..start.min(body.len()));
        for mark in &mut marks {
            mark.range.start = mark.range.start.saturating_sub(start).min(body.len());
            mark.range.end = mark.range.end.saturating_sub(start).min(body.len());
        }
        marks.retain(|mark| body.get(mark.range.clone()).is_some_and(|marked| !marked.is_empty()));
        (body, marks)
    }
}

/// Returns the text without a first line that only repeats the headline.
pub(super) fn below<'a>(headline: &str, text: &'a str) -> &'a str {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if first.to_lowercase() == headline.to_lowercase() { rest.trim_start() } else { text }
}

/// Returns the text with line breaks as `\n` and without other control characters. Costs a scan where it is so already.
fn clean(text: String) -> String {
    if !has_controls(text.as_bytes()) {
        return text;
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Tells whether UTF-8 may hold control characters other than line breaks and tabs.
fn has_controls(text: &[u8]) -> bool {
    let is_control = |byte: u8| (byte < b' ' && !matches!(byte, b'\n' | b'\t')) || byte == 0x7F;
    // Without a branch in the block, so that the compiler makes vectors of it: 10 GB/s and more.
    let has_low = |block: &[u8]| block.iter().fold(false, |any, byte| any | is_control(*byte));
    // U+0080 to U+009F.
    let is_high = |at: usize| text.get(at + 1).is_some_and(|next| *next < 0xA0);
    text.chunks(256).any(has_low) || memchr::memchr_iter(0xC2, text).any(is_high)
}

fn given(value: Option<String>) -> Option<String> {
    value.map(|text| clean(text.trim().to_owned())).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocId;

    fn resolve(draft: Draft) -> Result<Document, Problem> {
        let place = Place { path: "./a.txt".to_owned(), name: "corpus/a.txt".to_owned(), ..Place::default() };
        draft.resolve(&place, Part::Whole, Reading::default(), &ReadOptions::default())
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
    fn marks_follow_their_text() {
        let mark = |range| Mark { range, kind: MarkKind::Caption };
        let mut draft = Draft { body: "  \n细胞 cap \n".to_owned(), ..Draft::default() };
        draft.marks = vec![mark(0..2), mark(3..9), mark(4..9), mark(10..15)];
        let (body, marks) = draft.clean_body();
        assert_eq!(body, "细胞 cap");
        assert_eq!(marks, [mark(0..6), mark(7..10)]);
    }

    #[test]
    fn a_draft_without_text_is_skipped() {
        let problem = resolve(Draft { body: " \r\n ".to_owned(), ..Draft::default() }).expect_err("no text");
        assert_eq!(problem, Reason::skipped("no text in title and text").at("./a.txt"));
    }

    #[test]
    fn a_given_id_is_kept() {
        for (given, expected) in [(Some("r-1"), Some("r-1")), (Some(" \u{7} "), None), (None, None)] {
            let draft = Draft { id: given.map(str::to_owned), headline: "H".to_owned(), ..Draft::default() };
            let id = resolve(draft).expect("it has text").id;
            assert_eq!(expected.and_then(DocId::new).unwrap_or_else(|| id.clone()), id);
        }
    }

    #[test]
    fn a_date_that_does_not_read_is_kept_as_written() {
        for (written, date, kept) in
            [("2024-10", Some("2024-10"), None), ("next week", None, Some("next week"))]
        {
            let dates = vec![(written.to_owned(), Provenance::Field)];
            let draft = Draft { headline: "H".to_owned(), dates, ..Draft::default() };
            let document = resolve(draft).expect("it has text");
            assert_eq!(document.date.map(|d| d.to_string()).as_deref(), date);
            assert_eq!(document.metadata.get("date").map(String::as_str), kept);
        }
    }
}
