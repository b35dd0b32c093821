//! Does the index find exactly what stands in the releases?
//!
//! Substrings are drawn from the indexed text and asked as quoted queries, then again in another case, width,
//! script and dash. Each answer is compared with a scan of every release, and must contain the release that
//! the substring was drawn from, which holds whatever the scan thinks.

use std::collections::BTreeSet;

use crate::analysis::Analyzer;
use crate::document::{DocId, Document, Zone};
use crate::engine::{Engine, ScanEngine, SearchRequest};
use crate::error::Result;
use crate::index::Reader;
use crate::query::syntax::quoted;
use crate::query::{Phrase, Query, ResolveOptions, parse, resolve};
use crate::text::{Kind, fold, units, vary};

/// How thoroughly an index is tried.
#[derive(Debug, Clone, Copy)]
pub struct ProveOptions {
    /// How many substrings are drawn.
    pub samples: usize,
    /// Where the drawing begins: the same seed draws the same substrings from the same index.
    pub seed: u64,
}

/// What the trial showed.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// How many releases were scanned.
    pub releases: usize,
    /// How many substrings were drawn.
    pub samples: usize,
    /// How many other writings of them were asked.
    pub variants: usize,
    /// Releases that hold the substring and were not found.
    pub missing: Vec<Counterexample>,
    /// Releases that were found and do not hold it.
    pub extra: Vec<Counterexample>,
}

/// A query that was answered wrongly.
#[derive(Debug, Clone)]
pub struct Counterexample {
    /// The query as asked.
    pub query: String,
    /// How the substring was drawn or rewritten.
    pub kind: String,
    /// The release.
    pub id: DocId,
}

/// Tries an index. Reads every release and keeps it in memory, about five times the size of the text.
pub fn prove(
    reader: &Reader,
    analyzer: &Analyzer,
    options: ProveOptions,
    progress: &mut dyn FnMut(usize),
) -> Result<Proof> {
    let mut documents = Vec::with_capacity(reader.len());
    reader.each(&mut |document| documents.push(document))?;
    documents.sort_by(|a, b| a.id.cmp(&b.id));
    let mut random = Random(options.seed);
    let mut proof = Proof { releases: documents.len(), ..Proof::default() };
    let mut samples = Vec::new();
    // Some releases are empty, or hold nothing but punctuation where the drawing falls.
    for _ in 0..options.samples.saturating_mul(20) {
        if samples.len() == options.samples || documents.is_empty() {
            break;
        }
        samples.extend(draw(&documents, &mut random));
    }
    let scan = ScanEngine::new(documents);
    for (at, sample) in samples.iter().enumerate() {
        progress(at);
        let expected = scan.phrase(&Phrase::of(&fold(&sample.text).text));
        let mut compare = |text: &str, kind: &str| -> Result<()> {
            let query = quoted(text);
            let found = ask(reader, analyzer, &query)?;
            let counterexample =
                |id: &DocId| Counterexample { query: query.clone(), kind: kind.to_owned(), id: id.clone() };
            proof.missing.extend(expected.difference(&found).map(counterexample));
            proof.extra.extend(found.difference(&expected).map(counterexample));
            if !expected.contains(&sample.id) && !found.contains(&sample.id) {
                proof.missing.push(counterexample(&sample.id));
            }
            Ok(())
        };
        compare(&sample.text, sample.kind)?;
        proof.samples += 1;
        for (kind, variant) in vary::variants(&sample.text) {
            compare(&variant, kind)?;
            proof.variants += 1;
        }
    }
    Ok(proof)
}

fn ask(reader: &Reader, analyzer: &Analyzer, text: &str) -> Result<BTreeSet<DocId>> {
    let query: Query = resolve(
        text,
        &parse::parse(text, jiff::civil::date(2000, 1, 1)),
        analyzer,
        ResolveOptions::default(),
    );
    let request =
        SearchRequest { query: &query, offset: 0, limit: usize::MAX, documents: false, fold: false };
    Ok(reader.search(&request)?.hits.into_iter().map(|hit| hit.id).collect())
}

struct Sample {
    text: String,
    kind: &'static str,
    id: DocId,
}

/// Draws a substring: a few Han characters, a few Latin words, or whatever lies between two places.
fn draw(documents: &[Document], random: &mut Random) -> Option<Sample> {
    let document = &documents[random.below(documents.len())];
    let zone = if random.below(4) == 0 { Zone::Headline } else { Zone::Body };
    let text = document.zone(zone);
    let folded = fold(text);
    let units: Vec<_> = units(&folded.text).collect();
    if units.is_empty() {
        return None;
    }
    let first = random.below(units.len());
    let most = if units[first].kind == Kind::Han { 2 + random.below(19) } else { 1 + random.below(6) };
    let rest = &units[first..];
    let (kind, count) = match random.below(3) {
        // One script, up to the next change of script.
        0 => {
            let same = rest.iter().take(most).take_while(|unit| unit.kind == units[first].kind).count();
            (if units[first].kind == Kind::Han { "han" } else { "latin" }, same)
        }
        _ => ("mixed", most.min(rest.len())),
    };
    let start = folded.source_range(units[first].range.clone()).start;
    let end = folded.source_range(rest[count - 1].range.clone()).end;
    let drawn = text.get(start..end)?;
    // Half of ½ cannot be quoted, and what follows it in the text may change what the other half is.
    let phrase = Phrase::of(&fold(drawn).text);
    if !phrase
        .units
        .iter()
        .map(|unit| unit.term.as_str())
        .eq(rest[..count].iter().map(|unit| unit.term.as_ref()))
    {
        return None;
    }
    // A query has a length limit, and phrases of pages without spaces can be longer.
    (drawn.chars().count() < 2_000).then(|| Sample { text: drawn.to_owned(), kind, id: document.id.clone() })
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % bound.max(1) as u64).unwrap_or(0)
    }
}
