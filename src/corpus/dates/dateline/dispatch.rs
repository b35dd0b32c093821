//! Here is a line in Chinese: does it open as a dispatch does? 新华社北京10月23日电（记者…）, 本报讯, 财联社10月23日讯.

use std::ops::Range;

use super::super::clock::clock;
use super::super::cursor::Cursor;
use super::super::numeral::han_value;
use super::super::scan::{Named, Order, date};
use super::super::zone::Zone;
use super::agency::{Agency, agency};
use super::credit::credit;
use super::parts::{Closing, Parts, separators};
use super::{gazetteer, place, wire};
use crate::text::script::is_han;

/// The longest place of a dispatch, in characters.
const MAX_PLACE_CHARS: usize = 16;
/// How much of a line is looked at before it is read, in bytes: a name, a place, a date and the word.
const MAX_LEAD_BYTES: usize = 180;
/// What may stand between the date and the word that makes it a dispatch.
const MANNERS: &[&str] = &[
    "综合",
    "綜合",
    "专",
    "專",
    "新媒体",
    "体育",
    "上午",
    "下午",
    "凌晨",
    "晚",
    "午间",
    "外",
    "电视",
    "视频",
    "快",
    "要闻",
    "独家",
];
/// The words that make it one; the short ones come first, and can stand before text without a mark between.
const ENDINGS: &[&str] = &["电", "電", "讯", "訊", "消息", "报道", "報導", "報道", "报导"];
/// How many of them are short.
const SHORT_ENDINGS: usize = 4;
/// What makes another word of 电 or 讯: 10月23日电话会议, 通讯.
const OTHER_WORDS: [char; 34] = [
    '话', '話', '视', '視', '子', '力', '影', '商', '动', '動', '池', '信', '网', '網', '站', '台', '脑',
    '腦', '邮', '梯', '器', '路', '讯', '费', '价', '量', '车', '机', '缆', '报', '竞', '荷', '飞', '息',
];

/// A date of which the year, or the year and the month, may be missing.
struct Dated {
    date: Option<Named>,
    zone: Option<Zone>,
}

/// Reads a dispatch at the start of a line.
pub(super) fn dispatch(start: Cursor<'_>) -> Option<Parts> {
    if !may_be(start.rest()) {
        return None;
    }
    let mut at = start;
    let mut open = usize::from(at.eat_any(&['(', '[']));
    if !at.peek().is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '《') {
        return None;
    }
    if open > 0
        && let Some(parts) = by_reporter(at)
    {
        return Some(parts);
    }
    let is_cited = at.eat_any(&['据', '據']);
    let by = agency(&mut at);
    if is_cited && by.is_none() {
        return None;
    }
    if by.is_some() {
        credit(&mut at);
    }
    at.spaces().eat_one_of(&["北京时间", "北京時間"]);
    let (place, dated) = place_and_date(&mut at, by.as_ref())?;
    let is_dated = dated.is_some();
    // 据新华社报道，… only says where something was read.
    if (is_cited && !is_dated) || !ending(&mut at, by.is_some(), is_dated) {
        return None;
    }
    let text = |range: &Range<usize>| {
        start.rest().get(range.start - start.at()..range.end - start.at()).unwrap_or_default()
    };
    let is_city = text(&place).is_empty() || gazetteer::is_han_city(text(&place));
    let is_placed = is_dated || is_city || text(&place).contains("记者") || text(&place).contains("記者");
    if !is_placed
        || (by.is_none()
            && (!place::is_shaped_or_none(text(&place)) || (!is_dated && text(&place).is_empty())))
    {
        return None;
    }
    let place = with_city(start, place);
    credit(&mut at);
    let mut parts = Parts { wire: by.and_then(Agency::into_wire), ..Parts::default() };
    parts.closing = separators(&mut at, &mut open, false);
    credit(&mut at);
    while let Some(found) = wire::read(at).filter(|found| found.is_known && found.is_delimited) {
        parts.wire = parts.wire.or(Some(found.name));
        at = found.after;
        parts.closing = separators(&mut at, &mut open, true).max(Closing::Bracket);
    }
    parts.is_known_wire = true;
    parts.place = place.filter(|range| !range.is_empty());
    (parts.date, parts.zone) = dated.map_or((None, None), |dated| (dated.date, dated.zone));
    parts.end = at.at();
    Some(parts)
}

/// Tells most lines from dispatches at a glance: those hold one of a few characters near their start.
fn may_be(line: &str) -> bool {
    let lead = line.as_bytes().get(..MAX_LEAD_BYTES).unwrap_or(line.as_bytes());
    !lead.is_ascii() && line.chars().take(MAX_LEAD_BYTES / 3).any(|c| "电電讯訊息道導导|丨｜│-—–".contains(c))
}

