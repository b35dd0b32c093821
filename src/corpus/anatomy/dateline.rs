//! Where does the dateline end that opens a paragraph?
//!
//! `SOMERSET, N.J., Oct. 03, 2024 (GLOBE NEWSWIRE) --`, `北京2017年9月15日电 /美通社/ --`, `本报讯（记者 …）`.

use super::shape::head;
use crate::text::script::is_han;

/// How far into a paragraph a dateline can reach, in bytes.
const MAX_BYTES: usize = 220;
/// The longest line that is a place and a date and nothing else.
const MAX_ALONE_BYTES: usize = 60;
/// The most words of one part of a dateline: two cities with their states, a date, a wire.
const MAX_WORDS: usize = 22;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const CONNECTORS: &str = "and & of de la le el the at via";
/// What a Chinese dispatch is called, behind its date or its paper.
const DISPATCHES: &[&str] = &["日电", "日電", "日讯", "日訊", "日消息", "日综合消息", "号电"];
const PAPERS: &[&str] = &[
    "报讯",
    "報訊",
    "网讯",
    "網訊",
    "社讯",
    "社訊",
    "刊讯",
    "台讯",
    "網消息",
    "网消息",
    "社消息",
    "报消息",
    "台消息",
    "专电",
];

/// Returns how many bytes at the start of a paragraph are a dateline, if it has one.
pub(super) fn end(text: &str) -> Option<usize> {
    let start = head(text, MAX_BYTES);
    let found = if start.chars().take(8).any(is_han) { han(start) } else { latin(start) };
    let end = found.or_else(|| is_alone(text.trim_matches('*')).then_some(text.len()))?;
    // **BOSTON, May 3, 2024 --** closes behind its dash.
    let bold =
        if text.starts_with('*') { text[end..].len() - text[end..].trim_start_matches('*').len() } else { 0 };
    Some(text[..end + bold].trim_end().len())
}

/// Tells whether a paragraph is a place and a date.
fn is_alone(text: &str) -> bool {
    if text.len() > MAX_ALONE_BYTES || text.ends_with(['.', '。']) {
        return false;
    }
    if let Some((place, date)) =
        text.split_once(['，', '｜', '|']).filter(|(place, _)| place.starts_with(is_han))
    {
        let is_place = place.chars().count() <= 8 && place.chars().all(|c| is_han(c) || c == '·');
        return is_place && date.trim().starts_with("20") && date.trim_end().ends_with('日');
    }
    let has_place = text.split(',').next().is_some_and(|place| is_upper(place) && !has_month(place));
    has_place && text.contains(',') && has_date(text) && are_names(text)
}

fn latin(start: &str) -> Option<usize> {
    let mut end = None;
    let mut from = 0;
    // WINSTON-SALEM, N.C. – Oct. 2, 2017 – and LOS ANGELES--(BUSINESS WIRE)-- are several parts.
    for _ in 0..4 {
        let Some((at, after)) = dash(start, from) else { break };
        let part = &start[from..at];
        let is_evident = has_date(part) || has_wire(part);
        let next = start[after..].trim_start();
        let is_place = end.is_none() && is_upper(part) && next.starts_with(char::is_uppercase);
        let is_wire_next = end.is_none() && next.starts_with('(') && has_wire(head(next, 40));
        let is_more = end.is_some() && is_evident;
        let is_credit = end.is_none() && part.trim() == "Newswise";
        let is_first = end.is_none() && (is_evident || is_place || is_wire_next || is_credit);
        if !(are_names(part) && (is_first || is_more)) {
            break;
        }
        end = Some(after);
        from = after;
    }
    end.or_else(|| slashes(start))
}

/// Finds the next dash that parts, and where it ends.
fn dash(start: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = start.as_bytes();
    let parts = |at: &usize| match &bytes[*at..] {
        [b'-', b'-', ..] | [0xE2, 0x80, 0x92..=0x95, ..] => true,
        [b'-', b' ', ..] => bytes[..*at].ends_with(b" "),
        _ => false,
    };
    let at = (from..bytes.len()).find(parts)?;
    let behind = start[at..].trim_start_matches(['-', '—', '–', '―', '\u{2012}']);
    Some((at, start.len() - behind.len()))
}

/// `GAITHERSBURG, MD / ACCESSWIRE / October 3, 2024 /`, and a wire in slashes that no dash follows.
fn slashes(start: &str) -> Option<usize> {
    let mut end = None;
    let mut is_evident = false;
    let mut from = 0;
    for (at, _) in start.match_indices('/') {
        let part = &start[from..at];
        let is_first = from == 0;
        if !are_names(part)
            || (is_first && !(is_upper(part.split(',').next().unwrap_or_default()) || has_date(part)))
        {
            break;
        }
        is_evident |= has_wire(&format!("/{part}/")) && !is_first;
        from = at + 1;
        end = Some(from);
    }
    end.filter(|_| is_evident)
}

/// Tells whether the words can be places, dates and wires: no sentence has so many capitals.
fn are_names(part: &str) -> bool {
    let mut count = 0;
    for word in part.split(|c: char| c.is_whitespace() || c == '/') {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        count += 1;
        let is_small = word.starts_with(char::is_lowercase) && !word.contains(char::is_uppercase);
        if is_small && !CONNECTORS.split(' ').any(|known| known == word) {
            return false;
        }
    }
    count <= MAX_WORDS && !part.trim_start().starts_with(['"', '“', '•', '-'])
}

