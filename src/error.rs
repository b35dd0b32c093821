//! What can go wrong, named by what the caller can do about it.

use std::fmt;
use std::path::Path;

/// The library's result.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure with a message that names the thing and, where there is one, the way out.
///
/// Messages are one line, lower case, without a full stop. The hint is a second line for people;
/// programs decide by [`Error::kind`].
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
}

/// What the caller can do about an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The named thing does not exist: name another or make it.
    NotFound,
    /// The index was built by another analyzer or format: rebuild it.
    Incompatible,
    /// Another process is writing: wait and try again.
    Locked,
    /// Stored data does not read back: rebuild from the sources.
    Corrupt,
    /// The operating system said no: rights, space, a broken device.
    Io,
    /// Something exceeds a stated limit: make it smaller.
    Limit,
    /// The request does not make sense as given: correct it.
    Invalid,
}

impl Error {
    /// Makes an error of `kind` saying `message`.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// Makes an [`ErrorKind::Io`] error that names the path and what was being done with it.
    pub fn io(doing: &str, path: &Path, cause: &std::io::Error) -> Self {
        let kind = match cause.kind() {
            std::io::ErrorKind::NotFound => ErrorKind::NotFound,
            _ => ErrorKind::Io,
        };
        Self::new(kind, format!("cannot {doing} {}: {}", path.display(), plain(cause)))
    }

    /// Adds the way out, shown on a line of its own after `hint: `.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Returns what the caller can do.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Returns the way out, if one is known.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// The operating system's words without the number it puts behind them.
fn plain(cause: &std::io::Error) -> String {
    let text = cause.to_string();
    let cut = text.find(" (os error").unwrap_or(text.len());
    text[..cut].to_lowercase()
}
