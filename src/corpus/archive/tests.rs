//! Archives made here: those that are whole, those that are damaged, and bombs. A good release lies behind each.

use std::io::{Cursor, Write};

use super::*;
use crate::corpus::{Intake, Limits, ReadOptions, SourceFile};

const RELEASE: &str = "A new plant opens in Beijing\n\nBody of it.\n";
const RELEASE_SHOWN: &str = "[A new plant opens in Beijing] [Body of it.]";

/// Reads a file within limits, and shows each release and each problem on a line.
fn read_within(limits: Limits, name: &str, content: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    std::fs::write(&path, content).expect("a file");
    let base = format!("{}/", folder.path().display());
    let mut lines = Vec::new();
    let intake = Intake::new(ReadOptions { limits, ..ReadOptions::default() });
    intake.read(&SourceFile { path, name: name.to_owned(), named: true }, &mut |result| {
        lines.push(match result {
            Ok(d) => format!("@{} [{}] [{}]", d.origin, d.headline, d.body),
            Err(p) => format!("{:?} {} {}", p.kind, p.origin.replace(&base, ""), p.reason),
        });
    });
    lines
}

#[track_caller]
fn check(name: &str, content: &[u8], expected: &[&str]) {
    let release = format!("]{RELEASE_SHOWN}");
    let expected: Vec<String> = expected
        .iter()
        .map(|line| line.replace("] R", &release).replace(" R", &format!(" {RELEASE_SHOWN}")))
        .collect();
    assert_eq!(read_within(Limits::default(), name, content), expected);
}

pub(in crate::corpus) fn gz(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(content).and_then(|()| packer.finish()).expect("it packs")
}

pub(in crate::corpus) fn zst(content: &[u8]) -> Vec<u8> {
    zstd::encode_all(content, 3).expect("it packs")
}

pub(in crate::corpus) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = ::tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).expect("it packs");
    }
    builder.into_inner().expect("it packs")
}

pub(in crate::corpus) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = ::zip::write::SimpleFileOptions::default()
            .compression_method(::zip::CompressionMethod::Deflated)
            .compression_level(Some(9));
        writer.start_file(*name, options).and_then(|()| Ok(writer.write_all(content)?)).expect("it packs");
    }
    writer.finish().expect("it packs").into_inner()
}

#[test]
fn names_are_read() {
    let gbk = encoding_rs::GBK.encode("新闻稿/细胞治疗.html").0;
    for (bytes, expected) in [
        ("稿/a.txt".as_bytes(), "稿/a.txt"),
        (b"in\\b.txt", "in/b.txt"),
        (&gbk, "新闻稿/细胞治疗.html"),
        (b"a\nb.txt", "ab.txt"),
    ] {
        assert_eq!(member_name(bytes), expected);
    }
}

#[test]
fn what_comes_with_an_archive_is_left_out() {
    for name in ["__MACOSX/a/._b.txt", "a/.hidden/b.txt", ".DS_Store", "README.md", "a/LICENSE"] {
        assert!(is_left_out(name), "{name}");
    }
    for name in ["a.txt", "./a/b.txt", "../a.txt", "license-deal.txt"] {
        assert!(!is_left_out(name), "{name}");
    }
}

#[test]
fn packed_files_are_read_and_keep_their_names() {
    let (text, lines) = (RELEASE.as_bytes(), b"{\"title\":\"A\"}\n{\"title\":\"B\"}\n");
    check("a.txt.gz", &gz(text), &["@a.txt.gz R"]);
    check("a.txt.zst", &zst(text), &["@a.txt.zst R"]);
    check("a.jsonl.gz", &gz(lines), &["@a.jsonl.gz:1 [A] []", "@a.jsonl.gz:2 [B] []"]);
    // Several members and frames are one file.
    let (first, second) = text.split_at(20);
    check("a.txt.gz", &[gz(first), gz(second)].concat(), &["@a.txt.gz R"]);
    check("a.txt.zst", &[zst(first), zst(second)].concat(), &["@a.txt.zst R"]);
    // The content tells the format, whatever the name.
    check("a.dat", &gz(b"<!doctype html><title>A page</title><p>Body."), &["@a.dat [A page] [Body.]"]);
    check("a.txt", &zst(text), &["@a.txt R"]);
}

