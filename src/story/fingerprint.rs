//! Here is a release: what is the least to keep of it that tells it from others?

use crate::error::{Error, ErrorKind, Result};
use crate::text::fold;

use super::constant::{Constant, constants};
use super::headline;
use super::sketch::{BottomK, Sketch, mix};
use super::words::{MAX_WORDS, Word, shingles, words};

/// The version of the bytes; another one was made by other rules and tells nothing.
const VERSION: u8 = 2;

/// How much of the text the opening is, in words: about what a wire gives away for nothing.
pub(super) const OPENING_WORDS: usize = 48;

/// What is kept of the shingles of the whole text: 144 samples, so that an estimate of 0.8 strays by 0.036.
const TEXT_BYTES: usize = 72;

/// What is kept of the shingles of the opening.
const OPENING_BYTES: usize = 16;

const IS_HAN: u8 = 1;
const IS_CORRECTION: u8 = 2;

/// What is kept of a release: a pure function of its headline and the text of its news, of a fixed small size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    pub(super) is_han: bool,
    pub(super) is_correction: bool,
    /// How many words the news has, at most [`MAX_WORDS`].
    pub(super) words: u32,
    /// The hash of the words of the headline without its marker, in order; 0 where there is none.
    pub(super) headline: u64,
    /// How many words that are, at most 255.
    pub(super) headline_words: u8,
    /// The steps of an affair that it names.
    pub(super) steps: u16,
    pub(super) headline_set: BottomK<16>,
    /// Numbers, codes and tickers of headline and news, the first and the second time a figure occurs apart: else
    /// a year that was changed in one place of two would not be missed.
    pub(super) constants: BottomK<24>,
    /// The hash of all of them, in any order.
    pub(super) all_constants: u32,
    /// How many there are, at most [`u16::MAX`].
    pub(super) constants_count: u16,
    /// Those of them that are distinctive, each once.
    pub(super) anchors: BottomK<12>,
    pub(super) opening: Sketch<OPENING_BYTES>,
    pub(super) text: Sketch<TEXT_BYTES>,
}

impl Fingerprint {
    /// How many bytes [`Fingerprint::to_bytes`] gives.
    pub const BYTES: usize = 2 + 4 + 8 + 1 + 2 + 2 * (16 + 24 + 12) + 4 + 2 + OPENING_BYTES + TEXT_BYTES;

    /// Takes the fingerprint of a release. `news` are the pieces of its text that count, in order: no dateline,
    /// no boilerplate. How the text is cut into pieces makes no difference, as long as no word is cut.
    ///
    /// Cost is linear; of a text above 65,536 words the rest is not read.
    pub fn of(headline: &str, news: &[&str]) -> Self {
        let folded_headline = fold(headline).text;
        let headline = headline::read(&folded_headline);
        let headline_words = words(headline.rest);
        let mut found: Vec<Constant> = Vec::new();
        constants(headline.rest, &headline_words, false, |constant| found.push(constant));

        let mut text: Vec<Word> = Vec::new();
        for piece in news {
            let folded = fold(piece).text;
            let mut more = words(&folded);
            more.truncate(MAX_WORDS - text.len());
            constants(&folded, &more, text.is_empty(), |constant| found.push(constant));
            text.append(&mut more);
        }
        let mut members = Vec::with_capacity(text.len());
        shingles(&text[..text.len().min(OPENING_WORDS)], &mut members);
        let opening = Sketch::of(&members);
        members.clear();
        shingles(&text, &mut members);

        found.sort_unstable_by_key(|constant| (constant.hash, !constant.is_distinctive));
        let counted: Vec<u64> = found.chunk_by(|a, b| a.hash == b.hash).flat_map(times).collect();
        found.dedup_by_key(|constant| constant.hash);
        let sum = counted.iter().fold(0, |sum: u64, &constant| sum.wrapping_add(constant));

        let han = headline_words.iter().chain(&text).filter(|word| word.is_han).count();
        let hashes = headline_words.iter().map(|word| word.hash);
        Self {
            // A Han character is about half a word.
            is_han: han > (headline_words.len() + text.len() - han) * 2,
            is_correction: headline.is_correction,
            words: u32::try_from(text.len()).unwrap_or(u32::MAX),
            headline: hashes.clone().fold(0, |hash: u64, word| mix(hash.rotate_left(17) ^ word)),
            headline_words: u8::try_from(headline_words.len()).unwrap_or(u8::MAX),
            steps: headline.steps,
            headline_set: BottomK::of(hashes),
            constants: BottomK::of(counted.iter().copied()),
            all_constants: (sum >> 32) as u32,
            constants_count: u16::try_from(counted.len()).unwrap_or(u16::MAX),
            anchors: BottomK::of(found.iter().filter(|c| c.is_distinctive).map(|c| c.hash)),
            opening,
            text: Sketch::of(&members),
        }
    }

    /// Tells whether the headline says that the release corrects or replaces another.
    pub fn is_correction(&self) -> bool {
        self.is_correction
    }

    /// Estimates how much of the text two releases share, 0 to 1; 0 when one has none.
    pub fn resemblance(&self, other: &Self) -> f32 {
        if self.words == 0 || other.words == 0 { 0.0 } else { self.text.resemblance(&other.text) }
    }

