//! `cgtsearch extract`: what would be indexed, without an index.

use anyhow::Result;

use super::args::ExtractArgs;
use super::config::Config;
use super::console::Console;
use super::{NOTHING, SUCCESS};
use crate::corpus::{self, Intake};
use crate::error::{Error, ErrorKind};
use crate::render::{json, text};

pub(super) fn run(args: &ExtractArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    if args.paths.iter().all(|path| !path.exists()) {
        let names: Vec<String> = args.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(Error::new(ErrorKind::NotFound, format!("there is no {}", names.join(", no "))).into());
    }
    let (files, mut problems) = corpus::find(&args.paths);
    let intake = Intake::new(config.read_options());
    let layout = config.layout(console);
    let (mut kept, mut count) = (Vec::new(), 0_usize);
    let mut written: std::io::Result<()> = Ok(());
    for file in &files {
        intake.read(file, &mut |record| match record {
            Err(problem) => problems.push(problem),
            Ok(_) if written.is_err() => {}
            Ok(document) => {
                count += 1;
                let out = &mut *console.out;
                if args.jsonl {
                    written = out.write_all(json::line(&json::ExtractedRelease::new(&document)).as_bytes());
                } else if config.json {
                    kept.push(document);
                } else {
                    let gap = if count > 1 { writeln!(out) } else { Ok(()) };
                    written = gap.and_then(|()| text::extracted(&document, layout, out));
                }
            }
        });
        if written.is_err() {
            break;
        }
    }
    written?;
    if config.json {
        console.out.write_all(json::pretty(&json::Extract::new(&kept, &problems)).as_bytes())?;
    } else if args.jsonl {
        text::extract_end(count, &problems, layout, &mut *console.err)?;
    } else {
        text::extract_end(count, &problems, layout, &mut *console.out)?;
    }
    Ok(if count > 0 { SUCCESS } else { NOTHING })
}
