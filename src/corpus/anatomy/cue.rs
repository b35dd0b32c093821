//! Which part of a release do the first words of a paragraph announce?
//!
//! The phrases are data, in `data/phrases.txt`: what is announced, how much more may stand in the paragraph, and
//! the words. All of them are in one automaton that is asked at the start of a paragraph only, so a paragraph of
//! prose costs a few bytes.

use std::sync::LazyLock;

use aho_corasick::automaton::{Automaton, OverlappingState};
use aho_corasick::dfa::DFA;
use aho_corasick::{Anchored, Input, MatchKind, StartKind};

use super::shape::{MAX_HEADING_BYTES, ends_sentence, has_address, head};
use crate::text::script::is_han;

/// What the first words of a paragraph announce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// What a company is, from here on. `about.rs` knows the headings with a name in them.
    About,
    /// That what is expected may not come, from here on.
    Forward,
    /// The same, said in this paragraph alone.
    Notice,
    /// Whom to call or to write to, from here on.
    Contact,
    /// The same, said in this paragraph alone.
    Reach,
    /// Who issued the release: nothing of it follows.
    Issuer,
    /// Something of the page, in this paragraph alone.
    Page,
    /// The same, but only above the news and below it: between, it would be part of them.
    Edge,
    /// Links of the page, from here on.
    Links,
    /// What stands below a picture.
    Caption,
}

/// How much of the paragraph a phrase must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// All of it, but for what closes it.
    Whole,
    /// A short heading opens with it, or a colon or an address follows.
    Heading,
    /// A colon or a bar follows.
    Label,
    /// A paragraph of at most [`MAX_HEADING_BYTES`] opens with it.
    Short,
    /// A paragraph opens with it.
    Opens,
}

/// A phrase is a heading when no more than this stands behind it: `Forward-Looking Statements and Risks`.
const MAX_HEADING_REST: usize = 70;
/// A paragraph that says whom to ask is short; in a longer one the phrase opens a sentence of the news.
const MAX_REACH_BYTES: usize = 420;
/// The longest caption, in bytes: a hundred Han characters, or fifty words.
const MAX_CAPTION_BYTES: usize = 400;
/// How far behind a heading an address makes it one of contacts.
const ADDRESS_BYTES: usize = 240;

/// The phrases, and for each what it announces and how it must fit.
struct Phrases {
    automaton: DFA,
    /// What phrases begin with, as a set of bits: most sentences begin otherwise.
    starts: Vec<u64>,
    rules: Vec<(Cue, Fit)>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Vec::new();
    let mut rules = Vec::new();
    let mut rule = None;
    for line in include_str!("data/phrases.txt").lines().filter(|line| !line.starts_with(';')) {
        if let Some(name) = line.strip_prefix("= ") {
            rule = name.split_once(' ').and_then(|(cue, fit)| Some((cue_named(cue)?, fit_named(fit)?)));
            continue;
        }
        for phrase in line.split(" | ").map(str::trim).filter(|phrase| !phrase.is_empty()) {
            phrases.push(phrase);
            rules.push(rule.expect("data/phrases.txt opens with a rule, and names no unknown one"));
        }
    }
    let mut starts = vec![0; (1 << 16) / 64];
    for phrase in &phrases {
        let bit = start(phrase).expect("a phrase has two bytes");
        starts[bit / 64] |= 1 << (bit % 64);
    }
    let mut builder = DFA::builder();
    builder.match_kind(MatchKind::Standard).start_kind(StartKind::Anchored).ascii_case_insensitive(true);
    let automaton = builder.build(phrases).expect("a few hundred phrases fit into an automaton");
    Phrases { automaton, starts, rules }
});

/// Returns a number made of the first bytes of a text: two letters, or one Han character, of which many begin alike.
fn start(text: &str) -> Option<usize> {
    let [first, second, rest @ ..] = text.as_bytes() else { return None };
    let third = rest.first().filter(|_| !first.is_ascii()).copied().unwrap_or_default();
    let low = second.to_ascii_lowercase() ^ third.wrapping_mul(0x9D);
    Some(usize::from(first.to_ascii_lowercase()) << 8 | usize::from(low))
}

