//! A feed: its entries are releases. RSS of every version and Atom here, JSON Feed in `json.rs`.
//!
//! The elements are read by hand and not by feed-rs, which turns every date into UTC: what is written counts here,
//! and 2024-10-18 00:30 +0800 is the 18th.

mod json;

use super::xml::{self, Element};
use super::{html, sniff};
use crate::corpus::ReadOptions;
use crate::corpus::draft::Draft;
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::document::{Charset, Provenance};

pub(in crate::corpus) use json::JsonFeed;

/// What is said of an entry that has no more than a summary.
const SUMMARY_ONLY: &str = "the feed gives a summary only";
/// Where an entry keeps its text, the whole text first.
const TEXTS: &[&str] = &["encoded", "content", "xhtml", "body"];
const SUMMARIES: &[&str] = &["description", "summary", "subtitle", "abstract"];
/// Where an entry keeps its dates, that of its publication first.
const DATES: &[&str] = &["pubdate", "published", "date", "issued", "created", "updated", "modified"];
/// The most categories of an entry that are kept.
const MAX_CATEGORIES: usize = 32;

/// RSS and Atom.
pub(in crate::corpus) struct Feed;

impl Extractor for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let Some(root) = sniff::xml_root(source.head()) else {
            let media_types = ["application/rss+xml", "application/atom+xml"];
            return claim_by_name(source, &["rss", "atom"], &media_types);
        };
        let is_feed = match root.name.as_str() {
            "rss" => true,
            "feed" => root.tag.contains("Atom") || root.tag.contains("purl.org/atom"),
            "rdf" => sniff::holds(source.head(), "purl.org/rss") || sniff::holds(source.head(), "rdf/simple"),
            _ => false,
        };
        if is_feed { Claim::Content } else { Claim::No }
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let charset = source.declared.charset.clone();
        let (tree, decoded) = xml::read(&source.bytes()?, charset.as_deref())?;
        let root = tree.root().ok_or_else(|| Reason::failed("not XML: it has no element"))?;
        let about = About::of(root, decoded.charset);
        let mut number = 0;
        // RDF keeps the items beside the channel and not in it.
        for entry in root.descendants().filter(|element| matches!(element.name(), "item" | "entry")) {
            number += 1;
            emit(Output::Release(Box::new(about.draft(entry)), Part::Element(number)));
        }
        match tree.broken {
            Some(cause) => Err(Reason::failed(format!("not XML behind entry {number}: {cause}"))),
            None if number == 0 => Err(Reason::skipped("a feed without entries")),
            None => Ok(()),
        }
    }
}

/// What a feed says of all its entries.
struct About {
    title: Option<String>,
    language: Option<String>,
    charset: Charset,
}

impl About {
    fn of(root: Element<'_>, charset: Charset) -> Self {
        let channel = root.child("channel").unwrap_or(root);
        let language = channel.child("language").and_then(Element::text);
        Self {
            title: channel.child("title").and_then(Element::text),
            language: language.or_else(|| root.attribute("xml:lang").map(str::to_owned)),
            charset,
        }
    }

    fn draft(&self, entry: Element<'_>) -> Draft {
        let own =
            |name: &str| entry.children().find(|child| child.name() == name && child.prefix() != "media");
        let written = |name: &str| own(name).and_then(Element::text);
        let whole = TEXTS.iter().find_map(|name| own(name).and_then(body));
        let summary = SUMMARIES.iter().find_map(|name| own(name).and_then(body));
        let mut draft = Draft {
            headline: own("title").and_then(body).unwrap_or_default(),
            url: link(entry),
            wire_id: written("guid").or_else(|| written("id")).or_else(|| written("identifier")),
            language: entry.attribute("xml:lang").map(str::to_owned).or_else(|| written("language")),
            source: written("source").or_else(|| self.title.clone()),
            charset: Some(self.charset.clone()),
            ..Draft::default()
        };
        draft.language = draft.language.or_else(|| self.language.clone());
        if whole.is_none() && summary.is_some() && is_cut(summary.as_deref()) {
            draft.warnings.push(SUMMARY_ONLY.to_owned());
        }
        // Some feeds keep the whole text in the description and its first words in the content.
        draft.body = match (whole, summary) {
            (Some(whole), Some(summary)) if summary.len() > whole.len() => summary,
            (whole, summary) => whole.or(summary).unwrap_or_default(),
        };
        // What was updated on another day would contradict when it was published.
        let date = DATES.iter().find_map(|name| written(name));
        draft.dates = date.map(|date| (date, Provenance::Feed)).into_iter().collect();
        let author = own("author").and_then(|author| author.child("name").unwrap_or(author).text());
        draft.keep("author", &author.or_else(|| written("creator")).unwrap_or_default());
        let categories = entry.children().filter(|child| matches!(child.name(), "category" | "subject"));
        let categories: Vec<String> = categories
            .filter_map(|category| category.attribute("term").map(str::to_owned).or_else(|| category.text()))
            .take(MAX_CATEGORIES)
            .collect();
        draft.keep("categories", &categories.join("; "));
        draft
    }
}

