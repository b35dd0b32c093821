//! What is between quotation marks, and is it what somebody said?
//!
//! Marks come in pairs of a kind: straight, curly, 「」, 『』. A quote may run over several paragraphs, each of which
//! opens its marks again and only the last of which closes them. Names, titles and single words stand between such
//! marks too: what is said is told by a verb of speech beside it, or by being a whole sentence.

use std::ops::Range;

use super::attribution::{Context, Said, judge};

/// The most paragraphs of one quote.
const MAX_PARAGRAPHS: usize = 12;

/// A kind of quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Straight,
    Curly,
    Corner,
    WhiteCorner,
}

/// A stretch between quotation marks, with them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    range: Range<usize>,
    kind: Kind,
    is_closed: bool,
}

/// A quote: where it is, from its first mark to its last, and who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    pub(super) range: Range<usize>,
    pub(super) speaker: Option<String>,
}

/// Returns the quotes in paragraphs of news, in order.
pub(super) fn quotes(body: &str, paragraphs: &[Range<usize>]) -> Vec<Quote> {
    let mut quotes = Vec::new();
    let mut speaker: Option<String> = None;
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut open_kind = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let mut spans = spans(body, paragraph);
        let first_end = paragraph.start;
        let mut from = first_end;
        // Who spoke last in this paragraph, for the sentence he goes on with.
        let mut here: Option<Option<String>> = None;
        if let Some(kind) = open_kind.take() {
            let goes_on =
                spans.first().is_some_and(|first| first.kind == kind && first.range.start == paragraph.start);
            if !goes_on {
                open.clear();
            }
        }
        if let Some(last) = spans.last().filter(|last| !last.is_closed) {
            let reopens =
                paragraphs.get(at + 1).is_some_and(|next| opens_with(&body[next.clone()], last.kind));
            if reopens && open.len() < MAX_PARAGRAPHS {
                open_kind = Some(last.kind);
            } else {
                spans.pop();
                open.clear();
            }
        }
        for (index, span) in spans.iter().enumerate() {
            let is_first = index == 0 && !open.is_empty();
            let is_last = index + 1 == spans.len();
            if is_last && open_kind.is_some() {
                open.push(span.range.clone());
                break;
            }
            let start = if is_first { open[0].clone() } else { span.range.clone() };
            let before_from = if is_first { paragraph_start(paragraphs, at, open.len()) } else { from };
            let until = spans.get(index + 1).map_or(paragraph.end, |next| next.range.start);
            let context = Context {
                lead_in: lead_in(body, paragraphs, at - if is_first { open.len() } else { 0 }, start.start),
                before: &body[before_from..start.start],
                inner: inner(body, &span.range),
                is_long: is_first,
                after: &body[span.range.end..until],
                below: paragraphs
                    .get(at + 1)
                    .filter(|_| span.range.end == paragraph.end)
                    .map_or("", |next| &body[next.clone()]),
                goes_on: here.is_some(),
            };
            let said = judge(&context);
            let name = match said {
                Some(Said::By(name)) => Some(name),
                Some(Said::BySame) => here.clone().flatten().or_else(|| speaker.clone()),
                Some(Said::BySomebody) => None,
                Some(Said::GoesOn) => here.clone().flatten(),
                None => {
                    if is_first {
                        open.clear()
                    }
                    from = span.range.end;
                    continue;
                }
            };
            if is_first {
                open.clear();
            }
            speaker = name.clone().or(speaker);
            here = Some(name.clone());
            quotes.push(Quote { range: start.start..span.range.end, speaker: name });
            from = span.range.end;
        }
    }
    quotes
}

/// Where the paragraph begins that a quote over `open` paragraphs above this one began in.
fn paragraph_start(paragraphs: &[Range<usize>], at: usize, open: usize) -> usize {
    paragraphs[at.saturating_sub(open)].start
}

