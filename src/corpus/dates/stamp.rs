//! Here is a field that holds a date and nothing else but a time: which day, how exactly, and in which zone?

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::clock::clock;
use super::cursor::Cursor;
use super::scan::{Named, Order, date};
use crate::document::Precision;

/// The longest field that is looked at, in bytes.
const MAX_BYTES: usize = 200;
/// 2033-01-22 in seconds since 1970: above it ten digits are a day and an hour, 2024101810.
const LAST_SECOND: u64 = 1_990_000_000;
/// 1980-01-01 in seconds since 1970: below it a number is not the time of a release.
const FIRST_SECOND: u64 = 315_532_800;

/// A date with the zone that it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) first: Date,
    pub(super) precision: Precision,
    /// In minutes east of Greenwich.
    pub(super) offset: Option<i16>,
}

/// Reads a field.
pub(super) fn stamp(text: &str, order: Order) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > MAX_BYTES {
        return None;
    }
    if let Some(stamp) = unix(text) {
        return Some(stamp);
    }
    let mut at = Cursor::new(text, 0);
    at.spaces();
    let Named::Full { first, precision } = date(&mut at, order)? else { return None };
    let mut offset = None;
    if precision == Precision::Day {
        offset = clock(&mut at).map(|zone| zone.on(first));
        at.skip(|c| c.is_whitespace() || matches!(c, '.' | ')'));
    }
    at.spaces().is_end().then_some(Stamp { first, precision, offset })
}

/// Reads seconds or milliseconds since 1970, or a day and an hour in ten digits.
fn unix(text: &str) -> Option<Stamp> {
    if !matches!(text.len(), 10 | 13) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u64 = text.parse().ok()?;
    let seconds = if text.len() == 13 { number / 1000 } else { number };
    if text.len() == 10 && seconds >= LAST_SECOND {
        return stamp(text.get(..8)?, Order::Unknown);
    }
    let time =
        Timestamp::from_second(i64::try_from(seconds).ok()?).ok().filter(|_| seconds >= FIRST_SECOND)?;
    let first = time.to_zoned(TimeZone::UTC).date();
    Some(Stamp { first, precision: Precision::Day, offset: Some(0) })
}
