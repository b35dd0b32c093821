//! What the head of a page declares: title, dates, address, site, language.

use std::collections::BTreeMap;

use serde_json::Value;

use super::element::Tag;
use super::json_ld;
use super::role::Roles;
use super::text;
use super::title::{self, one_line};
use super::tree::Tree;
use crate::document::Provenance;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: String,
    /// The heading that is the headline, as a node.
    pub(super) headline: Option<usize>,
    /// The dates as written, and where, the most trustworthy first.
    pub(super) dates: Vec<(String, Provenance)>,
    pub(super) url: Option<String>,
    pub(super) site: Option<String>,
    pub(super) language: Option<String>,
    pub(super) metadata: Vec<(&'static str, String)>,
    /// The text of the article, if its JSON-LD holds it.
    pub(super) body: Option<String>,
    /// Whether the page declares that it is an article.
    pub(super) is_article: bool,
    /// Whether the page says that it is not free to read.
    pub(super) is_paid: bool,
}

const TITLES: &[&str] = &["og:title", "articletitle", "twitter:title", "dc.title"];
/// Properties of OpenGraph that give the date.
const OPEN_GRAPH_DATES: &[&str] = &["article:published_time", "article:published", "og:published_time"];
/// Other names of meta elements that do.
const DATES: &[&str] = &[
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "weibo:article:create_at",
    "weibo: article:create_at",
];
const SITES: &[&str] = &["og:site_name", "contentsource", "sitename", "application-name"];
const KEPT: &[&str] = &["description", "keywords", "author"];
/// How far behind the headline a `time` element belongs to it, in nodes: 71 of 77 news pages that have one have it
/// this near.
const BYLINE_NODES: usize = 100;
/// The most dates that are handed on, and the most bytes of a value.
const MAX_DATES: usize = 8;
const MAX_VALUE_BYTES: usize = 4_000;

/// Reads the head, and the headings where it has no title.
pub(super) fn read(tree: &Tree) -> Head {
    let meta = meta(tree);
    let article = json_ld::article(tree);
    let headings = title::headings(tree);
    let first = |names: &[&str]| names.iter().find_map(|name| meta.get(*name)).cloned();
    let stated =
        |name: &str| article.as_ref().and_then(|article| article.get(name)?.as_str()).map(str::to_owned);
    let publisher = article.as_ref().and_then(|article| article.pointer("/publisher/name")?.as_str());
    let site = first(&SITES[..1]).or_else(|| publisher.map(str::to_owned)).or_else(|| first(&SITES[1..]));
    let element = title_element(tree);
    let declared = [first(TITLES), stated("headline").map(|title| text::plain(&title))];
    let titles =
        [element.as_str(), declared[0].as_deref().unwrap_or(""), declared[1].as_deref().unwrap_or("")];
    let title = title::pick(&headings, &declared, &element, site.as_deref());
    let headline = title::place(&headings, &title, &titles, site.as_deref());
    let address = canonical(tree).into_iter().chain(first(&["og:url"])).chain(stated("url"));
    let free = article.as_ref().and_then(|article| article.get("isAccessibleForFree"));
    let kind = meta.get("og:type").map(|kind| kind.to_ascii_lowercase());
    Head {
        is_article: article.is_some() || kind.as_deref() == Some("article"),
        headline,
        dates: dates(tree, &meta, stated("datePublished"), headline),
        url: address.map(|url| url.trim().to_owned()).find(|url| url.starts_with("http")),
        language: language(tree).or_else(|| first(&["content-language"])).or_else(|| stated("inLanguage")),
        metadata: KEPT.iter().filter_map(|name| Some((*name, meta.get(*name)?.clone()))).collect(),
        body: stated("articleBody"),
        is_paid: free.is_some_and(|free| match free {
            Value::Bool(free) => !free,
            free => free.as_str().is_some_and(|free| free.eq_ignore_ascii_case("false")),
        }),
        title,
        site,
    }
}

/// Collects the meta elements by name in lower case; the first of a name counts.
fn meta(tree: &Tree) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for node in tree.nodes.iter().filter(|node| node.tag == Tag::Meta) {
        let content = one_line(&node.attributes.get("content").unwrap_or_default());
        if content.is_empty() || content.len() > MAX_VALUE_BYTES {
            continue;
        }
        for name in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = node.attributes.get(name) {
                found.entry(name.trim().to_ascii_lowercase()).or_insert_with(|| content.clone());
            }
        }
    }
    found
}

