//! The names of months and weekdays.

use super::cursor::Cursor;

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Months in the other languages of wires whose releases come with an English dateline; behind a day only.
const OTHER_MONTHS: &[(&str, i8)] = &[
    ("janvier", 1),
    ("janv", 1),
    ("février", 2),
    ("févr", 2),
    ("mars", 3),
    ("avril", 4),
    ("avr", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("juil", 7),
    ("août", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("décembre", 12),
    ("déc", 12),
    ("januar", 1),
    ("februar", 2),
    ("märz", 3),
    ("juni", 6),
    ("juli", 7),
    ("oktober", 10),
    ("dezember", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
    ("januari", 1),
    ("februari", 2),
    ("maart", 3),
    ("mei", 5),
    ("augustus", 8),
    ("december", 12),
    ("marts", 3),
    ("maj", 5),
    ("augusti", 8),
    ("gennaio", 1),
    ("giugno", 6),
];
const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const HAN_WEEKDAYS: [char; 8] = ['一', '二', '三', '四', '五', '六', '日', '天'];
/// Reads the name of a weekday in English, whole or short, with nothing glued to it.
pub(super) fn weekday(at: &mut Cursor<'_>) -> bool {
    let word = at.word();
    let is_one = short_or_whole(word, WEEKDAYS).is_some();
    if is_one {
        at.advance(word.len());
    }
    is_one
}

/// Reads `星期五`, `周五`, `週五`, `礼拜五`.
pub(super) fn han_weekday(at: &mut Cursor<'_>) -> bool {
    let mut ahead = *at;
    let is_one = ahead.eat_one_of(&["星期", "周", "週", "礼拜", "禮拜"]) && ahead.eat_any(&HAN_WEEKDAYS);
    if is_one {
        *at = ahead;
    }
    is_one
}

/// Reads the name of a month in English, whole or short, and the point behind it.
pub(super) fn month_name(at: &mut Cursor<'_>) -> Option<i8> {
    let word = at.word();
    let index = short_or_whole(word, MONTHS)?;
    at.advance(word.len());
    at.eat('.');
    i8::try_from(index + 1).ok()
}

/// Reads the name of a month in another language.
pub(super) fn other_month(at: &mut Cursor<'_>) -> Option<i8> {
    let (_, month) = OTHER_MONTHS.iter().find(|(name, _)| {
        let mut ahead = *at;
        let is_one = ahead.eat_text(name) && !ahead.peek().is_some_and(char::is_alphabetic);
        if is_one {
            ahead.eat('.');
            *at = ahead;
        }
        is_one
    })?;
    Some(*month)
}

/// Finds a word of the list by the whole of it or by its first three or four letters.
fn short_or_whole(word: &str, list: &[&str]) -> Option<usize> {
    let start = word.get(..3)?;
    // The first three letters tell all of them apart.
    let index =
        list.iter().position(|full| full.get(..3).is_some_and(|known| known.eq_ignore_ascii_case(start)))?;
    let full = list.get(index)?;
    let is_short = word.len() <= 4 || word.eq_ignore_ascii_case("thurs");
    let is_one = full.get(..word.len()).is_some_and(|known| known.eq_ignore_ascii_case(word));
    (is_one && (is_short || full.len() == word.len())).then_some(index)
}
