//! `cgtsearch index`: builds the index or brings it up to date.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Result;

use super::args::IndexArgs;
use super::config::Config;
use super::console::Console;
use super::progress::Progress;
use super::{FAILURE, SUCCESS};
use crate::analysis::Analyzer;
use crate::error::{Error, ErrorKind};
use crate::index::Manifest;
use crate::indexing::{self, IndexingOptions};
use crate::render::{json, text};

/// The folder that is indexed when none was ever named.
pub(super) const CORPUS: &str = "corpus";

pub(super) fn run(args: &IndexArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    let roots = roots(args, &config.index.value)?;
    let options = IndexingOptions { prune: args.prune, rebuild: args.rebuild, read: config.read_options() };
    let analyzer = Arc::new(Analyzer::new());
    let report = build(&roots, &analyzer, options, config, console)?;
    let failed = report.failed > 0;
    if config.json {
        let report = json::Report { seconds: report.seconds.filter(|_| args.timing), ..report };
        console.out.write_all(json::pretty(&report).as_bytes())?;
    } else {
        let layout = config.layout(console);
        // What a quiet run still says is that something failed.
        let out = if config.quiet { &mut *console.err } else { &mut *console.out };
        text::index_report(&report, layout, out)?;
    }
    Ok(if args.strict && failed { FAILURE } else { SUCCESS })
}

/// The file in the index's folder that keeps what its last run did.
const REPORT: &str = "report.json";

/// Indexes with a progress bar, and keeps the report for `status`.
pub(super) fn build(
    roots: &[PathBuf],
    analyzer: &Arc<Analyzer>,
    options: IndexingOptions,
    config: &Config,
    console: &Console<'_>,
) -> Result<json::Report> {
    let began = Instant::now();
    let bar = Progress::begin("files", config, console);
    let report = indexing::index(&config.index.value, roots, analyzer, options, &mut |progress| {
        bar.show(progress.files, progress.of);
        bar.remark(format!("({} releases)", progress.releases));
    })?;
    let report = json::Report::new(&report, Some(began.elapsed()));
    // That a report cannot be kept is no reason to lose the run.
    let (path, draft) = (config.index.value.join(REPORT), config.index.value.join("report.json.new"));
    let _ = fs::write(&draft, json::pretty(&report)).and_then(|()| fs::rename(&draft, &path));
    Ok(report)
}

/// Reads what the last run did, where its report is left.
pub(super) fn last_report(index: &Path) -> Option<json::Report> {
    serde_json::from_str(&fs::read_to_string(index.join(REPORT)).ok()?).ok()
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
