//! A field and its colon: what does the value say?

use std::ops::Range;

use super::field::{self, Field};
use super::marks;
use super::{Kind, Lexer, Prefix};
use crate::query::date;
use crate::query::parse::notes::excerpt;
use crate::query::syntax::NodeKind;

impl Lexer<'_, '_> {
    /// Reads a field's name with nothing directly behind its colon.
    ///
    /// The text goes without the colon: with it, a `last 90d` that comes to stand behind when the query
    /// is printed would become its value.
    pub(super) fn field_without_value(&mut self, prefix: Prefix<'_>, field: Field, name: &str) {
        let here = prefix.start..self.at;
        if field == Field::Date
            && let Some(chunk) = self.next_chunk(self.at)
            && date::may_be_relative(&self.text[chunk.clone()])
            && let Some((value, end)) = self.relative_dates(chunk.start)
        {
            self.at = end;
            return self.push_with(&prefix, here.start..end, Kind::Leaf(value));
        }
        let next = self.next_chunk(self.at).map_or("x", |chunk| &self.text[chunk]);
        self.notes.add(here.clone(), || {
            let word = name.trim_end_matches(marks::is_colon);
            format!(
                "`{name}` with no value is searched as text; write {word}:{} without the space",
                excerpt(next)
            )
        });
        let text = name.trim_end_matches(marks::is_colon).to_owned();
        self.push_with(&Prefix { field: None, ..prefix }, here, Kind::Leaf(NodeKind::Text(text)));
    }

    /// Reads the value of `lang:` or `date:` at `span`, or takes it as text.
    pub(super) fn field_value(&mut self, field: Field, name: &str, span: Range<usize>) -> NodeKind {
        let value = &self.text[span.clone()];
        let is_start = field == Field::Date && date::opens_relative(value);
        if is_start && let Some((dates, end)) = self.relative_dates(span.start) {
            self.at = end;
            return dates;
        }
        match self.value(field, span, value) {
            Some(kind) => kind,
            // Without its field, for the reason given at `field_without_value`.
            None if is_start => NodeKind::Text(value.to_owned()),
            None => NodeKind::Text(format!("{name}{value}")),
        }
    }

    /// Reads `last90d`, `last 90d` or `last 90 days` at `start`; returns it with its end.
    fn relative_dates(&self, start: usize) -> Option<(NodeKind, usize)> {
        let first = self.next_chunk(start)?;
        let mut value = self.text[first.clone()].to_owned();
        let mut end = first.end;
        let more = if date::opens_relative(&value) { 2 } else { 0 };
        for _ in 0..=more {
            if let Some(days) = date::read(&value, self.today) {
                return Some((NodeKind::Date { from: days.from, to: days.to }, end));
            }
            let next = self.next_chunk(end)?;
            value = format!("{value} {}", &self.text[next.clone()]);
            end = next.end;
        }
        None
    }

    /// Reads the value of `lang:` or `date:`, or says what is wrong with it.
    pub(super) fn value(&mut self, field: Field, span: Range<usize>, value: &str) -> Option<NodeKind> {
        if field == Field::Within {
            let zone = field::zone_named(value).filter(|zone| *zone != crate::document::Zone::Source);
            if zone.is_none() {
                self.notes
                    .add(span, || format!("`{}` is not a zone; write in:{}", excerpt(value), field::ZONES));
            }
            return zone.map(NodeKind::Within);
        }
        if field != Field::Date {
            let code = field::language_code(value);
            if code.is_none() {
                self.notes.add(span, || {
                    format!("`{}` is not a language; write lang:en or lang:zh", excerpt(value))
                });
            }
            return code.map(NodeKind::Language);
        }
        let Some(days) = date::read(value, self.today) else {
            self.notes.add(span, || {
                format!(
                    "`{}` is not a date; write date:2024-10, date:2024Q4, date:>=2024, date:2023..2024 or date:last 90d",
                    excerpt(value)
                )
            });
            return None;
        };
        if days.was_reversed {
            self.notes.add(span, || format!("`{}` ends before it starts; turned round", excerpt(value)));
        }
        Some(NodeKind::Date { from: days.from, to: days.to })
    }
}
