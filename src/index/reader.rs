//! Answers from an index on disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::MmapDirectory;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocSet, Index, IndexReader, ReloadPolicy, Searcher, TERMINATED, TantivyDocument,
    TantivyError, Term,
};

use super::collector::Best;
use super::directory::ReadDirectory;
use super::fault::{fault, rebuild_hint};
use super::lower::lower;
use super::manifest::Manifest;
use super::schema::Fields;
use super::statistics::Statistics;
use super::stories::Stories;
use super::{stored, tokenizer};
use crate::analysis::Analyzer;
use crate::document::{DocId, Document};
use crate::engine::{Engine, Hit, Relation, SearchRequest, SearchResponse, Story, StoryLink};
use crate::error::{Error, ErrorKind, Result};
use crate::guard::guarded;

/// An open index. It shows the releases as of the moment it was opened.
pub struct Reader {
    dir: PathBuf,
    manifest: Manifest,
    fields: Fields,
    searcher: Searcher,
    stories: Option<Arc<Stories>>,
    // Keeps the segments that the searcher reads alive.
    _reader: IndexReader,
}

/// What an index knows of a release without reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The content key it was indexed under.
    pub key: u64,
    /// The file it was read from.
    pub file: String,
}

impl Reader {
    /// Opens the index in a folder. Reads a few small files; the rest is mapped and read when it is needed.
    ///
    /// Fails with `NotFound` where there is none and with `Incompatible` where another analyzer built it.
    pub fn open(dir: &Path, analyzer: &Arc<Analyzer>) -> Result<Self> {
        let mut manifest = Manifest::read(dir)?;
        loop {
            manifest.check(dir, &analyzer.fingerprint())?;
            let generation = manifest.generation;
            let opened = guarded(|| Self::open_segments(dir, analyzer, manifest));
            let opened = opened.unwrap_or_else(|panic| Err(broken("open the index at", dir, panic)));
            let Err(error) = opened else { return opened };
            // A rebuild may have removed the generation between reading its name and opening it.
            manifest = Manifest::read(dir)?;
            if manifest.generation == generation {
                return Err(error);
            }
        }
    }

    fn open_segments(dir: &Path, analyzer: &Arc<Analyzer>, manifest: Manifest) -> Result<Self> {
        let opened = |error| fault("open the index at", dir, error);
        let directory = mapped(&manifest.segments(dir), dir)?;
        let index = Index::open(ReadDirectory(directory.clone())).map_err(opened)?;
        tokenizer::register(index.tokenizers(), analyzer);
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(opened)?;
        let (_, fields) = Fields::schema();
        let searcher = reader.searcher();
        let stories = Stories::open(&directory, &searcher).map(Arc::new);
        Ok(Self { dir: dir.to_owned(), manifest, fields, searcher, stories, _reader: reader })
    }

    /// Returns what the index was built from and by.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Returns in how many segments the releases lie.
    pub fn segments(&self) -> usize {
        self.searcher.segment_readers().len()
    }

    /// Returns how many stories more than one release tells, and how many releases are folded into another. `None`
    /// where a run died before it could say: then nothing is folded until the next.
    pub fn stories(&self) -> Option<(usize, usize)> {
        self.stories.as_ref().map(|stories| (stories.len(), stories.folded()))
    }

    /// Returns the size of everything in the index in bytes.
    pub fn bytes(&self) -> Result<u64> {
        let measure = || self.searcher.space_usage().map_err(|cause| Error::io("measure", &self.dir, &cause));
        Ok(self.guarded(measure)?.total().get_bytes())
    }

    /// Returns what is known of every release, by id. Reads three columns, no text.
    pub fn known(&self) -> Result<HashMap<String, Known>> {
        self.guarded(|| self.read_known())
    }

    fn read_known(&self) -> Result<HashMap<String, Known>> {
        let mut known = HashMap::with_capacity(self.len());
        for segment in self.searcher.segment_readers() {
            let mut read = || -> tantivy::Result<()> {
                let columns = segment.fast_fields();
                let (ids, files, keys) = (columns.str("id")?, columns.str("origin")?, columns.u64("key")?);
                let (Some(ids), Some(files)) = (ids, files) else { return Ok(()) };
                for doc in segment.doc_ids_alive() {
                    let (mut id, mut file) = (String::new(), String::new());
                    ids.ord_to_str(ids.ords().first(doc).unwrap_or(0), &mut id)?;
                    files.ord_to_str(files.ords().first(doc).unwrap_or(0), &mut file)?;
                    known.insert(id, Known { key: keys.first(doc).unwrap_or(0), file });
                }
                Ok(())
            };
            read().map_err(|error| self.fault(error))?;
        }
        Ok(known)
    }

    /// Calls `each` with every release, in no particular order.
    pub fn each(&self, each: &mut dyn FnMut(Document)) -> Result<()> {
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            for doc in segment.doc_ids_alive() {
                let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
                each(self.guarded(|| self.document(DocAddress::new(ordinal, doc)))?);
            }
        }
        Ok(())
    }

    fn document(&self, address: DocAddress) -> Result<Document> {
        let packed: TantivyDocument = self.searcher.doc(address).map_err(|error| self.fault(error))?;
        stored::unpack(&self.fields, &packed).ok_or_else(|| {
            let id =
                packed.get_first(self.fields.id).and_then(|value| value.as_str()).unwrap_or("?").to_owned();
            Error::new(
                ErrorKind::Corrupt,
                format!("release {id} does not read back from {}", self.dir.display()),
            )
            .with_hint(rebuild_hint(&self.dir))
        })
    }

    fn fault(&self, error: TantivyError) -> Error {
        fault("read the index at", &self.dir, error)
    }
}

