//! A run of text without white space: where does it end, and what is it?

use std::ops::Range;

use super::field::{self, Field};
use super::marks;
use super::{Kind, Lexer, Prefix};
use crate::query::parse::notes::excerpt;
use crate::query::syntax::NodeKind;

impl Lexer<'_, '_> {
    /// Reads the chunk at the place, which is neither a quote nor a parenthesis.
    pub(super) fn chunk(&mut self, prefix: &Prefix<'_>) {
        let span = self.at..self.chunk_end(self.at);
        let chunk = &self.text[span.clone()];
        let is_bare = prefix.sign.is_none() && prefix.field.is_none();
        self.at = span.end;
        let was_glued = std::mem::replace(&mut self.is_glued, false);
        if prefix.field.is_none()
            && let Some(kind) = self.operator(span.start)
        {
            return self.push(span, kind);
        }
        let kind = match (chunk, prefix.field) {
            ("*" | "＊", None | Some((Field::Zone(_), _))) => {
                if is_bare && was_glued {
                    self.notes.add(span, || "prefix search is not there yet; `*` is left out".to_owned());
                    return;
                }
                Kind::Leaf(NodeKind::All)
            }
            (_, None | Some((Field::Zone(_), _))) => {
                self.remark(chunk, span.clone());
                Kind::Leaf(NodeKind::Text(chunk.to_owned()))
            }
            (_, Some((field, name))) => Kind::Leaf(self.field_value(field, name, span.clone())),
        };
        self.push_with(prefix, span.start..self.at, kind);
    }

    /// Returns the operator that the chunk at a place may be.
    pub(super) fn operator(&self, at: usize) -> Option<Kind> {
        let words = [("AND", Kind::And), ("OR", Kind::Or), ("NOT", Kind::Not)];
        // Keyboards in full-width mode write ＡＮＤ.
        let starts =
            |word: &str| self.text[at..].chars().map(marks::narrow).take(word.len()).eq(word.chars());
        let (word, kind) = words.into_iter().find(|(word, _)| starts(word))?;
        let end = at + self.text[at..].chars().take(word.len()).map(char::len_utf8).sum::<usize>();
        (self.chunk_end(at) == end).then_some(kind)
    }

    /// Returns the chunk behind white space, unless a quote, a parenthesis or the end comes first.
    pub(super) fn next_chunk(&self, from: usize) -> Option<Range<usize>> {
        let rest = &self.text[from..];
        let start = from + rest.find(|c: char| !c.is_whitespace())?;
        let c = self.text[start..].chars().next()?;
        let is_chunk = marks::opening(c).is_none() && !marks::is_open(c) && !self.closes_group(c);
        is_chunk.then(|| start..self.chunk_end(start))
    }

    /// Returns where the chunk that starts at `start` ends.
    ///
    /// Parentheses inside a chunk belong to it, as in `t(9;22)`, and so do quotes between them.
    fn chunk_end(&self, start: usize) -> usize {
        let text = &self.text[start..];
        let mut depth = 0_usize;
        let mut before: Option<char> = None;
        let mut is_name = true;
        for (at, c) in text.char_indices() {
            let opens_quote = |last| {
                marks::opens_inside(c, last)
                    || (is_name && marks::is_colon(last) && marks::opening(c).is_some())
            };
            if c.is_whitespace() || (depth == 0 && before.is_some_and(opens_quote)) {
                return start + at;
            }
            if marks::is_open(c) {
                depth += 1;
            } else if marks::is_close(c) {
                if depth == 0 && self.closes_group(c) {
                    return start + at;
                }
                depth = depth.saturating_sub(1);
            }
            is_name &= c.is_alphabetic() || (marks::is_colon(c) && before.is_some_and(char::is_alphabetic));
            before = Some(c);
        }
        self.text.len()
    }

    /// Says what in a chunk of text looks like syntax and is not.
    fn remark(&mut self, chunk: &str, span: Range<usize>) {
        let star = chunk.trim_end_matches(marks::is_star);
        if star.len() < chunk.len() && star.ends_with(char::is_alphanumeric) {
            self.notes.add(span.clone(), || {
                let (typed, word) = (excerpt(chunk), excerpt(star));
                format!("prefix search is not there yet; `{typed}` is searched as `{word}`")
            });
        }
        for word in ["AND", "OR", "NOT"] {
            let rest = chunk.strip_prefix(word).and_then(|rest| rest.chars().next());
            if rest.is_some_and(|c| marks::is_open(c) || marks::opening(c).is_some()) {
                self.notes.add(span.clone(), || {
                    format!("`{}` is searched as text; write a space after {word}", excerpt(chunk))
                });
            }
        }
        if has_stray_close(chunk) {
            self.notes.add(span.clone(), || {
                format!("no parenthesis is open for the `)` in `{}`; searched as text", excerpt(chunk))
            });
        }
        if let Some(name) = field::unknown_name(chunk) {
            self.notes.add(span, || {
                let (name, fields) = (excerpt(name), field::NAMES);
                format!("`{name}:` is not a field ({fields}); searched as text")
            });
        }
    }
}

/// Tells whether a parenthesis closes in the chunk that was not opened in it.
fn has_stray_close(chunk: &str) -> bool {
    let mut depth = 0_usize;
    for c in chunk.chars() {
        if marks::is_open(c) {
            depth += 1;
        } else if marks::is_close(c) {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        }
    }
    false
}
