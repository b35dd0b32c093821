//! How an index stands against a scan, as `cgtsearch prove --json` gives it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::prove;

/// How an index stands against a scan: `cgtsearch prove --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proof {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.proof.v1"))]
    pub schema: &'static str,
    /// How many releases were scanned.
    pub releases: usize,
    /// How many substrings were drawn from them and asked as quoted queries.
    pub samples: usize,
    /// How many other writings of them were asked.
    pub variants: usize,
    /// Releases that hold the substring and were not found.
    pub missing: Vec<Counterexample>,
    /// Releases that were found and do not hold it.
    pub extra: Vec<Counterexample>,
}

/// A query that was answered wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counterexample {
    /// The query as asked.
    pub query: String,
    /// How the substring was drawn or rewritten.
    pub kind: String,
    /// The id of the release.
    pub id: String,
}

impl From<&prove::Proof> for Proof {
    fn from(proof: &prove::Proof) -> Self {
        let all = |found: &[prove::Counterexample]| found.iter().map(Counterexample::from).collect();
        Self {
            schema: "cgtsearch.proof.v1",
            releases: proof.releases,
            samples: proof.samples,
            variants: proof.variants,
            missing: all(&proof.missing),
            extra: all(&proof.extra),
        }
    }
}

impl From<&prove::Counterexample> for Counterexample {
    fn from(found: &prove::Counterexample) -> Self {
        Self { query: found.query.clone(), kind: found.kind.clone(), id: found.id.to_string() }
    }
}
