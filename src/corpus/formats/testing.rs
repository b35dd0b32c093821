//! What the tests of every format share: a source made of bytes, and what comes out of it on a line each.

use std::io::Read;

use crate::corpus::ReadOptions;
use crate::corpus::draft::Draft;
use crate::corpus::extractor::{Claim, Extractor, Output};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Declared, Part, Place, Source};

/// Makes the source of a file.
pub(super) fn source<'s>(name: &str, bytes: &'s [u8]) -> Source<'s> {
    let place = Place {
        path: name.to_owned(),
        name: name.to_owned(),
        file_name: name.to_owned(),
        ..Place::default()
    };
    Source::new(place, Declared::default(), Box::new(bytes)).expect("bytes in memory")
}

/// How an extractor claims a file.
pub(super) fn claim(extractor: &dyn Extractor, name: &str, bytes: &[u8]) -> Claim {
    extractor.claims(&source(name, bytes))
}

/// Everything that an extractor makes of a file, paragraph ends shown as `|`.
pub(super) fn outputs(extractor: &dyn Extractor, name: &str, bytes: &[u8]) -> Vec<String> {
    let mut seen = Vec::new();
    let done = extractor.extract(source(name, bytes), &ReadOptions::default(), &mut |output| {
        seen.push(match output {
            Output::Release(draft, part) => format!("{}{}", mark(part), show(&draft)),
            Output::Problem(part, reason) => format!("{}{}", mark(part), why(&reason)),
            Output::Member(mut member) => {
                let mut bytes = Vec::new();
                let read = member.reader.read_to_end(&mut bytes);
                let declared = member.declared;
                let given = [
                    ("", declared.media_type),
                    ("charset=", declared.charset),
                    ("url=", declared.url),
                    ("source=", declared.source),
                ];
                let given = given.into_iter().filter_map(|(name, value)| Some(format!(" {name}{}", value?)));
                let dates = declared.dates.iter().map(|(date, from)| format!(" {date}@{}", from.name()));
                let text = String::from_utf8_lossy(&bytes).replace('\n', "|");
                let text = read.map_or_else(|cause| format!("! {cause}"), |_| text);
                let name = member.name.unwrap_or_default();
                format!("member {name}{}{} [{text}]", given.collect::<String>(), dates.collect::<String>())
            }
        });
    });
    seen.extend(done.err().map(|reason| why(&reason)));
    seen
}

fn mark(part: Part) -> String {
    match part {
        Part::Whole => String::new(),
        Part::Line(number) => format!(":{number} "),
        Part::Element(number) => format!("#{number} "),
    }
}

fn why(reason: &Reason) -> String {
    format!("{:?} {}", reason.kind, reason.text)
}

fn show(draft: &Draft) -> String {
    let body = draft.body.trim().replace("\n\n", "|").replace('\n', "/");
    let mut shown = format!("[{}] [{body}]", draft.headline);
    let given = [
        ("id", &draft.id),
        ("source", &draft.source),
        ("url", &draft.url),
        ("wire", &draft.wire_id),
        ("lang", &draft.language),
    ];
    for (name, value) in given {
        shown.extend(value.as_ref().map(|value| format!(" {name}={value}")));
    }
    shown.extend(draft.dates.iter().map(|(date, from)| format!(" {date}@{}", from.name())));
    if !draft.metadata.is_empty() {
        let fields: Vec<String> =
            draft.metadata.iter().map(|(name, value)| format!("{name}={value}")).collect();
        shown.push_str(&format!(" {{{}}}", fields.join(", ")));
    }
    for mark in &draft.marks {
        shown.push_str(&format!(" {:?}:{}", mark.kind, draft.body[mark.range.clone()].replace('\n', "/")));
    }
    shown.extend(draft.warnings.iter().map(|warning| format!(" !{warning}")));
    shown
}
