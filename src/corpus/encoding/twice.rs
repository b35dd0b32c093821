//! Text that was read in the wrong encoding and saved so: can it be undone?
//!
//! `â€™` is ’ whose UTF-8 was read as windows-1252, `鍏徃` is 公司 read as GBK, `ÖÐ¹ú` is 中国 in GBK read as
//! windows-1252. It is undone where the whole text goes back and reads better after.

use encoding_rs::{BIG5, GB18030, GBK, UTF_8};

use super::choose::choose;
use super::plausible::{is_common, plausibility};

/// How many characters that are not ASCII are looked at, and how many are enough to judge by.
const SAMPLE_CHARS: usize = 512;
const MIN_CHARS: usize = 2;

/// By how much the text must be more plausible after than before.
const MIN_GAIN: f32 = 0.2;

/// Where windows-1252 differs from Latin-1, from 0x80; the holes are control characters.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

/// Undoes a second encoding, and names it; `None` where there was none.
pub(super) fn repaired(text: &str) -> Option<(String, &'static str)> {
    if text.is_ascii() {
        return None;
    }
    let (mut all, mut latin, mut han, mut common) = (0, 0, 0, 0);
    for c in text.chars().filter(|c| !c.is_ascii()).take(SAMPLE_CHARS) {
        all += 1;
        latin += usize::from(latin_byte(c).is_some());
        han += usize::from(('\u{4E00}'..='\u{9FFF}').contains(&c));
        common += usize::from(is_common(c));
    }
    if latin >= MIN_CHARS && latin == all {
        from_latin(text)
    } else if han >= MIN_CHARS && common * 2 < han {
        from_gbk(text)
    } else {
        None
    }
}

fn from_latin(text: &str) -> Option<(String, &'static str)> {
    let bytes: Vec<u8> = text.chars().map(latin_byte).collect::<Option<_>>()?;
    if let Ok(undone) = String::from_utf8(bytes.clone()) {
        return better(text, undone).map(|undone| (undone, "windows-1252 over UTF-8"));
    }
    // Letters of Western languages stand alone in their words; two bytes of a Han character never do.
    let chosen = choose(&bytes, None);
    let over = match chosen {
        _ if chosen == GB18030 => "windows-1252 over gb18030",
        _ if chosen == BIG5 => "windows-1252 over Big5",
        _ => return None,
    };
    let undone = chosen.decode_without_bom_handling_and_without_replacement(&bytes)?.into_owned();
    better(text, undone).map(|undone| (undone, over))
}

fn from_gbk(text: &str) -> Option<(String, &'static str)> {
    let (bytes, _, has_others) = GBK.encode(text);
    if has_others {
        return None;
    }
    let undone = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes)?.into_owned();
    better(text, undone).map(|undone| (undone, "gb18030 over UTF-8"))
}

fn better(text: &str, undone: String) -> Option<String> {
    let is_better = !undone.is_ascii() && plausibility(&undone) >= plausibility(text) + MIN_GAIN;
    is_better.then_some(undone)
}

/// The byte that Latin-1 and windows-1252 read as a character.
fn latin_byte(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(byte) => Some(byte),
        Err(_) => {
            let at = WINDOWS.chars().position(|known| known == c)?;
            u8::try_from(0x80 + at).ok()
        }
    }
}
