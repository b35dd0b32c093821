//! A PDF: a text whose characters were put on pages one by one, and are put together again.
//!
//! The objects are lopdf's, the only one of the crates tried that bounds what a stream may unpack to and survives
//! loops. Characters and layout are ours: pdf-extract panics at fonts that are not embedded, as Chinese exchanges
//! have them, and pdf_oxide brings an office suite and four minutes of compiling. `page.rs` says what is shown where,
//! `lines.rs` in which order it is read, `flow.rs` what a paragraph is, `noise.rs` whether it is text at all.

mod cmap;
mod flow;
mod font;
mod furniture;
mod lines;
mod matrix;
mod noise;
mod page;
#[cfg(test)]
mod sample;
mod value;

use std::collections::HashSet;

use lopdf::{Document, LoadOptions};

use self::noise::Verdict;
use super::blocks;
use crate::corpus::ReadOptions;
use crate::corpus::draft::Draft;
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::document::Provenance;

/// The most pages that are read: an annual report has 400.
const MAX_PAGES: usize = 3000;
/// What a stream of a file may unpack to.
const MAX_STREAM_BYTES: usize = 64 * 1024 * 1024;
/// How far in the mark of a PDF may stand.
const MAX_MARK_AT: usize = 1024;
/// What programs put for a title that nobody gave.
const NO_TITLES: &[&str] =
    &["microsoft word", "microsoft powerpoint", "untitled", "document", "无标题", "幻灯片", "slide 1"];

/// A PDF.
pub(in crate::corpus) struct Pdf;

impl Extractor for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let head = source.head();
        let named = claim_by_name(source, &["pdf"], &["application/pdf", "application/x-pdf"]);
        let mark = memchr::memmem::find(&head[..head.len().min(MAX_MARK_AT)], b"%PDF-");
        // Some servers put a line or two before it; a text may speak of it.
        match mark {
            Some(0) => Claim::Content,
            Some(at) if named == Claim::Name || head[..at].trim_ascii().is_empty() => Claim::Content,
            _ => named,
        }
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let document = load(&source.bytes()?)?;
        let mut draft = draft(&document)?;
        let (title, date) = properties(&document);
        if draft.headline.is_empty() {
            draft.headline = title.unwrap_or_default();
        }
        draft.dates = date.map(|date| (date, Provenance::File)).into_iter().collect();
        emit(Output::Release(Box::new(draft), Part::Whole));
        Ok(())
    }
}

fn load(bytes: &[u8]) -> Result<Document, Reason> {
    let start = memchr::memmem::find(&bytes[..bytes.len().min(MAX_MARK_AT)], b"%PDF-").unwrap_or(0);
    let options = LoadOptions::with_max_decompressed_size(MAX_STREAM_BYTES);
    let document =
        Document::load_mem_with_options(&bytes[start..], options).map_err(|cause| match cause {
            lopdf::Error::InvalidPassword => Reason::failed("protected by a password"),
            lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
                Reason::failed("protected in a way that this version does not read")
            }
            cause => Reason::failed(format!("not a PDF that can be read: {cause}")),
        })?;
    // What was protected and could be read is marked as such; the rest is as it was.
    if document.trailer.has(b"Encrypt") && !document.was_encrypted() {
        return Err(Reason::failed("protected by a password"));
    }
    Ok(document)
}

fn draft(document: &Document) -> Result<Draft, Reason> {
    let mut fonts = page::Fonts::new();
    let mut pages = Vec::new();
    let (mut passed, mut count) = (0, 0);
    let mut seen = HashSet::new();
    for id in document.page_iter().filter(|id| seen.insert(*id)).take(MAX_PAGES + 1) {
        count += 1;
        match page::glyphs(document, id, &mut fonts) {
            Some(glyphs) if count <= MAX_PAGES => pages.push(glyphs),
            _ => passed += 1,
        }
    }
    if count == 0 {
        return Err(Reason::failed("not a PDF that can be read: it has no pages"));
    }
    let is_text = |glyph: &&page::Glyph| !glyph.text.trim().is_empty();
    let all = pages.iter().flatten().filter(is_text).count();
    let marked = pages.iter().flatten().filter(is_text).filter(|glyph| glyph.is_artifact).count();
    if all == 0 {
        return Err(Reason::failed(if passed == 0 {
            "no text: a scan?"
        } else {
            "its pages are larger than can be read"
        }));
    }
    // Programs that mark half of a text as no part of it know nothing about it.
    if marked * 2 < all {
        pages.iter_mut().for_each(|page| page.retain(|glyph| !glyph.is_artifact));
    }
    let mut pages: Vec<Vec<lines::Line>> = pages.into_iter().map(lines::lines).collect();
    furniture::remove(&mut pages);
    let blocks = flow::blocks(&pages);
    let text: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    let verdict = noise::judge(&text.join("\n"));
    if verdict == Verdict::Noise {
        return Err(Reason::failed("its text is noise (no usable character map)"));
    }
    let (title, _) = properties(document);
    let mut draft = blocks::draft(blocks, title.as_deref());
    if verdict == Verdict::Doubtful {
        draft.warnings.push("some of its characters have no meaning".to_owned());
    }
    if passed > 0 {
        draft.warnings.push(format!("{passed} of its pages were too large to be read"));
    }
    draft.keep("pages", &count.min(MAX_PAGES).to_string());
    Ok(draft)
}

/// Returns the title that the file gives itself, if a person gave it, and when it was made.
fn properties(document: &Document) -> (Option<String>, Option<String>) {
    let Some(about) = value::dictionary(&document.trailer, b"Info", document) else { return (None, None) };
    let is_given = |title: &String| {
        let lower = title.to_lowercase();
        let is_file = lower.split_once('.').is_some_and(|(_, end)| end.len() <= 5 && !end.contains(' '));
        !is_file
            && !NO_TITLES.iter().any(|none| lower.starts_with(none))
            && title.chars().any(char::is_alphabetic)
    };
    let title = value::text(about, b"Title", document).filter(is_given);
    (title, value::text(about, b"CreationDate", document).as_deref().and_then(date))
}

/// Writes `D:20241018003000+08'00'` as `2024-10-18T00:30:00+08:00`.
fn date(written: &str) -> Option<String> {
    let written = written.trim_start_matches("D:");
    let digits: String = written.chars().take_while(char::is_ascii_digit).take(14).collect();
    let part = |from: usize, to: usize| digits.get(from..to);
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let Some(time) = part(8, 14) else { return Some(day) };
    let zone = &written[14..];
    let zone: String =
        zone.chars().filter(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | 'Z')).take(5).collect();
    let zone = match zone.len() {
        5 => format!("{}:{}", &zone[..3], &zone[3..]),
        _ => zone.chars().filter(|c| *c == 'Z').collect(),
    };
    Some(format!("{day}T{}:{}:{}{zone}", &time[..2], &time[2..4], &time[4..]))
}

#[cfg(test)]
mod tests;
