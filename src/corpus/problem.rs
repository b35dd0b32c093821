//! What could not be read, and why.

use std::io;

/// What could not be read or was left out, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path as the user gave it, with `:line` for a record.
    pub origin: String,
    /// Why, in lower case and without a full stop.
    pub reason: String,
    /// Whether something was lost.
    pub kind: ProblemKind,
}

/// Whether a [`Problem`] lost something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ProblemKind {
    /// Nothing is lost: the format is unknown or there is no text in it.
    Skipped,
    /// What was read is no release: a list of links, a paywall, a captcha.
    Refused,
    /// There is content, and it could not be read.
    Failed,
}

/// Why a source gave no release: a [`Problem`] before its place is known.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Reason {
    pub(super) kind: ProblemKind,
    pub(super) text: String,
}

impl Reason {
    pub(super) fn skipped(text: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Skipped, text: text.into() }
    }

    pub(super) fn refused(text: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Refused, text: text.into() }
    }

    pub(super) fn failed(text: impl Into<String>) -> Self {
        Self { kind: ProblemKind::Failed, text: text.into() }
    }

    /// Says what the operating system reported, or a reader of ours, in words of ours.
    pub(super) fn from_io(cause: &io::Error) -> Self {
        Self::failed(match cause.kind() {
            io::ErrorKind::NotFound => "no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            io::ErrorKind::OutOfMemory => "needs more memory than it may have".to_owned(),
            _ => {
                let text = cause.to_string();
                let end = text.find(" (os error").unwrap_or(text.len());
                text[..end].to_lowercase()
            }
        })
    }

    /// Names the place.
    pub(super) fn at(self, origin: impl Into<String>) -> Problem {
        Problem { origin: origin.into(), reason: self.text, kind: self.kind }
    }
}

/// Shows a size in the largest unit that it is a whole number of.
pub(super) fn size(bytes: u64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB"];
    let (mut value, mut unit) = (bytes, 0);
    while unit + 1 < units.len() && value >= 1024 && value.is_multiple_of(1024) {
        (value, unit) = (value / 1024, unit + 1);
    }
    format!("{value} {}", units[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_are_in_plain_words() {
        for (kind, expected) in [
            (io::ErrorKind::PermissionDenied, "permission denied"),
            (io::ErrorKind::NotFound, "no such file or folder"),
        ] {
            assert_eq!(Reason::from_io(&io::Error::from(kind)).text, expected);
        }
    }

    #[test]
    fn sizes_are_short() {
        for (bytes, expected) in
            [(0, "0 bytes"), (1500, "1500 bytes"), (64 << 20, "64 MiB"), (1 << 40, "1024 GiB")]
        {
            assert_eq!(size(bytes), expected);
        }
    }
}
