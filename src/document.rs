//! A release as every stage knows it: what it says, when, where it came from.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

/// How much of its hash a long id ends in: two of them meet once in four billion ids.
const HASH_DIGITS: usize = 16;

/// The identity of a release: stable over re-indexing, unique in an index, at most
/// [`DocId::MAX_BYTES`] bytes, without control characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(String);

impl DocId {
    /// The longest id in bytes.
    pub const MAX_BYTES: usize = 512;

    /// Makes an id from any text: control characters and outer space go, what is too long is cut and ends
    /// in a hash of the whole. Returns `None` when nothing is left.
    pub fn new(text: &str) -> Option<Self> {
        let visible: String = text.chars().filter(|c| !c.is_control()).collect();
        let mut id = visible.trim().to_owned();
        if id.len() > Self::MAX_BYTES {
            let hash = blake3::hash(id.as_bytes()).to_hex();
            while id.len() > Self::MAX_BYTES - 1 - HASH_DIGITS {
                id.pop();
            }
            id.push('-');
            id.push_str(&hash[..HASH_DIGITS]);
        }
        (!id.is_empty()).then_some(Self(id))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One press release, as read from its source and before any analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its identity.
    pub id: DocId,
    /// Its title; empty when the source has none.
    pub headline: String,
    /// Everything below the headline, as given, paragraphs separated by line breaks.
    pub body: String,
    /// The language it is written in.
    pub language: Language,
    /// When it was released, if that is known.
    pub date: Option<ReleaseDate>,
    /// Who published it: a wire, a site, a company.
    pub source: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The file it was read from: the folder that was named and the path below it, with `:line` for a record.
    /// The same however that folder was spelled, and from wherever.
    pub origin: String,
    /// Fields of the source that have no place of their own, by name.
    pub metadata: BTreeMap<String, String>,
}

impl Document {
    /// Returns the text of a zone; empty when the release has none.
    pub fn zone(&self, zone: Zone) -> &str {
        match zone {
            Zone::Headline => &self.headline,
            Zone::Body => &self.body,
            Zone::Source => self.source.as_deref().unwrap_or_default(),
        }
    }
}

/// A part of a release that can be searched by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// The title.
    Headline,
    /// The text below it.
    Body,
    /// The name of the publisher; searched only when asked for.
    Source,
}

impl Zone {
    /// The zones a word is looked for in when the query names none.
    pub const TEXT: &'static [Zone] = &[Zone::Headline, Zone::Body];

    /// Returns the name used in queries and output.
    pub fn name(self) -> &'static str {
        match self {
            Zone::Headline => "title",
            Zone::Body => "body",
            Zone::Source => "source",
        }
    }
}

/// The language of a release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Chinese in Simplified characters.
    Simplified,
    /// Chinese in Traditional characters.
    Traditional,
    /// English and Chinese side by side, each a good part of the text.
    Bilingual,
    /// A language that a source declared and that is none of these, as its lower-case code.
    Other(String),
}

impl Language {
    /// Reads a declared code such as `en-US`, `zh`, `zh_TW` or `zh-Hant`, whatever its case.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_lowercase().replace('_', "-");
        let mut parts = code.split('-');
        let primary = parts.next().filter(|p| (2..=8).contains(&p.len()))?;
        if !code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return None;
        }
        Some(match primary {
            "en" | "eng" => Self::English,
            "zh" | "zho" | "chi" | "cmn" => {
                if parts.any(|p| matches!(p, "hant" | "tw" | "hk" | "mo")) {
                    Self::Traditional
                } else {
                    Self::Simplified
                }
            }
            "mul" => Self::Bilingual,
            _ => Self::Other(code),
        })
    }

    /// Returns the BCP 47 code: `en`, `zh-Hans`, `zh-Hant`, `mul` for bilingual, or the declared one.
    pub fn code(&self) -> &str {
        match self {
            Self::English => "en",
            Self::Simplified => "zh-Hans",
            Self::Traditional => "zh-Hant",
            Self::Bilingual => "mul",
            Self::Other(code) => code,
        }
    }

    /// Tells whether a release in this language answers `lang:asked`, where `asked` is a code in lower
    /// case: `zh` is both scripts, and a bilingual release is English and Chinese.
    pub fn answers(&self, asked: &str) -> bool {
        match (self, asked) {
            (Self::Bilingual, "en" | "zh") => true,
            (Self::Simplified | Self::Traditional, "zh") => true,
            (Self::Simplified, "zh-cn") | (Self::Traditional, "zh-tw" | "zh-hk") => true,
            _ => self.code().eq_ignore_ascii_case(asked),
        }
    }
}

/// The release date with what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseDate {
    /// The first day it can mean: 2024-10 starts on 2024-10-01.
    pub first: Date,
    /// How exactly it is known.
    pub precision: Precision,
    /// Where it was read.
    pub provenance: Provenance,
}

impl ReleaseDate {
    /// Returns the last day it can mean.
    pub fn last(&self) -> Date {
        match self.precision {
            Precision::Day => self.first,
            Precision::Month => self.first.last_of_month(),
            Precision::Year => self.first.last_of_year(),
        }
    }
}

impl fmt::Display for ReleaseDate {
    /// Shows no more than is known: `2024-10-18`, `2024-10` or `2024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.first.year(), self.first.month(), self.first.day());
        match self.precision {
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Year => write!(f, "{year:04}"),
        }
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the year.
    Year,
    /// To the month.
    Month,
    /// To the day.
    Day,
}

impl Precision {
    /// Returns the name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// Reads [`Precision::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Year, Self::Month, Self::Day].into_iter().find(|p| p.name() == name)
    }
}

/// Where a date was read, from the most trustworthy to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// A field of a structured source, front matter included.
    Field,
    /// The head of a page: JSON-LD, OpenGraph, a meta element.
    Meta,
    /// A line that says when it was published (`Updated: …`, `发布时间：…`) or holds a date alone, at its
    /// top or, in Chinese, at its very end.
    Byline,
    /// The dateline that opens the release.
    Dateline,
}

impl Provenance {
    /// Every provenance, in order of trust.
    pub const ALL: [Self; 4] = [Self::Field, Self::Meta, Self::Byline, Self::Dateline];

    /// Returns the name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Meta => "meta",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
        }
    }

    /// Reads [`Provenance::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(DocId::new(text).as_ref().map(DocId::as_str), expected, "{text:?}");
    }

    #[test]
    fn ids_are_cleaned() {
        check(" a\u{7}b ", Some("ab"));
        check("\u{7} a b \u{7}", Some("a b"));
        check(" \u{7} \n", None);
    }

    #[test]
    fn long_ids_stay_apart() {
        let long = "细".repeat(300);
        let (one, two) = (DocId::new(&format!("{long}#1")), DocId::new(&format!("{long}#2")));
        assert_ne!(one, two);
        for id in [one, two].into_iter().flatten() {
            assert_eq!(id.as_str().len(), 495 / 3 * 3 + 17);
            assert!(id.as_str().starts_with("细细"));
            check(id.as_str(), Some(id.as_str()));
        }
        let just = "a".repeat(DocId::MAX_BYTES);
        check(&just, Some(&just));
        assert_eq!(DocId::new(&format!("{just}a")).map(|id| id.0.len()), Some(DocId::MAX_BYTES));
    }
}
