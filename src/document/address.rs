//! The address of a page, in one form for all that lead to it.

/// Parameters of an address that say how a reader came there, and not what is there.
const TRACKING: &[&str] = &[
    "utm_",
    "fbclid",
    "gclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "spm",
    "from",
    "cmpid",
    "ncid",
    "sr_share",
    "guccounter",
    "isappinstalled",
    "wxshare",
];

/// Returns an address in the one form of all that lead to the same page: without scheme, `www.`, the part behind `#`,
/// the parameters that tell where a reader came from, and the last slash. `None` where it leads to a site and not
/// to a page.
pub(super) fn canonical(url: &str) -> Option<String> {
    let (scheme, rest) = url.trim().split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_ascii_lowercase();
    let host = host.trim_end_matches(":80").trim_end_matches(":443");
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_tracking = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        parameter.is_empty()
            || TRACKING.iter().any(|known| match known.strip_suffix('_') {
                Some(_) => name.starts_with(known),
                None => name == *known,
            })
    };
    let parameters: Vec<&str> = query.split('&').filter(|parameter| !is_tracking(parameter)).collect();
    let path = path.trim_end_matches('/');
    let is_home = matches!(path, "" | "index.html" | "index.htm" | "index.php" | "home");
    if host.is_empty() || (is_home && parameters.is_empty()) {
        return None;
    }
    let parameters = parameters.join("&");
    let mark = if parameters.is_empty() { "" } else { "?" };
    Some(format!("{host}/{path}{mark}{parameters}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<&str>) {
        assert_eq!(canonical(url).as_deref(), expected, "{url}");
        if let Some(canonical) = canonical(url) {
            assert_eq!(super::canonical(&format!("https://{canonical}")), Some(canonical), "{url}");
        }
    }

    #[test]
    fn addresses_of_one_page_are_one() {
        for url in [
            "https://www.wire.example/news/a-1.html",
            "http://wire.example/news/a-1.html#top",
            "HTTPS://WWW.Wire.Example:443/news/a-1.html?utm_source=x&utm_medium=mail",
            " https://wire.example/news/a-1.html/?fbclid=1 ",
        ] {
            check(url, Some("wire.example/news/a-1.html"));
        }
        check("https://a.example/view?id=7&utm_source=x&lang=zh", Some("a.example/view?id=7&lang=zh"));
        check("https://a.example/News/A", Some("a.example/News/A"));
        check("https://a.example/?p=12", Some("a.example/?p=12"));
    }

    #[test]
    fn a_site_is_no_page() {
        for url in [
            "https://a.example",
            "https://a.example/",
            "https://a.example/index.html?utm_a=1",
            "/a/b",
            "ftp://a/b",
            "https:///x",
            "",
        ] {
            check(url, None);
        }
    }
}
