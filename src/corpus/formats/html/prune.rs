//! Which parts of a page are not of its article, by what they are called?

use super::element::Tag;
use super::layout::Layout;
use super::role::Roles;
use super::tree::{NodeId, Tree};

/// The largest share of a page's prose that goes because of a name: names are reused, and what holds most of the
/// prose is the article whatever it is called.
const MAX_SHARE: f64 = 0.3;
/// The same for comments, of which there may be more than of the article.
const MAX_COMMENTS_SHARE: f64 = 0.7;
/// How much prose must be left, in cells, to drop menus, footers and cookie banners of any size.
const MIN_LEFT_CELLS: f64 = 80.0;

/// Marks the nodes that are left out, with all that is in them.
pub(super) fn dropped(tree: &Tree, layout: &Layout, headline: Option<NodeId>) -> Vec<bool> {
    let total = layout.prose[0];
    let mut dropped = vec![false; tree.nodes.len()];
    let mut at = 1;
    while let Some(node) = tree.nodes.get(at) {
        let prose = layout.prose[at];
        let share = max_share(node.tag, node.roles);
        let is_apart = headline.is_some_and(|headline| !(at..node.end).contains(&headline));
        let is_site = matches!(node.tag, Tag::Nav | Tag::Footer) || node.roles.has(Roles::CONSENT);
        let is_left_out = share.is_some_and(|share| prose <= total * share)
            || (is_site && is_apart && total - prose >= MIN_LEFT_CELLS);
        if is_left_out {
            dropped[at..node.end].fill(true);
            at = node.end;
        } else {
            at += 1;
        }
    }
    dropped
}

/// Returns how much of the prose an element may hold and be left out, if it is called something that is.
fn max_share(tag: Tag, roles: Roles) -> Option<f64> {
    if tag == Tag::Text {
        None
    } else if roles.has(Roles::COMMENTS) {
        Some(MAX_COMMENTS_SHARE)
    } else if tag == Tag::Blockquote {
        // Quotations from social networks bear their names.
        None
    } else if matches!(tag, Tag::Nav | Tag::Footer | Tag::Aside | Tag::Form | Tag::Figcaption)
        || roles.has(Roles::AROUND)
    {
        Some(MAX_SHARE)
    } else if roles.has(Roles::SHARE) {
        Some(0.0)
    } else {
        None
    }
}
