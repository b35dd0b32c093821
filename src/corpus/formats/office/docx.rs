//! A Word document: its text with headings and tables told apart, and what its properties say.

use super::{OLE, is_office, open, part, word};
use crate::corpus::ReadOptions;
use crate::corpus::draft::Draft;
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::formats::blocks;
use crate::corpus::formats::xml::{Element, Tree};
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};
use crate::document::Provenance;

const EXTENSIONS: &[&str] = &["docx", "docm", "dotx"];
const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// What stands below the text, in this order.
const NOTES: &[&str] = &["word/footnotes.xml", "word/endnotes.xml"];

/// A Word document since 2007.
pub(in crate::corpus) struct Docx;

impl Extractor for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        if is_office(source, "word/", EXTENSIONS) {
            return Claim::Content;
        }
        claim_by_name(source, EXTENSIONS, &[MEDIA_TYPE])
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn extract(&self, source: Source<'_>, _: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let mut archive = open(source.bytes()?, "docx")?;
        let text = part(&mut archive, "word/document.xml")?;
        let text = text.ok_or_else(|| Reason::failed("not a docx file: no text in it"))?;
        let styles = part(&mut archive, "word/styles.xml")?.map(|xml| word::styles(&xml)).unwrap_or_default();
        let mut blocks = word::read(&text, &styles)?;
        for notes in NOTES {
            if let Some(notes) = part(&mut archive, notes)? {
                blocks.extend(word::read(&notes, &styles)?);
            }
        }
        let properties = part(&mut archive, "docProps/core.xml")?.unwrap_or_default();
        let properties = Tree::of(&properties)?;
        emit(Output::Release(Box::new(draft(blocks, properties.root())), Part::Whole));
        Ok(())
    }
}

fn draft(blocks: Vec<blocks::Block>, properties: Option<Element<'_>>) -> Draft {
    let property = |name: &str| properties.and_then(|root| root.child(name)).and_then(Element::text);
    let mut draft = blocks::draft(blocks, property("title").as_deref());
    // When the file was begun, be it from the text of another release.
    let date = property("created").or_else(|| property("modified"));
    draft.dates = date.map(|date| (date, Provenance::File)).into_iter().collect();
    draft.language = property("language");
    draft.keep("author", &property("creator").unwrap_or_default());
    draft.keep("keywords", &property("keywords").unwrap_or_default());
    draft
}

/// A Word document before 2007, which is named and not read.
pub(in crate::corpus) struct Doc;

