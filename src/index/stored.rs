//! A release as it is stored, and back.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::schema::Fields;
use crate::analysis::Stream;
use crate::document::{DocId, Document, Language, Precision, Provenance, ReleaseDate, Zone};

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// What of a release has no field of its own.
#[derive(Serialize, Deserialize)]
struct Record {
    language: String,
    date: Option<(String, String, String)>,
    source: Option<String>,
    url: Option<String>,
    origin: String,
    metadata: BTreeMap<String, String>,
}

/// Returns a day as a number: days since 1970-01-01.
pub(super) fn day(date: Date) -> i64 {
    i64::from(date.since(EPOCH).map_or(0, |span| span.get_days()))
}

/// Makes tantivy's document of a release.
pub(super) fn pack(fields: &Fields, document: &Document, key: u64, file: &str) -> TantivyDocument {
    let mut packed = TantivyDocument::new();
    packed.add_text(fields.id, document.id.as_str());
    packed.add_u64(fields.key, key);
    packed.add_text(fields.origin, file);
    for code in codes(&document.language) {
        packed.add_text(fields.language, code);
    }
    if let Some(date) = document.date {
        packed.add_i64(fields.first_day, day(date.first));
        packed.add_i64(fields.last_day, day(date.last()));
    }
    for zone in [Zone::Headline, Zone::Body, Zone::Source] {
        for stream in [Stream::Verbatim, Stream::Words] {
            packed.add_text(fields.text(zone, stream), document.zone(zone));
        }
    }
    let record = Record {
        language: document.language.code().to_owned(),
        date: document.date.map(|date| {
            (date.first.to_string(), date.precision.name().to_owned(), date.provenance.name().to_owned())
        }),
        source: document.source.clone(),
        url: document.url.clone(),
        origin: document.origin.clone(),
        metadata: document.metadata.clone(),
    };
    packed.add_text(fields.record, serde_json::to_string(&record).expect("a record is plain data"));
    packed
}

/// Makes the release of what tantivy stored. `None` means that it does not read back.
pub(super) fn unpack(fields: &Fields, packed: &TantivyDocument) -> Option<Document> {
    let text = |field| packed.get_first(field).and_then(|value| value.as_str()).map(str::to_owned);
    let record: Record = serde_json::from_str(&text(fields.record)?).ok()?;
    let date = record.date.and_then(|(first, precision, provenance)| {
        Some(ReleaseDate {
            first: first.parse().ok()?,
            precision: Precision::from_name(&precision)?,
            provenance: Provenance::from_name(&provenance)?,
        })
    });
    Some(Document {
        id: DocId::new(&text(fields.id)?)?,
        headline: text(fields.text(Zone::Headline, Stream::Verbatim))?,
        body: text(fields.text(Zone::Body, Stream::Verbatim))?,
        language: Language::from_code(&record.language)?,
        date,
        source: record.source,
        url: record.url,
        origin: record.origin,
        metadata: record.metadata,
    })
}

/// Returns every code a language answers to, in lower case.
fn codes(language: &Language) -> Vec<String> {
    let own = language.code().to_ascii_lowercase();
    let asked = ["en", "zh", "zh-cn", "zh-tw", "zh-hk"].into_iter().filter(|code| language.answers(code));
    let mut codes: Vec<String> = asked.map(str::to_owned).collect();
    if !codes.contains(&own) {
        codes.push(own);
    }
    codes
}
