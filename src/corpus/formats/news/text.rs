//! The text of a news item: NITF, XHTML, or plain.

use crate::corpus::draft::{Draft, below};
use crate::corpus::formats::xml::Element;
use crate::corpus::formats::{html, plain};
use crate::document::Provenance;

/// Reads what stands in the `contentSet` of an item, the first of its renderings that has text.
pub(super) fn content(item: Element<'_>) -> Draft {
    let Some(set) = item.child("contentset") else { return Draft::default() };
    let inline = set.children().filter(|child| matches!(child.name(), "inlinexml" | "inlinedata"));
    inline.map(rendering).find(|draft| !draft.body.trim().is_empty()).unwrap_or_default()
}

fn rendering(inline: Element<'_>) -> Draft {
    if let Some(nitf) = inline.find("nitf") {
        return self::nitf(nitf);
    }
    if let Some(html) = inline.find("html") {
        return page(html);
    }
    if inline.children().next().is_some() {
        return Draft { body: html::plain_text(&inline.markup()), ..Draft::default() };
    }
    let text = inline.text().unwrap_or_default();
    if inline.attribute("contenttype").is_some_and(|kind| kind.contains("html")) {
        return Draft { body: html::plain_text(&text), ..Draft::default() };
    }
    plain::draft(&text)
}

fn page(html: Element<'_>) -> Draft {
    let body = html.child("body").unwrap_or(html);
    let first = body.descendants().find(|element| matches!(element.name(), "h1" | "h2"));
    let headline = first.or_else(|| html.find("title")).and_then(Element::text).unwrap_or_default();
    let text = html::plain_text(&body.markup());
    Draft { body: below(&headline, &text).to_owned(), headline, ..Draft::default() }
}

/// Reads a NITF document.
pub(super) fn nitf(nitf: Element<'_>) -> Draft {
    let text = |name: &str| nitf.find(name).and_then(Element::text);
    let value = |name: &str, attribute: &str| Some(nitf.find(name)?.attribute(attribute)?.to_owned());
    let content = nitf.find("body.content").map(|content| html::plain_text(&content.markup()));
    let mut draft = Draft {
        headline: text("hl1").or_else(|| text("hedline")).or_else(|| text("title")).unwrap_or_default(),
        wire_id: value("doc-id", "id-string"),
        source: text("distributor").or_else(|| value("doc.copyright", "holder")),
        ..Draft::default()
    };
    let parts = [text("hl2"), content].into_iter().flatten();
    draft.body = parts.collect::<Vec<_>>().join("\n\n");
    let date = value("date.release", "norm").or_else(|| value("date.issue", "norm"));
    let date = date.or_else(|| value("story.date", "norm"));
    draft.dates = date.map(|date| (date, Provenance::Feed)).into_iter().collect();
    draft.keep("byline", &text("byline").unwrap_or_default());
    draft.keep("dateline", &text("dateline").unwrap_or_default());
    draft
}
