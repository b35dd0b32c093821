//! The cases of `tests/cases/datelines.tsv`: a line with a bar where its dateline ends, the year that the page gives,
//! the places, the date and the wire. A line without a bar opens with no dateline.

use super::*;
use proptest::prelude::*;

const CASES: &str = include_str!("../../../../tests/cases/datelines.tsv");
/// Where a dateline ends.
const END: char = '¦';

fn cases() -> impl Iterator<Item = [&'static str; 5]> {
    let lines = CASES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        <[&str; 5]>::try_from(columns).unwrap_or_else(|columns| panic!("five columns: {columns:?}"))
    })
}

/// Shows what was read as the columns of a case do.
fn show(line: &str, found: Option<&Dateline>) -> String {
    let Some(found) = found else { return format!("{line}\t-\t-\t-") };
    let (before, after) = line.split_at(found.range.end);
    let date = match found.date {
        None => "-".to_owned(),
        Some(Named::Full { first, .. }) => first.to_string(),
        Some(Named::OfYear { month, day }) => format!("{month:02}-{day:02}"),
    };
    let places = if found.places.is_empty() { "-".to_owned() } else { found.places.join(" + ") };
    format!("{before}{END}{after}\t{places}\t{date}\t{}", found.wire.as_deref().unwrap_or("-"))
}

#[test]
fn every_case_is_read() {
    let mut wrong = Vec::new();
    for [marked, year, places, date, wire] in cases() {
        let line: String = marked.chars().filter(|c| *c != END).collect();
        let shown = show(&line, dateline(&line, Context { year: year.parse().ok() }).as_ref());
        let expected = format!("{marked}\t{places}\t{date}\t{wire}");
        if shown != expected {
            wrong.push(format!("expected {expected}\n   found {shown}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn there_are_many_cases_of_each_kind() {
    let is_han = |line: &str| line.chars().any(crate::text::script::is_han);
    let count = |positive: bool, han: bool| {
        cases().filter(|[line, ..]| line.contains(END) == positive && is_han(line) == han).count()
    };
    let counts = [count(true, false), count(true, true), count(false, false), count(false, true)];
    assert!(counts[0] >= 80 && counts[1] >= 60 && counts[2] >= 40 && counts[3] >= 25, "{counts:?}");
}

proptest! {
    #[test]
    fn a_dateline_lies_in_its_line(
        line in "[ ,.;:()/—\\-–|（）【】，＂*#$]{0,3}(BOSTON|Mass\\.|and|新华社|北京|电|讯|记者|Oct\\. 18|, 2024|10月18日|２０２４年|PRNewswire|\\(Reuters\\)|十|\\PC|[ ,/\\-—()（）：]){0,14}"
    ) {
        if let Some(found) = dateline(&line, Context::default()) {
            prop_assert!(line.get(found.range.clone()).is_some());
            prop_assert!(found.range.start < found.range.end);
            prop_assert!(found.places.iter().all(|place| !place.is_empty()));
        }
        let again = dateline(&line, Context::default());
        prop_assert_eq!(dateline(&line, Context { year: Some(2024) }).map(|d| d.range), again.map(|d| d.range));
    }

    #[test]
    fn a_line_takes_no_longer_for_being_long(unit in "(\\(|1|,|/|A |二|北|-|\\[|记者|电|Oct|[0-9]{4}|\\PC){1,3}") {
        let line = unit.repeat(20_000);
        let start = std::time::Instant::now();
        dateline(&line, Context::default());
        prop_assert!(start.elapsed().as_millis() < 200, "{unit} took {:?}", start.elapsed());
    }
}
