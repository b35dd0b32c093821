//! Lines that sites put between the paragraphs of an article: buttons, labels, pointers to other articles.

use super::paragraph::Size;

/// The longest line that can be a button or a label, in bytes, and the longest pointer.
const MAX_LABEL_BYTES: usize = 160;
const MAX_POINTER_CELLS: usize = 200;
/// The longest heading of a list of other articles, in cells.
const MAX_HEADING_CELLS: usize = 48;

/// Words that make up buttons and labels.
const LABELS: &str = "\
advert advertisement advertising ad sponsored close caption video share shares shared tweet pin print comments comment \
reply facebook twitter linkedin whatsapp pinterest reddit flipboard telegram topics tags text size download read \
subscribe login register image photo photos gallery slideshow next previous prev loading \
分享 分享到 分享至 打印 打印本页 打印页面 关闭 关闭窗口 关闭本页 字号 字体 字体大小 大 中 小 收藏 加入收藏 广告 \
微信 微博 新浪微博 腾讯微博 朋友圈 空间 评论 网友评论 我要评论 发表评论 举报 返回 返回顶部 返回列表 返回首页 \
顶部 回到顶部 纠错 我要纠错 点赞 扫一扫 手机看新闻 复制链接 上一页 下一页 首页 尾页 \
分享給 列印 關閉 關閉視窗 字級 收藏本頁 廣告 返回列表 上一頁 下一頁 回上頁";
/// Words that may stand among them.
const GLUE: &str =
    "of on to this via by with and the more a us qq x page in email mail copy link save google 到 共";

/// What a pointer to another article begins with.
const POINTERS: &[&str] = &[
    "related",
    "read more",
    "read also",
    "read next",
    "also read",
    "see more",
    "see also",
    "also see",
    "also:",
    "more:",
    "watch:",
    "don't miss",
    "don’t miss",
    "click here",
    "explore further",
    "subscribe to",
    "sign up",
    "get the latest",
    "延伸阅读",
    "相关阅读",
    "相关新闻",
    "相关链接",
    "推荐阅读",
    "阅读更多",
    "查看更多",
    "点击查看",
    "点击阅读",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "延伸閱讀",
    "相關新聞",
    "相關閱讀",
    "推薦閱讀",
];

/// What the heading of a list of other articles begins with.
const HEADINGS: &[&str] = &[
    "related",
    "you may also",
    "you might also",
    "recommended",
    "read next",
    "read more",
    "more from",
    "more great",
    "more stories",
    "more news",
    "more on this",
    "more in ",
    "most read",
    "most popular",
    "trending",
    "popular now",
    "latest news",
    "don't miss",
    "don’t miss",
    "see also",
    "up next",
    "other news",
    "相关新闻",
    "相关阅读",
    "相关链接",
    "相关推荐",
    "相关文章",
    "相关报道",
    "推荐阅读",
    "推荐新闻",
    "延伸阅读",
    "热门",
    "热点",
    "猜你喜欢",
    "更多新闻",
    "更多精彩",
    "为您推荐",
    "为你推荐",
    "新闻推荐",
    "新闻排行",
    "今日推荐",
    "精彩推荐",
    "最新新闻",
    "最新文章",
    "大家都在看",
    "相關新聞",
    "相關文章",
    "延伸閱讀",
    "推薦閱讀",
    "熱門",
    "更多新聞",
    "猜你喜歡",
];

/// Tells a line of nothing but buttons and labels: `Share Facebook Twitter`, `【打印】【关闭】`, `Image 1 of 5`.
pub(super) fn is_label(line: &str) -> bool {
    if line.len() > MAX_LABEL_BYTES {
        return false;
    }
    let lower = line.to_lowercase();
    let is_listed = |list: &str, word: &str| list.split_ascii_whitespace().any(|listed| listed == word);
    let mut is_label = false;
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if is_listed(LABELS, word) {
            is_label = true;
        } else if !is_listed(GLUE, word) && !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
    }
    is_label
}

/// Tells a line that leads to another article, by how it begins and that half of it is a link.
pub(super) fn is_pointer(line: &str, size: Size) -> bool {
    size.cells <= MAX_POINTER_CELLS && size.link_cells * 2 >= size.cells && begins(line, POINTERS)
}

/// Tells the heading of a list of other articles. The list is another matter.
pub(super) fn is_list_heading(line: &str, size: Size) -> bool {
    size.cells <= MAX_HEADING_CELLS && begins(line, HEADINGS)
}

fn begins(line: &str, list: &[&str]) -> bool {
    let start: String = line.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().take(24).collect();
    let start = start.to_lowercase();
    list.iter().any(|listed| start.starts_with(listed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_text() {
        for line in [
            "Advertisement",
            "Share Facebook Twitter Google+ WhatsApp",
            "Share this on WhatsApp",
            "Image 1 of 5",
            "【字体：大 中 小】【打印】【关闭窗口】",
            "分享到： 微信 QQ空间 微博",
            "分享到：",
        ] {
            let line = line.replace("QQ空间", "QQ 空间");
            assert!(is_label(&line), "{line}");
        }
        for line in
            ["", "...", "5", "On to 5", "Video of the plant", "细胞治疗", "Email: a@b.c", "X", "分享经济"]
        {
            assert!(!is_label(line), "{line}");
        }
    }

    #[test]
    fn pointers_are_mostly_links() {
        let size = |cells, link_cells| Size { cells, link_cells, stops: 0 };
        for line in ["Related: Another plant opens", "[READ MORE: A plant", "相关阅读：细胞", "下一篇：细胞"]
        {
            assert!(is_pointer(line, size(30, 20)), "{line}");
            assert!(!is_pointer(line, size(30, 14)), "{line}");
        }
        assert!(!is_pointer("A related plant opens", size(30, 30)));
    }

    #[test]
    fn headings_of_lists_are_short() {
        let size = |cells| Size { cells, link_cells: 0, stops: 0 };
        for line in ["More Great Stories", "You may also like...", "相关新闻", "【推荐阅读】"] {
            assert!(is_list_heading(line, size(20)), "{line}");
            assert!(!is_list_heading(line, size(90)), "{line}");
        }
        assert!(!is_list_heading("About the company", size(17)));
    }
}
