//! Text with lit ranges -> lines of a width.
//!
//! Latin breaks at spaces, Han anywhere but before closing and after opening punctuation, and what is longer than
//! a line wherever it must. Widths count cells, of which a Han character takes two.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clean::is_harmless;

/// Punctuation that never begins a line.
const CLOSING: &str = "。，、；：！？」』）”’》】〉〕］｝％…·～.,;:!?)]}%/";
/// Punctuation that never ends one.
const OPENING: &str = "「『（“‘《【〈〔［｛…￥([{$";

/// A text on its way into lines: without controls, white space of any length one space, and what in it is lit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Flow {
    text: String,
    lit: Vec<Range<usize>>,
}

/// A stretch of a line that is lit as a whole or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) lit: bool,
}

impl Flow {
    /// Makes a flow of a text in which `lit`, in order and without overlaps, is lit.
    pub(super) fn new(text: &str, lit: impl IntoIterator<Item = Range<usize>>) -> Self {
        let source: Vec<Range<usize>> = lit.into_iter().collect();
        let mut flow = Self { text: String::with_capacity(text.len()), lit: Vec::new() };
        for (at, c) in text.char_indices() {
            match c.is_whitespace() {
                true if flow.text.ends_with(' ') || flow.text.is_empty() => {}
                true => flow.push(' ', holds(&source, at)),
                false if is_harmless(c) => flow.push(c, holds(&source, at)),
                false => {}
            }
        }
        flow
    }

    /// Makes a flow of a text in which nothing is lit.
    pub(super) fn plain(text: &str) -> Self {
        Self::new(text, [])
    }

    /// Marks that the text goes on before or after.
    pub(super) fn with_cuts(mut self, (start, end): (bool, bool)) -> Self {
        if start {
            self.text.insert(0, '…');
            for range in &mut self.lit {
                *range = range.start + '…'.len_utf8()..range.end + '…'.len_utf8();
            }
        }
        if end {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('…');
        }
        self
    }

    /// Tells whether nothing would be seen of it.
    pub(super) fn is_empty(&self) -> bool {
        self.text.trim_end().is_empty()
    }

    /// Breaks it into lines of at most `width` cells, or of one grapheme where that is wider.
    pub(super) fn lines(&self, width: usize) -> Vec<Vec<Span>> {
        let cells: Vec<Cell<'_>> = self
            .text
            .grapheme_indices(true)
            .map(|(at, text)| Cell { text, width: text.width(), lit: holds(&self.lit, at) })
            .collect();
        let mut lines = Vec::new();
        let mut rest = cells.as_slice();
        while let Some(first) = rest.first() {
            if first.is_space() {
                rest = &rest[1..];
                continue;
            }
            let (line, after) = rest.split_at(fill(rest, width));
            lines.push(spans(line));
            rest = after;
        }
        lines
    }

    fn push(&mut self, c: char, lit: bool) {
        let start = self.text.len();
        self.text.push(c);
        if lit {
            match self.lit.last_mut() {
                Some(last) if last.end == start => last.end = self.text.len(),
                _ => self.lit.push(start..self.text.len()),
            }
        }
    }
}

/// A grapheme and the cells it takes.
#[derive(Clone, Copy)]
struct Cell<'t> {
    text: &'t str,
    width: usize,
    lit: bool,
}

impl Cell<'_> {
    fn is_space(&self) -> bool {
        self.text == " "
    }

    fn is_of(&self, set: &str) -> bool {
        self.text.chars().next().is_some_and(|c| set.contains(c))
    }
}

/// Tells whether one of the ranges, in order and without overlaps, holds a place.
fn holds(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.start <= at)
}

/// Returns how many cells make the next line, at least one.
fn fill(cells: &[Cell<'_>], width: usize) -> usize {
    let (mut used, mut last_break) = (0, None);
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 && breaks(&cells[at - 1], cell) {
            last_break = Some(at);
        }
        used += cell.width;
        // A space at the end of a line is not shown, so it may stand over the edge.
        if used > width && !cell.is_space() {
            return last_break.unwrap_or(at.max(1));
        }
    }
    cells.len()
}

