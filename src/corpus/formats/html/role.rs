//! What do its class, its id and its other attributes say an element is for?

use super::tags::Attributes;

/// The longest word that is looked up, in bytes.
const MAX_WORD_BYTES: usize = 24;
/// The most bytes of an attribute that are looked at.
const MAX_VALUE_BYTES: usize = 256;

/// A set of roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Roles(u32);

impl Roles {
    pub(super) const NONE: Self = Self(0);
    /// What readers say of the page.
    pub(super) const COMMENTS: Self = Self(1);
    /// Other pages to read.
    pub(super) const RELATED: Self = Self(1 << 1);
    /// Buttons to share or to follow.
    pub(super) const SHARE: Self = Self(1 << 2);
    /// Menus, paths, page numbers.
    pub(super) const NAVIGATION: Self = Self(1 << 3);
    /// Advertisements, newsletters, cookie banners.
    pub(super) const PROMOTION: Self = Self(1 << 4);
    /// Authors, dates, keywords.
    pub(super) const CREDITS: Self = Self(1 << 5);
    /// What stands under a picture.
    pub(super) const CAPTION: Self = Self(1 << 6);
    /// What stands beside the article.
    pub(super) const ASIDE: Self = Self(1 << 7);
    /// What stands under every page.
    pub(super) const FOOTER: Self = Self(1 << 8);
    /// What is not shown.
    pub(super) const HIDDEN: Self = Self(1 << 9);
    /// The text of the article, by name.
    pub(super) const CONTENT: Self = Self(1 << 10);
    /// The text of the article, by declaration.
    pub(super) const ARTICLE_BODY: Self = Self(1 << 11);
    /// The headline.
    pub(super) const HEADLINE: Self = Self(1 << 12);

    /// When it was published, by declaration.
    pub(super) const DATE: Self = Self(1 << 13);
    /// What is asked of readers before they may read.
    pub(super) const CONSENT: Self = Self(1 << 16);
    /// What stands around an article.
    pub(super) const AROUND: Self = Self::RELATED
        .or(Self::NAVIGATION)
        .or(Self::PROMOTION)
        .or(Self::CREDITS)
        .or(Self::CAPTION)
        .or(Self::ASIDE)
        .or(Self::FOOTER)
        .or(Self::HIDDEN)
        .or(Self::CONSENT);
    /// A text of some kind.
    pub(super) const TEXT: Self = Self::BODY.or(Self::CONTENT).or(Self::ARTICLE_BODY);

    const SUBJECT: Self = Self(1 << 14);
    const BODY: Self = Self(1 << 15);

