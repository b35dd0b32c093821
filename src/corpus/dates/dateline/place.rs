//! Here is a run of words: can it be the places of a dateline?

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::cursor::Cursor;
use super::parts::is_date;
use super::{gazetteer, is_blank, wire};
use crate::text::script::is_han;

/// The most words and bytes that places take.
const MAX_WORDS: usize = 24;
const MAX_BYTES: usize = 160;
/// The longest region in brackets that is not known, in bytes: `San Juan (Huesca), October 18`.
const MAX_REGION_BYTES: usize = 20;
/// The most words between two commas: `Research Triangle Park`, `city of Newcastle upon Tyne`.
const MAX_PART_WORDS: usize = 6;
/// The most characters of Chinese places: 美国马里兰州罗克维尔和中国苏州.
const MAX_HAN_CHARS: usize = 30;
/// Lower-case words inside the names of places, and between them.
static CONNECTORS: Words = LazyLock::new(|| {
    words(
        " of and the de la le les lez lès du des di do da dos das del della den der dem am an im im sur sous upon near y e \
et und al el los las aan bei ob nad pod st von van het ter en près outside on ",
    )
});
/// What stands in headings, bylines and sentences and in no place.
static NOT_PLACES: Words = LazyLock::new(|| {
    words(
        " announces announced announce reports reported report results result quarter financial annual \
general meeting conference call webcast presentation presents present presented date dates time update updated updates \
published posted released release modified reviewed revised created statement statements inc inc. ltd ltd. llc corp \
corp. corporation company plc gmbh co.,ltd trial study phase patients data event events agenda session month week \
since until before after between during ended ending effective dated summit forum congress symposium exhibition expo \
figure table note notes source contact copyright version chapter section article president ceo cfo webinar deadline last \
issued by from to through for with per as at is was are were will has have had january february april june july august \
september october november december monday tuesday wednesday thursday friday saturday sunday today yesterday q1 q2 q3 \
q4 fy results, background objective objectives methods conclusion conclusions summary overview earnings holiday \
birthday anniversary review interview blog podcast video photo news newsletter bulletin headlines register registration \
launch launches launched closes closed opens open approval approves approved receives received on in location place dr prof mr mrs ms ",
    )
});
/// A date behind one of these is told of, not the release's own.
static PREPOSITIONS: Words = LazyLock::new(|| {
    words(
        " on in of since from until by before after dated for to through and between ended ending effective ",
    )
});
const HAN_PREPOSITIONS: [char; 10] = ['于', '於', '自', '在', '至', '到', '从', '從', '截', '的'];
/// What no Chinese place holds.
const HAN_NOT_PLACES: &[&str] = &[
    "公司", "宣布", "获悉", "報告", "报告", "会议", "會議", "时间", "時間", "日期", "截至", "截止", "根据",
    "根據", "报道", "報導", "集团", "發佈", "发布", "更新", "编辑", "作者", "来源", "來源", "公告", "活动",
    "论坛", "大会", "首页", "关于", "今天", "昨天", "今日", "昨日", "日前", "近日",
];

/// Reads the words that can be places, up to a date, a dash, a bracket or a wire.
pub(super) fn place(at: &mut Cursor<'_>) -> Option<Range<usize>> {
    let from = at.at();
    let mut ahead = *at;
    let mut end = None;
    for _ in 0..MAX_WORDS {
        if ahead.at() - from > MAX_BYTES || (end.is_some() && is_date(ahead)) {
            break;
        }
        if word(&mut ahead)? {
            end = Some(ahead);
        }
        if !join(&mut ahead, &mut end) {
            break;
        }
    }
    *at = end?;
    Some(from..at.at())
}

/// Reads a word; `None` if it is none of a place, and false if it only joins others.
fn word(at: &mut Cursor<'_>) -> Option<bool> {
    let c = at.peek()?;
    if is_han(c) {
        let from = at.at();
        while at.peek().is_some_and(is_han) && !is_date(*at) && at.at() - from <= MAX_BYTES {
            at.bump();
        }
        return (at.at() > from).then_some(true);
    }
    if !c.is_alphabetic() {
        return None;
    }
    let from = at.at();
    while at.at() - from <= MAX_BYTES {
        match at.peek() {
            Some(c) if c.is_alphabetic() && !is_han(c) => at.bump(),
            Some('.' | '\'') => at.bump(),
            Some('-') if at.second().is_some_and(char::is_alphabetic) => at.bump(),
            _ => break,
        }
    }
    let is_connector = c.is_lowercase();
    (!is_connector || is_in(&CONNECTORS, at.since(from))).then_some(!is_connector)
}

/// Passes over what joins two words of places, a region in brackets included; false where the places end.
fn join<'a>(at: &mut Cursor<'a>, end: &mut Option<Cursor<'a>>) -> bool {
    let has_space = at.skip(is_blank) > 0;
    if at.peek() == Some('(') && !wire::is_delimited(*at) {
        let Some(inside) = wire::bracketed(*at) else { return false };
        let is_name = inside.text.starts_with(char::is_uppercase)
            && inside.text.len() <= MAX_REGION_BYTES
            && !inside.text.contains(|c: char| c.is_ascii_digit() || c == ':');
        let is_region = wire::is_place(inside.text) || (is_name && inside.after.peek() == Some(','));
        if !is_region {
            return false;
        }
        *at = inside.after;
        *end = Some(inside.after);
        at.skip(is_blank);
        if !matches!(at.peek(), Some(',' | '&' | ';')) && !at.rest().starts_with("and ") {
            return false;
        }
    }
    match at.peek() {
        Some(',' | '&' | ';' | '、' | '·' | '+') => {
            at.bump();
            at.skip(is_blank);
            at.peek().is_some_and(char::is_alphabetic) && !is_date(*at) && !wire::is_bare(*at)
        }
        Some('/') if !wire::is_delimited(*at) => {
            at.bump();
            at.skip(is_blank);
            at.peek().is_some_and(char::is_alphabetic) && !is_date(*at) && !wire::is_bare(*at)
        }
        Some(c) => c.is_alphabetic() && (has_space || is_han(c) != at.before().is_some_and(is_han)),
        None => false,
    }
}

