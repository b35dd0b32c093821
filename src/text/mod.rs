//! Here are characters: what do they say, however they are written?
//!
//! [`fold`] is the one normaliser: documents, queries and dictionaries all pass it first, and its map
//! leads every range back to the text as given. [`unit`] then cuts folded text into the smallest things
//! that can be searched. Read `fold.rs` first.

pub mod fold;
mod pinyin;
pub mod script;
pub mod sentence;
mod simplified;
pub mod unit;
pub mod vary;

pub use fold::{Folded, fold};
pub use unit::{Kind, Unit, units};
