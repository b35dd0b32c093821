//! The tokens of a text, as `cgtsearch analyze --json` gives them.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Serialize;

use super::Place;
use super::place::Ruler;

/// The tokens of a text: `cgtsearch analyze --json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tokens {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.tokens.v1"))]
    pub schema: &'static str,
    /// The text as given.
    pub text: String,
    /// Its tokens by stream.
    pub streams: Streams,
}

/// The streams of tokens; both count the same positions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Streams {
    /// What stands there, to find phrases: Latin as it is, Han as overlapping pairs.
    pub verbatim: Vec<Token>,
    /// What it is a form of, to match and rank words.
    pub words: Vec<Token>,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Token {
    /// The term that an index holds.
    pub term: String,
    /// Its place in a phrase.
    pub position: u32,
    /// What it stands for in the text.
    pub text: String,
    /// Where that begins in the text.
    pub start: Place,
    /// Where that ends in the text.
    pub end: Place,
}

impl Tokens {
    /// Makes the wire form of the streams of a text.
    pub fn new(text: &str, verbatim: Vec<Token>, words: Vec<Token>) -> Self {
        Self { schema: "cgtsearch.tokens.v1", text: text.to_owned(), streams: Streams { verbatim, words } }
    }
}

impl Token {
    /// Makes the wire form of one stream: terms, positions, and ranges in bytes of `text`.
    pub fn stream(text: &str, tokens: impl IntoIterator<Item = (String, u32, Range<usize>)>) -> Vec<Self> {
        let mut ruler = Ruler::new(text);
        let mut stream = Vec::new();
        for (term, position, range) in tokens {
            let (text, start, end) = ruler.slice(range);
            stream.push(Self { term, position, text: text.to_owned(), start, end });
        }
        stream
    }
}
