//! Here is a name, in brackets or bare: is it a wire?

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::clock::clock;
use super::super::cursor::{Cursor, plain};
use super::super::scan::{Named, Order, date};
use super::super::zone::Zone;
use super::gazetteer;
use crate::text::script::is_han;

/// The longest content of brackets that is looked at, and the longest name of a wire that is not known, in bytes.
const MAX_INSIDE_BYTES: usize = 90;
const MAX_NAME_BYTES: usize = 70;
/// The longest address of a link, in bytes.
const MAX_LINK_BYTES: usize = 300;
/// The most words of one: `JCN Newswire via SeaPRwire.com`. What is not for U.S. newswire services has more.
const MAX_NAME_WORDS: usize = 5;
/// Wires and agencies, with letters and digits alone and in lower case. Names that hold `newswire` are known without.
const WIRES: &str = " prnewswire prnewswirefirstcall prnewswireasia businesswire accesswire newsfile newsfilecorp eqs \
eqsnews eqsgroup dgap cision cnw cnwgroup cnwtelbec canadanewswire ap associatedpress theassociatedpress reuters \
thomsonreuters reutersbreakingviews afp agencefrancepresse xinhua xinhuanet marketwire marketwired marketwatch prweb \
einnews einpresswire einpresswirecom newswise newsdirect mediaoutreach primezone dowjones bloomberg bloombergnews comtex \
asianet kyodo kyodonews kyodojbn yonhap tass interfax ansa dpa dpaafx pti ians ani bernama antara antaranews upi efe cna \
send2press webwire openpr issuewire abnewswire zexprwire aetoswire zawya ots presseportal rns prlog prleap mynewsdesk \
eurekalert chinadaily cgtn ecns chinanewsservice globaltimes sputnik wam chainwire blockchainwire keycrew newsvoir \
seaprwire apo apogroup aponews prnewsfoto usnewswire prnewswireusnewswire 1888pressrelease 247pressrelease rttnews \
thomsonfinancial businesswireindia koreanewswire hugin nasdaqomx thenewsmarket newmediawire newsworthyai releasewire \
sbwire baystreet investorwire medianet aap afxnews cnbc cnn bbc npr vna bta mti pap apa belga ritzau ntb stt lusa \
上证报 美通社 新华美通 亚太商讯 亞太商訊 美国商业资讯 美國商業資訊 商业资讯 商業資訊 环球新闻 环球新闻通讯社 环球新闻社 全球新闻社 \
新华社 新華社 中新社 中央社 路透社 路透 法新社 彭博社 彭博 美联社 美聯社 共同社 韩联社 塔斯社 企业通讯社 中国商业新闻网 ";
static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| WIRES.split_whitespace().collect());
/// What the name of a wire ends with, and with what a Chinese one does.
const ENDINGS: &[&str] = &["wire", "wires", "presswirecom"];
const HAN_ENDINGS: &[&str] = &["通讯社", "通訊社", "资讯", "資訊", "商讯", "商訊", "新闻网", "新聞網"];

/// The content of brackets or slashes.
pub(super) struct Inside<'a> {
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    pub(super) after: Cursor<'a>,
}

/// What was found where a wire can stand.
pub(super) struct Found<'a> {
    /// The name of the wire; empty where there is only a date in brackets.
    pub(super) name: Range<usize>,
    pub(super) is_known: bool,
    /// Whether brackets or slashes stand around it.
    pub(super) is_delimited: bool,
    pub(super) is_slashed: bool,
    /// The date that stands in the same brackets: (Newsfile Corp. - October 3, 2024).
    pub(super) date: Option<Named>,
    pub(super) zone: Option<Zone>,
    pub(super) after: Cursor<'a>,
}

impl Found<'_> {
    pub(super) fn is_date_alone(&self) -> bool {
        self.name.is_empty()
    }
}