/// Tells whether a description is a summary: RSS keeps whole texts under that name too, in paragraphs.
fn is_cut(description: Option<&str>) -> bool {
    description.is_some_and(|text| !text.contains("\n\n"))
}

/// Returns the text of an element that holds text, escaped HTML or XHTML.
fn body(element: Element<'_>) -> Option<String> {
    let html = if element.children().next().is_some() { element.markup() } else { element.text()? };
    let is_plain = element.attribute("type") == Some("text");
    let text = if is_plain { html } else { as_text(&html) };
    (!text.trim().is_empty()).then_some(text)
}

/// Returns the text of what may be HTML or text that only holds a `<` or two.
fn as_text(written: &str) -> String {
    let has_tags = written.contains("</")
        || written.contains("/>")
        || written.contains("<br")
        || written.contains("<p>");
    if has_tags || written.contains('&') { html::plain_text(written) } else { written.to_owned() }
}

/// Returns the address of an entry: RSS writes it as text, Atom as an attribute.
fn link(entry: Element<'_>) -> Option<String> {
    let links = || entry.children().filter(|child| child.name() == "link");
    let is_page = |link: &Element<'_>| matches!(link.attribute("rel"), None | Some("alternate"));
    let address = |link: Element<'_>| link.attribute("href").map(str::to_owned).or_else(|| link.text());
    let permanent = || {
        let guid = entry.child("guid")?;
        let address = guid.text()?;
        (guid.attribute("ispermalink") != Some("false") && address.starts_with("http")).then_some(address)
    };
    links().filter(is_page).find_map(address).or_else(permanent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};

    #[track_caller]
    fn check(feed: &str, expected: &[&str]) {
        assert_eq!(claim(&Feed, "a.dat", feed.as_bytes()), Claim::Content);
        assert_eq!(outputs(&Feed, "a.xml", feed.as_bytes()), expected, "{feed}");
    }

    #[test]
    fn rss_is_read() {
        check(
            "<?xml version='1.0'?><rss version='2.0' xmlns:content='c' xmlns:dc='d'><channel><title>Made-up Wire</title><language>zh-cn</language>\
             <image><title>logo</title></image>\
             <item><title>细胞 &amp; 基因</title><link> https://w.example/1 </link><guid isPermaLink='false'>w-1</guid>\
             <pubDate>Fri, 18 Oct 2024 00:30:00 +0800</pubDate><description>短。</description>\
             <content:encoded><![CDATA[<p>第一段。</p><p>第二段 &amp; 其他。</p>]]></content:encoded><dc:creator>甲</dc:creator>\
             <category>CGT</category><category>NK</category></item>\
             <item><title>A title</title><description>Only this.</description></item></channel></rss>",
            &[
                "#1 [细胞 & 基因] [第一段。|第二段 & 其他。] source=Made-up Wire url=https://w.example/1 wire=w-1 lang=zh-cn Fri, 18 Oct 2024 00:30:00 +0800@feed {author=甲, categories=CGT; NK}",
                "#2 [A title] [Only this.] source=Made-up Wire lang=zh-cn !the feed gives a summary only",
            ],
        );
        check(
            "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/'><channel><title>Old</title></channel>\
             <item><title>T</title><link>https://w.example/2</link><dc:date>2004-05-06</dc:date></item></rdf:RDF>",
            &["#1 [T] [] source=Old url=https://w.example/2 2004-05-06@feed"],
        );
    }

    #[test]
    fn atom_is_read() {
        check(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Site</title><id>f</id><updated>2025-01-01</updated>\
             <entry><title type='html'>A &amp;lt;b&amp;gt;</title><link rel='self' href='/s'/><link href='https://s.example/1'/><id>urn:1</id>\
             <updated>2024-11-01T00:00:00Z</updated><published>2024-10-31T00:00:00Z</published><author><name>N</name></author>\
             <content type='xhtml'><div xmlns='x'><p>One</p><p>Two</p></div></content></entry></feed>",
            &[
                "#1 [A <b>] [One|Two] source=Site url=https://s.example/1 wire=urn:1 lang=en 2024-10-31T00:00:00Z@feed {author=N}",
            ],
        );
    }

    #[test]
    fn broken_feeds_give_what_they_have() {
        check(
            "<rss><channel><item><title>A</title></item><item><title>B &unknown; ",
            &["#1 [A] []", "#2 [B &unknown;] []"],
        );
        check(
            "<rss><item><title>A</title></item><!-- ",
            &[
                "#1 [A] []",
                "Failed not XML behind entry 1: syntax error: comment not closed: `-->` not found before end of input",
            ],
        );
        check("<rss></rss>", &["Skipped a feed without entries"]);
    }

    #[test]
    fn other_xml_is_not_claimed() {
        for other in ["<feed>", "<svg/>", "<rdf:RDF>", "rss", "<html>"] {
            assert_eq!(claim(&Feed, "a.xml", other.as_bytes()), Claim::No, "{other}");
        }
        assert_eq!(claim(&Feed, "a.rss", b"?"), Claim::Name);
    }
}