/// Reads a place and a date, up to the word that makes a dispatch of them.
fn place_and_date(at: &mut Cursor<'_>, by: Option<&Agency>) -> Option<(Range<usize>, Option<Dated>)> {
    let from = at.at();
    for _ in 0..MAX_PLACE_CHARS {
        let end =
            from + at.since(from).trim_end().trim_end_matches([',', '，', '·', '/', '／']).trim_end().len();
        let c = at.peek()?;
        let can_be_dated =
            c.is_ascii_digit() || han_value(c).is_some() || matches!(c, '十' | '廿' | '卅' | '民' | '中');
        if can_be_dated {
            let mut ahead = *at;
            let named = date(&mut ahead, Order::Unknown);
            if named.is_some_and(Named::is_day) || (named.is_none() && by.is_some() && day_alone(&mut ahead))
            {
                let zone = clock(&mut ahead);
                *at = ahead;
                return Some((from..end, Some(Dated { date: named, zone })));
            }
        }
        if ending(&mut at.clone(), by.is_some(), false) {
            return Some((from..end, None));
        }
        let is_joint = c.is_whitespace() || matches!(c, '·' | '/' | '、' | ',');
        if !(is_han(c) || c.is_ascii_alphabetic() || (is_joint && at.at() > from)) {
            return None;
        }
        at.bump();
    }
    None
}

/// `18日`, as the news agency of Taiwan writes.
fn day_alone(at: &mut Cursor<'_>) -> bool {
    let mut ahead = *at;
    let is_day = ahead.small().is_some() || ahead.skip(|c| han_value(c).is_some() || c == '十') > 0;
    let is_one = is_day && ahead.eat('日');
    if is_one {
        *at = ahead;
    }
    is_one
}

/// Reads the word that makes a dispatch, and tells whether it is whole.
fn ending(at: &mut Cursor<'_>, has_agency: bool, is_dated: bool) -> bool {
    let mut ahead = *at;
    ahead.spaces();
    if has_agency && is_dated && matches!(ahead.peek(), Some('|' | '-' | '—')) {
        // 格隆汇10月23日丨, 路透北京10月23日 -
        *at = ahead;
        return true;
    }
    if is_dated || has_agency {
        for _ in 0..2 {
            ahead.eat_one_of(MANNERS);
        }
    }
    let count = if is_dated || has_agency { ENDINGS.len() } else { SHORT_ENDINGS };
    let is_long = ENDINGS.iter().skip(SHORT_ENDINGS).any(|word| ahead.clone().eat_text(word));
    if !ahead.eat_one_of(ENDINGS.get(..count).unwrap_or_default()) {
        return false;
    }
    ahead.eat_one_of(&["综合消息", "综合报道"]);
    let next = ahead.peek();
    let is_apart = next.is_none_or(|c| c.is_whitespace() || (!c.is_alphanumeric() && c != '"'));
    let is_credited = ["记者", "記者", "题", "題"].iter().any(|word| ahead.clone().eat_text(word));
    let is_glued = is_dated && has_agency && !is_long && next.is_some_and(|c| !OTHER_WORDS.contains(&c));
    let is_whole = is_apart || is_credited || is_glued;
    if is_whole {
        *at = ahead;
    }
    is_whole
}

/// `記者張三／台北報導】`, behind the bracket.
fn by_reporter(start: Cursor<'_>) -> Option<Parts> {
    let mut at = start;
    at.eat_one_of(&["本报", "本報", "全媒体", "特約", "特约"]);
    if !at.eat_one_of(&["记者", "記者"]) {
        return None;
    }
    let from = at.at();
    while !at.eat_one_of(&["報導", "报道", "報道", "报导", "電", "电", "訊", "讯"]) {
        let c = at.peek()?;
        if !(is_han(c)
            || c.is_whitespace()
            || c.is_ascii_alphanumeric()
            || matches!(c, '/' | '、' | ',' | '·'))
            || at.at() - from > MAX_PLACE_CHARS * 6
        {
            return None;
        }
        at.bump();
    }
    if !at.spaces().eat_any(&[')', ']']) {
        return None;
    }
    let mut parts = Parts { is_known_wire: true, is_bracketed: true, ..Parts::default() };
    parts.place =
        with_city(start, from..from + at.since(from).find(['報', '报', '電', '电', '訊', '讯']).unwrap_or(0));
    parts.closing = separators(&mut at, &mut 0, true).max(Closing::Bracket);
    parts.end = at.at();
    Some(parts)
}

/// Takes the city off the end of the reporter's name: 記者張三台北.
fn with_city(start: Cursor<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let text = start.rest().get(range.start - start.at()..range.end - start.at())?;
    if !text.contains("记者") && !text.contains("記者") && !text.contains(['/', '／']) {
        return Some(range);
    }
    if let Some((at, slash)) = text.char_indices().rev().find(|(_, c)| matches!(c, '/' | '／')) {
        return Some(range.start + at + slash.len_utf8()..range.end);
    }
    let starts = text.char_indices().map(|(at, _)| at);
    starts
        .map(|at| (at, text.get(at..).unwrap_or_default()))
        .find(|(_, rest)| gazetteer::is_han_city(rest))
        .map(|(at, _)| range.start + at..range.end)
}
