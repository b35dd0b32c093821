//! Whole pages: what is the article of each?

use super::*;
use crate::corpus::draft::MarkKind;
use crate::document::Provenance;
use encoding_rs::GB18030;

mod hostile;
mod refused;

const ONE: &str = "The dendritic cell repository was unveiled at the conference, and it will serve researchers, \
    hospitals and companies in the years to come, as the organizers said.";
const TWO: &str = "“We have waited for this day,” said the director, who leads forty people in two laboratories. \
    “It is, above all, a matter of patience.”";
const THREE: &str = "Phase 3 results are due in the spring, when 240 patients at 31 hospitals will have been \
    followed for a year; the company has cash until 2027.";
const HAN_ONE: &str = "新华社北京10月18日电（记者张三）树突状细胞资源库18日在北京经开区的发布会上正式启用，将推动细胞与基因治疗产业发展。";
const HAN_TWO: &str =
    "“我们等这一天等了很久。”该公司负责人在接受记者采访时表示，资源库首批收录了240份样本，覆盖31家医院。";
const HAN_THREE: &str = "据介绍，该注射液的三期临床试验结果将于明年春季公布，公司账上资金可支撑至2027年。";
const MENU: &str = "<div class=top><ul><li><a href=/>Home</a><li><a href=/n>News</a><li><a href=/c>Careers at the \
    company</a></ul></div>";
const HAN_MENU: &str = "<div class=\"top\"><a href=/>首页</a> <a href=/a>新闻中心</a> <a href=/b>产品与服务</a> \
    <a href=/c>投资者关系</a></div>";

/// Reads a page and shows its paragraphs, on a line each.
fn read(html: &str) -> String {
    match draft(html.as_bytes(), None) {
        Ok(draft) => draft.body.replace("\n\n", "\n"),
        Err(reason) => format!("{:?}: {}", reason.kind, reason.text),
    }
}

#[track_caller]
fn check(html: &str, expected: &[&str]) {
    assert_eq!(read(html), expected.join("\n"), "{html}");
}

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>")).collect()
}

#[test]
fn a_page_of_a_wire() {
    let html = format!(
        "<!doctype html><html lang=en><head><title>Repository opens | CelArts</title><style>p {{}}</style></head><body>\
        <nav><a href=/>Home</a> <a href=/n>News</a></nav>{MENU}<article><h1>Repository opens</h1>\
        <div class=byline>By A. Writer</div><div class='share-bar'><a href=#>Facebook</a><a href=#>X</a></div>\
        <div class=body>{}<p>細胞 &amp; <b>基因</b>治療 {ONE}</p><figure><img src=a.png><figcaption>A caption of the \
        picture.</figcaption></figure><h2>Outlook</h2><p>{THREE}</p><p><strong>About CelArts</strong></p><p>{TWO}</p>\
        <p><a href=/x>Related: another plant opens in the north</a></p></div></article>\
        <div class=comments><p>{TWO}</p><p>{TWO}</p></div><footer>Copyright of nobody, all rights reserved.</footer>\
        <script>var a = '<p>no</p>';</script></body></html>",
        paragraphs(&[ONE, TWO])
    );
    let mixed = format!("細胞 & 基因治療 {ONE}");
    check(&html, &[ONE, TWO, &mixed, "Outlook", THREE, "About CelArts", TWO]);
    let draft = draft(html.as_bytes(), None).expect("a page");
    assert_eq!(draft.headline, "Repository opens");
    let marked: Vec<(MarkKind, &str)> =
        draft.marks.iter().map(|mark| (mark.kind, &draft.body[mark.range.clone()])).collect();
    assert_eq!(marked, [(MarkKind::Heading, "Outlook"), (MarkKind::Heading, "About CelArts")]);
}

