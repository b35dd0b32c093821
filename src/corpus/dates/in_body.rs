//! Here is a text that has neither byline nor dateline: what is the first full date it names?

use jiff::civil::Date;

use super::cursor::{Cursor, plain};
use super::label::is_event_detail;
use super::scan::{Named, Order, can_begin, date};
use crate::document::Precision;

/// How much of a text is looked at, in bytes: a date further down is that of something else.
const MAX_BYTES: usize = 16_384;
/// A date behind one of these is the end of a period, or older news.
const OTHERS: &[&str] = &[
    "ended",
    "ending",
    "as of",
    "since",
    "until",
    "through",
    "before",
    "by",
    "effective",
    "expires",
    "founded",
    "born",
    "dated",
    "starting",
    "beginning",
    "from",
    "to",
    "截至",
    "截止",
    "至",
    "到",
    "自",
    "自从",
    "成立于",
    "始于",
    "生于",
];
/// How much before a date is looked at for them, in bytes.
const BEFORE_BYTES: usize = 24;

/// Returns the first day with its year that the text names, if it is not later than `latest`.
///
/// The dates of events are passed over: lines that say when and where something takes place.
pub(super) fn first_date(body: &str, latest: Date) -> Option<Date> {
    let mut end = body.len().min(MAX_BYTES);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let body = body.get(..end)?;
    body.lines()
        .filter(|line| !is_event_detail(line) && !is_labelled(line))
        .find_map(|line| in_line(line, latest))
}

/// Tells whether a line is `Date: …`, which was read as a byline where it was one.
fn is_labelled(line: &str) -> bool {
    let start: String = line.trim_start().chars().take(5).map(|c| plain(c).to_ascii_lowercase()).collect();
    start == "date:" || ["日期:", "时间:", "時間:"].iter().any(|label| start.starts_with(label))
}

fn in_line(line: &str, latest: Date) -> Option<Date> {
    let mut in_period = false;
    for at in starts(line) {
        let mut read = Cursor::new(line, at);
        let Some(Named::Full { first, precision: Precision::Day }) = date(&mut read, Order::Unknown) else {
            continue;
        };
        let is_period = matches!(read.spaces().peek(), Some('至' | '到' | '-' | '—' | '前'));
        let is_end_of_period = std::mem::replace(&mut in_period, is_period);
        let is_other = is_period || is_end_of_period || is_told_of(line.get(..at).unwrap_or_default());
        if first <= latest && !is_other {
            return Some(first);
        }
    }
    None
}

/// Returns where a date can begin: not inside a word or a number, nor behind the first day of two (18-20 October).
/// In running text the names of months are capitalised, and weekdays stand before them.
fn starts(line: &str) -> impl Iterator<Item = usize> {
    let mut before = b' ';
    line.bytes().enumerate().filter_map(move |(at, byte)| {
        let is_apart = !before.is_ascii_alphanumeric() && !matches!(before, b'-' | b'/' | b'.' | b'_');
        before = byte;
        let is_start = match byte {
            b'0'..=b'9' | b'J' | b'F' | b'M' | b'A' | b'S' | b'O' | b'N' | b'D' => is_apart,
            // The first byte of a character: 二, 民, ２ and all others are told apart by the character.
            0xE3..=0xEF => {
                line.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| can_begin(plain(c)))
            }
            _ => false,
        };
        is_start.then_some(at)
    })
}

fn is_told_of(before: &str) -> bool {
    let mut start = before.len().saturating_sub(BEFORE_BYTES);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = before.get(start..).unwrap_or_default().trim_end().to_ascii_lowercase();
    OTHERS.iter().any(|word| {
        before
            .strip_suffix(word)
            .is_some_and(|rest| !word.is_ascii() || !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn check(body: &str, expected: Option<Date>) {
        assert_eq!(first_date(body, date(2024, 12, 31)), expected, "{body}");
    }

    #[test]
    fn the_first_full_date_is_taken() {
        let day = Some(date(2024, 10, 18));
        check("On October 18, 2024, the secretary visited CelArts. On May 1, 2020 he had not.", day);
        check("公司于2024年10月18日宣布，2023年1月2日不是。", day);
        check("For the year ended December 31, 2023 and on 18 October 2024", day);
        check("截至2024年9月30日，2024年10月18日", day);
        check("Date: May 1, 2024\nVenue: Beijing\nIt was said on Oct. 18, 2024.", day);
        check("The fair is on May 1, 2025; this was said on 2024-10-18.", day);
        check("In 2024 and October 2024, on page 2024", None);
        check("From October 18-20, 2024", None);
        check("2024年10月18日至20日", None);
        check("", None);
    }
}
