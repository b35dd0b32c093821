//! What would be indexed, for people.

use std::io::{self, Write};

use super::{Layout, Looks, count};
use crate::corpus;
use crate::document::{Document, ReleaseDate, Zone};
use crate::render::json;
use crate::render::wrap::Flow;

/// The widest name of a zone.
const ZONE_CELLS: usize = 15;

/// Writes a release as it was read: what is known of it, then its text with the zones in the margin.
pub fn extracted(document: &Document, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let theme = layout.theme;
    match document.headline.is_empty() {
        true => layout.line(theme.dim, "(no headline)", out)?,
        false => layout.flow(&Flow::plain(&document.headline), Looks::new("", theme.headline), out)?,
    }
    let date = document.date.map_or_else(|| "no date".to_owned(), |date| dated(&date));
    let parts =
        [document.source.as_deref(), Some(&date), Some(document.language.code()), Some(document.id.as_str())];
    layout.line(theme.dim, &parts.into_iter().flatten().collect::<Vec<_>>().join(" · "), out)?;
    let reading = &document.reading;
    let mut read = format!("read by {} {}", reading.extractor, reading.version);
    if let Some(charset) = &reading.charset {
        read.push_str(&format!(" as {}", charset.used));
        if let Some(declared) =
            charset.declared.as_deref().filter(|declared| !declared.eq_ignore_ascii_case(&charset.used))
        {
            read.push_str(&format!(", declared {declared}"));
        }
    }
    layout.line(theme.dim, &read, out)?;
    for known in document.url.iter().chain([&document.origin]) {
        layout.line(theme.dim, known, out)?;
    }
    for warning in &reading.warnings {
        layout.line(theme.dim, &format!("note: {warning}"), out)?;
    }
    writeln!(out)?;
    zones(document, layout, out)
}

/// Shows a date with where it was read, and what contradicts it.
pub(super) fn dated(date: &ReleaseDate) -> String {
    let provenance = date.provenance.name();
    match date.conflict {
        Some(other) => format!("{date} ({provenance}; {other} by its {})", other.provenance.name()),
        None => format!("{date} ({provenance})"),
    }
}

fn zones(document: &Document, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut end = 0;
    for section in &document.sections {
        let inline = section.range.start < end;
        end = end.max(section.range.end);
        let text = document.body.get(section.range.clone()).unwrap_or_default();
        let name = match &section.speaker {
            Some(speaker) => format!("{}: {speaker}", section.zone.name()),
            None => section.zone.name().to_owned(),
        };
        if inline {
            let line =
                format!("{name:<ZONE_CELLS$} {}", text.split_whitespace().collect::<Vec<_>>().join(" "));
            layout.flow(&Flow::plain(&line), Looks::new("    ", layout.theme.dim), out)?;
            continue;
        }
        layout.line(layout.theme.lit, &name, out)?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let style = if section.zone.is_boilerplate() { layout.theme.dim } else { anstyle::Style::new() };
            layout.flow(&Flow::plain(line), Looks::new("  ", style), out)?;
        }
    }
    if document.sections.iter().all(|section| section.zone == Zone::Headline) {
        for line in document.body.lines().filter(|line| !line.trim().is_empty()) {
            layout.flow(&Flow::plain(line), Looks::new("  ", anstyle::Style::new()), out)?;
        }
    }
    Ok(())
}

/// Writes what was not read, and how many releases were.
pub fn extract_end(
    releases: usize,
    problems: &[corpus::Problem],
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let problems: Vec<json::Problem> = problems.iter().map(json::Problem::new).collect();
    super::report::all_problems(&problems, layout, out)?;
    if !layout.quiet {
        layout.line(layout.theme.dim, &count(releases, "release"), out)?;
    }
    Ok(())
}
