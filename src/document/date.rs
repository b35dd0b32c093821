//! When a release was published: the value, how exactly it is known, and who says so.

use std::fmt;

use jiff::civil::Date;

/// The release date with what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReleaseDate {
    /// The first day it can mean: 2024-10 starts on 2024-10-01.
    pub first: Date,
    /// How exactly it is known.
    pub precision: Precision,
    /// Where it was read.
    pub provenance: Provenance,
    /// The time zone it was written in, in minutes east of Greenwich; `None` where it was written without one.
    pub offset: Option<i16>,
    /// Another date that the source gives with as much right: then the date is doubtful.
    pub conflict: Option<Conflict>,
}

/// A date that contradicts the one that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The first day it can mean.
    pub first: Date,
    /// How exactly it is known.
    pub precision: Precision,
    /// Where it was read.
    pub provenance: Provenance,
}

impl ReleaseDate {
    /// Makes a date of which nothing else is known.
    pub fn new(first: Date, precision: Precision, provenance: Provenance) -> Self {
        Self { first, precision, provenance, offset: None, conflict: None }
    }

    /// Returns the last day it can mean.
    pub fn last(&self) -> Date {
        self.precision.last(self.first)
    }

    /// Tells whether the release says when it is from. The time of a file says when it was saved: it is shown, and
    /// nothing is found, ordered or told apart by it.
    pub fn is_said(&self) -> bool {
        self.provenance != Provenance::File
    }
}

impl fmt::Display for ReleaseDate {
    /// Shows no more than is known: `2024-10-18`, `2024-10` or `2024`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.precision.show(self.first))
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.precision.show(self.first))
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// To the year.
    Year,
    /// To the month.
    Month,
    /// To the day.
    Day,
}

impl Precision {
    /// Returns the name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// Reads [`Precision::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Year, Self::Month, Self::Day].into_iter().find(|p| p.name() == name)
    }

    /// Returns the last day of what begins on `first`.
    pub fn last(self, first: Date) -> Date {
        match self {
            Self::Day => first,
            Self::Month => first.last_of_month(),
            Self::Year => first.last_of_year(),
        }
    }

    fn show(self, first: Date) -> String {
        let (year, month, day) = (first.year(), first.month(), first.day());
        match self {
            Self::Day => format!("{year:04}-{month:02}-{day:02}"),
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Year => format!("{year:04}"),
        }
    }
}

/// Where a date was read, from the most trustworthy to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// A field of a structured source, front matter included.
    Field,
    /// An entry of a feed, a header of a mail or a news item.
    Feed,
    /// The JSON-LD of a page.
    JsonLd,
    /// The OpenGraph properties of a page.
    OpenGraph,
    /// Another meta element or a `time` element of a page.
    Meta,
    /// A line that says when it was published (`Updated: …`, `发布时间：…`) or holds a date alone, at its
    /// top or, in Chinese, at its very end.
    Byline,
    /// The dateline that opens the release.
    Dateline,
    /// The address of the page.
    Url,
    /// The first full date that the text names.
    Body,
    /// When the file was written.
    File,
}

impl Provenance {
    /// Every provenance, in order of trust.
    pub const ALL: [Self; 10] = [
        Self::Field,
        Self::Feed,
        Self::JsonLd,
        Self::OpenGraph,
        Self::Meta,
        Self::Byline,
        Self::Dateline,
        Self::Url,
        Self::Body,
        Self::File,
    ];

    /// Returns the name used in output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Feed => "feed",
            Self::JsonLd => "json-ld",
            Self::OpenGraph => "opengraph",
            Self::Meta => "meta",
            Self::Byline => "byline",
            Self::Dateline => "dateline",
            Self::Url => "url",
            Self::Body => "body",
            Self::File => "file",
        }
    }

    /// Reads [`Provenance::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for provenance in Provenance::ALL {
            assert_eq!(Provenance::from_name(provenance.name()), Some(provenance));
        }
    }
}
