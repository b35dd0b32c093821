//! Releases on disk: the [`Engine`](crate::engine::Engine) that answers from an index.
//!
//! This is the only place that knows tantivy. [`Writer`] brings releases in, one atomic commit a run;
//! [`Reader`] answers. `schema.rs` says which field holds what, `lower.rs` how a query becomes postings.

mod anatomy;
mod aside;
mod collector;
mod directory;
mod excluded;
mod fault;
mod lower;
mod manifest;
mod rank;
mod reader;
mod record;
mod schema;
mod statistics;
mod stored;
mod stories;
mod terms;
mod tokenizer;
mod writer;
mod zoned;

pub use manifest::Manifest;
pub use reader::{Known, Reader};
pub use writer::{MAX_SEGMENTS, Writer};
