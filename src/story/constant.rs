//! Here are the words of a release: which of them stay the same in every language, and differ in every release?
//!
//! Numbers with their magnitude (5亿 is 500 million), codes of drugs and trials (GC101, NCT01234567), tickers, days
//! and months. They tell a copy from the next notice cut from the same template, and a translation from another
//! story.

use super::sketch::mix;
use super::words::{Word, hash_of};

/// A constant of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Constant {
    /// Its hash, the same in every language.
    pub(super) hash: u64,
    /// Whether few releases have it by chance: a code, a ticker, a number with three digits that matter or a
    /// magnitude; no year.
    pub(super) is_distinctive: bool,
    /// Whether it matters how often it occurs: that of figures does, that of tickers and of words that say a number
    /// is a matter of style.
    pub(super) is_counted: bool,
}

/// How many digits of a number make it distinctive: 45 is in every other release, 13.2 is not.
const DISTINCTIVE_DIGITS: usize = 3;

/// From which power of ten on a round number is distinctive: amounts in millions.
const DISTINCTIVE_POWER: i32 = 6;

/// The shortest distinctive code: Q3 and H1 are none.
const DISTINCTIVE_CODE: usize = 4;

/// The code that every release of three years has.
const COMMON_CODE: &str = "covid19";

/// Within how many words of the start a date is that of the release. It is known without, and differs between
/// copies where a dateline was not told from the news; what is announced has other dates and numbers too.
const DATELINE_WORDS: usize = 16;

/// Exchanges: the word after one and a colon is a ticker.
const EXCHANGES: &[&str] = &[
    "nasdaq", "nyse", "american", "amex", "tsx", "tsxv", "cse", "lse", "aim", "asx", "hkex", "sehk", "sse",
    "szse", "otc", "otcqb", "otcqx", "euronext", "six", "xetra", "tse", "krx", "kosdaq", "sgx",
];

/// Finds the constants of a text from its words. In an opening, dates are left out.
pub(super) fn constants(folded: &str, words: &[Word], is_opening: bool, mut each: impl FnMut(Constant)) {
    for (at, word) in words.iter().enumerate() {
        if is_opening && at < DATELINE_WORDS && is_date(folded, words, at) {
            continue;
        }
        let before = at.checked_sub(1).map(|at| &words[at]);
        if word.is_han {
            if let Some(constant) = han_number(folded, words, at) {
                each(constant);
            }
        } else if word.has_digit {
            each(with_digit(folded, before, word, &words[at + 1..]));
        } else if before.is_some_and(|before| is_listed(folded, before, word)) {
            each(Constant { hash: word.hash, is_distinctive: true, is_counted: false });
        } else {
            let text = word.text(folded);
            // May is left out: it is a verb.
            if let Some(value) = spelled(text).or_else(|| month(text).filter(|_| text != "may")) {
                each(Constant { is_counted: false, ..number(&value.to_string(), 0) });
            }
        }
    }
}

/// Tells whether a word is part of a date: `March 1, 2025`, `1 March 2025`, 2025年3月1日.
fn is_date(folded: &str, words: &[Word], at: usize) -> bool {
    let text = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.text(folded));
    let is_month = |at: Option<usize>| month(text(at)).is_some();
    let is_number = |at: Option<usize>| text(at).starts_with(|c: char| c.is_ascii_digit());
    let (before, after) = (at.checked_sub(1), Some(at + 1));
    if words[at].has_digit {
        is_month(before)
            || is_month(after)
            || matches!(text(after), "年" | "月" | "日")
            || (is_number(before) && is_month(at.checked_sub(2)))
    } else {
        is_month(Some(at)) && (is_number(before) || is_number(after))
    }
}

/// The number that an English word or a Roman numeral says.
fn spelled(word: &str) -> Option<u8> {
    Some(match word {
        "first" => 1,
        "second" | "ii" => 2,
        "third" | "iii" => 3,
        "fourth" | "iv" => 4,
        _ => return None,
    })
}

