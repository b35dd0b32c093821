//! Brings releases into an index: one atomic commit, few segments.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::NoMergePolicy;
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
};

use super::fault::{fault, locked};
use super::manifest::{FORMAT, Manifest, segments};
use super::reader::{broken, mapped};
use super::schema::Fields;
use super::{stored, stories, tokenizer};
use crate::analysis::Analyzer;
use crate::document::{DocId, Document};
use crate::error::{Error, Result};
use crate::guard::guarded;

/// The most segments a finished run leaves: every one costs each query a look-up.
pub const MAX_SEGMENTS: usize = 8;

/// Memory for documents on their way to disk, for all threads together.
const HEAP_BYTES: usize = 256 << 20;
const MAX_THREADS: usize = 4;

/// How often, and how far apart, a lock that another process holds is tried: for a second in all.
const PATIENCE: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);

/// Writes to an index. Nothing shows before [`Writer::commit`], and a writer that is dropped without it
/// leaves the index as it was.
pub struct Writer {
    dir: PathBuf,
    manifest: Manifest,
    fresh: bool,
    fields: Fields,
    index: Index,
    writer: IndexWriter<TantivyDocument>,
    // Held for as long as the writer lives.
    _lock: File,
}

impl Writer {
    /// Opens the index in a folder for writing, or begins one there.
    ///
    /// With `rebuild` a new generation begins empty and replaces the present one at the commit, whatever
    /// that one's state. Fails with `Locked` while another process writes, with `Incompatible` where another
    /// analyzer built the index and `rebuild` is not asked for.
    pub fn open(dir: &Path, analyzer: &Arc<Analyzer>, rebuild: bool) -> Result<Self> {
        guarded(|| Self::begin(dir, analyzer, rebuild))
            .unwrap_or_else(|panic| Err(broken("write to the index at", dir, panic)))
    }

    fn begin(dir: &Path, analyzer: &Arc<Analyzer>, rebuild: bool) -> Result<Self> {
        fs::create_dir_all(dir).map_err(|cause| Error::io("create", dir, &cause))?;
        let lock = lock(dir)?;
        let present = match Manifest::read(dir) {
            Ok(manifest) => Some(manifest),
            Err(error) if rebuild || error.kind() == crate::error::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        if let Some(present) = &present {
            // What a run that died left behind goes first: it may be what fills the disk.
            remove_other_generations(dir, present.generation);
        }
        let fingerprint = analyzer.fingerprint();
        let (manifest, fresh) = match present {
            Some(manifest) if !rebuild => {
                manifest.check(dir, &fingerprint)?;
                (manifest, false)
            }
            _ => {
                let generation = next_generation(dir);
                (Manifest { format: FORMAT, analyzer: fingerprint, generation, roots: Vec::new() }, true)
            }
        };
        let path = manifest.segments(dir);
        let (schema, fields) = Fields::schema();
        let began = |error| fault("write to the index at", dir, error);
        let index = if fresh {
            fs::create_dir_all(&path).map_err(|cause| Error::io("create", &path, &cause))?;
            Index::create(mapped(&path, dir)?, schema, IndexSettings::default()).map_err(began)?
        } else {
            Index::open(mapped(&path, dir)?).map_err(began)?
        };
        tokenizer::register(index.tokenizers(), analyzer);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
        let begin = || index.writer_with_num_threads(threads, HEAP_BYTES);
        let mut writer: tantivy::Result<IndexWriter<TantivyDocument>> = begin();
        // tantivy has a lock of its own, which a process that was killed a moment ago may still hold.
        for _ in 1..PATIENCE {
            if !matches!(writer, Err(TantivyError::LockFailure(..))) {
                break;
            }
            std::thread::sleep(PAUSE);
            writer = begin();
        }
        let writer = writer.map_err(began)?;
        writer.garbage_collect_files().wait().map_err(began)?;
        // Merges are ours to begin, once, after the commit: a dropped writer kills those in the background.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self { dir: dir.to_owned(), manifest, fresh, fields, index, writer, _lock: lock })
    }

    /// Tells whether the index began with this writer.
    pub fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// Adds a release in place of the one with the same id, if the index has one; what is put itself must not
    /// repeat an id. `key` tells later whether the release has changed, `file` whether it has vanished.
    pub fn put(&mut self, document: &Document, key: u64, file: &str) -> Result<()> {
        if !self.fresh {
            self.remove(&document.id);
        }
        let packed = stored::pack(&self.fields, document, key, file);
        self.writer.add_document(packed).map_err(|error| self.fault(error))?;
        Ok(())
    }

    /// Removes a release.
    pub fn remove(&mut self, id: &DocId) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id.as_str()));
    }

    /// Makes everything since the last commit visible at once, waits for merges, and leaves at most
    /// [`MAX_SEGMENTS`] segments. `roots` are remembered as what the index is built from.
    pub fn commit(self, roots: &[PathBuf]) -> Result<()> {
        let dir = self.dir.clone();
        guarded(|| self.finish(roots))
            .unwrap_or_else(|panic| Err(broken("commit to the index at", &dir, panic)))
    }

    fn finish(mut self, roots: &[PathBuf]) -> Result<()> {
        self.writer.commit().map_err(|error| fault("commit to the index at", &self.dir, error))?;
        let before = self.manifest.roots.len();
        for root in roots {
            if !self.manifest.roots.contains(root) {
                self.manifest.roots.push(root.clone());
            }
        }
        if self.fresh || self.manifest.roots.len() > before {
            self.manifest.write(&self.dir)?;
        }
        // From here on the releases are safe; what follows is tidying.
        let tidied = |error| fault("merge segments of the index at", &self.dir, error);
        let segments = self.index.searchable_segment_metas().map_err(tidied)?;
        let small = too_many(segments, self.fresh);
        if small.len() > 1 {
            self.writer.merge(&small).wait().map_err(tidied)?;
        }
        self.writer.garbage_collect_files().wait().map_err(tidied)?;
        self.writer.wait_merging_threads().map_err(tidied)?;
        let reader: IndexReader =
            self.index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(tidied)?;
        stories::write(&reader.searcher(), &self.manifest.segments(&self.dir))
            .map_err(|error| fault("sort the stories of the index at", &self.dir, error))?;
        remove_other_generations(&self.dir, self.manifest.generation);
        share(&self.dir, &self.manifest.segments(&self.dir));
        Ok(())
    }

    fn fault(&self, error: tantivy::TantivyError) -> Error {
        fault("write to the index at", &self.dir, error)
    }
}

