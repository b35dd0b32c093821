//! The seam between bytes and releases: one [`Extractor`] a format, and the table of them.

use std::io::{self, Read};

use super::ReadOptions;
use super::draft::Draft;
use super::formats::{
    feed, html, mail, markdown, news, office, packed, pdf, plain, records, table, tar, warc, zip,
};
use super::problem::Reason;
use super::source::{Declared, Part, Source};

/// A format that releases come in.
pub(super) trait Extractor: Sync {
    /// Its name, as reports and releases give it.
    fn name(&self) -> &str;

    /// Its version: raised when the same bytes give another release, so that an index knows what to read again.
    fn version(&self) -> u32;

    /// Tells whether a source is of this format.
    fn claims(&self, source: &Source<'_>) -> Claim;

    /// Tells whether it runs in a process of its own, where it can neither end this one nor take its memory.
    fn is_isolated(&self) -> bool {
        false
    }

    /// Reads a source. What it returns as an error is about the source as a whole.
    fn extract(&self, source: Source<'_>, options: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason>;
}

/// How an extractor knows its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// It is another.
    No,
    /// The name or the declared media type says so.
    Name,
    /// The bytes say so, whatever the name.
    Content,
}

/// What comes out of a source, in order.
pub(super) enum Output<'m> {
    /// A release.
    Release(Box<Draft>, Part),
    /// A part that gave none.
    Problem(Part, Reason),
    /// A file inside it.
    Member(Member<'m>),
}

/// A file inside a source.
pub(super) struct Member<'m> {
    /// Its path in the archive; `None` for the one thing in a packed file.
    pub(super) name: Option<String>,
    pub(super) declared: Declared,
    pub(super) reader: Box<dyn Read + 'm>,
}

impl<'m> Member<'m> {
    /// Makes a file inside an archive.
    pub(super) fn new(name: impl Into<String>, reader: impl Read + 'm) -> Self {
        Self { name: Some(name.into()), declared: Declared::default(), reader: Box::new(reader) }
    }

    /// Makes a file inside an archive that cannot be read, for this reason.
    pub(super) fn unreadable(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::new(name, Unreadable(reason.into()))
    }
}

/// What gives nothing but the reason why.
struct Unreadable(String);

impl Read for Unreadable {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other(self.0.clone()))
    }
}

/// Where an extractor puts what it finds.
pub(super) type Emit<'e> = &'e mut dyn FnMut(Output<'_>);

/// The formats, those with the surer marks first: the first that claims a source by its content reads it, or else
/// the first by its name. Office files are zip archives too, feeds and news items are XML and JSON of one kind: they
/// come before what they are made of.
#[rustfmt::skip]
static EXTRACTORS: &[&dyn Extractor] = &[
    &pdf::Pdf,
    &office::Docx,
    &office::Sheet,
    &office::Doc,
    &packed::Gzip,
    &packed::Zstd,
    &zip::Zip,
    &tar::Tar,
    &warc::Warc,
    &mail::Mbox,
    &mail::Eml,
    &html::Html,
    &news::NewsMl,
    &news::Ninjs,
    &feed::Feed,
    &feed::JsonFeed,
    &records::Lines,
    &records::Json,
    &table::Table,
    &markdown::Markdown,
    &plain::Plain,
];

/// The extensions of the formats, by which a file is taken for a release and not for what comes with its folder.
#[rustfmt::skip]
pub(super) const EXTENSIONS: &[&str] = &[
    "txt", "text",
    "md", "markdown",
    "html", "htm", "xhtml", "shtml",
    "json",
    "jsonl", "ndjson",
    "csv", "tsv",
    "gz", "tgz",
    "zst", "tzst",
    "zip",
    "tar",
    "pdf",
    "docx", "docm", "doc",
    "xlsx", "xlsm", "xls", "ods",
    "eml", "mht", "mhtml",
    "mbox",
    "xml", "rss", "atom", "nitf", "newsml",
    "warc",
];

/// What a file is skipped with that no extractor claims.
pub(super) const UNKNOWN: &str = "not a format this version reads; `cgtsearch help index` lists them";

/// Finds the extractor of a source.
pub(super) fn of(source: &Source<'_>) -> Option<&'static dyn Extractor> {
    let mut named = None;
    for &extractor in EXTRACTORS {
        match extractor.claims(source) {
            Claim::Content => return Some(extractor),
            Claim::Name if named.is_none() => named = Some(extractor),
            _ => {}
        }
    }
    // A file that the user names is read if it is text at all.
    named.or_else(|| source.declared.named.then_some(&plain::Plain as &dyn Extractor))
}

/// Finds an extractor by its name.
pub(super) fn by_name(name: &str) -> Option<&'static dyn Extractor> {
    EXTRACTORS.iter().copied().find(|extractor| extractor.name() == name)
}

/// Claims a source by its extension or its declared media type.
pub(super) fn claim_by_name(source: &Source<'_>, extensions: &[&str], media_types: &[&str]) -> Claim {
    let declared = source.declared.media_type.as_deref();
    let extension = source.place.extension();
    let is_named = extension.is_some_and(|extension| extensions.contains(&extension.as_str()));
    let is_declared = declared.is_some_and(|declared| media_types.contains(&declared));
    if is_named || is_declared { Claim::Name } else { Claim::No }
}

#[cfg(test)]
mod tests;
