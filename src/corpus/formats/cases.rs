//! Files of every format, as people have them: `tests/cases/formats/`, and what is read of each in `expected.txt`.
//!
//! A new file there is a new case; `SNAPSHOTS=overwrite cargo test` writes what is read of it.

use std::fmt::Write;
use std::path::Path;

use snapbox::assert_data_eq;

use crate::corpus::{Intake, ReadOptions, SourceFile};

#[test]
fn files_of_every_format_are_read() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/formats"));
    let entries = std::fs::read_dir(folder).expect("the folder of cases");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.file_name().is_some_and(|name| name != "expected.txt"));
    paths.sort();
    let intake = Intake::new(ReadOptions::default());
    let mut seen = String::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        writeln!(seen, "== {name}").expect("in memory");
        intake.read(&SourceFile { path, name, named: false }, &mut |result| match result {
            Ok(release) => {
                let date = release.date.map(|date| format!("{date} by {}", date.provenance.name()));
                let source = release.source.unwrap_or_default();
                let (id, read) = (release.id, release.reading);
                writeln!(
                    seen,
                    "# {}\n{id} | {source} | {} | {}",
                    release.headline,
                    date.unwrap_or_default(),
                    read.extractor
                )
                .expect("in memory");
                for warning in read.warnings {
                    writeln!(seen, "! {warning}").expect("in memory");
                }
                writeln!(seen, "{}\n", release.body).expect("in memory");
            }
            Err(problem) => {
                let origin = problem.origin.rsplit("formats/").next().unwrap_or_default().to_owned();
                writeln!(seen, "{:?} {origin}: {}\n", problem.kind, problem.reason).expect("in memory");
            }
        });
    }
    assert_data_eq!(seen, snapbox::file!["../../../tests/cases/formats/expected.txt"].raw());
}
