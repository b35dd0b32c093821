//! Here is text as given: where does each sentence begin and end?
//!
//! A sentence ends at 。！？；!? and at a full stop that is not part of an abbreviation, a number or a name;
//! closing quotes and brackets stay with it. A line break ends it too, unless the next line goes on in lower
//! case, as in hard-wrapped mail. No character is parted from its combining marks.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Words after which a full stop does not end a sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "approx", "apr", "aug", "calif", "co", "conn", "corp", "dec", "dr", "e.g", "et al", "etc", "feb", "fig",
    "fla", "gen", "i.e", "inc", "jan", "jr", "jul", "jun", "ltd", "mass", "mr", "mrs", "ms", "n.j", "no",
    "nov", "oct", "p.m", "a.m", "pa", "ph.d", "m.d", "prof", "sen", "sep", "sept", "sr", "st", "u.k", "u.s",
    "vol", "vs", "al",
];

/// Returns the sentences of a text in order, as byte ranges without the white space around them.
///
/// Every character that is not white space belongs to exactly one sentence.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let stop = match c {
            '。' | '！' | '？' | '；' | '!' | '?' | '．' => true,
            '.' => ends_at_full_stop(&text[start..at], &text[end..]),
            '\n' => !goes_on(&text[end..]),
            _ => false,
        };
        if !stop {
            continue;
        }
        let mut end = with_marks(text, at);
        while let Some(&(next, closer)) = chars.peek() {
            if next < end {
                chars.next();
                continue;
            }
            let closes =
                matches!(closer, '”' | '’' | '」' | '』' | '）' | ')' | '"' | '。' | '！' | '？' | '!' | '?');
            // A straight quote closes only what is not followed by a word.
            let opens = closer == '"' && text[next + 1..].starts_with(|c: char| c.is_alphanumeric());
            if !closes || opens {
                break;
            }
            end = with_marks(text, next);
        }
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Returns where the character at `at` ends with its combining marks and joiners.
fn with_marks(text: &str, at: usize) -> usize {
    at + text[at..].graphemes(true).next().map_or(0, str::len)
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = range.start + slice.trim_end().len();
    if start >= end {
        return;
    }
    // Marks may stand on a space.
    let space = text[range.start..start].chars().next_back().map_or(0, char::len_utf8);
    let is_parted = with_marks(text, start - space) > start;
    found.push(if is_parted { start - space } else { start }..end);
}

fn ends_at_full_stop(before: &str, after: &str) -> bool {
    let mut rest = after.chars().skip_while(|&c| matches!(c, '"' | '”' | '’' | ')' | '\''));
    let next = rest.next();
    if next.is_some_and(|c| !c.is_whitespace() && !crate::text::script::is_han(c)) {
        return false;
    }
    // What follows an abbreviation or opens in lower case belongs to the sentence.
    let opening = after.trim_start().chars().next();
    if opening.is_some_and(char::is_lowercase) {
        return false;
    }
    let tail = before.char_indices().rev().take(12).last().map_or(0, |(at, _)| at);
    let word =
        before[tail..].rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | '“' | '"')).next();
    let word = word.unwrap_or_default().to_lowercase();
    let initial = word.chars().count() == 1 && before.ends_with(char::is_uppercase);
    let abbreviation = ABBREVIATIONS.contains(&word.as_str());
    // Inc. and Co. end a sentence when a line ends there.
    !(initial || abbreviation) || after.starts_with('\n') || after.is_empty()
}

fn goes_on(after: &str) -> bool {
    after.starts_with(|c: char| c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn english() {
        check("One here. Two there! Three?", &["One here.", "Two there!", "Three?"]);
        check(
            "SOMERVALE, N.J., Oct. 3, 2024 -- Quill Inc. said 1.5 mg. \"It works.\" Dr. A. Poe agreed.",
            &[
                "SOMERVALE, N.J., Oct. 3, 2024 -- Quill Inc. said 1.5 mg.",
                "\"It works.\"",
                "Dr. A. Poe agreed.",
            ],
        );
        check(
            "A headline\nA line that\nis wrapped.\n\nNext",
            &["A headline", "A line that\nis wrapped.", "Next"],
        );
    }

    #[test]
    fn chinese() {
        check("他说：“有效。”会议开始；结束！", &["他说：“有效。”", "会议开始；", "结束！"]);
        check("约1.5亿元。II期", &["约1.5亿元。", "II期"]);
    }

    #[test]
    fn marks_stay_with_what_they_are_on() {
        check(
            "一。\u{301}二！\u{fe0f}\u{200d}”\u{301}\u{302}三",
            &["一。\u{301}", "二！\u{fe0f}\u{200d}”\u{301}\u{302}", "三"],
        );
        check("Yes!\u{20e3} \u{301}No\n\u{301}line", &["Yes!\u{20e3}", " \u{301}No", "\u{301}line"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-zA-Z .!?。；\n\"细胞\u{301}\u{200d}\u{fe0f}]{0,60}") {
            let kept: String = sentences(&text).into_iter().map(|range| text[range].to_owned()).collect();
            let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&kept), squeeze(&text));
        }

        #[test]
        fn no_character_is_parted(text in "[aA .!?。；”）\n\"细\u{301}\u{302}\u{200d}\u{fe0f}\u{20e3}]{0,30}") {
            let mut ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            ends.push(text.len());
            for range in sentences(&text) {
                prop_assert!(ends.contains(&range.start) && ends.contains(&range.end), "{:?} of {:?}", range, text);
            }
        }
    }
}
