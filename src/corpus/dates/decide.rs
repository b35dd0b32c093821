//! Which of the dates that a source gives is the release's, and is there another with as much right?

use jiff::ToSpan;
use jiff::civil::Date;

use super::in_body::first_date;
use super::scan::{Named, Order};
use super::stamp::{Stamp, stamp};
use super::top::{Said, sign_off, top, year_on_top};
use super::url::date_in_url;
use crate::document::{Conflict, Precision, Provenance, ReleaseDate};

/// How far apart two dates of one release can be, in days: it is another day in another time zone.
const ZONE_DAYS: i32 = 1;

/// What speaks for a date.
#[derive(Debug, Clone, Copy)]
pub(in crate::corpus) struct Evidence<'e> {
    /// The dates that the source declares, as written, and where.
    pub declared: &'e [(String, Provenance)],
    /// The dates on which the source says that it changed the release: they count where nothing says when it was
    /// published.
    pub modified: &'e [(String, Provenance)],
    /// The address of the release.
    pub url: Option<&'e str>,
    pub headline: &'e str,
    pub body: &'e str,
    /// The declared language: `en-GB` writes the day before the month.
    pub language: Option<&'e str>,
    /// When the file was written, where that says anything.
    pub file_time: Option<Date>,
    /// The day it is: no release is from a later one than the next.
    pub today: Date,
}

/// A date that something gives.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    first: Date,
    precision: Precision,
    provenance: Provenance,
    offset: Option<i16>,
}

/// Decides when a release was published.
///
/// What says when it was published comes in order of trust; then when it was changed, when it might be published,
/// the first date of the text and the time of its file, none of which contradict another. No date is later than
/// the day after `today`: it is that day already in the east.
pub(in crate::corpus) fn decide(evidence: &Evidence<'_>) -> Option<ReleaseDate> {
    let latest = evidence.today.checked_add(ZONE_DAYS.days()).unwrap_or(evidence.today);
    let order = order_of(evidence.language);
    let is_past = |candidate: &Candidate| candidate.first <= latest;
    let declared = evidence.declared.iter().filter_map(|declared| written(declared, order)).filter(is_past);
    // When a file was made, or a page fetched, is not when a release was published.
    let (made, mut published): (Vec<Candidate>, Vec<Candidate>) =
        declared.partition(|candidate| candidate.provenance == Provenance::File);
    published.sort_by_key(|candidate| trust(candidate.provenance));
    let address = evidence.url.and_then(date_in_url).map(|(first, precision)| Candidate {
        first,
        precision,
        provenance: Provenance::Url,
        offset: None,
    });
    let address = address.filter(is_past);
    let top = top(evidence.body);
    let mut year = Year { evidence, latest, anchor: published.first().or(address.as_ref()).copied() };
    let mut said = |said: Option<Said>, provenance| {
        let found = candidate(said?, provenance, &year).filter(is_past)?;
        year.anchor = year.anchor.or(Some(found));
        Some(found)
    };
    let byline = said(top.published, Provenance::Byline);
    let dateline = said(top.dateline, Provenance::Dateline);
    let changed = said(top.changed, Provenance::Byline);
    let embargoed = said(top.embargoed, Provenance::Byline);
    let ending = if byline.is_none() && dateline.is_none() {
        said(sign_off(evidence.body), Provenance::Byline)
    } else {
        None
    };
    published.extend(byline.or(ending));
    published.extend(dateline);
    published.extend(address);
    if let Some(chosen) = published.first() {
        return Some(settle(*chosen, &published));
    }
    let modified = evidence.modified.iter().filter_map(|declared| written(declared, order)).find(is_past);
    let lesser = modified.or(changed).or(embargoed);
    let lesser =
        lesser.or_else(|| first_date(evidence.body, latest).map(|first| day(first, Provenance::Body)));
    let lesser = lesser.or(made.first().copied());
    let lesser =
        lesser.or_else(|| evidence.file_time.map(|first| day(first, Provenance::File)).filter(is_past));
    lesser.map(Candidate::release_date)
}

impl Candidate {
    fn last(&self) -> Date {
        self.precision.last(self.first)
    }

    fn release_date(self) -> ReleaseDate {
        ReleaseDate { offset: self.offset, ..ReleaseDate::new(self.first, self.precision, self.provenance) }
    }

