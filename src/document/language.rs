//! The language of a release, and the codes it answers to.

/// The language of a release.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Chinese in Simplified characters.
    Simplified,
    /// Chinese in Traditional characters.
    Traditional,
    /// English and Chinese side by side, each a good part of the text.
    Bilingual,
    /// A language that a source declared and that is none of these, as its lower-case code.
    Other(String),
}

impl Language {
    /// Reads a declared code such as `en-US`, `zh`, `zh_TW` or `zh-Hant`, whatever its case.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_lowercase().replace('_', "-");
        let mut parts = code.split('-');
        let primary = parts.next().filter(|p| (2..=8).contains(&p.len()))?;
        if !code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return None;
        }
        Some(match primary {
            "en" | "eng" => Self::English,
            "zh" | "zho" | "chi" | "cmn" => {
                if parts.any(|p| matches!(p, "hant" | "tw" | "hk" | "mo")) {
                    Self::Traditional
                } else {
                    Self::Simplified
                }
            }
            "mul" => Self::Bilingual,
            _ => Self::Other(code),
        })
    }

    /// Returns the BCP 47 code: `en`, `zh-Hans`, `zh-Hant`, `mul` for bilingual, or the declared one.
    pub fn code(&self) -> &str {
        match self {
            Self::English => "en",
            Self::Simplified => "zh-Hans",
            Self::Traditional => "zh-Hant",
            Self::Bilingual => "mul",
            Self::Other(code) => code,
        }
    }

    /// Tells whether a release in this language answers `lang:asked`, where `asked` is a code in lower
    /// case: `zh` is both scripts, and a bilingual release is English and Chinese.
    pub fn answers(&self, asked: &str) -> bool {
        match (self, asked) {
            (Self::Bilingual, "en" | "zh") => true,
            (Self::Simplified | Self::Traditional, "zh") => true,
            (Self::Simplified, "zh-cn") | (Self::Traditional, "zh-tw" | "zh-hk") => true,
            _ => self.code().eq_ignore_ascii_case(asked),
        }
    }
}
