//! Whole releases through [`decide`].

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::document::{Provenance, ReleaseDate};

/// What a release of the tests has beside its text.
#[derive(Default)]
struct Page<'p> {
    declared: &'p [(&'p str, Provenance)],
    modified: &'p [(&'p str, Provenance)],
    url: Option<&'p str>,
    language: Option<&'p str>,
    file_time: Option<Date>,
}

fn decided(page: &Page<'_>, text: &str) -> Option<ReleaseDate> {
    let owned = |dates: &[(&str, Provenance)]| -> Vec<_> {
        dates.iter().map(|(written, provenance)| ((*written).to_owned(), *provenance)).collect()
    };
    let (headline, body) = text.split_once('\n').unwrap_or((text, ""));
    let (declared, modified) = (owned(page.declared), owned(page.modified));
    let evidence = Evidence {
        declared: &declared,
        modified: &modified,
        url: page.url,
        headline,
        body,
        language: page.language,
        file_time: page.file_time,
        today: date(2025, 6, 1),
    };
    let found = decide(&evidence);
    assert_eq!(found, decide(&evidence), "a decision stands");
    found
}

fn show(found: Option<ReleaseDate>) -> String {
    let Some(found) = found else { return "-".to_owned() };
    let zone = found.offset.map(|minutes| format!(" {minutes:+}")).unwrap_or_default();
    let conflict =
        found.conflict.map(|other| format!(" but {other} {}", other.provenance.name())).unwrap_or_default();
    format!("{found} {}{zone}{conflict}", found.provenance.name())
}

#[track_caller]
fn check(page: Page<'_>, text: &str, expected: &str) {
    assert_eq!(show(decided(&page, text)), expected, "{text}");
}

/// Checks a text that has nothing beside it.
#[track_caller]
fn check_text(text: &str, expected: &str) {
    check(Page::default(), text, expected);
}

#[test]
fn bylines_are_read() {
    for line in [
        "2024-10-18",
        "Updated: 2024-10-18",
        "Published: October 18, 2024 | 5 min read",
        "Published October 18, 2024",
        "Published on October 18, 2024 by Jane Roe",
        "Posted by Jane Roe on October 18, 2024",
        "Date: Oct. 18, 2024",
        "**Date:** Oct. 18, 2024",
        "Release Date: 18 October 2024",
        "FOR IMMEDIATE RELEASE: October 18, 2024",
        "FOR IMMEDIATE RELEASE October 18, 2024",
        "PRESS RELEASE – October 18, 2024",
        "Press Release | October 18, 2024",
        "October 18, 2024 | Press Releases",
        "By Jane Roe | October 18, 2024",
        "By Jane Roe, October 18, 2024",
        "Oct 18, 2024, 08:00 ET".trim_end_matches(", 08:00 ET"),
        "Friday, October 18, 2024",
        "First published: 18 October 2024",
        "EMBARGOED UNTIL 18 October 2024",
        "发布时间：2024-10-18",
        "发布时间：2024-10-18 10:20 来源：新华网",
        "发布时间: 2024-10-1810:20:33",
        "发布于2024-10-18",
        "来源：新华网 发布日期：2024年10月18日",
        "来源：新华网 | 发布时间：2024-10-18 10:20 | 责任编辑：张三",
        "2024-10-18 10:20:33　来源：新华网　字号：小 中 大",
        "2024年10月18日10:20 来源：样例网",
        "2024-10-18 发布",
        "日期: 2024/10/18",
        "时间：２０２４年１０月１８日",
        "2024年10月18日",
        "2024年10月18号",
        "民國113年10月18日",
        "2024年10月18日 星期五 10:20",
        "2024-10-18 10:20 来源：北京亦庄",
        "【2024-10-18】",
        "来源：示例新区融媒体中心　记者：吴有之　　2024-10-18 09:12",
        "披露日期：2024/10/18",
        "發佈時間：2024/10/18",
        "更新时间：2024-10-18",
        "二〇二四年十月十八日",
    ] {
        check_text(&format!("Headline\nNews\n{line}\n\nBody on May 1, 2020."), "2024-10-18 byline");
    }
    check_text("Headline\nOctober 2024\nBody", "2024-10 byline");
    check_text("Headline\nOct 18, 2024, 08:00 ET\nBody", "2024-10-18 byline -240");
    check_text("Headline\n18.10.2024 / 07:30 CET/CEST\nBody", "2024-10-18 byline +120");
    check_text("H\nOctober 18, 2024 08:00 AM Eastern Daylight Time\nBody", "2024-10-18 byline -240");
    check_text("H\nOctober 18, 2024 08:00 ET | Source: CelArts Inc.\nBody", "2024-10-18 byline -240");
    check_text("H\n2024-10-18 10:20（北京时间）\n正文", "2024-10-18 byline +480");
}

