//! Who is a release? Its id is the one that its source gives, else its address, else the number its wire gave it,
//! else what it says: so it stays the same wherever the file lies.

use crate::document::{DocId, Document};

/// How much of a hash an id holds, in hexadecimal digits: two of a billion releases meet once in a hundred
/// indexes (n²/2^(4·20+1)).
const HASH_DIGITS: usize = 20;

/// Parameters of an address that say how a reader came there, and not what is there.
const TRACKING: &[&str] = &[
    "utm_",
    "fbclid",
    "gclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "spm",
    "from",
    "share",
    "ref",
    "cmpid",
    "ncid",
    "sr_share",
    "guccounter",
    "isappinstalled",
    "wxshare",
];

/// Stands for the id until the document is whole.
pub(super) fn provisional() -> DocId {
    DocId::new("provisional").expect("not empty")
}

/// Returns the id of a document, of which `given` is what its source gives and `wire` the number of its wire.
pub(super) fn of(document: &Document, given: Option<&str>, wire: Option<&str>) -> DocId {
    let given = given.and_then(DocId::new);
    let address = || DocId::new(&canonical(document.url.as_deref()?)?);
    let numbered = || wire.and_then(DocId::new);
    given.or_else(address).or_else(numbered).unwrap_or_else(|| content(document))
}

/// Returns the id that a release has by what it says: where an id is taken, this one is free.
pub(super) fn content(document: &Document) -> DocId {
    let mut hasher = blake3::Hasher::new();
    for text in [Some(document.headline.as_str()), Some(&document.body), document.source.as_deref()] {
        hasher.update(&text.map_or(u64::MAX, |text| text.len() as u64).to_le_bytes());
        hasher.update(text.unwrap_or_default().as_bytes());
    }
    let hash = hasher.finalize().to_hex();
    DocId::new(&format!("text:{}", &hash[..HASH_DIGITS])).expect("not empty")
}

/// Returns an address in the one form of all that lead to the same page: without scheme, `www.`, the part behind `#`,
/// the parameters that tell where a reader came from, and the last slash. `None` where it leads to a site and not
/// to a page.
pub(super) fn canonical(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_ascii_lowercase();
    let host = host.trim_end_matches(":80").trim_end_matches(":443");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_tracking = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        parameter.is_empty()
            || TRACKING.iter().any(|known| match known.strip_suffix('_') {
                Some(_) => name.starts_with(known),
                None => name == *known,
            })
    };
    let parameters: Vec<&str> = query.split('&').filter(|parameter| !is_tracking(parameter)).collect();
    let path = path.trim_end_matches('/');
    let is_home = matches!(path, "" | "index.html" | "index.htm" | "index.php" | "home");
    if host.is_empty() || (is_home && parameters.is_empty()) {
        return None;
    }
    let parameters = parameters.join("&");
    let mark = if parameters.is_empty() { "" } else { "?" };
    Some(format!("{host}/{path}{mark}{parameters}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(canonical(url).as_deref(), expected, "{url}");
        if let Some(canonical) = canonical(url) {
            assert_eq!(super::canonical(&format!("https://{canonical}")), Some(canonical), "{url}");
        }
    }

    #[test]
    fn addresses_of_one_page_are_one() {
        for url in [
            "https://www.wire.example/news/a-1.html",
            "http://wire.example/news/a-1.html#top",
            "HTTPS://WWW.Wire.Example:443/news/a-1.html?utm_source=x&utm_medium=mail",
            " https://wire.example/news/a-1.html/?fbclid=1 ",
        ] {
            check(url, Some("wire.example/news/a-1.html"));
        }
        check("https://a.example/view?id=7&utm_source=x&lang=zh", Some("a.example/view?id=7&lang=zh"));
        check("https://a.example/News/A", Some("a.example/News/A"));
        check("https://a.example/?p=12", Some("a.example/?p=12"));
    }

    #[test]
    fn a_site_is_no_page() {
        for url in [
            "https://a.example",
            "https://a.example/",
            "https://a.example/index.html?utm_a=1",
            "/a/b",
            "ftp://a/b",
            "https:///x",
            "",
        ] {
            check(url, None);
        }
    }

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
