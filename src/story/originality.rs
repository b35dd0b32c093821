//! Who published a release: how near is that to who wrote it?

/// How near a publisher is to the author of a release, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Originality {
    /// The company's own pages for investors or the press.
    Issuer,
    /// A wire that companies pay to send their releases out, or an exchange they must report to.
    Wire,
    /// Nothing is known of it.
    #[default]
    Unknown,
    /// A site that shows releases of others.
    Aggregator,
}

/// Names of wires and exchanges and parts of their hosts, lower case without spaces and marks.
const WIRES: &[&str] = &[
    "globenewswire",
    "prnewswire",
    "prnasia",
    "美通社",
    "businesswire",
    "美国商业资讯",
    "美商业资讯",
    "accesswire",
    "accessnewswire",
    "newsfilecorp",
    "newsfile",
    "newswireca",
    "cnwgroup",
    "marketwired",
    "eqsnews",
    "dgapde",
    "newmediawire",
    "newsdirect",
    "einpresswire",
    "prweb",
    "prlog",
    "actusnewswire",
    "cisionnews",
    "newscision",
    "mynewsdesk",
    "regulatorynewsservice",
    "londonstockexchange",
    "hkexnews",
    "披露易",
    "cninfo",
    "巨潮资讯",
    "sechk",
    "secgov",
    "sseno",
    "ssecomcn",
    "szsecn",
    "eurekalert",
    "mediaoutreach",
    "acnnewswire",
    "jcnnewswire",
    "kyodonewsprwire",
    "亚太商讯",
    "亚洲新闻通稿",
];

/// Names of sites that show releases of others.
const AGGREGATORS: &[&str] = &[
    "yahoo",
    "marketscreener",
    "benzinga",
    "stocktitan",
    "seekingalpha",
    "marketwatch",
    "morningstar",
    "investingcom",
    "nasdaqcom",
    "msncom",
    "googlenews",
    "biospace",
    "finviz",
    "streetinsider",
    "barchart",
    "tipranks",
    "stockhouse",
    "fidelity",
    "bloomberg",
    "reuters",
    "fiercebiotech",
    "fiercepharma",
    "endpts",
    "biopharmadive",
    "drugscom",
    "medicalxpress",
    "newsmedical",
    "pharmiweb",
    "big5sinacn",
    "sina",
    "新浪",
    "eastmoney",
    "东方财富",
    "sohu",
    "搜狐",
    "163com",
    "网易",
    "qqcom",
    "腾讯",
    "toutiao",
    "今日头条",
    "xueqiu",
    "雪球",
    "10jqka",
    "同花顺",
    "stcncom",
    "ifeng",
    "凤凰网",
    "vbdata",
    "动脉网",
    "医药魔方",
    "药明康德",
    "药智",
    "yaozh",
    "生物谷",
    "bioon",
    "智通财经",
    "zhitongcaijing",
    "格隆汇",
    "gelonghui",
    "医脉通",
    "medlive",
];

/// What the host of a company's own pages begins with.
const ISSUER_HOSTS: &[&str] = &["ir.", "irs.", "investor.", "investors.", "newsroom.", "press.", "media."];

impl Originality {
    /// Every class, the most original first.
    pub const ALL: [Self; 4] = [Self::Issuer, Self::Wire, Self::Unknown, Self::Aggregator];

    /// Judges by the name of the publisher and by where the release stands on the web. The name counts first,
    /// for a wire's release may have been read from anywhere.
    pub fn of(source: Option<&str>, url: Option<&str>) -> Self {
        let host = url.map(host).unwrap_or_default();
        let known = [source.unwrap_or_default(), host].into_iter().find_map(|name| {
            let name: String =
                name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
            let is_one_of = |names: &[&str]| names.iter().any(|known| name.contains(known));
            match (is_one_of(WIRES), is_one_of(AGGREGATORS)) {
                (true, _) => Some(Self::Wire),
                (_, true) => Some(Self::Aggregator),
                _ => None,
            }
        });
        let is_issuer = ISSUER_HOSTS
            .iter()
            .any(|start| host.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
        known.unwrap_or(if is_issuer { Self::Issuer } else { Self::Unknown })
    }

    /// Returns the class as the byte an index keeps.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Reads [`Originality::code`] back; an unknown byte is [`Originality::Unknown`].
    pub fn from_code(code: u8) -> Self {
        Self::ALL.get(usize::from(code)).copied().unwrap_or_default()
    }
}

/// The host of an address, without user and port.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, url: &str, expected: Originality) {
        let given = |text: &'static str| (!text.is_empty()).then_some(text);
        let (source, url) = (source.to_owned().leak(), url.to_owned().leak());
        assert_eq!(Originality::of(given(source), given(url)), expected, "{source} {url}");
    }

    #[test]
    fn publishers_are_known_by_name_and_host() {
        check("PR Newswire", "", Originality::Wire);
        check("美通社", "https://example.com/a", Originality::Wire);
        check("", "https://www.globenewswire.com/news-release/1", Originality::Wire);
        check("Yahoo Finance", "https://investors.example.com/a", Originality::Aggregator);
        check("东方财富网", "", Originality::Aggregator);
        check("Quillfeather", "https://IR.quillfeather.example/news/1", Originality::Issuer);
        check("", "http://user@investors.example:80?x", Originality::Issuer);
        check("Quillfeather", "https://quillfeather.example", Originality::Unknown);
        check("", "", Originality::Unknown);
        check("", "irrelevant.example", Originality::Unknown);
    }

    #[test]
    fn codes_read_back() {
        for class in Originality::ALL {
            assert_eq!(Originality::from_code(class.code()), class);
        }
        assert_eq!(Originality::from_code(200), Originality::Unknown);
    }
}
