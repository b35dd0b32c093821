//! Two sets too large to keep: how alike are they?
//!
//! [`Sketch`] estimates resemblance (the Jaccard index: common members over all members) from a fixed number of
//! samples of four bits. [`BottomK`] keeps the members with the smallest hashes: it is exact for small sets, and
//! for large ones it still proves, of what it holds, that the other set lacks it.

/// The multiplier that SplitMix64 ends with: every bit of the input moves about half of the output.
const MIX: u64 = 0x94d0_49bb_1331_11eb;

/// The increment of SplitMix64, which makes independent hashes of one.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// How many values of a sample there are.
const VALUES: f32 = 16.0;

/// Mixes the bits of a hash.
pub(super) fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(STEP);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(MIX);
    hash ^ (hash >> 31)
}

/// Samples of a set, two to a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sketch<const BYTES: usize>(pub(super) [u8; BYTES]);

impl<const BYTES: usize> Sketch<BYTES> {
    /// How many samples it holds.
    pub(super) const SAMPLES: usize = 2 * BYTES;

    /// Samples a set of well mixed hashes; members may be repeated. An empty set gives zeros.
    ///
    /// Fast Similarity Sketching (Dahlgaard, Knudsen, Thorup, FOCS 2017): each round throws every member into one
    /// of the samples, the smallest hash of the earliest round stays, and the rounds end when no sample is empty.
    /// A long text takes one round or two, where MinHash takes as many hashes a member as there are samples.
    pub(super) fn of(members: &[u64]) -> Self {
        if members.is_empty() {
            return Self([0; BYTES]);
        }
        let mut samples = vec![u64::MAX; Self::SAMPLES];
        let mut empty = Self::SAMPLES;
        for round in 0..2 * Self::SAMPLES as u64 {
            if empty == 0 {
                break;
            }
            // From here on every sample has a round of its own, so that none stays empty.
            let own = (round as usize).checked_sub(Self::SAMPLES);
            for &member in members {
                let hash = if round == 0 { member } else { mix(member ^ round.wrapping_mul(STEP)) };
                let drawn = (((hash >> 32) * Self::SAMPLES as u64) >> 32) as usize;
                let sample = &mut samples[own.unwrap_or(drawn)];
                if *sample == u64::MAX {
                    empty -= 1;
                }
                *sample = (*sample).min((round << 32) | (hash & 0xffff_ffff));
            }
        }
        let mut bytes = [0; BYTES];
        for (byte, pair) in bytes.iter_mut().zip(samples.chunks_exact(2)) {
            *byte = (pair[0] & 15) as u8 | ((pair[1] & 15) << 4) as u8;
        }
        Self(bytes)
    }

    /// Estimates the resemblance of the two sets, 0 to 1. Of two empty sets nothing is known: check before.
    pub(super) fn resemblance(&self, other: &Self) -> f32 {
        let mut equal = 0;
        for (a, b) in self.0.iter().zip(&other.0) {
            let differ = a ^ b;
            equal += u32::from(differ & 0x0f == 0) + u32::from(differ & 0xf0 == 0);
        }
        // Samples of sets that have nothing in common are equal by chance once in sixteen.
        let equal = equal as f32 / Self::SAMPLES as f32;
        ((equal - 1.0 / VALUES) / (1.0 - 1.0 / VALUES)).clamp(0.0, 1.0)
    }
}

/// The smallest hashes of a set, ascending, filled up with [`u16::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BottomK<const K: usize>(pub(super) [u16; K]);

impl<const K: usize> BottomK<K> {
    /// Keeps the smallest of some well mixed hashes; members may be repeated.
    pub(super) fn of(members: impl Iterator<Item = u64>) -> Self {
        let mut all: Vec<u16> = members.map(|hash| (hash >> 48) as u16).collect();
        all.sort_unstable();
        all.dedup();
        let mut kept = [u16::MAX; K];
        kept.iter_mut().zip(all).for_each(|(place, hash)| *place = hash);
        Self(kept)
    }

    /// Returns the members that were kept.
    pub(super) fn members(&self) -> &[u16] {
        &self.0[..self.0.partition_point(|&hash| hash != u16::MAX)]
    }

    /// Counts what the two sets share and what only one of them has, as far as both kept it.
    pub(super) fn overlap(&self, other: &Self) -> Overlap {
        // Above the last of a full sketch, a hash that is not there may still be in the set.
        let end = |of: &Self| of.0[K - 1];
        let limit = end(self).min(end(other));
        let within = |of: &Self| of.members().partition_point(|&hash| hash <= limit);
        let (ours, theirs) = (&self.0[..within(self)], &other.0[..within(other)]);
        let common = ours.iter().filter(|hash| theirs.binary_search(hash).is_ok()).count();
        Overlap { common, left: ours.len() - common, right: theirs.len() - common }
    }
}

/// What two sets share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Overlap {
    /// How many members are in both.
    pub(super) common: usize,
    /// How many are in the first alone.
    pub(super) left: usize,
    /// How many are in the second alone.
    pub(super) right: usize,
}

impl Overlap {
    /// Tells whether each set has what the other lacks.
    pub(super) fn conflicts(self) -> bool {
        self.left > 0 && self.right > 0
    }

    /// Returns how much of the set that has less of its own is in the other, 0 to 1; 0 for an empty one.
    pub(super) fn containment(self) -> f32 {
        let smaller = self.common + self.left.min(self.right);
        if smaller == 0 { 0.0 } else { self.common as f32 / smaller as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(range: std::ops::Range<u64>) -> Vec<u64> {
        range.map(|n| mix(n + 1)).collect()
    }

    #[test]
    fn resemblance_is_estimated() {
        for size in [3, 30, 300, 3000] {
            for shared in [0, 30, 60, 80, 90, 100] {
                let common = size * shared / 100;
                // Many pairs of sets, for the estimate of one strays by a few hundredths.
                let mean = (0..40)
                    .map(|at| {
                        let start = at * 100_000;
                        let one = set(start..start + size);
                        let two = set(start + size - common..start + 2 * size - common);
                        Sketch::<80>::of(&one).resemblance(&Sketch::of(&two))
                    })
                    .sum::<f32>()
                    / 40.0;
                let truth = common as f32 / (2 * size - common) as f32;
                assert!((mean - truth).abs() < 0.03, "{size} {shared}: {mean} for {truth}");
            }
        }
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        let (mut one, two) = (set(0..50), set(0..50));
        one.reverse();
        one.extend_from_within(..20);
        assert_eq!(Sketch::<80>::of(&one), Sketch::of(&two));
        assert_eq!(BottomK::<8>::of(one.into_iter()), BottomK::of(two.into_iter()));
        assert_eq!(Sketch::<80>::of(&[]).0, [0; 80]);
    }

    #[test]
    fn what_is_proven_missing_is_missing() {
        let overlap =
            |a: Vec<u64>, b: Vec<u64>| BottomK::<8>::of(a.into_iter()).overlap(&BottomK::of(b.into_iter()));
        let small = overlap(set(0..5), set(2..6));
        assert_eq!(small, Overlap { common: 3, left: 2, right: 1 });
        let contained = overlap(set(0..1000), set(500..505));
        assert_eq!((contained.right, contained.left <= 8), (0, true));
        assert!(!contained.conflicts());
        assert!(overlap(set(0..1000), set(2000..3000)).conflicts());
        assert_eq!(overlap(vec![], set(0..3)).containment(), 0.0);
    }
}
