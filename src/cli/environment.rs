//! The variables of the environment that mean something to the program.

use std::ffi::OsString;
use std::path::PathBuf;

/// What the environment says, as it says it. A variable that is empty says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `CGTSEARCH_INDEX`: the folder of the index.
    pub index: Option<OsString>,
    /// `CGTSEARCH_CONFIG`: the configuration file.
    pub config: Option<OsString>,
    /// `CGTSEARCH_LIMIT`: how many hits a page has.
    pub limit: Option<OsString>,
    /// `CGTSEARCH_TODAY`: the day that `last 90d` counts back from.
    pub today: Option<OsString>,
    /// `NO_COLOR`: no colour, whatever its value.
    pub no_color: Option<OsString>,
    /// `TERM`: the kind of terminal, of which `dumb` shows no colour.
    pub term: Option<OsString>,
    /// This program, which starts itself once more to read some formats apart; not a variable.
    pub program: Option<PathBuf>,
}

impl Environment {
    /// Reads the variables that `get` knows by name.
    pub fn read(get: impl Fn(&str) -> Option<OsString>) -> Self {
        let get = |name: &str| get(name).filter(|value| !value.is_empty());
        Self {
            index: get("CGTSEARCH_INDEX"),
            config: get("CGTSEARCH_CONFIG"),
            limit: get("CGTSEARCH_LIMIT"),
            today: get("CGTSEARCH_TODAY"),
            no_color: get("NO_COLOR"),
            term: get("TERM"),
            program: None,
        }
    }
}
