//! What kind of character is this?

/// The class a character belongs to, as far as tokens are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Written without spaces between words: Han, kana, Hangul.
    Han,
    /// A Greek letter, spelled out as a term of its own (`β` is `beta`).
    Greek,
    /// Any other letter or digit.
    Latin,
    /// White space of any width.
    Space,
    /// Punctuation, symbols, everything else.
    Mark,
}

/// Returns the class of a character of folded text.
pub fn class(c: char) -> Class {
    if c.is_ascii() {
        return match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => Class::Latin,
            ' ' | '\t'..='\r' => Class::Space,
            _ => Class::Mark,
        };
    }
    match c {
        _ if is_han(c) => Class::Han,
        _ if greek_name(c).is_some() => Class::Greek,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_alphanumeric() || is_combining(c) => Class::Latin,
        _ => Class::Mark,
    }
}

/// Tells whether words in this script are written without spaces between them.
pub fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x3FFFF | 0xF900..=0xFAFF
        | 0x3005..=0x3007 // 々 〆 〇
        | 0x3041..=0x3096 | 0x30A1..=0x30FA | 0x30FC..=0x30FE | 0x31F0..=0x31FF // kana
        | 0xAC00..=0xD7A3 | 0x1100..=0x11FF) // Hangul
}

/// Tells whether a character modifies the one before it (combining marks of European scripts).
pub fn is_combining(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF)
}

/// Returns the name of a lower-case Greek letter.
pub fn greek_name(c: char) -> Option<&'static str> {
    Some(match c {
        'α' => "alpha",
        'β' => "beta",
        'γ' => "gamma",
        'δ' => "delta",
        'ε' => "epsilon",
        'ζ' => "zeta",
        'η' => "eta",
        'θ' => "theta",
        'ι' => "iota",
        'κ' => "kappa",
        'λ' => "lambda",
        'μ' => "mu",
        'ν' => "nu",
        'ξ' => "xi",
        'ο' => "omicron",
        'π' => "pi",
        'ρ' => "rho",
        'σ' | 'ς' => "sigma",
        'τ' => "tau",
        'υ' => "upsilon",
        'φ' => "phi",
        'χ' => "chi",
        'ψ' => "psi",
        'ω' => "omega",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_one_class() {
        for (chars, expected) in [
            ("细亦〇々ひカ한", Class::Han),
            ("az09éß", Class::Latin),
            ("αβω", Class::Greek),
            (" \n\u{3000}\u{a0}", Class::Space),
            ("-，。%（\"'^+®", Class::Mark),
        ] {
            for c in chars.chars() {
                assert_eq!(class(c), expected, "{c:?}");
            }
        }
    }
}
