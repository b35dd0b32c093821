//! Places that datelines name without saying where they are, and the regions that others stand in.
//!
//! The cities are those that the stylebooks of the agencies let stand alone, with the seats of the industry; the
//! regions are states, provinces and countries, whole and as they are abbreviated.

use super::super::cursor::plain;

const CITIES: &str = "|atlanta|baltimore|boston|chicago|cincinnati|cleveland|dallas|denver|detroit|honolulu|houston|\
indianapolis|las vegas|los angeles|miami|milwaukee|minneapolis|new orleans|new york|new york city|oklahoma city|philadelphia|phoenix|\
pittsburgh|st. louis|salt lake city|san antonio|san diego|san francisco|seattle|washington|south san francisco|\
san jose|san mateo|cambridge|waltham|tokyo|osaka|kyoto|seoul|beijing|shanghai|shenzhen|guangzhou|hangzhou|suzhou|nanjing|wuhan|chengdu|\
chongqing|tianjin|xi'an|xian|hefei|changsha|zhengzhou|jinan|qingdao|dalian|shenyang|harbin|changchun|xiamen|fuzhou|\
kunming|nanning|haikou|sanya|wuxi|ningbo|hong kong|macao|macau|taipei|hsinchu|kaohsiung|singapore|bangkok|hanoi|\
ho chi minh city|jakarta|kuala lumpur|manila|mumbai|new delhi|delhi|bengaluru|bangalore|hyderabad|chennai|dhaka|\
islamabad|karachi|sydney|melbourne|brisbane|perth|auckland|london|oxford|edinburgh|glasgow|manchester|dublin|paris|lyon|\
marseille|toulouse|strasbourg|brussels|antwerp|ghent|amsterdam|rotterdam|leiden|the hague|utrecht|luxembourg|berlin|\
munich|frankfurt|hamburg|cologne|mainz|stuttgart|düsseldorf|leipzig|dresden|tübingen|martinsried|vienna|zurich|zürich|\
geneva|basel|lausanne|bern|milan|rome|turin|naples|madrid|barcelona|lisbon|porto|copenhagen|stockholm|gothenburg|lund|\
malmö|uppsala|oslo|bergen|helsinki|turku|reykjavik|tallinn|riga|vilnius|warsaw|krakow|prague|budapest|bucharest|sofia|athens|\
istanbul|ankara|moscow|st. petersburg|kyiv|kiev|jerusalem|tel aviv|haifa|rehovot|beirut|cairo|dubai|abu dhabi|doha|riyadh|kuwait city|\
baghdad|tehran|johannesburg|cape town|nairobi|lagos|addis ababa|accra|toronto|montreal|montréal|ottawa|vancouver|calgary|\
quebec city|mexico city|havana|panama city|bogota|lima|santiago|buenos aires|sao paulo|são paulo|rio de janeiro|\
united nations|vatican city|monaco|monte carlo|gibraltar|davos|research triangle park|orlando|tampa|austin|nashville|charlotte|portland|sacramento|raleigh|durham|\
boulder|tucson|hong kong sar|taipei city|";

