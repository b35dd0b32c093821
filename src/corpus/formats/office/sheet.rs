//! A sheet: an export of releases, one in each row below the names of their fields, or else a table to be read as one.
//!
//! Cells are taken as they come. A sheet that says it spans a million rows costs what is in it: the dense range that
//! calamine makes of a sheet would take 16 thousand million cells for one in the last corner.

use std::borrow::Cow;
use std::io::{Cursor, Read, Seek};

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xls, Xlsx};

use super::{OLE, is_office};
use crate::corpus::ReadOptions;
use crate::corpus::draft::{Draft, Mark, MarkKind};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::formats::records::{Fields, Record};
use crate::corpus::formats::sniff;
use crate::corpus::problem::Reason;
use crate::corpus::source::{Part, Source};

const EXTENSIONS: &[&str] = &["xlsx", "xlsm", "ods", "xls"];
const MEDIA_TYPES: &[&str] = &[
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.ms-excel",
];
/// How far down the names of the fields are looked for: exports open with a title or two.
const TOP_ROWS: usize = 10;
/// The most columns of a row that are read.
const MAX_COLUMNS: usize = 512;
/// The most rows of a table that is one release.
const MAX_TABLE_ROWS: usize = 10_000;

/// XLSX, ODS and XLS.
pub(in crate::corpus) struct Sheet;

impl Extractor for Sheet {
    fn name(&self) -> &'static str {
        "sheet"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        let head = source.head();
        let is_ods = head.starts_with(b"PK\x03\x04")
            && sniff::holds(&head[..head.len().min(256)], "opendocument.spreadsheet");
        let named = claim_by_name(source, EXTENSIONS, MEDIA_TYPES);
        let is_old = head.starts_with(OLE) && named == Claim::Name;
        let is_new = is_office(source, "xl/", &EXTENSIONS[..3]);
        if is_new || is_ods || is_old { Claim::Content } else { named }
    }

    fn is_isolated(&self) -> bool {
        true
    }

    fn extract(&self, source: Source<'_>, options: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let bytes = source.bytes()?;
        let is_old = bytes.starts_with(OLE);
        let is_ods = sniff::holds(&bytes[..bytes.len().min(256)], "opendocument.spreadsheet");
        let mut rows = Rows::new(options, emit);
        let bytes = Cursor::new(bytes);
        if is_old {
            ranges(&mut Xls::new(bytes).map_err(|cause| broken(&cause))?, &mut rows)
        } else if is_ods {
            ranges(&mut Ods::new(bytes).map_err(|cause| broken(&cause))?, &mut rows)
        } else {
            cells(&mut Xlsx::new(bytes).map_err(|cause| broken(&cause))?, &mut rows)
        }
    }
}

fn broken(cause: &dyn std::fmt::Display) -> Reason {
    Reason::failed(format!("not a sheet that can be read: {cause}"))
}

/// Reads a workbook cell by cell.
fn cells<R: Read + Seek>(book: &mut Xlsx<R>, rows: &mut Rows<'_>) -> Result<(), Reason> {
    for name in book.sheet_names() {
        // Sheets of charts and macros have no cells.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        rows.begin(&name);
        while let Some(cell) = reader.next_cell().map_err(|cause| broken(&cause))? {
            let ((row, column), value) = (cell.get_position(), cell.get_value());
            rows.cell(row, column, text_of_ref(value));
        }
        rows.end();
    }
    rows.finish()
}

/// Reads a workbook of a format whose sheets are smaller, or whose reader has no other way.
fn ranges<R: Read + Seek, B: Reader<R>>(book: &mut B, rows: &mut Rows<'_>) -> Result<(), Reason> {
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (top, left) = range.start().unwrap_or_default();
        rows.begin(&name);
        for (row, column, value) in range.used_cells() {
            let (row, column) =
                (u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
            rows.cell(top.saturating_add(row), left.saturating_add(column), text_of(value));
        }
        rows.end();
    }
    rows.finish()
}

/// The rows of a workbook as they come.
struct Rows<'r> {
    fields: Fields,
    emit: Emit<'r>,
    sheet: String,
    /// How many rows the sheets before have.
    before: usize,
    number: u32,
    row: Vec<(u32, String)>,
    /// The columns of the fields and their names, once they are known.
    names: Option<Vec<(u32, String)>>,
    /// The rows above those names, or all of them.
    table: Vec<(u32, Vec<(u32, String)>)>,
    is_cut: bool,
    count: usize,
}

