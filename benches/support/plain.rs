//! Plain tantivy on the index that this program built: the same terms, and the ten best by BM25.

use std::ops::Bound;
use std::path::Path;

use cgtsearch::analysis::{Analyzer, Stream};
use cgtsearch::index::Manifest;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, Index, Searcher, TantivyDocument, Term};

use super::Outcome;

/// The index as tantivy sees it.
pub(crate) struct Plain {
    searcher: Searcher,
    id: Field,
    body: Field,
    words: Field,
    last_day: Field,
}

impl Plain {
    pub(crate) fn open(dir: &Path) -> Outcome<Self> {
        let segments = dir.join(format!("segments-{}", Manifest::read(dir)?.generation));
        let index = Index::open_in_dir(segments)?;
        let field = |name| index.schema().get_field(name);
        Ok(Self {
            searcher: index.reader()?.searcher(),
            id: field("id")?,
            body: field("body")?,
            words: field("body_words")?,
            last_day: field("last_day")?,
        })
    }

    /// One of the words of a text.
    pub(crate) fn any(&self, analyzer: &Analyzer, text: &str) -> Box<dyn Query> {
        self.words(analyzer, text, Occur::Should)
    }

    /// All words of a text.
    pub(crate) fn all(&self, analyzer: &Analyzer, text: &str) -> Box<dyn Query> {
        self.words(analyzer, text, Occur::Must)
    }

    /// A text as it stands.
    pub(crate) fn phrase(&self, analyzer: &Analyzer, text: &str) -> Box<dyn Query> {
        let tokens = analyzer.tokens(Stream::Verbatim, text);
        let term = |text: &str| Term::from_field_text(self.body, text);
        let terms = tokens.iter().map(|token| (token.position as usize, term(&token.term)));
        Box::new(PhraseQuery::new_with_offset(terms.collect()))
    }

    /// What answers a query since a day, which counts from 1970-01-01.
    pub(crate) fn since(&self, day: i64, query: Box<dyn Query>) -> Box<dyn Query> {
        let from = Bound::Included(Term::from_field_i64(self.last_day, day));
        let range = Box::new(RangeQuery::new(from, Bound::Unbounded));
        Box::new(BooleanQuery::new(vec![(Occur::Must, query), (Occur::Must, range)]))
    }

    /// Returns the ten best.
    pub(crate) fn best(&self, query: &dyn Query) -> tantivy::Result<Vec<(f32, DocAddress)>> {
        self.searcher.search(query, &TopDocs::with_limit(10).order_by_score())
    }

    /// Reads the id of a release.
    pub(crate) fn id(&self, address: DocAddress) -> tantivy::Result<String> {
        let release: TantivyDocument = self.searcher.doc(address)?;
        Ok(release.get_first(self.id).and_then(|id| id.as_str()).unwrap_or_default().to_owned())
    }

    fn words(&self, analyzer: &Analyzer, text: &str, occur: Occur) -> Box<dyn Query> {
        let clause = |term: &str| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(self.words, term);
            (occur, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        let tokens = analyzer.tokens(Stream::Words, text);
        Box::new(BooleanQuery::new(tokens.iter().map(|token| clause(&token.term)).collect()))
    }
}
