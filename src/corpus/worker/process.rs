//! A worker as its starter sees it.

use std::io::{self, BufReader, BufWriter};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::wire::{Frame, VERSION, receive, send};
use crate::corpus::command::{end, keep_end, listen};

/// How long a worker may take to say that it is one: it is of no file's making.
const START_TIME: Duration = Duration::from_secs(30);

/// How long the last words of a worker may take to arrive when it has ended.
const GRACE: Duration = Duration::from_secs(1);

/// How many frames may wait: enough to keep both sides busy.
const WAITING_FRAMES: usize = 16;

/// A worker that was started.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    input: Option<BufWriter<ChildStdin>>,
    frames: Receiver<(Frame, Vec<u8>)>,
    complaints: Receiver<Vec<u8>>,
}

/// Why there is no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// None came in all that time.
    Late,
    /// The worker has ended, or speaks in tongues.
    End,
}

impl Process {
    /// Starts a worker and waits until it says that it is one.
    pub(super) fn start(program: &Path) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg("worker")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let input = child.stdin.take().map(BufWriter::new);
        let output = child.stdout.take();
        let complaints = listen(child.stderr.take(), keep_end);
        let (sender, frames) = sync_channel(WAITING_FRAMES);
        if let Some(output) = output {
            thread::spawn(move || {
                let mut output = BufReader::new(output);
                while let Ok(Some(frame)) = receive(&mut output) {
                    if sender.send(frame).is_err() {
                        break;
                    }
                }
            });
        }
        let mut process = Self { child, input, frames, complaints };
        match process.hear(START_TIME) {
            Ok((Frame::Hello(version), _)) if version == VERSION => Ok(process),
            _ => Err(io::Error::other("it is not one of this version")),
        }
    }

    /// Tells whether it is still there.
    pub(super) fn is_alive(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|status| status.is_none())
    }

    /// Sends a frame.
    pub(super) fn send(&mut self, frame: &Frame, payload: &[u8]) -> io::Result<()> {
        let input = self.input.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        send(input, frame, payload)
    }

    /// Waits for a frame.
    pub(super) fn hear(&mut self, time: Duration) -> Result<(Frame, Vec<u8>), Silence> {
        self.frames.recv_timeout(time).map_err(|cause| match cause {
            RecvTimeoutError::Timeout => Silence::Late,
            RecvTimeoutError::Disconnected => Silence::End,
        })
    }

    /// Ends it. Tells whether the system had ended it for the time it took, and what it said last.
    pub(super) fn end(mut self) -> (bool, String) {
        self.input = None;
        let last = self.complaints.recv_timeout(GRACE).unwrap_or_default();
        // Its pipes close a little before it is gone.
        let gone = Instant::now() + GRACE;
        let mut status = None;
        while status.is_none() && Instant::now() < gone {
            status = self.child.try_wait().ok().flatten();
            thread::sleep(Duration::from_millis(1));
        }
        (status.is_some_and(is_out_of_time), String::from_utf8_lossy(&last).into_owned())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

#[cfg(unix)]
fn is_out_of_time(status: std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(unix))]
fn is_out_of_time(_: std::process::ExitStatus) -> bool {
    false
}
