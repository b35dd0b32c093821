//! Here is text: what are its tokens?
//!
//! One [`Analyzer`] serves index, query, scan and highlight. It writes two streams over the same positions:
//!
//! - **verbatim**, to find: Latin units as they are, Han as overlapping bigrams, one position per character.
//!   The first and the last character of a run are terms too, marked where punctuation stands beside them, so
//!   that a phrase may begin or end with one character. A quoted phrase is a run of these positions.
//! - **words**, to rank: stems of Latin words, codes and joined compounds (marked `=`), words of jieba.
//!
//! A third stream, concepts, has its place beside these two: a new [`Stream`], a method that writes it, a
//! field in the index. Read `latin.rs` for what a code is and `han.rs` for how jieba is loaded.

mod han;
mod latin;
mod stem;
mod stop;

use std::borrow::Cow;
use std::ops::Range;

use crate::text::{Folded, Kind, Unit, fold, units};

pub use latin::{Compound, Form, compounds};
pub use stem::stem;
pub use stop::is_stop_word;

/// The version of the rules in this module and in `text`: any change of a token raises it.
pub const ANALYZER_VERSION: u32 = 1;

/// Turns text into tokens. Cheap to make: the segmentation dictionary is read when it is needed.
#[derive(Debug, Default)]
pub struct Analyzer {
    han: han::Segmenter,
}

/// A sequence of tokens with a purpose, and a field of its own in an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stream {
    /// What stands there, to find phrases.
    Verbatim,
    /// What it is a form of, to match and rank words.
    Words,
}

/// A token of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// The term that an index holds.
    pub term: Cow<'a, str>,
    /// Its place in a phrase; a joined compound shares the position of its first part.
    pub position: u32,
    /// Where it stands, in bytes of the folded text.
    pub range: Range<usize>,
}

impl Analyzer {
    /// Makes an analyzer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads the whole segmentation dictionary, about 0.1 s and 30 MB: worth it before many long texts.
    /// Tokens are the same with and without.
    pub fn load(&self) {
        self.han.load();
    }

    /// Returns what must be equal between the analyzer that built an index and the one that reads it.
    pub fn fingerprint(&self) -> String {
        format!("analyzer {ANALYZER_VERSION}, dictionary {}", han::fingerprint())
    }

    /// Writes the tokens of one stream of a text in order of position.
    ///
    /// `text` is the source of `folded`: whether a word is a code shows in its case.
    pub fn write<'a>(&self, stream: Stream, text: &str, folded: &'a Folded, each: &mut dyn FnMut(Token<'a>)) {
        match stream {
            Stream::Verbatim => verbatim(folded, each),
            Stream::Words => self.words(text, folded, each),
        }
    }

    /// Returns the tokens of one stream of a text, on their own.
    pub fn tokens(&self, stream: Stream, text: &str) -> Vec<Token<'static>> {
        let folded = fold(text);
        let mut tokens = Vec::new();
        self.write(stream, text, &folded, &mut |token| {
            let Token { term, position, range } = token;
            tokens.push(Token { term: Cow::Owned(term.into_owned()), position, range });
        });
        tokens
    }

    /// Cuts a run of Han characters into words that do not overlap, as byte ranges of the run.
    pub fn segment(&self, run: &str) -> Vec<Range<usize>> {
        let mut words = Vec::new();
        self.han.cut(run, &mut |range| words.push(range));
        words
    }

    fn words<'a>(&self, text: &str, folded: &'a Folded, each: &mut dyn FnMut(Token<'a>)) {
        let mut run: Option<(Range<usize>, u32)> = None;
        let flush = |run: &mut Option<(Range<usize>, u32)>, each: &mut dyn FnMut(Token<'a>)| {
            let Some((range, position)) = run.take() else { return };
            let han = &folded.text[range.clone()];
            let mut position = position;
            self.han.cut(han, &mut |word| {
                let term = &han[word.clone()];
                let range = range.start + word.start..range.start + word.end;
                each(Token { term: Cow::Borrowed(term), position, range });
                position += u32::try_from(term.chars().count()).unwrap_or(u32::MAX);
            });
        };
        for piece in compounds(text, folded) {
            match piece {
                Form::Han(unit) => match &mut run {
                    Some((range, _)) if range.end == unit.range.start => range.end = unit.range.end,
                    _ => {
                        flush(&mut run, each);
                        run = Some((unit.range, unit.position));
                    }
                },
                Form::Latin(compound) => {
                    flush(&mut run, each);
                    compound.write(each);
                }
            }
        }
        flush(&mut run, each);
    }
}

