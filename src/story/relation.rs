//! Here are two releases: is one a copy of the other, its correction, its translation?
//!
//! Each answer is a function of the two alone, the same in either order, and prefers a copy shown twice to a story
//! hidden. The thresholds were set on 12,670 releases, leads and news items, whose 78 stories were read, and
//! looked at again on 24,677 wire releases, of whose 250 stories about a hundred were.

use jiff::civil::date;

use super::fingerprint::{Fingerprint, OPENING_WORDS};
use crate::document::ReleaseDate;

/// The days a release can have been published on, as days since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first.
    pub first: i32,
    /// The last, the same where the day is known.
    pub last: i32,
}

impl Days {
    /// Returns the days that a date can mean.
    pub fn of(release: &ReleaseDate) -> Self {
        // Dates of jiff lie within 10,000 years, so nothing overflows.
        let days = |day: jiff::civil::Date| day.duration_since(date(1970, 1, 1)).as_hours() / 24;
        let days = |day| i32::try_from(days(day)).unwrap_or_default();
        Self { first: days(release.first), last: days(release.last()) }
    }

    /// Returns how many days lie between two at least; 0 when they may be the same.
    fn gap(self, other: Self) -> u32 {
        let apart = i64::from(self.first.max(other.first)) - i64::from(self.last.min(other.last));
        u32::try_from(apart.max(0)).unwrap_or(u32::MAX)
    }
}

/// How many days copies lie apart at most: sites show a release within a week, the next notice cut from the same
/// template mostly comes later.
const COPY_DAYS: u32 = 7;

/// How many days copies lie apart at most where there is little text: buy-backs are reported weekly under the same
/// headline.
const SHORT_COPY_DAYS: u32 = 2;

/// How many days a correction comes after what it corrects at most.
const CORRECTION_DAYS: u32 = 30;

/// How many days a translation lies apart from its original at most.
const TRANSLATION_DAYS: u32 = 3;

/// Below this many words a text says too little to tell releases apart by itself. A Han character counts one.
const SHORT_WORDS: u32 = 40;

/// From how many words on a text is that of the same release under another headline.
const LONG_WORDS: u32 = 100;

/// How many words make a headline that few releases share, and how many Han characters: "Result of AGM" and 季度报告
/// head the releases of many companies on one day.
const TELLING_WORDS: u8 = 6;
const TELLING_HAN: u8 = 12;

/// How alike texts of copies are at least, by what their headlines say: the same in many words, with dates and
/// without; the same in few; one more than the other; nothing; each something else.
const TELLING_HEADLINE: f32 = 0.5;
const UNDATED_HEADLINE: f32 = 0.7;
const SAME_HEADLINE: f32 = 0.85;
const CLOSE_HEADLINE: f32 = 0.75;
const NO_HEADLINE: f32 = 0.8;
const OTHER_HEADLINE: f32 = 0.9;

/// How much of a cut copy is in the whole release at least.
const CUT_CONTAINMENT: f32 = 0.7;

/// How alike a correction is to what it corrects at least.
const CORRECTION: f32 = 0.4;

/// How much of its anchors a translation shares at least, and how many; more where a date is unknown.
const TRANSLATION_ANCHORS: (usize, f32) = (3, 0.6);
const UNDATED_ANCHORS: (usize, f32) = (5, 0.75);

/// How much of all its constants a translation shares at least.
const TRANSLATION_CONSTANTS: f32 = 0.5;

/// What two headlines say of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Headlines {
    /// The same words in the same order.
    Same,
    /// All words of one are in the other.
    Close,
    /// One is missing.
    Unknown,
    /// Each has words of its own.
    Other,
}

fn headlines(a: &Fingerprint, b: &Fingerprint) -> Headlines {
    if a.headline == 0 || b.headline == 0 {
        return Headlines::Unknown;
    }
    if a.headline == b.headline {
        return Headlines::Same;
    }
    let overlap = a.headline_set.overlap(&b.headline_set);
    match overlap.common >= 3 && !overlap.conflicts() {
        true => Headlines::Close,
        false => Headlines::Other,
    }
}

/// A release as far as relations go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Release {
    pub(super) fingerprint: Fingerprint,
    pub(super) days: Option<Days>,
}

impl Release {
    fn gap(&self, other: &Self) -> Option<u32> {
        Some(self.days?.gap(other.days?))
    }
}

