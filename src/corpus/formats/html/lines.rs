//! Which lines inside an article are not of it?

use super::element::Tag;
use super::paragraph::Paragraph;
use super::tree::Tree;
use super::{notices, text, title};

/// From this share of links on, in percent, a line is a link; an item of a list of links.
const LINK_PERCENT: usize = 90;
const ITEM_LINK_PERCENT: usize = 30;
/// Up to this share of links, in percent, a block of lines is a text in which some lines are links.
const MIXED_PERCENT: usize = 50;
/// How much of a line is looked at, in bytes.
const MAX_LINE_BYTES: usize = 400;

/// Takes the lines off the kept paragraphs that repeat the title, lead to other articles, or are buttons; then the
/// headings below which nothing is left.
pub(super) fn clean(tree: &Tree, paragraphs: &[Paragraph], values: &[f64], title: &str, kept: &mut [bool]) {
    let mut blocks = vec![(0, 0); tree.nodes.len()];
    for paragraph in paragraphs {
        let (cells, link_cells) = blocks[paragraph.holder];
        blocks[paragraph.holder] = (cells + paragraph.size.cells, link_cells + paragraph.size.link_cells);
    }
    let mut is_in_list = false;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if !kept[index] {
            continue;
        }
        let line = text::of_nodes(tree, paragraph.nodes(), MAX_LINE_BYTES);
        let size = paragraph.size;
        let tag = tree.nodes[paragraph.holder].tag;
        if is_in_list {
            is_in_list = size.link_cells * 100 >= size.cells * ITEM_LINK_PERCENT
                || (values[index] == 0.0 && !tag.is_heading() && tag != Tag::P);
        }
        if notices::is_list_heading(&line, size) && !tag.is_cell() && leads_to_links(&paragraphs[index + 1..])
        {
            is_in_list = true;
        }
        let (cells, link_cells) = blocks[paragraph.holder];
        let is_link = size.link_cells * 100 >= size.cells * LINK_PERCENT
            && link_cells * 100 >= cells * MIXED_PERCENT
            && !(tag.is_cell() || is_address(&line));
        let heads_prose = tag.is_heading()
            && values.get(index + 1).is_some_and(|next| *next > 0.0)
            && kept.get(index + 1) == Some(&true);
        kept[index] = !(is_in_list
            || (is_link && !heads_prose)
            || title::is_same(&line, title)
            || (!tag.is_cell() && notices::is_label(&line))
            || notices::is_pointer(&line, size));
    }
    drop_empty_headings(tree, paragraphs, kept);
}

/// Tells whether the next paragraph is mostly a link.
fn leads_to_links(next: &[Paragraph]) -> bool {
    let size = next.first().map(|paragraph| paragraph.size).unwrap_or_default();
    size.cells > 0 && size.link_cells * 100 >= size.cells * ITEM_LINK_PERCENT
}

fn is_address(line: &str) -> bool {
    (line.starts_with("http") || line.starts_with("www.")) && !line.contains(' ')
}

/// Takes away the headings that are followed by nothing or by a heading that is not below them.
fn drop_empty_headings(tree: &Tree, paragraphs: &[Paragraph], kept: &mut [bool]) {
    // The level of what follows: 1 to 6 of headings, 7 of text, 0 of nothing.
    let mut next = 0;
    for (paragraph, kept) in paragraphs.iter().zip(kept).rev().filter(|(_, kept)| **kept) {
        let level = tree.nodes[paragraph.holder].tag.heading_level().unwrap_or(7);
        if level < 7 && next <= level {
            *kept = false;
        } else {
            next = level;
        }
    }
}
