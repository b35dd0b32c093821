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
    run_at(args, &Environment::default(), false, &mut io::empty(), out)
}

fn run_at(
    args: &[&str],
    environment: &Environment,
    terminal: bool,
    input: &mut dyn io::Read,
    out: &mut dyn Write,
) -> (u8, String) {
    let mut err = Vec::new();
    let mut console =
        Console { input, out, err: &mut err, terminal, columns: None, links: false, bars: None };
    let args = std::iter::once("cgtsearch").chain(args.iter().copied()).map(OsString::from);
    let code = run(args, environment, &mut console);
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
    check(
        &["query", "a", "--limit", "10001", "--index", gone],
        2,
        "",
        "cgtsearch: limit 10001 is out of range\n",
    );
    check(&["query", "a", "--page", "0", "--index", gone], 2, "", "cgtsearch: page 0 is out of range\n");
    check(&["status", "--config", gone], 2, "", "cgtsearch: cannot read /nowhere/at/all: ");
    check(&["index", "--index", gone, gone], 2, "", "cgtsearch: there is no /nowhere/at/all");
    check(
        &["prove", "--samples", "1000001"],
        2,
        "",
        "cgtsearch: samples 1000001 is out of range\nhint: a trial",
    );
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
fn settings_are_shown_where_there_is_no_index() {
    let mut out = Vec::new();
    let (code, err) = run_into(&["status", "--index", "/nowhere/at/all"], &mut out);
    let out = String::from_utf8_lossy(&out);
    assert!(
        code == 2 && out.starts_with("index       /nowhere/at/all  (--index)\nlimit       10  (default)\n"),
        "{out}"
    );
    assert!(err.starts_with("cgtsearch: there is no index at /nowhere/at/all\nhint: "), "{err}");
}

#[test]
fn help_is_coloured_as_asked() {
    let dumb = Environment { term: Some("dumb".into()), ..Environment::default() };
    let none = Environment { no_color: Some("1".into()), ..Environment::default() };
    let any = Environment::default();
    for (args, environment, terminal, expected) in [
        (&["--help"][..], &any, true, true),
        (&["--help"], &any, false, false),
        (&["--help"], &dumb, true, false),
        (&["--help"], &none, true, false),
        (&["--color", "auto", "--help"], &none, true, true),
        (&["--color=never", "--help"], &any, true, false),
        (&["--color", "always", "--help"], &dumb, false, true),
    ] {
        let mut out = Vec::new();
        assert_eq!(run_at(args, environment, terminal, &mut io::empty(), &mut out), (0, String::new()));
        assert_eq!(out.contains(&0x1b), expected, "{args:?} {environment:?} {terminal}");
    }
    let (_, err) = run_into(&["--color", "always", "quarry"], &mut Vec::new());
    assert!(err.contains('\x1b'), "{err:?}");
}

#[test]
fn input_that_is_too_long_is_said_to_be_cut() {
    for (length, expected) in [(4 << 20, false), ((4 << 20) + 1, true)] {
        let input = "细".repeat(length / 3) + &"x".repeat(length % 3);
        let (any, args) = (Environment::default(), ["query", "-", "--index", "/nowhere/at/all"]);
        let (_, err) = run_at(&args, &any, false, &mut input.as_bytes(), &mut Vec::new());
        assert_eq!(
            err.starts_with("cgtsearch: standard input is longer than 4 MiB; the rest is left out\n"),
            expected
        );
    }
}
