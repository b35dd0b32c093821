//! Here is a line: does it do nothing but say when the release was published, or last changed?
//!
//! The date stands alone, behind a label, or among credits and the names of sections.

use super::clock::{clock, time};
use super::cursor::{Cursor, plain};
use super::label::{self, LABELS, Says};
use super::scan::{Named, Order, can_begin, date};
use super::zone::Zone;
use crate::document::Precision;

/// The longest line that can be a byline, in characters.
const MAX_CHARS: usize = 120;
/// The longest name, section or site that stands beside a date and a bar, in characters.
const MAX_BESIDE_CHARS: usize = 60;

/// What a line says of the date of its release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) named: Named,
    pub(super) zone: Option<Zone>,
    pub(super) says: Says,
    /// Whether the label is a bare `Date:` or `时间：`, which may be that of an event.
    pub(super) is_bare_label: bool,
}

/// Reads `2024-10-18 10:20`, `Published: Oct. 18, 2024 | News`, `来源：新华网 发布时间：2024-10-18`.
pub(super) fn byline(line: &str) -> Option<Byline> {
    let line = line.trim();
    if !can_be_one(line) {
        return None;
    }
    let folded: String = line.chars().map(plain).collect();
    if !has_date(&folded) {
        return None;
    }
    let lower = folded.to_ascii_lowercase();
    let found = alone(&folded).or_else(|| labelled(&folded, &lower)).or_else(|| beside(&folded, &lower));
    let found = found.or_else(|| signed(&folded, &lower));
    // Of a year alone nothing is told.
    found.filter(|found| !matches!(found.named, Named::Full { precision: Precision::Year, .. }))
}

/// Tells most lines from bylines at a glance: those are short and hold figures or 月.
fn can_be_one(line: &str) -> bool {
    line.len() <= MAX_CHARS * 4
        && (line.bytes().any(|byte| byte.is_ascii_digit())
            || (!line.is_ascii() && line.contains(['月', '⽉', '０', '１', '２'])))
        && line.chars().count() <= MAX_CHARS
}

/// Tells whether a date begins at one of the words, which is cheaper than to look for every label.
fn has_date(line: &str) -> bool {
    let mut before = ' ';
    line.char_indices().any(|(at, c)| {
        let is_start = can_begin(c) && !(before.is_ascii_alphanumeric() && c.is_ascii_alphanumeric());
        before = c;
        is_start && date(&mut Cursor::new(line, at), Order::Unknown).is_some()
    })
}

/// Reads a date with its time, and what is left behind it.
fn dated<'a>(at: &mut Cursor<'a>) -> Option<(Named, Option<Zone>, &'a str)> {
    let named = date(at, Order::Unknown)?;
    let zone = clock(at);
    let is_glued = at.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    (!is_glued).then(|| (named, zone, at.rest()))
}

/// Reads a date that opens the line and has it for itself, or shares it with credits.
fn alone(line: &str) -> Option<Byline> {
    let mut at = Cursor::new(line, 0);
    at.skip(|c| c.is_whitespace() || matches!(c, '(' | '[' | '*' | '_' | '#' | '|' | '-' | '—' | '·'));
    let (named, zone, rest) = dated(&mut at)?;
    let joint = rest.trim_start().chars().next();
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || ")]}.|-—/·*_,#".contains(c));
    let lower = rest.to_ascii_lowercase();
    let is_full = matches!(named, Named::Full { .. });
    let is_section = matches!(joint, Some('|' | '·')) && is_beside(rest) && is_full;
    let says = if label::is_change(&lower) { Says::Changed } else { Says::Published };
    let fits =
        rest.is_empty() || (is_full && (label::is_credit(&lower) || label::is_behind(&lower))) || is_section;
    fits.then_some(Byline { named, zone, says, is_bare_label: false })
}

/// Tells whether a text is short and no sentence.
fn is_beside(text: &str) -> bool {
    text.chars().count() <= MAX_BESIDE_CHARS && !text.ends_with(['.', '。', ':', '!', '?'])
}

