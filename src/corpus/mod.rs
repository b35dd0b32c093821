//! Here are paths: which releases are in them?
//!
//! [`find`] lists the files, an [`Intake`] reads the releases of each. Neither fails: what could not be read is a
//! [`Problem`] that names it, and the rest goes on. A [`Source`](source::Source) is bytes with what is declared of
//! them; the [`Extractor`](extractor::Extractor) that claims it makes a `Draft` of what it says; `draft.rs` makes a
//! [`Document`] of any draft, with its anatomy, its date and its identity. `formats/plain.rs` is the smallest format.

mod anatomy;
mod archive;
mod budget;
mod command;
mod content_key;
pub mod dates;
mod draft;
mod encoding;
mod extractor;
mod find;
mod formats;
mod headline;
mod identity;
mod language;
mod options;
mod problem;
mod source;
pub mod worker;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use budget::Budget;
use draft::Draft;
use extractor::{Extractor, Member, Output};
use problem::Reason;
use source::{Declared, Part, Place, Source};

use crate::document::{Document, Reading};
use crate::guard::guarded;

pub use content_key::content_key;
pub use find::find;
pub use identity::content as content_id;
pub use options::{Command, FieldName, Limits, ReadOptions};
pub use problem::{Problem, ProblemKind};

/// A file that may hold releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is, as the user named it or the folder above it.
    pub path: PathBuf,
    /// What ids and origins of its releases are made from: the folder's name and the path below it, with `/`.
    /// The same however the folder was spelled.
    pub name: String,
    /// Whether the user named it, and not a folder above it: then any text will do.
    pub named: bool,
}

/// Reads files as releases.
#[derive(Debug)]
pub struct Intake {
    options: ReadOptions,
    apart: worker::Apart,
}

/// What is done with each release and each problem, in their order.
type Each<'a> = &'a mut dyn FnMut(Result<Document, Problem>);

impl Intake {
    /// Makes an intake. Workers are started when the first file needs one, and end with it.
    pub fn new(options: ReadOptions) -> Self {
        Self { options, apart: worker::Apart::default() }
    }

    /// Reads the releases of a file and hands them to `each` in their order, with the problems between them.
    ///
    /// Records, feeds, mailboxes and archives of any size are read in little memory; a single release is read whole.
    pub fn read(&self, file: &SourceFile, each: Each<'_>) {
        let path = shown(&file.path);
        let place = Place {
            file_name: file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            name: file.name.clone(),
            path: path.clone(),
            depth: 0,
            written: written(&file.path),
        };
        let declared = Declared { named: file.named, ..Declared::default() };
        let opened = open(&file.path).and_then(|(opened, bytes)| {
            let source = Source::new(place, declared, Box::new(opened));
            let source = source.map_err(|cause| Reason::from_io(&cause))?;
            Ok(source.within(&Budget::new(self.options.limits, bytes)).of_file(file.path.clone()))
        });
        match opened {
            Ok(source) => self.read_source(source, each),
            Err(reason) => each(Err(reason.at(path))),
        }
    }

    /// Reads the releases of bytes as if a file of this name held them.
    pub fn read_bytes(&self, name: &str, bytes: &[u8], each: Each<'_>) {
        let file_name = name.rsplit('/').next().unwrap_or(name).to_owned();
        let place =
            Place { path: name.to_owned(), name: name.to_owned(), file_name, depth: 0, written: None };
        let declared = Declared { named: true, ..Declared::default() };
        match Source::new(place, declared, Box::new(bytes)) {
            Ok(source) => self.read_source(source, each),
            Err(cause) => each(Err(Reason::from_io(&cause).at(name))),
        }
    }

    fn read_source(&self, source: Source<'_>, each: Each<'_>) {
        let path = source.place.path.clone();
        if source.head().is_empty() {
            return each(Err(Reason::skipped("empty file").at(path)));
        }
        if let Some(command) = command::of(&source, &self.options.commands) {
            return match command.run(source, &self.options.limits) {
                Ok(given) => match extractor::of(&given) {
                    Some(extractor) => self.read_as(extractor, &command.name(), given, each),
                    None => each(Err(Reason::failed(extractor::UNKNOWN).at(path))),
                },
                Err(reason) => each(Err(reason.at(path))),
            };
        }
        match extractor::of(&source) {
            Some(extractor) => self.read_as(extractor, extractor.name(), source, each),
            None => each(Err(Reason::skipped(extractor::UNKNOWN).at(path))),
        }
    }

    /// Reads a source as what an extractor makes of it, under the name of who made it readable.
    fn read_as(&self, extractor: &dyn Extractor, name: &str, source: Source<'_>, each: Each<'_>) {
        let place = source.place.clone();
        let declared = source.declared.clone();
        let budget = Rc::clone(&source.budget);
        let reading =
            Reading { extractor: name.to_owned(), version: extractor.version(), ..Reading::default() };
        let mut emit = |output: Output<'_>| match output {
            Output::Release(draft, part) => {
                each(self.resolve(*draft, reading.clone(), &declared, &place, part));
            }
            Output::Problem(part, reason) => each(Err(reason.at(part.of(&place.path)))),
            Output::Member(member) => self.read_member(member, &place, &budget, each),
        };
        let done = match &self.options.worker {
            Some(program) if extractor.is_isolated() => {
                self.apart.extract(program, extractor, source, &self.options, &mut emit)
            }
            _ => guarded(|| extractor.extract(source, &self.options, &mut emit))
                .unwrap_or_else(|_| Err(Reason::failed(format!("its {} parser gave up", extractor.name())))),
        };
        if let Err(reason) = done {
            each(Err(reason.at(place.path)));
        }
    }

    fn read_member(&self, member: Member<'_>, outer: &Place, budget: &Rc<Budget>, each: Each<'_>) {
        let place = match &member.name {
            Some(name) => outer.member(name),
            None => outer.unpacked(),
        };
        let path = place.path.clone();
        if let Err(reason) = budget.take_member(place.depth) {
            return each(Err(reason.at(path)));
        }
        match Source::new(place, member.declared, member.reader) {
            Ok(source) => self.read_source(source.within(budget), each),
            Err(cause) => each(Err(Reason::from_io(&cause).at(path))),
        }
    }

    /// Makes the document of a draft, with what its source declares.
    fn resolve(
        &self,
        mut draft: Draft,
        reading: Reading,
        declared: &Declared,
        place: &Place,
        part: Part,
    ) -> Result<Document, Problem> {
        draft.url = draft.url.or_else(|| declared.url.clone());
        draft.source = draft.source.or_else(|| declared.source.clone());
        draft.dates.extend(declared.dates.iter().cloned());
        let (charset, warnings) = (draft.charset.take(), std::mem::take(&mut draft.warnings));
        let reading = Reading { charset, warnings, ..reading };
        draft.resolve(place, part, reading, &self.options)
    }
}

/// Opens a file that is one, a pipe would wait for ever, and tells its size.
fn open(path: &Path) -> Result<(File, u64), Reason> {
    let about = |cause: std::io::Error| Reason::from_io(&cause);
    let metadata = std::fs::metadata(path).map_err(about)?;
    if !metadata.is_file() {
        return Err(Reason::failed("not a file"));
    }
    Ok((File::open(path).map_err(about)?, metadata.len()))
}

/// Returns the day that a file was written, in UTC.
fn written(path: &Path) -> Option<Date> {
    let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok()?;
    Some(Timestamp::try_from(modified).ok()?.to_zoned(TimeZone::UTC).date())
}

/// Shows a path as the user knows it, with `/` on every system.
fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests;
