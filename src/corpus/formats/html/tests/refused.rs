//! Pages that are no release.

use super::{MENU, ONE, THREE, TWO, check, paragraphs, read};

#[test]
fn what_is_no_release_is_refused() {
    let links: String = (0..12)
        .map(|n| {
            format!("<li><a href=/{n}>Company {n} opens a plant in the north</a> <span>2024-10-18</span>")
        })
        .collect();
    let summaries: String = (0..12)
        .map(|n| format!("<div class=item><h3><a href=/{n}>Company {n} opens a plant in the north</a></h3><p>{ONE}</p></div>"))
        .collect();
    let paid = r#"<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>"#;
    for (html, reason) in [
        (format!("<title>News</title>{MENU}<ul>{links}</ul>"), "a list of links, not a release"),
        (format!("<title>News</title>{MENU}<div>{summaries}</div>"), "a list of links, not a release"),
        (format!("{paid}<p>{}</p>", &ONE[..120]), "a paywall, with hardly any text before it"),
        (
            format!("<p>{} Subscribe to continue reading.</p>", &ONE[..120]),
            "a paywall, with hardly any text before it",
        ),
        ("<title>404 Not Found</title><h1>Not found</h1>".to_owned(), "an error page: not found"),
        ("<title>锦篮基因</title><p>抱歉，您访问的页面不存在！</p>".to_owned(), "an error page: not found"),
        (
            "<title>Access Denied</title><p>You don't have permission.</p>".to_owned(),
            "access was denied to who saved it",
        ),
        ("<p>访问被拒绝</p>".to_owned(), "access was denied to who saved it"),
        ("<title>Just a moment...</title>".to_owned(), "a test for robots, not a release"),
        ("<p>请输入验证码继续访问</p>".to_owned(), "a test for robots, not a release"),
        (
            "<div id=root></div><p>You need to enable JavaScript.</p>".to_owned(),
            "an empty page that wants JavaScript",
        ),
    ] {
        check(&html, &[&format!("Refused: {reason}")]);
    }
    let text = paragraphs(&[ONE, TWO, THREE, ONE]);
    for beside in [
        format!("{paid}<p>Subscribe to continue reading.</p>"),
        "<p>Page not found? Prove that you are human.</p>".to_owned(),
    ] {
        assert!(read(&format!("<article>{text}</article>{beside}")).starts_with(ONE), "{beside}");
    }
    assert!(read(&format!("<h1>T</h1><article>{text}</article><ul>{links}</ul>")).starts_with(ONE));
}