    /// Returns the bytes that an index keeps.
    pub fn to_bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let mut rest = &mut bytes[..];
        let mut put = |part: &[u8]| {
            let (place, after) = std::mem::take(&mut rest).split_at_mut(part.len());
            place.copy_from_slice(part);
            rest = after;
        };
        let flags = u8::from(self.is_han) * IS_HAN + u8::from(self.is_correction) * IS_CORRECTION;
        put(&[VERSION, flags]);
        put(&self.words.to_le_bytes());
        put(&self.headline.to_le_bytes());
        put(&[self.headline_words]);
        put(&self.steps.to_le_bytes());
        for hash in self.headline_set.0.iter().chain(&self.constants.0).chain(&self.anchors.0) {
            put(&hash.to_le_bytes());
        }
        put(&self.all_constants.to_le_bytes());
        put(&self.constants_count.to_le_bytes());
        put(&self.opening.0);
        put(&self.text.0);
        bytes
    }

    /// Reads [`Fingerprint::to_bytes`] back.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Incompatible`] for bytes of another version, [`ErrorKind::Corrupt`] for what is none of ours.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        if bytes.first().is_some_and(|&version| version != VERSION) {
            let message = format!("fingerprint of version {}, this program has {VERSION}", bytes[0]);
            return Err(Error::new(ErrorKind::Incompatible, message));
        }
        let bytes: &[u8; Self::BYTES] = bytes.try_into().map_err(|_| {
            let message = format!("fingerprint of {} bytes, expected {}", bytes.len(), Self::BYTES);
            Error::new(ErrorKind::Corrupt, message)
        })?;
        let mut parts = Parts(bytes);
        let [_, flags] = parts.take();
        let fingerprint = Self {
            is_han: flags & IS_HAN != 0,
            is_correction: flags & IS_CORRECTION != 0,
            words: u32::from_le_bytes(parts.take()),
            headline: u64::from_le_bytes(parts.take()),
            headline_words: parts.take::<1>()[0],
            steps: u16::from_le_bytes(parts.take()),
            headline_set: BottomK(parts.hashes()),
            constants: BottomK(parts.hashes()),
            anchors: BottomK(parts.hashes()),
            all_constants: u32::from_le_bytes(parts.take()),
            constants_count: u16::from_le_bytes(parts.take()),
            opening: Sketch(parts.take()),
            text: Sketch(parts.take()),
        };
        let sorted = [
            fingerprint.headline_set.0.is_sorted(),
            fingerprint.constants.0.is_sorted(),
            fingerprint.anchors.0.is_sorted(),
        ];
        match sorted {
            [true, true, true] => Ok(fingerprint),
            _ => Err(Error::new(ErrorKind::Corrupt, "fingerprint that is out of order")),
        }
    }
}

/// Gives the first, the second, ... occurrence of a figure hashes of their own.
fn times(same: &[Constant]) -> impl Iterator<Item = u64> {
    let counted = same.iter().filter(|constant| constant.is_counted).count() as u64;
    let hash = same[0].hash;
    (0..counted.max(1)).map(move |time| mix(hash.wrapping_add(time)))
}

/// Bytes that are taken from the front.
struct Parts<'a>(&'a [u8]);

impl Parts<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let mut part = [0; N];
        if let Some((front, rest)) = self.0.split_first_chunk() {
            (part, self.0) = (*front, rest);
        }
        part
    }

    fn hashes<const K: usize>(&mut self) -> [u16; K] {
        std::array::from_fn(|_| u16::from_le_bytes(self.take()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_make_no_difference() {
        let whole = Fingerprint::of("x", &["one two three four 13.2 five. 细胞治疗 six"]);
        let parts = Fingerprint::of("x", &["one two", "three four 13.2", "", "five.\n", "细胞治疗 six"]);
        assert_eq!(whole, parts);
        assert_ne!(whole, Fingerprint::of("y", &["one two three four 13.2 five. 细胞治疗 six"]));
    }

    #[test]
    fn broken_bytes_are_told() {
        let good = Fingerprint::of("a b", &["c 1 2 3"]).to_bytes();
        let kind = |bytes: &[u8]| Fingerprint::from_bytes(bytes).map_err(|error| error.kind()).err();
        assert_eq!(kind(&good), None);
        assert_eq!(kind(&[]), Some(ErrorKind::Corrupt));
        assert_eq!(kind(&good[1..]), Some(ErrorKind::Incompatible));
        assert_eq!(kind(&good[..9]), Some(ErrorKind::Corrupt));
        let mut bad = good;
        bad[17..19].fill(0xff);
        assert_eq!(kind(&bad), Some(ErrorKind::Corrupt));
    }

    proptest! {
        #[test]
        fn bytes_read_back(headline in ".{0,40}", news in prop::collection::vec("([a-z]{1,3}|[0-9.]{1,4}|细|胞| ){0,60}", 0..4)) {
            let news: Vec<&str> = news.iter().map(String::as_str).collect();
            let taken = Fingerprint::of(&headline, &news);
            prop_assert_eq!(Fingerprint::from_bytes(&taken.to_bytes()).expect("just written"), taken);
        }
    }
}
