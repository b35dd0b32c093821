//! Values of a dictionary, wherever they are kept.

use lopdf::{Dictionary, Document, Object};

/// The most numbers of an array.
const MAX_NUMBERS: usize = 70_000;

pub(super) fn name<'d>(dictionary: &'d Dictionary, key: &[u8], document: &'d Document) -> Option<&'d [u8]> {
    dictionary.get_deref(key, document).ok()?.as_name().ok()
}

pub(super) fn number(dictionary: &Dictionary, key: &[u8], document: &Document) -> Option<f32> {
    dictionary.get_deref(key, document).ok()?.as_float().ok()
}

pub(super) fn numbers(dictionary: &Dictionary, key: &[u8], document: &Document) -> Vec<f32> {
    let array = dictionary.get_deref(key, document).and_then(Object::as_array);
    let array = array.map(Vec::as_slice).unwrap_or_default();
    let value = |object: &Object| Some(document.dereference(object).ok()?.1.as_float().unwrap_or(0.0));
    array.iter().take(MAX_NUMBERS).filter_map(value).collect()
}

pub(super) fn dictionary<'d>(
    outer: &'d Dictionary,
    key: &[u8],
    document: &'d Document,
) -> Option<&'d Dictionary> {
    outer.get_deref(key, document).ok()?.as_dict().ok()
}

/// Returns a text of the document's own words, as `Title`.
pub(super) fn text(dictionary: &Dictionary, key: &[u8], document: &Document) -> Option<String> {
    let text = lopdf::decode_text_string(dictionary.get_deref(key, document).ok()?).ok()?;
    let text = text.trim().trim_matches('\0').to_owned();
    (!text.is_empty()).then_some(text)
}
