//! A text file: its headline, and everything else.

use crate::corpus::draft::Draft;
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::corpus::{ReadOptions, encoding, headline};

/// Text.
pub(in crate::corpus) struct Plain;

impl Extractor for Plain {
    fn name(&self) -> &'static str {
        "text"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        claim_by_name(source, &["txt", "text"], &["text/plain"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        read_text(source, draft, emit)
    }
}

/// Reads a source that is one text, of which `draft` makes the release.
pub(super) fn read_text(source: Source<'_>, draft: fn(&str) -> Draft, emit: Emit<'_>) -> Result<(), Reason> {
    let declared = source.declared.charset.clone();
    let decoded = encoding::decode(&source.bytes()?, declared.as_deref())?;
    let draft = draft(&decoded.text);
    emit(Output::Release(Box::new(decoded.describe(draft)), Part::Whole));
    Ok(())
}

/// Takes the headline out of a text; every other line is its body.
pub(super) fn draft(text: &str) -> Draft {
    let lines: Vec<&str> = text.lines().collect();
    let Some(index) = headline::find(&lines) else {
        return Draft { body: text.to_owned(), ..Draft::default() };
    };
    let (above, below) = (&lines[..index], &lines[index + 1..]);
    let is_empty = |line: Option<&&str>| line.is_none_or(|line| line.trim().is_empty());
    // Of the empty lines on both sides one is left.
    let from = usize::from(!below.is_empty() && is_empty(above.last()) && is_empty(below.first()));
    let body = [above, &below[from..]].concat().join("\n");
    Draft { headline: lines[index].to_owned(), body, ..Draft::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, headline: &str, body: &str) {
        let draft = draft(text);
        assert_eq!((draft.headline.trim(), draft.body.trim()), (headline, body), "{text}");
    }

    #[test]
    fn the_headline_goes_and_the_rest_stays() {
        check(
            "A new plant opens in Beijing\n\nBody one.\n\nBody two.",
            "A new plant opens in Beijing",
            "Body one.\n\nBody two.",
        );
        check(
            "Home> News\n细胞治疗新药获批上市\n发布时间：2024-10-18\n正文。",
            "细胞治疗新药获批上市",
            "Home> News\n发布时间：2024-10-18\n正文。",
        );
        check(
            "Home> News\n\nA new plant opens in Beijing\n\nBody.",
            "A new plant opens in Beijing",
            "Home> News\n\nBody.",
        );
        check("2024-10-18\n", "", "2024-10-18");
        check("", "", "");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "([A-Za-z细胞> ]{0,12}[。.:]?\n){0,8}") {
            let draft = draft(&text);
            let mut left: Vec<&str> = draft.body.lines().chain([draft.headline.as_str()]).filter(|l| !l.trim().is_empty()).collect();
            let mut given: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
            left.sort_unstable();
            given.sort_unstable();
            prop_assert_eq!(left, given);
        }
    }
}
