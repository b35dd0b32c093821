//! A date as an analyst writes it: which days does it mean?

use jiff::Span;
use jiff::civil::Date;

use super::lexer::marks;

/// The years that a query can name.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=9999;

/// The words that open a span counted back from today.
const RELATIVE: &[&str] = &["last", "past", "最近", "近", "过去", "過去"];

/// The days a value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    /// The first day; `None` when there is no lower bound.
    pub(super) from: Option<Date>,
    /// The last day; `None` when there is no upper bound.
    pub(super) to: Option<Date>,
    /// Whether a range was given with its later end first.
    pub(super) was_reversed: bool,
}

/// Reads a date, a comparison (`>=2024-10`), a range (`2023..2024Q1`) or a span counted back from
/// today (`last 90d`, `近90天`) as its first and last day, both included. `SYNTAX.md` lists the forms.
///
/// `last 90d` is ninety days, the last of them today; `last 1d` is today. A range given with its
/// later end first is turned round. Returns `None` for what is not a date, or lies outside the years
/// 1000 to 9999.
pub fn parse_dates(value: &str, today: Date) -> Option<(Option<Date>, Option<Date>)> {
    read(value, today).map(|days| (days.from, days.to))
}

/// Tells whether a value is only the first word of a span such as `last 90d`.
pub(super) fn opens_relative(value: &str) -> bool {
    RELATIVE.contains(&plain(value).as_str())
}

/// Tells whether a value may be a span counted back from today.
pub(super) fn may_be_relative(value: &str) -> bool {
    let value = plain(value);
    RELATIVE.iter().any(|word| value.starts_with(word))
}

/// Does what [`parse_dates`] does, and says whether a range was reversed.
pub(super) fn read(value: &str, today: Date) -> Option<Days> {
    let value = plain(value);
    let days =
        relative(&value, today).or_else(|| compared(&value, today)).or_else(|| range(&value, today))?;
    let known = |day: Option<Date>| day.is_none_or(|day| YEARS.contains(&day.year()));
    (known(days.from) && known(days.to)).then_some(days)
}

/// Narrow, in lower case, without outer space.
fn plain(value: &str) -> String {
    let value: String = value.chars().map(|c| marks::narrow(c).to_ascii_lowercase()).collect();
    value.trim().to_owned()
}

fn relative(value: &str, today: Date) -> Option<Days> {
    let rest = RELATIVE.iter().find_map(|word| value.strip_prefix(word))?.trim_start();
    let (count, unit) = leading_count(rest)?;
    let span = Span::new();
    let span = match unit.trim_start() {
        "d" | "day" | "days" | "天" | "日" => span.try_days(count),
        "w" | "week" | "weeks" | "周" | "週" | "星期" | "个星期" | "個星期" => {
            span.try_weeks(count)
        }
        "m" | "month" | "months" | "月" | "个月" | "個月" => span.try_months(count),
        "y" | "year" | "years" | "年" => span.try_years(count),
        _ => return None,
    };
    let before = today.checked_sub(span.ok()?).ok()?;
    Some(Days { from: Some(before.tomorrow().ok()?), to: Some(today), was_reversed: false })
}

/// Splits `90d` or `三个月` into a count above zero and what follows.
fn leading_count(text: &str) -> Option<(i64, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        let count = text[..digits].parse().ok().filter(|&count| count > 0)?;
        return Some((count, &text[digits..]));
    }
    let first = text.chars().next()?;
    let count = match first {
        '两' | '兩' => 2,
        _ => 1 + "一二三四五六七八九十".chars().position(|c| c == first)?,
    };
    Some((i64::try_from(count).ok()?, &text[first.len_utf8()..]))
}

fn compared(value: &str, today: Date) -> Option<Days> {
    let forms = [(">=", '>', true), ("≥", '>', true), ("<=", '<', true), ("≤", '<', true)];
    let forms = forms.into_iter().chain([(">", '>', false), ("<", '<', false)]);
    for (form, direction, includes) in forms {
        let Some(rest) = value.strip_prefix(form) else { continue };
        let (first, last) = period(rest.trim_start(), today)?;
        let (from, to) = match (direction, includes) {
            ('>', true) => (Some(first), None),
            ('>', false) => (Some(last.tomorrow().ok()?), None),
            (_, true) => (None, Some(last)),
            (_, false) => (None, Some(first.yesterday().ok()?)),
        };
        return Some(Days { from, to, was_reversed: false });
    }
    None
}

