//! Other writings of a text that fold to the same: to try that folding holds wherever it should.

use super::script::{Class, class};
use super::{fold, simplified};

/// What another writing has in place of a character, if it has another.
type Rewrite = fn(char) -> Option<char>;

/// Returns the writings that differ from the text, by name, in a fixed order.
///
/// Slow; for tests and proofs. Each is checked to fold to what the text folds to: a character that is its
/// own Traditional form elsewhere, or whose capital has another small letter, is left as it is.
pub fn variants(text: &str) -> Vec<(&'static str, String)> {
    let rewrites: [(&'static str, Rewrite); 4] = [
        ("traditional", traditional),
        ("full-width", full_width),
        ("case", other_case),
        ("dash", other_dash),
    ];
    let mut variants = Vec::new();
    for (name, rewrite) in rewrites {
        let varied: String = text.chars().map(|c| rewrite(c).filter(|&r| same(c, r)).unwrap_or(c)).collect();
        if varied != text && fold(&varied).text == fold(text).text {
            variants.push((name, varied));
        }
    }
    variants
}

fn same(a: char, b: char) -> bool {
    fold(a.encode_utf8(&mut [0; 4])).text == fold(b.encode_utf8(&mut [0; 4])).text
}

fn traditional(c: char) -> Option<char> {
    (class(c) == Class::Han).then(|| simplified::traditional(c)).flatten()
}

fn full_width(c: char) -> Option<char> {
    // Quotes delimit a query and a backslash escapes in it, full width or not.
    let code = u32::from(c);
    let plain = ('!'..='~').contains(&c) && !matches!(c, '"' | '\\');
    plain.then(|| char::from_u32(code - 0x21 + 0xFF01)).flatten()
}

fn other_case(c: char) -> Option<char> {
    let changed: Vec<char> =
        if c.is_lowercase() { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
    changed.first().copied().filter(|_| changed.len() == 1)
}

fn other_dash(c: char) -> Option<char> {
    (c == '-').then_some('\u{2013}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_fold_alike() {
        let variants = variants("CAR-T细胞治疗");
        let names: Vec<_> = variants.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["traditional", "full-width", "case", "dash"]);
        assert!(variants[0].1.contains('細'), "{}", variants[0].1);
        assert!(variants[1].1.starts_with("ＣＡＲ－Ｔ"));
    }
}
