//! PDFs for tests, written by hand: objects, and a table of where they are.

use std::fmt::Write;

/// A PDF in the making.
#[derive(Default)]
pub(super) struct Sample {
    objects: Vec<Vec<u8>>,
    info: String,
    trailer: String,
}

/// The fonts that every page of a sample knows: `F` is Helvetica, `G` a Chinese font with a map, `H` one without,
/// `K` one that is not embedded and written in GBK.
const FONTS: &str = "/F 3 0 R /G 4 0 R /H 6 0 R /K 7 0 R";

impl Sample {
    /// Starts a PDF of pages with these contents.
    pub(super) fn of(pages: &[&str]) -> Self {
        let mut sample = Self::default();
        let kids: String = (0..pages.len()).map(|n| format!("{} 0 R ", 9 + 2 * n)).collect();
        sample.add("<</Type/Catalog/Pages 2 0 R>>");
        sample.add(&format!(
            "<</Type/Pages/Count {}/Kids[{kids}]/Resources<</Font<<{FONTS}>>/XObject<</X 8 0 R>>>>>>",
            pages.len()
        ));
        sample.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
        let inner = "/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/DW 1000/CIDSystemInfo<</Ordering(Identity)>>>>]";
        sample.add(&format!(
            "<</Type/Font/Subtype/Type0/BaseFont/G/Encoding/Identity-H/ToUnicode 5 0 R{inner}>>"
        ));
        sample.stream("", map().as_bytes());
        sample.add(&format!("<</Type/Font/Subtype/Type0/BaseFont/H/Encoding/Identity-H{inner}>>"));
        sample.add(&format!("<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/GBK-EUC-H{inner}>>"));
        sample.stream("/Type/XObject/Subtype/Form", b"BT /F 10 Tf 50 40 Td (In a form) Tj ET /X Do /X Do");
        for (page, number) in pages.iter().zip(0_usize..) {
            sample.add(&format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R>>",
                10 + 2 * number
            ));
            sample.stream("", page.as_bytes());
        }
        sample
    }

    /// Gives it properties.
    pub(super) fn info(mut self, info: &str) -> Self {
        info.clone_into(&mut self.info);
        self
    }

    /// Adds to its trailer.
    pub(super) fn trailer(mut self, entries: &str) -> Self {
        entries.clone_into(&mut self.trailer);
        self
    }

    /// Puts another object in the place of one, from 1.
    pub(super) fn replace(mut self, number: usize, object: &[u8]) -> Self {
        self.objects[number - 1] = object.to_vec();
        self
    }

    /// Writes it.
    pub(super) fn bytes(self) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut table = String::new();
        for (object, number) in self.objects.iter().zip(1_usize..) {
            writeln!(table, "{:010} 00000 n ", bytes.len()).expect("in memory");
            bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            bytes.extend_from_slice(object);
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let (start, count) = (bytes.len(), self.objects.len() + 1);
        let end = format!(
            "xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R/Info<<{}>>{}>>\nstartxref\n{start}\n%%EOF",
            self.info, self.trailer
        );
        [bytes, end.into_bytes()].concat()
    }

    fn add(&mut self, object: &str) {
        self.objects.push(object.as_bytes().to_vec());
    }

    fn stream(&mut self, entries: &str, content: &[u8]) {
        self.objects.push(stream(entries, content));
    }
}

/// Writes a stream.
pub(super) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{entries}/Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// The characters of the Chinese font, in the order of their codes from 1.
const HAN: &str = "无此生物今日宣布，其自体嵌合抗原受体细胞注射液治疗复发难淋巴瘤的一期临床试验已完成首例患者给药。关于公司北京年月";

fn map() -> String {
    let mut map = String::from("beginbfchar\n");
    for (c, code) in HAN.chars().zip(1_u32..) {
        writeln!(map, "<{code:04X}> <{:04X}>", u32::from(c)).expect("in memory");
    }
    map + "endbfchar"
}

/// Writes a text in the Chinese fonts.
pub(super) fn han(text: &str) -> String {
    let code = |c| HAN.chars().position(|known| known == c).expect("a character of the sample") + 1;
    text.chars().map(|c| format!("{:04X}", code(c))).collect()
}

/// Writes lines from here down: the font, its size, where, and the step between them.
pub(super) fn lines(font: &str, size: u32, (x, y): (u32, u32), step: u32, texts: &[&str]) -> String {
    let mut content = format!("BT /{font} {size} Tf {step} TL {x} {y} Td\n");
    for text in texts {
        let shown = match font {
            "F" => format!("({})", text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)")),
            _ => format!("<{}>", han(text)),
        };
        writeln!(content, "{shown} Tj T*").expect("in memory");
    }
    content + "ET\n"
}
