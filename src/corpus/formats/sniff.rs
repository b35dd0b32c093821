//! How a file begins: its root element, its JSON keys, its header lines.

use encoding_rs::Encoding;

/// The element that an XML file opens with.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// Its name without the prefix, in lower case.
    pub(super) name: String,
    /// Its tag as written, in which namespaces are declared.
    pub(super) tag: String,
}

/// Finds the root element past a byte order mark, declarations, comments and a document type.
pub(super) fn xml_root(head: &[u8]) -> Option<Root> {
    let text = text(head);
    let mut rest = text.trim_start();
    loop {
        rest = if let Some(inside) = rest.strip_prefix("<?") {
            inside.split_once("?>")?.1
        } else if let Some(inside) = rest.strip_prefix("<!--") {
            inside.split_once("-->")?.1
        } else if rest.starts_with("<!") {
            past_doctype(rest)?
        } else {
            break;
        };
        rest = rest.trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let name = name.rsplit(':').next()?.to_lowercase();
    let is_name = name.starts_with(char::is_alphabetic);
    is_name.then(|| Root { name, tag: tag.to_owned() })
}

/// Tells whether a file opens as a JSON object, or an array of them, with a key among `keys` in its head.
pub(super) fn has_json_key(head: &[u8], keys: &[&str]) -> bool {
    let text = text(head);
    let start = text.trim_start();
    let is_json = start.starts_with('{')
        || start.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
    is_json && keys.iter().any(|key| text.contains(&format!("\"{key}\"")))
}

/// Returns the names, in lower case, of the header lines that a file opens with, up to the first line that is none.
pub(super) fn header_names(head: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    for line in head.split(|byte| *byte == b'\n') {
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { break };
        let name = &line[..colon];
        if name.is_empty()
            || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        {
            break;
        }
        names.push(String::from_utf8_lossy(name).to_ascii_lowercase());
    }
    names
}

/// Tells whether `part` stands in the bytes.
pub(super) fn holds(bytes: &[u8], part: &str) -> bool {
    memchr::memmem::find(bytes, part.as_bytes()).is_some()
}

fn text(head: &[u8]) -> String {
    match Encoding::for_bom(head) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&head[mark..]).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

/// Returns what follows `<!DOCTYPE …>`, whose declarations may hold `>` of their own.
fn past_doctype(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    match text.find('[') {
        Some(open) if open < end => {
            let close = open + text[open..].find(']')?;
            Some(text[close..].split_once('>')?.1)
        }
        _ => Some(&text[end + 1..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, root: Option<&str>) {
        assert_eq!(xml_root(head.as_bytes()).map(|root| root.name).as_deref(), root, "{head}");
    }

    #[test]
    fn roots_are_found() {
        check("<rss version='2.0'>", Some("rss"));
        check("\u{FEFF} <?xml version='1.0'?>\n<!-- <x> -->\n<?style?><rdf:RDF xmlns:rdf=''>", Some("rdf"));
        check("<!DOCTYPE a [<!ENTITY b \"<c>\"> ]>\n<NewsItem/>", Some("newsitem"));
        check("<!DOCTYPE nitf SYSTEM \"nitf.dtd\"><nitf>", Some("nitf"));
        for none in ["", "text", "<", "<!-- open", "< 5 %", "<?xml", "<!DOCTYPE a [", "{}"] {
            check(none, None);
        }
        let wide: Vec<u8> = "\u{FEFF}<?xml?><rss>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(xml_root(&wide).map(|root| root.name).as_deref(), Some("rss"));
    }

    #[test]
    fn keys_and_headers_are_found() {
        assert!(has_json_key(b" [ {\"uri\": 1", &["uri"]));
        assert!(!has_json_key(b"\"uri\"", &["uri"]));
        assert!(!has_json_key(b"[1, \"uri\"]", &["uri"]));
        assert_eq!(header_names(b"From: a\r\n b: c\r\nX-Y: d\r\n\r\nZ: e"), ["from", "x-y"]);
        assert!(header_names(b"A title: of two\nText").is_empty());
    }
}
