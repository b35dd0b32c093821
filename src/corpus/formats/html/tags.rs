//! Splits HTML into tags and text in one pass, without building a tree.

use memchr::{memchr, memchr3, memmem};

use super::entity::decoded;
use std::borrow::Cow;

/// A part of a page. Names are as written, in whatever case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text with its character references as written.
    Text(&'a str),
    /// A start tag: its name, and the rest of it.
    Open(&'a str, Attributes<'a>),
    /// What is inside an element that holds no tags, such as `script`: after its start tag.
    Raw(&'a str),
    /// The name of an end tag.
    Close(&'a str),
}

/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style"];
/// Elements whose content is not markup either, but that are taken for closed where no end tag comes.
const ENDED: &[&str] = &["title", "textarea", "iframe", "noembed", "noframes", "xmp"];

/// Iterates over the tags and texts of a page; comments and declarations are left out.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html, raw: None, unended: 0 }
}

pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// The element that was just opened and holds no tags.
    raw: Option<&'a str>,
    /// Bits of those of `ENDED` of which no end tag comes any more: looked for once, to stay linear.
    unended: u8,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(inside) = self.raw.take().and_then(|name| self.raw_text(name)) {
            return Some(Piece::Raw(inside));
        }
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            let text_end = next_markup(rest);
            if text_end > 0 {
                let (text, after) = rest.split_at(text_end);
                self.rest = after;
                return Some(Piece::Text(text));
            }
            let (markup, after) = rest.split_at(markup_end(rest));
            self.rest = after;
            let markup = markup.strip_suffix('>').unwrap_or(markup);
            let (inside, is_closing) = match markup[1..].strip_prefix('/') {
                Some(inside) => (inside, true),
                None => (&markup[1..], false),
            };
            let end = inside.bytes().position(|byte| byte.is_ascii_whitespace() || byte == b'/');
            let end = end.unwrap_or(inside.len());
            let (name, attributes) = inside.split_at(end);
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            if is_closing {
                return Some(Piece::Close(name));
            }
            self.raw = Some(name);
            return Some(Piece::Open(name, Attributes(attributes)));
        }
    }
}

impl<'a> Pieces<'a> {
    /// Takes the content of the element that was just opened, if that holds no tags.
    fn raw_text(&mut self, name: &str) -> Option<&'a str> {
        let is_in = |names: &[&str]| names.iter().position(|listed| listed.eq_ignore_ascii_case(name));
        let end = if is_in(RAW).is_some() {
            closing(self.rest, name).unwrap_or(self.rest.len())
        } else {
            let bit = 1 << is_in(ENDED)?;
            if self.unended & bit != 0 {
                return None;
            }
            let end = closing(self.rest, name);
            self.unended |= if end.is_none() { bit } else { 0 };
            end?
        };
        let (inside, after) = self.rest.split_at(end);
        self.rest = after;
        Some(inside)
    }
}

/// Returns where the next tag, comment or declaration begins.
fn next_markup(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found;
        match bytes.get(at + 1) {
            Some(next) if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Returns where the markup that the text starts with ends; an open end takes everything, as in a browser.
fn markup_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    if let Some(comment) = text.strip_prefix("<!--") {
        if comment.starts_with('>') {
            return 5;
        }
        return memmem::find(comment.as_bytes(), b"-->").map_or(text.len(), |end| 4 + end + 3);
    }
    let is_tag = bytes.get(1) != Some(&b'!') && bytes.get(1) != Some(&b'?');
    let mut at = 1;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        at += found;
        let byte = bytes[at];
        at += 1;
        if byte == b'>' {
            return at;
        }
        // A quote opens a value behind `=` only: in `title=it's` it is a letter.
        let is_value = bytes[..at - 1].iter().rev().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'=');
        if is_tag && is_value {
            match memchr(byte, &bytes[at..]) {
                Some(close) => at += close + 1,
                None => break,
            }
        }
    }
    text.len()
}

