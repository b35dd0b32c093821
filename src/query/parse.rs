//! Here is a query: what was said?
//!
//! [`parse`] never fails. What looks like syntax and is not becomes text, with a note that says so. The
//! lexer decides by place what is a sign, a field, a quote; here operators find their operands. An
//! operator is one only between operands, so every decision can be made before the tree is built.

pub(super) mod notes;

use std::iter::Peekable;
use std::vec::IntoIter;

use jiff::civil::Date;

use self::notes::Notes;
use super::lexer::marks::Sign;
use super::lexer::{self, Kind, Token};
use super::syntax::{Clause, Node, NodeKind, Occur, Syntax};

/// The longest query in characters; the rest is not read.
pub const MAX_QUERY_CHARS: usize = 10_000;

/// The most chunks and phrases in a query; the rest is not read.
pub const MAX_TERMS: usize = 512;

/// The deepest nesting of parentheses; deeper ones are read as if they were not there.
pub const MAX_DEPTH: usize = 64;

/// Reads a query as it was said, on the day `today`; the language is described in `SYNTAX.md`.
///
/// Takes time linear in the length of the text, and reads no more than [`MAX_QUERY_CHARS`] of it.
pub fn parse(text: &str, today: Date) -> Syntax {
    let mut notes = Notes::default();
    let end = text.char_indices().nth(MAX_QUERY_CHARS).map_or(text.len(), |(at, _)| at);
    if end < text.len() {
        notes.add(end..text.len(), || {
            format!("the query is longer than {MAX_QUERY_CHARS} characters; the rest is not read")
        });
    }
    let mut tokens = lexer::tokens(&text[..end], today, &mut notes);
    settle_operators(&mut tokens, &mut notes);
    limit_terms(&mut tokens, &mut notes);
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), notes: &mut notes };
    let mut clauses = parser.clauses();
    while parser.tokens.next().is_some() {
        clauses.extend(parser.clauses()); // Not reached: the lexer pairs parentheses.
    }
    Syntax { clauses, notes: notes.finish(text.len()) }
}

/// Turns every operator without its operands into text.
///
/// What an operator's neighbours are is settled on the tokens as they stand: in `a OR AND b` neither is
/// an operator, and taking one for the other's operand would only be another guess.
fn settle_operators(tokens: &mut [Token], notes: &mut Notes) {
    let mut is_lone = vec![false; tokens.len()];
    let mut starts_operand = false;
    for at in (0..tokens.len()).rev() {
        let before = at.checked_sub(1).map(|before| &tokens[before].kind);
        let is_behind_operand = matches!(before, Some(Kind::Leaf(_) | Kind::Nothing | Kind::Close));
        match tokens[at].kind {
            Kind::And | Kind::Or => {
                is_lone[at] = !(is_behind_operand && starts_operand);
                starts_operand = false;
            }
            Kind::Not => is_lone[at] = !starts_operand,
            Kind::Close => starts_operand = false,
            Kind::Leaf(_) | Kind::Nothing | Kind::Open => starts_operand = true,
        }
    }
    for (token, _) in tokens.iter_mut().zip(is_lone).filter(|(_, is_lone)| *is_lone) {
        let (word, missing) = match token.kind {
            Kind::And => ("AND", "something on both sides"),
            Kind::Or => ("OR", "something on both sides"),
            _ => ("NOT", "something behind it"),
        };
        notes.add(token.span.clone(), || format!("{word} needs {missing}; searched as text"));
        token.kind = Kind::Leaf(NodeKind::Text(word.to_owned()));
    }
}

/// Cuts the tokens behind the last term that is allowed, and operators left without an operand.
fn limit_terms(tokens: &mut Vec<Token>, notes: &mut Notes) {
    let terms = tokens.iter().enumerate().filter(|(_, token)| matches!(token.kind, Kind::Leaf(_)));
    let Some(first) = terms.map(|(at, _)| at).nth(MAX_TERMS) else { return };
    let end = tokens.last().map_or(0, |last| last.span.end);
    notes.add(tokens[first].start..end, || {
        format!("the query has more than {MAX_TERMS} words and phrases; the rest is not read")
    });
    tokens.truncate(first);
    while tokens.pop_if(|last| matches!(last.kind, Kind::And | Kind::Or | Kind::Not | Kind::Open)).is_some() {
    }
}

struct Parser<'n> {
    tokens: Peekable<IntoIter<Token>>,
    notes: &'n mut Notes,
}

/// What an operator stands beside.
struct Operand {
    /// Nothing when it was dropped, by an empty group for example; its operators go with it.
    node: Option<Node>,
    occur: Occur,
}

