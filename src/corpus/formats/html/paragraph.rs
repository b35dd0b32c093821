//! Which stretches of a page are read as one, and what they look like?

use std::ops::Range;

use super::element::Tag;
use super::tree::{NodeId, Tree};

/// A stretch of text between two edges: of blocks, of items and cells, of lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// The first and the last of its texts, as nodes.
    pub(super) first: NodeId,
    pub(super) last: NodeId,
    /// The innermost block, item or cell around it.
    pub(super) holder: NodeId,
    pub(super) size: Size,
}

impl Paragraph {
    /// The nodes from its first text to its last.
    pub(super) fn nodes(&self) -> Range<NodeId> {
        self.first..self.last + 1
    }
}

/// How much a text is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Size {
    /// Characters without blanks; a Han character counts as two.
    pub(super) cells: usize,
    /// Those of them that are in links.
    pub(super) link_cells: usize,
    /// Marks that end a sentence or part it.
    pub(super) stops: usize,
}

impl Size {
    pub(super) fn add(&mut self, other: Self) {
        self.cells += other.cells;
        self.link_cells += other.link_cells;
        self.stops += other.stops;
    }

    /// What is not in links.
    pub(super) fn plain_cells(self) -> usize {
        self.cells - self.link_cells
    }
}

/// Lists the paragraphs of a page, without what is not shown.
pub(super) fn paragraphs(tree: &Tree) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut current: Option<Paragraph> = None;
    // The blocks, items and cells that are open, as nodes.
    let mut open = vec![0];
    let mut at = 1;
    while let Some(node) = tree.nodes.get(at) {
        while open.len() > 1 && open.last().is_some_and(|holder| tree.nodes[*holder].end <= at) {
            open.pop();
            found.extend(current.take());
        }
        if node.tag.is_silent() {
            at = node.end.max(at + 1);
            continue;
        }
        if node.tag == Tag::Text {
            let size = size(node.text, node.is_link);
            if let Some(paragraph) = &mut current {
                paragraph.last = at;
                paragraph.size.add(size);
            } else if size.cells > 0 {
                let holder = open.last().copied().unwrap_or(0);
                current = Some(Paragraph { first: at, last: at, holder, size });
            }
        } else if node.tag.is_block() || node.tag.is_line() || node.tag.is_cell() {
            found.extend(current.take());
            if node.end > at + 1 {
                open.push(at);
            }
        }
        at += 1;
    }
    found.extend(current);
    found
}

/// Measures a text as it stands in the source.
pub(super) fn size(text: &str, is_link: bool) -> Size {
    let bytes = text.as_bytes();
    let (mut cells, mut stops, mut at) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b' ' | b'\n' | b'\t' | b'\r' | 0x80..=0xBF => {}
            b'&' => {
                // A reference is one character, and none if it is a blank.
                let name =
                    bytes[at..].iter().take(10).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#');
                let end = at + name.count();
                if bytes.get(end) == Some(&b';') {
                    cells += usize::from(bytes.get(at..end) != Some(b"nbsp"));
                    at = end + 1;
                } else {
                    cells += 1;
                }
            }
            b'.' | b',' | b'!' | b'?' | b';' | b':' => {
                cells += 1;
                stops += usize::from(bytes.get(at).is_none_or(|next| !next.is_ascii_alphanumeric()));
            }
            0xE3..=0xED => {
                cells += 2;
                // U+3001 and U+3002.
                stops += usize::from(matches!(bytes.get(at - 1..at + 2), Some([0xE3, 0x80, 0x81 | 0x82])));
            }
            0xEF => {
                cells += 2;
                // Full-width ! , : ; ?
                let mark = bytes.get(at - 1..at + 2);
                stops += usize::from(matches!(mark, Some([0xEF, 0xBC, 0x81 | 0x8C | 0x9A | 0x9B | 0x9F])));
            }
            _ => cells += 1,
        }
    }
    Size { cells, link_cells: if is_link { cells } else { 0 }, stops }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(html: &str, expected: &[(usize, usize, usize)]) {
        let tree = Tree::of(html).expect("a small page");
        let sizes: Vec<_> = paragraphs(&tree)
            .iter()
            .map(|paragraph| (paragraph.size.cells, paragraph.size.link_cells, paragraph.size.stops))
            .collect();
        assert_eq!(sizes, expected, "{html}");
    }

    #[test]
    fn paragraphs_end_at_edges() {
        check("<p>ab<b>c</b> d<p>e", &[(4, 0, 0), (1, 0, 0)]);
        check("<div>a<br>b<div>c</div>d</div>e", &[(1, 0, 0); 5]);
        check("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", &[(1, 0, 0); 4]);
        check("<p> <p>\n<script>a</script><select><option>b</select>", &[]);
    }

    #[test]
    fn characters_are_measured() {
        check("<p>It is, he said: 3.5 %.", &[(17, 0, 3)]);
        check("<p>细胞，治疗。“好！”", &[(18, 0, 3)]);
        check("<p>R&amp;D&nbsp;é &", &[(5, 0, 0)]);
        check("<p>a<a href=x>bc</a>d<a name=y>e</a>", &[(5, 2, 0)]);
    }

    proptest! {
        #[test]
        fn any_text_is_measured(text in "\\PC{0,40}", is_link: bool) {
            let size = size(&text, is_link);
            prop_assert!(size.link_cells <= size.cells && size.stops <= size.cells);
            prop_assert!(size.cells <= 2 * text.chars().count());
        }
    }
}
