//! What every benchmark needs: releases to work on, times, a table, and plain tantivy to compare with.

#![allow(dead_code, reason = "each benchmark is a program of its own and uses its part of this")]
#![allow(clippy::print_stdout, reason = "a benchmark prints what it measures")]

pub(crate) mod plain;
pub(crate) mod samples;
pub(crate) mod table;

use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cgtsearch::analysis::Analyzer;
use cgtsearch::corpus;
use cgtsearch::document::{Document, Language};
use cgtsearch::indexing::{IndexingOptions, index};
use tempfile::TempDir;

pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

/// How a benchmark was started, and on what it runs.
pub(crate) struct Setting {
    smoke: bool,
    corpus: PathBuf,
    /// What benchmarks lay out for themselves.
    folder: TempDir,
}

impl Setting {
    /// Reads the arguments, and says in a line what is measured.
    ///
    /// `cargo bench` passes `--bench`. Without it (`cargo test --benches`), or with `--test`, everything
    /// runs once on the sample corpus: enough to see that it runs.
    pub(crate) fn read(what: &str) -> Self {
        let given = |flag: &str| std::env::args().any(|arg| arg == flag);
        let smoke = given("--test") || !given("--bench");
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let large = here.join("../shared/data/press_mixed/docs.jsonl");
        let (name, corpus) = match large.is_file() && !smoke {
            true => ("press_mixed", large),
            false => ("the sample corpus", here.join("corpus")),
        };
        println!("{what}, on {name}{}", if smoke { ", once" } else { "" });
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { smoke, corpus, folder }
    }

    /// Returns how often to measure: as often as given, or once.
    pub(crate) fn rounds(&self, full: usize) -> usize {
        if self.smoke { 1 } else { full }
    }

    /// Reads the releases.
    pub(crate) fn releases(&self) -> Vec<Document> {
        let mut releases = Vec::new();
        let (files, _) = corpus::find(std::slice::from_ref(&self.corpus));
        for file in &files {
            corpus::Intake::new(corpus::ReadOptions::default())
                .read(file, &mut |release| releases.extend(release.ok()));
        }
        releases
    }

    /// Lays out what is read of each format: its name, and a file or a folder of its own.
    ///
    /// Pages are unpacked, archives of records too, so that reading alone is measured; what is laid out goes with the
    /// value of [`Setting`].
    pub(crate) fn formats(&self) -> Outcome<Vec<(String, PathBuf)>> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let data = here.join("../shared/data");
        let mut formats = Vec::new();
        if self.smoke || !data.is_dir() {
            for name in ["html", "md", "txt", "jsonl"] {
                formats.push((name.to_owned(), self.gather(&here.join("corpus"), name)?));
            }
            return Ok(formats);
        }
        let pages = self.folder.path().join("html");
        std::fs::create_dir_all(&pages)?;
        for entry in std::fs::read_dir(data.join("html_articles/raw/html"))?.flatten() {
            let mut page = Vec::new();
            flate2::read::GzDecoder::new(std::fs::File::open(entry.path())?).read_to_end(&mut page)?;
            std::fs::write(pages.join(entry.path().file_stem().unwrap_or_default()), page)?;
        }
        formats.push(("html, articles of the web".to_owned(), pages));
        formats.push(("jsonl, press_mixed".to_owned(), data.join("press_mixed/docs.jsonl")));
        for (name, packed) in [("press_en", "press_en.jsonl.zst"), ("laws_zh", "laws_zh.jsonl.zst")] {
            let path = self.folder.path().join(format!("{name}.jsonl"));
            let file = std::fs::File::open(data.join("scale").join(packed))?;
            zstd::stream::copy_decode(file, std::fs::File::create(&path)?)?;
            formats.push((format!("jsonl, {name}"), path));
        }
        Ok(formats)
    }

    /// Copies the files of one extension below a folder into a folder of their own, or the one file there is.
    fn gather(&self, from: &Path, extension: &str) -> Outcome<PathBuf> {
        let folder = self.folder.path().join(extension);
        std::fs::create_dir_all(&folder)?;
        let mut last = folder.clone();
        for (at, entry) in walkdir::WalkDir::new(from).into_iter().flatten().enumerate() {
            if entry.path().extension().is_some_and(|end| end == extension) {
                last = folder.join(format!("{at}.{extension}"));
                std::fs::copy(entry.path(), &last)?;
            }
        }
        Ok(if extension == "jsonl" { last } else { folder })
    }

    /// Builds an index of the releases in a folder that goes with the value.
    pub(crate) fn index(&self) -> Outcome<TempDir> {
        let dir = tempfile::tempdir()?;
        let analyzer = Arc::new(Analyzer::new());
        analyzer.load();
        let roots = std::slice::from_ref(&self.corpus);
        index(dir.path(), roots, &analyzer, IndexingOptions::default(), &mut |_| {})?;
        Ok(dir)
    }
}

/// Tells whether a release is in Chinese.
pub(crate) fn is_chinese(release: &Document) -> bool {
    matches!(release.language, Language::Simplified | Language::Traditional)
}

/// Tells whether a release is in English.
pub(crate) fn is_english(release: &Document) -> bool {
    release.language == Language::English
}

/// Returns how many bytes of text a release has.
pub(crate) fn bytes(release: &Document) -> usize {
    release.headline.len() + release.body.len()
}
