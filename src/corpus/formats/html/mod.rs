//! A web page: its main text, and what its head declares.
//!
//! The text is the one that the readability algorithm picks, or the whole body where that loses too much.
//! Tags become text in `text.rs` alone, so a page reads the same whichever way it took.

mod head;
mod limits;
mod tags;
mod text;

use dom_smoothie::{Config, Readability};

use crate::corpus::draft::{Draft, below};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::corpus::{ReadOptions, encoding};
use crate::document::Provenance;
use crate::guard::guarded;

/// The most elements that are scored; larger pages are read whole.
const MAX_ELEMENTS: usize = 100_000;
/// What readability must leave of a small page, in percent of its text, and what a small page is.
const MIN_PERCENT_LEFT: usize = 25;
const SMALL_PAGE_CHARS: usize = 10_000;
/// Below this readability stops leaving anything out, menus included.
const TINY_PAGE_CHARS: usize = 500;
/// What is around the text of a page and not part of it.
const SURROUNDINGS: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "svg", "title", "nav", "header", "footer", "aside",
    "form",
];
/// What is never text.
const SILENT: &[&str] = &["script", "style", "title"];

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
    if limits::are_passed_by(&decoded.text) {
        let draft = without_tags(&decoded.text);
        return Ok(decoded.describe(draft));
    }
    let draft = guarded(|| page(&decoded.text)).map_err(|_| Reason::failed("the HTML parser gave up"))?;
    Ok(decoded.describe(draft))
}

/// Returns the text of a piece of HTML.
pub(in crate::corpus) fn plain_text(html: &str) -> String {
    text::of(html, SILENT)
}

/// Tells whether bytes of unknown format are a page.
fn looks_like_html(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{FEFF}').trim_start();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

fn page(html: &str) -> Draft {
    let config = Config { max_elements_to_parse: MAX_ELEMENTS, ..Config::default() };
    let Ok(mut page) = Readability::new(html, None, Some(config)) else { return without_tags(html) };
    if limits::are_passed_by_tree(&page) {
        return without_tags(html);
    }
    let head = head::read(&page);
    let whole = text::of(&page.doc.select("body").html(), SURROUNDINGS);
    let main = page.parse().map(|article| text::of(&article.content, SILENT)).unwrap_or_default();
    let mut draft = Draft {
        body: below(&head.title, better(&main, &whole)).to_owned(),
        headline: head.title,
        language: head.language,
        dates: head.date.map(|date| (date, Provenance::Meta)).into_iter().collect(),
        source: head.site,
        url: head.url,
        ..Draft::default()
    };
    for (name, value) in head.metadata {
        draft.keep(name, &value);
    }
    draft
}

fn without_tags(html: &str) -> Draft {
    let headline = head::title_in_tags(html).unwrap_or_default();
    Draft { headline, body: text::of(html, SILENT), ..Draft::default() }
}

/// Chooses between what readability found and all that is not around the text.
fn better<'a>(main: &'a str, whole: &'a str) -> &'a str {
    let (main_chars, whole_chars) = (main.chars().count(), whole.chars().count());
    let loses_much = whole_chars <= SMALL_PAGE_CHARS && main_chars * 100 < whole_chars * MIN_PERCENT_LEFT;
    // Less than half of it left means that the text itself stands in a form or a header.
    let holds_menus = whole_chars < TINY_PAGE_CHARS && (whole_chars..=2 * whole_chars).contains(&main_chars);
    if main_chars == 0 || loses_much || holds_menus { whole } else { main }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GBK;

    const PARAGRAPH: &str = "The dendritic cell repository was unveiled at the conference, and it will serve \
        researchers, hospitals and companies in the years to come, as the organizers said.";

    #[track_caller]
    fn check(html: &str, headline: &str, body: &str) {
        let draft = draft(html.as_bytes(), None).expect("a page");
        assert_eq!((draft.headline.as_str(), draft.body.as_str()), (headline, body));
    }

    #[test]
    fn the_main_text_is_found() {
        let html = format!(
            "<html><head><title>Repository opens | CelArts</title><style>p {{}}</style></head><body>\
            <nav><a href=/>Home</a> <a href=/n>News</a></nav>\
            <article><h1>Repository opens</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}<p>細胞 &amp; <b>基因</b>治療 {PARAGRAPH}</p>\
            <figure><img src=a.png><figcaption>A caption</figcaption></figure><p>{PARAGRAPH}</p></article>\
            <footer>Copyright of nobody</footer><script>var a = '<p>no</p>';</script></body></html>"
        );
        let body =
            format!("{PARAGRAPH}\n\n{PARAGRAPH}\n\n細胞 & 基因治療 {PARAGRAPH}\n\nA caption\n\n{PARAGRAPH}");
        check(&html, "Repository opens", &body);
    }

    #[test]
    fn a_small_page_is_read_whole() {
        check(
            "<title>细胞</title><nav>导航</nav><div>第一段。<br>第二行</div><ul><li>一<li>二</ul><footer>页脚</footer>",
            "细胞",
            "第一段。\n第二行\n\n一\n二",
        );
        check("<p>Only this", "", "Only this");
        check("<html></html>", "", "");
    }

    #[test]
    fn a_declared_encoding_is_read() {
        let html = "<html><head><meta charset=gb2312><title>细胞</title></head><body><p>树突状细胞</p></body></html>";
        let draft = draft(&GBK.encode(html).0, None).expect("a page");
        assert_eq!((draft.headline.as_str(), draft.body.as_str()), ("细胞", "树突状细胞"));
    }

    #[test]
    fn deep_pages_lose_their_tags_and_nothing_else() {
        for (open, close) in
            [("<div>", "</div>"), ("<div>", ""), ("<b class=x>", ""), ("<div><p>", ""), ("<svg><g>", "")]
        {
            let deep = open.repeat(100_000);
            let html = format!("<title>Deep</title>{deep}<script>1</script>cell{}", close.repeat(100_000));
            check(&html, "Deep", "cell");
        }
    }

    #[test]
    fn nesting_up_to_the_limit_is_parsed() {
        for name in ["div", "span", "b", "table", "ul", "blockquote", "section", "font"] {
            let times = if name == "table" { 100 } else { 500 };
            let html = format!("<title>T</title>{}{PARAGRAPH}", format!("<{name}>").repeat(times));
            assert!(draft(html.as_bytes(), None).expect("a page").body.ends_with(PARAGRAPH), "{name}");
            assert!(!limits::are_passed_by(&html), "{name} is parsed");
        }
    }

    #[test]
    fn pages_are_told_from_text() {
        for (start, expected) in
            [("\u{FEFF}\n<!DOCTYPE html>", true), ("<HTML lang=en>", true), ("<p>", false), ("", false)]
        {
            assert_eq!(looks_like_html(start.as_bytes()), expected);
        }
    }
}
