//! Plain text of a query -> the words a person would miss, each with what it matches and what ranks it.

use std::ops::Range;

use super::{Hint, Pattern, Phrase};
use crate::analysis::{Analyzer, Compound, Form, Stream, compounds, is_stop_word};
use crate::text::{Folded, Kind};

/// A word that lone characters have joined grows to this many characters at most.
const MAX_GROWN: usize = 6;

/// A word of plain text.
pub(super) struct Word {
    /// Where it stands, in bytes of the folded text.
    pub range: Range<usize>,
    pub pattern: Pattern,
    pub hints: Vec<Hint>,
    /// Whether it says nothing about what a release is about.
    pub stop: bool,
}

/// Cuts a chunk of text into words, `most` at most.
pub(super) fn words(text: &str, folded: &Folded, analyzer: &Analyzer, most: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut run: Option<Range<usize>> = None;
    for form in compounds(text, folded) {
        if words.len() >= most {
            break;
        }
        match (form, &mut run) {
            (Form::Han(unit), Some(run)) if run.end == unit.range.start => run.end = unit.range.end,
            (Form::Han(unit), _) => {
                let before = run.replace(unit.range);
                words.extend(before.into_iter().flat_map(|run| han(&folded.text, run, analyzer)));
            }
            (Form::Latin(compound), _) => {
                words.extend(run.take().into_iter().flat_map(|run| han(&folded.text, run, analyzer)));
                words.extend(latin(&compound));
            }
        }
    }
    words.extend(run.into_iter().flat_map(|run| han(&folded.text, run, analyzer)));
    words.truncate(most);
    words
}

/// Tells whether a chunk is one expression though it holds brackets or slashes: t(9;22), https://….
pub(super) fn is_formula(text: &str) -> bool {
    let mut before = ' ';
    let mut glued = false;
    for c in text.chars() {
        glued |= c == '(' && before.is_ascii_alphanumeric();
        before = c;
    }
    text.contains("://") || (glued && text.contains([';', ',', ':']))
}

/// Makes the words of a compound: one, unless all its parts are words in their own right (gene-therapy).
fn latin(compound: &Compound<'_>) -> Vec<Word> {
    let ordinary = |at: usize| {
        let term = &compound.units[at].term;
        !compound.is_code(at) && term.chars().count() >= 3 && term.chars().all(char::is_alphabetic)
    };
    let count = compound.units.len();
    if count > 1 && (0..count).all(ordinary) {
        return (0..count).flat_map(|at| latin(&compound.part(at))).collect();
    }
    let range = compound.units[0].range.start..compound.units[count - 1].range.end;
    let pattern = Pattern::latin(compound);
    let stop = count == 1 && !compound.is_code(0) && is_stop_word(&compound.units[0].term);
    vec![Word { range, pattern, hints: Vec::new(), stop }]
}

/// Cuts a Han run into words.
///
/// jieba leaves many lone characters in names and terms (树突|状|细胞, 鞘|内|注射). They join each other, or else the
/// word before them: a lone 状 stands in half of all releases and says nothing.
fn han(folded: &str, run: Range<usize>, analyzer: &Analyzer) -> Vec<Word> {
    let text = &folded[run.clone()];
    let mut grown: Vec<Grown> = Vec::new();
    for range in analyzer.segment(text) {
        let piece = &text[range.clone()];
        let lone = piece.chars().nth(1).is_none();
        let stop = is_stop_word(piece);
        match grown.last_mut() {
            Some(last) if !stop && !last.stop && joins(&text[last.range.clone()], lone) => {
                last.range.end = range.end;
                last.pieces.push(range);
            }
            _ => grown.push(Grown { range: range.clone(), pieces: vec![range], stop }),
        }
    }
    let next = |at: usize| grown.get(at + 1).and_then(|next| text[next.range.clone()].chars().next());
    let word = |(at, word): (usize, &Grown)| Word {
        range: run.start + word.range.start..run.start + word.range.end,
        pattern: Pattern::han(&text[word.range.clone()]),
        hints: hints(text, word, next(at)),
        stop: word.stop,
    };
    grown.iter().enumerate().map(word).collect()
}

/// A word with the pieces that jieba cut it into.
struct Grown {
    range: Range<usize>,
    pieces: Vec<Range<usize>>,
    stop: bool,
}

/// Tells whether a word joins the one before it: a lone character any, and any word a lone character.
fn joins(before: &str, lone: bool) -> bool {
    let length = before.chars().count();
    length < MAX_GROWN && (lone || length == 1)
}

/// Returns what ranks a Han word: its bigrams, the one that leads to the next word, and its pieces of two
/// characters or more as words.
fn hints(text: &str, word: &Grown, next: Option<char>) -> Vec<Hint> {
    let run = &text[word.range.clone()];
    let mut hints: Vec<Hint> = Vec::new();
    let mut add = |stream, term| hints.push(Hint { stream, term });
    for gram in Phrase::of(run).grams().into_iter().filter(|gram| !gram.prefix) {
        add(Stream::Verbatim, gram.term);
    }
    if let (Some(last), Some(next)) = (run.chars().last(), next) {
        add(Stream::Verbatim, format!("{last}{next}"));
    }
    for piece in
        word.pieces.iter().map(|piece| &text[piece.clone()]).filter(|piece| piece.chars().nth(1).is_some())
    {
        add(Stream::Words, piece.to_owned());
    }
    hints
}

impl Pattern {
    /// Tells whether this is a Latin word or compound.
    pub(super) fn is_latin(&self) -> bool {
        !self.words.is_empty() && self.phrase.units.iter().all(|unit| unit.kind == Kind::Latin)
    }
}
