//! The query language by example.

use super::properties::{TODAY, assert_reads_back};
use super::*;
use crate::document::Zone;
use jiff::civil::Date;

/// Shows the tree without places: text bare, a phrase in guillemets, operators before their operands.
fn show(clauses: &[Clause]) -> String {
    let shown = clauses.iter().map(|clause| {
        let sign = match clause.occur {
            Occur::Should => "",
            Occur::Must => "+",
            Occur::MustNot => "-",
        };
        format!("{sign}{}", show_node(&clause.node))
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn show_node(node: &Node) -> String {
    let list = |nodes: &[Node]| nodes.iter().map(show_node).collect::<Vec<_>>().join(" ");
    let end = |day: &Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    match &node.kind {
        NodeKind::Text(text) => text.clone(),
        NodeKind::Phrase(text) => format!("«{text}»"),
        NodeKind::All => "all".to_owned(),
        NodeKind::Within(zone) => format!("in:{}", zone.name()),
        NodeKind::In { zone, node } => format!("{}={}", zone.name(), show_node(node)),
        NodeKind::Language(code) => format!("lang={code}"),
        NodeKind::Date { from, to } => format!("date={}..{}", end(from), end(to)),
        NodeKind::Group(clauses) => format!("[{}]", show(clauses)),
        NodeKind::And(nodes) => format!("and[{}]", list(nodes)),
        NodeKind::Or(nodes) => format!("or[{}]", list(nodes)),
        NodeKind::Not(node) => format!("not[{}]", show_node(node)),
    }
}

/// Checks the tree, and the notes behind ` | `: each by any part of its message.
#[track_caller]
fn check(text: &str, expected: &str) {
    let syntax = parse(text, TODAY);
    let mut parts = expected.split(" | ");
    assert_eq!(show(&syntax.clauses), parts.next().unwrap_or_default(), "{text:?}");
    let notes: Vec<&str> = syntax.notes.iter().map(|note| note.message.as_str()).collect();
    let parts: Vec<&str> = parts.collect();
    assert_eq!(notes.len(), parts.len(), "{text:?}: {notes:?}");
    for (note, part) in notes.iter().zip(parts) {
        assert!(note.contains(part), "{text:?}: {note:?} does not say {part:?}");
    }
    assert_reads_back(text, &syntax);
}

#[test]
fn plain_text() {
    check("", "");
    check(" \u{3000}\n", "");
    check("gene\u{3000}therapy 基因治疗", "gene therapy 基因治疗");
    for text in
        ["t(9;22)", "https://example.com/a?b=c", "<5%", "PD-(L)1", "10:30 1:1", "HLA-A*02:01", "《药典》"]
    {
        check(text, text);
    }
    for text in
        ["'a b'", "5\" a\"b", "and or not", "And", "CD19+ IFN-γ", "t（9；22）", "file://x mailto:a@b.c"]
    {
        check(text, text);
    }
}

#[test]
fn operators() {
    check("a b AND c d", "a and[b c] d");
    check("a AND b OR c AND d", "or[and[a b] and[c d]]");
    check("a OR b OR c", "or[a b c]");
    check("NOT a AND b", "and[not[a] b]");
    check("a AND -b OR NOT (c d)", "or[and[a not[b]] not[[c d]]]");
    check("a NOT b", "a -b");
    check("AND a", "AND a | AND needs something on both sides");
    check("a OR", "a OR | OR needs");
    check("AND OR", "AND OR | AND needs | OR needs");
    check("a OR AND b", "a OR AND b | OR needs | AND needs");
    check("(AND) NOT", "[AND] NOT | AND needs | NOT needs something behind it");
    check("a AND NOT NOT b", "and[a b] | cancels out");
    check("NOT -a", "a | cancels out");
    check("+a AND b", "and[a b]");
    check("+a OR b", "or[a b] | beside OR is left out");
    check("NOT +a", "-a | behind NOT is left out");
    check("-AND x +OR", "-AND x +OR | cannot take a sign | cannot take a sign");
    check("NOT(a b)", "NOT(a b) | a space after NOT | no parenthesis is open");
}

#[test]
fn signs() {
    check("+a -b", "+a -b");
    check("＋北京 －上海", "+北京 -上海");
    check("-(a b) +\"x y\"", "-[a b] +«x y»");
    check("PD-1 + CTLA-4", "PD-1 + CTLA-4 | free-standing `+`");
    check("a -", "a - | free-standing `-`");
    check("(-)", "[-] | free-standing `-`");
    check("IL -2", "IL -2 | write NOT to exclude");
    check("COVID －１９", "COVID －１９ | searched as text");
    check("IL NOT 2", "IL -2");
    check("-2 a", "-2 a");
    check("-- +/- ->x", "-- +/- ->x | cannot take a sign | cannot take a sign | cannot take a sign");
    check("\"gene therapy\"-based", "«gene therapy» based | only joins");
    check("(a)-b", "[a] b | only joins");
}

#[test]
fn groups() {
    check("(a b) OR c", "or[[a b] c]");
    check("（a （b））", "[a [b]]");
    check("(t(9;22))", "[t(9;22)]");
    check("(a)(b)", "[a] [b]");
    check("(a b", "[a b] | a parenthesis is not closed");
    check("((a", "[[a]] | 2 parentheses are not closed");
    check("a) b", "a) b | no parenthesis is open");
    check("a () b", "a b | empty parentheses");
    check("a AND () b", "a b | empty parentheses");
    check("-(()) a", "a | empty parentheses | empty parentheses");
}

#[test]
fn phrases() {
    for text in ["\"x y\"", "“x y”", "”x y“", "“x y\"", "「x y」", "『x y』", "＂x y＂"] {
        check(text, "«x y»");
    }
    check(r#""a \"b\" \\ c\d""#, r#"«a "b" \ c\d»"#);
    check("「a “b” c」", "«a “b” c»");
    check("\"a “b” c\" d", "«a “b” c» d");
    check("\"a”, b\" d", "«a”, b» d");
    check("x ＡＮＤ y", "and[x y]");
    check("药物“基因治疗”和\"CAR-T\"", "药物 «基因治疗» 和 «CAR-T»");
    check("他说，\"好 药\"", "他说， «好 药»");
    check("药（“x”）", "药（“x”）");
    check("\"gene therapy", "gene therapy | unclosed quote at column 1; searched as words: gene therapy");
    check("DC cell \"gene", "DC cell gene | unclosed quote at column 9");
    check("-\"a b", "-a b | unclosed quote");
    check("\"", " | left out");
    check("a AND \"\" b", "a b | an empty phrase");
    check("\"gene ther\"*", "«gene ther» | prefix search");
    check("cel* *x", "cel* *x | prefix search is not there yet; `cel*` is searched as `cel`");
    check("＊ -a", "all -a");
}

#[test]
fn fields() {
    check("title:x HEADLINE:y 标题：z 標題:w", "title=x title=y title=z title=w");
    check("body:“x y” 正文:x source:x 來源：x", "body=«x y» body=x source=x source=x");
    check("title:(a AND b) +title:x -body:y", "title=[and[a b]] +title=x -body=y");
    check("title:(body:a b) source:*", "title=[body=a b] source=all");
    check("title:-x title:AND", "title=-x title=AND | sign goes before the field");
    check("title:\"\" a", "a | an empty phrase");
    check("lang:en -lang:zh-Hant 语言：中文 language:English", "lang=en -lang=zh-hant lang=zh lang=en");
    check("lang:? lang:(en)", "lang:? [en] | not a language | takes one value");
    check("title: x", "title x | write title:x without the space");
    check("(title:)", "[title] | write title:x");
    check("NASDAQ: LEGN", "NASDAQ: LEGN | `NASDAQ:` is not a field");
    check("company:\"Legend Biotech\"", "company: «Legend Biotech» | not a field");
    check("date:2024-10 日期：2024年10月", "date=2024-10-01..2024-10-31 date=2024-10-01..2024-10-31");
    check("date:last 90d CAR-T", "date=2024-07-21..2024-10-18 CAR-T");
    check("date: last 90 days CAR-T", "date=2024-07-21..2024-10-18 CAR-T");
    check("(date:\"last 90d\") NOT date:>2024", "[date=2024-07-21..2024-10-18] -date=2025-01-01..");
    check("date:2024..2023", "date=2023-01-01..2024-12-31 | turned round");
    check("date:2024-13", "date:2024-13 | write date:2024-10");
    check("date: 2024", "date 2024 | write date:2024 without the space");
    check("date: \"\" last 90d", "date last 90d | write date:x | an empty phrase");
    check("date:last \"\" 90 days", "last 90 days | `last` is not a date | an empty phrase");
}

#[test]
fn mixed() {
    check("「一库两平台」 -亦庄", "«一库两平台» -亦庄");
    check("title：“DC细胞” ＋北京", "title=«DC细胞» +北京");
    check("“基因治疗”", "«基因治疗»");
    check("(NASDAQ:LEGN) +\"CAR-T\" (a OR 细胞）", "[NASDAQ:LEGN] +«CAR-T» [or[a 细胞]] | not a field");
}

#[test]
fn limits() {
    let long = "细".repeat(MAX_QUERY_CHARS + 1);
    let syntax = parse(&long, TODAY);
    assert_eq!(syntax.to_string(), long[..3 * MAX_QUERY_CHARS]);
    assert_eq!(syntax.notes[0].span, 3 * MAX_QUERY_CHARS..long.len());

    let many = format!("{}z OR (y", "a OR ".repeat(MAX_TERMS - 1));
    let syntax = parse(&many, TODAY);
    assert!(matches!(&syntax.clauses[0].node.kind, NodeKind::Or(nodes) if nodes.len() == MAX_TERMS));
    assert_eq!(syntax.notes.len(), 2, "{:?}", syntax.notes);
    assert_reads_back(&many, &syntax);

    let deep = format!("{}a AND b{} c", "(".repeat(MAX_DEPTH + 9), ")".repeat(MAX_DEPTH + 9));
    let syntax = parse(&deep, TODAY);
    let (open, close) = ("(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH));
    assert_eq!(syntax.to_string(), format!("{open}a AND b{close} c"));
    assert_eq!(syntax.notes.len(), 1);

    let syntax = parse(&"+ ".repeat(50), TODAY);
    assert_eq!(syntax.notes.len(), 21);
    assert_eq!(syntax.notes[20].message, "and 30 more");
}

#[test]
fn places_are_places() {
    let text = "基因 +title:“DC 细胞” (a AND b)";
    let syntax = parse(text, TODAY);
    let places: Vec<&str> = syntax.clauses.iter().map(|clause| &text[clause.node.span.clone()]).collect();
    assert_eq!(places, ["基因", "title:“DC 细胞”", "(a AND b)"]);
    let NodeKind::In { zone: Zone::Headline, node } = &syntax.clauses[1].node.kind else {
        panic!("{:?}", syntax.clauses[1])
    };
    assert_eq!(&text[node.span.clone()], "“DC 细胞”");
}

#[test]
fn the_page_says_what_is_true() {
    let page = include_str!("../SYNTAX.md");
    let mut forms = 0;
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let cell = row.split('|').nth(1).unwrap_or_default();
        for form in cell.split('`').skip(1).step_by(2) {
            let is_date = parse(&format!("date:{form}"), TODAY).notes.is_empty();
            let syntax = parse(form, TODAY);
            assert!(is_date || syntax.notes.is_empty(), "{form:?}: {:?}", syntax.notes);
            forms += 1;
        }
    }
    assert!(forms > 40, "{forms} forms");
    for limit in ["10,000 characters", "512 words", "64 deep"] {
        assert!(page.contains(limit), "{limit}");
    }
    assert_eq!((MAX_QUERY_CHARS, MAX_TERMS, MAX_DEPTH), (10_000, 512, 64));
}
