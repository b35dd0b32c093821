//! Here is a time: in which zone?

use jiff::civil::{Date, Weekday};

use super::cursor::Cursor;

/// A time zone as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// So many minutes east of Greenwich.
    Fixed(i16),
    /// A zone of the United States, by its standard time: `ET` is an hour further in summer.
    American(i16),
    /// A zone of Europe, by its standard time: `CET/CEST`.
    European(i16),
}

/// Names of zones, in minutes; longer ones before those they begin with. `CST` is Central time in English, and
/// `IST` and `BST` are those of India and Britain.
const ZONES: &[(&str, Zone)] = &[
    ("eastern daylight", Zone::Fixed(-240)),
    ("eastern standard", Zone::Fixed(-300)),
    ("eastern", Zone::American(-300)),
    ("pacific daylight", Zone::Fixed(-420)),
    ("pacific standard", Zone::Fixed(-480)),
    ("pacific", Zone::American(-480)),
    ("mountain", Zone::American(-420)),
    ("central european summer", Zone::Fixed(120)),
    ("central european", Zone::European(60)),
    ("central", Zone::American(-360)),
    ("new york", Zone::American(-300)),
    ("british summer", Zone::Fixed(60)),
    ("beijing", Zone::Fixed(480)),
    ("china standard", Zone::Fixed(480)),
    ("hong kong", Zone::Fixed(480)),
    ("singapore", Zone::Fixed(480)),
    ("japan standard", Zone::Fixed(540)),
    ("korea standard", Zone::Fixed(540)),
    ("北京时间", Zone::Fixed(480)),
    ("北京時間", Zone::Fixed(480)),
    ("香港时间", Zone::Fixed(480)),
    ("香港時間", Zone::Fixed(480)),
    ("美东时间", Zone::American(-300)),
    ("cet/cest", Zone::European(60)),
    ("cest", Zone::Fixed(120)),
    ("cet", Zone::Fixed(60)),
    ("eest", Zone::Fixed(180)),
    ("eet", Zone::Fixed(120)),
    ("edt", Zone::Fixed(-240)),
    ("est", Zone::Fixed(-300)),
    ("et", Zone::American(-300)),
    ("pdt", Zone::Fixed(-420)),
    ("pst", Zone::Fixed(-480)),
    ("pt", Zone::American(-480)),
    ("cdt", Zone::Fixed(-300)),
    ("cst", Zone::Fixed(-360)),
    ("ct", Zone::American(-360)),
    ("mdt", Zone::Fixed(-360)),
    ("mst", Zone::Fixed(-420)),
    ("mt", Zone::American(-420)),
    ("gmt", Zone::Fixed(0)),
    ("utc", Zone::Fixed(0)),
    ("bst", Zone::Fixed(60)),
    ("hkt", Zone::Fixed(480)),
    ("sgt", Zone::Fixed(480)),
    ("bjt", Zone::Fixed(480)),
    ("jst", Zone::Fixed(540)),
    ("kst", Zone::Fixed(540)),
    ("ist", Zone::Fixed(330)),
    ("aest", Zone::Fixed(600)),
    ("aedt", Zone::Fixed(660)),
    ("awst", Zone::Fixed(480)),
    ("nzst", Zone::Fixed(720)),
    ("nzdt", Zone::Fixed(780)),
];

impl Zone {
    /// Returns the minutes east of Greenwich on a day.
    pub(super) fn on(self, day: Date) -> i16 {
        match self {
            Self::Fixed(minutes) => minutes,
            Self::American(standard) => standard + if is_american_summer(day) { 60 } else { 0 },
            Self::European(standard) => standard + if is_european_summer(day) { 60 } else { 0 },
        }
    }
}

/// From the second Sunday of March to the first of November; before 2007 from the first Sunday of April to the
/// last of October (Energy Policy Act of 2005).
fn is_american_summer(day: Date) -> bool {
    let ((start_month, start), (end_month, end)) =
        if day.year() >= 2007 { ((3, 2), (11, 1)) } else { ((4, 1), (10, -1)) };
    is_between(day, (start_month, start), (end_month, end))
}

/// From the last Sunday of March to the last of October.
fn is_european_summer(day: Date) -> bool {
    is_between(day, (3, -1), (10, -1))
}

