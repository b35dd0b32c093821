//! Chooses the passages that show most of the query, in whole sentences.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::worth::Scale;
use super::{Match, Passage, SnippetOptions};
use crate::document::{Document, Section, Zone};
use crate::query::Query;
use crate::text::script::is_han;
use crate::text::sentence::sentences;

/// A sentence with more than this share of the cells stands alone; a shorter one takes its neighbour along.
const SHORT: usize = 3;

/// Marks after which a Chinese sentence goes on.
const OPEN: [char; 8] = ['，', '、', '：', '（', '《', '“', '「', '『'];

/// The most matches of a sentence around which a passage is tried: one with more is a table or a joke.
const MAX_TRIED: usize = 1_000;

/// What a passage in boilerplate is worth beside one of the news: less than any other, and more than nothing.
const ASIDE: f32 = 0.1;

/// The least width of a lead.
const LEAD_CELLS: usize = 60;

/// A sentence, or several that a match holds together.
struct Candidate<'m> {
    range: Range<usize>,
    matches: &'m [Match],
    worth: f32,
    chosen: bool,
}

/// Returns the best passages of a body in the order of the text; the lead where nothing is lit.
///
/// Boilerplate is shown where nothing else is lit, or where it is asked for.
pub(super) fn choose(
    query: &Query,
    document: &Document,
    matches: &[Match],
    options: SnippetOptions,
) -> Vec<Passage> {
    if options.passages == 0 {
        return Vec::new();
    }
    let body = document.body.as_str();
    let asked = |zone: Zone| query.leaves.iter().any(|leaf| leaf.zones.contains(&zone));
    let asides: Vec<&Section> = document
        .sections
        .iter()
        .filter(|section| section.zone.is_boilerplate() && !asked(section.zone))
        .collect();
    let is_aside = |range: &Range<usize>| {
        asides.iter().any(|aside| aside.range.start <= range.start && range.start < aside.range.end)
    };
    let mut candidates = candidates(body, matches);
    let mut scale = Scale::new(query, matches);
    let mut chosen: Vec<Passage> = Vec::new();
    let mut changed = true;
    while chosen.len() < options.passages {
        if changed {
            for candidate in &mut candidates {
                let share = if is_aside(&candidate.range) { ASIDE } else { 1.0 };
                candidate.worth = share * scale.weigh(candidate.matches);
            }
        }
        let best = candidates
            .iter()
            .enumerate()
            .filter(|(_, candidate)| !candidate.chosen && !candidate.matches.is_empty())
            // The first of equals: releases say the important thing early.
            .max_by(|(a, x), (b, y)| x.worth.total_cmp(&y.worth).then(b.cmp(a)));
        let Some((at, best)) = best else { break };
        // A further passage earns its place by showing what the others do not, or as much again.
        if !chosen.is_empty() && best.worth < 0.2 {
            break;
        }
        changed = scale.show(best.matches);
        candidates[at].chosen = true;
        let passage = widen(body, &mut candidates, at, options.cells);
        chosen.push(fit(body, passage, matches, options.cells));
    }
    if chosen.is_empty() && !candidates.is_empty() {
        let at = lead(document, &candidates);
        candidates[at].chosen = true;
        let range = widen(body, &mut candidates, at, options.cells);
        chosen.push(fit(body, range, matches, options.cells));
    }
    chosen.sort_by_key(|passage| passage.range.start);
    chosen
}

/// Returns the first sentence of the lead, or else the first that says something: bylines, navigation and captions
/// above it are short.
fn lead(document: &Document, candidates: &[Candidate<'_>]) -> usize {
    let marked = document.sections.iter().find(|section| section.zone == Zone::Lead);
    let from = marked.map_or(0, |lead| lead.range.start);
    let wide = |candidate: &Candidate<'_>| {
        candidate.range.start >= from && document.body[candidate.range.clone()].width() >= LEAD_CELLS
    };
    candidates.iter().position(wide).unwrap_or(0)
}

/// Cuts a body into sentences and deals out the matches; a match across two sentences makes them one.
fn candidates<'m>(body: &str, matches: &'m [Match]) -> Vec<Candidate<'m>> {
    let mut made: Vec<Candidate<'m>> = Vec::new();
    let mut next = 0;
    for range in sentences(body) {
        let reaches =
            |last: &mut Candidate<'_>| last.matches.last().is_some_and(|found| found.range.end > range.start);
        // The last sentence's match reaches into this one.
        let (start, first) = match made.pop_if(reaches) {
            Some(last) => (last.range.start, next - last.matches.len()),
            None => (range.start, next),
        };
        while next < matches.len() && matches[next].range.start < range.end {
            next += 1;
        }
        made.push(Candidate {
            range: start..range.end,
            matches: &matches[first..next],
            worth: 0.0,
            chosen: false,
        });
    }
    made
}

/// Adds neighbours of the same paragraph to a short sentence while there is room.
fn widen(body: &str, candidates: &mut [Candidate<'_>], at: usize, cells: usize) -> Range<usize> {
    let mut range = candidates[at].range.clone();
    let mut next = at + 1;
    while body[range.clone()].width() < cells / SHORT && next < candidates.len() && !candidates[next].chosen {
        let wider = range.start..candidates[next].range.end;
        let gap = &body[range.end..candidates[next].range.start];
        if gap.contains('\n') || body[wider.clone()].width() > cells {
            break;
        }
        candidates[next].chosen = true;
        range = wider;
        next += 1;
    }
    range
}

/// Cuts what is too wide around its matches, at words where there are any, never inside a grapheme.
fn fit(body: &str, range: Range<usize>, matches: &[Match], cells: usize) -> Passage {
    if body[range.clone()].width() <= cells {
        return Passage { matches: inside(matches, &range), range, cut: (false, false) };
    }
    let window = window(body, &range, overlapping(matches, &range), cells.max(2));
    let cut = (window.start > range.start, window.end < range.end);
    Passage { matches: inside(matches, &window), range: window, cut }
}

/// The matches any part of which lies in a range.
fn overlapping<'m>(matches: &'m [Match], range: &Range<usize>) -> &'m [Match] {
    let first = matches.partition_point(|found| found.range.end <= range.start);
    let count = matches[first..].partition_point(|found| found.range.start < range.end);
    &matches[first..first + count]
}