/// Lists the dates that a page gives as its own.
fn dates(
    tree: &Tree,
    meta: &BTreeMap<String, String>,
    stated: Option<String>,
    headline: Option<usize>,
) -> Vec<(String, Provenance)> {
    let mut found: Vec<(String, Provenance)> = Vec::new();
    found.extend(stated.map(|date| (date, Provenance::JsonLd)));
    let named = |names: &[&str], provenance| {
        let values = names.iter().filter_map(|name| meta.get(*name));
        values.map(|date| (date.clone(), provenance)).collect::<Vec<_>>()
    };
    found.extend(named(OPEN_GRAPH_DATES, Provenance::OpenGraph));
    found.extend(named(DATES, Provenance::Meta));
    let mut near = headline.map(|headline| headline..headline + BYLINE_NODES).unwrap_or_default();
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.tag == Tag::Text || node.tag == Tag::Meta {
            continue;
        }
        let is_time = node.tag == Tag::Time;
        let is_declared =
            node.roles.has(Roles::DATE) || (is_time && node.attributes.get("pubdate").is_some());
        if is_declared || (is_time && near.contains(&at)) {
            let value = node.attributes.get("datetime").or_else(|| node.attributes.get("content"));
            let value = value.map_or_else(|| text::line(tree, at, 100), |value| one_line(&value));
            if !is_declared {
                near = 0..0;
            }
            if !value.is_empty() {
                found.push((value, Provenance::Meta));
            }
        }
        if found.len() >= MAX_DATES {
            break;
        }
    }
    let mut distinct: Vec<(String, Provenance)> = Vec::new();
    for date in found {
        if !distinct.contains(&date) && date.0.len() <= 100 {
            distinct.push(date);
        }
    }
    distinct.truncate(MAX_DATES);
    distinct
}

fn canonical(tree: &Tree) -> Option<String> {
    let links = tree.nodes.iter().filter(|node| node.tag == Tag::Link);
    let mut canonical = links
        .filter(|node| node.attributes.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")));
    canonical.find_map(|node| node.attributes.get("href")).map(std::borrow::Cow::into_owned)
}

fn language(tree: &Tree) -> Option<String> {
    let html = tree.nodes.iter().find(|node| node.tag == Tag::Html)?;
    let code = html.attributes.get("lang").or_else(|| html.attributes.get("xml:lang"))?;
    Some(code.trim().to_owned()).filter(|code| !code.is_empty())
}

fn title_element(tree: &Tree) -> String {
    let is_title = |(at, tag): (usize, Tag)| {
        tag == Tag::Title
            && tree.nodes[tree.nodes[at].parent].tag != Tag::Svg
            && !tree.raw_text(at).trim().is_empty()
    };
    let found = tree.nodes.iter().enumerate().map(|(at, node)| (at, node.tag)).find(|node| is_title(*node));
    found.map_or_else(String::new, |(at, _)| text::plain(tree.raw_text(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(html: &str) -> Head {
        read(&Tree::of(html).expect("a small page"))
    }

    #[test]
    fn fields_are_found() {
        let graph = r#"<html lang="zh-CN"><head><link rel="canonical" href="https://a.b/c">
            <script type="application/ld+json">not json</script>
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],
            "datePublished":"2024-10-18T08:00:00+08:00","publisher":{"name":"CelArts"},"articleBody":"Text",
            "isAccessibleForFree":false}]}</script><meta name="Description" content="  About
            it "></head>"#;
        let found = head(graph);
        assert_eq!(found.dates, [("2024-10-18T08:00:00+08:00".to_owned(), Provenance::JsonLd)]);
        assert_eq!(found.url.as_deref(), Some("https://a.b/c"));
        assert_eq!(found.site.as_deref(), Some("CelArts"));
        assert_eq!(found.language.as_deref(), Some("zh-CN"));
        assert_eq!(found.body.as_deref(), Some("Text"));
        assert_eq!(found.metadata, [("description", "About it".to_owned())]);
        assert!(found.is_paid && found.is_article);
        let none = head("<link rel=canonical href=/relative><meta property=og:type content=website>");
        assert_eq!((none.url, none.is_paid, none.is_article), (None, false, false));
    }

    #[test]
    fn every_date_is_found() {
        for (html, expected) in [
            ("<meta property=article:published_time content=2024-10-18>", "opengraph 2024-10-18"),
            ("<meta name=PubDate content=2024-10-18>", "meta 2024-10-18"),
            (
                "<meta name=date content=soon><meta name=dc.date content=2024-10-18>",
                "meta soon, meta 2024-10-18",
            ),
            ("Posted: <span itemprop=datePublished>2024-10-18</span>", "meta 2024-10-18"),
            ("<time itemprop=datePublished datetime=2024-10-18>yesterday</time>", "meta 2024-10-18"),
            (
                "<time datetime=2001>x</time><title>A title</title><h1>A title</h1><time>18 May 2024</time><time>2025</time>",
                "meta 18 May 2024",
            ),
            (
                "<meta name=pubdate content=2024-10-18><meta name=date content=2024-10-18>\
                <meta property=og:published_time content=2024-10-17>",
                "opengraph 2024-10-17, meta 2024-10-18",
            ),
            ("<time datetime=2024>x</time>", ""),
        ] {
            let dates: Vec<String> =
                head(html).dates.iter().map(|(date, from)| format!("{} {date}", from.name())).collect();
            assert_eq!(dates.join(", "), expected, "{html}");
        }
    }
}