#[test]
fn a_chinese_news_page() {
    let html = format!(
        "<html><head><meta charset=gb2312><title>细胞资源库启用_新闻中心_锦篮基因</title></head><body>{HAN_MENU}\
        <div class=\"main\"><h1>细胞资源库启用</h1><div class=\"info\">2024-10-18 10:20　来源：新华网　\
        <a href=#>分享到</a> 字号：<a>大</a> <a>中</a> <a>小</a></div><div class=\"article\" id=\"artibody\"><!-- 正文 -->\
        <p>　　{HAN_ONE}</p><p style=\"text-align:center\"><img src=1.jpg></p><p>　　{HAN_TWO}</p><p>　　{HAN_THREE}</p>\
        <p>（责任编辑：李四）</p><p>【打印】【关闭窗口】</p></div>\
        <div class=\"relate\"><h3>相关新闻</h3><ul><li><a href=/1>细胞治疗新药获批上市的消息</a><li><a href=/2>基因治疗产业园\
        开工建设的消息</a></ul></div></div><div class=\"foot\">版权所有 锦篮基因 京ICP备00000000号</div></body></html>"
    );
    let expected = [HAN_ONE, HAN_TWO, HAN_THREE, "（责任编辑：李四）"];
    check(&html, &expected);
    let draft = draft(&GB18030.encode(&html).0, None).expect("a page");
    assert_eq!(draft.dates, [("2024-10-18".to_owned(), Provenance::Byline)]);
    assert_eq!(draft.headline, "细胞资源库启用");
    assert_eq!(draft.body.replace("\n\n", "\n"), expected.join("\n"));
}

#[test]
fn texts_without_paragraphs() {
    let lines = format!("{ONE}<br><br>{TWO}<br>\n<br>{THREE}");
    check(&format!("<title>T</title><div>{lines}</div>"), &[ONE, TWO, THREE]);
    check(&format!("<title>T</title>{MENU}<div class=c><div>{lines}</div></div>"), &[ONE, TWO, THREE]);
    check(
        &format!("{HAN_MENU}<div>　　{HAN_ONE}<br>　　{HAN_TWO}<br/><br/>　　{HAN_THREE}</div>"),
        &[HAN_ONE, HAN_TWO, HAN_THREE],
    );
    check(&format!("{MENU}{ONE}"), &[ONE]);
    let divs: String =
        [ONE, TWO, THREE].iter().map(|text| format!("<div><span>{text}</span></div>")).collect();
    check(&format!("{MENU}<div>{divs}</div>"), &[ONE, TWO, THREE]);
}

#[test]
fn what_is_called_something_inside_a_paragraph_stays() {
    let html = format!(
        "<div><p><span class='author'>BEIJING, Oct. 18, 2024</span> /PRNewswire/ -- {ONE}</p><p>{TWO}</p>\
        <div class=disclaimer><p>{THREE}</p></div></div>"
    );
    check(&html, &[&format!("BEIJING, Oct. 18, 2024 /PRNewswire/ -- {ONE}"), TWO, THREE]);
}

#[test]
fn a_page_of_a_messenger() {
    let sections: String = [HAN_ONE, HAN_TWO, HAN_THREE, HAN_ONE, HAN_TWO, HAN_THREE]
        .iter()
        .map(|text| {
            format!("<section><section><section><p><span>{text}</span></p></section></section></section>")
        })
        .collect();
    let html = format!(
        "<meta property=og:title content=细胞资源库启用><div id=js_article class=rich_media><h1 class=rich_media_title>\
        细胞资源库启用</h1><div class=rich_media_meta_list><span>锦篮基因</span><em id=publish_time>2024-10-18</em></div>\
        <div class='rich_media_content' id=js_content style='visibility: hidden; opacity: 0;'>{sections}</div></div>\
        <div class=tips_global>微信扫一扫关注该公众号</div>"
    );
    check(&html, &[HAN_ONE, HAN_TWO, HAN_THREE, HAN_ONE, HAN_TWO, HAN_THREE]);
}

#[test]
fn pages_laid_out_in_tables() {
    let html = format!(
        "<title>细胞资源库启用</title><table width=100%><tr><td>{HAN_MENU}</td></tr></table><table><tr><td width=200>\
        <a href=/1>公司简介</a><br><a href=/2>公司新闻</a></td><td><table><tr><td class=title>细胞资源库启用</td></tr>\
        <tr><td><p>{HAN_ONE}<p>{HAN_TWO}<p>{HAN_THREE}</td></tr></table></td></tr></table>"
    );
    check(&html, &[HAN_ONE, HAN_TWO, HAN_THREE]);
}

