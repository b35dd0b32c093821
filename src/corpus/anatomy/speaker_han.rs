//! Who speaks, in the words around a Chinese quote?
//!
//! `“……”张三表示`, `公司首席执行官张三博士表示：“……”`, `张三说：「……」`: the name stands behind the last office, or is
//! the whole of the clause.

use super::attribution::{Near, Said};
use super::han_words::{ADDRESSES, ADVERBS, BEHIND_VERBS, DOUBLE_SURNAMES, SURNAMES, TITLED, TITLES, VERBS};
use super::shape::{head, tail};
use crate::text::script::is_han;

/// How far behind a quote its verb is, in characters: an office, a name, where it was said.
const MAX_SUBJECT_CHARS: usize = 48;
/// The fewest characters of a quote that a verb stands before, and of one that has it somewhere in its sentence.
const MIN_SAID: usize = 3;
const MIN_TOLD: usize = 14;

/// Tells who said a Chinese quote, where the words around it say that it was said.
pub(super) fn said(near: &Near<'_>) -> Option<Said> {
    let before = before(near);
    if let Some(Said::By(_) | Said::BySame) = before {
        return before;
    }
    behind(near).or(before).or_else(|| signed(near))
}

/// Tells whether the text ends in what announces a title or a slogan.
pub(super) fn names_a_title(before: &str) -> bool {
    let before = tail(before, 30).trim_end_matches(['：', '，', ' ']);
    TITLED.iter().any(|word| before.ends_with(word))
}

/// `张三表示：“……”`, `张三在会上说，“……”`.
fn before(near: &Near<'_>) -> Option<Said> {
    let sentence = last_sentence(near.before);
    let open = sentence.trim_end_matches(['：', ':', '，', ',', ' ', '\u{3000}']);
    let is_marked = open.len() < sentence.len();
    if let Some(subject) = without_verb(open) {
        return (near.words >= MIN_SAID && (is_marked || near.words >= MIN_TOLD)).then(|| speaker(subject));
    }
    // 张三：“……”, as in an interview.
    let is_asked = sentence.trim_end().ends_with(['：', ':']) && near.words >= 8;
    if is_asked && let Some(name) = name(open, true) {
        return Some(Said::By(name));
    }
    let is_told = near.words >= MIN_TOLD && matches!(near.ends, '。' | '！' | '？' | '…');
    let told = is_told.then(|| VERBS[..10].iter().filter_map(|verb| sentence.rfind(verb)).max()).flatten()?;
    Some(speaker(&sentence[..told]))
}

/// `“……”张三表示`, `“……，”公司首席执行官张三博士说`.
fn behind(near: &Near<'_>) -> Option<Said> {
    let is_closed = matches!(near.ends, '。' | '！' | '？' | '，' | '…' | '；' | ',' | '.');
    let rest = near.after.trim_start_matches(['，', ',', ' ', '\u{3000}']);
    let is_parted = is_closed || rest.len() < near.after.len();
    let clause = &rest[..rest.find(['。', '！', '？', '“', '「', '；', '\n']).unwrap_or(rest.len())];
    let limit = clause.char_indices().nth(MAX_SUBJECT_CHARS).map_or(clause.len(), |(at, _)| at);
    let clause = &clause[..limit];
    // The verb ends a clause: 张三表示，……
    let verb = VERBS.iter().filter_map(|verb| ending_verb(clause, verb)).min()?;
    let subject = &clause[..verb];
    let said = speaker(subject);
    let is_named = matches!(said, Said::By(_) | Said::BySame);
    ((is_parted && near.words >= MIN_SAID && (is_named || is_closed)) || (is_named && near.words >= MIN_TOLD))
        .then_some(said)
}

/// Finds where a verb begins that ends its clause.
fn ending_verb(clause: &str, verb: &str) -> Option<usize> {
    let mut found = clause.match_indices(verb).map(|(at, _)| at);
    found.find(|at| {
        let mut rest = &clause[at + verb.len()..];
        for more in BEHIND_VERBS {
            rest = rest.strip_prefix(more).unwrap_or(rest);
        }
        rest.is_empty() || rest.starts_with(['，', ',', '：', ':', ' ', '、', '）'])
    })
}

/// `“……” ——张三`, on the line or below it.
fn signed(near: &Near<'_>) -> Option<Said> {
    let rest = [near.after, near.below].into_iter().map(str::trim_start).find(|rest| !rest.is_empty())?;
    let signature = rest.strip_prefix(['—', '–', '-'])?.trim_start_matches(['—', '–', '-', ' ']);
    let line = head(signature, 120).lines().next().unwrap_or_default();
    name(line.trim_end_matches('。'), true).map(Said::By)
}

/// Strips the verb that a text ends in, if it does.
fn without_verb(text: &str) -> Option<&str> {
    let mut text = text;
    for more in BEHIND_VERBS.iter().take(2) {
        text = text.strip_suffix(more).unwrap_or(text);
    }
    VERBS.iter().find_map(|verb| text.strip_suffix(verb))
}

