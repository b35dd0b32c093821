//! One record: its fields by meaning, and what is left.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::fields::{Field, Fields, Meaning};
use super::value::{Value, text_of};
use crate::corpus::draft::{Draft, MAX_METADATA};
use crate::corpus::formats::html;
use crate::corpus::problem::Reason;
use crate::document::Provenance;

/// What only HTML holds: enough to know a text by that is a piece of a page.
const TAGS: &[&str] = &["</p>", "<br", "</div>", "</li>", "</span>", "</a>", "<p>"];

/// Under which names a file keeps an array of its records.
const LISTS: &[&str] = &[
    "articles",
    "items",
    "data",
    "docs",
    "documents",
    "results",
    "records",
    "releases",
    "entries",
    "news",
    "rows",
    "hits",
    "list",
];

/// The fields of one record.
#[derive(Debug, Default)]
pub(in crate::corpus) struct Record<'r> {
    known: [Option<Known<'r>>; Field::COUNT],
    rest: Vec<(Cow<'r, str>, Cow<'r, str>)>,
    /// The records inside it, of a record that is none itself.
    list: Option<Vec<serde_json::Value>>,
}

#[derive(Debug)]
struct Known<'r> {
    meaning: Meaning,
    name: Cow<'r, str>,
    text: Cow<'r, str>,
}

impl<'r> Record<'r> {
    /// Takes in a field that has text.
    pub(in crate::corpus) fn put(
        &mut self,
        meaning: Option<Meaning>,
        name: Cow<'r, str>,
        text: Cow<'r, str>,
    ) {
        if text.trim().is_empty() {
            return;
        }
        let Some(meaning) = meaning else { return self.keep(name, text) };
        let slot = &mut self.known[meaning.field as usize];
        let new = Known { meaning, name, text };
        let left = match slot {
            Some(old) if old.meaning.rank < new.meaning.rank => Some(new),
            // The same name again: the last one holds.
            Some(old) if old.meaning.rank == new.meaning.rank => {
                *slot = Some(new);
                None
            }
            _ => slot.replace(new),
        };
        if let Some(Known { name, text, .. }) = left {
            self.keep(name, text);
        }
    }

    fn keep(&mut self, name: Cow<'r, str>, text: Cow<'r, str>) {
        if self.rest.len() < MAX_METADATA {
            self.rest.push((name, text));
        }
    }

    fn put_value(&mut self, fields: &Fields, name: Cow<'r, str>, value: Value<'r>) {
        let mut is_led_into = false;
        if let Value::Nested(nested) = &value {
            for (path, meaning) in fields.paths(&name) {
                let found = path.split('.').try_fold(nested, |value, key| value.get(key));
                let text = found.and_then(|value| text_of(value.clone(), meaning.field.joint()));
                if let Some(text) = text {
                    is_led_into = true;
                    self.put(Some(meaning), Cow::Owned(format!("{name}.{path}")), Cow::Owned(text));
                }
            }
            if let serde_json::Value::Array(values) = nested
                && values.iter().any(serde_json::Value::is_object)
                && LISTS.iter().any(|known| known.eq_ignore_ascii_case(&name))
            {
                self.list.get_or_insert_with(|| values.clone());
            }
        }
        let meaning = fields.meaning(&name).filter(|_| !is_led_into);
        let (value, joint) = match meaning {
            Some(meaning) => (value.unwrapped(), meaning.field.joint()),
            None => (value, "; "),
        };
        if let Some(text) = value.into_text(joint) {
            self.put(meaning, name, text);
        }
    }

    /// Takes the records inside out of a record that has no text of its own.
    pub(super) fn take_list(&mut self) -> Option<Vec<serde_json::Value>> {
        let has_text =
            [Field::Headline, Field::Body].iter().any(|field| self.known[*field as usize].is_some());
        self.list.take().filter(|_| !has_text)
    }

    /// Makes the draft.
    pub(in crate::corpus) fn into_draft(self) -> Draft {
        let mut draft = Draft::default();
        for known in self.known.into_iter().flatten() {
            let Meaning { field, is_html, .. } = known.meaning;
            match field {
                Field::Body if is_html || looks_like_html(&known.text) => {
                    draft.body = html::plain_text(&known.text);
                }
                Field::Body => draft.body = known.text.into_owned(),
                Field::Headline if looks_like_html(&known.text) => {
                    draft.headline = html::plain_text(&known.text);
                }
                Field::Headline => draft.headline = known.text.into_owned(),
                Field::Id => draft.id = Some(known.text.into_owned()),
                Field::WireId => draft.wire_id = Some(known.text.into_owned()),
                Field::Language => draft.language = Some(known.text.into_owned()),
                Field::Date => draft.dates.push((known.text.into_owned(), Provenance::Field)),
                Field::Url => draft.url = Some(known.text.into_owned()),
                Field::Source => draft.source = Some(known.text.into_owned()),
            }
        }
        for (name, text) in self.rest {
            draft.keep(&name, &text);
        }
        draft
    }
}

fn looks_like_html(text: &str) -> bool {
    memchr::memchr(b'<', text.as_bytes()).is_some() && TAGS.iter().any(|tag| text.contains(tag))
}

/// Reads one record, whatever stands there.
#[derive(Clone, Copy)]
pub(super) struct Reads<'f> {
    pub(super) fields: &'f Fields,
}

/// What stands where a record should: the record, or why there is none.
pub(super) type Found<'r> = Result<Record<'r>, Reason>;

impl<'de> DeserializeSeed<'de> for Reads<'_> {
    type Value = Found<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Reads<'_> {
    fn none<'r, E>() -> Result<Found<'r>, E> {
        Ok(Err(Reason::failed("not a JSON object")))
    }
}

impl<'de> Visitor<'de> for Reads<'_> {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut record = Record::default();
        while let Some((key, value)) = map.next_entry::<Value<'_>, Value<'_>>()? {
            if let Some(name) = key.into_text("") {
                record.put_value(self.fields, name, value);
            }
        }
        Ok(Ok(record))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Self::Value, A::Error> {
        while values.next_element::<serde::de::IgnoredAny>()?.is_some() {}
        Self::none()
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Self::none()
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Self::none()
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Self::none()
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Self::none()
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Self::none()
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Self::none()
    }
}
