//! Files -> an index: the one way in.
//!
//! Releases are told apart by id and their changes by content key, so indexing again costs reading and nothing
//! else. All changes of a run become visible in one commit, or none does.

mod report;
mod run;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::Analyzer;
use crate::corpus::{self, Intake, ReadOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Reader, Writer};

pub use report::{FileReport, Report};

use run::Run;

/// How an index is brought up to date.
#[derive(Debug, Clone, Default)]
pub struct IndexingOptions {
    /// Whether releases go whose source is gone.
    pub prune: bool,
    /// Whether the index begins anew.
    pub rebuild: bool,
    /// How files are read.
    pub read: ReadOptions,
}

/// How far a run is.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    /// Files that were read.
    pub files: usize,
    /// Files there are.
    pub of: usize,
    /// Releases that were read.
    pub releases: usize,
}

/// Brings the index at `dir` up to date with the releases in `roots`.
///
/// What cannot be read is in the report and stops nothing else. Fails with `NotFound` when a rebuild would lose
/// what stood below a root that is gone, with `Invalid` when a root's name is not Unicode, and with what
/// [`Writer::open`] and [`Writer::commit`] fail with. Until the commit, the index stays as it was.
pub fn index(
    dir: &Path,
    roots: &[PathBuf],
    analyzer: &Arc<Analyzer>,
    options: IndexingOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report> {
    check(roots, &options)?;
    let mut writer = Writer::open(dir, analyzer, options.rebuild)?;
    let (known, stories_are_lost) = match writer.is_fresh() {
        true => (HashMap::new(), false),
        false => {
            let reader = Reader::open(dir, analyzer)?;
            (reader.known()?, reader.stories().is_none())
        }
    };
    let (files, problems) = corpus::find(roots);
    let intake = Intake::new(options.read);
    let roots: Vec<PathBuf> = roots.iter().map(|root| whole_path(root)).collect();
    let mut run = Run::new(&mut writer, analyzer, &known, problems);
    for (at, file) in files.iter().enumerate() {
        run.begin(file, &whole_path(&file.path));
        let mut failed = None;
        intake.read(file, &mut |record| {
            if run.seen().is_multiple_of(PROGRESS_EVERY) {
                progress(Progress { files: at, of: files.len(), releases: run.seen() });
            }
            match record {
                Ok(_) if failed.is_some() => {}
                Ok(document) => failed = run.put(document).err(),
                Err(problem) => run.problem(problem),
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        run.end();
    }
    if options.prune {
        run.prune(&roots);
    }
    progress(Progress { files: files.len(), of: files.len(), releases: run.seen() });
    let report = run.finish();
    let changed = report.added + report.updated + report.removed > 0;
    if changed || writer.is_fresh() || stories_are_lost {
        writer.commit(&roots)?;
    }
    Ok(report)
}

/// How many releases go by between two reports of progress.
const PROGRESS_EVERY: usize = 256;

fn check(roots: &[PathBuf], options: &IndexingOptions) -> Result<()> {
    if let Some(root) = roots.iter().find(|root| root.to_str().is_none()) {
        let message = format!("cannot index {}: its name is not Unicode", root.display());
        return Err(
            Error::new(ErrorKind::Invalid, message).with_hint("rename it, or index the folder it is in")
        );
    }
    match roots.iter().find(|root| options.rebuild && std::fs::metadata(root).is_err()) {
        Some(gone) => {
            let message =
                format!("cannot rebuild: {} is not there, and its releases would be lost", gone.display());
            Err(Error::new(ErrorKind::NotFound, message)
                .with_hint("name the paths that the index is to be built from"))
        }
        None => Ok(()),
    }
}

/// The path from the root of the file system: the same from whatever folder the program is run.
fn whole_path(path: &Path) -> PathBuf {
    let whole = path.canonicalize().or_else(|_| std::path::absolute(path));
    whole.unwrap_or_else(|_| path.to_owned())
}
