//! Here is an answer: which bytes does a person or a program get?
//!
//! Nothing is printed and nothing is decided here: a page, a release or a report goes in, and text for people
//! or JSON for programs comes out, the same bytes for the same input. [`json`] owns the wire types and their
//! schema; [`text`] lays out for a width and a [`Theme`]. What a release says never reaches a terminal as
//! anything but text: `clean.rs` sees to that. Read `wrap.rs` for how mixed text breaks into lines.

mod clean;
#[cfg(test)]
mod fixture;
pub mod json;
pub mod text;
mod theme;
mod wrap;

pub use theme::Theme;
