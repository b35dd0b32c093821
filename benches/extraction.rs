//! Files to releases, without an index: how fast each format is read on one core, anatomy, date and language
//! included.
//!
//! To compare with: for JSONL the same lines through `serde_json` into values, for the rest nothing.

mod support;

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use cgtsearch::corpus::{self, Intake, ReadOptions};
use serde_json::Value;

use support::samples::{Samples, ratio, speed};
use support::{Outcome, Setting, table};

const ROUNDS: usize = 7;

fn main() -> Outcome<()> {
    let setting = Setting::read("extraction, bytes of files a second");
    let rounds = setting.rounds(ROUNDS);
    let mut rows = Vec::new();
    for (name, path) in setting.formats()? {
        let (bytes, read) = (size(&path), reading(&path, rounds));
        let theirs = name.starts_with("jsonl").then(|| values(&path, rounds)).transpose()?;
        rows.push([
            name,
            speed(bytes, read.median()),
            speed(bytes, read.p99()),
            theirs.as_ref().map_or_else(|| table::NONE.to_owned(), |theirs| speed(bytes, theirs.median())),
            theirs
                .as_ref()
                .map_or_else(|| table::NONE.to_owned(), |theirs| ratio(read.median(), theirs.median())),
        ]);
    }
    table::print(["format", "median", "slowest", "serde_json", "times as long"], &rows);
    Ok(())
}

/// Reads every release of a file or folder.
fn reading(path: &PathBuf, rounds: usize) -> Samples {
    let (files, _) = corpus::find(std::slice::from_ref(path));
    let intake = Intake::new(ReadOptions::default());
    Samples::of(rounds, || {
        for file in &files {
            intake.read(file, &mut |record| {
                black_box(record.ok());
            });
        }
    })
}

/// Parses the lines of a file into values.
fn values(path: &Path, rounds: usize) -> Outcome<Samples> {
    let text = fs::read_to_string(path)?;
    Ok(Samples::of(rounds, || {
        for line in text.lines() {
            black_box(serde_json::from_str::<Value>(line).ok());
        }
    }))
}

/// Returns the size of a file, or of all files of a folder.
fn size(path: &Path) -> usize {
    let bytes = |path: &Path| fs::metadata(path).map_or(0, |data| usize::try_from(data.len()).unwrap_or(0));
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| bytes(&entry.path())).sum(),
        Err(_) => bytes(path),
    }
}
