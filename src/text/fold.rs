//! Here is text: how is it written once case, width, script and typography no longer matter?
//!
//! In this order: superscripts are kept apart from what they stand on (10⁶ is not 106), NFKC, zero-width characters
//! and soft hyphens go, dashes and quotes become `-`, `'` and `"`, pinyin in brackets after a Han character
//! goes, Traditional becomes Simplified one character to one character, letters become lower case.
//!
//! Folding is idempotent, and [`Folded::source_range`] leads every range back to the text as given.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::pinyin::bracketed_syllable;
use super::script::{is_combining, is_han};
use super::simplified::simplified;

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
/// Texts are cut at 4 GiB, far above every limit on what is read.
pub fn fold(text: &str) -> Folded {
    let mut folder = Folder { out: String::with_capacity(text.len() + 16), runs: Vec::new() };
    let mut at = 0;
    let mut before = '\0'; // the last source character that was kept
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        let combined = text[next..].chars().next().is_some_and(is_combining);
        if c.is_ascii() && !combined {
            if c == '('
                && is_han(before)
                && let Some(length) = bracketed_syllable(&text[at..])
            {
                at += length;
                continue;
            }
            folder.linear(c.to_ascii_lowercase(), at);
        } else if ('\u{4e00}'..='\u{9fff}').contains(&c) && !combined {
            let simple = simplified(c);
            if simple.len_utf8() == 3 {
                folder.linear(simple, at);
            } else {
                folder.piece(at..next, |out| out.push(simple));
            }
        } else if is_ignorable(c) {
            at = next;
            continue;
        } else if c == '（'
            && is_han(before)
            && let Some(length) = bracketed_syllable(&text[at..])
        {
            at += length;
            continue;
        } else if let Some(digit) = superscript(c) {
            let raised = superscript(before).is_none()
                && folder.out.ends_with(|c: char| c.is_alphanumeric() && !is_han(c));
            folder.piece(at..next, |out| {
                if raised {
                    out.push('^');
                }
                out.push(digit);
            });
        } else {
            let end = next
                + text[next..].chars().take_while(|&c| is_combining(c)).map(char::len_utf8).sum::<usize>();
            folder.piece(at..end, |out| fold_cluster(&text[at..end], out));
            before = c;
            at = end;
            continue;
        }
        before = c;
        at = next;
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
    /// Adds a character as many bytes long as its source at `source`.
    fn linear(&mut self, c: char, source: usize) {
        let continues = self.runs.last().is_some_and(|run| {
            run.piece == 0 && run.source as usize + (self.out.len() - run.folded as usize) == source
        });
        if !continues {
            self.open(source, 0);
        }
        self.out.push(c);
    }

    /// Adds what `write` makes of one indivisible piece of the source.
    fn piece(&mut self, source: Range<usize>, write: impl FnOnce(&mut String)) {
        let before = self.out.len();
        self.open(source.start, source.len());
        write(&mut self.out);
        if self.out.len() == before {
            self.runs.pop();
        }
    }

    fn open(&mut self, source: usize, piece: usize) {
        self.runs.push(Run { folded: offset(self.out.len()), source: offset(source), piece: offset(piece) });
    }

    fn finish(mut self, source_length: usize) -> Folded {
        self.open(source_length, 0);
        Folded { text: self.out, runs: self.runs }
    }
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Folds a character with its combining marks the long way.
fn fold_cluster(cluster: &str, out: &mut String) {
    let first = cluster.chars().next().unwrap_or(' ');
    if let Some(mark) = typography(first) {
        return out.push_str(mark);
    }
    let digit_before = out.ends_with(|c: char| c.is_ascii_digit());
    let from = out.len();
    for c in cluster.nfkc().filter(|&c| !is_ignorable(c)) {
        for lower in simplified(c).to_lowercase() {
            match typography(lower) {
                Some(mark) => out.push_str(mark),
                None => out.push(lower),
            }
        }
    }
    // 1½ is not 11⁄2, and 第2① not 第21.
    let compatibility = !first.is_alphabetic() && !is_full_width_digit(first);
    if digit_before && compatibility && out[from..].starts_with(|c: char| c.is_ascii_digit()) {
        out.insert(from, ' ');
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
        _ => return None,
    })
}

fn is_full_width_digit(c: char) -> bool {
    ('\u{ff10}'..='\u{ff19}').contains(&c)
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
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{180e}' | '\u{34f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text).text, expected, "{text}");
    }

    #[test]
    fn writing_does_not_matter() {
        check("CAR－T ＡＡＶ（ＣＧＴ）", "car-t aav(cgt)");
        check("CAR–T CAR‑T CAR−T", "car-t car-t car-t");
        check("therapy—a", "therapy--a");
        check("CelArts’ “DC” 「一库」", "celarts' \"dc\" \"一库\"");
        check("幹細胞 發布會 癌癥", "干细胞 发布会 癌症");
        check("Ⅲ期 ①", "iii期 1");
        check("so\u{ad}ft zero\u{200b}width", "soft zerowidth");
        check("Socie\u{301}te\u{301} Société", "société société");
        check("醫(yī)藥健康產(chǎn)業(yè)", "医药健康产业");
        check("İ", "i\u{307}");
    }

    #[test]
    fn exponents_stay_apart() {
        check("1×10⁶", "1×10^6");
        check("10⁻¹² m² 106 ¹⁷⁷Lu", "10^-12 m^2 106 177lu");
        check("therapy¹ 细胞¹", "therapy^1 细胞1");
        check("1½", "1 1⁄2");
    }

    #[test]
    fn ranges_lead_back() {
        for (text, part, expected) in [
            ("在CAR－T中", "car-t", "CAR－T"),
            ("幹細胞療法", "细胞", "細胞"),
            ("醫(yī)藥", "医药", "醫(yī)藥"),
            ("醫(yī)藥", "医", "醫"),
            ("a\u{ad}b", "b", "b"),
            ("Socie\u{301}té x", "société", "Socie\u{301}té"),
            ("Ⅲ期", "ii", "Ⅲ"),
            ("10⁶ x", "10^6", "10⁶"),
        ] {
            let folded = fold(text);
            let at = folded.text.find(part).expect("the part is there");
            assert_eq!(&text[folded.source_range(at..at + part.len())], expected, "{part} in {text}");
        }
    }

    #[test]
    fn every_character_folds_once_and_for_all() {
        let mut wrong = Vec::new();
        for c in '\0'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4])).text;
            if fold(&once).text != once {
                wrong.push((c, once));
            }
        }
        assert_eq!(wrong, []);
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}|[a-z(yī)Ⅲ⁶½１\u{ad}健細 -]{0,20}") {
            let once = fold(&text).text;
            prop_assert_eq!(&fold(&once).text, &once);
        }

        #[test]
        fn every_range_is_a_slice_and_order_is_kept(text in "\\PC{0,40}") {
            let folded = fold(&text);
            let mut last = 0;
            for (at, c) in folded.text.char_indices() {
                let range = folded.source_range(at..at + c.len_utf8());
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert!(range.start >= last);
                last = range.start;
            }
        }
    }
}