    /// Reads the roles of an element off its attributes.
    pub(super) fn of(attributes: Attributes) -> Self {
        let mut roles = Self::NONE;
        for (name, value) in attributes {
            let mut end = value.len().min(MAX_VALUE_BYTES);
            while !value.is_char_boundary(end) {
                end -= 1;
            }
            let value = &value[..end];
            match name.len() {
                5 if name.eq_ignore_ascii_case("class") => roles = roles.or(named(value)),
                5 if name.eq_ignore_ascii_case("style") => {
                    let value = value.replace(' ', "").to_ascii_lowercase();
                    if value.contains("display:none") || value.contains("visibility:hidden") {
                        roles = roles.or(Self::HIDDEN);
                    }
                }
                2 if name.eq_ignore_ascii_case("id") => roles = roles.or(named(value)),
                4 if name.eq_ignore_ascii_case("role") => {
                    roles = roles.or(match value {
                        "navigation" | "menu" | "menubar" | "toolbar" | "search" => Self::NAVIGATION,
                        "complementary" => Self::ASIDE,
                        "contentinfo" | "banner" => Self::FOOTER,
                        "dialog" | "alertdialog" => Self::PROMOTION,
                        _ => Self::NONE,
                    });
                }
                6 if name.eq_ignore_ascii_case("hidden") => roles = roles.or(Self::HIDDEN),
                8 if name.eq_ignore_ascii_case("itemprop") => {
                    roles = roles.or(match value {
                        "articleBody" | "text" => Self::ARTICLE_BODY,
                        "headline" => Self::HEADLINE,
                        "comment" => Self::COMMENTS,
                        "caption" => Self::CAPTION,
                        "image" | "logo" | "thumbnailUrl" => Self::HIDDEN,
                        "datePublished" => Self::DATE.or(Self::CREDITS),
                        "author" | "dateModified" | "publisher" | "keywords" => Self::CREDITS,
                        _ => Self::NONE,
                    });
                }
                _ => {}
            }
        }
        roles
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// Reads the roles off a class or an id.
fn named(value: &str) -> Roles {
    let mut roles = Roles::NONE;
    for name in value.split_ascii_whitespace() {
        let mut found = match name {
            "sr-only" | "visually-hidden" | "visuallyhidden" | "screen-reader-text" | "hidden" | "hide"
            | "noscreen" | "print-only" => Roles::HIDDEN,
            _ => Roles::NONE,
        };
        // Page builders wrap each paragraph so: it says nothing.
        if name.starts_with("elementor-widget") {
            roles = roles.or(if name.ends_with("text-editor") { Roles::CONTENT } else { Roles::NONE });
            continue;
        }
        let mut word = [0_u8; MAX_WORD_BYTES];
        let mut length = 0;
        let mut was_lower = false;
        for byte in name.bytes().chain([b' ']) {
            let is_edge = !byte.is_ascii_alphanumeric() || (byte.is_ascii_uppercase() && was_lower);
            if is_edge && length > 0 {
                if let Some(word) = word.get(..length) {
                    found = found.or(meaning(word));
                }
                length = 0;
            }
            if byte.is_ascii_alphanumeric() {
                if let Some(slot) = word.get_mut(length) {
                    *slot = byte.to_ascii_lowercase();
                }
                length += 1;
            }
            was_lower = byte.is_ascii_lowercase();
        }
        if found.has(Roles::SUBJECT) && found.has(Roles::BODY) {
            found = found.or(Roles::CONTENT);
        }
        roles = roles.or(found);
    }
    roles
}

/// Returns what a word in a class or an id says, in lower case.
fn meaning(word: &[u8]) -> Roles {
    match word {
        b"comment" | b"comments" | b"commentlist" | b"disqus" | b"livefyre" | b"fyre" | b"respond"
        | b"reply" | b"replies" | b"discussion" | b"spotim" | b"pinglun" | b"liuyan" | b"conversation" => {
            Roles::COMMENTS
        }
        b"related" | b"relatedposts" | b"relatedarticles" | b"recommended" | b"recommend" | b"recommends"
        | b"recommendation" | b"recommendations" | b"recirc" | b"recirculation" | b"outbrain"
        | b"taboola" | b"trending" | b"popular" | b"mostpopular" | b"mostread" | b"readnext" | b"upnext"
        | b"nextup" | b"teaser" | b"teasers" | b"tuijian" | b"xiangguan" | b"yarpp" | b"zergnet"
        | b"nrelate" | b"crosslink" | b"morefrom" | b"readmore" | b"also" | b"prevnext" => Roles::RELATED,
        b"share" | b"shares" | b"sharing" | b"sharebar" | b"sharedaddy" | b"social" | b"socials"
        | b"sociable" | b"addthis" | b"addtoany" | b"sharethis" | b"fenxiang" | b"bdsharebuttonbox"
        | b"bdshare" | b"jiathis" | b"follow" | b"tools" | b"toolbar" | b"toolbox" => Roles::SHARE,
        b"nav" | b"navigation" | b"navbar" | b"navi" | b"menu" | b"submenu" | b"breadcrumb"
        | b"breadcrumbs" | b"crumb" | b"crumbs" | b"mbx" | b"pagination" | b"pager" | b"paging"
        | b"sitemap" | b"skiplink" | b"daohang" | b"dqwz" | b"weizhi" => Roles::NAVIGATION,
        b"newsletter" | b"newsletters" | b"subscribe" | b"subscription" | b"signup" | b"promo"
        | b"promos" | b"promotion" | b"advert" | b"adverts" | b"advertisement" | b"advertising" | b"ad"
        | b"ads" | b"adv" | b"adsbygoogle" | b"dfp" | b"sponsor" | b"sponsored" | b"sponsors" | b"popup"
        | b"modal" | b"donate" | b"donation" | b"cta" | b"guanggao" => Roles::PROMOTION,
        b"cookie" | b"cookies" | b"consent" | b"gdpr" | b"onetrust" | b"ccpa" => Roles::CONSENT,
        b"byline" | b"bylines" | b"author" | b"authors" | b"authorbox" | b"bio" | b"timestamp"
        | b"published" | b"pubdate" | b"updated" | b"meta" | b"postmeta" | b"entrymeta" | b"tags"
        | b"tagcloud" | b"categories" | b"keywords" => Roles::CREDITS,
        b"caption" | b"captions" | b"figcaption" | b"captiontext" | b"wpcaption" | b"imgcaption"
        | b"imagecaption" | b"photocaption" | b"cutline" | b"tuzhu" | b"credit" | b"credits" => {
            Roles::CAPTION
        }
        b"sidebar" | b"sidebars" | b"rail" | b"rightrail" | b"leftrail" | b"widget" | b"widgets"
        | b"aside" | b"complementary" => Roles::ASIDE,
        b"footer" | b"copyright" | b"colophon" | b"masthead" | b"banquan" => Roles::FOOTER,
        b"articlebody" | b"entrycontent" | b"postcontent" | b"storybody" | b"bodytext" | b"richtext"
        | b"storytext" | b"articletext" | b"articlecontent" | b"newscontent" | b"trs" | b"artibody"
        | b"zhengwen" => Roles::CONTENT,
        b"article" | b"entry" | b"post" | b"story" | b"news" | b"blog" | b"page" | b"detail" | b"rich" => {
            Roles::SUBJECT
        }
        b"body" | b"content" | b"contents" | b"text" | b"copy" | b"txt" | b"con" | b"neirong" => Roles::BODY,
        _ => Roles::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tags::{Piece, pieces};
    use super::*;

    #[track_caller]
    fn check(attributes: &str, expected: &[Roles]) {
        let html = format!("<div {attributes}>");
        let Some(Piece::Open(_, attributes)) = pieces(&html).next() else { panic!("a tag") };
        let roles = Roles::of(attributes);
        let all = [
            Roles::COMMENTS,
            Roles::RELATED,
            Roles::SHARE,
            Roles::NAVIGATION,
            Roles::PROMOTION,
            Roles::CREDITS,
            Roles::CAPTION,
            Roles::ASIDE,
            Roles::FOOTER,
            Roles::HIDDEN,
            Roles::CONTENT,
            Roles::ARTICLE_BODY,
            Roles::HEADLINE,
            Roles::DATE,
            Roles::CONSENT,
        ];
        let found: Vec<Roles> = all.into_iter().filter(|role| roles.has(*role)).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn names_are_read_by_their_words() {
        check("class=comment-list", &[Roles::COMMENTS]);
        check("class='x relatedPosts'", &[Roles::RELATED]);
        check("id=SideBar", &[]);
        check("id=sideBar class=rail", &[Roles::ASIDE]);
        check("class=entry-content", &[Roles::CONTENT]);
        check("class='entry content'", &[]);
        check("id=artibody", &[Roles::CONTENT]);
        check("class=TRS_Editor", &[Roles::CONTENT]);
        check("class='header-download uploads'", &[]);
        check("class=cookie_consent", &[Roles::CONSENT]);
        check("class='elementor-widget elementor-widget-text-editor'", &[Roles::CONTENT]);
        check("class=", &[]);
        check(&format!("class={}", "sharing".repeat(100)), &[]);
    }

    #[test]
    fn other_attributes_speak() {
        check("itemprop=articleBody", &[Roles::ARTICLE_BODY]);
        check("itemprop=datePublished", &[Roles::CREDITS, Roles::DATE]);
        check("style='color: red; DISPLAY : none'", &[Roles::HIDDEN]);
        check("hidden", &[Roles::HIDDEN]);
        check("role=navigation", &[Roles::NAVIGATION]);
        check("class=sr-only", &[Roles::HIDDEN]);
    }
}
