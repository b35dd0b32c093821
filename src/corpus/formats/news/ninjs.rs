//! ninjs, the news item as JSON: 1.x with one headline and one body, 2.x and 3.x with lists of them.

use serde_json::{Map, Value};

use super::embargo_warning;
use crate::corpus::ReadOptions;
use crate::corpus::draft::{Draft, below};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output};
use crate::corpus::formats::{html, sniff};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::document::Provenance;

/// Keys that ninjs has and the records of sites hardly.
const MARKS: &[&str] = &[
    "body_text",
    "body_xhtml",
    "body_html",
    "headline_extended",
    "versioncreated",
    "versionCreated",
    "bodies",
    "headlines",
    "pubstatus",
    "pubStatus",
];

/// ninjs: an item, or an array of them.
pub(in crate::corpus) struct Ninjs;

impl Extractor for Ninjs {
    fn name(&self) -> &'static str {
        "ninjs"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let head = source.head();
        let is_lines = matches!(source.place.extension().as_deref(), Some("jsonl" | "ndjson"));
        let is_item = sniff::has_json_key(head, &["uri"]) && sniff::has_json_key(head, MARKS);
        if is_item && !is_lines { Claim::Content } else { Claim::No }
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let bytes = source.bytes()?;
        let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
        let value =
            serde_json::from_slice(text).map_err(|cause| Reason::failed(format!("not JSON: {cause}")))?;
        match value {
            Value::Array(items) => {
                for (item, number) in items.into_iter().zip(1_usize..) {
                    emit(output(&item, Part::Element(number)));
                }
            }
            item => emit(output(&item, Part::Whole)),
        }
        Ok(())
    }
}

fn output(item: &Value, part: Part) -> Output<'static> {
    let Value::Object(item) = item else { return Output::Problem(part, Reason::failed("not a JSON object")) };
    let status = given(item, &["pubstatus", "pubStatus"]).unwrap_or_default();
    if matches!(status.as_str(), "canceled" | "cancelled" | "withheld") {
        return Output::Problem(part, Reason::refused(format!("the agency marks it as {status}")));
    }
    Output::Release(Box::new(draft(item)), part)
}

fn draft(item: &Map<String, Value>) -> Draft {
    let headline = given(item, &["headline"]).or_else(|| of_role(item, "headlines")).unwrap_or_default();
    let html = given(item, &["body_xhtml", "body_html"]).map(|html| html::plain_text(&html));
    let body = html.or_else(|| given(item, &["body_text"])).or_else(|| of_role(item, "bodies"));
    let body = body.or_else(|| given(item, &["description_text"])).unwrap_or_default();
    let mut draft = Draft {
        body: below(&headline, &body).to_owned(),
        headline,
        wire_id: given(item, &["uri"]),
        url: given(item, &["url", "canonicalurl"]).or_else(|| page(item)),
        language: given(item, &["language"]),
        source: given(item, &["copyrightholder", "copyrightHolder"]),
        ..Draft::default()
    };
    let provider = given(item, &["provider", "source"]).or_else(|| named(item, "infosources"));
    draft.source = provider.or_else(|| named(item, "infoSources")).or(draft.source);
    let names = [
        "firstcreated",
        "firstCreated",
        "contentcreated",
        "contentCreated",
        "versioncreated",
        "versionCreated",
    ];
    draft.dates = given(item, &names).map(|date| (date, Provenance::Feed)).into_iter().collect();
    draft.warnings.extend(given(item, &["embargoed"]).map(|until| embargo_warning(&until)));
    for name in ["slugline", "byline", "located", "edNote", "ednote"] {
        draft.keep(name, &given(item, &[name]).unwrap_or_default());
    }
    draft
}

/// Returns the first of these fields that has text.
fn given(item: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let mut texts = names.iter().filter_map(|name| item.get(*name)?.as_str());
    texts.find(|text| !text.trim().is_empty()).map(str::to_owned)
}

/// Returns the main text of a list of headlines or bodies: that of the role `main`, or else the first.
fn of_role(item: &Map<String, Value>, list: &str) -> Option<String> {
    let list: Vec<&Map<String, Value>> =
        item.get(list)?.as_array()?.iter().filter_map(Value::as_object).collect();
    let is_main = |one: &&&Map<String, Value>| {
        one.get("role").and_then(Value::as_str).is_some_and(|r| r.contains("main"))
    };
    let one = list.iter().find(is_main).or_else(|| list.first())?;
    let text = given(one, &["value"])?;
    let kind = given(one, &["contentType", "contenttype"]).unwrap_or_default();
    Some(if kind.contains("html") { html::plain_text(&text) } else { text })
}

fn named(item: &Map<String, Value>, list: &str) -> Option<String> {
    item.get(list)?.as_array()?.iter().filter_map(Value::as_object).find_map(|one| given(one, &["name"]))
}

fn page(item: &Map<String, Value>) -> Option<String> {
    let alternates = item.get("altids").or_else(|| item.get("altIds"))?.as_array()?;
    let values = alternates.iter().filter_map(|one| one.get("value")?.as_str());
    values.into_iter().find(|value| value.starts_with("http")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};

    #[track_caller]
    fn check(json: &str, expected: &[&str]) {
        assert_eq!(claim(&Ninjs, "a.json", json.as_bytes()), Claim::Content, "{json}");
        assert_eq!(outputs(&Ninjs, "a.json", json.as_bytes()), expected, "{json}");
    }

    #[test]
    fn items_of_every_version_are_read() {
        check(
            r#"{"uri":"w:1","headline":"细胞","body_xhtml":"<p>一</p><p>二</p>","body_text":"x","versioncreated":"2024-10-18T00:30:00+08:00","provider":"Wire","language":"zh","slugline":"S","usageterms":"none"}"#,
            &["[细胞] [一|二] source=Wire wire=w:1 lang=zh 2024-10-18T00:30:00+08:00@feed {slugline=S}"],
        );
        check(
            r#"[{"uri":"w:2","headlines":[{"role":"short","value":"H"},{"role":"main","value":"Headline"}],
                "bodies":[{"role":"main","contentType":"text/html","value":"<p>A</p>"}],"versionCreated":"2024-10-18","embargoed":"2024-10-20","infoSources":[{"name":"W"}]},
               {"uri":"w:3","pubStatus":"canceled"}, 4]"#,
            &[
                "#1 [Headline] [A] source=W wire=w:2 2024-10-18@feed !under embargo until 2024-10-20",
                "#2 Refused the agency marks it as canceled",
                "#3 Failed not a JSON object",
            ],
        );
        check("{\"uri\":1,\"bodies\":", &["Failed not JSON: EOF while parsing a value at line 1 column 18"]);
    }

    #[test]
    fn other_records_are_not_claimed() {
        for other in ["{\"title\":\"a\",\"uri\":\"b\"}", "{\"body_text\":\"a\"}", "uri bodies"] {
            assert_eq!(claim(&Ninjs, "a.json", other.as_bytes()), Claim::No);
        }
        assert_eq!(claim(&Ninjs, "a.jsonl", b"{\"uri\":1,\"bodies\":[]}\n"), Claim::No);
    }
}
