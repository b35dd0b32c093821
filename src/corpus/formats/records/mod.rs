//! Releases as records: objects with fields, in JSON here and in tables of `table.rs`.
//!
//! `fields.rs` knows what the names mean, `record.rs` makes a draft of one record.

mod fields;
mod json;
mod lines;
mod record;
mod value;

pub(in crate::corpus) use fields::Fields;
pub(in crate::corpus) use json::Json;
pub(in crate::corpus) use lines::Lines;
pub(in crate::corpus) use record::Record;

use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::Deserializer;

use record::{Found, Reads};

use crate::corpus::extractor::Output;
use crate::corpus::problem::Reason;
use crate::corpus::source::Part;

/// What some programs put before UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Returns a text without what stands around it.
fn trimmed(text: &[u8]) -> &[u8] {
    text.strip_prefix(MARK).unwrap_or(text).trim_ascii()
}

/// Tells whether a text is JSON that ends whole, or would if it went on.
fn is_json(text: &[u8]) -> bool {
    let mut reader = Deserializer::from_slice(text);
    match serde::Deserialize::deserialize(&mut reader).map(|_: IgnoredAny| reader.end()) {
        Ok(end) => end.is_ok(),
        Err(cause) => cause.is_eof(),
    }
}

/// Reads the one record that a text is.
fn parse<'r>(text: &'r str, fields: &Fields) -> serde_json::Result<Found<'r>> {
    let mut reader = Deserializer::from_str(text);
    let found = Reads { fields }.deserialize(&mut reader)?;
    reader.end()?;
    Ok(found)
}

fn output(found: Found<'_>, part: Part) -> Output<'static> {
    match found {
        Ok(record) => Output::Release(Box::new(record.into_draft()), part),
        Err(reason) => Output::Problem(part, reason),
    }
}

fn not_json(cause: &serde_json::Error) -> Reason {
    Reason::failed(format!("not JSON: {cause}"))
}

#[cfg(test)]
mod tests;
