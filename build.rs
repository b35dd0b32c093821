//! Lays out the two character tables so that the program can use them without loading anything:
//! Traditional to Simplified as a direct table, and the segmentation dictionary sorted by first
//! character with an index, of which a query reads only the pages it needs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

const TRADITIONAL: &str = "src/text/data/opencc_ts_characters.txt";
const DICTIONARY: &str = "src/analysis/data/jieba_dictionary.txt.zst";

fn main() {
    println!("cargo::rerun-if-changed={TRADITIONAL}");
    println!("cargo::rerun-if-changed={DICTIONARY}");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let simplified = simplified();
    write_simplified(&out, &simplified);
    write_dictionary(&out, &simplified);
}

/// Reads the first candidate of every character, chains resolved (薴 → 苧 → 苎).
fn simplified() -> BTreeMap<char, char> {
    let text = fs::read_to_string(TRADITIONAL).expect("the character table is in the repository");
    let mut map: BTreeMap<char, char> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let (key, values) = line.split_once('\t')?;
            Some((key.chars().next()?, values.chars().next()?))
        })
        .collect();
    map.insert('衞', '卫'); // the Hong Kong form, which the table lacks
    let resolve = |mut c: char| {
        for _ in 0..4 {
            c = *map.get(&c).unwrap_or(&c);
        }
        c
    };
    map.iter().map(|(&key, _)| (key, resolve(key))).filter(|(key, value)| key != value).collect()
}

/// Writes one little-endian u16 for each of U+3400..=U+9FFF (0: unchanged), and a sorted list for the rest.
fn write_simplified(out: &Path, simplified: &BTreeMap<char, char>) {
    let mut direct = vec![0u16; 0xA000 - 0x3400];
    let mut rest = Vec::new();
    for (&key, &value) in simplified {
        match (u32::from(key), u16::try_from(u32::from(value))) {
            (code @ 0x3400..0xA000, Ok(value)) => direct[code as usize - 0x3400] = value,
            _ => rest.push(format!("({key:?}, {value:?})")),
        }
    }
    let direct: Vec<String> = direct.iter().map(u16::to_string).collect();
    let source = format!(
        "static DIRECT: [u16; {}] = [{}];\nstatic REST: [(char, char); {}] = [{}];\n",
        direct.len(),
        direct.join(","),
        rest.len(),
        rest.join(",")
    );
    fs::write(out.join("simplified.rs"), source).expect("OUT_DIR is writable");
}

/// Writes `dictionary.txt` (`word frequency` lines, by first character) and `dictionary.rs`, its index.
fn write_dictionary(out: &Path, simplified: &BTreeMap<char, char>) {
    let packed = fs::read(DICTIONARY).expect("the dictionary is in the repository");
    let text = zstd::decode_all(packed.as_slice()).expect("the dictionary unpacks");
    let text = String::from_utf8(text).expect("the dictionary is UTF-8");
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let mut total: u64 = 0;
    for line in text.lines() {
        let (word, frequency) = line.split_once(' ').expect("a line is a word and its frequency");
        let frequency: u32 = frequency.parse().expect("a frequency is a number");
        // The analyzer only ever sees Simplified text, so the dictionary is Simplified too.
        let word: String = word.chars().map(|c| *simplified.get(&c).unwrap_or(&c)).collect();
        let entry = words.entry(word).or_default();
        *entry = frequency.max(*entry);
    }
    let mut blob = String::new();
    let mut index: Vec<(char, usize)> = Vec::new();
    for (word, frequency) in &words {
        let first = word.chars().next().expect("a word has characters");
        if index.last().is_none_or(|&(last, _)| last != first) {
            index.push((first, blob.len()));
        }
        total += u64::from(*frequency);
        blob.push_str(&format!("{word} {frequency}\n"));
    }
    let entries: Vec<String> = index.iter().map(|(c, at)| format!("({c:?},{at})")).collect();
    let source = format!(
        "static INDEX: [(char, u32); {}] = [{}];\nconst TOTAL: u64 = {total};\n",
        entries.len(),
        entries.join(",")
    );
    fs::write(out.join("dictionary.txt"), blob).expect("OUT_DIR is writable");
    fs::write(out.join("dictionary.rs"), source).expect("OUT_DIR is writable");
}
