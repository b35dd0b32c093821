//! A worker as it sees itself: it reads what it is given until nothing more comes.

use std::io::{self, Cursor, Read, Write};

use super::budget_of;
use super::shapes::{Request, WireDraft};
use super::wire::{Frame, VERSION, receive, send};
use crate::corpus::extractor::{self, Output};
use crate::corpus::options::Limits;
use crate::corpus::problem::Reason;
use crate::corpus::source::{MAX_BYTES, Part, Source};
use crate::guard::guarded;

/// Reads sources as they are asked for on `input` and writes what comes of them to `output`, until `input` ends.
///
/// From the first request on this process has the limits that are asked for, memory above all: it is to do nothing
/// else. Fails when one of the pipes does.
pub fn serve(mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    send(&mut output, &Frame::Hello(VERSION), &[])?;
    while let Some((frame, bytes)) = receive(&mut input)? {
        let Frame::Request(request) = frame else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "not a request"));
        };
        let mut broken = None;
        let done = read(&request, bytes, &mut |frame, payload| {
            if broken.is_none() {
                broken = send(&mut output, &frame, payload).err();
            }
        });
        if let Some(cause) = broken {
            return Err(cause);
        }
        send(&mut output, &Frame::Done(done.err()), &[])?;
    }
    Ok(())
}

fn read(request: &Request, bytes: Vec<u8>, answer: &mut dyn FnMut(Frame, &[u8])) -> Result<(), Reason> {
    let options = request.options();
    set_limits(&options.limits);
    let extractor = extractor::by_name(&request.extractor)
        .ok_or_else(|| Reason::failed(format!("no format is called {}", request.extractor)))?;
    let budget = budget_of(&options, &bytes);
    let (place, declared) = request.place();
    let source = Source::new(place, declared, Box::new(Cursor::new(bytes)));
    let source = source.map_err(|cause| Reason::from_io(&cause))?.within(&budget);
    let mut emit = |output: Output<'_>| match output {
        Output::Release(mut draft, part) => {
            let body = std::mem::take(&mut draft.body);
            answer(Frame::Release(WireDraft::from(*draft), part), body.as_bytes());
        }
        Output::Problem(part, reason) => answer(Frame::Problem(part, reason), &[]),
        Output::Member(member) => {
            let mut bytes = Vec::new();
            match member.reader.take(MAX_BYTES + 1).read_to_end(&mut bytes) {
                Ok(_) if bytes.len() as u64 > MAX_BYTES => {
                    answer(
                        Frame::Problem(Part::Whole, Reason::failed("a file in it is larger than 64 MiB")),
                        &[],
                    );
                }
                Ok(_) => answer(Frame::Member(member.name, member.declared.into()), &bytes),
                Err(cause) => answer(Frame::Problem(Part::Whole, Reason::from_io(&cause)), &[]),
            }
        }
    };
    guarded(|| extractor.extract(source, &options, &mut emit))
        .unwrap_or_else(|_| Err(Reason::failed(format!("its {} parser gave up", extractor.name()))))
}

/// Has the system hold this process to the limits of a source. Where it cannot, its starter still watches the time.
#[cfg(unix)]
fn set_limits(limits: &Limits) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let set = |resource, current: u64| {
        let maximum = getrlimit(resource).maximum;
        let current = maximum.map_or(current, |maximum| maximum.min(current));
        // Refused limits leave the process as it was.
        let _ = setrlimit(resource, Rlimit { current: Some(current), maximum });
    };
    set(Resource::As, limits.memory_bytes);
    set(Resource::Core, 0);
    // The time counts from the start of the process. The starter's watch should ring first.
    let spent = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    set(Resource::Cpu, spent + limits.time.as_secs() + 2);
}

#[cfg(not(unix))]
fn set_limits(_: &Limits) {}
