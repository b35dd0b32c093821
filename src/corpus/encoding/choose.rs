//! Which encoding are bytes in?

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use super::plausible::plausibility;

/// How much of a text is tried in each encoding, from its first byte that is not ASCII.
const SAMPLE_BYTES: usize = 16 * 1024;

/// How much of it is looked at to tell two bytes a character from one.
const WIDE_SAMPLE_BYTES: usize = 4096;

/// What is tried, the likeliest first. Japanese and Korean are there lest they be taken for Chinese.
const CANDIDATES: [&Encoding; 7] = [UTF_8, GB18030, BIG5, EUC_KR, EUC_JP, SHIFT_JIS, WINDOWS_1252];

/// What a declaration and the statistics of chardetng are worth. Right and wrong encodings differ by 0.3 and more
/// in a text of ten Han characters, and by less in one of two.
const DECLARED_BONUS: f32 = 0.2;
const DETECTED_BONUS: f32 = 0.1;

/// Reads bytes in the encoding that suits them best.
pub(super) fn read<'b>(
    bytes: &'b [u8],
    declared: Option<&'static Encoding>,
) -> (Cow<'b, str>, &'static Encoding) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[mark..]).0, encoding);
    }
    if let Some(encoding) = wide(bytes).filter(|_| bytes.len().is_multiple_of(2)) {
        return (encoding.decode_without_bom_handling(bytes).0, encoding);
    }
    if let Ok(valid) = std::str::from_utf8(bytes) {
        // A few characters of GBK can happen to be UTF-8 too, of two bytes each.
        let doubted = declared.filter(|declared| is_two_byte(declared) && bytes.len() < 200);
        return match doubted.filter(|_| !valid.is_ascii()).map(|_| choose(bytes, declared)) {
            Some(chosen) if Some(chosen) == declared => (chosen.decode_without_bom_handling(bytes).0, chosen),
            _ => (Cow::Borrowed(valid), UTF_8),
        };
    }
    let chosen = choose(bytes, declared);
    (chosen.decode_without_bom_handling(bytes).0, chosen)
}

/// Finds an encoding by its label; `gb2312` and `gbk` are read as GB18030, which holds them both.
pub(super) fn named(label: &str) -> Option<&'static Encoding> {
    let found = Encoding::for_label(label.trim().as_bytes())?;
    Some(if found.name() == "GBK" { GB18030 } else { found })
}

fn is_two_byte(encoding: &&'static Encoding) -> bool {
    [GB18030, BIG5, EUC_KR, EUC_JP, SHIFT_JIS].contains(encoding)
}

/// Picks the encoding in which bytes read most like text.
pub(super) fn choose(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    let start = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(1);
    let sample = &bytes[start..bytes.len().min(start + SAMPLE_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let detected = detector.guess(None, Utf8Detection::Allow);
    let detected = if detected.name() == "GBK" { GB18030 } else { detected };
    let is_whole = start + sample.len() == bytes.len();
    let mut best = (f32::MIN, UTF_8);
    for encoding in CANDIDATES.into_iter().chain(declared.filter(|declared| !CANDIDATES.contains(declared))) {
        let mut score = plausibility(&decoded(encoding, sample, is_whole));
        if Some(encoding) == declared {
            score += DECLARED_BONUS;
        }
        if encoding == detected {
            score += DETECTED_BONUS;
        }
        if score > best.0 {
            best = (score, encoding);
        }
    }
    best.1
}

/// Decodes a sample, at whose end a character may be cut.
fn decoded(encoding: &'static Encoding, sample: &[u8], is_whole: bool) -> String {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let most = decoder.max_utf8_buffer_length(sample.len()).unwrap_or(sample.len() * 3);
    let mut text = String::with_capacity(most);
    let _ = decoder.decode_to_string(sample, &mut text, is_whole);
    text
}

/// Tells whether a text of which this is the beginning has two bytes a character.
pub(in crate::corpus) fn is_wide(head: &[u8]) -> bool {
    let marked = Encoding::for_bom(head).is_some_and(|(encoding, _)| encoding != UTF_8);
    marked || wide(head).is_some()
}

/// Finds UTF-16 without a mark by its line breaks, spaces and digits, each of which has a NUL beside it on one side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(WIDE_SAMPLE_BYTES) / 2 * 2];
    memchr::memchr(0, sample)?;
    let is_text = |byte: u8| matches!(byte, b'\n' | b'\r' | b'\t' | b' '..=b'~');
    let pairs = sample.chunks_exact(2);
    let little = pairs.clone().filter(|pair| pair[1] == 0 && is_text(pair[0])).count();
    let big = pairs.filter(|pair| pair[0] == 0 && is_text(pair[1])).count();
    let encoding = if little >= big { UTF_16LE } else { UTF_16BE };
    // A NUL or a control character is no text, nor is what hardly a character of is known.
    let text = decoded(encoding, sample, false);
    let is_clean = text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{C}'));
    (little.max(big) > 0 && is_clean && plausibility(&text) > 0.3).then_some(encoding)
}
