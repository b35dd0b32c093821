//! Who wrote a dispatch: （记者 张三 通讯员 李四）, 记者张三报道.

use super::super::cursor::Cursor;
use super::wire;
use crate::text::script::is_han;

/// What says that brackets hold who wrote it.
const ROLES: &[&str] = &[
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "编辑",
    "編輯",
    "作者",
    "报道",
    "報導",
    "報道",
    "报导",
    "实习生",
    "特派员",
    "特派員",
    "摄影",
    "文/",
    "文／",
    "供稿",
    "见习",
    "评论员",
    "主持",
    "主笔",
    "撰文",
    "融媒体",
];
/// What a credit without brackets opens and ends with.
const OPENINGS: [&str; 8] =
    ["本报记者", "本網記者", "本网记者", "全媒体记者", "首席记者", "特约记者", "记者", "記者"];
const ENDINGS: &[&str] = &["报道", "報導", "報道", "报导"];
/// The longest credit without brackets, in characters.
const MAX_BARE_CHARS: usize = 30;

/// Reads the credits that stand here, or nothing.
pub(super) fn credit(at: &mut Cursor<'_>) {
    loop {
        let mut ahead = *at;
        ahead.spaces();
        if !(bracketed(&mut ahead) || bare(&mut ahead)) {
            return;
        }
        *at = ahead;
    }
}

fn bracketed(at: &mut Cursor<'_>) -> bool {
    if !matches!(at.peek(), Some('(' | '[')) {
        return false;
    }
    let Some(inside) = wire::bracketed(*at) else { return false };
    let has_role = ROLES.iter().any(|role| inside.text.contains(role));
    if has_role || is_names(inside.text) {
        *at = inside.after;
        return true;
    }
    false
}

/// Tells whether a text is up to four Chinese names.
fn is_names(text: &str) -> bool {
    let is_name = |name: &str| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let names: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '、' | '，'))
        .filter(|name| !name.is_empty())
        .collect();
    (1..=4).contains(&names.len()) && names.iter().all(|name| is_name(name))
}

/// `记者张三 李四报道：`, `记者 张三 `.
fn bare(at: &mut Cursor<'_>) -> bool {
    let mut ahead = *at;
    if !ahead.eat_one_of(&OPENINGS) {
        return false;
    }
    let names = ahead;
    for _ in 0..MAX_BARE_CHARS {
        if ahead.eat_one_of(ENDINGS) {
            let is_ended =
                ahead.peek().is_none_or(|c| c.is_whitespace() || matches!(c, ':' | ',' | '。' | '-' | '—'));
            if is_ended {
                *at = ahead;
            }
            return is_ended;
        }
        match ahead.peek() {
            Some(c) if is_han(c) || c.is_whitespace() || matches!(c, '、' | '/' | '·') => ahead.bump(),
            _ => break,
        }
    }
    ahead = names;
    ahead.spaces();
    let from = ahead.at();
    ahead.skip(is_han);
    let is_name = (2..=4).contains(&ahead.since(from).chars().count());
    let is_apart = ahead.peek().is_none_or(|c| c.is_whitespace() || c == ')' || c == ']');
    if is_name && is_apart {
        *at = ahead;
    }
    is_name && is_apart
}
