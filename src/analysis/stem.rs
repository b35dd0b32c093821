//! English stems (Snowball's English stemmer) of words without accents.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the stem of a folded word; accents go first, so that societe finds Société.
pub fn stem(word: Cow<'_, str>) -> Cow<'_, str> {
    let plain = without_accents(&word).map_or(word, Cow::Owned);
    if plain.len() < 3 {
        return plain;
    }
    let stemmed = match Stemmer::new(Algorithm::English).stem(&plain) {
        Cow::Borrowed(same) if same.len() == plain.len() => None,
        stemmed => Some(stemmed.into_owned()),
    };
    stemmed.map_or(plain, Cow::Owned)
}

/// Returns a word without its accents; `None` where it has none, or is nothing else.
fn without_accents(word: &str) -> Option<String> {
    if word.is_ascii() {
        return None;
    }
    let plain: String = word.nfd().filter(|&c| !is_combining_mark(c)).collect();
    (!plain.is_empty()).then_some(plain)
}
