//! Here is a query: which releases answer it?
//!
//! [`Engine`] is the seam between asking and answering. The index on disk implements it, and so does
//! [`ScanEngine`], which reads every release and cannot be wrong because it does nothing clever.

mod scan;

pub use scan::ScanEngine;

use crate::document::{DocId, Document};
use crate::error::Result;
use crate::query::Query;

/// Whatever can answer a query over releases.
pub trait Engine {
    /// Returns one page of the releases that answer, best first: by score, then the later date, then the id.
    fn search(&self, request: &SearchRequest<'_>) -> Result<SearchResponse>;

    /// Returns a release by its id, or else by its origin: people know files.
    fn get(&self, id: &DocId) -> Result<Option<Document>>;

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
}

/// What an [`Engine`] answers.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResponse {
    /// How many releases answer in all.
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
}
