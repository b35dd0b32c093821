//! The tokens of a text for people: aligned by cells, so that Han and Latin stand in columns.

use std::io::{self, Write};

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::Layout;
use crate::render::clean;
use crate::render::json::{Token, Tokens};

/// Writes the tokens of a text by stream: position, term, what it stands for.
pub fn tokens(tokens: &Tokens, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    for (name, stream) in [("verbatim", &tokens.streams.verbatim), ("words", &tokens.streams.words)] {
        layout.line(layout.theme.headline, name, out)?;
        let widest = stream.iter().map(|token| token.term.width()).max().unwrap_or(0).min(layout.width / 2);
        for Token { position, term, text, .. } in stream {
            let gap = " ".repeat(widest.saturating_sub(term.width()));
            write!(out, "{position:>5}  {}{gap}  ", clean::line(term))?;
            layout.line(layout.theme.dim, text, out)?;
        }
        if stream.is_empty() {
            layout.line(Style::new(), "    (none)", out)?;
        }
    }
    Ok(())
}
