//! Here is what a person typed: what do they mean?
//!
//! [`parse`](parse::parse) reads a [`Syntax`](syntax::Syntax), which can be printed back; [`resolve`] makes it a
//! [`Query`], which can be obeyed. Neither fails: what looks like syntax and is not is searched as text, with a
//! note. The language is described in SYNTAX.md, which `cgtsearch help syntax` shows. Read `syntax.rs` first.

pub mod date;
mod lexer;
pub mod parse;
mod pattern;
mod resolve;
pub mod strict;
pub mod syntax;
mod words;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

pub use pattern::{Gram, Hint, Pattern, Phrase, PhraseUnit};
pub use resolve::{ResolveOptions, resolve};
pub use syntax::Note;

use crate::document::Zone;

/// The query language, as people read it.
pub const SYNTAX: &str = include_str!("SYNTAX.md");

/// What is meant: which releases answer, and what in them counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Which releases answer.
    pub expr: Expr,
    /// The words and phrases the expression names by index, in the order they were typed.
    pub leaves: Vec<Leaf>,
    /// Neighbouring words: releases in which they stand side by side rank higher.
    pub pairs: Vec<Phrase>,
    /// Stop words that were left out.
    pub ignored: Vec<String>,
    /// How the query was understood where that may surprise.
    pub notes: Vec<Note>,
}

/// A condition on a release.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Expr {
    /// Every release answers.
    #[default]
    All,
    /// No release answers.
    Nothing,
    /// The release holds the leaf with this index.
    Leaf(usize),
    /// The release has a section of this zone.
    Has(Zone),
    /// The release is written in this language (`en`, `zh`, `zh-hant`, in lower case).
    Language(String),
    /// The release date can lie between these days, both included.
    Date {
        /// The first day, if bounded.
        from: Option<Date>,
        /// The last day, if bounded.
        to: Option<Date>,
    },
    /// Every expression of `must` holds, none of `not`; and where there is no `must`, one of `should`.
    Bool {
        /// What is required.
        must: Vec<Expr>,
        /// What counts; required only in that one of them holds where nothing else is required.
        should: Vec<Expr>,
        /// What is excluded.
        not: Vec<Expr>,
    },
}

/// A word or phrase of the query.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// How it was typed.
    pub label: String,
    /// Where it was typed, in bytes of the query.
    pub span: Range<usize>,
    /// The zones it is looked for in.
    pub zones: Vec<Zone>,
    /// What it matches.
    pub pattern: Pattern,
    /// Terms that are part of it and speak for a release without deciding whether it answers.
    pub hints: Vec<Hint>,
    /// Whether a release may, must or must not hold it.
    pub role: Role,
}

/// What a leaf does for the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It counts when it is there and is reported when it is not.
    Optional,
    /// Releases without it do not answer.
    Required,
    /// Releases with it do not answer.
    Excluded,
}

impl Query {
    /// Returns the leaves that count, with their index.
    pub fn wanted(&self) -> impl Iterator<Item = (usize, &Leaf)> {
        self.leaves.iter().enumerate().filter(|(_, leaf)| leaf.role != Role::Excluded)
    }
}

impl fmt::Display for Query {
    /// Shows the query as it was understood, in one line: `DC · +cell · lang:zh · -"car park"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(&self.expr, true, f)
    }
}

impl Query {
    fn show(&self, expr: &Expr, top: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match expr {
            Expr::All => f.write_str("*"),
            Expr::Nothing => f.write_str("nothing"),
            Expr::Has(zone) => write!(f, "in:{}", zone.name()),
            Expr::Language(code) => write!(f, "lang:{code}"),
            Expr::Date { from, to } => {
                let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                match from == to {
                    true => write!(f, "date:{}", day(from)),
                    false => write!(f, "date:{}..{}", day(from), day(to)),
                }
            }
            Expr::Leaf(at) => {
                let Some(leaf) = self.leaves.get(*at) else { return Ok(()) };
                match leaf.zones.as_slice() {
                    [zone] => write!(f, "{}:{}", zone.name(), leaf.label),
                    _ => f.write_str(&leaf.label),
                }
            }
            Expr::Bool { must, should, not } => self.show_bool(must, should, not, top, f),
        }
    }

    fn show_bool(
        &self,
        must: &[Expr],
        should: &[Expr],
        not: &[Expr],
        top: bool,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let (filters, mut must): (Vec<&Expr>, Vec<&Expr>) = must
            .iter()
            .partition(|expr| matches!(expr, Expr::Language(_) | Expr::Date { .. } | Expr::Has(_)));
        let mut should: Vec<&Expr> = should.iter().collect();
        // Words behind a filter: that one of them is required goes without saying.
        if let ([Expr::Bool { must: inner, should: words, not: none }], false) =
            (must.as_slice(), filters.is_empty())
            && inner.is_empty()
            && none.is_empty()
        {
            should.extend(words);
            must.clear();
        }
        let kinds =
            [&must, &should, &filters].iter().filter(|list| !list.is_empty()).count() + not.len().min(1);
        let (required, between) = match (top, kinds) {
            (_, 1) if must.len() == 1 => ("", ""),
            (false, 1) if !must.is_empty() => ("", " AND "),
            (false, 1) if !should.is_empty() => ("", " OR "),
            (true, 1) if should.iter().any(|expr| !matches!(expr, Expr::Leaf(_))) => ("", " OR "),
            _ => ("+", " · "),
        };
        let parts = must.iter().map(|expr| (if **expr == Expr::All { "" } else { required }, *expr));
        let parts = parts.chain(should.iter().map(|expr| ("", *expr)));
        let parts =
            parts.chain(filters.iter().map(|expr| ("", *expr))).chain(not.iter().map(|expr| ("-", expr)));
        if !top {
            f.write_str("(")?;
        }
        for (at, (sign, part)) in parts.enumerate() {
            write!(f, "{}{sign}", if at > 0 { between } else { "" })?;
            self.show(part, false, f)?;
        }
        f.write_str(if top { "" } else { ")" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let syntax = parse::parse(text, jiff::civil::date(2026, 11, 1));
        let query = resolve(text, &syntax, &Analyzer::new(), ResolveOptions::default());
        assert_eq!(query.to_string(), expected, "{text}");
    }

    #[test]
    fn a_query_says_how_it_was_understood() {
        check("the DC cells", "DC · cells");
        check("DC +cell -\"car park\"", "+cell · DC · -\"car park\"");
        check("gene lang:zh date:2024", "gene · lang:zh · date:2024-01-01..2024-12-31");
        check("gene OR lang:zh", "gene OR lang:zh");
        check("x -gene-therapy", "x · -gene-therapy");
        check("title:FDA CAR-T细胞", "+title:FDA · CAR-T · 细胞");
        check("a1 AND (b1 OR c1) NOT d1", "(a1 AND (b1 OR c1)) · -d1");
        check("-lang:en", "* · -lang:en");
        check("lang:zh", "lang:zh");
        check("树突状细胞瘤苗", "树突状 · 细胞 · 瘤苗");
        check("、、", "nothing");
    }
}
