//! Bytes of many encodings, as text.

use super::*;
use encoding_rs::{BIG5, GB18030, GBK, WINDOWS_1252};

const CHINESE: &str = "细胞与基因治疗产业发布会在北京经开区举行，树突状细胞资源库正式启用。";
const TAIWAN: &str = "細胞與基因治療產業發表會在台北舉行，樹突細胞資源庫正式啟用。";

#[track_caller]
fn check(bytes: &[u8], expected: Result<&str, &str>) {
    let decoded = decode(bytes, declared_in_html(bytes).as_deref());
    let decoded = decoded.map(|decoded| decoded.text).map_err(|reason| reason.text);
    assert_eq!(decoded.as_deref().map_err(String::as_str), expected);
}

fn page(charset: &str, text: &str) -> String {
    format!("<html><head><meta {charset}></head><body>{text}</body></html>")
}

#[test]
fn texts_of_many_encodings_are_read() {
    check(CHINESE.as_bytes(), Ok(CHINESE));
    check("\u{FEFF}CAR-T 细胞".as_bytes(), Ok("CAR-T 细胞"));
    check(&GB18030.encode(CHINESE).0, Ok(CHINESE));
    check(&BIG5.encode(TAIWAN).0, Ok(TAIWAN));
    let latin = "Société Générale said “progress” in Zürich was naïve but steady.";
    check(&WINDOWS_1252.encode(latin).0, Ok(latin));
    let wide: Vec<u8> = "\u{FEFF}DC 细胞\n".encode_utf16().flat_map(|unit| unit.to_le_bytes()).collect();
    check(&wide, Ok("DC 细胞\n"));
    let wide: Vec<u8> = "\u{FEFF}DC 细胞".encode_utf16().flat_map(|unit| unit.to_be_bytes()).collect();
    check(&wide, Ok("DC 细胞"));
    check(b"a\r\nb\rc", Ok("a\nb\nc"));
    check(b"", Ok(""));
}

#[test]
fn a_page_may_declare_its_encoding() {
    for charset in [
        "charset=gb2312",
        "charset = 'GBK'",
        "http-equiv=Content-Type content=\"text/html; charset=gb2312\"",
        "charset=GB18030",
    ] {
        let page = page(charset, "细胞");
        check(&GBK.encode(&page).0, Ok(&page));
    }
    let page = page("charset=big5", "細胞");
    check(&BIG5.encode(&page).0, Ok(&page));
    let xhtml = "<?xml version=\"1.0\" encoding=\"gb2312\"?><html>细胞</html>";
    check(&GBK.encode(xhtml).0, Ok(xhtml));
}

#[test]
fn a_wrong_declaration_is_overruled() {
    let utf8 = page("charset=gb2312", "细胞与基因治疗");
    check(utf8.as_bytes(), Ok(&utf8));
    let big5 = page("charset=utf-8", TAIWAN);
    check(&BIG5.encode(&big5).0, Ok(&big5));
}

#[test]
fn a_broken_byte_does_not_change_the_encoding() {
    let mut bytes = CHINESE.repeat(10).into_bytes();
    bytes[300] = 0xFF;
    let decoded = decode(&bytes, None).expect("still text").text;
    assert!(decoded.starts_with(CHINESE), "{decoded}");
}

#[test]
fn what_is_not_text_is_refused() {
    check(b"a\0b", Err("not text: it holds NUL bytes"));
    check(&[0x89, 0x01, 0x02, 0x03, 0x04], Err("not text: more than 1 % of it are control characters"));
    check("ok \u{FFFD}\u{FFFD} no".as_bytes(), Err("not text: more than 1 % of it does not decode"));
}

