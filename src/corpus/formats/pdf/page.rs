//! What does a page show, and where? The operators of its content that place text, carried out.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::Font;
use super::matrix::Matrix;
use super::value::{dictionary, name};

/// The largest content of a page, unpacked; drawings of millions of lines are passed over.
const MAX_CONTENT_BYTES: usize = 32 * 1024 * 1024;
/// The most characters of a page.
const MAX_GLYPHS: usize = 200_000;
/// How deep forms may lie in forms, and states on states.
const MAX_FORMS: usize = 8;
const MAX_STATES: usize = 256;
/// How deep a page may lie in the tree of pages.
const MAX_NODES: usize = 32;
/// How many forms a page may show in all: one that shows itself twice at every depth is a bomb.
const MAX_SHOWN_FORMS: usize = 1000;

/// A character on a page.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub(super) text: String,
    /// Where it begins and ends on its line.
    pub(super) x: f32,
    pub(super) end: f32,
    /// Its base line, from the bottom of the page up.
    pub(super) y: f32,
    pub(super) size: f32,
    /// How many quarters it is turned.
    pub(super) turn: u8,
    /// Whether the page says that it is no part of the text: a running header, a page number.
    pub(super) is_artifact: bool,
}

/// The fonts of a document, read once each.
pub(super) type Fonts = HashMap<ObjectId, Rc<Font>>;

/// Returns the characters of a page in the order in which it draws them; `None` when there are too many.
pub(super) fn glyphs(document: &Document, page: ObjectId, fonts: &mut Fonts) -> Option<Vec<Glyph>> {
    let content = document.get_page_content_with_limit(page, MAX_CONTENT_BYTES).ok()?;
    let mut machine = Machine {
        document,
        fonts,
        glyphs: Vec::new(),
        state: State { matrix: Matrix::turned(rotation(document, page)), ..State::default() },
        states: Vec::new(),
        text: Matrix::default(),
        line: Matrix::default(),
        marks: Vec::new(),
        forms: 0,
    };
    let resources = resources(document, page);
    machine.run(&content, &resources, 0);
    (machine.glyphs.len() < MAX_GLYPHS).then_some(machine.glyphs)
}

/// The resources of a page, the nearest first.
fn resources(document: &Document, page: ObjectId) -> Vec<&Dictionary> {
    nodes(document, page).filter_map(|node| dictionary(node, b"Resources", document)).collect()
}

/// How far a page is turned, in degrees, as it or what it lies in says.
fn rotation(document: &Document, page: ObjectId) -> i64 {
    let turn = |node: &Dictionary| node.get_deref(b"Rotate", document).and_then(Object::as_i64).ok();
    nodes(document, page).find_map(turn).unwrap_or(0)
}

/// A page and what it lies in, as far as that leads; some lie in themselves.
fn nodes(document: &Document, page: ObjectId) -> impl Iterator<Item = &Dictionary> {
    let first = document.get_dictionary(page).ok();
    std::iter::successors(first, |node| dictionary(node, b"Parent", document)).take(MAX_NODES)
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    char_space: f32,
    word_space: f32,
    scale: f32,
    leading: f32,
    rise: f32,
}

