//! HTML as text: paragraphs apart, rows and items on lines, entities as characters.

use super::element::Tag;
use super::entity::decoded;
use super::paragraph::Paragraph;
use super::tags::{Piece, pieces};
use super::tree::{NodeId, Tree};
use std::ops::Range;

/// Returns the text of a page of which no tree is built.
pub(super) fn of(html: &str) -> String {
    let mut writer = Writer::default();
    let mut is_silent = false;
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Raw(text) if !is_silent => writer.text(text),
            Piece::Raw(_) => {}
            Piece::Open(name, _) => {
                let tag = Tag::of(name);
                is_silent = tag.is_silent();
                writer.open(tag);
            }
            Piece::Close(name) => writer.close(Tag::of(name)),
        }
    }
    writer.out
}

/// Returns the text inside a node on one line, up to about `max_bytes`.
pub(super) fn line(tree: &Tree, node: NodeId, max_bytes: usize) -> String {
    of_nodes(tree, node..tree.nodes[node].end, max_bytes)
}

/// Returns the text of nodes on one line, up to about `max_bytes`.
pub(super) fn of_nodes(tree: &Tree, nodes: Range<NodeId>, max_bytes: usize) -> String {
    let mut writer = Writer::default();
    // As many nodes as bytes: elements without text must not make this long.
    for inside in tree.nodes[nodes].iter().take(max_bytes) {
        match inside.tag {
            Tag::Text => writer.text(inside.text),
            tag if tag.is_block() || tag.is_line() => writer.has_space = true,
            _ => {}
        }
        if writer.out.len() > max_bytes {
            break;
        }
    }
    writer.out
}

/// Returns a text without its markup, on one line.
pub(super) fn plain(text: &str) -> String {
    of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes the paragraphs that are kept, and says where each of them stands in the text.
pub(super) fn of_paragraphs<'p>(
    tree: &Tree,
    paragraphs: &'p [Paragraph],
    kept: &[bool],
) -> (String, Vec<(&'p Paragraph, Range<usize>)>) {
    let mut writer = Writer::default();
    let mut placed: Vec<(&Paragraph, Range<usize>)> = Vec::new();
    let mut open: Vec<NodeId> = Vec::new();
    let mut next =
        paragraphs.iter().zip(kept).filter(|(_, kept)| **kept).map(|(paragraph, _)| paragraph).peekable();
    for (at, node) in tree.nodes.iter().enumerate() {
        while let Some(last) = open.last().filter(|last| tree.nodes[**last].end <= at) {
            writer.close(tree.nodes[*last].tag);
            open.pop();
        }
        if node.tag != Tag::Text {
            writer.open(node.tag);
            if node.end > at + 1 {
                open.push(at);
            }
            continue;
        }
        let Some(paragraph) = next.peek() else { break };
        if at < paragraph.first {
            continue;
        }
        if at == paragraph.first {
            writer.begin();
        }
        writer.text(node.text);
        if at == paragraph.last {
            let range = writer.written();
            placed.extend(next.next().filter(|_| !range.is_empty()).map(|paragraph| (paragraph, range)));
        }
    }
    (writer.out, placed)
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The line breaks, or else the space or the bar between cells, due before the next word.
    breaks: usize,
    has_space: bool,
    has_bar: bool,
    preformatted: usize,
    raised: usize,
    /// Where the first word since `begin` stands.
    start: usize,
    has_begun: bool,
}

impl Writer {
    /// Takes note of where the next word will stand.
    fn begin(&mut self) {
        self.has_begun = true;
        self.start = usize::MAX;
    }

    /// Returns where stands what was written since, without outer space.
    fn written(&self) -> Range<usize> {
        let text = self.out.get(self.start..).unwrap_or_default();
        let start = self.out.len() - text.trim_start().len();
        start..start + text.trim().len()
    }

    fn open(&mut self, tag: Tag) {
        match tag {
            Tag::Pre => self.preformatted += 1,
            Tag::Sup => self.raised += 1,
            _ => {}
        }
        self.edge(tag);
    }

    fn close(&mut self, tag: Tag) {
        match tag {
            Tag::Pre => self.preformatted = self.preformatted.saturating_sub(1),
            Tag::Sup => self.raised = self.raised.saturating_sub(1),
            _ => {}
        }
        self.has_bar |= tag.is_cell();
        self.edge(tag);
    }

    fn edge(&mut self, tag: Tag) {
        if tag.is_block() {
            self.breaks = 2;
        } else if tag.is_line() {
            self.breaks = self.breaks.max(1);
        }
    }

    fn text(&mut self, text: &str) {
        let text = decoded(text);
        if self.raised > 0 {
            return self.words(&raised(&text));
        }
        if self.preformatted > 0 {
            if text.trim().is_empty() {
                self.has_space = true;
                self.breaks = self.breaks.max(usize::from(text.contains('\n')));
            } else {
                self.due();
                self.push(text.trim_matches('\n'));
                self.breaks = usize::from(text.ends_with('\n'));
            }
            return;
        }
        self.words(&text);
    }

    fn words(&mut self, text: &str) {
        self.has_space |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            self.due();
            self.push(word);
            self.has_space = true;
        }
        self.has_space = text.ends_with(char::is_whitespace) || (self.has_space && text.trim().is_empty());
    }

    /// Writes text without its control characters, for which no one would look.
    fn push(&mut self, text: &str) {
        let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        if text.contains(is_control) {
            self.out.extend(text.chars().filter(|c| !is_control(*c)));
        } else {
            self.out.push_str(text);
        }
    }

    /// Writes what is due between the last word and the next.
    fn due(&mut self) {
        if self.out.is_empty() {
            // Nothing to keep apart yet.
        } else if self.breaks > 0 {
            self.out.push_str(&"\n\n"[..self.breaks]);
        } else if self.has_bar {
            self.out.push_str(" | ");
        } else if self.has_space {
            self.out.push(' ');
        }
        (self.breaks, self.has_space, self.has_bar) = (0, false, false);
        if std::mem::take(&mut self.has_begun) {
            self.start = self.out.len();
        }
    }
}

