//! Here is what follows a date: which time and zone does it give?

use super::cursor::Cursor;
use super::name::{han_weekday, weekday};
use super::zone::{Zone, zone, zone_name};

/// The most times, zones and weekdays that follow one date: `7:00am CET / 1:00am ET, Friday`.
const MAX_PARTS: usize = 6;
/// What may stand before a time.
const PARTS_OF_DAY: &[&str] = &["上午", "下午", "中午", "晚上", "凌晨", "早上", "傍晚", "清晨"];

/// Reads a time, a zone and a weekday after a date, as much of them as there is.
pub(super) fn clock(at: &mut Cursor<'_>) -> Option<Zone> {
    let mut found = iso(at);
    for _ in 0..MAX_PARTS {
        let mut ahead = *at;
        let (is_joined, is_bracketed) = before_part(&mut ahead);
        // MUMBAI, Oct. 18 - Sun Pharma is a company.
        let is_part = if !is_joined && (weekday(&mut ahead) || han_weekday(&mut ahead)) {
            ahead.eat('.');
            true
        } else {
            let before = zone_name(&mut ahead);
            ahead.spaces();
            if time(&mut ahead) {
                let behind = zone(&mut ahead);
                found = found.or(before).or(behind);
                true
            } else {
                false
            }
        };
        if !is_part || (is_bracketed && !ahead.spaces().eat_any(&[')', ']'])) {
            break;
        }
        *at = ahead;
    }
    found
}

/// Passes over what joins a time to a date, and tells whether there was a dash and whether a bracket was opened.
fn before_part(at: &mut Cursor<'_>) -> (bool, bool) {
    at.skip(|c| c.is_whitespace() || matches!(c, ',' | '@'));
    let is_joined = at.eat_any(&['/', '—', '-', '|']);
    at.spaces();
    if at.eat_word("at") {
        at.spaces();
    }
    (is_joined, at.eat_any(&['(', '[']))
}

/// `T04:17:00.123+08:00[Asia/Shanghai]`, or a zone alone: `+08:00`, `Z`.
fn iso(at: &mut Cursor<'_>) -> Option<Zone> {
    let mut ahead = *at;
    if ahead.eat_any(&['T', 't']) {
        let is_time = time(&mut ahead) || ahead.digits().is_some_and(|(_, count)| matches!(count, 4 | 6));
        if !is_time {
            return None;
        }
        *at = ahead;
        return zone(at);
    }
    if ahead.peek().is_some_and(|c| matches!(c, 'Z' | '+')) {
        return zone(at);
    }
    None
}

/// Reads a time and what stands beside it: `04:17:00.123`, `8:00 a.m.`, `10时20分`, `上午10:20`, `7 AM`.
pub(super) fn time(at: &mut Cursor<'_>) -> bool {
    let mut ahead = *at;
    let has_part_of_day = ahead.eat_one_of(PARTS_OF_DAY);
    let is_hour = ahead.spaces().small().is_some_and(|hour| (0..=24).contains(&hour));
    if is_hour && time_after_hour(&mut ahead) {
        *at = ahead;
        return true;
    }
    if has_part_of_day {
        at.eat_one_of(PARTS_OF_DAY);
    }
    has_part_of_day
}

fn time_after_hour(at: &mut Cursor<'_>) -> bool {
    let mut is_time = false;
    if at.eat(':') {
        is_time = at.small().is_some();
        if is_time && at.peek() == Some(':') && at.second().is_some_and(|c| c.is_ascii_digit()) {
            at.eat(':');
            at.small();
            if at.peek().is_some_and(|c| c == '.' || c == ',')
                && at.second().is_some_and(|c| c.is_ascii_digit())
            {
                at.bump();
                at.digits();
            }
        }
    } else if at.eat_any(&['时', '時', '点', '點']) {
        is_time = true;
        let mut minutes = *at;
        if minutes.spaces().small().is_some() && minutes.eat('分') {
            *at = minutes;
            if minutes.spaces().small().is_some() && minutes.eat('秒') {
                *at = minutes;
            }
        }
    } else if at.peek().is_some_and(|c| matches!(c, '.' | 'h'))
        && at.second().is_some_and(|c| c.is_ascii_digit())
    {
        // 07.30 CET, but not 18.10.2024.
        at.bump();
        is_time = at.small().is_some() && at.peek() != Some('.');
    }
    let mut half = *at;
    if half.spaces().eat_one_of(&["a.m.", "p.m.", "a.m", "p.m", "am", "pm"])
        && !half.peek().is_some_and(|c| c.is_ascii_alphanumeric())
    {
        *at = half;
        return true;
    }
    if is_time {
        let mut hours = *at;
        if hours.spaces().eat_word("hours") || hours.eat_word("hrs") || hours.eat_word("uhr") {
            *at = hours;
        }
    }
    is_time
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};

    /// Reads what follows a date, and shows the zone and what is left.
    #[track_caller]
    fn check(text: &str, day: Date, expected: Option<i16>, left: &str) {
        let mut at = Cursor::new(text, 0);
        let offset = clock(&mut at).map(|zone| zone.on(day));
        assert_eq!((offset, at.rest()), (expected, left), "{text}");
    }

    #[test]
    fn zones_are_read() {
        let (summer, winter) = (date(2024, 7, 18), date(2024, 1, 18));
        check("T04:17:00-0400", summer, Some(-240), "");
        check("T04:17:00.123456789+08:00[Asia/Shanghai]", summer, Some(480), "");
        check("T041700Z", summer, Some(0), "");
        check(" 08:00 ET", summer, Some(-240), "");
        check(" 08:00 ET", winter, Some(-300), "");
        check(", 8:00 a.m. Eastern Standard Time", summer, Some(-300), "");
        check(" – 7:00am CET / 1:00am ET – Text", winter, Some(60), " – Text");
        check(" / 07:30 CET/CEST", summer, Some(120), "");
        check(" / 07:30 CET/CEST", winter, Some(60), "");
        check(" 10:20 (Beijing Time)", winter, Some(480), "");
        check(" 北京时间10:20", winter, Some(480), "");
        check(" 10:20 GMT+8 x", winter, Some(480), " x");
        check(" @ 8:16 AM America/Dawson_Creek — Text", winter, None, " — Text");
        check("（周五）下午3时20分 来源", winter, None, " 来源");
        check(" (GLOBE NEWSWIRE) --", winter, None, " (GLOBE NEWSWIRE) --");
        check(" 12 patients", winter, None, " 12 patients");
        check("T5 bacteria", winter, None, "T5 bacteria");
        check(" Friday, 10.30 BST", winter, Some(60), "");
    }
}
