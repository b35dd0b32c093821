//! Small random corpora: what holds for all of them.

use std::collections::BTreeSet;

use cgtsearch::analysis::{Analyzer, Stream};
use cgtsearch::document::{Document, Language, Precision, Provenance, ReleaseDate, Section, Zone};
use cgtsearch::engine::{Engine, ScanEngine};
use cgtsearch::highlight::{Highlighter, SnippetOptions};
use cgtsearch::prove::{ProveOptions, prove};
use cgtsearch::query::syntax::quoted;
use cgtsearch::query::{Query, ResolveOptions, parse, resolve};
use cgtsearch::search::{Detail, SearchOptions, search};
use cgtsearch::text::{fold, units};
use proptest::prelude::*;

use crate::support::{analyzer, index, release};

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 1);

/// Pieces that the analyzer finds hard, in all the writings they come in.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "CAR-T",
        "ＣＡＲ－Ｔ",
        "CAR–T",
        "car t",
        "CART",
        "PD-(L)1",
        "IL-15Rα",
        "γδT",
        "10⁶",
        "10⁻¹²",
        "1.0E13vg/kg",
        "18.2",
        "4,000",
        "therapy",
        "Therapies",
        "company's",
        "CelArts’",
        "don't",
        "E-Town",
        "02126.HK",
        "t(9;22)",
        "AIDS",
        "aids",
        "细胞",
        "細胞",
        "治疗",
        "树突状",
        "干",
        "幹",
        "健(jiàn)康",
        "〇",
        "の",
        "Ⅲ期",
        "①",
        "½",
        "é",
        "e\u{301}",
        "𠮷",
        "👩‍🔬",
        "\u{ad}",
        "，",
        "。",
        "、",
        "“",
        "”",
        "「",
        "」",
        "\"",
        "\\",
        "-",
        "—",
        "(",
        ")",
        "（",
        "）",
        "：",
        ":",
        "%",
        "+",
        "*",
        ".",
        " ",
        "\u{3000}",
        "\n",
        "\n\n",
        "A",
        "b",
        "OR",
        "AND",
        "NOT",
        " lang:zh ",
        " -lang:en ",
        " date:2024-03 ",
        " date:..2024-02-15 ",
        " source:quill ",
        " title:",
        " in:quote ",
        " in:about ",
        " -in:lead ",
        " quote:",
        " 公司简介：",
    ])
}

/// Sections of a body: ranges between characters, whatever stands there.
fn sections(body: &str, cuts: &[(usize, usize, usize)]) -> Vec<Section> {
    let edges: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
    let zones = [Zone::Quote, Zone::About, Zone::Lead, Zone::Dateline];
    let mut taken = [0; 4];
    let mut made = Vec::new();
    for &(zone, from, length) in cuts {
        let at = from % edges.len();
        let (start, end) = (edges[at], edges[(at + length).min(edges.len() - 1)]);
        // Sections of one zone do not overlap.
        if start >= taken[zone % 4] && end > start {
            taken[zone % 4] = end;
            made.push(Section { zone: zones[zone % 4], range: start..end, speaker: None });
        }
    }
    made.sort_by_key(|section| (section.range.start, std::cmp::Reverse(section.range.end)));
    made
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat()),
        3 => prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.join(" ")),
        1 => "\\PC{0,24}",
    ]
}

fn releases() -> impl Strategy<Value = Vec<Document>> {
    let cuts = prop::collection::vec((0_usize..4, 0_usize..40, 1_usize..20), 0..5);
    prop::collection::vec((text(), text(), cuts), 1..8).prop_map(|texts| {
        let made = texts.iter().enumerate();
        made.map(|(at, (headline, body, cuts))| Document {
            sections: sections(body, cuts),
            language: [Language::English, Language::Simplified, Language::Bilingual][at % 3].clone(),
            date: (at % 4 > 0).then(|| {
                let precision = [Precision::Day, Precision::Month, Precision::Year][at % 3];
                ReleaseDate::new(jiff::civil::date(2024, 1 + at as i8, 1), precision, Provenance::Field)
            }),
            source: (at % 2 > 0).then(|| "Quill 新闻线".to_owned()),
            ..release(&format!("r{at}"), headline, body)
        })
        .collect()
    })
}

/// Counts the stories that answer.
fn stories(engine: &dyn Engine, text: &str) -> usize {
    let options = SearchOptions { detail: Detail::Count, ..SearchOptions::default() };
    search(engine, analyzer(), text, &options).expect("an answer").total
}

fn understood(text: &str, require_all: bool) -> Query {
    resolve(text, &parse::parse(text, TODAY), analyzer(), ResolveOptions { require_all })
}

