//! One thing packed by itself: gzip and zstd, of any size and in any number of frames.

use std::io::{BufReader, Read};
use std::rc::Rc;

use crate::corpus::ReadOptions;
use crate::corpus::budget::{Counted, damage};
use crate::corpus::extractor::{Claim, Emit, Extractor, Member, Output};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Declared, Source};

const GZIP: &[u8] = &[0x1F, 0x8B, 8];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];

/// What is read of a packed file at a time.
const BUFFER_BYTES: usize = 64 * 1024;

/// A file packed with gzip.
pub(in crate::corpus) struct Gzip;

impl Extractor for Gzip {
    fn name(&self) -> &'static str {
        "gzip"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        claim(source, GZIP)
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        unpack(source, emit, |packed| Ok(flate2::bufread::MultiGzDecoder::new(packed)))
    }
}

/// A file packed with zstd.
pub(in crate::corpus) struct Zstd;

impl Extractor for Zstd {
    fn name(&self) -> &'static str {
        "zstd"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        claim(source, ZSTD)
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        unpack(source, emit, zstd::stream::read::Decoder::with_buffer)
    }
}

fn claim(source: &Source<'_>, magic: &[u8]) -> Claim {
    if source.head().starts_with(magic) { Claim::Content } else { Claim::No }
}

/// Hands on what a decoder makes of a source.
fn unpack<'s, D: Read>(
    source: Source<'s>,
    emit: Emit<'_>,
    decoder: impl FnOnce(BufReader<Box<dyn Read + 's>>) -> std::io::Result<D>,
) -> Result<(), Reason> {
    let budget = Rc::clone(&source.budget);
    // What is declared of the packed file holds for its content, its own format apart.
    let declared = Declared { media_type: None, ..source.declared.clone() };
    let packed = Counted::new(source.into_reader());
    let bytes = packed.count();
    let packed: BufReader<Box<dyn Read + 's>> = BufReader::with_capacity(BUFFER_BYTES, Box::new(packed));
    let unpacked = decoder(packed).map_err(|cause| Reason::from_io(&cause))?;
    let reader = budget.meter(unpacked, &bytes);
    let fault = reader.fault();
    emit(Output::Member(Member { name: None, declared, reader: Box::new(reader) }));
    damage(&fault)
}
