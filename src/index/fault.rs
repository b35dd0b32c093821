//! tantivy's errors in the words of this program.

use std::path::Path;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError};

use crate::error::{Error, ErrorKind};

/// Names the index in an error of tantivy's.
pub(super) fn fault(doing: &str, dir: &Path, error: TantivyError) -> Error {
    let at = dir.display();
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => locked(dir),
        TantivyError::IoError(io) => Error::io(doing, dir, &io),
        TantivyError::IncompatibleIndex(_) => Error::new(
            ErrorKind::Incompatible,
            format!("cannot {doing} {at}: it was written by another version"),
        )
        .with_hint("rebuild it with `cgtsearch index --rebuild`"),
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => {
            Error::io(doing, dir, &io_error)
        }
        other => {
            let cause = other.to_string().replace('\n', " ");
            Error::new(ErrorKind::Corrupt, format!("cannot {doing} {at}: {cause}"))
                .with_hint("rebuild it from the sources with `cgtsearch index --rebuild`")
        }
    }
}

/// Says that another process is writing to the index.
pub(super) fn locked(dir: &Path) -> Error {
    Error::new(ErrorKind::Locked, format!("another process is indexing into {}", dir.display()))
        .with_hint("wait for it to end, then try again")
}