/// Finds the end tag of an element that holds no tags.
fn closing(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, b"</").find(|at| {
        let found = bytes.get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// The attributes of a start tag, as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Attributes<'a>(&'a str);

impl<'a> Attributes<'a> {
    /// Returns the value of an attribute, whose name is given in lower case, with its references decoded.
    pub(super) fn get(self, name: &str) -> Option<Cow<'a, str>> {
        let (_, value) = { self }.find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        Some(decoded(value))
    }

    /// Tells `<a />`.
    pub(super) fn is_self_closing(self) -> bool {
        self.0.ends_with('/')
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    /// Returns the next name and value; a name alone has the empty value.
    fn next(&mut self) -> Option<Self::Item> {
        let blank = |c: char| c.is_ascii_whitespace();
        let rest = self.0.trim_start_matches(|c| blank(c) || c == '/');
        if rest.is_empty() {
            self.0 = rest;
            return None;
        }
        // A name may begin with `=`, so that every step takes something.
        let end = rest.bytes().skip(1).position(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'/'));
        let end = end.map_or(rest.len(), |end| end + 1);
        // The first character may be longer than a byte; what ends a name is not.
        let (name, rest) = rest.split_at(end);
        let Some(value) = rest.trim_start_matches(blank).strip_prefix('=') else {
            self.0 = rest;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(blank);
        let (value, rest) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(blank).unwrap_or(value.len())),
        };
        self.0 = rest;
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn show(html: &str) -> String {
        let shown: Vec<String> = pieces(html)
            .map(|piece| match piece {
                Piece::Text(text) => format!("[{text}]"),
                Piece::Open(name, attributes) => {
                    let values: Vec<String> =
                        attributes.map(|(name, value)| format!(" {name}={value}")).collect();
                    format!("+{name}{}", values.concat())
                }
                Piece::Raw(text) => format!("({text})"),
                Piece::Close(name) => format!("-{name}"),
            })
            .collect();
        shown.join(" ")
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(show(html), expected, "{html}");
    }

    #[test]
    fn tags_and_text_come_apart() {
        check("a<p class='>'>b</P >c<br/>", "[a] +p class=> [b] -P [c] +br");
        check("1 < 2 <3 << <b>", "[1 < 2 <3 << ] +b");
        check("<!DOCTYPE html><!-- <p> --><!--><i>x", "+i [x]");
        check("<script>if (a<b) '</p>'</SCRIPT>x", "+script (if (a<b) '</p>') -SCRIPT [x]");
        check("<style>p{}", "+style (p{})");
        check("<title>a<b></title>", "+title (a<b>) -title");
        check("<a href=\"x", "+a href=x");
        check("<a title=it's>细胞</a>", "+a title=it's [细胞] -a");
        check("</><p", "+p");
        check("", "");
    }

    #[test]
    fn attributes_come_apart() {
        check("<a b c=d  e = 'f g' h=\"i\"j k=l/m />", "+a b= c=d e=f g h=i j= k=l/m");
        check("<a =b 细=胞 ' \">", "+a =b= 细=胞 '= \"=");
        check("<a href=\"x\"y\">z", "+a href=x y\"= [z]");
        let piece = pieces("<A Title='R&amp;D'>").next();
        let Some(Piece::Open(_, attributes)) = piece else { panic!("a tag") };
        assert_eq!(attributes.get("title").as_deref(), Some("R&D"));
        assert_eq!(attributes.get("class"), None);
    }

    proptest! {
        #[test]
        fn any_text_comes_apart(html in "[<>/!='\" \\-a-c细&;]{0,80}") {
            let length: usize = pieces(&html).map(|piece| match piece {
                Piece::Text(text) | Piece::Raw(text) => text.len(),
                Piece::Open(name, attributes) => {
                    attributes.fold(name.len(), |sum, (name, value)| sum + name.len() + value.len())
                }
                Piece::Close(name) => name.len(),
            }).sum();
            prop_assert!(length <= html.len());
        }
    }
}
