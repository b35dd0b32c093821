//! What goes between a worker and its starter: frames with a JSON head and raw bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use super::shapes::{Request, WireDeclared, WireDraft};
use crate::corpus::problem::Reason;
use crate::corpus::source::{MAX_BYTES, Part};

/// The version of the frames. Both sides are the same program, unless it was replaced meanwhile.
pub(super) const VERSION: u32 = 1;

/// What a frame begins with. Parsers print at times, so what stands between frames is passed over.
const MAGIC: &[u8; 8] = b"\0cgtwire";

/// The most noise between two frames, and the largest head and bytes of one.
const MAX_NOISE_BYTES: usize = 1024 * 1024;
const MAX_HEAD_BYTES: u64 = MAX_BYTES;
const MAX_PAYLOAD_BYTES: u64 = 8 * MAX_BYTES;

/// One message. What is large in it travels beside it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Frame {
    /// The worker is there.
    Hello(u32),
    /// A source is to be read; its bytes are beside.
    Request(Request),
    /// A release; its body is beside.
    Release(WireDraft, Part),
    /// A part that gave none.
    Problem(Part, Reason),
    /// A file inside; its bytes are beside.
    Member(Option<String>, WireDeclared),
    /// The source is read.
    Done(Option<Reason>),
}

/// Writes a frame in one piece.
pub(super) fn send(mut output: impl Write, frame: &Frame, payload: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(frame)?;
    output.write_all(MAGIC)?;
    output.write_all(&(head.len() as u64).to_le_bytes())?;
    output.write_all(&(payload.len() as u64).to_le_bytes())?;
    output.write_all(&head)?;
    output.write_all(payload)?;
    output.flush()
}

/// Reads a frame, or finds that none comes any more.
pub(super) fn receive(mut input: impl Read) -> io::Result<Option<(Frame, Vec<u8>)>> {
    if !find_magic(&mut input)? {
        return Ok(None);
    }
    let mut lengths = [[0; 8]; 2];
    for length in &mut lengths {
        input.read_exact(length)?;
    }
    let [head, payload] = lengths.map(u64::from_le_bytes);
    if head > MAX_HEAD_BYTES || payload > MAX_PAYLOAD_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame without measure"));
    }
    let mut exactly = |length: u64| {
        let mut bytes = Vec::new();
        let read = (&mut input).take(length).read_to_end(&mut bytes)?;
        if (read as u64) < length { Err(io::Error::from(io::ErrorKind::UnexpectedEof)) } else { Ok(bytes) }
    };
    let head = exactly(head)?;
    Ok(Some((serde_json::from_slice(&head)?, exactly(payload)?)))
}

fn find_magic(input: &mut impl Read) -> io::Result<bool> {
    let (mut matched, mut seen) = (0, 0);
    while matched < MAGIC.len() {
        let mut byte = [0];
        if input.read(&mut byte)? == 0 {
            return Ok(false);
        }
        // Its first byte is in it once.
        matched = match byte[0] == MAGIC[matched] {
            true => matched + 1,
            false => usize::from(byte[0] == MAGIC[0]),
        };
        seen += 1;
        if seen > MAX_NOISE_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "nothing but noise"));
        }
    }
    Ok(true)
}
