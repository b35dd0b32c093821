//! Pinyin in brackets between Han characters, as mirror pages interleave it: 健(jiàn)康.

use super::script::is_han;

const LONGEST: usize = 6; // zhuang, shuang, chuang
const TONED: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";

/// The syllables that carry no tone in running text; without a tone only these are taken for pinyin,
/// so that 细胞(car)治疗 keeps its word.
const NEUTRAL: &[&str] = &["de", "le", "ma", "ne", "ba", "zi", "men", "tou", "ge", "me", "zhe", "a", "ya"];

/// Returns the length in bytes of a bracketed syllable at the start of `text`, which must follow a Han
/// character. A toned one is pinyin wherever it stands, a toneless one only before another Han character.
pub(crate) fn bracketed_syllable(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(').or_else(|| text.strip_prefix('（'))?;
    let end = inside
        .char_indices()
        .take(LONGEST + 1)
        .find(|&(_, c)| !(c.is_ascii_lowercase() || c == 'ü' || TONED.contains(c)))
        .map(|(at, _)| at)?;
    let (syllable, rest) = inside.split_at(end);
    let close = rest.chars().next().filter(|&c| c == ')' || c == '）')?;
    let length = text.len() - inside.len() + end + close.len_utf8();
    let toned = syllable.chars().any(|c| TONED.contains(c));
    let before_han = text[length..].chars().next().is_some_and(is_han);
    (toned || (before_han && NEUTRAL.contains(&syllable))).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pinyin_is_taken() {
        for (text, expected) in [
            ("(jiàn)康", Some(7)),
            ("（yè）", Some(9)),
            ("(de)研", Some(4)),
            ("(de)", None),
            ("(car)治", None),
            ("(ADC)药", None),
            ("(jiàn康", None),
            ("(", None),
            ("()x", None),
        ] {
            assert_eq!(bracketed_syllable(text), expected, "{text}");
        }
    }
}
