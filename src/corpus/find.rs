//! Which files are there? Folders are walked in the order of their paths.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::problem::{Problem, Reason};
use super::{SourceFile, extractor, shown};

/// Lists the files that may hold releases, below folders and as named, and what is wrong with the rest. Whether there
/// is a release in them shows when they are read.
///
/// A file reached twice is listed once. Hidden files, and the README and licence of a folder, are left
/// out without a word.
pub fn find(roots: &[PathBuf]) -> (Vec<SourceFile>, Vec<Problem>) {
    let mut found = Found::default();
    for root in roots {
        match std::fs::metadata(root) {
            Ok(metadata) if metadata.is_dir() => found.walk(root),
            Ok(metadata) if metadata.is_file() => {
                let name = root.file_name().unwrap_or(root.as_os_str());
                found.add(root, name.to_string_lossy().into_owned(), true);
            }
            Ok(_) => found.problems.push(Reason::failed("neither a file nor a folder").at(shown(root))),
            Err(cause) => found.problems.push(Reason::from_io(&cause).at(shown(root))),
        }
    }
    (found.files, found.problems)
}

#[derive(Default)]
struct Found {
    files: Vec<SourceFile>,
    problems: Vec<Problem>,
    names: HashSet<String>,
    /// The real paths of what has been met.
    real: HashSet<PathBuf>,
}

