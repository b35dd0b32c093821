//! Which lines are of the page and not of the release, whatever they announce?

use super::shape::head;
use crate::corpus::dates;

/// The longest names of authors, with their paper.
const MAX_AUTHOR_BYTES: usize = 60;
/// The longest paragraph that ends in the credit of a picture.
const MAX_CREDITED_BYTES: usize = 400;
/// The longest line that gives the date and the source.
const MAX_BYLINE_BYTES: usize = 150;

/// Tells whether a line above the news or below it belongs to the page: a path of links, a date, an author.
pub(super) fn is_edge(text: &str) -> bool {
    text.len() <= MAX_BYLINE_BYTES && (is_path(text) || is_byline(text) || is_author(text))
}

/// Tells whether a line ends in the credit of its picture: `[Photo/example.com]`, `（供图：…）`.
pub(super) fn is_credited(text: &str) -> bool {
    if text.len() > MAX_CREDITED_BYTES || !text.ends_with([']', ')', '）', '】']) {
        return false;
    }
    let Some(open) = text.rfind(['[', '(', '（', '【']) else { return false };
    let credit = text[open..].trim_start_matches(['[', '(', '（', '【']).to_lowercase();
    let starts = [
        "photo",
        "图/",
        "图：",
        "图片",
        "圖片",
        "圖/",
        "供图",
        "image:",
        "image courtesy",
        "摄影",
        "credit:",
        "photo:",
        "photograph",
    ];
    let ends = ["供图）", "供圖）", "摄）", "攝）", "供图)", "摄)", "供图】", "图）", "photo)", "photo]"];
    starts.iter().any(|start| credit.starts_with(start)) || ends.iter().any(|end| credit.ends_with(end))
}

/// `Home > News > …`, `首页 » 新闻中心 » 正文`.
fn is_path(text: &str) -> bool {
    let steps = text.split(['>', '›', '»', '＞']);
    let count = steps.clone().count();
    count >= 2
        && steps.map(str::trim).all(|step| {
            !step.is_empty() && step.len() <= 60 && !step.starts_with(|c: char| c.is_ascii_digit())
        })
        && ["home", "首页", "首頁", "当前", "您"]
            .iter()
            .any(|first| head(text, 24).to_lowercase().starts_with(first))
        || (count >= 3 && text.len() <= MAX_BYLINE_BYTES && !text.ends_with(['.', '。']))
}

/// `By Jane Roe`, `By Jane Roe, Example Daily`: few words, and all of them names.
fn is_author(text: &str) -> bool {
    let Some(names) = text.strip_prefix("By ").filter(|names| names.len() <= MAX_AUTHOR_BYTES) else {
        return false;
    };
    names.split_whitespace().all(|word| word == "and" || word.starts_with(char::is_uppercase))
}

/// Tells whether a line gives the date, alone or behind a label.
fn is_byline(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || c == '年') && dates::is_byline(text)
}
