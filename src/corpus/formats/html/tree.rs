//! Tags as a tree: the elements and texts of a page in their order, each with where it ends.

use super::builder::Builder;
use super::element::Tag;
use super::role::Roles;
use super::tags::{Attributes, Piece, pieces};

/// The most elements and texts of a page that is understood. The largest of 181 news pages has 2,618.
const MAX_NODES: usize = 1_000_000;
/// How far up from its text bold type is looked for: it is opened near it, unless the markup is broken.
const MAX_BOLD_LEVELS: usize = 8;

/// Where a node is in the list of nodes.
pub(super) type NodeId = usize;

/// An element, or a text.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    pub(super) tag: Tag,
    /// Whether this is text inside a link.
    pub(super) is_link: bool,
    pub(super) roles: Roles,
    /// The element around it; the root is its own.
    pub(super) parent: NodeId,
    /// Where what is inside it ends, in the list of nodes.
    pub(super) end: NodeId,
    /// Of a text: the text, with its character references as written.
    pub(super) text: &'a str,
    pub(super) attributes: Attributes<'a>,
}

impl Node<'_> {
    /// Makes a node without anything.
    pub(super) fn new(tag: Tag) -> Self {
        Self {
            tag,
            is_link: false,
            roles: Roles::default(),
            parent: 0,
            end: 0,
            text: "",
            attributes: Attributes::default(),
        }
    }
}

/// The nodes of a page, each before what is inside it. The first is the page itself.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) nodes: Vec<Node<'a>>,
}

impl<'a> Tree<'a> {
    /// Builds the tree of a page, or nothing if it is too large.
    pub(super) fn of(html: &'a str) -> Option<Self> {
        let mut builder = Builder::new();
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => builder.text(text),
                Piece::Raw(text) => builder.raw(text),
                Piece::Open(name, attributes) => builder.open(name, attributes),
                Piece::Close(name) => builder.close(name),
            }
            if builder.len() > MAX_NODES {
                return None;
            }
        }
        Some(Self { nodes: builder.finish() })
    }

    /// Returns the first text in a node, as it stands in the source.
    pub(super) fn raw_text(&self, node: NodeId) -> &'a str {
        self.nodes.get(node + 1).filter(|inside| inside.parent == node).map_or("", |inside| inside.text)
    }
}

impl Tree<'_> {
    /// Returns where the bold type ends that is open at a node, inside `holder`; 0 if none is.
    pub(super) fn bold_around(&self, node: NodeId, holder: NodeId) -> NodeId {
        let mut at = self.nodes[node].parent;
        for _ in 0..MAX_BOLD_LEVELS {
            if at <= holder {
                break;
            }
            if matches!(self.nodes[at].tag, Tag::B | Tag::Strong) {
                return self.nodes[at].end;
            }
            at = self.nodes[at].parent;
        }
        0
    }

    /// Returns a number that is the same for elements of the same kind and class, the digits of the class apart.
    pub(super) fn likeness(&self, node: NodeId) -> u64 {
        let node = &self.nodes[node];
        let mut likeness = mixed(0, node.tag as u64);
        let (_, class) =
            { node.attributes }.find(|(name, _)| name.eq_ignore_ascii_case("class")).unwrap_or_default();
        for byte in class.bytes().filter(|byte| !byte.is_ascii_digit()) {
            likeness = mixed(likeness, u64::from(byte));
        }
        likeness
    }

    /// Returns for each element a number that is the same for those that are alike in elements that are alike.
    pub(super) fn paths(&self) -> Vec<u64> {
        let mut paths = vec![0; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate().skip(1) {
            if node.tag != Tag::Text {
                paths[at] = mixed(paths[node.parent], self.likeness(at));
            }
        }
        paths
    }
}

/// One step of FNV-1a: equal numbers are equal paths but for a chance of one in 2⁶⁴.
fn mixed(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_add(1).wrapping_mul(0x0100_0000_01B3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_paths_are_told_from_others() {
        let html = "<div class=a1><p>x</div><div class=a2><p>x</div><div class=b><p>x</div>";
        let tree = Tree::of(html).expect("a small page");
        let paths = tree.paths();
        assert_eq!(paths[1], paths[4]);
        assert_eq!(paths[2], paths[5]);
        assert_ne!(paths[1], paths[7]);
        assert_ne!(paths[2], paths[8]);
    }
}
