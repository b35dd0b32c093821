//! Is what stands between quotation marks what somebody said, and who?
//!
//! The words before and behind it decide: `speaker_latin.rs` and `speaker_han.rs` read them.

use super::shape::{head, tail, words};
use super::{speaker_han, speaker_latin};
use crate::text::script::is_han;

/// How far before and behind a quote its speaker is looked for, in bytes.
const REACH_BYTES: usize = 320;
/// A quote that nobody is named for is a whole sentence of this many words, or Han characters.
const MIN_LONE_WORDS: usize = 9;
const MIN_LONE_HAN: usize = 14;
/// The fewest words, or Han characters, of a sentence behind what the same speaker said.
const MIN_GOING_ON: usize = 3;
/// How much of a quote is read to see what it is.
const SAMPLE_BYTES: usize = 600;

/// What stands between quotation marks, and around it.
#[derive(Debug)]
pub(super) struct Context<'a> {
    /// The paragraph above, where it introduces the quote.
    pub(super) lead_in: &'a str,
    /// The paragraph up to it, from the quote before it on.
    pub(super) before: &'a str,
    /// What stands between the marks; of several paragraphs, in the last one.
    pub(super) inner: &'a str,
    /// Whether it runs over several paragraphs.
    pub(super) is_long: bool,
    /// The paragraph behind it, to the quote after it.
    pub(super) after: &'a str,
    /// The paragraph below it, where it ends its own.
    pub(super) below: &'a str,
    /// Whether a quote stands before it in its paragraph.
    pub(super) goes_on: bool,
}

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// Somebody of this name.
    By(String),
    /// He or she, who spoke before.
    BySame,
    /// Somebody who is not named.
    BySomebody,
    /// Whoever spoke in the sentence before.
    GoesOn,
}

/// Tells who said it, if it was said.
pub(super) fn judge(context: &Context<'_>) -> Option<Said> {
    let sample = head(context.inner, SAMPLE_BYTES);
    let count = words(sample);
    if count < 2 {
        return None;
    }
    let beside = context.after.trim_start().starts_with(is_han)
        || context.before.ends_with(|c: char| is_han(c) || c == '：' || c == '，');
    let is_han_text = sample.contains(is_han)
        || (beside && !context.after.trim_start().starts_with(|c: char| c.is_ascii_alphabetic()));
    let before = if context.before.trim().is_empty() { context.lead_in } else { context.before };
    let near = Near {
        before: tail(before, REACH_BYTES),
        inner: sample,
        ends: context.inner.chars().next_back().unwrap_or(' '),
        after: head(context.after, REACH_BYTES),
        below: head(context.below, REACH_BYTES),
        words: count,
    };
    let said = if is_han_text { speaker_han::said(&near) } else { speaker_latin::said(&near) };
    said.or_else(|| {
        let is_sentence = if is_han_text { is_han_sentence(&near) } else { is_sentence(&near) };
        // Whoever spoke goes on: "…," said Jane Roe. "Now it works."
        let goes_on = context.goes_on && count >= MIN_GOING_ON && is_whole(&near);
        let is_said = context.is_long || is_sentence || goes_on;
        is_said.then_some(if context.goes_on { Said::GoesOn } else { Said::BySomebody })
    })
}

/// The words around a quote, cut to what is near.
#[derive(Debug)]
pub(super) struct Near<'a> {
    pub(super) before: &'a str,
    pub(super) inner: &'a str,
    /// The last character between the marks.
    pub(super) ends: char,
    pub(super) after: &'a str,
    pub(super) below: &'a str,
    pub(super) words: usize,
}

/// Tells whether a quote of Latin letters is a sentence, and not the title of something.
fn is_sentence(near: &Near<'_>) -> bool {
    let is_closed = matches!(near.ends, '.' | '!' | '?' | ',' | '…') || near.inner.len() >= SAMPLE_BYTES - 4;
    let opens = near.inner.starts_with(char::is_uppercase) || near.before.trim().is_empty();
    let is_named = speaker_latin::names_a_title(near.before);
    near.words >= MIN_LONE_WORDS && is_closed && opens && !is_named && !is_title_case(near.inner)
}

/// Tells whether a quote begins and ends as a sentence does, behind the end of one.
fn is_whole(near: &Near<'_>) -> bool {
    let before = near.before.trim_end();
    let begins = before.is_empty() || before.ends_with(['.', '。', '，', ',', ':', '：', '!', '?']);
    let is_closed = matches!(near.ends, '.' | '!' | '?' | '。' | '！' | '？' | '…');
    begins && is_closed && !near.inner.starts_with(char::is_lowercase) && !is_title_case(near.inner)
}

/// Tells whether most of the longer words have capitals: `Targeting Increased Levels of Proteins`.
pub(super) fn is_title_case(text: &str) -> bool {
    let long = text.split_whitespace().filter(|word| word.len() >= 5);
    let (mut capital, mut all) = (0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    all >= 2 && capital * 10 >= all * 6
}

fn is_han_sentence(near: &Near<'_>) -> bool {
    let is_closed = matches!(near.ends, '。' | '！' | '？' | '…' | '；');
    near.words >= MIN_LONE_HAN && is_closed && !speaker_han::names_a_title(near.before)
}
