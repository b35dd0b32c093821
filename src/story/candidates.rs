//! Here are a million fingerprints: which pairs of them are worth comparing?
//!
//! Fingerprints that agree in a key are candidates: in one of 24 bands of six samples of the text, or in the
//! headline. Texts that resemble each other by 0.7 share a band with a probability of 0.98, by 0.85 of 0.9999. One key is
//! held at a time, so memory is eight bytes a release.

use std::cmp::Ordering;

use super::assign::Entries;
use super::fingerprint::Fingerprint;
use super::relation::{Days, Release};

/// How many samples a band has.
const ROWS: usize = 6;

/// How many bands there are.
const BANDS: usize = 24;

/// Up to how many fingerprints under one key are compared each with each.
const SMALL_GROUP: usize = 64;

/// With how many of its neighbours a fingerprint is compared in a larger group. A template that was used 100,000
/// times would otherwise take 5 billion comparisons. Neighbours agree in their numbers or else in headline and day,
/// and copies agree in both.
const NEIGHBOURS: usize = 32;

/// Calls `each` with the pairs worth comparing, many of them more than once.
pub(super) fn pairs(
    entries: &(impl Entries + ?Sized),
    count: usize,
    each: &mut impl FnMut((usize, &Release), (usize, &Release)),
) {
    let mut keys: Vec<u64> = Vec::with_capacity(count);
    for pass in 0..=BANDS {
        keys.clear();
        for at in 0..count {
            let fingerprint = entries.fingerprint(at);
            let key = match pass.checked_sub(1) {
                None => (fingerprint.headline != 0).then_some((fingerprint.headline >> 32) as u32),
                Some(band) => (fingerprint.words > 0).then(|| band_key(&fingerprint, band)),
            };
            keys.extend(key.map(|key| packed(key, at)));
        }
        keys.sort_unstable();
        for group in keys.chunk_by(|a, b| a >> 32 == b >> 32).filter(|group| group.len() > 1) {
            let by_numbers = pass % 2 == 0;
            compare(entries, group.iter().map(|&key| key as u32 as usize).collect(), by_numbers, each);
        }
    }
}

/// A key and the release that has it.
pub(super) fn packed(key: u32, at: usize) -> u64 {
    // Stories count releases in 32 bits.
    (u64::from(key) << 32) | (at as u64 & 0xffff_ffff)
}

fn band_key(fingerprint: &Fingerprint, band: usize) -> u32 {
    let mut key = u32::from(fingerprint.is_han);
    for sample in band * ROWS..(band + 1) * ROWS {
        let byte = fingerprint.text.0[sample / 2];
        key = (key << 4) | u32::from(if sample % 2 == 0 { byte & 15 } else { byte >> 4 });
    }
    key
}

/// Compares the releases of a group: each with each, or with its neighbours.
pub(super) fn compare(
    entries: &(impl Entries + ?Sized),
    mut group: Vec<usize>,
    by_numbers: bool,
    each: &mut impl FnMut((usize, &Release), (usize, &Release)),
) {
    let width = match group.len() <= SMALL_GROUP {
        true => SMALL_GROUP,
        false => {
            sort(entries, &mut group, by_numbers);
            NEIGHBOURS
        }
    };
    // A ring of those a later one is still compared with: memory does not grow with the group.
    let mut ring: Vec<(usize, Release)> = Vec::with_capacity(width.min(group.len()));
    for (count, &at) in group.iter().enumerate() {
        let release = release(entries, at);
        for (other, before) in &ring {
            each((*other, before), (at, &release));
        }
        match ring.len() < width {
            true => ring.push((at, release)),
            false => ring[count % width] = (at, release),
        }
    }
}

/// Returns what relations need of a release.
pub(super) fn release(entries: &(impl Entries + ?Sized), at: usize) -> Release {
    Release { fingerprint: entries.fingerprint(at), days: entries.days(at) }
}

/// Brings copies next to each other, by what does not depend on the order of the entries.
fn sort(entries: &(impl Entries + ?Sized), group: &mut Vec<usize>, by_numbers: bool) {
    let mut keyed: Vec<(u64, u64, Option<Days>, usize)> = group
        .iter()
        .map(|&at| {
            let fingerprint = entries.fingerprint(at);
            let numbers = u64::from(fingerprint.all_constants);
            let (headline, days) = (fingerprint.headline, entries.days(at));
            match by_numbers {
                true => (numbers, headline, days, at),
                false => (headline, days.map_or(0, |days| days.first as u64), days, at),
            }
        })
        .collect();
    keyed.sort_unstable_by(|a, b| match (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)) {
        Ordering::Equal => entries.id(a.3).cmp(&entries.id(b.3)),
        apart => apart,
    });
    group.clear();
    group.extend(keyed.iter().map(|key| key.3));
}
