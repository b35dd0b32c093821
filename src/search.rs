//! A string -> a page of hits: the one way in for every front end.
//!
//! Whatever a front end may want to decide (paging, limits, what is required) is decided here, so that all of
//! them answer alike.

use std::time::{Duration, Instant};

use jiff::civil::Date;

use crate::analysis::Analyzer;
use crate::document::{DocId, Document, Zone};
use crate::engine::{Engine, SearchRequest, Story};
use crate::error::{Error, ErrorKind, Result};
use crate::highlight::{Highlighter, Match, Snippet, SnippetOptions};
use crate::query::{Query, ResolveOptions, parse, resolve, strict};

/// The most ids on a page.
pub const MAX_LIMIT: usize = 1_000_000;
/// The most hits with their releases on a page: these are in memory together.
pub const MAX_SNIPPETS: usize = 10_000;
/// The most passages of a hit.
pub const MAX_PASSAGES: usize = 100;
/// The least and the most cells of a passage.
pub const PASSAGE_CELLS: std::ops::RangeInclusive<usize> = 20..=10_000;

/// How a search is done.
#[derive(Debug, Clone)]
pub struct SearchOptions {
    /// How many hits are on a page, at most [`MAX_LIMIT`].
    pub limit: usize,
    /// Which page, from 1.
    pub page: usize,
    /// Whether every word is required.
    pub require_all: bool,
    /// Whether whatever is noted about the query is an error instead.
    pub strict: bool,
    /// Whether every copy of a release is a hit of its own.
    pub all_copies: bool,
    /// What is shown of each hit.
    pub detail: Detail,
    /// The day that `last 90d` counts back from.
    pub today: Date,
}

impl Default for SearchOptions {
    /// The first ten hits with their snippets, and no today: `last 90d` then ends in 1970.
    fn default() -> Self {
        Self {
            limit: 10,
            page: 1,
            require_all: false,
            strict: false,
            all_copies: false,
            detail: Detail::Snippets(SnippetOptions::default()),
            today: jiff::civil::date(1970, 1, 1),
        }
    }
}

/// What is shown of each hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Nothing but the number of hits.
    Count,
    /// Ids alone: no release is read.
    Ids,
    /// The release and its snippet.
    Snippets(SnippetOptions),
}

/// A page of hits.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// The query as typed.
    pub text: String,
    /// The query as understood.
    pub query: Query,
    /// How many releases answer in all, the copies of one counted once unless they are asked for.
    pub total: usize,
    /// How many hits a page has.
    pub limit: usize,
    /// Which page this is, from 1.
    pub page: usize,
    /// Whether copies are hits of their own.
    pub all_copies: bool,
    /// The hits of the page, best first.
    pub hits: Vec<PageHit>,
    /// How long each stage took.
    pub timings: Timings,
}

/// A hit on a page.
#[derive(Debug, Clone)]
pub struct PageHit {
    /// Its place among all hits, from 1.
    pub rank: usize,
    /// Its id.
    pub id: DocId,
    /// How well it answers; comparable within one query only.
    pub score: f32,
    /// The release and what shows that it answers, where asked for.
    pub shown: Option<Shown>,
}

/// A release with what is lit in it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The release.
    pub document: Document,
    /// What shows that it answers.
    pub snippet: Snippet,
    /// The story it tells with others, and what has to do with it.
    pub story: Story,
}

/// How long the stages of a search took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Reading the query.
    pub parse: Duration,
    /// Finding, ranking and reading the releases.
    pub search: Duration,
    /// Choosing and lighting passages.
    pub highlight: Duration,
}

