//! Which of the dates in a release is its own? A byline or a dateline at its top, or the date that a Chinese
//! notice is signed with; no other.

use unicode_normalization::UnicodeNormalization;

use super::byline::{byline, is_event_date, is_event_detail};
use super::dateline::{dateline, year_on_top};
use super::parse_date;
use super::scan::Written;
use crate::document::{Precision, Provenance, ReleaseDate};

/// How many lines and characters of a body are its top.
const TOP_LINES: usize = 12;
const TOP_CHARS: usize = 1_500;
/// The longest line that can be the date at the end of a notice.
const MAX_SIGN_OFF_BYTES: usize = 120;

/// Finds the date that a release gives itself: a line that is a date alone or labelled as one
/// (`Updated: 2024-02-08`), or a dateline (`BEIJING, Oct. 18, 2024 /PRNewswire/ --`, `北京10月23日电`).
///
/// Only the top of the body is looked at, and its last line where that has none; the headline can give a
/// dateline its year.
pub fn date_in_text(headline: &str, body: &str) -> Option<ReleaseDate> {
    let lines = top_lines(body);
    let found =
        |written: Written, provenance| Some(ReleaseDate::new(written.first, written.precision, provenance));
    let year = year_on_top(&folded(headline), &lines);
    let is_event = lines.iter().any(|line| is_event_detail(line));
    let on_top = lines.iter().find_map(|line| match byline(line) {
        Some(_) if is_event && is_event_date(line) => None,
        Some(written) => found(written, Provenance::Byline),
        None => dateline(line, year).and_then(|written| found(written, Provenance::Dateline)),
    });
    on_top.or_else(|| sign_off(body))
}

/// Reads the day that a Chinese notice ends with, below 特此公告 and who gave it. Only with 年月日: the last line
/// of a page may be the date of another, but that is in figures.
fn sign_off(body: &str) -> Option<ReleaseDate> {
    let last = body.lines().rev().map(str::trim).find(|line| !line.is_empty())?;
    if last.len() > MAX_SIGN_OFF_BYTES || !last.contains('年') {
        return None;
    }
    let line = folded(last);
    let line = line.trim_matches(['(', ')', '。']);
    // 二 〇 二 四 年 is one date, and 18日 星期五 is not one word.
    let closed: String = line.split_whitespace().collect();
    let date = parse_date(line).or_else(|| parse_date(&closed));
    let (first, precision) = date.filter(|&(_, precision)| precision == Precision::Day)?;
    Some(ReleaseDate::new(first, precision, Provenance::Byline))
}

/// Tells whether a line does nothing but give the date.
pub(in crate::corpus) fn is_byline(line: &str) -> bool {
    byline(&folded(line)).is_some()
}

/// Tells whether a line opens with a dateline.
pub(in crate::corpus) fn is_dateline(line: &str) -> bool {
    // Any leap year will do: only the shape is asked for.
    dateline(&folded(line), Some(2024)).is_some()
}

fn folded(line: &str) -> String {
    line.trim().nfkc().take(TOP_CHARS).collect()
}