impl Default for State {
    fn default() -> Self {
        Self {
            matrix: Matrix::default(),
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

struct Machine<'d> {
    document: &'d Document,
    fonts: &'d mut Fonts,
    glyphs: Vec<Glyph>,
    state: State,
    states: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// Whether each marked content that is open is an artifact.
    marks: Vec<bool>,
    forms: usize,
}

impl<'d> Machine<'d> {
    fn run(&mut self, content: &[u8], resources: &[&'d Dictionary], depth: usize) {
        for operation in Content::decode_iter(content) {
            // What is broken is read up to there.
            let Ok(operation) = operation else { return };
            if self.glyphs.len() >= MAX_GLYPHS {
                return;
            }
            self.carry_out(&operation, resources, depth);
        }
    }

    fn carry_out(&mut self, operation: &Operation, resources: &[&'d Dictionary], depth: usize) {
        let operands = &operation.operands;
        let value = |at: usize| operands.get(at).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if self.states.len() < MAX_STATES => self.states.push(self.state.clone()),
            "Q" => self.state = self.states.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.matrix = Matrix::of(operands).times(self.state.matrix),
            "BT" => (self.text, self.line) = Default::default(),
            "Tf" => {
                self.state.size = value(1);
                self.state.font =
                    operands.first().and_then(|name| self.font(name.as_name().ok()?, resources));
            }
            "Tc" => self.state.char_space = value(0),
            "Tw" => self.state.word_space = value(0),
            "Tz" => self.state.scale = value(0) / 100.0,
            "TL" => self.state.leading = value(0),
            "Ts" => self.state.rise = value(0),
            "Td" => self.move_by(value(0), value(1)),
            "TD" => {
                self.state.leading = -value(1);
                self.move_by(value(0), value(1));
            }
            "Tm" => (self.text, self.line) = (Matrix::of(operands), Matrix::of(operands)),
            "T*" => self.move_by(0.0, -self.state.leading),
            "Tj" => self.show(operands.first()),
            "'" => {
                self.move_by(0.0, -self.state.leading);
                self.show(operands.first());
            }
            "\"" => {
                (self.state.word_space, self.state.char_space) = (value(0), value(1));
                self.move_by(0.0, -self.state.leading);
                self.show(operands.get(2));
            }
            "TJ" => {
                for piece in operands.first().and_then(|array| array.as_array().ok()).into_iter().flatten() {
                    match piece.as_float() {
                        Ok(back) => self.advance(-back / 1000.0 * self.state.size * self.state.scale),
                        Err(_) => self.show(Some(piece)),
                    }
                }
            }
            "BMC" | "BDC" => {
                let tag = operands.first().and_then(|tag| tag.as_name().ok());
                self.marks.push(tag == Some(b"Artifact") || self.marks.last() == Some(&true));
            }
            "EMC" => {
                self.marks.pop();
            }
            "Do" if depth < MAX_FORMS && self.forms < MAX_SHOWN_FORMS => {
                self.forms += 1;
                self.show_form(operands.first(), resources, depth);
            }
            _ => {}
        }
    }

    fn font(&mut self, name: &[u8], resources: &[&'d Dictionary]) -> Option<Rc<Font>> {
        let document = self.document;
        let found = resources.iter().find_map(|one| dictionary(one, b"Font", document)?.get(name).ok())?;
        let (id, font) = document.dereference(found).ok()?;
        let font = font.as_dict().ok()?;
        let read = || Rc::new(Font::read(font, document));
        Some(match id {
            Some(id) => Rc::clone(self.fonts.entry(id).or_insert_with(read)),
            None => read(),
        })
    }

    fn show_form(&mut self, name: Option<&Object>, resources: &[&'d Dictionary], depth: usize) {
        let document = self.document;
        let found = name.and_then(|name| name.as_name().ok()).and_then(|name| {
            resources
                .iter()
                .find_map(|one| dictionary(one, b"XObject", document)?.get_deref(name, document).ok())
        });
        let Some(form) = found.and_then(|found| found.as_stream().ok()) else { return };
        if self::name(&form.dict, b"Subtype", document) != Some(b"Form") {
            return;
        }
        let Ok(content) = form.get_plain_content_with_limit(MAX_CONTENT_BYTES) else { return };
        let own = dictionary(&form.dict, b"Resources", document);
        let inside: Vec<&'d Dictionary> =
            own.into_iter().chain(resources.iter().copied()).take(MAX_FORMS + 4).collect();
        let (state, text, line) = (self.state.clone(), self.text, self.line);
        let states = std::mem::take(&mut self.states);
        if let Ok(matrix) = form.dict.get_deref(b"Matrix", document).and_then(Object::as_array) {
            self.state.matrix = Matrix::of(matrix).times(self.state.matrix);
        }
        self.run(&content, &inside, depth + 1);
        (self.state, self.text, self.line, self.states) = (state, text, line, states);
    }

    fn move_by(&mut self, x: f32, y: f32) {
        self.line = Matrix::moved(x, y).times(self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f32) {
        self.text = Matrix::moved(x, 0.0).times(self.text);
    }

    fn show(&mut self, string: Option<&Object>) {
        let Some(Object::String(bytes, _)) = string else { return };
        let Some(font) = self.state.font.clone() else { return };
        for shown in font.show(bytes) {
            let State { size, scale, rise, .. } = self.state;
            let space = self.state.char_space + if shown.is_space { self.state.word_space } else { 0.0 };
            let place = Matrix::moved(0.0, rise).times(self.text).times(self.state.matrix);
            let width = shown.width * size * scale;
            if let Some((turn, place)) = place.upright()
                && !shown.text.is_empty()
                && self.glyphs.len() < MAX_GLYPHS
            {
                let (x, y) = place.origin();
                let (along, up) = place.lengths();
                self.glyphs.push(Glyph {
                    text: shown.text,
                    x,
                    end: x + width * along,
                    y,
                    size: (size * up).abs(),
                    turn,
                    is_artifact: self.marks.last() == Some(&true),
                });
            }
            self.advance(width + space * scale);
        }
    }
}
