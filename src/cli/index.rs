//! `cgtsearch index`: builds the index or brings it up to date.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::args::IndexArgs;
use super::config::Config;
use super::console::Console;
use super::progress::Progress;
use super::{FAILURE, SUCCESS};
use crate::analysis::Analyzer;
use crate::error::{Error, ErrorKind};
use crate::index::Manifest;
use crate::indexing::{self, IndexingOptions, Report};
use crate::render::{json, text};

/// The folder that is indexed when none was ever named.
pub(super) const CORPUS: &str = "corpus";

pub(super) fn run(args: &IndexArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    let roots = roots(args, &config.index.value)?;
    let options = IndexingOptions { prune: args.prune, rebuild: args.rebuild, read: config.read_options() };
    let analyzer = Arc::new(Analyzer::new());
    let (report, took) = build(&roots, &analyzer, options, config, console)?;
    if config.json {
        let report = json::Report::new(&report, args.timing.then_some(took));
        console.out.write_all(json::pretty(&report).as_bytes())?;
    } else {
        let layout = config.layout(console);
        // What a quiet run still says is that something failed.
        let out = if config.quiet { &mut *console.err } else { &mut *console.out };
        text::index_report(&report, took, layout, out)?;
    }
    Ok(if args.strict && report.failed() > 0 { FAILURE } else { SUCCESS })
}

/// Indexes with a progress bar, and tells how long it took.
pub(super) fn build(
    roots: &[PathBuf],
    analyzer: &Arc<Analyzer>,
    options: IndexingOptions,
    config: &Config,
    console: &Console<'_>,
) -> Result<(Report, Duration)> {
    let began = Instant::now();
    let bar = Progress::begin("files", config, console);
    let report = indexing::index(&config.index.value, roots, analyzer, options, &mut |progress| {
        bar.show(progress.files, progress.of);
        bar.remark(format!("({} releases)", progress.releases));
    })?;
    Ok((report, began.elapsed()))
}

/// The paths that are read: those given, or else what the index was built from, or else `corpus`.
fn roots(args: &IndexArgs, index: &Path) -> Result<Vec<PathBuf>> {
    if !args.paths.is_empty() {
        // One lost folder of several is a line in the report; nothing at all is a mistyped path.
        if args.paths.iter().all(|path| !path.exists()) {
            let names: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
            return Err(
                Error::new(ErrorKind::NotFound, format!("there is no {}", names.join(", no "))).into()
            );
        }
        return Ok(args.paths.clone());
    }
    match Manifest::read(index) {
        Ok(manifest) if !manifest.roots.is_empty() => return Ok(manifest.roots),
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    if !Path::new(CORPUS).exists() {
        let message = format!("no path is given, and there is no folder {CORPUS}");
        return Err(Error::new(ErrorKind::NotFound, message)
            .with_hint("name one: `cgtsearch index PATH...`")
            .into());
    }
    Ok(vec![PathBuf::from(CORPUS)])
}
