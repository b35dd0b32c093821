//! Which names can stand before a colon, and what may follow?

use super::marks;
use crate::document::Zone;

/// What the notes say when a name is not one of ours.
pub(super) const NAMES: &str = "title, body, source, lang, date, in";

/// What the notes say when `in:` names no zone.
pub(super) const ZONES: &str = "title, subheadline, dateline, lead, body, quote, table, caption, about, \
    forward-looking, contact or navigation";

/// The longest name in characters.
const MAX_NAME_CHARS: usize = 15;

/// The longest language code in characters: longer ones do not exist (RFC 5646, section 4.4.1).
const MAX_CODE_CHARS: usize = 35;

/// Words before a colon that nobody means as a field.
const SCHEMES: &[&str] = &["http", "https", "ftp", "mailto", "file", "doi", "urn"];

/// What a field asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Text in a zone.
    Zone(Zone),
    /// The zone in which everything beside it is looked for.
    Within,
    /// The language of a release.
    Language,
    /// Its date.
    Date,
}

/// Returns the field that `text` starts with, and the length of its name and colon in bytes.
pub(super) fn at_start_of(text: &str) -> Option<(Field, usize)> {
    let (at, colon) = text.char_indices().take(MAX_NAME_CHARS + 1).find(|&(_, c)| marks::is_colon(c))?;
    Some((named(&text[..at])?, at + colon.len_utf8()))
}

fn named(name: &str) -> Option<Field> {
    let name: String = name.chars().map(|c| marks::narrow(c).to_ascii_lowercase()).collect();
    Some(match name.as_str() {
        "in" => Field::Within,
        "lang" | "language" | "语言" | "語言" => Field::Language,
        "date" | "日期" => Field::Date,
        _ => return zone(&name).map(Field::Zone),
    })
}

/// Returns the zone that a value of `in:` names.
pub(super) fn zone_named(value: &str) -> Option<Zone> {
    let name: String = value.trim().chars().map(|c| marks::narrow(c).to_ascii_lowercase()).collect();
    zone(&name)
}

fn zone(name: &str) -> Option<Zone> {
    Some(match name {
        "headline" | "标题" | "標題" => Zone::Headline,
        "正文" => Zone::Body,
        "来源" | "來源" => Zone::Source,
        "副标题" | "副標題" => Zone::Subheadline,
        "电头" | "電頭" => Zone::Dateline,
        "导语" | "導語" => Zone::Lead,
        "quotes" | "引语" | "引語" => Zone::Quote,
        "tables" | "表格" => Zone::Table,
        "图注" | "圖註" => Zone::Caption,
        "公司简介" | "公司簡介" => Zone::About,
        "forward" | "前瞻性声明" | "前瞻性聲明" => Zone::ForwardLooking,
        "contacts" | "联系方式" | "聯絡方式" => Zone::Contact,
        "导航" | "導航" => Zone::Navigation,
        name => return Zone::from_name(name),
    })
}

/// Returns the name in `name:value` that someone may have meant as a field, though it is none.
pub(super) fn unknown_name(chunk: &str) -> Option<&str> {
    let (name, _) = chunk.split_once(marks::is_colon)?;
    let is_name = !name.is_empty() && name.chars().all(char::is_alphabetic);
    let is_scheme = SCHEMES.iter().any(|scheme| name.eq_ignore_ascii_case(scheme));
    (is_name && !is_scheme).then_some(name)
}

/// Returns the code that the value of `lang:` means, in lower case.
pub(super) fn language_code(value: &str) -> Option<String> {
    let code: String = value.trim().chars().map(|c| marks::narrow(c).to_ascii_lowercase()).collect();
    let code = match code.as_str() {
        "english" | "英文" | "英语" | "英語" => "en".to_owned(),
        "chinese" | "中文" | "汉语" | "漢語" => "zh".to_owned(),
        "简体" | "简体中文" => "zh-hans".to_owned(),
        "繁体" | "繁体中文" | "繁體" | "繁體中文" => "zh-hant".to_owned(),
        _ => code.replace('_', "-"),
    };
    let is_code = code.starts_with(|c: char| c.is_ascii_alphanumeric())
        && code.len() <= MAX_CODE_CHARS
        && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    is_code.then_some(code)
}