#[test]
fn what_stands_around_is_left_out() {
    let text = paragraphs(&[ONE, TWO, THREE]);
    let teaser = "<p>Another plant opens in the north, where 300 people will work on the new medicine.</p>";
    for around in [
        format!(
            "<div id=onetrust-banner><p>{}</p></div>",
            ONE.replace("repository", "cookie policy").repeat(4)
        ),
        format!("<div class='cookie-consent'>{teaser}</div>"),
        format!("<aside>{teaser}</aside>"),
        format!("<div class=related-posts><h3>Related</h3>{teaser}</div>"),
        format!(
            "<div id=disqus_thread class=comments>{}</div>",
            paragraphs(&[ONE, TWO, THREE, ONE, TWO, THREE])
        ),
        format!("<form class=newsletter>{teaser}<input></form>"),
        format!("<div style='display: none'>{teaser}</div>"),
        format!("<div class=sidebar><ul><li>{teaser}<li>{teaser}</ul></div>"),
        "<ul class=pagination><li><a href=2>2</a><li><a href=3>3</a></ul>".to_owned(),
        "<div class=addthis_toolbox><a href=#>Facebook</a> <a href=#>LinkedIn</a></div>".to_owned(),
        "<noscript>Please enable JavaScript to see this page.</noscript>".to_owned(),
    ] {
        check(
            &format!("<h1>A title</h1><title>A title</title><main>{text}</main>{around}"),
            &[ONE, TWO, THREE],
        );
        check(
            &format!("{around}<h1>A title</h1><title>A title</title><main>{text}</main>"),
            &[ONE, TWO, THREE],
        );
        check(
            &format!("<title>A title</title><article><h1>A title</h1>{text}{around}</article>"),
            &[ONE, TWO, THREE],
        );
    }
}

#[test]
fn lines_of_the_site_are_left_out() {
    let html = format!(
        "<title>A plant opens</title><div><h2>A plant opens</h2><p>{ONE}</p><p>Advertisement</p>\
        <p>READ MORE: <a href=/1>Another plant opens</a></p><p>{TWO}</p><p><a href=/2>Another plant opens in the \
        north</a></p><p>{THREE}</p><p>You may also like</p><ul><li><a href=/3>A third plant opens</a><li>\
        <a href=/4>A fourth</a></ul><h3>More</h3></div>"
    );
    check(&html, &[ONE, TWO, THREE]);
    let html = format!(
        "<div><p>{HAN_ONE}</p><p>{HAN_TWO}</p><p>{HAN_THREE}</p><p>延伸阅读：<a href=/1>细胞治疗新药获批上市的消息</a></p><p>分享到：微信 微博</p>\
        <p>上一篇：<a href=/2>基因治疗产业园开工</a></p></div>"
    );
    check(&html, &[HAN_ONE, HAN_TWO, HAN_THREE]);
}

#[test]
fn articles_in_pieces() {
    let piece =
        |text: &str| format!("<div class=row><div class='text col'><p>{text}</p><p>{text}</p></div></div>");
    let html = format!("<h1>T</h1>{}<div class=ad>Advertisement</div>{}", piece(ONE), piece(TWO));
    check(&html, &[ONE, ONE, TWO, TWO]);
    let html = format!(
        "<main><div class=copy>{}</div><div class=about>{}</div></main>{MENU}",
        paragraphs(&[ONE, TWO, THREE, ONE, TWO, THREE]),
        paragraphs(&[TWO, ONE]),
    );
    check(&html, &[ONE, TWO, THREE, ONE, TWO, THREE, TWO, ONE]);
    let both = format!(
        "<div class=cn>{}</div><div class=en>{}</div>",
        paragraphs(&[HAN_ONE, HAN_TWO, HAN_THREE]),
        paragraphs(&[ONE, TWO])
    );
    check(&format!("{MENU}<div>{both}</div>"), &[HAN_ONE, HAN_TWO, HAN_THREE, ONE, TWO]);
}

