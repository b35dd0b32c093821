//! Which shares does a text name?
//!
//! `(NASDAQ: LEGN)` as `NASDAQ:LEGN`, `02126.HK` and `股份代號：2126` as `HKEX:2126`, `（000661.SZ）` as `SZSE:000661`.

/// The exchanges by the end of how a text writes them, longer ones first, and their one name.
const EXCHANGES: &[(&str, &str)] = &[
    ("nasdaq", "NASDAQ"),
    ("nasdaq global select market", "NASDAQ"),
    ("nasdaq global market", "NASDAQ"),
    ("nasdaq capital market", "NASDAQ"),
    ("nasdaqgs", "NASDAQ"),
    ("nasdaqgm", "NASDAQ"),
    ("nasdaqcm", "NASDAQ"),
    ("nyse american", "NYSE American"),
    ("nyse arca", "NYSE Arca"),
    ("nyse mkt", "NYSE American"),
    ("nyse", "NYSE"),
    ("amex", "NYSE American"),
    ("otcqb", "OTC"),
    ("otcqx", "OTC"),
    ("otc pink", "OTC"),
    ("otcmkts", "OTC"),
    ("otcid", "OTC"),
    ("otc", "OTC"),
    ("tsx venture", "TSXV"),
    ("tsx-v", "TSXV"),
    ("tsxv", "TSXV"),
    ("tsx", "TSX"),
    ("cse", "CSE"),
    ("lse", "LSE"),
    ("aim", "AIM"),
    ("hkex", "HKEX"),
    ("sehk", "HKEX"),
    ("hkse", "HKEX"),
    ("stock code", "HKEX"),
    ("tse", "TSE"),
    ("tyo", "TSE"),
    ("asx", "ASX"),
    ("six", "SIX"),
    ("six swiss exchange", "SIX"),
    ("euronext", "Euronext"),
    ("euronext paris", "Euronext"),
    ("euronext brussels", "Euronext"),
    ("euronext amsterdam", "Euronext"),
    ("xetra", "Xetra"),
    ("kosdaq", "KOSDAQ"),
    ("krx", "KRX"),
    ("sse", "SSE"),
    ("szse", "SZSE"),
    ("twse", "TWSE"),
    ("tase", "TASE"),
    ("sgx", "SGX"),
    ("nasdaq stockholm", "Nasdaq Stockholm"),
    ("nasdaq copenhagen", "Nasdaq Copenhagen"),
    ("纳斯达克", "NASDAQ"),
    ("纳斯达克股票代码", "NASDAQ"),
    ("納斯達克", "NASDAQ"),
    ("纽交所", "NYSE"),
    ("纽约证券交易所", "NYSE"),
    ("港交所", "HKEX"),
    ("联交所", "HKEX"),
    ("聯交所", "HKEX"),
    ("股份代号", "HKEX"),
    ("股份代號", "HKEX"),
    ("上交所", "SSE"),
    ("科创板", "SSE"),
    ("深交所", "SZSE"),
    ("创业板", "SZSE"),
    ("北交所", "BSE"),
    ("股票代码", ""),
    ("股票代碼", ""),
    ("证券代码", ""),
    ("證券代碼", ""),
];
/// What is written behind the number of a share, and where it is traded.
const SUFFIXES: &[(&str, &str)] = &[
    ("HK", "HKEX"),
    ("SZ", "SZSE"),
    ("SH", "SSE"),
    ("SS", "SSE"),
    ("BJ", "BSE"),
    ("TW", "TWSE"),
    ("KS", "KRX"),
];
/// The most bytes of a code, and of the name of an exchange.
const MAX_CODE_BYTES: usize = 8;
const MAX_EXCHANGE_BYTES: usize = 32;
/// The most shares that one text is taken to name.
const MAX_TICKERS: usize = 32;

/// Returns the shares that a text names, as `EXCHANGE:CODE`, each once and in the order of the text.
pub(in crate::corpus) fn tickers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for at in memchr::memchr3_iter(b':', b'.', 0xBC, text.as_bytes()) {
        let ticker = match &text.as_bytes()[at..] {
            [b':', ..] => labelled(&text[..at], &text[at + 1..]),
            [b'.', ..] => suffixed(&text[..at], &text[at + 1..]),
            // The full-width colon is EF BC 9A.
            [0xBC, 0x9A, ..] if text.is_char_boundary(at + 2) => at
                .checked_sub(1)
                .filter(|&start| text.is_char_boundary(start))
                .and_then(|start| labelled(&text[..start], &text[at + 2..])),
            _ => None,
        };
        if let Some(ticker) = ticker.filter(|ticker| !found.contains(ticker)) {
            found.push(ticker);
        }
        if found.len() >= MAX_TICKERS {
            break;
        }
    }
    found
}