fn ids(engine: &dyn Engine, text: &str, require_all: bool) -> BTreeSet<String> {
    let options = SearchOptions {
        limit: 100,
        require_all,
        all_copies: true,
        detail: Detail::Ids,
        ..SearchOptions::default()
    };
    let page = search(engine, analyzer(), text, &options).expect("an answer");
    page.hits.into_iter().map(|hit| hit.id.to_string()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_index_proves_itself(documents in releases(), seed in any::<u64>()) {
        let (_folder, reader) = index(&documents);
        let proof = prove(&reader, analyzer(), ProveOptions { samples: 40, seed }, &mut |_| ()).expect("a proof");
        prop_assert!(proof.missing.is_empty(), "missing {:?}", proof.missing);
        prop_assert!(proof.extra.is_empty(), "extra {:?}", proof.extra);
    }

    #[test]
    fn index_and_scan_find_the_same(documents in releases(), queries in prop::collection::vec(text(), 12), all in any::<bool>()) {
        let (_folder, reader) = index(&documents);
        let scan = ScanEngine::new(documents);
        for query in queries {
            prop_assert_eq!(ids(&reader, &query, all), ids(&scan, &query, all), "{:?}", query);
            prop_assert_eq!(stories(&reader, &query), stories(&scan, &query), "{:?}", query);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn tokens_lie_where_they_say(text in text()) {
        let folded = fold(&text);
        for stream in [Stream::Verbatim, Stream::Words] {
            let mut position = 0;
            for token in analyzer().tokens(stream, &text) {
                prop_assert!(token.position >= position);
                position = token.position;
                prop_assert!(folded.text.get(token.range.clone()).is_some());
                prop_assert!(text.get(folded.source_range(token.range)).is_some());
                prop_assert!(!token.term.is_empty());
            }
        }
    }

    #[test]
    fn writing_does_not_change_tokens(text in text()) {
        let shown = |text: &str| -> Vec<String> {
            units(&fold(text).text).map(|unit| format!("{}@{}", unit.term, unit.position)).collect()
        };
        for (name, variant) in cgtsearch::text::vary::variants(&text) {
            prop_assert_eq!(shown(&text), shown(&variant), "{}: {:?}", name, variant);
        }
    }

    #[test]
    fn a_snippet_quotes_its_source(headline in text(), body in text(), query in text(), cells in 20usize..80) {
        let document = release("r", &headline, &body);
        let query = understood(&query, false);
        let highlighter = Highlighter::new(&query);
        let snippet = highlighter.snippet(&document, SnippetOptions { passages: 3, cells });
        let mut before = 0;
        for passage in &snippet.passages {
            prop_assert!(passage.range.start >= before, "passages are in order and do not overlap");
            before = passage.range.end;
            prop_assert!(body.get(passage.range.clone()).is_some());
            for found in &passage.matches {
                prop_assert!(found.range.start >= passage.range.start && found.range.end <= passage.range.end);
            }
        }
        let lit = snippet.passages.iter().flat_map(|passage| &passage.matches).map(|found| (&body, found));
        for (text, found) in lit.chain(snippet.headline.iter().map(|found| (&headline, found))) {
            let slice = text.get(found.range.clone());
            prop_assert!(slice.is_some_and(|slice| !slice.is_empty()));
            prop_assert!(!found.leaves.is_empty());
            for &leaf in &found.leaves {
                prop_assert_ne!(query.leaves[leaf].role, cgtsearch::query::Role::Excluded);
            }
        }
    }

    #[test]
    fn what_is_lit_is_what_matched(body in text(), query in text()) {
        let document = release("r", "", &body);
        let understood = understood(&query, false);
        let highlighter = Highlighter::new(&understood);
        let missing = highlighter.snippet(&document, SnippetOptions::default()).missing;
        let scan = ScanEngine::new([document]);
        for (at, leaf) in understood.wanted().filter(|(_, leaf)| leaf.zones.contains(&Zone::Body)) {
            let alone = Query { expr: cgtsearch::query::Expr::Leaf(0), leaves: vec![leaf.clone()], ..Query::default() };
            let request = cgtsearch::engine::SearchRequest { query: &alone, offset: 0, limit: 1, documents: false, fold: false };
            let there = scan.search(&request).expect("an answer").total == 1;
            prop_assert_eq!(!missing.contains(&at), there, "{} in {:?}", leaf.label, body);
        }
    }

    #[test]
    fn a_quoted_text_finds_its_release(body in text()) {
        prop_assume!(units(&fold(&body).text).next().is_some());
        let scan = ScanEngine::new([release("r", "", &body)]);
        prop_assert_eq!(ids(&scan, &quoted(&body), false).len(), 1);
    }
}

#[test]
fn loading_the_dictionary_changes_no_token() {
    let loaded = Analyzer::new();
    loaded.load();
    for document in crate::support::sample() {
        for text in [&document.headline, &document.body] {
            assert_eq!(loaded.tokens(Stream::Words, text), Analyzer::new().tokens(Stream::Words, text));
        }
    }
}
