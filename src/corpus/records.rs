//! Releases as JSON: one object a line, one object a file, or an array of them.

use std::io::{self, BufRead, BufReader, Read};

use serde_json::{Map, Value};

use super::{Draft, Part, Place, Problem, draft::MAX_METADATA, find};
use crate::document::{Document, Provenance};

/// The longest line of a jsonl file.
const MAX_LINE_BYTES: u64 = 16 * 1024 * 1024;

/// The names under which a field is known, the usual one first.
const ID: &[&str] = &["id"];
const HEADLINE: &[&str] = &["title", "headline"];
const BODY: &[&str] = &["text", "body", "content"];
const LANGUAGE: &[&str] = &["lang", "language"];
const DATE: &[&str] = &["date", "published", "published_at", "pubdate"];
const URL: &[&str] = &["url", "link"];
const SOURCE: &[&str] = &["source", "wire", "publisher"];

type Each<'a> = &'a mut dyn FnMut(Result<Document, Problem>);

/// Reads one record a line, holding one line in memory. A line that cannot be read is a problem of its own.
pub(super) fn read_lines(file: impl Read, path: &str, name: &str, each: Each<'_>) {
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        let place = Place { path, name, part: Part::Line(number) };
        let read = reader.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut line);
        match read {
            Ok(0) => return,
            Err(cause) => return each(Err(place.failed(find::plain(&cause)))),
            Ok(_) => {}
        }
        if number == 1 && (line.starts_with(&[0xFF, 0xFE]) || line.starts_with(&[0xFE, 0xFF])) {
            return each(Err(Problem::failed(path, "jsonl in UTF-16; save it as UTF-8")));
        }
        let is_whole = line.ends_with(b"\n") || line.len() as u64 <= MAX_LINE_BYTES;
        if !is_whole {
            each(Err(place.failed("longer than 16 MiB, the limit for a line of jsonl")));
            match reader.skip_until(b'\n') {
                Ok(_) => continue,
                Err(_) => return,
            }
        }
        let text = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&line).trim_ascii();
        if !text.is_empty() {
            let parsed = parse(text).map_err(|reason| place.failed(reason));
            each(parsed.and_then(|value| record(value, place)));
        }
    }
}

/// Reads a file that is one object, an array of objects, or in truth one object a line.
pub(super) fn read_json(bytes: &[u8], path: &str, name: &str, each: Each<'_>) {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes).trim_ascii();
    match serde_json::from_slice(text) {
        Ok(Value::Array(values)) if values.is_empty() => each(Err(Problem::skipped(path, "empty array"))),
        Ok(Value::Array(values)) => {
            for (value, number) in values.into_iter().zip(1_usize..) {
                each(record(value, Place { path, name, part: Part::Element(number) }));
            }
        }
        Ok(value) => each(record(value, Place { path, name, part: Part::Whole })),
        Err(_) if text.is_empty() => each(Err(Problem::skipped(path, "empty file"))),
        Err(_) if is_lines(text) => read_lines(io::Cursor::new(bytes), path, name, each),
        Err(cause) => each(Err(Problem::failed(path, format!("not JSON: {cause}")))),
    }
}

/// Tells whether the first line is an object by itself, with more to follow.
fn is_lines(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.len() < text.len() && matches!(serde_json::from_slice(first), Ok(Value::Object(_)))
}

fn parse(line: &[u8]) -> Result<Value, String> {
    let text = std::str::from_utf8(line).map_err(|_| "not valid UTF-8".to_owned())?;
    serde_json::from_str(text).map_err(|cause| {
        // The line is in the origin; the parser's is always 1.
        format!("not JSON: {}", cause.to_string().replace("at line 1 column", "at column"))
    })
}

/// Reads the fields of one record.
fn record(value: Value, place: Place<'_>) -> Result<Document, Problem> {
    let Value::Object(mut fields) = value else {
        return Err(place.failed("not a JSON object"));
    };
    let mut draft = Draft {
        id: take(&mut fields, ID, "; "),
        headline: take(&mut fields, HEADLINE, " ").unwrap_or_default(),
        body: take(&mut fields, BODY, "\n\n").unwrap_or_default(),
        language: take(&mut fields, LANGUAGE, "; "),
        date: take(&mut fields, DATE, "; ").map(|date| (date, Provenance::Field)),
        source: take(&mut fields, SOURCE, "; "),
        url: take(&mut fields, URL, "; "),
        ..Draft::default()
    };
    for (name, value) in fields.into_iter().take(MAX_METADATA) {
        if let Some(text) = as_text(value, "; ") {
            draft.keep(&name, &text);
        }
    }
    draft.resolve(place)
}

/// Takes the first field of these names that has text.
fn take(fields: &mut Map<String, Value>, names: &[&str], joint: &str) -> Option<String> {
    for name in names {
        let Some(key) = fields.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned() else { continue };
        let text = fields.shift_remove(&key).and_then(|value| as_text(value, joint));
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            return Some(text);
        }
    }
    None
}

