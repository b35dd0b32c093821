//! A whole release for people.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::Style;

use super::{Layout, Looks, count};
use crate::document::{Section, Zone};
use crate::highlight::Match;
use crate::render::clean;
use crate::render::wrap::Flow;
use crate::search::Lit;

/// Writes a release with what is lit in it: headline, what is known of it, the body in its paragraphs.
pub fn release(lit: &Lit, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let (document, theme) = (&lit.document, layout.theme);
    let link = document.url.as_deref().filter(|_| theme.links).and_then(clean::link);
    let headline = Flow::new(&document.headline, within(&lit.headline, 0..document.headline.len()));
    match headline.is_empty() {
        true => layout.line(theme.dim, "(no headline)", out)?,
        false => {
            let looks = Looks { link: link.as_deref(), ..Looks::new("", theme.headline) };
            layout.flow(&headline, looks, out)?;
        }
    }
    let date = document.date.map_or_else(|| "no date".to_owned(), |date| super::extract::dated(&date));
    let parts =
        [document.source.as_deref(), Some(&date), Some(document.language.code()), Some(document.id.as_str())];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    layout.line(theme.dim, &parts.join(" · "), out)?;
    for known in document.url.iter().chain([&document.origin]) {
        layout.line(theme.dim, known, out)?;
    }
    if let Some((first, copies)) = lit.story.releases.split_first() {
        let names: Vec<&str> = copies.iter().map(crate::document::DocId::as_str).collect();
        let line = match *first == document.id {
            true => format!("also told by {}", names.join(", ")),
            false => format!("a copy of {first}, one of {}", count(copies.len(), "copy")),
        };
        layout.flow(&Flow::plain(&line), Looks::new("", theme.dim), out)?;
    }
    for link in &lit.story.links {
        layout.line(theme.dim, &format!("{}: {}", link.relation.name(), link.id), out)?;
    }

    let mut gap = true;
    for range in lines(&document.body) {
        let labels = labels(&document.sections, &range);
        let paragraph = Flow::new(&document.body[range.clone()], within(&lit.body, range));
        if paragraph.is_empty() {
            gap = true;
            continue;
        }
        // Any number of empty lines is one.
        if gap {
            writeln!(out)?;
            gap = false;
        }
        if !labels.is_empty() {
            layout.line(theme.dim, &format!("[{labels}]"), out)?;
        }
        layout.flow(&paragraph, Looks::new("", Style::new()), out)?;
    }
    Ok(())
}

/// Names the sections that begin in a range, plain text apart: `lead · dateline · quote: Jane Roe`.
fn labels(sections: &[Section], range: &Range<usize>) -> String {
    let here =
        sections.iter().filter(|section| range.contains(&section.range.start) && section.zone != Zone::Body);
    let mut labels: Vec<String> = Vec::new();
    for section in here {
        let label = match &section.speaker {
            Some(speaker) => format!("{}: {speaker}", section.zone.name()),
            None => section.zone.name().to_owned(),
        };
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels.join(" · ")
}

/// The lines of a text as ranges.
fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        at - line.len()..at
    })
}

/// The matches in a range, counted from its start; one that reaches over its edges is cut there.
fn within(matches: &[Match], range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let first = matches.partition_point(|found| found.range.end <= range.start);
    let here = matches[first..].iter().take_while(move |found| found.range.start < range.end);
    here.map(move |found| {
        found.range.start.saturating_sub(range.start)..found.range.end.min(range.end) - range.start
    })
}
