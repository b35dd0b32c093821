//! The dateline that opens a release: a place, a date, and a wire or a dash. Lines are in NFKC.

use super::scan::{Written, after_weekday, date_at_start, day_of_year_at_start};
use crate::document::Precision;

/// The longest place before a date, and before one with which the line ends, in characters.
const MAX_PLACE_CHARS: usize = 90;
const MAX_LONE_PLACE_CHARS: usize = 30;
/// A date behind one of these is told of, not the release's own.
const PREPOSITIONS: &str =
    "on in of since from until by before after dated for to through and between ended ending effective";
const HAN_PREPOSITIONS: [char; 8] = ['于', '於', '自', '在', '至', '到', '从', '截'];
const DASHES: [char; 4] = ['—', '–', '―', '─'];

/// Reads a dateline at the start of a paragraph: a place, a date, and a wire or a dash.
pub(super) fn dateline(line: &str, year: Option<i16>) -> Option<Written> {
    let mut before = ' ';
    for (at, c) in line.char_indices().take(MAX_PLACE_CHARS) {
        let is_start = c.is_ascii_alphanumeric() && (!before.is_ascii_alphanumeric());
        before = c;
        if !is_start {
            continue;
        }
        let rest = &line[at..];
        let dated = date_at_start(rest).filter(|w| w.precision == Precision::Day);
        let dated = dated.or_else(|| year.and_then(|year| day_of_year_at_start(rest, year)));
        if let Some(written) = dated
            && is_place(&line[..at])
            && is_dateline_end(&rest[written.bytes..], &line[..at])
        {
            return Some(written);
        }
    }
    None
}

/// Tells whether what stands before a date can be a place or a wire, and not the start of a sentence.
fn is_place(lead: &str) -> bool {
    let lead = lead.trim_end_matches(|c: char| !c.is_alphanumeric());
    if lead.contains(['。', '!', '?', ';', '"']) || lead.ends_with(HAN_PREPOSITIONS) || lead.starts_with('据')
    {
        return false;
    }
    let words: Vec<&str> = lead.split_whitespace().collect();
    if let Some(last) = words.last()
        // IN and ON are also Indiana and Ontario.
        && !last.chars().all(char::is_uppercase)
        && PREPOSITIONS.split(' ').any(|word| word.eq_ignore_ascii_case(last))
    {
        return false;
    }
    let lower = words.iter().filter(|word| word.starts_with(|c: char| c.is_lowercase())).count();
    lower * 2 <= words.len()
}

/// Tells whether a date is followed as the date of a dateline is.
fn is_dateline_end(tail: &str, lead: &str) -> bool {
    let is_bracketed = tail.starts_with(')') && lead.trim_end_matches([' ', '(']).ends_with(DASHES);
    let tail = tail.trim_start_matches([' ', ',', ')', ']', '】', '.', '\u{3000}']);
    // A place and a date that have the line for themselves: 北京，2024年10月18日
    let is_alone =
        tail.is_empty() && lead.contains(char::is_alphabetic) && lead.trim_end().ends_with([',', '-']);
    if is_bracketed || (is_alone && lead.chars().count() <= MAX_LONE_PLACE_CHARS) {
        return true;
    }
    if let Some(rest) = tail.strip_prefix("消息").or_else(|| tail.strip_prefix(['电', '電', '讯', '訊']))
    {
        // 日电 opens a dispatch; 日电话会议 is a telephone conference.
        return !rest.starts_with(char::is_alphanumeric) || rest.starts_with("记者");
    }
    if let Some(rest) = after_dash(tail) {
        let rest = after_weekday(rest.trim_start());
        return date_at_start(rest).is_none() && day_of_year_at_start(rest, 2024).is_none();
    }
    if let Some(wire) = tail.strip_prefix('/') {
        let name = wire.split('/').next().unwrap_or_default();
        return name.chars().count() <= 40 && name.contains(char::is_alphabetic);
    }
    if let Some((inside, rest)) = tail.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        let is_wire = inside.to_ascii_lowercase().contains("wire");
        return inside.chars().count() <= 40 && (is_wire || after_dash(rest.trim_start()).is_some());
    }
    // 2024年10月18日，中国上海——
    let place: String = tail.chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
    let is_first = !lead.contains(char::is_alphanumeric);
    let rest = tail[place.len()..].trim_start_matches([')', ']', '】', ' ']);
    is_first && (1..=12).contains(&place.trim().chars().count()) && after_dash(rest).is_some()
}

fn after_dash(text: &str) -> Option<&str> {
    text.strip_prefix("--").or_else(|| text.strip_prefix("- ")).or_else(|| text.strip_prefix(DASHES))
}

/// Returns the one year that the headline and the short lines at the top name, if it is one.
pub(super) fn year_on_top(headline: &str, lines: &[String]) -> Option<i16> {
    let is_short = |line: &&str| line.chars().count() <= 60 && !line.ends_with(['.', '。']);
    let mut found = None;
    for line in lines.iter().map(String::as_str).filter(is_short).chain([headline]) {
        for run in line.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4) {
            let year = run.parse().ok().filter(|year| (1990..=2100).contains(year));
            if year.is_some() && found.is_some() && year != found {
                return None;
            }
            found = year.or(found);
        }
    }
    found
}
