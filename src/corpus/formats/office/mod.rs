//! Office files: a text (`docx.rs`), or a sheet of releases (`sheet.rs`).

mod docx;
mod sheet;
mod word;

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::sniff;
use crate::corpus::problem::Reason;
use crate::corpus::source::Source;

pub(in crate::corpus) use docx::{Doc, Docx};
pub(in crate::corpus) use sheet::Sheet;

/// How the old binary formats of Office begin, and its new ones behind a password.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The largest part of an office file, unpacked: the text of a thousand pages is 10 MB.
const MAX_PART_BYTES: u64 = 128 * 1024 * 1024;

type Archive = ZipArchive<Cursor<Vec<u8>>>;

/// Tells whether a source is an archive with this folder in it, as far as its head and its name can tell.
fn is_office(source: &Source<'_>, folder: &str, extensions: &[&str]) -> bool {
    let head = source.head();
    let is_named = source.place.extension().is_some_and(|extension| extensions.contains(&extension.as_str()));
    head.starts_with(b"PK\x03\x04") && (sniff::holds(head, folder) || is_named)
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
