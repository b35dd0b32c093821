//! A release as it is stored, and back.

use jiff::civil::Date;
use tantivy::TantivyDocument;
use tantivy::schema::Value;

use super::anatomy;
use super::record::Record;
use super::schema::Fields;
use super::stories;
use crate::analysis::Stream;
use crate::document::{DocId, Document, Language, ReleaseDate, Zone};
use crate::story::{Fingerprint, Originality};

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

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
    if let Some(date) = document.date.filter(ReleaseDate::is_said) {
        packed.add_i64(fields.first_day, day(date.first));
        packed.add_i64(fields.last_day, day(date.last()));
    }
    for zone in [Zone::Headline, Zone::Body, Zone::Source] {
        for stream in [Stream::Verbatim, Stream::Words] {
            packed.add_text(fields.text(zone, stream), document.zone(zone));
        }
    }
    let fingerprint = Fingerprint::of(&document.headline, &document.news());
    let originality = Originality::of(document.source.as_deref(), document.url.as_deref());
    for number in stories::pack(&fingerprint, originality) {
        packed.add_u64(fields.fingerprint, number);
    }
    packed.add_text(fields.anatomy, anatomy::places(document));
    for text in anatomy::section_texts(document) {
        packed.add_text(fields.zones, text);
    }
    packed.add_text(fields.record, Record::of(document).write());
    packed
}

/// Makes the release of what tantivy stored. `None` means that it does not read back.
pub(super) fn unpack(fields: &Fields, packed: &TantivyDocument) -> Option<Document> {
    let text = |field| packed.get_first(field).and_then(|value| value.as_str()).map(str::to_owned);
    let document = Document::new(
        DocId::new(&text(fields.id)?)?,
        text(fields.text(Zone::Headline, Stream::Verbatim))?,
        text(fields.text(Zone::Body, Stream::Verbatim))?,
    );
    Record::read(&text(fields.record)?)?.complete(document)
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
