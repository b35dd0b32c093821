//! Full-text search over industry press releases, English and Chinese mixed.
//!
//! The modules are the pipeline. A file becomes [`document::Document`]s in [`corpus`]; [`analysis`] turns their
//! text into tokens, over the folded characters of [`text`]; [`indexing`] brings them into an [`index`]. A string
//! becomes a [`query::Query`] in [`query`]; an [`engine::Engine`] answers it; [`highlight`] chooses what to show;
//! [`search::search`] is all of that in one call, and [`render`] writes what comes of it.
//!
//! ```
//! use cgtsearch::analysis::Analyzer;
//! use cgtsearch::document::{DocId, Document};
//! use cgtsearch::engine::ScanEngine;
//! use cgtsearch::search::{SearchOptions, search};
//!
//! let release = Document::new(
//!     DocId::new("r1").expect("not empty"),
//!     "Quillfeather doses first patient",
//!     "The DC cell vaccine 树突状细胞疫苗 was well tolerated.",
//! );
//! let engine = ScanEngine::new([release]);
//! let page = search(&engine, &Analyzer::new(), "“dc細胞” OR “DC cell”", &SearchOptions::default())?;
//! assert_eq!(page.total, 1);
//! # Ok::<(), cgtsearch::error::Error>(())
//! ```
//!
//! What is absent says as much: only [`index`] knows tantivy, nothing before [`render`] holds an escape code or a
//! tag, and only `main.rs` touches the process. `ARCHITECTURE.md` has the layer table, a test checks it.

pub mod analysis;
pub mod cli;
pub mod corpus;
pub mod document;
pub mod engine;
pub mod error;
pub mod eval;
mod guard;
pub mod highlight;
pub mod index;
pub mod indexing;
pub mod prove;
pub mod query;
pub mod render;
pub mod search;
pub mod story;
pub mod text;
