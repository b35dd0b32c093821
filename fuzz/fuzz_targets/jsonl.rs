//! Any bytes as a file named `records.jsonl`: read, with anatomy, date and identity, without a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cgtsearch_fuzz::read("records.jsonl", bytes));