impl Operand {
    const NOTHING: Self = Self { node: None, occur: Occur::Should };

    /// Returns it as a part of `And` or `Or`.
    fn into_part(self) -> Option<Node> {
        let node = self.node?;
        if self.occur != Occur::MustNot {
            return Some(node);
        }
        Some(Node { span: node.span.clone(), kind: NodeKind::Not(Box::new(node)) })
    }

    /// Takes apart what [`Operand::into_part`] made.
    fn from_part(part: Node) -> Self {
        match part.kind {
            NodeKind::Not(node) => Self { node: Some(*node), occur: Occur::MustNot },
            _ => Self { node: Some(part), occur: Occur::Should },
        }
    }
}

impl Parser<'_> {
    /// Reads clauses up to the end of the group or the query.
    fn clauses(&mut self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        while self.tokens.peek().is_some_and(|token| token.kind != Kind::Close) {
            let operand = self.alternatives();
            if let Some(node) = operand.node {
                clauses.push(Clause { occur: operand.occur, node });
            }
        }
        clauses
    }

    fn alternatives(&mut self) -> Operand {
        let first = self.conjunction();
        if self.tokens.peek().is_none_or(|token| token.kind != Kind::Or) {
            return first;
        }
        let mut operands = vec![first];
        while self.tokens.next_if(|token| token.kind == Kind::Or).is_some() {
            operands.push(self.conjunction());
        }
        for operand in &operands {
            if let (Occur::Must, Some(node)) = (operand.occur, &operand.node) {
                let message = "`+` beside OR is left out: either is enough";
                self.notes.add(node.span.clone(), || message.to_owned());
            }
        }
        joined(operands, NodeKind::Or)
    }

    fn conjunction(&mut self) -> Operand {
        let first = self.signed();
        if self.tokens.peek().is_none_or(|token| token.kind != Kind::And) {
            return first;
        }
        let mut operands = vec![first];
        while self.tokens.next_if(|token| token.kind == Kind::And).is_some() {
            operands.push(self.signed());
        }
        joined(operands, NodeKind::And)
    }

    /// Reads one term or group with the NOT and the sign before it.
    fn signed(&mut self) -> Operand {
        let mut times_excluded = 0_usize;
        while self.tokens.next_if(|token| token.kind == Kind::Not).is_some() {
            times_excluded += 1;
        }
        let Some(token) = self.tokens.next_if(|token| token.kind != Kind::Close) else {
            return Operand::NOTHING;
        };
        let (sign, span) = (token.sign, token.start..token.span.end);
        if sign == Some(Sign::Minus) {
            times_excluded += 1;
        } else if sign == Some(Sign::Plus) && times_excluded > 0 {
            self.notes.add(span.clone(), || "`+` behind NOT is left out".to_owned());
        }
        if times_excluded > 1 {
            self.notes.add(span, || "excluding twice cancels out, by pairs".to_owned());
        }
        let occur = match times_excluded % 2 {
            1 => Occur::MustNot,
            _ if times_excluded == 0 && sign == Some(Sign::Plus) => Occur::Must,
            _ => Occur::Should,
        };
        Operand { node: self.term(token), occur }
    }

    fn term(&mut self, token: Token) -> Option<Node> {
        let Token { mut span, start, zone, kind, .. } = token;
        let kind = match kind {
            Kind::Leaf(kind) => kind,
            Kind::Open => {
                let clauses = self.clauses();
                if let Some(close) = self.tokens.next_if(|token| token.kind == Kind::Close) {
                    span.end = close.span.end;
                }
                if clauses.is_empty() {
                    self.notes.add(span, || "empty parentheses are left out".to_owned());
                    return None;
                }
                NodeKind::Group(clauses)
            }
            Kind::Nothing | Kind::Close | Kind::And | Kind::Or | Kind::Not => return None,
        };
        let end = span.end;
        let node = Node { span, kind };
        let Some(zone) = zone else { return Some(node) };
        Some(Node { span: start..end, kind: NodeKind::In { zone, node: Box::new(node) } })
    }
}

/// Joins operands; fewer than two that are left need no joining.
fn joined(operands: Vec<Operand>, join: fn(Vec<Node>) -> NodeKind) -> Operand {
    let mut parts: Vec<Node> = operands.into_iter().filter_map(Operand::into_part).collect();
    if parts.len() < 2 {
        return parts.pop().map_or(Operand::NOTHING, Operand::from_part);
    }
    let span = parts[0].span.start..parts[parts.len() - 1].span.end;
    Operand { node: Some(Node { span, kind: join(parts) }), occur: Occur::Should }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
