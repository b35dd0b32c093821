//! A news item, as agencies exchange them: NewsML-G2 and NITF here and in `text.rs`, ninjs in `ninjs.rs`.

mod ninjs;
mod text;

use super::sniff;
use super::xml::{self, Element};
use crate::corpus::ReadOptions;
use crate::corpus::draft::Draft;
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::document::Provenance;

pub(in crate::corpus) use ninjs::Ninjs;

/// What is said of an item that is not to be published before a time.
fn embargo_warning(until: &str) -> String {
    format!("under embargo until {}", until.trim())
}

/// NewsML-G2 and NITF.
pub(in crate::corpus) struct NewsMl;

impl Extractor for NewsMl {
    fn name(&self) -> &'static str {
        "newsml"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let root = sniff::xml_root(source.head()).map(|root| root.name);
        if matches!(root.as_deref(), Some("newsmessage" | "newsitem" | "nitf" | "newsml")) {
            return Claim::Content;
        }
        claim_by_name(source, &["nitf", "newsml"], &["application/vnd.iptc.g2.newsitem+xml"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let charset = source.declared.charset.clone();
        let (tree, decoded) = xml::read(&source.bytes()?, charset.as_deref())?;
        let root = tree.root().ok_or_else(|| Reason::failed("not XML: it has no element"))?;
        let described = |draft: Draft| Draft { charset: Some(decoded.charset.clone()), ..draft };
        if root.name() == "nitf" {
            emit(Output::Release(Box::new(described(text::nitf(root))), Part::Whole));
        } else {
            let is_one = root.name() == "newsitem";
            let items: Vec<Element<'_>> = if is_one { vec![root] } else { items(root) };
            if items.is_empty() {
                return Err(Reason::skipped("a news message without news items"));
            }
            for (item, number) in items.into_iter().zip(1_usize..) {
                let part = if is_one { Part::Whole } else { Part::Element(number) };
                emit(item_output(item, part, &described));
            }
        }
        tree.broken.map_or(Ok(()), |cause| Err(Reason::failed(format!("not XML to its end: {cause}"))))
    }
}

fn item_output(item: Element<'_>, part: Part, described: &dyn Fn(Draft) -> Draft) -> Output<'static> {
    let class = item.find("itemclass").and_then(|class| class.attribute("qcode")).unwrap_or_default();
    let status = item.find("pubstatus").and_then(|status| status.attribute("qcode")).unwrap_or_default();
    if status.ends_with("canceled") || status.ends_with("cancelled") || status.ends_with("withheld") {
        return Output::Problem(
            part,
            Reason::refused(format!("the agency marks it as {}", status_word(status))),
        );
    }
    let draft = described(draft(item));
    if draft.body.trim().is_empty() && !class.is_empty() && !class.ends_with("text") {
        return Output::Problem(part, Reason::skipped(format!("a news item of class {class}, not text")));
    }
    Output::Release(Box::new(draft), part)
}

fn status_word(status: &str) -> &str {
    status.rsplit(':').next().unwrap_or(status)
}

/// Returns the items of a message, which do not lie in one another.
fn items(root: Element<'_>) -> Vec<Element<'_>> {
    root.descendants().filter(|element| element.name() == "newsitem").collect()
}

/// Reads a `newsItem`: `itemMeta` says what became of it, `contentMeta` what it is about, `contentSet` is its text.
fn draft(item: Element<'_>) -> Draft {
    let (about_item, about) =
        (item.child("itemmeta").unwrap_or(item), item.child("contentmeta").unwrap_or(item));
    let text = |parent: Element<'_>, name: &str| parent.child(name).and_then(Element::text);
    let mut draft = text::content(item);
    // What the agency says of the item overrules what is printed in its text, which is not lost.
    if let Some(headline) = text(about, "headline").or_else(|| text(about_item, "title")) {
        let printed = std::mem::replace(&mut draft.headline, headline);
        if !printed.is_empty() && printed != draft.headline {
            draft.body = format!("{printed}\n\n{}", draft.body);
        }
    }
    draft.wire_id = item.attribute("guid").map(str::to_owned);
    draft.source = text(about, "creditline").or(draft.source).or_else(|| provider(about_item));
    let language = about.child("language").and_then(|language| language.attribute("tag"));
    draft.language = language.or_else(|| item.attribute("xml:lang")).map(str::to_owned).or(draft.language);
    let date = text(about_item, "firstcreated").or_else(|| text(about_item, "versioncreated"));
    let date = date.or_else(|| text(about, "contentcreated")).or_else(|| text(about, "contentmodified"));
    if let Some(date) = date {
        draft.dates = vec![(date, Provenance::Feed)];
    }
    draft.warnings.extend(text(about_item, "embargoed").map(|until| embargo_warning(&until)));
    let links = about_item.children().filter(|child| child.name() == "link");
    let page = links.filter_map(|link| link.attribute("href")).find(|href| href.starts_with("http"));
    draft.url = page.map(str::to_owned);
    for (name, value) in [
        ("slugline", text(about, "slugline")),
        ("byline", text(about, "by")),
        ("dateline", text(about, "dateline")),
    ] {
        draft.keep(name, &value.unwrap_or_default());
    }
    draft
}

/// Returns the name of who provides an item, or its code without the scheme.
fn provider(about: Element<'_>) -> Option<String> {
    let provider = about.child("provider")?;
    let name = provider.child("name").and_then(Element::text);
    let code = || provider.attribute("literal").or_else(|| provider.attribute("qcode"));
    name.or_else(|| code().map(|code| code.rsplit(':').next().unwrap_or(code).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};
    use proptest::prelude::*;

    #[track_caller]
    fn check(xml: &str, expected: &[&str]) {
        assert_eq!(claim(&NewsMl, "a.dat", xml.as_bytes()), Claim::Content);
        assert_eq!(outputs(&NewsMl, "a.xml", xml.as_bytes()), expected, "{xml}");
    }

    const ITEM: &str = "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:newsml:w:1' xml:lang='en'>\
        <itemMeta><itemClass qcode='ninat:text'/><provider qcode='nprov:MUW'><name>Made-up Wire</name></provider>\
        <versionCreated>2024-10-18T00:30:00+08:00</versionCreated><embargoed>2024-10-19T00:00:00Z</embargoed></itemMeta>\
        <contentMeta><headline>Notareal doses first patient</headline><slugline>CAR-T</slugline><by>A. B.</by>\
        <language tag='zh-CN'/></contentMeta><contentSet><inlineXML contenttype='application/xhtml+xml'>\
        <html><head><title>T</title></head><body><h1>Notareal doses first patient</h1><p>One 细胞.</p><p>Two.</p></body></html>\
        </inlineXML></contentSet></newsItem>";

    #[test]
    fn news_items_are_read() {
        check(
            ITEM,
            &[
                "[Notareal doses first patient] [One 细胞.|Two.] source=Made-up Wire wire=urn:newsml:w:1 lang=zh-CN 2024-10-18T00:30:00+08:00@feed {byline=A. B., slugline=CAR-T} !under embargo until 2024-10-19T00:00:00Z",
            ],
        );
        let data = "<newsItem><contentMeta><creditline>C</creditline></contentMeta><contentSet>\
            <inlineData contenttype='text/plain'>A headline of it\n\nBody.</inlineData></contentSet></newsItem>";
        check(data, &["[A headline of it] [Body.] source=C"]);
        check(
            &data.replace("<creditline>C</creditline>", "<headline>Another</headline>"),
            &["[Another] [A headline of it|Body.]"],
        );
    }

    #[test]
    fn a_message_holds_items() {
        let message = format!(
            "<?xml version='1.0'?><newsMessage><header/><itemSet>{ITEM}<newsItem guid='p'><itemMeta><itemClass qcode='ninat:picture'/>\
             </itemMeta></newsItem><newsItem><itemMeta><pubStatus qcode='stat:canceled'/></itemMeta></newsItem></itemSet></newsMessage>"
        );
        let seen = outputs(&NewsMl, "a.xml", message.as_bytes());
        assert!(seen[0].starts_with("#1 [Notareal doses"), "{seen:?}");
        assert_eq!(
            seen[1..],
            [
                "#2 Skipped a news item of class ninat:picture, not text",
                "#3 Refused the agency marks it as canceled"
            ]
        );
        check("<newsMessage/>", &["Skipped a news message without news items"]);
    }

    #[test]
    fn nitf_is_read() {
        check(
            "<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><head><title>T</title><docdata><doc-id id-string='n-1'/>\
             <date.issue norm='20241018T003000+0800'/></docdata></head><body><body.head><hedline><hl1>细胞治疗</hl1><hl2>副标题</hl2></hedline>\
             <byline>By A</byline><distributor>Wire</distributor><dateline><location>BEIJING</location></dateline></body.head>\
             <body.content><block><p>One.</p><p>Two.</p></block></body.content></body></nitf>",
            &[
                "[细胞治疗] [副标题|One.|Two.] source=Wire wire=n-1 20241018T003000+0800@feed {byline=By A, dateline=BEIJING}",
            ],
        );
    }

    #[test]
    fn broken_items_give_what_they_have() {
        let seen = outputs(
            &NewsMl,
            "a.xml",
            "<newsItem><contentMeta><headline>H</headline></contentMeta><!--".as_bytes(),
        );
        assert_eq!(seen[0], "[H] []");
        assert!(seen[1].starts_with("Failed not XML to its end"), "{seen:?}");
    }

    proptest! {
        #[test]
        fn changed_items_are_read(at in 0..ITEM.len(), byte in any::<u8>()) {
            let mut item = ITEM.as_bytes().to_vec();
            item[at] = byte;
            outputs(&NewsMl, "a.xml", &item);
        }
    }
}
