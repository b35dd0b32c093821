//! Here is a headline: does it say that it corrects another release, and what remains without that?

/// What a correction begins its headline with, folded, where a mark follows (`Update: ...`, but not
/// `Update on ...`). As the wires write it: GlobeNewswire `CORRECTION -` and `UPDATE -`, Business Wire
/// `CORRECTING and REPLACING`, PR Newswire `/C O R R E C T I O N -- Company/`, 美通社 and exchanges 更正.
const OPENING: &[&str] = &[
    "correction from source",
    "correction to release",
    "correction notice",
    "correction",
    "c o r r e c t i o n",
    "corrected release",
    "corrected",
    "revised",
    "updated",
    "update",
    "replacement",
    "erratum",
    "errata",
    "更正后",
    "更正公告",
    "更正",
    "勘误",
    "修订版",
    "修订",
    "更新版",
    "更新",
];

/// What a correction begins its headline with, mark or no mark.
const WORDING: &[&str] = &["correcting and replacing", "correcting & replacing"];

/// What says it in brackets or after a dash at the end.
const CLOSING: &[&str] = &[
    "correction",
    "corrected",
    "corrected version",
    "revised",
    "updated",
    "更正",
    "更正后",
    "更正版",
    "修订",
    "修订稿",
    "修订版",
    "更新版",
    "更新后",
];

/// What says it wherever it stands.
const ANYWHERE: &[&str] =
    &["更正公告", "补充更正", "amended press release", "corrected press release", "corrects press release"];

/// What names a step in Chinese, wherever it stands; numbered as in [`step`].
const HAN_STEPS: &[(u8, &[&str])] = &[
    (0, &["拟", "计划", "预案"]),
    (1, &["定价"]),
    (2, &["完成", "交割"]),
    (3, &["扩大", "增加"]),
    (4, &["终止", "撤回", "取消"]),
    (5, &["延期", "推迟"]),
    (6, &["行使"]),
    (7, &["延长", "展期"]),
    (8, &["预告", "快报", "初步", "中期"]),
    (9, &["最终", "终期"]),
    (10, &["提示", "提醒"]),
    (11, &["修订", "修改"]),
    (12, &["递交", "提交"]),
    (13, &["受理"]),
    (14, &["获批", "批准"]),
    (15, &["启动", "首例", "首次"]),
];

/// What stands around a marker.
const MARKS: &[char] =
    &['-', ':', '/', '|', ',', '[', ']', '(', ')', '【', '】', '〔', '〕', '<', '>', '《', '》', ' '];

/// A folded headline, its correction marker told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Headline<'a> {
    /// What remains without the marker.
    pub(super) rest: &'a str,
    /// Whether it says that it corrects or replaces another release.
    pub(super) is_correction: bool,
    /// The steps of an affair that it names.
    pub(super) steps: u16,
}

/// Tells the marker of a correction from the rest of a folded headline.
pub(super) fn read(folded: &str) -> Headline<'_> {
    let whole = folded.trim();
    let start = whole.trim_start_matches(MARKS);
    let rest = opening(whole, start).or_else(|| closing(whole));
    let is_correction = rest.is_some() || ANYWHERE.iter().any(|wording| whole.contains(wording));
    let rest = rest.unwrap_or(whole);
    Headline { rest, is_correction, steps: steps(rest) }
}

/// Which steps of one affair a headline names, a bit each: a release of one step differs from that of the next in
/// little else than in these words.
fn steps(rest: &str) -> u16 {
    let latin = rest.split(|c: char| !c.is_alphanumeric()).filter_map(step);
    let is_latin = rest.is_ascii();
    let han = HAN_STEPS.iter().filter(|(_, names)| !is_latin && names.iter().any(|name| rest.contains(name)));
    latin.chain(han.map(|(step, _)| *step)).fold(0, |steps, step| steps | 1 << step)
}

