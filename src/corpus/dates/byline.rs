//! A line that gives the date: the date alone, or behind a label, or among credits. Lines are in NFKC.

use super::scan::{Written, after_time, after_weekday, date_at_start};
use crate::document::Precision;

/// The longest line that can be a byline, in characters.
const MAX_BYLINE_CHARS: usize = 120;
/// What says that a date follows. Compared in lower case; longer ones first.
const LABELS: &str = "last updated|release date|published on|date published|posted on|updated on|published|\
updated|posted|released|date|发布时间|发布日期|更新时间|发表时间|披露日期|公告日期|發布時間|發布日期|發佈日期|日期|时间|時間";
/// What may stand behind the date of a byline, or before it with a colon.
const CREDITS: &str =
    "来源|來源|作者|编辑|責任編輯|责任编辑|记者|記者|浏览|阅读|点击|source|by |author|share|views";

/// Reads `2024-10-18 10:20`, `Published: Oct. 18, 2024 | News`, `来源：新华网 发布时间：2024-10-18`.
pub(super) fn byline(line: &str) -> Option<Written> {
    if line.chars().count() > MAX_BYLINE_CHARS {
        return None;
    }
    let start = after_weekday(line.trim_start_matches(['(', '[', '【', ' ']));
    if let Some(written) = date_at_start(start).filter(|w| w.precision != Precision::Year) {
        let rest =
            after_time(&start[written.bytes..])?.trim_matches([' ', ')', ']', '】', '.', '|', '-', '/', '·']);
        let rest = rest.to_lowercase();
        let is_alone = rest.is_empty() || is_credit(&rest);
        return is_alone.then_some(written);
    }
    let lower = line.to_ascii_lowercase();
    let labels = LABELS.split('|').filter_map(|label| Some((lower.find(label)?, label)));
    labels.filter_map(|(at, label)| labelled(line, at, label)).next().or_else(|| credited(line))
}

/// Reads the date that ends a line of credits: `来源：新华网　记者：张三　2024-10-18 09:12`.
fn credited(line: &str) -> Option<Written> {
    if !is_credit(&line.to_lowercase()) || !line.contains(':') {
        return None;
    }
    let words = line.match_indices(' ').map(|(at, _)| &line[at + 1..]);
    let mut dates = words.filter_map(|rest| Some((rest, date_at_start(rest)?)));
    let (rest, written) = dates.find(|(_, written)| written.precision == Precision::Day)?;
    after_time(&rest[written.bytes..]).filter(|rest| rest.trim().is_empty()).map(|_| written)
}

fn is_credit(lower: &str) -> bool {
    CREDITS.split('|').any(|credit| lower.starts_with(credit))
}

/// Reads the date behind a label, which wants a colon unless it opens the line.
fn labelled(line: &str, at: usize, label: &str) -> Option<Written> {
    // 会议时间 and Event Date are other dates.
    let is_word = match label {
        "date" | "日期" | "时间" | "時間" => !line[..at].trim_end().ends_with(char::is_alphanumeric),
        _ => !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric()),
    };
    let rest = line[at + label.len()..].trim_start();
    let with_colon = rest.strip_prefix([':', '|']);
    if !is_word || (with_colon.is_none() && at > 0) {
        return None;
    }
    let value = after_weekday(with_colon.unwrap_or(rest).trim_start());
    let written = date_at_start(value)?;
    let tail = &value[written.bytes..];
    let fits = after_time(tail).is_some_and(|rest| with_colon.is_some() || rest.trim().is_empty());
    fits.then_some(written)
}

/// Tells `Date: May 1` of a conference from that of a release: a place or an hour stands beside it.
pub(super) fn is_event_date(line: &str) -> bool {
    let line = line.to_lowercase();
    ["date", "日期", "时间", "時間"].iter().any(|label| line.starts_with(label))
}

pub(super) fn is_event_detail(line: &str) -> bool {
    let line = line.to_lowercase();
    ["time:", "location:", "venue:", "where:", "地点", "地點"].iter().any(|label| line.starts_with(label))
}
