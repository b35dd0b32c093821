//! The command line as typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use serde::Deserialize;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "cgtsearch",
    version,
    about = "Full-text search over industry press releases, English and Chinese mixed",
    arg_required_else_help = true,
    after_help = "\
Examples:
  cgtsearch query DC cell              search; the first time, index corpus/ first
  cgtsearch index releases/ --prune    bring the index up to date with a folder
  cgtsearch help syntax                the query language

Exit status: 0 hits or success, 1 nothing answers, 2 an error.
Settings: flag, then environment (CGTSEARCH_INDEX, CGTSEARCH_CONFIG,
CGTSEARCH_LIMIT, NO_COLOR), then cgtsearch.toml (index, limit, passages, width,
color), then default; `cgtsearch status` shows which won."
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct Global {
    /// The folder of the index [default: index]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) index: Option<PathBuf>,
    /// Read settings from FILE in place of cgtsearch.toml
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,
    /// Answer in JSON, errors too; `cgtsearch schema` prints its schema
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Say nothing but the answer
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// When to colour: auto, always or never [default: auto]
    #[arg(long, value_name = "WHEN", global = true, hide_possible_values = true)]
    pub(super) color: Option<ColorWhen>,
}

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Build the index or bring it up to date
    Index(IndexArgs),
    /// Search, and show the best passages of each hit
    Query(QueryArgs),
    /// Show one release whole, with hits lit
    Show(ShowArgs),
    /// Show what would be indexed of files, without an index
    Extract(ExtractArgs),
    /// Measure against what people judged
    Eval(EvalArgs),
    /// Show the tokens of a text
    Analyze(AnalyzeArgs),
    /// Check the index against a scan of every release
    Prove(ProveArgs),
    /// Show what the index is, and which settings hold and why
    Status,
    /// Show the query language
    #[command(long_about = crate::query::SYNTAX)]
    Syntax,
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
    /// Print the JSON Schema of what --json gives
    #[command(hide = true)]
    Schema,
    /// Read files for another run of this program, on standard input
    #[command(hide = true)]
    Worker,
}

/// `cgtsearch index` as typed.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
Examples:
  cgtsearch index                      what was indexed before, or else corpus/
  cgtsearch index releases/ --prune    a folder; what vanished from it goes
  cgtsearch index --rebuild            from the beginning, after an upgrade

Reads txt, md, html, pdf, docx, eml and mbox, feeds (RSS, Atom, JSON Feed), news
items (NewsML-G2, NITF, ninjs), json, jsonl, csv, tsv, xlsx, xls, ods and warc,
and gz, zst, zip and tar around them. Records and rows have the fields id, title,
text, lang, date, url and source, under these names or usual others; more are
kept. What cannot be read is named in the report and stops nothing else.
In cgtsearch.toml:

  [fields]                             as --field
  title = [\"subject\", \"headline.main\"]
  [[extract]]                          another format, read by a program
  extensions = [\"doc\"]
  command = [\"antiword\", \"{}\"]
  gives = \"txt\"")]
pub(super) struct IndexArgs {
    /// Files and folders to read
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Read FIELD of records from what they call NAME: title=subject, title=headline.main
    #[arg(long, value_name = "FIELD=NAME")]
    pub(super) field: Vec<String>,
    /// Remove releases whose source is gone
    #[arg(long)]
    pub(super) prune: bool,
    /// Begin anew; the old index answers until the new one is whole
    #[arg(long)]
    pub(super) rebuild: bool,
    /// End with status 2 if anything could not be read
    #[arg(long)]
    pub(super) strict: bool,
    /// Give the duration in JSON too
    #[arg(long)]
    pub(super) timing: bool,
}

/// `cgtsearch query` as typed.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
Examples:
  cgtsearch query DC cell
  cgtsearch query '\"树突状细胞\" date:2024..'    keep \" and * from the shell
  cgtsearch query title:CAR-T lang:zh --limit 3
  cgtsearch query --limit 3 -- cell -car        words that begin with - need --
  echo 'DC cell' | cgtsearch query -

The query language: cgtsearch help syntax
Exit status: 0 hits, 1 none, 2 an error.")]
pub(super) struct QueryArgs {
    /// What to search for; several words are one query, - reads it from standard input
    #[arg(value_name = "QUERY", required = true)]
    pub(super) words: Vec<String>,
    /// Show N hits a page, at most 10000, or 1000000 with --ids [default: 10]
    #[arg(long, short = 'n', value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Show page N
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) page: usize,
    /// Require every word
    #[arg(long)]
    pub(super) all: bool,
    /// Show the copies of a release as hits of their own
    #[arg(long)]
    pub(super) all_copies: bool,
    /// Make it an error when the query is not understood as written
    #[arg(long)]
    pub(super) strict: bool,
    /// Show at most N passages a hit [default: 2]
    #[arg(long, value_name = "N")]
    pub(super) passages: Option<usize>,
    /// Lay out for N columns [default: the terminal's, at most 100; 80 elsewhere]
    #[arg(long, value_name = "N")]
    pub(super) width: Option<usize>,
    /// Give each hit as JSON on a line of its own
    #[arg(long, conflicts_with = "json")]
    pub(super) jsonl: bool,
    /// Give ids alone, one a line
    #[arg(long, conflicts_with_all = ["json", "jsonl"])]
    pub(super) ids: bool,
    /// Give the number of releases that answer, and nothing else
    #[arg(long, conflicts_with_all = ["json", "jsonl", "ids"])]
    pub(super) count: bool,
    /// Give the duration of each stage, in text and in JSON
    #[arg(long)]
    pub(super) timing: bool,
}

