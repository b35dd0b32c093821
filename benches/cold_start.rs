//! From the start of the process to its end: ten hits with their snippets, the index in the page cache.
//!
//! Beside every run of the program goes one of a naive one: this executable again, which opens the same index
//! with plain tantivy, loads the whole segmentation dictionary, and prints ten ids without any snippet.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measures")]

mod support;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use cgtsearch::analysis::Analyzer;

use support::plain::Plain;
use support::samples::{Samples, ratio, shown, time};
use support::{Outcome, Setting, table};

const ROUNDS: usize = 200;

const QUERIES: [(&str, &str); 3] = [
    ("English", "dendritic cell vaccine"),
    ("Chinese", "树突状细胞疫苗"),
    ("mixed", "CAR-T 细胞治疗 lymphoma"),
];

/// The argument that makes this executable the naive program.
const NAIVE: &str = "--naive";

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().collect();
    if let [_, naive, dir, query] = args.as_slice()
        && naive == NAIVE
    {
        return print_ids(Path::new(dir), query);
    }
    let setting = Setting::read("cold start to ten hits with snippets; naive: ten ids");
    let dir = setting.index()?;
    let rounds = setting.rounds(ROUNDS);
    let mut rows = Vec::new();
    for (name, query) in QUERIES {
        let mut ours = program(dir.path(), &["query", query]);
        let mut naive = naive(dir.path(), query)?;
        let (ours, naive) = side_by_side(rounds, &mut ours, &mut naive);
        let (median, baseline) = (ours.median(), naive.median());
        rows.push([
            format!("{name}: {query}"),
            shown(median),
            shown(ours.p99()),
            shown(baseline),
            ratio(median, baseline),
        ]);
    }
    // What no program of this size can go below.
    let mut version = program(dir.path(), &["--version"]);
    let version = Samples::of(rounds, || run(&mut version));
    let none = || table::NONE.to_owned();
    rows.push(["--version".to_owned(), shown(version.median()), shown(version.p99()), none(), none()]);
    table::print(["query", "median", "p99", "naive", "ratio"], &rows);
    Ok(())
}

/// Runs two programs in turn, so that whatever else the machine does falls on both.
fn side_by_side(rounds: usize, ours: &mut Command, naive: &mut Command) -> (Samples, Samples) {
    let mut times: (Vec<Duration>, Vec<Duration>) = Default::default();
    run(ours);
    run(naive);
    for _ in 0..rounds {
        times.0.push(time(|| run(ours)));
        times.1.push(time(|| run(naive)));
    }
    (Samples::new(times.0), Samples::new(times.1))
}

fn run(command: &mut Command) {
    let status = command.status().expect("the program starts");
    assert!(status.success(), "{command:?} finds something");
}

/// The program, in a folder without settings.
fn program(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cgtsearch"));
    command.args(args).env("CGTSEARCH_INDEX", dir).env_remove("CGTSEARCH_CONFIG").current_dir(dir);
    command.stdout(Stdio::null());
    command
}

fn naive(dir: &Path, query: &str) -> Outcome<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg(NAIVE).arg(dir).arg(query).stdout(Stdio::null());
    Ok(command)
}

/// The naive program.
fn print_ids(dir: &Path, query: &str) -> Outcome<()> {
    let analyzer = Analyzer::new();
    analyzer.load();
    let plain = Plain::open(dir)?;
    for (_, address) in plain.best(&*plain.any(&analyzer, query))? {
        println!("{}", plain.id(address)?);
    }
    Ok(())
}
