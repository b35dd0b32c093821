//! `cgtsearch prove`: the index against a scan of every release.

use std::sync::Arc;

use anyhow::Result;

use super::args::ProveArgs;
use super::config::Config;
use super::console::Console;
use super::progress::Progress;
use super::{NOTHING, SUCCESS};
use crate::analysis::Analyzer;
use crate::error::{Error, ErrorKind};
use crate::index::Reader;
use crate::prove::{ProveOptions, prove};
use crate::render::{json, text};

/// The most substrings that are drawn: they are in memory together.
const MAX_SAMPLES: usize = 1_000_000;

pub(super) fn run(args: &ProveArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    if args.samples > MAX_SAMPLES {
        let message = format!("samples {} is out of range", args.samples);
        return Err(Error::new(ErrorKind::Limit, message)
            .with_hint(format!("a trial draws at most {MAX_SAMPLES}; another --seed draws others"))
            .into());
    }
    let analyzer = Arc::new(Analyzer::new());
    let reader = Reader::open(&config.index.value, &analyzer)?;
    let options = ProveOptions { samples: args.samples, seed: args.seed };
    let bar = Progress::begin("samples", config, console);
    let proof = prove(&reader, &analyzer, options, &mut |done| bar.show(done, args.samples))?;
    drop(bar);
    if config.json {
        console.out.write_all(json::pretty(&json::Proof::from(&proof)).as_bytes())?;
    } else {
        let layout = config.layout(console);
        text::proof(&proof, layout, console.out)?;
    }
    let holds = proof.missing.is_empty() && proof.extra.is_empty();
    Ok(if holds { SUCCESS } else { NOTHING })
}
