//! Here is an answer: which JSON does a program get?
//!
//! This module owns the wire types: what programs read stays as it is, whatever the core types do. Every document
//! names its version in `schema`; a field is never missing, it is null; a change that moves or removes a field
//! makes a new version. Doc comments here are the descriptions in the published schema ([`schema()`]).
//!
//! `place.rs` says how offsets are counted; `page.rs` is the one most programs read.

mod eval;
mod extract;
mod fault;
mod page;
mod place;
mod proof;
mod release;
mod report;
mod schema;
mod status;
mod story;
mod tokens;

use serde::Serialize;

pub use eval::{DuplicatesEval, ExtractEval, PageEval, PairEval};
pub use extract::{Encoding, Extract, ExtractedRelease, Extractor, Section};
pub use fault::{Fault, FaultDetail};
pub use page::{Cut, Hit, Note, Passage, Query, SearchResult, Timings, Word, WordRole};
pub use place::{Match, MatchedText, Place};
pub use proof::{Counterexample, Proof};
pub use release::{DateConflict, Known, Release, ReleaseDate};
pub use report::{File, Problem, ProblemKind, Report, Warning};
pub use schema::schema;
pub use status::{Setting, Status};
pub use story::{Story, StoryLink};
pub use tokens::{Streams, Token, Tokens};

use super::clean;

/// Returns a document as JSON on many lines, with a line break at the end.
pub fn pretty<T: Serialize>(document: &T) -> String {
    let text = serde_json::to_string_pretty(document).expect("wire types are plain data");
    clean::json(text) + "\n"
}

/// Returns an object as JSON on one line, with a line break at the end.
pub fn line<T: Serialize>(object: &T) -> String {
    let text = serde_json::to_string(object).expect("wire types are plain data");
    clean::json(text) + "\n"
}

#[cfg(test)]
mod tests;
