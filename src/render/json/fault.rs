//! An error, as any command gives it under `--json`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::{Error, ErrorKind};

/// An error: what any command gives under `--json` when it ends with status 2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fault {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.error.v1"))]
    pub schema: &'static str,
    /// What went wrong.
    pub error: FaultDetail,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FaultDetail {
    /// What the caller can do: `not_found`, `incompatible`, `locked`, `corrupt`, `io`, `limit`, `invalid`, `usage`.
    pub kind: &'static str,
    /// What went wrong, in words.
    pub message: String,
    /// The way out, if one is known.
    pub hint: Option<String>,
}

impl Fault {
    /// Makes an error that no library error stands behind.
    pub fn new(kind: &'static str, message: impl Into<String>) -> Self {
        let error = FaultDetail { kind, message: message.into(), hint: None };
        Self { schema: "cgtsearch.error.v1", error }
    }
}

impl From<&Error> for Fault {
    fn from(error: &Error) -> Self {
        let mut fault = Self::new(name(error.kind()), error.to_string());
        fault.error.hint = error.hint().map(str::to_owned);
        fault
    }
}

fn name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::NotFound => "not_found",
        ErrorKind::Incompatible => "incompatible",
        ErrorKind::Locked => "locked",
        ErrorKind::Corrupt => "corrupt",
        ErrorKind::Io => "io",
        ErrorKind::Limit => "limit",
        ErrorKind::Invalid => "invalid",
    }
}
