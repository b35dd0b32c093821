//! Releases as JSON: one object a line, one object a file, or an array of them.

use std::io::{self, BufRead, BufReader, Read};

use serde_json::{Map, Value};

use crate::corpus::ReadOptions;
use crate::corpus::draft::{Draft, MAX_METADATA};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::document::Provenance;

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

/// One JSON object a line.
pub(in crate::corpus) struct Lines;

impl Extractor for Lines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        claim_by_name(source, &["jsonl", "ndjson"], &["application/jsonl", "application/x-ndjson"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        read_lines(source.into_reader(), emit)
    }
}

/// One JSON object, or an array of them.
pub(in crate::corpus) struct Json;

impl Extractor for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        claim_by_name(source, &["json"], &["application/json"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        read_json(&source.bytes()?, emit)
    }
}

/// Reads one record a line, holding one line in memory. A line that cannot be read is a problem of its own.
fn read_lines(file: impl Read, emit: Emit<'_>) -> Result<(), Reason> {
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        let part = Part::Line(number);
        let read = reader.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut line);
        match read {
            Ok(0) => break,
            Err(cause) => {
                emit(Output::Problem(part, Reason::from_io(&cause)));
                break;
            }
            Ok(_) => {}
        }
        if number == 1 && (line.starts_with(&[0xFF, 0xFE]) || line.starts_with(&[0xFE, 0xFF])) {
            return Err(Reason::failed("jsonl in UTF-16; save it as UTF-8"));
        }
        let is_whole = line.ends_with(b"\n") || line.len() as u64 <= MAX_LINE_BYTES;
        if !is_whole {
            emit(Output::Problem(part, Reason::failed("longer than 16 MiB, the limit for a line of jsonl")));
            match reader.skip_until(b'\n') {
                Ok(_) => continue,
                Err(_) => break,
            }
        }
        let text = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&line).trim_ascii();
        if !text.is_empty() {
            emit(output(parse(text).and_then(record), part));
        }
    }
    Ok(())
}

/// Reads a file that is one object, an array of objects, or in truth one object a line.
fn read_json(bytes: &[u8], emit: Emit<'_>) -> Result<(), Reason> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes).trim_ascii();
    match serde_json::from_slice(text) {
        Ok(Value::Array(values)) if values.is_empty() => return Err(Reason::skipped("empty array")),
        Ok(Value::Array(values)) => {
            for (value, number) in values.into_iter().zip(1_usize..) {
                emit(output(record(value), Part::Element(number)));
            }
        }
        Ok(value) => emit(output(record(value), Part::Whole)),
        Err(_) if text.is_empty() => return Err(Reason::skipped("empty file")),
        Err(_) if is_lines(text) => return read_lines(io::Cursor::new(bytes), emit),
        Err(cause) => return Err(Reason::failed(format!("not JSON: {cause}"))),
    }
    Ok(())
}

fn output(read: Result<Draft, Reason>, part: Part) -> Output<'static> {
    match read {
        Ok(draft) => Output::Release(Box::new(draft), part),
        Err(reason) => Output::Problem(part, reason),
    }
}

/// Tells whether the first line is an object by itself, with more to follow.
fn is_lines(text: &[u8]) -> bool {
    let first = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first.len() < text.len() && matches!(serde_json::from_slice(first), Ok(Value::Object(_)))
}

fn parse(line: &[u8]) -> Result<Value, Reason> {
    let text = std::str::from_utf8(line).map_err(|_| Reason::failed("not valid UTF-8"))?;
    serde_json::from_str(text).map_err(|cause| {
        // The line is in the origin; the parser's is always 1.
        Reason::failed(format!("not JSON: {}", cause.to_string().replace("at line 1 column", "at column")))
    })
}

/// Reads the fields of one record.
fn record(value: Value) -> Result<Draft, Reason> {
    let Value::Object(mut fields) = value else {
        return Err(Reason::failed("not a JSON object"));
    };
    let mut draft = Draft {
        id: take(&mut fields, ID, "; "),
        headline: take(&mut fields, HEADLINE, " ").unwrap_or_default(),
        body: take(&mut fields, BODY, "\n\n").unwrap_or_default(),
        language: take(&mut fields, LANGUAGE, "; "),
        dates: take(&mut fields, DATE, "; ").map(|date| (date, Provenance::Field)).into_iter().collect(),
        source: take(&mut fields, SOURCE, "; "),
        url: take(&mut fields, URL, "; "),
        ..Draft::default()
    };
    for (name, value) in fields.into_iter().take(MAX_METADATA) {
        if let Some(text) = as_text(value, "; ") {
            draft.keep(&name, &text);
        }
    }
    Ok(draft)
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

    /// Shows every draft and problem on a line.
    fn lines(text: &[u8]) -> Vec<String> {
        let mut seen = Vec::new();
        let read = read_lines(text, &mut |output| seen.push(show(output)));
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
        let text =
            "\u{FEFF}{\"title\":\"A\"}\r\n\n{\"title\":\n[1]\n{\"id\":\"x\"}\n\u{1}\n{\"title\":\"B\"}";
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
        assert_eq!(lines(b"{\"title\":\"\xFF\"}"), ["f:1 Failed not valid UTF-8"]);
        assert_eq!(lines(b"\xFF\xFE{\0"), ["Failed jsonl in UTF-16; save it as UTF-8"]);
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
        let fields: Vec<String> = (0..100).map(|n| format!("\"f{n}\":{n}")).collect();
        let text = format!("{{\"title\":\"A\",{}}}", fields.join(","));
        let mut kept = 0;
        let read = read_lines(text.as_bytes(), &mut |output| {
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
            let read = read_json(text.as_bytes(), &mut |output| seen.push(show(output)));
            seen.extend(read.err().map(|reason| format!("{:?} {}", reason.kind, reason.text)));
            assert_eq!(seen, expected, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(read_json(deep.as_bytes(), &mut |_| {}).is_err());
    }
}
