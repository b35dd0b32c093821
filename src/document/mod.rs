//! A release as every stage knows it: what it says, when, where it came from.

mod address;
mod date;
mod language;
mod reading;
mod zone;

use std::collections::BTreeMap;
use std::fmt;

pub use date::{Conflict, Precision, Provenance, ReleaseDate};
pub use language::Language;
pub use reading::{Charset, Reading};
pub use zone::{Section, Zone};

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

    /// What the id of a release begins with that has no other name than what it says.
    pub const OF_TEXT: &'static str = "text:";

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
    /// What the stretches of the body are, in order of where they begin, a stretch before those inside it:
    /// paragraphs of one kind are one section, and datelines and quotes lie within them.
    pub sections: Vec<Section>,
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
    /// How it was read.
    pub reading: Reading,
}

impl Document {
    /// Makes a release of which nothing is known but what it says.
    pub fn new(id: DocId, headline: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            origin: id.to_string(),
            id,
            headline: headline.into(),
            body: body.into(),
            sections: Vec::new(),
            language: Language::English,
            date: None,
            source: None,
            url: None,
            metadata: BTreeMap::new(),
            reading: Reading::default(),
        }
    }

    /// Returns the address of the release in the one form of all that lead to it: without scheme, `www.`, the part
    /// behind `#`, the parameters that tell where a reader came from, and the last slash. `None` where there is none,
    /// or one that leads to a site and not to a page.
    pub fn address(&self) -> Option<String> {
        address::canonical(self.url.as_deref()?)
    }

    /// Tells whether the id is the address.
    pub fn has_address(&self) -> bool {
        self.address().is_some_and(|address| DocId::new(&address).as_ref() == Some(&self.id))
    }

    /// Returns what a person calls the release: its id, or the file it was read from where the id is only a hash.
    pub fn name(&self) -> &str {
        if self.id.as_str().starts_with(DocId::OF_TEXT) { &self.origin } else { self.id.as_str() }
    }

    /// Returns the pieces of the body that are news, in order: neither dateline nor boilerplate.
    pub fn news(&self) -> Vec<&str> {
        let ranges = zone::news(&self.body, &self.sections).into_iter();
        ranges.filter_map(|range| self.body.get(range)).filter(|piece| !piece.trim().is_empty()).collect()
    }

    /// Returns the text that a zone lies in, for a section the body; empty when the release has none.
    pub fn zone(&self, zone: Zone) -> &str {
        match zone {
            Zone::Headline => &self.headline,
            Zone::Source => self.source.as_deref().unwrap_or_default(),
            _ => &self.body,
        }
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
