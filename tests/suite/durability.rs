//! Nothing is lost: crashes, two writers, broken files, other versions.

use std::fs;

use cgtsearch::document::Document;
use cgtsearch::engine::Engine;
use cgtsearch::error::ErrorKind;
use cgtsearch::index::{MAX_SEGMENTS, Reader, Writer};

use crate::support::{Desk, analyzer, index, release};

fn documents(count: usize) -> Vec<Document> {
    (0..count).map(|at| release(&format!("r{at}"), &format!("Headline {at}"), "DC cell 树突状细胞")).collect()
}

#[test]
fn a_writer_that_ends_early_leaves_the_index_as_it_was() {
    let (folder, _) = index(&documents(3));
    let mut writer = Writer::open(folder.path(), analyzer(), false).expect("a writer");
    for document in documents(50) {
        writer.put(&document, 2, "test").expect("a release goes in");
    }
    drop(writer);
    assert_eq!(Reader::open(folder.path(), analyzer()).expect("a reader").len(), 3);
    let mut writer = Writer::open(folder.path(), analyzer(), true).expect("a rebuild");
    writer.put(&release("x", "", "x"), 1, "test").expect("a release goes in");
    drop(writer);
    assert_eq!(
        Reader::open(folder.path(), analyzer()).expect("a reader").len(),
        3,
        "a rebuild that ends early"
    );
}

#[test]
fn two_writers_do_not_meet() {
    let (folder, _) = index(&documents(1));
    let _first = Writer::open(folder.path(), analyzer(), false).expect("a writer");
    let second = Writer::open(folder.path(), analyzer(), false).err().expect("a refusal");
    assert_eq!(second.kind(), ErrorKind::Locked);
}

#[test]
fn an_open_reader_keeps_what_it_sees() {
    let (folder, reader) = index(&documents(3));
    let mut writer = Writer::open(folder.path(), analyzer(), true).expect("a rebuild");
    writer.put(&release("new", "", "new"), 1, "test").expect("a release goes in");
    writer.commit(&[]).expect("a commit");
    let mut seen = 0;
    reader.each(&mut |_| seen += 1).expect("the old generation is still there to read");
    assert_eq!(seen, 3);
    assert_eq!(Reader::open(folder.path(), analyzer()).expect("a reader").len(), 1);
}

#[test]
fn few_segments_are_left() {
    let (folder, _) = index(&documents(1));
    for round in 0..12 {
        let mut writer = Writer::open(folder.path(), analyzer(), false).expect("a writer");
        for at in 0..3 {
            writer.put(&release(&format!("{round}-{at}"), "h", "b"), 1, "test").expect("a release goes in");
        }
        writer.commit(&[]).expect("a commit");
    }
    let reader = Reader::open(folder.path(), analyzer()).expect("a reader");
    assert_eq!(reader.len(), 37);
    assert!(reader.segments() <= MAX_SEGMENTS, "{} segments", reader.segments());
}

#[test]
fn another_analyzer_s_index_is_refused_by_name() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    let path = desk.path().join("index/manifest.json");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    fs::write(&path, manifest.replace("analyzer 1", "analyzer 0")).expect("a change");
    for args in [&["query", "cell"][..], &["index"], &["show", "x"], &["prove"]] {
        let ran = desk.run(args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(
            ran.err.contains("analyzer 0") && ran.err.contains("cgtsearch index --rebuild"),
            "{}",
            ran.err
        );
    }
    assert_eq!(desk.run(&["index", "--rebuild"]).code, 0);
    assert_eq!(desk.run(&["query", "cell"]).code, 0);
}

#[test]
fn broken_index_files_are_named_not_panicked_about() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    let segments = fs::read_dir(desk.path().join("index")).expect("a folder").flatten();
    let segments = segments.map(|entry| entry.path()).find(|path| path.is_dir()).expect("the segments");
    let files: Vec<_> =
        fs::read_dir(&segments).expect("a folder").flatten().map(|entry| entry.path()).collect();
    assert!(files.len() > 5);
    for file in files.iter().filter(|file| file.extension().is_some() || file.ends_with("meta.json")) {
        let whole = fs::read(file).expect("a file");
        for broken in [Vec::new(), b"broken".to_vec(), whole[..whole.len() / 2].to_vec()] {
            fs::write(file, broken).expect("a broken file");
            for args in
                [&["query", "\"DC cell\" 细胞"][..], &["status"], &["prove", "--samples", "3"], &["index"]]
            {
                let ran = desk.run(args);
                assert!((0..=2).contains(&ran.code), "{args:?}, {}: {ran:?}", file.display());
                assert!(!ran.err.contains("panicked"), "{args:?}, {}: {}", file.display(), ran.err);
                let named = ran.err.contains("index") && ran.err.contains("--rebuild");
                assert!(ran.code != 2 || named, "{args:?}, {}: {}", file.display(), ran.err);
            }
        }
        fs::write(file, whole).expect("the whole file");
    }
    fs::write(desk.path().join("index/manifest.json"), "{").expect("a broken manifest");
    let ran = desk.run(&["query", "cell"]);
    assert!(
        ran.code == 2 && ran.err.contains("manifest.json") && ran.err.contains("--rebuild"),
        "{}",
        ran.err
    );
    assert_eq!(desk.run(&["index", "--rebuild", "corpus"]).code, 0);
    assert_eq!(desk.run(&["query", "cell"]).code, 0);
}

