//! Text from a release -> text that a terminal shows and never obeys.

use std::borrow::Cow;
use std::fmt::Write;

/// Tells whether a character is only shown: not a control character, and not one that turns the direction of
/// the text around it.
pub(super) fn is_harmless(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns a text on one line: white space is a space each, and what is not harmless goes.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| is_harmless(c) && (c == ' ' || !c.is_whitespace())) {
        return Cow::Borrowed(text);
    }
    let kept = text.chars().filter(|&c| c.is_whitespace() || is_harmless(c));
    Cow::Owned(kept.map(|c| if c.is_whitespace() { ' ' } else { c }).collect())
}

/// Returns a URL as a terminal link may carry it: `http` or `https`, everything but plain ASCII encoded.
pub(super) fn link(url: &str) -> Option<String> {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if !web || url.chars().any(char::is_control) {
        return None;
    }
    let mut link = String::with_capacity(url.len());
    for byte in url.bytes() {
        match byte {
            b'!'..=b'~' => link.push(char::from(byte)),
            _ => write!(link, "%{byte:02X}").expect("a string takes everything"),
        }
    }
    Some(link)
}

/// Escapes what JSON may hold as it is and should not: C1 controls, which a terminal obeys, and line separators,
/// at which some readers of one object a line would cut. JSON has such characters inside strings only.
pub(super) fn json(text: String) -> String {
    let special =
        |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}') || !is_harmless(c) && c != '\n';
    if !text.contains(special) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match special(c) {
            true => write!(escaped, "\\u{:04x}", u32::from(c)).expect("a string takes everything"),
            false => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_no_controls() {
        for (text, expected) in [
            ("Harbour Wire", "Harbour Wire"),
            ("a\x1b[31mb\u{9b}1m", "a[31mb1m"),
            ("细胞\r\n治疗\u{3000}x", "细胞  治疗 x"),
            ("\u{202e}gpj.exe", "gpj.exe"),
        ] {
            assert_eq!(line(text), expected);
        }
    }

    #[test]
    fn links_are_plain_ascii() {
        assert_eq!(
            link("https://a.example/新闻?q=1 2"),
            Some("https://a.example/%E6%96%B0%E9%97%BB?q=1%202".to_owned())
        );
        assert_eq!(link("https://a.example/\x1b\\"), None);
        assert_eq!(link("file:///etc/passwd"), None);
    }

    #[test]
    fn json_is_escaped_and_means_the_same() {
        let value = serde_json::json!({"text": "a\u{9b}b\u{2028}c\u{202e}\x1bd细"});
        let text = json(serde_json::to_string_pretty(&value).expect("plain data"));
        assert!(text.chars().all(|c| c == '\n' || is_harmless(c)), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("still JSON"), value);
    }
}
