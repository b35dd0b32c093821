//! The best releases of a page, in an order that merging segments does not change.
//!
//! tantivy breaks ties by document address, which a merge changes. Here the order is the score, then the later
//! date, then the id.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// Collects the `limit` best.
pub(super) struct Best {
    pub limit: usize,
}

/// A release among the best.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ranked {
    pub score: Score,
    pub day: i64,
    pub id: String,
    pub address: DocAddress,
}

/// How many there are in all, and the best of them in order.
pub(super) struct Found {
    pub total: usize,
    pub best: Vec<Ranked>,
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
            days: columns.column_opt("first_day")?,
            ids: columns.str("id")?,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.limit > 0
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Found>>) -> tantivy::Result<Found> {
        let mut found = Found { total: 0, best: Vec::new() };
        for fruit in fruits {
            let fruit = fruit?;
            found.total += fruit.total;
            found.best.extend(fruit.best);
        }
        found.best.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then(b.day.cmp(&a.day)).then_with(|| a.id.cmp(&b.id))
        });
        found.best.truncate(self.limit);
        Ok(found)
    }
}

pub(super) struct BestOfSegment {
    ordinal: SegmentOrdinal,
    limit: usize,
    total: usize,
    heap: BinaryHeap<Reverse<Entry>>,
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

impl SegmentCollector for BestOfSegment {
    type Fruit = tantivy::Result<Found>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.limit == 0 {
            return;
        }
        let worst = self.heap.peek().filter(|_| self.heap.len() >= self.limit);
        if worst.is_some_and(|Reverse(worst)| score < worst.score) {
            return;
        }
        let day = self.days.as_ref().and_then(|days| days.first(doc)).unwrap_or(i64::MIN);
        let id = self.ids.as_ref().and_then(|ids| ids.ords().first(doc)).unwrap_or(u64::MAX);
        self.heap.push(Reverse(Entry { score, day, id: Reverse(id), doc }));
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }

    fn harvest(self) -> tantivy::Result<Found> {
        let mut best = Vec::with_capacity(self.heap.len());
        for Reverse(entry) in self.heap {
            let mut id = String::new();
            if let Some(ids) = &self.ids {
                ids.ord_to_str(entry.id.0, &mut id)?;
            }
            let address = DocAddress::new(self.ordinal, entry.doc);
            best.push(Ranked { score: entry.score, day: entry.day, id, address });
        }
        Ok(Found { total: self.total, best })
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
