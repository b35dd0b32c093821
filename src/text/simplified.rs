//! Traditional to Simplified, one character to one character.
//!
//! The table is OpenCC's (`data/opencc_ts_characters.txt`, Apache-2.0), first candidate: right for 99.87 %
//! of the lexicon's forms. `build.rs` lays it out; nothing is loaded when the program starts.

include!(concat!(env!("OUT_DIR"), "/simplified.rs"));

/// Returns the Simplified form of a character, or the character itself.
pub(crate) fn simplified(c: char) -> char {
    let code = u32::from(c);
    if (0x3400..0xA000).contains(&code) {
        return match DIRECT[code as usize - 0x3400] {
            0 => rest(c),
            other => char::from_u32(u32::from(other)).unwrap_or(c),
        };
    }
    if code < 0x3400 { c } else { rest(c) }
}

/// Returns a Traditional character that folds to `c`, if the table has one. Slow: for tests and proofs.
pub(crate) fn traditional(c: char) -> Option<char> {
    let wanted = u16::try_from(u32::from(c)).ok().filter(|&code| code != 0)?;
    let at = DIRECT.iter().position(|&code| code == wanted)?;
    char::from_u32(0x3400 + u32::try_from(at).ok()?)
}

fn rest(c: char) -> char {
    match REST.binary_search_by_key(&c, |&(key, _)| key) {
        Ok(at) => REST[at].1,
        Err(_) => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_fold_once_and_for_all() {
        let fold = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(fold("幹細胞發布會頭髮癌癥臺灣衞生"), "干细胞发布会头发癌症台湾卫生");
        assert_eq!(fold("薴"), "苎", "chains resolve");
        for (at, &code) in DIRECT.iter().enumerate().filter(|(_, code)| **code != 0) {
            let value = char::from_u32(u32::from(code)).expect("a character");
            assert_eq!(simplified(value), value, "U+{:X}", 0x3400 + at);
        }
        assert_eq!(traditional('细').map(simplified), Some('细'));
    }
}
