//! Every format reads any bytes without a panic, claimed or not.

use std::io::Cursor;

use proptest::prelude::*;

use super::*;
use crate::corpus::archive::tests::{gz, tar, zip, zst};
use crate::corpus::source::Place;

/// Reads bytes with every format, and what is in them with every format too.
fn read(bytes: &[u8], depth: usize) {
    for extractor in EXTRACTORS {
        let mut inside = Vec::new();
        let source = Source::new(Place::default(), Declared::default(), Box::new(Cursor::new(bytes)));
        let source = source.expect("memory is there");
        let _ = extractor.claims(&source);
        let _ = extractor.extract(source, &ReadOptions::default(), &mut |output| {
            if let Output::Member(member) = output {
                let mut bytes = Vec::new();
                let _ = member.reader.take(1 << 16).read_to_end(&mut bytes);
                inside.push(bytes);
            }
        });
        for bytes in inside.iter().filter(|_| depth > 0).take(3) {
            read(bytes, depth - 1);
        }
    }
}

/// Something of each format, to be broken.
fn whole() -> Vec<Vec<u8>> {
    let text = "A new plant opens\n\n北京2024年10月18日电 细胞治疗。\n".as_bytes();
    let json = "[{\"title\":\"A\",\"text\":[\"细\",\"胞\"],\"source\":{\"name\":\"N\"}},{}]".as_bytes();
    let table = b"title,text,date\n\"A, \"\"b\"\"\",\"One.\nTwo.\",2024-10-18\n";
    let page = b"<!doctype html><html><head><title>A</title></head><body><table><tr><td>x</table><p>Body.";
    let files: &[(&str, &[u8])] = &[("a.txt", text), ("b.json", json), ("in/c.csv", table)];
    vec![
        text.to_vec(),
        json.to_vec(),
        table.to_vec(),
        page.to_vec(),
        gz(json),
        zst(table),
        zip(files),
        tar(files),
        encoding_rs::GBK.encode("标题,正文\n细胞治疗,树突状细胞\n").0.into_owned(),
        "细胞 cell\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ]
}

#[test]
fn names_are_unique_and_lead_back() {
    for extractor in EXTRACTORS {
        assert!(
            by_name(extractor.name()).is_some_and(|found| std::ptr::eq(found, *extractor)),
            "{}",
            extractor.name()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&bytes, 1);
    }

    #[test]
    fn what_is_broken_is_read(
        which in any::<prop::sample::Index>(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        end in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = which.get(&whole()).clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(end.index(bytes.len()));
        }
        read(&bytes, 1);
    }
}
