use std::io::{self, Write};

use super::*;
use clap::CommandFactory;

/// An output at which nobody reads any more.
struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

/// Runs a command line into `out` and returns the exit code and the messages.
fn run_into(args: &[&str], out: &mut dyn Write) -> (u8, String) {
    let mut err = Vec::new();
    let mut console = Console {
        input: &mut io::empty(),
        out,
        err: &mut err,
        terminal: false,
        columns: None,
        links: false,
        bars: None,
    };
    let args = std::iter::once("cgtsearch").chain(args.iter().copied()).map(OsString::from);
    let code = run(args, &Environment::default(), &mut console);
    (code, String::from_utf8_lossy(&err).into_owned())
}

/// Checks the exit code and how output and messages begin.
#[track_caller]
fn check(args: &[&str], expected: u8, out_begins: &str, err_begins: &str) {
    let mut out = Vec::new();
    let (code, err) = run_into(args, &mut out);
    let out = String::from_utf8_lossy(&out);
    assert_eq!(code, expected, "{args:?}: {out}{err}");
    assert!(out.starts_with(out_begins), "{args:?}: {out}");
    assert!(err.starts_with(err_begins) && err.is_empty() == err_begins.is_empty(), "{args:?}: {err}");
}

#[test]
fn the_command_line_is_consistent() {
    Args::command().debug_assert();
}

#[test]
fn commands_end_as_they_should() {
    let gone = "/nowhere/at/all";
    let schema = "{\n  \"schema\": \"cgtsearch.error.v1\",\n  \"error\": {\n    \"kind\": ";
    check(&["--version"], 0, "cgtsearch ", "");
    check(&["query", "--help"], 0, "Search, and show", "");
    check(&["syntax"], 0, query_page(), "");
    check(&["help", "syntax"], 0, query_page(), "");
    check(&["completions", "bash"], 0, "_cgtsearch()", "");
    check(&["man", "query"], 0, ".ie", "");
    check(&["man", "quarry"], 2, "", "cgtsearch: there is no command quarry\nhint: ");
    check(&["query"], 2, "", "error: ");
    check(&["query", "a", "--ids", "--json"], 2, &format!("{schema}\"usage\""), "");
    check(
        &["query", "a", "--index", gone],
        2,
        "",
        "cgtsearch: there is no index at /nowhere/at/all\nhint: build one",
    );
    check(&["status", "--json", "--index", gone], 2, &format!("{schema}\"not_found\""), "");
    check(&["status", "--config", gone], 2, "", "cgtsearch: cannot read /nowhere/at/all: ");
    check(&["index", "--index", gone, gone], 2, "", "cgtsearch: there is no /nowhere/at/all");
    check(&["analyze", "CAR-T细胞"], 0, "verbatim\n    0  car ", "");
}

fn query_page() -> &'static str {
    crate::query::SYNTAX
}

#[test]
fn a_closed_pipe_is_success() {
    for args in [&["syntax"][..], &["--help"], &["analyze", "a"], &["completions", "zsh"], &["man"]] {
        assert_eq!(run_into(args, &mut Closed), (0, String::new()), "{args:?}");
    }
}

#[test]
fn the_committed_schema_is_current() {
    let committed = include_str!("../../schema/cgtsearch.v1.schema.json");
    let hint = "cgtsearch schema > schema/cgtsearch.v1.schema.json";
    assert!(committed == crate::render::json::schema(), "the wire types have changed: {hint}");
}
