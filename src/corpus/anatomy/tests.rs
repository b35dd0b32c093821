//! Little releases whose parts are marked, and what holds of any text.
//!
//! In `tests/cases/anatomy/` a case is `=== name`, a headline, and blocks that each stand below their zone. An empty
//! line before a zone is one in the text; `[+about]` stands behind a space in the line above, `[++about]` behind
//! two, `[&about]` behind none. The dateline and the quotes of a block are listed below it.

use proptest::prelude::*;

use super::*;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/anatomy");

/// A case: its body as a file has it, and the body with its parts marked.
#[derive(Debug)]
struct Case {
    name: String,
    headline: String,
    body: String,
    marked: String,
}

fn cases() -> Vec<Case> {
    let folder = std::fs::read_dir(CASES).expect("the cases are beside the tests");
    let mut paths: Vec<_> = folder.map(|entry| entry.expect("a file of cases").path()).collect();
    paths.sort();
    let texts = paths.iter().map(|path| std::fs::read_to_string(path).expect("cases in UTF-8"));
    texts.flat_map(|text| text.split("=== ").skip(1).map(case).collect::<Vec<_>>()).collect()
}

fn case(text: &str) -> Case {
    let (name, text) = text.split_once('\n').expect("a name");
    let (headline, marked) = text.split_once('\n').unwrap_or((text, ""));
    let mut body = String::new();
    for line in marked.trim_end().lines() {
        if line.starts_with("[quote") || line.starts_with("[dateline]") {
            continue;
        }
        let marker = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let name = marker.map(|name| name.trim_start_matches(['+', '&']));
        if name.and_then(Zone::from_name).is_some_and(Zone::is_section) || name == Some("body") {
            if line.starts_with("[+") || line.starts_with("[&") {
                body.truncate(body.trim_end().len());
            }
            body.push_str(&" ".repeat(line.matches('+').count()));
            continue;
        }
        body.push_str(line);
        body.push('\n');
    }
    Case {
        name: name.to_owned(),
        headline: headline.to_owned(),
        body: body.trim().to_owned(),
        marked: marked.trim().to_owned(),
    }
}

/// Writes a body with its parts marked, as the cases are.
fn marked(body: &str, sections: &[Section]) -> String {
    let mut text = String::new();
    let mut end = 0;
    let mut inside = String::new();
    for section in sections {
        let what = body[section.range.clone()].replace("\n\n", "⏎").replace('\n', "⏎");
        if matches!(section.zone, Zone::Dateline | Zone::Quote) {
            let speaker = section.speaker.as_deref().map_or(String::new(), |name| format!(": {name}"));
            inside.push_str(&format!("\n[{}{speaker}] {what}", section.zone.name()));
            continue;
        }
        let between = &body[end..section.range.start];
        text.push_str(&std::mem::take(&mut inside));
        let (space, sign) = match between {
            "" if end == 0 => ("", String::new()),
            "" => ("\n", "&".to_owned()),
            spaces if !spaces.contains('\n') => ("\n", "+".repeat(spaces.len())),
            between => (between, String::new()),
        };
        text.push_str(&format!("{space}[{sign}{}]\n{}", section.zone.name(), &body[section.range.clone()]));
        end = section.range.end;
    }
    text + &inside
}

