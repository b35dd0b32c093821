//! Does a release say that it replaces another, or that it must wait?

use super::shape::head;

/// What a release says of itself at its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) enum Marker {
    /// It replaces one that was wrong.
    Correction,
    /// It was sent before.
    Repeat,
    /// It says more than the one before.
    Update,
    /// Pictures were added.
    Multimedia,
    /// It is not to be published before an hour that it names.
    Embargo,
}

/// What each opens with, in lower case.
const PHRASES: &[(Marker, &str)] = &[
    (Marker::Correction, "correcting and replacing"),
    (Marker::Correction, "correcting & replacing"),
    (Marker::Correction, "corrected and replaced"),
    (Marker::Correction, "/c o r r e c t i o n"),
    (Marker::Correction, "c o r r e c t i o n"),
    (Marker::Correction, "correction"),
    (Marker::Correction, "corrected"),
    (Marker::Correction, "corrects"),
    (Marker::Correction, "更正"),
    (Marker::Correction, "勘误"),
    (Marker::Correction, "勘誤"),
    (Marker::Correction, "修订"),
    (Marker::Repeat, "repeat"),
    (Marker::Repeat, "/r e p e a t"),
    (Marker::Repeat, "re-issue"),
    (Marker::Repeat, "重发"),
    (Marker::Update, "update"),
    (Marker::Update, "updated"),
    (Marker::Update, "更新"),
    (Marker::Multimedia, "adding multimedia"),
    (Marker::Multimedia, "adding photo"),
    (Marker::Multimedia, "adding media"),
    (Marker::Embargo, "embargoed until"),
    (Marker::Embargo, "embargoed for"),
    (Marker::Embargo, "under embargo until"),
    (Marker::Embargo, "strictly embargoed"),
    (Marker::Embargo, "embargo until"),
    (Marker::Embargo, "embargo"),
];
/// How many lines at the top are looked at, and how much of each.
const TOP_LINES: usize = 8;
const MAX_PHRASE_BYTES: usize = 64;

/// Returns what a release says of itself: its headline opens with it, or a line at the top of its body.
pub(in crate::corpus) fn corrections(headline: &str, body: &str) -> Option<Marker> {
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty()).take(TOP_LINES);
    let found = std::iter::once(headline.trim()).chain(lines).filter_map(marker);
    let known: Vec<Marker> = found.collect();
    // A correction may be under embargo too; that it corrects is what matters later.
    known.iter().copied().find(|marker| *marker == Marker::Correction).or_else(|| known.first().copied())
}

/// Reads what a line opens with. A word of other use needs a mark behind it: `Update: …`, but not `Update on …`.
fn marker(line: &str) -> Option<Marker> {
    let lower = head(line, MAX_PHRASE_BYTES).to_lowercase();
    let lower = lower.trim_start_matches(['*', '[', '(', '【', '（', '-', ' ']);
    PHRASES.iter().find_map(|&(marker, phrase)| {
        let rest = lower.strip_prefix(phrase)?;
        let is_marked = rest.is_empty()
            || rest
                .trim_start()
                .starts_with([':', '：', '-', '–', '—', '.', ']', ')', '】', '）', '…', '/', '，', '、']);
        let is_announced = rest.starts_with("公告") || rest.starts_with("声明");
        let is_clear = phrase.contains(' ') && phrase.is_ascii();
        (is_clear || is_marked || is_announced).then_some(marker)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(headline: &str, body: &str, expected: Option<Marker>) {
        assert_eq!(corrections(headline, body), expected, "{headline} / {body}");
    }

    #[test]
    fn what_a_release_says_of_itself() {
        check("CORRECTING and REPLACING Wobblegate Opens a Plant", "", Some(Marker::Correction));
        check("Wobblegate Opens a Plant", "CORRECTION...by Wobblegate\n\nDALLAS--", Some(Marker::Correction));
        check("/C O R R E C T I O N -- Wobblegate/", "", Some(Marker::Correction));
        check("REPEAT: Wobblegate Opens a Plant", "", Some(Marker::Repeat));
        check("UPDATE -- Wobblegate Opens a Plant", "", Some(Marker::Update));
        check("ADDING MULTIMEDIA Wobblegate Opens a Plant", "", Some(Marker::Multimedia));
        check("Drug Works", "EMBARGOED UNTIL 00:01 GMT\nNews.", Some(Marker::Embargo));
        check("EMBARGO: Drug Works", "Correction: it works.", Some(Marker::Correction));
        check("样例细胞：关于业绩的公告", "更正公告\n正文。", Some(Marker::Correction));
        check("【更正】样例细胞获批", "", Some(Marker::Correction));
    }

    #[test]
    fn other_words_say_nothing() {
        check("Correction of a Gene in Mice", "Updated figures show that it works.", None);
        check("Update on the Trial of Examplaria", "更新换代的设备已投产。", None);
        check("Repeat Dosing Is Safe", "", None);
        check("", "", None);
    }
}
