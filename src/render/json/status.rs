//! What an index is and what the settings are, as `cgtsearch status --json` gives it.

use schemars::JsonSchema;
use serde::Serialize;

use super::Report;

/// What an index is, and which settings hold: `cgtsearch status --json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Status {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.status.v1"))]
    pub schema: &'static str,
    /// The folder of the index.
    pub index: String,
    /// How many releases it holds.
    pub releases: usize,
    /// How many stories more than one of them tells; null where the last run died before it could say: then nothing
    /// is folded until the next.
    pub stories: Option<usize>,
    /// How many of them are copies of another; null as above.
    pub copies: Option<usize>,
    /// In how many segments they lie.
    pub segments: usize,
    /// Its size on disk.
    pub bytes: u64,
    /// The analyzer that wrote its tokens.
    pub analyzer: String,
    /// The version of its layout on disk.
    pub format: u32,
    /// The paths it was built from, in order of first use.
    pub roots: Vec<String>,
    /// What the last indexing run did; null where no report of it is left.
    pub last_run: Option<Report>,
    /// The settings that hold, each with where it came from.
    pub settings: Vec<Setting>,
}

/// A setting that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Setting {
    /// Its name, as in `cgtsearch.toml`.
    pub name: String,
    /// Its value, as it would be typed; null where it follows the terminal.
    pub value: Option<String>,
    /// Where it came from: a flag, a variable, a file, or `default`.
    pub from: String,
}

impl Status {
    /// The kind and version of the document.
    pub const SCHEMA: &'static str = "cgtsearch.status.v1";
}
