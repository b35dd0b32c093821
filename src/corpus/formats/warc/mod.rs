//! A web archive, as crawlers write it: every page in it is a file with its address and when it was fetched.
//!
//! Read by hand and not by the warc crate (0.4.0), which holds a record whole whatever its length and ends at the
//! first broken one. `record.rs` finds the records, `http.rs` undoes how a page was sent.

mod http;
mod record;

use std::io::{BufRead, BufReader, Read, sink};

use record::{Found, Record};

use super::sniff;
use crate::corpus::ReadOptions;
use crate::corpus::extractor::{Claim, Emit, Extractor, Member, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Declared, Part, Source};
use crate::document::Provenance;

/// What pages are made of besides text, by media type.
const NO_PAGES: &[&str] = &["image", "audio", "video", "font"];
const NO_PAGE: &[&str] = &[
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/font-woff",
    "application/vnd.ms-fontobject",
    "application/x-shockwave-flash",
];

/// A WARC file.
pub(in crate::corpus) struct Warc;

impl Extractor for Warc {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let head = source.head();
        if head.starts_with(b"WARC/") && sniff::holds(head, "WARC-Type") {
            return Claim::Content;
        }
        claim_by_name(source, &["warc", "wet"], &["application/warc"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let mut reader = BufReader::new(source.into_reader());
        let mut number = 0;
        loop {
            let found = record::next(&mut reader).map_err(|cause| Reason::from_io(&cause))?;
            match found {
                Found::End if number == 0 => {
                    return Err(Reason::failed("not a web archive: no record in it"));
                }
                Found::End => return Ok(()),
                Found::Lost(why) => {
                    number += 1;
                    emit(Output::Problem(Part::Element(number), Reason::failed(why)));
                }
                Found::Record(record) => {
                    number += 1;
                    read(&record, number, &mut reader, emit)?;
                }
            }
        }
    }
}

/// Reads the content of a record, and passes over what is left of it.
fn read(record: &Record, number: usize, reader: &mut impl BufRead, emit: Emit<'_>) -> Result<(), Reason> {
    let part = Part::Element(number);
    let mut block = reader.take(record.bytes);
    if let Err(reason) = content(record, &mut block, emit) {
        emit(Output::Problem(part, reason));
    }
    std::io::copy(&mut block, &mut sink()).map_err(|cause| Reason::from_io(&cause))?;
    if block.limit() > 0 {
        emit(Output::Problem(part, Reason::failed("the archive ends inside this record")));
    }
    Ok(())
}

fn content<'b>(record: &Record, block: &'b mut dyn BufRead, emit: Emit<'_>) -> Result<(), Reason> {
    let url = record.header("warc-target-uri").map(|url| url.trim_matches(['<', '>', ' ']).to_owned());
    let is_page = url.as_deref().is_some_and(|url| url.contains("://") && !url.ends_with("/robots.txt"));
    if !is_page {
        return Ok(());
    }
    let kind = record.header("content-type").unwrap_or_default();
    let mut declared = Declared {
        dates: record
            .header("warc-date")
            .map(|date| (date.to_owned(), Provenance::File))
            .into_iter()
            .collect(),
        ..Declared::default()
    };
    let reader: Box<dyn Read + 'b> = match record.header("warc-type") {
        Some("response") if kind.to_ascii_lowercase().starts_with("application/http") => {
            let response = http::Response::read(block)?;
            (declared.media_type, declared.charset) = http::media_type(response.header("content-type"));
            if is_part_of_a_page(declared.media_type.as_deref()) {
                return Ok(());
            }
            if response.status != 200 {
                return Err(Reason::refused(format!("status {}", response.status)));
            }
            response.body(block)?
        }
        Some("resource" | "conversion") => {
            (declared.media_type, declared.charset) = http::media_type(Some(kind));
            if is_part_of_a_page(declared.media_type.as_deref()) {
                return Ok(());
            }
            Box::new(block)
        }
        _ => return Ok(()),
    };
    let name = url.as_deref().and_then(|url| url.split_once("://")).map(|(_, name)| name.to_owned());
    emit(Output::Member(Member { name, declared: Declared { url, ..declared }, reader }));
    Ok(())
}

