//! XML as a flat tree: what a feed, a news item and the parts of an office file are read from.
//!
//! Nothing here recurses and no entity of a document's own is expanded, so neither depth nor a bomb of entities
//! costs more than its bytes. What is broken is read up to where it breaks.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::corpus::encoding;
use crate::corpus::problem::Reason;

/// The most elements and texts of a file: 64 MiB of feed hold about a million.
const MAX_NODES: usize = 2_000_000;
/// The most attributes of an element that are kept; comparing them all would take time that grows with the square.
const MAX_ATTRIBUTES: usize = 64;
/// How far up an end tag looks for its start tag.
const MAX_UNCLOSED: usize = 16;

/// A document, as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Whether the last node is a text that goes on.
    is_in_text: bool,
    /// What ended the reading before the file did.
    pub(super) broken: Option<String>,
}

#[derive(Debug)]
enum Node {
    Element {
        /// The name without its prefix, in lower case.
        name: String,
        /// The prefix, which tells `media:content` from `content`; empty for none.
        prefix: String,
        attributes: Vec<(String, String)>,
        /// Behind its last descendant.
        end: usize,
    },
    Text(String),
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'t> {
    tree: &'t Tree,
    at: usize,
}

/// Decodes and reads a file.
pub(super) fn read(bytes: &[u8], charset: Option<&str>) -> Result<(Tree, encoding::Decoded), Reason> {
    let declared = charset.map(str::to_owned).or_else(|| encoding::declared_in_html(bytes));
    let decoded = encoding::decode(bytes, declared.as_deref())?;
    let tree = Tree::of(&decoded.text)?;
    Ok((tree, decoded))
}

impl Tree {
    /// Reads a text.
    pub(super) fn of(text: &str) -> Result<Self, Reason> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        reader.config_mut().allow_dangling_amp = true;
        let mut tree = Self::default();
        let mut open: Vec<usize> = Vec::new();
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => open.push(tree.start(&tag)),
                Ok(Event::Empty(tag)) => {
                    tree.start(&tag);
                }
                Ok(Event::End(tag)) => tree.end(tag.local_name().as_ref(), &mut open),
                Ok(Event::Text(text)) => tree.text(&text.xml10_content()),
                Ok(Event::CData(text)) => tree.text(&text.xml10_content()),
                Ok(Event::GeneralRef(reference)) => tree.text(&resolved(&reference)),
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(cause) => {
                    tree.broken = Some(cause.to_string());
                    break;
                }
            }
            if tree.nodes.len() > MAX_NODES {
                return Err(Reason::failed("more than 2,000,000 elements, the limit for an XML file"));
            }
        }
        while let Some(at) = open.pop() {
            tree.close(at);
        }
        Ok(tree)
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        let at = self.nodes.iter().position(|node| matches!(node, Node::Element { .. }))?;
        Some(Element { tree: self, at })
    }

    fn start(&mut self, tag: &BytesStart<'_>) -> usize {
        let name = tag.local_name().as_ref().to_lowercase();
        let prefix = tag.name().prefix().map(|prefix| prefix.as_ref().to_lowercase()).unwrap_or_default();
        let attributes = tag
            .attributes()
            .with_checks(false)
            .flatten()
            .take(MAX_ATTRIBUTES)
            .map(|attribute| {
                let value = unescape_with(&attribute.value, resolve_html5_entity);
                let value = value.map_or_else(|_| attribute.value.to_string(), |value| value.into_owned());
                (attribute.key.as_ref().to_lowercase(), value)
            })
            .collect();
        let at = self.nodes.len();
        self.is_in_text = false;
        self.nodes.push(Node::Element { name, prefix, attributes, end: at + 1 });
        at
    }

    fn end(&mut self, name: &str, open: &mut Vec<usize>) {
        let name = name.to_lowercase();
        let is_it =
            |at: &usize| matches!(&self.nodes[*at], Node::Element { name: open, .. } if *open == name);
        let Some(depth) = open.iter().rev().take(MAX_UNCLOSED).position(is_it) else { return };
        for at in open.split_off(open.len() - 1 - depth) {
            self.close(at);
        }
    }

    fn close(&mut self, at: usize) {
        let last = self.nodes.len();
        self.is_in_text = false;
        if let Some(Node::Element { end, .. }) = self.nodes.get_mut(at) {
            *end = last;
        }
    }

    fn text(&mut self, text: &str) {
        match self.nodes.last_mut() {
            Some(Node::Text(before)) if self.is_in_text => before.push_str(text),
            _ => self.nodes.push(Node::Text(text.to_owned())),
        }
        self.is_in_text = true;
    }
}

