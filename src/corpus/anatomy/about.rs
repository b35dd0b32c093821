//! Is this the heading of an about section, with the name of what it is about?
//!
//! `About Examplaria`, `About the ABC-1 Trial`, `关于示例生物`; alone on its line, before a colon, or glued to what
//! follows: `About Examplaria Examplaria is …`. Not `About 1,200 employees`, nor `关于…的公告`.

use super::shape::{MAX_HEADING_BYTES, ends_in_company, ends_sentence, head, words};
use crate::text::script::is_han;

/// How far the name in a heading that is glued to its paragraph is looked for.
const MAX_NAME_WORDS: usize = 24;
const MAX_NAME_BYTES: usize = 140;
const MAX_HAN_NAME_CHARS: usize = 24;

/// Words behind `About` that count something, or ask.
const NO_NAMES: &str = "half one two three four five six seven eight nine ten twelve twenty thirty forty fifty hundred \
    thousands hundreds a an to that what how why who when where whether twice once every each most many all this these \
    those it him her them me you your time another";
/// Small words inside a name.
const CONNECTORS: &str = "of the and for & in to a an de la du von van der with on at by or from - – — / +";
/// Words that open the paragraph behind a name.
const OPENERS: &str = "Founded Headquartered Established Based We Our The With Since At As For A An In Incorporated \
    Located Launched Created It Its This These Through From By Over Formed Backed Driven Built Having Originally";
/// What the title of an announcement ends in.
const ANNOUNCED: &str = "公告 通知 通告 议案 議案 报告 報告 说明 說明 意见 意見 办法 规定 决定 情况 情況 问题 問題 提示 函 事宜 事项 进展 \
    批准 许可 决议 思考 探讨 研究进展";
/// Verbs that such a title opens with.
const VERBS: &str = "获得 獲得 召开 召開 收到 取得 签署 簽署 签订 簽訂 聘任 变更 變更 完成 通过 通過 参加 參加 提供 使用 控股 全资 \
    股东 股東 进一步 進一步 开展 開展 举行 举办 做好 加强 加強 推进 推進 落实 调整 調整 拟 对 對 如何 是否 为什么 公布 发布 印发 同意 子公司 \
    公司 募集 回购 回購 延期 终止 終止 撤回 注射用 持股 董事 监事 高级管理 本次 这 這 此 其 上述 未来 未來 今年 下一步 具体";

/// Tells whether a paragraph, without its ornaments, opens with such a heading.
pub(super) fn opens(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix("关于").or_else(|| text.strip_prefix("關於")) {
        return han(rest);
    }
    let is_about = text.get(..6).is_some_and(|about| matches!(about, "About " | "ABOUT "));
    is_about && latin(text)
}

fn latin(text: &str) -> bool {
    let rest = text[6..].trim_start();
    let first = rest.split(|c: char| c.is_whitespace() || c == '-').next().unwrap_or_default();
    let is_count = NO_NAMES.split(' ').any(|word| word.eq_ignore_ascii_case(first.trim_end_matches(',')));
    let is_figure = |c: char| matches!(c, '$' | '€' | '£' | '¥' | '%' | '(' | '"');
    // 3SBio and 10x Genomics are names, 1,200 and 30% are not.
    let is_number =
        first.starts_with(|c: char| c.is_ascii_digit()) && !first.contains(|c: char| c.is_ascii_alphabetic());
    if is_count || is_number || rest.is_empty() || rest.starts_with(is_figure) {
        return false;
    }
    let closed = rest.trim_end_matches(['*', '_', ' ']);
    let is_line = text.len() <= MAX_HEADING_BYTES && (!ends_sentence(text) || ends_in_company(text));
    if is_line && !closed.ends_with([',', '，']) && !rest.contains(['?', ';']) {
        return true;
    }
    is_before_colon(rest) || is_glued(rest)
}

