//! Records as drafts, each shown on a line.

use super::json::{read_json, read_stream};
use super::lines::{MAX_LINE_BYTES, read_lines};
use super::*;
use crate::corpus::ReadOptions;
use crate::corpus::draft::MAX_METADATA;
use crate::corpus::options::FieldName;

fn fields() -> Fields {
    Fields::new(&ReadOptions::default())
}

/// Shows every draft and problem on a line.
fn lines(text: &[u8]) -> Vec<String> {
    let mut seen = Vec::new();
    let read = read_lines(text, &fields(), None, &mut |output| seen.push(show(output)));
    seen.extend(read.err().map(|reason| format!("{:?} {}", reason.kind, reason.text)));
    seen
}

fn show(output: Output<'_>) -> String {
    match output {
        Output::Member(_) => "a member".to_owned(),
        Output::Problem(part, reason) => format!("{} {:?} {}", part.of("f"), reason.kind, reason.text),
        Output::Release(d, part) => {
            let dates: Vec<String> = d.dates.iter().map(|(date, _)| date.clone()).collect();
            let given = [d.id, d.language, d.source, d.url].map(Option::unwrap_or_default).join("|");
            let (dates, part) = (dates.join(","), part.of("f"));
            format!("{part} {given} [{}][{}] {dates} {:?}", d.headline, d.body, d.metadata)
        }
    }
}

#[track_caller]
fn check(line: &str, expected: &str) {
    assert_eq!(lines(line.as_bytes()), [expected], "{line}");
}

#[test]
fn fields_have_their_places() {
    check(
        r#"{"id":"r1","title":"T","text":"One.\nTwo.","lang":"en","date":"2024-03-30 04:17:00-0400","url":"https://a.b","source":"GNW","ticker":["A","B"],"n":1.5,"ok":true,"no":null,"o":{"a": [1]}}"#,
        r#"f:1 r1|en|GNW|https://a.b [T][One.
Two.] 2024-03-30 04:17:00-0400 {"n": "1.5", "o": "{\"a\":[1]}", "ok": "true", "ticker": "A; B"}"#,
    );
    check(
        r#"{"id":17,"Headline":"细胞","content":["一。","二。"],"published_at":20241018,"wire":"美通社"}"#,
        "f:1 17||美通社| [细胞][一。\n\n二。] 20241018 {}",
    );
    check(r#"{"title":"","headline":"H","date":"soon"}"#, "f:1 ||| [H][] soon {}");
}

#[test]
fn bad_lines_are_named_and_the_rest_goes_on() {
    let text = "\u{FEFF}{\"title\":\"A\"}\r\n\n{\"title\":\n[1]\n{\"id\":\"x\"}\n\u{1}\n{\"title\":\"B\"}";
    assert_eq!(
        lines(text.as_bytes()),
        [
            "f:1 ||| [A][]  {}",
            "f:3 Failed not JSON: EOF while parsing a value at column 9",
            "f:4 Failed not a JSON object",
            "f:5 x||| [][]  {}",
            "f:6 Failed not JSON: expected value at column 1",
            "f:7 ||| [B][]  {}",
        ]
    );
    assert_eq!(lines(b"{\"title\":\"\xFF\x01\"}"), ["f:1 Failed not valid UTF-8"]);
}

#[test]
fn a_long_line_is_passed_over() {
    let limit = usize::try_from(MAX_LINE_BYTES).expect("a limit that fits");
    let long = format!("{{\"title\":\"{}\"}}\n{{\"title\":\"B\"}}\n", "x".repeat(limit));
    assert_eq!(
        lines(long.as_bytes()),
        ["f:1 Failed longer than 16 MiB, the limit for a line of jsonl", "f:2 ||| [B][]  {}"]
    );
}

#[test]
fn metadata_is_limited() {
    let many: Vec<String> = (0..100).map(|n| format!("\"f{n}\":{n}")).collect();
    let text = format!("{{\"title\":\"A\",{}}}", many.join(","));
    let mut kept = 0;
    let read = read_lines(text.as_bytes(), &fields(), None, &mut |output| {
        if let Output::Release(draft, _) = output {
            kept = draft.metadata.len();
        }
    });
    assert_eq!((read, kept), (Ok(()), MAX_METADATA));
}

