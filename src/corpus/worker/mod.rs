//! Formats that are read in a process of their own: this program, started once more as `cgtsearch worker`.
//!
//! A parser of another's can loop, crash or take all memory, and then the worker ends and nothing else. One worker
//! reads file after file; after its end the next file starts another. [`Apart`] is this side of the pipe, [`serve`]
//! the other, and `wire.rs` and `shapes.rs` what goes through it.

mod process;
mod serve;
mod shapes;
mod wire;

use std::io;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use process::{Process, Silence};
use shapes::Request;
use wire::Frame;

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
        let mut process = self.ask(program, &request, &bytes).map_err(|cause| {
            let (program, cause) = (program.display(), Reason::from_io(&cause).text);
            Reason::failed(format!("cannot start {program} as the worker of {parser}: {cause}"))
        })?;
        let mut waited = Duration::ZERO;
        loop {
            let began = Instant::now();
            let heard = process.hear(options.limits.time.saturating_sub(waited));
            // What is done with the releases meanwhile is not the worker's time.
            waited += began.elapsed();
            match heard {
                Ok((Frame::Release(draft, part), body)) => {
                    emit(Output::Release(Box::new(draft.with_body(body)), part));
                }
                Ok((Frame::Problem(part, reason), _)) => emit(Output::Problem(part, reason)),
                Ok((Frame::Member(name, declared), bytes)) => {
                    let reader = Box::new(io::Cursor::new(bytes));
                    emit(Output::Member(Member { name, declared: declared.into(), reader }));
                }
                Ok((Frame::Done(reason), _)) => {
                    *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = Some(process);
                    return reason.map_or(Ok(()), Err);
                }
                Ok((Frame::Hello(_) | Frame::Request(_), _)) => {
                    return Err(Reason::failed(format!("{parser} crashed")));
                }
                Err(Silence::Late) => {
                    return Err(Reason::failed(format!("{parser} took longer than {} s", seconds(options))));
                }
                Err(Silence::End) => {
                    return Err(Reason::failed(format!("{parser} {}", fate(process, options))));
                }
            }
        }
    }

    /// Asks a worker to read, one that is there or else a new one.
    fn ask(&self, program: &Path, request: &Frame, bytes: &[u8]) -> io::Result<Process> {
        // Taken and not borrowed: what is in the source may be read apart too, by another worker.
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut process) = idle
            && process.is_alive()
            && process.send(request, bytes).is_ok()
        {
            return Ok(process);
        }
        // There was none, or it ended while it had nothing to do.
        let mut process = Process::start(program)?;
        process.send(request, bytes)?;
        Ok(process)
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

#[cfg(all(test, unix))]
mod tests;
