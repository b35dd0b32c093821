//! A whole release, as `cgtsearch show --json` gives it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{MatchedText, Query, Section, Story};
use crate::document::{self, Document};
use crate::highlight;
use crate::search::Lit;

/// A release with everything in it that matches: `cgtsearch show --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Release {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.release.v1"))]
    pub schema: &'static str,
    /// The query whose matches are given; null when none was asked.
    pub query: Option<Query>,
    /// What is known of the release.
    #[serde(flatten)]
    pub known: Known,
    /// Everything below the headline.
    pub body: MatchedText,
    /// What the stretches of the body are, in order of where they begin; datelines and quotes lie within others.
    pub zones: Vec<Section>,
    /// The other releases that tell the same story, and what has to do with it.
    pub story: Story,
}

/// What is known of a release: everything but its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Known {
    /// Its id, for `cgtsearch show`.
    pub id: String,
    /// Its title; the text is empty when it has none.
    pub headline: MatchedText,
    /// Who published it.
    pub source: Option<String>,
    /// When it was released, if that is known.
    pub date: Option<ReleaseDate>,
    /// The language it is written in, as a BCP 47 code; `mul` for English and Chinese side by side.
    pub language: String,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The file it was read from, with `:line` for a record.
    pub origin: String,
    /// Fields of its source that have no place of their own, by name.
    pub metadata: BTreeMap<String, String>,
}

/// A release date with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReleaseDate {
    /// The date, no more exact than it is known: `2024-10-18`, `2024-10` or `2024`.
    pub value: String,
    /// How exactly it is known: `day`, `month` or `year`.
    pub precision: &'static str,
    /// Where it was read: `field`, `feed`, `json-ld`, `opengraph`, `meta`, `byline`, `dateline`, `url`, `body` or
    /// `file`.
    pub provenance: &'static str,
    /// The time zone it was written in, as `+08:00`; null where it was written without one.
    pub zone: Option<String>,
    /// Another date that the source gives with as much right; where there is one, the date is doubtful.
    pub conflict: Option<DateConflict>,
}

/// A date that contradicts the one that was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DateConflict {
    /// The date, no more exact than it is known.
    pub value: String,
    /// How exactly it is known: `day`, `month` or `year`.
    pub precision: &'static str,
    /// Where it was read.
    pub provenance: &'static str,
}

impl Release {
    /// Makes the wire form of a lit release and the query that lit it, with its text.
    pub fn new(lit: &Lit, query: Option<(&str, &crate::query::Query)>) -> Self {
        Self {
            schema: "cgtsearch.release.v1",
            query: query.map(|(text, query)| Query::new(text, query)),
            known: Known::new(&lit.document, &lit.headline),
            body: MatchedText::new(&lit.document.body, 0, &lit.body),
            zones: Section::all(&lit.document),
            story: Story::new(&lit.story),
        }
    }
}

impl Known {
    /// Makes the wire form of what is known of a release, with what is lit in its headline.
    pub fn new(document: &Document, headline: &[highlight::Match]) -> Self {
        Self {
            id: document.id.to_string(),
            headline: MatchedText::new(&document.headline, 0, headline),
            source: document.source.clone(),
            date: document.date.map(ReleaseDate::from),
            language: document.language.code().to_owned(),
            url: document.url.clone(),
            origin: document.origin.clone(),
            metadata: document.metadata.clone(),
        }
    }
}

impl From<document::ReleaseDate> for ReleaseDate {
    fn from(date: document::ReleaseDate) -> Self {
        let conflict = |other: document::Conflict| DateConflict {
            value: other.to_string(),
            precision: other.precision.name(),
            provenance: other.provenance.name(),
        };
        let zone = |minutes: i16| {
            let (sign, minutes) = if minutes < 0 { ('-', -minutes) } else { ('+', minutes) };
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        };
        Self {
            value: date.to_string(),
            precision: date.precision.name(),
            provenance: date.provenance.name(),
            zone: date.offset.map(zone),
            conflict: date.conflict.map(conflict),
        }
    }
}
