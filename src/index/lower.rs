//! Query -> postings: which documents answer, and which scorers speak for them.

use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query as TantivyQuery,
    RangeQuery, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::anatomy;
use super::aside::Asides;
use super::excluded::Excluded;
use super::rank::{Part, Postings, RankedLeaf, RankedQuery};
use super::schema::Fields;
use super::statistics::Statistics;
use super::stored::day;
use super::zoned::ZonedPhrase;
use crate::analysis::Stream;
use crate::document::Zone;
use crate::query::{Expr, Gram, Leaf, Phrase, Query};

// Weights of the parts of a leaf, relative to its words in the body. They are first values: on five retrieval
// sets together they stand within a point of the best that was tried, and ranking is measured in its own right.
const HEADLINE: f32 = 1.6;
const EXACT: f32 = 0.25;
const COMPOUND: f32 = 0.6;
const GRAM: f32 = 0.5;
/// Shared out over the leaves: side by side is most of what a query of two words means, and little of a headline.
const PAIR: f32 = 1.5;

/// Lowers a query for one searcher.
pub(super) fn lower(
    query: &Query,
    fields: &Fields,
    statistics: &Statistics<'_>,
) -> tantivy::Result<RankedQuery> {
    let lowering = Lowering { fields, searcher: statistics.searcher, statistics, query };
    let matcher = lowering.expr(&query.expr)?;
    let mut leaves = Vec::new();
    for (_, leaf) in query.wanted() {
        leaves.push(RankedLeaf { rarity: lowering.rarity(leaf)?, parts: lowering.parts(leaf)? });
    }
    let mut pairs = Vec::new();
    for pair in &query.pairs {
        for &zone in Zone::TEXT {
            if let Some(query) = lowering.phrase(pair, zone)? {
                let weight = PAIR / leaves.len().max(1) as f32 * zone_weight(zone);
                let asides = lowering.asides(pair, zone);
                pairs.push(Part { weight, decides: false, postings: Postings::Query(query.into(), asides) });
            }
        }
    }
    Ok(RankedQuery { matcher: matcher.into(), leaves, pairs })
}

struct Lowering<'a> {
    fields: &'a Fields,
    searcher: &'a Searcher,
    statistics: &'a Statistics<'a>,
    query: &'a Query,
}

fn zone_weight(zone: Zone) -> f32 {
    if zone == Zone::Headline { HEADLINE } else { 1.0 }
}

