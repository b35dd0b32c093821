//! Here is a query: which releases answer it?
//!
//! [`Engine`] is the seam between asking and answering. The index on disk implements it, and so does
//! [`ScanEngine`], which reads every release and cannot be wrong because it does nothing clever.

mod scan;

pub use scan::ScanEngine;

use crate::document::{DocId, Document};
use crate::error::Result;
use crate::query::Query;
use crate::story::LinkKind;

/// Whatever can answer a query over releases.
pub trait Engine {
    /// Returns one page of the releases that answer, best first: by score, then the later date, then the id.
    fn search(&self, request: &SearchRequest<'_>) -> Result<SearchResponse>;

    /// Returns a release by its id, or else by its origin: people know files.
    fn get(&self, id: &DocId) -> Result<Option<Document>>;

    /// Returns which releases tell the same story as one, and what has to do with it.
    fn story(&self, id: &DocId) -> Result<Story>;

    /// Returns how many releases there are.
    fn len(&self) -> usize;

    /// Tells whether there are no releases.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What is asked of an [`Engine`].
#[derive(Debug, Clone, Copy)]
pub struct SearchRequest<'a> {
    /// The query.
    pub query: &'a Query,
    /// How many of the best to pass over.
    pub offset: usize,
    /// How many to return at most.
    pub limit: usize,
    /// Whether the releases themselves are wanted, or only their ids.
    pub documents: bool,
    /// Whether the copies of a release are one hit.
    pub fold: bool,
}

/// What an [`Engine`] answers.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResponse {
    /// How many releases answer in all; with copies folded, how many stories.
    pub total: usize,
    /// The page that was asked for.
    pub hits: Vec<Hit>,
}

/// A release that answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its id.
    pub id: DocId,
    /// How well it answers; comparable within one response only.
    pub score: f32,
    /// The release, where it was asked for.
    pub document: Option<Document>,
    /// The story it tells, where the release was asked for and others tell it too or have to do with it.
    pub story: Option<Story>,
}

/// What is known of a release beside others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// The releases that tell it, the one that stands for it first; empty when there is only one.
    pub releases: Vec<DocId>,
    /// Other stories that have to do with it.
    pub links: Vec<StoryLink>,
}

/// Another story that has to do with one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryLink {
    /// What the one is to the other.
    pub relation: Relation,
    /// The release that stands for the other.
    pub id: DocId,
}

/// What a story is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// It corrects the other.
    Corrects,
    /// The other corrects it.
    CorrectedBy,
    /// It says the same in another language.
    Translates,
}

impl Relation {
    /// Returns the name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Corrects => "corrects",
            Self::CorrectedBy => "corrected-by",
            Self::Translates => "translation",
        }
    }

    /// Returns what a link is to the story at its beginning, or at its end.
    pub fn of(kind: LinkKind, at_start: bool) -> Self {
        match (kind, at_start) {
            (LinkKind::Correction, true) => Self::Corrects,
            (LinkKind::Correction, false) => Self::CorrectedBy,
            (LinkKind::Translation, _) => Self::Translates,
        }
    }
}
