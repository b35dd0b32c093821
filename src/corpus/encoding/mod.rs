//! Here are the bytes of a file: what do they say?
//!
//! `choose.rs` picks an encoding, `plausible.rs` is its measure, `twice.rs` undoes what others did wrong before.

mod choose;
mod declared;
mod plausible;
mod twice;

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memmem};

use super::draft::Draft;
use super::problem::Reason;
use crate::document::Charset;

pub(super) use choose::is_wide;
pub(super) use declared::declared_in_html;

/// What two lost characters look like when UTF-8 is read as GBK.
const LOST_IN_GBK: &str = "锟斤拷";

/// Decodes `bytes`, or says why they are not text.
///
/// A byte order mark decides, then valid UTF-8, then what reads most like text: `declared` has an advantage among
/// the encodings of English and East Asian text, and no more, for declarations are often wrong. What was encoded
/// twice is repaired. Valid UTF-8 costs a copy and three scans.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Reason> {
    let named = declared.and_then(choose::named);
    let (text, used) = choose::read(bytes, named);
    let mut warnings = Vec::new();
    let text = match twice::repaired(&text) {
        Some((repaired, over)) => {
            warnings.push(format!("double-encoded: {over}, repaired"));
            Cow::Owned(repaired)
        }
        None => text,
    };
    let lost = memmem::find_iter(text.as_bytes(), "\u{FFFD}".as_bytes()).count();
    let text = checked(text, lost)?;
    if lost > 0 {
        warnings.push(format!("{lost} characters do not decode or were lost before"));
    } else if memmem::find(text.as_bytes(), LOST_IN_GBK.as_bytes()).is_some() {
        warnings.push(format!("characters were lost before: {LOST_IN_GBK} stands for them"));
    }
    let charset = Charset { declared: declared.map(str::to_owned), used: used.name().to_owned() };
    Ok(Decoded { text, charset, warnings })
}

/// A text, and how it was read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) charset: Charset,
    /// What is doubtful about the text.
    pub(super) warnings: Vec<String>,
}

impl Decoded {
    /// Says in the draft of the text how it was read.
    pub(super) fn describe(self, mut draft: Draft) -> Draft {
        draft.charset = Some(self.charset);
        draft.warnings.splice(0..0, self.warnings);
        draft
    }
}

/// Refuses what decoded but is not text: NUL, more than 1 % replacement or control characters. Line breaks become `\n`.
fn checked(text: Cow<'_, str>, lost: usize) -> Result<String, Reason> {
    if memchr(0, text.as_bytes()).is_some() {
        return Err(Reason::failed("not text: it holds NUL bytes"));
    }
    let controls = controls(&text);
    if lost + controls > 0 {
        let all = text.chars().count();
        if lost * 100 > all {
            return Err(Reason::failed("not text: more than 1 % of it does not decode"));
        }
        if controls * 100 > all {
            return Err(Reason::failed("not text: more than 1 % of it are control characters"));
        }
    }
    Ok(match memchr(b'\r', text.as_bytes()) {
        Some(_) => text.replace("\r\n", "\n").replace('\r', "\n"),
        None => text.into_owned(),
    })
}

/// Counts control characters that text has no use for.
fn controls(text: &str) -> usize {
    let is_control =
        |byte: u8| (byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C)) || byte == 0x7F;
    let bytes = text.as_bytes();
    // Without a branch in the block, so that the compiler makes vectors of it.
    let blocks =
        bytes.chunks(64).filter(|block| block.iter().fold(false, |any, byte| any | is_control(*byte)));
    let low: usize = blocks.map(|block| block.iter().filter(|byte| is_control(**byte)).count()).sum();
    // U+0080 to U+009F.
    let high =
        memchr_iter(0xC2, bytes).filter(|at| bytes.get(at + 1).is_some_and(|next| *next < 0xA0)).count();
    low + high
}

#[cfg(test)]
mod tests;
