//! Here is a body: what are its paragraphs?
//!
//! A paragraph is a line, or several where a mail or a PDF broke it. A heading that a page or a wire has glued
//! to the end of another paragraph opens one of its own, where its words leave no doubt.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::about;
use super::cue::{self, Cue};
use super::shape::{ends_sentence, head, is_bullet, tail, undecorated};
use crate::corpus::draft::{Mark, MarkKind};
use crate::text::script::is_han;

/// Lines that a width of 72 to 80 columns broke are at least this long, but for the last of a paragraph, and at
/// most that long; Han characters take three bytes.
const WRAPPED_BYTES: Range<usize> = 40..101;
const WRAPPED_HAN_BYTES: Range<usize> = 60..181;
/// In a line longer than this, two spaces part paragraphs: wires that lose their line breaks leave them.
const GLUED_BYTES: usize = 1_000;
/// A paragraph shorter than this has nothing glued to it.
const MIN_GLUED_BYTES: usize = 40;

/// The bytes that a sentence can end in, and the last bytes of 。！？”）.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let marks = b".!?:\")\x82\x81\x9f\x9d\x89";
    let mut at = 0;
    while at < marks.len() {
        ends[marks[at] as usize] = true;
        at += 1;
    }
    ends
};

/// What a wire that loses its line breaks leaves of them.
static SPACES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("  "));

/// A paragraph of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where, in bytes of the body, without the space around it.
    pub(super) range: Range<usize>,
    /// Whether an empty line stands above it.
    pub(super) is_apart: bool,
    /// Whether it begins inside a line.
    pub(super) is_glued: bool,
    /// What its format says of it.
    pub(super) mark: Option<MarkKind>,
}

/// Returns the paragraphs of a body in order; every character but white space is in exactly one.
pub(super) fn pieces(body: &str, marks: &[Mark]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for line in lines(body, marks) {
        let mut cuts = spaces(body, &line.range);
        headings(body, &line.range, &mut cuts);
        cuts.sort_unstable();
        let mut rest = line;
        for at in cuts {
            cut(body, &mut rest, at, &mut pieces);
        }
        pieces.push(rest);
    }
    pieces
}

/// Cuts what is left of a line in two.
fn cut(body: &str, rest: &mut Piece, at: usize, pieces: &mut Vec<Piece>) {
    let end = rest.range.start + body[rest.range.start..at].trim_end().len();
    if end > rest.range.start {
        let after = Piece { range: at..rest.range.end, is_apart: false, is_glued: true, mark: rest.mark };
        let mut before = std::mem::replace(rest, after);
        before.range.end = end;
        pieces.push(before);
    }
}

/// Returns where sentences begin behind two spaces, in a line that is too long for one paragraph.
fn spaces(body: &str, line: &Range<usize>) -> Vec<usize> {
    if line.len() < GLUED_BYTES {
        return Vec::new();
    }
    let text = &body[line.clone()];
    let mut starts = Vec::new();
    for at in SPACES.find_iter(text.as_bytes()) {
        let before = &text[..at];
        // Oct.  03, 2024 is one date.
        let is_date = text[at..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        let ends = ends_sentence(tail(before, 12)) || before.ends_with(':');
        if !before.ends_with(' ') && ends && !is_date {
            starts.push(line.start + text.len() - text[at..].trim_start().len());
        }
    }
    starts
}

/// Adds where headings begin inside a line: at the end of a sentence, or behind two spaces.
fn headings(body: &str, line: &Range<usize>, cuts: &mut Vec<usize>) {
    if line.len() < MIN_GLUED_BYTES {
        return;
    }
    let text = &body[line.clone()];
    let bytes = text.as_bytes();
    let mut add = |end: usize| {
        let start = end + (text[end..].len() - text[end..].trim_start().len());
        let heading = &text[start..];
        // A letter or a Han character opens no ornament, so the phrases can be asked at once.
        let is_plain = heading.starts_with(|c: char| c.is_ascii_alphanumeric() || is_han(c));
        if (!is_plain || cue::may_open(heading)) && is_boundary(&text[..start]) && is_glued_heading(heading) {
            cuts.push(line.start + start);
        }
    };
    for at in MIN_GLUED_BYTES / 2..bytes.len().saturating_sub(1) {
        if ENDS[usize::from(bytes[at])]
            && text.is_char_boundary(at + 1)
            && !matches!(bytes[at + 1], b'0'..=b'9' | b'a'..=b'z')
        {
            add(at + 1);
        }
    }
    for at in SPACES.find_iter(bytes) {
        if !ENDS[usize::from(bytes[at.saturating_sub(1)])] && at >= MIN_GLUED_BYTES / 2 {
            add(at);
        }
    }
}

/// Tells whether a heading that leaves no doubt begins here, in the middle of a line.
fn is_glued_heading(text: &str) -> bool {
    let bare = undecorated(text);
    if is_end_mark(head(text, 24).trim_end_matches(|c: char| c != '#')) || about::opens(bare) {
        return true;
    }
    match cue::of(bare, false) {
        Some(Cue::About | Cue::Forward | Cue::Contact | Cue::Issuer) => true,
        // More of these are sentences of the section they stand in.
        Some(Cue::Reach) => ["View", "Photo", "Logo", "特此"].iter().any(|word| bare.starts_with(word)),
        Some(Cue::Page) => ["责任", "責任", "Original/Source"].iter().any(|word| bare.starts_with(word)),
        _ => false,
    }
}

/// Tells whether a sentence ends here, so that a heading can begin.
fn is_boundary(before: &str) -> bool {
    let closed = before.trim_end();
    let gap = before.len() - closed.len();
    let ends =
        ends_sentence(tail(closed, 12)) || closed.ends_with([':', '：', '®', '™', ')', '）', '”', '"', '-']);
    gap >= 2 || (ends && (gap > 0 || closed.ends_with(['。', '！', '？', '”', '）', '；'])))
}

/// Tells whether a line ends the release: `###`, `-30-`, `（完）`.
pub(super) fn is_end_mark(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 24 {
        return false;
    }
    let is_mark = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '–'
                    | '—'
                    | '*'
                    | '('
                    | ')'
                    | '（'
                    | '）'
                    | '【'
                    | '】'
                    | '['
                    | ']'
                    | '.'
                    | '。'
                    | '~'
                    | '/'
            )
    };
    let word = line.trim_matches(is_mark);
    let has_marks = word.len() < line.len();
    let hashes = line.chars().filter(|c| *c == '#').count();
    let is_hashes = hashes >= 2 && line.chars().all(|c| c == '#' || c.is_whitespace());
    is_hashes
        || (has_marks
            && matches!(
                word.to_ascii_lowercase().as_str(),
                "30" | "end" | "ends" | "完" | "正文完" | "全文完" | "本文完"
            ))
        || matches!(word, "ENDS" | "END" | "全文完")
}