#[test]
fn the_headline_says_where_the_article_is() {
    let teaser = format!("<section><a href=/x>Another title</a><p>{ONE}</p></section>");
    let html = format!(
        "<title>A plant opens - CelArts</title>{teaser}{teaser}{teaser}{teaser}<div><h2>A plant opens</h2>{}</div>",
        paragraphs(&[TWO, THREE, TWO, THREE, TWO, THREE, TWO, THREE]),
    );
    check(&html, &[TWO, THREE, TWO, THREE, TWO, THREE, TWO, THREE]);
    let other = format!("<article><h3>Another</h3>{}</article>", paragraphs(&[ONE, ONE, ONE, ONE]));
    let html = format!(
        "<title>A plant opens</title><article><h1>A plant opens</h1>{}</article>{other}{other}{other}",
        paragraphs(&[TWO, THREE, TWO, THREE]),
    );
    check(&html, &[TWO, THREE, TWO, THREE]);
}

#[test]
fn tables_quotations_and_captions_are_marked() {
    let html = format!(
        "<div><p>{ONE}</p><table><tr><th>药物<th>Phase</tr><tr><td>CAR-T</td><td>III</td></tr></table><p>{TWO}</p>\
        <blockquote><p>{THREE}</p><p>{ONE}</p></blockquote><p><b>Contact:</b> a@b.c</p></div>"
    );
    let draft = draft(html.as_bytes(), None).expect("a page");
    let marked: Vec<(MarkKind, &str)> =
        draft.marks.iter().map(|mark| (mark.kind, &draft.body[mark.range.clone()])).collect();
    let quoted = format!("{THREE}\n\n{ONE}");
    assert_eq!(
        marked,
        [(MarkKind::Table, "药物 | Phase\nCAR-T | III"), (MarkKind::Quotation, quoted.as_str())]
    );
}

#[test]
fn declared_texts_guide_and_replace() {
    let script = |body: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script>"
        )
    };
    let (text, other) = (paragraphs(&[ONE, TWO]), paragraphs(&[THREE; 12]));
    let body = format!("{ONE} {TWO}");
    check(
        &format!("{}<main><div>{other}</div></main><section><div>{text}</div></section>", script(&body)),
        &[ONE, TWO],
    );
    check(&format!("{}<div id=app>Loading</div>", script(&body)), &[&body]);
    check(&format!("{}<div>{text}</div>", script("Something else.")), &[ONE, TWO]);
}

#[test]
fn a_small_page_is_read_whole() {
    check(
        "<title>细胞</title><nav>导航</nav><div>第一段。<br>第二行</div><ul><li>一<li>二</ul><footer>页脚</footer>",
        &["第一段。", "第二行", "一", "二"],
    );
    check("<p>Only this", &["Only this"]);
    check("<html></html>", &[""]);
    check("", &[""]);
}

#[test]
fn the_head_is_read() {
    let html = format!(
        "<html lang=zh-CN><title>T</title><meta property=article:published_time content=2024-10-18>\
        <meta name=description content=D><link rel=canonical href=https://a.b/c><p>{ONE}</p>"
    );
    let draft = draft(html.as_bytes(), None).expect("a page");
    assert_eq!(draft.dates, [("2024-10-18".to_owned(), Provenance::OpenGraph)]);
    assert_eq!((draft.url.as_deref(), draft.language.as_deref()), (Some("https://a.b/c"), Some("zh-CN")));
    assert_eq!(draft.metadata.get("description").map(String::as_str), Some("D"));
}

#[test]
fn pages_are_told_from_text() {
    for (start, expected) in
        [("\u{FEFF}\n<!DOCTYPE html>", true), ("<HTML lang=en>", true), ("<p>", false), ("", false)]
    {
        assert_eq!(looks_like_html(start.as_bytes()), expected);
    }
}
