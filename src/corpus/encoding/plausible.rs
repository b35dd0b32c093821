//! How much does a decoded text look like one?

use std::sync::LazyLock;

/// The 800 commonest characters of Simplified text (126 million characters of news, releases and questions, most of
/// them of drugs and cells) and the 800 of Traditional text (DRCD, 390,000): they are 88 % of either, and below a
/// quarter of what another encoding makes of it.
const COMMON: &str = include_str!("common_han.txt");

/// The block of Unicode that the common characters are in.
const HAN: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

/// One bit for each character of the block.
static IS_COMMON: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; (index('\u{9FFF}') / 64) + 1];
    for c in COMMON.chars().filter(|c| HAN.contains(c)) {
        bits[index(c) / 64] |= 1_u64 << (index(c) % 64);
    }
    bits
});

fn index(c: char) -> usize {
    (u32::from(c) - 0x4E00) as usize
}

/// Tells whether a Han character is one of the commonest.
pub(super) fn is_common(c: char) -> bool {
    HAN.contains(&c) && IS_COMMON[index(c) / 64] >> (index(c) % 64) & 1 == 1
}

/// Returns how plausible the characters of a text that are not ASCII are on average, at most 1; without any it is 1.
pub(super) fn plausibility(text: &str) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            sum += weight(before, c, chars.peek().copied().unwrap_or(' '));
            count += 1.0;
        }
        before = c;
    }
    if count == 0.0 { 1.0 } else { sum / count }
}

/// Weighs a character, which for Latin letters is a matter of what stands beside them: Société, and not ÖÐ¹ú.
fn weight(before: char, c: char, after: char) -> f32 {
    let is_high = |c: char| ('\u{80}'..'\u{250}').contains(&c);
    let beside = if is_high(before) || is_high(after) { -0.5 } else { 0.6 };
    match c {
        _ if HAN.contains(&c) => {
            if is_common(c) {
                1.0
            } else {
                0.15
            }
        }
        char::REPLACEMENT_CHARACTER => -2.0,
        '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' => -1.0,
        '\u{A0}'..='\u{BF}' => beside,
        '\u{C0}'..='\u{24F}' if before.is_ascii_alphabetic() || after.is_ascii_alphabetic() => 0.8,
        '\u{C0}'..='\u{24F}' => beside.min(0.0),
        '\u{370}'..='\u{4FF}' => 0.5,
        '\u{2010}'..='\u{203A}' | '€' | '™' | '℃' | '≥' | '≤' => 0.8,
        // Half-width Katakana: what Shift_JIS makes of any Chinese text.
        '\u{FF61}'..='\u{FF9F}' => -0.3,
        '\u{3000}'..='\u{30FF}' | '\u{FF00}'..='\u{FFEF}' => 0.9,
        '\u{AC00}'..='\u{D7A3}' => 0.75,
        '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '\u{2500}'..='\u{257F}' | '\u{10000}'.. => -0.2,
        _ => 0.2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_plausible_and_what_is_made_of_it_by_mistake_is_not() {
        let gbk = encoding_rs::GBK.encode("细胞与基因治疗产业发布会在北京举行").0;
        let as_is = |encoding: &'static encoding_rs::Encoding| plausibility(&encoding.decode(&gbk).0);
        assert!(as_is(encoding_rs::GBK) > 0.9);
        for wrong in [
            encoding_rs::BIG5,
            encoding_rs::EUC_KR,
            encoding_rs::EUC_JP,
            encoding_rs::SHIFT_JIS,
            encoding_rs::WINDOWS_1252,
        ] {
            assert!(as_is(wrong) < 0.65, "{} {}", wrong.name(), as_is(wrong));
        }
        assert!(plausibility("Société Générale, naïve") > 0.7 && plausibility("ÖÐ¹úÉúÎï") < 0.0);
        assert!(is_common('的') && is_common('胞') && is_common('灣') && !is_common('鍏') && !is_common('a'));
    }
}
