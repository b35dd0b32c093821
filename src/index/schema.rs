//! Which field holds what.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

use crate::analysis::Stream;
use crate::document::Zone;

/// The names of the tokenizers that write the streams.
pub(super) const VERBATIM: &str = "verbatim";
pub(super) const WORDS: &str = "words";
/// The names of the tokenizers that write where sections are and what stands in them.
pub(super) const ANATOMY: &str = "anatomy";
pub(super) const ZONES: &str = "zones";

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// The id: looked up, sorted by.
    pub id: Field,
    /// The content key, to tell what has changed.
    pub key: Field,
    /// The file a release was read from, to tell what has vanished.
    pub origin: Field,
    /// Every code the language answers to.
    pub language: Field,
    /// The first and the last day the date can mean, in days since 1970-01-01.
    pub first_day: Field,
    pub last_day: Field,
    /// The text of the zones, stored, with positions.
    headline: Field,
    body: Field,
    source: Field,
    /// The words of the zones, to rank.
    headline_words: Field,
    body_words: Field,
    source_words: Field,
    /// Where the sections of the body begin and end, in positions of the body; and which zones there are.
    pub anatomy: Field,
    /// The words of each section by its zone, and what stands in boilerplate.
    pub zones: Field,
    /// What tells copies of the release, as numbers.
    pub fingerprint: Field,
    /// Everything else of the release, as JSON.
    pub record: Field,
}

impl Fields {
    /// Returns the schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let text = |tokenizer: &str, option: IndexRecordOption| {
            let indexing = TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option);
            TextOptions::default().set_indexing_options(indexing)
        };
        let verbatim = text(VERBATIM, IndexRecordOption::WithFreqsAndPositions);
        let words = text(WORDS, IndexRecordOption::WithFreqs);
        let label = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        );
        let marks = |tokenizer: &str, option: IndexRecordOption| {
            let indexing = TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(option)
                .set_fieldnorms(false);
            TextOptions::default().set_indexing_options(indexing)
        };
        let mut builder = Schema::builder();
        let fields = Self {
            id: builder.add_text_field("id", STRING | STORED | FAST),
            key: builder.add_u64_field("key", FAST),
            origin: builder.add_text_field("origin", FAST),
            language: builder.add_text_field("language", label),
            first_day: builder.add_i64_field("first_day", FAST | INDEXED),
            last_day: builder.add_i64_field("last_day", FAST | INDEXED),
            headline: builder.add_text_field("headline", verbatim.clone() | STORED),
            body: builder.add_text_field("body", verbatim.clone() | STORED),
            source: builder.add_text_field("source", verbatim),
            headline_words: builder.add_text_field("headline_words", words.clone()),
            body_words: builder.add_text_field("body_words", words.clone()),
            source_words: builder.add_text_field("source_words", words),
            anatomy: builder
                .add_text_field("anatomy", marks(ANATOMY, IndexRecordOption::WithFreqsAndPositions)),
            zones: builder.add_text_field("zones", marks(ZONES, IndexRecordOption::WithFreqs)),
            fingerprint: builder.add_u64_field("fingerprint", FAST),
            record: builder.add_text_field("record", STORED),
        };
        (builder.build(), fields)
    }

    /// Returns the field that holds a stream of a zone.
    pub(super) fn text(&self, zone: Zone, stream: Stream) -> Field {
        match (zone, stream) {
            (Zone::Headline, Stream::Verbatim) => self.headline,
            (Zone::Headline, Stream::Words) => self.headline_words,
            (Zone::Source, Stream::Verbatim) => self.source,
            (Zone::Source, Stream::Words) => self.source_words,
            (_, Stream::Verbatim) => self.body,
            (_, Stream::Words) => self.body_words,
        }
    }
}
