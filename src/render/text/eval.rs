//! How good it is, for people.

use std::io::{self, Write};

use anstyle::Style;

use super::{Layout, count};
use crate::eval::{duplicates, extract};

/// A page below this F1 is listed.
const SHORT: f64 = 0.9;

/// Writes how the texts of pages were found, with the pages that fall short.
pub fn extract_eval(report: &extract::Report, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let (precision, recall) = (report.precision(), report.recall());
    let pages = count(report.pages.len(), "page");
    let line = format!("F1 {:.4}, precision {precision:.4}, recall {recall:.4} over {pages}", report.f1());
    layout.line(Style::new(), &line, out)?;
    let (right, dates) = report.dates();
    if dates > 0 {
        layout.line(Style::new(), &format!("{right} of {} right", count(dates, "date")), out)?;
    }
    let short = report.short_of(SHORT);
    if !short.is_empty() {
        layout.line(layout.theme.dim, &format!("{} below {SHORT}:", count(short.len(), "page")), out)?;
    }
    for page in short {
        let share =
            |share: Option<f64>| share.map_or_else(|| "   - ".to_owned(), |share| format!("{share:.3}"));
        let line =
            format!("  {:.3}  P {}  R {}  {}", page.f1(), share(page.precision), share(page.recall), page.id);
        layout.line(Style::new(), &line, out)?;
    }
    for page in report.pages.iter().filter(|page| page.date == Some(false)) {
        let found = page.found_date.as_deref().unwrap_or("none");
        layout.line(Style::new(), &format!("  wrong date {found}  {}", page.id), out)?;
    }
    Ok(())
}

/// Writes how near-duplicates were found, with the pairs that were missed and those found wrongly.
pub fn duplicates_eval(report: &duplicates::Report, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let judged = report.found.len() + report.missed.len();
    let line = format!(
        "{} of {} found, {} wrong; {} folded into {} of {}",
        report.found.len(),
        count(judged, "pair"),
        report.wrong.len(),
        count(report.folded, "copy"),
        count(report.stories, "story"),
        count(report.releases, "release")
    );
    layout.line(Style::new(), &line, out)?;
    for (name, pairs) in [("missed", &report.missed), ("wrong ", &report.wrong)] {
        let shown = |pair: &duplicates::Pair| {
            let alike = pair.resemblance.map_or_else(|| "   -".to_owned(), |alike| format!("{alike:.2}"));
            format!("{name}  {alike}  {}  {}", pair.first, pair.second)
        };
        super::report::some(pairs.iter().map(shown), layout, out)?;
    }
    Ok(())
}