fn breaks(before: &Cell<'_>, after: &Cell<'_>) -> bool {
    if before.is_space() || after.is_space() {
        return before.is_space();
    }
    // The two halves of a Chinese dash stay together.
    let dash = before.text == "—" && after.text == "—";
    (before.width > 1 || after.width > 1) && !before.is_of(OPENING) && !after.is_of(CLOSING) && !dash
}

fn spans(cells: &[Cell<'_>]) -> Vec<Span> {
    let end = cells.iter().rposition(|cell| !cell.is_space()).map_or(0, |last| last + 1);
    let mut spans: Vec<Span> = Vec::new();
    for cell in &cells[..end] {
        match spans.last_mut() {
            Some(span) if span.lit == cell.lit => span.text.push_str(cell.text),
            _ => spans.push(Span { text: cell.text.to_owned(), lit: cell.lit }),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Shows lines with `|` between them and lit spans in brackets.
    fn show(flow: &Flow, width: usize) -> String {
        let span = |span: &Span| if span.lit { format!("[{}]", span.text) } else { span.text.clone() };
        let lines: Vec<String> =
            flow.lines(width).iter().map(|line| line.iter().map(span).collect()).collect();
        lines.join("|")
    }

    #[track_caller]
    fn check(text: &str, width: usize, expected: &str) {
        assert_eq!(show(&Flow::plain(text), width), expected, "{text:?} at {width}");
    }

    #[test]
    fn lines_break_where_readers_expect() {
        check("", 10, "");
        check(" \n ", 10, "");
        check("one two  three", 8, "one two|three");
        check("one two\n\tthree", 7, "one two|three");
        check("antidisestablishment", 8, "antidise|stablish|ment");
        check("a antidisestablishment", 8, "a|antidise|stablish|ment");
        check("细胞治疗产品", 4, "细胞|治疗|产品");
        check("细胞治疗产品", 5, "细胞|治疗|产品");
        check("细胞。治疗，产品", 4, "细|胞。|治|疗，|产品");
        check("「细胞」治疗", 6, "「细|胞」治|疗");
        check("他说：“细胞”。好", 8, "他说：|“细胞”。|好");
        check("CAR-T细胞therapy治疗", 7, "CAR-T细|胞|therapy|治疗");
        check("III期 CAR-T 细胞", 6, "III期|CAR-T|细胞");
        check("发展——从实验室", 5, "发展|——从|实验|室");
        check("it’s “quoted text” here", 9, "it’s|“quoted|text”|here");
        check("下降5％。好", 6, "下降|5％。|好");
        check("治疗细胞/kg", 8, "治疗细|胞/kg");
        check("细", 1, "细");
        check("细胞 a", 1, "细|胞|a");
        check("ab", 0, "a|b");
        check("é👩‍🔬x", 2, "é|👩‍🔬|x");
    }

    #[test]
    fn lit_ranges_survive_cleaning_and_breaking() {
        let text = "the \x1bgene\n\ntherapy 细胞";
        let flow = Flow::new(text, [5..18, 19..25]);
        assert_eq!(show(&flow, 40), "the [gene therapy] [细胞]");
        assert_eq!(show(&flow, 9), "the [gene]|[therapy]|[细胞]");
        assert_eq!(show(&flow.clone().with_cuts((true, true)), 40), "…the [gene therapy] [细胞]…");
        assert_eq!(show(&Flow::new("细胞", std::iter::once(0..6)).with_cuts((true, true)), 3), "…[细]|[胞]…");
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_nothing(text in "(\\PC|[ \\n\u{1b}]|[细胞，。「」]|[a-z]{1,4} ){0,60}", width in 0usize..30) {
            let flow = Flow::plain(&text);
            let mut seen = String::new();
            for line in flow.lines(width) {
                let line: String = line.into_iter().map(|span| span.text).collect();
                prop_assert!(!line.is_empty());
                prop_assert!(line.width() <= width.max(2) || line.graphemes(true).count() <= 3, "{line:?}");
                seen.push_str(&line);
            }
            let bare = |text: &str| -> String { text.chars().filter(|&c| is_harmless(c) && !c.is_whitespace()).collect() };
            prop_assert_eq!(bare(&seen), bare(&text));
        }
    }
}
