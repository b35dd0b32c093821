//! How text for people looks: what is lit, what steps back, or nothing of the kind.

use anstyle::{AnsiColor, Style};

/// The looks of text output. Whoever writes to a terminal decides; nothing here asks what is at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    pub(super) headline: Style,
    pub(super) lit: Style,
    pub(super) dim: Style,
    pub(super) links: bool,
}

impl Theme {
    /// Returns the looks of a pipe or a file: no markup at all.
    pub const fn plain() -> Self {
        Self { headline: Style::new(), lit: Style::new(), dim: Style::new(), links: false }
    }

    /// Returns the looks of a terminal with colour; `links` tells whether it follows hyperlinks.
    pub const fn colored(links: bool) -> Self {
        Self {
            headline: Style::new().bold(),
            lit: AnsiColor::Green.on_default().bold(),
            dim: Style::new().dimmed(),
            links,
        }
    }
}
