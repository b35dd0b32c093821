//! Bytes to be read, with what is known of them before they are: where they lie, what is declared of them,
//! and how they begin.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::PathBuf;
use std::rc::Rc;

use jiff::civil::Date;

use super::budget::Budget;
use super::problem::Reason;
use crate::document::Provenance;

/// How much of a source is looked at to tell its format: a tar archive shows at byte 257, a page may open with
/// a long comment.
const HEAD_BYTES: usize = 8 * 1024;

/// The largest source that is read whole.
pub(super) const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Bytes to be read.
pub(super) struct Source<'s> {
    /// Where they lie.
    pub(super) place: Place,
    /// What is known of them from outside.
    pub(super) declared: Declared,
    /// What may still be unpacked of the file that it is or lies in.
    pub(super) budget: Rc<Budget>,
    /// The file that it is the whole of.
    pub(super) file: Option<PathBuf>,
    head: Vec<u8>,
    rest: Box<dyn Read + 's>,
}

/// Bytes of which any can be read at any time.
pub(super) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Where a source lies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The path as the user gave it, members of archives below it: by which a problem is found.
    pub(super) path: String,
    /// The name that ids and origins are made from, which does not depend on how the path was spelled.
    pub(super) name: String,
    /// The name that tells the format: that of the file, or of what is packed in it.
    pub(super) file_name: String,
    /// How many archives it lies in.
    pub(super) depth: usize,
    /// The day that the file was written, where that is known.
    pub(super) written: Option<Date>,
}

/// What is declared of a source from outside: by a mail, a web archive, a feed, the file system.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Declared {
    /// Its media type: `text/html`, without parameters, in lower case.
    pub(super) media_type: Option<String>,
    /// Its encoding.
    pub(super) charset: Option<String>,
    /// Its address.
    pub(super) url: Option<String>,
    /// Dates as written, and who says so.
    pub(super) dates: Vec<(String, Provenance)>,
    /// Who published it.
    pub(super) source: Option<String>,
    /// Whether the file was named by the user, and not only met in a folder.
    pub(super) named: bool,
}

/// A part of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// A line of it, from 1.
    Line(usize),
    /// An element of it, from 1: of an array, a feed, a mailbox, a sheet.
    Element(usize),
}

impl<'s> Source<'s> {
    /// Takes in a reader and reads how it begins.
    pub(super) fn new(place: Place, declared: Declared, mut rest: Box<dyn Read + 's>) -> io::Result<Self> {
        let mut head = Vec::new();
        (&mut rest).take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        Ok(Self { place, declared, budget: Rc::default(), file: None, head, rest })
    }

    /// Puts what it unpacks to on the account of a file.
    pub(super) fn within(self, budget: &Rc<Budget>) -> Self {
        Self { budget: Rc::clone(budget), ..self }
    }

    /// Tells which file it is the whole of.
    pub(super) fn of_file(self, file: PathBuf) -> Self {
        Self { file: Some(file), ..self }
    }

    /// How it begins: 8 KiB, or all of it.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Reads it whole, up to [`MAX_BYTES`].
    pub(super) fn bytes(self) -> Result<Vec<u8>, Reason> {
        let mut bytes = self.head;
        let read = self.rest.take(MAX_BYTES + 1 - bytes.len() as u64).read_to_end(&mut bytes);
        read.map_err(|cause| Reason::from_io(&cause))?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Reason::failed("larger than 64 MiB, the limit for a file that is read whole"));
        }
        Ok(bytes)
    }

    /// Makes it one that can be read in any order; what is not a file and larger than [`MAX_BYTES`] is laid down
    /// in a temporary one.
    pub(super) fn into_seekable(self) -> io::Result<Box<dyn ReadSeek>> {
        if let Some(file) = &self.file {
            return Ok(Box::new(io::BufReader::new(File::open(file)?)));
        }
        let most = usize::try_from(MAX_BYTES).unwrap_or(usize::MAX);
        let mut copy = tempfile::SpooledTempFile::new(most);
        io::copy(&mut self.into_reader(), &mut copy)?;
        copy.rewind()?;
        Ok(Box::new(copy))
    }

    /// Reads it from the beginning, in little memory.
    pub(super) fn into_reader(self) -> impl Read + 's {
        io::Cursor::new(self.head).chain(self.rest)
    }
}

impl Place {
    /// The place of a file inside this one.
    pub(super) fn member(&self, name: &str) -> Self {
        let name = name.trim_start_matches(['/', '.', '\\']);
        Self {
            path: format!("{}/{name}", self.path),
            name: format!("{}/{name}", self.name),
            file_name: name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned(),
            depth: self.depth + 1,
            written: None,
        }
    }

    /// The place of the one thing packed in this file: `a.txt` in `a.txt.gz`, which has no other name.
    pub(super) fn unpacked(&self) -> Self {
        let stem = self.file_name.rsplit_once('.').map_or("", |(stem, _)| stem);
        Self { file_name: stem.to_owned(), depth: self.depth + 1, ..self.clone() }
    }

    /// The extension of the name that tells the format, in lower case.
    pub(super) fn extension(&self) -> Option<String> {
        let (_, extension) = self.file_name.rsplit_once('.')?;
        Some(extension.to_ascii_lowercase())
    }
}

impl Part {
    /// Names the part of a file.
    pub(super) fn of(self, file: &str) -> String {
        match self {
            Self::Whole => file.to_owned(),
            Self::Line(number) => format!("{file}:{number}"),
            Self::Element(number) => format!("{file}#{number}"),
        }
    }
}
