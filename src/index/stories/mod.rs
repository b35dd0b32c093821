//! Which releases of an index tell the same story, as a file beside its segments.
//!
//! Every release has its fingerprint in a column, so that stories are a function of what is in the index: after each
//! commit they are computed anew (`story::assign`) and written as one file, which names the segments that it is about.
//! A reader maps it and asks by document: a look-up in a row of numbers. Where the file is about other segments,
//! because a run died between the two, nothing is folded until the next run.

mod columns;
mod layout;

use std::fs;
use std::io::Write;
use std::path::Path;

use tantivy::directory::{Directory, OwnedBytes};
use tantivy::{DocAddress, Searcher};

use crate::story::{LinkKind, assign};

use columns::Columns;
pub(super) use columns::pack;
use layout::{ALONE, Header, MAGIC, lay_out, segments};

/// The name of the file.
const FILE: &str = "stories.bin";

/// Computes the stories of an index and writes them beside its segments.
pub(super) fn write(searcher: &Searcher, folder: &Path) -> tantivy::Result<()> {
    let columns = Columns::open(searcher)?;
    let stories = assign(&columns);
    let text = lay_out(searcher, &columns, &stories);
    let (path, draft) = (folder.join(FILE), folder.join(format!("{FILE}.new")));
    let written = fs::File::create(&draft).and_then(|mut file| {
        file.write_all(&text)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&draft, &path))?;
    Ok(())
}

/// The stories of an open index.
pub(super) struct Stories {
    bytes: OwnedBytes,
    /// Where the rows of numbers begin, in bytes: a row a segment, then starts, members and links.
    rows: Vec<usize>,
    starts: usize,
    members: usize,
    links: usize,
    kinds: usize,
    stories: usize,
    link_count: usize,
    /// How many releases are not the representative of their story.
    folded: usize,
}

impl Stories {
    /// Maps the stories of an index; `None` where there are none of these segments.
    pub(super) fn open(directory: &dyn Directory, searcher: &Searcher) -> Option<Self> {
        let bytes = directory.open_read(Path::new(FILE)).ok()?.read_bytes().ok()?;
        let length = read_u32(bytes.strip_prefix(MAGIC.as_slice())?, 0)? as usize;
        let text = bytes.get(MAGIC.len() + 4..MAGIC.len() + 4 + length)?;
        let header: Header = serde_json::from_slice(text).ok()?;
        if header.segments != segments(searcher) {
            return None;
        }
        let mut at = MAGIC.len() + 4 + length;
        let mut rows = Vec::new();
        for (_, documents, _) in &header.segments {
            rows.push(at);
            at += *documents as usize * 4;
        }
        let starts = at;
        let members = starts + (header.stories + 1) * 4;
        let links = members + header.members * 8;
        let kinds = links + header.links * 16;
        (bytes.len() == kinds + header.links * 4).then_some(Self {
            rows,
            starts,
            members,
            links,
            kinds,
            stories: header.stories,
            link_count: header.links,
            folded: header.members - header.stories,
            bytes,
        })
    }

    /// How many releases are not the representative of their story.
    pub(super) fn folded(&self) -> usize {
        self.folded
    }

    /// How many stories more than one release tells.
    pub(super) fn len(&self) -> usize {
        self.stories
    }

    /// The number of the story of a release; `None` where no other tells it.
    pub(super) fn of(&self, address: DocAddress) -> Option<u32> {
        let row = self.rows.get(address.segment_ord as usize)?;
        read_u32(&self.bytes, row + address.doc_id as usize * 4).filter(|&story| story != ALONE)
    }

    /// The release that stands for a story.
    pub(super) fn representative(&self, story: u32) -> Option<DocAddress> {
        self.releases(story).next()
    }

    /// The releases of a story, the representative first.
    pub(super) fn releases(&self, story: u32) -> impl Iterator<Item = DocAddress> + '_ {
        let start = |story: usize| read_u32(&self.bytes, self.starts + story * 4).unwrap_or(0) as usize;
        let range = start(story as usize)..start(story as usize + 1);
        range.filter_map(|at| self.address(self.members + at * 8))
    }

    /// Other stories that have to do with that of a release: their representative, and whether the link begins here.
    pub(super) fn links(&self, address: DocAddress) -> Vec<(LinkKind, bool, DocAddress)> {
        let own = self.of(address).and_then(|story| self.representative(story)).unwrap_or(address);
        let mut found = Vec::new();
        for at in 0..self.link_count {
            let (Some(from), Some(to)) =
                (self.address(self.links + at * 16), self.address(self.links + at * 16 + 8))
            else {
                continue;
            };
            let kind = match read_u32(&self.bytes, self.kinds + at * 4) {
                Some(0) => LinkKind::Correction,
                _ => LinkKind::Translation,
            };
            if from == own {
                found.push((kind, true, to));
            } else if to == own {
                found.push((kind, false, from));
            }
        }
        found
    }

    fn address(&self, at: usize) -> Option<DocAddress> {
        Some(DocAddress::new(read_u32(&self.bytes, at)?, read_u32(&self.bytes, at + 4)?))
    }
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