#[test]
fn published_comes_before_changed() {
    check_text("H\nUpdated: 2024-10-20\nPublished: 2024-10-18\nBody", "2024-10-18 byline");
    check_text("H\nPublished: 2024-10-18 | Updated: 2024-10-20\nBody", "2024-10-18 byline");
    check_text("H\n更新时间：2024-10-20 发布时间：2024-10-18\n正文", "2024-10-18 byline");
    check_text("H\nUpdated: 2024-12-20\nBOSTON, Oct. 18, 2024 -- CelArts", "2024-10-18 dateline");
    check_text("H\nEMBARGOED UNTIL Oct. 20, 2024\nBOSTON, Oct. 18, 2024 -- CelArts", "2024-10-18 dateline");
    let url = Some("https://example.com/2024/10/18/a");
    check(Page { url, ..Page::default() }, "H\nUpdated: 2024-12-20\nBody", "2024-10-18 url");
    let modified: &[_] = &[("2024-12-20T10:00:00+08:00", Provenance::JsonLd)];
    check(Page { url, modified, ..Page::default() }, "H\nBody", "2024-10-18 url");
    check(Page { modified, ..Page::default() }, "H\nBody on May 1, 2020", "2024-12-20 json-ld +480");
}

#[test]
fn datelines_are_read() {
    check_text("H\nBEIJING, Oct. 18, 2024 /PRNewswire/ -- CelArts said", "2024-10-18 dateline");
    check_text("Headline 2024\n新华社北京10月23日电 细胞", "2024-10-23 dateline");
    check_text("2024年产业报告\n中新网10月23日电 (记者)", "2024-10-23 dateline");
    check_text("H\nBEIJING, Oct. 18, 2024 -- CelArts\n2024-10-20", "2024-10-18 dateline");
    check_text("CGT in 2024\nBEIJING, Oct. 23 (Xinhua) -- CelArts", "2024-10-23 dateline");
    check_text("H\n--News Direct--\nOSLO, Norway, March 27, 2024 – CelArts", "2024-03-27 dateline");
    check_text("H\n本报讯（记者 张三）样例\n2024-10-20", "2024-10-20 byline");
    check_text("H\nLondon, 18 October 2024, 07:00 BST - CelArts", "2024-10-18 dateline +60");
    check_text(
        "CORRECTING and REPLACING CelArts\nBOSTON--(BUSINESS WIRE)--Please replace the release dated October 17, 2024",
        "-",
    );
}

#[test]
fn a_year_comes_from_the_page() {
    let text = "H\n新华社北京12月31日电 细胞";
    let field: &[_] = &[("2025-01-01", Provenance::Field)];
    check(Page { declared: field, ..Page::default() }, text, "2025-01-01 field");
    let month: &[_] = &[("2024-12", Provenance::Field)];
    check(Page { declared: month, ..Page::default() }, text, "2024-12-31 dateline");
    let url = Some("https://example.com/2025/01/a");
    check(Page { url, ..Page::default() }, text, "2024-12-31 dateline");
    let year: &[_] = &[("2023", Provenance::Field)];
    check(Page { declared: year, ..Page::default() }, text, "2023-12-31 dateline");
    check_text("H\n2024-01-02\n新华社北京12月31日电 细胞", "2024-01-02 byline but 2023-12-31 dateline");
    check_text("H\n新华社北京10月23日电 2024年10月20日，细胞", "2024-10-23 dateline");
    check_text(text, "-");
    check_text("2023 and 2024\n新华社北京10月23日电 细胞", "-");
    check_text("2025\n新华社北京10月23日电 细胞", "-");
    let file = |file_time| Page { file_time: Some(file_time), ..Page::default() };
    check(file(date(2024, 1, 5)), text, "2023-12-31 dateline");
    check(file(date(2024, 12, 31)), text, "2024-12-31 dateline");
}

