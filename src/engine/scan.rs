//! The brute-force engine: the oracle that the index is compared with.
//!
//! A phrase stands in a release when its units, written one after another with a mark between them, are a
//! substring of the release written the same way. That is the whole theory of matching; there are no postings,
//! no positions and no bigrams to get wrong. A phrase stands in a section of the body when all its units lie in it.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use memchr::memmem;

use super::{Engine, Hit, Relation, SearchRequest, SearchResponse, Story, StoryLink};
use crate::analysis::{Analyzer, Stream};
use crate::document::{DocId, Document, ReleaseDate, Zone};
use crate::error::Result;
use crate::query::{Expr, Leaf, Pattern, Phrase, Query};
use crate::story::{Entry, Stories, assign};
use crate::text::{Unit, fold, units};

/// Releases in memory, searched one by one.
#[derive(Debug, Default)]
pub struct ScanEngine {
    analyzer: Analyzer,
    releases: BTreeMap<DocId, Release>,
    /// Computed when the first query folds copies.
    stories: OnceCell<Stories>,
}

#[derive(Debug)]
struct Release {
    document: Document,
    /// Headline, body and source, then the sections of the body.
    zones: Vec<Searched>,
}

/// A zone as it is searched.
#[derive(Debug)]
struct Searched {
    zone: Zone,
    /// Where it stands in the text that it is part of.
    range: Range<usize>,
    /// Its units, one after another.
    written: String,
    /// The terms of its words stream, once a query asks for words.
    words: OnceCell<BTreeSet<String>>,
}

const ZONES: [Zone; 3] = [Zone::Headline, Zone::Body, Zone::Source];

/// Ends every unit in the written form of a text.
const END: char = '\u{1f}';
/// Stands for a position that punctuation takes.
const GAP: char = '\u{1e}';

impl ScanEngine {
    /// Takes in releases; a later one replaces an earlier one of the same id.
    pub fn new(documents: impl IntoIterator<Item = Document>) -> Self {
        let mut releases = BTreeMap::new();
        for document in documents {
            let zones = searched(&document);
            releases.insert(document.id.clone(), Release { document, zones });
        }
        Self { analyzer: Analyzer::new(), releases, stories: OnceCell::new() }
    }

    /// Returns the ids of all releases in which a phrase stands, in the zones searched by default.
    pub fn phrase(&self, phrase: &Phrase) -> BTreeSet<DocId> {
        let needle = needle(phrase);
        let finder = memmem::Finder::new(needle.as_bytes());
        let stands = |release: &&Release| {
            let mut searched = release.zones.iter().filter(|searched| Zone::TEXT.contains(&searched.zone));
            searched.any(|searched| finder.find(searched.written.as_bytes()).is_some())
        };
        self.releases.values().filter(stands).map(|release| release.document.id.clone()).collect()
    }
}

impl Engine for ScanEngine {
    /// Ranks by how many leaves a release holds, nothing more.
    fn search(&self, request: &SearchRequest<'_>) -> Result<SearchResponse> {
        let query = request.query;
        let answers = |release: &&Release| release.answers(&query.expr, query, &self.analyzer);
        let score = |release: &Release| {
            query.wanted().filter(|(_, leaf)| release.holds(leaf, &self.analyzer)).count()
        };
        let mut hits: Vec<(usize, &Release)> = Vec::new();
        let mut told: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, release) in self.releases.values().enumerate().filter(|(_, release)| answers(release)) {
            let new = (score(release), release);
            let stories = self.stories();
            let story = stories.of.get(at).copied().filter(|&story| request.fold && story != Stories::ALONE);
            let Some(&first) = story.and_then(|story| told.get(&story)) else {
                told.extend(story.map(|story| (story, hits.len())));
                hits.push(new);
                continue;
            };
            // One hit a story: the best score, shown as the one that stands for it, or else the best.
            let represents = |release: &Release| {
                story.is_some_and(|story| self.representative(story) == Some(&release.document.id))
            };
            let before = hits[first];
            if !represents(before.1) && (represents(release) || better(new, before).is_lt()) {
                hits[first] = new;
            }
            hits[first].0 = before.0.max(new.0);
        }
        hits.sort_by(|a, b| better(*a, *b));
        let total = hits.len();
        let mut page = Vec::new();
        for (count, release) in hits.into_iter().skip(request.offset).take(request.limit) {
            let id = release.document.id.clone();
            let story = match request.documents {
                true => Some(self.story(&id)?).filter(|story| *story != Story::default()),
                false => None,
            };
            let document = request.documents.then(|| release.document.clone());
            page.push(Hit { id, score: count as f32, document, story });
        }
        Ok(SearchResponse { total, hits: page })
    }

    fn get(&self, id: &DocId) -> Result<Option<Document>> {
        let named = || self.releases.values().find(|release| release.document.origin == id.as_str());
        Ok(self.releases.get(id).or_else(named).map(|release| release.document.clone()))
    }

    fn story(&self, id: &DocId) -> Result<Story> {
        let ids: Vec<&DocId> = self.releases.keys().collect();
        let Some(at) = ids.iter().position(|other| *other == id) else { return Ok(Story::default()) };
        let stories = self.stories();
        let story = stories.of[at];
        let mut releases: Vec<DocId> = match story {
            Stories::ALONE => Vec::new(),
            story => (0..ids.len()).filter(|&at| stories.of[at] == story).map(|at| ids[at].clone()).collect(),
        };
        releases.sort_by_key(|id| (Some(id) != self.representative(story), id.clone()));
        let own = u32::try_from(stories.representative(at)).unwrap_or(u32::MAX);
        let mut links = Vec::new();
        for link in stories.links.iter().filter(|link| link.from == own || link.to == own) {
            let at_start = link.from == own;
            let other = if at_start { link.to } else { link.from };
            let relation = Relation::of(link.kind, at_start);
            links.push(StoryLink { relation, id: ids[other as usize].clone() });
        }
        links.sort_by(|a, b| a.relation.cmp(&b.relation).then_with(|| a.id.cmp(&b.id)));
        Ok(Story { releases, links })
    }

    fn len(&self) -> usize {
        self.releases.len()
    }
}