/// Returns a value as text: strings of an array joined, anything nested as compact JSON.
fn as_text(value: Value, joint: &str) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        Value::Array(values) if values.iter().all(Value::is_string) => {
            Some(values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(joint))
        }
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows every document and problem on a line.
    fn lines(text: &[u8]) -> Vec<String> {
        let mut seen = Vec::new();
        read_lines(text, "c/a.jsonl", "corpus/a.jsonl", &mut |result| seen.push(show(result)));
        seen
    }

    fn show(result: Result<Document, Problem>) -> String {
        match result {
            Err(problem) => format!("{:?} {} {}", problem.kind, problem.origin, problem.reason),
            Ok(d) => {
                let date =
                    d.date.map_or_else(String::new, |date| format!(" {date} {}", date.provenance.name()));
                let more = [d.source.unwrap_or_default(), d.url.unwrap_or_default()].join("|");
                let (id, language) = (d.id, d.language.code());
                format!(
                    "{id} @{} [{}][{}] {language}{date} {more} {:?}",
                    d.origin, d.headline, d.body, d.metadata
                )
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
            r#"{"id":"r1","title":"T","text":"One.\r\nTwo.","lang":"en","date":"2024-03-30 04:17:00-0400","url":"https://a.b","source":"GNW","ticker":["A","B"],"n":1.5,"ok":true,"no":null,"o":{"a": [1]}}"#,
            r#"r1 @corpus/a.jsonl:1 [T][One.
Two.] en 2024-03-30 field GNW|https://a.b {"n": "1.5", "o": "{\"a\":[1]}", "ok": "true", "ticker": "A; B"}"#,
        );
        check(
            r#"{"id":17,"Headline":"细胞","content":["一。","二。"],"published_at":20241018,"wire":"美通社"}"#,
            "17 @corpus/a.jsonl:1 [细胞][一。\n\n二。] zh-Hans 2024-10-18 field 美通社| {}",
        );
        check(
            r#"{"title":"","headline":"H","date":"soon"}"#,
            r#"corpus/a.jsonl#1 @corpus/a.jsonl:1 [H][] en | {"date": "soon"}"#,
        );
    }

    #[test]
    fn bad_lines_are_named_and_the_rest_goes_on() {
        let text =
            "\u{FEFF}{\"title\":\"A\"}\r\n\n{\"title\":\n[1]\n{\"id\":\"x\"}\n\u{1}\n{\"title\":\"B\"}";
        assert_eq!(
            lines(text.as_bytes()),
            [
                "corpus/a.jsonl#1 @corpus/a.jsonl:1 [A][] en | {}",
                "Failed c/a.jsonl:3 not JSON: EOF while parsing a value at column 9",
                "Failed c/a.jsonl:4 not a JSON object",
                "Skipped c/a.jsonl:5 no text in title and text",
                "Failed c/a.jsonl:6 not JSON: expected value at column 1",
                "corpus/a.jsonl#7 @corpus/a.jsonl:7 [B][] en | {}",
            ]
        );
        assert_eq!(lines(b"{\"title\":\"\xFF\"}"), ["Failed c/a.jsonl:1 not valid UTF-8"]);
        assert_eq!(lines(b"\xFF\xFE{\0"), ["Failed c/a.jsonl jsonl in UTF-16; save it as UTF-8"]);
    }

    #[test]
    fn a_long_line_is_passed_over() {
        let limit = usize::try_from(MAX_LINE_BYTES).expect("a limit that fits");
        let long = format!("{{\"title\":\"{}\"}}\n{{\"title\":\"B\"}}\n", "x".repeat(limit));
        assert_eq!(
            lines(long.as_bytes()),
            [
                "Failed c/a.jsonl:1 longer than 16 MiB, the limit for a line of jsonl",
                "corpus/a.jsonl#2 @corpus/a.jsonl:2 [B][] en | {}",
            ]
        );
    }

    #[test]
    fn metadata_is_limited() {
        let fields: Vec<String> = (0..100).map(|n| format!("\"f{n}\":{n}")).collect();
        let text = format!("{{\"title\":\"A\",{}}}", fields.join(","));
        read_lines(text.as_bytes(), "a", "a", &mut |result| {
            assert_eq!(result.expect("a document").metadata.len(), MAX_METADATA);
        });
    }

    #[test]
    fn json_files_hold_one_or_many() {
        for (text, expected) in [
            (r#"{"title":"A"}"#, vec!["c.json @c.json [A][] en | {}"]),
            (
                "\u{FEFF}[{\"title\":\"A\"},3]",
                vec!["c.json#1 @c.json#1 [A][] en | {}", "Failed ./c.json#2 not a JSON object"],
            ),
            (
                "{\"title\":\"A\"}\n{\"title\":\"B\"}\n",
                vec!["c.json#1 @c.json:1 [A][] en | {}", "c.json#2 @c.json:2 [B][] en | {}"],
            ),
            ("[]", vec!["Skipped ./c.json empty array"]),
            (" \n", vec!["Skipped ./c.json empty file"]),
            ("{\"a\"", vec!["Failed ./c.json not JSON: EOF while parsing an object at line 1 column 4"]),
        ] {
            let mut seen = Vec::new();
            read_json(text.as_bytes(), "./c.json", "c.json", &mut |result| seen.push(show(result)));
            assert_eq!(seen, expected, "{text}");
        }
        let deep = "[".repeat(100_000);
        read_json(deep.as_bytes(), "c.json", "c", &mut |result| assert!(result.is_err()));
    }
}
