//! What must hold for any query: it is read at once, and what is printed reads back.

use std::time::{Duration, Instant};

use jiff::civil::Date;
use proptest::prelude::*;

use super::*;

pub(super) const TODAY: Date = Date::constant(2024, 10, 18);

/// Checks that what a tree prints as parses to the same tree.
#[track_caller]
pub(super) fn assert_reads_back(text: &str, syntax: &Syntax) {
    let printed = syntax.to_string();
    let again = parse(&printed, TODAY);
    assert_eq!(bare(&again.clauses), bare(&syntax.clauses), "{text:?} printed as {printed:?}");
    assert_eq!(again.to_string(), printed, "{text:?}");
}

/// The tree in full, places cleared.
fn bare(clauses: &[Clause]) -> Vec<Clause> {
    fn clear(node: &Node) -> Node {
        let kind = match &node.kind {
            NodeKind::In { zone, node } => NodeKind::In { zone: *zone, node: Box::new(clear(node)) },
            NodeKind::Group(clauses) => NodeKind::Group(bare(clauses)),
            NodeKind::And(nodes) => NodeKind::And(nodes.iter().map(clear).collect()),
            NodeKind::Or(nodes) => NodeKind::Or(nodes.iter().map(clear).collect()),
            NodeKind::Not(node) => NodeKind::Not(Box::new(clear(node))),
            kind => kind.clone(),
        };
        Node { span: 0..0, kind }
    }
    clauses.iter().map(|clause| Clause { occur: clause.occur, node: clear(&clause.node) }).collect()
}

#[test]
fn hostile_queries_answer_at_once() {
    let units = r#"( -( title:( 「 “ " "\ NOT_ a_AND_ date:last_ title:_ ) a(" + （细 -AND("#;
    for unit in units.split(' ').map(|unit| unit.replace('_', " ")) {
        let text = unit.repeat(1_000_000 / unit.len());
        let start = Instant::now();
        let syntax = parse(&text, TODAY);
        assert!(!syntax.notes.is_empty(), "{unit:?}");
        assert!(syntax.to_string().len() <= text.len());
        assert!(start.elapsed() < Duration::from_millis(500), "{unit:?}: {:?}", start.elapsed());
    }
}

/// Pieces of queries, parted by white space; `_` is a space.
const PIECES: &str = r#"_ _ _ _ _ ( ) （ ） " " “ ” ＂ 「 」 『 』 \ + - ＋ － * ＊ : ： / < > = ＝ ~ .. '
    AND OR NOT AND_ _OR_ _NOT_ title: 标题： body: lang: lang:en date: 日期： date:2024 last last_ 近 90d 90 _days
    2024-10 a b cell CAR-T IL 2 ５ 细胞 治疗 ， 。 x: https://"#;

fn a_query() -> impl Strategy<Value = String> {
    let pieces = PIECES.split_ascii_whitespace().map(|piece| piece.replace('_', " "));
    let pieces: Vec<String> = pieces.chain(["\n".to_owned(), "\u{3000}".to_owned()]).collect();
    let pieces =
        prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat());
    prop_oneof![8 => pieces, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_back(text in a_query()) {
        assert_reads_back(&text, &parse(&text, TODAY));
    }

    #[test]
    fn spans_lie_in_the_query(text in a_query()) {
        let syntax = parse(&text, TODAY);
        for span in syntax.notes.iter().map(|n| &n.span).chain(syntax.clauses.iter().map(|c| &c.node.span)) {
            prop_assert!(text.get(span.clone()).is_some(), "{span:?}");
        }
        prop_assert!(syntax.notes.is_sorted_by_key(|note| note.span.start));
        let _ = crate::query::strict::check_strict(&text, &syntax.notes);
    }
}
