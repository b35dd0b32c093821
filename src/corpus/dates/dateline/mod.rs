//! Here is a line: does it open with a dateline, and where does the news begin?
//!
//! A dateline is a place, a date and a wire in any order, joined by commas, dashes, bars and brackets, and ended by a
//! dash or by the wire (`parts.rs`), or a Chinese dispatch (`dispatch.rs`): 新华社北京10月23日电（记者…）. What has a
//! wire needs nothing more. What has a date and a dash needs a place that looks like one (`place.rs`), and a
//! place with a dash alone one that is known (`gazetteer.rs`), so that headings and sentences are left alone.
//! The cases are in `tests/cases/datelines.tsv`.

mod accept;
mod agency;
mod credit;
mod dispatch;
mod gazetteer;
mod inner;
mod parts;
mod place;
mod wire;

use std::ops::Range;

use super::cursor::Cursor;
use super::scan::Named;
use super::zone::Zone;
use parts::Parts;

/// The words that a wire, an office or a site puts before a dateline.
const LEADS: &[&str] = &[
    "for immediate release",
    "press release",
    "news release",
    "media release",
    "corrected and replaced",
    "correcting and replacing",
    "correction",
    "corrected",
    "updated",
    "update",
    "exclusive",
    "即时发布",
    "即時發佈",
    "新闻稿",
    "新聞稿",
    "新闻资料",
    "快讯",
    "更正",
    "原创",
];

/// The most tags before the news.
const MAX_TAGS: usize = 16;

/// The dateline that opens a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Dateline {
    /// Where it stands in the line as given, with its wire, its dash and the white space behind it: the news begins
    /// at its end. It begins where the line does, or behind sub-headlines that were joined to it.
    pub range: Range<usize>,
    /// The places that it names, as written: `SUZHOU, China`, `ROCKVILLE, Md.`
    pub places: Vec<String>,
    /// The day, with its year where the line or the context gives one.
    pub date: Option<Named>,
    /// The wire as written, without brackets: `GLOBE NEWSWIRE`, `PRNewswire-FirstCall`, `新华社`.
    pub wire: Option<String>,
    /// The zone of the time that stands behind the date.
    pub(super) zone: Option<Zone>,
}

/// What the page tells of a line that the line itself may leave out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The year that a day without one belongs to.
    pub year: Option<i16>,
}

/// Reads the dateline that opens a line.
///
/// Takes the same time for any line: no more than its first few hundred characters are looked at.
pub fn dateline(line: &str, context: Context) -> Option<Dateline> {
    let mut at = Cursor::new(line, 0);
    at.skip(is_blank);
    let start = at.at();
    leads(&mut at);
    let opening = opening(line, at).map(|parts| (start, parts));
    let (start, found) = opening.or_else(|| inner::inner(line, at.at()))?;
    let mut end = Cursor::new(line, found.end);
    tags(&mut end);
    end.skip(is_blank);
    let text = |range: &Range<usize>| line.get(range.clone()).unwrap_or_default();
    let date = found.date.map(|date| match date.in_year(context.year) {
        Some((first, precision)) => Named::Full { first, precision },
        None => date,
    });
    Some(Dateline {
        range: start..end.at(),
        places: found.place.as_ref().map(|range| place::list(text(range))).unwrap_or_default(),
        date,
        wire: found.wire.as_ref().map(|range| wire::name(text(range)).to_owned()),
        zone: found.zone,
    })
}

/// Reads the dateline that begins here.
fn opening(line: &str, at: Cursor<'_>) -> Option<Parts> {
    dispatch::dispatch(at).or_else(|| parts::read(at).filter(|parts| accept::is_dateline(line, parts)))
}

/// Passes over what an office or a site puts before a dateline.
fn leads(at: &mut Cursor<'_>) {
    for lead in LEADS {
        let mut ahead = *at;
        if !ahead.eat_text(lead) {
            continue;
        }
        // Pages lose the break in Media ReleaseBASEL.
        let is_glued =
            ahead.before().is_some_and(char::is_lowercase) && ahead.peek().is_some_and(char::is_uppercase);
        if is_glued || !ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
            parts::separators(&mut ahead, &mut 0, false);
            *at = ahead;
        }
    }
}

/// Passes over what Business Wire puts before the news: `$CELA #CART--`.
fn tags(at: &mut Cursor<'_>) {
    let mut ahead = *at;
    for _ in 0..MAX_TAGS {
        if !ahead.eat_any(&['$', '#']) || ahead.skip(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) == 0 {
            return;
        }
        ahead.spaces();
        if ahead.eat_text("--") || ahead.eat('—') {
            *at = ahead;
            return;
        }
    }
}

/// Tells white space and the marks of Markdown, which say nothing here.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '*' | '_')
}

#[cfg(test)]
mod cases;
