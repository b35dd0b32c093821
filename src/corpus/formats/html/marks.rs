//! What do the tags say of the paragraphs that were kept: headings, tables, quotations, captions?

use std::ops::Range;

use super::element::Tag;
use super::paragraph::Paragraph;
use super::role::Roles;
use super::tree::{Node, NodeId, Tree};
use crate::corpus::draft::{Mark, MarkKind};

/// The longest paragraph in bold type that is a heading, in cells.
const MAX_HEADING_CELLS: usize = 120;
/// A table of data has this many rows at least, of at least two cells, and this many cells of text in each at
/// most; other tables lay pages out.
const MIN_ROWS: usize = 2;
const MAX_CELL_CELLS: usize = 120;

/// Marks the body, given where in it each kept paragraph stands, in their order.
pub(super) fn of(tree: &Tree, placed: &[(&Paragraph, Range<usize>)]) -> Vec<Mark> {
    let around = Around::of(tree, placed);
    let mut marks: Vec<Mark> = Vec::new();
    let mut last: Option<(MarkKind, NodeId)> = None;
    for (paragraph, range) in placed {
        let kind = around.kind(tree, paragraph);
        match (kind, marks.last_mut()) {
            // The rows of a table and the paragraphs of a quotation are marked as one.
            (Some(_), Some(mark)) if kind == last => mark.range.end = range.end,
            (Some((kind, _)), _) => marks.push(Mark { range: range.clone(), kind }),
            (None, _) => {}
        }
        last = kind;
    }
    marks
}

/// For each node, the innermost of its kind around it, itself included; 0 for none.
struct Around {
    table: Vec<NodeId>,
    quotation: Vec<NodeId>,
    caption: Vec<NodeId>,
}

impl Around {
    fn of(tree: &Tree, placed: &[(&Paragraph, Range<usize>)]) -> Self {
        let is_data = data_tables(tree, placed);
        Self {
            table: innermost(tree, |at, _| is_data[at]),
            quotation: innermost(tree, |_, node| node.tag == Tag::Blockquote),
            caption: innermost(tree, |_, node| {
                matches!(node.tag, Tag::Figcaption | Tag::Caption) || node.roles.has(Roles::CAPTION)
            }),
        }
    }

    fn kind(&self, tree: &Tree, paragraph: &Paragraph) -> Option<(MarkKind, NodeId)> {
        let at = paragraph.holder;
        if tree.nodes[at].tag.is_heading() {
            return Some((MarkKind::Heading, at));
        }
        let block = [
            (MarkKind::Caption, self.caption[at]),
            (MarkKind::Table, self.table[at]),
            (MarkKind::Quotation, self.quotation[at]),
        ];
        let block = block.into_iter().find(|(_, node)| *node > 0);
        block.or_else(|| is_bold(tree, paragraph).then_some((MarkKind::Heading, paragraph.first)))
    }
}

fn innermost(tree: &Tree, is_one: impl Fn(NodeId, &Node) -> bool) -> Vec<NodeId> {
    let mut around = vec![0; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().skip(1) {
        around[at] = if is_one(at, node) { at } else { around[node.parent] };
    }
    around
}

/// Tells the tables of data from those that lay out a page.
fn data_tables(tree: &Tree, placed: &[(&Paragraph, Range<usize>)]) -> Vec<bool> {
    let table = innermost(tree, |_, node| node.tag == Tag::Table);
    let row = innermost(tree, |_, node| node.tag == Tag::Tr);
    // Of each table: the rows of several cells, and the longest paragraph; of each row: its last cell.
    let mut rows = vec![0; tree.nodes.len()];
    let mut longest = vec![0; tree.nodes.len()];
    let mut cells = vec![0; tree.nodes.len()];
    for (paragraph, _) in placed {
        let at = paragraph.holder;
        let (table, row) = (table[at], row[at]);
        if table == 0 || row < table {
            continue;
        }
        longest[table] = longest[table].max(paragraph.size.cells);
        cells[row] += usize::from(tree.nodes[at].tag.is_cell());
        if cells[row] == 2 && tree.nodes[at].tag.is_cell() {
            rows[table] += 1;
        }
    }
    (0..tree.nodes.len()).map(|at| rows[at] >= MIN_ROWS && longest[at] <= MAX_CELL_CELLS).collect()
}

/// Tells a short paragraph that is in bold type as a whole and is no sentence.
fn is_bold(tree: &Tree, paragraph: &Paragraph) -> bool {
    if paragraph.size.cells > MAX_HEADING_CELLS || tree.nodes[paragraph.holder].tag.is_cell() {
        return false;
    }
    let mut last = "";
    // Where the bold type that is open ends.
    let mut bold_end = tree.bold_around(paragraph.first, paragraph.holder);
    for (at, node) in tree.nodes.iter().enumerate().take(paragraph.last + 1).skip(paragraph.first) {
        match node.tag {
            Tag::B | Tag::Strong => bold_end = bold_end.max(node.end),
            Tag::Text if !node.text.trim().is_empty() => {
                if at >= bold_end {
                    return false;
                }
                last = node.text.trim();
            }
            _ => {}
        }
    }
    !last.ends_with(['.', '。', '!', '！', ';', '；', ','])
}
