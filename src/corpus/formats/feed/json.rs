//! JSON Feed 1.0 and 1.1.

use serde_json::{Map, Value};

use super::SUMMARY_ONLY;
use crate::corpus::ReadOptions;
use crate::corpus::draft::Draft;
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::formats::{html, sniff};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::document::Provenance;

/// JSON Feed.
pub(in crate::corpus) struct JsonFeed;

impl Extractor for JsonFeed {
    fn name(&self) -> &'static str {
        "json-feed"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let head = source.head();
        let is_feed = sniff::has_json_key(head, &["version"])
            && (sniff::holds(head, "jsonfeed.org/version") || sniff::holds(head, "jsonfeed.org\\/version"));
        if is_feed { Claim::Content } else { claim_by_name(source, &[], &["application/feed+json"]) }
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let bytes = source.bytes()?;
        let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
        let feed: Map<String, Value> =
            serde_json::from_slice(text).map_err(|cause| Reason::failed(format!("not JSON: {cause}")))?;
        let items = feed.get("items").and_then(Value::as_array);
        let Some(items) = items.filter(|items| !items.is_empty()) else {
            return Err(Reason::skipped("a feed without entries"));
        };
        for (item, number) in items.iter().zip(1_usize..) {
            let part = Part::Element(number);
            emit(match item {
                Value::Object(item) => Output::Release(Box::new(draft(item, &feed)), part),
                _ => Output::Problem(part, Reason::failed("not a JSON object")),
            });
        }
        Ok(())
    }
}

fn draft(item: &Map<String, Value>, feed: &Map<String, Value>) -> Draft {
    let text = |name: &str| given(item, name);
    let whole = text("content_text").or_else(|| text("content_html").map(|html| html::plain_text(&html)));
    let summary = text("summary");
    let mut draft = Draft {
        headline: text("title").unwrap_or_default(),
        url: text("url").or_else(|| text("external_url")),
        wire_id: text("id"),
        language: text("language").or_else(|| given(feed, "language")),
        source: given(feed, "title"),
        ..Draft::default()
    };
    if whole.is_none() && summary.is_some() {
        draft.warnings.push(SUMMARY_ONLY.to_owned());
    }
    draft.body = whole.or(summary).unwrap_or_default();
    let date = text("date_published").or_else(|| text("date_modified"));
    draft.dates = date.map(|date| (date, Provenance::Feed)).into_iter().collect();
    let tags = item.get("tags").and_then(Value::as_array).into_iter().flatten();
    draft.keep("categories", &tags.filter_map(Value::as_str).collect::<Vec<_>>().join("; "));
    draft
}

fn given(fields: &Map<String, Value>, name: &str) -> Option<String> {
    match fields.get(name)? {
        Value::String(text) => (!text.trim().is_empty()).then(|| text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};

    #[track_caller]
    fn check(items: &str, expected: &[&str]) {
        let feed = format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Site\",\"items\":{items}}}"
        );
        assert_eq!(claim(&JsonFeed, "a.json", feed.as_bytes()), Claim::Content);
        assert_eq!(outputs(&JsonFeed, "a.json", feed.as_bytes()), expected, "{feed}");
    }

    #[test]
    fn items_are_read() {
        check(
            r#"[{"id":"1","title":"细胞","url":"https://s.example/1","content_html":"<p>一</p><p>二</p>","date_published":"2024-10-18T00:30:00+08:00","tags":["a","b"],"language":"zh"},
                {"id":2,"summary":"S"}, 3]"#,
            &[
                "#1 [细胞] [一|二] source=Site url=https://s.example/1 wire=1 lang=zh 2024-10-18T00:30:00+08:00@feed {categories=a; b}",
                "#2 [] [S] source=Site wire=2 !the feed gives a summary only",
                "#3 Failed not a JSON object",
            ],
        );
        check("[]", &["Skipped a feed without entries"]);
        assert_eq!(claim(&JsonFeed, "a.json", b"{\"version\": 1}"), Claim::No);
    }
}