impl Engine for Reader {
    fn search(&self, request: &SearchRequest<'_>) -> Result<SearchResponse> {
        self.guarded(|| self.answer(request))
    }

    fn get(&self, id: &DocId) -> Result<Option<Document>> {
        self.guarded(|| self.find(id))
    }

    fn story(&self, id: &DocId) -> Result<Story> {
        self.guarded(|| match self.locate(id)? {
            Some(address) => self.story_at(address),
            None => Ok(Story::default()),
        })
    }

    fn len(&self) -> usize {
        usize::try_from(self.searcher.num_docs()).unwrap_or(usize::MAX)
    }
}

impl Reader {
    fn answer(&self, request: &SearchRequest<'_>) -> Result<SearchResponse> {
        let wrap = |error| self.fault(error);
        let statistics = Statistics { searcher: &self.searcher, stories: self.stories.as_deref() };
        let query = lower(request.query, &self.fields, &statistics).map_err(wrap)?;
        let limit = request.offset.saturating_add(request.limit).min(self.len());
        let best = Best { limit, stories: self.stories.clone().filter(|_| request.fold) };
        let found =
            self.searcher.search_with_statistics_provider(&query, &best, &statistics).map_err(wrap)?;
        let mut hits = Vec::new();
        for ranked in found.best.into_iter().skip(request.offset) {
            let document = match request.documents {
                true => Some(self.document(ranked.address)?),
                false => None,
            };
            let id =
                DocId::new(&ranked.id).ok_or_else(|| wrap(TantivyError::InternalError("empty id".into())))?;
            let story = match request.documents {
                true => Some(self.story_at(ranked.address)?).filter(|story| *story != Story::default()),
                false => None,
            };
            hits.push(Hit { id, score: ranked.score, document, story });
        }
        Ok(SearchResponse { total: found.total, hits })
    }

    /// Returns who tells the story of a release, and what has to do with it.
    fn story_at(&self, address: DocAddress) -> Result<Story> {
        let Some(stories) = &self.stories else { return Ok(Story::default()) };
        let mut releases = Vec::new();
        for address in stories.of(address).into_iter().flat_map(|story| stories.releases(story)) {
            releases.extend(self.id(address)?);
        }
        let mut links = Vec::new();
        for (kind, at_start, other) in stories.links(address) {
            let relation = Relation::of(kind, at_start);
            links.extend(self.id(other)?.map(|id| StoryLink { relation, id }));
        }
        links.sort_by(|a, b| a.relation.cmp(&b.relation).then_with(|| a.id.cmp(&b.id)));
        Ok(Story { releases, links })
    }

    fn id(&self, address: DocAddress) -> Result<Option<DocId>> {
        let segment = self.searcher.segment_reader(address.segment_ord);
        let mut id = String::new();
        let mut read = || -> tantivy::Result<()> {
            if let Some(ids) = segment.fast_fields().str("id")? {
                ids.ord_to_str(ids.ords().first(address.doc_id).unwrap_or(0), &mut id)?;
            }
            Ok(())
        };
        read().map_err(|error| self.fault(error))?;
        Ok(DocId::new(&id))
    }

    fn find(&self, id: &DocId) -> Result<Option<Document>> {
        match self.locate(id)? {
            Some(address) => self.document(address).map(Some),
            None => self.find_origin(id.as_str()),
        }
    }

    fn locate(&self, id: &DocId) -> Result<Option<DocAddress>> {
        let term = Term::from_field_text(self.fields.id, id.as_str());
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let index = segment.inverted_index(self.fields.id).map_err(|error| self.fault(error))?;
            let postings = index
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(|error| self.fault(error.into()))?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(postings.doc())) {
                    let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
                    return Ok(Some(DocAddress::new(ordinal, postings.doc())));
                }
                postings.advance();
            }
        }
        Ok(None)
    }

    /// Finds a release by the file it was read from. Reads every release of the files whose path ends so.
    fn find_origin(&self, origin: &str) -> Result<Option<Document>> {
        // `releases.jsonl:12` is a record of the file `releases.jsonl`, `a.zip/b.html` lies in `a.zip`.
        let of_file = |file: &str| {
            let mut name = origin;
            while !name.is_empty() {
                if file.ends_with(name) {
                    return true;
                }
                name = name.rfind([':', '#', '/']).map_or("", |end| &name[..end]);
            }
            false
        };
        for (ordinal, segment) in self.searcher.segment_readers().iter().enumerate() {
            let files = segment.fast_fields().str("origin").map_err(|error| self.fault(error))?;
            let Some(files) = files else { continue };
            let mut known: HashMap<u64, bool> = HashMap::new();
            for doc in segment.doc_ids_alive() {
                let Some(file) = files.ords().first(doc) else { continue };
                let is_file = *known.entry(file).or_insert_with(|| {
                    let mut path = String::new();
                    files.ord_to_str(file, &mut path).is_ok() && of_file(&path)
                });
                if is_file {
                    let ordinal = u32::try_from(ordinal).unwrap_or(u32::MAX);
                    let document = self.document(DocAddress::new(ordinal, doc))?;
                    if document.origin == origin {
                        return Ok(Some(document));
                    }
                }
            }
        }
        Ok(None)
    }

    /// tantivy panics on some broken files, deep in what it reads lazily.
    fn guarded<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        guarded(read).unwrap_or_else(|panic| Err(broken("read the index at", &self.dir, panic)))
    }
}

/// Maps the folder of an index's segments.
pub(super) fn mapped(segments: &Path, dir: &Path) -> Result<MmapDirectory> {
    MmapDirectory::open(segments).map_err(|error| fault("open the index at", dir, error.into()))
}

/// Makes an error of what tantivy said when it panicked.
pub(super) fn broken(doing: &str, dir: &Path, panic: String) -> Error {
    fault(doing, dir, TantivyError::InternalError(panic))
}