fn range(value: &str, today: Date) -> Option<Days> {
    let Some((left, right)) = value.split_once("..").or_else(|| value.split_once(['~', '〜'])) else {
        let (first, last) = period(value, today)?;
        return Some(Days { from: Some(first), to: Some(last), was_reversed: false });
    };
    match (left.trim_end(), right.trim_start()) {
        ("", "") => None,
        ("", to) => Some(Days { from: None, to: Some(period(to, today)?.1), was_reversed: false }),
        (from, "") => Some(Days { from: Some(period(from, today)?.0), to: None, was_reversed: false }),
        (from, to) => {
            let (from, to) = (period(from, today)?, period(to, today)?);
            let was_reversed = from.0 > to.1;
            let (from, to) = if was_reversed { (to, from) } else { (from, to) };
            Some(Days { from: Some(from.0), to: Some(to.1), was_reversed })
        }
    }
}

/// Returns the first and the last day of a day, month, quarter, half or year.
fn period(text: &str, today: Date) -> Option<(Date, Date)> {
    match text {
        "today" | "今天" | "今日" => return Some((today, today)),
        "yesterday" | "昨天" | "昨日" => return today.yesterday().ok().map(|day| (day, day)),
        _ => {}
    }
    let (year, rest) = leading_number(text, 4)?;
    if matches!(rest, "" | "年") {
        return months(year, 1, 12);
    }
    part_of_year(year, rest).or_else(|| numbers(year, rest)).or_else(|| chinese_numbers(year, rest))
}

/// Reads the quarter or half that follows a year.
fn part_of_year(year: i16, rest: &str) -> Option<(Date, Date)> {
    let rest = rest.strip_prefix(['-', '/', '年']).unwrap_or(rest);
    match rest {
        "h1" | "上半年" => return months(year, 1, 6),
        "h2" | "下半年" => return months(year, 7, 12),
        _ => {}
    }
    let number = match rest.strip_prefix('q') {
        Some(number) => number,
        None => rest.strip_suffix("季度")?.trim_start_matches('第'),
    };
    let quarter = match number {
        "1" | "一" => 1,
        "2" | "二" => 2,
        "3" | "三" => 3,
        "4" | "四" => 4,
        _ => return None,
    };
    months(year, quarter * 3 - 2, quarter * 3)
}

/// Reads `-10` and `-10-18`, with `/` or `.` too, after a year.
fn numbers(year: i16, rest: &str) -> Option<(Date, Date)> {
    let (month, rest) = leading_number(rest.strip_prefix(['-', '/', '.'])?, 2)?;
    if rest.is_empty() {
        return months(year, month, month);
    }
    let (date, rest) = leading_number(rest.strip_prefix(['-', '/', '.'])?, 2)?;
    if rest.is_empty() { day(year, month, date) } else { None }
}

/// Reads `年10月` and `年10月18日` after a year.
fn chinese_numbers(year: i16, rest: &str) -> Option<(Date, Date)> {
    let (month, rest) = leading_number(rest.strip_prefix('年')?, 2)?;
    if matches!(rest, "月" | "月份") {
        return months(year, month, month);
    }
    let (date, rest) = leading_number(rest.strip_prefix('月')?, 2)?;
    if matches!(rest, "" | "日" | "号" | "號") { day(year, month, date) } else { None }
}

fn day(year: i16, month: i16, day: i16) -> Option<(Date, Date)> {
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((day, day))
}

/// Returns the days from the start of one month to the end of another.
fn months(year: i16, first: i16, last: i16) -> Option<(Date, Date)> {
    Some((day(year, first, 1)?.0, day(year, last, 1)?.0.last_of_month()))
}