    /// Tells whether two dates can be of one day, in two time zones.
    fn agrees(&self, other: &Self) -> bool {
        let reach = ZONE_DAYS.days();
        let reaches =
            |from: &Self, to: &Self| from.last().checked_add(reach).map_or(true, |last| last >= to.first);
        reaches(self, other) && reaches(other, self)
    }
}

fn day(first: Date, provenance: Provenance) -> Candidate {
    Candidate { first, precision: Precision::Day, provenance, offset: None }
}

/// Takes the day where the most trusted date is a month or a year and another names a day in it, and notes a date that
/// contradicts it.
fn settle(trusted: Candidate, published: &[Candidate]) -> ReleaseDate {
    let lies_in = |other: &&Candidate| {
        other.precision > trusted.precision && trusted.first <= other.first && other.last() <= trusted.last()
    };
    let chosen = published
        .iter()
        .filter(lies_in)
        .max_by_key(|other| (other.precision, std::cmp::Reverse(trust(other.provenance))));
    let chosen = *chosen.unwrap_or(&trusted);
    let conflict = published.iter().find(|other| !chosen.agrees(other)).map(|other| Conflict {
        first: other.first,
        precision: other.precision,
        provenance: other.provenance,
    });
    ReleaseDate { conflict, ..chosen.release_date() }
}

/// Returns the place of a provenance in the order of trust.
fn trust(provenance: Provenance) -> usize {
    Provenance::ALL.iter().position(|other| *other == provenance).unwrap_or(Provenance::ALL.len())
}

fn written((text, provenance): &(String, Provenance), order: Order) -> Option<Candidate> {
    let Stamp { first, precision, offset } = stamp(text, order)?;
    Some(Candidate { first, precision, provenance: *provenance, offset })
}

/// How a language writes 03/04/2024, where it is declared.
fn order_of(language: Option<&str>) -> Order {
    let Some(code) = language.map(|code| code.trim().to_ascii_lowercase().replace('_', "-")) else {
        return Order::Unknown;
    };
    match code.split_once('-').map_or((code.as_str(), ""), |(language, region)| (language, region)) {
        ("en", "us") => Order::MonthFirst,
        ("en", "gb" | "ie" | "au" | "nz" | "in" | "sg" | "hk" | "za") => Order::DayFirst,
        ("fr" | "de" | "it" | "es" | "pt" | "nl" | "da" | "sv" | "nb" | "no" | "fi" | "pl", _) => {
            Order::DayFirst
        }
        _ => Order::Unknown,
    }
}

/// What is known of the year of a day that is written without one.
struct Year<'e> {
    evidence: &'e Evidence<'e>,
    latest: Date,
    /// The best date with a year.
    anchor: Option<Candidate>,
}

/// Makes a candidate of what a line says, with the year that the page gives it.
fn candidate(said: Said, provenance: Provenance, year: &Year<'_>) -> Option<Candidate> {
    let (first, precision) = match said.named {
        Named::Full { first, precision } => (first, precision),
        Named::OfYear { month, day } => (year.of(month, day)?, Precision::Day),
    };
    Some(Candidate { first, precision, provenance, offset: said.zone.map(|zone| zone.on(first)) })
}

impl Year<'_> {
    /// Returns the day in the year that makes it closest to another date of the page; else in the year that its top
    /// names; else in the last one before its file was written. Without any of them no year is made up.
    fn of(&self, month: i8, day: i8) -> Option<Date> {
        let in_year = |year| Date::new(year, month, day).ok().filter(|date| *date <= self.latest);
        let closest = |anchor: Date| {
            let distance = |date: &Date| (*date - anchor).get_days().abs();
            [0, -1, 1].into_iter().filter_map(|more| in_year(anchor.year() + more)).min_by_key(distance)
        };
        if let Some(anchor) = self.anchor.filter(|anchor| anchor.precision > Precision::Year) {
            return closest(anchor.first);
        }
        let top = self.anchor.map(|anchor| anchor.first.year());
        let top = top.or_else(|| year_on_top(self.evidence.headline, self.evidence.body));
        if let Some(year) = top {
            return in_year(year);
        }
        if let Some(named) = first_date(self.evidence.body, self.latest) {
            return closest(named);
        }
        let file = self.evidence.file_time?;
        [0, -1].into_iter().filter_map(|more| in_year(file.year() + more)).find(|date| *date <= file)
    }
}
