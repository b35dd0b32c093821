//! Which characters do the codes of a font stand for? Read from its `ToUnicode` map.
//!
//! Read here and not by lopdf, which lays out every code of a range, four thousand million of them if the map says so.

use std::collections::HashMap;

/// The most entries of a map that are kept: a Chinese font has 30,000.
const MAX_ENTRIES: usize = 200_000;

/// Codes and what they stand for.
#[derive(Debug, Default)]
pub(super) struct CMap {
    single: HashMap<u32, String>,
    /// First code, last code, the character of the first; in order of the first.
    ranges: Vec<(u32, u32, u32)>,
}

#[derive(Debug, PartialEq, Eq)]
enum Token<'c> {
    Code(Vec<u8>),
    Open,
    Close,
    Word(&'c [u8]),
}

impl CMap {
    /// Reads the text of a map.
    pub(super) fn parse(text: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = Tokens(text);
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"beginbfchar") => map.read_chars(&mut tokens),
                Token::Word(b"beginbfrange") => map.read_ranges(&mut tokens),
                _ => {}
            }
        }
        map.ranges.sort_unstable();
        map
    }

    /// Returns what a code stands for.
    pub(super) fn get(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let at = self.ranges.partition_point(|(first, ..)| *first <= code).checked_sub(1)?;
        let (first, last, start) = self.ranges[at];
        let c = (code <= last).then(|| char::from_u32(start.checked_add(code - first)?)).flatten()?;
        Some(c.to_string())
    }

    fn read_chars(&mut self, tokens: &mut Tokens<'_>) {
        while let (Some(Token::Code(code)), Some(Token::Code(text))) = (tokens.next(), tokens.next()) {
            self.put(number(&code), &text);
        }
    }

    fn read_ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let (Some(Token::Code(first)), Some(Token::Code(last))) = (tokens.next(), tokens.next()) {
            let (first, last) = (number(&first), number(&last));
            match tokens.next() {
                Some(Token::Code(text)) => {
                    let mut chars = utf16(&text);
                    match (chars.pop(), chars.is_empty()) {
                        (Some(c), true) if self.ranges.len() < MAX_ENTRIES => {
                            self.ranges.push((first, last, u32::from(c)));
                        }
                        // A range of several characters each is one of the last.
                        (Some(_), false) => self.put(first, &text),
                        _ => {}
                    }
                }
                Some(Token::Open) => {
                    let mut code = first;
                    while let Some(Token::Code(text)) = tokens.next() {
                        self.put(code, &text);
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn put(&mut self, code: u32, text: &[u8]) {
        if self.single.len() < MAX_ENTRIES {
            self.single.insert(code, utf16(text));
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks(2).map(|pair| pair.iter().fold(0, |unit, byte| unit << 8 | u16::from(*byte)));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

/// The tokens of a map, which is written in PostScript.
struct Tokens<'c>(&'c [u8]);

impl<'c> Iterator for Tokens<'c> {
    type Item = Token<'c>;

    fn next(&mut self) -> Option<Token<'c>> {
        loop {
            self.0 = self.0.trim_ascii_start();
            let (first, rest) = self.0.split_first()?;
            match first {
                b'%' => {
                    let end =
                        rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
                    self.0 = &rest[end..];
                }
                b'[' | b']' => {
                    self.0 = rest;
                    return Some(if *first == b'[' { Token::Open } else { Token::Close });
                }
                b'<' if rest.first() != Some(&b'<') => {
                    let end = rest.iter().position(|byte| *byte == b'>').unwrap_or(rest.len());
                    self.0 = rest.get(end + 1..).unwrap_or_default();
                    return Some(Token::Code(hex(&rest[..end])));
                }
                b'<' | b'>' | b'(' | b')' | b'{' | b'}' => self.0 = rest,
                _ => {
                    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"<>[](){}%".contains(byte);
                    let end = self.0.iter().position(is_end).unwrap_or(self.0.len());
                    let (word, rest) = self.0.split_at(end);
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
            }
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let values: Vec<u8> = digits
        .iter()
        .filter_map(|digit| (*digit as char).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    values.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(map: &str, expected: &[(u32, &str)]) {
        let map = CMap::parse(map.as_bytes());
        for (code, text) in expected {
            assert_eq!(map.get(*code).unwrap_or_default(), *text, "{code:x}");
        }
    }

    #[test]
    fn maps_are_read() {
        check(
            "/CIDInit <</a 1>> % c\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
             2 beginbfchar <0001> <7EC6> <02><00660069> endbfchar\n\
             3 beginbfrange <0010> <0012> <0041>\n<0020><0021>[<80DE> <D842DFB7>] <0030> <0031> <00660066> endbfrange",
            &[
                (1, "细"),
                (2, "fi"),
                (0x10, "A"),
                (0x12, "C"),
                (0x13, ""),
                (0x20, "胞"),
                (0x21, "𠮷"),
                (0x30, "ff"),
                (0x31, ""),
            ],
        );
    }

    #[test]
    fn bombs_and_rubbish_are_harmless() {
        check("beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", &[(1, "B"), (0xFFFF_FFFF, "")]);
        check("beginbfchar <01> beginbfrange <02> [ < beginbfchar", &[(1, "")]);
        check("beginbfrange <00> <01> [[[<41>]] endbfrange <", &[(0, "")]);
        check("", &[(0, "")]);
    }
}
