//! Syntax -> Query: which releases answer, and what in them counts.
//!
//! Every word counts and none is required, but a field narrows: `title:`, `source:`, `lang:` and `date:` hold
//! for every answer. Stop words are left out unless there is nothing else.

use std::ops::Range;

use super::parse::MAX_TERMS;
use super::parse::notes::{Notes, excerpt};
use super::syntax::{Clause, Node, NodeKind, Occur, Syntax};
use super::words::{Word, is_formula, words};
use super::{Expr, Leaf, Pattern, Phrase, Query, Role};
use crate::analysis::Analyzer;
use crate::document::{Language, Zone};
use crate::text::fold;

/// The most pairs of neighbouring words that are looked for.
const MAX_PAIRS: usize = 32;

/// How a query is taken where its text leaves it open.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResolveOptions {
    /// Whether every word and phrase is required.
    pub require_all: bool,
}

/// Resolves what was typed into what is meant. At most [`MAX_TERMS`] words and phrases are kept.
pub fn resolve(text: &str, syntax: &Syntax, analyzer: &Analyzer, options: ResolveOptions) -> Query {
    let notes = Notes::from(syntax.notes.clone());
    let query = Query::default();
    let mut resolver = Resolver { text, analyzer, options, query, stops: Vec::new(), notes, full: false };
    let mut expr = resolver.group(&syntax.clauses, &Context::top());
    if expr == Expr::Nothing && !resolver.stops.is_empty() {
        // There are stop words and nothing else: then they are what is meant.
        let stops = std::mem::take(&mut resolver.stops);
        let should = stops.into_iter().filter_map(|leaf| resolver.keep(leaf)).collect();
        expr = resolver.together(vec![], should, vec![]);
    }
    let mut query = resolver.query;
    query.ignored = resolver.stops.into_iter().map(|leaf| leaf.label).collect();
    query.notes = resolver.notes.finish(text.len());
    query.expr = expr;
    query
}

struct Resolver<'q> {
    text: &'q str,
    analyzer: &'q Analyzer,
    options: ResolveOptions,
    query: Query,
    stops: Vec<Leaf>,
    notes: Notes,
    /// Whether words were left out because there are too many.
    full: bool,
}

/// What holds for a node from the nodes around it.
#[derive(Clone)]
struct Context {
    zones: Vec<Zone>,
    role: Role,
    /// Whether the node stands in a field, where stop words count.
    fielded: bool,
    /// Whether the node is one of several of which one is enough: then nothing in it is required.
    alternative: bool,
}

impl Context {
    fn top() -> Self {
        Self { zones: Zone::TEXT.to_vec(), role: Role::Optional, fielded: false, alternative: false }
    }

    fn role(&self, role: Role) -> Self {
        let role = match role {
            // What is excluded stays excluded, whatever is said inside.
            _ if self.role == Role::Excluded => Role::Excluded,
            Role::Required if self.alternative => Role::Optional,
            role => role,
        };
        Self { role, ..self.clone() }
    }
}

