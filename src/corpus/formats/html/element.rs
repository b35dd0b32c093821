//! What kind of element is this?

/// The elements that are told apart; the others are `Other`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    /// Not an element but the text between two tags.
    Text,
    Other,
    A,
    Article,
    Aside,
    B,
    Blockquote,
    Body,
    Br,
    Button,
    Caption,
    Dd,
    Div,
    Dl,
    Dt,
    Figcaption,
    Figure,
    Footer,
    Form,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Head,
    Header,
    Hr,
    Html,
    Iframe,
    Img,
    Input,
    Li,
    Link,
    Main,
    Meta,
    Nav,
    Noscript,
    OptionItem,
    P,
    Pre,
    Script,
    Section,
    Select,
    Silent,
    Span,
    Strong,
    Style,
    Sup,
    Svg,
    Table,
    Tbody,
    Td,
    Template,
    Textarea,
    Th,
    Time,
    Title,
    Tr,
    Ul,
    Void,
}

/// How many kinds of elements there are.
pub(super) const TAGS: usize = Tag::Void as usize + 1;

impl Tag {
    /// Returns the kind of an element by its name, in whatever case.
    pub(super) fn of(name: &str) -> Self {
        let mut lower = [0; 16];
        let Some(lower) = lower.get_mut(..name.len()) else { return Self::Other };
        lower.copy_from_slice(name.as_bytes());
        lower.make_ascii_lowercase();
        match &*lower {
            b"a" => Self::A,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"b" => Self::B,
            b"blockquote" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"button" => Self::Button,
            b"caption" => Self::Caption,
            b"dd" => Self::Dd,
            b"address" | b"center" | b"details" | b"dialog" | b"div" | b"fieldset" | b"hgroup"
            | b"summary" => Self::Div,
            b"dl" => Self::Dl,
            b"dt" => Self::Dt,
            b"figcaption" | b"amp-figcaption" => Self::Figcaption,
            b"figure" => Self::Figure,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"h1" => Self::H1,
            b"h2" => Self::H2,
            b"h3" => Self::H3,
            b"h4" => Self::H4,
            b"h5" => Self::H5,
            b"h6" => Self::H6,
            b"head" => Self::Head,
            b"header" => Self::Header,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"iframe" => Self::Iframe,
            b"img" | b"amp-img" => Self::Img,
            b"input" => Self::Input,
            b"li" => Self::Li,
            b"link" => Self::Link,
            b"main" => Self::Main,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"noscript" => Self::Noscript,
            b"ol" | b"ul" | b"menu" | b"dir" => Self::Ul,
            b"option" | b"optgroup" => Self::OptionItem,
            b"p" => Self::P,
            b"pre" => Self::Pre,
            b"script" => Self::Script,
            b"section" => Self::Section,
            b"select" | b"datalist" => Self::Select,
            b"audio" | b"canvas" | b"map" | b"noembed" | b"noframes" | b"object" | b"video" => Self::Silent,
            b"span" => Self::Span,
            b"strong" => Self::Strong,
            b"style" => Self::Style,
            b"sup" => Self::Sup,
            b"svg" | b"math" => Self::Svg,
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" | b"colgroup" => Self::Tbody,
            b"td" => Self::Td,
            b"template" => Self::Template,
            b"textarea" => Self::Textarea,
            b"th" => Self::Th,
            b"time" => Self::Time,
            b"title" => Self::Title,
            b"tr" => Self::Tr,
            b"area" | b"base" | b"col" | b"embed" | b"param" | b"source" | b"track" | b"wbr" | b"keygen" => {
                Self::Void
            }
            _ => Self::Other,
        }
    }

    /// Tells an element that never has content.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Br | Self::Hr | Self::Img | Self::Input | Self::Link | Self::Meta | Self::Void)
    }

    /// Tells an element whose content is not shown as text.
    pub(super) fn is_silent(self) -> bool {
        matches!(
            self,
            Self::Script
                | Self::Style
                | Self::Title
                | Self::Noscript
                | Self::Template
                | Self::Iframe
                | Self::Svg
                | Self::Silent
                | Self::Select
                | Self::OptionItem
                | Self::Textarea
                | Self::Button
        )
    }

    /// Tells an element that stands apart from what is around it.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Article
                | Self::Aside
                | Self::Blockquote
                | Self::Body
                | Self::Div
                | Self::Dl
                | Self::Figcaption
                | Self::Figure
                | Self::Footer
                | Self::Form
                | Self::Header
                | Self::Hr
                | Self::Main
                | Self::Nav
                | Self::P
                | Self::Pre
                | Self::Section
                | Self::Table
                | Self::Ul
        ) || self.is_heading()
    }

    /// Tells an element that begins a line.
    pub(super) fn is_line(self) -> bool {
        matches!(
            self,
            Self::Br | Self::Caption | Self::Dd | Self::Dt | Self::Li | Self::OptionItem | Self::Tr
        )
    }

    /// Tells `h1` to `h6`.
    pub(super) fn is_heading(self) -> bool {
        self.heading_level().is_some()
    }

    /// Returns the number of a heading.
    pub(super) fn heading_level(self) -> Option<u8> {
        Some(match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => return None,
        })
    }

    /// Tells a cell of a table.
    pub(super) fn is_cell(self) -> bool {
        matches!(self, Self::Td | Self::Th)
    }

    /// Tells an element that keeps the end tags inside it from closing what is outside.
    pub(super) fn is_barrier(self) -> bool {
        matches!(self, Self::Td | Self::Th | Self::Caption | Self::Table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case() {
        for (name, tag) in
            [("DIV", Tag::Div), ("h3", Tag::H3), ("tFoot", Tag::Tbody), ("x-y", Tag::Other), ("", Tag::Other)]
        {
            assert_eq!(Tag::of(name), tag, "{name}");
        }
        assert_eq!(Tag::of(&"p".repeat(100)), Tag::Other);
    }

    #[test]
    fn headings_have_levels() {
        assert_eq!(Tag::of("h6").heading_level(), Some(6));
        assert_eq!(Tag::of("p").heading_level(), None);
    }
}
