//! Here is a place in a text: does a date begin there?

use jiff::civil::Date;

use super::cursor::Cursor;
use super::name::{month_name, other_month, weekday};
use super::numeral::{han_count, han_number, han_value, han_year, is_tens};
use crate::document::Precision;

/// The year before the first one of the Republic of China: 民國113年 is 2024.
const MINGUO_OFFSET: i64 = 1911;
/// What a day ends with in Chinese.
const DAY_ENDINGS: [char; 3] = ['日', '号', '號'];

/// A date as a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// With its year.
    Full {
        /// The first day that it can mean.
        first: Date,
        /// How exactly it is known.
        precision: Precision,
    },
    /// A day whose year stands elsewhere: `Oct. 18`, `10月18日`.
    OfYear {
        /// From 1 to 12.
        month: i8,
        /// From 1 to 31.
        day: i8,
    },
}

/// How 03/04/2024 is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Order {
    /// Not at all.
    #[default]
    Unknown,
    /// The third of April.
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

impl Named {
    /// Returns the day, where the year is given or known.
    pub(super) fn in_year(self, year: Option<i16>) -> Option<(Date, Precision)> {
        match self {
            Self::Full { first, precision } => Some((first, precision)),
            Self::OfYear { month, day } => Some((Date::new(year?, month, day).ok()?, Precision::Day)),
        }
    }

    pub(super) fn is_day(self) -> bool {
        !matches!(self, Self::Full { precision: Precision::Month | Precision::Year, .. })
    }
}

/// Reads the date that begins here, a weekday before it included, or nothing.
pub(super) fn date(at: &mut Cursor<'_>, order: Order) -> Option<Named> {
    let mut ahead = *at;
    let mut c = ahead.peek()?;
    if c.is_ascii_alphabetic() && weekday(&mut ahead) {
        ahead.skip(|c| c == ',' || c == '.' || c.is_whitespace());
        c = ahead.peek()?;
    }
    let named = match c {
        'a'..='z' | 'A'..='Z' => month_first(&mut ahead)?,
        '0'..='9' => match ahead.count_digits() {
            8 | 12 | 14 => compact(&mut ahead)?,
            4 => year_first(&mut ahead)?,
            1 | 2 => day_or_month_first(&mut ahead, order)?,
            _ => return None,
        },
        '民' | '中' => minguo(&mut ahead)?,
        c if han_value(c).is_some() || is_tens(c) => match han_year(&mut ahead) {
            Some(year) => han_parts(&mut ahead, year)?,
            None => han_of_year(&mut ahead)?,
        },
        _ => return None,
    };
    *at = ahead;
    Some(named)
}

fn named(year: i64, month: i8, day: i8, precision: Precision) -> Option<Named> {
    let year = i16::try_from(year).ok().filter(|year| (1900..=2100).contains(year))?;
    Some(Named::Full { first: Date::new(year, month, day).ok()?, precision })
}

fn of_year(month: i8, day: i8) -> Option<Named> {
    // Any leap year will do: only whether there is such a day is asked.
    Date::new(2024, month, day).ok().map(|_| Named::OfYear { month, day })
}

/// `20241018`, `20241018041700`.
fn compact(at: &mut Cursor<'_>) -> Option<Named> {
    let count = at.count_digits();
    let year = i64::try_from(at.digit_run(4)?).ok()?;
    let month = i8::try_from(at.digit_run(2)?).ok()?;
    let day = i8::try_from(at.digit_run(2)?).ok()?;
    let read = named(year, month, day, Precision::Day)?;
    at.digit_run(count - 8)?;
    Some(read)
}

/// `2024-10-18`, `2024/10`, `2024.10.18`, `2024-Oct-18`, `2024年10月18日`, `2024`.
fn year_first(at: &mut Cursor<'_>) -> Option<Named> {
    let year = i64::try_from(at.digit_run(4)?).ok()?;
    let mut ahead = *at;
    if ahead.spaces().peek() == Some('年') {
        *at = ahead;
        return han_parts(at, year);
    }
    let mark = at.peek().filter(|c| matches!(c, '-' | '/' | '.'));
    let Some(mark) = mark.filter(|_| at.second().is_some_and(|c| c.is_ascii_alphanumeric())) else {
        return named(year, 1, 1, Precision::Year);
    };
    at.eat(mark);
    let month = at.small().or_else(|| month_name(at).filter(|_| mark == '-'))?;
    if at.peek() != Some(mark) || !at.second().is_some_and(|c| c.is_ascii_digit()) {
        return named(year, month, 1, Precision::Month);
    }
    at.eat(mark);
    let glued = at.count_digits() > 2 && at.count_digits() <= 4;
    // 2024-10-1810:20: pages lose the space before the time.
    let day = if glued { i8::try_from(at.digit_run(2)?).ok() } else { at.small() };
    if glued && !is_clock(*at) {
        return None;
    }
    named(year, month, day?, Precision::Day)
}

fn is_clock(mut at: Cursor<'_>) -> bool {
    at.small().is_some_and(|hour| hour <= 24) && at.eat(':')
}

