//! Here is a release: in which language is it written?
//!
//! What a source declares is checked against the letters: many a Chinese page declares `en`.

use std::sync::LazyLock;

use crate::document::Language;
use crate::text::script::is_han;

/// How many Latin letters one Han character says as much as.
const HAN_WEIGHT: usize = 2;
/// From this share of Han on, in percent, a text is Chinese.
const CHINESE_PERCENT: usize = 40;
/// A bilingual text has at least this share of each language, in percent, in paragraphs of their own.
const BILINGUAL_PERCENT: usize = 20;
/// The shortest paragraph that counts as a stretch of one language, in Latin letters' worth.
const MIN_STRETCH: usize = 40;

/// How many Han characters are enough to tell the script by.
const SCRIPT_SAMPLE: usize = 2_000;

/// Common characters of which the Simplified form is not used in Traditional text, nor the other way
/// round; the same character stands at the same place in both.
const SIMPLIFIED: &str = "们国时会来学对发为过现开关长问间经动种样这还进实业产两体药疗细临试验医与个从给让\
说话语认识议设计记许评调资质贸费车转输边运连选达报电数类线组织结统续级纪约红纳练绝亿亚东严举义习书买卖亲\
仅优传伤众创剂务势华单卫历压双变号员响团园围图场坚处备够头宝审将层岁帮带广庆库应张强当录总战户护择换拥显\
机权条构标树检欧汉济测热点环独状确离积稳签简联肿脑获营见规视观觉负财责际队阶阳难项预领题额风门闻";
const TRADITIONAL: &str = "們國時會來學對發為過現開關長問間經動種樣這還進實業產兩體藥療細臨試驗醫與個從給讓\
說話語認識議設計記許評調資質貿費車轉輸邊運連選達報電數類線組織結統續級紀約紅納練絕億亞東嚴舉義習書買賣親\
僅優傳傷眾創劑務勢華單衛歷壓雙變號員響團園圍圖場堅處備夠頭寶審將層歲幫帶廣慶庫應張強當錄總戰戶護擇換擁顯\
機權條構標樹檢歐漢濟測熱點環獨狀確離積穩簽簡聯腫腦獲營見規視觀覺負財責際隊階陽難項預領題額風門聞";

/// For each character from U+4E00 on: 1 where only Simplified text has it, -1 where only Traditional text has.
static SCRIPTS: LazyLock<Vec<i8>> = LazyLock::new(|| {
    let mut scripts = vec![0; 0xA000 - FIRST_HAN];
    for (these, those, side) in [(SIMPLIFIED, TRADITIONAL, 1), (TRADITIONAL, SIMPLIFIED, -1)] {
        for c in these.chars().filter(|c| !those.contains(*c)) {
            if let Some(script) = scripts.get_mut((c as usize).wrapping_sub(FIRST_HAN)) {
                *script = side;
            }
        }
    }
    scripts
});

const FIRST_HAN: usize = 0x4E00;

/// Settles the language of a release: the declared one where the text bears it out, else the one that
/// its letters show.
pub(super) fn detect(declared: Option<&str>, headline: &str, body: &str) -> Language {
    let declared = declared.and_then(Language::from_code);
    let mut text = Letters::default();
    let mut stretches = Letters::default();
    for paragraph in body.lines().chain([headline]) {
        let letters = Letters::of(paragraph);
        text.han += letters.han;
        text.latin += letters.latin;
        if letters.all() < MIN_STRETCH {
            continue;
        }
        // Chinese paragraphs are full of English names; English ones hold a Chinese name at most.
        if letters.han_percent() >= 50 {
            stretches.han += letters.han;
        } else if letters.han_percent() <= 10 {
            stretches.latin += letters.latin;
        }
    }
    if text.all() == 0 {
        return declared.unwrap_or(Language::English);
    }
    let enough = text.all() * BILINGUAL_PERCENT;
    if stretches.han * 100 >= enough && stretches.latin * 100 >= enough {
        return Language::Bilingual;
    }
    match declared {
        Some(Language::Other(code)) if fits(&code, &text) => Language::Other(code),
        declared if text.han_percent() >= CHINESE_PERCENT => script(headline, body, declared),
        _ => Language::English,
    }
}

