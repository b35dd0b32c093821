//! Is a text one, or what is left of one whose characters nobody can name?

use encoding_rs::{BIG5, GBK};

use crate::text::script::is_han;

/// The share of characters without a meaning that makes noise, in percent, and the one that is worth a warning.
const MAX_LOST: usize = 10;
const MANY_LOST: usize = 1;
/// Below this many characters a text is too short to be judged by more than that.
const MIN_CHARS: usize = 80;
/// How many of the Han characters of a text are common ones, at least, in percent: 98 are in real ones, a third in
/// random ones.
const MIN_COMMON: usize = 75;
/// How many of the characters are of a word or a number, at least, in percent.
const MIN_WORDS: usize = 55;
/// How many words of a Latin text are of the most frequent ones, at least, in percent; and the share of vowels
/// that any language has: both must be wrong.
const MIN_FREQUENT: usize = 2;
const VOWELS: std::ops::RangeInclusive<usize> = 27..=55;
/// How long a word is on the average at most; Finnish has 8.
const MAX_WORD: usize = 18;
const FREQUENT: &str = " the of and to in a for with is on by as that are de la le et des en der die und von el los que \
    di e il at from or an its our this was has ";

/// What is to be said of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Text,
    /// With some characters that are lost.
    Doubtful,
    Noise,
}

/// Judges a text.
pub(super) fn judge(text: &str) -> Verdict {
    let (mut all, mut lost, mut han, mut common, mut letters, mut digits) = (0, 0, 0, 0, 0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        if is_lost(c) {
            lost += 1;
        } else if is_han(c) {
            han += 1;
            common += usize::from(is_common(c));
        } else if c.is_alphabetic() {
            letters += 1;
        } else if c.is_numeric() {
            digits += 1;
        }
    }
    if lost * 100 > all * MAX_LOST {
        return Verdict::Noise;
    }
    let is_long = all >= MIN_CHARS;
    let has_no_words = (han + letters + digits) * 100 < all * MIN_WORDS;
    let is_random_han = han >= MIN_CHARS / 2 && common * 100 < han * MIN_COMMON;
    if is_long && (has_no_words || is_random_han || (letters > all / 2 && is_random_latin(text))) {
        return Verdict::Noise;
    }
    if lost * 100 > all * MANY_LOST { Verdict::Doubtful } else { Verdict::Text }
}

fn is_lost(c: char) -> bool {
    c == '\u{FFFD}' || c.is_control() || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// Tells whether a Han character is one of the 3,755 commonest Simplified ones, or the 5,401 Traditional ones.
fn is_common(c: char) -> bool {
    let mut buffer = [0; 4];
    let text = c.encode_utf8(&mut buffer);
    let lead = |encoding: &'static encoding_rs::Encoding| {
        let (bytes, _, is_lossy) = encoding.encode(text);
        if is_lossy || bytes.len() != 2 { (0, 0) } else { (bytes[0], bytes[1]) }
    };
    let (gb, big5) = (lead(GBK), lead(BIG5));
    ((0xB0..=0xD7).contains(&gb.0) && gb.1 >= 0xA1) || (0xA4..=0xC6).contains(&big5.0)
}

fn is_random_latin(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphabetic() || is_han(c))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    if words.is_empty() || letters > words.len() * MAX_WORD {
        return true;
    }
    let frequent = words.iter().filter(|word| FREQUENT.contains(&format!(" {word} "))).count();
    let ascii: Vec<char> = words.iter().flat_map(|word| word.chars()).filter(char::is_ascii).collect();
    let vowels = ascii.iter().filter(|c| "aeiou".contains(**c)).count();
    let share = vowels * 100 / ascii.len().max(1);
    frequent * 100 < words.len() * MIN_FREQUENT && ascii.len() * 2 > letters && !VOWELS.contains(&share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Verdict) {
        assert_eq!(judge(text), expected, "{text}");
    }

    #[test]
    fn texts_are_texts() {
        let english = "Notareal Bio said today that it has dosed the first patient in a Phase 1 trial of its CAR-T therapy for lymphoma.";
        let chinese = "无此生物今日宣布，其自体嵌合抗原受体细胞注射液治疗复发难治淋巴瘤的一期临床试验已完成首例患者给药。".repeat(2);
        let taiwan =
            "細胞與基因治療產業發表會在台北舉行，樹突細胞資源庫正式啟用，將服務研究機構與醫院。".repeat(3);
        let table =
            "Revenue 1,234.5 2,345.6 | R&D 345.6 456.7 | Net loss (890.1) (901.2) | 12.3 % 45.6 % ".repeat(3);
        for text in [english, &chinese, &taiwan, &table, "短", ""] {
            check(text, Verdict::Text);
        }
        check(&format!("{english}\u{FFFD}\u{E000}"), Verdict::Doubtful);
    }

    #[test]
    fn noise_is_noise() {
        check(&"\u{FFFD}a".repeat(20), Verdict::Noise);
        check(&"\u{F020}\u{F041} ".repeat(20), Verdict::Noise);
        let random: String =
            (0..300_u32).filter_map(|n| char::from_u32(0x4E00 + n * 7919 % 20_000)).collect();
        check(&random, Verdict::Noise);
        check(&"!\"#$%&'()*+,-./:;<=>? ".repeat(10), Verdict::Noise);
        // Every letter is another one, as in fonts whose codes begin at 1.
        let english = "Notareal Bio said today that it has dosed the first patient in a trial of its therapy for lymphoma. ".repeat(3);
        let shifted: String =
            english.chars().map(|c| if c == ' ' { c } else { char::from(c as u8 ^ 0x0B) }).collect();
        check(&shifted, Verdict::Noise);
    }
}
