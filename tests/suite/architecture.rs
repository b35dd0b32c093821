//! The layer table of ARCHITECTURE.md, checked: who may import whom, and which crate lives where.

use std::fs;
use std::path::{Path, PathBuf};

/// What each module may import of ours. A module may always import its own parts.
const LAYERS: &[(&str, &str)] = &[
    ("document", "error"),
    ("error", "document"),
    ("text", ""),
    ("analysis", "document error text"),
    ("corpus", "document error guard text"),
    ("query", "document error text analysis"),
    ("story", "document error text"),
    ("eval", "document error text story"),
    ("engine", "document error text analysis query story"),
    ("guard", ""),
    ("index", "document error guard text analysis query engine story"),
    ("highlight", "document text analysis query"),
    ("indexing", "document error text analysis query engine index corpus story"),
    ("search", "document error analysis query engine highlight story"),
    ("prove", "document error text analysis query engine index story"),
    ("render", "document error text analysis query engine eval highlight search corpus indexing prove story"),
];

/// Where each outside crate may be named.
const CONFINED: &[(&str, &[&str])] = &[
    ("tantivy", &["index/"]),
    ("jieba_rs", &["analysis/han.rs"]),
    ("frostem", &["analysis/stem.rs"]),
    ("clap", &["cli/", "main.rs"]),
    ("anyhow", &["cli/", "main.rs"]),
    ("indicatif", &["cli/", "main.rs"]),
    ("html_escape", &["corpus/"]),
    ("encoding_rs", &["corpus/"]),
    ("csv", &["corpus/"]),
    ("flate2", &["corpus/"]),
    ("tar", &["corpus/"]),
    ("rustix", &["corpus/"]),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a source folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("source text")));
            }
        }
    }
    assert!(found.len() > 40, "only {} source files were found", found.len());
    found
}

/// The modules of ours that a line of code names, `use crate::{a, b::c}` included.
fn named(line: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (start, _) in line.match_indices("crate::") {
        let rest = &line[start + 7..];
        let group = rest.strip_prefix('{').map(|rest| rest.split('}').next().unwrap_or(rest));
        for item in group.unwrap_or(rest).split(',').take(if group.is_some() { usize::MAX } else { 1 }) {
            names.extend(item.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next());
        }
    }
    names
}

#[test]
fn imports_follow_the_layers() {
    let mut wrong = Vec::new();
    let free = ["cli", "main", "lib"];
    for (file, text) in sources() {
        let module = file.split(['/', '.']).next().unwrap_or_default();
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            assert!(free.contains(&module), "src/{file} belongs to no layer: add {module} to the table");
            continue;
        };
        // A `use` over several lines is one.
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for name in code.split(';').flat_map(named) {
            let ours = LAYERS.iter().any(|(layer, _)| *layer == name) || free.contains(&name);
            if ours && name != module && !allowed.split(' ').any(|allowed| allowed == name) {
                wrong.push(format!("src/{file}: {module} may not import {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(named("use crate::{text::fold, cli}; crate::error::Error"), ["text", "cli", "error"]);
}

#[test]
fn outside_crates_stay_where_they_belong() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for (name, places) in CONFINED {
            let at_home = places.iter().any(|place| file.starts_with(place));
            let named = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(&format!("{name}::")) || line.contains(&format!("use {name};")));
            if named && !at_home {
                wrong.push(format!("src/{file} names {name}, which belongs to {places:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_main_touches_the_process() {
    for (file, text) in sources().into_iter().filter(|(file, _)| file != "main.rs") {
        for word in ["println!", "print!(", "process::exit", "io::stdout()", "io::stderr()"] {
            let used = text.lines().any(|line| line.contains(word) && !line.trim_start().starts_with("//"));
            assert!(!used, "src/{file} uses {word}");
        }
    }
}

#[test]
fn files_are_small() {
    for (file, text) in sources() {
        let lines = text.lines().count();
        let most = match file.as_str() {
            "main.rs" => 40,
            "lib.rs" => 120,
            _ => 400,
        };
        assert!(lines <= most, "src/{file} has {lines} lines; at {most} look for the second idea");
    }
}
