//! A web page: which of its text is the article, and what does its head declare?
//!
//! `tags.rs` splits the page, `tree.rs` builds a tree of it, `paragraph.rs` measures its paragraphs. `layout.rs` and
//! `prune.rs` say which of them may be the article, `article.rs` decides, `lines.rs` takes out what sites put between
//! them, and `text.rs` writes what is left. `head.rs` reads what is declared, `refusal.rs` knows what is no release.
//! All of it takes time in proportion to the page, and no step recurses.

mod article;
mod builder;
mod declared;
mod element;
mod entity;
mod head;
mod json_ld;
mod layout;
mod lines;
mod marks;
mod notices;
mod paragraph;
mod prune;
mod refusal;
mod role;
mod tags;
mod text;
mod title;
mod tree;

use declared::Declared;
use head::Head;
use layout::Layout;
use paragraph::Paragraph;
pub(in crate::corpus) use text::raised;
use tree::{NodeId, Tree};

use crate::corpus::draft::{Draft, Mark};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::corpus::{ReadOptions, dates, encoding};
use crate::document::Provenance;

/// How many lines above a text are looked at for its date.
const MAX_BYLINES: usize = 12;
/// What is said of a page that is not understood, only read.
const TOO_LARGE: &str = "the page is too large to find its article in; all of its text was taken";

/// A web page.
pub(in crate::corpus) struct Html;

impl Extractor for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        if looks_like_html(source.head()) {
            return Claim::Content;
        }
        claim_by_name(source, &["html", "htm", "xhtml", "shtml"], &["text/html", "application/xhtml+xml"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let declared = source.declared.charset.clone();
        let draft = draft(&source.bytes()?, declared.as_deref())?;
        emit(Output::Release(Box::new(draft), Part::Whole));
        Ok(())
    }
}

/// Reads a page whose encoding is `declared` by who sent it, or says why it is none.
pub(in crate::corpus) fn draft(bytes: &[u8], declared: Option<&str>) -> Result<Draft, Reason> {
    let declared = declared.map(str::to_owned).or_else(|| encoding::declared_in_html(bytes));
    let decoded = encoding::decode(bytes, declared.as_deref())?;
    let draft = page(&decoded.text)?;
    Ok(decoded.describe(draft))
}

/// Returns the text of a piece of HTML.
pub(in crate::corpus) fn plain_text(html: &str) -> String {
    text::of(html)
}

/// Tells whether bytes of unknown format are a page.
fn looks_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

fn page(html: &str) -> Result<Draft, Reason> {
    let Some(tree) = Tree::of(html) else {
        let warnings = vec![TOO_LARGE.to_owned()];
        return Ok(Draft { body: text::of(html), warnings, ..Draft::default() });
    };
    let paragraphs = paragraph::paragraphs(&tree);
    let mut head = head::read(&tree);
    head.headline = head.headline.or_else(|| title::place_in_lines(&tree, &paragraphs, &head.title));
    let (body, marks) = body(&tree, &paragraphs, &mut head)?;
    let mut draft = Draft {
        body,
        marks,
        headline: head.title,
        language: head.language,
        dates: head.dates,
        source: head.site,
        url: head.url,
        ..Draft::default()
    };
    for (name, value) in head.metadata {
        draft.keep(name, &value);
    }
    Ok(draft)
}

/// Finds the text of a page, or says why it is no release.
fn body(tree: &Tree, paragraphs: &[Paragraph], head: &mut Head) -> Result<(String, Vec<Mark>), Reason> {
    let mut layout = Layout::of(tree, paragraphs, head.headline);
    let mut kept = article::select(tree, paragraphs, &layout, head.headline);
    if let Some(declared) = head.body.as_deref().map(|body| Declared::of(body, tree, paragraphs)) {
        if declared.is_not_shown(paragraphs) {
            return Ok((declared.text, Vec::new()));
        }
        if declared.is_missed_by(&kept, paragraphs) {
            layout.keep_only(tree, paragraphs, &declared.is_in);
            kept = article::select(tree, paragraphs, &layout, head.headline);
        }
    }
    lines::clean(tree, paragraphs, &layout.values, &head.title, &mut kept);
    if let Some(reason) = refusal::of(tree, paragraphs, &layout.values, &kept, head) {
        return Err(Reason::refused(reason));
    }
    head.dates.extend(byline(tree, paragraphs, &kept, head.headline));
    let (body, placed) = text::of_paragraphs(tree, paragraphs, &kept);
    let marks = marks::of(tree, &placed);
    Ok((body, marks))
}

/// Finds the date between the headline and the text, where that stands outside of the text.
fn byline(
    tree: &Tree,
    paragraphs: &[Paragraph],
    kept: &[bool],
    headline: Option<NodeId>,
) -> Option<(String, Provenance)> {
    let end = kept.iter().position(|kept| *kept)?;
    let start = paragraphs.partition_point(|paragraph| paragraph.first < headline.unwrap_or(0));
    let start = start.max(end.saturating_sub(MAX_BYLINES));
    let lines =
        paragraphs.get(start..end)?.iter().map(|paragraph| text::of_nodes(tree, paragraph.nodes(), 300));
    let date = lines.into_iter().find_map(|line| dates::published_on(&line))?;
    Some((date, Provenance::Byline))
}

#[cfg(test)]
mod tests;