/// Tells whether two releases are copies of one.
pub(super) fn are_copies(a: &Release, b: &Release) -> bool {
    let gap = a.gap(b);
    let (one, two) = (&a.fingerprint, &b.fingerprint);
    let apart = one.is_han != two.is_han
        || one.is_correction != two.is_correction
        || gap.is_some_and(|days| days > COPY_DAYS)
        || !constants_agree(one, two);
    if apart {
        return false;
    }
    let shorter = one.words.min(two.words);
    let soon = gap.is_some_and(|days| days <= SHORT_COPY_DAYS);
    if shorter < SHORT_WORDS && !soon {
        return false;
    }
    let resemblance = one.resemblance(two);
    let same_step = one.steps == two.steps;
    match headlines(one, two) {
        Headlines::Same if is_telling(one) => {
            let enough = if gap.is_some() { TELLING_HEADLINE } else { UNDATED_HEADLINE };
            resemblance >= enough || (soon && is_cut(one, two, resemblance))
        }
        Headlines::Same => resemblance >= SAME_HEADLINE,
        Headlines::Close => same_step && shorter >= SHORT_WORDS && resemblance >= CLOSE_HEADLINE,
        Headlines::Unknown => shorter >= SHORT_WORDS && resemblance >= NO_HEADLINE,
        Headlines::Other => {
            same_step
                && (soon || gap.is_none())
                && shorter >= LONG_WORDS
                && resemblance >= OTHER_HEADLINE
                && !one.anchors.overlap(&two.anchors).conflicts()
        }
    }
}

/// Tells whether not each of two releases has numbers, codes or tickers that the other lacks.
fn constants_agree(a: &Fingerprint, b: &Fingerprint) -> bool {
    if a.all_constants == b.all_constants {
        return true;
    }
    // As many, and not the same: each has some that the other lacks, though the hashes that were kept may not show
    // it, for there are more, or because two of 16 bits are equal (in 4,000 notices from one template, 44 pairs).
    a.constants_count != b.constants_count && !a.constants.overlap(&b.constants).conflicts()
}

/// Tells whether few releases share this headline.
fn is_telling(release: &Fingerprint) -> bool {
    release.headline_words >= if release.is_han { TELLING_HAN } else { TELLING_WORDS }
}

/// Tells whether the shorter text is part of the longer one, or there is none beside the headline.
fn is_cut(a: &Fingerprint, b: &Fingerprint, resemblance: f32) -> bool {
    let (short, long) = if a.words <= b.words { (a, b) } else { (b, a) };
    if short.words == 0 {
        return true;
    }
    // An estimate of resemblance turns into one of containment by the sizes; of a small part of a long text that
    // would be noise, but its opening can be compared with the other opening.
    let opening = |words: u32| words.min(OPENING_WORDS as u32);
    let of_opening = a.opening.resemblance(&b.opening);
    containment(of_opening, opening(short.words), opening(long.words)) >= CUT_CONTAINMENT
        || (long.words < short.words.saturating_mul(4)
            && containment(resemblance, short.words, long.words) >= CUT_CONTAINMENT)
}

/// How much of the smaller of two sets is in the larger, from their resemblance.
fn containment(resemblance: f32, smaller: u32, larger: u32) -> f32 {
    resemblance * (smaller + larger) as f32 / (1.0 + resemblance) / smaller.max(1) as f32
}

/// Tells how well `correction` corrects `corrected`, or `None` when it does not: its headline must say so.
pub(super) fn corrects(correction: &Release, corrected: &Release) -> Option<f32> {
    let (one, two) = (&correction.fingerprint, &corrected.fingerprint);
    if !one.is_correction || two.is_correction || one.is_han != two.is_han {
        return None;
    }
    if let (Some(later), Some(earlier)) = (correction.days, corrected.days)
        && (earlier.first > later.last || earlier.gap(later) > CORRECTION_DAYS)
    {
        return None;
    }
    let headlines = headlines(one, two);
    let resemblance = one.resemblance(two);
    let alike = match headlines {
        Headlines::Same => resemblance >= CORRECTION || (is_telling(one) && is_cut(one, two, resemblance)),
        _ => one.words.min(two.words) >= SHORT_WORDS && resemblance >= CORRECTION,
    };
    let says_so = match headlines {
        Headlines::Same => 0.5,
        Headlines::Close => 0.25,
        Headlines::Unknown | Headlines::Other => 0.0,
    };
    alike.then_some(resemblance + says_so)
}

/// Tells how well two releases in different languages say the same, or `None` when they do not.
pub(super) fn translates(a: &Release, b: &Release) -> Option<f32> {
    let (one, two) = (&a.fingerprint, &b.fingerprint);
    if one.is_han == two.is_han {
        return None;
    }
    let gap = a.gap(b);
    if gap.is_some_and(|days| days > TRANSLATION_DAYS) {
        return None;
    }
    let anchors = one.anchors.overlap(&two.anchors);
    let constants = one.constants.overlap(&two.constants);
    let (enough, share) = if gap.is_some() { TRANSLATION_ANCHORS } else { UNDATED_ANCHORS };
    let alike = anchors.common >= enough
        && anchors.containment() >= share
        && constants.containment() >= TRANSLATION_CONSTANTS;
    alike.then(|| {
        let all = constants.common + constants.left + constants.right;
        anchors.containment() + constants.common as f32 / all.max(1) as f32
    })
}
