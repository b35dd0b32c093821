//! What users do: no index, odd files, odd terminals, odd queries.

use crate::support::Desk;

#[test]
fn no_index_and_nothing_to_build_one_from() {
    let ran = Desk::empty().run(&["query", "cell"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("no index") && ran.err.contains("cgtsearch index"), "{}", ran.err);
    let ran = Desk::with_corpus().run(&["query", "--index", "elsewhere", "cell"]);
    assert!(ran.code == 2 && ran.err.contains("elsewhere"), "{}", ran.err);
}

#[test]
fn a_request_that_makes_no_sense_builds_no_index() {
    let desk = Desk::with_corpus();
    for args in [&["--limit", "99999999"][..], &["--page", "0"], &["--width", "1"], &["--strict", "\"open"]] {
        let ran = desk.run(&[&["query", "cell"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}: {ran:?}");
        assert!(!desk.path().join("index").exists(), "{args:?}");
    }
}

#[test]
fn a_rebuild_without_its_sources_is_refused_and_the_index_stays() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    std::fs::rename(desk.path().join("corpus"), desk.path().join("elsewhere")).expect("a folder");
    let ran = desk.run(&["index", "--rebuild"]);
    assert!(ran.code == 2 && ran.err.contains("corpus") && ran.err.contains("\nhint: "), "{ran:?}");
    assert_eq!(desk.run(&["query", "cell", "--count"]).code, 0);
}

#[test]
fn the_first_query_builds_the_index_and_the_second_only_searches() {
    let desk = Desk::with_corpus();
    let first = desk.run(&["query", "DC cell"]);
    assert_eq!(first.code, 0);
    assert!(first.err.contains("building one from corpus/"), "{}", first.err);
    let second = desk.run(&["query", "DC cell"]);
    assert_eq!((second.code, second.err.as_str()), (0, ""));
    let hits =
        |out: &str| out.lines().filter(|line| !line.contains(" ms")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(hits(&first.out), hits(&second.out));
}

#[test]
fn files_that_are_no_releases_are_named_and_the_rest_is_read() {
    let desk = Desk::empty();
    desk.file("in/good.txt", "Quillfeather opens\n\nA DC cell site.\n")
        .file("in/empty.txt", "")
        .file("in/blank.md", " \n\n")
        .file("in/photo.png", [0x89, b'P', b'N', b'G', 0, 1, 2, 3])
        .file("in/noise.txt", [0u8, 255, 254, 1, 0, 0, 9, 200].repeat(50))
        .file("in/lines.jsonl", "{\"title\":\"ok\",\"text\":\"fine\"}\n{broken\n[1]\n{\"title\":\"\",\"text\":\"\"}\n")
        .file("in/page.html", "<html><body><script>x</script></body></html>")
        .file("in/gbk.txt", b"\xd2\xbb\xbf\xe2\xc1\xbd\xc6\xbd\xcc\xa8\n\n\xcf\xb8\xb0\xfb\xd6\xce\xc1\xc6\xd3\xeb\xbb\xf9\xd2\xf2\xd6\xce\xc1\xc6\n");
    let ran = desk.run(&["index", "in", "nowhere"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for name in ["empty.txt", "photo.png", "noise.txt", "lines.jsonl:2", "lines.jsonl:3", "nowhere"] {
        assert!(ran.out.contains(name), "{name} is not in\n{}", ran.out);
    }
    assert_eq!(desk.run(&["index", "in", "nowhere", "--strict"]).code, 2);
    let hit = desk.run(&["query", "--json", "\"一库两平台\""]).out;
    assert!(hit.contains("\"origin\": \"in/gbk.txt\""), "{hit}");
    assert_eq!(desk.run(&["query", "--count", "fine OR site"]).out, "2\n");
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_with_its_name() {
    let desk = Desk::with_corpus();
    desk.file("taken", "a file where the index should be");
    let ran = desk.run(&["index", "--index", "taken"]);
    assert!(ran.code == 2 && ran.err.contains("taken"), "{}", ran.err);
    let ran = desk.run(&["query", "--index", "taken", "cell"]);
    assert!(ran.code == 2 && ran.err.contains("taken"), "{}", ran.err);
    assert_eq!(desk.run(&["index", "--index", "/dev/null/x"]).code, 2);
}

#[test]
fn a_closed_pipe_is_success() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    let ran = desk.shell("(cgtsearch query '*' --limit 72 --passages 9; echo $? >&2) | head -1");
    assert_eq!(ran.err, "0\n");
    let ran = desk.shell("(cgtsearch query '*' --json --limit 72; echo $? >&2) | true");
    assert_eq!(ran.err, "0\n");
}

#[test]
fn any_width_will_do() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    for (width, code) in [("1", 2), ("19", 2), ("20", 0), ("40", 0), ("1000", 0), ("3001", 2)] {
        for query in ["DC cell", "树突状细胞", "\"CAR-T\" 一库两平台"] {
            let ran = desk.run(&["query", query, "--width", width]);
            assert_eq!(ran.code, code, "{width}: {ran:?}");
        }
    }
    for (args, code) in [
        (&["--limit", "0"][..], 0),
        (&["--limit", "99999999999"], 2),
        (&["--limit", "10001"], 2),
        (&["--limit", "10001", "--ids"], 0),
        (&["--limit", "10001", "--count"], 0),
        (&["--page", "0"], 2),
        // A script that pages stops there.
        (&["--page", "9999999"], 1),
        (&["--passages", "100000"], 2),
    ] {
        let ran = desk.run(&[&["query", "cell"], args].concat());
        assert_eq!(ran.code, code, "{args:?}: {ran:?}");
    }
}

#[test]
fn a_megabyte_of_anything_is_answered() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    for unit in ["(", "\"", "a ", "细", "-", "title:", "( a OR ", "\u{300}", "*", "date:", "\0"] {
        let query = unit.repeat(1_000_000 / unit.len());
        let ran = desk.feed(&["query", "-", "--count"], query.as_bytes());
        assert!((0..=1).contains(&ran.code), "{unit:?}: {} {}", ran.code, ran.err);
        // Letters are left of some, and nothing of others.
        assert!(ran.code == 0 || !unit.contains('a'), "{unit:?}: {}", ran.err);
        assert!(ran.code == 1 || unit.contains(char::is_alphabetic), "{unit:?}: {}", ran.err);
    }
    let ran = desk.feed(&["query", "-", "--count"], &[0xff, 0xfe, b'x', 0x80]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "the x in it is found: {ran:?}");
}

#[test]
fn a_chinese_keyboard_types_syntax() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    for (typed, meant) in [
        ("“一库两平台”", "\"一库两平台\""),
        ("「一庫兩平台」", "\"一库两平台\""),
        ("＂一库两平台＂", "\"一库两平台\""),
        ("＋GC101　－intrathecal", "+GC101 -intrathecal"),
        ("标题：亦庄", "title:亦庄"),
        ("语言：中文　日期：2024年2月", "lang:zh date:2024-02"),
        ("（GC101 OR GC301） AND 鞘内", "(GC101 OR GC301) AND 鞘内"),
        ("日期：≥2026年10月", "date:>=2026-10"),
        ("ＣＡＲ－Ｔ", "CAR-T"),
    ] {
        let (typed_ids, meant_ids) =
            (desk.run(&["query", "--ids", "--", typed]), desk.run(&["query", "--ids", "--", meant]));
        assert_eq!(typed_ids.out, meant_ids.out, "{typed}");
        assert!(!meant_ids.out.is_empty(), "{meant} finds something");
    }
}

#[test]
fn strict_refuses_with_a_caret_and_otherwise_a_note_says_what_was_done() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    for query in ["\"gene therapy", "title: x cell", "cell )", "AND cell", "date:soon cell", "PD-1 + CTLA-4"]
    {
        let ran = desk.run(&["query", "--strict", query]);
        assert!(ran.code == 2 && ran.err.contains('^'), "{query}: {}", ran.err);
        let ran = desk.run(&["query", query]);
        assert!(ran.out.contains("note: "), "{query}: {}", ran.out);
    }
}

#[test]
fn control_characters_of_a_release_do_not_reach_the_terminal() {
    let desk = Desk::empty();
    desk.file("in/r.jsonl", "{\"id\":\"a\\u001b[2J\",\"title\":\"Quill \\u001b[31mred\\u0007\",\"text\":\"cell \\u001b]8;;x\\u0007 \\u009b1m body\"}\n");
    assert_eq!(desk.run(&["index", "in"]).code, 0);
    for args in [&["query", "cell"][..], &["query", "cell", "--ids"]] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 0);
        assert!(!ran.out.chars().any(|c| c.is_control() && c != '\n'), "{:?}", ran.out);
    }
}
