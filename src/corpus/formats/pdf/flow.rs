//! Which lines make a paragraph, and what stood at their ends before they were broken?

use std::collections::HashSet;

use super::lines::{Line, is_wide};
use crate::corpus::draft::MarkKind;
use crate::corpus::formats::blocks::Block;

/// A wider step than usual between lines, and a larger or smaller print, part paragraphs.
const WIDE_STEP: f32 = 1.35;
const OTHER_SIZE: f32 = 1.08;
/// On a page of fewer steps those of the whole document count.
const MIN_STEPS: usize = 5;
/// A line that begins this far to the right of the one before opens a paragraph, in sizes of the font.
const INDENT: f32 = 0.9;
/// A line that ends this far from the edge of its column may end one.
const SHORT: f32 = 3.0;
/// How much larger than the text a headline is, and a heading.
const TITLE_SIZE: f32 = 1.18;
const HEADING_SIZE: f32 = 1.08;
/// How long a heading is at most, in bytes.
const MAX_HEADING_BYTES: usize = 300;
/// First parts of words that keep their hyphen: it was there before the line was broken.
const PREFIXES: &str = " non long short first second third late early well high low anti self double single open end \
    follow pre co post cell gene in on up half year one two three four cross multi next best case so state large small \
    full part world t b nk car mid re ex near mrna dose placebo patient investigator event progression risk year \
    market cash ground decision forward life time clinical phase stage line off over under ";

/// Joins the lines of a document.
pub(super) fn blocks(pages: &[Vec<Line>]) -> Vec<Block> {
    let body = body_size(pages);
    let words = words(pages);
    let mut flow = Flow { words: &words, body, blocks: Vec::new(), open: None };
    let usual = usual_step(pages.iter().flat_map(|page| steps(page)));
    for page in pages {
        let is_full = steps(page).count() >= MIN_STEPS;
        let step = if is_full { usual_step(steps(page)) } else { usual };
        let mut above: Option<&Line> = None;
        for line in page {
            flow.add(line, above, step);
            above = Some(line);
        }
    }
    flow.end();
    mark_title(&mut flow.blocks);
    flow.blocks.into_iter().map(|sized| sized.block).collect()
}

struct Sized {
    block: Block,
    size: f32,
}

struct Flow<'w> {
    words: &'w HashSet<String>,
    body: f32,
    blocks: Vec<Sized>,
    open: Option<Open>,
}

/// A paragraph that may go on, or a table.
struct Open {
    text: String,
    last: Line,
    is_table: bool,
    lines: usize,
}

impl Flow<'_> {
    /// Adds a line; `above` is the one before it on the page.
    fn add(&mut self, line: &Line, above: Option<&Line>, step: f32) {
        let is_row = line.pieces.len() > 1;
        let goes_on = self.open.as_ref().is_some_and(|open| match (open.is_table, is_row) {
            (true, true) => above.is_some(),
            (false, false) => goes_on(open, line, above, step * (line.size / self.body).max(1.0), self.body),
            _ => false,
        });
        if !goes_on {
            self.end();
        }
        let text = if is_row { line.pieces.join(" | ") } else { line.text() };
        match &mut self.open {
            Some(open) => {
                if open.is_table {
                    open.text.push('\n');
                    open.text.push_str(&text);
                } else {
                    join(&mut open.text, &text, self.words);
                }
                open.last = line.clone();
                open.lines += 1;
            }
            none => *none = Some(Open { text, last: line.clone(), is_table: is_row, lines: 1 }),
        }
    }

    fn end(&mut self) {
        let Some(open) = self.open.take() else { return };
        let size = open.last.size;
        let mut block = Block { text: open.text, ..Block::default() };
        if open.is_table && open.lines > 1 {
            block.kind = Some(MarkKind::Table);
        } else if open.is_table {
            // One row alone is a line with a wide space in it.
            block.text = block.text.replace(" | ", " ");
        } else if size > self.body * HEADING_SIZE && block.text.len() <= MAX_HEADING_BYTES {
            block.kind = Some(MarkKind::Heading);
            block.is_title = size > self.body * TITLE_SIZE;
        }
        self.blocks.push(Sized { block, size });
    }
}

