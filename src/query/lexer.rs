//! A query as text: what are its tokens?
//!
//! A chunk is a run of text without white space. Signs, fields, quotes and parentheses are recognised
//! where a chunk starts and nowhere else, with one exception: Chinese puts no space before a quote.
//! Directly behind a closing quote or parenthesis a sign only joins (`"gene therapy"-based`).

mod chunk;
mod field;
pub(super) mod marks;
mod quote;
mod value;

use std::ops::Range;

use jiff::civil::Date;

use self::field::Field;
use self::marks::{Quote, Sign};
use super::parse::MAX_DEPTH;
use super::parse::notes::Notes;
use super::syntax::NodeKind;
use crate::document::Zone;

/// A token with what stands before it.
#[derive(Debug)]
pub(super) struct Token {
    /// Its place, without sign and field.
    pub(super) span: Range<usize>,
    /// The place where its field starts, or the token itself.
    pub(super) start: usize,
    /// The sign before it.
    pub(super) sign: Option<Sign>,
    /// The zone it is looked for in, when a field says so.
    pub(super) zone: Option<Zone>,
    /// What it is.
    pub(super) kind: Kind,
}

/// The kinds of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A part of the tree that has no parts of its own.
    Leaf(NodeKind),
    /// Something that was dropped, and takes the operators around it along.
    Nothing,
    /// `(`; every one has its `Close`.
    Open,
    /// `)`; closes an `Open`.
    Close,
    /// The chunk `AND`, whether it turns out to be an operator or not; so for the next two.
    And,
    /// The chunk `OR`.
    Or,
    /// The chunk `NOT`.
    Not,
}

/// Returns the tokens of a query, in time linear in its length.
pub(super) fn tokens(text: &str, today: Date, notes: &mut Notes) -> Vec<Token> {
    let mut lexer = Lexer {
        text,
        today,
        notes,
        at: 0,
        is_glued: false,
        open: 0,
        unclosed: Vec::new(),
        last_straight: text.rfind(['"', '＂']),
        tokens: Vec::new(),
    };
    lexer.run();
    lexer.tokens
}

struct Lexer<'t, 'n> {
    text: &'t str,
    today: Date,
    notes: &'n mut Notes,
    at: usize,
    /// Whether a closing quote or parenthesis stands directly before.
    is_glued: bool,
    /// Open parentheses, those too deep included.
    open: usize,
    /// Quotes that have no closing one in the rest of the query.
    unclosed: Vec<Quote>,
    /// Where the last straight quote of the query is, in either width.
    last_straight: Option<usize>,
    tokens: Vec<Token>,
}

/// The sign and the field before a token.
struct Prefix<'t> {
    sign: Option<Sign>,
    start: usize,
    /// The field with its name and colon as typed.
    field: Option<(Field, &'t str)>,
}

