//! Here are the parts of what may be a dateline: is it one?

use super::super::cursor::Cursor;
use super::super::scan::Named;
use super::parts::{Closing, Parts, is_date};
use super::{gazetteer, place};
use crate::text::script::is_han;

/// The longest place that stands on a line with its date alone, in bytes.
const MAX_LONE_PLACE_BYTES: usize = 60;
/// How much text must follow a date and a dash without a place, in bytes: less is a line of an agenda.
const MIN_NEWS_BYTES: usize = 60;
/// How much must follow a known place and a dash without a date where no sentence ends, in bytes.
const MIN_LONG_NEWS_BYTES: usize = 150;

/// Tells whether the parts are a dateline.
pub(super) fn is_dateline(line: &str, parts: &Parts) -> bool {
    let news = line.get(parts.end..).unwrap_or_default().trim();
    let after = Cursor::new(line, parts.end);
    let place = parts.place.as_ref().and_then(|range| line.get(range.clone()));
    let has_dash = parts.closing >= Closing::Dash;
    if parts.is_known_wire {
        // (Apo) is also a protein: a wire alone wants a dash, or a place that is one.
        let is_placed = place.is_some_and(|place| place::is_upper(place) || place::is_known(place));
        return parts.date.is_some() || has_dash || is_placed;
    }
    if parts.date.is_some() && is_date(after) {
        // October 18, 2024 - October 20, 2024: the fair
        return false;
    }
    let is_full = matches!(parts.date, Some(Named::Full { .. }));
    match (place, parts.date) {
        (Some(_), Some(_)) if parts.wire.is_some() => true,
        (Some(place), Some(_)) if news.is_empty() => {
            is_full && place.len() <= MAX_LONE_PLACE_BYTES && place::is_known(place)
        }
        (Some(place), Some(_)) => {
            let is_plain_place = is_full || place::is_upper(place) || place::is_known(place);
            // Jane Roe, MD - October 18, 2024 - said so: a region is not enough where no sentence begins.
            let is_opening = is_news(after) || place::is_upper(place) || place::opens_with_city(place);
            (has_dash && is_plain_place && place::is_likely(place) && is_opening)
                || (place::is_known(place) && is_news(after) && is_closed(parts, place))
        }
        (None, Some(_)) => is_full && has_dash && news.len() >= MIN_NEWS_BYTES && is_news(after),
        (Some(place), None) if parts.wire.is_some() => has_dash && place::is_known(place) && is_news(after),
        (Some(place), None) => is_place_and_dash(place, parts.closing, after, news),
        (None, None) => false,
    }
}

/// Tells whether what stands behind the date ends a dateline without a dash: Oslo, 18 October 2024: news, 【上海，2024年10月18日】.
fn is_closed(parts: &Parts, place: &str) -> bool {
    if place.chars().any(is_han) {
        return parts.is_bracketed || matches!(parts.closing, Closing::Colon | Closing::Bar | Closing::Slash);
    }
    parts.closing != Closing::Comma
}

/// Tells whether what follows can open a sentence of news.
fn is_news(after: Cursor<'_>) -> bool {
    after.peek().is_some_and(|c| {
        c.is_uppercase() || matches!(c, '"' | '\'' | '(' | '[' | '$' | '#') || is_caseless(c)
    })
}

fn is_caseless(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

/// Tells `BOSTON -- CelArts said so.` from a heading that opens with a place.
fn is_place_and_dash(place: &str, closing: Closing, after: Cursor<'_>, news: &str) -> bool {
    let is_city = !place.chars().any(is_han) || gazetteer::is_han_city_in_region(place);
    if !place::is_known(place) || !is_city || !is_news(after) || place::is_country(place) {
        return false;
    }
    let is_sentence = news.contains(". ") || news.contains('。') || news.ends_with(['.', '"', '”']);
    match closing {
        Closing::DoubleDash if !place.chars().any(is_han) => true,
        Closing::DoubleDash | Closing::Dash => is_sentence || news.len() >= MIN_LONG_NEWS_BYTES,
        _ => false,
    }
}
