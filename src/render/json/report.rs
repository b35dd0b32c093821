//! What an indexing run did, as `cgtsearch index --json` gives it.

use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Encoding, Extractor};
use crate::{corpus, indexing};

/// What an indexing run did: `cgtsearch index --json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.report.v1"))]
    pub schema: String,
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
    /// What was read of each file, in the order they were met.
    pub files: Vec<File>,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct File {
    /// Its path, as it was named.
    pub path: String,
    /// Its releases, those that did not change included.
    pub releases: usize,
    /// How many things in it were left out, refused or could not be read.
    pub problems: usize,
    /// What read them.
    pub extractors: Vec<Extractor>,
    /// The encodings that were used.
    pub encodings: Vec<Encoding>,
    /// What was noted about its releases.
    pub warnings: Vec<Warning>,
}

/// What was noted about releases of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// What a person should know who relies on them.
    pub message: String,
    /// How many releases it is about.
    pub releases: usize,
}

/// Something that was left out or could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// The path, with `:line` for a record.
    pub origin: String,
    /// Why, in one line.
    pub reason: String,
    /// Whether something was lost.
    pub kind: ProblemKind,
}

/// Whether a problem lost something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
        Self {
            schema: "cgtsearch.report.v1".to_owned(),
            added: report.added,
            updated: report.updated,
            unchanged: report.unchanged,
            removed: report.removed,
            skipped: report.skipped(),
            failed: report.failed(),
            refused: report.refused(),
            bytes: report.bytes,
            seconds: took.map(|took| (took.as_secs_f64() * 1e3).round() / 1e3),
            problems: report.problems.iter().map(Problem::new).collect(),
            files: report.files.iter().map(File::new).collect(),
        }
    }
}

impl Problem {
    /// Makes the wire form of a problem.
    pub fn new(problem: &corpus::Problem) -> Self {
        Self {
            origin: problem.origin.clone(),
            reason: problem.reason.clone(),
            kind: match problem.kind {
                corpus::ProblemKind::Skipped => ProblemKind::Skipped,
                corpus::ProblemKind::Refused => ProblemKind::Refused,
                corpus::ProblemKind::Failed => ProblemKind::Failed,
            },
        }
    }
}

impl File {
    fn new(file: &indexing::FileReport) -> Self {
        let extractor = |(name, version): &(String, u32)| Extractor { name: name.clone(), version: *version };
        let encoding = |(used, declared): &(String, Option<String>)| Encoding {
            declared: declared.clone(),
            used: used.clone(),
        };
        let warning =
            |(message, releases): &(String, usize)| Warning { message: message.clone(), releases: *releases };
        Self {
            path: file.path.clone(),
            releases: file.releases,
            problems: file.problems,
            extractors: file.extractors.iter().map(extractor).collect(),
            encodings: file.charsets.iter().map(encoding).collect(),
            warnings: file.warnings.iter().map(warning).collect(),
        }
    }
}
