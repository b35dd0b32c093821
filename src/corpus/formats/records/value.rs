//! A value of a JSON record, borrowed from its line where it can be.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of a record.
#[derive(Debug)]
pub(super) enum Value<'r> {
    /// There is none.
    Null,
    /// A text, or what is written as one: a number, true, false.
    Text(Cow<'r, str>),
    /// Values in a value.
    Nested(serde_json::Value),
}

/// Where a text is kept that is wrapped in an object, the surest first: WordPress, the New York Times, XML exports,
/// MongoDB, NewsAPI.
const WRAPPED: &[&str] = &["rendered", "main", "text", "value", "#text", "$oid", "$date", "name"];

impl<'r> Value<'r> {
    /// Returns the value as text: strings of an array joined, what is wrapped taken out, other nests as compact JSON.
    pub(super) fn into_text(self, joint: &str) -> Option<Cow<'r, str>> {
        match self {
            Self::Null => None,
            Self::Text(text) => Some(text),
            Self::Nested(value) => text_of(value, joint).map(Cow::Owned),
        }
    }

    /// Takes the text out of an object that holds little else.
    pub(super) fn unwrapped(self) -> Self {
        let Self::Nested(serde_json::Value::Object(mut map)) = self else { return self };
        let key = WRAPPED.iter().find(|key| map.get(**key).is_some_and(|value| !value.is_null()));
        match key.and_then(|key| map.remove(*key)) {
            Some(value) => Self::Nested(value),
            None => Self::Nested(serde_json::Value::Object(map)),
        }
    }
}

/// Returns a nested value as text.
pub(super) fn text_of(value: serde_json::Value, joint: &str) -> Option<String> {
    use serde_json::Value as Json;
    match value {
        Json::Null => None,
        Json::String(text) => Some(text),
        Json::Array(values) if values.iter().all(Json::is_string) => {
            Some(values.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(joint))
        }
        other => Some(other.to_string()),
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Values)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Value::Nested(serde_json::Value::from(value)))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<Self::Value, A::Error> {
        Deserialize::deserialize(SeqAccessDeserializer::new(values)).map(Value::Nested)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Value::Nested)
    }
}
