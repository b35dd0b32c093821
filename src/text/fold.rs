//! Here is text: how is it written once case, width, script and typography no longer matter?
//!
//! In this order: superscripts are kept apart from what they stand on (10⁶ is not 106), zero-width characters and
//! soft hyphens go, NFKC, Traditional becomes Simplified one character to one character, letters become lower
//! case, dashes and quotes become `-`, `'` and `"`. Pinyin in brackets after a Han character goes last: it is
//! looked for in what is folded, so that it does not matter how it was written.
//!
//! Folding is idempotent, and [`Folded::source_range`] leads every range back to the text as given.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::pinyin::syllable_at_end;
use super::script::{is_combining, is_han};
use super::simplified::simplified;

/// How often a character with marks is folded again at most; the second time changes nothing more.
const MAX_ROUNDS: usize = 4;

/// Folded text with the map to its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Breakpoints by folded offset; the last one closes the text.
    runs: Vec<Run>,
}

/// A stretch of folded text: byte for byte as long as its source, or one indivisible piece of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    folded: u32,
    source: u32,
    /// The length of an indivisible piece in the source; 0 for a linear stretch.
    piece: u32,
}

/// Folds a text. Cost is linear; plain English and Simplified Chinese take the short way.
///
/// The map counts in 32 bits and saturates: past the first 4 GiB of a text, far above every limit on what is
/// read, ranges lead nowhere.
pub fn fold(text: &str) -> Folded {
    let mut folder = Folder { out: String::with_capacity(text.len() + 16), runs: Vec::new() };
    let mut at = 0;
    let mut after_superscript = false;
    while let Some(c) = text[at..].chars().next() {
        let ascii = plain_ascii(&text[at..]);
        let next = at + c.len_utf8();
        if ascii > 0 {
            folder.ascii(&text[at..at + ascii], at);
            (at, after_superscript) = (at + ascii, false);
        } else if let Some(short) = short_way(c)
            && marks(&text[next..]) == 0
        {
            folder.char(c, short, at);
            (at, after_superscript) = (next, false);
        } else if is_ignorable(c) {
            at = next;
        } else if let Some(digit) = superscript(c) {
            let raised =
                !after_superscript && folder.out.ends_with(|c: char| c.is_alphanumeric() && !is_han(c));
            folder.piece(at..next, |out| {
                if raised {
                    out.push('^');
                }
                out.push(digit);
            });
            (at, after_superscript) = (next, true);
        } else {
            let end = next + marks(&text[next..]);
            folder.piece(at..end, |out| fold_cluster(&text[at..end], out));
            (at, after_superscript) = (end, false);
        }
    }
    folder.finish(text.len())
}

impl Folded {
    /// Returns the range of the source that a range of the folded text stands for: the smallest that
    /// covers every source character any part of which lies in `folded`.
    ///
    /// What was dropped at the edges (a soft hyphen, pinyin) is not covered.
    pub fn source_range(&self, folded: Range<usize>) -> Range<usize> {
        let run = self.run_at(folded.start);
        let into = if run.piece == 0 { folded.start.saturating_sub(run.folded as usize) } else { 0 };
        let start = run.source as usize + into;
        if folded.is_empty() {
            return start..start;
        }
        let run = self.run_at(folded.end - 1);
        let length = if run.piece == 0 { folded.end - run.folded as usize } else { run.piece as usize };
        start..(run.source as usize + length).max(start)
    }

    fn run_at(&self, folded: usize) -> Run {
        self.runs[self.runs.partition_point(|run| run.folded as usize <= folded).saturating_sub(1)]
    }
}

/// Collects folded text and its breakpoints.
struct Folder {
    out: String,
    runs: Vec<Run>,
}

impl Folder {
    /// Adds ASCII that stands at `source`.
    fn ascii(&mut self, text: &str, source: usize) {
        self.linear(source);
        let from = self.out.len();
        self.out.push_str(text);
        self.out[from..].make_ascii_lowercase();
        self.close();
    }

    /// Adds the character that `c` at `source` becomes.
    fn char(&mut self, c: char, folded: char, source: usize) {
        if folded.len_utf8() == c.len_utf8() {
            self.linear(source);
            self.out.push(folded);
        } else {
            self.piece(source..source + c.len_utf8(), |out| out.push(folded));
        }
    }

    /// Adds what `write` makes of one indivisible piece of the source.
    fn piece(&mut self, source: Range<usize>, write: impl FnOnce(&mut String)) {
        let before = self.out.len();
        self.open(source.start, source.len());
        write(&mut self.out);
        if self.out.len() == before {
            self.runs.pop();
        }
        self.close();
    }

