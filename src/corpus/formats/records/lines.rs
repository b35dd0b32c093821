//! One JSON object a line.

use std::io::{BufRead, BufReader, Read};

use super::fields::Fields;
use super::{is_json, output, parse, trimmed};
use crate::corpus::ReadOptions;
use crate::corpus::encoding::{self, Decoded};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};

/// The longest line of a jsonl file.
pub(super) const MAX_LINE_BYTES: u64 = 16 * 1024 * 1024;

/// What is read of a file at a time.
const BUFFER_BYTES: usize = 256 * 1024;

/// One JSON object a line.
pub(in crate::corpus) struct Lines;

impl Extractor for Lines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn version(&self) -> u32 {
        2
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let named = claim_by_name(
            source,
            &["jsonl", "ndjson"],
            &["application/jsonl", "application/x-ndjson", "application/jsonlines"],
        );
        let head = trimmed(source.head());
        match named {
            Claim::Name if head.starts_with(b"{") => Claim::Content,
            _ if are_lines(head) => Claim::Content,
            named => named,
        }
    }

    fn extract(&self, source: Source<'_>, options: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let fields = Fields::new(options);
        let declared = source.declared.charset.clone();
        if encoding::is_wide(source.head()) {
            let decoded = encoding::decode(&source.bytes()?, declared.as_deref())?;
            return read_lines(decoded.text.as_bytes(), &fields, declared.as_deref(), emit);
        }
        read_lines(source.into_reader(), &fields, declared.as_deref(), emit)
    }
}

/// Tells whether the first line is an object by itself, with another one below.
pub(super) fn are_lines(text: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', text) else { return false };
    let (first, rest) = (text[..end].trim_ascii(), text[end..].trim_ascii_start());
    first.starts_with(b"{") && first.ends_with(b"}") && rest.starts_with(b"{") && is_json(first)
}

/// Reads one record a line, holding one line in memory. A line that cannot be read is a problem of its own.
pub(super) fn read_lines(
    file: impl Read,
    fields: &Fields,
    declared: Option<&str>,
    emit: Emit<'_>,
) -> Result<(), Reason> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, file);
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        let part = Part::Line(number);
        match reader.by_ref().take(MAX_LINE_BYTES + 1).read_until(b'\n', &mut line) {
            Ok(0) => break,
            Err(cause) => {
                emit(Output::Problem(part, Reason::from_io(&cause)));
                break;
            }
            Ok(_) => {}
        }
        let is_whole = line.ends_with(b"\n") || line.len() as u64 <= MAX_LINE_BYTES;
        if !is_whole {
            emit(Output::Problem(part, Reason::failed("longer than 16 MiB, the limit for a line of jsonl")));
            match reader.skip_until(b'\n') {
                Ok(_) => continue,
                Err(cause) => {
                    emit(Output::Problem(part, Reason::from_io(&cause)));
                    break;
                }
            }
        }
        let text = trimmed(&line);
        if !text.is_empty() {
            read_line(text, fields, declared, part, emit);
        }
    }
    Ok(())
}

fn read_line(line: &[u8], fields: &Fields, declared: Option<&str>, part: Part, emit: Emit<'_>) {
    if let Ok(text) = std::str::from_utf8(line) {
        return emit(record(text, fields, part));
    }
    match encoding::decode(line, declared) {
        Ok(decoded) => {
            let output = record(&decoded.text, fields, part);
            emit(described(output, decoded));
        }
        Err(_) => emit(Output::Problem(part, Reason::failed("not valid UTF-8"))),
    }
}

fn record(text: &str, fields: &Fields, part: Part) -> Output<'static> {
    match parse(text, fields) {
        Ok(found) => output(found, part),
        Err(cause) => {
            // The line is in the origin; the parser's is always 1.
            let cause = cause.to_string().replace("at line 1 column", "at column");
            Output::Problem(part, Reason::failed(format!("not JSON: {cause}")))
        }
    }
}

/// Says in a draft how its line was read.
fn described(output: Output<'static>, decoded: Decoded) -> Output<'static> {
    match output {
        Output::Release(draft, part) => Output::Release(Box::new(decoded.describe(*draft)), part),
        other => other,
    }
}
