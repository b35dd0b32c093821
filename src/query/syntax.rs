//! What was said: a query as a tree of clauses, before anything is decided about it.
//!
//! [`Syntax`] prints itself as a canonical query that parses back to the same tree, spans and notes
//! apart, as long as it stays within the limits of `parse.rs`. Dates print as the days they mean, so
//! `date:last 90d` is printed with its two ends.

use std::fmt::{self, Write as _};
use std::ops::Range;

use jiff::civil::Date;

use crate::document::Zone;

/// A query as it was said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Syntax {
    /// What was asked for, in the order of the query.
    pub clauses: Vec<Clause>,
    /// What was not read as it was perhaps meant, in the order of the query.
    pub notes: Vec<Note>,
}

/// A remark on a place of the query: what looked like syntax and how it was read instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The bytes of the query, as it was given, that the note is about.
    pub span: Range<usize>,
    /// What was found there and what was made of it: one line, lower case, without a full stop.
    pub message: String,
}

/// A part of a query with how much it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// How much it is wanted.
    pub occur: Occur,
    /// What is wanted; never a [`NodeKind::Not`].
    pub node: Node,
}

/// How much a clause is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occur {
    /// It counts, but is not required: a plain word.
    Should,
    /// It is required: `+x`.
    Must,
    /// It is excluded: `-x`, `NOT x`.
    MustNot,
}

/// A part of a query with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the query it was read from, without `+` or `-`.
    pub span: Range<usize>,
    /// What it is.
    pub kind: NodeKind,
}

/// The kinds of things that can be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A run of plain text without white space, as typed.
    Text(String),
    /// The inside of quotes, its escapes undone; never white space alone.
    Phrase(String),
    /// Every release: `*`.
    All,
    /// Something looked for in one zone only: `title:x`.
    In {
        /// The zone.
        zone: Zone,
        /// A text, a phrase, a group or all.
        node: Box<Node>,
    },
    /// What stands beside it is looked for in this zone: `in:quote`.
    Within(Zone),
    /// Releases in a language, as its code in lower case: `lang:en`.
    Language(String),
    /// Releases of some days, both ends included; at least one end is given.
    Date {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
    /// What stands in parentheses; never empty.
    Group(Vec<Clause>),
    /// Two or more things that are all required; none of them is an `And` or an `Or`.
    And(Vec<Node>),
    /// Two or more things of which one is enough; none of them is an `Or`.
    Or(Vec<Node>),
    /// The opposite of something, inside `And` and `Or` only and never twice.
    Not(Box<Node>),
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_clauses(f, &self.clauses)
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.occur {
            Occur::Should => write!(f, "{}", self.node),
            Occur::Must => f.write_char('+').and_then(|()| write_operand(f, &self.node)),
            Occur::MustNot => write_excluded(f, &self.node),
        }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Text(text) => f.write_str(text),
            NodeKind::Phrase(text) => write_phrase(f, text),
            NodeKind::All => f.write_char('*'),
            NodeKind::In { zone, node } => {
                write!(f, "{}:", zone.name())?;
                write_operand(f, node)
            }
            NodeKind::Within(zone) => write!(f, "in:{}", zone.name()),
            NodeKind::Language(code) => write!(f, "lang:{code}"),
            NodeKind::Date { from, to } => write_dates(f, *from, *to),
            NodeKind::Group(clauses) => {
                let mut inside = String::new();
                write_clauses(&mut inside, clauses)?;
                // Behind `a(` the parenthesis would close what the chunk has opened.
                let space = if ends_open(&inside) { " " } else { "" };
                write!(f, "({inside}{space})")
            }
            NodeKind::And(nodes) => write_joined(f, nodes, " AND ", |kind| matches!(kind, NodeKind::Or(_))),
            NodeKind::Or(nodes) => write_joined(f, nodes, " OR ", |_| false),
            NodeKind::Not(node) => write_excluded(f, node),
        }
    }
}

fn write_clauses(f: &mut impl fmt::Write, clauses: &[Clause]) -> fmt::Result {
    for (at, clause) in clauses.iter().enumerate() {
        let space = if at == 0 { "" } else { " " };
        write!(f, "{space}{clause}")?;
    }
    Ok(())
}

/// Tells whether the last chunk has a parenthesis that is not closed in it.
fn ends_open(text: &str) -> bool {
    let chunk = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut depth = 0_usize;
    for c in chunk.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth > 0
}

fn write_joined(
    f: &mut fmt::Formatter<'_>,
    nodes: &[Node],
    word: &str,
    binds_less: fn(&NodeKind) -> bool,
) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { word })?;
        if binds_less(&node.kind) {
            write!(f, "({node})")?;
        } else {
            write!(f, "{node}")?;
        }
    }
    Ok(())
}

/// Writes what a sign or a field stands before.
fn write_operand(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    match node.kind {
        NodeKind::And(_) | NodeKind::Or(_) | NodeKind::Not(_) => write!(f, "({node})"),
        _ => write!(f, "{node}"),
    }
}

/// Writes `-x` where that reads back: `IL -2` and `-/x` are text, so those become `NOT 2` and `NOT /x`.
fn write_excluded(f: &mut fmt::Formatter<'_>, node: &Node) -> fmt::Result {
    let by_word = matches!(&node.kind, NodeKind::Text(text) if !text.starts_with(char::is_alphabetic));
    f.write_str(if by_word { "NOT " } else { "-" })?;
    write_operand(f, node)
}

fn write_phrase(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str(&quoted(text))
}

/// Returns a query for a text as a phrase: in quotes, with what would end them escaped.
pub fn quoted(text: &str) -> String {
    let mut query = String::from('"');
    for c in text.chars() {
        // Every double quote closes a phrase, whatever its shape.
        if matches!(c, '\\' | '"' | '“' | '”' | '＂') {
            query.push('\\');
        }
        query.push(c);
    }
    query.push('"');
    query
}

/// Writes a year, a month or a day as such, and anything else as a range.
fn write_dates(f: &mut fmt::Formatter<'_>, from: Option<Date>, to: Option<Date>) -> fmt::Result {
    f.write_str("date:")?;
    if let (Some(from), Some(to)) = (from, to) {
        if from == to {
            return write!(f, "{from}");
        }
        if from == from.first_of_year() && to == from.last_of_year() {
            return write!(f, "{:04}", from.year());
        }
        if from == from.first_of_month() && to == from.last_of_month() {
            return write!(f, "{:04}-{:02}", from.year(), from.month());
        }
    }
    from.map_or(Ok(()), |day| write!(f, "{day}"))?;
    f.write_str("..")?;
    to.map_or(Ok(()), |day| write!(f, "{day}"))
}
