//! Here is the text of a release: which stretch of it is what?
//!
//! `pieces.rs` parts the body into paragraphs, `blocks.rs` walks over them and says which part of the release each
//! is, by what `cue.rs` and `about.rs` know of headings; `quote.rs` finds what somebody said in the news. The
//! block sections cover every paragraph once; datelines and quotes lie inside them. All of it is linear in the text.

mod about;
mod attribution;
mod blocks;
mod cue;
mod dateline;
mod han_words;
mod latin_words;
mod pieces;
mod quote;
mod shape;
mod speaker_han;
mod speaker_latin;
mod table;

use std::ops::Range;

use super::draft::{Mark, MarkKind};
use crate::document::{Section, Zone};
use pieces::Piece;

/// A lead longer than this is a whole release without paragraphs, in bytes.
const MAX_LEAD_BYTES: usize = 2_400;
/// Its first sentences, of at least this many bytes together, are then the lead.
const MIN_LEAD_BYTES: usize = 300;

/// Returns the sections of a body, in order of where they begin, a section before those inside it.
pub(super) fn sections(headline: &str, body: &str, marks: &[Mark]) -> Vec<Section> {
    let pieces = pieces::pieces(body, marks);
    let zones = blocks::zones(headline, body, &pieces);
    let mut sections = blocks_of(body, &pieces, &zones);
    let blocks = sections.len();
    datelines(body, &pieces, &zones, &mut sections);
    quotes(body, &pieces, &zones, blocks, &mut sections);
    sections.sort_by_key(|section| (section.range.start, std::cmp::Reverse(section.range.end)));
    sections
}

/// Makes one section of paragraphs of one zone that follow each other.
fn blocks_of(body: &str, pieces: &[Piece], zones: &[Zone]) -> Vec<Section> {
    let mut blocks: Vec<Section> = Vec::new();
    for (piece, &zone) in pieces.iter().zip(zones) {
        if let Some(end) = (zone == Zone::Lead).then(|| lead_end(&body[piece.range.clone()])).flatten() {
            let cut = piece.range.start + end;
            push(&mut blocks, Zone::Lead, piece.range.start..cut);
            let rest = &body[cut..piece.range.end];
            push(&mut blocks, Zone::Body, cut + (rest.len() - rest.trim_start().len())..piece.range.end);
        } else {
            push(&mut blocks, zone, piece.range.clone());
        }
    }
    blocks
}

fn push(blocks: &mut Vec<Section>, zone: Zone, range: Range<usize>) {
    match blocks.last_mut().filter(|last| last.zone == zone) {
        Some(last) => last.range.end = range.end,
        None => blocks.push(Section { zone, range, speaker: None }),
    }
}

/// Returns where the lead ends inside a paragraph that is too long for one.
fn lead_end(text: &str) -> Option<usize> {
    if text.len() <= MAX_LEAD_BYTES {
        return None;
    }
    let near = shape::head(text, MAX_LEAD_BYTES);
    let mut ends =
        near.match_indices(['.', '。', '!', '！', '?', '？']).map(|(at, mark)| (at, at + mark.len()));
    let end = ends.find(|&(at, end)| {
        let after = &text[end..];
        let is_free = after.starts_with(char::is_whitespace)
            && after.trim_start().starts_with(|c: char| !c.is_lowercase());
        let word = text[..at].rsplit(' ').next().unwrap_or_default();
        end >= MIN_LEAD_BYTES && word.len() > 3 && (is_free || text[..end].ends_with(['。', '！', '？']))
    });
    end.map(|(_, end)| end)
}

fn datelines(body: &str, pieces: &[Piece], zones: &[Zone], sections: &mut Vec<Section>) {
    let lead = pieces.iter().zip(zones).find(|(_, zone)| **zone == Zone::Lead);
    let Some((piece, _)) = lead else { return };
    let range = &piece.range;
    if let Some(end) = dateline::end(&body[range.clone()]).filter(|&end| end > 0) {
        let end = lead_end(&body[range.clone()]).map_or(end, |lead| end.min(lead));
        sections.push(Section { zone: Zone::Dateline, range: range.start..range.start + end, speaker: None });
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