/// Tells whether a day lies between the nth Sundays of two months.
fn is_between(day: Date, from: (i8, i8), to: (i8, i8)) -> bool {
    let sunday =
        |(month, nth)| Date::new(day.year(), month, 1).ok()?.nth_weekday_of_month(nth, Weekday::Sunday).ok();
    sunday(from).is_some_and(|start| day >= start) && sunday(to).is_some_and(|end| day < end)
}

/// Reads a zone after a time, or nothing.
pub(super) fn zone(at: &mut Cursor<'_>) -> Option<Zone> {
    let mut ahead = *at;
    if ahead.eat_any(&['Z', 'z']) && !ahead.peek().is_some_and(char::is_alphanumeric) {
        *at = ahead;
        return Some(Zone::Fixed(0));
    }
    ahead = *at;
    if let Some(offset) = offset(&mut ahead) {
        ahead.eat('[');
        area(&mut ahead);
        ahead.eat(']');
        *at = ahead;
        return Some(offset);
    }
    ahead = *at;
    ahead.skip(|c| c.is_whitespace() || c == ',');
    let is_bracketed = ahead.eat('(');
    let read = offset(&mut ahead).or_else(|| zone_name(&mut ahead));
    let is_read = read.is_some() || area(&mut ahead) || ahead.eat_word("local time");
    if is_read && (!is_bracketed || ahead.eat(')')) {
        *at = ahead;
        return read;
    }
    None
}

/// `+08:00`, `-0400`, `+8`.
fn offset(at: &mut Cursor<'_>) -> Option<Zone> {
    let mut ahead = *at;
    let sign = match ahead.peek() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return None,
    };
    ahead.bump();
    let (number, count) = ahead.digits().filter(|(_, count)| *count <= 4)?;
    let mut minutes = i16::try_from(number).ok()?;
    if count == 4 {
        minutes = minutes / 100 * 60 + minutes % 100;
    } else {
        minutes = minutes.checked_mul(60)?;
        if ahead.eat(':') {
            minutes += i16::from(ahead.small()?);
        }
    }
    *at = ahead;
    Some(Zone::Fixed(sign * minutes)).filter(|_| minutes <= 14 * 60)
}

/// Reads the name of a zone, with `Time` and an offset behind it: `Eastern Daylight Time`, `GMT+8`.
pub(super) fn zone_name(at: &mut Cursor<'_>) -> Option<Zone> {
    let c = at.peek()?;
    if !(c.is_ascii_alphabetic() || matches!(c, '北' | '香' | '美')) {
        return None;
    }
    let mut ahead = *at;
    let is_whole = |ahead: &Cursor<'_>| !ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    let (_, zone) = ZONES.iter().find(|(name, _)| {
        ahead = *at;
        ahead.eat_text(name) && (!c.is_ascii() || is_whole(&ahead))
    })?;
    let mut behind = ahead;
    if behind.spaces().eat_word("time") {
        ahead = behind;
    }
    *at = ahead;
    Some(offset(at).unwrap_or(*zone))
}

/// `America/New_York`: which one it is does not matter, its offset would take a table.
fn area(at: &mut Cursor<'_>) -> bool {
    let mut ahead = *at;
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    let first = ahead.word();
    ahead.advance(first.len());
    let is_area =
        matches!(first, "America" | "Europe" | "Asia" | "Australia" | "Africa" | "Pacific" | "US" | "Etc")
            && ahead.eat('/')
            && ahead.skip(is_letter) > 0;
    if is_area {
        ahead.skip(|c| is_letter(c) || c == '/');
        *at = ahead;
    }
    is_area
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn summer_begins_and_ends_on_a_sunday() {
        for (day, american, european) in [
            (date(2024, 3, 9), false, false),
            (date(2024, 3, 10), true, false),
            (date(2024, 3, 31), true, true),
            (date(2024, 10, 27), true, false),
            (date(2024, 11, 3), false, false),
            (date(2006, 3, 20), false, false),
            (date(2006, 10, 29), false, false),
        ] {
            assert_eq!((is_american_summer(day), is_european_summer(day)), (american, european), "{day}");
        }
    }
}