impl<'t> Element<'t> {
    /// Its name without the prefix, in lower case.
    pub(super) fn name(self) -> &'t str {
        match &self.tree.nodes[self.at] {
            Node::Element { name, .. } => name,
            Node::Text(_) => "",
        }
    }

    /// Its prefix, in lower case; empty for none.
    pub(super) fn prefix(self) -> &'t str {
        match &self.tree.nodes[self.at] {
            Node::Element { prefix, .. } => prefix,
            Node::Text(_) => "",
        }
    }

    /// The value of an attribute, by its name as written but in lower case.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        let Node::Element { attributes, .. } = &self.tree.nodes[self.at] else { return None };
        attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The elements right in it.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t>> {
        let range = self.inside();
        let mut next = range.start;
        std::iter::from_fn(move || {
            while next < range.end {
                let at = next;
                match &self.tree.nodes[at] {
                    Node::Element { end, .. } => {
                        next = *end;
                        return Some(Element { tree: self.tree, at });
                    }
                    Node::Text(_) => next += 1,
                }
            }
            None
        })
    }

    /// The first element right in it of this name, whatever its prefix.
    pub(super) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|child| child.name() == name)
    }

    /// Every element in it, at any depth, in order.
    pub(super) fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        let tree = self.tree;
        self.inside()
            .filter(|at| matches!(tree.nodes[*at], Node::Element { .. }))
            .map(move |at| Element { tree, at })
    }

    /// The first element in it of this name, at any depth.
    pub(super) fn find(self, name: &str) -> Option<Element<'t>> {
        self.descendants().find(|element| element.name() == name)
    }

    /// All text in it, without outer space; `None` when there is none.
    pub(super) fn text(self) -> Option<String> {
        let mut text = String::new();
        for at in self.inside() {
            if let Node::Text(piece) = &self.tree.nodes[at] {
                text.push_str(piece);
            }
        }
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// What is in it as HTML: names without prefixes, no attributes, text escaped.
    pub(super) fn markup(self) -> String {
        let mut html = String::new();
        let mut open: Vec<(&str, usize)> = Vec::new();
        for at in self.inside() {
            while open.last().is_some_and(|(_, end)| *end <= at) {
                close_tag(&mut html, open.pop());
            }
            match &self.tree.nodes[at] {
                Node::Element { name, end, .. } => {
                    html.push('<');
                    html.push_str(name);
                    html.push('>');
                    if !matches!(name.as_str(), "br" | "img" | "hr") {
                        open.push((name, *end));
                    }
                }
                Node::Text(text) => html.push_str(&quick_xml::escape::partial_escape(text.as_str())),
            }
        }
        while !open.is_empty() {
            close_tag(&mut html, open.pop());
        }
        html
    }

    fn inside(self) -> Range<usize> {
        match &self.tree.nodes[self.at] {
            Node::Element { end, .. } => self.at + 1..*end,
            Node::Text(_) => self.at..self.at,
        }
    }
}

fn close_tag(html: &mut String, open: Option<(&str, usize)>) {
    if let Some((name, _)) = open {
        html.push_str("</");
        html.push_str(name);
        html.push('>');
    }
}

/// Returns what a reference stands for, or the reference itself: a document's own entities are left as written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    resolve_html5_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(xml: &str, markup: &str, text: &str) {
        let tree = Tree::of(xml).expect("small");
        let root = tree.root().expect("a root");
        assert_eq!(
            (root.markup().as_str(), root.text().unwrap_or_default().as_str()),
            (markup, text),
            "{xml}"
        );
    }

    #[test]
    fn trees_are_read() {
        check("<?xml version='1.0'?><!-- c --><a><X:B k='1'>one</X:B> two</a>", "<b>one</b> two", "one two");
        check(
            "<a>R&amp;D&#8212;&nbsp;&own; &<![CDATA[<p>]]></a>",
            "R&amp;D—\u{A0}&amp;own; &amp;&lt;p&gt;",
            "R&D—\u{A0}&own; &<p>",
        );
        check("<a><br/>x<p>细胞</a>", "<br>x<p>细胞</p>", "x细胞");
        check("<a><b><i>x</b>y</i></a>", "<b><i>x</i></b>y", "xy");
    }

    #[test]
    fn elements_are_found() {
        let tree = Tree::of("<a><b xml:lang='en&#45;US'><c>1</c></b><m:c>2</m:c><c/></a>").expect("small");
        let root = tree.root().expect("a root");
        assert_eq!(root.children().map(Element::name).collect::<Vec<_>>(), ["b", "c", "c"]);
        assert_eq!(root.child("c").map(|c| (c.prefix(), c.text())), Some(("m", Some("2".to_owned()))));
        assert_eq!(root.find("c").and_then(Element::text).as_deref(), Some("1"));
        assert_eq!(root.child("b").and_then(|b| b.attribute("xml:lang")), Some("en-US"));
    }

    #[test]
    fn what_is_broken_is_read_up_to_there() {
        let tree = Tree::of("<a><b>one</b><c").expect("small");
        assert!(tree.broken.is_some());
        assert_eq!(tree.root().and_then(Element::text).as_deref(), Some("one"));
    }

    #[test]
    fn bombs_are_harmless() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"yyyyyyyy\"><!ENTITY z \"&x;&x;&x;&x;\">]><a>&z;&z;</a>";
        check(bomb, "&amp;z;&amp;z;", "&z;&z;");
        let deep = "<a>".repeat(200_000);
        assert_eq!(Tree::of(&deep).expect("few enough").nodes.len(), 200_000);
        let tree = Tree::of(&format!("{deep}x{}", "</b>".repeat(200_000))).expect("few enough");
        assert_eq!(tree.root().map(|root| root.markup().len()), Some(7 * 199_999 + 1));
        let many = format!("<a {}/>", "b='' ".repeat(200_000));
        assert!(Tree::of(&many).is_ok());
        assert!(Tree::of(&"<a/>".repeat(MAX_NODES + 1)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[<>/&;!?a-c='\" \\[\\]-]{0,60}") {
            if let Some(root) = Tree::of(&text).expect("small").root() {
                root.markup();
                root.text();
            }
        }
    }
}
