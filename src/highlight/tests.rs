use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::analysis::Analyzer;
use crate::document::DocId;
use crate::query::{ResolveOptions, parse, resolve};

fn query(text: &str) -> Query {
    let syntax = parse::parse(text, jiff::civil::date(2025, 1, 1));
    resolve(text, &syntax, &Analyzer::new(), ResolveOptions::default())
}

fn document(body: &str) -> Document {
    Document::new(DocId::new("a").expect("not empty"), "", body)
}

/// Shows the passages of a snippet, one a line, with what is lit in brackets and cuts as `…`.
fn show(body: &str, words: &str, options: SnippetOptions) -> String {
    let query = query(words);
    let snippet = Highlighter::new(&query).snippet(&document(body), options);
    let mut lines = Vec::new();
    for Passage { range, cut, matches } in snippet.passages {
        let mut line = String::from(if cut.0 { "…" } else { "" });
        let mut at = range.start;
        for found in matches {
            line.push_str(&format!("{}[{}]", &body[at..found.range.start], &body[found.range.clone()]));
            at = found.range.end;
        }
        line.push_str(&body[at..range.end]);
        line.push_str(if cut.1 { "…" } else { "" });
        lines.push(line);
    }
    lines.join("\n")
}

#[track_caller]
fn check(body: &str, words: &str, cells: usize, expected: &str) {
    assert_eq!(show(body, words, SnippetOptions { passages: 2, cells }), expected, "{words} at {cells}");
}

#[test]
fn passages_hold_what_is_lit() {
    check("One thing. Some DC cells here. More.", "cell", 40, "Some DC [cells] here.");
    check("The long way to a gene therapy is long indeed.", "gene", 20, "…a [gene] therapy is…");
    check(
        "这是一句很长的话里面有树突状细胞治疗实体瘤的新进展和其他内容。",
        "树突状细胞",
        20,
        "…面有[树突状][细胞]治疗实…",
    );
}

#[test]
fn no_word_is_cut_and_no_clause_left_open() {
    let body = "甲乙丙丁戊CAR-T技术淋巴细胞识别肿瘤并且杀伤它们和别的东西。";
    check(body, "淋巴细胞", 32, "…技术[淋巴细胞]识别肿瘤并且杀伤它们…");
    let body = "干细胞可以变成血液的东西、骨头、皮肤、肝脏以及其他许多种类的组织。";
    check(body, "干细胞", 36, "[干细胞]可以变成血液的东西、骨头、皮肤…");
    check(body, "干细胞", 34, "[干细胞]可以变成血液的东西、骨头…");
    check(body, "干细胞", 32, "[干细胞]可以变成血液的东西、骨头…");
}

#[test]
fn forms_of_a_word_are_lit() {
    let options = SnippetOptions { passages: 1, cells: 200 };
    assert_eq!(
        show("D.C. and DCs, a line, DC, dying of therapies, die therapy", "DC dies therapy", options),
        "D.C. and [DCs], a line, [DC], [dying] of [therapies], [die] [therapy]"
    );
    assert_eq!(
        show("CART，CAR-T、car t PD-(L)1 Société", "CAR-T PD1 societe", options),
        "[CART]，[CAR-T]、[car t] [PD-(L)1] [Société]"
    );
    let none = show(
        "A sentence in which nothing is lit but which is long enough.",
        "zebra",
        SnippetOptions { cells: 30, ..options },
    );
    assert_eq!(none, "A sentence in which nothing is…");
}

#[test]
fn a_match_that_just_fits_is_shown_whole() {
    let body = "And then he said that cells were grown there, so he did.";
    check(body, "\"cells were grown\"", 20, "…[cells were grown]…");
    check(body, "\"cells were grown there\"", 23, "…[cells were grown there],…");
}

#[test]
fn of_a_match_wider_than_a_passage_the_beginning_is_shown() {
    let sentence =
        "the first of many cell therapies for patients with solid tumours is made in a building of its own";
    check(
        &format!("He said that {sentence} and went."),
        &format!("\"{sentence}\""),
        60,
        "He said that [the first of many cell therapies for patients]…",
    );
    let han = "树突状细胞治疗实体瘤的新进展和其他内容一二三四五";
    check(
        &format!("他说过{han}。"),
        &format!("\"{han}\""),
        40,
        "他说过[树突状细胞治疗实体瘤的新进展和其他]…",
    );
    // A second one does not hide it.
    check(
        &format!("He said of tumours that {sentence} and went."),
        &format!("tumours \"{sentence}\""),
        60,
        "He said of [tumours] that [the first of many cell therapies for]…",
    );
}

/// Every body is large and made to be slow; whoever looks at all of it for each match takes minutes.
#[test]
fn the_cost_of_hostile_text_is_linear() {
    let half = 500_000;
    for (body, words) in [
        ("gene ".repeat(half / 5), "gene"),
        ("gene\n".repeat(half / 5), "gene"),
        ("gene-".repeat(half / 5), "gene therapy"),
        ("x! y ".repeat(half / 5), "\"x y\""),
        ("a b c d e f g h i j ".repeat(half / 20), "a1 b c d e f g h i j k l m n o p q r s t u v w x y z"),
        ("细胞".repeat(half / 6), "\"细胞\" \"胞细\""),
        ("x! y ".repeat(half / 5), "x y"),
    ] {
        let began = Instant::now();
        let shown = show(&body, words, SnippetOptions { passages: 100, cells: 240 });
        assert!(shown.contains('['), "{words} is lit");
        let took = began.elapsed();
        assert!(took < Duration::from_secs(6), "{words} in {:?}… took {took:?}", &body[..12]);
    }
}

proptest! {
    #[test]
    fn what_is_lit_lies_in_its_passage(
        body in "(gene |cells? |DC |x[.!?] |细胞|树突状|，|。|\n|[a-z]{1,9} |e\u{301}|👩‍🔬){0,60}",
        cells in 2usize..60,
    ) {
        let query = query("\"gene DC cell\" cell 细胞 \"树突状细胞\" x");
        let snippet = Highlighter::new(&query).snippet(&document(&body), SnippetOptions { passages: 3, cells });
        let any = !Highlighter::new(&query).matches(Zone::Body, &document(&body)).is_empty();
        for Passage { range, matches, .. } in &snippet.passages {
            prop_assert!(!any || !matches.is_empty(), "something is lit in {:?}", &body[range.clone()]);
            let mut last = range.start;
            for found in matches {
                prop_assert!(last <= found.range.start && found.range.start < found.range.end && found.range.end <= range.end);
                prop_assert!(body.get(found.range.clone()).is_some());
                last = found.range.end;
            }
        }
    }
}
