//! A tar archive, read from its beginning to its end in little memory.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use crate::corpus::ReadOptions;
use crate::corpus::archive::{is_left_out, member_name};
use crate::corpus::budget::Allowed;
use crate::corpus::extractor::{Claim, Emit, Extractor, Member, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::Source;

/// The size of a header, and where its checksum and its magic stand (POSIX.1-1988, `ustar`).
const HEADER_BYTES: usize = 512;
const CHECKSUM: std::ops::Range<usize> = 148..156;
const MAGIC_AT: usize = 257;

/// What stands before a file may take: its header, its long name, its extended attributes.
const MAX_HEADER_BYTES: u64 = 1024 * 1024;

/// A tar archive.
pub(in crate::corpus) struct Tar;

impl Extractor for Tar {
    fn name(&self) -> &'static str {
        "tar"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let Some(header) = source.head().get(..HEADER_BYTES) else { return Claim::No };
        let is_posix = header[MAGIC_AT..].starts_with(b"ustar");
        if is_posix && has_checksum(header) {
            return Claim::Content;
        }
        match claim_by_name(source, &["tar"], &["application/x-tar"]) {
            Claim::Name if has_checksum(header) => Claim::Content,
            claim => claim,
        }
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let budget = Rc::clone(&source.budget);
        let left = Rc::new(Cell::new(MAX_HEADER_BYTES));
        let excess = "what stands before a file takes more than 1 MiB";
        let mut archive = tar::Archive::new(Allowed::new(source.into_reader(), &left, excess));
        for entry in archive.entries().map_err(|cause| damaged(&cause))? {
            let mut entry = entry.map_err(|cause| damaged(&cause))?;
            left.set(u64::MAX);
            let name = member_name(&entry.path_bytes());
            let kind = entry.header().entry_type();
            let size = entry.size();
            let read = if kind.is_gnu_sparse() {
                // Its holes cost nothing in the archive and everything here.
                emit(Output::Member(Member::unreadable(&name, "a sparse file")));
                0
            } else if kind.is_file() && !is_left_out(&name) {
                let mut read = 0;
                emit(Output::Member(Member::new(&name, Tally { reader: &mut entry, bytes: &mut read })));
                read
            } else {
                0
            };
            budget.spent()?;
            // The rest of it, so that only headers are left to the archive.
            let rest = io::copy(&mut entry, &mut io::sink()).map_err(|cause| damaged(&cause))?;
            if !kind.is_gnu_sparse() && read + rest < size {
                return Err(Reason::failed(format!("damaged, and read up to there: it ends inside {name}")));
            }
            left.set(MAX_HEADER_BYTES);
        }
        Ok(())
    }
}

/// A reader that keeps count where the count outlives it.
struct Tally<'t, R> {
    reader: &'t mut R,
    bytes: &'t mut u64,
}

impl<R: Read> Read for Tally<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        *self.bytes += read as u64;
        Ok(read)
    }
}

fn damaged(cause: &io::Error) -> Reason {
    let what = cause.to_string().to_lowercase();
    Reason::failed(format!("damaged, and read up to there: {what}"))
}

/// Tells whether the sum of a header's bytes is the one it states, the sum itself counted as spaces.
fn has_checksum(header: &[u8]) -> bool {
    let stated = String::from_utf8_lossy(&header[CHECKSUM]);
    let stated = u32::from_str_radix(stated.trim_matches(['\0', ' ']), 8);
    let sum = header.iter().enumerate().map(|(at, byte)| match CHECKSUM.contains(&at) {
        true => u32::from(b' '),
        false => u32::from(*byte),
    });
    stated.is_ok_and(|stated| stated == sum.sum::<u32>())
}