impl<'t> Lexer<'t, '_> {
    fn run(&mut self) {
        let mut opened = Vec::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() {
                self.at += c.len_utf8();
                self.is_glued = false;
            } else if self.closes_group(c) {
                opened.pop();
                self.close(c);
            } else {
                let open = self.open;
                let start = self.at;
                self.operand();
                if self.open > open {
                    opened.push(start);
                }
            }
        }
        if let Some(&first) = opened.first() {
            let count = opened.len();
            self.notes.add(first..self.text.len(), || {
                if count == 1 {
                    "a parenthesis is not closed; closed at the end".to_owned()
                } else {
                    format!("{count} parentheses are not closed; closed at the end")
                }
            });
        }
        for _ in 0..self.open.min(MAX_DEPTH) {
            self.push(self.at..self.at, Kind::Close);
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn closes_group(&self, c: char) -> bool {
        self.open > 0 && marks::is_close(c)
    }

    /// Tells whether there is nothing to read at the place: the end, white space, the end of a group.
    fn is_at_edge(&self) -> bool {
        self.peek().is_none_or(|c| c.is_whitespace() || self.closes_group(c))
    }

    fn push(&mut self, span: Range<usize>, kind: Kind) {
        self.tokens.push(Token { start: span.start, span, sign: None, zone: None, kind });
    }

    fn push_with(&mut self, prefix: &Prefix<'_>, span: Range<usize>, kind: Kind) {
        let zone = match prefix.field {
            Some((Field::Zone(zone), _)) => Some(zone),
            _ => None,
        };
        self.tokens.push(Token { span, start: prefix.start, sign: prefix.sign, zone, kind });
    }

    /// Reads one clause with what stands before it. Always moves on.
    fn operand(&mut self) {
        let sign = self.sign();
        if sign.is_none() && self.is_at_edge() {
            return;
        }
        let mut prefix = Prefix { sign, start: self.at, field: None };
        loop {
            if prefix.field.is_none()
                && let Some((field, length)) = field::at_start_of(&self.text[self.at..])
            {
                let name = &self.text[self.at..self.at + length];
                self.at += length;
                prefix.field = Some((field, name));
                if self.is_at_edge() {
                    return self.field_without_value(prefix, field, name);
                }
                if field != Field::Date
                    && let Some(c) = self.peek().filter(|&c| marks::sign(c).is_some())
                {
                    let here = self.at..self.at + c.len_utf8();
                    self.notes.add(here, || format!("a sign goes before the field: write `-{name}x`"));
                }
            }
            let Some(quote) = self.peek().and_then(marks::opening) else { break };
            let start = self.at;
            if let Some(phrase) = self.quoted(quote) {
                return self.phrase(&prefix, start..self.at, phrase);
            }
            self.skip_signs();
            if prefix.field.is_none() && !self.peek().is_some_and(marks::can_be_signed) {
                prefix.sign = None;
            }
            if self.is_at_edge() || (prefix.sign.is_none() && prefix.field.is_none()) {
                return;
            }
        }
        match self.peek() {
            Some(c) if marks::is_open(c) => self.open(&mut prefix, c),
            _ => self.chunk(&prefix),
        }
    }

    /// Reads a sign if there is one that is an operator; otherwise says why it is not.
    fn sign(&mut self) -> Option<Sign> {
        let c = self.peek()?;
        let sign = marks::sign(c)?;
        let here = self.at..self.at + c.len_utf8();
        if self.is_glued {
            self.skip_signs();
            self.notes.add(here, || {
                format!("`{c}` directly behind a quote or parenthesis only joins; write a space before it")
            });
            return None;
        }
        let next = self.text[here.end..].chars().next();
        if next.is_none_or(char::is_whitespace) || next.is_some_and(|next| self.closes_group(next)) {
            self.notes.add(here, || {
                format!("free-standing `{c}` is searched as text; write `{c}word` without the space")
            });
            return None;
        }
        if !next.is_some_and(marks::can_be_signed) || self.operator(here.end).is_some() {
            self.notes.add(here, || format!("`{c}` is searched as text: what follows cannot take a sign"));
            return None;
        }
        if sign == Sign::Minus && next.is_some_and(marks::is_digit) && self.is_after_word() {
            self.notes.add(here, || {
                format!(
                    "`{c}` between a word and a number is searched as text; write NOT to exclude the number"
                )
            });
            return None;
        }
        self.at = here.end;
        Some(sign)
    }

    fn skip_signs(&mut self) {
        while let Some(c) = self.peek().filter(|&c| marks::sign(c).is_some()) {
            self.at += c.len_utf8();
        }
    }

    fn is_after_word(&self) -> bool {
        self.tokens.last().is_some_and(|token| matches!(token.kind, Kind::Leaf(NodeKind::Text(_))))
    }

    fn open(&mut self, prefix: &mut Prefix<'_>, c: char) {
        let here = self.at..self.at + c.len_utf8();
        self.at = here.end;
        self.is_glued = false;
        self.open += 1;
        if let Some((Field::Language | Field::Date, name)) = prefix.field {
            prefix.field = None;
            self.notes.add(prefix.start..here.end, || {
                format!("`{name}` takes one value, not parentheses; searched without it")
            });
        }
        if self.open <= MAX_DEPTH {
            self.push_with(prefix, here, Kind::Open);
        } else if self.open == MAX_DEPTH + 1 {
            self.notes.add(here, || {
                format!("parentheses more than {MAX_DEPTH} deep are read as if they were not there")
            });
        }
    }

    fn close(&mut self, c: char) {
        let here = self.at..self.at + c.len_utf8();
        self.at = here.end;
        self.is_glued = true;
        if self.open <= MAX_DEPTH {
            self.push(here, Kind::Close);
        }
        self.open -= 1;
    }
}