impl Found {
    fn walk(&mut self, root: &Path) {
        let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let folder = real.file_name().map(|name| name.to_string_lossy().into_owned());
        let walk = WalkDir::new(root).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.path())) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(cause) => {
                    self.problems.extend(problem(root, &cause));
                    continue;
                }
            };
            let path = entry.path();
            if entry.file_type().is_dir() || is_about_the_folder(path) {
                continue;
            }
            if !entry.file_type().is_file() {
                if self.is_new(path) {
                    self.problems.push(Reason::skipped("neither a file nor a folder").at(shown(path)));
                }
                continue;
            }
            let below = shown(path.strip_prefix(root).unwrap_or(path));
            let name = folder.as_ref().map_or_else(|| below.clone(), |folder| format!("{folder}/{below}"));
            self.add(path, name, false);
        }
    }

    /// Tells whether a file has not been met yet, on this path or another.
    fn is_new(&mut self, path: &Path) -> bool {
        self.real.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }

    fn add(&mut self, path: &Path, name: String, named: bool) {
        if !self.is_new(path) {
            return;
        }
        let mut free = name.clone();
        let mut number = 2_usize;
        while !self.names.insert(free.clone()) {
            free = format!("{name}-{number}");
            number += 1;
        }
        self.files.push(SourceFile { path: path.to_owned(), name: free, named });
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Tells the files that come with a folder from the releases in it, some of which are about a licence.
pub(super) fn is_about_the_folder(path: &Path) -> bool {
    let lower = |part: &OsStr| part.to_string_lossy().to_ascii_lowercase();
    let stem = path.file_stem().map(lower).unwrap_or_default();
    if matches!(stem.as_str(), "readme" | "license" | "licence") {
        return true;
    }
    let name = path.file_name().map(lower).unwrap_or_default();
    let is_variant =
        ["license-", "license.", "licence-", "licence."].iter().any(|start| name.starts_with(start));
    is_variant && !path.extension().is_some_and(|end| extractor::EXTENSIONS.contains(&lower(end).as_str()))
}

/// Names the place that could not be walked. A link back to a folder above it loses nothing.
fn problem(root: &Path, cause: &walkdir::Error) -> Option<Problem> {
    let path = cause.path().unwrap_or(root);
    if cause.loop_ancestor().is_some() || (cause.depth() > 0 && is_hidden(path)) {
        return None;
    }
    let reason = cause.io_error().map_or_else(|| Reason::failed(cause.to_string()), Reason::from_io);
    Some(reason.at(shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn corpus(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in files {
            let path = folder.path().join("corpus").join(file);
            fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
            fs::write(path, "text").expect("a file");
        }
        folder
    }

    #[track_caller]
    fn check(folder: &Path, roots: &[&str], expected: &[&str]) {
        let roots: Vec<PathBuf> = roots.iter().map(|root| folder.join(root)).collect();
        let (files, problems) = find(&roots);
        let base = format!("{}/", shown(folder));
        let files = files.into_iter().map(|file| {
            let path = shown(&file.path);
            format!("{} = {}", file.name, path.strip_prefix(&base).unwrap_or(&path))
        });
        let problems = problems.into_iter().map(|problem| {
            let origin = problem.origin.strip_prefix(&base).unwrap_or(&problem.origin);
            format!("{:?} {origin}: {}", problem.kind, problem.reason)
        });
        assert_eq!(files.chain(problems).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn folders_are_walked_in_order() {
        let folder = corpus(&[
            "zh/b.md",
            "a.txt",
            "zh/A.HTML",
            ".hidden/x.txt",
            ".x.txt",
            "README.md",
            "zh/License-CC0",
            "en/INDEX.tmp",
            "ReadMe.TXT",
            "data.jsonl",
            "photo.jpg",
            "none",
        ]);
        check(
            folder.path(),
            &["corpus"],
            &[
                "corpus/a.txt = corpus/a.txt",
                "corpus/data.jsonl = corpus/data.jsonl",
                "corpus/en/INDEX.tmp = corpus/en/INDEX.tmp",
                "corpus/none = corpus/none",
                "corpus/photo.jpg = corpus/photo.jpg",
                "corpus/zh/A.HTML = corpus/zh/A.HTML",
                "corpus/zh/b.md = corpus/zh/b.md",
            ],
        );
    }

    #[test]
    fn releases_about_licences_are_taken() {
        let folder = corpus(&[
            "LICENSE",
            "LICENSE-CC0",
            "LICENSE.md",
            "LICENSE.MIT.old",
            "Licence.txt",
            "README",
            "license-deal-with-celarts.txt",
            "license.2024.html",
            "licensed-product.pdf",
            "licensing-agreement.txt",
            "readme-of-a-release.md",
        ]);
        check(
            folder.path(),
            &["corpus"],
            &[
                "corpus/license-deal-with-celarts.txt = corpus/license-deal-with-celarts.txt",
                "corpus/license.2024.html = corpus/license.2024.html",
                "corpus/licensed-product.pdf = corpus/licensed-product.pdf",
                "corpus/licensing-agreement.txt = corpus/licensing-agreement.txt",
                "corpus/readme-of-a-release.md = corpus/readme-of-a-release.md",
            ],
        );
    }

    #[test]
    fn named_files_are_taken_whatever_they_are_called() {
        let folder = corpus(&["README.md", "release.dat", "a/same.txt", "b/same.txt", "c/same.txt"]);
        check(
            folder.path(),
            &["corpus/README.md", "corpus/release.dat", "corpus/a/same.txt", "corpus/b/same.txt", "corpus/c"],
            &[
                "README.md = corpus/README.md",
                "release.dat = corpus/release.dat",
                "same.txt = corpus/a/same.txt",
                "same.txt-2 = corpus/b/same.txt",
                "c/same.txt = corpus/c/same.txt",
            ],
        );
    }

    #[test]
    fn a_file_is_listed_once_and_a_missing_one_is_named() {
        let folder = corpus(&["a.txt"]);
        check(
            folder.path(),
            &["nowhere", "corpus", "corpus/a.txt", "corpus/../corpus/"],
            &["corpus/a.txt = corpus/a.txt", "Failed nowhere: no such file or folder"],
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        let folder = corpus(&["zh/a.txt", "zh/c.pdf", "other/b.txt", "more/d.txt"]);
        let corpus = folder.path().join("corpus");
        std::os::unix::fs::symlink(&corpus, corpus.join("zh/up")).expect("a link");
        std::os::unix::fs::symlink(corpus.join("other"), corpus.join("zh/there")).expect("a link");
        std::os::unix::fs::symlink("gone.txt", corpus.join("more/broken.txt")).expect("a link");
        std::os::unix::fs::symlink("gone.txt", corpus.join("more/.#lock.txt")).expect("a link");
        check(
            folder.path(),
            &["corpus/more", "corpus/zh"],
            &[
                "more/d.txt = corpus/more/d.txt",
                "zh/a.txt = corpus/zh/a.txt",
                "zh/c.pdf = corpus/zh/c.pdf",
                "zh/there/b.txt = corpus/zh/there/b.txt",
                "Failed corpus/more/broken.txt: no such file or folder",
                "Failed corpus/zh/up/more/broken.txt: no such file or folder",
            ],
        );
    }
}