/// Reads `NASDAQ` before a colon and `LEGN` behind it.
fn labelled(before: &str, after: &str) -> Option<String> {
    let before = super::shape::tail(before.trim_end(), MAX_EXCHANGE_BYTES).to_ascii_lowercase();
    let matching = EXCHANGES.iter().filter(|(written, _)| {
        let rest = before.strip_suffix(written);
        // A word that ends in the letters of an exchange is none: please.
        rest.is_some_and(|rest| !written.is_ascii() || !rest.ends_with(|c: char| c.is_ascii_alphanumeric()))
    });
    let (_, exchange) = matching.max_by_key(|(written, _)| written.len())?;
    let after = after.trim_start_matches([' ', '\u{a0}', '\u{3000}', '“', '"', '$']);
    let code = after.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).next()?.trim_end_matches('.');
    let code = match code.split_once('.') {
        // 股份代號：2126.HK says it twice.
        Some((number, suffix)) if SUFFIXES.iter().any(|(known, _)| *known == suffix) => number,
        _ => code,
    };
    let is_code = !code.is_empty()
        && code.len() <= MAX_CODE_BYTES
        && !code.contains(|c: char| c.is_ascii_lowercase())
        && code.starts_with(|c: char| c.is_ascii_alphanumeric());
    is_code.then(|| named(exchange, code)).flatten()
}

/// Reads `02126` before a full stop and `HK` behind it.
fn suffixed(before: &str, after: &str) -> Option<String> {
    let suffix = after.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let (_, exchange) = SUFFIXES.iter().find(|(written, _)| *written == suffix)?;
    let digits = before.bytes().rev().take(MAX_CODE_BYTES).take_while(u8::is_ascii_digit).count();
    let number = &before[before.len() - digits..];
    let is_apart =
        !before[..before.len() - digits].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
    (is_apart && (4..=6).contains(&digits)).then(|| named(exchange, number)).flatten()
}

/// Writes a share; of a Chinese one without an exchange, its number tells where it is traded.
fn named(exchange: &str, code: &str) -> Option<String> {
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    let exchange = match (exchange, code.as_bytes().first()) {
        ("", _) if !is_number || code.len() != 6 => return None,
        ("", Some(b'6' | b'9')) => "SSE",
        ("", Some(b'0' | b'2' | b'3')) => "SZSE",
        ("", _) => "BSE",
        ("HKEX", _) if is_number && code.len() <= 5 => {
            return Some(format!("HKEX:{:0>4}", code.trim_start_matches('0')));
        }
        (exchange, _) => exchange,
    };
    Some(format!("{exchange}:{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(tickers(text), expected, "{text}");
    }

    #[test]
    fn shares_are_named() {
        check("Examplaria Inc. (NASDAQ: EXMQ) and Wobblegate (NYSE:WBQG)", &["NASDAQ:EXMQ", "NYSE:WBQG"]);
        check("(Nasdaq Global Select Market: EXMQ; HKEX: 99X8)", &["NASDAQ:EXMQ", "HKEX:99X8"]);
        check(
            "(NYSE American: FGZZ), (OTCQB: BLZZ), (TSXV: NOT), (SIX: NAR)",
            &["NYSE American:FGZZ", "OTC:BLZZ", "TSXV:NOT", "SIX:NAR"],
        );
        check(
            "示例生物（02126.HK）与样例医药（000661.SZ）、688000.SH",
            &["HKEX:2126", "SZSE:000661", "SSE:688000"],
        );
        check("（股份代號：2126.HK）（纳斯达克：EXMQ）", &["HKEX:2126", "NASDAQ:EXMQ"]);
        check("证券代码：688999　证券简称：样例", &["SSE:688999"]);
        check("NASDAQ: EXMQ, again NASDAQ: EXMQ", &["NASDAQ:EXMQ"]);
        check("(TSE: 4502)", &["TSE:4502"]);
    }

    #[test]
    fn other_colons_and_stops_name_none() {
        for text in [
            "please: CALL",
            "at 10:30 a.m.",
            "NASDAQ: the market",
            "version 1.2.SH",
            "证券代码：无",
            "a.b.HK",
            "：",
            ".",
        ] {
            check(text, &[]);
        }
    }
}
