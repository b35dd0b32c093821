//! What an index is and what the settings are, for people.

use std::io::{self, Write};

use anstyle::Style;

use super::{Layout, count, size};
use crate::render::json::{Setting, Status};

/// Writes what an index is, and which settings hold with where each came from.
pub fn status(status: &Status, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut fact = |name: &str, value: &str| layout.line(Style::new(), &format!("{name:<12}{value}"), out);
    fact("index", &status.index)?;
    fact("releases", &status.releases.to_string())?;
    let folded = match (status.copies, status.stories) {
        (Some(copies), Some(stories)) => {
            format!("{} of {}", count(copies, "copy"), count(stories, "release"))
        }
        _ => "not known: the last run was cut off; `cgtsearch index` finds them".to_owned(),
    };
    fact("copies", &folded)?;
    fact("size", &format!("{} in {}", size(status.bytes), count(status.segments, "segment")))?;
    fact("analyzer", &status.analyzer)?;
    fact("format", &status.format.to_string())?;
    for (at, root) in status.roots.iter().enumerate() {
        fact(if at == 0 { "built from" } else { "" }, root)?;
    }
    if let Some(report) = &status.last_run {
        writeln!(out)?;
        layout.line(layout.theme.dim, "the last run:", out)?;
        super::index_report(report, layout, out)?;
    }
    writeln!(out)?;
    settings(&status.settings, layout, out)
}

/// Writes which settings hold, with where each came from.
pub fn settings(settings: &[Setting], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    for setting in settings {
        let value = setting.value.as_deref().unwrap_or("as the terminal");
        layout.line(Style::new(), &format!("{:<12}{value}  ({})", setting.name, setting.from), out)?;
    }
    Ok(())
}