/// What lies in a range of the matches: one that reaches over its edges is cut there.
fn inside(matches: &[Match], range: &Range<usize>) -> Vec<Match> {
    let clip = |found: &Match| Match {
        range: found.range.start.max(range.start)..found.range.end.min(range.end),
        leaves: found.leaves.clone(),
    };
    overlapping(matches, range).iter().map(clip).collect()
}

/// Returns the part of a sentence that holds the most different leaves, with some room before the first.
fn window(body: &str, sentence: &Range<usize>, matches: &[Match], cells: usize) -> Range<usize> {
    let all = distinct(matches);
    let mut best = (0, sentence.start, reach(body, sentence.clone(), cells));
    for found in matches.iter().take(MAX_TRIED) {
        // A match that fits is shown whole.
        let left = cells.checked_sub(body[found.range.clone()].width()).unwrap_or(cells);
        let start = back(body, sentence.start, found.range.start, left.min(cells / 4));
        let end = reach(body, start..sentence.end, cells);
        let leaves = match overlapping(matches, &(start..end)) {
            [whole @ .., last] if last.range.end > end && !whole.is_empty() => distinct(whole),
            held => distinct(held),
        };
        if leaves > best.0 {
            best = (leaves, start, end);
        }
        if leaves == all {
            break;
        }
    }
    let (_, start, end) = best;
    if end == sentence.end {
        return start..end;
    }
    // Do not end within a word or a match, if something is left when that is cut off.
    let last = body[start..end].rfind(char::is_whitespace).map_or(0, |at| start + at);
    let broken = body[end..].starts_with(|c: char| !c.is_whitespace() && !is_wide(c));
    let mut cut = if broken && last > start + (end - start) / 2 { last } else { end };
    let held = overlapping(matches, &(start..cut));
    if let Some((crossing, before)) = held.split_last()
        && crossing.range.end > cut
    {
        let fits = crossing.range.end <= end;
        let wide = body[crossing.range.clone()].width() > cells;
        cut = match (fits, before.is_empty() || wide) {
            (true, _) => crossing.range.end,
            (false, true) => cut,
            (false, false) => crossing.range.start,
        };
    }
    let lit = overlapping(matches, &(start..cut)).last().map_or(start, |found| found.range.end.min(cut));
    start..settle(body, start, lit, cut)
}

/// Returns where a passage from `start` to about `end` ends best: at a Chinese clause near by, and not on the mark
/// that opens the next one. What is lit ends at `lit` and stays.
fn settle(body: &str, start: usize, lit: usize, mut end: usize) -> usize {
    let among_han = body[end..].starts_with(|c| is_wide(c) && !OPEN.contains(&c));
    if let Some(mark) = body[lit..end].rfind(OPEN).map(|at| lit + at)
        && among_han
        && mark - start >= (end - start) / 4 * 3
    {
        end = mark;
    }
    let kept = body[lit..end].trim_end_matches(|c: char| c.is_whitespace() || OPEN.contains(&c));
    match lit + kept.len() {
        nothing if nothing == start => end,
        kept => kept,
    }
}

/// Returns how far a range can be shown in so many cells.
fn reach(body: &str, range: Range<usize>, cells: usize) -> usize {
    let (mut width, mut end) = (0, range.start);
    for (at, grapheme) in body[range.clone()].grapheme_indices(true) {
        width += grapheme.width();
        if width > cells {
            break;
        }
        end = range.start + at + grapheme.len();
    }
    end
}

/// Counts the different leaves in matches.
fn distinct(matches: &[Match]) -> usize {
    let leaves: BTreeSet<usize> = matches.iter().flat_map(|found| found.leaves.iter().copied()).collect();
    leaves.len()
}

/// Tells whether lines may end before this character though no space is there: Han and its punctuation.
fn is_wide(c: char) -> bool {
    is_han(c) || c.width() == Some(2)
}

/// Goes back from a match by up to `cells` cells, to the beginning of a word.
fn back(body: &str, from: usize, at: usize, cells: usize) -> usize {
    let mut width = 0;
    let mut start = at;
    for (offset, grapheme) in body[from..at].grapheme_indices(true).rev() {
        width += grapheme.width();
        if width > cells {
            break;
        }
        start = from + offset;
    }
    if start == from {
        return start;
    }
    let begins = |c: char| c.is_whitespace() || matches!(c, '，' | '、' | '：');
    match body[start..at].find(begins) {
        Some(space) => {
            let rest = &body[start + space..at];
            at - rest.trim_start_matches(begins).len()
        }
        None => start + cut_word(&body[from..start], &body[start..at]),
    }
}

/// Returns how much of the beginning of `text` is the rest of a Latin word that `before` began: CAR-T among Han. None
/// where nothing else would be left.
fn cut_word(before: &str, text: &str) -> usize {
    let is_latin = |c: char| !is_wide(c) && !c.is_whitespace();
    match before.ends_with(is_latin) {
        true => text.find(|c: char| !is_latin(c)).unwrap_or(0),
        false => 0,
    }
}
