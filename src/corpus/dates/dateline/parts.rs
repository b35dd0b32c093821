//! Here is the start of a line: which parts of a dateline stand there, and what closes them?

use std::ops::Range;

use super::super::clock::clock;
use super::super::cursor::Cursor;
use super::super::scan::{Named, Order, can_begin, date};
use super::super::zone::Zone;
use super::{is_blank, place, wire};

/// The most parts of one dateline: two wires, a place, a date, and what is between them.
const MAX_PARTS: usize = 8;

/// What stands behind a part, from the weakest to what ends a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Closing {
    #[default]
    None,
    Comma,
    Stop,
    Colon,
    Bar,
    Bracket,
    Slash,
    /// One dash of any length.
    Dash,
    /// `--` or `——`, as wires write it.
    DoubleDash,
}

/// The parts of what may be a dateline.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) place: Option<Range<usize>>,
    pub(super) date: Option<Named>,
    pub(super) zone: Option<Zone>,
    pub(super) wire: Option<Range<usize>>,
    /// Whether the wire is one that is known, and not just a name in brackets.
    pub(super) is_known_wire: bool,
    /// Whether it opens with a bracket.
    pub(super) is_bracketed: bool,
    pub(super) closing: Closing,
    /// Where the text behind the closing begins.
    pub(super) end: usize,
}

/// Reads as many parts as there are.
pub(super) fn read(start: Cursor<'_>) -> Option<Parts> {
    let mut at = start;
    let mut parts = Parts::default();
    let mut open = 0;
    if at.peek().is_some_and(|c| matches!(c, '-' | '—')) {
        // --News Direct--
        at.skip(|c| matches!(c, '-' | '—') || is_blank(c));
    } else if at.peek().is_some_and(|c| matches!(c, '(' | '[')) && !wire::is_delimited(at) {
        at.bump();
        at.skip(is_blank);
        open = 1;
        parts.is_bracketed = true;
    }
    for _ in 0..MAX_PARTS {
        let is_read = parts.date(&mut at, &mut open)
            || parts.wire(&mut at, &mut open)
            || parts.place(&mut at, &mut open);
        if !is_read {
            break;
        }
    }
    if open > 0 {
        return None;
    }
    parts.end = at.at();
    (parts.place.is_some() || parts.date.is_some() || parts.wire.is_some()).then_some(parts)
}

