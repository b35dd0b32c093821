//! Where on a page is its prose?

use super::element::Tag;
use super::paragraph::{Paragraph, Size};
use super::tree::{NodeId, Tree};

/// The shortest text with a stop that counts as prose, and the shortest without, in cells. A line of a
/// menu is shorter; a headline of 120 cells is rare.
const MIN_SENTENCE_CELLS: usize = 40;
const MIN_PROSE_CELLS: usize = 120;
/// What prose counts for where it is unlikely to be the article's: in items of a list, most often teasers; above the
/// headline. From .1 to .7 the 181 news pages score the same.
const UNLIKELY_WEIGHT: f64 = 0.25;
/// How much prose the `article` around the headline holds if it is the article, in cells.
const MIN_ARTICLE_CELLS: f64 = 250.0;

/// How much prose there is in each paragraph and in each node, weighed by how likely it is the article's.
pub(super) struct Layout {
    /// Of each paragraph, in cells; none if it is no prose.
    pub(super) values: Vec<f64>,
    /// Of each node.
    pub(super) prose: Vec<f64>,
    /// How many paragraphs there are in each node.
    pub(super) counts: Vec<usize>,
}

impl Layout {
    /// Weighs the paragraphs of a page whose headline stands at a node.
    pub(super) fn of(tree: &Tree, paragraphs: &[Paragraph], headline: Option<NodeId>) -> Self {
        let mut is_in_item = vec![false; tree.nodes.len()];
        for (at, node) in tree.nodes.iter().enumerate().skip(1) {
            is_in_item[at] = node.tag == Tag::Li || is_in_item[node.parent];
        }
        let above = headline.unwrap_or(0);
        let weigh = |paragraph: &Paragraph| {
            let is_unlikely = is_in_item[paragraph.holder] || paragraph.first < above;
            prose_cells(paragraph.size) * if is_unlikely { UNLIKELY_WEIGHT } else { 1.0 }
        };
        let mut values: Vec<f64> = paragraphs.iter().map(weigh).collect();
        if let Some(headline) = headline {
            drop_other_articles(tree, paragraphs, headline, &mut values);
        }
        let mut layout = Self { values, prose: Vec::new(), counts: vec![0; tree.nodes.len()] };
        layout.prose = layout.sum(tree, paragraphs, |_, value| value);
        for paragraph in paragraphs {
            layout.counts[paragraph.holder] += 1;
        }
        for at in (1..tree.nodes.len()).rev() {
            layout.counts[tree.nodes[at].parent] += layout.counts[at];
        }
        layout
    }

    /// Takes the prose for none that is not in some paragraphs.
    pub(super) fn keep_only(&mut self, tree: &Tree, paragraphs: &[Paragraph], is_in: &[bool]) {
        for (value, is_in) in self.values.iter_mut().zip(is_in) {
            *value *= f64::from(u8::from(*is_in));
        }
        self.prose = self.sum(tree, paragraphs, |_, value| value);
    }

    /// Sums something over the paragraphs in each node: it is given each paragraph and its value.
    pub(super) fn sum(
        &self,
        tree: &Tree,
        paragraphs: &[Paragraph],
        of: impl Fn(&Paragraph, f64) -> f64,
    ) -> Vec<f64> {
        let mut sums = vec![0.0; tree.nodes.len()];
        for (paragraph, value) in paragraphs.iter().zip(&self.values) {
            sums[paragraph.holder] += of(paragraph, *value);
        }
        for at in (1..tree.nodes.len()).rev() {
            sums[tree.nodes[at].parent] += sums[at];
        }
        sums
    }
}

/// Returns how much prose a text is, in cells.
fn prose_cells(size: Size) -> f64 {
    let is_long = (size.stops > 0 && size.cells >= MIN_SENTENCE_CELLS) || size.cells >= MIN_PROSE_CELLS;
    let is_prose = is_long && size.link_cells * 2 < size.cells;
    if is_prose { size.plain_cells() as f64 } else { 0.0 }
}

/// Takes the prose for none that stands in another `article` than the headline does.
fn drop_other_articles(tree: &Tree, paragraphs: &[Paragraph], headline: NodeId, values: &mut [f64]) {
    // The outermost `article` around each node, but for the headline's own the innermost.
    let mut article = vec![0; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().skip(1) {
        article[at] = if node.tag == Tag::Article { at } else { article[node.parent] };
    }
    let own = article[headline];
    if own == 0 {
        return;
    }
    let range = own..tree.nodes[own].end;
    let inside = paragraphs.iter().zip(&*values).filter(|(paragraph, _)| range.contains(&paragraph.first));
    if inside.map(|(_, value)| value).sum::<f64>() < MIN_ARTICLE_CELLS {
        return;
    }
    for (paragraph, value) in paragraphs.iter().zip(values) {
        let other = article[paragraph.holder];
        // What stands before it is around it, or a teaser that counts little anyway.
        if !range.contains(&paragraph.first) && other > own {
            *value = 0.0;
        }
    }
}
