//! Quotes: what is inside, and what if one is not closed?

use std::ops::Range;

use super::field::Field;
use super::marks::{self, Quote};
use super::{Kind, Lexer, Prefix};
use crate::query::parse::notes::excerpt;
use crate::query::syntax::NodeKind;

impl Lexer<'_, '_> {
    /// Reads a phrase and returns its inside. Without a closing quote, passes the opening one only.
    pub(super) fn quoted(&mut self, quote: Quote) -> Option<String> {
        let start = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        self.is_glued = true;
        if !self.unclosed.contains(&quote) {
            let mut inside = String::new();
            // What opens straight closes straight where it can: in "the “Company” said" the curly pair is text.
            let opened = &self.text[start..self.at];
            let straight = if opened == "“" || opened == "”" { None } else { self.last_straight };
            let mut chars = self.text[self.at..].char_indices().peekable();
            while let Some((at, c)) = chars.next() {
                let inner = matches!(c, '“' | '”') && straight.is_some_and(|last| last > self.at + at);
                if marks::closes(quote, c) && !inner {
                    self.at += at + c.len_utf8();
                    return Some(inside);
                }
                let escaped = chars.next_if(|&(_, next)| c == '\\' && marks::can_be_escaped(next));
                inside.push(escaped.map_or(c, |(_, next)| next));
            }
            self.unclosed.push(quote);
        }
        let (text, rest) = (self.text, &self.text[self.at..]);
        self.notes.add(start..text.len(), || {
            let column = text[..start].chars().count() + 1;
            match excerpt(rest).as_str() {
                "" => format!("unclosed quote at column {column}; left out"),
                words => format!("unclosed quote at column {column}; searched as words: {words}"),
            }
        });
        None
    }

    pub(super) fn phrase(&mut self, prefix: &Prefix<'_>, span: Range<usize>, inside: String) {
        let kind = if inside.trim().is_empty() {
            self.notes.add(span.clone(), || "an empty phrase is left out".to_owned());
            Kind::Nothing
        } else {
            Kind::Leaf(match prefix.field {
                None | Some((Field::Zone(_), _)) => NodeKind::Phrase(inside),
                Some((field, _)) => {
                    self.value(field, prefix.start..span.end, &inside).unwrap_or(NodeKind::Phrase(inside))
                }
            })
        };
        self.push_with(prefix, span, kind);
    }
}
