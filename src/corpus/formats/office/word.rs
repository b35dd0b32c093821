//! WordprocessingML as blocks: text as it reads now, without what was deleted, hidden, or computed.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::corpus::draft::MarkKind;
use crate::corpus::formats::blocks::Block;
use crate::corpus::formats::html::raised;
use crate::corpus::formats::xml::Tree;
use crate::corpus::problem::Reason;

/// What is not part of the text as it reads now.
const SILENT: &[&str] =
    &["del", "moveFrom", "Fallback", "instrText", "delText", "pict", "footnotePr", "endnotePr"];

/// What the style of a paragraph says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    FirstHeading,
    Heading,
    Caption,
    Quotation,
    Contents,
}

/// The styles of a document by their ids, which differ by the language of the Word that wrote it.
pub(super) type Styles = HashMap<String, Style>;

/// Reads `styles.xml`.
pub(super) fn styles(xml: &str) -> Styles {
    let Ok(tree) = Tree::of(xml) else { return Styles::new() };
    let Some(root) = tree.root() else { return Styles::new() };
    let named = root.children().filter(|element| element.name() == "style").filter_map(|style| {
        let id = style.attribute("w:styleid")?;
        let name = style.child("name")?.attribute("w:val")?;
        Some((id.to_owned(), of_name(name)?))
    });
    named.collect()
}

fn of_name(name: &str) -> Option<Style> {
    let name = name.to_lowercase();
    match name.as_str() {
        "title" | "标题" | "標題" => Some(Style::Title),
        "heading 1" | "heading1" | "标题 1" | "標題 1" => Some(Style::FirstHeading),
        "caption" | "题注" | "標號" => Some(Style::Caption),
        "quote" | "intense quote" | "引用" | "明显引用" => Some(Style::Quotation),
        "subtitle" | "副标题" => None,
        _ if name.starts_with("toc ") || name.starts_with("目录") => Some(Style::Contents),
        _ if name.starts_with("heading") || name.starts_with("标题") => Some(Style::Heading),
        _ => None,
    }
}

/// Reads `document.xml` or the notes below it.
pub(super) fn read(xml: &str, styles: &Styles) -> Result<Vec<Block>, Reason> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut writer = Writer::new(styles);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => writer.start(&tag, false),
            Ok(Event::Empty(tag)) => writer.start(&tag, true),
            Ok(Event::End(tag)) => writer.end(tag.local_name().as_ref()),
            Ok(Event::Text(text)) => writer.text(&text.xml10_content()),
            Ok(Event::CData(text)) => writer.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => writer.text(&resolved(&reference)),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) if !writer.blocks.is_empty() => break,
            Err(cause) => return Err(Reason::failed(format!("the text in it is broken: {cause}"))),
        }
    }
    writer.end_all();
    Ok(writer.blocks)
}

fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    resolve_xml_entity(&reference.xml10_content()).unwrap_or_default().to_owned()
}

struct Writer<'s> {
    styles: &'s Styles,
    blocks: Vec<Block>,
    /// The paragraphs that are open: a text box opens one inside another.
    open: Vec<Paragraph>,
    /// How many tables are open; those inside a cell are text of it.
    tables: usize,
    /// The rows of the outer table so far, and the cells of the row.
    rows: Vec<String>,
    cells: Vec<String>,
    /// How many elements are open from a silent one down.
    silent: usize,
    is_in_text: bool,
    is_hidden: bool,
    is_raised: bool,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<Style>,
    is_item: bool,
}

impl<'s> Writer<'s> {
    fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            blocks: Vec::new(),
            open: Vec::new(),
            tables: 0,
            rows: Vec::new(),
            cells: Vec::new(),
            silent: 0,
            is_in_text: false,
            is_hidden: false,
            is_raised: false,
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = tag.local_name();
        let name: &str = name.as_ref();
        if self.silent > 0 || SILENT.contains(&name) {
            self.silent += usize::from(!is_empty);
            return;
        }
        match name {
            "p" if !is_empty => self.open.push(Paragraph::default()),
            "t" => self.is_in_text = !is_empty,
            "r" => (self.is_hidden, self.is_raised) = (false, false),
            "vertAlign" => self.is_raised = value(tag).as_deref() == Some("superscript"),
            "position" => {
                self.is_raised |= value(tag).and_then(|up| up.parse::<i32>().ok()).is_some_and(|up| up > 0)
            }
            "vanish" => self.is_hidden = !matches!(value(tag).as_deref(), Some("0" | "false")),
            "pStyle" => {
                let style = value(tag).and_then(|id| self.styles.get(&id).copied().or_else(|| of_name(&id)));
                self.paragraph(|paragraph| paragraph.style = style);
            }
            "outlineLvl" if !matches!(value(tag).as_deref(), Some("9")) => {
                self.paragraph(|paragraph| paragraph.style = paragraph.style.or(Some(Style::Heading)));
            }
            "numPr" => self.paragraph(|paragraph| paragraph.is_item = true),
            // Tab stops of a style stand in its properties, a tab of the text in a run: only that is empty.
            "tab" if tag.attributes_raw().trim().is_empty() => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            "tbl" if !is_empty => self.tables += 1,
            "tc" if self.tables == 1 => self.cells.push(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.silent > 0 {
            self.silent -= 1;
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "t" => self.is_in_text = false,
            "r" => (self.is_hidden, self.is_raised) = (false, false),
            "tr" if self.tables == 1 => self.end_row(),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn end_all(&mut self) {
        while !self.open.is_empty() {
            self.end_paragraph();
        }
        self.end_row();
        self.tables = self.tables.min(1);
        self.end_table();
    }

    fn text(&mut self, text: &str) {
        if self.silent == 0 && self.is_in_text {
            match self.is_raised {
                true => self.push(&raised(text)),
                false => self.push(text),
            }
        }
    }

    fn push(&mut self, text: &str) {
        if !self.is_hidden {
            self.paragraph(|paragraph| paragraph.text.push_str(text));
        }
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(Paragraph { text, style, is_item }) = self.open.pop() else { return };
        if text.trim().is_empty() || style == Some(Style::Contents) {
            return;
        }
        if self.tables > 0 {
            let Some(cell) = self.cells.last_mut() else { return };
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            return;
        }
        let kind = style.and_then(|style| match style {
            Style::FirstHeading | Style::Heading => Some(MarkKind::Heading),
            Style::Caption => Some(MarkKind::Caption),
            Style::Quotation => Some(MarkKind::Quotation),
            Style::Title | Style::Contents => None,
        });
        let is_title = matches!(style, Some(Style::Title | Style::FirstHeading));
        self.blocks.push(Block { text: text.trim().to_owned(), kind, is_title, is_item });
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(cells.join(" | "));
        }
    }

    fn end_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
        if self.tables == 0 && !self.rows.is_empty() {
            let text = std::mem::take(&mut self.rows).join("\n");
            self.blocks.push(Block { text, kind: Some(MarkKind::Table), ..Block::default() });
        }
    }
}

fn value(tag: &BytesStart<'_>) -> Option<String> {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let value = attributes.find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(value.value.into_owned())
}
