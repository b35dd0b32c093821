//! What every target checks: bytes are read as a file of some name, and what comes out holds together.

use cgtsearch::corpus::{Intake, ReadOptions};
use cgtsearch::document::Document;

/// Reads bytes as if a file of this name held them.
///
/// # Panics
///
/// When a release contradicts itself. The intake turns a panic of a parser into a problem that says so.
pub fn read(name: &str, bytes: &[u8]) {
    let intake = Intake::new(ReadOptions { today: jiff::civil::date(2026, 11, 1), ..ReadOptions::default() });
    intake.read_bytes(name, bytes, &mut |record| match record {
        Ok(document) => check(&document),
        Err(problem) => assert!(!problem.reason.contains("parser gave up"), "{problem:?}"),
    });
}

fn check(document: &Document) {
    let mut before = 0;
    for section in &document.sections {
        assert!(document.body.get(section.range.clone()).is_some_and(|text| !text.is_empty()), "{section:?}");
        assert!(section.range.start >= before, "sections are in order");
        before = section.range.start;
    }
    if let Some(date) = document.date {
        assert!(date.first <= jiff::civil::date(2026, 11, 2), "{date:?} is in the future");
    }
}
