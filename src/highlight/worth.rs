//! Weighs what passages would show against what is shown already.

use super::Match;
use crate::query::{Leaf, Query};

/// What leaves are worth, and which are shown.
pub(super) struct Scale {
    /// What each leaf is worth.
    weights: Vec<f32>,
    /// Whether a chosen passage shows it.
    shown: Vec<bool>,
    /// In which weighing it was met last.
    met: Vec<usize>,
    weighings: usize,
}

impl Scale {
    /// Long phrases are worth more than words, what is rare in the release more than what is common.
    pub(super) fn new(query: &Query, matches: &[Match]) -> Self {
        let mut counts = vec![0u32; query.leaves.len()];
        for leaf in matches.iter().flat_map(|found| &found.leaves) {
            counts[*leaf] += 1;
        }
        let weight = |(leaf, count): (&Leaf, &u32)| {
            let units = leaf.pattern.phrase.units.len() as f32;
            (1.0 + units.ln_1p()) / ((*count).max(1) as f32).sqrt()
        };
        let weights: Vec<f32> = query.leaves.iter().zip(&counts).map(weight).collect();
        let (shown, met) = (vec![false; weights.len()], vec![0; weights.len()]);
        Self { weights, shown, met, weighings: 0 }
    }

    /// Returns what it is worth to show these matches.
    pub(super) fn weigh(&mut self, matches: &[Match]) -> f32 {
        self.weighings += 1;
        let mut worth = 0.0;
        for &leaf in matches.iter().flat_map(|found| &found.leaves) {
            let again = self.met[leaf] == self.weighings;
            self.met[leaf] = self.weighings;
            let share = match (again, self.shown[leaf]) {
                (true, _) => 0.05,
                (_, true) => 0.3,
                _ => 1.0,
            };
            worth += self.weights[leaf] * share;
        }
        // Different words side by side speak for each other.
        for pair in matches.windows(2) {
            let apart = pair[1].range.start - pair[0].range.end;
            if apart <= 3 && pair[0].leaves != pair[1].leaves {
                worth += 0.3;
            }
        }
        worth
    }

    /// Counts these matches as shown. Tells whether that changes what others are worth.
    pub(super) fn show(&mut self, matches: &[Match]) -> bool {
        let mut changed = false;
        for &leaf in matches.iter().flat_map(|found| &found.leaves) {
            changed |= !std::mem::replace(&mut self.shown[leaf], true);
        }
        changed
    }
}