/// Tells whether words can be places at all.
pub(super) fn is_shaped(text: &str) -> bool {
    if text.chars().any(is_han) {
        let is_short = text.chars().filter(|c| !c.is_whitespace()).count() <= MAX_HAN_CHARS;
        // A sub-headline and a place: 样例生物的新细胞 上海
        let is_joined =
            text.split_whitespace().next_back().is_some_and(|last| last != text && is_known(last));
        return is_short
            && (!is_joined || is_known(text))
            && !text.ends_with(HAN_PREPOSITIONS)
            && !text.starts_with(['据', '據'])
            && !HAN_NOT_PLACES.iter().any(|word| text.contains(word));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &&str| word.trim_end_matches([',', ';']).to_owned();
    let is_region = |word: &str| word.len() == 2 && word.chars().all(char::is_uppercase);
    let (Some(first), Some(last)) = (words.first().map(bare), words.last().map(bare)) else { return false };
    // IN and ON are also Indiana and Ontario, but not before a date without a city.
    let is_told_of = is_in(&PREPOSITIONS, &last) && !(is_region(&last) && words.len() > 1);
    let is_long = text.split([',', ';']).any(|part| part.split_whitespace().count() > MAX_PART_WORDS);
    let is_other =
        |word: &&str| is_in(&NOT_PLACES, word.trim_end_matches([',', ';', '.'])) && !is_region(&bare(word));
    let is_sentence = is_in(&PREPOSITIONS, &first) || words.iter().any(is_other);
    !is_told_of && !is_long && !is_sentence
}

/// Tells whether there is no place, or words that can be one.
pub(super) fn is_shaped_or_none(text: &str) -> bool {
    text.is_empty() || is_shaped(text)
}

/// Tells whether places are likely ones where nothing but a date and a dash says so.
pub(super) fn is_likely(text: &str) -> bool {
    !text.chars().any(is_han) || is_known(text) || text.chars().count() <= 12
}

/// Tells whether the name of a place is written in capitals, as wires do.
pub(super) fn is_upper(text: &str) -> bool {
    let name = text.split(',').next().unwrap_or_default();
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// Tells whether it opens with a city that needs no region, or ends in a region.
pub(super) fn is_known(text: &str) -> bool {
    if text.chars().any(is_han) {
        return gazetteer::is_han_place(text);
    }
    let text = text.split_once('(').map_or(text, |(city, _)| city.trim_end());
    let mut parts = text.split([',', '/', ';', '&']).map(str::trim).filter(|part| !part.is_empty());
    let (Some(first), last) = (parts.next(), parts.next_back()) else { return false };
    let city = first.split(" and ").next().unwrap_or(first);
    gazetteer::is_city(city) || last.is_some_and(gazetteer::is_region) || gazetteer::is_city_and_region(first)
}

/// Tells whether it opens with a city that needs no region.
pub(super) fn opens_with_city(text: &str) -> bool {
    gazetteer::is_city(text.split([',', '(']).next().unwrap_or_default())
}

/// Tells whether it is a country and no city.
pub(super) fn is_country(text: &str) -> bool {
    let text = text.trim();
    gazetteer::is_han_country(text) || (gazetteer::is_region(text) && !gazetteer::is_city(text))
}

/// Splits places: `SUZHOU, China and ROCKVILLE, Md.` are two.
pub(super) fn list(text: &str) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for part in text.split(['&', ';', '、', '/', '+']).flat_map(split_and).flat_map(split_cities) {
        let place = part.trim_matches(|c: char| is_blank(c) || matches!(c, ',' | '，' | '-' | '·'));
        if !place.is_empty() {
            places.push(place.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    places
}

/// Splits at `and`, `和`, `与`, but not inside a name: Bosnia and Herzegovina, 呼和浩特.
fn split_and(text: &str) -> Vec<&str> {
    for joiner in [" and ", " AND ", "和", "与", "與", "及"] {
        if let Some((before, after)) = text.split_once(joiner)
            && !gazetteer::holds_and(text)
            && before.trim().chars().count() > 1
            && after.trim().chars().count() > 1
        {
            return [vec![before], split_and(after)].concat();
        }
    }
    vec![text]
}

/// Splits `BOSTON, LONDON` where both are cities that need no region.
fn split_cities(text: &str) -> Vec<&str> {
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let all_cities =
        parts.len() > 1 && parts.iter().all(|part| gazetteer::is_city(part) && !gazetteer::is_region(part));
    if all_cities { parts } else { vec![text] }
}

/// Words in lower case, made into a set when the first line needs them.
type Words = LazyLock<HashSet<&'static str>>;

fn words(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// Tells whether a set has a word in any case.
fn is_in(words: &Words, word: &str) -> bool {
    words.contains(word.to_ascii_lowercase().as_str())
}
