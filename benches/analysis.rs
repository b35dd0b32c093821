//! Text to tokens: folding, and each stream over text that is folded already.
//!
//! Measures to compare with: lower-casing for the fold, tantivy's default tokenizer for English, its bigrams for
//! Chinese, and for the words of Chinese jieba itself on the runs of Han characters.

mod support;

use std::hint::black_box;

use cgtsearch::analysis::{Analyzer, Stream};
use cgtsearch::document::Document;
use cgtsearch::text::{Folded, Kind, fold, units};
use tantivy::tokenizer::{NgramTokenizer, TextAnalyzer, TokenizerManager};

use support::samples::{Samples, ratio, speed};
use support::{Outcome, Setting, is_chinese, is_english, table};

const ROUNDS: usize = 10;

/// The most text of a language.
const MAX_BYTES: usize = 500_000;

fn main() -> Outcome<()> {
    let setting = Setting::read("analysis, text a second");
    let rounds = setting.rounds(ROUNDS);
    let releases = setting.releases();
    let (partial, whole) = (Analyzer::new(), Analyzer::new());
    whole.load();
    let mut rows = Vec::new();
    for (language, chosen) in [("English", is_english as fn(&Document) -> bool), ("Chinese", is_chinese)] {
        let texts = texts(&releases, chosen);
        let bytes = texts.iter().map(|text| text.len()).sum();
        let folded: Vec<Folded> = texts.iter().map(|text| fold(text)).collect();
        let each =
            |work: &mut dyn FnMut(usize)| Samples::of(rounds, || (0..texts.len()).for_each(&mut *work));
        let stream = |analyzer: &Analyzer, stream| {
            each(&mut |at| analyzer.write(stream, texts[at], &folded[at], &mut |token| keep(token)))
        };
        let mut tokenizer = tokenizer(language)?;
        let tokens = each(&mut |at| tokenizer.token_stream(texts[at]).process(&mut |token| keep(token)));
        let runs: Vec<Vec<&str>> = folded.iter().map(runs).collect();
        let cut = each(&mut |at| runs[at].iter().for_each(|run| keep(whole.segment(run))));
        let words = if language == "Chinese" { &cut } else { &tokens };
        let lower = each(&mut |at| keep(texts[at].to_lowercase()));
        let mut row = |name: &str, ours: &Samples, theirs: &Samples| {
            rows.push([
                format!("{language}: {name}"),
                speed(bytes, ours.median()),
                speed(bytes, ours.p99()),
                speed(bytes, theirs.median()),
                ratio(ours.median(), theirs.median()),
            ]);
        };
        row("fold", &each(&mut |at| keep(fold(texts[at]))), &lower);
        row("verbatim", &stream(&whole, Stream::Verbatim), &tokens);
        row("words", &stream(&whole, Stream::Words), words);
        if language == "Chinese" {
            row("words, dictionary not loaded", &stream(&partial, Stream::Words), words);
        }
    }
    table::print(["text", "median", "slowest", "baseline", "times as long"], &rows);
    Ok(())
}

/// Has the compiler believe that what was made is needed.
fn keep<T>(made: T) {
    black_box(made);
}

/// Returns the bodies in a language, up to the most text that is measured.
fn texts(releases: &[Document], chosen: fn(&Document) -> bool) -> Vec<&str> {
    let mut texts = Vec::new();
    let mut bytes = 0;
    for release in releases.iter().filter(|release| chosen(release)) {
        if bytes < MAX_BYTES {
            bytes += release.body.len();
            texts.push(release.body.as_str());
        }
    }
    texts
}

/// Returns the runs of Han characters that jieba is given.
fn runs(folded: &Folded) -> Vec<&str> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for unit in units(&folded.text).filter(|unit| unit.kind == Kind::Han) {
        match runs.last_mut() {
            Some(last) if last.end == unit.range.start => last.end = unit.range.end,
            _ => runs.push(unit.range),
        }
    }
    runs.into_iter().map(|run| &folded.text[run]).collect()
}

fn tokenizer(language: &str) -> Outcome<TextAnalyzer> {
    Ok(match language {
        "Chinese" => TextAnalyzer::from(NgramTokenizer::new(2, 2, false)?),
        _ => TokenizerManager::default().get("default").expect("tantivy has one of this name"),
    })
}