impl Parts {
    fn date(&mut self, at: &mut Cursor<'_>, open: &mut usize) -> bool {
        if !at.peek().is_some_and(can_begin) {
            return false;
        }
        let mut ahead = *at;
        let Some(named) = date(&mut ahead, Order::Unknown).filter(|named| named.is_day()) else {
            return false;
        };
        // Some name the day twice: once by hand and once by the wire.
        if self.date.is_some_and(|other| other != named) {
            return false;
        }
        let zone = clock(&mut ahead);
        if ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
            return false;
        }
        let mut left = *open;
        let closing = separators(&mut ahead, &mut left, self.wire.is_some());
        if self.wire.is_some() && closing < Closing::Colon {
            // --(BUSINESS WIRE)--October 18 is the day of cells.
            return false;
        }
        (self.date, self.zone, self.closing) = (Some(named), self.zone.or(zone), closing);
        (*at, *open) = (ahead, left);
        true
    }

    fn wire(&mut self, at: &mut Cursor<'_>, open: &mut usize) -> bool {
        let Some(found) = wire::read(*at) else { return false };
        let mut ahead = found.after;
        if found.is_date_alone() {
            let is_read = self.date.is_none();
            if is_read {
                (self.date, self.zone) = (found.date, found.zone);
                self.closing = separators(&mut ahead, open, self.wire.is_some()).max(Closing::Bracket);
                *at = ahead;
            }
            return is_read;
        }
        let mut left = *open;
        let closing = separators(&mut ahead, &mut left, true);
        let fits = if found.is_known {
            // A bare name needs something around it: Reuters reported so.
            let is_placed = self.place.is_some() && closing >= Closing::Colon;
            found.is_delimited || is_placed || closing >= Closing::Slash
        } else {
            let has_dash = closing >= Closing::Dash;
            let is_behind_date = self.date.is_some() && (found.is_slashed || has_dash);
            self.wire.is_none()
                && found.is_delimited
                && (is_behind_date || (self.place.is_some() && has_dash))
        };
        if !fits || (self.wire.is_some() && (!found.is_known || !found.is_delimited)) {
            return false;
        }
        if self.wire.is_none() {
            self.wire = Some(found.name);
            self.is_known_wire = found.is_known;
        }
        if self.date.is_none() && found.date.is_some() {
            (self.date, self.zone) = (found.date, found.zone);
        }
        self.closing = if found.is_delimited { closing.max(Closing::Bracket) } else { closing };
        (*at, *open) = (ahead, left);
        true
    }

    fn place(&mut self, at: &mut Cursor<'_>, open: &mut usize) -> bool {
        if self.place.is_some() {
            return false;
        }
        let mut ahead = *at;
        let Some(range) = place::place(&mut ahead) else { return false };
        let text = ahead.since(range.start);
        let mut left = *open;
        let closing = separators(&mut ahead, &mut left, self.wire.is_some());
        let is_before_date = self.date.is_none() && is_date(ahead);
        let is_before_wire = matches!(ahead.peek(), Some('(' | '[' | '/')) && wire::read(ahead).is_some();
        let is_ended = closing >= Closing::Bar || is_before_date || is_before_wire;
        // Behind a date or a wire stands the news, unless it is clearly a place: October 18, 2024 - Boston, MA - text.
        let is_sure = (self.date.is_none() && self.wire.is_none()) || is_before_date || place::is_known(text);
        if !is_ended || !is_sure || !place::is_shaped(text) {
            return false;
        }
        self.place = Some(range);
        self.closing = closing;
        (*at, *open) = (ahead, left);
        true
    }
}

/// Tells whether a day begins here.
pub(super) fn is_date(mut at: Cursor<'_>) -> bool {
    at.peek().is_some_and(can_begin) && date(&mut at, Order::Unknown).is_some_and(Named::is_day)
}

/// Passes over what joins parts or closes a dateline, and returns the strongest of it. `open` brackets may be closed, and a
/// slash opens no other wire where there is one.
pub(super) fn separators(at: &mut Cursor<'_>, open: &mut usize, has_wire: bool) -> Closing {
    let mut strongest = Closing::None;
    loop {
        let from = at.at();
        let closing = match at.peek() {
            Some(c) if is_blank(c) => Closing::None,
            Some(',' | '、') => Closing::Comma,
            Some('.' | ';') => Closing::Stop,
            Some(':') => Closing::Colon,
            Some('|' | '·' | '>') => Closing::Bar,
            Some(')' | ']') if *open > 0 => {
                *open -= 1;
                Closing::Bracket
            }
            // Behind a dash stands the news: -- /NOT FOR DISTRIBUTION/
            Some('/') if strongest < Closing::Dash && (has_wire || !wire::is_delimited(*at)) => {
                Closing::Slash
            }
            Some('-') if is_hyphen(*at) => return strongest,
            Some('-' | '—') => {
                let count = dashes(at);
                strongest = strongest.max(if count > 1 { Closing::DoubleDash } else { Closing::Dash });
                continue;
            }
            _ => return strongest,
        };
        at.bump();
        debug_assert!(at.at() > from);
        strongest = strongest.max(closing);
    }
}

/// Tells the hyphen of `COVID-19` and 丹麦-挪威 from a dash that lost its spaces: `June 19, 2017-A trial`.
fn is_hyphen(at: Cursor<'_>) -> bool {
    let (before, after) = (at.before(), at.second());
    let is_lost = before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(char::is_uppercase);
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric) && !is_lost
}

/// Passes over a run of dashes and counts them.
fn dashes(at: &mut Cursor<'_>) -> usize {
    let mut count = 0;
    while at.eat_any(&['-', '—']) {
        count += 1;
    }
    count
}
