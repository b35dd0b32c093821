//! The words that say which date it is.

/// What a label says of the date behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    /// The release was published then.
    Published,
    /// It was not to be published before.
    Embargoed,
    /// It was changed then.
    Changed,
}

/// Labels in lower case, longer ones before those they hold.
pub(super) const LABELS: &[(&str, Says)] = &[
    ("for immediate release", Says::Published),
    ("for immediate distribution", Says::Published),
    ("date of publication", Says::Published),
    ("publication date", Says::Published),
    ("publish date", Says::Published),
    ("published date", Says::Published),
    ("date published", Says::Published),
    ("first published", Says::Published),
    ("originally published", Says::Published),
    ("published online", Says::Published),
    ("published on", Says::Published),
    ("published", Says::Published),
    ("publish time", Says::Published),
    ("press release date", Says::Published),
    ("news release date", Says::Published),
    ("release date", Says::Published),
    ("release time", Says::Published),
    ("released on", Says::Published),
    ("released", Says::Published),
    ("date of issue", Says::Published),
    ("issue date", Says::Published),
    ("issued on", Says::Published),
    ("issued", Says::Published),
    ("date posted", Says::Published),
    ("posted on", Says::Published),
    ("posted", Says::Published),
    ("press release", Says::Published),
    ("news release", Says::Published),
    ("发布时间", Says::Published),
    ("发布日期", Says::Published),
    ("发表时间", Says::Published),
    ("发表日期", Says::Published),
    ("发文日期", Says::Published),
    ("发文时间", Says::Published),
    ("成文日期", Says::Published),
    ("印发日期", Says::Published),
    ("公布日期", Says::Published),
    ("刊发时间", Says::Published),
    ("刊登日期", Says::Published),
    ("上传时间", Says::Published),
    ("添加时间", Says::Published),
    ("录入时间", Says::Published),
    ("披露日期", Says::Published),
    ("公告日期", Says::Published),
    ("新闻日期", Says::Published),
    ("发稿时间", Says::Published),
    ("发布于", Says::Published),
    ("发表于", Says::Published),
    ("發布時間", Says::Published),
    ("發佈時間", Says::Published),
    ("發布日期", Says::Published),
    ("發佈日期", Says::Published),
    ("發表時間", Says::Published),
    ("刊登日期", Says::Published),
    ("公告日期", Says::Published),
    ("發佈於", Says::Published),
    ("發布於", Says::Published),
    ("date", Says::Published),
    ("日期", Says::Published),
    ("时间", Says::Published),
    ("時間", Says::Published),
    ("embargoed until", Says::Embargoed),
    ("embargoed for release until", Says::Embargoed),
    ("embargoed for", Says::Embargoed),
    ("under embargo until", Says::Embargoed),
    ("embargo until", Says::Embargoed),
    ("embargo", Says::Embargoed),
    ("not for release before", Says::Embargoed),
    ("for release on", Says::Embargoed),
    ("for release at", Says::Embargoed),
    ("for release", Says::Embargoed),
    ("禁发至", Says::Embargoed),
    ("last updated on", Says::Changed),
    ("last updated", Says::Changed),
    ("last modified", Says::Changed),
    ("last reviewed", Says::Changed),
    ("last revised", Says::Changed),
    ("date modified", Says::Changed),
    ("modified", Says::Changed),
    ("updated on", Says::Changed),
    ("updated", Says::Changed),
    ("更新时间", Says::Changed),
    ("更新日期", Says::Changed),
    ("更新時間", Says::Changed),
    ("最后更新", Says::Changed),
    ("最後更新", Says::Changed),
    ("修改时间", Says::Changed),
    ("更新于", Says::Changed),
    ("编辑于", Says::Changed),
];
/// What may stand behind the date of a byline, or before it with a colon.
const CREDITS: &[&str] = &[
    "来源",
    "來源",
    "作者",
    "编辑",
    "編輯",
    "責任編輯",
    "责任编辑",
    "责编",
    "记者",
    "記者",
    "撰文",
    "供稿",
    "浏览",
    "瀏覽",
    "阅读",
    "閱讀",
    "点击",
    "點擊",
    "字号",
    "字體",
    "字体",
    "字號",
    "分享",
    "打印",
    "稿源",
    "信息来源",
    "文章来源",
    "访问",
    "评论",
    "我要",
    "source",
    "by ",
    "author",
    "share",
    "views",
    "editor",
    "print",
    "font",
    "news provided by",
    "comments",
    "read time",
    "min read",
    "|",
    "by:",
];
/// What may stand behind a date and nothing else: 2024-10-18 发布.
const BEHIND: &[&str] = &["发布", "發佈", "發布", "发表", "published", "posted"];
const CHANGES: &[&str] = &["更新", "updated", "修改"];
/// What opens a line that has a name, or the name of a section, before its date.
const HEADS: &[&str] = &[
    "by ",
    "press release",
    "news release",
    "media release",
    "press information",
    "for immediate release",
    "news ",
    "announcement",
    "author",
    "company news",
    "corporate news",
    "regulatory news",
    "新闻稿",
    "公司新闻",
    "新聞稿",
    "作者",
    "文 ",
];
const POSTED: &[&str] = &[
    "posted by",
    "published by",
    "written by",
    "posted in",
    "published in",
    "by ",
    "submitted by",
    "issued by",
];

/// Tells whether a label says too little: `Date:` stands beside the venue of an event, too.
pub(super) fn is_bare(label: &str) -> bool {
    matches!(label, "date" | "日期" | "时间" | "時間")
}

/// Tells whether a date can follow a label with nothing between: 发布于2024-10-18.
pub(super) fn opens_directly(label: &str) -> bool {
    label.ends_with(['于', '於', '至']) || label.ends_with(" until")
}

pub(super) fn is_credit(lower: &str) -> bool {
    CREDITS.iter().any(|credit| lower.starts_with(credit))
}

pub(super) fn is_behind(lower: &str) -> bool {
    BEHIND.iter().chain(CHANGES).any(|word| lower == *word)
}

pub(super) fn is_change(lower: &str) -> bool {
    CHANGES.contains(&lower)
}

pub(super) fn is_head(lower: &str) -> bool {
    HEADS.iter().any(|head| lower.starts_with(head))
}

pub(super) fn is_posted(lower: &str) -> bool {
    POSTED.iter().any(|head| lower.starts_with(head))
}

/// Tells a line that says where or when something takes place: then `Date: May 1` beside it is not that of the release.
pub(super) fn is_event_detail(line: &str) -> bool {
    const DETAILS: &[&str] = &[
        "time:",
        "location:",
        "venue:",
        "where:",
        "place:",
        "when:",
        "dial-in",
        "webcast:",
        "registration:",
        "room:",
        "booth",
        "地点",
        "地點",
        "会议地点",
        "活动地点",
        "会议时间",
        "活动时间",
        "报名",
        "主办",
    ];
    let start: String = line.trim_start().chars().map(plain_lower).take(12).collect();
    DETAILS.iter().any(|detail| start.starts_with(detail))
}

fn plain_lower(c: char) -> char {
    super::cursor::plain(c).to_ascii_lowercase()
}
