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
use crate::error::{Error, ErrorKind};
use crate::highlight::SnippetOptions;
use crate::index::{Manifest, Reader};
use crate::indexing::IndexingOptions;
use crate::render::{json, text};
use crate::search::{Detail, SearchOptions, SearchPage, search};

/// The most that is read of standard input: more than any query may have.
const MAX_INPUT_BYTES: u64 = 4 << 20;

pub(super) fn run(args: &QueryArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    let text = typed(&args.words, console)?;
    let analyzer = Arc::new(Analyzer::new());
    let reader = open(config, &analyzer, console)?;
    let page = search(&reader, &analyzer, &text, &options(args, config, console))?;
    write(&page, args, config, console)?;
    let shown = args.count || page.limit == 0 || !page.hits.is_empty();
    Ok(if page.total > 0 && shown { SUCCESS } else { NOTHING })
}

/// Returns the words as one text, or standard input where they are `-`.
pub(super) fn typed(words: &[String], console: &mut Console<'_>) -> Result<String> {
    if words != ["-"] {
        return Ok(words.join(" "));
    }
    let mut bytes = Vec::new();
    let read = (&mut *console.input).take(MAX_INPUT_BYTES).read_to_end(&mut bytes);
    read.map_err(|cause| Error::io("read", Path::new("standard input"), &cause))?;
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

/// Opens the index. Where there is none at the default place and a `corpus` is at hand, builds it.
fn open(config: &Config, analyzer: &Arc<Analyzer>, console: &mut Console<'_>) -> Result<Reader> {
    let dir = &config.index.value;
    let error = match Reader::open(dir, analyzer) {
        Ok(reader) => return Ok(reader),
        Err(error) => error,
    };
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
    let (report, _) = index::build(&roots, analyzer, IndexingOptions::default(), config, console)?;
    if report.failed() > 0 {
        console.say(&format!("{} could not be read: `cgtsearch index` names them", report.failed()));
    }
    Ok(Reader::open(dir, analyzer)?)
}
