//! Which characters make a line, and in which order are the lines of a page read?
//!
//! Two columns are read one after the other where both hold prose; what stands beside each other in short pieces is
//! a row of a table.

use super::page::Glyph;
use crate::corpus::formats::html::raised;
use crate::text::script::is_han;

/// A wider space, in sizes of the font, parts a line into pieces: the cells of a row, or two columns.
const PIECE_GAP: f32 = 1.6;
/// A narrower one parts no words; between Han characters and others a little space is only looks.
const WORD_GAP: f32 = 0.18;
const MIXED_GAP: f32 = 0.35;
/// Print this much smaller and higher than its line is an exponent or a note.
const RAISED_SIZE: f32 = 0.85;
const RAISED: f32 = 0.12;
/// How many lines a column has at least, and how much of its width they fill on the average.
const MIN_COLUMN_LINES: usize = 4;
const MIN_FILL: f32 = 0.55;
/// How many steps of a page's width are looked at for the space between columns.
const STEPS: usize = 400;
/// How often columns are parted again.
const MAX_PARTS: usize = 2;

/// A line of a page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its pieces: several where it is a row.
    pub(super) pieces: Vec<String>,
    pub(super) x: f32,
    pub(super) end: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    /// Where the column that it stands in begins and ends.
    pub(super) column: (f32, f32),
}

impl Line {
    pub(super) fn text(&self) -> String {
        self.pieces.join(" ")
    }
}

/// Makes the lines of a page.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    // The text is what most of it is turned to; the rest stands at the side.
    let mut turns = [0_usize; 4];
    for glyph in &glyphs {
        turns[usize::from(glyph.turn & 3)] += 1;
    }
    let most = turns.iter().max().copied().unwrap_or(0);
    let turn = turns.iter().position(|count| *count == most).unwrap_or(0);
    glyphs.retain(|glyph| usize::from(glyph.turn) == turn && glyph.size > 0.1);
    let mut found = Vec::new();
    in_order(pieces(glyphs), 0, &mut found);
    found
}

/// Characters side by side without a wide space.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    x: f32,
    end: f32,
    y: f32,
    size: f32,
}

/// Joins characters that follow each other.
fn pieces(mut glyphs: Vec<Glyph>) -> Vec<Piece> {
    // By rows of the page first: some draw one word here and one there. Rows are as high as small print, and
    // superscripts are caught below.
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if is_same_row(row, &glyph) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let size = row.iter().map(|glyph| glyph.size).fold(0.0, f32::max);
        let y = row.iter().find(|glyph| glyph.size == size).map_or(row[0].y, |glyph| glyph.y);
        let mut open: Option<Piece> = None;
        let mut last_x = f32::MIN;
        for mut glyph in row {
            if glyph.size < RAISED_SIZE * size && glyph.y > y + RAISED * size {
                glyph.text = raised(&glyph.text);
            }
            let is_blank = glyph.text.trim().is_empty();
            if let Some(piece) = &mut open {
                // Bold is often the same character drawn twice, a hair apart.
                if (glyph.x - last_x).abs() < 0.1 * glyph.size && piece.text.ends_with(&glyph.text) {
                    continue;
                }
                let gap = (glyph.x - piece.end) / size.max(1.0);
                if gap < PIECE_GAP {
                    if is_blank || needs_space(&piece.text, &glyph.text, gap) {
                        push_space(&mut piece.text);
                    }
                    if !is_blank {
                        piece.text.push_str(&glyph.text);
                        piece.end = piece.end.max(glyph.end);
                    }
                    last_x = glyph.x;
                    continue;
                }
                pieces.extend(open.take().map(trimmed));
            }
            last_x = glyph.x;
            if !is_blank {
                open = Some(Piece { text: glyph.text, x: glyph.x, end: glyph.end, y, size });
            }
        }
        pieces.extend(open.map(trimmed));
    }
    pieces
}

fn is_same_row(row: &[Glyph], glyph: &Glyph) -> bool {
    let is_near = |other: &Glyph, share: f32| (other.y - glyph.y).abs() < share * other.size.max(glyph.size);
    let first = &row[0];
    let last = row.last().unwrap_or(first);
    // An exponent stands higher above its line than anything of its size could.
    let is_other_size = last.size.min(glyph.size) < RAISED_SIZE * last.size.max(glyph.size);
    is_near(last, if is_other_size { 0.55 } else { 0.35 }) && is_near(first, 0.6)
}