/// Returns the lines of a body without the space around them, those joined that a width has broken.
fn lines(body: &str, marks: &[Mark]) -> Vec<Piece> {
    let mut lines: Vec<Piece> = Vec::new();
    let mut run = 0;
    let mut is_apart = false;
    let mut from = 0;
    let mut marks = Marks { marks, first: 0 };
    for end in memchr::memchr_iter(b'\n', body.as_bytes()).chain([body.len()]) {
        let line = &body[from..end];
        let start = from + (line.len() - line.trim_start().len());
        let range = start..start + line.trim().len();
        from = end + 1;
        if range.is_empty() {
            join(body, &mut lines, run);
            run = lines.len();
            is_apart = true;
            continue;
        }
        let mark = marks.at(&range);
        if lines.last().is_some_and(|last| last.mark != mark) {
            join(body, &mut lines, run);
            run = lines.len();
        }
        lines.push(Piece { range, is_apart, is_glued: false, mark });
        is_apart = false;
    }
    join(body, &mut lines, run);
    lines
}

/// The marks of a body, asked for one line after the other.
struct Marks<'a> {
    marks: &'a [Mark],
    first: usize,
}

impl Marks<'_> {
    /// Returns what the line is marked as; the later of two marks is the more particular.
    fn at(&mut self, line: &Range<usize>) -> Option<MarkKind> {
        while self.marks.get(self.first).is_some_and(|mark| mark.range.end <= line.start) {
            self.first += 1;
        }
        // No format nests marks deeper than this.
        let near = self.marks.iter().skip(self.first).take(8);
        let mut covers = near.filter(|mark| mark.range.start <= line.start && mark.range.end >= line.end);
        covers.next_back().map(|mark| mark.kind)
    }
}

/// Joins the lines from `run` on into paragraphs, if they are the lines of such.
fn join(body: &str, lines: &mut Vec<Piece>, run: usize) {
    if !is_wrapped(body, &lines[run.min(lines.len())..]) {
        return;
    }
    let mut joined: Vec<Piece> = Vec::new();
    for line in lines.drain(run..) {
        let text = undecorated(&body[line.range.clone()]);
        let is_opening = cue::of(text, false).is_some() || about::opens(text) || is_end_mark(text);
        match joined.last_mut().filter(|last| !is_opening && last.range.len() >= MIN_GLUED_BYTES) {
            Some(last) => last.range.end = line.range.end,
            None => joined.push(line),
        }
    }
    lines.extend(joined);
}

/// Tells whether lines were broken by a width: all but the last about as long, and few at the end of a sentence.
fn is_wrapped(body: &str, lines: &[Piece]) -> bool {
    let Some((last, full)) = lines.split_last() else { return false };
    if full.is_empty() || last.mark == Some(MarkKind::Table) {
        return false;
    }
    let text = |piece: &Piece| &body[piece.range.clone()];
    let mut ended = 0;
    let longest = full.iter().map(|piece| piece.range.len()).max().unwrap_or_default();
    for line in full.iter().map(text) {
        let is_han_line = line.starts_with(is_han);
        let fits = if is_han_line { WRAPPED_HAN_BYTES } else { WRAPPED_BYTES }.contains(&line.len());
        // Han lines are cut anywhere, so they are all as long.
        let is_even = !is_han_line || line.len() * 8 >= longest * 7;
        if !fits || !is_even || is_bullet(line) || line.contains(['\t', '|']) || line.contains("   ") {
            return false;
        }
        ended += usize::from(ends_sentence(line) || line.ends_with([':', '：']));
    }
    let is_han_run = text(last).starts_with(is_han);
    !is_bullet(text(last)) && ended * 2 <= full.len() && (!is_han_run || full.len() >= 2)
}