fn top_lines(body: &str) -> Vec<String> {
    let mut room = TOP_CHARS;
    let mut top = Vec::new();
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()).take(TOP_LINES) {
        if room == 0 {
            break;
        }
        top.push(folded(line));
        room = room.saturating_sub(line.chars().count());
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (headline, body) = text.split_once('\n').expect("a headline and a body");
        let shown = match date_in_text(headline, body) {
            None => "-".to_owned(),
            Some(date) => format!("{date} {}", date.provenance.name()),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn bylines_are_read() {
        for line in [
            "2024-10-18",
            "Updated: 2024-10-18",
            "Published: October 18, 2024 | 5 min read",
            "Published October 18, 2024",
            "Date: Oct. 18, 2024",
            "October 18, 2024 08:00 ET | Source: CelArts Inc.",
            "Oct 18, 2024, 08:00 ET",
            "October 18, 2024 08:00 AM Eastern Daylight Time",
            "Friday, October 18, 2024",
            "发布时间：2024-10-18",
            "发布时间：2024-10-18 10:20 来源：新华网",
            "来源：新华网 发布日期：2024年10月18日",
            "日期: 2024/10/18",
            "时间：２０２４年１０月１８日",
            "2024年10月18日",
            "2024年10月18日 星期五 10:20",
            "2024-10-18 10:20 来源：北京亦庄",
            "【2024-10-18】",
            "来源：示例新区融媒体中心　记者：吴有之　　2024-10-18 09:12",
            "披露日期：2024/10/18",
            "二〇二四年十月十八日",
        ] {
            check(&format!("Headline\nNews\n{line}\n\nBody on May 1, 2020."), "2024-10-18 byline");
        }
        check("Headline\nOctober 2024\nBody", "2024-10 byline");
    }

    #[test]
    fn datelines_are_read() {
        for lead in [
            "SOUTH SAN FRANCISCO, Calif., October  18, 2024  (GLOBE NEWSWIRE) -- CelArts Inc., a company,",
            "BEIJING, Oct. 18, 2024 /PRNewswire/ -- CelArts",
            "SUZHOU, China and ROCKVILLE, Md., Oct. 18, 2024 /PRNewswire/ -- CelArts",
            "BOSTON, Oct. 18, 2024 (BUSINESS WIRE)--CelArts",
            "BOSTON--(BUSINESS WIRE)--Oct. 18, 2024--CelArts",
            "LONDON, 18 October 2024 – CelArts",
            "Shanghai, China - October 18, 2024 - CelArts",
            "(October 18, 2024) - BOSTON - CelArts",
            "Beijing (Oct 18, 2024) — CelArts",
            "October 18, 2024 – Boston, MA – CelArts",
            "北京2024年10月18日电（记者 张三）细胞",
            "上海2024年10月18日 /美通社/ -- 细胞",
            "（2024年10月18日，中国上海）——细胞",
            "2024年10月18日，中国上海——细胞",
            "新华社北京2024年10月18日电 细胞",
            "樣例通訊社香港2024年10月18日消息 — 細胞",
            "YERINGTON, NV, October 18, 2024 /24-7PressRelease/ -- CelArts",
            "Toronto, ON (October 18, 2024) -- CelArts",
            "Newswise — HOUSTON – (Oct. 18, 2024) CelArts",
            "Newswise — Oct. 18, 2024─CelArts",
            "北京，2024年10月18日\n细胞",
            "Geneva, Switzerland, October 18, 2024\nCelArts",
        ] {
            check(&format!("Headline\n{lead} said today."), "2024-10-18 dateline");
        }
        check("Headline 2024\n新华社北京10月23日电 细胞", "2024-10-23 dateline");
        check("2024年产业报告\n中新网10月23日电 (记者)", "2024-10-23 dateline");
        check("H\nBEIJING, Oct. 18, 2024 -- CelArts\n2024-10-20", "2024-10-18 dateline");
        check("CGT in 2024\nBEIJING, Oct. 23 (Xinhua) -- CelArts", "2024-10-23 dateline");
    }

    #[test]
    fn a_notice_is_signed_with_its_date() {
        let long =
            format!("{}\n\n特此公告。\n样例生物股份有限公司董事会\n", "正文在这里说明情况。\n".repeat(40));
        for day in [
            "二〇二四年十月十八日",
            "二○二四年十月十八日",
            "2024年10月18日",
            "　　　　２０２４ 年 10 月 18 日",
            "二 〇 二 四 年 十 月 十 八 日",
            "（2024年10月18日）",
            "2024年10月18日 星期五",
        ] {
            check(&format!("关于获得临床试验批准的公告\n{long}{day}\n\n"), "2024-10-18 byline");
        }
        check(&format!("公告\n2024-10-17\n{long}二〇二四年十月十八日"), "2024-10-17 byline");
        for last in
            ["2024-10-18", "2024年10月", "2024年10月18日召开会议", "会议日期：2024年10月18日", "十月十八日"]
        {
            check(&format!("公告\n{long}{last}"), "-");
        }
        check(&format!("公告\n{long}二〇二四年十月十八日\n联系我们"), "-");
    }

    #[test]
    fn no_other_date_counts() {
        for text in [
            "Headline\nOn October 18, 2024, Secretary Zhang Qiang visited.",
            "Headline\nThe conference was held in Beijing on Jan 18, 2024.",
            "Headline\n2024年10月18日，公司宣布细胞治疗获批。",
            "Headline\n公司于2024年10月18日电话会议上宣布",
            "Headline\n本公司2024年10月18日电话会议纪要如下",
            "Headline\nOctober 18, 2024 – October 20, 2024: the fair",
            "Headline\nFor the year ended December 31, 2024 - results",
            "Headline\n新华社北京10月23日电 细胞",
            "2023 and 2024\n新华社北京10月23日电 细胞",
            "Headline\n2024",
            "Headline\nDate: October 18, 2024\nTime: 9:00 a.m.\nLocation: Beijing",
            "Headline\n据报道，10月18日消息，2024",
            "Headline\n会议时间：2024-10-18",
            "Headline\nEvent date: 2024-10-18",
            "Headline 2024-10-18\nbody",
            "Headline\nUpdated guidance for 2024",
            "Headline\n",
        ] {
            check(text, "-");
        }
        let deep = format!("Headline\n{}2024-10-18", "a line\n".repeat(TOP_LINES));
        check(&deep, "-");
        let far = format!("Headline\n{}\n2024-10-18", "word ".repeat(400));
        check(&far, "-");
    }
}
