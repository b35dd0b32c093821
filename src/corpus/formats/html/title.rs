//! What is the title of a page, and where does it stand?

use super::element::Tag;
use super::paragraph::{Paragraph, size};
use super::role::Roles;
use super::text;
use super::tree::{NodeId, Tree};

/// What stands between the title of a page and the name of its site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " · ", "_", "|", "-"];
/// How many headings are looked at, and how much of each, in bytes.
const MAX_HEADINGS: usize = 200;
const MAX_HEADING_BYTES: usize = 1_000;
/// The shortest heading that is taken for part of a longer title, in characters.
const MIN_PART_CHARS: usize = 8;

/// A heading of a page.
#[derive(Debug)]
pub(super) struct Heading {
    /// Where it stands.
    pub(super) node: NodeId,
    tag: Tag,
    text: String,
}

/// Lists the headings of a page that may be its headline.
pub(super) fn headings(tree: &Tree) -> Vec<Heading> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(node) = tree.nodes.get(at) {
        if node.tag.is_silent() {
            at = node.end.max(at + 1);
            continue;
        }
        if node.tag.is_heading() || node.roles.has(Roles::HEADLINE) {
            let text = text::line(tree, at, MAX_HEADING_BYTES);
            if !text.is_empty() {
                found.push(Heading { node: at, tag: node.tag, text });
            }
            if found.len() >= MAX_HEADINGS {
                break;
            }
        }
        at += 1;
    }
    found
}

/// Picks the title: a declared one, a heading that the title element repeats, the title element.
pub(super) fn pick(
    headings: &[Heading],
    declared: &[Option<String>; 2],
    element: &str,
    site: Option<&str>,
) -> String {
    let main: Vec<&str> = headings
        .iter()
        .filter(|heading| heading.tag == Tag::H1)
        .map(|heading| heading.text.as_str())
        .collect();
    let is_site = |title: &str| site.is_some_and(|site| site.eq_ignore_ascii_case(title));
    for title in declared.iter().flatten() {
        let title = one_line(title);
        if let Some(heading) = main.iter().find(|heading| title.starts_with(**heading) && !is_site(heading)) {
            return (*heading).to_owned();
        }
        if !title.is_empty() && !is_site(&title) {
            return without_site(&title, is_site).to_owned();
        }
    }
    let repeated = main.iter().find(|heading| element.contains(**heading) && !is_site(heading));
    let only = main.first().filter(|heading| main.len() == 1 && !is_site(heading));
    if let Some(heading) = repeated.filter(|heading| element.starts_with(**heading)).or(only) {
        return (*heading).to_owned();
    }
    let is_short =
        |end: &str| is_site(end) || (end.split_whitespace().count() <= 4 && end.chars().count() <= 30);
    let title = without_site(element, is_short);
    if title.is_empty() { main.first().copied().unwrap_or_default().to_owned() } else { title.to_owned() }
}

/// Finds the heading that is the headline: one that says what the title says, or is in what another title
/// says, the highest first.
pub(super) fn place(
    headings: &[Heading],
    title: &str,
    titles: &[&str],
    site: Option<&str>,
) -> Option<NodeId> {
    let title = letters(title);
    let site = letters(site.unwrap_or_default());
    let titles: Vec<String> =
        titles.iter().map(|title| letters(title)).filter(|title| !title.is_empty()).collect();
    let mut best: Option<((bool, u8), NodeId)> = None;
    for heading in headings {
        let said = letters(&heading.text);
        let is_long = said.chars().count() >= MIN_PART_CHARS;
        let fits = titles.iter().any(|title| {
            *title == said
                || (is_long && title.contains(&said))
                || (title.chars().count() >= MIN_PART_CHARS && said.contains(title.as_str()))
        });
        if !fits || said == site {
            continue;
        }
        let rank = (said != title, heading.tag as u8);
        if best.is_none_or(|(found, _)| rank < found) {
            best = Some((rank, heading.node));
        }
    }
    best.map(|(_, node)| node)
}

/// Finds the first paragraph that says just what the title says and is no link, on a page without such a heading.
pub(super) fn place_in_lines(tree: &Tree, paragraphs: &[Paragraph], title: &str) -> Option<NodeId> {
    let cells = size(title, false).cells;
    let mut alike = paragraphs.iter().filter(|paragraph| {
        let found = paragraph.size;
        found.cells > 0 && found.cells <= 2 * cells && cells <= 2 * found.cells && found.link_cells == 0
    });
    let found = alike
        .find(|paragraph| is_same(&text::of_nodes(tree, paragraph.nodes(), MAX_HEADING_BYTES), title))?;
    Some(found.first)
}

/// Tells whether two titles say the same, punctuation and case apart.
pub(super) fn is_same(left: &str, right: &str) -> bool {
    let left = letters(left);
    !left.is_empty() && left == letters(right)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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

/// Returns the text with one space for each stretch of white space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::html::head;
    use crate::corpus::formats::html::paragraph::paragraphs;

    #[track_caller]
    fn check(html: &str, title: &str) {
        let tree = Tree::of(html).expect("a small page");
        assert_eq!(head::read(&tree).title, title, "{html}");
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
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"From &amp; LD\"}</script><title>x</title>",
            "From & LD",
        );
        check("<meta name=ArticleTitle content=文章标题><title>网站</title>", "文章标题");
        check("<svg><title>icon</title></svg><title>a &amp; <b>b</title>", "a & b");
        check("<p>none", "");
    }

    #[test]
    fn the_headline_is_found() {
        for (html, expected) in [
            (
                "<title>A new plant opens - Cel Arts</title><h1>Cel Arts</h1><h2>A new plant opens</h2>",
                Some("A new plant opens"),
            ),
            (
                "<title>A new plant opens</title><h3>a new plant opens!</h3><h1>News</h1>",
                Some("a new plant opens!"),
            ),
            (
                "<title>细胞治疗新药获批上市</title><a href=/>细胞治疗新药获批上市</a><p>细胞治疗新药获批上市",
                Some("细胞治疗新药获批上市"),
            ),
            ("<title>A new plant opens</title><h2>Another opens</h2>", None),
            ("", None),
        ] {
            let tree = Tree::of(html).expect("a small page");
            let head = head::read(&tree);
            let found = head.headline.or_else(|| place_in_lines(&tree, &paragraphs(&tree), &head.title));
            let found = found.map(|at| text::of_nodes(&tree, at..tree.nodes[at].end, 100));
            assert_eq!(found.as_deref(), expected, "{html}");
        }
    }
}
