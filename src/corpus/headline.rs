//! Which line of a text is its headline?
//!
//! The first one, as a rule. But pages are pasted with what stood above it: a path of links, the name of
//! the site, `News`, `Share:`, the date. Such lines are passed over; they are not taken out of the text.

use unicode_width::UnicodeWidthStr;

use super::dates::{is_byline, is_dateline};
use crate::text::script::is_han;

/// How many lines at the top are looked at.
const TOP_LINES: usize = 10;
/// A line wider than this opens the body, in cells: a Han character takes two.
const LONG_CELLS: usize = 200;
/// The widest headline, and the widest one that ends as a sentence does.
const MAX_CELLS: usize = 300;
const MAX_SENTENCE_CELLS: usize = 150;

/// Words that make up navigation. A line that has no others is not a headline.
const NAVIGATION: &str = "\
home homepage news newsroom newsletter press release releases media center centre room about us \
contact products product services solutions industries industry company corporate investors \
investor relations careers events blog search menu login register share print email more back \
next previous latest updates resources insights article articles stories overview pipeline \
english facebook twitter linkedin wechat weibo x and & the en cn 首页 主页 新闻 新闻中心 公司新闻 \
新闻动态 新闻资讯 新闻稿 公司动态 企业动态 企业新闻 行业动态 行业新闻 媒体报道 媒体中心 关于我们 \
联系我们 加入我们 产品中心 产品 服务 搜索 菜单 登录 注册 返回 分享 打印 更多 公告 投资者关系 资讯 \
动态 要闻 正文 中文 首頁 新聞 新聞中心 聯絡我們";
/// What a line opens with that says something about the release and is not its headline.
const LABELS: &str = "\
share:|share to|source:|author:|by:|tags:|category:|updated:|editor:|photo:|for immediate release|\
embargoed|news provided by|skip to|follow us|back to|sign in|read more|来源:|來源:|作者:|编辑:|\
责任编辑:|分享:|分享到|字号|字体|浏览|阅读:|点击|当前位置|您的位置|您现在的位置|证券代码|股票代码|\
公告编号|关键词:";
/// What the name of a company ends with.
const COMPANY_ENDINGS: &[&str] =
    &["ltd", "ltd.", "inc", "inc.", "llc", "corp.", "corporation", "plc", "gmbh", "有限公司", "公司"];

/// What a line at the top looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A date, a source, a photo credit: something said about the release.
    Label,
    /// Links of the site.
    Navigation,
    /// Up to three words: the site's name, a section, or a very short headline.
    Short,
    /// Ends as a sentence does, or opens with a dateline.
    Sentence,
    /// What a headline looks like.
    Headline,
}

/// Returns the index of the line that is the headline, if there is one.
pub(super) fn find(lines: &[&str]) -> Option<usize> {
    let mut filled = lines.iter().map(|line| line.trim()).enumerate().filter(|(_, line)| !line.is_empty());
    let is_open = |line: &str| line.width() <= LONG_CELLS && !is_prose(line);
    let (indexes, top): (Vec<usize>, Vec<&str>) =
        filled.clone().take(TOP_LINES).take_while(|(_, line)| is_open(line)).unzip();
    if top.is_empty() {
        let (index, line) = filled.next()?;
        return (!is_prose(line)).then_some(index);
    }
    let kinds = kinds(&top);
    let prose = kinds.iter().position(|kind| *kind == Kind::Sentence).unwrap_or(kinds.len());
    let above = |wanted| kinds[..prose].iter().position(|kind| *kind == wanted);
    let found = above(Kind::Headline).or_else(|| above(Kind::Short));
    found.or_else(|| (prose < kinds.len()).then_some(prose)).map(|at| indexes[at])
}

/// Tells whether a line is too much for a headline.
fn is_prose(line: &str) -> bool {
    let cells = line.width();
    cells > MAX_CELLS || (cells > MAX_SENTENCE_CELLS && ends_a_sentence(line))
}

fn kinds(top: &[&str]) -> Vec<Kind> {
    let alone: Vec<Kind> = top.iter().map(|line| kind(line)).collect();
    let mut kinds = alone.clone();
    for (at, line) in top.iter().enumerate() {
        let next = alone.get(at + 1);
        match alone[at] {
            // On a site the date stands under the headline, however short that is.
            Kind::Short if next == Some(&Kind::Label) => kinds[at] = Kind::Headline,
            Kind::Headline if is_company(line) && matches!(next, Some(Kind::Navigation | Kind::Short)) => {
                kinds[at] = Kind::Short;
            }
            _ => {}
        }
    }
    kinds
}

fn kind(line: &str) -> Kind {
    let folded = line.to_lowercase().replace('：', ":");
    let is_author = folded.starts_with("by ") && line.split_whitespace().count() <= 5;
    let is_label = folded.ends_with(':') || folded.contains("[photo");
    if is_byline(line) || is_author || is_label || LABELS.split('|').any(|label| folded.starts_with(label)) {
        return Kind::Label;
    }
    let is_address = folded.starts_with("http") && !line.contains(' ');
    if is_address || !line.contains(char::is_alphabetic) || is_path(&folded) || is_navigation(&folded) {
        return Kind::Navigation;
    }
    if is_dateline(line) || (ends_a_sentence(line) && !is_company(line)) {
        return Kind::Sentence;
    }
    if words(line) <= 3 { Kind::Short } else { Kind::Headline }
}

