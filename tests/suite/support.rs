//! What the tests stand on: the sample corpus, an index of it, the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, OnceLock};

use cgtsearch::analysis::Analyzer;
use cgtsearch::corpus::{self, Intake, ReadOptions};
use cgtsearch::document::{DocId, Document};
use cgtsearch::index::{Reader, Writer};
use tempfile::TempDir;

/// The folder of the project.
pub(crate) fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The releases of the sample corpus.
pub(crate) fn sample() -> Vec<Document> {
    let (files, problems) = corpus::find(&[project().join("corpus")]);
    let intake = Intake::new(ReadOptions::default());
    assert_eq!(problems, [], "the sample corpus is read whole");
    let mut documents = Vec::new();
    for file in &files {
        intake.read(file, &mut |record| documents.push(record.expect("a release of the sample corpus")));
    }
    assert!(documents.len() >= 60, "{} releases", documents.len());
    documents
}

/// An index of some releases in a folder of its own.
pub(crate) fn index(documents: &[Document]) -> (TempDir, Reader) {
    let folder = TempDir::new().expect("a folder");
    let analyzer = analyzer();
    let mut writer = Writer::open(folder.path(), analyzer, false).expect("a writer");
    for document in documents {
        writer.put(document, 1, "test").expect("a release goes in");
    }
    writer.commit(&[]).expect("a commit");
    let reader = Reader::open(folder.path(), analyzer).expect("a reader");
    (folder, reader)
}

/// One analyzer for all tests.
pub(crate) fn analyzer() -> &'static Arc<Analyzer> {
    static ANALYZER: OnceLock<Arc<Analyzer>> = OnceLock::new();
    ANALYZER.get_or_init(Arc::default)
}

/// A release with nothing but an id and text.
pub(crate) fn release(id: &str, headline: &str, body: &str) -> Document {
    Document::new(DocId::new(id).expect("an id"), headline, body)
}

/// A folder to run the program in.
pub(crate) struct Desk {
    folder: TempDir,
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::new().expect("a folder") }
    }

    /// A folder with the sample corpus in it, as on a fresh clone.
    pub(crate) fn with_corpus() -> Self {
        let desk = Self::empty();
        copy(&project().join("corpus"), &desk.path().join("corpus"));
        desk
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file.
    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, content).expect("a file");
        self
    }

    /// The program in this folder, with nothing of the caller's environment in the way.
    pub(crate) fn command(&self, program: &str) -> Command {
        let binary = Path::new(env!("CARGO_BIN_EXE_cgtsearch"));
        let folders = [binary.parent().expect("a folder").to_owned()].into_iter();
        let path = std::env::join_paths(
            folders.chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
        );
        let mut command = Command::new(program);
        command
            .current_dir(self.path())
            .env("PATH", path.expect("a path"))
            .env("CGTSEARCH_TODAY", "2026-11-01");
        for name in [
            "CGTSEARCH_INDEX",
            "CGTSEARCH_CONFIG",
            "CGTSEARCH_LIMIT",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "RUST_BACKTRACE",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command("cgtsearch").args(args).stdin(Stdio::null()).output().expect("the program runs"))
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn feed(&self, args: &[&str], input: &[u8]) -> Ran {
        let mut child = self
            .command("cgtsearch")
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("a pipe").write_all(input).expect("the program reads");
        Ran::of(child.wait_with_output().expect("the program ends"))
    }

    /// Runs a shell command line.
    pub(crate) fn shell(&self, line: &str) -> Ran {
        Ran::of(self.command("sh").args(["-c", line]).stdin(Stdio::null()).output().expect("a shell"))
    }
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
