//! Formats that a program of the user's reads: a file goes in, text comes out.

use std::ffi::OsString;
use std::io::{self, Cursor, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::NamedTempFile;

use super::options::{Command, Limits};
use super::problem::{Reason, size};
use super::source::{Declared, MAX_BYTES, Source};

/// What stands for the file's path among the arguments.
const PATH: &str = "{}";

/// How much of what a program complains is kept.
const MAX_COMPLAINT_BYTES: usize = 16 * 1024;

/// How long what a program wrote may take to arrive when it has ended.
const GRACE: Duration = Duration::from_secs(1);

/// Finds the command for a source, by its extension.
pub(super) fn of<'c>(source: &Source<'_>, commands: &'c [Command]) -> Option<&'c Command> {
    let extension = source.place.extension()?;
    commands.iter().find(|command| command.extensions.contains(&extension))
}

impl Command {
    /// The name by which releases that it gave know it.
    pub(super) fn name(&self) -> String {
        let program = PathBuf::from(self.program());
        let stem = program.file_stem().unwrap_or_default().to_string_lossy();
        format!("command:{stem}")
    }

    fn program(&self) -> &str {
        self.command.first().map_or("", String::as_str)
    }

    /// Has a source read, and makes what comes of it one.
    pub(super) fn run<'s>(&self, source: Source<'s>, limits: &Limits) -> Result<Source<'s>, Reason> {
        let mut place = source.place.clone();
        let stem = place.file_name.rsplit_once('.').map_or(place.file_name.as_str(), |(stem, _)| stem);
        place.file_name = format!("{stem}.{}", self.gives);
        let (named, budget) = (source.declared.named, std::rc::Rc::clone(&source.budget));
        let declared = Declared { media_type: None, charset: None, ..source.declared.clone() };
        let text = self.text_of(source, limits.time)?;
        if text.trim_ascii().is_empty() {
            return Err(Reason::skipped(format!("`{}` found no text in it", self.program())));
        }
        let given = Source::new(place, Declared { named, ..declared }, Box::new(Cursor::new(text)));
        Ok(given.map_err(|cause| Reason::from_io(&cause))?.within(&budget))
    }

    fn text_of(&self, source: Source<'_>, time: Duration) -> Result<Vec<u8>, Reason> {
        let about = |cause: io::Error| Reason::from_io(&cause);
        let wants_path = self.command.iter().any(|argument| argument.contains(PATH));
        let (input, path, copy) = match (wants_path, source.file.clone()) {
            (false, _) => (source.bytes()?, PathBuf::new(), None),
            (true, Some(path)) => (Vec::new(), path, None),
            (true, None) => {
                let copy = copy_of(source).map_err(about)?;
                (Vec::new(), copy.path().to_owned(), Some(copy))
            }
        };
        // A file called -x.doc is not an option.
        let path = if path.as_os_str().as_encoded_bytes().starts_with(b"-") {
            PathBuf::from(".").join(path)
        } else {
            path
        };
        let arguments = self.command.iter().skip(1).map(|argument| with_path(argument, &path));
        let mut command = std::process::Command::new(self.program());
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // In a group of its own, so that what it starts ends with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|cause| self.unstarted(&cause))?;
        let done = self.hear(&mut child, input, time);
        end(&mut child);
        drop(copy);
        done
    }

    fn unstarted(&self, cause: &io::Error) -> Reason {
        let program = self.program();
        let why = match cause.kind() {
            io::ErrorKind::NotFound => "there is no such program".to_owned(),
            _ => Reason::from_io(cause).text,
        };
        let extensions = self.extensions.join(", ");
        Reason::failed(format!("cannot start `{program}`, the [[extract]] command for {extensions}: {why}"))
    }

    /// Gives a program its input and takes what it says, while there is time.
    fn hear(&self, child: &mut Child, input: Vec<u8>, time: Duration) -> Result<Vec<u8>, Reason> {
        let ends = Instant::now() + time;
        if let Some(mut stdin) = child.stdin.take() {
            // A program that does not want its input is no fault.
            thread::spawn(move || stdin.write_all(&input));
        }
        let said = listen(child.stdout.take(), |pipe, bytes| {
            pipe.take(MAX_BYTES + 1).read_to_end(bytes).map(|_| ())
        });
        let complained = listen(child.stderr.take(), keep_end);
        let late =
            || Reason::failed(format!("`{}` took longer than {} s", self.program(), time.as_secs_f64()));
        let said = match said.recv_timeout(time) {
            Ok(said) => said,
            Err(RecvTimeoutError::Timeout) => return Err(late()),
            Err(RecvTimeoutError::Disconnected) => Vec::new(),
        };
        if said.len() as u64 > MAX_BYTES {
            let most = size(MAX_BYTES);
            return Err(Reason::failed(format!("`{}` gave more than {most}, the limit", self.program())));
        }
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                Ok(None) if Instant::now() > ends => return Err(late()),
                Ok(None) => thread::sleep(Duration::from_millis(2)),
                Err(cause) => return Err(Reason::from_io(&cause)),
            }
        };
        if status.success() {
            return Ok(said);
        }
        let complaint = complained.recv_timeout(GRACE).unwrap_or_default();
        let complaint = String::from_utf8_lossy(&complaint);
        let last = complaint.lines().rev().map(str::trim).find(|line| !line.is_empty());
        let last = last.map_or_else(|| status.to_string(), str::to_owned);
        Err(Reason::failed(format!("`{}` failed: {last}", self.program())))
    }
}

/// Reads a pipe apart from who waits for it, and gives what was read when it ends.
pub(super) fn listen<P: Read + Send + 'static>(
    pipe: Option<P>,
    read: impl FnOnce(&mut P, &mut Vec<u8>) -> io::Result<()> + Send + 'static,
) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    if let Some(mut pipe) = pipe {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            // What was read before a fault is what was said, and who does not wait any more is not told.
            let _ = read(&mut pipe, &mut bytes);
            let _ = sender.send(bytes);
        });
    }
    receiver
}

/// Reads all of a pipe, who writes to it must never wait, and keeps how it ends.
pub(super) fn keep_end(pipe: &mut impl Read, end: &mut Vec<u8>) -> io::Result<()> {
    let mut buffer = [0; 4096];
    loop {
        let read = pipe.read(&mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        end.extend_from_slice(&buffer[..read]);
        end.drain(..end.len().saturating_sub(MAX_COMPLAINT_BYTES));
    }
}

/// Ends a program, and on Unix all that it started, if they have not ended by themselves.
pub(super) fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(child.id())
        && let Some(group) = rustix::process::Pid::from_raw(id)
        && child.try_wait().is_ok_and(|status| status.is_none())
    {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// Lays a source down in a temporary file of the same extension.
fn copy_of(source: Source<'_>) -> io::Result<NamedTempFile> {
    let extension = source.place.extension().unwrap_or_default();
    let mut copy = tempfile::Builder::new().suffix(&format!(".{extension}")).tempfile()?;
    io::copy(&mut source.into_reader(), &mut copy)?;
    copy.flush()?;
    Ok(copy)
}

fn with_path(argument: &str, path: &std::path::Path) -> OsString {
    let mut parts = argument.split(PATH);
    let mut whole = OsString::from(parts.next().unwrap_or_default());
    for part in parts {
        whole.push(path);
        whole.push(part);
    }
    whole
}

#[cfg(all(test, unix))]
mod tests;
