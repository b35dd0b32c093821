//! Formats that are read in a process of their own: this program, started once more as `cgtsearch worker`.
//!
//! A parser of another's can loop, crash or take all memory, and then the worker ends and nothing else. One worker
//! reads file after file; after its end the next file starts another. [`Apart`] is this side of the pipe, [`serve`]
//! the other, and `wire.rs` what goes through it.

mod process;
mod serve;
mod wire;

use std::path::Path;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use process::{Heard, Process};
use wire::{Frame, Request};

use super::ReadOptions;
use super::extractor::{Emit, Extractor, Member, Output};
use super::problem::{Reason, size};
use super::source::Source;

pub use serve::serve;

/// Reads sources in a worker, which is started when the first is to be read.
#[derive(Debug, Default)]
pub(super) struct Apart {
    idle: Mutex<Option<Process>>,
}

impl Apart {
    /// Has an extractor read a source in a worker. What came of it before the worker ended counts.
    pub(super) fn extract(
        &self,
        program: &Path,
        extractor: &dyn Extractor,
        source: Source<'_>,
        options: &ReadOptions,
        emit: Emit<'_>,
    ) -> Result<(), Reason> {
        let parser = format!("its {} parser", extractor.name());
        let request = Frame::Request(Request::new(extractor.name(), &source, options));
        let bytes = source.bytes()?;
        // Taken and not borrowed: what is in the source may be read apart too, by another worker.
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).take();
        let asked = idle.and_then(|mut process| process.send(&request, &bytes).is_ok().then_some(process));
        let mut process = match asked {
            Some(process) => process,
            // There was none, or it ended while it had nothing to do.
            None => Process::start(program)
                .and_then(|mut process| {
                    process.send(&request, &bytes)?;
                    Ok(process)
                })
                .map_err(|cause| {
                    let cause = Reason::from_io(&cause).text;
                    Reason::failed(format!(
                        "{parser} cannot be started as {} worker: {cause}",
                        program.display()
                    ))
                })?,
        };
        let mut waited = Duration::ZERO;
        loop {
            let began = Instant::now();
            let heard = process.hear(options.limits.time.saturating_sub(waited));
            // What is done with the releases meanwhile is not the worker's time.
            waited += began.elapsed();
            match heard {
                Heard::Frame(Frame::Release(draft, part), body) => {
                    emit(Output::Release(Box::new(draft.with_body(body)), part));
                }
                Heard::Frame(Frame::Problem(part, reason), _) => emit(Output::Problem(part, reason)),
                Heard::Frame(Frame::Member(name, declared), bytes) => {
                    let reader = Box::new(std::io::Cursor::new(bytes));
                    emit(Output::Member(Member { name, declared: declared.into(), reader }));
                }
                Heard::Frame(Frame::Done(reason), _) => {
                    *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = Some(process);
                    return reason.map_or(Ok(()), Err);
                }
                Heard::Frame(Frame::Hello(_) | Frame::Request(_), _) => {
                    return Err(Reason::failed(format!("{parser} crashed")));
                }
                Heard::Nothing => {
                    return Err(Reason::failed(format!("{parser} took longer than {} s", seconds(options))));
                }
                Heard::End => return Err(Reason::failed(format!("{parser} {}", fate(process, options)))),
            }
        }
    }
}

fn seconds(options: &ReadOptions) -> f64 {
    options.limits.time.as_secs_f64()
}

/// Says how a worker ended.
fn fate(process: Process, options: &ReadOptions) -> String {
    let (is_out_of_time, complaint) = process.end();
    if is_out_of_time {
        return format!("took longer than {} s", seconds(options));
    }
    // What the standard library says before it gives up.
    if complaint.contains("memory allocation of") {
        return format!("needed more than {} of memory", size(options.limits.memory_bytes));
    }
    if complaint.contains("overflowed its stack") {
        return "crashed: it nests too deep".to_owned();
    }
    "crashed".to_owned()
}

/// Reads a source as the worker does, for a budget that is its own.
fn budget_of(options: &ReadOptions, bytes: &[u8]) -> Rc<super::budget::Budget> {
    super::budget::Budget::new(options.limits, bytes.len() as u64)
}
