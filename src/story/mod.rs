//! Here are releases: which of them tell the same story?
//!
//! A [`Fingerprint`] is all that is kept of a release for this: 215 bytes, a pure function of its headline and its
//! news, without dateline and boilerplate. [`assign`] sorts fingerprints into [`Stories`]. It is a pure function of
//! the *set* of releases: an index that grew day by day has the same stories as one built at once.
//!
//! **Copies** are releases in one language, at most a week apart as far as dates are known, of whose numbers, codes
//! and tickers neither has some that the other lacks, and whose texts resemble each other: the more the less their
//! headlines agree. A copy may be cut: the same telling headline within two days over the opening of the text, or
//! over no text. Simplified and Traditional are one language here, for their characters fold to the same.
//!
//! **A story** is a representative and its copies. A copy must be one of the representative itself, so that a chain of
//! small changes does not lead from one story to another.
//!
//! **The representative** is the earliest copy by the most original source there is: of the copies in the most
//! original class ([`Originality`]: the company's own pages, then wires, then what is unknown, then sites that show
//! releases of others) the earliest; of those of one day the longest; then the smallest id. A date that is not
//! known to the day counts as its last day, no date as the latest.
//!
//! **Links** lead from a correction to what it corrects, and from a translation to its original. Neither is merged.
//!
//! `relation.rs` decides about two releases, and is the file to read first.

mod assign;
mod candidates;
mod constant;
mod fingerprint;
mod headline;
mod links;
mod originality;
mod relation;
mod sketch;
#[cfg(test)]
mod tests;
mod words;

pub use assign::{Entries, Entry, Stories, Story, assign};
pub use fingerprint::Fingerprint;
pub use links::{Link, LinkKind};
pub use originality::Originality;
pub use relation::Days;
