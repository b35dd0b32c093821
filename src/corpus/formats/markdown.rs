//! Markdown as plain text, with what its front matter declares.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{html, plain};
use crate::corpus::ReadOptions;
use crate::corpus::draft::{Draft, below};
use crate::corpus::extractor::{Claim, Emit, Extractor, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::Source;
use crate::document::Provenance;

/// Markdown.
pub(in crate::corpus) struct Markdown;

impl Extractor for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        claim_by_name(source, &["md", "markdown"], &["text/markdown"])
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        plain::read_text(source, draft, emit)
    }
}

/// Reads the front matter and the text. Without a title, the first `# heading` is the headline, or
/// whatever would be that of a text file.
pub(super) fn draft(text: &str) -> Draft {
    let mut draft = Draft::default();
    let text = front_matter(text, &mut draft);
    let mut writer = Writer { wants_headline: draft.headline.is_empty(), ..Writer::default() };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        writer.event(event);
    }
    if let Some(headline) = writer.headline {
        draft.headline = headline;
    }
    if draft.headline.is_empty() {
        let plain = plain::draft(&writer.text);
        return Draft { headline: plain.headline, body: plain.body, ..draft };
    }
    let body = below(&draft.headline, &writer.text).to_owned();
    Draft { body, ..draft }
}

/// Takes `key: value` lines between `---` lines off the top. Anything else there stays text.
fn front_matter<'a>(text: &'a str, draft: &mut Draft) -> &'a str {
    let Some(inside) = text.trim_start().strip_prefix("---\n") else { return text };
    let end = inside.find("\n---\n").or_else(|| inside.strip_suffix("\n---").map(str::len));
    let Some(end) = end else { return text };
    let lines: Vec<&str> = inside[..end].lines().filter(|line| !line.trim().is_empty()).collect();
    if !lines.iter().any(|line| line.contains(':')) {
        return text;
    }
    let mut list: Option<(String, Vec<&str>)> = None;
    for line in lines {
        if let (Some(item), Some((_, items))) = (line.trim_start().strip_prefix("- "), list.as_mut()) {
            items.push(unquoted(item));
            continue;
        }
        if let Some((key, items)) = list.take() {
            draft.keep(&key, &items.join("; "));
        }
        let Some((key, value)) = line.split_once(':') else { continue };
        let (key, value) = (key.trim(), unquoted(value));
        if value.is_empty() {
            list = Some((key.to_owned(), Vec::new()));
        } else {
            field(draft, key, value);
        }
    }
    if let Some((key, items)) = list {
        draft.keep(&key, &items.join("; "));
    }
    inside[end..].strip_prefix("\n---").unwrap_or_default()
}

fn field(draft: &mut Draft, key: &str, value: &str) {
    let text = value.to_owned();
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => draft.headline = text,
        "date" | "published" | "published_at" | "pubdate" => draft.dates = vec![(text, Provenance::Field)],
        "source" | "wire" | "publisher" => draft.source = Some(text),
        "url" | "link" => draft.url = Some(text),
        "lang" | "language" => draft.language = Some(text),
        _ => match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
            Some(list) => draft.keep(key, &list.split(',').map(unquoted).collect::<Vec<_>>().join("; ")),
            None => draft.keep(key, value),
        },
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inside = |quote| value.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