#[test]
fn little_releases() {
    let cases = cases();
    assert!(cases.len() >= 60);
    let mut wrong = String::new();
    for case in cases {
        let found = marked(&case.body, &sections(&case.headline, &case.body, &[]));
        if found != case.marked {
            wrong.push_str(&format!("=== {}\n{}\n--- expected\n{}\n", case.name, found, case.marked));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_a_format_marks_is_that() {
    let body = "News of the day begins here, in a sentence of its own.\n\nA caption\n\nLinks\n\nA quoted block\n\nMore";
    let mark = |text: &str, kind| {
        let start = body.find(text).expect("the text is in the body");
        Mark { range: start..start + text.len(), kind }
    };
    let marks = [
        mark("A caption", MarkKind::Caption),
        mark("Links", MarkKind::Navigation),
        mark("A quoted block", MarkKind::Quotation),
        mark("More", MarkKind::Table),
    ];
    let found: Vec<(&str, &str)> = sections("H", body, &marks)
        .iter()
        .map(|section| (section.zone.name(), &body[section.range.clone()]))
        .collect();
    assert_eq!(
        found,
        [
            ("lead", "News of the day begins here, in a sentence of its own."),
            ("caption", "A caption"),
            ("navigation", "Links"),
            ("body", "A quoted block"),
            ("quote", "A quoted block"),
            ("table", "More"),
        ]
    );
}

/// What a release can be made of, and what only looks like it.
fn any_body() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-zA-Z .,:\"“”()\\-—]{0,40}",
        "[细胞张三说表示：“”。，「」（）关于]{0,20}",
        Just("About Examplaria Examplaria is a company.".to_owned()),
        Just("关于示例生物 示例生物是一家公司。".to_owned()),
        Just("SOMERSET, N.J., Oct. 03, 2024 (GLOBE NEWSWIRE) -- Examplaria said.".to_owned()),
        Just("“It works, and it will go on working,” said Jane Roe, CEO.".to_owned()),
        Just("张三表示：“我们等这一天等了十年。".to_owned()),
        Just("Forward-Looking Statements".to_owned()),
        Just("Contact: a@b.example.com +1 617 555 0100".to_owned()),
        Just("###".to_owned()),
        Just("a | b | 1\nc | d | 2".to_owned()),
        Just("特此公告。".to_owned()),
        "\\PC{0,12}",
    ];
    let space = prop_oneof![Just(" "), Just("  "), Just("\n"), Just("\n\n"), Just(""), Just("\u{3000}")];
    proptest::collection::vec((part, space), 0..24).prop_map(|parts| {
        parts.into_iter().map(|(part, space)| part + space).collect::<String>().trim().to_owned()
    })
}

proptest! {
    #[test]
    fn blocks_cover_the_text_once_and_the_rest_lies_inside(body in any_body(), headline in "[a-z ]{0,20}") {
        let found = sections(&headline, &body, &[]);
        let mut end = 0;
        for section in &found {
            prop_assert!(body.get(section.range.clone()).is_some_and(|text| !text.is_empty() && text == text.trim()));
        }
        let in_order = found.windows(2).all(|pair| {
            let (a, b) = (&pair[0].range, &pair[1].range);
            a.start < b.start || (a.start == b.start && a.end >= b.end)
        });
        prop_assert!(in_order);
        let is_inline = |section: &&Section| matches!(section.zone, Zone::Dateline | Zone::Quote);
        for block in found.iter().filter(|section| !is_inline(section)) {
            prop_assert!(block.range.start >= end && body[end..block.range.start].trim().is_empty());
            end = block.range.end;
        }
        prop_assert!(body[end..].trim().is_empty());
        for inline in found.iter().filter(is_inline) {
            let holds = |block: &&Section| block.range.start <= inline.range.start && block.range.end >= inline.range.end;
            prop_assert!(found.iter().filter(|section| !is_inline(section)).any(|block| holds(&block)));
        }
    }

    #[test]
    fn marks_may_be_anywhere(body in any_body(), cuts in proptest::collection::vec((0usize..400, 0usize..80), 0..6)) {
        let mut marks: Vec<Mark> = cuts
            .into_iter()
            .map(|(start, length)| start..start + length)
            .filter(|range| body.get(range.clone()).is_some_and(|text| !text.is_empty()))
            .zip([MarkKind::Table, MarkKind::Quotation, MarkKind::Heading, MarkKind::Caption, MarkKind::Navigation])
            .map(|(range, kind)| Mark { range, kind })
            .collect();
        marks.sort_by_key(|mark| mark.range.start);
        let found = sections("", &body, &marks);
        prop_assert!(found.iter().all(|section| body.get(section.range.clone()).is_some()));
    }
}

/// Twice the text takes about twice the time: the worst texts that were thought of, at two lengths.
#[test]
fn no_text_is_worse_than_linear() {
    for part in [
        "\"",
        "\" ",
        "“",
        "”“",
        "a. ",
        "About A ",
        "关于",
        "“a b c d” ",
        "\n",
        "| a | b |\n",
        "About A: ",
        "。",
        "- ",
        "/ ",
        "Contact: ",
        "1 2 3 ",
        "*",
        "“我们说：",
        "” said Jane Roe. “",
        "  ",
        "(",
        "[",
        "\n\n“A b c d e f g h i j",
        "Forward-looking statements ",
    ] {
        let time = |count: usize| {
            let body = part.repeat(count / part.len());
            let start = std::time::Instant::now();
            assert!(sections("", &body, &[]).len() <= body.len());
            start.elapsed().as_secs_f64()
        };
        time(1 << 14);
        let (small, large) = (time(1 << 16), time(1 << 19));
        // Eight times the text; the rest is leave for a busy machine.
        assert!(large < 40.0 * small + 0.25, "{part:?}: {small} s, then {large} s");
    }
}