/// Tells whether a line goes on with the paragraph that is open.
fn goes_on(open: &Open, line: &Line, above: Option<&Line>, step: f32, body: f32) -> bool {
    let last = &open.last;
    let size = last.size.max(line.size);
    if size > last.size.min(line.size) * OTHER_SIZE || opens_an_item(&line.text()) {
        return false;
    }
    let ends = ends_a_sentence(&open.text);
    let is_below = above.is_some() && last.y > line.y && last.column == line.column;
    if !is_below {
        // A new page or column: a paragraph goes on where its sentence does.
        let first = line.text().chars().next();
        return !ends
            && first.is_some_and(|c| c.is_lowercase() || is_wide(c))
            && line.x - line.column.0 < INDENT * size;
    }
    let is_far = last.y - line.y > step.max(size) * WIDE_STEP;
    let is_indented = line.x > last.x + INDENT * size && open.lines > 1 || line.x > last.x + 4.0 * size;
    // A line that leaves more room than the next word takes was not broken, it ended. Titles are broken by sense, and
    // text beside a picture everywhere.
    let room = last.column.1 - last.end;
    let is_free = size > body * HEADING_SIZE || (last.end - line.end).abs() < size;
    let is_broken = open.text.ends_with(['-', '\u{AD}']);
    let is_end =
        !is_broken && room > SHORT * size && (ends || (!is_free && room > first_word(&line.text()) * size));
    !(is_far || is_indented || is_end)
}

/// About how wide the first word of a line is, with the space before it, in sizes of the font.
fn first_word(text: &str) -> f32 {
    match text.chars().next() {
        // No line begins with a comma: two characters may have gone down with it.
        Some(c) if is_wide(c) => 3.0,
        _ => text.chars().take_while(|c| !c.is_whitespace() && !is_wide(*c)).count() as f32 * 0.65 + 1.0,
    }
}

fn ends_a_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', ')', '）', '」']);
    text.ends_with(['.', '。', '!', '！', '?', '？', ':', '：', ';', '；'])
}

/// Tells whether a line opens an item of a list.
fn opens_an_item(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let is_bullet = "•●▪◦■◆►–—".contains(first) || text.starts_with("- ");
    let number: String = text.chars().take_while(|c| c.is_ascii_digit()).collect();
    let behind = &text[number.len()..];
    let is_number = (1..=2).contains(&number.len())
        && (behind.starts_with(". ") || behind.starts_with('、') || behind.starts_with(") "));
    let mut chars = text.chars();
    let han_number = |c: Option<char>| c.is_some_and(|c| "一二三四五六七八九十".contains(c));
    let is_han = han_number(chars.next()) && matches!(chars.next(), Some('、'))
        || text.starts_with(['（', '('])
            && han_number(text.chars().nth(1))
            && matches!(text.chars().nth(2), Some('）' | ')'));
    is_bullet || is_number || is_han
}

/// Joins a line to the text before it.
fn join(text: &mut String, line: &str, words: &HashSet<String>) {
    let (Some(before), Some(next)) = (text.chars().next_back(), line.chars().next()) else {
        text.push_str(line);
        return;
    };
    if matches!(before, '\u{AD}' | '-' | '‐') && text.chars().nth_back(1).is_some_and(char::is_alphanumeric)
    {
        let left: String = text[..text.len() - before.len_utf8()]
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric())
            .collect();
        let left: String = left.chars().rev().collect();
        let right: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
        if before == '\u{AD}' || is_broken_word(&left, &right, words) {
            text.pop();
        }
    } else if !(is_wide(before) && is_wide(next)
        || text.ends_with(['/', '–', '—']) && !text.ends_with(" –") && !text.ends_with(" —"))
    {
        let is_mixed = is_wide(before) || is_wide(next);
        if !is_mixed || (before.is_alphanumeric() && next.is_alphanumeric() && text.contains(' ')) {
            text.push(' ');
        }
    }
    text.push_str(line);
}