/// Returns the segments to merge into one: all of a fresh index, and of another, where there are too many, the
/// smallest, so that a day's releases do not cost the copying of a year's.
fn too_many(mut segments: Vec<SegmentMeta>, fresh: bool) -> Vec<SegmentId> {
    segments.sort_by_key(|segment| std::cmp::Reverse(segment.num_docs()));
    let keep = match (fresh, segments.len()) {
        (true, _) => 0,
        (false, count) if count > MAX_SEGMENTS => MAX_SEGMENTS / 2,
        (false, count) => count,
    };
    segments.iter().skip(keep).map(SegmentMeta::id).collect()
}

/// Gives tantivy's own files, which it makes for its user alone, the rights of the manifest, so that whoever may
/// read the index can.
fn share(dir: &Path, segments: &Path) {
    let Ok(rights) = fs::metadata(dir.join("manifest.json")).map(|manifest| manifest.permissions()) else {
        return;
    };
    for name in ["meta.json", ".managed.json"] {
        // Whoever may not change them made the index some other way; it is theirs to share.
        let _ = fs::set_permissions(segments.join(name), rights.clone());
    }
}

fn lock(dir: &Path) -> Result<File> {
    let path = dir.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|cause| Error::io("write", &path, &cause))?;
    for _ in 0..PATIENCE {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(cause)) => return Err(Error::io("lock", &path, &cause)),
        }
    }
    Err(locked(dir))
}

/// The number after that of every folder in the way, left over by a crash or not.
fn next_generation(dir: &Path) -> u32 {
    generations(dir).into_iter().max().map_or(1, |last| last.saturating_add(1))
}

fn generations(dir: &Path) -> Vec<u32> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.strip_prefix("segments-")?.parse().ok()).collect()
}

/// Removes what the manifest no longer names. Readers that have it open keep what they see.
fn remove_other_generations(dir: &Path, current: u32) {
    for generation in generations(dir).into_iter().filter(|&generation| generation != current) {
        // A folder that stays does no harm and goes the next time.
        let _ = fs::remove_dir_all(segments(dir, generation));
    }
}
