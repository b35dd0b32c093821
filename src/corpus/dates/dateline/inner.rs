//! Here is a line that does not open with a dateline: does one follow sub-headlines that were joined to it?
//!
//! `-- Data to be presented -- BOSTON, Oct. 18, 2024 (GLOBE NEWSWIRE) -- CelArts` is what is left of five lines.

use memchr::memchr2_iter;

use super::super::cursor::Cursor;
use super::parts::Parts;
use super::{opening, place};

/// How far into a line a dateline can stand, and how long one can be before its wire, in bytes.
const MAX_LEAD_BYTES: usize = 1_500;
const MAX_BEFORE_WIRE_BYTES: usize = 160;
/// The wires whose mark is plain enough to be looked for.
const MARKS: &[&str] = &[
    "(GLOBE NEWSWIRE",
    "/PRNewswire",
    "(BUSINESS WIRE",
    "/CNW",
    "/美通社",
    "/24-7PressRelease",
    "(NewMediaWire",
    "(Reuters) -",
    "(NEWMEDIAWIRE",
];

/// Finds the start of the dateline and reads it.
pub(super) fn inner(line: &str, from: usize) -> Option<(usize, Parts)> {
    let lead = line.get(..floor(line, MAX_LEAD_BYTES))?;
    let starts = memchr2_iter(b'(', b'/', lead.as_bytes());
    let is_mark =
        |at: &usize| lead.get(*at..).is_some_and(|rest| MARKS.iter().any(|mark| rest.starts_with(mark)));
    let wire = starts.into_iter().find(is_mark)?;
    let from = from.max(floor(line, wire.saturating_sub(MAX_BEFORE_WIRE_BYTES)));
    // What ends a sub-headline comes before the mere start of a word.
    let behind_mark = apart(lead, from, wire).find_map(|start| read(line, start, wire));
    let behind_word = || {
        let mut starts = words(lead, from, wire).filter_map(|start| read(line, start, wire));
        starts.find(|(_, parts)| is_plain(line, parts))
    };
    // (NewMediaWire) - October 18, 2024 - Boston, MA - text
    let at_wire = || read(line, wire, wire).filter(|(_, parts)| parts.date.is_some());
    behind_mark.or_else(behind_word).or_else(at_wire)
}

fn read(line: &str, start: usize, wire: usize) -> Option<(usize, Parts)> {
    let parts = opening(line, Cursor::new(line, start))?;
    (parts.is_known_wire && parts.place.is_some() && parts.end > wire).then_some((start, parts))
}

fn is_plain(line: &str, parts: &Parts) -> bool {
    parts
        .place
        .as_ref()
        .and_then(|range| line.get(range.clone()))
        .is_some_and(|place| place::is_upper(place) || place::is_known(place))
}

/// Returns the starts of words in a stretch, the first of the text excepted.
fn words(text: &str, from: usize, to: usize) -> impl Iterator<Item = usize> {
    let stretch = text.get(from..to).unwrap_or_default();
    stretch.char_indices().zip(stretch.chars().skip(1)).filter_map(move |((at, before), c)| {
        (!before.is_alphanumeric() && before != '-' && c.is_alphabetic())
            .then_some(from + at + before.len_utf8())
    })
}

/// Returns those starts that something sets apart from the words before: a dash, a full stop, two spaces.
fn apart(text: &str, from: usize, to: usize) -> impl Iterator<Item = usize> {
    words(text, from, to).filter(move |start| {
        let before = text.get(from..*start).unwrap_or_default();
        let bare = before.trim_end();
        bare.ends_with(['-', '–', '—', '.', '。', '!', '?', '"', '”', '*', '|'])
            || before.len() > bare.len() + 1
    })
}

/// Returns the last place up to a byte at which a character begins.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
