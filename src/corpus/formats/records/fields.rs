//! Under which names do records keep their fields?
//!
//! The user's names come first, then those that wires, sites and newsrooms export, the surest first: where a record
//! has two names of one field, the surer one is taken and the other kept as metadata.

use crate::corpus::ReadOptions;

/// A field of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) enum Field {
    Id,
    /// The number that a wire or a feed gave it.
    WireId,
    Headline,
    Body,
    Language,
    Date,
    Url,
    Source,
}

impl Field {
    /// How many there are.
    pub(super) const COUNT: usize = 8;

    /// Finds the field that a user names.
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "title" => Self::Headline,
            "text" => Self::Body,
            "lang" => Self::Language,
            "date" => Self::Date,
            "url" => Self::Url,
            "source" => Self::Source,
            _ => return None,
        })
    }

    /// What stands between the parts of a value that has several.
    pub(super) fn joint(self) -> &'static str {
        match self {
            Self::Headline => " ",
            Self::Body => "\n\n",
            _ => "; ",
        }
    }
}

/// The names that are known without being told. A date of change is none of publication, and an author no publisher.
#[rustfmt::skip]
const KNOWN: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "_id", "doc_id", "docid", "document_id", "release_id", "article_id", "news_id"]),
    (Field::WireId, &["guid", "uuid"]),
    (Field::Headline, &["title", "headline", "subject", "heading", "标题", "標題", "题目"]),
    (Field::Body, &[
        "text", "body", "content", "full_text", "fulltext", "body_text", "content_text", "articlebody", "article",
        "story", "正文", "内容", "內容", "content_html", "body_html", "html", "description", "summary", "abstract",
        "摘要",
    ]),
    (Field::Language, &["lang", "language", "locale", "language_code", "语言", "語言"]),
    (Field::Date, &[
        "date", "published", "published_at", "publishedat", "published_time", "date_published", "datepublished",
        "published_date", "publish_date", "publish_time", "publication_date", "pubdate", "pub_date", "release_date",
        "released", "released_at", "发布时间", "发布日期", "發布時間", "發布日期", "日期", "时间", "created", "created_at",
        "timestamp",
    ]),
    (Field::Url, &[
        "url", "link", "permalink", "canonical_url", "web_url", "page_url", "href", "链接", "網址", "网址",
    ]),
    (Field::Source, &[
        "source", "wire", "publisher", "site_name", "source_name", "provider", "outlet", "来源", "來源", "媒体",
    ]),
];

/// Bodies of these names are HTML, whatever they look like.
const HTML: &[&str] = &["content_html", "body_html", "html"];

/// The names of fields: those of the user, then the known ones.
#[derive(Debug)]
pub(in crate::corpus) struct Fields {
    given: Vec<Given>,
}

#[derive(Debug)]
struct Given {
    field: Field,
    name: String,
}

/// What a name in a record means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::corpus) struct Meaning {
    pub(super) field: Field,
    /// The less the surer.
    pub(super) rank: usize,
    pub(super) is_html: bool,
}

impl Fields {
    /// Takes the names that the user gave.
    pub(in crate::corpus) fn new(options: &ReadOptions) -> Self {
        let given = options.fields.iter().filter_map(|given| {
            Some(Given { field: Field::from_name(&given.field)?, name: given.name.clone() })
        });
        Self { given: given.collect() }
    }

    /// Tells what a name means; the case of its letters does not matter.
    pub(in crate::corpus) fn meaning(&self, name: &str) -> Option<Meaning> {
        let is_it = |known: &str| known.len() == name.len() && known.eq_ignore_ascii_case(name);
        let is_html = HTML.iter().any(|html| is_it(html));
        if let Some(rank) = self.given.iter().position(|given| is_it(&given.name)) {
            return Some(Meaning { field: self.given[rank].field, rank, is_html });
        }
        KNOWN.iter().find_map(|(field, names)| {
            let rank = self.given.len() + names.iter().position(|known| is_it(known))?;
            Some(Meaning { field: *field, rank, is_html })
        })
    }

    /// Tells whether a field of this name holds what a release says.
    pub(in crate::corpus) fn has_text(&self, name: &str) -> bool {
        self.meaning(name).is_some_and(|meaning| matches!(meaning.field, Field::Headline | Field::Body))
    }

    /// Returns the paths of the user that lead into the field of this name, each as the rest of it.
    pub(super) fn paths<'f>(&'f self, root: &'f str) -> impl Iterator<Item = (&'f str, Meaning)> {
        self.given.iter().enumerate().filter_map(move |(rank, given)| {
            let (first, rest) = given.name.split_once('.')?;
            let is_html = rest.rsplit('.').next().is_some_and(|last| HTML.contains(&last));
            first.eq_ignore_ascii_case(root).then_some((rest, Meaning { field: given.field, rank, is_html }))
        })
    }
}