impl Extractor for Doc {
    fn name(&self) -> &'static str {
        "doc"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let claim = claim_by_name(source, &["doc", "dot", "wps"], &["application/msword"]);
        if claim == Claim::Name && source.head().starts_with(OLE) { Claim::Content } else { Claim::No }
    }

    fn extract(&self, _: Source<'_>, _: &ReadOptions, _: Emit<'_>) -> Result<(), Reason> {
        let why = "a Word 97 document; save it as docx, or name a program that reads it in [[extract]] of cgtsearch.toml";
        Err(Reason::failed(why))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::pack;
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};
    use proptest::prelude::*;

    fn docx(body: &str) -> Vec<u8> {
        let styles = "<w:styles><w:style w:styleId='a3'><w:name w:val='Title'/></w:style>\
            <w:style w:styleId='1'><w:name w:val='heading 1'/></w:style><w:style w:styleId='2'><w:name w:val='heading 2'/></w:style>\
            <w:style w:styleId='C'><w:name w:val='caption'/></w:style><w:style w:styleId='T'><w:name w:val='toc 1'/></w:style></w:styles>";
        let core = "<cp:coreProperties><dc:title>Document1</dc:title><dc:creator>甲</dc:creator>\
            <dcterms:created>2024-10-01T00:00:00Z</dcterms:created></cp:coreProperties>";
        let notes =
            "<w:footnotes><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        pack(&[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
            ("word/styles.xml", styles),
            ("word/footnotes.xml", notes),
            ("docProps/core.xml", core),
        ])
    }

    fn p(style: &str, runs: &str) -> String {
        let style = if style.is_empty() {
            String::new()
        } else {
            format!("<w:pPr><w:pStyle w:val='{style}'/></w:pPr>")
        };
        format!("<w:p>{style}{runs}</w:p>")
    }

    fn r(text: &str) -> String {
        format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let docx = docx(body);
        assert_eq!(claim(&Docx, "a", &docx), Claim::Content);
        let given = " 2024-10-01T00:00:00Z@file {author=甲}";
        let (text, marks) = expected.split_once('^').unwrap_or((expected, ""));
        assert_eq!(outputs(&Docx, "a.docx", &docx), [format!("{text}{given}{marks}")], "{body}");
    }

    #[test]
    fn text_is_read_as_it_reads_now() {
        let body = [
            p("T", &r("Contents 1")),
            p("", &r("Made-up Ltd")),
            p("a3", &[r("细胞"), r("治疗 &amp; "), r("more")].concat()),
            p("", &[r("One "), "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>".to_owned(), r("kept"), "</w:ins><w:r><w:br/></w:r>".to_owned(), r("line")].concat()),
            p("", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>8</w:t></w:r><w:r><w:tab/><w:instrText>PAGE</w:instrText></w:r>"),
            p("2", &r("Part")),
            p("C", &r("A caption")),
        ]
        .concat();
        check(
            &body,
            "[细胞治疗 & more] [Made-up Ltd|One kept/line|seen 10⁸|Part|A caption|A note.]^ Heading:Part Caption:A caption",
        );
    }

    #[test]
    fn tables_and_lists_keep_their_form() {
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", &r(text)));
        let inner = format!("<w:tc><w:tbl><w:tr>{}</w:tr></w:tbl>{}</w:tc>", cell("in"), p("", &r("out")));
        let table = format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{inner}{}</w:tr></w:tbl>",
            cell("药物"),
            cell("Phase"),
            cell("III")
        );
        let item = |text: &str| format!("<w:p><w:pPr><w:numPr/></w:pPr>{}</w:p>", r(text));
        let body = [p("1", &r("A title of it")), table, item("a"), item("b"), p("", &r("End."))].concat();
        check(
            &body,
            "[A title of it] [药物 | Phase/in out | III|a/b|End.|A note.]^ Table:药物 | Phase/in out | III",
        );
    }

    #[test]
    fn text_boxes_come_once() {
        let text_box = format!(
            "<mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>",
            p("", &r("Box."))
        );
        check(&p("", &[r("Around "), text_box, r("it.")].concat()), "[Box.] [Around it.|A note.]");
    }

    #[test]
    fn hostile_files_are_named() {
        for (bytes, expected) in [
            (b"PK\x03\x04".to_vec(), "Failed not a docx file: invalid Zip archive: Could not find EOCD"),
            (
                OLE.to_vec(),
                "Failed protected by a password, or of Office 97; save it as a new file without one",
            ),
            (pack(&[("a", "b")]), "Failed not a docx file: no text in it"),
            (
                pack(&[("word/document.xml", "<w:p")]),
                "Failed the text in it is broken: syntax error: tag not closed: `>` not found before end of input",
            ),
        ] {
            assert_eq!(outputs(&Docx, "a.docx", &bytes), [expected]);
        }
        assert_eq!(claim(&Doc, "a.doc", OLE), Claim::Content);
        assert!(outputs(&Doc, "a.doc", OLE)[0].contains("[[extract]]"));
        let bomb = docx(&" ".repeat(MAX_BOMB));
        assert!(outputs(&Docx, "a.docx", &bomb)[0].contains("larger than 128 MiB"));
        let deep = docx(&"<w:p><w:r><w:tbl><w:tr><w:tc>".repeat(50_000));
        assert_eq!(outputs(&Docx, "a.docx", &deep).len(), 1);
    }

    const MAX_BOMB: usize = 129 << 20;

    proptest! {
        #[test]
        fn changed_files_are_read(at in any::<prop::sample::Index>(), byte in any::<u8>(), text in "[<>/wptr:a&; ]{0,40}") {
            let mut file = docx(&p("1", &r("A title of it")));
            let at = at.index(file.len());
            file[at] = byte;
            outputs(&Docx, "a.docx", &file);
            outputs(&Docx, "a.docx", &docx(&text));
        }
    }
}