/// The paragraph above a quote, where it ends in a colon: it says who speaks.
fn lead_in<'a>(body: &'a str, paragraphs: &[Range<usize>], at: usize, start: usize) -> &'a str {
    let Some(above) = at.checked_sub(1).and_then(|above| paragraphs.get(above)) else { return "" };
    let text = &body[above.clone()];
    let opens = paragraphs.get(at).is_some_and(|paragraph| paragraph.start == start);
    if opens && text.ends_with([':', '：']) { text } else { "" }
}

/// Returns what stands between the marks of a span.
fn inner<'a>(body: &'a str, span: &Range<usize>) -> &'a str {
    body[span.clone()].trim_matches(['"', '“', '”', '「', '」', '『', '』'])
}

fn opens_with(text: &str, kind: Kind) -> bool {
    text.starts_with(match kind {
        Kind::Straight => '"',
        Kind::Curly => '“',
        Kind::Corner => '「',
        Kind::WhiteCorner => '『',
    })
}

/// Returns the stretches between quotation marks of a paragraph, the outermost where they are nested. The last
/// may be open.
fn spans(body: &str, paragraph: &Range<usize>) -> Vec<Span> {
    let text = &body[paragraph.clone()];
    let mut spans: Vec<Span> = Vec::new();
    let mut open: Option<(usize, Kind)> = None;
    for at in memchr::memchr3_iter(b'"', 0xE2, 0xE3, text.as_bytes()) {
        let Some((kind, closes)) = mark(&text.as_bytes()[at..]) else { continue };
        let length = if kind == Kind::Straight { 1 } else { 3 };
        let (before, after) = (&text[..at], &text[at + length..]);
        match open {
            Some((start, opened)) if opened == kind => {
                let closed = match kind {
                    Kind::Straight => !begins(before, after),
                    _ => closes,
                };
                if closed {
                    spans.push(Span { range: start..at + length, kind, is_closed: true });
                    open = None;
                } else if kind == Kind::Straight || before.ends_with('\n') {
                    // The mark before was never closed.
                    open = Some((at, kind));
                }
            }
            Some(_) => {}
            // 5" is a measure, and ” without “ is a slip.
            None if kind == Kind::Straight && !begins(before, after) => {}
            None if closes && kind != Kind::Straight => {}
            None => open = Some((at, kind)),
        }
    }
    if let Some((start, kind)) = open {
        spans.push(Span { range: start..text.len(), kind, is_closed: false });
    }
    for span in &mut spans {
        span.range = paragraph.start + span.range.start..paragraph.start + span.range.end;
    }
    spans
}

/// Returns the kind of the mark that the bytes begin with, and whether it closes.
fn mark(bytes: &[u8]) -> Option<(Kind, bool)> {
    Some(match bytes {
        [b'"', ..] => (Kind::Straight, true),
        [0xE2, 0x80, 0x9C, ..] => (Kind::Curly, false),
        [0xE2, 0x80, 0x9D, ..] => (Kind::Curly, true),
        [0xE3, 0x80, 0x8C, ..] => (Kind::Corner, false),
        [0xE3, 0x80, 0x8D, ..] => (Kind::Corner, true),
        [0xE3, 0x80, 0x8E, ..] => (Kind::WhiteCorner, false),
        [0xE3, 0x80, 0x8F, ..] => (Kind::WhiteCorner, true),
        _ => return None,
    })
}

/// Tells whether a straight mark between the two texts opens.
fn begins(before: &str, after: &str) -> bool {
    let free = |c: char| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '—' | '–' | '-' | ':' | '：' | '，' | '。' | '（' | '/' | '>' | '*')
    };
    let is_free =
        before.is_empty() || before.ends_with(free) || before.ends_with(crate::text::script::is_han);
    is_free
        && after
            .starts_with(|c: char| !c.is_whitespace() && !matches!(c, ',' | '.' | ';' | '，' | '。' | ')'))
}
