//! Here are pages and the text that a person found in them: how much of it is extracted, and how much else?
//!
//! The measure is that of scrapinghub's article-extraction-benchmark: runs of four words are counted on both sides,
//! the counts of a page are divided by their sum so that a long page weighs no more, precision and recall are
//! means over the pages that have any, and F1 is that of the two means.

use std::collections::HashMap;

use crate::document::Document;

/// The words of a run.
const SHINGLE: usize = 4;

/// What a person found in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// The page.
    pub id: String,
    /// The article and nothing else.
    pub text: String,
    /// The day it was published, as `YYYY-MM-DD`, where it was noted.
    pub date: Option<String>,
}

/// How the text of a page was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The page.
    pub id: String,
    /// How much of what was extracted is the article, 0 to 1; `None` where nothing was.
    pub precision: Option<f64>,
    /// How much of the article was extracted, 0 to 1; `None` where there is none.
    pub recall: Option<f64>,
    /// Whether the date is right, where there is one to compare with.
    pub date: Option<bool>,
    /// The date that was found, as it is shown.
    pub found_date: Option<String>,
}

/// How the texts of many pages were found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// The pages in the order they were given.
    pub pages: Vec<Page>,
}

impl Page {
    /// Returns the harmonic mean of precision and recall; 0 where one of them is not known.
    pub fn f1(&self) -> f64 {
        f1(self.precision.unwrap_or(0.0), self.recall.unwrap_or(0.0))
    }
}

impl Report {
    /// Returns the mean precision.
    pub fn precision(&self) -> f64 {
        mean(self.pages.iter().filter_map(|page| page.precision))
    }

    /// Returns the mean recall.
    pub fn recall(&self) -> f64 {
        mean(self.pages.iter().filter_map(|page| page.recall))
    }

    /// Returns the F1 of the two means.
    pub fn f1(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    /// Returns how many dates are right, and of how many.
    pub fn dates(&self) -> (usize, usize) {
        let judged = || self.pages.iter().filter_map(|page| page.date);
        (judged().filter(|right| *right).count(), judged().count())
    }

    /// Returns the pages that fall short of an F1, the worst first.
    pub fn short_of(&self, least: f64) -> Vec<&Page> {
        let mut short: Vec<&Page> = self.pages.iter().filter(|page| page.f1() < least).collect();
        short.sort_by(|a, b| a.f1().total_cmp(&b.f1()).then_with(|| a.id.cmp(&b.id)));
        short
    }
}

/// Compares what was extracted of a page, which may be nothing, with its gold.
pub fn judge(gold: &Gold, extracted: Option<&Document>) -> Page {
    let found = shingles(extracted.map_or("", |document| &document.body));
    let wanted = shingles(&gold.text);
    let (mut hit, mut extra, mut lost) = (0.0, 0.0, 0.0);
    for (shingle, &times) in &found {
        let there = wanted.get(shingle).copied().unwrap_or(0.0);
        hit += f64::min(times, there);
        extra += f64::max(times - there, 0.0);
    }
    for (shingle, &times) in &wanted {
        lost += f64::max(times - found.get(shingle).copied().unwrap_or(0.0), 0.0);
    }
    let share = |of: f64| (of > 0.0).then_some(hit / of);
    let found_date = extracted.and_then(|document| Some(document.date?.to_string()));
    Page {
        id: gold.id.clone(),
        precision: share(hit + extra),
        recall: share(hit + lost),
        date: gold.date.as_ref().map(|date| found_date.as_ref() == Some(date)),
        found_date,
    }
}

/// Counts the runs of words of a text; a shorter text is one run.
fn shingles(text: &str) -> HashMap<Vec<&str>, f64> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let mut counts: HashMap<Vec<&str>, f64> = HashMap::new();
    if (1..SHINGLE).contains(&words.len()) {
        counts.insert(words, 1.0);
        return counts;
    }
    for run in words.windows(SHINGLE) {
        *counts.entry(run.to_vec()).or_insert(0.0) += 1.0;
    }
    counts
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocId;

    #[track_caller]
    fn check(gold: &str, found: &str, precision: Option<f64>, recall: Option<f64>) {
        let gold = Gold { id: "p".to_owned(), text: gold.to_owned(), date: None };
        let document = Document::new(DocId::new("p").expect("an id"), "", found);
        let page = judge(&gold, Some(&document));
        assert_eq!((page.precision, page.recall), (precision, recall), "{found}");
    }

    #[test]
    fn runs_of_words_are_compared() {
        check("a b c d e", "a b c d e", Some(1.0), Some(1.0));
        check("a b c d e", "A b c d e", Some(0.5), Some(0.5));
        check("a b c d e f g h", "a b c d", Some(1.0), Some(0.2));
        check("a b c d", "x a b c d", Some(0.5), Some(1.0));
        check("细胞 治疗", "细胞，治疗。", Some(1.0), Some(1.0));
        check("a b c d", "", None, Some(0.0));
        check("", "a b", Some(0.0), None);
        check("a a a a a", "a a a a", Some(1.0), Some(0.5));
    }

    #[test]
    fn means_are_over_the_pages_that_have_any() {
        let page =
            |precision, recall, date| Page { id: String::new(), precision, recall, date, found_date: None };
        let pages = vec![
            page(Some(1.0), Some(0.5), Some(true)),
            page(None, Some(1.0), Some(false)),
            page(Some(0.5), None, None),
        ];
        let report = Report { pages };
        assert_eq!((report.precision(), report.recall(), report.f1()), (0.75, 0.75, 0.75));
        assert_eq!(report.dates(), (1, 2));
        assert_eq!(report.short_of(0.5).len(), 2);
        assert_eq!(Report::default().f1(), 0.0);
    }
}
