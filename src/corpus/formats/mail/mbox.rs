//! Where does a mail of a mailbox end? Before a line that opens with `From ` behind an empty one.

use std::io::{BufRead, BufReader, Read};

use crate::corpus::problem::Reason;

/// The largest mail of a mailbox; those with films attached are passed over.
const MAX_MESSAGE_BYTES: usize = 64 * 1024 * 1024;
/// A longer line is looked at in pieces.
const MAX_LINE_BYTES: u64 = 1024 * 1024;

/// Hands the mails of a mailbox to `each` with their numbers, from 1, one of them in memory at a time.
pub(super) fn read(
    mailbox: impl Read,
    each: &mut dyn FnMut(usize, Result<Vec<u8>, Reason>),
) -> Result<(), Reason> {
    let mut reader = BufReader::new(mailbox);
    let mut message: Vec<u8> = Vec::new();
    let (mut number, mut is_too_large) = (0, false);
    let (mut is_at_line_start, mut is_behind_empty_line) = (true, true);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = reader.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line);
        let is_end = read.map_err(|cause| Reason::from_io(&cause))? == 0;
        let is_next = is_at_line_start && is_behind_empty_line && line.starts_with(b"From ");
        if (is_next || is_end) && number > 0 {
            let whole = std::mem::take(&mut message);
            each(number, if is_too_large { Err(too_large()) } else { Ok(whole) });
        }
        if is_end {
            return Ok(());
        }
        if is_next {
            number += 1;
            is_too_large = false;
        } else if number > 0 && !is_too_large {
            message.extend_from_slice(if is_at_line_start { unescaped(&line) } else { &line });
            is_too_large = message.len() > MAX_MESSAGE_BYTES;
            if is_too_large {
                message = Vec::new();
            }
        }
        is_behind_empty_line = is_at_line_start && line.trim_ascii().is_empty();
        is_at_line_start = line.ends_with(b"\n");
    }
}

fn too_large() -> Reason {
    Reason::failed("larger than 64 MiB, the limit for a mail")
}

/// Takes the `>` off `>From `, which keeps such a line from opening a mail.
fn unescaped(line: &[u8]) -> &[u8] {
    let bare = line.iter().position(|byte| *byte != b'>').unwrap_or(0);
    if bare > 0 && line[bare..].starts_with(b"From ") { &line[1..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mailbox: &[u8], expected: &[&str]) {
        let mut seen = Vec::new();
        let read = read(mailbox, &mut |number, message| {
            let shown =
                message.map_or_else(|reason| reason.text, |text| String::from_utf8_lossy(&text).into_owned());
            seen.push(format!("{number}:{shown}"));
        });
        assert_eq!((read, seen.iter().map(String::as_str).collect::<Vec<_>>()), (Ok(()), expected.to_vec()));
    }

    #[test]
    fn mails_are_told_apart() {
        check(b"From a\nb\n\nFrom c\nd\nFrom e\n", &["1:b\n\n", "2:d\nFrom e\n"]);
        check(
            b"From a\r\n>From b\r\n>>From c\r\n>d\r\n\r\nFrom e",
            &["1:From b\r\n>From c\r\n>d\r\n\r\n", "2:"],
        );
        check(b"no mailbox", &[]);
        check(b"", &[]);
    }

    #[test]
    fn a_large_mail_is_passed_over() {
        let large = ["From a\n", &"x".repeat(MAX_MESSAGE_BYTES + 1), "\n\nFrom b\nc"].concat();
        check(large.as_bytes(), &["1:larger than 64 MiB, the limit for a mail", "2:c"]);
        let long = ["From a\n", &"From ".repeat(300_000), "\nb"].concat();
        let mut mails = 0;
        assert_eq!(read(long.as_bytes(), &mut |_, _| mails += 1), Ok(()));
        assert_eq!(mails, 1);
    }
}
