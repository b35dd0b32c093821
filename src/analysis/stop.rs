//! Words that say nothing about what a release is about.
//!
//! They are indexed and count in phrases; as single words of a query they neither match nor are missed,
//! unless there is nothing else in it.

const ENGLISH: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before",
    "being", "but", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he",
    "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "may", "more", "most", "no", "nor",
    "not", "of", "on", "or", "our", "over", "per", "she", "should", "so", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "under", "until", "up", "via",
    "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with",
    "would", "you", "your",
];

const CHINESE: &[&str] = &[
    "一", "一个", "上", "下", "个", "中", "为", "为了", "也", "了", "于", "以", "以及", "们", "会", "但",
    "使", "其", "具有", "到", "及", "又", "可", "向", "吗", "呢", "和", "哪", "哪个", "哪些", "因", "在",
    "多少", "如", "如何", "它", "对", "将", "就", "已", "并", "应", "很", "我", "或", "所", "把", "是", "时",
    "最", "有", "来", "某", "此", "每", "比", "的", "等", "给", "而", "自", "至", "与", "被", "让", "该",
    "还", "这", "那", "都", "什么", "怎么", "怎样", "之", "从", "由", "则", "且", "不", "没有", "得", "地",
    "着",
];

/// Tells whether a folded word of either language is a stop word. Both lists are short enough to walk
/// through, and only queries do.
pub fn is_stop_word(word: &str) -> bool {
    ENGLISH.contains(&word) || CHINESE.contains(&word)
}
