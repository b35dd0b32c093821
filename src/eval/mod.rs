//! How good is it, measured on what people judged?

pub mod duplicates;
pub mod extract;
