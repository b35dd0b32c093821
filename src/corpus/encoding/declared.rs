//! What a page says of its own encoding.

use encoding_rs::Encoding;

/// How far into a page a declared charset is looked for.
const DECLARATION_BYTES: usize = 4096;

/// Returns the label of the encoding that the head of a page or of an XML file declares, if that is one.
pub(in crate::corpus) fn declared_in_html(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let value = |text: &str| {
        let text = text.trim_start().strip_prefix('=')?;
        let label: String = text
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
            .collect();
        Encoding::for_label(label.as_bytes()).map(|_| label)
    };
    let in_meta = head
        .split("<meta")
        .skip(1)
        .filter_map(|tag| tag.split('>').next())
        .find_map(|tag| tag.split("charset").skip(1).find_map(value));
    let declaration = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split('>').next());
    in_meta.or_else(|| declaration?.split("encoding").nth(1).and_then(value))
}
