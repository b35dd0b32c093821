//! Here are the bytes of a file: what do they say?

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, WINDOWS_1252};

use super::draft::Draft;
use super::problem::Reason;
use crate::document::Charset;

/// How far into a page a declared charset is looked for.
const DECLARATION_BYTES: usize = 4096;

/// Decodes `bytes`, or says why they are not text.
///
/// A byte order mark decides, then valid UTF-8, then `declared` where it decodes without an error, then
/// a guess among the encodings in use for English and Chinese.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Decoded, Reason> {
    let (text, used) = read(bytes, declared.and_then(named))?;
    let charset = Charset { declared: declared.map(str::to_owned), used: used.name().to_owned() };
    Ok(Decoded { text, charset, warnings: Vec::new() })
}

/// A text, and how it was read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) charset: Charset,
    /// What is doubtful about the text.
    pub(super) warnings: Vec<String>,
}

impl Decoded {
    /// Says in the draft of the text how it was read.
    pub(super) fn describe(self, mut draft: Draft) -> Draft {
        draft.charset = Some(self.charset);
        draft.warnings.splice(0..0, self.warnings);
        draft
    }
}

fn read(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<(String, &'static Encoding), Reason> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok((text(&encoding.decode_without_bom_handling(&bytes[mark..]).0)?, encoding));
    }
    if let Ok(valid) = std::str::from_utf8(bytes) {
        return Ok((text(valid)?, UTF_8));
    }
    if let Some(encoding) = declared
        && let Some(decoded) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok((text(&decoded)?, encoding));
    }
    let (damaged, ..) = UTF_8.decode(bytes);
    if is_mostly_utf8(&damaged) {
        return Ok((text(&damaged)?, UTF_8));
    }
    let guessed = guess(bytes);
    Ok((text(&guessed.decode_without_bom_handling(bytes).0)?, guessed))
}

/// Finds an encoding by its label; `gb2312` and `gbk` are read as GB18030, which holds them both.
fn named(label: &str) -> Option<&'static Encoding> {
    let found = Encoding::for_label(label.trim().as_bytes())?;
    Some(if found.name() == "GBK" { GB18030 } else { found })
}

/// Returns the label of the encoding that the head of a page or of an XML file declares, if that is one.
pub(super) fn declared_in_html(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let value = |text: &str| {
        let text = text.trim_start().strip_prefix('=')?;
        let label: String = text
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''))
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
            .collect();
        Encoding::for_label(label.as_bytes()).map(|_| label)
    };
    let in_meta = head
        .split("<meta")
        .skip(1)
        .filter_map(|tag| tag.split('>').next())
        .find_map(|tag| tag.split("charset").skip(1).find_map(value));
    let declaration = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split('>').next());
    in_meta.or_else(|| declaration?.split("encoding").nth(1).and_then(value))
}

/// Picks the likeliest of GB18030, Big5 and windows-1252.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    match guessed.name() {
        "GBK" | "gb18030" => GB18030,
        "Big5" => BIG5,
        // Short Chinese texts are often taken for another East Asian encoding.
        "EUC-KR" | "EUC-JP" | "Shift_JIS" => [GB18030, BIG5]
            .into_iter()
            .find(|e| e.decode_without_bom_handling_and_without_replacement(bytes).is_some())
            .unwrap_or(GB18030),
        _ => WINDOWS_1252,
    }
}

/// Tells UTF-8 with a few broken bytes from another encoding, of which hardly a character survives.
fn is_mostly_utf8(decoded: &str) -> bool {
    let lost = decoded.chars().filter(|c| *c == '\u{FFFD}').count();
    let kept = decoded.chars().filter(|c| !c.is_ascii()).count() - lost;
    kept > 10 * lost
}

/// Refuses what decoded but is not text: NUL, more than 1 % replacement or control characters. Line
/// breaks become `\n`.
fn text(decoded: &str) -> Result<String, Reason> {
    let (mut all, mut lost, mut controls) = (0_usize, 0_usize, 0_usize);
    for c in decoded.chars() {
        all += 1;
        match c {
            '\0' => return Err(Reason::failed("not text: it holds NUL bytes")),
            '\u{FFFD}' => lost += 1,
            '\n' | '\r' | '\t' | '\u{C}' => {}
            _ if c.is_control() => controls += 1,
            _ => {}
        }
    }
    if lost * 100 > all {
        return Err(Reason::failed("not text: more than 1 % of it does not decode"));
    }
    if controls * 100 > all {
        return Err(Reason::failed("not text: more than 1 % of it are control characters"));
    }
    Ok(if decoded.contains('\r') {
        decoded.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        decoded.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GBK;

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
}
