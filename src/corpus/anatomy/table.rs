//! Which paragraphs are the rows of a table?

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::pieces::Piece;
use crate::corpus::draft::MarkKind;

/// A row is no longer than this, in bytes: a paragraph with two bars in it is no row.
const MAX_ROW_BYTES: usize = 600;

/// The longest cell of a table that has no bars at its edges, in bytes.
const MAX_CELL_BYTES: usize = 80;

/// What parts columns that have no bars.
static GAP: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("   "));

/// Tells for each paragraph whether it is a row: one of several in a row that have cells.
pub(super) fn rows(body: &str, pieces: &[Piece]) -> Vec<bool> {
    let mut rows = vec![false; pieces.len()];
    let mut from = 0;
    while from < pieces.len() {
        let run = pieces[from..].iter().take_while(|piece| cells(&body[piece.range.clone()]) >= 2).count();
        let figures = |piece: &&Piece| body[piece.range.clone()].contains(|c: char| c.is_ascii_digit());
        // One line of bars is a menu; several with a figure in one are rows.
        if run >= 2 && pieces[from..from + run].iter().any(|piece| figures(&piece)) {
            rows[from..from + run].fill(true);
        }
        from += run.max(1);
    }
    for (row, piece) in rows.iter_mut().zip(pieces) {
        *row |= piece.mark == Some(MarkKind::Table);
    }
    rows
}

/// Counts the cells of a line: between bars, tabs, or gaps of three spaces where figures stand in columns.
fn cells(line: &str) -> usize {
    let has_marks = memchr::memchr2(b'|', b'\t', line.as_bytes()).is_some();
    if line.len() > MAX_ROW_BYTES || (!has_marks && GAP.find(line.as_bytes()).is_none()) {
        return 1;
    }
    if line.starts_with('|') || line.contains("|--") {
        return line.trim_matches('|').split('|').count();
    }
    // The tab behind a bullet parts no cells.
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '$' | '|'));
    if line.contains(" | ") {
        return short(line.split('|'));
    }
    if line.contains('\t') {
        return short(line.split('\t'));
    }
    let has_figures = line.contains(|c: char| c.is_ascii_digit());
    if has_figures { short(line.split("   ")) } else { 1 }
}

/// Counts cells, if they are such: a sentence is in none.
fn short<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    let mut count = 0;
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        if cell.len() > MAX_CELL_BYTES {
            return 1;
        }
        count += 1;
    }
    count
}
