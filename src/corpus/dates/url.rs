//! Here is the address of a page: which day does it name?

use jiff::civil::Date;

use crate::document::Precision;

/// The longest address that is looked at, in bytes.
const MAX_BYTES: usize = 2048;
/// The years that an address can name; other numbers are those of articles.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// Reads `/2024/10/18/`, `/20241018/`, `/2024-10-18-title`, `/202410/t20241018_123.html`, `/2024-10/18/`, and the
/// month of `/2024/10/`.
pub(super) fn date_in_url(url: &str) -> Option<(Date, Precision)> {
    let url = url.get(..MAX_BYTES).unwrap_or(url);
    let path =
        url.split_once("://").map_or(url, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let steps: Vec<&str> = path.split('/').collect();
    let mut month = None;
    for (at, step) in steps.iter().enumerate() {
        match date_in_steps(step, &steps[at + 1..]) {
            Some(found @ (_, Precision::Day)) => return Some(found),
            found => month = month.or(found),
        }
    }
    month
}

fn date_in_steps(step: &str, next: &[&str]) -> Option<(Date, Precision)> {
    let following = |index: usize| next.get(index).copied().unwrap_or_default();
    let (head, digits) = (step.trim_start_matches(|c: char| c.is_ascii_alphabetic()), leading_digits(step));
    if digits == step {
        let year = step.get(..4).and_then(number);
        return match step.len() {
            4 => month_and_day(year?, following(0), following(1)),
            6 => month_and_day(year?, step.get(4..)?, following(0)),
            8 => compact(step),
            _ => None,
        };
    }
    if let Some((year, rest)) =
        step.split_once('-').filter(|(year, _)| year.len() == 4 && leading_digits(year).len() == 4)
    {
        let (month, rest) = rest.split_at(leading_digits(rest).len());
        let day = rest.strip_prefix('-').map_or(following(0), leading_digits);
        return month_and_day(number(year)?, month, day);
    }
    // t20241018_123.html, 20241018-title, 20241018A01.html; what letters stand before is a name where they are many.
    let is_marked = step.len() - head.len() <= 2;
    let digits = leading_digits(head);
    if is_marked && digits.len() == 8 {
        return compact(digits);
    }
    let tail = step.split('.').next().unwrap_or_default();
    ends_with_date(tail)
}

/// Reads a month and, where it is one, a day.
fn month_and_day(year: i16, month: &str, day: &str) -> Option<(Date, Precision)> {
    if month.len() == 4 && leading_digits(month).len() == 4 {
        // /2024/1018/
        return whole(year, month.get(..2)?, month.get(2..)?);
    }
    let first = Date::new(year, small(month)?, 1).ok().filter(|date| YEARS.contains(&date.year()))?;
    let is_day = (1..=2).contains(&day.len()) && leading_digits(day) == day;
    if is_day && let Some(found) = whole(year, month, day) {
        return Some(found);
    }
    Some((first, Precision::Month))
}

fn whole(year: i16, month: &str, day: &str) -> Option<(Date, Precision)> {
    let date = Date::new(year, small(month)?, small(day)?).ok()?;
    YEARS.contains(&date.year()).then_some((date, Precision::Day))
}

fn compact(digits: &str) -> Option<(Date, Precision)> {
    whole(number(digits.get(..4)?)?, digits.get(4..6)?, digits.get(6..8)?)
}

/// `title-2024-10-18`, `title_20241018`.
fn ends_with_date(step: &str) -> Option<(Date, Precision)> {
    let start = step.len().checked_sub(10)?;
    let ten = step.get(start..)?;
    let mut parts = ten.split(['-', '_']);
    let parts = [parts.next()?, parts.next()?, parts.next().unwrap_or_default()];
    if parts.iter().map(|part| part.len()).eq([4, 2, 2])
        && !step.get(..start)?.ends_with(|c: char| c.is_ascii_digit())
    {
        return whole(number(parts[0])?, parts[1], parts[2]);
    }
    let eight = step
        .rsplit(['-', '_'])
        .next()
        .filter(|digits| digits.len() == 8 && leading_digits(digits).len() == 8)?;
    compact(eight)
}

fn leading_digits(text: &str) -> &str {
    text.get(..text.bytes().take_while(u8::is_ascii_digit).count()).unwrap_or_default()
}

fn number(digits: &str) -> Option<i16> {
    digits.parse().ok()
}

fn small(digits: &str) -> Option<i8> {
    (1..=2).contains(&digits.len()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        let url = format!("https://www.example.com/{path}");
        let shown = match date_in_url(&url) {
            None => "-".to_owned(),
            Some((date, Precision::Day)) => date.to_string(),
            Some((date, precision)) => format!("{date} {}", precision.name()),
        };
        assert_eq!(shown, expected, "{url}");
    }

    #[test]
    fn days_are_read() {
        for path in [
            "2024/10/18/a-plant-opens.html",
            "news/2024/10/18",
            "news-release/2024/10/18/2008438/0/en/A-Plant-Opens.html",
            "n1/2024/1018/c1004-40342.html",
            "20241018/a.html",
            "art/20241018_1.html",
            "202410/18/WS6711.html",
            "xw/202410/t20241018_123456.html",
            "2024-10/18/content_123.htm",
            "2024-10-18/doc-abc.shtml",
            "blog/2024-10-18-a-plant-opens",
            "a/20241018A04XYZ00",
            "news/a-plant-opens-2024-10-18.html",
            "news/a-plant-opens-20241018",
            "a?x=1#2023-01-01/2024/10/18".replace('?', "/2024/10/18?").as_str(),
        ] {
            check(path, "2024-10-18");
        }
    }

    #[test]
    fn months_are_no_more() {
        for path in ["2024/10/a-plant-opens/", "news/202410/a.html", "2024-10/a.html", "2024/10/2008438.html"]
        {
            check(path, "2024-10-01 month");
        }
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for path in [
            "",
            "2024/a.html",
            "article/2010110512345",
            "12345678.html",
            "p/20241318",
            "2024/13/1",
            "a?d=2024-10-18",
            "1899/01/01/",
        ] {
            check(path, "-");
        }
        assert_eq!(date_in_url("细胞/2024/10/18"), date_in_url("https://a/2024/10/18/x"));
        assert_eq!(date_in_url("https://2024/"), None);
    }
}
