//! Splits HTML into tags and text in one pass, without building a tree.

/// A part of a page. Names are as written, in whatever case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Open(&'a str),
    Close(&'a str),
}

/// Iterates over the tags and texts of a page; comments, declarations and what is inside `script` and
/// `style` are left out.
pub(super) fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html, raw: None }
}

pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// The element that was just opened and holds no tags.
    raw: Option<&'a str>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.raw.take() {
            let end = closing(self.rest, name).unwrap_or(self.rest.len());
            self.rest = &self.rest[end..];
        }
        loop {
            let rest = self.rest;
            if rest.is_empty() {
                return None;
            }
            if !starts_markup(rest) {
                let end = rest
                    .match_indices('<')
                    .map(|(at, _)| at)
                    .find(|at| *at > 0 && starts_markup(&rest[*at..]));
                let (text, after) = rest.split_at(end.unwrap_or(rest.len()));
                self.rest = after;
                return Some(Piece::Text(text));
            }
            let (markup, after) = rest.split_at(markup_end(rest));
            self.rest = after;
            let (inside, is_closing) = match markup[1..].strip_prefix('/') {
                Some(inside) => (inside, true),
                None => (&markup[1..], false),
            };
            let end = inside
                .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
                .unwrap_or(inside.len());
            let name = &inside[..end];
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                continue;
            }
            if is_closing {
                return Some(Piece::Close(name));
            }
            if name.eq_ignore_ascii_case("script") || name.eq_ignore_ascii_case("style") {
                self.raw = Some(name);
            }
            return Some(Piece::Open(name));
        }
    }
}

/// Tells a tag, comment or declaration from a mere `<`.
fn starts_markup(text: &str) -> bool {
    let mut chars = text.bytes();
    chars.next() == Some(b'<')
        && chars.next().is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, b'/' | b'!' | b'?'))
}

/// Returns where the markup that the text starts with ends; an open end takes everything, as in a browser.
fn markup_end(text: &str) -> usize {
    if let Some(comment) = text.strip_prefix("<!--") {
        if comment.starts_with('>') {
            return 5;
        }
        return comment.find("-->").map_or(text.len(), |end| 4 + end + 3);
    }
    let mut quote = None;
    let mut is_value = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if is_value => quote = Some(byte),
            _ => {}
        }
        is_value = byte == b'=' || (is_value && byte.is_ascii_whitespace());
    }
    text.len()
}

/// Finds the end tag of an element that holds no tags.
fn closing(text: &str, name: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        text.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let shown: Vec<String> = pieces(html)
            .map(|piece| match piece {
                Piece::Text(text) => format!("[{text}]"),
                Piece::Open(name) => format!("+{name}"),
                Piece::Close(name) => format!("-{name}"),
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{html}");
    }

    #[test]
    fn tags_and_text_come_apart() {
        check("a<p class='>'>b</P >c<br/>", "[a] +p [b] -P [c] +br");
        check("1 < 2 <3 << <b>", "[1 < 2 <3 << ] +b");
        check("<!DOCTYPE html><!-- <p> --><!--><i>x", "+i [x]");
        check("<script>if (a<b) '</p>'</SCRIPT>x", "+script -SCRIPT [x]");
        check("<style>p{}", "+style");
        check("<a href=\"x", "+a");
        check("<a title=it's>细胞</a>", "+a [细胞] -a");
        check("", "");
    }
}