/// Tells whether the hyphen between the parts came with the line break: `thera-` `py`, and not `CAR-` `T`.
fn is_broken_word(left: &str, right: &str, words: &HashSet<String>) -> bool {
    let is_plain = |part: &str| part.chars().all(char::is_lowercase);
    let tail = left.chars().skip(1).collect::<String>();
    if left.is_empty() || right.is_empty() || !is_plain(right) || !is_plain(&tail) {
        return false;
    }
    let (left, right) = (left.to_lowercase(), right.to_lowercase());
    if words.contains(&format!("{left}-{right}")) {
        return false;
    }
    words.contains(&format!("{left}{right}")) || !PREFIXES.contains(&format!(" {left} "))
}

/// The words of a document as they stand within lines.
fn words(pages: &[Vec<Line>]) -> HashSet<String> {
    let mut words = HashSet::new();
    for text in pages.iter().flatten().flat_map(|line| &line.pieces) {
        let inside = text.split(|c: char| !c.is_alphanumeric() && c != '-');
        words.extend(inside.filter(|word| word.len() > 3 && !word.ends_with('-')).map(str::to_lowercase));
    }
    words
}

/// The size of the print that most of a document is in.
fn body_size(pages: &[Vec<Line>]) -> f32 {
    let mut sizes: Vec<(f32, usize)> =
        pages.iter().flatten().map(|line| (line.size, line.text().len())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, bytes)| bytes).sum::<usize>() / 2;
    let mut sum = 0;
    for (size, bytes) in sizes {
        sum += bytes;
        if sum > half {
            return size;
        }
    }
    0.0
}

/// The steps between the lines of a page.
fn steps(page: &[Line]) -> impl Iterator<Item = f32> {
    let pairs = page.windows(2).filter(|pair| pair[0].column == pair[1].column);
    pairs.map(|pair| pair[0].y - pair[1].y).filter(|step| *step > 0.0)
}

/// The most usual of them: those between paragraphs are larger, those of the text are in the lower half.
fn usual_step(steps: impl Iterator<Item = f32>) -> f32 {
    let mut steps: Vec<f32> = steps.collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() * 2 / 5).copied().unwrap_or(0.0)
}

/// Leaves the mark of a title to the largest print at the top alone.
fn mark_title(blocks: &mut [Sized]) {
    let top = blocks.iter().take(12).filter(|sized| sized.block.is_title);
    let largest = top.map(|sized| sized.size).fold(0.0, f32::max);
    for sized in blocks {
        sized.block.is_title &= sized.size >= largest * 0.98;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, line: &str, expected: &str) {
        let words: HashSet<String> = ["immunotherapy", "cell-free"].map(str::to_owned).into();
        let mut text = before.to_owned();
        join(&mut text, line, &words);
        assert_eq!(text, expected);
    }

    #[test]
    fn lines_are_joined() {
        check("one", "two", "one two");
        check("树突状", "细胞", "树突状细胞");
        check("细胞，", "CAR", "细胞，CAR");
        check("使用 CAR-T", "细胞", "使用 CAR-T 细胞");
        check("and/", "or", "and/or");
    }

    #[test]
    fn hyphens_are_kept_where_they_were() {
        check("a CAR-", "T cell", "a CAR-T cell");
        check("PD-", "1", "PD-1");
        check("immuno-", "therapy", "immunotherapy");
        check("Immuno-", "therapy", "Immunotherapy");
        check("cell-", "free", "cell-free");
        check("long-", "term", "long-term");
        check("manu-", "facturing", "manufacturing");
        check("mRNA-", "based", "mRNA-based");
        check("thera\u{AD}", "Py", "theraPy");
        check("a -", "b", "a - b");
    }

    #[test]
    fn items_are_told_from_text() {
        for (text, expected) in [
            ("• a", true),
            ("1. a", true),
            ("一、总则", true),
            ("（二）其他", true),
            ("2024 was", false),
            ("一种细胞", false),
            ("(a) b", false),
        ] {
            assert_eq!(opens_an_item(text), expected, "{text}");
        }
    }
}
