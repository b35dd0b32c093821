//! Chooses the passages that show most of the query, in whole sentences.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Match, Passage, SnippetOptions};
use crate::query::Query;
use crate::text::script::is_han;
use crate::text::sentence::sentences;

/// A sentence with more than this share of the cells stands alone; a shorter one takes its neighbour along.
const SHORT: usize = 3;

/// The least width of a lead.
const LEAD_CELLS: usize = 60;

/// A sentence, or several that a match holds together.
struct Candidate<'m> {
    range: Range<usize>,
    matches: &'m [Match],
    chosen: bool,
}

/// Returns the best passages of a body in the order of the text; the lead where nothing is lit.
pub(super) fn choose(query: &Query, body: &str, matches: &[Match], options: SnippetOptions) -> Vec<Passage> {
    if options.passages == 0 {
        return Vec::new();
    }
    let mut candidates = candidates(body, matches);
    let weights = weights(query, matches);
    let mut shown: Vec<usize> = Vec::new();
    let mut chosen: Vec<Passage> = Vec::new();
    while chosen.len() < options.passages {
        let worth = |candidate: &Candidate<'_>| worth(candidate, &weights, &shown);
        let best = candidates
            .iter()
            .enumerate()
            .filter(|(_, candidate)| !candidate.chosen && !candidate.matches.is_empty())
            .map(|(at, candidate)| (at, worth(candidate)))
            // The first of equals: releases say the important thing early.
            .max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)));
        let Some((at, value)) = best else { break };
        // A further passage earns its place by showing what the others do not, or as much again.
        if !chosen.is_empty() && value < 0.2 {
            break;
        }
        candidates[at].chosen = true;
        shown.extend(candidates[at].matches.iter().flat_map(|found| found.leaves.iter().copied()));
        let passage = widen(body, &mut candidates, at, options.cells);
        chosen.push(fit(body, passage, matches, options.cells));
    }
    if chosen.is_empty() && !candidates.is_empty() {
        let at = lead(body, &candidates);
        candidates[at].chosen = true;
        let range = widen(body, &mut candidates, at, options.cells);
        chosen.push(fit(body, range, matches, options.cells));
    }
    chosen.sort_by_key(|passage| passage.range.start);
    chosen
}

/// Returns the first sentence that says something: bylines, navigation and captions above it are short.
fn lead(body: &str, candidates: &[Candidate<'_>]) -> usize {
    let wide = |candidate: &Candidate<'_>| body[candidate.range.clone()].width() >= LEAD_CELLS;
    candidates.iter().position(wide).unwrap_or(0)
}

/// Cuts a body into sentences and deals out the matches; a match across two sentences makes them one.
fn candidates<'m>(body: &str, matches: &'m [Match]) -> Vec<Candidate<'m>> {
    let mut made: Vec<Candidate<'m>> = Vec::new();
    let mut next = 0;
    for range in sentences(body) {
        let range = match made.last() {
            // The last sentence's match reaches into this one.
            Some(last) if last.matches.last().is_some_and(|found| found.range.end > range.start) => {
                let start = last.range.start;
                next -= last.matches.len();
                made.pop();
                start..range.end
            }
            _ => range,
        };
        let first = next;
        while next < matches.len() && matches[next].range.start < range.end {
            next += 1;
        }
        made.push(Candidate { range, matches: &matches[first..next], chosen: false });
    }
    made
}

/// What each leaf is worth: long phrases more than words, what is rare in the release more than what is common.
fn weights(query: &Query, matches: &[Match]) -> Vec<f32> {
    let mut counts = vec![0u32; query.leaves.len()];
    for leaf in matches.iter().flat_map(|found| &found.leaves) {
        counts[*leaf] += 1;
    }
    let weight = |(leaf, count): (&crate::query::Leaf, u32)| {
        let units = leaf.pattern.phrase.units.len() as f32;
        (1.0 + units.ln_1p()) / (count.max(1) as f32).sqrt()
    };
    query.leaves.iter().zip(counts).map(weight).collect()
}

fn worth(candidate: &Candidate<'_>, weights: &[f32], shown: &[usize]) -> f32 {
    let mut seen: Vec<usize> = Vec::new();
    let mut worth = 0.0;
    for found in candidate.matches {
        for &leaf in &found.leaves {
            let again = seen.contains(&leaf);
            let before = shown.contains(&leaf);
            worth += weights[leaf]
                * if again {
                    0.05
                } else if before {
                    0.3
                } else {
                    1.0
                };
            seen.push(leaf);
        }
    }
    // Different words side by side speak for each other.
    for pair in candidate.matches.windows(2) {
        let apart = pair[1].range.start - pair[0].range.end;
        if apart <= 3 && pair[0].leaves != pair[1].leaves {
            worth += 0.3;
        }
    }
    worth
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
    let inside = |range: &Range<usize>| {
        let within = |found: &&Match| found.range.start >= range.start && found.range.end <= range.end;
        matches.iter().filter(within).cloned().collect::<Vec<_>>()
    };
    if body[range.clone()].width() <= cells {
        return Passage { matches: inside(&range), range, cut: (false, false) };
    }
    let window = window(body, &range, &inside(&range), cells.max(2));
    let cut = (window.start > range.start, window.end < range.end);
    Passage { matches: inside(&window), range: window, cut }
}

/// Returns the part of a sentence that holds the most different leaves, with some room before the first.
fn window(body: &str, sentence: &Range<usize>, matches: &[Match], cells: usize) -> Range<usize> {
    let reach = |start: usize| {
        let mut width = 0;
        let mut end = start;
        for (at, grapheme) in body[start..sentence.end].grapheme_indices(true) {
            width += grapheme.width();
            if width > cells {
                break;
            }
            end = start + at + grapheme.len();
        }
        end
    };
    let mut best = (0, sentence.start);
    for found in matches {
        let start = back(body, sentence.start, found.range.start, cells / 4);
        let end = reach(start);
        let held = matches.iter().filter(|other| other.range.start >= start && other.range.end <= end);
        let mut leaves: Vec<usize> = held.flat_map(|other| other.leaves.iter().copied()).collect();
        leaves.sort_unstable();
        leaves.dedup();
        if leaves.len() > best.0 {
            best = (leaves.len(), start);
        }
    }
    let start = best.1;
    let end = reach(start);
    if end == sentence.end {
        return start..end;
    }
    // Do not end within a word or a match, if something is left when that is cut off.
    let last = body[start..end].rfind(char::is_whitespace).map_or(0, |at| start + at);
    let broken = body[end..].starts_with(|c: char| !c.is_whitespace() && !is_wide(c));
    let mut cut = if broken && last > start + (end - start) / 2 { last } else { end };
    if let Some(crossing) = matches.iter().find(|found| found.range.start < cut && found.range.end > cut)
        && crossing.range.start > start
    {
        cut = crossing.range.start;
    }
    let trimmed = body[start..cut].trim_end();
    start..start + trimmed.len()
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
        None => start,
    }
}
