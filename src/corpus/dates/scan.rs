//! Reads one date at the start of a text that is already in NFKC.

use jiff::civil::Date;

use crate::document::Precision;

/// A date as found, with the bytes that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) first: Date,
    pub(super) precision: Precision,
    pub(super) bytes: usize,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const HAN_WEEKDAYS: [char; 8] = ['一', '二', '三', '四', '五', '六', '日', '天'];
/// What a text after a date opens with when it goes on to say the time.
const TIME_OPENINGS: [&str; 5] = ["上午", "下午", "中午", "晚上", "凌晨"];
/// The longest time with its zone, in bytes.
const MAX_TIME_BYTES: usize = 48;

/// Reads the date that the text starts with, in any of the forms that releases use.
pub(super) fn date_at_start(text: &str) -> Option<Written> {
    let mut at = Cursor { rest: text };
    let ((year, month, day), precision) = if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        month_first(&mut at)?
    } else if at.rest.bytes().take_while(u8::is_ascii_digit).count() <= 2 && !han_digit(text) {
        day_first(&mut at)?
    } else {
        year_first(&mut at)?
    };
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let small = |number: u32| i8::try_from(number).ok();
    let first = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    Some(Written { first, precision, bytes: text.len() - at.rest.len() })
}

/// Reads a day without its year, `Oct. 18` or `10月18日`, for a year given elsewhere.
pub(super) fn day_of_year_at_start(text: &str, year: i16) -> Option<Written> {
    let mut at = Cursor { rest: text };
    let (month, day) = if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        (at.month_name()?, at.spaces().ordinal()?)
    } else {
        let month = at.number().filter(|_| at.spaces().eat(&['月']))?;
        (month, at.spaces().number().filter(|_| at.spaces().eat(&['日', '号']))?)
    };
    let first = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Written { first, precision: Precision::Day, bytes: text.len() - at.rest.len() })
}

/// Returns the text after a weekday and its comma, or all of it.
pub(super) fn after_weekday(text: &str) -> &str {
    let mut at = Cursor { rest: text };
    let is_weekday = at.word_of(&WEEKDAYS).is_some() && !at.rest.starts_with(char::is_alphanumeric);
    if is_weekday {
        at.rest.trim_start_matches(|c: char| matches!(c, '.' | ',') || c.is_whitespace())
    } else {
        text
    }
}

/// Returns what follows a time, a zone or a weekday after a date, and `None` if something is glued to
/// the date or stands there instead. The rest begins after a space, a bar or at the end.
pub(super) fn after_time(tail: &str) -> Option<&str> {
    let mut chars = tail.chars();
    let is_glued = match chars.next() {
        Some('T') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some('Z') => chars.next().is_some_and(char::is_alphanumeric),
        first => first.is_some_and(char::is_alphanumeric),
    };
    if is_glued {
        return None;
    }
    let start =
        tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | 'T' | '(' | ')'));
    let start = start.strip_prefix("at ").unwrap_or(start);
    let bare = after_weekday(start);
    let day_of_week = bare.strip_prefix("星期").or_else(|| bare.strip_prefix('周'));
    let bare = day_of_week.and_then(|day| day.strip_prefix(HAN_WEEKDAYS)).unwrap_or(bare);
    let bare = bare.trim_start_matches([')', ' ', ',']);
    let is_zone = tail.starts_with(['Z', '+']);
    let is_time = bare.starts_with(|c: char| c.is_ascii_digit())
        && (bare.chars().take(3).any(|c| matches!(c, ':' | '时' | '点')) || tail.starts_with('T'));
    if is_zone || is_time || TIME_OPENINGS.iter().any(|word| bare.starts_with(word)) {
        let end = bare.find(['|', '\u{3000}']).unwrap_or(bare.len());
        let end = bare.find("来源").or_else(|| bare.find("Source")).map_or(end, |source| source.min(end));
        return (end <= MAX_TIME_BYTES).then(|| &bare[end..]);
    }
    Some(bare)
}

type Found = ((u32, u32, u32), Precision);

