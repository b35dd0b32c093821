//! Which lines belong to the pages and not to the text? Page numbers, and what stands at the top or the bottom of
//! page after page.

use std::collections::HashMap;

use super::lines::Line;

/// How many lines at the top and at the bottom of a page may repeat.
const EDGE_LINES: usize = 3;
/// On how many pages a line stands that belongs to them, at least, and on which share of them.
const MIN_PAGES: usize = 3;
const MIN_SHARE: (usize, usize) = (1, 2);
/// The words of a page number: `Page 3 of 7`, `第3页 共7页`.
const PAGE_WORDS: &[&str] = &["page", "of", "第", "页", "頁", "共", "p.", "p"];

/// Takes such lines off the pages.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let mut counts: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages.iter() {
        let mut seen: Vec<(bool, String)> = edges(page).map(|(_, is_top, text)| (is_top, text)).collect();
        seen.sort_unstable();
        seen.dedup();
        for edge in seen {
            *counts.entry(edge).or_default() += 1;
        }
    }
    let needed = MIN_PAGES.max(pages.len() * MIN_SHARE.0 / MIN_SHARE.1);
    let is_many = pages.len() > 1;
    for page in pages.iter_mut() {
        let gone: Vec<usize> = edges(page)
            .filter(|(at, is_top, text)| {
                let repeats = counts.get(&(*is_top, text.clone())).is_some_and(|count| *count >= needed);
                let is_edge = *at == 0 || *at + 1 == page.len();
                repeats || (is_many && is_edge && is_page_number(&page[*at].text()))
            })
            .map(|(at, ..)| at)
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

/// The lines at the edges of a page: which, whether at the top, and their text with every number as one.
fn edges(page: &[Line]) -> impl Iterator<Item = (usize, bool, String)> {
    let count = page.len();
    page.iter().enumerate().filter(move |(at, _)| *at < EDGE_LINES || *at + EDGE_LINES >= count).map(
        move |(at, line)| {
            let mut text = String::new();
            for c in line.text().chars().filter(|c| !c.is_whitespace()) {
                if !c.is_numeric() {
                    text.extend(c.to_lowercase());
                } else if !text.ends_with('#') {
                    text.push('#');
                }
            }
            (at, at < EDGE_LINES, text)
        },
    )
}

/// Tells whether a line is a number of a page and nothing else.
fn is_page_number(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| c.is_numeric() || c.is_whitespace() || "-–—/|·".contains(c));
    let digits = lower.chars().filter(|c| c.is_numeric()).count();
    let is_roman = !lower.trim().is_empty() && lower.trim().chars().all(|c| "ivx".contains(c));
    let is_number = (1..=8).contains(&digits)
        && words.filter(|word| !word.is_empty()).all(|word| PAGE_WORDS.contains(&word));
    is_number || is_roman
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(lines: &[&str]) -> Vec<Line> {
        let line = |text: &&str| Line {
            pieces: vec![(*text).to_owned()],
            x: 0.0,
            end: 1.0,
            y: 0.0,
            size: 1.0,
            column: (0.0, 1.0),
        };
        lines.iter().map(line).collect()
    }

    #[track_caller]
    fn check(pages: &[&[&str]], expected: &[&[&str]]) {
        let mut pages: Vec<Vec<Line>> = pages.iter().map(|lines| page(lines)).collect();
        remove(&mut pages);
        let left: Vec<Vec<String>> = pages.iter().map(|page| page.iter().map(Line::text).collect()).collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn what_repeats_goes() {
        check(
            &[
                &["Notareal Ltd", "one", "1"],
                &["Notareal Ltd", "two", "2"],
                &["NOTAREAL LTD", "three", "Page 3 of 3"],
            ],
            &[&["one"], &["two"], &["three"]],
        );
        check(
            &[&["公告 第1页", "甲"], &["公告 第2页", "乙"], &["公告 第3页", "丙"]],
            &[&["甲"], &["乙"], &["丙"]],
        );
    }

    #[test]
    fn what_is_text_stays() {
        check(&[&["A", "2024"]], &[&["A", "2024"]]);
        check(&[&["A", "- 1 -"], &["A", "ii", "b"]], &[&["A"], &["A", "ii", "b"]]);
    }
}
