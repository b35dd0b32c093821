//! Which of the dates that a source gives is the release's, and is there another with as much right?

use jiff::civil::Date;

use super::{date_in_text, parse_date};
use crate::document::{Provenance, ReleaseDate};

/// What speaks for a date.
pub(in crate::corpus) struct Evidence<'e> {
    /// The dates that the source declares, as written, and where.
    pub declared: &'e [(String, Provenance)],
    /// The address of the release.
    pub url: Option<&'e str>,
    pub headline: &'e str,
    pub body: &'e str,
    /// The day it is: no release is from a later one than the next.
    pub today: Date,
}

/// Decides when a release was published.
pub(in crate::corpus) fn decide(evidence: &Evidence<'_>) -> Option<ReleaseDate> {
    let declared = evidence.declared.iter().find_map(|(written, provenance)| {
        let (first, precision) = parse_date(written)?;
        Some(ReleaseDate::new(first, precision, *provenance))
    });
    declared.or_else(|| date_in_text(evidence.headline, evidence.body))
}
