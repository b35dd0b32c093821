//! What is one story and what is not, in both languages; and what holds for any set of releases.

mod properties;
mod samples;

use std::collections::BTreeMap;

use super::*;
use samples::{DOSING_EN, DOSING_EN_SHORT, DOSING_ZH, NOTICE_EN, NOTICE_ZH, filled};

/// A release to be put into a set: id, headline, news, day, publisher.
fn entry(id: &str, headline: &str, news: &str, day: Option<i32>, source: &str) -> Entry {
    Entry {
        id: id.to_owned(),
        fingerprint: Fingerprint::of(headline, &[news]),
        days: day.map(|day| Days { first: day, last: day }),
        originality: Originality::of(Some(source), None),
    }
}

/// Shows stories as `representative: copies`, in order, and links as `from kind to`.
fn show(entries: &[Entry]) -> Vec<String> {
    let stories = assign(entries);
    let mut members: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate().filter(|(at, _)| stories.story(*at).is_some()) {
        let representative = stories.representative(at);
        let copies = members.entry(&entries[representative].id).or_default();
        if representative != at {
            copies.push(&entry.id);
        }
    }
    let mut shown: Vec<String> = members
        .into_iter()
        .map(|(representative, mut copies)| {
            copies.sort_unstable();
            format!("{representative}: {}", copies.join(" "))
        })
        .collect();
    let id = |at: u32| &entries[at as usize].id;
    shown.extend(
        stories.links.iter().map(|link| format!("{} {} {}", id(link.from), link.kind.name(), id(link.to))),
    );
    shown
}

#[track_caller]
fn check(entries: &[Entry], expected: &[&str]) {
    assert_eq!(show(entries), expected);
    let backwards: Vec<Entry> = entries.iter().rev().cloned().collect();
    assert_eq!(show(&backwards), expected, "in reverse");
}

const HEADLINE_EN: &str = "Quillfeather Doses First Patient in Phase 1 Trial of QF-201 for Relapsed Lymphoma";
const HEADLINE_ZH: &str = "羽墨生物宣布QF-201治疗复发淋巴瘤的1期临床试验完成首例患者给药";

#[test]
fn copies_over_several_wires_are_one_story() {
    let about = "The company was listed in 2019 and has 140 staff in 3 cities.";
    let with_dateline = format!("BOSTON, Oct. 18, 2024 (GLOBE NEWSWIRE) -- {DOSING_EN}");
    let other_dateline = format!("BOSTON, October 19, 2024 /PRNewswire/ -- {DOSING_EN} {about}");
    check(
        &[
            entry("a", HEADLINE_EN, &with_dateline, Some(100), "GlobeNewswire"),
            entry("b", &HEADLINE_EN.to_uppercase(), &other_dateline, Some(101), "PR Newswire"),
            entry("c", &format!("{HEADLINE_EN} - Daily Cell News"), DOSING_EN, Some(100), "Daily Cell News"),
            entry("d", HEADLINE_EN, DOSING_EN, None, "Yahoo Finance"),
        ],
        &["a: b c d"],
    );
    let with_dateline = format!("上海2024年10月18日 /美通社/ -- {DOSING_ZH}");
    check(
        &[
            entry("a", HEADLINE_ZH, &with_dateline, Some(100), "美通社"),
            entry("b", HEADLINE_ZH, DOSING_ZH, Some(100), "新浪财经"),
            entry(
                "c",
                &HEADLINE_ZH.replace("宣布", "宣佈").replace("临床试验", "臨床試驗"),
                DOSING_ZH,
                Some(102),
                "",
            ),
        ],
        &["a: b c"],
    );
}

