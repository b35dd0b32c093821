use proptest::prelude::*;

use super::*;
use crate::render::fixture::{answer, document, lit};
use crate::render::json;

fn layout(width: usize, theme: Theme) -> Layout {
    Layout { width, theme, quiet: false }
}

fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("memory takes everything");
    String::from_utf8(out).expect("text")
}

#[track_caller]
fn check(query: &str, width: usize, expected: &str) {
    let document =
        document("DC cells for 实体瘤", "The first DC cell\ntherapy。树突状细胞治疗实体瘤，迎来新进展。");
    let page = answer(&document, query);
    let text = written(|out| search_page(&page, layout(width, Theme::plain()), out));
    assert_eq!(text, expected, "{query} at {width}");
}

#[test]
fn pages_fit_the_width() {
    check(
        "DC gene",
        60,
        "\
understood as: DC · gene

 1. DC cells for 实体瘤
    Wire DC cells for 实体瘤 · no date · wire/1
    The first DC cell therapy。树突状细胞治疗实体瘤，迎来新
    进展。
    lacks: gene

1 release in 0.0 ms
",
    );
    check(
        "\"树突状细胞\"",
        20,
        "\
understood as: \"树突
状细胞\"

 1. DC cells for 实
    体瘤
    Wire DC cells for 实体瘤 · no date · wire/1
    树突状细胞治疗实
    体瘤，迎来新进
    展。

1 release in 0.0 ms
",
    );
    check(
        "+zebra +car",
        60,
        "\
understood as: +zebra · +car

no releases answer in 0.0 ms
try: without --all, + and AND, which require words; other
words; spelling is taken as it is
",
    );
}

fn any_text() -> impl Strategy<Value = String> {
    "(\\PC|\\pC|[ \\n\\r\\t\u{1b}\u{9b}\u{7f}\u{7}]|\u{1b}\\[31m|[细胞治疗，。]|cell ){0,40}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_control_character_comes_out(headline in any_text(), body in any_text(), query in any_text(), width in 0usize..60) {
        let document = document(&headline, &format!("{body} cell 细胞"));
        let query = format!("cell 细胞 {query}");
        let page = answer(&document, &query);
        let lit = lit(&document, &page.query);
        let pages = |theme| written(|out| search_page(&page, layout(width, theme), out));
        let releases = |theme| written(|out| release(&lit, layout(width, theme), out));
        let wire = json::pretty(&json::SearchResult::new(&page, true)) + &json::pretty(&json::Release::new(&lit, None));
        for text in [pages(Theme::plain()), releases(Theme::plain()), wire] {
            prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
        }
        // Colour and links add markup and change nothing else.
        for (plain, colored) in [
            (pages(Theme::plain()), pages(Theme::colored(true))),
            (releases(Theme::plain()), releases(Theme::colored(true))),
        ] {
            prop_assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
        }
    }
}
