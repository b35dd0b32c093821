//! What of a release has no field of its own, as JSON.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::document::{
    Charset, Conflict, Document, Language, Precision, Provenance, Reading, ReleaseDate, Section, Zone,
};

/// Everything of a release but its id and its text. Names are short: there is one record a release.
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    language: String,
    date: Option<StoredDate>,
    source: Option<String>,
    url: Option<String>,
    origin: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    metadata: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sections: Vec<StoredSection>,
    extractor: String,
    version: u32,
    /// The encoding that was used, and the one that was declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    charset: Option<(String, Option<String>)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

/// The first day, the precision, the provenance, the offset and the conflict of a date.
type StoredDate = (String, String, String, Option<i16>, Option<(String, String, String)>);

/// The zone, where it begins, where it ends, and who speaks.
type StoredSection = (String, usize, usize, Option<String>);

impl Record {
    pub(super) fn of(document: &Document) -> Self {
        let Document { sections, language, date, source, url, origin, metadata, reading, .. } = document;
        let section = |section: &Section| {
            let name = section.zone.name().to_owned();
            (name, section.range.start, section.range.end, section.speaker.clone())
        };
        Self {
            language: language.code().to_owned(),
            date: date.map(|date| {
                let (day, precision, provenance) = named(date.first, date.precision, date.provenance);
                let conflict = date.conflict.map(|date| named(date.first, date.precision, date.provenance));
                (day, precision, provenance, date.offset, conflict)
            }),
            source: source.clone(),
            url: url.clone(),
            origin: origin.clone(),
            metadata: metadata.clone(),
            sections: sections.iter().map(section).collect(),
            extractor: reading.extractor.clone(),
            version: reading.version,
            charset: reading.charset.clone().map(|Charset { declared, used }| (used, declared)),
            warnings: reading.warnings.clone(),
        }
    }

    pub(super) fn write(&self) -> String {
        serde_json::to_string(self).expect("a record is plain data")
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Completes a release of which only id and text are known. `None` means that the record does not read back.
    pub(super) fn complete(self, document: Document) -> Option<Document> {
        let mut sections = Vec::new();
        for (zone, start, end, speaker) in self.sections {
            let range = start..end;
            document.body.get(range.clone())?;
            sections.push(Section { zone: Zone::from_name(&zone)?, range, speaker });
        }
        Some(Document {
            sections,
            language: Language::from_code(&self.language)?,
            date: self.date.and_then(date),
            source: self.source,
            url: self.url,
            origin: self.origin,
            metadata: self.metadata,
            reading: Reading {
                extractor: self.extractor,
                version: self.version,
                charset: self.charset.map(|(used, declared)| Charset { declared, used }),
                warnings: self.warnings,
            },
            ..document
        })
    }
}

fn named(first: Date, precision: Precision, provenance: Provenance) -> (String, String, String) {
    (first.to_string(), precision.name().to_owned(), provenance.name().to_owned())
}

fn read(stored: (String, String, String)) -> Option<Conflict> {
    let (first, precision, provenance) = stored;
    Some(Conflict {
        first: first.parse().ok()?,
        precision: Precision::from_name(&precision)?,
        provenance: Provenance::from_name(&provenance)?,
    })
}

fn date(stored: StoredDate) -> Option<ReleaseDate> {
    let (first, precision, provenance, offset, conflict) = stored;
    let Conflict { first, precision, provenance } = read((first, precision, provenance))?;
    Some(ReleaseDate { first, precision, provenance, offset, conflict: conflict.and_then(read) })
}
