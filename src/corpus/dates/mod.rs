//! Here is text that names a day: which day?
//!
//! Years from 1900 to 2100. What is written counts: no time zone moves a date. `cursor.rs` reads full-width forms as
//! the ordinary ones, `scan.rs` reads one date and `clock.rs` the time behind it; `stamp.rs`, `byline.rs`, `dateline/`
//! and `url.rs` say where dates stand, and `decide.rs` which of them is the release's.

mod byline;
mod clock;
mod cursor;
mod dateline;
mod decide;
mod in_body;
mod label;
mod name;
mod numeral;
mod scan;
mod stamp;
mod top;
mod url;
mod zone;

#[cfg(test)]
mod decided;

use jiff::civil::Date;

use crate::document::{Precision, Provenance, ReleaseDate};

pub use dateline::{Context, Dateline, dateline};
pub(super) use decide::{Evidence, decide};
pub use scan::Named;

/// Reads a field that holds a date and nothing else but a time behind it: `2024-10-18T04:17:00Z`,
/// `2024年10月18日`, `Oct. 18, 2024`, `Fri, 18 Oct 2024 04:17:00 -0400`, `1729224000`, `2024-10`, `2024`.
///
/// Returns the first day it can mean, and how exactly it is known.
pub fn parse_date(text: &str) -> Option<(Date, Precision)> {
    stamp::stamp(text, scan::Order::Unknown).map(|stamp| (stamp.first, stamp.precision))
}

/// Tells whether a line does nothing but give the date.
pub(in crate::corpus) fn is_byline(line: &str) -> bool {
    byline::byline(line).is_some()
}

/// Returns the day that a line says was that of publication, as it would be written: `2024-10-18`.
pub(in crate::corpus) fn published_on(line: &str) -> Option<String> {
    let byline = byline::byline(line).filter(|byline| byline.says == label::Says::Published)?;
    match byline.named {
        Named::Full { first, precision } => {
            Some(ReleaseDate::new(first, precision, Provenance::Byline).to_string())
        }
        Named::OfYear { .. } => None,
    }
}

/// Tells whether a line opens with a dateline.
pub(in crate::corpus) fn is_dateline(line: &str) -> bool {
    dateline(line, Context::default()).is_some()
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
            "1729224000",
            "1729224000000",
            "2024101804",
            "2024-10-1810:20:33",
            "2024年10月18日10:20",
            "民國113年10月18日",
            "民国一一三年十月十八日",
            "中華民國一百一十三年十月十八日",
            "二零二四年十月十八日",
            "２０２４年１０月１８日",
            "18/10/2024",
            "10/18/2024 08:00 ET",
            "18.10.2024 / 07:30 CET/CEST",
            "Oct-18-2024",
            "2024-Oct-18",
            "Friday, 18-Oct-24 04:17:00 GMT",
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
            "03/04/2024",
            "October 18-20, 2024",
            "100000",
            "0000000001",
            "202410",
            "2024-10-181",
            "12024-10-18",
            "2024 patients",
            "2024-10-18 patients",
            "2024-10-18abc",
            "Mayor 18, 2024",
            "三千年十月十八日",
            "\u{0}\u{FFFD}年",
        ] {
            check(text, "-");
        }
    }
}
