//! Files that bring their readers down: each is named, and costs nothing else.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use cgtsearch::corpus::{self, Command, Intake, Limits, ReadOptions};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

use crate::support::Desk;

fn gz(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(content).and_then(|()| packer.finish()).expect("it packs")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("it packs");
        writer.write_all(content).expect("it packs");
    }
    writer.finish().expect("it packs").into_inner()
}

/// A sheet that says it fills all 17 billion cells there can be, and holds the last.
fn endless_sheet() -> Vec<u8> {
    let sheet = "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>title</t></is></c></row>\
        <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    let book = "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
        <sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
        Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let package = relations
        .replace("worksheet", "officeDocument")
        .replace("officeDocuments/sheet1.xml", "xl/workbook.xml");
    zip(&[
        (
            "[Content_Types].xml",
            b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A document of a million elements inside each other.
fn deep_document() -> Vec<u8> {
    let deep = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}",
        "<w:p>".repeat(1_000_000)
    );
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", deep.as_bytes())])
}

#[test]
fn poison_is_named_and_costs_nothing_else() {
    let good = "A new plant opens in Beijing\n\nBody of it.\n";
    let mut nest = gz(b"x");
    for _ in 0..6 {
        nest = gz(&nest);
    }
    let packed = gz(good.as_bytes());
    let desk = Desk::empty();
    desk.file("in/00-good.txt", good)
        .file("in/bomb.txt.gz", gz(&vec![b' '; 40 << 20]))
        .file("in/nest.gz", nest)
        .file("in/cut.json.gz", &packed[..packed.len() / 2])
        .file("in/lies.tar", [&b"a.txt"[..], &[0; 119], b"77777777777\0", &[0; 600]].concat())
        .file("in/deep.json", "[".repeat(1_000_000))
        .file("in/deep.html", format!("<!doctype html>{}", "<div>".repeat(1_000_000)))
        .file("in/deep.docx", deep_document())
        .file("in/endless.xlsx", endless_sheet())
        .file("in/office.zip", zip(&[("deep.docx", &deep_document()), ("good.txt", good.as_bytes())]))
        .file("in/sleeps.doc", "x")
        .file("in/noise.zip", [&b"PK\x03\x04"[..], &[0xFF; 3000]].concat())
        .file("in/zz-good.txt", format!("Another {good}"));
    let sleep = Command {
        extensions: vec!["doc".to_owned()],
        command: vec!["sleep".to_owned(), "1000".to_owned()],
        gives: "txt".to_owned(),
    };
    let options = ReadOptions {
        commands: vec![sleep],
        worker: Some(PathBuf::from(env!("CARGO_BIN_EXE_cgtsearch"))),
        limits: Limits { time: Duration::from_millis(200), memory_bytes: 1 << 30, ..Limits::default() },
        ..ReadOptions::default()
    };
    let (files, problems) = corpus::find(&[desk.path().join("in")]);
    assert_eq!((files.len(), problems.len()), (13, 0));
    let (mut read, mut named) = (Vec::new(), Vec::new());
    let intake = Intake::new(options);
    for file in &files {
        intake.read(file, &mut |result| match result {
            Ok(document) => read.push(document.origin),
            Err(problem) => named.push(format!("{} {}", problem.origin, problem.reason)),
        });
    }
    assert!(read.first().is_some_and(|origin| origin == "in/00-good.txt"), "{read:?}");
    assert!(read.last().is_some_and(|origin| origin == "in/zz-good.txt"), "{read:?}");
    assert!(read.iter().any(|origin| origin == "in/office.zip/good.txt"), "{read:?} {named:?}");
    for (name, reason) in [
        ("bomb.txt.gz", "unpacks to more than 200 times its size, the limit"),
        ("nest.gz", "lies in more than 4 archives inside each other"),
        ("cut.json.gz", "damaged, and read up to there"),
        ("lies.tar", "damaged, and read up to there"),
        ("deep.json", "not JSON"),
        ("sleeps.doc", "`sleep` took longer than 0.2 s"),
        ("noise.zip", "damaged, and read up to there"),
        ("deep.docx", ""),
        ("endless.xlsx", ""),
    ] {
        let is_named = |line: &&String| line.contains(&format!("in/{name}")) && line.contains(reason);
        let was_read = reason.is_empty() && read.iter().any(|origin| origin.contains(name));
        assert!(was_read || named.iter().any(|line| is_named(&line)), "{name}: {named:#?}");
    }
}

#[test]
fn a_program_of_the_user_reads_another_format() {
    let desk = Desk::empty();
    desk.file("in/a.doc", "A plant of dendritic cells\n\nBody.\n")
        .file("in/b.jsonl", "{\"betreff\":\"Another plant of cells\"}\n")
        .file("in/c.xyz", "x")
        .file("cgtsearch.toml", "[fields]\ntitle = \"betreff\"\n[[extract]]\nextensions = [\"doc\"]\ncommand = [\"cat\", \"{}\"]\n\
            [[extract]]\nextensions = [\"xyz\"]\ncommand = [\"no-such-program\"]\n");
    let ran = desk.run(&["index", "in"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("cannot start `no-such-program`, the [[extract]] command for xyz"), "{ran:?}");
    let ran = desk.run(&["query", "plant cells", "--json"]);
    assert!(ran.out.contains("dendritic") && ran.out.contains("Another plant"), "{ran:?}");
    let ran = desk.run(&["extract", "in/b.jsonl", "--field", "text=betreff", "--jsonl"]);
    assert!(
        ran.out.contains("\"body\": \"Another plant of cells\"")
            || ran.out.contains("\"body\":\"Another plant of cells\""),
        "{ran:?}"
    );
}
