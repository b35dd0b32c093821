//! A page of hits for people.

use std::io::{self, Write};
use std::time::Duration;

use super::{INDENT, Layout, Looks, count};
use crate::document::ReleaseDate;
use crate::query::{Expr, Leaf, Query, Role};
use crate::render::clean;
use crate::render::wrap::Flow;
use crate::search::{PageHit, SearchPage, Shown, Timings};

/// Writes a page of hits: how the query was understood, the hits, how many there are and how long it took.
///
/// With a quiet layout the hits stand alone.
pub fn search_page(page: &SearchPage, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    if !layout.quiet {
        understood(page, layout, out)?;
    }
    for (at, hit) in page.hits.iter().enumerate() {
        if at > 0 || !layout.quiet {
            writeln!(out)?;
        }
        match &hit.shown {
            Some(shown) => show(hit, shown, page, layout, out)?,
            None => layout.line(layout.theme.headline, hit.id.as_str(), out)?,
        }
    }
    if !layout.quiet {
        writeln!(out)?;
        let (last, help) = closing(page);
        layout.flow(&Flow::plain(&last), Looks::new("", layout.theme.dim), out)?;
        if let Some(help) = help {
            layout.flow(&Flow::plain(&help), Looks::new("", layout.theme.dim), out)?;
        }
    }
    Ok(())
}

/// Writes how long each stage of a search took.
pub fn timings(timings: Timings, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let Timings { parse, search, highlight } = timings;
    let ms = |stage: Duration| stage.as_secs_f64() * 1e3;
    let line =
        format!("parse {:.2} ms, search {:.2} ms, highlight {:.2} ms", ms(parse), ms(search), ms(highlight));
    layout.line(layout.theme.dim, &line, out)
}

fn understood(page: &SearchPage, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut line = format!("understood as: {}", page.query);
    if !page.query.ignored.is_empty() {
        line.push_str(&format!(", left out: {}", page.query.ignored.join(", ")));
    }
    let looks = Looks::new("", layout.theme.dim);
    layout.flow(&Flow::plain(&line), looks, out)?;
    for note in &page.query.notes {
        layout.flow(&Flow::plain(&format!("note: {}", note.message)), looks, out)?;
    }
    Ok(())
}

fn show(
    hit: &PageHit,
    shown: &Shown,
    page: &SearchPage,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let query = &page.query;
    let Shown { document, snippet, story } = shown;
    let theme = layout.theme;
    let first = format!("{:>2}. ", hit.rank);
    let indent = " ".repeat(first.len());
    let link = document.url.as_deref().filter(|_| theme.links).and_then(clean::link);
    let headline = Flow::new(&document.headline, snippet.headline.iter().map(|found| found.range.clone()));
    let looks = Looks { first: &first, indent: &indent, style: theme.headline, link: link.as_deref() };
    match headline.is_empty() {
        true => layout.flow(&Flow::plain("(no headline)"), Looks { style: theme.dim, ..looks }, out)?,
        false => layout.flow(&headline, looks, out)?,
    }

    let date = document.date.filter(ReleaseDate::is_said);
    let date = date.map_or_else(
        || "no date".to_owned(),
        |date| match date.conflict {
            Some(other) => format!("{date} or {other}"),
            None => date.to_string(),
        },
    );
    let parts = [document.source.as_deref(), Some(&date), Some(document.name())];
    let copies = story.releases.len().saturating_sub(1);
    let copies = (copies > 0).then(|| match page.all_copies {
        true => format!("one of {}", copies + 1),
        false => format!("+{}", count(copies, "copy")),
    });
    let parts = parts.into_iter().chain([copies.as_deref()]);
    let parts: Vec<&str> = parts.flatten().collect();
    // Unbroken, so that an id can be copied and a line found with grep.
    write!(out, "{INDENT}")?;
    layout.line(theme.dim, &parts.join(" · "), out)?;

    for passage in &snippet.passages {
        let text = document.body.get(passage.range.clone()).unwrap_or_default();
        let start = passage.range.start;
        let lit = passage
            .matches
            .iter()
            .map(|found| found.range.start.saturating_sub(start)..found.range.end.saturating_sub(start));
        let flow = Flow::new(text, lit).with_cuts(passage.cut);
        layout.flow(&flow, Looks::new(INDENT, anstyle::Style::new()), out)?;
    }
    for link in &story.links {
        let line = Flow::plain(&format!("{}: {}", link.relation.name(), link.id));
        layout.flow(&line, Looks::new(INDENT, theme.dim), out)?;
    }
    let missing = snippet.missing.iter().filter_map(|&at| Some(query.leaves.get(at)?.label.as_str()));
    let missing: Vec<&str> = missing.collect();
    if !missing.is_empty() {
        let lacks = Flow::plain(&format!("lacks: {}", missing.join(", ")));
        layout.flow(&lacks, Looks::new(INDENT, theme.dim), out)?;
    }
    Ok(())
}

/// The last line of a page, and a line that helps where there are no hits.
fn closing(page: &SearchPage) -> (String, Option<String>) {
    let timings = page.timings;
    let took = (timings.parse + timings.search + timings.highlight).as_secs_f64() * 1e3;
    let took = format!("in {took:.1} ms");
    let total = count(page.total, "release");
    match (page.hits.first(), page.hits.last()) {
        (Some(first), Some(last)) => {
            let more = last.rank < page.total;
            let range = if first.rank == last.rank {
                first.rank.to_string()
            } else {
                format!("{}-{}", first.rank, last.rank)
            };
            let mut line = match page.hits.len() < page.total {
                true => format!("{range} of {total} {took}"),
                false => format!("{total} {took}"),
            };
            if more {
                line.push_str(&format!("; --page {} for more", page.page + 1));
            }
            (line, None)
        }
        _ if page.total > 0 && page.limit > 0 => {
            let pages = page.total.div_ceil(page.limit);
            (format!("{total} {took}; page {} is past the last, {pages}", page.page), None)
        }
        _ if page.total > 0 => (format!("{total} {took}"), None),
        _ => (format!("no releases answer {took}"), Some(help(&page.query))),
    }
}

/// What may bring an answer where a query has none.
fn help(query: &Query) -> String {
    if query.expr == Expr::Nothing {
        return "try: words to search for, or * for every release".to_owned();
    }
    let wanted = || query.wanted().map(|(_, leaf)| leaf);
    let fielded = |leaf: &Leaf| leaf.zones.len() == 1;
    let mut ways = Vec::new();
    if wanted().count() > 1 && wanted().any(|leaf| leaf.role == Role::Required && !fielded(leaf)) {
        ways.push("without --all, + and AND, which require words");
    }
    if wanted().any(|leaf| leaf.label.starts_with('"')) {
        ways.push("without quotes");
    }
    if narrows(&query.expr) || wanted().any(fielded) {
        ways.push("without fields such as date:, title: and in:");
    }
    ways.push("other words; spelling is taken as it is");
    format!("try: {}", ways.join("; "))
}

fn narrows(expr: &Expr) -> bool {
    match expr {
        Expr::Language(_) | Expr::Date { .. } | Expr::Has(_) => true,
        Expr::Bool { must, .. } => must.iter().any(narrows),
        _ => false,
    }
}