/// Writes events as text: paragraphs apart, items and rows on lines.
#[derive(Default)]
struct Writer {
    text: String,
    wants_headline: bool,
    /// What the headline heading holds so far.
    heading: Option<String>,
    headline: Option<String>,
    /// The next number of each list that is open; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// A block of HTML, kept until it is whole.
    html: String,
    is_in_code: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.push(&text);
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::Rule => self.apart("\n\n"),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.push("\n"),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level: HeadingLevel::H1, .. } if self.wants_headline => {
                self.wants_headline = false;
                self.heading = Some(String::new());
            }
            Tag::Item => {
                self.apart("\n");
                if let Some(Some(number)) = self.lists.last_mut() {
                    let label = format!("{number}. ");
                    *number += 1;
                    self.text.push_str(&label);
                }
            }
            Tag::List(first) => {
                self.apart(if self.lists.is_empty() { "\n\n" } else { "\n" });
                self.lists.push(first);
            }
            Tag::Paragraph | Tag::Heading { .. } if self.lists.is_empty() => self.apart("\n\n"),
            Tag::Table(_) | Tag::BlockQuote(_) => self.apart("\n\n"),
            Tag::CodeBlock(_) => {
                self.apart("\n\n");
                self.is_in_code = true;
            }
            Tag::TableRow => self.apart("\n"),
            Tag::TableCell if !self.text.ends_with('\n') && !self.text.is_empty() => self.push(" | "),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) if self.heading.is_some() => self.headline = self.heading.take(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.apart(if self.lists.is_empty() { "\n\n" } else { "\n" });
            }
            TagEnd::Paragraph if !self.lists.is_empty() => self.apart("\n"),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Table => self.apart("\n\n"),
            TagEnd::TableHead | TagEnd::TableRow => self.apart("\n"),
            TagEnd::CodeBlock => {
                self.is_in_code = false;
                self.apart("\n\n");
            }
            TagEnd::HtmlBlock => {
                let text = html::plain_text(&std::mem::take(&mut self.html));
                self.apart("\n\n");
                self.text.push_str(&text);
                self.apart("\n\n");
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        match &mut self.heading {
            Some(heading) => heading.push_str(text),
            None => self.text.push_str(text),
        }
    }

    /// Ends the block so far with at least these line breaks.
    fn apart(&mut self, breaks: &str) {
        if self.heading.is_some() {
            return;
        }
        if !self.is_in_code {
            self.text.truncate(self.text.trim_end_matches(' ').len());
        }
        while !self.text.is_empty() && !self.text.ends_with(breaks) {
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, headline: &str, body: &str) {
        let draft = draft(text);
        assert_eq!((draft.headline.as_str(), draft.body.trim()), (headline, body), "{text}");
    }

    #[test]
    fn markup_becomes_text() {
        check(
            "# A *bold* title\n\nOne **two**\nthree.\n\nFour [five](http://x) ![six](y.png) `7`.",
            "A bold title",
            "One two three.\n\nFour five six 7.",
        );
        check("Text first.\n\n# 细胞 标题\n\n## Part\n\nMore.", "细胞 标题", "Text first.\n\nPart\n\nMore.");
        check("# H\nLead:\n\n- a\n- b\n  - c\n- d\n\nEnd.", "H", "Lead:\n\na\nb\nc\nd\n\nEnd.");
        check("# H\n\n3. x\n4. y\n\nEnd.", "H", "3. x\n4. y\n\nEnd.");
        check("# H\n- a\n\n  b\n\n- c", "H", "a\nb\nc");
        check(
            "# H\n| 药物 | Phase |\n|---|---|\n| CAR-T | III |\n\nEnd",
            "H",
            "药物 | Phase\nCAR-T | III\n\nEnd",
        );
        check(
            "# H\n> quoted\n\n```\nlet a  = 1;\nb\n```\nEnd\n\n---\n\nx",
            "H",
            "quoted\n\nlet a  = 1;\nb\n\nEnd\n\nx",
        );
        check("# H\n<div>in <b>html</b></div>\n\nA<br>b <i>c</i>", "H", "in html\n\nA\nb c");
        check("# H\na  \nb &amp; c\\*", "H", "a\nb & c*");
        check("## 第二级 标题 也是标题\n\nBody.", "第二级 标题 也是标题", "Body.");
        check("", "", "");
    }

    #[test]
    fn front_matter_declares_fields() {
        let text = "---\ntitle: \"A title: of two\"\ndate: 2024-10-18\nsource: 'GNW'\nurl: https://a.b/c\nlang: zh\ntags:\n  - x\n  - y\ntopics: [\"a b\", c]\nticker: LEGN\nempty:\n---\n\n# Heading\n\nBody.";
        check(text, "A title: of two", "Heading\n\nBody.");
        let draft = draft(text);
        assert_eq!(draft.dates, [("2024-10-18".to_owned(), Provenance::Field)]);
        assert_eq!(draft.source.as_deref(), Some("GNW"));
        assert_eq!(draft.url.as_deref(), Some("https://a.b/c"));
        assert_eq!(draft.language.as_deref(), Some("zh"));
        let kept: Vec<_> = draft.metadata.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(kept, [("tags", "x; y"), ("ticker", "LEGN"), ("topics", "a b; c")]);
        check("---\ntitle: A\n---", "A", "");
        check("---\ntitle: A\n---\n# a\n\nBody.", "A", "Body.");
    }

    #[test]
    fn a_rule_is_not_front_matter() {
        check("---\nno fields here\n---\n\nText.", "no fields here", "Text.");
        check("---\ntitle: never closed\n\nText.", "title: never closed", "Text.");
    }
}