/// Tells who the subject is.
fn speaker(subject: &str) -> Said {
    let bare = subject.trim_end_matches(['，', ',', ' ', '：']);
    for clause in bare.rsplit(['，', ',', '；', '：']).take(4) {
        if let Some(name) = name(clause, true) {
            return Said::By(name);
        }
        let clause = without_adverbs(clause.trim());
        if ["他", "她"].iter().any(|pronoun| clause.ends_with(pronoun) || clause.starts_with(pronoun)) {
            return Said::BySame;
        }
    }
    Said::BySomebody
}

/// Returns the name at the end of a clause: behind its last office, or the whole of it.
fn name(clause: &str, is_whole: bool) -> Option<String> {
    let clause = without_adverbs(without_occasion(clause.trim().trim_end_matches(['）', ')', ' '])));
    let clause = clause
        .rfind(['（', '('])
        .filter(|open| clause.len() - open < 60)
        .map_or(clause, |open| if clause[open..].chars().count() > 1 { &clause[..open] } else { clause });
    let clause = without_adverbs(without_occasion(clause.trim()));
    let (addressed, has_address) = match ADDRESSES
        .iter()
        .filter_map(|address| clause.strip_suffix(address))
        .min_by_key(|rest| rest.len())
    {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (clause, false),
    };
    let behind = TITLES.iter().filter_map(|title| Some(addressed.rfind(title)? + title.len())).max();
    let rest = behind.map_or(addressed, |at| &addressed[at..]);
    let rest = rest.trim_matches([' ', '、', '“', '”', '兼', '：', ':', '·', '的', '\u{3000}']);
    if behind.is_some() && rest.is_empty() && has_address {
        return None;
    }
    if is_latin_name(rest) {
        return Some(rest.to_owned());
    }
    let length = rest.chars().count();
    let is_foreign = rest.contains(['·', '•', '・'])
        && (3..=16).contains(&length)
        && rest.chars().all(|c| is_han(c) || matches!(c, '·' | '•' | '・'));
    let is_name = is_foreign || (is_surnamed(rest) && rest.chars().all(is_han));
    let is_long_enough = (2..=4).contains(&length) || is_foreign || (length == 1 && has_address);
    let is_sure =
        behind.is_some() || has_address || (is_whole && length <= 3) || is_foreign || starts_double(rest);
    if is_name && is_long_enough && is_sure {
        return Some(rest.to_owned());
    }
    // 示例大学附属医院张三教授: an institution stands before the name without an office between.
    has_address.then(|| behind_institution(rest)).flatten()
}

fn behind_institution(text: &str) -> Option<String> {
    const INSTITUTIONS: &[&str] = &[
        "医院",
        "醫院",
        "大学",
        "大學",
        "公司",
        "集团",
        "集團",
        "研究所",
        "研究院",
        "中心",
        "科",
        "系",
        "学院",
        "學院",
        "生物",
        "医药",
        "醫藥",
        "科技",
        "局",
        "部",
        "委",
        "会",
        "會",
    ];
    let at = INSTITUTIONS.iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max()?;
    let name = &text[at..];
    ((2..=4).contains(&name.chars().count()) && is_surnamed(name) && name.chars().all(is_han))
        .then(|| name.to_owned())
}

fn is_surnamed(name: &str) -> bool {
    name.chars().next().is_some_and(|first| SURNAMES.contains(first)) || starts_double(name)
}

fn starts_double(name: &str) -> bool {
    DOUBLE_SURNAMES.iter().any(|surname| name.starts_with(surname))
}

/// `Jane Roe`, `J. Roe` in a Chinese text.
fn is_latin_name(text: &str) -> bool {
    let mut words = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        words += 1;
        if !word.starts_with(|c: char| c.is_uppercase())
            || !word.chars().all(|c| c.is_alphabetic() && !is_han(c) || matches!(c, '.' | '-' | '\''))
        {
            return false;
        }
    }
    (2..=4).contains(&words)
}

/// Strips where and when it was said: 张三在会上 is 张三.
fn without_occasion(clause: &str) -> &str {
    let occasion = clause.rfind(['在', '于', '於', '就', '对', '對', '向']).filter(|at| *at > 0);
    let Some(at) = occasion else { return clause };
    let ends = [
        "时", "時", "上", "中", "后", "後", "间", "間", "会", "期间", "里", "说明", "采访", "记者", "媒体",
        "此", "活动", "评论", "問題", "问题", "声明",
    ];
    if ends.iter().any(|end| clause.ends_with(end)) { &clause[..at] } else { clause }
}

fn without_adverbs(clause: &str) -> &str {
    let mut clause = clause;
    for _ in 0..3 {
        let Some(rest) = ADVERBS.iter().find_map(|adverb| clause.strip_suffix(adverb)) else { break };
        clause = rest.trim_end();
    }
    clause
}

/// Returns the text behind its last full stop.
fn last_sentence(text: &str) -> &str {
    let end = text.trim_end_matches(['。', '！', '？', '”', '」', ' ', '\u{3000}']);
    let from = end
        .rfind(['。', '！', '？', '\n', '”', '」', '；'])
        .map_or(0, |at| at + end[at..].chars().next().map_or(0, char::len_utf8));
    // A sentence that is closed before the quote does not introduce it.
    if end.len() < text.trim_end().len() && !text.trim_end().ends_with(['”', '」']) {
        ""
    } else {
        &text[from..]
    }
}
