//! Releases to a committed index of one segment: the whole of `Writer`.
//!
//! Plain tantivy gets the same releases, threads and memory, and merges too: once with its default tokenizer on
//! headline and body, once with the tokens of both of our streams made beforehand.

mod support;

use std::path::Path;
use std::sync::Arc;

use cgtsearch::analysis::{Analyzer, Stream};
use cgtsearch::document::{Document, Zone};
use cgtsearch::index::Writer;
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, TEXT, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexWriter, TantivyDocument};

use support::samples::{Samples, ratio, shown, speed, time};
use support::{Outcome, Setting, is_chinese, is_english, table};

/// The tokenizer that finds tokens made beforehand.
const PREMADE: &str = "premade";

const ZONES: [Zone; 2] = [Zone::Headline, Zone::Body];

/// Which releases are indexed.
type Kind = (&'static str, fn(&Document) -> bool);

const KINDS: [Kind; 3] = [("all", |_| true), ("English", is_english), ("Chinese", is_chinese)];

const ROUNDS: usize = 3;

/// As much as `Writer` takes for all threads together.
const HEAP_BYTES: usize = 256 << 20;

fn main() -> Outcome<()> {
    let setting = Setting::read("indexing, text a second");
    let releases = setting.releases();
    let whole = Analyzer::new();
    whole.load();
    let mut rows = Vec::new();
    for (name, chosen) in KINDS {
        let releases: Vec<&Document> = releases.iter().filter(|release| chosen(release)).collect();
        let bytes = releases.iter().map(|release| support::bytes(release)).sum();
        let mut times = [vec![], vec![], vec![]];
        for _ in 0..setting.rounds(ROUNDS) {
            let fields = Fields::new();
            let premade = releases.iter().map(|release| fields.premade(&whole, release)).collect();
            let plain = releases.iter().map(|release| fields.plain(release)).collect();
            let dirs = [tempfile::tempdir()?, tempfile::tempdir()?, tempfile::tempdir()?];
            times[0].push(time(|| write(dirs[0].path(), &releases).expect("it is written")));
            times[1].push(time(|| fields.write(dirs[1].path(), premade).expect("it is written")));
            times[2].push(time(|| fields.write(dirs[2].path(), plain).expect("it is written")));
        }
        let [ours, premade, plain] = times.map(|times| Samples::new(times).median());
        rows.push([
            name.to_owned(),
            format!("{:.1} MB", bytes as f64 / 1e6),
            shown(ours),
            speed(bytes, ours),
            speed(bytes, premade),
            ratio(ours, premade),
            speed(bytes, plain),
            ratio(ours, plain),
        ]);
    }
    let head =
        ["releases", "text", "median", "speed", "tokens made", "ratio", "tantivy's tokenizer", "ratio"];
    table::print(head, &rows);
    Ok(())
}

/// Writes an index as `indexing::index` does, which loads the dictionary where there is Chinese.
fn write(dir: &Path, releases: &[&Document]) -> Outcome<()> {
    let analyzer = Arc::new(Analyzer::new());
    if releases.iter().any(|release| is_chinese(release)) {
        analyzer.load();
    }
    let mut writer = Writer::open(dir, &analyzer, false)?;
    for release in releases {
        writer.put(release, 0, "")?;
    }
    Ok(writer.commit(&[])?)
}

/// The fields of the plain index; a document leaves out those it does not use.
struct Fields {
    schema: Schema,
    id: Field,
    stored: [Field; 2],
    plain: [Field; 2],
    verbatim: [Field; 2],
    words: [Field; 2],
}

impl Fields {
    fn new() -> Self {
        let premade = |option| {
            let indexing = TextFieldIndexing::default().set_tokenizer(PREMADE).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut builder = Schema::builder();
        let id = builder.add_text_field("id", STRING | STORED | FAST);
        let mut fields = |name: &str, options: TextOptions| {
            ZONES.map(|zone| builder.add_text_field(&format!("{} {name}", zone.name()), options.clone()))
        };
        let stored = fields("stored", STORED.into());
        let plain = fields("plain", TEXT);
        let verbatim = fields("verbatim", premade(IndexRecordOption::WithFreqsAndPositions));
        let words = fields("words", premade(IndexRecordOption::WithFreqs));
        Self { schema: builder.build(), id, stored, plain, verbatim, words }
    }

    /// A document for tantivy's tokenizer.
    fn plain(&self, release: &Document) -> TantivyDocument {
        let mut document = self.stored(release);
        for (zone, field) in ZONES.into_iter().zip(self.plain) {
            document.add_text(field, release.zone(zone));
        }
        document
    }

    /// A document that holds its tokens.
    fn premade(&self, analyzer: &Analyzer, release: &Document) -> TantivyDocument {
        let mut document = self.stored(release);
        for (stream, fields) in [(Stream::Verbatim, self.verbatim), (Stream::Words, self.words)] {
            for (zone, field) in ZONES.into_iter().zip(fields) {
                let tokens = analyzer.tokens(stream, release.zone(zone));
                let lines = tokens.iter().map(|token| format!("{} {}\n", token.position, token.term));
                document.add_text(field, lines.collect::<String>());
            }
        }
        document
    }

    fn stored(&self, release: &Document) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.id, release.id.as_str());
        for (zone, field) in ZONES.into_iter().zip(self.stored) {
            document.add_text(field, release.zone(zone));
        }
        document
    }

    /// Writes an index of one segment.
    fn write(&self, dir: &Path, documents: Vec<TantivyDocument>) -> tantivy::Result<()> {
        let index = Index::create_in_dir(dir, self.schema.clone())?;
        index.tokenizers().register(PREMADE, TextAnalyzer::from(Premade));
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(HEAP_BYTES / threads)
            .build();
        let mut writer: IndexWriter = index.writer_with_options(options)?;
        for document in documents {
            writer.add_document(document)?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        writer.wait_merging_threads()
    }
}

/// Finds tokens that were made beforehand: lines of a position and a term.
#[derive(Clone)]
struct Premade;

struct Lines<'a> {
    lines: std::str::Lines<'a>,
    token: Token,
}

impl Tokenizer for Premade {
    type TokenStream<'a> = Lines<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Lines<'a> {
        Lines { lines: text.lines(), token: Token::default() }
    }
}

impl TokenStream for Lines<'_> {
    fn advance(&mut self) -> bool {
        let Some((position, term)) = self.lines.next().and_then(|line| line.split_once(' ')) else {
            return false;
        };
        self.token.position = position.parse().unwrap_or(0);
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
