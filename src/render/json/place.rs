//! Where something stands in a text, for programs that count in bytes, characters or UTF-16 units.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use crate::highlight;

/// A place in a text, counted three ways. All three lie between characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Place {
    /// In bytes of UTF-8, as Rust and Go count.
    pub byte: usize,
    /// In Unicode characters (code points), as Python counts.
    pub char: usize,
    /// In UTF-16 units, as JavaScript and Java count.
    pub utf16: usize,
}

/// A stretch of a text that words of the query match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Match {
    /// What stands there.
    pub text: String,
    /// The words of the query that it matches, as indices into `query.words`.
    pub words: Vec<usize>,
    /// Where it begins in the text it was found in.
    pub start: Place,
    /// Where it ends in the text it was found in.
    pub end: Place,
}

/// A text and what in it matches the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MatchedText {
    /// The text as it was read from the source.
    pub text: String,
    /// What matches, in order and without overlaps.
    pub matches: Vec<Match>,
}

impl MatchedText {
    /// Makes the wire form of a text that begins `offset` bytes into the text that `found` points into.
    pub fn new(text: &str, offset: usize, found: &[highlight::Match]) -> Self {
        let mut ruler = Ruler::new(text);
        let matches = found.iter().map(|found| {
            let local = found.range.start.saturating_sub(offset)..found.range.end.saturating_sub(offset);
            let (text, start, end) = ruler.slice(local);
            Match { text: text.to_owned(), words: found.leaves.clone(), start, end }
        });
        let matches = matches.collect();
        Self { text: text.to_owned(), matches }
    }
}

/// Measures places in a text. Costs one pass over the text when asked from front to back.
pub(super) struct Ruler<'t> {
    text: &'t str,
    last: Place,
}

impl<'t> Ruler<'t> {
    /// Makes a ruler at the beginning of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, last: Place::default() }
    }

    /// Returns the place at a byte, or the nearest before it that lies between characters.
    fn place(&mut self, byte: usize) -> Place {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        if byte < self.last.byte {
            self.last = Place::default();
        }
        for c in self.text[self.last.byte..byte].chars() {
            self.last.char += 1;
            self.last.utf16 += c.len_utf16();
        }
        self.last.byte = byte;
        self.last
    }

    /// Returns what stands in a range of bytes, with its two ends.
    ///
    /// The next range may overlap this one: measuring goes on where this one begins.
    pub(super) fn slice(&mut self, range: Range<usize>) -> (&'t str, Place, Place) {
        let start = self.place(range.start);
        let end = Ruler { text: self.text, last: start }.place(range.end.max(range.start));
        (&self.text[start.byte..end.byte], start, end)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ranges_that_overlap_cost_one_pass() {
        let text = "细胞".repeat(100_000);
        let mut ruler = Ruler::new(&text);
        let began = Instant::now();
        for at in (0..text.len() - 6).step_by(3) {
            let (_, start, end) = ruler.slice(at..at + 6);
            assert_eq!((start.char, end.char), (at / 3, at / 3 + 2));
        }
        assert!(began.elapsed() < Duration::from_secs(3), "it took {:?}", began.elapsed());
    }

    proptest! {
        #[test]
        fn places_agree_with_the_text(text in "(\\PC|[a细é👩‍🔬\n]){0,40}", asked in proptest::collection::vec(0usize..200, 1..8)) {
            let mut ruler = Ruler::new(&text);
            for byte in asked {
                let place = ruler.place(byte);
                prop_assert!(place.byte <= byte && text.is_char_boundary(place.byte));
                let before = &text[..place.byte];
                prop_assert_eq!(place.char, before.chars().count());
                prop_assert_eq!(place.utf16, before.encode_utf16().count());
            }
        }

        #[test]
        fn matches_slice_back_three_ways(text in "(\\PC|[a细é👩]){1,40}", a in 0usize..120, b in 0usize..120, offset in 0usize..9) {
            let mut ruler = Ruler::new(&text);
            let (a, b) = (ruler.place(a.min(b)).byte, ruler.place(a.max(b)).byte);
            let found = highlight::Match { range: a + offset..b + offset, leaves: vec![0] };
            let wire = MatchedText::new(&text, offset, &[found]);
            let Match { text: slice, start, end, .. } = &wire.matches[0];
            prop_assert_eq!(&text[start.byte..end.byte], slice);
            prop_assert_eq!(&text.chars().skip(start.char).take(end.char - start.char).collect::<String>(), slice);
            let units: Vec<u16> = text.encode_utf16().collect();
            prop_assert_eq!(&String::from_utf16_lossy(&units[start.utf16..end.utf16]), slice);
        }
    }
}
