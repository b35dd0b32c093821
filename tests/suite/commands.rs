//! The README and the pages of `tests/cmd`, run as they are written.
//!
//! A ```console block is a session: lines that begin with `$` are run by a shell in a fresh clone's folder, and
//! what follows is what they print, errors included. `...` stands for any lines, `[..]` for anything in a line,
//! and `? N` for the exit code where it is not 0. Set BLESS=1 to see what differs, then edit the page.

use std::fs;

use snapbox::{Data, assert_data_eq};

use crate::support::{Desk, project};

#[test]
fn the_readme_tells_the_truth() {
    let page = fs::read_to_string(project().join("README.md")).expect("the README");
    assert!(page.contains("cargo run --release -- query \"DC cell\""), "the first of the two commands");
    assert!(page.contains("cargo test"), "the second of the two commands");
    assert!(run(&page, "README.md") >= 3, "the README has commands");
}

#[test]
fn the_pages_tell_the_truth() {
    let mut pages: Vec<_> = fs::read_dir(project().join("tests/cmd")).expect("the pages").flatten().collect();
    pages.sort_by_key(|entry| entry.path());
    assert!(!pages.is_empty());
    for page in pages {
        let name = page.file_name().to_string_lossy().into_owned();
        assert!(run(&fs::read_to_string(page.path()).expect("a page"), &name) > 0, "{name} has commands");
    }
}

#[test]
fn generated_pages_are_there() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = desk.run(&["completions", shell]);
        assert!(ran.code == 0 && ran.out.contains("cgtsearch"), "{shell}");
    }
    assert!(desk.run(&["man"]).out.contains(".TH cgtsearch"));
    for args in [&["help", "syntax"][..], &["syntax"]] {
        assert!(desk.run(args).out.contains("Every word counts"), "{args:?}");
    }
}

/// Runs the sessions of a page in one folder and returns how many commands there were.
fn run(page: &str, name: &str) -> usize {
    let desk = Desk::with_corpus();
    let mut count = 0;
    for block in page.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let mut lines = block.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(command) = line.strip_prefix("$ ") else { panic!("{name}: no command before {line:?}") };
            let mut expected = String::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
                expected.push_str(line);
                expected.push('\n');
            }
            // What cargo would build is built: the test runs the program that the tests were built with.
            let command = command
                .replace("cargo run --release -- ", "cgtsearch ")
                .replace("cargo run -- ", "cgtsearch ");
            if command.starts_with("cargo ") || command.starts_with("git ") {
                continue;
            }
            let ran = desk.shell(&format!("{{ {command}\n}} 2>&1"));
            let code = if ran.code == 0 { String::new() } else { format!("? {}\n", ran.code) };
            let actual = format!("{code}{}", ran.out);
            assert_data_eq!(actual, Data::from(expected));
            count += 1;
        }
    }
    count
}