/// The step that an English word names.
fn step(word: &str) -> Option<u8> {
    Some(match word {
        "proposed" | "proposes" | "plans" | "plan" | "intends" | "intention" => 0,
        "pricing" | "prices" | "priced" => 1,
        "closing" | "closes" | "closed" | "completes" | "completed" | "completion" => 2,
        "upsized" | "upsizes" | "increases" => 3,
        "terminates" | "terminated" | "termination" | "withdraws" | "cancels" => 4,
        "postpones" | "postponed" | "delays" | "delayed" | "reschedules" | "rescheduled" => 5,
        "exercise" | "exercised" => 6,
        "extends" | "extended" | "extension" => 7,
        "preliminary" | "interim" | "provisional" => 8,
        "final" => 9,
        "reminder" | "reminds" => 10,
        "amends" | "amended" | "amendment" => 11,
        "submits" | "submitted" | "submission" | "files" | "filed" => 12,
        "accepts" | "accepted" | "acceptance" => 13,
        "approves" | "approved" | "approval" => 14,
        "initiates" | "initiation" | "begins" | "starts" | "first" => 15,
        _ => return None,
    })
}

/// What follows a marker at the start.
fn opening<'a>(whole: &str, start: &'a str) -> Option<&'a str> {
    if let Some(rest) = WORDING.iter().find_map(|wording| start.strip_prefix(wording)) {
        return Some(rest.trim_start_matches(MARKS));
    }
    let rest = OPENING.iter().find_map(|marker| {
        let rest = start.strip_prefix(marker)?;
        let after = rest.trim_start_matches(' ');
        // A hyphen without a space would make a compound of it: update-driven.
        let marked = after.starts_with([':', '/', '|', ']', ')', '】', '〕', '>', '》'])
            || after.starts_with("--")
            || (after.starts_with('-') && (after.len() < rest.len() || after.starts_with("- ")));
        marked.then_some(rest)
    })?;
    // `/CORRECTION -- Company/ Headline`: the bracket closes behind the company's name.
    let rest = match whole.starts_with('/') {
        true => rest.split_once('/').map_or(rest, |(_, after)| after),
        false => rest,
    };
    Some(rest.trim_start_matches(MARKS))
}

/// What stands before a marker at the end.
fn closing(whole: &str) -> Option<&str> {
    let inside = whole.trim_end_matches([')', ']', '】', '〕', ' ']);
    let is_bracketed = inside.len() < whole.len();
    CLOSING.iter().find_map(|marker| {
        let before = inside.strip_suffix(marker)?;
        let marked = if is_bracketed {
            before.ends_with(['(', '[', '【', '〔'])
        } else {
            before.ends_with("- ") || before.ends_with("--")
        };
        marked.then(|| before.trim_end_matches(MARKS))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let folded = fold(text).text;
        let headline = read(&folded);
        assert_eq!(headline.is_correction, expected.is_some(), "{text}");
        assert_eq!(headline.rest, expected.unwrap_or(folded.trim()), "{text}");
    }

    #[test]
    fn corrections_say_so() {
        check("CORRECTING and REPLACING Quillfeather Doses Patient", Some("quillfeather doses patient"));
        check("CORRECTION: Quillfeather Doses Patient", Some("quillfeather doses patient"));
        check("UPDATE – Quillfeather Doses Patient", Some("quillfeather doses patient"));
        check("Correction from Source — Quillfeather Doses", Some("quillfeather doses"));
        check("/C O R R E C T I O N -- Quillfeather Inc./ Patient Dosed", Some("patient dosed"));
        check("[Corrected] Patient Dosed", Some("patient dosed"));
        check("Patient Dosed (Corrected)", Some("patient dosed"));
        check("更正：首例患者入组", Some("首例患者入组"));
        check("【更正】首例患者入组", Some("首例患者入组"));
        check("首例患者入组（更正版）", Some("首例患者入组"));
        check("关于年度报告的更正公告", Some("关于年度报告的更正公告"));
    }

    #[test]
    fn what_only_looks_so_is_none() {
        check("Update on the Phase 2 Trial", None);
        check("Update-driven Growth", None);
        check("Corrected QT Interval in Patients", None);
        check("Company Provides Corporate Update", None);
        check("更新换代：新一代平台发布", None);
        check("基因更正疗法获批", None);
        check("", None);
    }

    #[test]
    fn steps_are_told_apart() {
        let steps = |text: &str| read(text).steps;
        assert_eq!(steps("quillfeather to present at a conference"), 0);
        assert_ne!(
            steps("quillfeather announces offering"),
            steps("quillfeather announces closing of offering")
        );
        assert_ne!(steps("羽墨生物拟定向增发"), steps("羽墨生物完成定向增发"));
        assert_eq!(steps("announces pricing"), steps("prices"));
    }
}
