//! The text that a page declares as its article's: which paragraphs say the same?
//!
//! Declared texts are often cut short or lose what is quoted, so they choose between elements and do not replace
//! them, unless the page shows nothing of them.

use std::collections::HashSet;

use super::paragraph::{Paragraph, size};
use super::text;
use super::tree::Tree;

/// How many letters in a row are the same in two texts that are the same; fewer do not count.
const RUN_LETTERS: usize = 16;
/// How much of a declared text must be found in a page for it to choose, in percent, and how much of what is found
/// must have been chosen for it not to.
const FOUND_PERCENT: usize = 50;
const CHOSEN_PERCENT: usize = 80;
/// Below this share found, in percent, the page does not show the text, which then is the text if it is this long,
/// in cells.
const SHOWN_PERCENT: usize = 20;
const MIN_BODY_CELLS: usize = 200;
/// How much of a declared text is looked at, and of a paragraph, in bytes.
const MAX_BODY_BYTES: usize = 1 << 20;
const MAX_PARAGRAPH_BYTES: usize = 200;

/// What a declared text says of the paragraphs of a page.
pub(super) struct Declared {
    /// The text itself.
    pub(super) text: String,
    cells: usize,
    /// Whether each paragraph begins as something in the text does.
    pub(super) is_in: Vec<bool>,
}

impl Declared {
    /// Compares a declared text with the paragraphs of a page.
    pub(super) fn of(body: &str, tree: &Tree, paragraphs: &[Paragraph]) -> Self {
        let mut end = body.len().min(MAX_BODY_BYTES);
        while !body.is_char_boundary(end) {
            end -= 1;
        }
        let text = text::of(&body[..end]);
        let letters = letters(&text);
        let runs: HashSet<&[char]> = letters.windows(RUN_LETTERS).collect();
        let is_in = paragraphs.iter().map(|paragraph| {
            let nodes = paragraph.nodes();
            let start = self::letters(&text::of_nodes(tree, nodes, MAX_PARAGRAPH_BYTES));
            start.get(..RUN_LETTERS).is_some_and(|run| runs.contains(run))
        });
        let is_in = is_in.collect();
        Self { cells: size(&text, false).cells, is_in, text }
    }

    /// Tells whether the choice of paragraphs misses what the text says.
    pub(super) fn is_missed_by(&self, kept: &[bool], paragraphs: &[Paragraph]) -> bool {
        let found = self.cells(paragraphs, |_| true);
        found * 100 >= self.cells * FOUND_PERCENT
            && self.cells(paragraphs, |index| kept[index]) * 100 < found * CHOSEN_PERCENT
    }

    /// Tells whether the page does not show the text at all.
    pub(super) fn is_not_shown(&self, paragraphs: &[Paragraph]) -> bool {
        self.cells >= MIN_BODY_CELLS && self.cells(paragraphs, |_| true) * 100 < self.cells * SHOWN_PERCENT
    }

    fn cells(&self, paragraphs: &[Paragraph], counts: impl Fn(usize) -> bool) -> usize {
        let found = paragraphs.iter().enumerate().filter(|(index, _)| self.is_in[*index] && counts(*index));
        found.map(|(_, paragraph)| paragraph.size.cells).sum()
    }
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