/// Shows the text, the encoding and the warnings.
#[track_caller]
fn check_whole(bytes: &[u8], declared: Option<&str>, expected: (&str, &str, &[&str])) {
    let decoded = decode(bytes, declared).expect("text");
    let used = decoded.charset.used.as_str();
    assert_eq!(
        (decoded.text.as_str(), used, decoded.warnings.as_slice()),
        (expected.0, expected.1, &owned(expected.2)[..])
    );
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn declarations_are_doubted() {
    check_whole(CHINESE.as_bytes(), Some("gb2312"), (CHINESE, "UTF-8", &[]));
    check_whole(&GBK.encode(CHINESE).0, Some("utf-8"), (CHINESE, "gb18030", &[]));
    check_whole(&GBK.encode(CHINESE).0, Some("big5"), (CHINESE, "gb18030", &[]));
    check_whole(&BIG5.encode(TAIWAN).0, Some("gbk"), (TAIWAN, "Big5", &[]));
    check_whole(&GBK.encode(CHINESE).0, Some("iso-8859-1"), (CHINESE, "gb18030", &[]));
    check_whole(&GBK.encode(CHINESE).0, Some("no such thing"), (CHINESE, "gb18030", &[]));
    check_whole(&WINDOWS_1252.encode("Café “Zürich”").0, Some("gbk"), ("Café “Zürich”", "windows-1252", &[]));
}

#[test]
fn short_texts_are_read() {
    for text in ["细胞", "公司公告", "基因治疗", "北京，10月"] {
        check_whole(&GBK.encode(text).0, None, (text, "gb18030", &[]));
    }
    for text in ["細胞治療", "公司公告", "臺灣生技"] {
        check_whole(&BIG5.encode(text).0, None, (text, "Big5", &[]));
    }
    check_whole(b"it\x92s", None, ("it’s", "windows-1252", &[]));
}

#[test]
fn neighbours_are_not_taken_for_chinese() {
    let japanese = "樹状細胞の資源庫が北京で公開されました。研究者は利用できます。";
    check_whole(&encoding_rs::EUC_JP.encode(japanese).0, None, (japanese, "EUC-JP", &[]));
    check_whole(&encoding_rs::SHIFT_JIS.encode(japanese).0, None, (japanese, "Shift_JIS", &[]));
    let korean = "수지상 세포 저장소가 베이징에서 문을 열었다고 회사가 밝혔다.";
    check_whole(&encoding_rs::EUC_KR.encode(korean).0, None, (korean, "EUC-KR", &[]));
    // A character of Hong Kong, which only Big5-HKSCS has.
    let bytes = b"\xad\xbb\xb4\xe4\xb2\xd3\xad\x4d\xaa\x76\xc0\xf8\xa4\xbd\xa5\x71\x9d\xf6\xab\xd7\xa4\xbd\xa7\x47\x9d\xf7\xb5\xb2\xaa\x47";
    check_whole(bytes, Some("big5-hkscs"), ("香港細胞治療公司喺度公佈咗結果", "Big5", &[]));
}

#[test]
fn two_bytes_a_character_need_no_mark() {
    for text in ["DC cells\nopened", "细胞治疗\n2024-10-18 一期", "{\"title\":\"细胞\"}"] {
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check_whole(&little, None, (text, "UTF-16LE", &[]));
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check_whole(&big, None, (text, "UTF-16BE", &[]));
        assert!(is_wide(&little) && is_wide(&big) && !is_wide(text.as_bytes()));
    }
}

#[test]
fn what_was_encoded_twice_is_repaired() {
    let as_latin = |bytes: &[u8]| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let western = ["double-encoded: windows-1252 over UTF-8, repaired"];
    for text in ["The company’s “CAR-T” cells", CHINESE, "Société Générale – Zürich"] {
        check_whole(as_latin(text.as_bytes()).as_bytes(), None, (text, "UTF-8", &western));
    }
    let latin_1: String = CHINESE.bytes().map(char::from).collect();
    check_whole(latin_1.as_bytes(), None, (CHINESE, "UTF-8", &western));
    let over_gbk = as_latin(&GBK.encode(CHINESE).0);
    check_whole(
        over_gbk.as_bytes(),
        None,
        (CHINESE, "UTF-8", &["double-encoded: windows-1252 over gb18030, repaired"]),
    );
    let text = "公司细胞治疗产品获批";
    let chinese = GBK.decode_without_bom_handling(text.as_bytes()).0;
    check_whole(chinese.as_bytes(), None, (text, "UTF-8", &["double-encoded: gb18030 over UTF-8, repaired"]));
}

#[test]
fn what_was_encoded_once_is_left_alone() {
    for text in ["Société Générale – Zürich", "naïve “quotes” — 5 °C", "αβ T 细胞", "饕餮魑魅魍魉", "Ÿ"]
    {
        check_whole(text.as_bytes(), None, (text, "UTF-8", &[]));
    }
}

#[test]
fn what_is_lost_is_said() {
    let text = format!("{}锟斤拷司", CHINESE.repeat(3));
    check_whole(
        text.as_bytes(),
        None,
        (&text, "UTF-8", &["characters were lost before: 锟斤拷 stands for them"]),
    );
    let text = format!("{}\u{FFFD}", CHINESE.repeat(9));
    check_whole(text.as_bytes(), None, (&text, "UTF-8", &["1 characters do not decode or were lost before"]));
}