impl Resolver<'_> {
    /// Resolves clauses side by side.
    fn group(&mut self, clauses: &[Clause], context: &Context) -> Expr {
        let (mut must, mut should, mut not) = (vec![], vec![], vec![]);
        let all = self.options.require_all && context.role != Role::Excluded;
        // Words that only count become words that are required; a stop word stays what it is.
        let counted = context.role(if all { Role::Required } else { context.role });
        let mut neighbours = Vec::new();
        let within = within(clauses.iter().map(|clause| (clause.occur, &clause.node)));
        let counted = match within.is_empty() {
            true => counted,
            false => Context { zones: within.clone(), ..counted },
        };
        let context = &Context { zones: counted.zones.clone(), ..context.clone() };
        let scopes = clauses.len() > within.len();
        for Clause { occur, node } in clauses {
            let narrows = matches!(
                node.kind,
                NodeKind::In { .. } | NodeKind::Language(_) | NodeKind::Date { .. } | NodeKind::Within(_)
            );
            match (occur, &node.kind) {
                (Occur::Should | Occur::Must, NodeKind::Within(_)) if scopes => {}
                (Occur::MustNot, _) => not.push(self.node(node, &context.role(Role::Excluded))),
                (Occur::Must, _) => must.push(self.node(node, &context.role(Role::Required))),
                _ if narrows => must.push(self.node(node, &context.role(Role::Required))),
                (_, NodeKind::Text(_) | NodeKind::Phrase(_)) => {
                    for leaf in
                        self.leaves(node, &counted, context.role != Role::Excluded && !context.fielded)
                    {
                        let word = leaf.pattern.is_latin().then(|| leaf.span.clone());
                        let Some(expr) = self.keep(leaf) else { continue };
                        if let (Some(span), &Expr::Leaf(at)) = (word, &expr) {
                            neighbours.push((at, span));
                        }
                        should.push(expr);
                    }
                }
                // `a * b`: all releases, and the words rank them.
                (_, NodeKind::All) => must.push(Expr::All),
                _ => should.push(self.node(node, &counted)),
            }
        }
        if context.role != Role::Excluded && within.is_empty() {
            self.pair(&neighbours);
        }
        if all {
            must.append(&mut should);
        }
        self.together(must, should, not)
    }

    /// Makes one expression of what stands side by side.
    fn together(&self, mut must: Vec<Expr>, mut should: Vec<Expr>, mut not: Vec<Expr>) -> Expr {
        for list in [&mut must, &mut should, &mut not] {
            list.retain(|expr| *expr != Expr::Nothing);
        }
        // A filter says where to look, not what for: one of the words must be there.
        if !must.is_empty() && !should.is_empty() && must.iter().all(|expr| self.is_filter(expr)) {
            must.push(Expr::Bool { must: vec![], should: std::mem::take(&mut should), not: vec![] });
        }
        match (must.as_mut_slice(), should.as_mut_slice(), not.is_empty()) {
            ([], [], true) => Expr::Nothing,
            ([], [], false) => Expr::Bool { must: vec![Expr::All], should, not },
            ([one], [], true) | ([], [one], true) => std::mem::take(one),
            _ => Expr::Bool { must, should, not },
        }
    }

    /// Resolves one node as a whole: where it is text, all of it is meant.
    fn node(&mut self, node: &Node, context: &Context) -> Expr {
        match &node.kind {
            NodeKind::All => Expr::All,
            NodeKind::Within(zone) => Expr::Has(*zone),
            NodeKind::Language(code) => Expr::Language(asked_language(code)),
            NodeKind::Date { from, to } => Expr::Date { from: *from, to: *to },
            NodeKind::In { zone, node } => {
                self.node(node, &Context { zones: vec![*zone], fielded: true, ..context.clone() })
            }
            NodeKind::Group(clauses) => self.group(clauses, context),
            NodeKind::Not(inner) => {
                let not = self.node(inner, &context.role(Role::Excluded));
                self.together(vec![], vec![], vec![not])
            }
            NodeKind::And(nodes) => {
                let within = within(nodes.iter().map(|node| (Occur::Should, node)));
                let scopes = nodes.len() > within.len();
                let mut context = context.role(Role::Required);
                if !within.is_empty() {
                    context.zones = within;
                }
                let (mut must, mut not) = (vec![], vec![]);
                for node in nodes.iter().filter(|node| !scopes || !matches!(node.kind, NodeKind::Within(_))) {
                    // `a AND NOT b` excludes; a bracket of its own would say the same.
                    match &node.kind {
                        NodeKind::Not(inner) => not.push(self.node(inner, &context.role(Role::Excluded))),
                        _ => must.push(self.node(node, &context)),
                    }
                }
                self.together(must, vec![], not)
            }
            NodeKind::Or(nodes) => {
                let role = if context.role == Role::Excluded { Role::Excluded } else { Role::Optional };
                let context = Context { role, alternative: true, ..context.clone() };
                let should = nodes.iter().map(|node| self.node(node, &context)).collect();
                self.together(vec![], should, vec![])
            }
            NodeKind::Text(_) | NodeKind::Phrase(_) => {
                let leaves = self.leaves(node, context, false);
                let must = leaves.into_iter().filter_map(|leaf| self.keep(leaf)).collect();
                self.together(must, vec![], vec![])
            }
        }
    }

    fn is_filter(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Language(_) | Expr::Date { .. } | Expr::Has(_) => true,
            Expr::Leaf(at) => self.query.leaves.get(*at).is_some_and(|leaf| leaf.zones == [Zone::Source]),
            Expr::Bool { must, should, not } => {
                [must, should, not].into_iter().flatten().all(|expr| self.is_filter(expr))
            }
            Expr::All | Expr::Nothing => false,
        }
    }

    /// Takes in a leaf, unless an equal one is there already or there are too many.
    fn keep(&mut self, leaf: Leaf) -> Option<Expr> {
        let equal = |other: &Leaf| {
            other.pattern == leaf.pattern && other.zones == leaf.zones && other.role == leaf.role
        };
        if let Some(at) = self.query.leaves.iter().position(equal) {
            return Some(Expr::Leaf(at));
        }
        if self.query.leaves.len() >= MAX_TERMS {
            if !self.full {
                self.full = true;
                let start = leaf.span.start;
                self.notes.add(start..self.text.len(), || {
                    format!("the query has more than {MAX_TERMS} words and phrases; the rest is left out")
                });
            }
            return None;
        }
        self.query.leaves.push(leaf);
        Some(Expr::Leaf(self.query.leaves.len() - 1))
    }

    /// Makes the leaves of a chunk of text or a phrase. Where it is allowed, stop words are set aside.
    fn leaves(&mut self, node: &Node, context: &Context, drop_stops: bool) -> Vec<Leaf> {
        let (text, quoted) = match &node.kind {
            NodeKind::Phrase(text) => (text, true),
            NodeKind::Text(text) => (text, false),
            _ => return Vec::new(),
        };
        let leaf = |label: String, span: Range<usize>, pattern: Pattern| Leaf {
            label,
            span,
            zones: context.zones.clone(),
            pattern,
            hints: Vec::new(),
            role: context.role,
        };
        let folded = fold(text);
        let room = MAX_TERMS.saturating_sub(self.query.leaves.len()) + 1;
        let found =
            if quoted || is_formula(text) { vec![] } else { words(text, &folded, self.analyzer, room) };
        let mut leaves = Vec::new();
        // What is excluded is excluded as it stands, or else `-gene-therapy` would exclude either word.
        if quoted || is_formula(text) || context.role == Role::Excluded && found.len() > 1 {
            let pattern = Pattern::quoted(&folded.text);
            if !pattern.phrase.is_empty() {
                let label = if quoted { format!("\"{text}\"") } else { text.clone() };
                leaves.push(leaf(label, node.span.clone(), pattern));
            }
        } else {
            // A chunk of text is searched as it is typed, so its offsets are the query's.
            let verbatim = self.text.get(node.span.clone()) == Some(text);
            for Word { range, pattern, hints, stop } in found {
                let source = folded.source_range(range);
                let label = text.get(source.clone()).unwrap_or(text).to_owned();
                let start = node.span.start;
                let span =
                    if verbatim { start + source.start..start + source.end } else { node.span.clone() };
                let leaf = Leaf { hints, ..leaf(label, span, pattern) };
                if stop && drop_stops {
                    self.stops.push(Leaf { role: Role::Optional, ..leaf });
                    continue;
                }
                leaves.push(leaf);
            }
        }
        if leaves.is_empty() && self.stops.is_empty() {
            self.notes.add(node.span.clone(), || format!("`{}` holds nothing to search for", excerpt(text)));
        }
        leaves
    }

    /// Notes words that stand side by side, for ranking.
    fn pair(&mut self, neighbours: &[(usize, Range<usize>)]) {
        for pair in neighbours.windows(2) {
            let [(a, before), (b, after)] = pair else { continue };
            let between = self.text.get(before.end..after.start).unwrap_or("?");
            if self.query.pairs.len() < MAX_PAIRS && between.chars().all(|c| c.is_whitespace() || c == '-') {
                let unit =
                    |leaf: usize| self.query.leaves.get(leaf).map(|leaf| leaf.pattern.phrase.units.clone());
                let mut units = unit(*a).unwrap_or_default();
                let offset = units.last().map_or(0, |last| last.offset + 1);
                units.extend(unit(*b).unwrap_or_default().into_iter().map(|mut unit| {
                    unit.offset += offset;
                    unit
                }));
                self.query.pairs.push(Phrase { units });
            }
        }
    }
}

/// Returns the zones that `in:` names among things that stand side by side.
fn within<'n>(nodes: impl Iterator<Item = (Occur, &'n Node)>) -> Vec<Zone> {
    let mut zones = Vec::new();
    for (occur, node) in nodes {
        if let NodeKind::Within(zone) = node.kind
            && occur != Occur::MustNot
            && !zones.contains(&zone)
        {
            zones.push(zone);
        }
    }
    zones
}

/// Returns the code that a release is asked for: `en-US` is English, `zh` either script.
fn asked_language(code: &str) -> String {
    match Language::from_code(code) {
        Some(Language::Simplified) if !code.contains(['-', '_']) => "zh".to_owned(),
        Some(language) => language.code().to_ascii_lowercase(),
        None => code.to_owned(),
    }
}
