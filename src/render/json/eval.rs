//! How good it is, as `cgtsearch eval --json` gives it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::eval::{duplicates, extract};

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

/// How near-duplicates were found: `cgtsearch eval --duplicates DOCS PAIRS --json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DuplicatesEval {
    /// The kind and version of this document.
    #[schemars(extend("const" = "cgtsearch.eval.duplicates.v1"))]
    pub schema: &'static str,
    /// How many releases there were.
    pub releases: usize,
    /// How many stories more than one release tells.
    pub stories: usize,
    /// How many releases were folded into another.
    pub folded: usize,
    /// How many of the pairs in one story were judged to be copies.
    pub precision: f64,
    /// How many of the pairs judged to be copies are in one story.
    pub recall: f64,
    /// The pairs judged to be copies that are in one story.
    pub found: Vec<PairEval>,
    /// Those that are not.
    pub missed: Vec<PairEval>,
    /// The pairs in one story that were not judged to be copies; 10,000 at most.
    pub wrong: Vec<PairEval>,
}

/// Two releases.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PairEval {
    /// The smaller id.
    pub first: String,
    /// The larger id.
    pub second: String,
    /// How much of their text they share, as estimated, 0 to 1; null where one of them is not there.
    pub resemblance: Option<f64>,
}

impl DuplicatesEval {
    /// Makes the wire form of a report.
    pub fn new(report: &duplicates::Report) -> Self {
        let pair = |pair: &duplicates::Pair| PairEval {
            first: pair.first.clone(),
            second: pair.second.clone(),
            resemblance: pair.resemblance.map(|share| rounded(f64::from(share))),
        };
        let pairs = |all: &[duplicates::Pair]| all.iter().map(pair).collect();
        Self {
            schema: "cgtsearch.eval.duplicates.v1",
            releases: report.releases,
            stories: report.stories,
            folded: report.folded,
            precision: rounded(report.precision()),
            recall: rounded(report.recall()),
            found: pairs(&report.found),
            missed: pairs(&report.missed),
            wrong: pairs(&report.wrong),
        }
    }
}

/// A share to four decimals.
fn rounded(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}