fn ends_a_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\'', '”', '’', ')', '）', '」', ']']);
    let is_exclaimed = line.ends_with(['!', '！', '?', '？']) && line.width() > MAX_SENTENCE_CELLS;
    is_exclaimed || (line.ends_with(['.', '。', ';', '；']) && !line.ends_with("U.S."))
}

/// Counts words; two Han characters are about one.
fn words(line: &str) -> usize {
    let han = line.chars().filter(|c| is_han(*c)).count();
    let latin = line
        .split(|c: char| c.is_whitespace() || is_han(c))
        .filter(|word| word.contains(char::is_alphanumeric));
    han.div_ceil(2) + latin.count()
}

fn is_company(line: &str) -> bool {
    let lower = line.to_lowercase();
    words(line) <= 12 && COMPANY_ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

fn is_navigation(folded: &str) -> bool {
    let words =
        folded.split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•' | '/' | '>' | ',' | ':'));
    words.filter(|word| !word.is_empty()).all(|word| NAVIGATION.split(' ').any(|known| known == word))
}

/// Tells whether a line is a path of links: `Home > News`, `首页 » 新闻中心 » 正文`, `Home | News | About`.
fn is_path(folded: &str) -> bool {
    let steps: Vec<&str> = folded.split(['>', '›', '»']).map(str::trim).collect();
    if steps.len() > 1 && is_navigation(steps[0]) {
        return true;
    }
    // ORR > 90 % is not a path.
    let is_step = |step: &&str| words(step) <= 3 && step.starts_with(char::is_alphabetic);
    let bars: Vec<&str> = folded.split('|').map(str::trim).collect();
    (steps.len() > 1 && steps.iter().all(is_step)) || (bars.len() > 2 && bars.iter().all(is_step))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The headline is the line marked with `*`.
    #[track_caller]
    fn check(text: &str) {
        let marked: Vec<&str> = text.lines().map(str::trim).collect();
        let expected = marked.iter().position(|line| line.starts_with('*'));
        let lines: Vec<&str> = marked.iter().map(|line| line.trim_start_matches('*')).collect();
        assert_eq!(find(&lines), expected, "{text}");
    }

    const LONG: &str = "The company said that the repository, which is the first of its kind, holds dendritic \
        cells of many donors and that it will serve researchers, hospitals and companies of the industry for \
        years to come, as will be described below.";

    #[test]
    fn the_first_line_is_the_headline() {
        check("*Genecradle opens a new plant in Beijing E-Town\n\nBody of it.");
        check("*Short Title\n\nBEIJING, Oct. 18, 2024 /PRNewswire/ -- CelArts said");
        check("*Short Title\n\nThe company said so today.\nA heading of many words without end\n");
        check(&format!("*Merger Completed\n\n{LONG}"));
        check("*Genecradle opens a new plant.\nGene therapy is now made in Yizhuang\n\nBody.");
        check("*Pfizer Acquires Seagen Inc.\n2024-10-18\nDeal strengthens the pipeline of the company\n");
        check("*CAR-T shows ORR > 90% in trial of ten patients\n\nBody.");
        check("*Will gene therapy reach everyone?\nBody of it.");
        check("*细胞治疗新药获批上市\n北京2024年10月18日电 细胞");
        check("\n\n*树突状细胞资源库启用\n\n副标题也不短的一行文字\n正文。");
        check("*锦篮基因获批\n2024-10-18\n正文开始的一行没有句号");
        check(&format!("*{}", "word ".repeat(45)));
    }

    #[test]
    fn prose_has_no_headline() {
        check(LONG);
        check(&"word ".repeat(61));
        check(&"细胞治疗的正文，".repeat(12).replace("文，文", "文。").replacen("正文，", "正文。", 12));
        check("2024-10-18\nUpdated: 2024-10-18\n");
        check("");
    }

    #[test]
    fn what_stands_above_is_passed_over() {
        check("Home> Industries\n\n*Conference held in the town of E-Town\n\nUpdated: 2024-02-08\n\nBody.");
        check(
            "Cell Works Co.,LTD.\nNews\nNews\nFollow our progress\n*The Secretary Visits Cell Works for Research\n2024-10-23\nShare:\n",
        );
        check("Home | News | About Us\nSkip to main content\n*A plant opens in the north\nBody.");
        check("首页 > 新闻中心 > 正文\n发布时间：2024-10-18\n来源：新华网\n*细胞治疗新药获批上市\n正文。");
        check("当前位置：首页\n*细胞治疗新药获批上市\n字号：大 中 小\n正文。");
        check("北京细胞科技有限公司\n公司新闻\n*公司细胞治疗新药获批上市\n2024-10-18\n正文。");
        check("FOR IMMEDIATE RELEASE\nOctober 18, 2024\n*CelArts opens a cell repository\nBody.");
        check("https://example.com/a\n-----\nBy John Smith\n*CelArts opens a cell repository\nBody.");
        check(
            "证券代码：688000  证券简称：细胞  公告编号：2024-001\n*关于获得药物临床试验批准的公告\n正文。",
        );
        check(&format!("News\n*Merger Completed\n{LONG}"));
    }
}
