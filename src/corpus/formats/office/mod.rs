//! Office files: a text (`docx.rs`), or a sheet of releases (`sheet.rs`).

mod docx;
mod sheet;
mod word;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::corpus::problem::Reason;
use crate::corpus::source::Source;

pub(in crate::corpus) use docx::{Doc, Docx};
pub(in crate::corpus) use sheet::Sheet;

/// How the old binary formats of Office begin, and its new ones behind a password.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The largest part of an office file, unpacked: the text of a thousand pages is 10 MB.
const MAX_PART_BYTES: u64 = 128 * 1024 * 1024;

type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// What stands in an office file beside its folder.
const PARTS: &[&str] = &["[Content_Types].xml", "_rels/", "docProps/", "customXml/", "word/", "xl/"];

/// Tells whether a source is an archive with this folder in it, as far as its head and its name can tell. An archive
/// with office files in it, or with other files beside the folder, is none.
fn is_office(source: &Source<'_>, folder: &str, extensions: &[&str]) -> bool {
    let head = source.head();
    if !head.starts_with(FILE) {
        return false;
    }
    let is_named = source.place.extension().is_some_and(|extension| extensions.contains(&extension.as_str()));
    let names = names(head);
    let is_part = |name: &&[u8]| PARTS.iter().any(|part| name.starts_with(part.as_bytes()));
    is_named || (names.iter().any(|name| name.starts_with(folder.as_bytes())) && names.iter().all(is_part))
}

/// How a file in an archive begins, and how long that is without its name.
const FILE: &[u8] = b"PK\x03\x04";
const FILE_BYTES: usize = 30;

/// Returns the names of the files in the head of an archive, going from one to the next by their sizes.
fn names(head: &[u8]) -> Vec<&[u8]> {
    let number = |at: usize, bytes: usize| {
        let bytes = head.get(at..at + bytes)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
    };
    let (mut names, mut at) = (Vec::new(), 0);
    while head.get(at..).is_some_and(|rest| rest.starts_with(FILE)) {
        let (Some(packed), Some(name), Some(extra)) =
            (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2))
        else {
            break;
        };
        let start = at + FILE_BYTES;
        names.extend(head.get(start..start + name));
        at = start + name + extra + packed;
        // Who writes without going back puts no size there: then the next one is wherever it begins.
        if packed == 0 {
            let next = head.get(at..).and_then(|rest| memchr::memmem::find(rest, FILE));
            at = next.map_or(head.len(), |next| at + next);
        }
    }
    names
}

/// Opens an office file, or says why that cannot be.
fn open(bytes: Vec<u8>, what: &str) -> Result<Archive, Reason> {
    if bytes.starts_with(OLE) {
        return Err(Reason::failed(
            "protected by a password, or of Office 97; save it as a new file without one",
        ));
    }
    ZipArchive::new(Cursor::new(bytes)).map_err(|cause| Reason::failed(format!("not a {what} file: {cause}")))
}

/// Reads a part of an office file as text.
fn part(archive: &mut Archive, name: &str) -> Result<Option<String>, Reason> {
    let Ok(part) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = part.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|cause| Reason::failed(format!("{name} in it is broken: {cause}")))?;
    if bytes.len() as u64 > MAX_PART_BYTES {
        return Err(Reason::failed(format!("{name} in it is larger than 128 MiB, the limit for a part")));
    }
    Ok(Some(match encoding_rs::Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
        None => String::from_utf8_lossy(&bytes).into_owned(),
    }))
}

#[cfg(test)]
mod testing {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// Packs the parts of an office file.
    pub(super) fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("in memory");
            writer.write_all(text.as_bytes()).expect("in memory");
        }
        writer.finish().expect("in memory").into_inner()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::testing::pack;
    use super::*;
    use crate::corpus::source::{Declared, Place};

    #[track_caller]
    fn check(name: &str, parts: &[(&str, &str)], expected: bool) {
        let bytes = pack(parts);
        let place = Place { file_name: name.to_owned(), ..Place::default() };
        let source = Source::new(place, Declared::default(), Box::new(Cursor::new(bytes))).expect("it reads");
        assert_eq!(is_office(&source, "word/", &["docx"]), expected, "{name} {parts:?}");
    }

    #[test]
    fn archives_with_office_files_in_them_are_archives() {
        check("a.dat", &[("[Content_Types].xml", "<T/>"), ("word/document.xml", "<d/>")], true);
        check("a.docx", &[("other.xml", "<T/>")], true);
        check("a.zip", &[("[Content_Types].xml", "<T/>"), ("xl/workbook.xml", "<d/>")], false);
        check("a.zip", &[("a.txt", "in word/ or in word/document.xml"), ("b.txt", "")], false);
        check("a.zip", &[("word/a.txt", "x"), ("b.txt", "x")], false);
    }
}
