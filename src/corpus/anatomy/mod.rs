//! Here is the text of a release: which stretch of it is what?
//!
//! `pieces.rs` parts the body into paragraphs, `blocks.rs` walks over them and says which part of the release each
//! is, by what `cue.rs` and `about.rs` know of headings; `quote.rs` finds what somebody said in the news. The
//! block sections cover every paragraph once; datelines and quotes lie inside them. All of it is linear in the text.

mod about;
mod attribution;
mod blocks;
#[allow(dead_code, reason = "warnings are made of it later")]
mod corrections;
mod cue;
mod dateline;
mod han_words;
mod latin_words;
mod lead;
mod page;
mod pieces;
mod quote;
mod shape;
mod speaker_han;
mod speaker_latin;
mod table;
#[allow(dead_code, reason = "metadata are made of it later")]
mod tickers;

use std::ops::Range;

#[allow(unused_imports, reason = "as above")]
pub(in crate::corpus) use {
    corrections::{Marker, corrections},
    tickers::tickers,
};

use super::draft::{Mark, MarkKind};
use crate::document::{Section, Zone};
use blocks::Blocks;
use pieces::Piece;

/// Returns the sections of a body, in order of where they begin, a section before those inside it.
pub(super) fn sections(headline: &str, body: &str, marks: &[Mark]) -> Vec<Section> {
    let pieces = pieces::pieces(body, marks);
    let found = blocks::blocks(headline, body, &pieces);
    let (mut sections, dateline) = blocks_of(body, &pieces, &found);
    let blocks = sections.len();
    if let Some(range) = dateline {
        sections.push(Section { zone: Zone::Dateline, range, speaker: None });
    }
    quotes(body, &pieces, &found.zones, blocks, &mut sections);
    sections.sort_by_key(|section| (section.range.start, std::cmp::Reverse(section.range.end)));
    sections
}

/// Makes one section of paragraphs of one zone that follow each other, and takes out the dateline.
fn blocks_of(body: &str, pieces: &[Piece], found: &Blocks) -> (Vec<Section>, Option<Range<usize>>) {
    let mut blocks: Vec<Section> = Vec::new();
    let mut dateline = None;
    for (at, (piece, &zone)) in pieces.iter().zip(&found.zones).enumerate() {
        if zone != Zone::Lead {
            push(&mut blocks, zone, piece.range.clone());
            continue;
        }
        let from = piece.range.start;
        let within = |range: Range<usize>| from + range.start..from + range.end;
        let here = found.dateline.as_ref().filter(|(with, _)| *with == at).map(|(_, range)| range.clone());
        let parts = lead::parts(&body[piece.range.clone()], here);
        dateline = dateline.or(parts.dateline.map(within));
        if let Some(second) = parts.second_headline {
            push(&mut blocks, Zone::Subheadline, within(second));
        }
        push(&mut blocks, Zone::Lead, within(parts.lead));
        if let Some(rest) = parts.rest {
            push(&mut blocks, Zone::Body, within(rest));
        }
    }
    (blocks, dateline)
}

fn push(blocks: &mut Vec<Section>, zone: Zone, range: Range<usize>) {
    match blocks.last_mut().filter(|last| last.zone == zone) {
        Some(last) => last.range.end = range.end,
        None => blocks.push(Section { zone, range, speaker: None }),
    }
}

/// Adds what was said in the news, each quote inside its block.
fn quotes(body: &str, pieces: &[Piece], zones: &[Zone], blocks: usize, sections: &mut Vec<Section>) {
    let is_news = |zone: &Zone| matches!(zone, Zone::Lead | Zone::Body);
    let news: Vec<&Piece> =
        pieces.iter().zip(zones).filter(|(_, zone)| is_news(zone)).map(|(piece, _)| piece).collect();
    let ranges: Vec<Range<usize>> = news.iter().map(|piece| piece.range.clone()).collect();
    let mut said: Vec<(Range<usize>, Option<String>)> = Vec::new();
    for quote in quote::quotes(body, &ranges) {
        said.push((quote.range, quote.speaker));
    }
    let mut next = 0;
    let mut marked = Vec::new();
    for piece in news.iter().filter(|piece| piece.mark == Some(MarkKind::Quotation)) {
        while said.get(next).is_some_and(|(range, _)| range.end <= piece.range.start) {
            next += 1;
        }
        if said.get(next).is_none_or(|(range, _)| range.start >= piece.range.end) {
            marked.push((piece.range.clone(), None));
        }
    }
    said.extend(marked);
    said.sort_by_key(|(range, _)| range.start);
    let mut block = 0;
    for (range, speaker) in said {
        while block < blocks && sections[block].range.end <= range.start {
            block += 1;
        }
        // A quote keeps to the news: a caption may stand between its paragraphs.
        let mut at = block;
        while at < blocks && sections[at].range.start < range.end {
            if is_news(&sections[at].zone) {
                let around = &sections[at].range;
                let inside = range.start.max(around.start)..range.end.min(around.end);
                sections.push(Section { zone: Zone::Quote, range: inside, speaker: speaker.clone() });
            }
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests;
