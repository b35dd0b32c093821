//! One file a format: its marks, and how it becomes drafts. `plain.rs` is the smallest.

mod blocks;
#[cfg(test)]
mod cases;
pub(super) mod feed;
pub(super) mod html;
pub(super) mod mail;
pub(super) mod markdown;
pub(super) mod news;
pub(super) mod office;
pub(super) mod packed;
pub(super) mod pdf;
pub(super) mod plain;
pub(super) mod records;
mod sniff;
pub(super) mod table;
pub(super) mod tar;
#[cfg(test)]
mod testing;
pub(super) mod warc;
mod xml;
pub(super) mod zip;
