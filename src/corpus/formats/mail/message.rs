//! One mail: its headers, its text, what is attached.

use std::collections::HashSet;
use std::io::Cursor;

use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use crate::corpus::draft::Draft;
use crate::corpus::encoding;
use crate::corpus::extractor::{Emit, Member, Output};
use crate::corpus::formats::html;
use crate::corpus::problem::Reason;
use crate::corpus::source::{Declared, Part};
use crate::document::{Charset, Provenance};

/// What a mail carries besides releases, by media type.
const NO_RELEASES: &[&str] = &["image", "audio", "video", "font"];
const NO_RELEASE: &[&str] = &[
    "text/css",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/ms-tnef",
    "message/delivery-status",
];
/// The most attachments of a mail.
const MAX_ATTACHMENTS: usize = 1000;
/// Of a text and a page that say the same, the text is taken unless it is this many times shorter: then it
/// only says that there is a page.
const SHORTER: usize = 3;

/// Reads a mail and emits its release and what is attached. `None` when it is no mail.
pub(super) fn parse(bytes: &[u8], part: Part, emit: Emit<'_>) -> Option<Result<(), Reason>> {
    let message = MessageParser::default().parse(bytes)?;
    let draft = draft(&message);
    let is_one = !draft.headline.is_empty()
        || draft.source.is_some()
        || draft.wire_id.is_some()
        || !draft.dates.is_empty();
    is_one.then(|| read(&message, draft, part, emit))
}

fn read(message: &Message<'_>, draft: Draft, part: Part, emit: Emit<'_>) -> Result<(), Reason> {
    let attached: Vec<&MessagePart<'_>> =
        message.attachments().filter(|part| may_hold_release(part)).take(MAX_ATTACHMENTS).collect();
    let page = message
        .headers()
        .iter()
        .find(|header| header.name().eq_ignore_ascii_case("Snapshot-Content-Location"));
    if let Some(page) = page
        && let Some(snapshot) = message.html_part(0).filter(|part| part.is_text_html())
    {
        // A browser wrote it: the mail is no more than a wrapper.
        let url = page.value().as_text().map(|url| url.trim().to_owned());
        let declared = Declared { url, media_type: Some("text/html".to_owned()), ..Declared::default() };
        return member(
            snapshot,
            "page.html".to_owned(),
            Declared { charset: Some("utf-8".to_owned()), ..declared },
            emit,
        );
    }
    let declared =
        Declared { dates: draft.dates.clone(), source: draft.source.clone(), ..Declared::default() };
    if !draft.body.trim().is_empty() || attached.is_empty() {
        emit(Output::Release(Box::new(draft), part));
    }
    let mut names = HashSet::new();
    for (attachment, number) in attached.into_iter().zip(1_usize..) {
        let mut name = name_of(attachment, number);
        if !names.insert(name.clone()) {
            name = format!("{number}-{name}");
        }
        if let Part::Element(mail) = part {
            name = format!("{mail}/{name}");
        }
        let declared =
            Declared { media_type: media_type(attachment), charset: charset(attachment), ..declared.clone() };
        member(attachment, name, declared, emit)?;
    }
    Ok(())
}

fn draft(message: &Message<'_>) -> Draft {
    let from = message.from().and_then(|from| from.first());
    let date = message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339);
    let date = date.or_else(|| message.header_raw("Date").map(|date| date.trim().to_owned()));
    let mut draft = Draft {
        headline: message.subject().map(subject).unwrap_or_default(),
        source: from.and_then(|from| from.name().or_else(|| from.address())).map(str::to_owned),
        dates: date.map(|date| (date, Provenance::Feed)).into_iter().collect(),
        wire_id: message.message_id().map(str::to_owned),
        ..Draft::default()
    };
    let language =
        message.content_language().as_text_list().and_then(|list| list.first().map(ToString::to_string));
    draft.language = language;
    let texts: Vec<&MessagePart<'_>> = message.text_bodies().filter(|part| part.is_text()).collect();
    let plain = joined(texts.iter().filter(|part| !part.is_text_html()).map(|part| decoded(message, part)));
    let pages = message.html_bodies().filter(|part| part.is_text_html());
    let page = joined(pages.map(|part| html::plain_text(&decoded(message, part))));
    draft.body = if plain.len() * SHORTER < page.len() || plain.trim().is_empty() { page } else { plain };
    draft.charset = texts.first().map(|part| Charset {
        declared: charset(part),
        used: charset(part).unwrap_or_else(|| "UTF-8".to_owned()),
    });
    draft
}