/// Splits off a number of at most `max_digits` digits; a year takes exactly four.
fn leading_number(text: &str, max_digits: usize) -> Option<(i16, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits == 0 || digits > max_digits || (max_digits == 4 && digits != 4) {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows what a value means on 2024-10-18.
    fn shown(value: &str) -> String {
        let today = Date::constant(2024, 10, 18);
        let end = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        match read(value, today) {
            None => "no date".to_owned(),
            Some(days) => {
                let reversed = if days.was_reversed { " reversed" } else { "" };
                format!("{}..{}{reversed}", end(days.from), end(days.to))
            }
        }
    }

    #[track_caller]
    fn check(values: &[&str], expected: &str) {
        for value in values {
            assert_eq!(shown(value), expected, "{value:?}");
        }
    }

    #[test]
    fn periods() {
        check(&["2024", "2024年", "２０２４", " 2024 "], "2024-01-01..2024-12-31");
        check(&["2024-10", "2024/10", "2024.10", "2024年10月", "２０２４年１０月"], "2024-10-01..2024-10-31");
        check(&["2024-2", "2024年2月份"], "2024-02-01..2024-02-29");
        check(
            &["2024-10-18", "2024/10/18", "2024.10.18", "2024年10月18日", "2024年10月18号", "today", "今天"],
            "2024-10-18..2024-10-18",
        );
        check(&["yesterday", "昨天", "Yesterday"], "2024-10-17..2024-10-17");
        check(&["2024Q4", "2024-Q4", "2024q4", "2024年第四季度", "2024年4季度"], "2024-10-01..2024-12-31");
        check(&["2024H1", "2024-h1", "2024年上半年"], "2024-01-01..2024-06-30");
        check(&["2024H2", "2024年下半年"], "2024-07-01..2024-12-31");
        check(&["9999-12-31"], "9999-12-31..9999-12-31");
    }

    #[test]
    fn comparisons_and_ranges() {
        check(&[">2024", "＞2024", "> 2024"], "2025-01-01..");
        check(&[">=2024", "＞＝2024", "≥2024", "2024..", "2024～", "2024-01-01~"], "2024-01-01..");
        check(&["<2024-10"], "..2024-09-30");
        check(&["<=2024-10", "≤2024-10", "..2024-10", "~2024年10月"], "..2024-10-31");
        check(
            &["2023..2024Q1", "2023 .. 2024-03", "2023～2024年3月", "2023〜2024.3"],
            "2023-01-01..2024-03-31",
        );
        check(&["2024..2024-06"], "2024-01-01..2024-06-30");
        check(&["2024..2023"], "2023-01-01..2024-12-31 reversed");
    }

    #[test]
    fn spans_counted_back() {
        check(&["last 1d", "last1day", "近一天"], "2024-10-18..2024-10-18");
        check(
            &["last 90d", "last90d", "Last 90 days", "近90天", "最近 90 天", "past 90 d"],
            "2024-07-21..2024-10-18",
        );
        check(&["last 2w", "近两周"], "2024-10-05..2024-10-18");
        check(&["last 3m", "last 3 months", "最近3个月", "近三个月", "過去3個月"], "2024-07-19..2024-10-18");
        check(&["last 1y", "近1年"], "2023-10-19..2024-10-18");
    }

    #[test]
    fn what_is_no_date() {
        check(
            &["", "x", "last", "last d", "last 0d", "last 90", "last 90x", "last 5000y", "近", "近天"],
            "no date",
        );
        check(&["last 999999999999d", "last 99999999999999999999d", "last -1d"], "no date");
        check(&["24", "20244", "0999", "2024-", "2024-13", "2024-00", "2024-02-30", "2024-1-1-1"], "no date");
        check(&["2024Q5", "2024年13月", "2024年10", "年", "2024-10月", "2024H3", "2024第五季度"], "no date");
        check(&["..", "~", ">", ">=", "2024...2025", "1..2", ">9999", "<1000", ">9999-12-31"], "no date");
        check(&["99999999999999999999", "２０２４-99-99", "é", "2024é", "last 1é"], "no date");
    }
}
