//! Workers that misbehave, as shell scripts stand in for them, and a worker on pipes of memory.

use std::io::Cursor;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::shapes::WireDraft;
use super::wire::{VERSION, receive, send};
use super::*;
use crate::corpus::draft::Draft;
use crate::corpus::extractor;
use crate::corpus::options::Limits;
use crate::corpus::source::{Declared, Part, Place};

fn frames(frames: Vec<(Frame, &[u8])>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (frame, payload) in frames {
        send(&mut bytes, &frame, payload).expect("memory is there");
    }
    bytes
}

fn release(headline: &str) -> Frame {
    let draft = Draft { headline: headline.to_owned(), ..Draft::default() };
    Frame::Release(WireDraft::from(draft), Part::Whole)
}

/// A worker that does as a script says: `cat hello`, `hear` a request, `cat release`, `cat done`.
struct Script(tempfile::TempDir);

impl Script {
    fn new(script: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = [
            ("hello", vec![(Frame::Hello(VERSION), &b""[..])]),
            ("release", vec![(release("A"), b"Body.")]),
            ("done", vec![(Frame::Done(None), b"")]),
        ];
        for (name, said) in files {
            std::fs::write(folder.path().join(name), frames(said)).expect("a file");
        }
        // Written by another process: a file that this one has open cannot be started.
        let hear = "dd bs=64k count=1 of=/dev/null 2> /dev/null";
        let script = script.replace("hear", hear);
        let text = format!("#!/bin/sh\ncd {}\n{script}\n", folder.path().display());
        let mut writer = Command::new("sh")
            .args(["-c", "cat > worker; chmod +x worker"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut input = writer.stdin.take().expect("a pipe");
        std::io::Write::write_all(&mut input, text.as_bytes()).expect("it listens");
        drop(input);
        assert!(writer.wait().expect("it ends").success());
        Self(folder)
    }

    fn program(&self) -> PathBuf {
        self.0.path().join("worker")
    }
}

fn source(text: &str) -> Source<'_> {
    let place = Place { file_name: "a.txt".to_owned(), ..Place::default() };
    Source::new(place, Declared::default(), Box::new(Cursor::new(text))).expect("it reads")
}

/// Reads a source with a worker; what came of it, and how it ended.
fn extract(apart: &Apart, program: &Path, time: Duration) -> (Vec<String>, String) {
    let limits = Limits { time, memory_bytes: 3 << 29, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let mut seen = Vec::new();
    let text = extractor::by_name("text").expect("a format");
    let done = apart.extract(program, text, source("x"), &options, &mut |output| {
        if let Output::Release(draft, _) = output {
            seen.push(format!("[{}] [{}]", draft.headline, draft.body));
        }
    });
    (seen, done.err().map(|reason| reason.text).unwrap_or_default())
}

#[track_caller]
fn check(script: &str, time: Duration, expected: &str) {
    let script = Script::new(&format!("cat hello; hear; echo noise; cat release; {script}"));
    let apart = Apart::default();
    for _ in 0..2 {
        let (seen, end) = extract(&apart, &script.program(), time);
        // What came before counts, and the next file starts another worker.
        assert_eq!((seen, end.as_str()), (vec!["[A] [Body.]".to_owned()], expected));
    }
}

#[test]
fn how_a_worker_ended_is_said() {
    let minute = Duration::from_secs(60);
    check("exec sleep 1000", Duration::from_millis(200), "its text parser took longer than 0.2 s");
    check("kill -XCPU $$", minute, "its text parser took longer than 60 s");
    check("kill -SEGV $$", minute, "its text parser crashed");
    check("exit 0", minute, "its text parser crashed");
    let memory = "echo 'memory allocation of 9000 bytes failed' >&2; kill -ABRT $$";
    check(memory, minute, "its text parser needed more than 1536 MiB of memory");
    check(
        "echo 'thread main has overflowed its stack' >&2; kill -ABRT $$",
        minute,
        "its text parser crashed: it nests too deep",
    );
}

#[test]
fn a_worker_is_kept() {
    // A new one would give a release again.
    let script = Script::new("cat hello; hear; cat release done; hear; cat done; exec cat > /dev/null");
    let apart = Apart::default();
    let minute = Duration::from_secs(60);
    assert_eq!(extract(&apart, &script.program(), minute).0, ["[A] [Body.]"]);
    assert_eq!(extract(&apart, &script.program(), minute), (Vec::new(), String::new()));
}

#[test]
fn what_is_no_worker_is_named() {
    for text in ["echo running 0 tests", "exit 1"] {
        let script = Script::new(text);
        let (_, end) = extract(&Apart::default(), &script.program(), Duration::from_secs(60));
        let expected = "worker as the worker of its text parser: it is not one of this version";
        assert!(end.ends_with(expected), "{end}");
    }
    let (_, end) = extract(&Apart::default(), Path::new("/nowhere/at/all"), Duration::from_secs(60));
    assert_eq!(end, "cannot start /nowhere/at/all as the worker of its text parser: no such file or folder");
}

#[test]
fn a_worker_answers() {
    // Limits that this process, which stands in for the worker, never meets.
    let limits = Limits { memory_bytes: u64::MAX, time: Duration::from_secs(1 << 30), ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let request = |name: &str| Frame::Request(Request::new(name, &source("x"), &options));
    let asked = frames(vec![
        (request("text"), "A new plant opens\n\n细胞".as_bytes()),
        (request("no such"), b"x"),
        (request("jsonl"), b"{\"title\":\"A\",\"date\":\"2024-10-18\"}\n["),
    ]);
    let mut said = Vec::new();
    serve(asked.as_slice(), &mut said).expect("memory is there");
    let (mut said, mut shown) = (said.as_slice(), Vec::new());
    while let Some((frame, payload)) = receive(&mut said).expect("whole frames") {
        shown.push(match frame {
            Frame::Release(draft, part) => {
                let draft = draft.with_body(payload);
                format!("{} [{}] [{}] {:?}", part.of("f"), draft.headline, draft.body, draft.dates)
            }
            other => format!("{other:?}"),
        });
    }
    assert_eq!(
        shown,
        [
            "Hello(1)",
            "f [A new plant opens] [细胞] []",
            "Done(None)",
            "Done(Some(Reason { kind: Failed, text: \"no format is called no such\" }))",
            "f:1 [A] [] [(\"2024-10-18\", Field)]",
            "Problem(Line(2), Reason { kind: Failed, text: \"not JSON: EOF while parsing a list at column 1\" })",
            "Done(None)",
        ]
    );
}
