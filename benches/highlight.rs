//! Choosing and lighting the passages of one release that answers.
//!
//! tantivy's own generator is the measure for English. For Chinese it has none: its tokenizer makes one token of
//! a whole run of Han characters.

mod support;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::sync::Arc;

use cgtsearch::analysis::Analyzer;
use cgtsearch::document::Document;
use cgtsearch::highlight::{Highlighter, SnippetOptions};
use cgtsearch::index::Reader;
use cgtsearch::search::{SearchOptions, search, understand};
use tantivy::schema::Field;
use tantivy::snippet::SnippetGenerator;
use tantivy::tokenizer::TokenizerManager;

use support::samples::{Samples, ratio, shown, speed, time};
use support::{Outcome, Setting, table};

const ROUNDS: usize = 20;

/// The most releases of one query.
const RELEASES: usize = 200;

const QUERIES: [(&str, &str); 5] = [
    ("English word", "antibody"),
    ("English words", "cell therapy for lymphoma"),
    ("English phrase", "\"cell therapy\""),
    ("Chinese word", "疫苗"),
    ("Chinese words", "细胞治疗 临床试验"),
];

fn main() -> Outcome<()> {
    let setting = Setting::read("highlighting, a release; tantivy: its own generator");
    let dir = setting.index()?;
    let analyzer = Arc::new(Analyzer::new());
    let reader = Reader::open(dir.path(), &analyzer)?;
    let mut rows = Vec::new();
    for (name, text) in QUERIES {
        let options = SearchOptions { limit: RELEASES, ..Default::default() };
        let hits = search(&reader, &analyzer, text, &options)?.hits;
        let releases: Vec<Document> = hits.into_iter().filter_map(|hit| Some(hit.shown?.document)).collect();
        let query = understand(&analyzer, text, &options)?;
        let highlighter = Highlighter::new(&query);
        let rounds = setting.rounds(ROUNDS);
        let ours = each(rounds, &releases, |release| {
            black_box(highlighter.snippet(release, SnippetOptions::default()));
        });
        let theirs = text.is_ascii().then(|| {
            let generator = generator(text);
            each(rounds, &releases, |release| {
                black_box(generator.snippet(&release.body));
            })
        });
        let bytes: usize = releases.iter().map(support::bytes).sum();
        let none = || table::NONE.to_owned();
        rows.push([
            format!("{name}: {text}"),
            releases.len().to_string(),
            shown(ours.median()),
            shown(ours.p99()),
            speed(bytes * rounds, ours.sum()),
            theirs.as_ref().map_or_else(none, |theirs| shown(theirs.median())),
            theirs.as_ref().map_or_else(none, |theirs| ratio(ours.median(), theirs.median())),
        ]);
    }
    table::print(["query", "releases", "median", "p99", "text", "tantivy", "ratio"], &rows);
    Ok(())
}

/// Times a piece of work on every release.
fn each(rounds: usize, releases: &[Document], work: impl Fn(&Document)) -> Samples {
    releases.iter().for_each(&work);
    let rounds = (0..rounds).flat_map(|_| releases);
    Samples::new(rounds.map(|release| time(|| work(release))).collect())
}

/// tantivy's generator for the words of a query, with as many characters as two of our passages.
fn generator(text: &str) -> SnippetGenerator {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let terms: BTreeMap<String, f32> = words.map(|word| (word.to_lowercase(), 1.0)).collect();
    let tokenizer = TokenizerManager::default().get("default").expect("tantivy has one of this name");
    let SnippetOptions { passages, cells } = SnippetOptions::default();
    SnippetGenerator::new(terms, tokenizer, Field::from_field_id(0), passages * cells)
}
