//! The anatomy of a release: which stretch of its text is what.

use std::ops::Range;

/// A part of a release that can be searched by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// The title.
    Headline,
    /// The text below it: all of it in a query, and in a [`Section`] what is nothing more particular.
    Body,
    /// The name of the publisher; searched only when asked for.
    Source,
    /// The second headline, which opens the body.
    Subheadline,
    /// The place, the date and the wire that open the text.
    Dateline,
    /// The first paragraph of the news.
    Lead,
    /// What somebody said, in their words.
    Quote,
    /// Rows and columns.
    Table,
    /// What stands below a picture.
    Caption,
    /// What a company says of itself below every release: `About X`, `关于X`.
    About,
    /// The notice that what is expected may not come: forward-looking statements, 前瞻性声明.
    ForwardLooking,
    /// Whom to call or write to, and who issued the release.
    Contact,
    /// Links, share bars, credits: what belongs to the page and not to the release.
    Navigation,
}

impl Zone {
    /// The zones a word is looked for in when the query names none.
    pub const TEXT: &'static [Zone] = &[Zone::Headline, Zone::Body];

    /// Every zone, in the order of a release.
    pub const ALL: &'static [Zone] = &[
        Zone::Headline,
        Zone::Subheadline,
        Zone::Dateline,
        Zone::Lead,
        Zone::Body,
        Zone::Quote,
        Zone::Table,
        Zone::Caption,
        Zone::About,
        Zone::ForwardLooking,
        Zone::Contact,
        Zone::Navigation,
        Zone::Source,
    ];

    /// Returns the name used in queries and output.
    pub fn name(self) -> &'static str {
        match self {
            Zone::Headline => "title",
            Zone::Body => "body",
            Zone::Source => "source",
            Zone::Subheadline => "subheadline",
            Zone::Dateline => "dateline",
            Zone::Lead => "lead",
            Zone::Quote => "quote",
            Zone::Table => "table",
            Zone::Caption => "caption",
            Zone::About => "about",
            Zone::ForwardLooking => "forward-looking",
            Zone::Contact => "contact",
            Zone::Navigation => "navigation",
        }
    }

    /// Reads [`Zone::name`] back.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|zone| zone.name() == name)
    }

    /// Tells whether the zone is a stretch of the body that a [`Section`] marks.
    pub fn is_section(self) -> bool {
        !matches!(self, Zone::Headline | Zone::Body | Zone::Source)
    }

    /// Tells whether the zone says the same below every release of its company or its site, and so nothing
    /// about this one.
    pub fn is_boilerplate(self) -> bool {
        matches!(self, Zone::About | Zone::ForwardLooking | Zone::Contact | Zone::Navigation)
    }
}

/// A stretch of a body and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub zone: Zone,
    /// Where, in bytes of the body.
    pub range: Range<usize>,
    /// Who is quoted, where the text says so.
    pub speaker: Option<String>,
}

/// Returns the parts of a body that are news: what neither a dateline nor boilerplate covers, in order.
///
/// `sections` are in order of where they begin.
pub(super) fn news(body: &str, sections: &[Section]) -> Vec<Range<usize>> {
    let mut news = Vec::new();
    let mut from = 0;
    let is_aside = |section: &&Section| section.zone.is_boilerplate() || section.zone == Zone::Dateline;
    for section in sections.iter().filter(is_aside) {
        if section.range.start > from {
            news.push(from..section.range.start);
        }
        from = from.max(section.range.end);
    }
    if from < body.len() {
        news.push(from..body.len());
    }
    news
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for &zone in Zone::ALL {
            assert_eq!(Zone::from_name(zone.name()), Some(zone));
        }
        assert_eq!(Zone::from_name("headlines"), None);
    }

    #[test]
    fn news_is_what_no_boilerplate_covers() {
        let section = |zone, range| Section { zone, range, speaker: None };
        let sections = [
            section(Zone::Lead, 1..4),
            section(Zone::Dateline, 1..2),
            section(Zone::About, 5..8),
            section(Zone::Contact, 7..9),
        ];
        assert_eq!(news("0123456789", &sections), [0..1, 2..5, 9..10]);
        assert_eq!(news("0123", &[]), std::iter::once(0..4).collect::<Vec<_>>());
        assert!(news("", &[]).is_empty());
    }
}
