//! How good it is, as `cgtsearch eval --json` gives it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::eval::extract;

/// How the texts of pages were found: `cgtsearch eval --extract DIR --json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExtractEval {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.eval.extract.v1"))]
    pub schema: &'static str,
    /// The F1 of mean precision and mean recall.
    pub f1: f64,
    /// How much of what was extracted is the article, in the mean.
    pub precision: f64,
    /// How much of the article was extracted, in the mean.
    pub recall: f64,
    /// How many dates there were to compare with.
    pub dates: usize,
    /// How many of them were found.
    pub dates_right: usize,
    /// The pages in the order they were given.
    pub pages: Vec<PageEval>,
}

/// How the text of a page was found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PageEval {
    /// The page.
    pub id: String,
    /// The harmonic mean of precision and recall.
    pub f1: f64,
    /// How much of what was extracted is the article; null where nothing was.
    pub precision: Option<f64>,
    /// How much of the article was extracted; null where there is none.
    pub recall: Option<f64>,
    /// The date that was found.
    pub date: Option<String>,
    /// Whether it is right; null where there is none to compare with.
    pub date_right: Option<bool>,
}

impl ExtractEval {
    /// Makes the wire form of a report.
    pub fn new(report: &extract::Report) -> Self {
        let (dates_right, dates) = report.dates();
        let page = |page: &extract::Page| PageEval {
            id: page.id.clone(),
            f1: rounded(page.f1()),
            precision: page.precision.map(rounded),
            recall: page.recall.map(rounded),
            date: page.found_date.clone(),
            date_right: page.date,
        };
        Self {
            schema: "cgtsearch.eval.extract.v1",
            f1: rounded(report.f1()),
            precision: rounded(report.precision()),
            recall: rounded(report.recall()),
            dates,
            dates_right,
            pages: report.pages.iter().map(page).collect(),
        }
    }
}

/// A share to four decimals.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}
