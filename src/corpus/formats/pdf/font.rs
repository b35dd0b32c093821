//! What does a font show for a string of bytes, and how wide is it?

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_16BE};
use lopdf::{Dictionary, Document, Object};

use super::cmap::CMap;
use super::value::{name, number, numbers};

/// The largest character map, unpacked.
const MAX_MAP_BYTES: usize = 8 * 1024 * 1024;
/// The most widths of a font that are kept.
const MAX_WIDTHS: usize = 200_000;
/// Widths without which the fonts that every reader has are measured, in thousandths of their size.
const NARROW: (&str, f32) = ("iljtfr.,;:'|!I()[] -", 300.0);
const WIDE: (&str, f32) = ("mwMW@%", 850.0);
const USUAL: f32 = 540.0;

/// A font.
pub(super) struct Font {
    to_unicode: CMap,
    codes: Codes,
    widths: HashMap<u32, f32>,
    default_width: Option<f32>,
    /// The size of its units: a thousandth, but for fonts that are drawn.
    unit: f32,
}

enum Codes {
    /// One byte a character.
    Single(Vec<String>),
    /// Two bytes, which mean nothing without a map.
    Double,
    /// The bytes of an encoding of text.
    Text(&'static Encoding),
}

/// A character of a string.
#[derive(Debug, PartialEq)]
pub(super) struct Shown {
    pub(super) text: String,
    /// How far it moves the pen, in sizes of the font.
    pub(super) width: f32,
    /// Whether it is the one byte 32, which words are spaced by.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(font: &Dictionary, document: &Document) -> Self {
        let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok();
        let map = map.and_then(|stream| stream.get_plain_content_with_limit(MAX_MAP_BYTES).ok());
        let mut read = Self {
            to_unicode: map.map(|map| CMap::parse(&map)).unwrap_or_default(),
            codes: Codes::Double,
            widths: HashMap::new(),
            default_width: None,
            unit: 0.001,
        };
        let subtype = name(font, b"Subtype", document).unwrap_or_default();
        if subtype == b"Type0" {
            read.read_composite(font, document);
        } else {
            read.codes = Codes::Single(single(font, document));
            let first = number(font, b"FirstChar", document).unwrap_or(0.0).max(0.0) as u32;
            let widths = numbers(font, b"Widths", document).into_iter().take(256);
            read.widths = (first..).zip(widths).collect();
            if subtype == b"Type3" {
                let matrix = numbers(font, b"FontMatrix", document);
                read.unit = matrix.first().copied().filter(|unit| unit.is_finite()).unwrap_or(0.001);
            }
        }
        read
    }

    fn read_composite(&mut self, font: &Dictionary, document: &Document) {
        let encoding = name(font, b"Encoding", document).unwrap_or_default();
        self.codes = text_encoding(encoding).map_or(Codes::Double, Codes::Text);
        self.default_width = Some(1000.0);
        let inner = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok();
        let inner = inner.and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let Some(inner) = inner else { return };
        self.default_width = number(inner, b"DW", document).or(self.default_width);
        if let Ok(widths) = inner.get_deref(b"W", document).and_then(Object::as_array) {
            self.read_widths(widths, document);
        }
    }

    /// Reads `first [w w w]` and `first last w`.
    fn read_widths(&mut self, widths: &[Object], document: &Document) {
        let value = |at: usize| {
            widths.get(at).and_then(|object| document.dereference(object).ok()).map(|found| found.1)
        };
        let code =
            |at: usize| value(at).and_then(|object| object.as_float().ok()).map(|code| code.max(0.0) as u32);
        let mut at = 0;
        while let (Some(first), Some(next)) = (code(at), value(at + 1)) {
            if let Ok(list) = next.as_array() {
                let list = list.iter().filter_map(|width| width.as_float().ok());
                self.widths.extend((first..).zip(list).take(MAX_WIDTHS));
                at += 2;
            } else {
                let Some(width) = value(at + 2).and_then(|width| width.as_float().ok()) else { return };
                let last = code(at + 1).unwrap_or(first).min(first.saturating_add(65_535));
                self.widths.extend((first..=last).map(|code| (code, width)));
                at += 3;
            }
            if self.widths.len() > MAX_WIDTHS {
                return;
            }
        }
    }

