//! Where is the dateline that opens a paragraph?
//!
//! `corpus::dates` reads datelines; here a place and a date that have a line for themselves are one too.

use std::ops::Range;

use super::shape::head;
use crate::corpus::dates;
use crate::text::script::is_han;

/// How much of a paragraph is looked at: second headlines may be glued to the front of a dateline.
const MAX_BYTES: usize = 1_200;
/// The longest line that is a place and a date and nothing else.
const MAX_ALONE_BYTES: usize = 60;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Returns where the dateline of a paragraph is, without the space around it: at its start, or behind second
/// headlines that were glued to it.
pub(super) fn range(text: &str) -> Option<Range<usize>> {
    if is_alone(text.trim_matches('*')) {
        return Some(0..text.len());
    }
    let found = dates::dateline(head(text, MAX_BYTES), dates::Context::default())?.range;
    let written = text.get(found.clone())?;
    // The asterisks of **BOSTON** open it, and are none of the white space before it.
    let start = if text[..found.start].trim_matches(['*', '_', ' ']).is_empty() { 0 } else { found.start };
    let end = found.start + written.trim_end().len();
    (end > start).then_some(start..end)
}

/// Tells whether a paragraph is a place and a date: `NEW YORK, October 3, 2024`, `北京，2024年10月18日`.
fn is_alone(text: &str) -> bool {
    if text.len() > MAX_ALONE_BYTES || text.ends_with(['.', '。']) {
        return false;
    }
    if let Some((place, date)) =
        text.split_once(['，', '｜', '|']).filter(|(place, _)| place.starts_with(is_han))
    {
        let is_place = place.chars().count() <= 8 && place.chars().all(|c| is_han(c) || c == '·');
        return is_place && date.trim().starts_with("20") && date.trim_end().ends_with('日');
    }
    let place = text.split(',').next().unwrap_or_default();
    let is_place = place.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !place.contains(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == ':');
    is_place && text.contains(',') && !has_month(place) && has_month(text) && ends_in_year(text)
}

fn has_month(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| {
        let three = word.get(..3).unwrap_or_default().to_ascii_lowercase();
        word.len() <= 9 && MONTHS.contains(&three.as_str())
    })
}

fn ends_in_year(text: &str) -> bool {
    let year = text.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
}