fn trimmed(piece: Piece) -> Piece {
    Piece { text: piece.text.trim_end().to_owned(), ..piece }
}

fn needs_space(before: &str, next: &str, gap: f32) -> bool {
    let (Some(before), Some(next)) = (before.chars().next_back(), next.chars().next()) else { return false };
    match (is_wide(before), is_wide(next)) {
        (true, true) => false,
        (false, false) => gap > WORD_GAP,
        _ => gap > MIXED_GAP,
    }
}

fn push_space(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Tells whether a character takes the width of a Han character and no space beside another. Quotes do so in Chinese
/// alone, where what stands beside them tells enough.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF60}')
}

/// Puts the pieces of a page, or of a column of it, into lines in their order.
fn in_order(pieces: Vec<Piece>, depth: usize, lines: &mut Vec<Line>) {
    let Some(gutter) = (depth < MAX_PARTS).then(|| gutter(&pieces)).flatten() else {
        lines.extend(rows(pieces));
        return;
    };
    // What reaches over both columns is read before what stands below it.
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for piece in pieces {
        if piece.end <= gutter {
            left.push(piece);
        } else if piece.x >= gutter {
            right.push(piece);
        } else {
            in_order(std::mem::take(&mut left), depth + 1, lines);
            in_order(std::mem::take(&mut right), depth + 1, lines);
            lines.extend(rows(vec![piece]));
        }
    }
    in_order(left, depth + 1, lines);
    in_order(right, depth + 1, lines);
}

/// Finds the middle of the space between two columns of prose.
fn gutter(pieces: &[Piece]) -> Option<f32> {
    if pieces.len() < 2 * MIN_COLUMN_LINES {
        return None;
    }
    let from = pieces.iter().map(|piece| piece.x).fold(f32::MAX, f32::min);
    let to = pieces.iter().map(|piece| piece.end).fold(f32::MIN, f32::max);
    let step = (to - from) / STEPS as f32;
    if step <= 0.0 {
        return None;
    }
    // How many pieces lie over each step, from where they begin and end.
    let mut changes = vec![0_i64; STEPS + 2];
    let at = |x: f32| (((x - from) / step) as usize).min(STEPS);
    for piece in pieces {
        changes[at(piece.x)] += 1;
        changes[at(piece.end) + 1] -= 1;
    }
    let mut over = Vec::with_capacity(STEPS);
    let mut sum = 0;
    for change in &changes[..STEPS] {
        sum += change;
        over.push(sum);
    }
    let middle = STEPS / 4..STEPS * 3 / 4;
    let least = over[middle.clone()].iter().min().copied()?;
    // Of the steps that the fewest pieces lie over, the middle of the widest run.
    let (mut best, mut run) = (0..0, middle.start..middle.start);
    for (at, count) in over.iter().enumerate().take(middle.end).skip(middle.start) {
        run = if *count == least { run.start..at + 1 } else { at + 1..at + 1 };
        if run.len() > best.len() {
            best = run.clone();
        }
    }
    let x = from + step * (best.start + best.end) as f32 / 2.0;
    let is_column = |side: &dyn Fn(&&Piece) -> bool| {
        let inside: Vec<&Piece> = pieces.iter().filter(side).collect();
        let begin = inside.iter().map(|piece| piece.x).fold(f32::MAX, f32::min);
        let end = inside.iter().map(|piece| piece.end).fold(f32::MIN, f32::max);
        let filled: f32 = inside.iter().map(|piece| piece.end - piece.x).sum();
        let count = inside.len();
        count >= MIN_COLUMN_LINES
            && count as i64 >= 3 * least
            && filled / (count as f32 * (end - begin).max(1.0)) > MIN_FILL
    };
    (is_column(&|piece| piece.end <= x) && is_column(&|piece| piece.x >= x)).then_some(x)
}

/// Makes lines of pieces that stand beside each other. They come from the top down.
fn rows(pieces: Vec<Piece>) -> Vec<Line> {
    let from = pieces.iter().map(|piece| piece.x).fold(f32::MAX, f32::min);
    let to = pieces.iter().map(|piece| piece.end).fold(f32::MIN, f32::max);
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if line.y == piece.y => {
                line.pieces.push(piece.text);
                line.end = line.end.max(piece.end);
            }
            _ => lines.push(Line {
                pieces: vec![piece.text],
                x: piece.x,
                end: piece.end,
                y: piece.y,
                size: piece.size,
                column: (from, to),
            }),
        }
    }
    lines
}