impl<'r> Rows<'r> {
    fn new(options: &ReadOptions, emit: Emit<'r>) -> Self {
        Self {
            fields: Fields::new(options),
            emit,
            sheet: String::new(),
            before: 0,
            number: 0,
            row: Vec::new(),
            names: None,
            table: Vec::new(),
            is_cut: false,
            count: 0,
        }
    }

    fn begin(&mut self, sheet: &str) {
        sheet.clone_into(&mut self.sheet);
        (self.names, self.is_cut, self.number) = (None, false, 0);
        (self.row, self.table) = (Vec::new(), Vec::new());
    }

    fn cell(&mut self, row: u32, column: u32, text: String) {
        if row != self.number {
            self.end_row();
            self.number = row;
        }
        if !text.trim().is_empty() && self.row.len() < MAX_COLUMNS {
            self.row.push((column, text));
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.is_empty() {
            return;
        }
        let Some(names) = &self.names else {
            let is_top = self.table.len() < TOP_ROWS;
            if is_top && row.len() > 1 && row.iter().any(|(_, name)| self.fields.has_text(name.trim())) {
                self.names = Some(row);
                self.table.clear();
            } else if self.table.len() < MAX_TABLE_ROWS {
                self.table.push((self.number, row));
            } else {
                self.is_cut = true;
            }
            return;
        };
        let mut record = Record::default();
        for (column, text) in row {
            let name = names.iter().find(|(known, _)| *known == column).map(|(_, name)| name.trim());
            let meaning = name.and_then(|name| self.fields.meaning(name));
            let name = name.map_or_else(|| format!("column {}", column + 1), str::to_owned);
            record.put(meaning, Cow::Owned(name), Cow::Owned(text));
        }
        let draft = record.into_draft();
        self.release(draft);
    }

    fn end(&mut self) {
        self.end_row();
        if !self.table.is_empty() {
            let draft = self.as_one();
            self.release(draft);
        }
        self.before += self.number as usize + 1;
    }

    fn release(&mut self, draft: Draft) {
        self.count += 1;
        let part = Part::Element(self.before + self.number as usize + 1);
        (self.emit)(Output::Release(Box::new(draft), part));
    }

    /// Makes one release of the rows: what stands alone above them is the headline.
    fn as_one(&mut self) -> Draft {
        let table = std::mem::take(&mut self.table);
        self.number = table.first().map_or(self.number, |(number, _)| *number);
        let mut rows: Vec<String> = table
            .into_iter()
            .map(|(_, row)| {
                row.into_iter().map(|(_, text)| text.replace('\n', " ")).collect::<Vec<_>>().join(" | ")
            })
            .collect();
        let is_titled = rows.len() > 1 && !rows[0].contains(" | ");
        let headline = if is_titled { rows.remove(0) } else { self.sheet.clone() };
        let body = rows.join("\n");
        let marks = vec![Mark { range: 0..body.len(), kind: MarkKind::Table }];
        let mut draft = Draft { headline, body, marks, ..Draft::default() };
        if self.is_cut {
            draft.warnings.push("only the first 10,000 rows of the table are read".to_owned());
        }
        draft
    }

    fn finish(&self) -> Result<(), Reason> {
        if self.count == 0 { Err(Reason::skipped("a workbook without rows")) } else { Ok(()) }
    }
}

fn text_of_ref(value: &DataRef<'_>) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => text_of(&Data::from(other.clone())),
    }
}

fn text_of(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(date) if date.is_datetime() => date_text(date),
        other => other.to_string(),
    }
}

/// Writes a date cell, which Excel keeps as a number of days, as `2024-10-18`, with the time where there is one.
fn date_text(date: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { day } else { format!("{day}T{hour:02}:{minute:02}:{second:02}") }
}

#[cfg(test)]
mod tests {
    use super::super::testing::pack;
    use super::*;
    use crate::corpus::formats::testing::{claim, outputs};
    use proptest::prelude::*;

    const ROOT: &str = "<Relationships><Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";