#[test]
fn the_same_template_with_other_numbers_is_another_story() {
    for (notice, headline) in
        [(NOTICE_EN, "Larkspur Fund: Net Asset Value"), (NOTICE_ZH, "云雀基金单位净值公告")]
    {
        let first = filled(notice, &["14", "123.45", "8,412,300"]);
        let next = filled(notice, &["15", "124.02", "8,412,300"]);
        let one_digit = filled(notice, &["14", "123.46", "8,412,300"]);
        for day in [None, Some(100)] {
            check(
                &[
                    entry("a", headline, &first, day, "RNS"),
                    entry("b", headline, &next, day.map(|day| day + 1), "RNS"),
                    entry("c", headline, &one_digit, day, "RNS"),
                ],
                &[],
            );
        }
        check(
            &[entry("a", headline, &first, Some(100), ""), entry("b", headline, &first, Some(100), "RNS")],
            &["a: b"],
        );
    }
}

#[test]
fn one_figure_among_many_tells_releases_apart() {
    // More than are kept of them, and each twice.
    let figures: String = (100..160).map(|n| format!("{n} units of {} ", n + 60)).collect();
    let text = |figures: &str| format!("{DOSING_EN} Of the products {figures} were sold.");
    let (one, two) = (text(&figures), text(&figures.replacen("217", "212", 1)));
    check(&[entry("a", HEADLINE_EN, &one, Some(5), ""), entry("b", HEADLINE_EN, &two, Some(5), "")], &[]);
    // A year that stands in two places and was changed in one.
    let (one, two) = (format!("{DOSING_EN} More data in 2025."), format!("{DOSING_EN} More data in 2026."));
    check(&[entry("a", HEADLINE_EN, &one, Some(5), ""), entry("b", HEADLINE_EN, &two, Some(5), "")], &[]);
    // More of the same text is a copy still.
    check(
        &[entry("a", HEADLINE_EN, DOSING_EN, Some(5), ""), entry("b", HEADLINE_EN, &two, Some(5), "")],
        &["b: a"],
    );
}

#[test]
fn steps_of_one_affair_are_stories_of_their_own() {
    let pricing = "Quillfeather Announces $12 Million Registered Direct Offering of Common Stock";
    let closing = "Quillfeather Announces Closing of $12 Million Registered Direct Offering of Common Stock";
    let text = format!("{DOSING_EN} {DOSING_EN_SHORT}");
    check(&[entry("a", pricing, &text, Some(100), ""), entry("b", closing, &text, Some(100), "")], &[]);
    // The same words a month later are not a copy of the first.
    check(&[entry("a", pricing, &text, Some(100), ""), entry("b", pricing, &text, Some(130), "")], &[]);
    // Weekly under one headline, and a text that says nothing.
    let weekly = "Transactions in Connection with Share Buy-back Program";
    let said = "Company Announcement";
    check(&[entry("a", weekly, said, Some(100), ""), entry("b", weekly, said, Some(107), "")], &[]);
}

#[test]
fn little_text_under_a_common_headline_is_no_copy() {
    let text = |company: &str| {
        format!("{company} announces that all resolutions were passed at the meeting held today.")
    };
    let (one, two) = (text("Larkspur Bio plc"), text("Quillfeather Therapeutics plc"));
    check(
        &[entry("a", "Result of AGM", &one, Some(5), ""), entry("b", "Result of AGM", &two, Some(5), "")],
        &[],
    );
    check(&[entry("a", "", &one, None, ""), entry("b", "", &one, None, "")], &[]);
    check(&[entry("a", "", "", None, ""), entry("b", "", "", None, "")], &[]);
}

#[test]
fn a_cut_copy_belongs_to_the_whole() {
    check(
        &[
            entry("a", HEADLINE_EN, DOSING_EN, Some(100), "GlobeNewswire"),
            entry("b", HEADLINE_EN, DOSING_EN_SHORT, Some(101), "Daily Cell News"),
            entry("c", HEADLINE_EN, "", Some(101), "Daily Cell News"),
            // Too long ago to be the same for sure.
            entry("d", HEADLINE_EN, DOSING_EN_SHORT, Some(90), "Daily Cell News"),
        ],
        &["a: b c"],
    );
}

