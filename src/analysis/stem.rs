//! English stems (Snowball's English stemmer) of words without accents.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// Returns the stem of a folded word; accents go first, so that societe finds Société.
pub fn stem(word: Cow<'_, str>) -> Cow<'_, str> {
    let plain = match word.is_ascii() {
        true => word,
        false => {
            Cow::Owned(word.nfd().filter(|&c| !unicode_normalization::char::is_combining_mark(c)).collect())
        }
    };
    if plain.len() < 3 {
        return plain;
    }
    let stemmed = match Stemmer::new(Algorithm::English).stem(&plain) {
        Cow::Borrowed(same) if same.len() == plain.len() => None,
        stemmed => Some(stemmed.into_owned()),
    };
    stemmed.map_or(plain, Cow::Owned)
}