fn is_part_of_a_page(media_type: Option<&str>) -> bool {
    media_type.is_some_and(|media_type| {
        let kind = media_type.split('/').next().unwrap_or_default();
        NO_PAGES.contains(&kind) || NO_PAGE.contains(&media_type)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use std::io::Write;

    /// Writes a record of this type, address, content type and content.
    fn record(kind: &str, url: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
        let length = content.len();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-10-20T01:02:03Z\r\n\
             Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    }

    fn response(url: &str, http: &str, body: &[u8]) -> Vec<u8> {
        record(
            "response",
            url,
            "application/http; msgtype=response",
            &[http.as_bytes(), b"\r\n\r\n", body].concat(),
        )
    }

    #[track_caller]
    fn check(warc: &[u8], expected: &[&str]) {
        assert_eq!(claim(&Warc, "a", warc), Claim::Content);
        assert_eq!(outputs(&Warc, "a.warc", warc), expected, "{}", String::from_utf8_lossy(warc));
    }

    #[test]
    fn pages_are_found() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all("<p>细胞".as_bytes()).expect("in memory");
        let packed = packed.finish().expect("in memory");
        let chunked = b"3;x=y\r\n<p>\r\n5\r\nWords\r\n0\r\n\r\n";
        let warc = [
            record("warcinfo", "", "application/warc-fields", b"software: x"),
            record("request", "https://w.example/1", "application/http", b"GET / HTTP/1.1\r\n\r\n"),
            response(
                "https://w.example/1",
                "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset=\"GBK\"\r\nTransfer-Encoding: chunked",
                chunked,
            ),
            response(
                "https://w.example/2?a=b",
                "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nContent-Encoding: gzip",
                &packed,
            ),
            response("https://w.example/3", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"gone"),
            response("https://w.example/4.png", "HTTP/1.1 200\r\nContent-Type: image/png", b"png"),
            response("https://w.example/robots.txt", "HTTP/1.1 200 OK\r\nContent-Type: text/plain", b"*"),
            record("resource", "https://w.example/5.pdf", "application/pdf", b"%PDF"),
            record("revisit", "https://w.example/1", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"),
            response(
                "https://w.example/6",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
                b"plain after all",
            ),
        ]
        .concat();
        let date = "2024-10-20T01:02:03Z@file";
        check(
            &warc,
            &[
                &format!(
                    "member w.example/1 text/html charset=gbk url=https://w.example/1 {date} [<p>Words]"
                ),
                &format!("member w.example/2?a=b text/html url=https://w.example/2?a=b {date} [<p>细胞]"),
                "#5 Refused status 404",
                &format!("member w.example/5.pdf application/pdf url=https://w.example/5.pdf {date} [%PDF]"),
                &format!("member w.example/6 url=https://w.example/6 {date} [plain after all]"),
            ],
        );
    }

    #[test]
    fn broken_records_are_named_and_the_rest_goes_on() {
        let good = record("resource", "https://w.example/a", "text/plain", b"A");
        let given = "member w.example/a text/plain url=https://w.example/a 2024-10-20T01:02:03Z@file [A]";
        let mixed = [
            good.as_slice(),
            b"rubbish\r\nmore\r\n",
            &good,
            b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            &good,
            b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://w.example/b\r\nContent-Length: 18446744073709551615\r\n\r\nB",
        ]
        .concat();
        check(
            &mixed,
            &[
                given,
                "#2 Failed what stands here is no record",
                given,
                "#4 Failed a record without a length",
                given,
                "member w.example/b url=https://w.example/b [B]",
                "#6 Failed the archive ends inside this record",
            ],
        );
        assert_eq!(outputs(&Warc, "a.warc", b""), ["Failed not a web archive: no record in it"]);
        check(&response("https://w.example/a", "no http", b""), &["#1 Failed not an HTTP response"]);
    }

    proptest! {
        #[test]
        fn changed_archives_are_read(at in 0..700_usize, byte in any::<u8>(), cut in 0..700_usize) {
            let http = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: deflate";
            let mut warc = response("https://w.example/1", http, b"3\r\nabc\r\n0\r\n\r\n").repeat(2);
            let (at, cut) = (at % warc.len(), cut % warc.len());
            warc[at] = byte;
            outputs(&Warc, "a.warc", &warc);
            outputs(&Warc, "a.warc", &warc[cut..]);
        }
    }
}