/// `2024-10-18`, `2024/10`, `20241018`, `2024年10月18日`, `二〇二四年十月十八日`, `2024`.
fn year_first(at: &mut Cursor<'_>) -> Option<Found> {
    let digits = at.digits();
    if matches!(digits.len(), 8 | 12 | 14) {
        let number = |range: std::ops::Range<usize>| digits[range].parse().ok();
        return Some(((number(0..4)?, number(4..6)?, number(6..8)?), Precision::Day));
    }
    let year = match digits.len() {
        4 => digits.parse().ok()?,
        0 => at.han_year()?,
        _ => return None,
    };
    let after_year = at.rest;
    if at.spaces().eat(&['年']) {
        let after_year = at.rest;
        let Some(month) = at.spaces().number().filter(|_| at.spaces().eat(&['月'])) else {
            at.rest = after_year;
            return Some(((year, 1, 1), Precision::Year));
        };
        let after_month = at.rest;
        let Some(day) = at.spaces().number().filter(|_| at.spaces().eat(&['日', '号', '號'])) else {
            at.rest = after_month;
            return Some(((year, month, 1), Precision::Month));
        };
        return Some(((year, month, day), Precision::Day));
    }
    at.rest = after_year;
    let mark = after_year.chars().next().filter(|c| matches!(c, '-' | '/' | '.'));
    let Some(mark) = mark.filter(|_| after_year[1..].starts_with(|c: char| c.is_ascii_digit())) else {
        return Some(((year, 1, 1), Precision::Year));
    };
    at.eat(&[mark]);
    let month = at.number()?;
    if !at.rest.starts_with(mark) || !at.rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return Some(((year, month, 1), Precision::Month));
    }
    at.eat(&[mark]);
    Some(((year, month, at.number()?), Precision::Day))
}

/// `Oct. 18, 2024`, `October 2024`.
fn month_first(at: &mut Cursor<'_>) -> Option<Found> {
    let month = at.month_name()?;
    at.spaces().eat(&[',']);
    at.spaces();
    if at.rest.bytes().take_while(u8::is_ascii_digit).count() == 4 {
        return Some(((at.digits().parse().ok()?, month, 1), Precision::Month));
    }
    let day = at.ordinal()?;
    at.spaces().eat(&[',']);
    Some(((at.spaces().year()?, month, day), Precision::Day))
}

/// `18 October 2024`, `18-Oct-2024`, `18th of October, 2024`.
fn day_first(at: &mut Cursor<'_>) -> Option<Found> {
    let day = at.ordinal()?;
    at.spaces().eat(&['-']);
    at.rest = at.rest.strip_prefix("of ").unwrap_or(at.rest);
    let month = at.spaces().month_name()?;
    at.spaces().eat(&[',', '-']);
    Some(((at.spaces().year()?, month, day), Precision::Day))
}

fn han_digit(text: &str) -> bool {
    text.chars().next().and_then(han_value).is_some()
}

fn han_value(c: char) -> Option<u32> {
    if matches!(c, '零' | '○') {
        return Some(0);
    }
    let index = "〇一二三四五六七八九".chars().position(|digit| digit == c)?;
    u32::try_from(index).ok()
}

/// What is left to read. A method that returns `None` leaves it anywhere.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    fn spaces(&mut self) -> &mut Self {
        self.rest = self.rest.trim_start();
        self
    }

    fn eat(&mut self, any: &[char]) -> bool {
        let rest = self.rest.strip_prefix(any);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn digits(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    fn year(&mut self) -> Option<u32> {
        Some(self.digits()).filter(|digits| digits.len() == 4)?.parse().ok()
    }

    /// One or two digits, or a Chinese numeral up to 39.
    fn number(&mut self) -> Option<u32> {
        let digits = self.digits();
        if !digits.is_empty() {
            return Some(digits).filter(|digits| digits.len() <= 2)?.parse().ok();
        }
        let unit = self.han_digit();
        let (tens, has_tens) = match self.rest.chars().next() {
            Some('十') => (unit.unwrap_or(1), true),
            Some('廿') => (2, true),
            Some('卅') => (3, true),
            _ => (0, false),
        };
        if !has_tens {
            return unit;
        }
        self.eat(&['十', '廿', '卅']);
        Some(tens * 10 + self.han_digit().unwrap_or(0))
    }

    fn han_digit(&mut self) -> Option<u32> {
        let c = self.rest.chars().next()?;
        let value = han_value(c)?;
        self.eat(&[c]);
        Some(value)
    }

    fn han_year(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |year, _| Some(year * 10 + self.han_digit()?))
    }

    /// A day with or without its ending: `18`, `18th`.
    fn ordinal(&mut self) -> Option<u32> {
        let digits = Some(self.digits()).filter(|digits| matches!(digits.len(), 1 | 2))?;
        let suffix = self.rest.get(..2).map(str::to_ascii_lowercase);
        if matches!(suffix.as_deref(), Some("st" | "nd" | "rd" | "th")) {
            self.rest = &self.rest[2..];
        }
        digits.parse().ok()
    }

    fn month_name(&mut self) -> Option<u32> {
        let index = self.word_of(&MONTHS)?;
        self.eat(&['.']);
        u32::try_from(index + 1).ok()
    }

    /// A word of the list, or its first three or four letters.
    fn word_of(&mut self, list: &[&str]) -> Option<usize> {
        let end = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        let word = word.to_ascii_lowercase();
        let short = (3..=4).contains(&word.len()) || word == "thurs";
        let index = list.iter().position(|full| *full == word || (short && full.starts_with(&word)))?;
        self.rest = rest;
        Some(index)
    }
}
