//! What a run did or showed, for people.

use std::io::{self, Write};
use std::time::Duration;

use anstyle::Style;

use super::{Layout, count, size};
use crate::corpus::{Problem, ProblemKind};
use crate::indexing::Report;
use crate::prove::{Counterexample, Proof};

/// The most problems or counterexamples of a kind that are shown; JSON has all of them.
const MAX_SHOWN: usize = 20;

/// Writes what an indexing run did, how fast, and what it left out. A quiet layout gives failures alone.
pub fn index_report(report: &Report, took: Duration, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let plain = Style::new();
    if !layout.quiet {
        let Report { added, updated, unchanged, removed, bytes, .. } = report;
        let (skipped, failed) = (report.skipped(), report.failed());
        let counts = format!(
            "added {added}, updated {updated}, unchanged {unchanged}, removed {removed}, skipped {skipped}, failed {failed}"
        );
        layout.line(plain, &counts, out)?;
        let seconds = took.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
        let rate = *bytes as f64 / 1e6 / seconds.max(1e-6);
        layout.line(layout.theme.dim, &format!("{} in {seconds:.2} s, {rate:.1} MB/s", size(*bytes)), out)?;
    }
    problems(&report.problems, ProblemKind::Failed, "failed ", layout, out)?;
    if !layout.quiet {
        problems(&report.problems, ProblemKind::Skipped, "skipped", layout, out)?;
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
fn some(lines: impl Iterator<Item = String>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
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
