//! Which element does a tag open, and which does it close?
//!
//! Not quite as the HTML standard has it but near: missing end tags are implied, stray ones change nothing. Every
//! step takes constant time, whatever is open, since the elements of one kind that are open are chained.

use super::element::{TAGS, Tag};
use super::role::Roles;
use super::tags::Attributes;
use super::tree::{Node, NodeId};

/// How many unknown elements an end tag may close at once.
const MAX_UNKNOWN: usize = 8;

/// An element that is open.
struct Open<'a> {
    node: NodeId,
    tag: Tag,
    name: &'a str,
    /// Where on the stack the nearest one of its kind below it is, counted from 1.
    same: usize,
    /// Where on the stack the nearest barrier and the nearest block are, itself included.
    barrier: usize,
    block: usize,
}

/// Takes the pieces of a page, and gives its nodes.
pub(super) struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    stack: Vec<Open<'a>>,
    /// Where on the stack the topmost element of each kind is, counted from 1.
    top: [usize; TAGS],
    /// Where on the stack the link is that text now belongs to.
    link: Option<usize>,
    /// Whether nothing but white space came since the edge of a block.
    is_at_edge: bool,
}

impl<'a> Builder<'a> {
    /// Starts with the page itself.
    pub(super) fn new() -> Self {
        let root = Node { end: usize::MAX, ..Node::new(Tag::Body) };
        Self { nodes: vec![root], stack: Vec::new(), top: [0; TAGS], link: None, is_at_edge: true }
    }

    /// Adds the content of an element that holds no tags.
    pub(super) fn raw(&mut self, text: &'a str) {
        self.push(Node { text, ..Node::new(Tag::Text) }, false);
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Closes what is open, and returns the nodes.
    pub(super) fn finish(mut self) -> Vec<Node<'a>> {
        self.close_to(0);
        self.nodes
    }

    fn top(&self, tag: Tag) -> usize {
        self.top[tag as usize]
    }

    fn barrier(&self) -> usize {
        self.stack.last().map_or(0, |open| open.barrier)
    }

    fn block(&self) -> usize {
        self.stack.last().map_or(0, |open| open.block)
    }

    /// Adds a text with its character references as written.
    pub(super) fn text(&mut self, text: &'a str) {
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if is_blank && self.is_at_edge {
            return;
        }
        self.is_at_edge = is_blank && self.is_at_edge;
        self.push(Node { text, is_link: self.link.is_some(), ..Node::new(Tag::Text) }, false);
    }

    /// Adds a node, which stays open if it can have content.
    fn push(&mut self, mut node: Node<'a>, is_open: bool) {
        let index = self.nodes.len();
        node.parent = self.stack.last().map_or(0, |open| open.node);
        node.end = index + 1;
        let tag = node.tag;
        self.nodes.push(node);
        if is_open {
            let at = self.stack.len() + 1;
            let barrier = if tag.is_barrier() { at } else { self.barrier() };
            let block = if tag.is_block() || tag.is_barrier() || tag.is_line() { at } else { self.block() };
            self.stack.push(Open { node: index, tag, name: "", same: self.top(tag), barrier, block });
            self.top[tag as usize] = at;
        }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &'a str, attributes: Attributes<'a>) {
        let tag = Tag::of(name);
        self.imply_ends(tag);
        if tag.is_block() || tag.is_line() {
            self.is_at_edge = true;
        }
        let is_alone = tag.is_void() || matches!(tag, Tag::Html | Tag::Head | Tag::Body);
        let is_closed = attributes.is_self_closing() && (tag == Tag::Other || self.top(Tag::Svg) > 0);
        let roles = if tag == Tag::Meta { Roles::default() } else { Roles::of(attributes) };
        let is_open = !is_alone && !is_closed;
        self.push(Node { attributes, roles, ..Node::new(tag) }, is_open);
        if let Some(open) = self.stack.last_mut().filter(|_| is_open) {
            open.name = name;
            if tag == Tag::A && attributes.get("href").is_some() {
                self.link = Some(self.stack.len());
            }
        }
    }

    /// Closes what cannot go on where an element begins.
    fn imply_ends(&mut self, tag: Tag) {
        let table = self.top(Tag::Table);
        let ended = match tag {
            Tag::Li => self.above(Tag::Li, self.top(Tag::Ul).max(self.barrier())),
            Tag::Dd | Tag::Dt => {
                let list = self.top(Tag::Dl).max(self.barrier());
                self.above(Tag::Dd, list).max(self.above(Tag::Dt, list))
            }
            Tag::Tr => self.above(Tag::Tr, table),
            Tag::Td | Tag::Th => {
                let row = self.top(Tag::Tr).max(table);
                self.above(Tag::Td, row).max(self.above(Tag::Th, row))
            }
            Tag::Tbody => {
                let body = self.above(Tag::Tbody, table);
                if body > 0 { body } else { self.above(Tag::Tr, table) }
            }
            Tag::OptionItem => self.above(Tag::OptionItem, self.block()),
            Tag::A => self.above(Tag::A, self.block()),
            _ if tag.is_heading() => {
                let inner = self.stack.last().filter(|open| open.tag.is_heading());
                if inner.is_some() { self.stack.len() } else { self.above(Tag::P, self.barrier()) }
            }
            _ if tag.is_block() => self.above(Tag::P, self.barrier()),
            _ => 0,
        };
        if ended > 0 {
            self.close_to(ended - 1);
        }
    }

