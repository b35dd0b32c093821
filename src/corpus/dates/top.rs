//! Here is the top of a release: what do its bylines and its dateline say of its date?

use super::byline::{Byline, byline};
use super::dateline::{Context, dateline};
use super::label::{Says, is_event_detail};
use super::scan::{Named, Order, date};
use super::zone::Zone;
use crate::document::Precision;

/// How many lines and bytes of a body are its top. The lines of an article page above its text are fewer.
const TOP_LINES: usize = 12;
const TOP_BYTES: usize = 3_000;
/// How much of a line is searched for a figure before it is read as a dateline, in bytes.
const LEAD_BYTES: usize = 240;
/// The longest line that can be the date at the end of a notice.
const MAX_SIGN_OFF_BYTES: usize = 120;
/// The longest line, in bytes, that says what year it is.
const MAX_YEAR_LINE_BYTES: usize = 120;

/// A date that a line gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) named: Named,
    pub(super) zone: Option<Zone>,
}

/// What the top of a release says of its date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Top {
    pub(super) published: Option<Said>,
    pub(super) embargoed: Option<Said>,
    pub(super) changed: Option<Said>,
    pub(super) dateline: Option<Said>,
}

/// Reads the bylines above the text and the dateline that opens it. What stands below the dateline is news.
pub(super) fn top(body: &str) -> Top {
    let mut found = Top::default();
    let mut event = None;
    for line in lines(body) {
        if let Some(Byline { named, zone, says, is_bare_label }) = byline(line) {
            if is_bare_label && *event.get_or_insert_with(|| lines(body).any(is_event_detail)) {
                continue;
            }
            let said = Some(Said { named, zone });
            match says {
                Says::Published => found.published = found.published.or(said),
                Says::Embargoed => found.embargoed = found.embargoed.or(said),
                Says::Changed => found.changed = found.changed.or(said),
            }
        } else if can_be_dated(line)
            && let Some(read) = dateline(line, Context::default())
            && let Some(named) = read.date
        {
            found.dateline = Some(Said { named, zone: read.zone });
            break;
        }
    }
    found
}

/// Tells whether the start of a line holds a figure, or the sign for a month.
fn can_be_dated(line: &str) -> bool {
    let lead = line.as_bytes().get(..LEAD_BYTES).unwrap_or(line.as_bytes());
    lead.iter().any(u8::is_ascii_digit)
        || (!lead.is_ascii()
            && line.chars().take(LEAD_BYTES).any(|c| c == '月' || ('０'..='９').contains(&c)))
}

/// Returns the filled lines at the top of a body.
fn lines(body: &str) -> impl Iterator<Item = &str> {
    let mut room = TOP_BYTES;
    let mut end = body.len().min(TOP_BYTES * 2);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let body = body.get(..end).unwrap_or(body);
    body.lines().map(str::trim).filter(|line| !line.is_empty()).take(TOP_LINES).take_while(move |line| {
        let is_open = room > 0;
        room = room.saturating_sub(line.len());
        is_open
    })
}

/// Reads the day that a Chinese notice ends with, below 特此公告 and who gave it. Only with 年月日: the last line
/// of a page may be the date of another, but that is in figures.
pub(super) fn sign_off(body: &str) -> Option<Said> {
    let last = body.trim_end().rsplit('\n').next().map(str::trim)?;
    if last.len() > MAX_SIGN_OFF_BYTES || !last.contains('年') {
        return None;
    }
    let line = last.trim_matches(['(', ')', '（', '）', '。', ' ']);
    let mut at = super::cursor::Cursor::new(line, 0);
    let named = date(&mut at, Order::Unknown)
        .filter(|named| matches!(named, Named::Full { precision: Precision::Day, .. }))?;
    let zone = super::clock::clock(&mut at);
    at.spaces().is_end().then_some(Said { named, zone })
}

/// Returns the one year that the headline and the short lines at the top name, if it is one.
pub(super) fn year_on_top(headline: &str, body: &str) -> Option<i16> {
    let is_short = |line: &&str| line.len() <= MAX_YEAR_LINE_BYTES && !line.ends_with(['.', '。']);
    let mut found = None;
    for line in lines(body).filter(is_short).chain([headline]) {
        let folded: String = line.chars().map(super::cursor::plain).collect();
        for run in folded.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4) {
            let year = run.parse().ok().filter(|year| (1990..=2100).contains(year));
            if year.is_some() && found.is_some() && year != found {
                return None;
            }
            found = year.or(found);
        }
    }
    found
}