#[test]
fn archives_are_read_in_their_order() {
    let text = RELEASE.as_bytes();
    let gbk = encoding_rs::GBK.encode("稿/细胞.txt").0;
    let files: &[(&str, &[u8])] = &[
        ("b.txt", text),
        ("__MACOSX/._b.txt", b"x"),
        ("README.md", b"x"),
        ("in/.hidden.txt", b"x"),
        ("../in/a.html", b"<!doctype html><title>A page</title><p>Body."),
        ("photo.png", b"\x89PNG\0"),
    ];
    for (name, bytes) in [("a.zip", zip(files)), ("a.dat", zip(files))] {
        let shown = |rest: &str| rest.replace("a.zip", name);
        check(
            name,
            &bytes,
            &[
                &shown("@a.zip/b.txt R"),
                &shown("@a.zip/in/a.html [A page] [Body.]"),
                &shown(
                    "Skipped a.zip/photo.png not a format this version reads; `cgtsearch help index` lists them",
                ),
            ],
        );
    }
    let inner = tar(&[("in/b.txt", text), ("c.jsonl", b"{\"title\":\"A\"}")]);
    let expected = ["@a.tgz/in/b.txt R", "@a.tgz/c.jsonl:1 [A] []"];
    check("a.tgz", &gz(&inner), &expected);
    check("a.zip", &zip(&[("t.tar", &inner)]), &["@a.zip/t.tar/in/b.txt R", "@a.zip/t.tar/c.jsonl:1 [A] []"]);
    // A name in the encoding of the computer that packed it, laid over one of as many bytes.
    let named = replace(&zip(&[("xxxxxxxxxxx", text)]), b"xxxxxxxxxxx", &gbk);
    check("a.zip", &named, &["@a.zip/稿/细胞.txt R"]);
}

