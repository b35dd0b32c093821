//! Is a page too much for the parser?
//!
//! Nesting is measured twice: in the tags, since building a tree of them takes time that grows with the
//! square of the depth; and in the tree, which is what counts.

use dom_smoothie::Readability;

use super::tags::{Piece, pieces};

/// The deepest nesting of elements that is parsed. Selecting and scoring elements may recurse, and a
/// thread's stack is small.
const MAX_NESTING: usize = 512;
/// How many bytes the serializer may look at. For every `&` and no-break space html5ever 0.40 looks
/// through the rest of the text up to the next tag: a megabyte of `&` takes it 25 seconds.
const MAX_SCANNED_BYTES: u64 = 4 << 30;

/// Elements without content, and those that the next one of their kind ends.
const FLAT: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "param", "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "path", "circle",
    "rect", "line", "polygon", "polyline", "ellipse", "use", "stop",
];

/// Tells from the tags of a page that it must not be parsed.
pub(super) fn are_passed_by(html: &str) -> bool {
    depth_of_tags(html) > MAX_NESTING || scanned_bytes(html) > MAX_SCANNED_BYTES
}

/// Tells from the tree of a page that it must not be worked on.
pub(super) fn are_passed_by_tree(page: &Readability) -> bool {
    depth_of_tree(page) > MAX_NESTING
}

/// Estimates the depth from the tags, with no regard to which of them match.
fn depth_of_tags(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let is_flat = |name: &str| FLAT.iter().any(|flat| flat.eq_ignore_ascii_case(name));
    for piece in pieces(html) {
        match piece {
            Piece::Open(name) if !is_flat(name) => depth += 1,
            Piece::Close(name) if !is_flat(name) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Measures the depth of a parsed page, without recursion.
fn depth_of_tree(page: &Readability) -> usize {
    let mut node = page.doc.root();
    let (mut depth, mut deepest) = (0_usize, 0);
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
            deepest = deepest.max(depth);
            continue;
        }
        loop {
            if let Some(sibling) = node.next_sibling() {
                node = sibling;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => return deepest,
            }
            depth = depth.saturating_sub(1);
        }
    }
}

/// Estimates the work of writing the texts of a page out again.
fn scanned_bytes(html: &str) -> u64 {
    let (mut scanned, mut bytes, mut escaped) = (0_u64, 0_u64, 0_u64);
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => {
                bytes += text.len() as u64;
                escaped += text.matches(['&', '\u{A0}']).count() as u64;
            }
            Piece::Open(_) => {
                scanned = scanned.saturating_add(bytes.saturating_mul(escaped));
                (bytes, escaped) = (0, 0);
            }
            // The end of what was not begun leaves a text in one piece.
            Piece::Close(_) => {}
        }
    }
    scanned.saturating_add(bytes.saturating_mul(escaped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, tags: usize, tree: usize) {
        assert_eq!(depth_of_tags(html), tags, "{html}");
        let page = Readability::new(html, None, None).expect("no address to be wrong");
        assert_eq!(depth_of_tree(&page), tree, "{html}");
    }

    #[test]
    fn depth_is_measured() {
        check("", 0, 2);
        check("<div><p>a<p>b</div>", 1, 5);
        check("<div><div>a</div></div><div></div>", 2, 5);
        check("</div></div><div><br><img></div>", 1, 4);
        check("<script>'<div><div><div>'</script>", 1, 4);
    }

    #[test]
    fn escapes_are_weighed_by_text() {
        for (html, expected) in [("a&b", 3), ("<p>a&b<p>&&", 7), ("<p>ab", 0), ("&</b>&\u{A0}", 12)] {
            assert_eq!(scanned_bytes(html), expected, "{html}");
        }
        assert!(are_passed_by(&"&".repeat(100_000)));
        assert!(!are_passed_by(&"<p>R&D ".repeat(100_000)));
    }
}
