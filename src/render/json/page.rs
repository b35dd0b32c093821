//! A page of hits, as `cgtsearch query --json` gives it.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use super::place::Ruler;
use super::{Known, MatchedText, Place, Story};
use crate::document;
use crate::query::{self, Role};
use crate::search::{PageHit, SearchPage, Shown};

/// A page of hits: `cgtsearch query --json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SearchResult {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.search.v1"))]
    pub schema: &'static str,
    /// The query and how it was understood.
    pub query: Query,
    /// How many releases answer in all, the copies of one counted once unless `--all-copies` asks for them.
    pub total: usize,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many hits a page has.
    pub limit: usize,
    /// The hits of the page, best first: by score, then the later date, then the id.
    pub hits: Vec<Hit>,
    /// How long each stage took; null unless asked for with `--timing`.
    pub timings: Option<Timings>,
}

/// A query and how it was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Query {
    /// The query as typed.
    pub text: String,
    /// The query as understood, on one line.
    pub understood: String,
    /// How it was understood where that may surprise.
    pub notes: Vec<Note>,
    /// Its words and phrases in the order they were typed.
    pub words: Vec<Word>,
    /// Stop words that were left out.
    pub ignored: Vec<String>,
}

/// A remark on how a part of the query was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Note {
    /// What is remarked, in one line.
    pub message: String,
    /// Where the part begins in `query.text`.
    pub start: Place,
    /// Where the part ends in `query.text`.
    pub end: Place,
}

/// A word or phrase of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Word {
    /// How it was typed.
    pub text: String,
    /// Whether a release may, must or must not hold it.
    pub role: WordRole,
    /// The zones it is looked for in: `title`, `body`, `source`.
    pub zones: Vec<&'static str>,
    /// Where it begins in `query.text`.
    pub start: Place,
    /// Where it ends in `query.text`.
    pub end: Place,
}

/// What a word does for the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WordRole {
    /// It counts when it is there and is reported when it is not.
    Optional,
    /// Releases without it do not answer.
    Required,
    /// Releases with it do not answer.
    Excluded,
}

/// A release that answers; a line of `cgtsearch query --jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// How well it answers, to four decimals; comparable within one query only.
    pub score: f64,
    /// What is known of the release.
    #[serde(flatten)]
    pub known: Known,
    /// The best passages of its body in the order of the text.
    pub passages: Vec<Passage>,
    /// The words of the query that it lacks, as they were typed.
    pub missing: Vec<String>,
    /// The other releases that tell the same story, and what has to do with it.
    pub story: Story,
}

/// A few sentences of a body, or part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Passage {
    /// The zone it is from: `body`.
    pub zone: &'static str,
    /// The section of the body that it begins in: `lead`, `quote`, `about`, ...; null where it is in none.
    pub section: Option<&'static str>,
    /// What stands there, and what in it matches; places of matches count within this text.
    #[serde(flatten)]
    pub content: MatchedText,
    /// Where it begins in the body of the release.
    pub start: Place,
    /// Where it ends in the body of the release.
    pub end: Place,
    /// Whether it begins or ends within a sentence.
    pub cut: Cut,
}

/// Whether a passage begins or ends within a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cut {
    /// Whether the sentence begins before the passage.
    pub start: bool,
    /// Whether the sentence ends after the passage.
    pub end: bool,
}

/// How long the stages of a search took.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Timings {
    /// Reading the query, in milliseconds.
    pub parse_ms: f64,
    /// Finding, ranking and reading the releases, in milliseconds.
    pub search_ms: f64,
    /// Choosing and lighting passages, in milliseconds.
    pub highlight_ms: f64,
}

impl SearchResult {
    /// Makes the wire form of a page. Hits whose release was not asked for are left out.
    pub fn new(page: &SearchPage, timing: bool) -> Self {
        Self {
            schema: "cgtsearch.search.v1",
            query: Query::new(&page.text, &page.query),
            total: page.total,
            page: page.page,
            limit: page.limit,
            hits: Hit::all(page).collect(),
            timings: timing.then(|| Timings {
                parse_ms: milliseconds(page.timings.parse),
                search_ms: milliseconds(page.timings.search),
                highlight_ms: milliseconds(page.timings.highlight),
            }),
        }
    }
}

impl Query {
    /// Makes the wire form of a query that was typed as `text`.
    pub fn new(text: &str, query: &query::Query) -> Self {
        let mut ruler = Ruler::new(text);
        let mut notes = Vec::new();
        for note in &query.notes {
            let (_, start, end) = ruler.slice(note.span.clone());
            notes.push(Note { message: note.message.clone(), start, end });
        }
        let mut words = Vec::new();
        for leaf in &query.leaves {
            let (_, start, end) = ruler.slice(leaf.span.clone());
            let role = match leaf.role {
                Role::Optional => WordRole::Optional,
                Role::Required => WordRole::Required,
                Role::Excluded => WordRole::Excluded,
            };
            let zones = leaf.zones.iter().map(|zone| zone.name()).collect();
            words.push(Word { text: leaf.label.clone(), role, zones, start, end });
        }
        let ignored = query.ignored.clone();
        Self { text: text.to_owned(), understood: query.to_string(), notes, words, ignored }
    }
}

impl Hit {
    /// Makes the wire form of the hits of a page, one after the other.
    pub fn all(page: &SearchPage) -> impl Iterator<Item = Self> + '_ {
        page.hits.iter().filter_map(|hit| Some(Self::new(hit, hit.shown.as_ref()?, &page.query)))
    }

    fn new(hit: &PageHit, shown: &Shown, query: &query::Query) -> Self {
        let Shown { document, snippet, story } = shown;
        let mut ruler = Ruler::new(&document.body);
        let mut passages = Vec::new();
        for passage in &snippet.passages {
            let (text, start, end) = ruler.slice(passage.range.clone());
            let cut = Cut { start: passage.cut.0, end: passage.cut.1 };
            let content = MatchedText::new(text, start.byte, &passage.matches);
            let begins = |section: &&document::Section| section.range.contains(&passage.range.start);
            // The last that holds it is the innermost.
            let section = document.sections.iter().rfind(begins).map(|section| section.zone.name());
            passages.push(Passage { zone: "body", section, content, start, end, cut });
        }
        let missing = snippet.missing.iter().filter_map(|&at| Some(query.leaves.get(at)?.label.clone()));
        Self {
            rank: hit.rank,
            score: (f64::from(hit.score) * 1e4).round() / 1e4,
            known: Known::new(document, &snippet.headline),
            passages,
            missing: missing.collect(),
            story: Story::new(story),
        }
    }
}

/// A duration in milliseconds to the microsecond.
fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e6).round() / 1e3
}