/// `18 October 2024`, `18-Oct-2024`, `18th of October`, `10月18日`, `18/10/2024`, `18.10.2024`.
fn day_or_month_first(at: &mut Cursor<'_>, order: Order) -> Option<Named> {
    let start = *at;
    let first = at.small()?;
    let after = *at;
    if at.spaces().peek() == Some('月') {
        *at = start;
        return han_of_year(at);
    }
    *at = after;
    if let Some(mark) = at.peek().filter(|c| matches!(c, '/' | '.' | '-'))
        && at.second().is_some_and(|c| c.is_ascii_digit())
    {
        return numeric(at, first, mark, order);
    }
    if at.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        at.eat_one_of(&["st", "nd", "rd", "th"]);
    }
    at.eat('.');
    at.spaces().eat('-');
    if at.eat_word("of") || at.eat_word("day of") || at.eat_word("de") {
        at.spaces();
    }
    let month = month_name(at).or_else(|| other_month(at))?;
    let after_month = *at;
    if at.spaces().eat_word("de") {
        at.spaces();
    }
    let has_dash = at.spaces().eat('-');
    at.eat(',');
    if let Some(year) = year(at.spaces()) {
        return named(year, month, first, Precision::Day);
    }
    if has_dash && at.count_digits() == 2 {
        // RFC 850: 18-Oct-24.
        let year = 2000 + i64::try_from(at.digit_run(2)?).ok()?;
        return named(year, month, first, Precision::Day);
    }
    *at = after_month;
    of_year(month, first)
}

/// `18/10/2024`, `18.10.2024`, `10-18-2024`.
fn numeric(at: &mut Cursor<'_>, first: i8, mark: char, order: Order) -> Option<Named> {
    at.eat(mark);
    let second = at.small()?;
    if !at.eat(mark) {
        return None;
    }
    let year = year(at)?;
    // With points the day comes first wherever they are used; otherwise a number above 12 tells.
    let (day, month) = match (first, second, order) {
        _ if mark == '.' => (first, second),
        (13.., _, _) | (_, _, Order::DayFirst) => (first, second),
        (_, 13.., _) | (_, _, Order::MonthFirst) => (second, first),
        _ if first == second => (first, second),
        _ => return None,
    };
    named(year, month, day, Precision::Day)
}

/// `Oct. 18, 2024`, `October 2024`, `Oct-18-2024`, `Oct. 18`.
fn month_first(at: &mut Cursor<'_>) -> Option<Named> {
    let month = month_name(at)?;
    at.spaces().eat_any(&[',', '-']);
    if let Some(year) = year(at.spaces()) {
        return named(year, month, 1, Precision::Month);
    }
    let day = at.small()?;
    if at.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
        at.eat_one_of(&["st", "nd", "rd", "th"]);
    }
    let after_day = *at;
    let is_range =
        at.spaces().eat_any(&['-', '—', '/', '&']) && at.spaces().peek().is_some_and(|c| c.is_ascii_digit());
    if is_range && year(at).is_none() {
        // October 18-20 is when something takes place.
        return None;
    }
    *at = after_day;
    at.spaces().eat_any(&[',', '.', '-']);
    match year(at.spaces()) {
        Some(year) => named(year, month, day, Precision::Day),
        None => {
            *at = after_day;
            of_year(month, day)
        }
    }
}

/// `民國113年10月18日`, `中華民國一一三年十月十八日`.
fn minguo(at: &mut Cursor<'_>) -> Option<Named> {
    at.eat_one_of(&["中華", "中华"]);
    if !at.eat_one_of(&["民國", "民国"]) {
        return None;
    }
    at.spaces();
    let since = match at.digits() {
        Some((number, 2 | 3)) => i64::try_from(number).ok()?,
        Some(_) => return None,
        None => han_count(at)?,
    };
    at.spaces();
    han_parts(at, since + MINGUO_OFFSET)
}

/// Reads `年10月18日` and what there is of it.
fn han_parts(at: &mut Cursor<'_>, year: i64) -> Option<Named> {
    if !at.spaces().eat('年') {
        return None;
    }
    let after_year = *at;
    let Some(month) = han_number(at.spaces()).filter(|_| at.spaces().eat('月')) else {
        *at = after_year;
        return named(year, 1, 1, Precision::Year);
    };
    let after_month = *at;
    let Some(day) = han_number(at.spaces()).filter(|_| at.spaces().eat_any(&DAY_ENDINGS)) else {
        *at = after_month;
        return named(year, month, 1, Precision::Month);
    };
    named(year, month, day, Precision::Day)
}

/// `10月18日`, `十月十八日`.
fn han_of_year(at: &mut Cursor<'_>) -> Option<Named> {
    let month = han_number(at).filter(|_| at.spaces().eat('月'))?;
    let day = han_number(at.spaces()).filter(|_| at.spaces().eat_any(&DAY_ENDINGS))?;
    of_year(month, day)
}

/// A year of four digits that no further digit follows.
fn year(at: &mut Cursor<'_>) -> Option<i64> {
    let mut ahead = *at;
    let (year, _) = ahead.digits().filter(|(year, count)| *count == 4 && (1900..=2100).contains(year))?;
    *at = ahead;
    i64::try_from(year).ok()
}

/// Tells whether a date could begin with this character, so that most places need no closer look.
pub(super) fn can_begin(c: char) -> bool {
    match c {
        '0'..='9' => true,
        'a'..='z' | 'A'..='Z' => {
            matches!(c.to_ascii_lowercase(), 'j' | 'f' | 'm' | 'a' | 's' | 'o' | 'n' | 'd' | 't' | 'w')
        }
        _ => matches!(c, '民' | '中') || han_value(c).is_some() || is_tens(c),
    }
}