    /// Makes what follows byte for byte as long as its source, which goes on at `source`.
    fn linear(&mut self, source: usize) {
        let continues = self.runs.last().is_some_and(|run| {
            run.piece == 0 && run.source as usize + (self.out.len() - run.folded as usize) == source
        });
        if !continues {
            self.open(source, 0);
        }
    }

    fn open(&mut self, source: usize, piece: usize) {
        self.runs.push(Run { folded: offset(self.out.len()), source: offset(source), piece: offset(piece) });
    }

    /// Takes back the pinyin that the text ends with, however it was written.
    fn close(&mut self) {
        let Some(open) = syllable_at_end(&self.out) else { return };
        self.out.truncate(open);
        while self.runs.last().is_some_and(|run| run.folded as usize >= open) {
            self.runs.pop();
        }
    }

    fn finish(mut self, source_length: usize) -> Folded {
        self.open(source_length, 0);
        Folded { text: self.out, runs: self.runs }
    }
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// How many bytes of ASCII a text opens with, up to the first closing bracket, and without a last
/// character that has marks.
fn plain_ascii(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let end = match bytes.iter().position(|&b| !b.is_ascii() || b == b')') {
        None => return bytes.len(),
        Some(at) => at + usize::from(bytes[at] == b')'),
    };
    if end > 0 && marks(&rest[end..]) > 0 { end - 1 } else { end }
}

/// How many bytes of combining marks a text opens with, and of what leaves no trace between them.
fn marks(rest: &str) -> usize {
    // No character that UTF-8 begins so is either: all that is ASCII, most that is Han.
    if matches!(rest.as_bytes().first(), None | Some(..=0x7f | 0xe4..=0xe9)) {
        return 0;
    }
    let mut end = 0;
    for (at, c) in rest.char_indices().filter(|&(_, c)| !is_ignorable(c)) {
        if !is_mark(c) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Tells what normalizing may move to another place or into the character before. That is more than letters
/// are marked with: sound marks of kana, half-width ones too, and signs of other scripts.
fn is_mark(c: char) -> bool {
    is_combining(c)
        || canonical_combining_class(c) != 0
        || matches!(c, '\u{ff9e}' | '\u{ff9f}' | '\u{f73}' | '\u{f75}' | '\u{f81}')
}

/// Returns what the commonest characters of Chinese text become.
fn short_way(c: char) -> Option<char> {
    Some(match c {
        '\u{4e00}'..='\u{9fff}' => simplified(c),
        '、' | '。' => c,
        '！'..='～' => char::from_u32(u32::from(c) - 0xff01 + 0x21)?.to_ascii_lowercase(),
        _ => return None,
    })
}

/// Folds a character with its combining marks the long way.
fn fold_cluster(cluster: &str, out: &mut String) {
    let mut chars = cluster.chars();
    let Some(first) = chars.next() else { return };
    if let Some(mark) = typography(first) {
        out.push_str(mark);
        return fold_round(chars.as_str(), out);
    }
    let digit_before = out.ends_with(|c: char| c.is_ascii_digit());
    let from = out.len();
    fold_round(cluster, out);
    if !chars.as_str().is_empty() {
        // Some compose only in lower case (T̈ becomes ẗ); characters by themselves are done (see the tests).
        for _ in 0..MAX_ROUNDS {
            let before = out.split_off(from);
            fold_round(&before, out);
            if out[from..] == before {
                break;
            }
        }
    }
    // 1½ is not 11⁄2, and 第2① not 第21.
    let compatibility = !first.is_ascii() && !first.is_alphabetic();
    if digit_before && compatibility && out[from..].starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(from, ' ');
    }
}

fn fold_round(text: &str, out: &mut String) {
    // A joiner between a letter and its mark must not keep them from composing.
    for c in text.chars().filter(|&c| !is_ignorable(c)).nfkc().filter(|&c| !is_ignorable(c)) {
        for lower in simplified(c).to_lowercase() {
            match typography(lower) {
                Some(mark) => out.push_str(mark),
                None => out.push(lower),
            }
        }
    }
}

/// Returns what dashes and quotes become.
fn typography(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' | '\u{2043}' => "-",
        // A long dash separates; two hyphens are no connector, so no compound forms across it.
        '\u{2014}' | '\u{2015}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' => "--",
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{ff07}' => "'",
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{300c}'..='\u{300f}' | '\u{ff02}' | '«' | '»' => "\"",
        // NFKC would make letters of them: Theriva™ is Theriva.
        '™' => "™",
        '℠' => "℠",
        _ => return None,
    })
}

fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from_digit(u32::from(c) - 0x2070, 10)?,
        '⁺' => '+',
        '⁻' => '-',
        _ => return None,
    })
}

/// Characters that leave no trace: zero-width, soft hyphen, variation selectors, direction marks.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests;
