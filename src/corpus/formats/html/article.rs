//! Which paragraphs of a page are its article?
//!
//! The article is what stands in one element, its container: the one with the most prose, where prose counts less
//! for every element between. Articles in several pieces have several containers, alike or side by side.

use std::ops::Range;

use super::element::Tag;
use super::layout::Layout;
use super::paragraph::Paragraph;
use super::prune;
use super::role::Roles;
use super::tree::{NodeId, Tree};

/// What prose counts for the element around the one that holds it. From .75 to .87 the 181 news pages score the
/// same within .005.
const DECAY: f64 = 0.8;
/// How much more prose counts in an element that is called the text of an article, and in one that is declared to be.
const NAMED_WEIGHT: f64 = 1.3;
const DECLARED_WEIGHT: f64 = 2.0;
/// How much prose another piece of an article holds, in cells: of the same kind as the first, or beside it.
const MIN_PIECE_CELLS: f64 = 100.0;
const MIN_NEIGHBOUR_CELLS: f64 = 200.0;
/// How much prose a neighbour holds for each cell that is none.
const MIN_NEIGHBOUR_PURITY: f64 = 2.0;

/// Marks the paragraphs of the article.
pub(super) fn select(
    tree: &Tree,
    paragraphs: &[Paragraph],
    layout: &Layout,
    headline: Option<NodeId>,
) -> Vec<bool> {
    let dropped = prune::dropped(tree, layout, headline);
    let if_left =
        |paragraph: &Paragraph, value: f64| if is_dropped(paragraph, &dropped) { 0.0 } else { value };
    let page = Page {
        tree,
        prose: layout.sum(tree, paragraphs, if_left),
        other: layout.sum(tree, paragraphs, |paragraph, value| {
            if_left(paragraph, if value > 0.0 { 0.0 } else { paragraph.size.cells as f64 })
        }),
        dropped,
    };
    let container = page.container(paragraphs, layout);
    let pieces = page.pieces(container, headline);
    // Pieces of a kind do not overlap, so this is linear.
    let mut is_in_piece = vec![false; tree.nodes.len()];
    for piece in pieces {
        is_in_piece[piece].fill(true);
    }
    let is_kept =
        |paragraph: &Paragraph| is_in_piece[paragraph.first] && !is_dropped(paragraph, &page.dropped);
    paragraphs.iter().map(is_kept).collect()
}

/// Tells whether all of a paragraph is left out. A dateline that opens it may be called one and stays.
fn is_dropped(paragraph: &Paragraph, dropped: &[bool]) -> bool {
    dropped[paragraph.first] && dropped[paragraph.last]
}

struct Page<'t> {
    tree: &'t Tree<'t>,
    dropped: Vec<bool>,
    /// What is left in each node: prose, and what is none.
    prose: Vec<f64>,
    other: Vec<f64>,
}

impl Page<'_> {
    /// Finds the element that holds the article, or the largest piece of it.
    fn container(&self, paragraphs: &[Paragraph], layout: &Layout) -> NodeId {
        let nodes = &self.tree.nodes;
        let mut scores = vec![0.0; nodes.len()];
        for (paragraph, value) in paragraphs.iter().zip(&layout.values) {
            if !is_dropped(paragraph, &self.dropped) {
                scores[paragraph.holder] += value;
            }
        }
        for at in (1..nodes.len()).rev() {
            let node = &nodes[at];
            let is_paragraph = matches!(node.tag, Tag::P | Tag::Pre | Tag::Blockquote)
                || node.tag.is_heading()
                || !(node.tag.is_block() || node.tag.is_cell())
                || layout.counts[at] <= 1;
            scores[node.parent] += scores[at] * if is_paragraph { 1.0 } else { DECAY };
        }
        let mut best = (0, 0.0);
        for (at, node) in nodes.iter().enumerate() {
            let can_hold = node.tag != Tag::P && (node.tag.is_block() || node.tag.is_cell());
            if self.dropped[at] || !can_hold {
                continue;
            }
            let score = scores[at] * weight(node.roles);
            if score > best.1 {
                best = (at, score);
            }
        }
        best.0
    }

    /// Lists the parts of the page that are the article, as nodes, in their order.
    fn pieces(&self, container: NodeId, headline: Option<NodeId>) -> Vec<Range<NodeId>> {
        let nodes = &self.tree.nodes;
        let mut pieces = self.alike(container);
        let parent = nodes[container].parent;
        let mut at = parent + 1;
        while container != 0 && at < nodes[parent].end {
            let is_below = headline.is_none_or(|headline| headline < at);
            let is_prose = self.prose[at] >= MIN_NEIGHBOUR_CELLS
                && self.prose[at] >= MIN_NEIGHBOUR_PURITY * self.other[at];
            if at != container && is_below && is_prose && !self.dropped[at] {
                pieces.push(at..nodes[at].end);
            }
            at = nodes[at].end;
        }
        pieces
    }

    /// Lists the container and what is like it: at the end of a like path, or a text by name of the same class.
    /// Another headline begins another article.
    fn alike(&self, container: NodeId) -> Vec<Range<NodeId>> {
        let nodes = &self.tree.nodes;
        let model = &nodes[container];
        let mut pieces: Vec<Range<NodeId>> = std::iter::once(container..model.end).collect();
        if container == 0 {
            return pieces;
        }
        let paths = self.tree.paths();
        let class = self.tree.likeness(container);
        let is_text =
            model.roles.has(Roles::TEXT) && !model.attributes.get("class").unwrap_or_default().is_empty();
        let mut at = 1;
        while let Some(node) = nodes.get(at) {
            if node.tag == Tag::H1 && !self.dropped[at] {
                if at >= model.end {
                    break;
                }
                pieces.truncate(1);
            }
            let is_alike = node.tag == model.tag
                && (paths[at] == paths[container] || (is_text && self.tree.likeness(at) == class));
            let is_prose = self.prose[at] >= MIN_PIECE_CELLS && self.prose[at] > self.other[at];
            let is_apart = !(at..node.end).contains(&container);
            if is_alike && is_prose && is_apart && !self.dropped[at] {
                pieces.push(at..node.end);
                at = node.end;
            } else {
                at += 1;
            }
        }
        pieces
    }
}

fn weight(roles: Roles) -> f64 {
    if roles.has(Roles::ARTICLE_BODY) {
        DECLARED_WEIGHT
    } else if roles.has(Roles::CONTENT) {
        NAMED_WEIGHT
    } else {
        1.0
    }
}