/// Reads the date behind a label; one of publication before one of change.
fn labelled(line: &str, lower: &str) -> Option<Byline> {
    let mut found: Option<Byline> = None;
    let mut before = b' ';
    for (at, byte) in lower.bytes().enumerate() {
        let is_start = !(before.is_ascii_alphanumeric() && byte.is_ascii_alphanumeric());
        before = byte;
        // Nearly all labels differ from the text in their first byte: that is cheaper than a search for each.
        let here = LABELS.iter().filter(|(label, _)| is_start && label.as_bytes().first() == Some(&byte));
        for (label, says) in
            here.filter(|(label, _)| lower.get(at..).is_some_and(|rest| rest.starts_with(label)))
        {
            if found.is_some_and(|found| found.says <= *says) {
                continue;
            }
            if let Some((named, zone)) = behind_label(line, at, label) {
                found = Some(Byline { named, zone, says: *says, is_bare_label: label::is_bare(label) });
            }
        }
    }
    found
}

/// Reads the date behind a label, which wants a colon unless it opens the line.
fn behind_label(line: &str, start: usize, label: &str) -> Option<(Named, Option<Zone>)> {
    let before = line.get(..start)?;
    // 会议时间 and Event Date are other dates, and so is a candidate.
    let is_word = if label::is_bare(label) {
        !before.trim_end().ends_with(char::is_alphanumeric)
    } else {
        !before.ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    let mut at = Cursor::new(line, start + label.len());
    let is_glued = label.is_ascii() && at.peek().is_some_and(|c| c.is_ascii_alphabetic());
    let has_colon = at.spaces().eat_any(&[':', '|', '—']) || label::opens_directly(label);
    if !is_word || is_glued || (!has_colon && !before.trim_matches([' ', '(', '[', '*', '_', '|']).is_empty())
    {
        return None;
    }
    at.skip(|c| c.is_whitespace() || matches!(c, '*' | '_' | '-'));
    for word in ["on", "at", "until", "till", "upon"] {
        if at.eat_word(word) {
            at.spaces();
        }
    }
    // EMBARGOED UNTIL 10:00 a.m. ET, October 18, 2024
    let mut ahead = at;
    if time(&mut ahead) {
        let before_date = super::zone::zone(&mut ahead);
        ahead.skip(|c| c.is_whitespace() || matches!(c, ',' | '—' | '-' | '/' | '|'));
        if ahead.eat_word("on") {
            ahead.spaces();
        }
        if let Some((named, zone, _)) = dated(&mut ahead) {
            return Some((named, before_date.or(zone)));
        }
    }
    let (named, zone, rest) = dated(&mut at)?;
    let rest = rest.trim_start();
    let is_ended = rest.is_empty()
        || has_colon
        || rest.starts_with(['|', '·', ',', ')', '—', '-', ']', '/'])
        || rest.starts_with("by ");
    is_ended.then_some((named, zone))
}

/// Reads a date that shares its line, behind a bar, with names: `By Jane Roe | October 18, 2024`.
fn beside(line: &str, lower: &str) -> Option<Byline> {
    let is_headed = label::is_head(lower);
    for (at, joint) in line.match_indices(['|', '·', '—', '>', ',', '-', '/']) {
        let (before, behind) = (line.get(..at)?, line.get(at + joint.len()..)?);
        let is_bar = matches!(joint, "|" | "·" | ">");
        if !(is_bar || is_headed) || !is_beside(before.trim()) || before.trim().is_empty() {
            continue;
        }
        let mut from = Cursor::new(behind, 0);
        let Some((named, zone, rest)) = dated(from.spaces()).filter(|(named, ..)| named.is_day()) else {
            continue;
        };
        let is_full = matches!(named, Named::Full { .. });
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || "|·-—/.,)".contains(c));
        if is_full
            && (rest.is_empty()
                || label::is_credit(&rest.to_ascii_lowercase())
                || (is_bar && is_beside(rest)))
        {
            return Some(Byline { named, zone, says: Says::Published, is_bare_label: false });
        }
    }
    None
}

/// Reads the date that ends a line of credits: `来源：新华网　记者：张三　2024-10-18 09:12`, `Posted by Jane on Oct. 18, 2024`.
fn signed(line: &str, lower: &str) -> Option<Byline> {
    let is_posted = label::is_posted(lower);
    let is_credited = label::is_credit(lower) && line.contains(':');
    if !is_posted && !is_credited {
        return None;
    }
    for (at, _) in line.match_indices(' ') {
        let mut from = Cursor::new(line, at + 1);
        if let Some((named @ Named::Full { precision: Precision::Day, .. }, zone, rest)) = dated(&mut from) {
            let rest = rest.trim_matches([' ', '.', ')', '|']).to_ascii_lowercase();
            let is_ended = rest.is_empty() || label::is_credit(&rest);
            return is_ended.then_some(Byline { named, zone, says: Says::Published, is_bare_label: false });
        }
    }
    None
}