/// The number of a month by its English name.
fn month(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Tells whether a word is a ticker: `(NASDAQ: LEGN)`, `股票代码：LEGN`.
fn is_listed(folded: &str, before: &Word, word: &Word) -> bool {
    let between = &folded[before.end as usize..word.start as usize];
    if !between.starts_with(':') || !between.trim_start_matches([':', ' ']).is_empty() {
        return false;
    }
    let before = before.text(folded);
    before == "码" || EXCHANGES.contains(&before)
}

/// A word with a digit: a number, a number with its unit, or a code.
fn with_digit(folded: &str, before: Option<&Word>, word: &Word, after: &[Word]) -> Constant {
    let text = word.text(folded);
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let figure = &text[..text.len() - digits.len()];
    if !figure.is_empty() && !digits.contains(|c: char| c.is_ascii_digit()) {
        if figure.len() == text.len()
            && let Some(code) = before.and_then(|before| hyphenated(folded, before, word))
        {
            return code;
        }
        let power = match digits {
            "" => magnitude(folded, word, after),
            "m" | "mn" | "million" => 6,
            "bn" | "billion" => 9,
            // $1B, but not phase 2b.
            "b" if folded[..word.start as usize].ends_with(['$', '€', '£', '¥']) => 9,
            _ => 0,
        };
        return number(figure, power);
    }
    let is_distinctive = text.len() >= DISTINCTIVE_CODE && text != COMMON_CODE;
    Constant { hash: word.hash, is_distinctive, is_counted: true }
}

/// `CT-053` is CT053.
fn hyphenated(folded: &str, before: &Word, word: &Word) -> Option<Constant> {
    let letters = before.text(folded);
    let joined = &folded[before.end as usize..word.start as usize] == "-"
        && letters.len() <= 5
        && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    joined.then(|| {
        let code = format!("{letters}{}", word.text(folded));
        let is_distinctive = code.len() >= DISTINCTIVE_CODE && code != COMMON_CODE;
        Constant { hash: hash_of(&code), is_distinctive, is_counted: true }
    })
}

/// The power of ten that the words after a number multiply it by.
fn magnitude(folded: &str, number: &Word, after: &[Word]) -> i32 {
    let mut power = 0;
    let mut end = number.end;
    for word in after.iter().take(3) {
        if !matches!(&folded[end as usize..word.start as usize], "" | " " | "-") {
            break;
        }
        power += match word.text(folded) {
            "thousand" | "千" => 3,
            "million" | "mn" => 6,
            "billion" | "bn" => 9,
            "trillion" => 12,
            "十" => 1,
            "百" => 2,
            "万" => 4,
            "亿" => 8,
            _ => break,
        };
        end = word.end;
    }
    power
}

/// Makes a constant of a figure times a power of ten: 4,000 and 4.0 thousand are one.
fn number(figure: &str, power: i32) -> Constant {
    let (whole, fraction) = figure.rsplit_once('.').unwrap_or((figure, ""));
    let digits: String = whole.chars().chain(fraction.chars()).filter(char::is_ascii_digit).collect();
    let leading = digits.trim_start_matches('0');
    let trimmed = leading.trim_end_matches('0');
    let zeros = i32::try_from(leading.len() - trimmed.len()).unwrap_or(i32::MAX);
    let decimals = i32::try_from(fraction.len()).unwrap_or(i32::MAX);
    let power = power.saturating_sub(decimals).saturating_add(zeros);
    let is_year = power == 0 && digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_distinctive = !trimmed.is_empty()
        && !is_year
        && !matches!((digits.as_str(), trimmed, power), ("2000" | "2010" | "2020" | "2030", _, 0..=3))
        && (trimmed.len() >= DISTINCTIVE_DIGITS || power >= DISTINCTIVE_POWER);
    let hash = hash_of(trimmed).wrapping_add((power as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    Constant { hash: mix(hash), is_distinctive, is_counted: true }
}

/// A number in Han characters that begins here: 第三, 二〇二四. One character alone is no number.
fn han_number(folded: &str, words: &[Word], at: usize) -> Option<Constant> {
    let numeral = |word: &Word| word.text(folded).chars().next().and_then(numeral);
    let is_numeral = |word: &Word| word.is_han && numeral(word).is_some();
    let before = at.checked_sub(1).map(|at| &words[at]);
    if !is_numeral(&words[at]) || before.is_some_and(is_numeral) {
        return None;
    }
    let length = words[at..].iter().take(8).take_while(|word| is_numeral(word)).count();
    let is_ordinal = before.is_some_and(|before| before.text(folded) == "第");
    if length == 1 && !is_ordinal {
        return None;
    }
    let last = &words[at + length - 1];
    let text = &folded[words[at].start as usize..last.end as usize];
    Some(match numeral(last) {
        Some(value) if length == 1 => number(&value.to_string(), 0),
        _ => Constant { hash: hash_of(text), is_distinctive: false, is_counted: true },
    })
}

/// The value of a Han numeral.
fn numeral(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;
    use crate::text::fold;

    fn of(text: &str) -> Vec<Constant> {
        let folded = fold(text).text;
        let mut found = Vec::new();
        constants(&folded, &words(&folded), false, |constant| found.push(constant));
        found
    }

    #[track_caller]
    fn same(one: &str, two: &str) {
        let hashes = |text| {
            of(text).iter().map(|constant| (constant.hash, constant.is_distinctive)).collect::<Vec<_>>()
        };
        assert_eq!(hashes(one), hashes(two), "{one} | {two}");
        assert!(!of(one).is_empty(), "{one}");
    }

    #[test]
    fn one_value_is_one_constant() {
        same("RMB 500 million", "5亿元人民币");
        same("$13.2M", "13.2 million");
        same("$1B", "1 billion");
        assert_ne!(of("phase 2b"), of("2 billion"));
        same("1.2万亿", "1.2 trillion");
        same("4,000 patients", "4000例");
        same("30.0 million", "3000万");
        same("CT-053 and GC101", "CT053、GC101");
        same("(NASDAQ: LEGN)", "（股票代码：LEGN）");
        same("October 18, 2024", "10月18日，2024");
        same("third quarter", "第三季度");
        same("20mg", "20 mg");
        assert_ne!(of("4.5"), of("45"));
        assert_ne!(of("第三"), of("第四"));
        assert_eq!(of("一家公司，三种药"), []);
        assert_ne!(of("二〇二四"), of("二〇二五"));
    }

    #[test]
    fn the_date_of_a_release_is_none() {
        let of = |text: &str| {
            let folded = fold(text).text;
            let mut found = Vec::new();
            constants(&folded, &words(&folded), true, |constant| found.push(constant));
            found.len()
        };
        assert_eq!(of("ZUG, Switzerland, Oct. 18, 2024 -- it may pay 5"), 1);
        assert_eq!(of("18 October 2024 | 第三，2024年10月18日，"), 1);
        assert_eq!(of(&format!("{} Oct. 18, 2024", "a ".repeat(DATELINE_WORDS))), 3);
    }

    #[test]
    fn what_every_release_has_is_not_distinctive() {
        let distinctive = |text: &str| of(text).iter().filter(|constant| constant.is_distinctive).count();
        assert_eq!(distinctive("2024 2020 18 100 45% Q3 H1 COVID-19 third 000"), 0);
        assert_eq!(distinctive("13.2 5635 500 million GC101 CT-053 NCT01234567 NYSE: ABC"), 7);
    }
}
