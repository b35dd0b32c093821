//! Where are the records of a web archive? Each has a version line, headers, and as many bytes as they say.

use std::io::{self, BufRead, Read};

/// A longer header line is no header line.
const MAX_LINE_BYTES: u64 = 64 * 1024;
/// The most headers of a record.
const MAX_HEADERS: usize = 256;

/// What stands next in an archive.
pub(super) enum Found {
    Record(Record),
    /// Nothing that could be read, up to where the next record opens.
    Lost(&'static str),
    End,
}

/// The headers of a record; its content follows in the reader.
pub(super) struct Record {
    headers: Headers,
    /// How long its content is.
    pub(super) bytes: u64,
}

/// Names, in lower case, and values.
pub(super) type Headers = Vec<(String, String)>;

impl Record {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        value(&self.headers, name)
    }
}

/// Finds a header by its name in lower case.
pub(super) fn value<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// Reads up to the content of the next record.
pub(super) fn next(reader: &mut impl BufRead) -> io::Result<Found> {
    let mut is_lost = false;
    loop {
        if is_lost && reader.fill_buf()?.starts_with(b"WARC/") {
            return Ok(Found::Lost("what stands here is no record"));
        }
        let Some(line) = line(reader)? else {
            return Ok(if is_lost { Found::Lost("what stands here is no record") } else { Found::End });
        };
        if line.starts_with(b"WARC/") {
            break;
        }
        is_lost |= !line.trim_ascii().is_empty();
    }
    let headers = headers(reader)?;
    let Some(bytes) = value(&headers, "content-length").and_then(|length| length.parse().ok()) else {
        return Ok(Found::Lost("a record without a length"));
    };
    Ok(Found::Record(Record { headers, bytes }))
}

/// Reads header lines up to the empty one behind them.
pub(super) fn headers(reader: &mut (impl BufRead + ?Sized)) -> io::Result<Headers> {
    let mut headers: Headers = Vec::new();
    while let Some(line) = line(reader)? {
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            break;
        }
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut()
                && value.len() < MAX_HEADERS * 1024
            {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':')
            && headers.len() < MAX_HEADERS
        {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Ok(headers)
}

/// Reads a line, or as much of it as a line may have.
pub(super) fn line(reader: &mut (impl BufRead + ?Sized)) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let read = reader.take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
    Ok((read > 0).then_some(line))
}
