//! A mail, as releases are sent to newsrooms: its text is a release, what is attached is read as a file.
//! `message.rs` reads one, `mbox.rs` tells many in one file apart.

mod mbox;
mod message;

use super::sniff;
use crate::corpus::ReadOptions;
use crate::corpus::extractor::{Claim, Emit, Extractor, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};

/// Headers that a mail has and a text hardly.
const MARKS: &[&str] =
    &["message-id", "mime-version", "received", "return-path", "delivered-to", "dkim-signature", "x-mailer"];

/// A mail, also as browsers save pages: MHTML.
pub(in crate::corpus) struct Eml;

impl Extractor for Eml {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let names = sniff::header_names(source.head());
        let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
        if has(MARKS) && has(&["from", "subject", "date"]) {
            return Claim::Content;
        }
        claim_by_name(source, &["eml", "mht", "mhtml"], &["message/rfc822"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let Some(message) = message::parse(&source.bytes()?, Part::Whole, emit) else {
            return Err(Reason::failed("not a mail: it has no headers"));
        };
        message
    }
}

/// Many mails, each behind a line that opens with `From `.
pub(in crate::corpus) struct Mbox;

impl Extractor for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let head = source.head();
        let has_headers = |head: &[u8]| {
            let end = head.iter().position(|byte| *byte == b'\n').map_or(head.len(), |end| end + 1);
            sniff::header_names(&head[end..]).len() >= 2
        };
        if head.starts_with(b"From ") && has_headers(head) {
            return Claim::Content;
        }
        claim_by_name(source, &["mbox", "mbx"], &["application/mbox"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        mbox::read(source.into_reader(), &mut |number, bytes| {
            let part = Part::Element(number);
            let done = bytes.and_then(|bytes| {
                let not_one = || Err(Reason::failed("not a mail: it has no headers"));
                message::parse(&bytes, part, emit).unwrap_or_else(not_one)
            });
            if let Err(reason) = done {
                emit(crate::corpus::extractor::Output::Problem(part, reason));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};

    #[test]
    fn mails_are_told_from_texts() {
        for (head, eml, mbox) in [
            ("Received: a\r\n\tb\r\nFrom: c\r\n\r\nd", Claim::Content, Claim::No),
            ("From: a\nSubject: b\n\nc", Claim::No, Claim::No),
            ("Date: a\nMIME-Version: 1.0\n", Claim::Content, Claim::No),
            ("From a@b Fri Oct 18\nFrom: c\nSubject: d\n\ne", Claim::No, Claim::Content),
            ("From the company\nText: of it\nand no header", Claim::No, Claim::No),
        ] {
            assert_eq!(
                (claim(&Eml, "a", head.as_bytes()), claim(&Mbox, "a", head.as_bytes())),
                (eml, mbox),
                "{head}"
            );
        }
        assert_eq!(claim(&Eml, "a.eml", b"?"), Claim::Name);
        assert_eq!(claim(&Mbox, "a.mbox", b"?"), Claim::Name);
    }

    #[test]
    fn a_mailbox_gives_its_mails() {
        let mbox = "From a Fri Oct 18 00:00:00 2024\nSubject: One\nFrom: W <w@x.example>\n\nBody.\n>From here.\n\n\
                    From b\nSubject: =?gbk?B?z7iw+w==?=\n\nTwo.\nFrom nowhere\n\nFrom c\n\n";
        assert_eq!(
            outputs(&Mbox, "a.mbox", mbox.as_bytes()),
            [
                "#1 [One] [Body./From here.] source=W",
                "#2 [细胞] [Two./From nowhere]",
                "#3 Failed not a mail: it has no headers",
            ]
        );
    }
}
