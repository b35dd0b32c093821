//! What is there to say about how a query was read?

use std::ops::Range;

use crate::query::syntax::Note;

/// The most notes a query gets; what is beyond is only counted.
const MAX_NOTES: usize = 20;

/// The longest quotation from a query inside a note, in characters.
const MAX_EXCERPT_CHARS: usize = 30;

/// Collects notes, and stops writing them out when there are too many.
#[derive(Default)]
pub(in crate::query) struct Notes {
    kept: Vec<Note>,
    more: usize,
}

impl From<Vec<Note>> for Notes {
    /// Goes on from notes that were finished before.
    fn from(kept: Vec<Note>) -> Self {
        Self { kept, more: 0 }
    }
}

impl Notes {
    /// Adds a note; the message is made only when it is kept, so hostile queries stay cheap.
    pub(in crate::query) fn add(&mut self, span: Range<usize>, message: impl FnOnce() -> String) {
        if self.kept.len() < MAX_NOTES {
            self.kept.push(Note { span, message: message() });
        } else {
            self.more += 1;
        }
    }

    /// Returns the notes in order of place, with a last one that counts those left out.
    pub(in crate::query) fn finish(mut self, end: usize) -> Vec<Note> {
        self.kept.sort_by_key(|note| note.span.start);
        if self.more > 0 {
            self.kept.push(Note { span: end..end, message: format!("and {} more", self.more) });
        }
        self.kept
    }
}

/// Returns a piece of the query fit for a message: short, on one line.
pub(in crate::query) fn excerpt(text: &str) -> String {
    let mut chars = text.trim().chars();
    let mut short: String =
        chars.by_ref().take(MAX_EXCERPT_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}
