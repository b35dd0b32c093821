//! What a run did, file by file.

use std::collections::BTreeSet;

use crate::corpus::{Problem, ProblemKind};
use crate::document::{Charset, Document, Reading};

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
    /// What was read of each file, in the order they were met.
    pub files: Vec<FileReport>,
    /// What was left out or could not be read, in the order it was met.
    pub problems: Vec<Problem>,
}

/// What was read of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileReport {
    /// The path as the user gave it.
    pub path: String,
    /// Its releases, those that did not change included.
    pub releases: usize,
    /// The extractors that read them, with their versions.
    pub extractors: BTreeSet<(String, u32)>,
    /// The encodings that were used, each with the one that was declared.
    pub charsets: BTreeSet<(String, Option<String>)>,
    /// What was noted about its releases, each remark once, and how many had it.
    pub warnings: Vec<(String, usize)>,
    /// How many things in it were left out, refused or could not be read.
    pub problems: usize,
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

impl FileReport {
    /// Takes in a release of the file.
    pub(super) fn add(&mut self, document: &Document) {
        let Reading { extractor, version, charset, warnings } = &document.reading;
        self.releases += 1;
        if !self.extractors.iter().any(|(name, of)| name == extractor && of == version) {
            self.extractors.insert((extractor.clone(), *version));
        }
        if let Some(Charset { declared, used }) = charset
            && !self.charsets.iter().any(|known| known.0 == *used && known.1 == *declared)
        {
            self.charsets.insert((used.clone(), declared.clone()));
        }
        for warning in warnings {
            match self.warnings.iter().position(|(known, _)| known == warning) {
                Some(at) => self.warnings[at].1 += 1,
                None if self.warnings.len() < MAX_WARNINGS => self.warnings.push((warning.clone(), 1)),
                None => {}
            }
        }
    }
}

/// The most different remarks of a file that are kept.
const MAX_WARNINGS: usize = 32;
