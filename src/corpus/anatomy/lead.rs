//! Here is the paragraph with which the news begin: what of it is the lead?
//!
//! Wires glue second headlines to the front of a dateline, and a whole release to its lead.

use std::ops::Range;

use super::shape;

/// A lead longer than this is a whole release without paragraphs, in bytes.
const MAX_LEAD_BYTES: usize = 2_400;
/// Its first sentences, of at least this many bytes together, are then the lead.
const MIN_LEAD_BYTES: usize = 300;

/// The parts of a paragraph, none with space around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// Second headlines before its dateline.
    pub(super) second_headline: Option<Range<usize>>,
    /// The dateline, inside the lead.
    pub(super) dateline: Option<Range<usize>>,
    pub(super) lead: Range<usize>,
    /// The news behind the lead.
    pub(super) rest: Option<Range<usize>>,
}

/// Returns the parts of a paragraph of the lead, with the dateline that was found in it.
pub(super) fn parts(text: &str, dateline: Option<Range<usize>>) -> Parts {
    let start = dateline.as_ref().map_or(0, |dateline| dateline.start);
    let before = text[..start].trim_end().len();
    let end = end(text, start).unwrap_or(text.len());
    let rest = end + (text[end..].len() - text[end..].trim_start().len());
    Parts {
        second_headline: (before > 0).then_some(0..before),
        dateline: dateline.map(|dateline| dateline.start..dateline.end.min(end)),
        lead: start..end,
        rest: (rest < text.len()).then_some(rest..text.len()),
    }
}

/// Returns where the lead ends inside a paragraph that is too long for one.
fn end(text: &str, start: usize) -> Option<usize> {
    let text_from = &text[start..];
    if text_from.len() <= MAX_LEAD_BYTES {
        return None;
    }
    let near = shape::head(text_from, MAX_LEAD_BYTES);
    let ends = near.match_indices(['.', '。', '!', '！', '?', '？']);
    let mut ends = ends.map(|(at, mark)| (at, at + mark.len()));
    let end = ends.find(|&(at, end)| {
        let after = &text_from[end..];
        let is_free = after.starts_with(char::is_whitespace)
            && after.trim_start().starts_with(|c: char| !c.is_lowercase());
        // An abbreviation is no end: Inc., U.S., N.J.
        let word = text_from[..at].rsplit(' ').next().unwrap_or_default();
        end >= MIN_LEAD_BYTES
            && ((is_free && word.len() > 3) || text_from[..end].ends_with(['。', '！', '？']))
    });
    end.map(|(_, end)| start + end)
}
