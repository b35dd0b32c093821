//! One file a format: its marks, and how it becomes drafts. `plain.rs` is the smallest.

pub(super) mod html;
pub(super) mod markdown;
pub(super) mod packed;
pub(super) mod plain;
pub(super) mod records;
pub(super) mod table;
pub(super) mod tar;
pub(super) mod zip;
