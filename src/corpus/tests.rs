//! Whole files through [`read`].

use super::*;
use crate::document::{Precision, Provenance, ReleaseDate, Section, Zone};
use proptest::prelude::*;

/// Reads a file of this name and content, and shows each result on a line.
fn read_file(name: &str, content: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file");
    let base = format!("{}/", shown(folder.path()));
    let mut lines = Vec::new();
    let intake = Intake::new(ReadOptions::default());
    intake.read(&SourceFile { path, name: format!("corpus/{name}"), named: true }, &mut |result| {
        lines.push(match result {
            Ok(d) => {
                let date = d.date.filter(ReleaseDate::is_said);
                let date =
                    date.map_or_else(String::new, |date| format!(" {date} {}", date.provenance.name()));
                format!("@{} {}{date} [{}] [{}]", d.origin, d.language.code(), d.headline, d.body)
            }
            Err(p) => format!("{:?} {} {}", p.kind, p.origin.replace(&base, ""), p.reason),
        });
    });
    lines
}

#[track_caller]
fn check(name: &str, content: &str, expected: &str) {
    assert_eq!(read_file(name, content.as_bytes()), [expected]);
}

#[test]
fn every_format_gives_a_document() {
    check(
        "a.txt",
        "Home> News\r\nA new plant opens in Beijing\r\n2024-02-08\r\nBody.",
        "@corpus/a.txt en 2024-02-08 byline [A new plant opens in Beijing] [Home> News\n2024-02-08\nBody.]",
    );
    check(
        "b.md",
        "# 细胞治疗\n\n北京2024年10月23日电 正文。",
        "@corpus/b.md zh-Hans 2024-10-23 dateline [细胞治疗] [北京2024年10月23日电 正文。]",
    );
    check(
        "c.HTM",
        "<meta name=pubdate content=2024-10-18><title>A plant opens</title><p>Body.",
        "@corpus/c.HTM en 2024-10-18 meta [A plant opens] [Body.]",
    );
    check("d.ndjson", "{\"id\":\"x\",\"title\":\"T\"}\n", "@corpus/d.ndjson:1 en [T] []");
    check("e.json", "[{\"title\":\"T\"}]", "@corpus/e.json#1 en [T] []");
    check("f.dat", "A text of unknown kind\nBody.", "@corpus/f.dat en [A text of unknown kind] [Body.]");
    check("g.dat", "<!doctype html><title>A page</title><p>Body.", "@corpus/g.dat en [A page] [Body.]");
}

#[test]
fn what_cannot_be_read_is_named() {
    check("a.txt", "", "Skipped a.txt empty file");
    check("b.txt", " \r\n ", "Skipped b.txt no text in title and text");
    check("c.jsonl", "", "Skipped c.jsonl empty file");
    check("d.bin", "a\0b", "Failed d.bin not text: it holds NUL bytes");
    check("e.html", "\0", "Failed e.html not text: it holds NUL bytes");
    let mut problems = Vec::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for path in [folder.path().join("gone.txt"), folder.path().to_owned()] {
        let file = SourceFile { path, name: "x".to_owned(), named: true };
        Intake::new(ReadOptions::default()).read(&file, &mut |result| problems.extend(result.err()));
    }
    let reasons: Vec<&str> = problems.iter().map(|problem| problem.reason.as_str()).collect();
    assert_eq!(reasons, ["no such file or folder", "not a file"]);
}

#[test]
fn a_file_has_a_limit() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("big.txt");
    std::fs::File::create(&path).and_then(|file| file.set_len(source::MAX_BYTES + 1)).expect("a sparse file");
    let file = SourceFile { path, name: "big.txt".to_owned(), named: true };
    Intake::new(ReadOptions::default()).read(&file, &mut |result| {
        let problem = result.expect_err("too large");
        assert_eq!(problem.reason, "larger than 64 MiB, the limit for a file that is read whole");
    });
}

#[test]
fn the_key_changes_with_every_field_but_the_origin() {
    let mut document = Document::new(crate::document::DocId::new("x").expect("an id"), "ab", "c");
    document.date = Some(ReleaseDate::new(jiff::civil::date(2024, 1, 1), Precision::Year, Provenance::Field));
    document.source = Some("s".to_owned());
    document.url = Some("u".to_owned());
    document.metadata.insert("k".to_owned(), "v".to_owned());
    let key = content_key(&document);
    assert_eq!(key.len(), 32);
    assert!(key.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let changed = |change: &dyn Fn(&mut Document)| {
        let mut document = document.clone();
        change(&mut document);
        content_key(&document) != key
    };
    assert!(!changed(&|d| d.origin.push('x')));
    let changes: [&dyn Fn(&mut Document); 15] = [
        &|d| d.id = crate::document::DocId::new("y").expect("an id"),
        &|d| d.headline.push('x'),
        &|d| d.body.push('x'),
        &|d| (d.headline, d.body) = ("a".to_owned(), "bc".to_owned()),
        &|d| d.language = crate::document::Language::Bilingual,
        &|d| d.date = None,
        &|d| d.date.iter_mut().for_each(|date| date.provenance = Provenance::Meta),
        &|d| d.source = None,
        &|d| d.source = Some(String::new()),
        &|d| d.url = None,
        &|d| d.metadata.clear(),
        &|d| d.sections.push(Section { zone: Zone::Lead, range: 0..1, speaker: None }),
        &|d| d.date.iter_mut().for_each(|date| date.offset = Some(480)),
        &|d| d.reading.version += 1,
        &|d| d.reading.extractor.push('x'),
    ];
    for (index, change) in changes.iter().enumerate() {
        assert!(changed(change), "change {index}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 1..400)) {
        for extension in ["txt", "md", "html", "jsonl", "json", "dat"] {
            let results = read_file(&["a.", extension].concat(), &bytes);
            prop_assert!(!results.is_empty() || bytes.trim_ascii().is_empty());
        }
    }

    #[test]
    fn any_text_is_read(text in "[-\\[\\]<>/&;:#|*`{}\"'=a-z0-9年月日细胞。 \n]{1,300}") {
        for extension in ["txt", "md", "html", "jsonl", "json", "dat"] {
            let results = read_file(&["a.", extension].concat(), text.as_bytes());
            prop_assert!(!results.is_empty() || text.trim().is_empty());
        }
    }
}
