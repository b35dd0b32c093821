//! The values inside frames: what the values of this crate look like on the wire.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::corpus::draft::{Draft, Mark, MarkKind};
use crate::corpus::options::{FieldName, Limits, ReadOptions};
use crate::corpus::source::{Declared, Place, Source};
use crate::document::{Charset, Provenance};

/// A source that is to be read, without its bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) extractor: String,
    path: String,
    name: String,
    file_name: String,
    depth: usize,
    declared: WireDeclared,
    today: String,
    fields: Vec<(String, String)>,
    members: usize,
    unpacked_bytes: u64,
    expansion: u64,
    most_depth: usize,
    memory_bytes: u64,
    time: Duration,
}

/// What is declared of a source.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireDeclared {
    media_type: Option<String>,
    charset: Option<String>,
    url: Option<String>,
    dates: Vec<(String, String)>,
    source: Option<String>,
    named: bool,
}

/// A draft without its body.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireDraft {
    id: Option<String>,
    wire_id: Option<String>,
    headline: String,
    marks: Vec<(usize, usize, MarkKind)>,
    language: Option<String>,
    dates: Vec<(String, String)>,
    source: Option<String>,
    url: Option<String>,
    metadata: BTreeMap<String, String>,
    charset: Option<(Option<String>, String)>,
    warnings: Vec<String>,
}

impl Request {
    /// Asks for a source to be read by the extractor of this name.
    pub(super) fn new(extractor: &str, source: &Source<'_>, options: &ReadOptions) -> Self {
        let Place { path, name, file_name, depth, written: _ } = source.place.clone();
        let ReadOptions { today, fields, limits, .. } = options;
        let Limits { depth: most_depth, members, unpacked_bytes, expansion, memory_bytes, time } = *limits;
        Self {
            extractor: extractor.to_owned(),
            path,
            name,
            file_name,
            depth,
            declared: source.declared.clone().into(),
            today: today.to_string(),
            fields: fields.iter().map(|field| (field.field.clone(), field.name.clone())).collect(),
            members,
            unpacked_bytes,
            expansion,
            most_depth,
            memory_bytes,
            time,
        }
    }

    /// Returns where the source lies and what is declared of it.
    pub(super) fn place(&self) -> (Place, Declared) {
        let Self { path, name, file_name, depth, declared, .. } = self;
        let place = Place {
            path: path.clone(),
            name: name.clone(),
            file_name: file_name.clone(),
            depth: *depth,
            written: None,
        };
        let WireDeclared { media_type, charset, url, dates, source, named } = declared;
        let declared = Declared {
            media_type: media_type.clone(),
            charset: charset.clone(),
            url: url.clone(),
            dates: dates_of(dates.clone()),
            source: source.clone(),
            named: *named,
        };
        (place, declared)
    }

    /// Returns how it is to be read.
    pub(super) fn options(&self) -> ReadOptions {
        let fields = self.fields.iter().cloned();
        ReadOptions {
            today: self.today.parse().unwrap_or(Date::MAX),
            fields: fields.map(|(field, name)| FieldName { field, name }).collect(),
            limits: Limits {
                depth: self.most_depth,
                members: self.members,
                unpacked_bytes: self.unpacked_bytes,
                expansion: self.expansion,
                memory_bytes: self.memory_bytes,
                time: self.time,
            },
            ..ReadOptions::default()
        }
    }
}

impl From<Declared> for WireDeclared {
    fn from(declared: Declared) -> Self {
        let Declared { media_type, charset, url, dates, source, named } = declared;
        Self { media_type, charset, url, dates: named_dates(dates), source, named }
    }
}

impl From<WireDeclared> for Declared {
    fn from(declared: WireDeclared) -> Self {
        let WireDeclared { media_type, charset, url, dates, source, named } = declared;
        Self { media_type, charset, url, dates: dates_of(dates), source, named }
    }
}

impl From<Draft> for WireDraft {
    /// Leaves the body behind.
    fn from(draft: Draft) -> Self {
        let Draft {
            id,
            wire_id,
            headline,
            body: _,
            marks,
            language,
            dates,
            source,
            url,
            metadata,
            charset,
            warnings,
        } = draft;
        Self {
            id,
            wire_id,
            headline,
            marks: marks.into_iter().map(|mark| (mark.range.start, mark.range.end, mark.kind)).collect(),
            language,
            dates: named_dates(dates),
            source,
            url,
            metadata,
            charset: charset.map(|charset| (charset.declared, charset.used)),
            warnings,
        }
    }
}

impl WireDraft {
    /// Makes the draft again.
    pub(super) fn with_body(self, body: Vec<u8>) -> Draft {
        let Self { id, wire_id, headline, marks, language, dates, source, url, metadata, charset, warnings } =
            self;
        Draft {
            id,
            wire_id,
            headline,
            body: String::from_utf8(body).unwrap_or_default(),
            marks: marks.into_iter().map(|(start, end, kind)| Mark { range: start..end, kind }).collect(),
            language,
            dates: dates_of(dates),
            source,
            url,
            metadata,
            charset: charset.map(|(declared, used)| Charset { declared, used }),
            warnings,
        }
    }
}

fn named_dates(dates: Vec<(String, Provenance)>) -> Vec<(String, String)> {
    dates.into_iter().map(|(written, provenance)| (written, provenance.name().to_owned())).collect()
}

fn dates_of(dates: Vec<(String, String)>) -> Vec<(String, Provenance)> {
    dates.into_iter().filter_map(|(written, name)| Some((written, Provenance::from_name(&name)?))).collect()
}