/// Replaces a pattern by another of the same length.
fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let found: Vec<usize> = memchr::memmem::find_iter(&bytes, from).collect();
    for at in found {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn what_is_encrypted_is_named() {
    let mut bytes = zip(&[("secret.txt", RELEASE.as_bytes()), ("good.txt", RELEASE.as_bytes())]);
    // The flag in the local header of the first file and in its entry of the directory.
    let entry = memchr::memmem::find(&bytes, b"PK\x01\x02").expect("a directory");
    bytes[6] |= 1;
    bytes[entry + 8] |= 1;
    check(
        "a.zip",
        &bytes,
        &["Failed a.zip/secret.txt encrypted; unpack it with its password first", "@a.zip/good.txt R"],
    );
}

#[test]
fn what_comes_before_damage_is_read() {
    let noise: Vec<u8> =
        (0..60_000_u32).flat_map(|n| (n.wrapping_mul(2_654_435_761) >> 7).to_le_bytes()).collect();
    let lines = format!(
        "{{\"title\":\"A\"}}\n{{\"title\":\"{}\"}}\n",
        noise.iter().map(|b| format!("{b:x}")).collect::<String>()
    );
    let (gzip, zstd) = (gz(lines.as_bytes()), zst(lines.as_bytes()));
    for (name, bytes) in [("a.jsonl.gz", &gzip), ("a.jsonl.zst", &zstd)] {
        let read = read_within(Limits::default(), name, &bytes[..bytes.len() - 50]);
        assert_eq!(read[0], format!("@{name}:1 [A] []"));
        assert!(
            read[2].starts_with(&format!("Failed {name} damaged, and read up to there: ")),
            "{}",
            read[2]
        );
    }
    let files: &[(&str, &[u8])] = &[("a.txt", RELEASE.as_bytes()), ("b.bin", &noise), ("c.txt", b"lost")];
    let (zipped, tarred) = (zip(files), tar(files));
    for (name, bytes) in [("a.zip", zipped), ("a.tar", tarred)] {
        let read = read_within(Limits::default(), name, &bytes[..100_000]);
        assert_eq!(read[0], format!("@{name}/a.txt {RELEASE_SHOWN}"));
        let last = read.last().expect("a problem");
        assert!(last.starts_with(&format!("Failed {name} damaged, and read up to there: ")), "{read:?}");
    }
    // A byte that was changed: the sum of the file does not fit.
    let mut changed = zip(&[("a.txt", RELEASE.as_bytes()), ("b.txt", RELEASE.as_bytes())]);
    changed[14] ^= 1;
    let entry = memchr::memmem::find(&changed, b"PK\x01\x02").expect("a directory");
    changed[entry + 16] ^= 1;
    let read = read_within(Limits::default(), "a.zip", &changed);
    assert_eq!(read.len(), 3, "{read:?}");
    assert!(read[1].starts_with("Failed a.zip/a.txt damaged"), "{read:?}");
}

#[test]
fn bombs_are_stopped_and_the_rest_is_read() {
    let zeros = vec![b' '; 40 << 20];
    let bomb = gz(&zeros);
    let files: &[(&str, &[u8])] = &[("bomb.txt.gz", &bomb), ("good.txt", RELEASE.as_bytes())];
    let stopped = "unpacks to more than 200 times its size, the limit";
    // In an archive that is large enough, the bomb alone is stopped.
    let read =
        read_within(Limits::default(), "a.tar", &tar(&[files, &[("z.bin", &vec![1; 400_000])]].concat()));
    assert_eq!(read[0], format!("Failed a.tar/bomb.txt.gz {stopped}"));
    assert_eq!(read[1], format!("@a.tar/good.txt {RELEASE_SHOWN}"));
    // By itself it is all there is.
    assert_eq!(read_within(Limits::default(), "a.txt.gz", &bomb), [format!("Failed a.txt.gz {stopped}")]);
    let zipped =
        zip(&[("a.txt", RELEASE.as_bytes()), ("bomb.txt", &zeros), ("never.txt", RELEASE.as_bytes())]);
    let read = read_within(Limits::default(), "a.zip", &zipped);
    assert_eq!(read[0], format!("@a.zip/a.txt {RELEASE_SHOWN}"));
    assert_eq!(read[1], format!("Failed a.zip/bomb.txt {stopped}"));
    assert_eq!(read[2], format!("Failed a.zip the rest of it was left unread: it {stopped}"));
}

#[test]
fn nests_have_a_depth_and_a_size() {
    let mut nest = zip(&[("a.txt", RELEASE.as_bytes())]);
    for _ in 0..3 {
        nest = zip(&[("n.zip", &nest), ("b.txt", RELEASE.as_bytes())]);
    }
    let read = read_within(Limits::default(), "n.zip", &nest);
    assert_eq!(read[0], format!("@n.zip/n.zip/n.zip/n.zip/a.txt {RELEASE_SHOWN}"));
    let read = read_within(Limits { depth: 3, ..Limits::default() }, "n.zip", &nest);
    assert_eq!(
        read[0],
        "Failed n.zip/n.zip/n.zip/n.zip/a.txt lies in more than 3 archives inside each other"
    );
    assert_eq!(read.len(), 4);
    // As 42.zip is made: each level holds the one below many times.
    let mut level = zip(&[("0.txt", &vec![b' '; 4 << 20])]);
    for _ in 0..3 {
        let names: Vec<String> = (0..16).map(|n| format!("{n}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), level.as_slice())).collect();
        level = zip(&files);
    }
    let read = read_within(Limits::default(), "42.zip", &level);
    assert!(read.len() < 60, "{}", read.len());
    assert!(
        read.last().is_some_and(|last| last.contains("42.zip the rest of it was left unread")),
        "{read:?}"
    );
    let many: Vec<(&str, &[u8])> = vec![("a.txt", RELEASE.as_bytes()); 5];
    let read = read_within(Limits { members: 3, ..Limits::default() }, "a.tar", &tar(&many));
    assert_eq!(
        read[3],
        "Failed a.tar/a.txt the rest of it was left unread: it holds more than 3 files, the limit"
    );
    assert_eq!(read.len(), 5);
}

#[test]
fn sizes_that_lie_cost_nothing() {
    let mut bytes = tar(&[("a.txt", RELEASE.as_bytes()), ("b.txt", RELEASE.as_bytes())]);
    // The second file says that it has 8 EiB.
    let mut header = ::tar::Header::from_byte_slice(&bytes[1024..1536]).clone();
    header.set_size(u64::MAX / 2);
    header.set_cksum();
    bytes[1024..1536].copy_from_slice(header.as_bytes());
    let read = read_within(Limits::default(), "a.tar", &bytes);
    assert_eq!(read[0], format!("@a.tar/a.txt {RELEASE_SHOWN}"));
    assert!(read.last().is_some_and(|last| last.starts_with("Failed a.tar damaged")), "{read:?}");
    // A name of 8 MiB.
    let long = "n/".repeat(4 << 20);
    let mut bytes = tar(&[("a.txt", RELEASE.as_bytes())]);
    bytes.truncate(1024);
    bytes.extend(tar(&[(&long, b"x")]));
    let read = read_within(Limits::default(), "a.tar", &bytes);
    assert_eq!(
        read,
        [
            format!("@a.tar/a.txt {RELEASE_SHOWN}"),
            "Failed a.tar damaged, and read up to there: what stands before a file takes more than 1 mib"
                .to_owned()
        ]
    );
}

#[test]
fn files_that_share_their_bytes_are_no_way_around_a_limit() {
    // All entries of the directory lead to the one bomb.
    let bytes = zip(&[("a.txt", &vec![b' '; 30 << 20])]);
    let at = memchr::memmem::find(&bytes, b"PK\x01\x02").expect("a directory");
    let end = memchr::memmem::find(&bytes, b"PK\x05\x06").expect("an end");
    let (entry, mut tail) = (&bytes[at..end], bytes[end..].to_vec());
    let times = 100_u16;
    let entries: Vec<u8> =
        (0..times).flat_map(|n| replace(entry, b"a.txt", format!("{n:02}.md").as_bytes())).collect();
    tail[8..10].copy_from_slice(&times.to_le_bytes());
    tail[10..12].copy_from_slice(&times.to_le_bytes());
    let size = u32::try_from(entries.len()).expect("it fits");
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    let overlapping = [&bytes[..at], &entries, &tail].concat();
    let read = read_within(Limits::default(), "a.zip", &overlapping);
    assert!(read.len() < 5 && read.iter().any(|line| line.starts_with("Failed a.zip")), "{read:?}");
}
