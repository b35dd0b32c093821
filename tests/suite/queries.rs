//! Queries over the sample corpus, each on the index and on the scan.

use std::collections::BTreeSet;

use cgtsearch::engine::{Engine, ScanEngine};
use cgtsearch::search::{Detail, SearchOptions, search};

use crate::support::{analyzer, index, project, sample};

/// What the releases that answer are called, best first.
fn names(engine: &dyn Engine, query: &str, limit: usize) -> Vec<String> {
    let today = jiff::civil::date(2026, 11, 1);
    let options = SearchOptions { limit, detail: Detail::Ids, today, ..SearchOptions::default() };
    let page = search(engine, analyzer(), query, &options).expect("an answer");
    assert_eq!(page.total.min(limit), page.hits.len());
    let name = |id| engine.get(id).expect("an answer").expect("a release").name().to_owned();
    page.hits.iter().map(|hit| name(&hit.id)).collect()
}

fn ids(engine: &dyn Engine, query: &str) -> BTreeSet<String> {
    names(engine, query, 1000).into_iter().collect()
}

/// `query<TAB>ids`; set BLESS=1 to write what the scan answers, then read the difference.
#[test]
fn index_and_scan_answer_every_case_alike() {
    let path = project().join("tests/cases/queries.tsv");
    let cases = std::fs::read_to_string(&path).expect("the cases");
    let documents = sample();
    let (_folder, reader) = index(&documents);
    let scan = ScanEngine::new(documents);
    let mut blessed = String::new();
    let mut wrong = Vec::new();
    for line in cases.lines() {
        if line.starts_with('#') || line.is_empty() {
            blessed.push_str(&format!("{line}\n"));
            continue;
        }
        let (query, expected) = line.split_once('\t').unwrap_or((line, ""));
        let (found, truth) = (ids(&reader, query), ids(&scan, query));
        assert_eq!(found, truth, "index and scan differ on {query}");
        let shown = shorten(&truth);
        if shown != expected {
            wrong.push(format!("{query}\n  expected {expected}\n  found    {shown}"));
        }
        blessed.push_str(&format!("{query}\t{shown}\n"));
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, blessed).expect("the cases are written");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Few ids as they are, many as their number.
fn shorten(ids: &BTreeSet<String>) -> String {
    match ids.len() {
        0..=6 => ids.iter().map(|id| id.trim_start_matches("corpus/")).collect::<Vec<_>>().join(" "),
        many => format!("{many} releases"),
    }
}

#[test]
fn the_restated_releases_come_first() {
    let documents = sample();
    let (_folder, reader) = index(&documents);
    for (query, wanted) in [
        ("one repository and two platforms", "corpus/en/etown-cgt-conference.txt"),
        ("Human DC Cell Resource Repository", "corpus/en/etown-cgt-conference.txt"),
        ("GC101 SMA intrathecal", "corpus/en/genecradle-visit.md"),
        ("Zhang Qiang", "corpus/en/genecradle-visit.md"),
        ("一库两平台", "corpus/zh/etown-cgt-conference.txt"),
        ("锦篮基因 鞘内", "genecradle.example.com/cn/news/20241023.html"),
        ("張強 調研", "genecradle.example.com/cn/news/20241023.html"),
    ] {
        let first = names(&reader, query, 3);
        assert!(first.contains(&wanted.to_owned()), "{query} gave {first:?}");
    }
}
