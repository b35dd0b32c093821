//! Pinyin in brackets behind Han characters, as mirror pages interleave it: 健(jiàn)康.

use super::script::is_han;

const LONGEST: usize = 6; // zhuang, shuang, chuang
const TONED: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";

/// The syllables that carry no tone in running text, with the characters they are read from. Behind any
/// other character a toneless syllable is a word: 通用电气(GE)医疗, 细胞(car)治疗.
const NEUTRAL: &[(&str, &str)] = &[
    ("de", "的地得"),
    ("le", "了"),
    ("ma", "吗嘛么"),
    ("ne", "呢"),
    ("ba", "吧"),
    ("zi", "子"),
    ("men", "们"),
    ("tou", "头"),
    ("ge", "个"),
    ("me", "么"),
    ("zhe", "着"),
    ("a", "啊"),
    ("ya", "呀"),
];

/// Returns where in `folded` a bracketed syllable begins that ends with it and belongs to the Han character
/// before it.
///
/// Takes folded text: brackets are ASCII, letters lower case and composed, and what is left once the syllable
/// has gone was looked at before.
pub(crate) fn syllable_at_end(folded: &str) -> Option<usize> {
    let inside = folded.strip_suffix(')')?;
    let is_letter = |c: char| c.is_ascii_lowercase() || c == 'ü' || TONED.contains(c);
    let open = inside.char_indices().rev().take(LONGEST + 1).find(|&(_, c)| !is_letter(c));
    let (open, _) = open.filter(|&(_, c)| c == '(')?;
    let syllable = &inside[open + 1..];
    let han = folded[..open].chars().next_back().filter(|&c| is_han(c))?;
    let toned = syllable.chars().any(|c| TONED.contains(c));
    let neutral = || NEUTRAL.iter().any(|&(toneless, of)| toneless == syllable && of.contains(han));
    (toned || neutral()).then_some(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pinyin_is_taken() {
        for (text, expected) in [
            ("健(jiàn)", Some("健")),
            ("业(yè)", Some("业")),
            ("转(zhuǎng)", Some("转")),
            ("的(de)", Some("的")),
            ("康的(de)", Some("康的")),
            ("气(ge)", None),
            ("细胞(car)", None),
            ("药(adc)", None),
            ("健(zhuangà)", None),
            ("健jiàn)", None),
            ("a(jiàn)", None),
            ("(jiàn)", None),
            ("健(jiàn", None),
            ("健()", None),
            (")", None),
            ("", None),
        ] {
            assert_eq!(syllable_at_end(text).map(|at| &text[..at]), expected, "{text}");
        }
    }
}
