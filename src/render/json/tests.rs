use std::time::Duration;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::error::{Error, ErrorKind};
use crate::render::fixture::{answer, dated, document, lit};
use crate::{corpus, indexing, prove};

/// Checks that a document reads back and is what the schema says it is.
#[track_caller]
fn check(text: &str) {
    let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let document: Value = serde_json::from_str(text).expect("documents are JSON");
    if let Err(error) = validator.validate(&document) {
        panic!("{error} at {}: {text}", error.instance_path());
    }
}

#[test]
fn documents_are_what_the_schema_says() {
    let known = dated(document("DC cells", "The first DC cell therapy. 树突状细胞。"));
    let page = answer(&known, "DC \"树突状细胞\" -gene +cell the NASDAQ: x");
    check(&pretty(&SearchResult::new(&page, true)));
    check(&pretty(&SearchResult::new(&answer(&document("", ""), "zebra"), false)));
    check(&pretty(&Release::new(&lit(&known, &page.query), Some((&page.text, &page.query)))));
    check(&pretty(&Release::new(&lit(&document("", ""), &page.query), None)));
    check(&pretty(&Tokens::new("a 细", Token::stream("a 细", [("a".to_owned(), 0, 0..1)]), Vec::new())));
    check(&pretty(&Fault::new("usage", "no command")));
    check(&pretty(&Fault::from(&Error::new(ErrorKind::Locked, "busy").with_hint("wait"))));
    let problem = corpus::Problem {
        origin: "a.txt".to_owned(),
        reason: "empty file".to_owned(),
        kind: corpus::ProblemKind::Skipped,
    };
    let report = indexing::Report { problems: vec![problem], ..indexing::Report::default() };
    check(&pretty(&Report::new(&report, None)));
    check(&pretty(&Report::new(&report, Some(Duration::from_millis(3)))));
    let found = prove::Counterexample { query: "a".to_owned(), kind: "han".to_owned(), id: known.id };
    check(&pretty(&Proof::from(&prove::Proof { missing: vec![found], ..prove::Proof::default() })));
    let setting = Setting { name: "width".to_owned(), value: None, from: "default".to_owned() };
    check(&pretty(&Status {
        last_run: None,
        schema: Status::SCHEMA,
        index: "index".to_owned(),
        releases: 1,
        stories: Some(0),
        copies: None,
        segments: 1,
        bytes: 1,
        analyzer: "1".to_owned(),
        format: 1,
        roots: vec!["corpus".to_owned()],
        settings: vec![setting],
    }));
}

#[test]
fn the_schema_refuses_what_it_should() {
    let schema: Value = serde_json::from_str(&schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let mut document = serde_json::to_value(Fault::new("usage", "no command")).expect("plain data");
    assert!(validator.is_valid(&document));
    document["error"].as_object_mut().expect("an object").remove("hint");
    assert!(!validator.is_valid(&document), "a field may be null and never missing");
}

proptest! {
    #[test]
    fn what_is_quoted_stands_in_the_body(body in "(\\PC|[\n é👩]|cells? |DC|细胞|。|\\. ){0,80}") {
        let document = document("DC", &body);
        let page = answer(&document, "cell DC 细胞");
        for hit in SearchResult::new(&page, false).hits {
            for Passage { content, start, end, .. } in hit.passages {
                prop_assert_eq!(&body[start.byte..end.byte], &content.text);
                let characters: String = body.chars().skip(start.char).take(end.char - start.char).collect();
                prop_assert_eq!(&characters, &content.text);
                for found in &content.matches {
                    prop_assert_eq!(&content.text[found.start.byte..found.end.byte], &found.text);
                    prop_assert!(!found.words.is_empty() && found.words.iter().all(|&at| at < 3));
                }
            }
        }
    }
}
