//! What the head of a page declares: title, date, address, site, language.

use std::collections::BTreeMap;

use dom_smoothie::Readability;
use serde_json::Value;

use super::tags::{Piece, pieces};
use super::text;
use crate::corpus::dates::parse_date;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) title: String,
    /// The date as written.
    pub(super) date: Option<String>,
    pub(super) url: Option<String>,
    pub(super) site: Option<String>,
    pub(super) language: Option<String>,
    pub(super) metadata: Vec<(&'static str, String)>,
}

const TITLES: &[&str] = &["og:title", "articletitle", "twitter:title", "dc.title"];
const DATES: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
];
const SITES: &[&str] = &["og:site_name", "contentsource", "sitename", "application-name"];
const KEPT: &[&str] = &["description", "keywords", "author"];
/// What stands between the title of a page and the name of its site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", "_", "|", "-"];

/// Reads the head, and the headings where it has no title.
pub(super) fn read(page: &Readability) -> Head {
    let meta = meta(page);
    let article = article(page);
    let first = |names: &[&str]| names.iter().find_map(|name| meta.get(*name)).cloned();
    let stated =
        |name: &str| article.as_ref().and_then(|article| article.get(name)?.as_str()).map(str::to_owned);
    let publisher = article.as_ref().and_then(|article| article.pointer("/publisher/name")?.as_str());
    let site = first(&SITES[..1]).or_else(|| publisher.map(str::to_owned)).or_else(|| first(&SITES[1..]));

    let dates =
        stated("datePublished").into_iter().chain(DATES.iter().filter_map(|name| meta.get(*name).cloned()));
    let dates: Vec<String> = dates.collect();
    let date = dates.iter().find(|date| parse_date(date).is_some()).or(dates.first());

    let canonical = page.doc.select("link[rel=canonical]").attr("href").map(|href| href.to_string());
    let address = canonical.into_iter().chain(first(&["og:url"])).chain(stated("url"));
    let language = page.doc.select("html").attr("lang").map(|code| code.to_string());
    Head {
        title: title(page, [first(TITLES), stated("headline")], site.as_deref()),
        date: date.cloned(),
        url: address.map(|url| url.trim().to_owned()).find(|url| url.starts_with("http")),
        language: language.or_else(|| first(&["content-language"])).or_else(|| stated("inLanguage")),
        metadata: KEPT.iter().filter_map(|name| Some((*name, meta.get(*name)?.clone()))).collect(),
        site,
    }
}

/// Returns the title of a page that is not parsed.
pub(super) fn title_in_tags(html: &str) -> Option<String> {
    let mut pieces = pieces(html)
        .skip_while(|piece| !matches!(piece, Piece::Open(name) if name.eq_ignore_ascii_case("title")));
    match pieces.nth(1)? {
        Piece::Text(title) => Some(text::of(title, &[])).filter(|title| !title.is_empty()),
        _ => None,
    }
}

/// Collects the meta elements by name in lower case; the first of a name counts.
fn meta(page: &Readability) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for node in page.doc.select("meta, [itemprop=datePublished]").iter() {
        let names = ["property", "name", "itemprop", "http-equiv"].map(|kind| node.attr(kind));
        let content = node.attr("content").or_else(|| node.attr("datetime")).unwrap_or_else(|| node.text());
        let content = one_line(&content);
        if content.is_empty() {
            continue;
        }
        for name in names.into_iter().flatten() {
            found.entry(name.trim().to_ascii_lowercase()).or_insert_with(|| content.clone());
        }
    }
    found
}

/// Finds the article among the JSON-LD of a page.
fn article(page: &Readability) -> Option<Value> {
    for script in page.doc.select("script[type='application/ld+json']").iter() {
        let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
        let mut values = match value {
            Value::Array(values) => values,
            value => vec![value],
        };
        let graphs: Vec<Value> =
            values.iter().filter_map(|value| value.get("@graph")?.as_array()).flatten().cloned().collect();
        values.extend(graphs);
        if let Some(found) = values.into_iter().find(is_article) {
            return Some(found);
        }
    }
    None
}

fn is_article(value: &Value) -> bool {
    let names = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.contains("Article") || kind.ends_with("Posting"))
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(names),
        Some(kind) => names(kind),
        None => false,
    }
}

