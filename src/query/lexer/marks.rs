//! Which characters are syntax?
//!
//! Every mark has the form of a Chinese keyboard beside its ASCII one. What a mark means depends on
//! where it stands; that is for `lexer.rs`.

use crate::text::script;

/// What stands before a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::query) enum Sign {
    /// `+`: required.
    Plus,
    /// `-`: excluded.
    Minus,
}

/// Returns the sign a character is.
pub(super) fn sign(c: char) -> Option<Sign> {
    match c {
        '+' | '＋' => Some(Sign::Plus),
        '-' | '－' => Some(Sign::Minus),
        _ => None,
    }
}

/// Tells whether a sign directly before this character is an operator. `--`, `->`, `+/-` are not.
pub(super) fn can_be_signed(c: char) -> bool {
    !c.is_whitespace() && !is_close(c) && sign(c).is_none() && !"/=<>／＝＜＞".contains(c)
}

/// Tells whether this is a decimal digit as keyboards write it.
pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Tells whether this opens a parenthesis.
pub(super) fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

/// Tells whether this closes a parenthesis.
pub(super) fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

/// Tells whether this parts a field from its value.
pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// Tells whether this stands for everything.
pub(super) fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊')
}

/// The quotes that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// `"…"`, `“…”`, `＂…＂` in any pairing: keyboards and word processors mix them.
    Double,
    /// `「…」`.
    Corner,
    /// `『…』`.
    WhiteCorner,
}

/// Returns the quote that this character opens.
pub(super) fn opening(c: char) -> Option<Quote> {
    match c {
        '"' | '“' | '”' | '＂' => Some(Quote::Double),
        '「' => Some(Quote::Corner),
        '『' => Some(Quote::WhiteCorner),
        _ => None,
    }
}

/// Tells whether this character closes the quote.
pub(super) fn closes(quote: Quote, c: char) -> bool {
    match quote {
        Quote::Double => opening(c) == Some(Quote::Double),
        Quote::Corner => c == '」',
        Quote::WhiteCorner => c == '』',
    }
}

/// Tells whether a backslash before this character, inside quotes, takes its meaning away.
pub(super) fn can_be_escaped(c: char) -> bool {
    matches!(c, '\\' | '」' | '』') || opening(c).is_some()
}

/// Tells whether a quote opens in the middle of a run of text, after `before`.
///
/// `5"` and `a"b` hold an ordinary character. Chinese puts no space before a quote, and `“`, `「`, `『`
/// are nothing but opening quotes.
pub(super) fn opens_inside(c: char, before: char) -> bool {
    match c {
        '“' | '「' | '『' => true,
        '"' | '”' | '＂' => script::is_han(before) || is_han_mark(before),
        _ => false,
    }
}

/// Tells whether this is punctuation of Chinese text.
fn is_han_mark(c: char) -> bool {
    matches!(c, '—' | '…' | '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Returns the ASCII form of a full-width character, and any other as it is.
pub(in crate::query) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}
