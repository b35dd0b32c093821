//! Where input comes from and output goes to, and what is at the other end.

use std::io::{Read, Write};

use indicatif::ProgressDrawTarget;

/// The streams of the program and what is known about them.
pub struct Console<'c> {
    /// Where a query is read from that is given as `-`.
    pub input: &'c mut dyn Read,
    /// Where answers go.
    pub out: &'c mut dyn Write,
    /// Where messages go.
    pub err: &'c mut dyn Write,
    /// Whether answers go to a terminal.
    pub terminal: bool,
    /// How wide that terminal is, if that is known.
    pub columns: Option<usize>,
    /// Whether it follows hyperlinks.
    pub links: bool,
    /// Where progress bars are drawn; none where messages do not go to a terminal.
    pub bars: Option<fn() -> ProgressDrawTarget>,
}

impl Console<'_> {
    /// Writes a message on a line of its own. A message that cannot be written is lost: there is nowhere
    /// left to say so.
    pub(super) fn say(&mut self, message: &str) {
        let _ = writeln!(self.err, "{message}");
    }
}
