//! What would be indexed, as `cgtsearch extract --json` gives it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::place::Ruler;
use super::{Place, Problem, ReleaseDate};
use crate::corpus;
use crate::document::{self, Document};

/// What would be indexed: `cgtsearch extract --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Extract {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.extract.v1"))]
    pub schema: &'static str,
    /// The releases in the order they were read.
    pub releases: Vec<ExtractedRelease>,
    /// What was left out, refused or could not be read.
    pub problems: Vec<Problem>,
}

/// A release as it was read; a line of `cgtsearch extract --jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExtractedRelease {
    /// Its id.
    pub id: String,
    /// Its headline; empty when it has none.
    pub title: String,
    /// Everything below the headline.
    pub body: String,
    /// What the stretches of the body are, in order of where they begin; datelines and quotes lie within others.
    pub zones: Vec<Section>,
    /// When it was released, if that is known.
    pub date: Option<ReleaseDate>,
    /// Who published it.
    pub source: Option<String>,
    /// The language it is written in, as a BCP 47 code; `mul` for English and Chinese side by side.
    pub language: String,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The file it was read from, with `:line` for a record.
    pub origin: String,
    /// Its encoding; null where the format leaves no choice.
    pub encoding: Option<Encoding>,
    /// What read it.
    pub extractor: Extractor,
    /// What a person should know who relies on it.
    pub warnings: Vec<String>,
    /// Fields of its source that have no place of their own, by name.
    pub metadata: BTreeMap<String, String>,
}

/// A stretch of a body and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Section {
    /// What it is: `subheadline`, `dateline`, `lead`, `body`, `quote`, `table`, `caption`, `about`,
    /// `forward-looking`, `contact` or `navigation`.
    pub zone: &'static str,
    /// What stands there.
    pub text: String,
    /// Where it begins in the body.
    pub start: Place,
    /// Where it ends in the body.
    pub end: Place,
    /// Who is quoted, where the text says so.
    pub speaker: Option<String>,
}

/// The encoding of a text, by the names of the WHATWG Encoding Standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Encoding {
    /// What the source declared, as it was written; null where it declared none.
    pub declared: Option<String>,
    /// What the bytes were read as.
    pub used: String,
}

/// An extractor and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Extractor {
    /// Its name: `html`, `pdf`, ...
    pub name: String,
    /// Its version: raised when the same bytes give another release.
    pub version: u32,
}

impl Extract {
    /// Makes the wire form of what was read.
    pub fn new(releases: &[Document], problems: &[corpus::Problem]) -> Self {
        Self {
            schema: "cgtsearch.extract.v1",
            releases: releases.iter().map(ExtractedRelease::new).collect(),
            problems: problems.iter().map(Problem::new).collect(),
        }
    }
}

impl ExtractedRelease {
    /// Makes the wire form of a release.
    pub fn new(document: &Document) -> Self {
        Self {
            id: document.id.to_string(),
            title: document.headline.clone(),
            body: document.body.clone(),
            zones: Section::all(document),
            date: document.date.map(ReleaseDate::from),
            source: document.source.clone(),
            language: document.language.code().to_owned(),
            url: document.url.clone(),
            origin: document.origin.clone(),
            encoding: document.reading.charset.as_ref().map(Encoding::new),
            extractor: Extractor {
                name: document.reading.extractor.clone(),
                version: document.reading.version,
            },
            warnings: document.reading.warnings.clone(),
            metadata: document.metadata.clone(),
        }
    }
}

impl Section {
    /// Makes the wire form of the sections of a release.
    pub fn all(document: &Document) -> Vec<Self> {
        let mut ruler = Ruler::new(&document.body);
        let mut sections = Vec::new();
        for section in &document.sections {
            let (text, start, end) = ruler.slice(section.range.clone());
            let (zone, speaker) = (section.zone.name(), section.speaker.clone());
            sections.push(Self { zone, text: text.to_owned(), start, end, speaker });
        }
        sections
    }
}

impl Encoding {
    fn new(charset: &document::Charset) -> Self {
        Self { declared: charset.declared.clone(), used: charset.used.clone() }
    }
}
