//! What does a paragraph look like, whatever it says?

use crate::text::script::is_han;

/// The longest line that can be a heading, in bytes: 40 Han characters, or 18 English words.
pub(super) const MAX_HEADING_BYTES: usize = 120;
/// A paragraph of this many bytes is prose even where it has no full stop.
const LONG_BYTES: usize = 240;
/// The shortest prose that ends in a full stop: below it stand `Inc.` and `No. 3.`
const MIN_SENTENCE_BYTES: usize = 20;

/// A paragraph that introduces a list with a colon, in bytes: fifteen Han characters, or about as many words.
const MIN_INTRODUCTION_BYTES: usize = 45;
/// A telephone number with its area has so many digits; a date or a sum of money has fewer.
const MIN_TELEPHONE_DIGITS: usize = 9;

/// What may stand before a link that has the line for itself.
const MAX_LINK_LABEL_BYTES: usize = 12;

/// What may stand before the words of a heading: bullets, Markdown, brackets, ornaments.
const ORNAMENTS: &[char] = &[
    '*', '#', '_', '>', '【', '［', '[', '〔', '■', '□', '●', '○', '◆', '◇', '▶', '►', '▪', '•', '·', '※',
    '★', '☆', '|', '—', '–', '-', '=', '~', ' ', '\u{3000}', '\u{a0}', '\t', '\u{200b}', '\u{feff}',
];
/// What an item of a list begins with.
const BULLETS: &[char] =
    &['•', '·', '●', '■', '▪', '◦', '‣', '►', '▶', '✓', '➢', '○', '◆', '*', '-', '–', '—'];
/// Marks that close what a sentence opened, and stand behind its full stop.
const CLOSERS: &[char] = &['"', '”', '’', '\'', ')', '）', '」', '』', ']', '】', '*', '_'];

/// Returns the line from its first word on: without bullets, Markdown, and the number of a heading
/// (`三、`, `（二）`, `4.`).
pub(super) fn undecorated(line: &str) -> &str {
    let line = line.trim_start_matches(ORNAMENTS);
    unnumbered(line).unwrap_or(line)
}

/// Strips the number of a heading, if there is one.
fn unnumbered(line: &str) -> Option<&str> {
    let open = line.strip_prefix(['（', '(']).unwrap_or(line);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let rest = open.trim_start_matches(is_number);
    let digits = open.len() - rest.len();
    if !(1..=9).contains(&digits) {
        return None;
    }
    let rest = rest.strip_prefix(['、', '）', ')', '．', '.'])?;
    // 3.5 and 2.1 % are figures.
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then(|| rest.trim_start_matches(ORNAMENTS))
}

/// Tells whether the text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(CLOSERS);
    text.ends_with(['.', '。', '!', '！', '?', '？', ';', '；', '…'])
}

/// Tells whether a paragraph is running text.
pub(super) fn is_prose(text: &str) -> bool {
    let introduces = (text.ends_with('：') && text.len() >= MIN_INTRODUCTION_BYTES)
        || (text.ends_with(':') && text.len() >= 2 * MIN_INTRODUCTION_BYTES);
    text.len() >= LONG_BYTES
        || introduces
        || (text.len() >= MIN_SENTENCE_BYTES && ends_sentence(text) && !ends_in_company(text))
}

/// Tells whether a paragraph is an item of a list.
pub(super) fn is_bullet(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(BULLETS) else { return false };
    let rest = rest.trim_start_matches(BULLETS);
    rest.starts_with(char::is_whitespace) || text.starts_with(['•', '●', '■', '▪', '✓', '➢', '◆'])
}

/// Tells whether a paragraph can be a heading between others: short, and no sentence.
pub(super) fn is_heading(text: &str) -> bool {
    let open = text.trim_end_matches(CLOSERS);
    let ends_open = open.ends_with(['.', '。', ';', '；', ',', '，', ':', '：', '、', '!', '！']);
    text.len() <= MAX_HEADING_BYTES && !ends_open && !is_bullet(text) && text.contains(char::is_alphabetic)
}

/// Tells whether a heading ends in the full stop of a company: `About Examplaria Inc.`
pub(super) fn ends_in_company(text: &str) -> bool {
    const ENDINGS: &[&str] =
        &["inc.", "ltd.", "co.", "corp.", "l.p.", "s.a.", "n.v.", "s.p.a.", "u.s.", "llc.", "plc."];
    let tail = tail(text.trim_end_matches(CLOSERS), 8).to_ascii_lowercase();
    ENDINGS.iter().any(|ending| tail.ends_with(ending))
}

/// Returns about the last `bytes` of a text, from a whole character on.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Returns about the first `bytes` of a text, to a whole character.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut to = text.len().min(bytes);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

/// Counts words; each Han character is one, a run of other letters and digits is one.
pub(super) fn words(text: &str) -> usize {
    let mut count = 0;
    let mut inside = false;
    for c in text.chars() {
        let han = is_han(c);
        let joins = c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.');
        count += usize::from(han || (joins && !inside && c.is_alphanumeric()));
        inside = joins && !han && (inside || c.is_alphanumeric());
    }
    count
}

/// Tells whether a paragraph names a way to reach somebody: a mail address, a telephone number.
pub(super) fn has_address(text: &str) -> bool {
    has_mail(text) || has_telephone(text)
}

fn has_mail(text: &str) -> bool {
    memchr::memchr_iter(b'@', text.as_bytes()).any(|at| {
        let before = text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let domain =
            text[at + 1..].split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))).next();
        before && domain.is_some_and(|domain| domain.trim_end_matches('.').contains('.'))
    })
}

/// Nine digits in groups, with what stands between the groups of a telephone number and nothing else.
fn has_telephone(text: &str) -> bool {
    let (mut digits, mut groups) = (0, 0);
    let mut before = b' ';
    for &byte in text.as_bytes() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                groups += usize::from(!before.is_ascii_digit());
            }
            // The last four are the bytes of an en dash and of a fixed space.
            b' ' | b'-' | b'(' | b')' | b'+' | b'.' | 0xE2 | 0x80 | 0x93 | 0xC2 | 0xA0 => {}
            _ if digits >= MIN_TELEPHONE_DIGITS && groups >= 2 => return true,
            _ => (digits, groups) = (0, 0),
        }
        before = byte;
    }
    digits >= MIN_TELEPHONE_DIGITS && groups >= 2
}

/// Tells whether a paragraph is nothing but a link: an address, or the Markdown of one.
pub(super) fn is_link(text: &str) -> bool {
    let is_address = |text: &str| ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
    let bare = text.trim_start_matches(['<', '(']);
    if is_address(bare) && !bare.contains(char::is_whitespace) {
        return true;
    }
    // Pickup - [example.org](https://example.org/a)
    let is_markdown = text.ends_with(')') && text.contains("](");
    is_markdown && text.find('[').is_some_and(|open| open <= MAX_LINK_LABEL_BYTES)
}
