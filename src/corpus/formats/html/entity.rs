//! Character references: what `&mdash;`, `&#8212;` and `&#x2014;` stand for.

use std::borrow::Cow;

use html_escape::NAMED_ENTITIES;
use memchr::memchr;

/// The longest name of a character reference is `CounterClockwiseContourIntegral`, of 31 bytes.
const MAX_NAME_BYTES: usize = 32;

/// Names that pages of old write without a semicolon, and that browsers read all the same. Only those
/// that hardly begin another word: `&notify` is no `¬ify`.
const BARE: &[&str] =
    &["nbsp", "amp", "quot", "lt", "gt", "copy", "reg", "middot", "laquo", "raquo", "deg", "plusmn", "times"];

/// What the numbers 128 to 159 mean on the web: windows-1252, as the HTML standard has it.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// Replaces character references by what they stand for; what is none stays as it is.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    loop {
        match reference(rest) {
            Some((value, bytes)) => {
                match value {
                    Value::Named(text) => out.push_str(text),
                    Value::Numbered(c) => out.push(c),
                }
                rest = &rest[bytes..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
        let Some(next) = memchr(b'&', rest.as_bytes()) else { break };
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

enum Value {
    Named(&'static str),
    Numbered(char),
}

/// Reads the reference that the text, from its `&`, begins with: its value and its bytes.
fn reference(text: &str) -> Option<(Value, usize)> {
    let bytes = text.as_bytes();
    let start = if bytes.get(1) == Some(&b'#') { 2 } else { 1 };
    let name = bytes[start..].iter().take(MAX_NAME_BYTES).take_while(|byte| byte.is_ascii_alphanumeric());
    let end = start + name.count();
    let has_semicolon = bytes.get(end) == Some(&b';');
    let name = &text[start..end];
    if start == 2 {
        return Some((Value::Numbered(numbered(name)?), end + usize::from(has_semicolon)));
    }
    if has_semicolon && let Some(value) = named(name) {
        return Some((Value::Named(value), end + 1));
    }
    let bare = BARE.iter().find(|bare| **bare == name)?;
    named(bare).map(|value| (Value::Named(value), end))
}

fn named(name: &str) -> Option<&'static str> {
    let found = NAMED_ENTITIES.binary_search_by_key(&name.as_bytes(), |(known, _)| known).ok()?;
    Some(NAMED_ENTITIES[found].1)
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0 => None,
        0x80..=0x9F => WINDOWS_1252.chars().nth(code as usize - 0x80),
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(decoded(text), expected);
    }

    #[test]
    fn references_are_characters() {
        check("AT&amp;T &lt;1 &#8212; &#x7EC6;&nbsp;R&D", "AT&T <1 — 细\u{A0}R&D");
        check("&Aacute;&alpha;&CounterClockwiseContourIntegral;", "Áα∳");
        check("&#150;&#x92;&#151", "–’—");
        check("a&nbsp b &copy 2024 &copyright", "a\u{A0} b © 2024 &copyright");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in
            ["&", "&;", "&#;", "&#x;", "&#0;", "&unknown;", "&#xFFFFFFFF;", "&#xD800;", "&细;", "&&&", ""]
        {
            check(text, text);
        }
        check("&&amp;amp;", "&&amp;");
    }
}