/// Tells whether a paragraph may announce something, for the price of a few bytes.
pub(super) fn may_open(text: &str) -> bool {
    let starts = &PHRASES.starts;
    start(text).is_some_and(|bit| starts[bit / 64] & 1 << (bit % 64) != 0)
}

fn cue_named(name: &str) -> Option<Cue> {
    Some(match name {
        "about" => Cue::About,
        "forward" => Cue::Forward,
        "notice" => Cue::Notice,
        "contact" => Cue::Contact,
        "reach" => Cue::Reach,
        "issuer" => Cue::Issuer,
        "page" => Cue::Page,
        "edge" => Cue::Edge,
        "links" => Cue::Links,
        "caption" => Cue::Caption,
        _ => return None,
    })
}

fn fit_named(name: &str) -> Option<Fit> {
    Some(match name {
        "whole" => Fit::Whole,
        "heading" => Fit::Heading,
        "label" => Fit::Label,
        "short" => Fit::Short,
        "opens" => Fit::Opens,
        _ => return None,
    })
}

/// Returns what the paragraph, without its ornaments, announces: the longest phrase that fits it.
/// `at_edge` tells whether it stands above the news or below it.
pub(super) fn of(text: &str, at_edge: bool) -> Option<Cue> {
    if !may_open(text) {
        return None;
    }
    let phrases = &*PHRASES;
    let input = Input::new(text).anchored(Anchored::Yes);
    let mut state = OverlappingState::start();
    let mut found = None;
    loop {
        phrases.automaton.try_find_overlapping(&input, &mut state).ok()?;
        let Some(phrase) = state.get_match() else { return found };
        // A phrase that another one ends in is reported with it: articles with related articles.
        if phrase.start() > 0 {
            continue;
        }
        let (cue, fit) = phrases.rules[phrase.pattern().as_usize()];
        if (at_edge || cue != Cue::Edge) && fits(text, phrase.end(), cue, fit) {
            found = Some(cue);
        }
    }
}

/// Tells whether a paragraph whose first `end` bytes are a phrase is what the phrase announces.
fn fits(text: &str, end: usize, cue: Cue, fit: Fit) -> bool {
    let (phrase, rest) = text.split_at(end);
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if phrase.ends_with(|c: char| c.is_ascii_alphanumeric()) && rest.starts_with(is_word) {
        return false;
    }
    let fits = match fit {
        Fit::Opens => true,
        Fit::Whole => rest.trim_matches(closes).is_empty(),
        Fit::Label => is_label(rest),
        Fit::Short => text.len() <= MAX_HEADING_BYTES,
        Fit::Heading => {
            let is_short =
                rest.len() <= MAX_HEADING_REST && !ends_sentence(text) && !rest.starts_with(is_han);
            rest.trim_matches(closes).is_empty()
                || is_label(rest)
                || is_short
                || has_address(head(rest, ADDRESS_BYTES))
        }
    };
    fits && match cue {
        Cue::Reach if fit == Fit::Opens => text.len() <= MAX_REACH_BYTES,
        Cue::Caption => text.len() <= MAX_CAPTION_BYTES,
        // The source of something is named in many a sentence; SOURCE X signs a release.
        Cue::Issuer if fit == Fit::Short => phrase == "SOURCE" && rest.starts_with([' ', '\u{a0}']),
        Cue::Issuer => text.len() <= MAX_HEADING_BYTES,
        // Media: heads contacts, Media is a link.
        Cue::Edge if fit == Fit::Whole => !rest.contains([':', '：']),
        _ => true,
    }
}

/// What may stand behind a heading.
fn closes(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ':' | '：'
                | '*'
                | '_'
                | '】'
                | ']'
                | '.'
                | '。'
                | '>'
                | '—'
                | '-'
                | '#'
                | '|'
                | '!'
                | '+'
                | '»'
                | '›'
        )
}

fn is_label(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['*', '_', ' ', '\u{3000}', '\u{a0}', '】', ']', '）', ')']);
    rest.starts_with([':', '：', '|', '｜', '丨', '︱', '/', '／'])
}
