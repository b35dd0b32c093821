//! The JSON Schema of everything that `--json` and `--jsonl` give, made from the wire types.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::json;

use super::{
    DuplicatesEval, Extract, ExtractEval, ExtractedRelease, Fault, Hit, Proof, Release, Report, SearchResult,
    Status, Tokens, pretty,
};

/// Returns the schema of all documents as one JSON Schema (2020-12), the text of
/// `schema/cgtsearch.v1.schema.json`.
pub fn schema() -> String {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let documents = [
        document::<SearchResult>(&mut generator),
        document::<Release>(&mut generator),
        document::<Report>(&mut generator),
        document::<Extract>(&mut generator),
        document::<ExtractEval>(&mut generator),
        document::<DuplicatesEval>(&mut generator),
        document::<Status>(&mut generator),
        document::<Tokens>(&mut generator),
        document::<Proof>(&mut generator),
        document::<Fault>(&mut generator),
    ];
    // A line of --jsonl is no document of its own: it names no version.
    document::<Hit>(&mut generator);
    document::<ExtractedRelease>(&mut generator);
    pretty(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cgtsearch output, version 1",
        "description": "What cgtsearch gives under --json. A line of `query --jsonl` is a Hit, \
            of `extract --jsonl` an ExtractedRelease. Fields may be added; \
            none moves, goes, or is ever missing: what is not known is null.",
        "oneOf": documents,
        "$defs": generator.take_definitions(true),
    }))
}

fn document<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