#[test]
fn json_files_hold_one_or_many() {
    for (text, expected) in [
        (r#"{"title":"A"}"#, vec!["f ||| [A][]  {}"]),
        ("\u{FEFF}[{\"title\":\"A\"},3]", vec!["f#1 ||| [A][]  {}", "f#2 Failed not a JSON object"]),
        ("{\"title\":\"A\"}\n{\"title\":\"B\"}\n", vec!["f:1 ||| [A][]  {}", "f:2 ||| [B][]  {}"]),
        ("[]", vec!["Skipped empty array"]),
        (" \n", vec!["Skipped empty file"]),
        ("{\"a\"", vec!["Failed not JSON: EOF while parsing an object at line 1 column 4"]),
    ] {
        let mut seen = Vec::new();
        let read = read_json(text.as_bytes(), &fields(), None, &mut |output| seen.push(show(output)));
        seen.extend(read.err().map(|reason| format!("{:?} {}", reason.kind, reason.text)));
        assert_eq!(seen, expected, "{text}");
    }
    let deep = "[".repeat(100_000);
    assert!(read_json(deep.as_bytes(), &fields(), None, &mut |_| {}).is_err());
}

/// Reads one record with names of the user's.
#[track_caller]
fn check_named(names: &[(&str, &str)], line: &str, expected: &str) {
    let fields =
        names.iter().map(|(field, name)| FieldName { field: (*field).to_owned(), name: (*name).to_owned() });
    let fields = Fields::new(&ReadOptions { fields: fields.collect(), ..ReadOptions::default() });
    let mut seen = Vec::new();
    let read = read_json(line.as_bytes(), &fields, None, &mut |output| seen.push(show(output)));
    assert_eq!((read, seen), (Ok(()), vec![expected.to_owned()]), "{line}");
}

#[test]
fn names_of_the_user_come_first() {
    check_named(
        &[("title", "subject"), ("title", "headline.main"), ("text", "Copy"), ("date", "meta.on.day")],
        r#"{"title":"no","headline":{"main":"H","print":"P"},"copy":"B","meta":{"on":{"day":"2024-10-18"}}}"#,
        r#"f ||| [H][B] 2024-10-18 {"headline": "{\"main\":\"H\",\"print\":\"P\"}", "meta": "{\"on\":{\"day\":\"2024-10-18\"}}", "title": "no"}"#,
    );
    check_named(&[("title", "subject")], r#"{"title":"T","subject":"S"}"#, r#"f ||| [S][]  {"title": "T"}"#);
    check_named(&[("nothing", "subject")], r#"{"title":"T"}"#, "f ||| [T][]  {}");
}

#[test]
fn names_of_others_are_known() {
    check(
        r#"{"subject":"S","summary":"Short.","article":"Long.","created":"2024-01-02","updated":"2025-01-01","permalink":"https://a.b/c","site_name":"X"}"#,
        r#"f:1 ||X|https://a.b/c [S][Long.] 2024-01-02 {"summary": "Short.", "updated": "2025-01-01"}"#,
    );
    check(
        r#"{"title":{"rendered":"A &amp; B</p>"},"content":{"rendered":"<p>One.</p><p>Two.</p>"},"source":{"id":null,"name":"N"}}"#,
        "f:1 ||N| [A & B][One.\n\nTwo.]  {}",
    );
    check(r#"{"标题":"细胞","正文":"一。","发布时间":"2024-10-18"}"#, "f:1 ||| [细胞][一。] 2024-10-18 {}");
    check(r#"{"title":"p < 0.05","text":"a < b and c > d"}"#, "f:1 ||| [p < 0.05][a < b and c > d]  {}");
    check(r#"{"_id":{"$oid":"5f"},"guid":"g","title":"T"}"#, "f:1 5f||| [T][]  {}");
}

#[test]
fn arrays_inside_an_answer_are_records() {
    let mut seen = Vec::new();
    let text = r#"{"status":"ok","totalResults":2,"articles":[{"title":"A"},{"title":"B"}]}"#;
    let read = read_json(text.as_bytes(), &fields(), None, &mut |output| seen.push(show(output)));
    assert_eq!((read, seen.len()), (Ok(()), 2));
    assert_eq!(seen[1], "f#2 ||| [B][]  {}");
    check_named(
        &[],
        r#"{"title":"A","items":[{"title":"B"}]}"#,
        r#"f ||| [A][]  {"items": "[{\"title\":\"B\"}]"}"#,
    );
}

#[test]
fn objects_after_each_other_are_records() {
    let mut seen = Vec::new();
    let text = "{\n\"title\":\"A\"\n}\n{\n\"title\":\"B\"}\n{\"";
    let read = read_json(text.as_bytes(), &fields(), None, &mut |output| seen.push(show(output)));
    assert!(read.is_err());
    assert_eq!(seen, ["f#1 ||| [A][]  {}", "f#2 ||| [B][]  {}"]);
}

#[test]
fn other_encodings_are_read() {
    let line = "{\"title\":\"细胞治疗产业发布会\"}\n";
    let gbk = encoding_rs::GBK.encode(line).0;
    assert_eq!(lines(&gbk), ["f:1 ||| [细胞治疗产业发布会][]  {}"]);
    let mut seen = Vec::new();
    let wide: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_json(&wide, &fields(), None, &mut |output| seen.push(show(output))), Ok(()));
    assert_eq!(seen, ["f ||| [细胞治疗产业发布会][]  {}"]);
}

#[test]
fn an_array_of_any_length_is_read_in_little_memory() {
    let record = |text: &str| format!("{{\"title\":\"{text}\"}}");
    let long = record(&"x".repeat(usize::try_from(2 * MAX_LINE_BYTES).expect("it fits")));
    let array = format!("\u{FEFF}[{},\n{},{long},{}]", record("A"), record("B"), record("C"));
    let mut seen = Vec::new();
    let read = read_stream(array.as_bytes(), &fields(), &mut |output| seen.push(show(output)));
    let reason = read.expect_err("a record is too long").text;
    assert!(reason.contains("a record longer than 16 MiB"), "{reason}");
    assert_eq!(seen, ["f#1 ||| [A][]  {}", "f#2 ||| [B][]  {}"]);
}