#[test]
fn the_representative_is_the_earliest_by_the_most_original_source() {
    let at = |id: &str, day, source| entry(id, HEADLINE_EN, DOSING_EN, day, source);
    let issuer = Entry {
        originality: Originality::of(Some("Quillfeather"), Some("https://ir.quillfeather.example/1")),
        ..at("z", Some(103), "")
    };
    let copies = [
        at("a", Some(100), "Yahoo Finance"),
        at("b", Some(100), "Daily Cell News"),
        at("c", Some(102), "Business Wire"),
        at("d", Some(101), "PR Newswire"),
        at("e", None, "PR Newswire"),
    ];
    check(&copies, &["d: a b c e"]);
    let mut with_issuer = copies.to_vec();
    with_issuer.push(issuer);
    check(&with_issuer, &["z: a b c d e"]);
    // Of one day, the longer; then the smaller id.
    let long = format!("{DOSING_EN} It said so in a statement that is longer by these few words.");
    let long = entry("y", HEADLINE_EN, &long, Some(101), "PR Newswire");
    check(&[at("d", Some(101), "PR Newswire"), long, at("b", Some(101), "PR Newswire")], &["y: b d"]);
    // A month that holds the day comes after the day.
    let month = Entry { days: Some(Days { first: 90, last: 120 }), ..at("a", None, "PR Newswire") };
    check(&[at("d", Some(101), "PR Newswire"), month], &["d: a"]);
}

#[test]
fn corrections_are_linked() {
    let corrected = DOSING_EN.replace("36 patients", "63 patients");
    let headline = format!("CORRECTION -- {HEADLINE_EN}");
    check(
        &[
            entry("a", HEADLINE_EN, DOSING_EN, Some(100), "GlobeNewswire"),
            entry("b", HEADLINE_EN, DOSING_EN, Some(100), "Yahoo Finance"),
            entry("c", &headline, &corrected, Some(102), "GlobeNewswire"),
            entry("d", &headline, &corrected, Some(103), "Yahoo Finance"),
        ],
        &["a: b", "c: d", "c correction a"],
    );
    let corrected = DOSING_ZH.replace("36例", "63例");
    check(
        &[
            entry("a", HEADLINE_ZH, DOSING_ZH, Some(100), "美通社"),
            entry("b", &format!("更正：{HEADLINE_ZH}"), &corrected, Some(101), "美通社"),
        ],
        &["b correction a"],
    );
    // Nothing corrects what comes after it, or what was long before.
    for day in [99, 140] {
        check(
            &[
                entry("a", HEADLINE_EN, DOSING_EN, Some(100), ""),
                entry("b", &headline, DOSING_EN, Some(day), ""),
            ],
            &[],
        );
    }
}

#[test]
fn translations_are_linked() {
    let other_en =
        DOSING_EN.replace("QF-201", "QF-305").replace("13.2", "17.9").replace("NCT0561", "NCT0733");
    check(
        &[
            entry("en", HEADLINE_EN, DOSING_EN, Some(100), "PR Newswire"),
            entry("copy", HEADLINE_EN, DOSING_EN, Some(100), "Yahoo Finance"),
            entry("zh", HEADLINE_ZH, DOSING_ZH, Some(101), "美通社"),
            entry("other", "Quillfeather Reports on QF-305", &other_en, Some(101), "PR Newswire"),
        ],
        &["en: copy", "zh translation en"],
    );
    let late = entry("zh", HEADLINE_ZH, DOSING_ZH, Some(110), "美通社");
    check(&[entry("en", HEADLINE_EN, DOSING_EN, Some(100), ""), late], &[]);
}

#[test]
fn thousands_of_notices_from_one_template_stay_apart() {
    let entries: Vec<Entry> = (0..4000)
        .map(|n| {
            let news = filled(NOTICE_EN, &["14", &format!("{n}.45"), "8,412,300"]);
            entry(&format!("{n}"), "Larkspur Fund: Net Asset Value", &news, Some(n / 100), "RNS")
        })
        .chain([entry(
            "copy",
            "Larkspur Fund: Net Asset Value",
            &filled(NOTICE_EN, &["14", "1777.45", "8,412,300"]),
            Some(17),
            "Yahoo Finance",
        )])
        .collect();
    check(&entries, &["1777: copy"]);
}