/// `About Examplaria: Examplaria is …`, `About Examplaria – A company …`.
fn is_before_colon(rest: &str) -> bool {
    let start = head(rest, MAX_NAME_BYTES);
    let end = [":", "：", " – ", " — ", " -- "].iter().filter_map(|mark| start.find(mark)).min();
    end.is_some_and(|end| is_name(&start[..end]))
}

/// Tells whether all words are those of a name.
fn is_name(text: &str) -> bool {
    let mut names = 0;
    for word in text.split_whitespace() {
        if is_capital(word) {
            names += 1;
        } else if !CONNECTORS.split(' ').any(|known| known == word) && !word.starts_with(['(', '"', '“']) {
            return false;
        }
    }
    names > 0
}

fn is_capital(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '“', '"', '[', '‘', '\'']);
    let first = word.chars().next();
    // mRNA and eXample are names too.
    let has_capital = word.chars().skip(1).any(char::is_uppercase);
    first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || has_capital)
}

/// `About Examplaria Examplaria is …`, `About Examplaria Founded in 1999, …`.
fn is_glued(rest: &str) -> bool {
    let bare = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.trim_end_matches("'s").trim_end_matches("’s").to_lowercase()
    };
    let mut words = rest.split_whitespace().take(MAX_NAME_WORDS);
    let Some(first) = words.next() else { return false };
    let first_bare = bare(first);
    let mut names = usize::from(is_capital(first));
    let mut before = first;
    for word in words {
        let is_capital = is_capital(word);
        let is_opener =
            names > 0 && !before.ends_with(',') && OPENERS.split_whitespace().any(|known| known == word);
        let is_again = is_capital && bare(word) == first_bare && names > 0;
        if is_again || (is_opener && !CONNECTORS.split(' ').any(|known| known == before)) {
            return true;
        }
        // Of a disease: About Pompe disease Pompe disease is …
        let is_small = CONNECTORS.split(' ').any(|known| known == word)
            || matches!(bare(word).as_str(), "disease" | "syndrome");
        if !is_capital && !is_small && !word.starts_with(['(', '"', '“']) && word.len() > 1 {
            return false;
        }
        names += usize::from(is_capital);
        before = word;
    }
    false
}

fn han(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '\u{3000}', '“', '「', '《']);
    if VERBS.split_whitespace().any(|verb| rest.starts_with(verb)) {
        return false;
    }
    // A name ends at the first of these, and has none of the others.
    let end = rest.find([':', '：', '\n', '，', '。', '、', '？', '?', '！', '；']);
    let (name, stop) = match end {
        Some(end) => (&rest[..end], rest[end..].chars().next()),
        None => (rest, None),
    };
    let name = name.trim_end_matches(['”', '」', '》', '】', ']', '*', '—', '-', '_', ' ', '\u{3000}']);
    let is_announced = ANNOUNCED.split_whitespace().any(|ending| name.ends_with(ending));
    let is_short =
        name.chars().filter(|c| is_han(*c)).count() <= MAX_HAN_NAME_CHARS && name.len() <= MAX_NAME_BYTES;
    if name.is_empty() || is_announced {
        return false;
    }
    match stop {
        None | Some('\n') if is_short && words(name) >= 2 => true,
        Some(':' | '：') if is_short && !name.contains('的') => true,
        _ => is_glued_han(rest),
    }
}

/// `关于示例生物 示例生物是一家…`, `关于示例生物示例生物成立于…`: the name is said again behind itself.
fn is_glued_han(rest: &str) -> bool {
    let mut starts = rest.char_indices().map(|(at, _)| at);
    let Some(opening) = starts.clone().nth(2).map(|end| &rest[..end]) else { return false };
    for at in starts.by_ref().skip(2).take(MAX_HAN_NAME_CHARS) {
        let between = &rest[..at];
        if between.ends_with(['，', '。', '、', '：', '；', '？']) {
            return false;
        }
        let behind = rest[at..].trim_start_matches(['“', '「', '*', ' ', '\u{3000}']);
        if behind.starts_with(opening) {
            return true;
        }
    }
    false
}
