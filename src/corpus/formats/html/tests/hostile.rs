//! Pages that nobody means to be read.

use super::super::{draft, plain_text};
use super::{HAN_ONE, HAN_TWO, ONE, TWO};
use proptest::prelude::*;

#[test]
fn deep_pages_are_read() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<div>", ""),
        ("<b class=x>", ""),
        ("<div><p>", ""),
        ("<svg><g>", "</g></svg>"),
        ("<table><tr><td>", "</b>"),
        ("<ul><li>", "</div></li></ul>"),
        ("<blockquote>", "</p>"),
    ] {
        let deep = open.repeat(100_000);
        let html = format!("<title>Deep</title>{deep}<script>1</script>cell{}", close.repeat(100_000));
        let draft = draft(html.as_bytes(), None).expect("a page");
        assert_eq!(
            (draft.headline.as_str(), draft.body.as_str()),
            ("Deep", if open.contains("svg") { "" } else { "cell" })
        );
    }
    let huge = format!("<title>Huge</title>{}{ONE}", "<b>".repeat(2_000_000));
    let draft = draft(huge.as_bytes(), None).expect("a page");
    assert_eq!((draft.body.as_str(), draft.warnings.len()), (ONE, 1));
}

#[test]
fn floods_are_read_at_once() {
    let started = std::time::Instant::now();
    for piece in [
        "&",
        "<",
        "</",
        "<!",
        "<!--",
        "<a href=\"",
        "<p class='",
        "<title>",
        "<script>",
        "</p>",
        "\u{A0}",
        "<b></p>",
        "<span itemprop=datePublished>",
        "<span itemprop=headline>",
        "<h1><b>",
        "<time pubdate>",
        "<b><p>x<i></b>",
        "<p>a</b>",
        "<td>",
        "<li>a",
        "<a>x",
        "<h1>x",
        "<h1>a b c d e f g h</h1>",
        "<x-y>",
        "</x-y>",
        "<textarea>",
        "&#",
        "&lt",
        "<p>R&D ",
        "<div class='a b c d e f'>",
        "a.b ",
        "<table><td>x",
        "=\"'",
        "<meta name=a content=b>",
        "<p><b>x</b>",
        "<br>x",
    ] {
        let html = piece.repeat(1_000_000 / piece.len());
        let _ = draft(html.as_bytes(), None);
        let nested = format!("<b><i>{}{html}", "<font>".repeat(1_000));
        let _ = draft(nested.as_bytes(), None);
    }
    // A minute for 70 MB in a debug build on a busy machine: a square of a million would take hours.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// Soup of tags that matter, names that matter and texts.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<div class=content>",
        "<article>",
        "</article>",
        "<h1>A title</h1>",
        "<h2>",
        "</h2>",
        "<a href=/x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<ul>",
        "<li>",
        "</ul>",
        "<b>",
        "</b>",
        "<br>",
        "<nav>",
        "</nav>",
        "<div class=comments>",
        "<blockquote>",
        "</blockquote>",
        "<figcaption>",
        "<span hidden>",
        "</span>",
        "<title>A title</title>",
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<sup>2</sup>",
        "<!--",
        "-->",
        "&amp;",
        "&#7;",
        "\u{85}",
        "<",
        "\"",
        "<select>",
        "<svg>",
        "</svg>",
        "<x-y>",
        "<time datetime=2024>",
        ONE,
        TWO,
        HAN_ONE,
        HAN_TWO,
        "细胞 ",
        "Short line ",
        "\n",
        " ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_soup_is_read(html in soup()) {
        if let Ok(draft) = draft(html.as_bytes(), None) {
            prop_assert!(!draft.body.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            let mut end = 0;
            for mark in &draft.marks {
                prop_assert!(mark.range.start >= end && mark.range.end > mark.range.start);
                prop_assert!(draft.body.get(mark.range.clone()).is_some_and(|text| text.trim() == text), "{mark:?} {:?}", draft.body);
                end = mark.range.end;
            }
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300), html in "[<>/!='\" \\-a-z细&;#]{0,200}") {
        let _ = draft(&bytes, None);
        let _ = draft(html.as_bytes(), None);
        let _ = plain_text(&html);
    }
}
