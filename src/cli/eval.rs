//! `cgtsearch eval`: how good it is, against what people judged.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use super::SUCCESS;
use super::args::EvalArgs;
use super::config::Config;
use super::console::Console;
use crate::corpus::{self, Intake, SourceFile};
use crate::document::Document;
use crate::error::{Error, ErrorKind};
use crate::eval::duplicates;
use crate::eval::extract::{self, Gold};
use crate::render::{json, text};
use crate::story::Entry;

pub(super) fn run(args: &EvalArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    if let Some(folder) = &args.extract {
        extracted(folder, config, console)?;
    }
    if let Some([documents, pairs]) = args.duplicates.as_deref() {
        duplicated(documents, pairs, config, console)?;
    }
    Ok(SUCCESS)
}

/// A line of `pages.jsonl`.
#[derive(Deserialize)]
struct GoldLine {
    id: Option<String>,
    /// The page, from the folder.
    file: String,
    gold_text: String,
    gold_date: Option<String>,
}

fn extracted(folder: &Path, config: &Config, console: &mut Console<'_>) -> Result<()> {
    let path = folder.join("pages.jsonl");
    let lines = fs::read_to_string(&path).map_err(|cause| Error::io("read", &path, &cause))?;
    let intake = Intake::new(config.read_options());
    let mut report = extract::Report::default();
    for (number, line) in (1..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let line: GoldLine = serde_json::from_str(line).map_err(|cause| {
            let message = format!("{}:{number}: {cause}", path.display());
            Error::new(ErrorKind::Invalid, message)
                .with_hint("a line has file, gold_text and, where known, gold_date")
        })?;
        let document = first(&intake, &folder.join(&line.file), &line.file);
        let id = line.id.unwrap_or(line.file);
        let gold = Gold { id, text: line.gold_text, date: line.gold_date };
        report.pages.push(extract::judge(&gold, document.as_ref()));
    }
    if config.json {
        console.out.write_all(json::pretty(&json::ExtractEval::new(&report)).as_bytes())?;
    } else {
        text::extract_eval(&report, config.layout(console), console.out)?;
    }
    Ok(())
}

fn duplicated(documents: &Path, pairs: &Path, config: &Config, console: &mut Console<'_>) -> Result<()> {
    let text = fs::read_to_string(pairs).map_err(|cause| Error::io("read", pairs, &cause))?;
    let mut gold = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let Some((first, second)) = line.split_once('\t').or_else(|| line.trim().split_once(' ')) else {
            let message = format!("{}:{number}: not two ids", pairs.display());
            return Err(Error::new(ErrorKind::Invalid, message)
                .with_hint("a line is two ids with a tab between")
                .into());
        };
        gold.push((first.trim().to_owned(), second.trim().to_owned()));
    }
    let (files, problems) = corpus::find(&[documents.to_owned()]);
    if let Some(problem) = problems.first() {
        return Err(Error::new(ErrorKind::NotFound, format!("{}: {}", problem.origin, problem.reason)).into());
    }
    let intake = Intake::new(config.read_options());
    let mut entries = Vec::new();
    for file in &files {
        intake.read(file, &mut |record| {
            entries.extend(record.ok().map(|document| Entry::of(&document, &document.news())));
        });
    }
    let report = duplicates::judge(&entries, &gold);
    if config.json {
        console.out.write_all(json::pretty(&json::DuplicatesEval::new(&report)).as_bytes())?;
    } else {
        text::duplicates_eval(&report, config.layout(console), console.out)?;
    }
    Ok(())
}

/// Reads the release of a file; the first where there are many.
fn first(intake: &Intake, path: &Path, name: &str) -> Option<Document> {
    let file = SourceFile { path: path.to_owned(), name: name.to_owned(), named: true };
    let mut first = None;
    intake.read(&file, &mut |record| {
        if first.is_none() {
            first = record.ok();
        }
    });
    first
}
