//! May a query be taken as it is, or does it hold something that only looks like syntax?

use unicode_width::UnicodeWidthChar;

use super::syntax::Note;
use crate::error::{Error, ErrorKind};

/// The longest part of a query that an error shows, in characters.
const MAX_SHOWN_CHARS: usize = 80;

/// Refuses a query that has notes, for callers who would rather be told than guessed at.
///
/// The error is [`ErrorKind::Invalid`]; its message has three lines, unlike others: the first note,
/// the query (or the part around the place), and a caret under the place, where Han take two cells.
pub fn check_strict(text: &str, notes: &[Note]) -> Result<(), Error> {
    let Some(note) = notes.first() else { return Ok(()) };
    let (line, cells) = shown(text, note.span.start);
    let message = format!("{}\n  {line}\n  {:cells$}^", note.message, "");
    Err(Error::new(ErrorKind::Invalid, message))
}

/// Returns the part of `text` around a place, fit for a terminal line, and the cells before the place.
fn shown(text: &str, place: usize) -> (String, usize) {
    let before = text.char_indices().take_while(|&(at, _)| at < place).count();
    let total = text.chars().count();
    let start = before.saturating_sub(MAX_SHOWN_CHARS / 2).min(total.saturating_sub(MAX_SHOWN_CHARS));
    let mut line = String::new();
    let mut cells = 0;
    let mut caret = 0;
    for (at, c) in text.chars().enumerate().skip(start).take(MAX_SHOWN_CHARS) {
        if at == before {
            caret = cells;
        }
        let cut = (at == start && start > 0) || (at + 1 == start + MAX_SHOWN_CHARS && at + 1 < total);
        let c = if cut { '…' } else { printable(c) };
        cells += c.width().unwrap_or(0);
        line.push(c);
    }
    let is_at_end = before >= total;
    (line, if is_at_end { cells } else { caret })
}

/// White space becomes a space; what would move the cursor or turn the line becomes a visible mark.
fn printable(c: char) -> char {
    match c {
        '\u{3000}' => c,
        _ if c.is_whitespace() => ' ',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            '\u{fffd}'
        }
        _ if c.width().is_none() => '\u{fffd}',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::query::parse::parse;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let syntax = parse(text, Date::constant(2024, 10, 18));
        let shown = match check_strict(text, &syntax.notes) {
            Ok(()) => "fine".to_owned(),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Invalid);
                error.to_string()
            }
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn a_query_without_notes_is_fine() {
        for text in ["", "CAR-T 细胞", "+title:“DC细胞” -北京 date:2024", "t(9;22) OR <5%"] {
            check(text, "fine");
        }
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        check(
            "DC cell \"gene",
            "unclosed quote at column 9; searched as words: gene\n  DC cell \"gene\n          ^",
        );
        check(
            "树突\t细胞 “基因",
            "unclosed quote at column 7; searched as words: 基因\n  树突 细胞 “基因\n            ^",
        );
    }

    #[test]
    fn a_long_query_is_cut_around_the_place() {
        let text = format!("{}\"x {}", "细胞 ".repeat(50), "cell ".repeat(50));
        let syntax = parse(&text, Date::constant(2024, 10, 18));
        let message = check_strict(&text, &syntax.notes).expect_err("there is a note").to_string();
        let lines: Vec<&str> = message.lines().collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1].chars().count(), 2 + MAX_SHOWN_CHARS);
        let column = lines[1].find('"').expect("the place is shown");
        assert_eq!(unicode_width::UnicodeWidthStr::width(&lines[1][..column]), lines[2].len() - 1);
    }
}
