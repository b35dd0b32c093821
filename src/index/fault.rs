//! tantivy's errors in the words of this program.

use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

use crate::error::{Error, ErrorKind};

/// Names the index in an error of tantivy's.
pub(super) fn fault(doing: &str, dir: &Path, error: TantivyError) -> Error {
    let at = dir.display();
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => locked(dir),
        TantivyError::LockFailure(LockError::IoError(io), _) => io_fault(doing, dir, &io),
        TantivyError::IoError(io) => io_fault(doing, dir, &io),
        TantivyError::IncompatibleIndex(_) => Error::new(
            ErrorKind::Incompatible,
            format!("cannot {doing} {at}: it was written by another version"),
        )
        .with_hint(rebuild_hint(dir)),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
            io_fault(doing, dir, &io_error)
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
            io_fault(doing, dir, &io_error)
        }
        other => corrupt(doing, dir, &other.to_string()),
    }
}

/// What the operating system said is an error of its own; what tantivy calls one is a broken file.
fn io_fault(doing: &str, dir: &Path, cause: &std::io::Error) -> Error {
    match cause.raw_os_error() {
        Some(_) => Error::io(doing, dir, cause),
        None if cause.kind() == std::io::ErrorKind::StorageFull => Error::io(doing, dir, cause),
        None => corrupt(doing, dir, &cause.to_string()),
    }
}

fn corrupt(doing: &str, dir: &Path, cause: &str) -> Error {
    let cause = cause.replace('\n', " ");
    Error::new(ErrorKind::Corrupt, format!("cannot {doing} {}: {cause}", dir.display()))
        .with_hint(rebuild_hint(dir))
}

/// The way out when an index cannot be used.
pub(super) fn rebuild_hint(dir: &Path) -> String {
    format!("rebuild it with `cgtsearch index --rebuild --index {}`", dir.display())
}

/// Says that another process is writing to the index.
pub(super) fn locked(dir: &Path) -> Error {
    Error::new(ErrorKind::Locked, format!("another process is indexing into {}", dir.display()))
        .with_hint("wait for it to end, then try again")
}
