//! How a release was read: by which extractor, from which bytes, and what is doubtful about it.

/// What an extractor says of its work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The name of the extractor: `html`, `pdf`, ...
    pub extractor: String,
    /// Its version: raised when the same bytes give another release.
    pub version: u32,
    /// The encoding of the text; `None` where the format leaves no choice.
    pub charset: Option<Charset>,
    /// What a person should know who relies on the release, one remark each.
    pub warnings: Vec<String>,
}

/// The encoding of a text, by the names of the WHATWG Encoding Standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charset {
    /// What the source declared, as it was written.
    pub declared: Option<String>,
    /// What the bytes were read as.
    pub used: String,
}
