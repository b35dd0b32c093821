//! Here are releases and pairs that are copies: which were found, which were not, what was found wrongly?

use std::collections::{BTreeSet, HashMap};

use crate::story::{Entry, Stories, assign};

/// Two releases, by id in order, and how alike their texts are estimated to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The smaller id.
    pub first: String,
    /// The larger id.
    pub second: String,
    /// The estimated resemblance, 0 to 1; `None` when a release is not there.
    pub resemblance: Option<f32>,
}

/// What was found of the pairs that people judged to be copies.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// How many releases there were.
    pub releases: usize,
    /// How many stories have more than one release.
    pub stories: usize,
    /// How many releases were folded into another.
    pub folded: usize,
    /// The judged pairs that are in one story.
    pub found: Vec<Pair>,
    /// The judged pairs that are not.
    pub missed: Vec<Pair>,
    /// Pairs in one story that no judgement joins, not even through others.
    pub wrong: Vec<Pair>,
}

/// The most wrong pairs that are listed: a story of 1,000 releases has half a million.
pub const MAX_WRONG: usize = 10_000;

impl Report {
    /// Returns how many of the pairs in one story are right, 0 to 1; 1 when there are none.
    pub fn precision(&self) -> f64 {
        share(self.found.len(), self.found.len() + self.wrong.len())
    }

    /// Returns how many of the judged pairs were found, 0 to 1; 1 when there are none.
    pub fn recall(&self) -> f64 {
        share(self.found.len(), self.found.len() + self.missed.len())
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Sorts releases into stories and compares them with judged pairs of ids. A pair that follows from two others is
/// as good as judged.
pub fn judge(entries: &[Entry], gold: &[(String, String)]) -> Report {
    let stories = assign(entries);
    let place: HashMap<&str, usize> = (0..).zip(entries).map(|(at, entry)| (entry.id.as_str(), at)).collect();
    let pair = |a: &str, b: &str| {
        let resemblance = match (place.get(a), place.get(b)) {
            (Some(&a), Some(&b)) => Some(entries[a].fingerprint.resemblance(&entries[b].fingerprint)),
            _ => None,
        };
        Pair { first: a.min(b).to_owned(), second: a.max(b).to_owned(), resemblance }
    };
    let mut report = Report {
        releases: entries.len(),
        stories: stories.stories.len(),
        folded: stories.folded(),
        ..Report::default()
    };
    let judged: BTreeSet<(&str, &str)> =
        gold.iter().map(|(a, b)| (a.min(b).as_str(), a.max(b).as_str())).filter(|(a, b)| a != b).collect();
    for &(a, b) in &judged {
        let together = match (place.get(a), place.get(b)) {
            (Some(&a), Some(&b)) => stories.of[a] != Stories::ALONE && stories.of[a] == stories.of[b],
            _ => false,
        };
        if together { &mut report.found } else { &mut report.missed }.push(pair(a, b));
    }
    let mut group: HashMap<&str, &str> = HashMap::new();
    for &(a, b) in &judged {
        let (a, b) = (root(&group, a), root(&group, b));
        if a != b {
            group.insert(a.max(b), a.min(b));
        }
    }
    let mut members: Vec<Vec<&str>> = vec![Vec::new(); stories.stories.len()];
    for (entry, &story) in entries.iter().zip(&stories.of).filter(|(_, story)| **story != Stories::ALONE) {
        members[story as usize].push(&entry.id);
    }
    for mut story in members {
        story.sort_unstable();
        for (at, a) in story.iter().enumerate() {
            for b in story[at + 1..].iter().filter(|b| root(&group, a) != root(&group, b)) {
                if report.wrong.len() < MAX_WRONG {
                    report.wrong.push(pair(a, b));
                }
            }
        }
    }
    report
}

/// Follows judged pairs to the id that stands for all of them.
fn root<'a>(group: &HashMap<&'a str, &'a str>, id: &'a str) -> &'a str {
    let mut id = id;
    while let Some(&next) = group.get(id) {
        id = next;
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::{Fingerprint, Originality};

    #[test]
    fn pairs_are_counted() {
        let words =
            |from: usize| (from..from + 60).map(|n| format!("word{} ", "x".repeat(n))).collect::<String>();
        let entry = |id: &str, from: usize| Entry {
            id: id.to_owned(),
            fingerprint: Fingerprint::of("", &[&words(from)]),
            days: None,
            originality: Originality::Unknown,
        };
        let entries =
            [entry("a", 0), entry("b", 0), entry("c", 0), entry("d", 100), entry("e", 100), entry("f", 200)];
        let gold = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect()
        };
        let report = judge(&entries, &gold(&[("b", "a"), ("b", "c"), ("a", "f"), ("x", "a")]));
        let ids =
            |pairs: &[Pair]| pairs.iter().map(|p| format!("{}{}", p.first, p.second)).collect::<Vec<_>>();
        assert_eq!((report.releases, report.stories, report.folded), (6, 2, 3));
        assert_eq!(ids(&report.found), ["ab", "bc"]);
        assert_eq!(ids(&report.missed), ["af", "ax"]);
        assert_eq!(ids(&report.wrong), ["de"]);
        assert_eq!((report.recall(), report.precision()), (0.5, 2.0 / 3.0));
        assert_eq!(report.missed[1].resemblance, None);
        assert_eq!(report.found[0].resemblance, Some(1.0));
        let nothing = judge(&[], &[]);
        assert_eq!((nothing.recall(), nothing.precision()), (1.0, 1.0));
    }
}
