//! What must be equal for a release to be the one that an index holds.

use crate::document::{Document, ReleaseDate};

/// The version of what is made of a draft: anatomy, dates, identity, language. Raised when the same file gives
/// another document, so that an index knows what to read again.
const RESOLVER_VERSION: u32 = 1;

/// Returns 32 hexadecimal digits that change when anything of the document does, its origin apart, or when its
/// extractor does.
pub fn content_key(document: &Document) -> String {
    let Document { id, headline, body, sections, language, date, source, url, origin: _, metadata, reading } =
        document;
    let mut hasher = blake3::Hasher::new();
    // A length before each field, so that text moving from one field to the next changes the key.
    let mut field = |value: Option<&str>| {
        hasher.update(&value.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(value.unwrap_or_default().as_bytes());
    };
    field(Some(&format!("{RESOLVER_VERSION} {} {}", reading.extractor, reading.version)));
    for value in [id.as_str(), headline, body, language.code()] {
        field(Some(value));
    }
    for section in sections {
        field(Some(&format!("{} {:?}", section.zone.name(), section.range)));
        field(section.speaker.as_deref());
    }
    // A file that is only written again is the same.
    let date = date.filter(ReleaseDate::is_said);
    field(date.map(|date| format!("{date} {} {:?}", date.provenance.name(), date.offset)).as_deref());
    let conflict = date.and_then(|date| date.conflict);
    field(conflict.map(|other| format!("{other} {}", other.provenance.name())).as_deref());
    field(source.as_deref());
    field(url.as_deref());
    for (name, value) in metadata {
        field(Some(name));
        field(Some(value));
    }
    let mut key = hasher.finalize().to_hex().to_string();
    key.truncate(32);
    key
}
