//! Numbers in Chinese characters, as far as dates need them.

use super::cursor::Cursor;

/// `二〇二四` before `年`, or none of it.
pub(super) fn han_year(at: &mut Cursor<'_>) -> Option<i64> {
    let mut ahead = *at;
    let mut year = 0;
    for _ in 0..4 {
        year = year * 10 + i64::from(han_digit(ahead.spaces())?);
    }
    if ahead.spaces().peek() != Some('年') {
        return None;
    }
    *at = ahead;
    Some(year)
}

/// A count of years: `一一三`, `一百一十三`, `九十九`.
pub(super) fn han_count(at: &mut Cursor<'_>) -> Option<i64> {
    let first = i64::from(han_digit(at)?);
    if at.eat('百') {
        at.eat_any(&['零', '〇']);
        return Some(first * 100 + han_number(at).map_or(0, i64::from));
    }
    if at.eat('十') {
        return Some(first * 10 + han_digit(at).map_or(0, i64::from));
    }
    let second = han_digit(at)?;
    let two = first * 10 + i64::from(second);
    Some(han_digit(at).map_or(two, |third| two * 10 + i64::from(third)))
}

/// One or two digits, or a Chinese numeral up to 39.
pub(super) fn han_number(at: &mut Cursor<'_>) -> Option<i8> {
    if at.peek()?.is_ascii_digit() {
        return at.small();
    }
    let unit = han_digit(at);
    let mut tens = *at;
    let count = match tens.spaces().peek() {
        Some('十') => unit.unwrap_or(1),
        Some('廿') => 2,
        Some('卅') => 3,
        _ => return unit,
    };
    tens.bump();
    *at = tens;
    // 十 八 日: some notices are set wide.
    let last = han_digit(tens.spaces());
    if last.is_some() {
        *at = tens;
    }
    Some(count * 10 + last.unwrap_or(0))
}

fn han_digit(at: &mut Cursor<'_>) -> Option<i8> {
    let value = han_value(at.peek()?)?;
    at.bump();
    Some(value)
}

/// Returns the value of a Chinese digit.
pub(super) fn han_value(c: char) -> Option<i8> {
    Some(match c {
        '〇' | '零' | '○' | '◯' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Tells whether a character stands for one or more tens.
pub(super) fn is_tens(c: char) -> bool {
    matches!(c, '十' | '廿' | '卅')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read() {
        let number = |text: &str| han_number(&mut Cursor::new(text, 0));
        for (text, expected) in [
            ("十", 10),
            ("十八", 18),
            ("二十", 20),
            ("三十一", 31),
            ("廿三", 23),
            ("卅", 30),
            ("九", 9),
            ("０７", 7),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in ["", "百", "123"] {
            assert_eq!(number(text), None, "{text}");
        }
        let count = |text: &str| han_count(&mut Cursor::new(text, 0));
        for (text, expected) in
            [("一一三", 113), ("一百一十三", 113), ("一百零二", 102), ("九十九", 99), ("八九", 89)]
        {
            assert_eq!(count(text), Some(expected), "{text}");
        }
        let year = |text: &str| han_year(&mut Cursor::new(text, 0));
        assert_eq!(year("二〇二四年"), Some(2024));
        assert_eq!(year("二 ○ 二 四 年"), Some(2024));
        assert_eq!(year("二〇二四"), None);
    }
}
