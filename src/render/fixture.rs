//! Answers to render, for tests.

use crate::analysis::Analyzer;
use crate::document::{DocId, Document, Precision, Provenance, ReleaseDate};
use crate::engine::ScanEngine;
use crate::highlight::SnippetOptions;
use crate::query::Query;
use crate::search::{Detail, Lit, SearchOptions, SearchPage, Timings, search, show};

/// Makes a release in which what is given stands in as many places as there are.
pub(super) fn document(headline: &str, body: &str) -> Document {
    Document {
        source: Some(format!("Wire {headline}")),
        url: Some("https://wire.example/新".to_owned()),
        origin: format!("{body}.txt"),
        metadata: [("k".to_owned(), body.to_owned())].into(),
        ..Document::new(DocId::new("wire/1").expect("not empty"), headline, body)
    }
}

/// Returns the page that a scan of one release gives, as if it took no time.
pub(super) fn answer(document: &Document, query: &str) -> SearchPage {
    let options = SearchOptions {
        limit: 10,
        page: 1,
        require_all: false,
        strict: false,
        all_copies: false,
        detail: Detail::Snippets(SnippetOptions::default()),
        today: jiff::civil::date(2025, 1, 1),
    };
    let engine = ScanEngine::new(vec![document.clone()]);
    let mut page = search(&engine, &Analyzer::new(), query, &options).expect("a scan does not fail");
    page.timings = Timings::default();
    page
}

/// Gives a release a date, known to the month.
pub(super) fn dated(document: Document) -> Document {
    let first = jiff::civil::date(2024, 10, 1);
    Document { date: Some(ReleaseDate::new(first, Precision::Month, Provenance::Dateline)), ..document }
}

/// Returns a release with what a query lights in it.
pub(super) fn lit(document: &Document, query: &Query) -> Lit {
    show(&ScanEngine::new(vec![document.clone()]), &document.id, query).expect("it is there")
}