fn has_date(part: &str) -> bool {
    has_month(part) && part.contains(|c: char| c.is_ascii_digit())
        || part
            .split(|c: char| !c.is_ascii_digit())
            .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

fn has_month(part: &str) -> bool {
    let mut words = part.split(|c: char| !c.is_ascii_alphabetic());
    words.any(|word| {
        let three = word.get(..3).unwrap_or_default().to_ascii_lowercase();
        word.len() <= 9 && MONTHS.contains(&three.as_str())
    })
}

fn has_wire(part: &str) -> bool {
    let lower = part.to_ascii_lowercase();
    let in_slashes = part
        .split('/')
        .nth(1)
        .is_some_and(|wire| (3..=40).contains(&wire.trim().len()) && part.matches('/').count() >= 2);
    in_slashes
        || ["wire", "newsfile", "prnews", "newswise", "marketwire", "accesswire", "cnw"]
            .iter()
            .any(|name| lower.contains(name))
}

/// Tells whether the letters are capitals: `BEIJING`, `NEW YORK, N.Y.`
fn is_upper(part: &str) -> bool {
    let city = part.split(',').next().unwrap_or_default().trim();
    let letters = city.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && !city.chars().any(|c| c.is_lowercase() || c.is_ascii_digit() || c == ':')
}

fn han(start: &str) -> Option<usize> {
    if let Some(end) = bracketed(start) {
        return Some(end);
    }
    if !start.contains(['电', '電', '讯', '訊', '息', '—', '–', '-']) {
        return None;
    }
    let sentence = start.find('。').map_or(start, |end| &start[..end]);
    let dispatch = DISPATCHES.iter().filter_map(|word| Some(sentence.find(word)? + word.len())).min();
    let dispatch = dispatch.filter(|&end| {
        let opening = &sentence[..end];
        !sentence[end..].starts_with(['话', '話', '影', '视', '力', '子'])
            && opening.contains(|c: char| c.is_ascii_digit() || c == '月')
            && !opening.contains(['“', '！', '；'])
    });
    let paper = || {
        let opening = head(sentence, 45);
        let found = PAPERS.iter().filter_map(|word| Some(opening.find(word)? + word.len())).min()?;
        let is_ours = opening.starts_with('本') || opening[..found].chars().count() <= 6;
        let is_marked = sentence[found..].starts_with(['（', '(', '：', ':', '，', ',', ' ', '\u{3000}']);
        (is_marked || (is_ours && opening.starts_with('本'))).then_some(found)
    };
    let found = dispatch.or_else(paper).or_else(|| {
        let short = sentence.strip_prefix(['讯', '訊'])?;
        short.starts_with(['（', '(', '：', ' ', '\u{3000}']).then_some('讯'.len_utf8())
    });
    match found {
        Some(end) => Some(behind_reporter(start, end)),
        None => dashed(sentence),
    }
}

/// `（台北訊）`, `【記者何從有／新竹報導】`.
fn bracketed(start: &str) -> Option<usize> {
    let inside = start.strip_prefix(['（', '(', '【', '〔', '['])?;
    let close = inside.find(['）', ')', '】', '〕', ']'])?;
    let what = &inside[..close];
    let is_credit =
        ["訊", "讯", "報導", "报道", "電", "电", "報道", "专电"].iter().any(|end| what.ends_with(end));
    let bracket = start.len() - inside.len() + close;
    let end = bracket + start[bracket..].chars().next().map_or(0, char::len_utf8);
    (is_credit && what.chars().count() <= 20).then_some(end)
}

/// Takes what follows a dispatch into its dateline: the reporter in brackets, the wire in slashes, the dash.
fn behind_reporter(start: &str, mut end: usize) -> usize {
    let skip = |at: usize| at + (start[at..].len() - start[at..].trim_start().len());
    for (open, close) in [('（', '）'), ('(', ')'), ('/', '/')] {
        let at = skip(end);
        let Some(inside) = start[at..].strip_prefix(open) else { continue };
        if let Some(length) = inside.find(close) {
            end = at + open.len_utf8() + length + close.len_utf8();
        }
    }
    let dash = &start[skip(end)..];
    let rest = dash.trim_start_matches(['-', '—', '–', '：', ':', '|', '｜', '*', ' ']);
    if rest.len() < dash.len() { start.len() - rest.len() } else { end }
}

/// `2024年10月18日，中国上海——`, `上海2024年10月18日 /美通社/ --`, `中国苏州，2024年10月18日 -`.
fn dashed(sentence: &str) -> Option<usize> {
    let marks = ["——", "—", "--", " - ", "–", "- "];
    let (at, _) = marks.iter().filter_map(|mark| Some((sentence.find(mark)?, *mark))).min()?;
    let before = &sentence[..at];
    let has_day = before.contains('日') && before.contains(|c: char| c.is_ascii_digit());
    let is_short = before.chars().filter(|c| is_han(*c)).count() <= 24;
    let rest = sentence[at..].trim_start_matches(['-', '—', '–', ' ']);
    (has_day && is_short && !before.contains('“')).then_some(sentence.len() - rest.len())
}
