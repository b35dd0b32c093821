//! Here are the paragraphs of a body: which part of the release is each?
//!
//! One walk from the top: above the lead, in the news, in a section of boilerplate, below the end. What the first
//! words of a paragraph announce moves the walk on; what announces nothing is what the walk has come to.

use std::ops::Range;

use super::cue::{self, Cue};
use super::pieces::{Piece, is_end_mark};
use super::shape::{has_address, head, is_bullet, is_heading, is_link, is_prose, tail, undecorated};
use super::{about, dateline, page, table};
use crate::corpus::draft::MarkKind;
use crate::document::Zone;

/// How far down a dateline or a lead is looked for.
const TOP_PIECES: usize = 24;
const TOP_BYTES: usize = 8_000;
/// A paragraph as long as this is none of a block of contacts, nor a link.
const LONG_BYTES: usize = 160;
/// The shortest paragraph that a heading can be above, which ends boilerplate.
const MIN_BELOW_HEADING_BYTES: usize = 100;
/// What a dateline leaves of its paragraph when it is alone in it.
const ALONE_BYTES: usize = 12;
/// The longest paragraph that stands between the headline and the dateline as a second headline.
const MAX_SUBHEADLINE_BYTES: usize = 400;

/// Where the walk has come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Top,
    News,
    About,
    Forward,
    Contact,
    Links,
    /// Below `###` or SOURCE: what comes is no news.
    Ended,
}

/// The walk over the paragraphs.
struct Walk<'a> {
    body: &'a str,
    headline: &'a str,
    pieces: &'a [Piece],
    rows: Vec<bool>,
    /// The paragraph with which the news begin, and the last one of prose.
    lead: usize,
    last_prose: usize,
    /// The paragraph with the dateline, and where in it that is.
    dateline: Option<(usize, Range<usize>)>,
    /// Whether paragraphs have empty lines between them.
    is_spaced: bool,
    state: State,
    /// What a block of contacts or links interrupts.
    before: State,
    /// Whether the end of the release was passed.
    is_over: bool,
}

/// The zone of each paragraph, and the dateline: of which paragraph, and where in it.
pub(super) struct Blocks {
    pub(super) zones: Vec<Zone>,
    pub(super) dateline: Option<(usize, Range<usize>)>,
}

/// Returns the zone of each paragraph.
pub(super) fn blocks(headline: &str, body: &str, pieces: &[Piece]) -> Blocks {
    let rows = table::rows(body, pieces);
    let text = |piece: &Piece| &body[piece.range.clone()];
    let last_prose = pieces.iter().rposition(|piece| is_news_like(text(piece))).unwrap_or_default();
    let is_spaced = pieces.iter().skip(1).any(|piece| piece.is_apart);
    let mut walk = Walk {
        body,
        headline,
        pieces,
        rows,
        lead: 0,
        dateline: None,
        last_prose,
        is_spaced,
        state: State::Top,
        before: State::News,
        is_over: false,
    };
    (walk.lead, walk.dateline) = walk.find_lead();
    let mut zones: Vec<Zone> = (0..pieces.len()).map(|at| walk.step(at)).collect();
    walk.second_headlines(&mut zones);
    Blocks { zones, dateline: walk.dateline }
}

fn is_news_like(text: &str) -> bool {
    text.len() >= LONG_BYTES / 2 && is_prose(text) && cue::of(undecorated(text), true).is_none()
}

