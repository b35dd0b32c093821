//! Is this a page at all, or what stands in its place: an error, a test for robots, a paywall, a list of links?
//!
//! Only pages with hardly any text are refused: whatever a page says of itself, its text is there if it is there.

use super::head::Head;
use super::paragraph::Paragraph;
use super::text;
use super::title::one_line;
use super::tree::Tree;

/// The most text of an error page, in cells, if its title says what it is, and if its text alone does.
const MAX_TITLED_CELLS: usize = 600;
const MAX_ERROR_CELLS: usize = 240;
/// The most text of a page that is empty without JavaScript. Many a real page has a word on JavaScript, hidden.
const MAX_EMPTY_CELLS: usize = 100;
/// The most text before a paywall. The shortest of the 181 news pages that is one has 300.
const MAX_PAID_CELLS: usize = 240;
/// A list has this many links that are as long as headlines at least, in cells.
const MIN_LIST_LINKS: usize = 8;
const MIN_HEADLINE_CELLS: usize = 20;
/// The most text of a list beside its links, in cells; and of each summary, if it gives those.
const MAX_LIST_CELLS: usize = 200;
const MAX_SUMMARY_CELLS: f64 = 300.0;
/// How many links there are for each paragraph of summaries at least, in tenths.
const MIN_LINKS_PER_SUMMARY: usize = 7;
/// How much of a page is looked through for phrases, in bytes.
const MAX_TEXT_BYTES: usize = 4_000;

const NOT_FOUND: &[&str] = &[
    "404 not found",
    "error 404",
    "http 404",
    "page not found",
    "page can't be found",
    "page cannot be found",
    "page could not be found",
    "page doesn't exist",
    "page does not exist",
    "no longer available",
    "页面不存在",
    "页面没有找到",
    "页面未找到",
    "页面找不到",
    "找不到页面",
    "找不到该页",
    "您访问的页面",
    "你访问的页面",
    "内容不存在",
    "文章不存在",
    "已被删除",
    "頁面不存在",
    "找不到網頁",
];
const DENIED: &[&str] = &[
    "access denied",
    "access to this page has been denied",
    "403 forbidden",
    "you have been blocked",
    "request blocked",
    "request unsuccessful",
    "访问被拒绝",
    "拒绝访问",
    "禁止访问",
    "没有访问权限",
    "访问受限",
    "無權訪問",
];
const ROBOT: &[&str] = &[
    "captcha",
    "are you a robot",
    "not a robot",
    "are a human",
    "you are human",
    "you're human",
    "unusual traffic",
    "checking your browser",
    "just a moment",
    "verifying your browser",
    "verify your identity",
    "验证码",
    "安全验证",
    "人机验证",
    "滑动验证",
    "拖动滑块",
    "访问过于频繁",
    "驗證碼",
];
const SCRIPT: &[&str] = &[
    "enable javascript",
    "javascript is disabled",
    "javascript is required",
    "requires javascript",
    "turn on javascript",
    "启用javascript",
    "开启javascript",
    "启用 javascript",
    "开启 javascript",
    "javascript 已禁用",
    "啟用 javascript",
];
const PAID: &[&str] = &[
    "subscribe to continue",
    "subscribe to read",
    "subscribers only",
    "subscriber-only",
    "subscribe now to",
    "to continue reading",
    "continue reading your article",
    "already a subscriber",
    "log in to continue",
    "sign in to continue",
    "become a member to read",
    "订阅后",
    "付费阅读",
    "会员专享",
    "登录后阅读",
    "登录后查看",
    "开通会员",
    "訂閱後",
    "會員專屬",
];

/// Says why a page is no release, if it is none.
pub(super) fn of(
    tree: &Tree,
    paragraphs: &[Paragraph],
    values: &[f64],
    kept: &[bool],
    head: &Head,
) -> Option<&'static str> {
    let text = paragraphs.iter().zip(kept).filter(|(_, kept)| **kept).map(|(paragraph, _)| paragraph);
    let cells: usize = text.clone().map(|paragraph| paragraph.size.plain_cells()).sum();
    if cells <= MAX_TITLED_CELLS && !(head.is_article && cells > MAX_ERROR_CELLS) {
        let title = head.title.to_lowercase();
        let page = lower(&text::of_nodes(tree, 0..tree.nodes.len(), MAX_TEXT_BYTES));
        let said: String =
            text.map(|paragraph| text::of_nodes(tree, paragraph.nodes(), MAX_TEXT_BYTES)).collect();
        // A captcha is named in the comment form of many a real page: what is left out counts only if all is.
        let said = if cells == 0 { page.clone() } else { lower(&said) };
        let says = |phrases: &[&str], text: &str| phrases.iter().any(|phrase| text.contains(phrase));
        for (phrases, reason) in [
            (ROBOT, "a test for robots, not a release"),
            (DENIED, "access was denied to who saved it"),
            (NOT_FOUND, "an error page: not found"),
        ] {
            if says(phrases, &title) || (cells <= MAX_ERROR_CELLS && says(phrases, &said)) {
                return Some(reason);
            }
        }
        if cells <= MAX_EMPTY_CELLS && says(SCRIPT, &page) {
            return Some("an empty page that wants JavaScript");
        }
        if cells <= MAX_PAID_CELLS && (head.is_paid || says(PAID, &page)) {
            return Some("a paywall, with hardly any text before it");
        }
    }
    let is_list = !head.is_article && is_list(paragraphs, values, kept, cells);
    is_list.then_some("a list of links, not a release")
}

fn lower(text: &str) -> String {
    one_line(text).to_lowercase().replace('’', "'")
}

/// Tells a page of links to many articles, with or without a summary of each.
fn is_list(paragraphs: &[Paragraph], values: &[f64], kept: &[bool], cells: usize) -> bool {
    let is_headline = |paragraph: &Paragraph| {
        let size = paragraph.size;
        size.cells >= MIN_HEADLINE_CELLS && size.link_cells * 10 >= size.cells * 7
    };
    let links = paragraphs.iter().filter(|paragraph| is_headline(paragraph)).count();
    if links < MIN_LIST_LINKS {
        return false;
    }
    let is_prose = |index: usize| values[index] > 0.0 && kept[index];
    let prose: Vec<f64> =
        (0..paragraphs.len()).filter(|index| is_prose(*index)).map(|index| values[index]).collect();
    let has_summaries = links * 10 >= prose.len() * MIN_LINKS_PER_SUMMARY
        && prose.len() > 2
        && prose.iter().all(|value| *value < MAX_SUMMARY_CELLS)
        && longest_run(paragraphs, is_prose, is_headline) <= 2;
    cells <= MAX_LIST_CELLS || has_summaries
}

/// Returns the most paragraphs of prose without a link between them.
fn longest_run(
    paragraphs: &[Paragraph],
    is_prose: impl Fn(usize) -> bool,
    is_headline: impl Fn(&Paragraph) -> bool,
) -> usize {
    let (mut longest, mut run) = (0, 0);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if is_prose(index) {
            run += 1;
            longest = longest.max(run);
        } else if is_headline(paragraph) {
            run = 0;
        }
    }
    longest
}
