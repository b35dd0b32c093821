//! The contract with machines: schema, offsets, the same bytes for the same input.

use serde_json::Value;

use crate::support::{Desk, project};

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn desk() -> Desk {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    desk
}

#[test]
fn the_committed_schema_is_the_program_s() {
    let committed =
        std::fs::read_to_string(project().join("schema/cgtsearch.v1.schema.json")).expect("the schema");
    let ran = Desk::empty().run(&["schema"]);
    assert!(ran.out == committed, "update it: cargo run -- schema > schema/cgtsearch.v1.schema.json");
}

#[test]
fn every_answer_fits_the_schema() {
    let schema = parse(
        &std::fs::read_to_string(project().join("schema/cgtsearch.v1.schema.json")).expect("the schema"),
    );
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let desk = desk();
    for (args, code) in [
        (&["query", "--json", "DC cell", "张强"][..], 0),
        (&["query", "--json", "--timing", "\"一库两平台\" -lang:en date:2024 title:x"], 1),
        (&["query", "--json", "zzzzzz"], 1),
        (&["query", "--json", "--strict", "\"open"], 2),
        (&["show", "--json", "corpus/en/etown-cgt-conference.txt", "--query", "DC"], 0),
        (&["index", "--json", "corpus", "nowhere"], 0),
        (&["status", "--json"], 0),
        (&["analyze", "--json", "CAR-T细胞"], 0),
        (&["prove", "--json", "--samples", "5"], 0),
        (&["show", "--json", "nothing"], 2),
    ] {
        let ran = desk.run(args);
        assert_eq!(ran.code, code, "{args:?}: {}{}", ran.out, ran.err);
        let answer = parse(&ran.out);
        let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{args:?}: {errors:?}");
    }
    let broken = parse("{\"schema\":\"cgtsearch.search.v1\"}");
    assert!(!validator.is_valid(&broken), "the schema refuses something");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (desk(), desk());
    for args in [
        &["query", "--json", "cell therapy 细胞"][..],
        &["query", "--jsonl", "DC cell"],
        &["query", "--ids", "*"],
    ] {
        assert_eq!(one.run(args).out, two.run(args).out, "{args:?}");
    }
}

/// Cuts a text by each kind of offset.
fn cut(text: &str, start: &Value, end: &Value) -> [Option<String>; 3] {
    let place = |value: &Value, kind: &str| value[kind].as_u64().map(|n| n as usize).expect("an offset");
    let bytes = text.get(place(start, "byte")..place(end, "byte")).map(str::to_owned);
    let (from, to) = (place(start, "char"), place(end, "char"));
    let chars = Some(text.chars().skip(from).take(to - from).collect());
    let units: Vec<u16> = text.encode_utf16().collect();
    let utf16 = units
        .get(place(start, "utf16")..place(end, "utf16"))
        .and_then(|units| String::from_utf16(units).ok());
    [bytes, chars, utf16]
}

#[test]
fn offsets_cut_out_what_they_say() {
    let desk = desk();
    let mut matches = 0;
    for query in ["DC cell 细胞", "\"CAR-T\" γδT", "10⁶ 臨床試驗 therapies", "𠮷 gene"] {
        let page = parse(&desk.run(&["query", "--json", "--limit", "50", query]).out);
        for hit in page["hits"].as_array().expect("hits") {
            let release = parse(&desk.run(&["show", "--json", hit["id"].as_str().expect("an id")]).out);
            let body = release["body"]["text"].as_str().expect("a body");
            let passages = hit["passages"].as_array().expect("passages");
            for passage in passages {
                let whole = cut(body, &passage["start"], &passage["end"]);
                for slice in whole {
                    assert_eq!(slice.as_deref(), passage["text"].as_str());
                }
            }
            for lit in passages.iter().chain([&hit["headline"]]) {
                let text = lit["text"].as_str().expect("text");
                for found in lit["matches"].as_array().expect("matches") {
                    for slice in cut(text, &found["start"], &found["end"]) {
                        assert_eq!(slice.as_deref(), found["text"].as_str());
                    }
                    matches += 1;
                }
            }
        }
    }
    assert!(matches > 100, "only {matches} matches were tried");
}
