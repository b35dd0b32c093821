//! One run: what is done with each release that is read.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::report::{FileReport, Report};
use super::whole_path;
use crate::analysis::Analyzer;
use crate::corpus::{self, Problem, ProblemKind, SourceFile};
use crate::document::{DocId, Document};
use crate::error::Result;
use crate::index::{Known, Writer};
use crate::text::script::is_han;

pub(super) struct Run<'r> {
    writer: &'r mut Writer,
    analyzer: &'r Analyzer,
    known: &'r HashMap<String, Known>,
    /// How many releases of each file the index holds, and one of them.
    of_file: HashMap<&'r str, (usize, &'r str)>,
    /// The releases of this run, with the content key of each.
    seen: HashMap<String, u64>,
    /// What this run has removed.
    removed: HashSet<&'r str>,
    /// Files of which something could not be read: nothing of theirs is pruned.
    unread: HashSet<String>,
    report: Report,
    file: InHand,
}

/// The file that is being read.
#[derive(Default)]
struct InHand {
    /// Its path from the root of the file system.
    path: String,
    report: FileReport,
    /// The id of the last release that was added, and how many were.
    added: Option<String>,
    failed: bool,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        writer: &'r mut Writer,
        analyzer: &'r Analyzer,
        known: &'r HashMap<String, Known>,
        problems: Vec<Problem>,
    ) -> Self {
        let mut of_file: HashMap<&str, (usize, &str)> = HashMap::new();
        for (id, known) in known {
            of_file.entry(&known.file).or_insert((0, id)).0 += 1;
        }
        let report = Report { problems, ..Report::default() };
        let (seen, removed, unread) = (HashMap::new(), HashSet::new(), HashSet::new());
        Self { writer, analyzer, known, of_file, seen, removed, unread, report, file: InHand::default() }
    }

    /// How many releases were read so far.
    pub(super) fn seen(&self) -> usize {
        self.seen.len()
    }

    /// Begins with a file.
    pub(super) fn begin(&mut self, file: &SourceFile, whole: &Path) {
        let report = FileReport { path: file.path.display().to_string(), ..FileReport::default() };
        self.file = InHand { path: whole.to_string_lossy().into_owned(), report, ..InHand::default() };
    }

    /// Takes in a release of the file.
    pub(super) fn put(&mut self, mut document: Document) -> Result<()> {
        self.file.report.add(&document);
        let mut key = key(&document);
        if let Some(holder) = self.holder(&document, key) {
            if !holder.is_same && document.has_address() {
                // Two versions of a page: the first keeps the address, and none is lost.
                document.id = corpus::content_id(&document);
                document.reading.warnings.push(format!("its address is that of {}, too", holder.name));
                key = self::key(&document);
            }
            if let Some(holder) = self.holder(&document, key) {
                let (kind, what) = match holder.is_same {
                    true => (ProblemKind::Skipped, "the same release"),
                    false => (ProblemKind::Failed, "another release"),
                };
                let reason = format!("{what} with the id {} is in {}", document.id, holder.name);
                self.problem(Problem { origin: document.origin, reason, kind });
                return Ok(());
            }
        }
        let id = document.id.as_str();
        self.seen.insert(id.to_owned(), key);
        self.report.bytes += (document.headline.len() + document.body.len()) as u64;
        match self.known.get(id) {
            Some(known) if known.key == key && known.file == self.file.path => {
                self.report.unchanged += 1;
                return Ok(());
            }
            Some(_) => self.report.updated += 1,
            None => {
                self.report.added += 1;
                self.file.added = Some(id.to_owned());
            }
        }
        if [&document.headline, &document.body].into_iter().any(|text| text.chars().any(is_han)) {
            // Once for the run: looking words up text by text is for queries (press_mixed took 19 s so, 6 s thus).
            self.analyzer.load();
        }
        self.writer.put(&document, key, &self.file.path)
    }

    /// Finds who has the id of a document already, and is not the document itself as it was before.
    fn holder(&self, document: &Document, key: u64) -> Option<Holder> {
        let id = document.id.as_str();
        if let Some(&first) = self.seen.get(id) {
            return Some(Holder { is_same: first == key, name: "this run".to_owned() });
        }
        let known = self.known.get(id).filter(|known| known.file != self.file.path)?;
        // An id that a record gives is the record's, wherever it is read from; a file that moved takes its id along.
        let is_given = !document.has_address() && !id.starts_with(DocId::OF_TEXT);
        if is_given || !Path::new(&known.file).exists() {
            return None;
        }
        let is_same = known.key == key || id.starts_with(DocId::OF_TEXT);
        Some(Holder { is_same, name: known.file.clone() })
    }

    /// Takes in something that could not be read.
    pub(super) fn problem(&mut self, problem: Problem) {
        self.file.report.problems += 1;
        self.file.failed |= problem.kind == ProblemKind::Failed;
        self.report.problems.push(problem);
    }

    /// Ends with a file. A file of one release that is now another one's has replaced it.
    pub(super) fn end(&mut self) {
        let InHand { path, report, added, failed } = std::mem::take(&mut self.file);
        if let (Some(_), Some(&(1, before))) = (added, self.of_file.get(path.as_str()))
            && report.releases == 1
            && !failed
            && !self.seen.contains_key(before)
            && let Some(id) = DocId::new(before)
        {
            self.writer.remove(&id);
            self.removed.insert(before);
            self.report.added -= 1;
            self.report.updated += 1;
        }
        if failed {
            self.unread.insert(path);
        }
        self.report.files.push(report);
    }

    /// Removes what was read from below the roots before and is not there any more.
    pub(super) fn prune(&mut self, roots: &[PathBuf]) {
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
                && self.removed.insert(id)
                && let Some(id) = DocId::new(id)
            {
                self.writer.remove(&id);
                self.report.removed += 1;
            }
        }
    }

    /// Returns what was done.
    pub(super) fn finish(self) -> Report {
        self.report
    }
}

/// Who has an id.
struct Holder {
    /// Whether it says the same.
    is_same: bool,
    name: String,
}

/// The content key as the number that the index keeps: 64 bits of it.
fn key(document: &Document) -> u64 {
    let key = corpus::content_key(document);
    key.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}