#[test]
fn trust_has_an_order() {
    let declared: &[_] =
        &[("2024-10-18T23:00:00-04:00", Provenance::Meta), ("2024-10-19", Provenance::JsonLd)];
    let page = || Page { declared, ..Page::default() };
    check(page(), "H\nBody", "2024-10-19 json-ld");
    check(page(), "H\nBOSTON, Oct. 18, 2024 -- CelArts", "2024-10-19 json-ld");
    check(page(), "H\nBOSTON, Oct. 16, 2024 -- CelArts", "2024-10-19 json-ld but 2024-10-16 dateline");
    let month: &[_] = &[("2024-10", Provenance::Field)];
    let page = || Page { declared: month, ..Page::default() };
    check(page(), "H\nBOSTON, Oct. 18, 2024 -- CelArts", "2024-10-18 dateline");
    check(page(), "H\nBOSTON, May 18, 2023 -- CelArts", "2024-10 field but 2023-05-18 dateline");
    check(page(), "H\nBOSTON, Nov. 1, 2024 -- CelArts", "2024-10 field");
    let url = Some("https://example.com/2024/10/x");
    check(Page { url, ..Page::default() }, "H\n2024-10-18\nBody", "2024-10-18 byline");
    check(Page { url, ..Page::default() }, "H\n2023-10-18\nBody", "2023-10-18 byline but 2024-10 url");
    check(Page { url, ..Page::default() }, "H\nOn May 1, 2020, CelArts", "2024-10 url");
    let file = Page { file_time: Some(date(2025, 1, 1)), ..Page::default() };
    check(file, "H\nBody", "2025-01-01 file");
    let file = Page { file_time: Some(date(2025, 1, 1)), ..Page::default() };
    check(file, "H\nOn October 18, 2024, Secretary Zhang Qiang visited.", "2024-10-18 body");
}

#[test]
fn fields_are_read_in_every_form() {
    for (written, expected) in [
        ("1729224000", "2024-10-18 field +0"),
        ("Fri, 18 Oct 2024 04:17:00 -0400", "2024-10-18 field -240"),
        ("Fri, 18 Oct 2024 04:17:00 GMT", "2024-10-18 field +0"),
        ("2024-10-18T04:17:00.5+08:00", "2024-10-18 field +480"),
        ("18/10/2024", "2024-10-18 field"),
        ("03/04/2024", "-"),
    ] {
        check(Page { declared: &[(written, Provenance::Field)], ..Page::default() }, "H", expected);
    }
    for (code, expected) in [("en-GB", "2024-04-03 field"), ("en_US", "2024-03-04 field"), ("en", "-")] {
        let declared: &[_] = &[("03/04/2024", Provenance::Field)];
        check(Page { declared, language: Some(code), ..Page::default() }, "H", expected);
    }
}

#[test]
fn no_date_is_of_the_future() {
    let future: &[_] = &[("2025-06-03", Provenance::Field)];
    check(Page { declared: future, ..Page::default() }, "H\nBody", "-");
    check(Page { declared: future, ..Page::default() }, "H\n2024-10-18\nBody", "2024-10-18 byline");
    let tomorrow: &[_] = &[("2025-06-02", Provenance::Field)];
    check(Page { declared: tomorrow, ..Page::default() }, "H\nBody", "2025-06-02 field");
    check_text("H\nEMBARGOED UNTIL 10:00 a.m. ET, October 18, 2025\nBody", "-");
    check_text("H\nEMBARGOED UNTIL 10:00 a.m. ET, October 18, 2024\nBody", "2024-10-18 byline -240");
    check_text("H\nBOSTON, Oct. 18, 2026 -- CelArts", "-");
    let (url, file_time) = (Some("https://example.com/2026/10/18/x"), Some(date(2026, 1, 1)));
    check(Page { url, file_time, ..Page::default() }, "H\nBody", "-");
}

