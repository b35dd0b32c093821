//! Syntax -> Query: which releases answer, and what in them counts.
//!
//! Every word counts and none is required, but a field narrows: `title:`, `source:`, `lang:` and `date:` hold
//! for every answer. Stop words are left out unless there is nothing else.

use std::ops::Range;

use super::pattern::han_hints;
use super::syntax::{Clause, Node, NodeKind, Occur, Syntax};
use super::{Expr, Leaf, Note, Pattern, Phrase, Query, Role};
use crate::analysis::{Analyzer, Compound, Form, compounds, is_stop_word};
use crate::document::Zone;
use crate::text::{Kind, fold};

/// The most pairs of neighbouring words that are looked for.
const MAX_PAIRS: usize = 32;

/// A word that lone characters have joined grows to this many characters at most.
const MAX_GROWN: usize = 6;

/// How a query is taken where its text leaves it open.
#[derive(Debug, Clone, Copy, Default)]
pub struct ResolveOptions {
    /// Whether every word and phrase is required.
    pub require_all: bool,
}

/// Resolves what was typed into what is meant.
pub fn resolve(text: &str, syntax: &Syntax, analyzer: &Analyzer, options: ResolveOptions) -> Query {
    let mut resolver = Resolver { text, analyzer, options, query: Query::default(), stops: Vec::new() };
    resolver.query.notes = syntax.notes.clone();
    let mut expr = resolver.group(&syntax.clauses, &Context::top());
    if expr == Expr::Nothing && !resolver.stops.is_empty() {
        // There are stop words and nothing else: then they are what is meant.
        let mut stops = std::mem::take(&mut resolver.stops);
        let should = stops.drain(..).map(|leaf| resolver.keep(leaf)).collect();
        expr = Expr::Bool { must: vec![], should, not: vec![] };
    }
    let mut query = resolver.query;
    query.ignored = resolver.stops.into_iter().map(|leaf| leaf.label).collect();
    query.expr = expr;
    query
}

struct Resolver<'q> {
    text: &'q str,
    analyzer: &'q Analyzer,
    options: ResolveOptions,
    query: Query,
    stops: Vec<Leaf>,
}

/// What holds for a node from the nodes around it.
#[derive(Clone)]
struct Context {
    zones: Vec<Zone>,
    role: Role,
    fielded: bool,
}

impl Context {
    fn top() -> Self {
        Self { zones: Zone::TEXT.to_vec(), role: Role::Optional, fielded: false }
    }

    fn role(&self, role: Role) -> Self {
        // What is excluded stays excluded, whatever is said inside.
        let role = if self.role == Role::Excluded { Role::Excluded } else { role };
        Self { role, ..self.clone() }
    }
}

