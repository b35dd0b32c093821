//! The inputs that segmenters get wrong, as tokens.

use cgtsearch::analysis::Stream;

use crate::support::{analyzer, project};

fn shown(stream: Stream, text: &str) -> String {
    let tokens = analyzer().tokens(stream, text);
    tokens.iter().map(|token| format!("{}@{}", token.term, token.position)).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_case_gives_its_tokens() {
    let cases = std::fs::read_to_string(project().join("tests/cases/analysis.tsv")).expect("the cases");
    let mut waiting: [Vec<&str>; 2] = Default::default();
    let mut count = 0;
    for line in cases.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [input, verbatim, words, waits] = columns[..] else { panic!("four columns: {line}") };
        assert_eq!(shown(Stream::Verbatim, input), verbatim, "verbatim stream of {input}");
        assert_eq!(shown(Stream::Words, input), words, "words stream of {input}");
        match waits {
            "concepts" => waiting[0].push(input),
            "numbers" => waiting[1].push(input),
            other => assert_eq!(other, "-", "{input}"),
        }
        count += 1;
    }
    assert_eq!(count, 78);
    // Their tokens hold today; what they mean beyond that waits for the lexicon and the number fields.
    assert_eq!(waiting.map(|names| names.len()), [20, 16]);
}

/// What the cases ask of pairs: writings that must meet in the words stream.
#[test]
fn writings_of_one_thing_meet() {
    let terms = |text: &str| -> Vec<String> {
        analyzer().tokens(Stream::Words, text).into_iter().map(|token| token.term.into_owned()).collect()
    };
    for (a, b, shared) in [
        ("CAR-T细胞", "CART细胞", "=cart"),
        ("ＣＡＲ－Ｔ", "CAR-T", "=cart"),
        ("E-Town", "EToWN", "=etown"),
        ("PD-1", "PD1", "=pd1"),
        ("PD-(L)1", "PD-L1", "=pdl1"),
        ("IL-15Rα", "IL15RALPHA", "=il15ralpha"),
        ("TGF-β", "TGF-beta", "=tgfbeta"),
        ("02126.HK", "02126 .HK", "=02126"),
        ("Claudin18.2", "Claudin182", "=claudin182"),
        ("CelArts' platform", "CelArts’ platform", "=celarts"),
        ("臺灣", "台湾", "台湾"),
    ] {
        for text in [a, b] {
            assert!(
                terms(text).iter().any(|term| term == shared),
                "{text} has {:?}, not {shared}",
                terms(text)
            );
        }
    }
    assert!(!terms("a shopping cart").contains(&"=cart".to_owned()), "a cart is no CAR-T");
    assert!(!terms("1×10⁶").contains(&"=106".to_owned()), "10⁶ is not 106");
}
