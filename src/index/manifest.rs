//! What an index is: its format, its analyzer, where its segments are, what it was built from.
//!
//! `manifest.json` names the folder of the current generation. A rebuild writes a new generation beside the
//! old one and then replaces the manifest by one rename, so that at every moment one of the two is whole.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::fault::rebuild_hint;
use crate::error::{Error, ErrorKind, Result};

/// The version of the layout on disk and of the schema: raised by any change that old indexes do not have.
pub(super) const FORMAT: u32 = 2;

const FILE: &str = "manifest.json";

/// The manifest of an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the layout and the schema.
    pub format: u32,
    /// The fingerprint of the analyzer that wrote the tokens.
    pub analyzer: String,
    /// The number of the generation, which names its folder.
    pub generation: u32,
    /// The paths it was built from, from the root of the file system, in order of first use.
    pub roots: Vec<PathBuf>,
}

impl Manifest {
    /// Reads the manifest of an index, whatever its version.
    ///
    /// Fails with `NotFound` when there is no index, and with `Corrupt` when the file is not a manifest.
    pub fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound || dir.is_file() => {
                return Err(Error::new(
                    ErrorKind::NotFound,
                    format!("there is no index at {}", dir.display()),
                )
                .with_hint("build one with `cgtsearch index PATH...`"));
            }
            Err(cause) => return Err(Error::io("read", &path, &cause)),
        };
        serde_json::from_str(&text).map_err(|cause| {
            Error::new(ErrorKind::Corrupt, format!("{} is not a manifest: {cause}", path.display()))
                .with_hint("rebuild the index with `cgtsearch index --rebuild PATH...`")
        })
    }

    /// Checks that this program's analyzer wrote the index.
    pub fn check(&self, dir: &Path, fingerprint: &str) -> Result<()> {
        let built = match self.format == FORMAT {
            true if self.analyzer == fingerprint => return Ok(()),
            true => format!("built with {}, this program has {fingerprint}", self.analyzer),
            false => format!("its format is {}, this program's is {FORMAT}", self.format),
        };
        Err(Error::new(
            ErrorKind::Incompatible,
            format!("cannot use the index at {}: {built}", dir.display()),
        )
        .with_hint(rebuild_hint(dir)))
    }

    /// Replaces the manifest in one step.
    pub(super) fn write(&self, dir: &Path) -> Result<()> {
        let (path, draft) = (dir.join(FILE), dir.join(format!("{FILE}.new")));
        let written = serde_json::to_string_pretty(self).map_err(std::io::Error::other).and_then(|text| {
            let mut file = fs::File::create(&draft)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        let written = written.and_then(|()| fs::rename(&draft, &path)).and_then(|()| sync(dir));
        written.map_err(|cause| Error::io("write", &path, &cause))
    }

    /// Returns the folder of the segments.
    pub(super) fn segments(&self, dir: &Path) -> PathBuf {
        segments(dir, self.generation)
    }
}

/// Makes the names in a folder last through a power cut, where the system can do that.
fn sync(dir: &Path) -> std::io::Result<()> {
    if cfg!(unix) { fs::File::open(dir)?.sync_all() } else { Ok(()) }
}

/// Returns the folder of a generation's segments.
pub(super) fn segments(dir: &Path, generation: u32) -> PathBuf {
    dir.join(format!("segments-{generation}"))
}
