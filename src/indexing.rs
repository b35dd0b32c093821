//! Files -> an index: the one way in.
//!
//! Releases are told apart by id and their changes by content key, so indexing again costs reading and nothing
//! else. All changes of a run become visible in one commit, or none does.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analysis::Analyzer;
use crate::corpus::{self, Intake, Problem, ProblemKind, ReadOptions};
use crate::document::{DocId, Document};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Known, Reader, Writer};
use crate::text::script::is_han;

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

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Releases that were not there before.
    pub added: usize,
    /// Releases whose content changed.
    pub updated: usize,
    /// Releases that are as they were.
    pub unchanged: usize,
    /// Releases that went because their source is gone.
    pub removed: usize,
    /// Bytes of headline and body that were read.
    pub bytes: u64,
    /// What was left out or could not be read, in the order it was met.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Returns how many things are no releases: lists, paywalls, captchas.
    pub fn refused(&self) -> usize {
        self.count(ProblemKind::Refused)
    }

    /// Returns how many things were left out for a reason that loses nothing.
    pub fn skipped(&self) -> usize {
        self.count(ProblemKind::Skipped)
    }

    /// Returns how many things could not be read.
    pub fn failed(&self) -> usize {
        self.count(ProblemKind::Failed)
    }

    fn count(&self, kind: ProblemKind) -> usize {
        self.problems.iter().filter(|problem| problem.kind == kind).count()
    }
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
    let known = match writer.is_fresh() {
        true => HashMap::new(),
        false => Reader::open(dir, analyzer)?.known()?,
    };
    let (files, problems) = corpus::find(roots);
    let intake = Intake::new(options.read);
    let roots: Vec<PathBuf> = roots.iter().map(|root| whole_path(root)).collect();
    let mut run = Run {
        writer: &mut writer,
        analyzer,
        known: &known,
        seen: HashMap::new(),
        unread: Vec::new(),
        report: Report::default(),
    };
    run.report.problems = problems;
    for (at, file) in files.iter().enumerate() {
        let path = whole_path(&file.path).to_string_lossy().into_owned();
        let mut failed = None;
        intake.read(file, &mut |record| {
            if run.seen.len().is_multiple_of(PROGRESS_EVERY) {
                progress(Progress { files: at, of: files.len(), releases: run.seen.len() });
            }
            match record {
                Ok(_) if failed.is_some() => {}
                Ok(document) => failed = run.put(&document, &path, &file.name).err(),
                Err(problem) => {
                    if problem.kind == ProblemKind::Failed {
                        run.unread.push(path.clone());
                    }
                    run.report.problems.push(problem);
                }
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
    }
    if options.prune {
        run.prune(&roots);
    }
    progress(Progress { files: files.len(), of: files.len(), releases: run.seen.len() });
    let report = run.report;
    let changed = report.added + report.updated + report.removed > 0;
    if changed || writer.is_fresh() {
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

struct Run<'r> {
    writer: &'r mut Writer,
    analyzer: &'r Analyzer,
    known: &'r HashMap<String, Known>,
    /// The releases of this run, with the content key of each.
    seen: HashMap<String, u64>,
    /// Files of which something could not be read: nothing of theirs is pruned.
    unread: Vec<String>,
    report: Report,
}

impl Run<'_> {
    fn put(&mut self, document: &Document, file: &str, name: &str) -> Result<()> {
        let (id, key) = (document.id.as_str(), key(document));
        if let Some(&first) = self.seen.get(id) {
            let (kind, what) = match first == key {
                true => (ProblemKind::Skipped, "the same release"),
                false => (ProblemKind::Failed, "another release"),
            };
            self.problem(document, kind, format!("{what} with the id {id} was read before in this run"));
            return Ok(());
        }
        self.seen.insert(id.to_owned(), key);
        self.report.bytes += (document.headline.len() + document.body.len()) as u64;
        match self.known.get(id) {
            Some(known) if known.key == key && known.file == file => {
                self.report.unchanged += 1;
                return Ok(());
            }
            // An id made of a file's name is that file's for as long as the file is there.
            Some(known) if known.file != file && id.starts_with(name) && Path::new(&known.file).exists() => {
                let reason =
                    format!("its id {id} belongs to {}; index the folders above them instead", known.file);
                self.problem(document, ProblemKind::Failed, reason);
                return Ok(());
            }
            Some(_) => self.report.updated += 1,
            None => self.report.added += 1,
        }
        if [&document.headline, &document.body].into_iter().any(|text| text.chars().any(is_han)) {
            // Once for the run: looking words up text by text is for queries (press_mixed took 19 s so, 6 s thus).
            self.analyzer.load();
        }
        self.writer.put(document, key, file)
    }

    fn problem(&mut self, document: &Document, kind: ProblemKind, reason: String) {
        self.report.problems.push(Problem { origin: document.origin.clone(), reason, kind });
    }

    /// Removes what was read from below the roots before and is not there any more.
    fn prune(&mut self, roots: &[PathBuf]) {
        // What lies in a folder that could not be read is not known to be gone.
        let failed = self.report.problems.iter().filter(|problem| problem.kind == ProblemKind::Failed);
        let unreadable: Vec<PathBuf> = failed.map(|problem| whole_path(Path::new(&problem.origin))).collect();
        for (id, known) in self.known {
            let file = Path::new(&known.file);
            let below = roots.iter().any(|root| file.starts_with(root));
            let unread =
                unreadable.iter().any(|path| file.starts_with(path)) || self.unread.contains(&known.file);
            if below
                && !unread
                && !self.seen.contains_key(id)
                && let Some(id) = DocId::new(id)
            {
                self.writer.remove(&id);
                self.report.removed += 1;
            }
        }
    }
}

/// The path from the root of the file system: the same from whatever folder the program is run.
fn whole_path(path: &Path) -> PathBuf {
    let whole = path.canonicalize().or_else(|_| std::path::absolute(path));
    whole.unwrap_or_else(|_| path.to_owned())
}

/// The content key as the number that the index keeps: 64 bits of it.
fn key(document: &Document) -> u64 {
    let key = corpus::content_key(document);
    key.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}