/// The letters of a text by script, in Latin letters' worth.
#[derive(Default)]
struct Letters {
    han: usize,
    latin: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        // Blocks whose count fits a byte, so that the compiler makes vectors of them: most text is ASCII.
        let letters_in =
            |block: &[u8]| block.iter().map(|byte| u8::from(byte.is_ascii_alphabetic())).sum::<u8>();
        let latin = text.as_bytes().chunks(255).map(|block| usize::from(letters_in(block))).sum();
        let mut letters = Self { han: 0, latin };
        if text.is_ascii() {
            return letters;
        }
        for c in text.chars().filter(|c| !c.is_ascii()) {
            if is_han(c) {
                letters.han += HAN_WEIGHT;
            } else if c.is_alphabetic() {
                letters.latin += 1;
            }
        }
        letters
    }

    fn all(&self) -> usize {
        self.han + self.latin
    }

    fn han_percent(&self) -> usize {
        self.han * 100 / self.all().max(1)
    }
}

/// Tells whether a text in these letters can be in a declared language that is not ours.
fn fits(code: &str, letters: &Letters) -> bool {
    let is_east_asian = matches!(code.split('-').next(), Some("ja" | "ko" | "yue" | "wuu" | "hak" | "nan"));
    is_east_asian == (letters.han_percent() >= CHINESE_PERCENT)
}

/// Tells Simplified from Traditional; what has no distinctive character is as declared.
fn script(headline: &str, body: &str, declared: Option<Language>) -> Language {
    let (mut simplified, mut traditional) = (0_usize, 0_usize);
    for c in headline.chars().chain(body.chars()).filter(|c| is_han(*c)).take(SCRIPT_SAMPLE) {
        let script = SCRIPTS.get((c as usize).wrapping_sub(FIRST_HAN));
        simplified += usize::from(script == Some(&1));
        traditional += usize::from(script == Some(&-1));
    }
    match (simplified, traditional) {
        _ if traditional > simplified => Language::Traditional,
        (0, 0) if declared == Some(Language::Traditional) => Language::Traditional,
        _ => Language::Simplified,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str =
        "The dendritic cell repository was unveiled during the conference in Beijing E-Town.";
    const CHINESE: &str = "树突状细胞资源库在北京经开区的发布会上正式启用，将推动细胞与基因治疗产业发展。";

    #[track_caller]
    fn check(declared: &str, body: &str, expected: &str) {
        let declared = Some(declared).filter(|code| !code.is_empty());
        assert_eq!(detect(declared, "", body).code(), expected, "{declared:?} {body}");
    }

    #[test]
    fn letters_decide() {
        check("", ENGLISH, "en");
        check("", CHINESE, "zh-Hans");
        check("", "樹突狀細胞資源庫在臺北的發表會上正式啟用。", "zh-Hant");
        check("", "CAR-T 细胞疗法 relma-cel 获 NMPA 批准上市", "zh-Hans");
        check("", "Genecradle (锦篮基因) announced today that its gene therapy was approved.", "en");
        check("", "", "en");
        check("", "2024-10-18 ...", "en");
    }

    #[test]
    fn a_declaration_is_checked() {
        check("en", CHINESE, "zh-Hans");
        check("zh", ENGLISH, "en");
        check("zh-TW", CHINESE, "zh-Hans");
        check("zh", "樹突狀細胞資源庫正式啟用", "zh-Hant");
        check("zh-TW", "上海", "zh-Hant");
        check("fr", "Le traitement par cellules dendritiques est approuvé.", "fr");
        check("fr", CHINESE, "zh-Hans");
        check("ja", "樹状細胞の資源庫が北京で公開された。", "ja");
        check("ja", ENGLISH, "en");
        check("mul", ENGLISH, "en");
        check("zh", "", "zh-Hans");
        check("not a code", ENGLISH, "en");
    }

    #[test]
    fn two_languages_are_bilingual_in_stretches_only() {
        let both = format!("{CHINESE}\n{CHINESE}\n\n{ENGLISH}\n{ENGLISH}");
        check("", &both, "mul");
        check("en", &both, "mul");
        let mostly = format!("{}{ENGLISH}", format!("{CHINESE}\n").repeat(10));
        check("", &mostly, "zh-Hans");
        check("", "细胞 DC cells 树突 dendritic 治疗 therapy 临床 trial\n".repeat(9).as_str(), "en");
    }

    #[test]
    fn the_pairs_are_pairs() {
        let (simplified, traditional) = (SIMPLIFIED.chars().count(), TRADITIONAL.chars().count());
        assert_eq!(simplified, traditional);
        let distinctive = SIMPLIFIED.chars().filter(|c| !TRADITIONAL.contains(*c)).count();
        assert_eq!(distinctive, simplified);
    }
}
