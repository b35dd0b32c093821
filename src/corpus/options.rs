//! How files are read.

use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;

/// How files are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// The day it is: no release is from a later one than the next.
    pub today: Date,
    /// Under which names records keep their fields, beside the usual ones.
    pub fields: Vec<FieldName>,
    /// Programs that read other formats.
    pub commands: Vec<Command>,
    /// This program, to be started as a worker for formats that are read apart; without it they are read here,
    /// guarded against panics alone.
    pub worker: Option<PathBuf>,
    /// What a file may cost.
    pub limits: Limits,
}

/// A name under which the records of JSON, CSV and sheets keep a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldName {
    /// The field: `id`, `title`, `text`, `lang`, `date`, `url` or `source`.
    pub field: String,
    /// Its name in the records: a key, or a path of keys with points between them.
    pub name: String,
}

/// A program that turns a file into text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Command {
    /// The extensions of the files it reads, without the point, in lower case.
    pub extensions: Vec<String>,
    /// The program and its arguments; `{}` stands for the file's path.
    pub command: Vec<String>,
    /// What it writes: `txt`, `md`, `html` or `jsonl`.
    pub gives: String,
}

/// What a file may cost before it is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How deep archives may lie in archives.
    pub depth: usize,
    /// How many files an archive may hold, those in archives inside it included.
    pub members: usize,
    /// How many bytes a file may unpack to in all.
    pub unpacked_bytes: u64,
    /// How many times larger than the file that may be; small files are forgiven more.
    pub expansion: u64,
    /// How much memory a format that is read apart may take.
    pub memory_bytes: u64,
    /// How long a format that is read apart, or a command, may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 4,
            members: 1_000_000,
            unpacked_bytes: 64 << 30,
            // Text seldom packs to less than a thirtieth; deflate itself ends at a 1,032nd.
            expansion: 200,
            memory_bytes: 1 << 30,
            time: Duration::from_secs(20),
        }
    }
}

impl Default for ReadOptions {
    /// No program of another's is started, and no date is too late.
    fn default() -> Self {
        Self {
            today: Date::MAX,
            fields: Vec::new(),
            commands: Vec::new(),
            worker: None,
            limits: Limits::default(),
        }
    }
}
