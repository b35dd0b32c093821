//! Here is the text of a release: what are its words, for telling it from others?
//!
//! Words here are a coarser thing than the units of [`crate::text::unit`]: hashes, cut at every mark, read in one
//! pass. A Han character is a word by itself; an address is none. They are cut from folded text, so case, width,
//! script and typography do not matter.

use crate::text::script::is_han;

use super::sketch::mix;

/// The most words that are read of a release; what follows makes no difference to its fingerprint. A long
/// annual report has 40,000.
pub(super) const MAX_WORDS: usize = 65_536;

/// The multiplier of FNV-1a.
const FNV: u64 = 0x0000_0100_0000_01b3;

/// The state FNV-1a begins with.
const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// A word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// The hash of its letters.
    pub(super) hash: u64,
    /// Where it starts in the folded text.
    pub(super) start: u32,
    /// Where it ends.
    pub(super) end: u32,
    /// Whether it is one Han character.
    pub(super) is_han: bool,
    /// Whether it has a digit.
    pub(super) has_digit: bool,
}

impl Word {
    /// Returns its letters.
    pub(super) fn text<'a>(&self, folded: &'a str) -> &'a str {
        &folded[self.start as usize..self.end as usize]
    }
}

/// Returns the hash of the letters of a word.
pub(super) fn hash_of(text: &str) -> u64 {
    mix(text.bytes().fold(FNV_START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV)))
}

/// Cuts folded text into words, at most [`MAX_WORDS`].
pub(super) fn words(folded: &str) -> Vec<Word> {
    let bytes = folded.as_bytes();
    let mut words = Vec::with_capacity((folded.len() / 5).min(MAX_WORDS));
    let mut at = 0;
    while at < bytes.len() && words.len() < MAX_WORDS {
        let start = at;
        let (mut hash, mut has_digit) = (FNV_START, false);
        let mut is_han_word = false;
        while let Some(&byte) = bytes.get(at) {
            let end = if byte.is_ascii_alphanumeric() {
                has_digit |= byte.is_ascii_digit();
                at + 1
            } else if byte.is_ascii() {
                // 13.2 and 4,000 are one word.
                let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
                let inside = matches!(byte, b'.' | b',') && at > start && digit(at - 1) && digit(at + 1);
                if !inside {
                    break;
                }
                at + 1
            } else {
                let Some(c) = folded[at..].chars().next() else { break };
                is_han_word = is_han(c);
                // Most marks are in two blocks, and asking for the class of a character takes long.
                let is_mark = matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}') && !is_han_word;
                if (is_han_word && at > start) || is_mark || !(is_han_word || c.is_alphanumeric()) {
                    is_han_word = false;
                    break;
                }
                at + c.len_utf8()
            };
            for &byte in &bytes[at..end] {
                hash = (hash ^ u64::from(byte)).wrapping_mul(FNV);
            }
            at = end;
            if is_han_word {
                break;
            }
        }
        if folded[at..].starts_with("://") {
            // Addresses belong to the site: of pictures, of the page. An address ends where Markdown closes it.
            let rest = &folded[at..];
            at +=
                rest.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"')).unwrap_or(rest.len());
            continue;
        }
        match at > start {
            // Offsets count in 32 bits and saturate, as those of folding do.
            true => words.push(Word {
                hash: mix(hash),
                start: u32::try_from(start).unwrap_or(u32::MAX),
                end: u32::try_from(at).unwrap_or(u32::MAX),
                is_han: is_han_word,
                has_digit,
            }),
            false => at += folded[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    words
}

/// Adds the hash of every shingle: three words, or four where the first is a Han character, for a Han word is
/// about half a Latin one. A shorter text is one shingle.
pub(super) fn shingles(words: &[Word], into: &mut Vec<u64>) {
    let joined = |words: &[Word]| {
        mix(words.iter().fold(0, |hash: u64, word| hash.rotate_left(23).wrapping_mul(FNV) ^ word.hash))
    };
    let before = into.len();
    for at in 0..words.len() {
        let length = if words[at].is_han { 4 } else { 3 };
        match words.get(at..at + length) {
            Some(shingle) => into.push(joined(shingle)),
            None => break,
        }
    }
    if into.len() == before && !words.is_empty() {
        into.push(joined(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let folded = fold(text).text;
        let found: Vec<&str> = words(&folded).iter().map(|word| word.text(&folded)).collect();
        assert_eq!(found.join(" "), expected, "{text}");
        for word in words(&folded) {
            assert_eq!(word.hash, hash_of(word.text(&folded)));
            assert_eq!(word.has_digit, word.text(&folded).bytes().any(|byte| byte.is_ascii_digit()));
        }
    }

    #[test]
    fn words_are_cut_at_every_mark() {
        check("CAR-T 细胞，约4,000例 (13.2%).", "car t 细 胞 约 4,000 例 13.2");
        check("Société 2. 3, x,4 GC101", "société 2 3 x 4 gc101");
        check("a ![x](https://img.example/9f3b.jpg) b http://a.example", "a x b");
        check("", "");
        check("，。— 🙂", "");
    }

    #[test]
    fn an_endless_text_is_read_up_to_the_limit() {
        assert_eq!(words(&"细 a ".repeat(MAX_WORDS)).len(), MAX_WORDS);
    }

    #[test]
    fn shingles_are_three_words_or_four_characters() {
        let count = |text: &str| {
            let mut found = Vec::new();
            shingles(&words(text), &mut found);
            found.len()
        };
        assert_eq!((count("a b c d"), count("细胞治疗法"), count("a"), count("")), (2, 2, 1, 0));
    }
}