    fn xlsx(sheets: &[&str]) -> Vec<u8> {
        let each = |write: &dyn Fn(usize) -> String| (1..=sheets.len()).map(write).collect::<String>();
        let book = format!(
            "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>{}</sheets></workbook>",
            each(&|n| format!("<sheet name='Sheet{n}' sheetId='{n}' r:id='rId{n}'/>"))
        );
        let relations = format!(
            "<Relationships>{}</Relationships>",
            each(&|n| format!(
                "<Relationship Id='rId{n}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet{n}.xml'/>"
            ))
        );
        let styles = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>";
        let names: Vec<String> = (1..=sheets.len()).map(|n| format!("xl/worksheets/sheet{n}.xml")).collect();
        let mut parts = vec![
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", book.as_str()),
            ("xl/_rels/workbook.xml.rels", &relations),
            ("xl/styles.xml", styles),
        ];
        let texts: Vec<String> = sheets
            .iter()
            .map(|rows| {
                format!(
                    "<worksheet><dimension ref='A1:XFD1048576'/><sheetData>{rows}</sheetData></worksheet>"
                )
            })
            .collect();
        parts.extend(names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
        pack(&parts)
    }

    fn row(number: usize, cells: &[&str]) -> String {
        let cell = |(at, text): (usize, &&str)| {
            let name = format!("{}{number}", char::from(b'A' + u8::try_from(at).expect("few")));
            match text.strip_prefix('#') {
                Some(days) => format!("<c r='{name}' s='1'><v>{days}</v></c>"),
                None => format!("<c r='{name}' t='inlineStr'><is><t>{text}</t></is></c>"),
            }
        };
        format!("<row r='{number}'>{}</row>", cells.iter().enumerate().map(cell).collect::<String>())
    }

    #[track_caller]
    fn check(sheets: &[&str], expected: &[&str]) {
        let book = xlsx(sheets);
        assert_eq!(claim(&Sheet, "a", &book), Claim::Content);
        assert_eq!(outputs(&Sheet, "a.xlsx", &book), expected);
    }

    #[test]
    fn rows_are_releases() {
        let export = [
            row(1, &["Export of today"]),
            row(3, &["Title", "date", "text", "ticker"]),
            row(4, &["细胞", "#45583", "Body.", "A"]),
            row(7, &["B", "#45583.5", "", "", "x"]),
        ]
        .concat();
        check(
            &[&export, &[row(1, &["title", "text"]), row(2, &["C", "c"])].concat()],
            &[
                "#4 [细胞] [Body.] 2024-10-18@field {ticker=A}",
                "#7 [B] [] 2024-10-18T12:00:00@field {column 5=x}",
                "#9 [C] [c]",
            ],
        );
    }

    #[test]
    fn a_sheet_without_names_is_a_table() {
        let table = [row(1, &["Results"]), row(2, &["Dose", "ORR"]), row(3, &["1", "90 %"])].concat();
        check(&[&table], &["#1 [Results] [Dose | ORR/1 | 90 %] Table:Dose | ORR/1 | 90 %"]);
        check(&[&row(1, &["Dose", "ORR"])], &["#1 [Sheet1] [Dose | ORR] Table:Dose | ORR"]);
        check(&[""], &["Skipped a workbook without rows"]);
    }

    #[test]
    fn a_far_corner_costs_nothing() {
        let far = "<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>far</t></is></c></row>";
        check(&[&[&row(1, &["near"]), far].concat()], &["#1 [near] [far] Table:far"]);
    }

    #[test]
    fn broken_books_are_named() {
        for (bytes, expected) in [
            (b"PK\x03\x04".as_slice(), "Failed not a sheet that can be read: "),
            (OLE, "Failed not a sheet that can be read: "),
            (&pack(&[("a", "b")]), "Failed not a sheet that can be read: "),
        ] {
            let seen = outputs(&Sheet, "a.xls", bytes);
            assert!(seen.len() == 1 && seen[0].starts_with(expected), "{seen:?}");
        }
    }

    proptest! {
        #[test]
        fn changed_books_are_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut book = xlsx(&[&row(1, &["title", "text"])]);
            let at = at.index(book.len());
            book[at] = byte;
            // It runs in a process of its own: what it must not do here is hang.
            let _ = crate::guard::guarded(|| outputs(&Sheet, "a.xlsx", &book));
        }
    }
}
