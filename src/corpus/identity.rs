//! Who is a release? Its id is the one that its source gives, else its address, else the number its wire gave it,
//! else what it says: so it stays the same wherever the file lies.

use crate::document::{DocId, Document};

/// How much of a hash an id holds, in hexadecimal digits: two of a billion releases meet once in two million
/// indexes (n²/2^(4·20+1)).
const HASH_DIGITS: usize = 20;

/// Stands for the id until the document is whole.
pub(super) fn provisional() -> DocId {
    DocId::new("provisional").expect("not empty")
}

/// Returns the id of a document, of which `given` is what its source gives and `wire` the number of its wire.
pub(super) fn of(document: &Document, given: Option<&str>, wire: Option<&str>) -> DocId {
    let given = given.and_then(DocId::new);
    let address = || DocId::new(&document.address()?);
    let numbered = || wire.and_then(DocId::new);
    given.or_else(address).or_else(numbered).unwrap_or_else(|| content(document))
}

/// Returns the id that a release has by what it says: where an id is taken, this one is free.
pub fn content(document: &Document) -> DocId {
    let mut hasher = blake3::Hasher::new();
    for text in [Some(document.headline.as_str()), Some(&document.body), document.source.as_deref()] {
        hasher.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(text.unwrap_or_default().as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    DocId::new(&format!("{}{}", DocId::OF_TEXT, &hash[..HASH_DIGITS])).expect("not empty")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_given_or_an_address_or_what_it_says() {
        let mut document = Document::new(provisional(), "H", "B");
        let by_text = of(&document, None, None);
        assert!(by_text.as_str().starts_with("text:"), "{by_text}");
        document.origin = "elsewhere/b.txt".to_owned();
        assert_eq!(of(&document, None, None), by_text);
        document.body = "C".to_owned();
        assert_ne!(of(&document, None, None), by_text);
        assert_eq!(of(&document, None, Some("w-1")).as_str(), "w-1");
        document.url = Some("https://a.example/1?utm_source=x".to_owned());
        assert_eq!(of(&document, None, None).as_str(), "a.example/1");
        assert_eq!(of(&document, Some(" \u{7}"), Some("w-1")).as_str(), "a.example/1");
        assert_eq!(of(&document, Some("r1"), None).as_str(), "r1");
    }
}
