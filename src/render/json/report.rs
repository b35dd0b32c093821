//! What an indexing run did, as `cgtsearch index --json` gives it.

use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{corpus, indexing};

/// What an indexing run did: `cgtsearch index --json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Report {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.report.v1"))]
    pub schema: &'static str,
    /// Releases that were not there before.
    pub added: usize,
    /// Releases whose content changed.
    pub updated: usize,
    /// Releases that are as they were.
    pub unchanged: usize,
    /// Releases that went because their source is gone.
    pub removed: usize,
    /// Things that were left out for a reason that loses nothing.
    pub skipped: usize,
    /// Things that could not be read.
    pub failed: usize,
    /// Things that are no releases.
    pub refused: usize,
    /// Bytes of headline and body that were read.
    pub bytes: u64,
    /// How long it took; null unless asked for with `--timing`.
    pub seconds: Option<f64>,
    /// What was left out or could not be read, in the order it was met.
    pub problems: Vec<Problem>,
}

/// Something that was left out or could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    /// The path, with `:line` for a record.
    pub origin: String,
    /// Why, in one line.
    pub reason: String,
    /// Whether something was lost.
    pub kind: ProblemKind,
}

/// Whether a problem lost something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ProblemKind {
    /// Nothing is lost: the format is unknown or there is no text in it.
    Skipped,
    /// What was read is no release: a list of links, a paywall, a captcha.
    Refused,
    /// There is content, and it could not be read.
    Failed,
}

impl Report {
    /// Makes the wire form of a report; `took` where the duration is asked for.
    pub fn new(report: &indexing::Report, took: Option<Duration>) -> Self {
        let problem = |problem: &corpus::Problem| Problem {
            origin: problem.origin.clone(),
            reason: problem.reason.clone(),
            kind: match problem.kind {
                corpus::ProblemKind::Skipped => ProblemKind::Skipped,
                corpus::ProblemKind::Refused => ProblemKind::Refused,
                corpus::ProblemKind::Failed => ProblemKind::Failed,
            },
        };
        Self {
            schema: "cgtsearch.report.v1",
            added: report.added,
            updated: report.updated,
            unchanged: report.unchanged,
            removed: report.removed,
            skipped: report.skipped(),
            failed: report.failed(),
            refused: report.refused(),
            bytes: report.bytes,
            seconds: took.map(|took| (took.as_secs_f64() * 1e3).round() / 1e3),
            problems: report.problems.iter().map(problem).collect(),
        }
    }
}
