//! How was a page sent? In chunks, packed, or as it is; archives often keep the header and not the packing.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::record::{self, Headers};
use crate::corpus::problem::Reason;

/// The head of an HTTP response.
pub(super) struct Response {
    pub(super) status: u16,
    headers: Headers,
}

impl Response {
    /// Reads the head; the body follows in the reader.
    pub(super) fn read(reader: &mut dyn BufRead) -> Result<Self, Reason> {
        let read = |cause: io::Error| Reason::from_io(&cause);
        let line = record::line(reader).map_err(read)?.unwrap_or_default();
        let line = String::from_utf8_lossy(&line);
        let status = line.strip_prefix("HTTP/").and_then(|rest| rest.split_whitespace().nth(1));
        let status = status.and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| Reason::failed("not an HTTP response"))?;
        Ok(Self { status, headers: record::headers(reader).map_err(read)? })
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        record::value(&self.headers, name)
    }

    /// Reads the body as it was before it was sent.
    pub(super) fn body<'b>(&self, reader: &'b mut dyn BufRead) -> Result<Box<dyn Read + 'b>, Reason> {
        let says = |name: &str, what: &str| {
            self.header(name).is_some_and(|value| value.to_ascii_lowercase().contains(what))
        };
        let mut body: Box<dyn BufRead + 'b> = Box::new(reader);
        let start = |body: &mut Box<dyn BufRead + 'b>| -> Result<Vec<u8>, Reason> {
            let start = body.fill_buf().map_err(|cause| Reason::from_io(&cause))?;
            Ok(start[..start.len().min(32)].to_vec())
        };
        if says("transfer-encoding", "chunked") && chunk_size(&start(&mut body)?).is_some() {
            body = Box::new(BufReader::new(Chunks { body, left: 0, state: State::First }));
        }
        let start = start(&mut body)?;
        let is_zlib =
            start.len() > 1 && start[0] & 15 == 8 && u16::from_be_bytes([start[0], start[1]]) % 31 == 0;
        Ok(if says("content-encoding", "gzip") && start.starts_with(&[0x1F, 0x8B]) {
            Box::new(MultiGzDecoder::new(body))
        } else if says("content-encoding", "deflate") && is_zlib {
            Box::new(ZlibDecoder::new(body))
        } else if says("content-encoding", "deflate") && !start.is_empty() && !start.is_ascii() {
            Box::new(DeflateDecoder::new(body))
        } else if says("content-encoding", "br") || says("content-encoding", "zstd") {
            // Looks like any bytes, so what the header says is all there is to go by.
            let encoding = self.header("content-encoding").unwrap_or_default();
            return Err(Reason::failed(format!("its content encoding {encoding} is not read")));
        } else {
            Box::new(body)
        })
    }
}

/// Takes the media type, in lower case, and the charset out of a `Content-Type`.
pub(super) fn media_type(header: Option<&str>) -> (Option<String>, Option<String>) {
    let lower = header.unwrap_or_default().to_ascii_lowercase();
    let mut parts = lower.split(';');
    let media_type =
        parts.next().map(str::trim).filter(|kind| kind.contains('/') && *kind != "application/octet-stream");
    let charset = parts.find_map(|part| part.trim().strip_prefix("charset="));
    let charset =
        charset.map(|charset| charset.trim_matches(['"', '\'', ' '])).filter(|charset| !charset.is_empty());
    (media_type.map(str::to_owned), charset.map(str::to_owned))
}

/// The chunks of a body, one behind the other.
struct Chunks<R> {
    body: R,
    /// What is left of the chunk.
    left: u64,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    First,
    Inside,
    Done,
}

impl<R: BufRead> Read for Chunks<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && self.state != State::Done {
            if self.state == State::Inside {
                // The line break behind a chunk.
                record::line(&mut self.body)?;
            }
            let line = record::line(&mut self.body)?.unwrap_or_default();
            self.left = chunk_size(&line).unwrap_or(0);
            self.state = if self.left == 0 { State::Done } else { State::Inside };
        }
        if self.state == State::Done {
            return Ok(0);
        }
        let read = (&mut self.body).take(self.left).read(into)?;
        self.left -= read as u64;
        if read == 0 && !into.is_empty() {
            self.state = State::Done;
        }
        Ok(read)
    }
}

/// Reads the line that opens a chunk.
fn chunk_size(line: &[u8]) -> Option<u64> {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let behind = line.get(digits);
    let is_line = (1..=16).contains(&digits) && matches!(behind, Some(b'\r' | b'\n' | b';' | b' '));
    let text = std::str::from_utf8(&line[..digits]).ok()?;
    is_line.then(|| u64::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], expected: &str) {
        let mut chunks = Chunks { body, left: 0, state: State::First };
        let mut text = String::new();
        chunks.read_to_string(&mut text).expect("in memory");
        assert_eq!(text, expected);
    }

    #[test]
    fn chunks_are_joined() {
        check(b"3\r\nabc\r\n2;a=b\r\nde\r\n0\r\n\r\n", "abcde");
        check(b"3\nabc\n0\n", "abc");
        check(b"A\r\nshort", "short");
        check(b"3\r\nabcx\r\nnone\r\n", "abc");
        check(b"ffffffffffffffff\r\nall", "all");
        check(b"", "");
    }

    #[test]
    fn media_types_are_read() {
        let check = |header, kind: Option<&str>, charset: Option<&str>| {
            assert_eq!(media_type(header), (kind.map(str::to_owned), charset.map(str::to_owned)));
        };
        check(Some("text/html; charset=UTF-8"), Some("text/html"), Some("utf-8"));
        check(Some("Text/Plain;format=flowed; charset='gbk'"), Some("text/plain"), Some("gbk"));
        check(Some("none"), None, None);
        check(None, None, None);
    }
}