/// `cgtsearch show` as typed.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
Examples:
  cgtsearch show corpus/en/three-wires-harbor.html
  cgtsearch show corpus/en/three-wires-harbor.html --query 'DC cell'")]
pub(super) struct ShowArgs {
    /// The id of the release, as `cgtsearch query` shows it
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Light what this query matches
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// Lay out for N columns [default: the terminal's, at most 100; 80 elsewhere]
    #[arg(long, value_name = "N")]
    pub(super) width: Option<usize>,
}

/// `cgtsearch extract` as typed.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
Examples:
  cgtsearch extract page.html              the text with its zones in the margin
  cgtsearch extract page.html --json       all that is known of it
  cgtsearch extract releases/ --jsonl      a release a line

Exit status: 0 releases, 1 none, 2 an error.")]
pub(super) struct ExtractArgs {
    /// Files and folders to read
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Read FIELD of records from what they call NAME: title=subject, title=headline.main
    #[arg(long, value_name = "FIELD=NAME")]
    pub(super) field: Vec<String>,
    /// Give each release as JSON on a line of its own
    #[arg(long, conflicts_with = "json")]
    pub(super) jsonl: bool,
}

/// `cgtsearch eval` as typed.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
Examples:
  cgtsearch eval --extract pages/                   article text and dates against gold
  cgtsearch eval --duplicates docs.jsonl pairs.tsv  near-duplicates against pairs

The folder of --extract holds pages.jsonl: file, gold_text and, where known,
gold_date. The pairs of --duplicates are two ids a line.")]
pub(super) struct EvalArgs {
    /// Compare what is extracted from the pages of DIR with their gold text
    #[arg(long, value_name = "DIR", required_unless_present = "duplicates")]
    pub(super) extract: Option<PathBuf>,
    /// Compare the near-duplicates of DOCS with the pairs in PAIRS
    #[arg(long, value_names = ["DOCS", "PAIRS"], num_args = 2, conflicts_with = "extract")]
    pub(super) duplicates: Option<Vec<PathBuf>>,
}

/// `cgtsearch analyze` as typed.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
Example:
  cgtsearch analyze 'CAR-T细胞治疗'")]
pub(super) struct AnalyzeArgs {
    /// The text; several words are one text, - reads it from standard input
    #[arg(value_name = "TEXT", required = true)]
    pub(super) words: Vec<String>,
}

/// `cgtsearch prove` as typed.
#[derive(Debug, Default, ClapArgs)]
#[command(after_help = "\
Draws substrings of the indexed text, asks each as a quoted query, and again in
another case, width, script and dash, and compares the answers with a scan of
every release.
Exit status: 0 the index finds what stands there, 1 it does not, 2 an error.")]
pub(super) struct ProveArgs {
    /// Draw N substrings, at most 1000000
    #[arg(long, value_name = "N", default_value_t = 5_000)]
    pub(super) samples: usize,
    /// Where the drawing begins: the same seed draws the same
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
}

/// `cgtsearch completions` as typed.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Example:
  cgtsearch completions bash > ~/.local/share/bash-completion/completions/cgtsearch")]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(super) shell: Shell,
}

/// `cgtsearch man` as typed.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Example:
  cgtsearch man query > cgtsearch-query.1")]
pub(super) struct ManArgs {
    /// The command whose page is wanted [default: the program's]
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
}
