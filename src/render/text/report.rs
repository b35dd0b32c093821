//! What a run did or showed, for people.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::Style;

use super::{Layout, count, size};
use crate::prove::{Counterexample, Proof};
use crate::render::json::{Encoding, File, Problem, ProblemKind, Report};

/// The most problems or counterexamples of a kind that are shown; JSON has all of them.
const MAX_SHOWN: usize = 20;

/// Writes what an indexing run did, how fast, and what it left out. A quiet layout gives failures alone.
pub fn index_report(report: &Report, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    if !layout.quiet {
        let Report { added, updated, unchanged, removed, skipped, failed, refused, bytes, .. } = report;
        let counts = format!(
            "added {added}, updated {updated}, unchanged {unchanged}, removed {removed}, skipped {skipped}, failed {failed}, refused {refused}"
        );
        layout.line(Style::new(), &counts, out)?;
        if let Some(seconds) = report.seconds {
            #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
            let rate = *bytes as f64 / 1e6 / seconds.max(1e-6);
            layout.line(
                layout.theme.dim,
                &format!("{} in {seconds:.2} s, {rate:.1} MB/s", size(*bytes)),
                out,
            )?;
        }
        read_by(&report.files, layout, out)?;
    }
    all_problems(&report.problems, layout, out)
}

/// Writes which extractors read the files, in which encodings, and what was noted.
fn read_by(files: &[File], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let (mut extractors, mut encodings, mut warnings) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for file in files {
        for extractor in &file.extractors {
            *extractors.entry(extractor.name.clone()).or_insert(0_usize) += 1;
        }
        for Encoding { used, declared } in &file.encodings {
            let other = declared.as_deref().filter(|declared| !declared.eq_ignore_ascii_case(used));
            let shown =
                other.map_or_else(|| used.clone(), |declared| format!("{used} (declared {declared})"));
            *encodings.entry(shown).or_insert(0_usize) += 1;
        }
        for warning in &file.warnings {
            let (_, total) =
                warnings.entry(warning.message.as_str()).or_insert((file.path.as_str(), 0_usize));
            *total += warning.releases;
        }
    }
    let list = |counts: &BTreeMap<String, usize>| {
        counts.iter().map(|(name, files)| format!("{name} {files}")).collect::<Vec<_>>().join(", ")
    };
    if !extractors.is_empty() {
        layout.line(layout.theme.dim, &format!("files read as {}", list(&extractors)), out)?;
    }
    if encodings.keys().any(|used| used != "UTF-8") {
        layout.line(layout.theme.dim, &format!("encoded in {}", list(&encodings)), out)?;
    }
    let noted = warnings.iter().map(|(warning, (first, releases))| {
        format!("noted    {first}: {warning} ({})", count(*releases, "release"))
    });
    some(noted, layout, out)
}

/// Writes what was not read, by how much it matters. A quiet layout gives failures alone.
pub(super) fn all_problems(all: &[Problem], layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    problems(all, ProblemKind::Failed, "failed ", layout, out)?;
    if !layout.quiet {
        problems(all, ProblemKind::Refused, "refused", layout, out)?;
        problems(all, ProblemKind::Skipped, "skipped", layout, out)?;
    }
    Ok(())
}

fn problems(
    all: &[Problem],
    kind: ProblemKind,
    name: &str,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let problems = all.iter().filter(|problem| problem.kind == kind);
    let shown = |problem: &Problem| format!("{name}  {}: {}", problem.origin, problem.reason);
    some(problems.map(shown), layout, out)
}

/// Writes how an index stands against a scan, with the counterexamples.
pub fn proof(proof: &Proof, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let Proof { samples, variants, releases, missing, extra } = proof;
    let line = format!(
        "{} ({}) over {}: {} missing, {} extra",
        count(*samples, "sample"),
        count(*variants, "variant"),
        count(*releases, "release"),
        missing.len(),
        extra.len()
    );
    layout.line(Style::new(), &line, out)?;
    for (name, found) in [("missing", missing), ("extra  ", extra)] {
        let shown = |case: &Counterexample| format!("{name}  {}  {} ({})", case.id, case.query, case.kind);
        some(found.iter().map(shown), layout, out)?;
    }
    Ok(())
}

/// Writes the first lines, and how many more there are.
pub(super) fn some(
    lines: impl Iterator<Item = String>,
    layout: Layout,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut more = 0;
    for (at, line) in lines.enumerate() {
        match at < MAX_SHOWN {
            true => layout.line(Style::new(), &line, out)?,
            false => more += 1,
        }
    }
    if more > 0 {
        layout.line(layout.theme.dim, &format!("… and {more} more"), out)?;
    }
    Ok(())
}