/// Takes `Re:` and `Fwd:` off a subject.
fn subject(written: &str) -> String {
    let mut subject = written.trim();
    for _ in 0..8 {
        let folded = subject.to_lowercase();
        let marks = [
            "re:",
            "fw:",
            "fwd:",
            "答复:",
            "答复：",
            "回复:",
            "回复：",
            "转发:",
            "转发：",
            "轉寄:",
            "轉寄：",
        ];
        let Some(mark) = marks.iter().find(|mark| folded.starts_with(**mark)) else { break };
        let Some(rest) = subject.get(mark.len()..) else { break };
        subject = rest.trim_start();
    }
    subject.to_owned()
}

/// Returns the text of a part, decoded again by us where the charset that it declares does not fit.
fn decoded(message: &Message<'_>, part: &MessagePart<'_>) -> String {
    let text = part.text_contents().unwrap_or_default();
    if !text.contains('\u{FFFD}') {
        return text.replace("\r\n", "\n");
    }
    let (from, to) = (part.raw_body_offset() as usize, part.raw_end_offset() as usize);
    let raw = message.raw_message().get(from..to).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::Base64 => mail_parser::decoders::base64::base64_decode(raw),
        Encoding::QuotedPrintable => mail_parser::decoders::quoted_printable::quoted_printable_decode(raw),
        Encoding::None => None,
    };
    let again = encoding::decode(bytes.as_deref().unwrap_or(raw), charset(part).as_deref());
    again.map_or_else(|_| text.to_owned(), |decoded| decoded.text)
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> =
        texts.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

fn member(part: &MessagePart<'_>, name: String, declared: Declared, emit: Emit<'_>) -> Result<(), Reason> {
    let bytes: &[u8] = match &part.body {
        PartType::Message(inner) => raw(inner),
        _ => part.contents(),
    };
    // The parser has decoded what is text: it is UTF-8 now, whatever it was.
    let is_text = matches!(part.body, PartType::Text(_) | PartType::Html(_));
    let charset = if is_text { Some("utf-8".to_owned()) } else { declared.charset.clone() };
    let reader = Box::new(Cursor::new(bytes));
    emit(Output::Member(Member { name: Some(name), declared: Declared { charset, ..declared }, reader }));
    Ok(())
}

/// Returns the bytes of a mail in a mail.
fn raw<'m>(inner: &'m Message<'_>) -> &'m [u8] {
    let root = inner.root_part();
    let range = root.raw_header_offset() as usize..root.raw_end_offset() as usize;
    inner.raw_message.get(range).unwrap_or(&inner.raw_message)
}

fn may_hold_release(part: &MessagePart<'_>) -> bool {
    let Some(media_type) = media_type(part) else { return true };
    let kind = media_type.split('/').next().unwrap_or_default();
    !NO_RELEASES.contains(&kind) && !NO_RELEASE.contains(&media_type.as_str())
}

fn media_type(part: &MessagePart<'_>) -> Option<String> {
    if part.is_message() {
        return Some("message/rfc822".to_owned());
    }
    let declared = part.content_type()?;
    let media_type = format!("{}/{}", declared.ctype(), declared.subtype()?).to_ascii_lowercase();
    // Says nothing: the name and the content decide.
    (media_type != "application/octet-stream").then_some(media_type)
}

fn charset(part: &MessagePart<'_>) -> Option<String> {
    part.content_type()?.attribute("charset").map(str::to_owned)
}

