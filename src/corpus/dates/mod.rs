//! Here is text that names a day: which day?
//!
//! Years from 1900 to 2100. What is written counts: no time zone moves a date. Texts are compared in
//! NFKC, so full-width digits and brackets are ordinary ones. `scan.rs` reads one date,
//! `in_text.rs` decides which of the dates in a release is its own, by its byline or its dateline.

mod byline;
mod dateline;
mod decide;
mod in_text;
mod scan;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use crate::document::Precision;

pub(super) use decide::{Evidence, decide};
pub use in_text::date_in_text;
pub(in crate::corpus) use in_text::{is_byline, is_dateline};

/// The longest field that is looked at, in characters.
const MAX_FIELD_CHARS: usize = 100;

/// Reads a field that holds a date and nothing else but a time behind it: `2024-10-18T04:17:00Z`,
/// `2024年10月18日`, `Oct. 18, 2024`, `Fri, 18 Oct 2024 04:17:00 -0400`, `2024-10`, `2024`.
///
/// Returns the first day it can mean, and how exactly it is known.
pub fn parse_date(text: &str) -> Option<(Date, Precision)> {
    let text: String = text.trim().nfkc().take(MAX_FIELD_CHARS).collect();
    let text = scan::after_weekday(&text);
    let written = scan::date_at_start(text)?;
    let tail = &text[written.bytes..];
    let fits = match written.precision {
        Precision::Year | Precision::Month => tail.trim().is_empty(),
        Precision::Day => scan::after_time(tail).is_some_and(|rest| rest.trim().is_empty()),
    };
    fits.then_some((written.first, written.precision))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match parse_date(text) {
            None => "-".to_owned(),
            Some((date, precision)) => format!("{date} {}", precision.name()),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn days_are_read_in_every_form() {
        for text in [
            "2024-10-18",
            " 2024-10-18 ",
            "2024-10-18T04:17:00-0400",
            "2024-10-18 04:17:00-0400",
            "2024-10-18T04:17:00.123456789+08:00[Asia/Shanghai]",
            "2024-10-18T23:59:59Z",
            "2024-10-18+08:00",
            "2024/10/18",
            "2024/10/18 10:20",
            "2024.10.18",
            "２０２４－１０－１８",
            "20241018",
            "20241018041700",
            "20241018T041700Z",
            "2024年10月18日",
            "2024 年 10 月 18 日",
            "2024年10月18日 10时20分",
            "2024年10月18日 上午10:20",
            "2024年10月18日 星期五",
            "2024年10月18号（周五）",
            "二〇二四年十月十八日",
            "二○二四年十月十八日",
            "Oct. 18, 2024",
            "Oct 18 2024",
            "OCTOBER 18TH, 2024",
            "October  18,2024",
            "October 18, 2024 08:00 AM Eastern Daylight Time",
            "Oct 18, 2024, 08:00 ET",
            "October 18, 2024 at 4:17 p.m. EDT",
            "18 October 2024",
            "18th of October, 2024",
            "18-Oct-2024",
            "Fri, 18 Oct 2024 04:17:00 -0400",
            "Friday, October 18, 2024",
            "Fri Oct 18 2024",
        ] {
            check(text, "2024-10-18 day");
        }
        check("二〇二四年二月二十九日", "2024-02-29 day");
        check("二〇二三年十二月三十一日", "2023-12-31 day");
        check("Sept. 3, 2021", "2021-09-03 day");
        check("May 1, 2020", "2020-05-01 day");
    }

    #[test]
    fn months_and_years_are_no_more_than_that() {
        for text in
            ["2024-10", "2024/10", "2024年10月", "2024.10", "October 2024", "二〇二四年十月", "Oct., 2024"]
        {
            check(text, "2024-10-01 month");
        }
        for text in ["2024", "2024年", "二〇二四年"] {
            check(text, "2024-01-01 year");
        }
    }

    #[test]
    fn what_is_not_a_date_is_none() {
        for text in [
            "",
            "soon",
            "10月18日",
            "October 18",
            "2024-13-01",
            "2024-02-30",
            "1899-01-01",
            "2101-01-01",
            "2024-1018",
            "202410",
            "2024-10-181",
            "12024-10-18",
            "2024 patients",
            "2024-10-18 patients",
            "2024-10-18abc",
            "Mayor 18, 2024",
            "1729224000",
            "三千年十月十八日",
            "\u{0}\u{FFFD}年",
        ] {
            check(text, "-");
        }
    }
}
