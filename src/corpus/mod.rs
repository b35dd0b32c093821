//! Here are paths: which releases are in them?
//!
//! [`find`] lists the files, [`read`] gives the releases of one file. Neither fails: what could not be
//! read is a [`Problem`] that names it, and the rest goes on. Each format makes a `Draft` of what its
//! source says; `draft.rs` makes a [`Document`] of any draft. `plain.rs` is the smallest format.

pub mod dates;
mod draft;
mod encoding;
mod find;
mod headline;
mod html;
mod language;
mod markdown;
mod plain;
mod records;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use draft::{Draft, Part, Place};

use crate::document::Document;

pub use find::find;

/// The version of what is read out of a file. Raised when the same file gives another document, so that
/// an index knows what to read again.
pub const EXTRACTOR_VERSION: u32 = 1;

/// The largest file that is read whole: everything but jsonl, which is read line by line.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// A file that may hold releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is, as the user named it or the folder above it.
    pub path: PathBuf,
    /// What ids and origins of its releases are made from: the folder's name and the path below it, with `/`.
    /// The same however the folder was spelled.
    pub name: String,
}

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// Nothing is lost: the format is unknown or there is no text in it.
    Skipped,
    /// There is content, and it could not be read.
    Failed,
}

impl Problem {
    fn skipped(origin: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { origin: origin.into(), reason: reason.into(), kind: ProblemKind::Skipped }
    }

    fn failed(origin: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { origin: origin.into(), reason: reason.into(), kind: ProblemKind::Failed }
    }
}

/// What a file is read as, by its extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Html,
    /// One JSON object a line.
    Lines,
    /// One JSON object, or an array of them.
    Json,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            "jsonl" | "ndjson" => Self::Lines,
            "json" => Self::Json,
            _ => return None,
        })
    }
}

/// Reads the releases of a file and hands them to `each` in their order, with the problems between them.
///
/// A jsonl file of any size is read in little memory; every other file is read whole.
pub fn read(file: &SourceFile, each: &mut dyn FnMut(Result<Document, Problem>)) {
    let path = shown(&file.path);
    let opened = match open(&file.path) {
        Ok(opened) => opened,
        Err(reason) => return each(Err(Problem::failed(path, reason))),
    };
    if opened.bytes == 0 {
        return each(Err(Problem::skipped(path, "empty file")));
    }
    let format = Format::of(&file.path);
    if format == Some(Format::Lines) {
        return records::read_lines(opened.file, &path, &file.name, each);
    }
    let bytes = match read_whole(opened) {
        Ok(bytes) => bytes,
        Err(reason) => return each(Err(Problem::failed(path, reason))),
    };
    if format == Some(Format::Json) {
        return records::read_json(&bytes, &path, &file.name, each);
    }
    let format =
        format.unwrap_or_else(|| if html::looks_like_html(&bytes) { Format::Html } else { Format::Text });
    let draft = match format {
        Format::Html => html::draft(&bytes),
        _ => encoding::decode(&bytes, None).map(|text| {
            if format == Format::Markdown { markdown::draft(&text) } else { plain::draft(&text) }
        }),
    };
    each(match draft {
        Ok(draft) => draft.resolve(Place { path: &path, name: &file.name, part: Part::Whole }),
        Err(reason) => Err(Problem::failed(path, reason)),
    });
}

/// Returns 32 hexadecimal digits that change when anything of the document does, its origin apart, or
/// when [`EXTRACTOR_VERSION`] does.
pub fn content_key(document: &Document) -> String {
    let Document { id, headline, body, language, date, source, url, origin: _, metadata } = document;
    let date = date.map(|date| (date.to_string(), date.provenance.name()));
    let mut hasher = blake3::Hasher::new();
    // A length before each field, so that text moving from one field to the next changes the key.
    let mut field = |value: Option<&str>| {
        hasher.update(&value.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(value.unwrap_or_default().as_bytes());
    };
    field(Some(&EXTRACTOR_VERSION.to_string()));
    for value in [id.as_str(), headline, body, language.code()] {
        field(Some(value));
    }
    field(date.as_ref().map(|(written, _)| written.as_str()));
    field(date.as_ref().map(|(_, provenance)| *provenance));
    field(source.as_deref());
    field(url.as_deref());
    for (name, value) in metadata {
        field(Some(name));
        field(Some(value));
    }
    let mut key = hasher.finalize().to_hex().to_string();
    key.truncate(32);
    key
}

struct Opened {
    file: File,
    bytes: u64,
}

/// Opens a file that is one: a pipe would wait for ever.
fn open(path: &Path) -> Result<Opened, String> {
    let about = |cause: std::io::Error| find::plain(&cause);
    let metadata = std::fs::metadata(path).map_err(about)?;
    if !metadata.is_file() {
        return Err("not a file".to_owned());
    }
    Ok(Opened { file: File::open(path).map_err(about)?, bytes: metadata.len() })
}

fn read_whole(opened: Opened) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = opened.file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|cause| find::plain(&cause))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err("larger than 64 MiB, the limit for a file that is not jsonl".to_owned());
    }
    Ok(bytes)
}

/// Shows a path as the user knows it, with `/` on every system.
fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

#[cfg(test)]
mod tests;