#[test]
fn indexing_again_changes_what_changed() {
    let desk = Desk::empty();
    desk.file("news/a.txt", "Quillfeather opens a site\n\nThe DC cell site opens.\n");
    desk.file("news/b.txt", "Notareal names a chief\n\nA chief was named.\n");
    desk.file("news/c.jsonl", "{\"id\":\"c1\",\"title\":\"One\",\"text\":\"first\"}\n{\"id\":\"c2\",\"title\":\"Two\",\"text\":\"second\"}\n");
    let report = |args: &[&str]| desk.run(args).out.lines().next().unwrap_or_default().to_owned();
    let starts = |line: &str, expected: &str| assert!(line.starts_with(expected), "{line}");
    starts(&report(&["index", "news"]), "added 4, updated 0, unchanged 0, removed 0, skipped 0, failed 0");
    let before = desk.run(&["query", "--json", "*"]).out;
    starts(&report(&["index", "news"]), "added 0, updated 0, unchanged 4, removed 0");
    assert_eq!(desk.run(&["query", "--json", "*"]).out, before, "indexing twice equals once");
    desk.file("news/a.txt", "Quillfeather opens a site\n\nThe NK cell site opens.\n");
    desk.file("news/c.jsonl", "{\"id\":\"c1\",\"title\":\"One\",\"text\":\"first\"}\n");
    fs::remove_file(desk.path().join("news/b.txt")).expect("b goes");
    starts(&report(&["index", "news"]), "added 0, updated 1, unchanged 1, removed 0");
    assert_eq!(desk.run(&["query", "--count", "*"]).out, "4\n", "nothing goes unless asked");
    assert_eq!(desk.run(&["query", "--count", "\"DC cell\""]).out, "0\n");
    starts(&report(&["index", "news", "--prune"]), "added 0, updated 0, unchanged 2, removed 2");
    assert_eq!(desk.run(&["query", "--ids", "*"]).out.lines().count(), 2);
    // A file that cannot be read is not a file that is gone.
    desk.file("news/c.jsonl", "{\"id\":\"c1\",\"title\":\"One\",\"te");
    let ran = desk.run(&["index", "news", "--prune"]);
    assert!(
        ran.out.contains("removed 0") && ran.out.contains("failed 1") && ran.out.contains("c.jsonl"),
        "{}",
        ran.out
    );
    assert_eq!(desk.run(&["query", "--count", "*"]).out, "2\n");
}

#[test]
fn a_rebuild_without_its_sources_is_refused() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    fs::rename(desk.path().join("corpus"), desk.path().join("elsewhere")).expect("it moves");
    let ran = desk.run(&["index", "--rebuild"]);
    assert!(ran.code == 2 && ran.err.contains("corpus is not there"), "{}", ran.err);
    assert_eq!(desk.run(&["query", "--count", "--all-copies", "*"]).out, "72\n");
    // What moved is told from what is gone: pruning the old place leaves what stands in the new.
    assert_eq!(desk.run(&["index", "elsewhere/zh/releases.jsonl"]).code, 0);
    assert!(desk.run(&["index", "--prune", "elsewhere"]).out.contains("removed 0"));
}

