//! What is left to read of a text, with full-width forms read as the ordinary ones.
//!
//! One character stands for one character, so that what is read keeps its place in the text as given, and
//! nothing is copied.

/// The longest run of digits that can be a part of a date; `20241018041700` and a time in milliseconds are shorter.
const MAX_DIGITS: usize = 14;
/// How far the full-width forms of ASCII lie behind it in Unicode.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;
/// The longest word that is looked at: `September` has nine letters.
const MAX_WORD: usize = 16;

/// A place in a text. It is copied to look ahead, and assigned to go on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// Returns the ordinary form of a character, as far as dates and datelines go.
pub(super) fn plain(c: char) -> char {
    match c {
        '\0'..='\x7f' => c,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET).unwrap_or(c),
        // White space of any width, or of none.
        '\u{A0}' | '\u{AD}' | '\u{2000}'..='\u{200F}' | '\u{202F}' | '\u{205F}' | '\u{2060}' | '\u{3000}' => {
            ' '
        }
        '\u{FEFF}' => ' ',
        '–' | '—' | '―' | '─' | '‒' | '━' | '﹣' => '—',
        '‐' | '‑' | '−' => '-',
        '‘' | '’' => '\'',
        '“' | '”' | '「' | '」' => '"',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '丨' | '│' | '︱' | '┃' => '|',
        '•' | '・' | '‧' | '∙' => '·',
        '∶' | '﹕' => ':',
        '⁄' | '∕' => '/',
        '｡' => '。',
        // Radicals that text taken out of PDF has for characters.
        '⽇' => '日',
        '⽉' => '月',
        '⼀' => '一',
        '⼆' => '二',
        '⼋' => '八',
        '⼗' => '十',
        _ => c,
    }
}

impl<'a> Cursor<'a> {
    /// Starts at a byte of the text, which must begin a character.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        debug_assert!(text.is_char_boundary(at));
        Self { text, at }
    }

    /// Where it stands, in bytes of the text.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What is left, as written.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What was read since `from`, as written.
    pub(super) fn since(&self, from: usize) -> &'a str {
        self.text.get(from..self.at).unwrap_or_default()
    }

    pub(super) fn is_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.rest().chars().next().map(plain),
        }
    }

    /// The character behind the next one.
    pub(super) fn second(&self) -> Option<char> {
        let mut ahead = *self;
        ahead.bump();
        ahead.peek()
    }

    /// The character before this place, as it is to be read.
    pub(super) fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back().map(plain)
    }

    pub(super) fn bump(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        if is_there {
            self.bump();
        }
        is_there
    }

    pub(super) fn eat_any(&mut self, wanted: &[char]) -> bool {
        let is_there = self.peek().is_some_and(|c| wanted.contains(&c));
        if is_there {
            self.bump();
        }
        is_there
    }

    /// Reads these characters, in upper or lower case, or nothing.
    pub(super) fn eat_text(&mut self, wanted: &str) -> bool {
        let mut ahead = *self;
        for c in wanted.chars() {
            if !ahead.peek().is_some_and(|next| next.eq_ignore_ascii_case(&c)) {
                return false;
            }
            ahead.bump();
        }
        *self = ahead;
        true
    }

    /// Reads the first of these that is there.
    pub(super) fn eat_one_of(&mut self, wanted: &[&str]) -> bool {
        wanted.iter().any(|text| self.eat_text(text))
    }

    /// Reads a word and nothing longer.
    pub(super) fn eat_word(&mut self, wanted: &str) -> bool {
        let mut ahead = *self;
        let is_there = ahead.eat_text(wanted) && !ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric());
        if is_there {
            *self = ahead;
        }
        is_there
    }

    /// Passes over characters while `passed` holds, and tells how many bytes they took.
    pub(super) fn skip(&mut self, passed: impl Fn(char) -> bool) -> usize {
        let from = self.at;
        while self.peek().is_some_and(&passed) {
            self.bump();
        }
        self.at - from
    }

    pub(super) fn spaces(&mut self) -> &mut Self {
        self.skip(char::is_whitespace);
        self
    }

    /// Counts the digits that follow, up to one more than can be a date.
    pub(super) fn count_digits(&self) -> usize {
        let mut ahead = *self;
        let mut count = 0;
        while count <= MAX_DIGITS && ahead.peek().is_some_and(|c| c.is_ascii_digit()) {
            ahead.bump();
            count += 1;
        }
        count
    }

    /// Reads a run of digits as a number, with their count; none of it where it is longer than a date can be.
    pub(super) fn digits(&mut self) -> Option<(u64, usize)> {
        let count = self.count_digits();
        let number =
            Some(()).filter(|()| (1..=MAX_DIGITS).contains(&count)).and_then(|()| self.digit_run(count));
        number.map(|number| (number, count))
    }

    /// Reads exactly so many digits, whatever follows.
    pub(super) fn digit_run(&mut self, count: usize) -> Option<u64> {
        let mut number = 0_u64;
        for _ in 0..count {
            let digit = self.peek()?.to_digit(10)?;
            number = number.checked_mul(10)?.checked_add(u64::from(digit))?;
            self.bump();
        }
        Some(number)
    }

    /// Reads a number of one or two digits, or none of it.
    pub(super) fn small(&mut self) -> Option<i8> {
        let mut ahead = *self;
        let (number, _) = ahead.digits().filter(|(_, count)| *count <= 2)?;
        *self = ahead;
        i8::try_from(number).ok()
    }

    /// Returns the run of ASCII letters that follows, cut where no word of ours is as long.
    pub(super) fn word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.bytes().take(MAX_WORD).take_while(u8::is_ascii_alphabetic).count();
        rest.get(..end).unwrap_or_default()
    }

    /// Passes over so many bytes, which must end a character.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        debug_assert!(self.text.is_char_boundary(self.at));
    }
}
