//! A JSON file: one record, an array of them, records after each other, or an answer that holds an array of them.

use std::cell::Cell;
use std::fmt;
use std::io::{BufReader, Cursor, Read};
use std::rc::Rc;

use serde::de::{DeserializeSeed, Deserializer as _, SeqAccess, Visitor};
use serde_json::Deserializer;

use super::fields::Fields;
use super::lines::{MAX_LINE_BYTES, are_lines, read_lines};
use super::record::{Found, Reads};
use super::{MARK, is_json, not_json, output, trimmed};
use crate::corpus::ReadOptions;
use crate::corpus::budget::Allowed;
use crate::corpus::encoding::{self, Decoded};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{MAX_BYTES, Part, Source};

/// One JSON object, or many.
pub(in crate::corpus) struct Json;

impl Extractor for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn version(&self) -> u32 {
        2
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let named = claim_by_name(source, &["json"], &["application/json", "text/json"]);
        let head = trimmed(source.head());
        let opens = match head.strip_prefix(b"[") {
            Some(inside) => inside.trim_ascii_start().starts_with(b"{"),
            None => {
                head.strip_prefix(b"{").is_some_and(|inside| inside.trim_ascii_start().starts_with(b"\""))
            }
        };
        if opens && is_json(head) { Claim::Content } else { named }
    }

    fn extract(&self, source: Source<'_>, options: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let fields = Fields::new(options);
        let declared = source.declared.charset.clone();
        let is_array = trimmed(source.head()).starts_with(b"[");
        let mut reader = source.into_reader();
        let mut bytes = Vec::new();
        let read = (&mut reader).take(MAX_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|cause| Reason::from_io(&cause))?;
        if bytes.len() as u64 > MAX_BYTES {
            if !is_array {
                return Err(Reason::failed("larger than 64 MiB, the limit for a file that is read whole"));
            }
            return read_stream(Cursor::new(bytes).chain(reader), &fields, emit);
        }
        read_json(&bytes, &fields, declared.as_deref(), emit)
    }
}

/// Reads a file whole.
pub(super) fn read_json(
    bytes: &[u8],
    fields: &Fields,
    declared: Option<&str>,
    emit: Emit<'_>,
) -> Result<(), Reason> {
    let Ok(text) = std::str::from_utf8(trimmed(bytes)) else {
        let decoded = encoding::decode(bytes, declared)?;
        let Decoded { charset, warnings, .. } = &decoded;
        return read_text(&decoded.text, fields, &mut |output| match output {
            Output::Release(mut draft, part) => {
                draft.charset = Some(charset.clone());
                draft.warnings.extend(warnings.iter().cloned());
                emit(Output::Release(draft, part));
            }
            other => emit(other),
        });
    };
    read_text(text, fields, emit)
}

fn read_text(text: &str, fields: &Fields, emit: Emit<'_>) -> Result<(), Reason> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Reason::skipped("empty file"));
    }
    if text.starts_with('[') {
        let mut reader = Deserializer::from_str(text);
        let read = reader.deserialize_seq(Each { fields, emit }).map_err(|cause| not_json(&cause))?;
        reader.end().map_err(|cause| not_json(&cause))?;
        return if read == 0 { Err(Reason::skipped("empty array")) } else { Ok(()) };
    }
    if are_lines(text.as_bytes()) {
        return read_lines(text.as_bytes(), fields, None, emit);
    }
    read_objects(text, fields, emit)
}

/// Reads one record, or several after each other.
fn read_objects(text: &str, fields: &Fields, emit: Emit<'_>) -> Result<(), Reason> {
    let mut at = 0;
    for number in 1_usize.. {
        let mut values = Deserializer::from_str(&text[at..]).into_iter::<&serde_json::value::RawValue>();
        let raw = match values.next() {
            None => break,
            Some(raw) => raw.map_err(|cause| not_json(&cause))?,
        };
        at += values.byte_offset();
        let is_alone = number == 1 && text[at..].trim_start().is_empty();
        let part = if is_alone { Part::Whole } else { Part::Element(number) };
        let mut reader = Deserializer::from_str(raw.get());
        let mut found = Reads { fields }.deserialize(&mut reader).map_err(|cause| not_json(&cause))?;
        let list = found.as_mut().ok().and_then(|record| record.take_list());
        match list.filter(|_| is_alone) {
            Some(list) => {
                for (value, number) in list.into_iter().zip(1..) {
                    let found = Reads { fields }.deserialize(value).map_err(|cause| not_json(&cause))?;
                    emit(output(found, Part::Element(number)));
                }
            }
            None => emit(output(found, part)),
        }
    }
    Ok(())
}

/// Reads an array of any length, holding one record in memory.
pub(super) fn read_stream(mut reader: impl Read, fields: &Fields, emit: Emit<'_>) -> Result<(), Reason> {
    let mut mark = [0; MARK.len()];
    reader.read_exact(&mut mark).map_err(|cause| Reason::from_io(&cause))?;
    let start = if mark == MARK { Vec::new() } else { mark.to_vec() };
    // As much as was read ahead may be of the record before.
    let left = Rc::new(Cell::new(MAX_LINE_BYTES));
    let excess = "a record longer than 16 MiB, the limit";
    let reader = Allowed::new(Cursor::new(start).chain(reader), &left, excess);
    let mut reader = Deserializer::from_reader(BufReader::new(reader));
    let mut emit = |output: Output<'_>| {
        left.set(MAX_LINE_BYTES);
        emit(output);
    };
    reader.deserialize_seq(Each { fields, emit: &mut emit }).map_err(|cause| not_json(&cause))?;
    Ok(())
}

/// Hands on the records of an array, and counts them.
struct Each<'e, 'f> {
    fields: &'f Fields,
    emit: Emit<'e>,
}

impl<'de> Visitor<'de> for Each<'_, '_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<usize, A::Error> {
        let mut read = 0;
        while let Some(found) = values.next_element_seed(Reads { fields: self.fields })? {
            let found: Found<'de> = found;
            read += 1;
            (self.emit)(output(found, Part::Element(read)));
        }
        Ok(read)
    }
}