fn name_of(part: &MessagePart<'_>, number: usize) -> String {
    match part.attachment_name() {
        Some(name) if !name.trim().is_empty() => name.trim().to_owned(),
        _ if part.is_message() => format!("{number}.eml"),
        _ => format!("attachment-{number}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::formats::mail::Eml;
    use crate::corpus::formats::testing::outputs;
    use encoding_rs::GBK;
    use proptest::prelude::*;

    #[track_caller]
    fn check(mail: &[u8], expected: &[&str]) {
        assert_eq!(outputs(&Eml, "a.eml", mail), expected, "{}", String::from_utf8_lossy(mail));
    }

    const MIXED: &str = "From: =?gb2312?B?w8C5q836?= <wire@w.example>\r\nDate: Fri, 18 Oct 2024 00:30:00 +0800\r\n\
        Message-ID: <1@w.example>\r\nSubject: Fwd: =?gb18030?B?z7iw+9bOwcY=?= CAR-T\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n\
        --c\r\nContent-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\nyvfNu9e0z7iw+6Gj\r\n\
        --c\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E7=BB=86</p>\r\n--c--\r\n\
        --b\r\nContent-Type: text/plain; name=\"r.txt\"\r\nContent-Disposition: attachment; filename=\"r.txt\"\r\n\r\nAttached.\r\n\
        --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n\
        --b\r\nContent-Type: application/octet-stream; name=\"r.txt\"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n\
        --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Inner\r\nFrom: x@y.example\r\n\r\nInside.\r\n--b--\r\n";

    #[test]
    fn a_mail_is_a_release_and_what_is_attached() {
        let given = "source=美公旺 2024-10-18T00:30:00+08:00@feed";
        check(
            MIXED.as_bytes(),
            &[
                "[细胞治疗 CAR-T] [树突状细胞。] source=美公旺 wire=1@w.example 2024-10-18T00:30:00+08:00@feed",
                &format!("member r.txt text/plain charset=utf-8 {given} [Attached.]"),
                &format!("member 2-r.txt {given} [%PDF]"),
                &format!(
                    "member 3.eml message/rfc822 {given} [Subject: Inner\r|From: x@y.example\r|\r|Inside.]"
                ),
            ],
        );
    }

    #[test]
    fn the_longer_text_is_taken() {
        let mail = "Subject: S\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nSee the page.\r\n\
            --b\r\nContent-Type: text/html\r\n\r\n<h1>S</h1><p>A long page with all of the text in it.</p><p>More.</p>\r\n--b--";
        check(mail.as_bytes(), &["[S] [S|A long page with all of the text in it.|More.]"]);
    }

    #[test]
    fn undeclared_encodings_are_guessed() {
        let text = "树突状细胞疫苗治疗胶质母细胞瘤的二期临床试验完成入组。";
        let mail = [b"Subject: S\r\n\r\n".as_slice(), &GBK.encode(text).0].concat();
        check(&mail, &[&format!("[S] [{text}]")]);
    }

    #[test]
    fn saved_pages_are_pages() {
        let mail = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://w.example/1\r\nSubject: S\r\nMIME-Version: 1.0\r\n\
            Content-Type: multipart/related; type=\"text/html\"; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\
            Content-Location: https://w.example/1\r\n\r\n<p>Page</p>\r\n--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--";
        check(
            mail.as_bytes(),
            &["member page.html text/html charset=utf-8 url=https://w.example/1 [<p>Page</p>]"],
        );
    }

    #[test]
    fn hostile_mails_are_read() {
        let nested: String = (0..2000)
            .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"))
            .collect();
        assert!(!outputs(&Eml, "a.eml", format!("Subject: S\r\n{nested}").as_bytes()).is_empty());
        let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(2000);
        assert!(!outputs(&Eml, "a.eml", format!("Subject: S\r\n{nested}x").as_bytes()).is_empty());
        check(b"\0\0", &["Failed not a mail: it has no headers"]);
    }

    proptest! {
        #[test]
        fn changed_mails_are_read(at in 0..MIXED.len(), byte in any::<u8>(), cut in 0..MIXED.len()) {
            let mut mail = MIXED.as_bytes().to_vec();
            mail[at] = byte;
            outputs(&Eml, "a.eml", &mail);
            outputs(&Eml, "a.eml", &mail[cut..]);
        }
    }
}