#[test]
fn two_files_do_not_share_an_id() {
    let desk = Desk::empty();
    desk.file("a/news/x.txt", "Quill opens\n\nOne text.\n")
        .file("b/news/x.txt", "Quill closes\n\nAnother text.\n");
    assert_eq!(desk.run(&["index", "a/news"]).code, 0);
    assert!(desk.run(&["index", "b/news"]).out.starts_with("added 1"), "files of one name are two releases");
    assert_eq!(desk.run(&["query", "--count", "\"one text\""]).out, "1\n");
    // The same text is the same release, wherever it lies.
    desk.file("b/news/y.txt", "Quill opens\n\nOne text.\n");
    let ran = desk.run(&["index", "b/news"]);
    assert!(ran.out.contains("unchanged 1") && ran.out.contains("skipped 1"), "{}", ran.out);
    // A page that two files hold in two versions is two releases, and none is lost.
    let page =
        |text: &str| format!("---\nurl: https://quill.example/news/1?utm_source=x\n---\n# Quill\n\n{text}\n");
    desk.file("a/p/1.md", page("The first version.")).file("b/p/1.md", page("Another version."));
    for folder in ["a/p", "b/p", "b/p"] {
        assert_eq!(desk.run(&["index", folder]).code, 0);
    }
    assert_eq!(desk.run(&["query", "--ids", "\"the first version\""]).out, "quill.example/news/1\n");
    assert!(desk.run(&["query", "--ids", "\"another version\""]).out.starts_with("text:"));
    // An id that a record gives is its own, wherever it is read from.
    desk.file("1.jsonl", "{\"id\":\"r\",\"text\":\"first\"}\n")
        .file("2.jsonl", "{\"id\":\"r\",\"text\":\"second\"}\n");
    assert_eq!(desk.run(&["index", "1.jsonl"]).code, 0);
    assert!(desk.run(&["index", "2.jsonl"]).out.starts_with("added 0, updated 1"));
}

#[test]
fn stories_that_were_lost_are_found_again() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    let count = || desk.run(&["query", "--count", "*"]).out;
    assert_eq!(count(), "70\n", "three wires carry one release");
    fs::remove_file(desk.path().join("index/segments-1/stories.bin")).expect("it is there");
    assert_eq!(count(), "72\n");
    assert!(desk.run(&["status"]).out.contains("not known"));
    assert!(desk.run(&["index"]).out.contains("unchanged 72"));
    assert_eq!(count(), "70\n");
    // What is no longer what it says is worth nothing.
    for broken in [&b"CGTSTOR1"[..], b"CGTSTOR1\xff\xff\xff\xff{}", b"x", b""] {
        desk.file("index/segments-1/stories.bin", broken);
        assert_eq!(count(), "72\n");
    }
}

#[test]
fn an_index_that_grew_has_the_stories_of_one_built_at_once() {
    let (grown, whole) = (Desk::with_corpus(), Desk::with_corpus());
    for part in ["corpus/zh", "corpus/en/three-wires-northwire.txt", "corpus/en/releases.jsonl", "corpus/en"]
    {
        assert_eq!(grown.run(&["index", part]).code, 0);
    }
    assert_eq!(whole.run(&["index"]).code, 0);
    let stories = |desk: &Desk| {
        let hits = desk.run(&["query", "--jsonl", "*", "-n", "100", "--passages", "0"]).out;
        let hits = hits.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a hit"));
        let mut stories: Vec<String> = hits.map(|hit| hit["story"].to_string()).collect();
        stories.sort();
        stories
    };
    assert!(
        stories(&whole).iter().any(|story| story.contains("\"releases\":3")),
        "there is a story to compare"
    );
    assert_eq!(stories(&grown), stories(&whole));
}

#[test]
fn a_killed_run_costs_nothing() {
    let desk = Desk::with_corpus();
    assert_eq!(desk.run(&["index"]).code, 0);
    let many: String = (0..20_000)
        .map(|at| {
            format!(
                "{{\"id\":\"m{at}\",\"title\":\"Quill {at}\",\"text\":\"{}\"}}\n",
                "DC cell 树突状细胞治疗 ".repeat(20)
            )
        })
        .collect();
    desk.file("many.jsonl", many);
    let mut child = desk
        .command("cgtsearch")
        .args(["index", "many.jsonl"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("the program runs");
    // It is killed once it has begun to write segments, which is before its only commit.
    let segments = || fs::read_dir(desk.path().join("index/segments-1")).map_or(0, |entries| entries.count());
    let before = segments();
    while segments() == before && child.try_wait().expect("a child").is_none() {
        std::thread::yield_now();
    }
    child.kill().expect("it dies");
    child.wait().expect("it is dead");
    let count: usize =
        desk.run(&["query", "--count", "--all-copies", "*"]).out.trim().parse().expect("a number");
    assert!(count == 72 || count == 20_072, "{count}: half a commit shows");
    let ran = desk.run(&["index", "many.jsonl"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(desk.run(&["query", "--count", "--all-copies", "*"]).out, "20072\n");
}