#[test]
fn when_a_file_was_made_is_the_last_resort() {
    let made: &[_] = &[("2024-11-20T00:00:00Z", Provenance::File)];
    let page = |file_time| Page { declared: made, file_time, ..Page::default() };
    check(page(None), "H\n\nBEIJING, Oct. 18, 2024 -- CelArts said", "2024-10-18 dateline");
    check(page(None), "H\n\nCelArts said on October 18, 2024 that it", "2024-10-18 body");
    check(page(Some(date(2025, 1, 1))), "H\n\nBody", "2024-11-20 file +0");
}

#[test]
fn a_notice_is_signed_with_its_date() {
    let long = format!("{}\n\n特此公告。\n样例生物股份有限公司董事会\n", "正文在这里说明情况。\n".repeat(40));
    for day in [
        "二〇二四年十月十八日",
        "二○二四年十月十八日",
        "2024年10月18日",
        "　　　　２０２４ 年 10 月 18 日",
        "二 〇 二 四 年 十 月 十 八 日",
        "（2024年10月18日）",
        "2024年10月18日 星期五",
    ] {
        check_text(&format!("关于获得临床试验批准的公告\n{long}{day}\n\n"), "2024-10-18 byline");
    }
    check_text(&format!("公告\n2024-10-17\n{long}二〇二四年十月十八日"), "2024-10-17 byline");
    for last in ["2024年10月", "十月十八日"] {
        check_text(&format!("公告\n{long}{last}"), "-");
    }
}

#[test]
fn dates_of_events_are_others() {
    for text in [
        "Headline\nDate: October 18, 2024\nTime: 9:00 a.m.\nLocation: Beijing",
        "Headline\nDate: October 18, 2024\nVenue: Boston",
        "会议通知\n时间：2024年10月18日\n地点：北京",
        "Headline\nOctober 18, 2024 – October 20, 2024: the fair",
        "Headline\nFor the year ended December 31, 2024 - results",
        "Headline\nEvent date: from 2024-10-18",
        "Headline\nUpdated guidance for 2024",
        "Headline\n2024",
        "Headline 2024-10-18\nbody",
        "Headline\n据报道，10月18日消息，2024",
        "Headline\n",
    ] {
        check_text(text, "-");
    }
    let body = "Headline\n2024年10月18日，公司宣布细胞治疗获批。";
    check_text(body, "2024-10-18 body");
    let deep = format!("Headline\n{}2024-10-18\nmore", "a line\n".repeat(12));
    check_text(&deep, "2024-10-18 body");
}

proptest! {
    #[test]
    fn any_text_is_decided(
        text in "(\n|Date: |更新时间：|Published |2024|-10-18|年|十|月|18日|Oct|, |电|-- |\\|| by |10:20 |ET|\\PC){0,20}",
        url in "(/|2024|10|18|-|t|_|\\PC){0,12}",
        written in "(2024|10|18|-|:|T|\\+|/|Oct|年|\\PC){0,9}",
    ) {
        let declared = [(written.as_str(), Provenance::Meta)];
        let page = Page { declared: &declared, modified: &declared, url: Some(&url), ..Page::default() };
        if let Some(found) = decided(&page, &text) {
            prop_assert!(found.first <= date(2025, 6, 2));
            prop_assert!(found.conflict.is_none_or(|other| other.first <= date(2025, 6, 2)));
        }
    }

    #[test]
    fn a_text_takes_time_by_its_length(unit in "(\\(|1|,|/|A |二|月|-|20|2024|Oct |\\PC){1,3}\n?") {
        let text = unit.repeat(50_000);
        let start = std::time::Instant::now();
        decided(&Page::default(), &text);
        prop_assert!(start.elapsed().as_millis() < 1_000, "{unit:?} took {:?}", start.elapsed());
    }
}
