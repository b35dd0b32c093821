//! Here is an answer: how does a person read it?
//!
//! Every function writes one answer for a width and a [`Theme`]. Whatever comes from a release or from the person
//! passes `clean.rs` first, alone or on its way through `wrap.rs`. `page.rs` is the one most people see.

mod eval;
mod extract;
mod page;
mod release;
mod report;
mod status;
mod tokens;

use std::io::{self, Write};

use anstyle::Style;

pub use eval::{duplicates_eval, extract_eval};
pub use extract::{extract_end, extracted};
pub use page::{search_page, timings};
pub use release::release;
pub use report::{index_report, proof};
pub use status::{settings, status};
pub use tokens::tokens;

use super::theme::Theme;
use super::wrap::Flow;

/// The narrowest that text is laid out for; a narrower terminal breaks lines itself.
pub const MIN_WIDTH: usize = 20;

/// How far everything below a headline stands in.
const INDENT: &str = "    ";

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// How many columns a line has at most; at least [`MIN_WIDTH`] are used.
    pub width: usize,
    /// How it looks.
    pub theme: Theme,
    /// Whether hits are given alone, without what is said about them all.
    pub quiet: bool,
}

impl Layout {
    /// Returns how many cells a passage of a page takes so that it fills about three lines.
    pub fn passage_cells(self) -> usize {
        self.below(INDENT) * 3
    }

    /// The columns right of an indent.
    fn below(self, indent: &str) -> usize {
        self.width.max(MIN_WIDTH) - indent.len()
    }

    /// Writes a text of one kind on a line of its own, unbroken.
    fn line(self, style: Style, text: &str, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{style}{}{style:#}", super::clean::line(text))
    }

    /// Writes a flow in lines below an indent; `first` stands in its place on the first line.
    fn flow(self, flow: &Flow, looks: Looks<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Looks { first, indent, style, link } = looks;
        let lit = self.theme.lit;
        for (at, line) in flow.lines(self.below(indent)).into_iter().enumerate() {
            write!(out, "{}", if at == 0 { first } else { indent })?;
            if let Some(link) = link {
                write!(out, "\x1b]8;;{link}\x1b\\")?;
            }
            for span in line {
                let style = if span.lit { lit } else { style };
                write!(out, "{style}{}{style:#}", span.text)?;
            }
            if link.is_some() {
                write!(out, "\x1b]8;;\x1b\\")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// How a flow is set.
#[derive(Clone, Copy)]
struct Looks<'l> {
    first: &'l str,
    indent: &'l str,
    style: Style,
    link: Option<&'l str>,
}

impl<'l> Looks<'l> {
    fn new(indent: &'l str, style: Style) -> Self {
        Self { first: indent, indent, style, link: None }
    }
}

/// Shows a number of things: `1 release`, `2 releases`, `4 copies`.
fn count(number: usize, one: &str) -> String {
    match (number, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {one}s"),
    }
}

/// Shows a size in the unit that suits it: `812 bytes`, `3.2 MB`.
#[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests;