/// Searches.
///
/// Fails with `Limit` or `Invalid` when the options do, in strict mode when the query does, and with whatever
/// the engine fails with. Any other query is answered.
pub fn search(
    engine: &dyn Engine,
    analyzer: &Analyzer,
    text: &str,
    options: &SearchOptions,
) -> Result<SearchPage> {
    check(options)?;
    let began = Instant::now();
    let query = understand(analyzer, text, options)?;
    let parsed = Instant::now();
    let (limit, documents) = match options.detail {
        Detail::Count => (0, false),
        Detail::Ids => (options.limit, false),
        Detail::Snippets(_) => (options.limit, true),
    };
    let offset = (options.page - 1).saturating_mul(options.limit);
    let response = engine.search(&SearchRequest {
        query: &query,
        offset,
        limit,
        documents,
        fold: !options.all_copies,
    })?;
    let answered = Instant::now();
    let highlighter = Highlighter::new(&query);
    let show = |document: Option<Document>, story: Option<Story>| match (document, options.detail) {
        (Some(document), Detail::Snippets(options)) => {
            let snippet = highlighter.snippet(&document, options);
            Some(Shown { document, snippet, story: story.unwrap_or_default() })
        }
        _ => None,
    };
    let hits = response.hits.into_iter().enumerate().map(|(at, hit)| PageHit {
        rank: offset + at + 1,
        id: hit.id,
        score: hit.score,
        shown: show(hit.document, hit.story),
    });
    let hits = hits.collect();
    let timings = Timings { parse: parsed - began, search: answered - parsed, highlight: answered.elapsed() };
    Ok(SearchPage {
        text: text.to_owned(),
        total: response.total,
        limit: options.limit,
        page: options.page,
        all_copies: options.all_copies,
        hits,
        timings,
        query,
    })
}

/// Reads a query without searching.
pub fn understand(analyzer: &Analyzer, text: &str, options: &SearchOptions) -> Result<Query> {
    let syntax = parse::parse(text, options.today);
    let query = resolve(text, &syntax, analyzer, ResolveOptions { require_all: options.require_all });
    if options.strict {
        strict::check_strict(text, &query.notes)?;
    }
    Ok(query)
}

/// Returns a release with everything in it lit that `text` asks for.
///
/// Fails with `NotFound` when the engine has no such release.
pub fn show(engine: &dyn Engine, id: &DocId, query: &Query) -> Result<Lit> {
    let document = engine.get(id)?.ok_or_else(|| {
        Error::new(ErrorKind::NotFound, format!("there is no release {id}"))
            .with_hint("`cgtsearch query WORDS --ids` lists ids")
    })?;
    let highlighter = Highlighter::new(query);
    let headline = highlighter.matches(Zone::Headline, &document);
    let body = highlighter.matches(Zone::Body, &document);
    let story = engine.story(&document.id)?;
    Ok(Lit { document, headline, body, story })
}

/// A whole release with what is lit in it.
#[derive(Debug, Clone)]
pub struct Lit {
    /// The release.
    pub document: Document,
    /// What is lit in the headline.
    pub headline: Vec<Match>,
    /// What is lit in the body.
    pub body: Vec<Match>,
    /// The story it tells with others, and what has to do with it.
    pub story: Story,
}

fn check(options: &SearchOptions) -> Result<()> {
    let limit = |what: &str, given: usize, allowed: String| {
        Err(Error::new(ErrorKind::Limit, format!("{what} {given} is out of range")).with_hint(allowed))
    };
    if options.limit > MAX_LIMIT {
        return limit("limit", options.limit, format!("a page has at most {MAX_LIMIT} ids"));
    }
    if options.page == 0 {
        return limit("page", 0, "pages count from 1".to_owned());
    }
    if let Detail::Snippets(snippet) = options.detail {
        if options.limit > MAX_SNIPPETS {
            return limit(
                "limit",
                options.limit,
                format!("a page has at most {MAX_SNIPPETS} hits, or {MAX_LIMIT} ids"),
            );
        }
        if snippet.passages > MAX_PASSAGES {
            return limit("passages", snippet.passages, format!("a hit shows at most {MAX_PASSAGES}"));
        }
        if !PASSAGE_CELLS.contains(&snippet.cells) {
            let (least, most) = (PASSAGE_CELLS.start(), PASSAGE_CELLS.end());
            return limit("passage width", snippet.cells, format!("a passage takes {least} to {most} cells"));
        }
    }
    Ok(())
}
