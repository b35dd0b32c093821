//! The releases of an index as `story::assign` reads them: from its columns.

use std::borrow::Cow;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, Searcher, SegmentReader};

use crate::story::{Days, Entries, Fingerprint, Originality};

/// The numbers of 64 bits that a fingerprint takes as a column; the byte behind it is the originality.
const NUMBERS: usize = Fingerprint::BYTES / 8 + 1;
/// Makes the numbers that a release has in the column.
pub(in crate::index) fn pack(fingerprint: &Fingerprint, originality: Originality) -> [u64; NUMBERS] {
    let mut bytes = [0_u8; NUMBERS * 8];
    bytes[..Fingerprint::BYTES].copy_from_slice(&fingerprint.to_bytes());
    bytes[Fingerprint::BYTES] = originality.code();
    let mut numbers = [0; NUMBERS];
    for (number, part) in numbers.iter_mut().zip(bytes.chunks_exact(8)) {
        *number = u64::from_le_bytes(part.try_into().unwrap_or_default());
    }
    numbers
}

/// The releases of an index, read from its columns.
pub(super) struct Columns {
    segments: Vec<SegmentColumns>,
    /// The releases that are not deleted, by segment and document.
    pub(super) alive: Vec<DocAddress>,
}

struct SegmentColumns {
    numbers: Option<Column<u64>>,
    first: Option<Column<i64>>,
    last: Option<Column<i64>>,
    ids: Option<StrColumn>,
}

impl SegmentColumns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            numbers: columns.column_opt("fingerprint")?,
            first: columns.column_opt("first_day")?,
            last: columns.column_opt("last_day")?,
            ids: columns.str("id")?,
        })
    }

    fn bytes(&self, doc: u32) -> [u8; NUMBERS * 8] {
        let mut bytes = [0_u8; NUMBERS * 8];
        let numbers = self.numbers.iter().flat_map(|numbers| numbers.values_for_doc(doc));
        for (part, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            part.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }
}

impl Columns {
    pub(super) fn open(searcher: &Searcher) -> tantivy::Result<Self> {
        let (mut segments, mut alive) = (Vec::new(), Vec::new());
        for (ordinal, segment) in (0_u32..).zip(searcher.segment_readers()) {
            segments.push(SegmentColumns::open(segment)?);
            alive.extend(segment.doc_ids_alive().map(|doc| DocAddress::new(ordinal, doc)));
        }
        Ok(Self { segments, alive })
    }

    fn at(&self, at: usize) -> (&SegmentColumns, u32) {
        let address = self.alive[at];
        (&self.segments[address.segment_ord as usize], address.doc_id)
    }
}

impl Entries for Columns {
    fn len(&self) -> usize {
        self.alive.len()
    }

    fn fingerprint(&self, at: usize) -> Fingerprint {
        let (segment, doc) = self.at(at);
        let bytes = segment.bytes(doc);
        // What does not read back resembles nothing.
        Fingerprint::from_bytes(&bytes[..Fingerprint::BYTES]).unwrap_or_else(|_| Fingerprint::of("", &[]))
    }

    fn days(&self, at: usize) -> Option<Days> {
        let (segment, doc) = self.at(at);
        let day = |column: &Option<Column<i64>>| i32::try_from(column.as_ref()?.first(doc)?).ok();
        Some(Days { first: day(&segment.first)?, last: day(&segment.last)? })
    }

    fn originality(&self, at: usize) -> Originality {
        let (segment, doc) = self.at(at);
        Originality::from_code(segment.bytes(doc)[Fingerprint::BYTES])
    }

    fn id(&self, at: usize) -> Cow<'_, str> {
        let (segment, doc) = self.at(at);
        let mut id = String::new();
        if let Some(ids) = &segment.ids {
            let _ = ids.ord_to_str(ids.ords().first(doc).unwrap_or(0), &mut id);
        }
        Cow::Owned(id)
    }
}