impl ScanEngine {
    /// The stories of all releases, in the order of their ids.
    fn stories(&self) -> &Stories {
        self.stories.get_or_init(|| {
            let entry = |release: &Release| Entry::of(&release.document, &release.document.news());
            let entries: Vec<Entry> = self.releases.values().map(entry).collect();
            assign(entries.as_slice())
        })
    }

    /// The release that stands for a story.
    fn representative(&self, story: u32) -> Option<&DocId> {
        let story = self.stories().stories.get(story as usize)?;
        self.releases.keys().nth(story.representative as usize)
    }
}

/// Orders hits, the better first: by score, then the later date, then the id.
fn better((a, x): (usize, &Release), (b, y): (usize, &Release)) -> Ordering {
    let day = |release: &Release| release.document.date.filter(ReleaseDate::is_said).map(|date| date.first);
    b.cmp(&a).then(day(y).cmp(&day(x))).then(x.document.id.cmp(&y.document.id))
}

impl Release {
    fn answers(&self, expr: &Expr, query: &Query, analyzer: &Analyzer) -> bool {
        match expr {
            Expr::All => true,
            Expr::Nothing => false,
            Expr::Leaf(at) => query.leaves.get(*at).is_some_and(|leaf| self.holds(leaf, analyzer)),
            // A zone without a unit has nothing in it.
            Expr::Has(zone) => self
                .zones
                .iter()
                .any(|searched| searched.zone == *zone && searched.written.len() > END.len_utf8()),
            Expr::Language(code) => self.document.language.answers(code),
            Expr::Date { from, to } => self.document.date.filter(ReleaseDate::is_said).is_some_and(|date| {
                from.is_none_or(|from| date.last() >= from) && to.is_none_or(|to| date.first <= to)
            }),
            Expr::Bool { must, should, not } => {
                must.iter().all(|expr| self.answers(expr, query, analyzer))
                    && !not.iter().any(|expr| self.answers(expr, query, analyzer))
                    && (!must.is_empty() || should.iter().any(|expr| self.answers(expr, query, analyzer)))
            }
        }
    }

    fn holds(&self, leaf: &Leaf, analyzer: &Analyzer) -> bool {
        let Pattern { phrase, words } = &leaf.pattern;
        let needle = needle(phrase);
        self.zones.iter().filter(|searched| leaf.zones.contains(&searched.zone)).any(|searched| {
            let terms = || {
                let text = &self.document.zone(searched.zone)[searched.range.clone()];
                let tokens = analyzer.tokens(Stream::Words, text);
                tokens.into_iter().map(|token| token.term.into_owned()).collect()
            };
            !phrase.is_empty() && searched.written.contains(&needle)
                || words.iter().any(|word| searched.words.get_or_init(terms).contains(word))
        })
    }
}

/// Takes a release apart into what can be searched by itself.
fn searched(document: &Document) -> Vec<Searched> {
    let mut zones = Vec::new();
    for zone in ZONES {
        let text = document.zone(zone);
        let folded = fold(text);
        let mut add = |zone, range: Range<usize>, written| {
            zones.push(Searched { zone, range, written, words: OnceCell::new() });
        };
        add(zone, 0..text.len(), written(units(&folded.text)));
        for section in
            document.sections.iter().filter(|section| zone == Zone::Body && section.zone.is_section())
        {
            let inside = units(&folded.text).filter(|unit| {
                let source = folded.source_range(unit.range.clone());
                source.start >= section.range.start && source.end <= section.range.end
            });
            add(section.zone, section.range.clone(), written(inside));
        }
    }
    zones
}

/// Writes units one after another, each closed by a mark, gaps marked too.
fn written<'u>(units: impl Iterator<Item = Unit<'u>>) -> String {
    let mut out = String::from(END);
    let mut last = None;
    for unit in units {
        if last.is_some_and(|last| unit.position > last + 1) {
            out.extend([GAP, END]);
        }
        out.push_str(&unit.term);
        out.push(END);
        last = Some(unit.position);
    }
    out
}

fn needle(phrase: &Phrase) -> String {
    let mut out = String::from(END);
    let mut next = 0;
    for unit in &phrase.units {
        if unit.offset > next {
            out.extend([GAP, END]);
        }
        out.push_str(&unit.term);
        out.push(END);
        next = unit.offset + 1;
    }
    out
}