    /// Returns where the topmost element of a kind is, if that is above `floor`.
    fn above(&self, tag: Tag, floor: usize) -> usize {
        let top = self.top(tag);
        if top > floor { top } else { 0 }
    }

    /// Closes what an end tag closes.
    pub(super) fn close(&mut self, name: &'a str) {
        let tag = Tag::of(name);
        if tag.is_block() || tag.is_line() {
            self.is_at_edge = true;
        }
        let ended = match tag {
            Tag::Table => self.top(Tag::Table),
            Tag::Td | Tag::Th | Tag::Caption | Tag::Tr | Tag::Tbody => self.above(tag, self.top(Tag::Table)),
            Tag::Other => self.unknown(name),
            Tag::A => {
                self.link = None;
                self.above(tag, self.block())
            }
            _ if tag.is_heading() => {
                let headings = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
                headings.into_iter().map(|tag| self.above(tag, self.barrier())).max().unwrap_or(0)
            }
            _ if tag.is_block() || tag.is_line() || tag.is_silent() => self.above(tag, self.barrier()),
            // The end of a bold text does not end the paragraph inside it.
            _ => self.above(tag, self.block()),
        };
        if ended > 0 {
            self.close_to(ended - 1);
        }
    }

    /// Finds the unknown element of a name among the last that were opened.
    fn unknown(&self, name: &str) -> usize {
        let mut at = self.above(Tag::Other, self.barrier());
        for _ in 0..MAX_UNKNOWN {
            let Some(open) = at.checked_sub(1).and_then(|at| self.stack.get(at)) else { return 0 };
            if open.name.eq_ignore_ascii_case(name) {
                return if name.contains('-') || at > self.block() { at } else { 0 };
            }
            at = open.same;
        }
        0
    }

    /// Closes all that is open above a height of the stack.
    fn close_to(&mut self, height: usize) {
        while self.stack.len() > height {
            let Some(open) = self.stack.pop() else { break };
            self.top[open.tag as usize] = open.same;
            self.nodes[open.node].end = self.nodes.len();
            if self.link == Some(self.stack.len() + 1) {
                self.link = None;
            }
        }
        if height == 0 {
            self.nodes[0].end = self.nodes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::{NodeId, Tree};
    use super::*;
    use proptest::prelude::*;

    /// Shows a tree with brackets around what is in an element.
    fn show(html: &str) -> String {
        let tree = Tree::of(html).expect("a small page");
        let mut shown = String::new();
        let mut ends: Vec<NodeId> = Vec::new();
        for (at, node) in tree.nodes.iter().enumerate().skip(1) {
            while ends.last().is_some_and(|end| *end <= at) {
                ends.pop();
                shown.push(']');
            }
            if node.tag == Tag::Text {
                shown.push_str(node.text);
                shown.push_str(if node.is_link { "*" } else { "" });
            } else {
                shown.push_str(&format!("{:?}", node.tag).to_lowercase());
                shown.push('[');
                ends.push(node.end);
            }
        }
        shown + &"]".repeat(ends.len())
    }

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(show(html), expected, "{html}");
    }

    #[test]
    fn missing_ends_are_implied() {
        check("<p>a<p>b<div>c</div>d", "p[a]p[b]div[c]d");
        check("<ul><li>a<ul><li>b</ul><li>c</ul>", "ul[li[aul[li[b]]]li[c]]");
        check("<table><tr><td>a<td>b<tr><td>c</table>d", "table[tr[td[a]td[b]]tr[td[c]]]d");
        check("<dl><dt>a<dd>b<dt>c</dl>", "dl[dt[a]dd[b]dt[c]]");
        check("<h2>a<h3>b</h3>c", "h2[a]h3[b]c");
        check("<a href=x>a<a href=y>b</a>c", "a[a*]a[b*]c");
    }

    #[test]
    fn stray_ends_change_nothing() {
        check("</p></div>a</b>", "a");
        check("<div><table><tr><td>a</div></p>b</table></div>c", "div[table[tr[td[ab]]]]c");
        check("<b><p>a</b>b</p></b>c", "b[p[ab]]c");
        check("<a href=x><div>a</a>b</div>c</a>d", "a[div[a*b]c]d");
        check("<x-y><u>a</x-y>b", "other[other[a]]b");
        check("<svg><path/><g>a</svg>b", "svg[other[]other[a]]b");
        check("<br/>a<hr>b<img>", "br[]ahr[]bimg[]");
        check("<html><head><title>a<b></title></head><body>b", "html[]head[]title[a<b>]body[]b");
    }

    proptest! {
        #[test]
        fn any_page_is_a_tree(html in "(<(/)?(p|div|a href=x|b|td|tr|table|li|ul|h1|x-y|svg)(/)?>|[a ]){0,60}") {
            let tree = Tree::of(&html).expect("a small page");
            prop_assert_eq!(tree.nodes[0].end, tree.nodes.len());
            for (at, node) in tree.nodes.iter().enumerate().skip(1) {
                prop_assert!(node.parent < at && at < node.end && node.end <= tree.nodes[node.parent].end);
            }
        }
    }
}