impl Resolver<'_> {
    /// Resolves clauses side by side.
    fn group(&mut self, clauses: &[Clause], context: &Context) -> Expr {
        let (mut must, mut should, mut not) = (vec![], vec![], vec![]);
        let mut neighbours: Vec<(usize, Range<usize>)> = Vec::new();
        for clause in clauses {
            let narrows = matches!(
                clause.node.kind,
                NodeKind::In { .. } | NodeKind::Language(_) | NodeKind::Date { .. }
            );
            let required = clause.occur == Occur::Must || narrows || self.options.require_all;
            match clause.occur {
                Occur::MustNot => match self.node(&clause.node, &context.role(Role::Excluded)) {
                    Expr::Nothing => {}
                    expr => not.push(expr),
                },
                _ if required => match self.node(&clause.node, &context.role(Role::Required)) {
                    Expr::Nothing => {}
                    expr => must.push(expr),
                },
                _ => match &clause.node.kind {
                    NodeKind::Text(_) | NodeKind::Phrase(_) => {
                        for leaf in self.leaves(&clause.node, context) {
                            neighbours.extend(
                                leaf.pattern
                                    .is_latin_word()
                                    .then(|| (self.query.leaves.len(), leaf.span.clone())),
                            );
                            should.push(self.keep(leaf));
                        }
                    }
                    _ => match self.node(&clause.node, context) {
                        Expr::Nothing => {}
                        // `a * b`: all releases, and the words rank them.
                        Expr::All => must.push(Expr::All),
                        expr => should.push(expr),
                    },
                },
            }
        }
        if context.role != Role::Excluded {
            self.pair(&neighbours);
        }
        // A filter says where to look, not what for: one of the words must be there.
        if !must.is_empty() && !should.is_empty() && must.iter().all(|expr| self.is_filter(expr)) {
            must.push(Expr::Bool { must: vec![], should: std::mem::take(&mut should), not: vec![] });
        }
        match (must.is_empty(), should.is_empty(), not.is_empty()) {
            (true, true, true) => Expr::Nothing,
            (true, true, false) => Expr::Bool { must: vec![Expr::All], should, not },
            (false, true, true) if must.len() == 1 => must.remove(0),
            (true, false, true) if should.len() == 1 => should.remove(0),
            _ => Expr::Bool { must, should, not },
        }
    }

    /// Resolves one node as a whole: where it is text, all of it is meant.
    fn node(&mut self, node: &Node, context: &Context) -> Expr {
        match &node.kind {
            NodeKind::All => Expr::All,
            NodeKind::Language(code) => Expr::Language(code.clone()),
            NodeKind::Date { from, to } => Expr::Date { from: *from, to: *to },
            NodeKind::In { zone, node } => {
                let context = Context { zones: vec![*zone], fielded: true, ..context.clone() };
                self.node(node, &context)
            }
            NodeKind::Group(clauses) => self.group(clauses, context),
            NodeKind::Not(inner) => match self.node(inner, &context.role(Role::Excluded)) {
                Expr::Nothing => Expr::Nothing,
                expr => Expr::Bool { must: vec![Expr::All], should: vec![], not: vec![expr] },
            },
            NodeKind::And(nodes) => {
                let context = context.role(Role::Required);
                let (mut must, mut not) = (vec![], vec![]);
                for node in nodes {
                    // `a AND NOT b` excludes; a bracket of its own would say the same.
                    match &node.kind {
                        NodeKind::Not(inner) => not.push(self.node(inner, &context.role(Role::Excluded))),
                        _ => must.push(self.node(node, &context)),
                    }
                }
                must.retain(|expr| *expr != Expr::Nothing);
                not.retain(|expr| *expr != Expr::Nothing);
                if must.is_empty() && !not.is_empty() {
                    must.push(Expr::All);
                }
                all_of(must, not)
            }
            NodeKind::Or(nodes) => {
                let context = context.role(Role::Optional);
                let mut should: Vec<Expr> = nodes.iter().map(|node| self.node(node, &context)).collect();
                should.retain(|expr| *expr != Expr::Nothing);
                match should.len() {
                    0 => Expr::Nothing,
                    1 => should.remove(0),
                    _ => Expr::Bool { must: vec![], should, not: vec![] },
                }
            }
            NodeKind::Text(_) | NodeKind::Phrase(_) => {
                let leaves = self.leaves(node, context);
                let must = leaves.into_iter().map(|leaf| self.keep(leaf)).collect();
                all_of(must, vec![])
            }
        }
    }

    fn is_filter(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Language(_) | Expr::Date { .. } => true,
            Expr::Leaf(at) => self.query.leaves.get(*at).is_some_and(|leaf| leaf.zones == [Zone::Source]),
            Expr::Bool { must, should, not } => {
                [must, should, not].into_iter().flatten().all(|expr| self.is_filter(expr))
            }
            Expr::All | Expr::Nothing => false,
        }
    }

    fn keep(&mut self, leaf: Leaf) -> Expr {
        self.query.leaves.push(leaf);
        Expr::Leaf(self.query.leaves.len() - 1)
    }

    /// Makes the leaves of a chunk of text or a phrase. Optional stop words are set aside.
    fn leaves(&mut self, node: &Node, context: &Context) -> Vec<Leaf> {
        let leaf = |label: &str, span: Range<usize>, pattern: Pattern| Leaf {
            label: label.to_owned(),
            span,
            zones: context.zones.clone(),
            pattern,
            hints: Vec::new(),
            role: context.role,
        };
        let (text, quoted) = match &node.kind {
            NodeKind::Phrase(text) => (text, true),
            NodeKind::Text(text) => (text, false),
            _ => return Vec::new(),
        };
        let folded = fold(text);
        if quoted || is_formula(text) || context.role == Role::Excluded && !is_single(text) {
            let pattern = Pattern::quoted(&folded.text);
            if pattern.phrase.is_empty() {
                self.note(node, format!("{text:?} holds nothing to search for"));
                return Vec::new();
            }
            let label = if quoted { format!("\"{text}\"") } else { text.clone() };
            return vec![leaf(&label, node.span.clone(), pattern)];
        }
        // A chunk of text is typed as it is searched, so its offsets are the query's.
        let verbatim = self.text.get(node.span.clone()) == Some(text);
        let place = |folded_range: Range<usize>| match verbatim {
            true => {
                let source = folded.source_range(folded_range);
                node.span.start + source.start..node.span.start + source.end
            }
            false => node.span.clone(),
        };
        let written = |range: Range<usize>| text.get(folded.source_range(range)).unwrap_or(text);
        let mut leaves = Vec::new();
        let mut run: Option<Range<usize>> = None;
        for form in compounds(text, &folded) {
            match form {
                Form::Han(unit) => match &mut run {
                    Some(run) if run.end == unit.range.start => run.end = unit.range.end,
                    _ => {
                        let before = run.replace(unit.range);
                        leaves.extend(before.into_iter().flat_map(|run| self.han(&folded.text, run)));
                    }
                },
                Form::Latin(compound) => {
                    leaves.extend(run.take().into_iter().flat_map(|run| self.han(&folded.text, run)));
                    leaves.extend(latin(&compound));
                }
            }
        }
        leaves.extend(run.into_iter().flat_map(|run| self.han(&folded.text, run)));
        if leaves.is_empty() && context.role != Role::Excluded && !self.noted(node) {
            self.note(node, format!("{text:?} holds nothing to search for"));
        }
        let (stops, leaves): (Vec<_>, Vec<_>) = leaves
            .into_iter()
            .partition(|word| context.role == Role::Optional && !context.fielded && word.stop);
        let finish = |word: Word| Leaf {
            hints: word.hints,
            ..leaf(written(word.range.clone()), place(word.range), word.pattern)
        };
        self.stops.extend(stops.into_iter().map(&finish));
        leaves.into_iter().map(finish).collect()
    }

    /// Cuts a Han run into the words a person would miss, with what ranks them.
    ///
    /// jieba leaves many lone characters in names and terms (树突|状|细胞, 鞘|内|注射). They join each other, or else
    /// the word before them: a lone 状 stands in half of all releases and says nothing.
    fn han(&self, folded: &str, run: Range<usize>) -> Vec<Word> {
        let text = &folded[run.clone()];
        let mut words: Vec<(Range<usize>, bool)> = Vec::new(); // and whether it may still grow
        for range in self.analyzer.segment(text) {
            let word = &text[range.clone()];
            let lone = word.chars().nth(1).is_none();
            let stop = is_stop_word(word);
            match words.last_mut() {
                Some((last, true)) if !stop && joins(&text[last.clone()], lone) => last.end = range.end,
                _ => words.push((range, !stop)),
            }
        }
        let words: Vec<Range<usize>> = words.into_iter().map(|(range, _)| range).collect();
        let mut made: Vec<Word> = Vec::new();
        for (at, range) in words.iter().enumerate() {
            let word = &text[range.clone()];
            let mut hints = han_hints(word, self.analyzer);
            // The bigram that leads to the next word.
            if let Some(next) = words.get(at + 1)
                && let (Some(last), Some(first)) = (word.chars().last(), text[next.clone()].chars().next())
            {
                let term = format!("{last}{first}");
                hints.push(super::Hint { stream: crate::analysis::Stream::Verbatim, term });
            }
            let stop = is_stop_word(word);
            made.push(Word {
                range: run.start + range.start..run.start + range.end,
                pattern: Pattern::han(word),
                hints,
                stop,
            });
        }
        made
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

    fn note(&mut self, node: &Node, message: String) {
        self.query.notes.push(Note { span: node.span.clone(), message });
    }

    fn noted(&self, node: &Node) -> bool {
        self.query
            .notes
            .iter()
            .any(|note| note.span.start >= node.span.start && note.span.start <= node.span.end)
    }
}

