//! A zip archive. Where its directory is lost, what stands before that is read from the beginning.

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

use ::zip::ZipArchive;
use ::zip::read::{ZipFile, read_zipfile_from_stream};
use ::zip::result::ZipError;

use crate::corpus::ReadOptions;
use crate::corpus::archive::{is_left_out, member_name};
use crate::corpus::budget::{Budget, damage};
use crate::corpus::extractor::{Claim, Emit, Extractor, Member, Output};
use crate::corpus::problem::Reason;
use crate::corpus::source::{ReadSeek, Source};

/// How a file in an archive begins, and how an empty archive does.
const MAGIC: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// A zip archive that is not a document of its own.
pub(in crate::corpus) struct Zip;

impl Extractor for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let is_zip = MAGIC.iter().any(|magic| source.head().starts_with(magic));
        if is_zip { Claim::Content } else { Claim::No }
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let budget = Rc::clone(&source.budget);
        let mut file = source.into_seekable().map_err(|cause| Reason::from_io(&cause))?;
        match ZipArchive::new(&mut file) {
            Ok(archive) => by_directory(archive, &budget, emit),
            Err(cause) => {
                file.rewind().map_err(|cause| Reason::from_io(&cause))?;
                from_the_beginning(file, &budget, emit, &cause)
            }
        }
    }
}

fn by_directory(
    mut archive: ZipArchive<impl ReadSeek>,
    budget: &Rc<Budget>,
    emit: Emit<'_>,
) -> Result<(), Reason> {
    for index in 0..archive.len() {
        let (name, is_file, is_encrypted) = match archive.by_index_raw(index) {
            Ok(file) => (member_name(file.name_raw()), file.is_file(), file.encrypted()),
            Err(cause) => {
                emit(Output::Member(Member::unreadable(format!("#{}", index + 1), said(&cause))));
                continue;
            }
        };
        if !is_file || is_left_out(&name) {
            continue;
        }
        if is_encrypted {
            emit(Output::Member(Member::unreadable(name, "encrypted; unpack it with its password first")));
            continue;
        }
        match archive.by_index(index) {
            Ok(file) => read(name, file, budget, emit),
            Err(cause) => emit(Output::Member(Member::unreadable(name, said(&cause)))),
        }
        budget.spent()?;
    }
    Ok(())
}

/// Reads the files of an archive up to where it breaks off.
fn from_the_beginning(
    mut file: impl Read,
    budget: &Rc<Budget>,
    emit: Emit<'_>,
    without: &ZipError,
) -> Result<(), Reason> {
    let fault = loop {
        match read_zipfile_from_stream(&mut file) {
            Ok(Some(file)) => {
                let name = member_name(file.name_raw());
                if file.is_file() && !is_left_out(&name) {
                    read(name, file, budget, emit);
                }
                budget.spent()?;
            }
            Ok(None) => break said(without),
            Err(cause) => break said(&cause),
        }
    };
    Err(Reason::failed(format!("damaged, and read up to there: {fault}")))
}

fn read(name: String, file: ZipFile<'_, impl Read>, budget: &Rc<Budget>, emit: Emit<'_>) {
    let packed = Rc::new(Cell::new(file.compressed_size()));
    let reader = budget.meter(file, &packed);
    let fault = reader.fault();
    emit(Output::Member(Member::new(&name, reader)));
    if let Err(reason) = damage(&fault) {
        emit(Output::Member(Member::unreadable(name, reason.text)));
    }
}

/// Says what the crate reports, in words of ours.
fn said(cause: &ZipError) -> String {
    match cause {
        ZipError::UnsupportedArchive(what) => what.to_lowercase(),
        ZipError::InvalidArchive(what) => what.to_lowercase(),
        other => other.to_string().to_lowercase(),
    }
}