impl<'a> Walk<'a> {
    fn text(&self, at: usize) -> &'a str {
        &self.body[self.pieces[at].range.clone()]
    }

    /// Finds the paragraph with which the news begin: the one with the dateline or below it, else the first prose.
    fn find_lead(&self) -> (usize, Option<(usize, Range<usize>)>) {
        let is_top = |at: &usize| *at < TOP_PIECES && self.pieces[*at].range.start < TOP_BYTES;
        let top: Vec<usize> = (0..self.pieces.len()).take_while(is_top).collect();
        let open = |at: &usize| self.of_page(*at, true).is_none() && !self.rows[*at];
        // Below the second paragraph of prose, a dateline is that of another text.
        let mut prose = 0;
        for &at in &top {
            if let Some(range) = dateline::range(self.text(at)).filter(|_| prose < 2) {
                return (at, Some((at, range)));
            }
            if prose >= 2 {
                break;
            }
            prose += usize::from(self.text(at).len() >= LONG_BYTES && is_prose(self.text(at)) && open(&at));
        }
        let is_lead = |at: &usize| !is_bullet(self.text(*at)) && is_prose(self.text(*at));
        let prose = top.iter().copied().find(|at| open(at) && is_lead(at));
        (prose.or_else(|| top.iter().copied().find(open)).unwrap_or_default(), None)
    }

    /// Returns the zone of a paragraph, and moves on.
    fn step(&mut self, at: usize) -> Zone {
        let text = self.text(at);
        if is_end_mark(text) && at > self.lead {
            return self.end();
        }
        if self.rows[at] {
            return Zone::Table;
        }
        if self.state == State::Top { self.above(at) } else { self.below(at) }
    }

    /// The zone of a paragraph at the top, down to the lead.
    fn above(&mut self, at: usize) -> Zone {
        let text = self.text(at);
        let dateline = self.dateline.as_ref().filter(|(with, _)| *with == at).map(|(_, range)| range.end);
        let of_page = self.of_page(at, true).filter(|_| dateline.is_none());
        if at < self.lead {
            let after_contact = self.before == State::Contact && !self.pieces[at].is_apart && !is_prose(text);
            let zone = of_page.or_else(|| {
                (has_address(text) || after_contact)
                    .then_some(Zone::Contact)
                    .filter(|_| text.len() < LONG_BYTES)
            });
            self.before = if zone == Some(Zone::Contact) { State::Contact } else { State::News };
            let is_second = text.len() <= MAX_SUBHEADLINE_BYTES;
            return zone.unwrap_or(if is_second { Zone::Subheadline } else { Zone::Body });
        }
        self.before = State::News;
        if let Some(zone) = of_page {
            // Nothing was found that opens the news: every paragraph speaks for itself.
            self.state = State::News;
            return self.below_zone(at, zone);
        }
        // A dateline alone on its line is part of the lead, which follows.
        if dateline.is_some_and(|end| text.len() <= end + ALONE_BYTES) {
            self.lead = self.next_lead(at);
        } else {
            self.state = State::News;
        }
        Zone::Lead
    }

    fn next_lead(&self, at: usize) -> usize {
        let rest = at + 1..self.pieces.len().min(at + TOP_PIECES);
        let prose = rest.clone().find(|&at| is_prose(self.text(at)) && self.of_page(at, true).is_none());
        prose.unwrap_or(at + 1)
    }

    fn below_zone(&mut self, at: usize, zone: Zone) -> Zone {
        let moved = self.below(at);
        if moved == Zone::Body { zone } else { moved }
    }

    /// The zone of a paragraph that says by itself what it is, wherever it stands.
    fn of_page(&self, at: usize, at_edge: bool) -> Option<Zone> {
        let (text, piece) = (self.text(at), &self.pieces[at]);
        match piece.mark {
            Some(MarkKind::Caption) => return Some(Zone::Caption),
            Some(MarkKind::Navigation) => return Some(Zone::Navigation),
            _ => {}
        }
        let bare = undecorated(text);
        let as_is = || if bare.len() < text.len() { cue::of(text, at_edge) } else { None };
        let zone = match cue::of(bare, at_edge).or_else(as_is) {
            Some(Cue::About) if at < self.lead || self.state == State::Top => Some(Zone::Navigation),
            Some(Cue::About) => Some(Zone::About),
            Some(Cue::Forward | Cue::Notice) => Some(Zone::ForwardLooking),
            Some(Cue::Issuer) if self.state == State::Top => Some(Zone::Navigation),
            Some(Cue::Contact | Cue::Reach | Cue::Issuer) => Some(Zone::Contact),
            Some(Cue::Page | Cue::Edge | Cue::Links) => Some(Zone::Navigation),
            Some(Cue::Caption) => Some(Zone::Caption),
            None => None,
        };
        zone.or_else(|| page::is_credited(text).then_some(Zone::Caption)).or_else(|| {
            let is_page = is_link(text)
                || !text.contains(char::is_alphanumeric)
                || (at_edge && !self.is_over && page::is_edge(text));
            is_page.then_some(Zone::Navigation)
        })
    }

    /// The zone of a paragraph below the lead.
    fn below(&mut self, at: usize) -> Zone {
        let text = self.text(at);
        let bare = undecorated(text);
        let at_edge = at > self.last_prose || self.is_over || self.state == State::Links;
        let is_marked = matches!(self.pieces[at].mark, Some(MarkKind::Caption | MarkKind::Navigation));
        // Below Contacts, Media is one of them and no link.
        let is_link_word = |cue: &Cue| *cue == Cue::Edge && self.state == State::Contact;
        let cue = cue::of(bare, at_edge).filter(|cue| !is_marked && !is_link_word(cue));
        if !is_marked
            && (cue == Some(Cue::About)
                || (about::opens(bare) && !matches!(cue, Some(Cue::Edge | Cue::Page))))
        {
            return self.enter(State::About);
        }
        match cue {
            Some(Cue::Forward) => return self.enter(State::Forward),
            Some(Cue::Contact) => return self.enter(State::Contact),
            Some(Cue::Links) => {
                self.enter(State::Links);
                return Zone::Navigation;
            }
            Some(Cue::Issuer) => return self.end(),
            // 特此公告 closes an announcement: who gave it and when follows.
            Some(Cue::Reach) if ["特此", "承董事", "谨此"].iter().any(|close| bare.starts_with(close)) =>
            {
                return self.end();
            }
            _ => {}
        }
        // A second version of the release, as in a text in two languages, opens with a dateline of its own.
        if self.state != State::News && text.len() >= LONG_BYTES && has_dated_opening(text) {
            (self.state, self.is_over) = (State::News, false);
            return Zone::Body;
        }
        let of_page = self.of_page(at, at_edge && self.state != State::Contact);
        let zone = of_page.unwrap_or_else(|| self.inherited(at));
        if ["（完）", "(完)"].iter().any(|mark| tail(text, 9).ends_with(mark)) {
            self.end();
        }
        zone
    }

    /// Ends the release: what comes is no news.
    fn end(&mut self) -> Zone {
        (self.state, self.before, self.is_over) = (State::Ended, State::Ended, true);
        Zone::Contact
    }

    /// Goes back to the news, if they are not over.
    fn resume(&mut self) -> Zone {
        self.state = if self.is_over { State::Ended } else { State::News };
        if self.is_over { Zone::Contact } else { Zone::Body }
    }

    /// Opens a section of boilerplate, and remembers what it interrupts.
    fn enter(&mut self, state: State) -> Zone {
        if matches!(self.state, State::News | State::About | State::Forward) {
            self.before = self.state;
        }
        self.state = state;
        match state {
            State::About => Zone::About,
            State::Forward => Zone::ForwardLooking,
            _ => Zone::Contact,
        }
    }

    /// The zone of a paragraph that announces nothing.
    fn inherited(&mut self, at: usize) -> Zone {
        let text = self.text(at);
        let is_long = || text.len() >= LONG_BYTES && !has_address(head(text, LONG_BYTES)) && is_prose(text);
        match self.state {
            State::Top | State::News => {
                let is_contact = at > self.last_prose && text.len() < LONG_BYTES && has_address(text);
                if is_contact { Zone::Contact } else { Zone::Body }
            }
            State::About | State::Forward if self.is_heading(at) => self.resume(),
            // Whom to ask, without a heading: Examplaria Inc. ir@examplaria.example.com
            State::About | State::Forward
                if text.len() < LONG_BYTES && !is_prose(text) && has_address(text) =>
            {
                Zone::Contact
            }
            State::About => Zone::About,
            State::Forward => Zone::ForwardLooking,
            State::Contact | State::Links if is_long() || self.is_heading(at) => match self.before {
                State::About => self.enter(State::About),
                State::Forward => self.enter(State::Forward),
                _ => self.resume(),
            },
            State::Contact | State::Ended => Zone::Contact,
            State::Links => Zone::Navigation,
        }
    }

    /// Tells whether a paragraph is a heading that ends the section above it: one that is marked, or a short one
    /// that prose follows.
    fn is_heading(&self, at: usize) -> bool {
        let text = self.text(at);
        let lower = head(text, 40).to_ascii_lowercase();
        // What is said of a product below every release about it is of one piece with what it is.
        if ["important safety", "indication", "select safety", "safety information"]
            .iter()
            .any(|of_product| lower.starts_with(of_product))
        {
            return false;
        }
        let prose_follows = self.pieces.get(at + 1).is_some_and(|next| {
            let next = &self.body[next.range.clone()];
            next.len() >= MIN_BELOW_HEADING_BYTES && is_prose(next) && !has_address(next)
        });
        // The first paragraph below the heading of the section belongs to it, however short.
        let is_first = at == 0 || is_heading(self.text(at - 1));
        let is_marked = self.pieces[at].mark == Some(MarkKind::Heading);
        let stands_apart = self.pieces[at].is_apart || !self.is_spaced;
        is_heading(text) && (is_marked || (prose_follows && stands_apart && !is_first && !has_address(text)))
    }

    /// Paragraphs at the top that stand above no news are no second headlines; the headline said again is one.
    fn second_headlines(&self, zones: &mut [Zone]) {
        for at in 0..zones.len().min(TOP_PIECES) {
            let repeats = || self.text(at).eq_ignore_ascii_case(self.headline);
            if zones[at] == Zone::Lead
                && self.text(at).len() <= MAX_SUBHEADLINE_BYTES
                && repeats()
                && zones.get(at + 1) == Some(&Zone::Body)
            {
                zones[at] = Zone::Subheadline;
                zones[at + 1] = Zone::Lead;
            }
        }
    }
}

/// Tells whether a paragraph opens with a dateline that has a date.
fn has_dated_opening(text: &str) -> bool {
    let start = head(text, LONG_BYTES);
    let may_be = start.contains(|c: char| c.is_ascii_digit())
        && (start.contains(['—', '–', '/', '电', '電']) || start.contains("--") || start.contains(" - "));
    may_be
        && dateline::range(text).is_some_and(|dateline| text[dateline].contains(|c: char| c.is_ascii_digit()))
}