/// Picks the title: a declared one, a heading that the title element repeats, the title element.
fn title(page: &Readability, declared: [Option<String>; 2], site: Option<&str>) -> String {
    let headings: Vec<String> =
        page.doc.select("h1").iter().map(|h1| one_line(&h1.text())).filter(|h1| !h1.is_empty()).collect();
    let is_site = |title: &str| site.is_some_and(|site| site.eq_ignore_ascii_case(title));
    for title in declared.into_iter().flatten() {
        let title = one_line(&title);
        if let Some(heading) =
            headings.iter().find(|heading| title.starts_with(heading.as_str()) && !is_site(heading))
        {
            return heading.clone();
        }
        if !title.is_empty() && !is_site(&title) {
            return without_site(&title, is_site).to_owned();
        }
    }
    let element = one_line(&page.doc.select_single("title").text());
    let repeated = headings.iter().find(|heading| element.contains(heading.as_str()) && !is_site(heading));
    let only = headings.first().filter(|heading| headings.len() == 1 && !is_site(heading));
    if let Some(heading) = repeated.filter(|heading| element.starts_with(heading.as_str())).or(only) {
        return heading.clone();
    }
    let is_short =
        |end: &str| is_site(end) || (end.split_whitespace().count() <= 4 && end.chars().count() <= 30);
    let title = without_site(&element, is_short);
    if title.is_empty() { headings.into_iter().next().unwrap_or_default() } else { title.to_owned() }
}

/// Drops the name of the site from the end of a title.
fn without_site(title: &str, is_site: impl Fn(&str) -> bool) -> &str {
    for separator in SEPARATORS {
        let is_spaced = separator.starts_with(' ');
        let parts = if *separator == "_" { title.split_once('_') } else { title.rsplit_once(separator) };
        let Some((start, end)) = parts.map(|(start, end)| (start.trim(), end.trim())) else { continue };
        // CAR-T and B7-H3 hold no site: without spaces the name must be in Chinese.
        let is_name = is_spaced || end.starts_with(|c: char| !c.is_ascii());
        if is_name && !start.is_empty() && start.chars().count() > end.chars().count() && is_site(end) {
            return start;
        }
    }
    title
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(html: &str) -> Head {
        read(&Readability::new(html, None, None).expect("no address to be wrong"))
    }

    #[track_caller]
    fn check(html: &str, title: &str) {
        assert_eq!(head(html).title, title, "{html}");
    }

    #[test]
    fn the_title_comes_without_its_site() {
        check("<title>A new plant opens | CelArts</title>", "A new plant opens");
        check("<title>细胞治疗新药获批上市_新闻中心_锦篮基因</title>", "细胞治疗新药获批上市");
        check("<title>细胞治疗新药获批上市-新华网</title>", "细胞治疗新药获批上市");
        check("<title>A trial of CAR-T in B7-H3</title>", "A trial of CAR-T in B7-H3");
        check("<title>CelArts</title><h1>A new plant</h1>", "A new plant");
        check("<title>A new plant - CelArts</title><h1>CelArts</h1><h1>A new plant</h1>", "A new plant");
        check(
            "<meta property=og:title content='A plant | Cel'><meta property=og:site_name content=Cel><title>x</title>",
            "A plant",
        );
        check(
            "<meta property=og:title content='Cel'><meta property=og:site_name content=Cel><title>A plant - Cel</title>",
            "A plant",
        );
        check(
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"From LD\"}</script><title>x</title>",
            "From LD",
        );
        check("<meta name=ArticleTitle content=文章标题><title>网站</title>", "文章标题");
        check("<p>none", "");
    }

    #[test]
    fn fields_are_found() {
        let graph = r#"<html lang="zh-CN"><head><link rel="canonical" href="https://a.b/c">
            <script type="application/ld+json">not json</script>
            <script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],
            "datePublished":"2024-10-18T08:00:00+08:00","publisher":{"name":"CelArts"}}]}</script>
            <meta name="Description" content="  About
            it "></head>"#;
        let found = head(graph);
        assert_eq!(found.date.as_deref(), Some("2024-10-18T08:00:00+08:00"));
        assert_eq!(found.url.as_deref(), Some("https://a.b/c"));
        assert_eq!(found.site.as_deref(), Some("CelArts"));
        assert_eq!(found.language.as_deref(), Some("zh-CN"));
        assert_eq!(found.metadata, [("description", "About it".to_owned())]);
        for meta in [
            "<meta property=article:published_time content=2024-10-18>",
            "<meta name=PubDate content=2024-10-18>",
            "<meta name=date content=soon><meta name=dc.date content=2024-10-18>",
            "Posted: <span itemprop=datePublished>2024-10-18</span>",
            "<time itemprop=datePublished datetime=2024-10-18>yesterday</time>",
        ] {
            assert_eq!(head(meta).date.as_deref(), Some("2024-10-18"), "{meta}");
        }
        assert_eq!(head("<link rel=canonical href=/relative>").url, None);
    }

    #[test]
    fn a_title_is_found_in_tags() {
        for (html, expected) in
            [("<TITLE>a &amp; b</TITLE>", Some("a & b")), ("<title></title>", None), ("<p>", None)]
        {
            assert_eq!(title_in_tags(html).as_deref(), expected);
        }
    }
}
