//! `cgtsearch query`: searches, and builds the index first where there is none yet.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::args::QueryArgs;
use super::config::{Config, Origin};
use super::console::Console;
use super::{NOTHING, SUCCESS, index};
use crate::analysis::Analyzer;
use crate::engine::ScanEngine;
use crate::error::{Error, ErrorKind};
use crate::highlight::SnippetOptions;
use crate::index::{Manifest, Reader};
use crate::indexing::IndexingOptions;
use crate::render::{json, text};
use crate::search::{Detail, SearchOptions, SearchPage, search};

/// The most that is read of standard input: more than any query may have.
const MAX_INPUT_BYTES: u64 = 4 << 20;

pub(super) fn run(args: &QueryArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    let text = typed(&args.words, config, console)?;
    let analyzer = Arc::new(Analyzer::new());
    let options = options(args, config, console);
    let reader = match Reader::open(&config.index.value, &analyzer) {
        Ok(reader) => reader,
        Err(error) => {
            // What is wrong with the request is said before an index is built for it.
            search(&ScanEngine::new(Vec::new()), &analyzer, &text, &options)?;
            build(error, config, &analyzer, console)?
        }
    };
    let page = search(&reader, &analyzer, &text, &options)?;
    write(&page, args, config, console)?;
    let shown = args.count || page.limit == 0 || !page.hits.is_empty();
    Ok(if page.total > 0 && shown { SUCCESS } else { NOTHING })
}

/// Returns the words as one text, or standard input where they are `-`.
///
/// Says so when it is longer than is read.
pub(super) fn typed(words: &[String], config: &Config, console: &mut Console<'_>) -> Result<String> {
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    let mut bytes = Vec::new();
    let read = (&mut *console.input).take(MAX_INPUT_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|cause| Error::io("read", Path::new("standard input"), &cause))?;
    if bytes.len() as u64 > MAX_INPUT_BYTES {
        // What was read beyond the limit goes, with the character that it cuts in two.
        bytes.pop();
        while bytes.pop_if(|byte| (0x80..0xc0).contains(byte)).is_some() {}
        bytes.pop_if(|byte| *byte >= 0xc0);
        if !config.quiet {
            let most = MAX_INPUT_BYTES >> 20;
            console
                .say(&format!("cgtsearch: standard input is longer than {most} MiB; the rest is left out"));
        }
    }
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

fn options(args: &QueryArgs, config: &Config, console: &Console<'_>) -> SearchOptions {
    let layout = config.layout(console);
    // Programs have no columns unless they say so.
    let cells = match (config.json || args.jsonl, config.width.value) {
        (true, None) => SnippetOptions::default().cells,
        _ => layout.passage_cells(),
    };
    let detail = match (args.count, args.ids) {
        (true, _) => Detail::Count,
        (_, true) => Detail::Ids,
        _ => Detail::Snippets(SnippetOptions { passages: config.passages.value, cells }),
    };
    SearchOptions {
        limit: config.limit.value,
        page: args.page,
        require_all: args.all,
        strict: args.strict,
        all_copies: args.all_copies,
        detail,
        today: config.today(),
    }
}

fn write(page: &SearchPage, args: &QueryArgs, config: &Config, console: &mut Console<'_>) -> Result<()> {
    let layout = config.layout(console);
    let out = &mut *console.out;
    if args.count {
        writeln!(out, "{}", page.total)?;
    } else if args.ids {
        for hit in &page.hits {
            writeln!(out, "{}", hit.id)?;
        }
    } else if args.jsonl {
        for hit in json::Hit::all(page) {
            out.write_all(json::line(&hit).as_bytes())?;
        }
    } else if config.json {
        let result = json::SearchResult::new(page, args.timing);
        out.write_all(json::pretty(&result).as_bytes())?;
    } else {
        text::search_page(page, layout, out)?;
        if args.timing {
            text::timings(page.timings, layout, out)?;
        }
    }
    Ok(())
}

/// Builds the index that did not open, if there is none at the default place and a `corpus` is at hand.
fn build(
    error: Error,
    config: &Config,
    analyzer: &Arc<Analyzer>,
    console: &mut Console<'_>,
) -> Result<Reader> {
    let dir = &config.index.value;
    let none = Manifest::read(dir).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    if !none || config.index.from != Origin::Default {
        return Err(error.into());
    }
    if !Path::new(index::CORPUS).is_dir() {
        let message = format!("{error}, and no folder {} to build one from", index::CORPUS);
        return Err(Error::new(ErrorKind::NotFound, message)
            .with_hint("build one with `cgtsearch index PATH...`, or name one with --index DIR")
            .into());
    }
    if !config.quiet {
        console.say(&format!("no index yet: building one from {}/", index::CORPUS));
    }
    let roots = [PathBuf::from(index::CORPUS)];
    let options = IndexingOptions { read: config.read_options(), ..IndexingOptions::default() };
    let report = index::build(&roots, analyzer, options, config, console)?;
    if report.failed > 0 {
        console.say(&format!("{} could not be read: `cgtsearch status` names them", report.failed));
    }
    Ok(Reader::open(dir, analyzer)?)
}
