//! The best releases of a page, in an order that merging segments does not change.
//!
//! tantivy breaks ties by document address, which a merge changes. Here the order is the score, then the later
//! date, then the id. The copies of a release are one hit: it has the score of the best, and shows the one that
//! stands for the story if that answers, too, or else the best.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::stories::Stories;

/// Collects the `limit` best.
pub(super) struct Best {
    pub limit: usize,
    /// What makes copies one hit; without it every release is one.
    pub stories: Option<Arc<Stories>>,
}

/// A release among the best.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranked {
    pub score: Score,
    pub day: i64,
    pub id: String,
    pub address: DocAddress,
    told: Option<Told>,
}

/// How a release tells a story that others tell too.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Told {
    story: u32,
    /// Whether it stands for the story.
    represents: bool,
}

/// How many there are in all, and the best of them in order.
pub(super) struct Found {
    pub total: usize,
    pub best: Vec<Ranked>,
    /// The stories among them all that more than one release tells.
    stories: Vec<u32>,
}

impl Ranked {
    fn order(&self, other: &Self) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then(other.day.cmp(&self.day)).then_with(|| self.id.cmp(&other.id))
    }
}

impl Collector for Best {
    type Fruit = Found;
    type Child = BestOfSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let columns = reader.fast_fields();
        Ok(BestOfSegment {
            ordinal,
            limit: self.limit,
            total: 0,
            heap: BinaryHeap::with_capacity(self.limit.min(4096) + 1),
            told: HashMap::new(),
            stories: self.stories.clone(),
            days: columns.column_opt("first_day")?,
            ids: columns.str("id")?,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.limit > 0
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Found>>) -> tantivy::Result<Found> {
        let mut found = Found { total: 0, best: Vec::new(), stories: Vec::new() };
        for fruit in fruits {
            let fruit = fruit?;
            found.total += fruit.total;
            found.best.extend(fruit.best);
            found.stories.extend(fruit.stories);
        }
        // A story that several segments tell is one.
        let all = found.stories.len();
        found.stories.sort_unstable();
        found.stories.dedup();
        found.total -= all - found.stories.len();
        found.best = one_a_story(found.best);
        found.best.sort_by(Ranked::order);
        found.best.truncate(self.limit);
        Ok(found)
    }
}

/// Makes the releases of each story one: the score of the best, shown as the one that stands for the story.
fn one_a_story(all: Vec<Ranked>) -> Vec<Ranked> {
    let mut places: HashMap<u32, usize> = HashMap::new();
    let mut kept: Vec<Ranked> = Vec::new();
    for ranked in all {
        let Some(told) = ranked.told else {
            kept.push(ranked);
            continue;
        };
        let Some(&at) = places.get(&told.story) else {
            places.insert(told.story, kept.len());
            kept.push(ranked);
            continue;
        };
        let score = kept[at].score.max(ranked.score);
        let stays = kept[at].told.is_some_and(|told| told.represents);
        if !stays && (told.represents || ranked.order(&kept[at]).is_lt()) {
            kept[at] = ranked;
        }
        kept[at].score = score;
    }
    kept
}

pub(super) struct BestOfSegment {
    ordinal: SegmentOrdinal,
    limit: usize,
    total: usize,
    heap: BinaryHeap<Reverse<Entry>>,
    /// The best release of each story so far, with the best score of all of them.
    told: HashMap<u32, (Entry, bool)>,
    stories: Option<Arc<Stories>>,
    days: Option<Column<i64>>,
    ids: Option<StrColumn>,
}

/// A candidate within one segment, where the order of ordinals is the order of ids. Greater is better.
#[derive(PartialEq)]
struct Entry {
    score: Score,
    day: i64,
    id: Reverse<u64>,
    doc: DocId,
}

impl BestOfSegment {
    fn entry(&self, doc: DocId, score: Score) -> Entry {
        let day = self.days.as_ref().and_then(|days| days.first(doc)).unwrap_or(i64::MIN);
        let id = self.ids.as_ref().and_then(|ids| ids.ords().first(doc)).unwrap_or(u64::MAX);
        Entry { score, day, id: Reverse(id), doc }
    }

    /// Takes in a release of a story that others tell too.
    fn tell(&mut self, story: u32, doc: DocId, score: Score) {
        let address = DocAddress::new(self.ordinal, doc);
        let represents =
            self.stories.as_ref().is_some_and(|stories| stories.representative(story) == Some(address));
        let new = self.entry(doc, score);
        match self.told.get_mut(&story) {
            None => {
                self.total += 1;
                self.told.insert(story, (new, represents));
            }
            Some((entry, stays)) => {
                let score = entry.score.max(score);
                if represents || (!*stays && new > *entry) {
                    *entry = new;
                    *stays = represents;
                }
                entry.score = score;
            }
        }
    }

    fn ranked(&self, entry: &Entry, told: Option<Told>) -> tantivy::Result<Ranked> {
        let mut id = String::new();
        if let Some(ids) = &self.ids {
            ids.ord_to_str(entry.id.0, &mut id)?;
        }
        let address = DocAddress::new(self.ordinal, entry.doc);
        Ok(Ranked { score: entry.score, day: entry.day, id, address, told })
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = tantivy::Result<Found>;

    fn collect(&mut self, doc: DocId, score: Score) {
        let address = DocAddress::new(self.ordinal, doc);
        if let Some(story) = self.stories.as_ref().and_then(|stories| stories.of(address)) {
            return self.tell(story, doc, score);
        }
        self.total += 1;
        if self.limit == 0 {
            return;
        }
        let worst = self.heap.peek().filter(|_| self.heap.len() >= self.limit);
        if worst.is_some_and(|Reverse(worst)| score < worst.score) {
            return;
        }
        self.heap.push(Reverse(self.entry(doc, score)));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }

    fn harvest(mut self) -> tantivy::Result<Found> {
        let told = std::mem::take(&mut self.told);
        let stories = told.keys().copied().collect();
        let heap = std::mem::take(&mut self.heap);
        let mut best = Vec::with_capacity(heap.len());
        for Reverse(entry) in &heap {
            best.push(self.ranked(entry, None)?);
        }
        // As many stories as fit on the page can be among its hits.
        let mut told: Vec<(u32, (Entry, bool))> = told.into_iter().collect();
        told.sort_by(|(_, (a, _)), (_, (b, _))| b.cmp(a));
        for (story, (entry, represents)) in told.iter().take(self.limit) {
            best.push(self.ranked(entry, Some(Told { story: *story, represents: *represents }))?);
        }
        Ok(Found { total: self.total, best, stories })
    }
}

impl Eq for Entry {}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(self.day.cmp(&other.day)).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
