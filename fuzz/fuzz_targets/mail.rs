//! Any bytes as a file named `mail.eml`: read, with anatomy, date and identity, without a panic.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| cgtsearch_fuzz::read("mail.eml", bytes));