const REGIONS: &str = "|ala.|ariz.|ark.|calif.|colo.|conn.|del.|fla.|ga.|ill.|ind.|kan.|ky.|la.|md.|mass.|mich.|\
minn.|miss.|mo.|mont.|neb.|nev.|n.h.|n.j.|n.m.|n.y.|n.c.|n.d.|okla.|ore.|pa.|r.i.|s.c.|s.d.|tenn.|vt.|va.|wash.|\
w.va.|w. va.|wis.|wyo.|d.c.|al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|\
ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy|dc|alabama|alaska|arizona|arkansas|california|colorado|\
connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|\
massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|\
new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|\
tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin|wyoming|puerto rico|ontario|ont.|on|quebec|\
québec|qc|que.|british columbia|bc|b.c.|alberta|ab|alta.|manitoba|mb|saskatchewan|sk|nova scotia|ns|n.s.|\
new brunswick|nb|newfoundland|newfoundland and labrador|prince edward island|usa|u.s.|us|u.s.a.|united states|\
united states of america|canada|mexico|uk|u.k.|united kingdom|england|scotland|wales|northern ireland|ireland|france|\
belgium|netherlands|the netherlands|luxembourg|germany|switzerland|austria|liechtenstein|italy|spain|portugal|denmark|\
sweden|norway|finland|iceland|estonia|latvia|lithuania|poland|czech republic|czechia|slovakia|slovenia|croatia|serbia|\
hungary|romania|bulgaria|greece|cyprus|malta|turkey|türkiye|ukraine|russia|israel|lebanon|jordan|egypt|saudi arabia|\
ksa|uae|u.a.e.|united arab emirates|qatar|kuwait|bahrain|oman|iran|iraq|india|pakistan|bangladesh|sri lanka|nepal|\
china|p.r. china|p. r. china|pr china|people's republic of china|prc|hong kong|hong kong sar|macau|macao|taiwan|japan|\
korea|south korea|republic of korea|singapore|malaysia|thailand|vietnam|indonesia|philippines|the philippines|\
australia|nsw|new south wales|victoria|queensland|western australia|south australia|new zealand|south africa|nigeria|\
kenya|ghana|ethiopia|morocco|tunisia|brazil|argentina|chile|colombia|peru|uruguay|panama|costa rica|bermuda|\
cayman islands|british virgin islands|bahamas|jersey|guernsey|isle of man|monaco|kazakhstan|uzbekistan|mongolia|\
guangdong|jiangsu|zhejiang|sichuan|hubei|hunan|shandong|fujian|anhui|henan|hebei|jilin|liaoning|hainan|yunnan|\
seychelles|mauritius|maharashtra|karnataka|telangana|tokyo|";

/// Names that hold the word that joins two places.
const WITH_AND: &[&str] = &[
    "bosnia and",
    "trinidad and",
    "antigua and",
    "kitts and",
    "newfoundland and",
    "tyne and",
    "呼和浩特",
    "和田",
    "和平",
    "共和",
    "和林",
];

const HAN_CITIES: &str = "|北京|上海|天津|重庆|重慶|广州|廣州|深圳|珠海|佛山|东莞|東莞|中山|惠州|汕头|杭州|宁波|寧波|温州|绍兴|嘉兴|\
湖州|金华|台州|义乌|南京|苏州|蘇州|无锡|無錫|常州|南通|泰州|扬州|镇江|徐州|连云港|昆山|合肥|芜湖|武汉|武漢|宜昌|襄阳|长沙|長沙|\
株洲|湘潭|郑州|鄭州|洛阳|济南|濟南|青岛|青島|烟台|潍坊|威海|淄博|西安|咸阳|成都|绵阳|贵阳|昆明|大理|南宁|桂林|海口|三亚|博鳌|福州|\
厦门|廈門|泉州|南昌|景德镇|赣州|太原|石家庄|石家莊|保定|唐山|雄安|沈阳|瀋陽|大连|大連|长春|長春|哈尔滨|哈爾濱|呼和浩特|包头|兰州|\
银川|西宁|乌鲁木齐|拉萨|香港|澳门|澳門|台北|臺北|高雄|新竹|台中|台南|纽约|紐約|华盛顿|華盛頓|波士顿|波士頓|旧金山|舊金山|洛杉矶|\
圣地亚哥|聖地牙哥|芝加哥|休斯敦|休斯顿|费城|西雅图|亚特兰大|达拉斯|迈阿密|联合国|聯合國|渥太华|多伦多|多倫多|温哥华|溫哥華|蒙特利尔|\
伦敦|倫敦|剑桥|牛津|爱丁堡|都柏林|巴黎|里昂|布鲁塞尔|阿姆斯特丹|海牙|卢森堡|柏林|慕尼黑|法兰克福|法蘭克福|汉堡|美因茨|科隆|维也纳|\
苏黎世|蘇黎世|日内瓦|日內瓦|巴塞尔|巴塞爾|洛桑|伯尔尼|达沃斯|米兰|罗马|羅馬|马德里|巴塞罗那|里斯本|哥本哈根|斯德哥尔摩|奥斯陆|\
赫尔辛基|华沙|布拉格|布达佩斯|雅典|伊斯坦布尔|安卡拉|莫斯科|基辅|耶路撒冷|特拉维夫|开罗|開羅|迪拜|杜拜|阿布扎比|多哈|利雅得|德黑兰|\
东京|東京|大阪|京都|首尔|首爾|新加坡|曼谷|河内|雅加达|吉隆坡|马尼拉|孟买|新德里|班加罗尔|悉尼|墨尔本|堪培拉|奥克兰|内罗毕|约翰内斯堡|\
开普敦|墨西哥城|圣保罗|里约热内卢|布宜诺斯艾利斯|利马|哈瓦那|";
const HAN_REGIONS: &str = "|中国|中國|美国|美國|英国|英國|法国|法國|德国|德國|日本|韩国|韓國|瑞士|荷兰|荷蘭|比利时|丹麦|丹麥|瑞典|\
挪威|芬兰|意大利|西班牙|以色列|加拿大|澳大利亚|澳洲|印度|马来西亚|泰国|越南|印尼|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|\
江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|臺灣|台灣|内蒙古|广西|西藏|宁夏|新疆|";
/// What the name of a place in China ends with.
const HAN_ENDINGS: [char; 11] = ['省', '市', '区', '區', '县', '縣', '州', '镇', '岛', '港', '城'];
/// The longest name that such an ending vouches for, in characters.
const MAX_ENDED_CHARS: usize = 10;