/// Reads what stands here as a wire: `(GLOBE NEWSWIRE)`, `/PRNewswire/`, `(October 18, 2024)`, `ACCESSWIRE /`.
pub(super) fn read(at: Cursor<'_>) -> Option<Found<'_>> {
    match at.peek()? {
        '(' | '[' | '/' => delimited(at),
        c if c.is_alphanumeric() => bare(at),
        _ => None,
    }
}

/// Tells whether the bracket or slash here opens a wire.
pub(super) fn is_delimited(at: Cursor<'_>) -> bool {
    matches!(at.peek(), Some('(' | '[' | '/'))
        && delimited(at).is_some_and(|found| found.is_known || (found.is_slashed && !found.name.is_empty()))
}

/// Tells whether the words here are the known name of a wire.
pub(super) fn is_bare(at: Cursor<'_>) -> bool {
    bare(at).is_some()
}

/// Returns the name of a wire without white space around it.
pub(super) fn name(text: &str) -> &str {
    text.trim_matches(|c: char| plain(c).is_whitespace() || c == ',')
}

/// Returns what stands between the bracket or slash here and the one that closes it, if that is near.
pub(super) fn bracketed(at: Cursor<'_>) -> Option<Inside<'_>> {
    let open = at.peek()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '/' => '/',
        _ => return None,
    };
    let mut ahead = at;
    ahead.bump();
    let from = ahead.at();
    while ahead.at() - from <= MAX_INSIDE_BYTES {
        let c = ahead.peek()?;
        if c == close {
            let (text, range) = (ahead.since(from), from..ahead.at());
            ahead.bump();
            return Some(Inside { text, range, after: ahead });
        }
        if matches!(c, '(' | '[') {
            return None;
        }
        ahead.bump();
    }
    None
}

fn delimited(at: Cursor<'_>) -> Option<Found<'_>> {
    if let Some(found) = linked(at) {
        return found.is_known.then_some(found);
    }
    let inside = bracketed(at)?;
    let is_slashed = at.peek() == Some('/');
    let whole = |name, is_known, dated: Option<(Named, Option<Zone>)>| Found {
        name,
        is_known,
        is_delimited: true,
        is_slashed,
        date: dated.map(|(date, _)| date),
        zone: dated.and_then(|(_, zone)| zone),
        after: inside.after,
    };
    let start = inside.range.start;
    if let Some(dated) = date_to_the_end(inside.text, 0) {
        return Some(whole(start..start, false, Some(dated)));
    }
    for (joint, joiner) in inside.text.match_indices([',', '-', '–', '—', '，']) {
        let name = inside.text.get(..joint).unwrap_or_default();
        if let Some(dated) = date_to_the_end(inside.text, joint + joiner.len())
            && is_known(name)
        {
            return Some(whole(start..start + joint, true, Some(dated)));
        }
    }
    if is_known(inside.text) {
        return Some(whole(inside.range.clone(), true, None));
    }
    let is_named = inside.text.trim().len() <= MAX_NAME_BYTES
        && inside.text.trim_start().starts_with(char::is_alphanumeric)
        && inside.text.contains(char::is_alphabetic)
        && !inside.text.contains([':', '：', '"', '“', '$', ';', '。'])
        && !is_place(inside.text);
    // PARIS/LONDON/NEW YORK are three places.
    let is_apart = !is_slashed || !inside.after.peek().is_some_and(char::is_alphanumeric);
    (is_named && is_apart).then(|| whole(inside.range.clone(), false, None))
}

/// Reads a link in Markdown, in brackets of its own or not: `([NewMediaWire](https://www.example.com))`.
fn linked(at: Cursor<'_>) -> Option<Found<'_>> {
    let mut ahead = at;
    let is_bracketed = ahead.peek() == Some('(') && ahead.second() == Some('[') && ahead.eat('(');
    let inside =
        bracketed(ahead).filter(|inside| ahead.peek() == Some('[') && inside.after.peek() == Some('('))?;
    let mut after = inside.after;
    let from = after.at();
    while !after.eat(')') {
        if after.is_end() || after.at() - from > MAX_LINK_BYTES {
            return None;
        }
        after.bump();
    }
    (!is_bracketed || after.eat(')')).then(|| Found {
        is_known: is_known(inside.text),
        name: inside.range,
        is_delimited: true,
        is_slashed: false,
        date: None,
        zone: None,
        after,
    })
}

/// Tells `(Belgium)`, and the second of `Dubai, UAE / New York, USA / Istanbul, Türkiye`.
pub(super) fn is_place(text: &str) -> bool {
    let mut parts = text.split(',').map(str::trim);
    parts.next().is_some_and(|first| gazetteer::is_city(first) || gazetteer::is_region(first))
        || parts.next_back().is_some_and(gazetteer::is_region)
}

/// Reads a day that takes all of a text from a byte on.
fn date_to_the_end(text: &str, from: usize) -> Option<(Named, Option<Zone>)> {
    let mut at = Cursor::new(text, from);
    at.skip(|c| c.is_whitespace() || matches!(c, '-' | '—'));
    at.eat_one_of(&["embargoed until", "under embargo until", "embargo until"]);
    at.spaces();
    let named = date(&mut at, Order::Unknown).filter(|named| named.is_day())?;
    let zone = clock(&mut at);
    at.spaces().is_end().then_some((named, zone))
}

/// Reads a name without brackets, up to a dash, a slash, a bar or a bracket.
fn bare(at: Cursor<'_>) -> Option<Found<'_>> {
    let from = at.at();
    let mut ahead = at;
    let mut end = from;
    while ahead.at() - from <= MAX_NAME_BYTES {
        match ahead.peek() {
            Some('-') if ahead.second().is_some_and(char::is_alphanumeric) => ahead.bump(),
            Some('/' | '(' | '|' | '-' | '—' | ':') => break,
            Some(c) if c.is_alphanumeric() || matches!(c, '.' | '-') => {
                ahead.bump();
                end = ahead.at();
            }
            Some(c) if c.is_whitespace() => ahead.bump(),
            _ => return None,
        }
    }
    let is_apart = matches!(ahead.peek(), Some('/' | '(' | '|' | '-' | '—' | ':'));
    // Names are looked up last: nearly every line begins with words.
    let text = at.rest().get(..end - from).filter(|_| is_apart)?;
    let is_known = is_listed(text) || squeezed(text).contains("newswire");
    let mut after = at;
    after.advance(end - from);
    is_known.then_some(Found {
        name: from..end,
        is_known,
        is_delimited: false,
        is_slashed: false,
        date: None,
        zone: None,
        after,
    })
}

/// Tells whether a name is that of a wire: `GLOBE NEWSWIRE via COMTEX`, `PRNewswire-AsiaNet`, `美通社`.
pub(super) fn is_known(text: &str) -> bool {
    let name = squeezed(text);
    if name.is_empty() || name.len() > MAX_NAME_BYTES || text.split_whitespace().count() > MAX_NAME_WORDS {
        return false;
    }
    is_listed(text)
        || name.contains("newswire")
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (name.contains(is_han) && HAN_ENDINGS.iter().any(|ending| name.ends_with(ending)))
}

fn is_listed(text: &str) -> bool {
    let before_via = text.split_once(" via ").map_or(text, |(name, _)| name);
    let is_one = |name: &str| KNOWN.contains(name);
    if is_one(&squeezed(before_via)) {
        return true;
    }
    let parts: Vec<String> = before_via.split(['-', '/', ' ', '·']).map(squeezed).collect();
    // 美通社-PRNewswire, ANTARA/PRNewswire, AFP-Relaxnews; a lone short word of two is not enough.
    before_via.contains(['-', '/']) && parts.iter().any(|part| part.len() > 2 && is_one(part))
}

/// Returns the letters and digits of a name in lower case.
fn squeezed(text: &str) -> String {
    text.chars().map(plain).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