impl Lowering<'_> {
    fn expr(&self, expr: &Expr) -> tantivy::Result<Box<dyn TantivyQuery>> {
        Ok(match expr {
            Expr::All => Box::new(AllQuery),
            Expr::Nothing => Box::new(EmptyQuery),
            Expr::Leaf(at) => match self.query.leaves.get(*at) {
                Some(leaf) => self.leaf(leaf)?,
                None => Box::new(EmptyQuery),
            },
            Expr::Has(zone) => {
                let term = Term::from_field_text(self.fields.anatomy, zone.name());
                Box::new(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Expr::Language(code) => {
                let term = Term::from_field_text(self.fields.language, code);
                Box::new(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Expr::Date { from, to } => {
                use std::ops::Bound::{Included, Unbounded};
                // The release's days and the asked days overlap.
                let term = |field, date| Included(Term::from_field_i64(field, day(date)));
                let (first, last) = (self.fields.first_day, self.fields.last_day);
                let from =
                    from.map_or(Included(Term::from_field_i64(last, i64::MIN)), |date| term(last, date));
                let starts: Box<dyn TantivyQuery> = Box::new(RangeQuery::new(from, Unbounded));
                let ends = to.map(|date| -> Box<dyn TantivyQuery> {
                    Box::new(RangeQuery::new(Unbounded, term(first, date)))
                });
                let both = std::iter::once(starts).chain(ends);
                Box::new(BooleanQuery::new(both.map(|query| (Occur::Must, query)).collect()))
            }
            Expr::Bool { must, should, not } => {
                let mut clauses = Vec::new();
                for expr in must {
                    clauses.push((Occur::Must, self.expr(expr)?));
                }
                if must.is_empty() {
                    let options =
                        should.iter().map(|expr| self.expr(expr)).collect::<tantivy::Result<_>>()?;
                    clauses.push((Occur::Must, union(options)));
                }
                for expr in not {
                    clauses.push((Occur::MustNot, Box::new(Excluded(self.expr(expr)?))));
                }
                Box::new(BooleanQuery::new(clauses))
            }
        })
    }

    /// The documents that hold a leaf: its phrase as it stands, or one of its words.
    fn leaf(&self, leaf: &Leaf) -> tantivy::Result<Box<dyn TantivyQuery>> {
        let mut options: Vec<Box<dyn TantivyQuery>> = Vec::new();
        for &zone in &leaf.zones {
            options.extend(self.phrase(&leaf.pattern.phrase, zone)?);
            for term in self.words(leaf, zone) {
                options.push(Box::new(TermQuery::new(term, IndexRecordOption::Basic)));
            }
        }
        Ok(union(options))
    }

    fn words(&self, leaf: &Leaf, zone: Zone) -> Vec<Term> {
        leaf.pattern.words.iter().map(|word| self.word(zone, word)).collect()
    }

    /// The term of a word in a zone.
    fn word(&self, zone: Zone, word: &str) -> Term {
        match zone.is_section() {
            true => Term::from_field_text(self.fields.zones, &anatomy::word_in(zone, word)),
            false => Term::from_field_text(self.fields.text(zone, Stream::Words), word),
        }
    }

    /// The terms that count words in boilerplate, for a zone that may hold some.
    fn aside_words(&self, words: &[String], zone: Zone) -> Vec<Term> {
        let term = |word: &String| Term::from_field_text(self.fields.zones, &anatomy::aside_word(word));
        if zone == Zone::Body { words.iter().map(term).collect() } else { Vec::new() }
    }

    /// The terms of a phrase with those that count them in boilerplate, for a zone that may hold some.
    fn asides(&self, phrase: &Phrase, zone: Zone) -> Asides {
        if zone != Zone::Body {
            return Asides::default();
        }
        let field = self.fields.text(zone, Stream::Verbatim);
        let counted = |gram: Gram| {
            let aside = Term::from_field_text(self.fields.zones, &anatomy::aside_gram(&gram.term));
            (Term::from_field_text(field, &gram.term), aside)
        };
        Asides { terms: phrase.grams().into_iter().filter(|gram| !gram.prefix).map(counted).collect() }
    }

    /// The documents in a zone of which a phrase stands.
    fn phrase(&self, phrase: &Phrase, zone: Zone) -> tantivy::Result<Option<Box<dyn TantivyQuery>>> {
        let field = self.fields.text(zone, Stream::Verbatim);
        let grams = phrase.grams();
        if zone.is_section() {
            return self.zoned(phrase, &grams, zone);
        }
        let terms: Vec<(usize, Term)> = grams
            .iter()
            .map(|gram| (gram.offset as usize, Term::from_field_text(field, &gram.term)))
            .collect();
        Ok(match grams.as_slice() {
            [] => None,
            [last] if last.prefix => {
                let mut query = PhrasePrefixQuery::new_with_offset(terms);
                query.set_max_expansions(self.expansions(field, &last.term)?.most.max(1));
                Some(Box::new(query))
            }
            [gram] => {
                let term = Term::from_field_text(field, &gram.term);
                Some(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
            }
            _ => Some(Box::new(PhraseQuery::new_with_offset(terms))),
        })
    }

    /// The documents in a section of which a phrase stands.
    fn zoned(
        &self,
        phrase: &Phrase,
        grams: &[Gram],
        zone: Zone,
    ) -> tantivy::Result<Option<Box<dyn TantivyQuery>>> {
        let Some(last) = phrase.units.last() else { return Ok(None) };
        let field = self.fields.text(zone, Stream::Verbatim);
        let mut places = Vec::new();
        for gram in grams {
            let terms = match gram.prefix {
                true => self.beginning_with(field, &gram.term)?,
                false => vec![Term::from_field_text(field, &gram.term)],
            };
            if terms.is_empty() {
                return Ok(None);
            }
            places.push((gram.offset, terms));
        }
        let (start, end) = anatomy::edges(zone);
        let edge = |term: &str| Term::from_field_text(self.fields.anatomy, term);
        let edges = (edge(&start), edge(&end));
        Ok(Some(Box::new(ZonedPhrase { places, length: last.offset, edges })))
    }

    /// The terms that begin so, of all segments.
    fn beginning_with(&self, field: Field, prefix: &str) -> tantivy::Result<Vec<Term>> {
        let mut found = std::collections::BTreeSet::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                found.insert(String::from_utf8_lossy(terms.key()).into_owned());
            }
        }
        Ok(found.iter().map(|term| Term::from_field_text(field, term)).collect())
    }

    /// Counts the terms that begin so: tantivy sets memory aside for as many as it is allowed.
    fn expansions(&self, field: Field, prefix: &str) -> tantivy::Result<Expansions> {
        let mut found = Expansions::default();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
            let (mut count, mut documents) = (0, 0);
            while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
                count += 1;
                documents = documents.max(terms.value().doc_freq);
            }
            found.most = found.most.max(count);
            found.documents += u64::from(documents);
        }
        Ok(found)
    }

    /// What scores a leaf.
    fn parts(&self, leaf: &Leaf) -> tantivy::Result<Vec<Part>> {
        let mut parts = Vec::new();
        for &zone in &leaf.zones {
            let weight = zone_weight(zone);
            let compound = leaf.pattern.phrase.units.len() > 1;
            let words = self.words(leaf, zone);
            let hinted = !leaf.hints.is_empty();
            if !words.is_empty() {
                let weight = if compound { weight * COMPOUND } else { weight };
                let asides = self.aside_words(&leaf.pattern.words, zone);
                parts.push(Part { weight, decides: true, postings: Postings::Terms(words.clone(), asides) });
            }
            if let Some(query) = self.phrase(&leaf.pattern.phrase, zone)? {
                let share = if hinted {
                    0.0 // its hints score it; the phrase only says whether it is there
                } else if words.is_empty() {
                    1.0
                } else if compound {
                    COMPOUND
                } else {
                    EXACT
                };
                let asides = self.asides(&leaf.pattern.phrase, zone);
                parts.push(Part {
                    weight: weight * share,
                    decides: true,
                    postings: Postings::Query(query.into(), asides),
                });
            }
            for hint in &leaf.hints {
                let (share, term, aside) = match hint.stream {
                    // Where a section is asked for, words alone rank.
                    Stream::Verbatim if zone.is_section() => continue,
                    Stream::Verbatim => {
                        let field = self.fields.text(zone, Stream::Verbatim);
                        (GRAM, Term::from_field_text(field, &hint.term), anatomy::aside_gram(&hint.term))
                    }
                    Stream::Words => (1.0, self.word(zone, &hint.term), anatomy::aside_word(&hint.term)),
                };
                let asides = match zone {
                    Zone::Body => vec![Term::from_field_text(self.fields.zones, &aside)],
                    _ => Vec::new(),
                };
                parts.push(Part {
                    weight: weight * share,
                    decides: false,
                    postings: Postings::Terms(vec![term], asides),
                });
            }
        }
        Ok(parts)
    }

    /// How much of the query's weight a leaf carries: the inverse document frequency of its rarest term, or of
    /// its words taken as one.
    fn rarity(&self, leaf: &Leaf) -> tantivy::Result<f32> {
        let zone = leaf.zones.iter().copied().find(|&zone| zone != Zone::Headline).unwrap_or(Zone::Headline);
        let field = self.fields.text(zone, Stream::Verbatim);
        let mut frequency = u64::MAX;
        for gram in leaf.pattern.phrase.grams() {
            let documents = match gram.prefix {
                true => self.expansions(field, &gram.term)?.documents,
                false => self.statistics.frequency(&Term::from_field_text(field, &gram.term))?,
            };
            frequency = frequency.min(documents);
        }
        for word in self.words(leaf, zone) {
            frequency = frequency.max(self.statistics.frequency(&word)?);
        }
        let documents = self.statistics.documents();
        let (n, df) = (documents as f32, frequency.min(documents) as f32);
        Ok((1.0 + (n - df + 0.5) / (df + 0.5)).ln())
    }
}

/// The terms that begin in some way.
#[derive(Default)]
struct Expansions {
    /// How many there are in the segment that has the most.
    most: u32,
    /// In how many documents the most frequent stands, over all segments.
    documents: u64,
}

fn union(mut options: Vec<Box<dyn TantivyQuery>>) -> Box<dyn TantivyQuery> {
    match options.len() {
        0 => Box::new(EmptyQuery),
        1 => options.remove(0),
        _ => Box::new(BooleanQuery::union(options)),
    }
}