/// Writes Latin units and overlapping Han bigrams, with the characters at either end of a run.
fn verbatim<'a>(folded: &'a Folded, each: &mut dyn FnMut(Token<'a>)) {
    let mut units = units(&folded.text).peekable();
    let mut before: Option<(Kind, u32)> = None;
    while let Some(unit) = units.next() {
        let next = units.peek();
        if unit.kind == Kind::Latin {
            before = Some((Kind::Latin, unit.position));
            each(Token { term: unit.term, position: unit.position, range: unit.range });
            continue;
        }
        let gap_before = before.is_some_and(|(_, last)| unit.position > last + 1);
        let gap_after = next.is_some_and(|next| next.position > unit.position + 1);
        let inside = before.is_some_and(|(kind, _)| kind == Kind::Han) && !gap_before;
        let gram = next.filter(|next| follows(&unit, next)).map(|next| bigram(folded, &unit, next));
        let mut edge = |term| each(Token { term, position: unit.position, range: unit.range.clone() });
        // The two ends of a run of one character are one term, unless punctuation marks them.
        if !inside && (gap_before || gap_after || gram.is_some()) {
            edge(run_start(&unit.term, gap_before));
        }
        if gram.is_none() {
            edge(run_end(&unit.term, gap_after));
        }
        before = Some((Kind::Han, unit.position));
        if let Some(gram) = gram {
            each(gram);
        }
    }
}

/// The mark of punctuation in the terms at the ends of a run of Han characters.
const GAP: char = ',';

/// Returns the term of the first character of a run of Han characters. What stands before it shows in the
/// term, because a position that punctuation takes is otherwise like one that a word takes.
pub fn run_start(character: &str, after_gap: bool) -> Cow<'static, str> {
    Cow::Owned(if after_gap { format!("{GAP}{character}") } else { character.to_owned() })
}

/// Returns the term of the last character of a run of Han characters.
pub fn run_end(character: &str, before_gap: bool) -> Cow<'static, str> {
    Cow::Owned(if before_gap { format!("{character}{GAP}") } else { character.to_owned() })
}

fn follows(unit: &Unit<'_>, next: &Unit<'_>) -> bool {
    unit.kind == Kind::Han && next.kind == Kind::Han && next.position == unit.position + 1
}

fn bigram<'a>(folded: &'a Folded, first: &Unit<'a>, second: &Unit<'a>) -> Token<'a> {
    let range = first.range.start..second.range.end;
    let term = if first.range.end == second.range.start {
        Cow::Borrowed(&folded.text[range.clone()])
    } else {
        // White space between them takes no position and no part in the term.
        Cow::Owned(format!("{}{}", first.term, second.term))
    };
    Token { term, position: first.position, range }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stream: Stream, text: &str, expected: &str) {
        let tokens = Analyzer::new().tokens(stream, text);
        let shown: Vec<String> = tokens.iter().map(|t| format!("{}@{}", t.term, t.position)).collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn verbatim_has_one_position_a_character() {
        check(Stream::Verbatim, "树突状细胞", "树@0 树突@0 突状@1 状细@2 细胞@3 胞@4");
        check(Stream::Verbatim, "CAR-T 细 胞，治", "car@0 t@1 细@2 细胞@2 胞,@3 ,治@5 治@5");
    }

    #[test]
    fn words_do_not_overlap() {
        check(Stream::Words, "CAR-T细胞治疗", "=cart@0 =car@0 t@1 细胞@2 治疗@4");
        check(Stream::Words, "gene therapies for AIDS, aids", "gene@0 therapi@1 for@2 =aids@3 aid@4");
    }
}
