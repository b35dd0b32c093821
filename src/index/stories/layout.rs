//! The file of stories: a header that names the segments, a row of numbers for each, then the releases of each story and
//! the links between stories.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tantivy::{DocAddress, Searcher, SegmentReader};

use super::columns::Columns;
use crate::story::{Entries, LinkKind, Stories};

/// What the file begins with: its kind and its version.
pub(super) const MAGIC: &[u8; 8] = b"CGTSTOR1";
/// In a row: no other release tells the story of this one.
pub(super) const ALONE: u32 = u32::MAX;

/// What the file says first, as JSON.
#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    /// The segments by id, each with its documents and how many of them are deleted.
    pub(super) segments: Vec<(String, u32, u32)>,
    pub(super) stories: usize,
    pub(super) members: usize,
    pub(super) links: usize,
}

/// Names the segments of a searcher as a header does.
pub(super) fn segments(searcher: &Searcher) -> Vec<(String, u32, u32)> {
    let named = |segment: &SegmentReader| {
        (segment.segment_id().uuid_string(), segment.max_doc(), segment.num_deleted_docs())
    };
    searcher.segment_readers().iter().map(named).collect()
}

/// Numbers of 32 bits, one after the other.
struct Numbers(Vec<u8>);

impl Numbers {
    fn put(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn place(&mut self, columns: &Columns, at: u32) {
        let address = columns.alive.get(at as usize);
        self.put(address.map_or(ALONE, |address| address.segment_ord));
        self.put(address.map_or(ALONE, |address| address.doc_id));
    }
}

/// Writes the stories of the releases in `columns`.
pub(super) fn lay_out(searcher: &Searcher, columns: &Columns, stories: &Stories) -> Vec<u8> {
    let members = members(columns, stories);
    let header = Header {
        segments: segments(searcher),
        stories: members.len(),
        members: members.iter().map(Vec::len).sum(),
        links: stories.links.len(),
    };
    let header = serde_json::to_vec(&header).unwrap_or_default();
    let mut out = Numbers(Vec::from(MAGIC));
    out.put(u32::try_from(header.len()).unwrap_or(0));
    out.0.extend(&header);
    let mut story_of: HashMap<DocAddress, u32> = HashMap::new();
    for (&address, &story) in
        columns.alive.iter().zip(&stories.of).filter(|(_, story)| **story != Stories::ALONE)
    {
        story_of.insert(address, story);
    }
    for (ordinal, segment) in (0_u32..).zip(searcher.segment_readers()) {
        for doc in 0..segment.max_doc() {
            out.put(story_of.get(&DocAddress::new(ordinal, doc)).copied().unwrap_or(ALONE));
        }
    }
    let mut start = 0_u32;
    for members in &members {
        out.put(start);
        start += u32::try_from(members.len()).unwrap_or(0);
    }
    out.put(start);
    for &at in members.iter().flatten() {
        out.place(columns, at);
    }
    for link in &stories.links {
        out.place(columns, link.from);
        out.place(columns, link.to);
    }
    for link in &stories.links {
        out.put(match link.kind {
            LinkKind::Correction => 0,
            LinkKind::Translation => 1,
        });
    }
    out.0
}

/// The releases of each story by position: the representative first, the rest by id.
fn members(columns: &Columns, stories: &Stories) -> Vec<Vec<u32>> {
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); stories.stories.len()];
    for (at, &story) in (0_u32..).zip(&stories.of) {
        if let Some(members) = members.get_mut(story as usize) {
            members.push(at);
        }
    }
    for (members, story) in members.iter_mut().zip(&stories.stories) {
        members.sort_by_cached_key(|&at| (at != story.representative, columns.id(at as usize).into_owned()));
    }
    members
}