fn holds(list: &str, name: &str) -> bool {
    let name: String = name.trim().chars().map(plain).flat_map(char::to_lowercase).collect();
    // A bar in a name would join two entries.
    !name.is_empty() && !name.contains('|') && list.contains(&["|", &name, "|"].concat())
}

/// Tells whether a city needs no region: `BOSTON`, `Shanghai`.
pub(super) fn is_city(name: &str) -> bool {
    holds(CITIES, name)
}

/// Tells whether it is a state, a province or a country: `Md.`, `MA`, `China`.
pub(super) fn is_region(name: &str) -> bool {
    holds(REGIONS, name)
}

/// Tells whether a region follows a city without a comma: `Boston MA`.
pub(super) fn is_city_and_region(text: &str) -> bool {
    text.match_indices(' ').any(|(at, _)| {
        let (city, region) = text.split_at(at);
        holds(CITIES, city) && holds(REGIONS, region)
    })
}

/// Tells whether it is a city in Chinese and nothing more.
pub(super) fn is_han_city(name: &str) -> bool {
    holds(HAN_CITIES, name)
}

/// Tells whether it is a city in Chinese, with or without its country: 中国苏州.
pub(super) fn is_han_city_in_region(name: &str) -> bool {
    is_han_city(name)
        || name.char_indices().any(|(at, _)| {
            let (region, city) = name.split_at(at);
            is_han_country(region) && is_han_city(city)
        })
}

/// Tells whether it is a country or a province in Chinese.
pub(super) fn is_han_country(name: &str) -> bool {
    holds(HAN_REGIONS, name)
}

/// Tells whether Chinese text begins with a known place or ends as places do: 中国苏州, 北京亦庄, 样例县.
pub(super) fn is_han_place(text: &str) -> bool {
    let begins = |list: &str| list.split('|').any(|name| !name.is_empty() && text.starts_with(name));
    let is_ended = text.ends_with(HAN_ENDINGS) && text.chars().count() <= MAX_ENDED_CHARS;
    begins(HAN_CITIES) || begins(HAN_REGIONS) || is_ended
}

/// Tells whether the word that joins places is a part of a name.
pub(super) fn holds_and(text: &str) -> bool {
    let text = text.to_lowercase();
    WITH_AND.iter().any(|name| text.contains(name))
}
