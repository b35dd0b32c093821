//! `cgtsearch show`: one release whole, with hits lit.

use std::sync::Arc;

use anyhow::Result;

use super::SUCCESS;
use super::args::ShowArgs;
use super::config::Config;
use super::console::Console;
use crate::analysis::Analyzer;
use crate::document::DocId;
use crate::error::{Error, ErrorKind};
use crate::index::Reader;
use crate::query::Query;
use crate::render::{json, text};
use crate::search::{Detail, SearchOptions, show, understand};

pub(super) fn run(args: &ShowArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    let analyzer = Arc::new(Analyzer::new());
    let reader = Reader::open(&config.index.value, &analyzer)?;
    let id = DocId::new(&args.id).ok_or_else(|| {
        Error::new(ErrorKind::Invalid, "the id is empty").with_hint("`cgtsearch query WORDS --ids` lists ids")
    })?;
    let query = match &args.query {
        Some(text) => understand(&analyzer, text, &options(config))?,
        None => Query::default(),
    };
    let lit = show(&reader, &id, &query)?;
    if config.json {
        let release = json::Release::new(&lit, args.query.as_deref().map(|text| (text, &query)));
        console.out.write_all(json::pretty(&release).as_bytes())?;
    } else {
        let layout = config.layout(console);
        text::release(&lit, layout, console.out)?;
    }
    Ok(SUCCESS)
}

/// Nothing is searched, so that only the day counts.
fn options(config: &Config) -> SearchOptions {
    SearchOptions {
        limit: 0,
        page: 1,
        require_all: false,
        strict: false,
        all_copies: false,
        detail: Detail::Count,
        today: config.today(),
    }
}