/// A word on its way to becoming a leaf.
struct Word {
    range: Range<usize>,
    pattern: Pattern,
    hints: Vec<super::Hint>,
    stop: bool,
}

/// Makes the words of a compound: one, unless all its parts are words in their own right (gene-therapy).
fn latin(compound: &Compound<'_>) -> Vec<Word> {
    let ordinary = |at: usize| {
        let term = &compound.units[at].term;
        !compound.is_code(at) && term.chars().count() >= 3 && term.chars().all(char::is_alphabetic)
    };
    let count = compound.units.len();
    if count > 1 && (0..count).all(ordinary) {
        return (0..count).flat_map(|at| latin(&compound.part(at))).collect();
    }
    let range = compound.units[0].range.start..compound.units[count - 1].range.end;
    let pattern = Pattern::latin(compound);
    let stop = count == 1 && !compound.is_code(0) && is_stop_word(&compound.units[0].term);
    vec![Word { range, pattern, hints: Vec::new(), stop }]
}

/// Tells whether a word joins the one before it: a lone character any, and any word a lone character.
fn joins(before: &str, lone: bool) -> bool {
    let length = before.chars().count();
    length < MAX_GROWN && (lone || length == 1)
}

fn all_of(mut must: Vec<Expr>, not: Vec<Expr>) -> Expr {
    match (must.len(), not.is_empty()) {
        (0, true) => Expr::Nothing,
        (1, true) => must.remove(0),
        _ => Expr::Bool { must, should: vec![], not },
    }
}

/// Tells whether a chunk is one expression though it holds brackets or slashes: t(9;22), https://….
fn is_formula(text: &str) -> bool {
    let mut before = ' ';
    let mut glued = false;
    for c in text.chars() {
        glued |= c == '(' && before.is_ascii_alphanumeric();
        before = c;
    }
    text.contains("://") || (glued && text.contains([';', ',', ':']))
}

/// Tells whether a chunk is one Latin word or compound, which is excluded in all its forms.
fn is_single(text: &str) -> bool {
    let folded = fold(text);
    matches!(compounds(text, &folded).as_slice(), [Form::Latin(_)])
}

impl Pattern {
    /// Tells whether this is a single Latin word.
    fn is_latin_word(&self) -> bool {
        !self.words.is_empty() && self.phrase.units.iter().all(|unit| unit.kind == Kind::Latin)
    }
}
