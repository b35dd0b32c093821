//! Which agency, paper or site opens a Chinese line?

use std::ops::Range;

use super::super::cursor::Cursor;
use crate::text::script::is_han;

/// The longest name of one, in characters: 中国证券报·中证金牛座.
const MAX_CHARS: usize = 14;
/// The longest name of a paper that ends in 报 alone, in characters.
const MAX_PAPER_CHARS: usize = 6;
/// What a paper calls itself: it is no wire.
const SELVES: &[&str] = &[
    "本报",
    "本報",
    "本网",
    "本網",
    "本台",
    "本臺",
    "本刊",
    "本社",
    "本站",
    "本港台",
    "我报",
    "我网",
    "我院",
    "我校",
    "本院",
    "本所",
    "本馆",
    "本端",
];
/// Names that end as no name of its kind does. Longer ones first.
const NAMES: &[&str] = &[
    "智通财经APP",
    "智通财经",
    "每经AI",
    "乐居财经",
    "第一财经",
    "格隆汇",
    "格隆匯",
    "36氪",
    "IT之家",
    "e公司",
    "E公司",
    "动脉网",
    "雷递网",
    "央广",
    "总台",
    "央视",
    "上证报中国证券网",
    "中国证券报·中证金牛座",
    "观点网",
    "医药魔方",
    "美通社",
    "亚太商讯",
    "界面新闻",
    "中国基金报",
    "新京报",
    "证券时报e公司",
    "中新经纬",
    "金融界",
    "亿欧",
    "路透",
];
/// What the name of one ends with.
const ENDINGS: &[&str] = &[
    "社",
    "网",
    "網",
    "日报",
    "日報",
    "晚报",
    "晚報",
    "早报",
    "早報",
    "时报",
    "時報",
    "商报",
    "商報",
    "晨报",
    "晨報",
    "周报",
    "都市报",
    "青年报",
    "科技报",
    "健康报",
    "医药报",
    "经济报",
    "客户端",
    "新闻",
    "新聞",
    "财经",
    "財經",
    "电视台",
    "電視台",
    "融媒体中心",
    "传媒",
    "在线",
    "特区报",
];
/// What stands in sentences and in no name.
const OTHERS: &[&str] = &[
    "的", "了", "正在", "是", "于", "公司", "记者", "会议", "互联", "近日", "日前", "从", "预报", "通报",
    "年报", "财报", "情报",
];

/// Who a dispatch is by.
pub(super) struct Agency {
    name: Range<usize>,
    is_self: bool,
}

impl Agency {
    /// Returns where its name stands, unless it only says `this paper`.
    pub(super) fn into_wire(self) -> Option<Range<usize>> {
        (!self.is_self).then_some(self.name)
    }
}

/// Reads the longest name that stands here.
pub(super) fn agency(at: &mut Cursor<'_>) -> Option<Agency> {
    let is_titled = at.eat('《');
    let found = name(at)?;
    // 《样例日报》10月23日讯
    (!is_titled || at.eat('》')).then_some(found)
}

fn name(at: &mut Cursor<'_>) -> Option<Agency> {
    let from = at.at();
    if at.eat_one_of(SELVES) {
        return Some(Agency { name: from..at.at(), is_self: true });
    }
    let mut listed = *at;
    let listed = listed.eat_one_of(NAMES).then_some(listed);
    let mut ahead = *at;
    let mut longest = None;
    for _ in 0..MAX_CHARS {
        match ahead.peek() {
            Some(c) if is_han(c) || c.is_ascii_alphabetic() || c == '·' => ahead.bump(),
            _ => break,
        }
        let name = ahead.since(from);
        let is_reported = ahead.peek().is_some_and(|c| matches!(c, '道' | '導' | '导'));
        let is_paper = name.ends_with(['报', '報']) && (3..=MAX_PAPER_CHARS).contains(&name.chars().count());
        let is_one =
            is_paper || ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending));
        if is_one && !is_reported {
            longest = Some(ahead);
        }
    }
    let longest = longest.filter(|end| !OTHERS.iter().any(|word| end.since(from).contains(word)));
    let end = [listed, longest].into_iter().flatten().max_by_key(Cursor::at)?;
    *at = end;
    Some(Agency { name: from..end.at(), is_self: false })
}
