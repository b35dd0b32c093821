//! The JSON-LD of a page: what does it declare of an article?

use serde_json::Value;

use super::element::Tag;
use super::tree::Tree;

/// The most values that are looked through for an article.
const MAX_VALUES: usize = 100_000;

/// Finds the article that a page declares; one with a date before one without.
pub(super) fn article(tree: &Tree) -> Option<Value> {
    let mut found: Option<Value> = None;
    for (at, node) in tree.nodes.iter().enumerate() {
        if node.tag != Tag::Script {
            continue;
        }
        let kind = node.attributes.get("type").unwrap_or_default();
        if !kind.trim().to_ascii_lowercase().starts_with("application/ld+json") {
            continue;
        }
        let Some(value) = parse(tree.raw_text(at)) else { continue };
        let mut pending = vec![value];
        let mut looked_at = 0;
        while let Some(value) = pending.pop() {
            looked_at += 1;
            if looked_at > MAX_VALUES {
                break;
            }
            match value {
                Value::Array(values) => pending.extend(values.into_iter().rev()),
                Value::Object(_) if is_article(&value) => {
                    if value.get("datePublished").is_some() {
                        return Some(value);
                    }
                    found.get_or_insert(value);
                }
                Value::Object(fields) => {
                    let holders = fields.into_iter().filter(|(name, _)| {
                        matches!(name.as_str(), "@graph" | "mainEntity" | "mainEntityOfPage")
                    });
                    pending.extend(holders.map(|(_, value)| value));
                }
                _ => {}
            }
        }
    }
    found
}

/// Reads JSON, of which many a site writes strings with raw line breaks or in a comment.
fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let text = text.trim().trim_start_matches("//<![CDATA[").trim_end_matches("//]]>");
    let text = text.trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let without_breaks: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&without_breaks).ok()
    })
}

fn is_article(value: &Value) -> bool {
    let names = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.contains("Article") || kind.ends_with("Posting") || kind.ends_with("Report")
        })
    };
    match value.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(names),
        Some(kind) => names(kind),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(scripts: &[&str], expected: Option<&str>) {
        let scripts: Vec<String> = scripts
            .iter()
            .map(|json| format!("<script type='application/ld+json'>{json}</script>"))
            .collect();
        let html = scripts.concat();
        let tree = Tree::of(&html).expect("a small page");
        let found = article(&tree);
        let headline = found.as_ref().and_then(|article| article.get("headline")?.as_str());
        assert_eq!(headline, expected, "{html}");
    }

    #[test]
    fn the_article_is_found() {
        check(&[r#"{"@type":"NewsArticle","headline":"A"}"#], Some("A"));
        check(&["not json", r#"[{"@type":"WebSite"},{"@type":["BlogPosting"],"headline":"B"}]"#], Some("B"));
        check(
            &[r#"{"@graph":[{"@type":"WebPage","headline":"no"},{"@type":"Article","headline":"C"}]}"#],
            Some("C"),
        );
        check(&["{\"@type\":\"Article\",\"headline\":\"D\",\"articleBody\":\"a\nb\"}"], Some("D"));
        check(
            &[
                r#"{"@type":"Article","headline":"E"}"#,
                r#"{"@type":"Article","headline":"F","datePublished":"2024"}"#,
            ],
            Some("F"),
        );
        check(&[r#"{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"G"}};"#], Some("G"));
        check(&[r#"{"@type":"Person","headline":"no"}"#, "", "[]", "{"], None);
    }
}
