//! Here are stories: which of them correct or translate which?

use std::collections::HashMap;

use super::assign::{Entries, Stories, rank};
use super::candidates::{compare, packed};
use super::relation::{Release, corrects, translates};
use super::sketch::mix;

/// One story that has to do with another, both by the position of their representative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link {
    /// What it is to the other.
    pub kind: LinkKind,
    /// The correction or translation.
    pub from: u32,
    /// What was corrected or translated.
    pub to: u32,
}

/// What one story is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// It corrects or replaces the other, and says so in its headline.
    Correction,
    /// It says the same in another language. Of the two it is the one that would not represent both.
    Translation,
}

impl LinkKind {
    /// Returns the name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Translation => "translation",
        }
    }
}

/// How many of its anchors, two together, make the keys under which a translation is looked for.
const KEYED_ANCHORS: usize = 5;

/// In how many parts the keys are gone through: ten keys a release, and memory for about two and a half of them.
const PARTS: u32 = 4;

/// The best partner found for each release, while pairs come by.
#[derive(Default)]
pub(super) struct Links {
    corrected: HashMap<usize, (f32, usize)>,
}

impl Links {
    /// Looks at a pair that are no copies.
    pub(super) fn consider<E: Entries + ?Sized>(
        &mut self,
        entries: &E,
        (a, one): (usize, &Release),
        (b, two): (usize, &Release),
    ) {
        if let Some(score) = corrects(one, two) {
            keep_best(entries, &mut self.corrected, a, (score, b));
        } else if let Some(score) = corrects(two, one) {
            keep_best(entries, &mut self.corrected, b, (score, a));
        }
    }

    /// Returns the links between stories, by kind and ids.
    pub(super) fn finish<E: Entries + ?Sized>(self, entries: &E, stories: &Stories) -> Vec<Link> {
        // Copies of a correction may have found different copies of what they correct: the best find counts.
        let mut best: HashMap<usize, (f32, usize)> = HashMap::new();
        for (from, (score, to)) in self.corrected {
            let (from, to) = (stories.representative(from), stories.representative(to));
            keep_best(entries, &mut best, from, (score, to));
        }
        let link = |kind, from: usize, to: usize| Link { kind, from: from as u32, to: to as u32 };
        let mut links: Vec<Link> =
            best.into_iter().map(|(from, (_, to))| link(LinkKind::Correction, from, to)).collect();
        for (a, b) in translations(entries, stories) {
            let (to, from) = if rank(entries, a, b).is_lt() { (a, b) } else { (b, a) };
            links.push(link(LinkKind::Translation, from, to));
        }
        let id = |at: u32| entries.id(at as usize);
        links.sort_unstable_by(|a, b| {
            (a.kind.cmp(&b.kind))
                .then_with(|| id(a.from).cmp(&id(b.from)))
                .then_with(|| id(a.to).cmp(&id(b.to)))
        });
        links
    }
}

/// Keeps the partner with the higher score, or the smaller id.
fn keep_best<E: Entries + ?Sized>(
    entries: &E,
    best: &mut HashMap<usize, (f32, usize)>,
    at: usize,
    found: (f32, usize),
) {
    let kept = best.entry(at).or_insert(found);
    let better = found.0.total_cmp(&kept.0).then_with(|| entries.id(kept.1).cmp(&entries.id(found.1)));
    if better.is_gt() {
        *kept = found;
    }
}

/// Finds the representatives that are each other's best translation.
fn translations<E: Entries + ?Sized>(entries: &E, stories: &Stories) -> Vec<(usize, usize)> {
    let mut best: HashMap<usize, (f32, usize)> = HashMap::new();
    let mut keys: Vec<u64> = Vec::new();
    for part in 0..PARTS {
        keys.clear();
        for at in (0..stories.of.len()).filter(|&at| stories.representative(at) == at) {
            let anchors = entries.fingerprint(at).anchors;
            let anchors = &anchors.members()[..anchors.members().len().min(KEYED_ANCHORS)];
            for (place, &one) in anchors.iter().enumerate() {
                for &two in &anchors[place + 1..] {
                    let key = mix((u64::from(one) << 16) | u64::from(two)) as u32;
                    keys.extend((key % PARTS == part).then(|| packed(key, at)));
                }
            }
        }
        keys.sort_unstable();
        for group in keys.chunk_by(|a, b| a >> 32 == b >> 32).filter(|group| group.len() > 1) {
            let group = group.iter().map(|&key| key as u32 as usize).collect();
            compare(entries, group, false, &mut |(a, one), (b, two)| {
                if let Some(score) = translates(one, two) {
                    keep_best(entries, &mut best, a, (score, b));
                    keep_best(entries, &mut best, b, (score, a));
                }
            });
        }
    }
    let mutual = |at: usize, other: usize| best.get(&other).is_some_and(|&(_, back)| back == at);
    best.iter().filter(|&(&at, &(_, to))| at < to && mutual(at, to)).map(|(&at, &(_, to))| (at, to)).collect()
}