/// Writes digits and signs as superscripts: a dose of 10<sup>7</sup> cells is not one of 107.
pub(in crate::corpus) fn raised(text: &str) -> String {
    let superscript = |c| {
        let at = "0123456789+-−".chars().position(|plain| plain == c)?;
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻".chars().nth(at)
    };
    let is_number = text.trim().chars().all(|c| superscript(c).is_some());
    if is_number { text.chars().map(|c| superscript(c).unwrap_or(c)).collect() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(of(html), expected, "{html}");
    }

    #[test]
    fn blocks_stand_apart() {
        check("<p>one\n two<p>three", "one two\n\nthree");
        check("<div><div> a </div></div>b<br><br>c", "a\n\nb\nc");
        check("<ul><li>a<li>b <b>c</b>d</ul>e", "a\nb cd\n\ne");
        check(
            "<table><tr><td>药物</td><th>Phase</th></tr><tr><td>CAR-T</td><td> </td><td>III</td></tr></table>",
            "药物 | Phase\nCAR-T | III",
        );
        check("a<script>f</script><style>g</style><textarea>h</textarea>e", "ae");
        check("<pre>\nx  y\n z</pre>w", "x  y\n z\n\nw");
        check("<pre><b>if</b> <i>x</i>\n<b>y</b></pre>", "if x\ny");
        check("细<b>胞</b> <i> 治疗</i>", "细胞 治疗");
        check("a\u{7}b &#x8;c", "ab c");
        check("", "");
    }

    #[test]
    fn raised_numbers_are_superscripts() {
        check(
            "1×10<sup>7</sup> to 10<sup>−8 </sup>m<SUP>2</SUP>, Snor<sup>TM</sup>",
            "1×10⁷ to 10⁻⁸ m², SnorTM",
        );
    }

    #[test]
    fn paragraphs_are_placed() {
        let html = "<p>one<p>zwei <b>drei</b><pre> vier </pre>";
        let tree = Tree::of(html).expect("a small page");
        let paragraphs = super::super::paragraph::paragraphs(&tree);
        let (text, placed) = of_paragraphs(&tree, &paragraphs, &[false, true, true]);
        let placed: Vec<&str> = placed.into_iter().map(|(_, range)| &text[range]).collect();
        assert_eq!(placed, ["zwei drei", "vier"]);
    }
}