    /// Returns the characters of a string.
    pub(super) fn show(&self, bytes: &[u8]) -> Vec<Shown> {
        let mut shown = Vec::with_capacity(bytes.len());
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, next) = rest.split_at(self.code_bytes(rest));
            rest = next;
            let number = code.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
            let text = self.to_unicode.get(number).unwrap_or_else(|| self.by_code(code));
            let width = self.widths.get(&number).copied().or(self.default_width);
            let width = width.unwrap_or_else(|| usual_width(&text)) * self.unit;
            shown.push(Shown { text: whole(text), width, is_space: code == b" " });
        }
        shown
    }

    fn code_bytes(&self, rest: &[u8]) -> usize {
        let bytes = match &self.codes {
            Codes::Single(_) => 1,
            Codes::Double => 2,
            Codes::Text(encoding) if *encoding == UTF_16BE => {
                if matches!(rest[0], 0xD8..=0xDB) {
                    4
                } else {
                    2
                }
            }
            Codes::Text(_) if rest[0] < 0x80 => 1,
            Codes::Text(encoding) if *encoding == SHIFT_JIS && matches!(rest[0], 0xA0..=0xDF) => 1,
            Codes::Text(encoding) if *encoding == GB18030 && matches!(rest.get(1), Some(0x30..=0x39)) => 4,
            Codes::Text(_) => 2,
        };
        bytes.min(rest.len())
    }

    fn by_code(&self, code: &[u8]) -> String {
        match &self.codes {
            Codes::Single(table) => table.get(usize::from(code[0])).cloned().unwrap_or_default(),
            Codes::Double => "\u{FFFD}".to_owned(),
            Codes::Text(encoding) => encoding.decode_without_bom_handling(code).0.into_owned(),
        }
    }
}

/// Finds the encoding of text that a predefined map is of: fonts that are not embedded, as Chinese exchanges have
/// them, are written in it.
fn text_encoding(name: &[u8]) -> Option<&'static Encoding> {
    let name = String::from_utf8_lossy(name);
    let starts = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    if name.contains("-UCS2-") || name.contains("-UTF16-") {
        Some(UTF_16BE)
    } else if starts(&["GBK", "GB-", "GBpc", "GB2312"]) {
        Some(GB18030)
    } else if starts(&["B5pc", "ETen", "ETenms", "HKscs", "HKdla"]) {
        Some(BIG5)
    } else if starts(&["90ms", "90pv", "83pv"]) {
        Some(SHIFT_JIS)
    } else if starts(&["KSC"]) {
        Some(EUC_KR)
    } else {
        None
    }
}

/// Lays out the characters of a font of one byte each.
fn single(font: &Dictionary, document: &Document) -> Vec<String> {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let base = match encoding {
        Some(Object::Name(name)) => Some(name.as_slice()),
        Some(Object::Dictionary(encoding)) => name(encoding, b"BaseEncoding", document),
        _ => None,
    };
    let mut table = by_name(base.unwrap_or(b"StandardEncoding"), document);
    let differences = encoding.and_then(|encoding| encoding.as_dict().ok());
    let differences =
        differences.and_then(|encoding| encoding.get_deref(b"Differences", document).ok()?.as_array().ok());
    let mut code = 0_usize;
    for difference in differences.into_iter().flatten().take(1024) {
        match difference {
            Object::Integer(first) => code = usize::try_from(*first).unwrap_or(usize::MAX),
            Object::Name(glyph) => {
                if let Some(text) = table.get_mut(code) {
                    *text = of_glyph(glyph, document).unwrap_or_else(|| "\u{FFFD}".to_owned());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    table
}

fn by_name(encoding: &[u8], document: &Document) -> Vec<String> {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", Object::Name(encoding.to_vec()));
    let encoding = font.get_font_encoding(document).ok();
    let text = |code: u8| encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(&[code]).ok());
    (0..=255).map(|code| text(code).unwrap_or_default()).collect()
}

/// Returns what a glyph shows by its name: `A`, `germandbls`, `uni7EC6`, `u1F600`.
fn of_glyph(glyph: &[u8], document: &Document) -> Option<String> {
    if glyph == b".notdef" {
        return Some(String::new());
    }
    let name = std::str::from_utf8(glyph).ok()?;
    let name = name.split('.').next()?;
    let coded =
        name.strip_prefix("uni").or_else(|| name.strip_prefix('u')).filter(|digits| digits.len() >= 4);
    if let Some(c) = coded.and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?)) {
        return Some(c.to_string());
    }
    // The list of names is lopdf's, which gives it away in encodings alone, and gives up at a name that it lacks.
    let mut encoding = Dictionary::new();
    encoding.set("Differences", vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())]);
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    let text = font.get_font_encoding(document).ok()?.bytes_to_string(&[0]).ok()?;
    (!text.is_empty()).then_some(text)
}

fn usual_width(text: &str) -> f32 {
    match text.chars().next() {
        Some(c) if !c.is_ascii() => 1000.0,
        Some(c) if NARROW.0.contains(c) => NARROW.1,
        Some(c) if WIDE.0.contains(c) => WIDE.1,
        Some(c) if c.is_uppercase() => 680.0,
        _ => USUAL,
    }
}

/// Writes ligatures as their letters, and every space as the one.
fn whole(text: String) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some('\u{FB00}'), None) => "ff".to_owned(),
        (Some('\u{FB01}'), None) => "fi".to_owned(),
        (Some('\u{FB02}'), None) => "fl".to_owned(),
        (Some('\u{FB03}'), None) => "ffi".to_owned(),
        (Some('\u{FB04}'), None) => "ffl".to_owned(),
        (Some('\u{A0}' | '\t' | '\n' | '\r'), None) => " ".to_owned(),
        _ => text,
    }
}
