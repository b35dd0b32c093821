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

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

pub use pattern::{Hint, Pattern, Phrase, PhraseUnit};
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
    /// Shows the query as it was understood, in one line: `DC · +cell · -"car park" · lang:zh`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(&self.expr, "", true, f)
    }
}

impl Query {
    fn show(&self, expr: &Expr, sign: &str, top: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match expr {
            Expr::All => write!(f, "{sign}*"),
            Expr::Nothing => write!(f, "nothing"),
            Expr::Language(code) => write!(f, "{sign}lang:{code}"),
            Expr::Date { from, to } => {
                let day = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
                match (from, to) {
                    (Some(from), Some(to)) if from == to => write!(f, "{sign}date:{from}"),
                    _ => write!(f, "{sign}date:{}..{}", day(from), day(to)),
                }
            }
            Expr::Leaf(at) => {
                let Some(leaf) = self.leaves.get(*at) else { return Ok(()) };
                let zone = match leaf.zones.as_slice() {
                    [zone] => format!("{}:", zone.name()),
                    _ => String::new(),
                };
                write!(f, "{sign}{zone}{}", leaf.label)
            }
            Expr::Bool { must, should, not } => {
                let one = must.len() + should.len() + not.len() == 1;
                let bare = top && sign.is_empty() || one && not.is_empty();
                if !bare {
                    write!(f, "{sign}(")?;
                }
                // A requirement that stands alone needs no sign.
                let required = if one || (should.is_empty() && !top) { "" } else { "+" };
                let inner = if one && bare && !top { sign } else { "" };
                let signed = |sign: &'static str, list: &'_ [Expr]| {
                    list.iter().map(move |e| (sign, e.clone())).collect::<Vec<_>>()
                };
                let mut parts = signed(required, must);
                parts.extend(signed("", should));
                parts.extend(signed("-", not));
                for (at, (sign, part)) in parts.iter().enumerate() {
                    if at > 0 {
                        f.write_str(if should.is_empty() && !top && !must.is_empty() {
                            " AND "
                        } else {
                            " · "
                        })?;
                    }
                    self.show(part, if inner.is_empty() { sign } else { inner }, false, f)?;
                }
                if !bare {
                    write!(f, ")")?;
                }
                Ok(())
            }
        }
    }
}
