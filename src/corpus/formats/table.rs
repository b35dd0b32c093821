//! A table as text: CSV with commas, semicolons or tabs, the names of its fields in the first row.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use csv::{ReaderBuilder, StringRecord, Trim};

use super::records::{Fields, Record};
use crate::corpus::ReadOptions;
use crate::corpus::encoding::{self, Decoded};
use crate::corpus::extractor::{Claim, Emit, Extractor, Output, claim_by_name};
use crate::corpus::problem::Reason;
use crate::corpus::source::{MAX_BYTES, Part, Source};

/// What stands between two fields, the commonest first.
const DELIMITERS: &[u8] = b",\t;|";

/// A line in which some programs name the delimiter, above the names.
const SEPARATOR: &str = "sep=";

/// A table as text.
pub(in crate::corpus) struct Table;

impl Extractor for Table {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn version(&self) -> u32 {
        1
    }

    fn claims(&self, source: &Source<'_>) -> Claim {
        claim_by_name(source, &["csv", "tsv"], &["text/csv", "text/tab-separated-values", "application/csv"])
    }

    fn extract(&self, source: Source<'_>, options: &ReadOptions, emit: Emit<'_>) -> Result<(), Reason> {
        let fields = Fields::new(options);
        let declared = source.declared.charset.clone();
        let mut reader = source.into_reader();
        let mut bytes = Vec::new();
        let read = (&mut reader).take(MAX_BYTES).read_to_end(&mut bytes);
        read.map_err(|cause| Reason::from_io(&cause))?;
        if (bytes.len() as u64) < MAX_BYTES {
            let decoded = encoding::decode(&bytes, declared.as_deref())?;
            let delimiter = delimiter(&decoded.text);
            return read_rows(decoded.text.as_bytes(), delimiter, &fields, Some(&decoded), emit);
        }
        // A table of any size is read row by row, for which it has to be UTF-8.
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1 << 16)]);
        let delimiter = delimiter(&start);
        read_rows(Cursor::new(bytes).chain(reader), delimiter, &fields, None, emit)
    }
}

fn read_rows(
    text: impl Read,
    delimiter: u8,
    fields: &Fields,
    decoded: Option<&Decoded>,
    emit: Emit<'_>,
) -> Result<(), Reason> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .trim(Trim::Headers)
        .from_reader(text);
    let mut row = StringRecord::new();
    let mut names: Option<Vec<String>> = None;
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut row) {
            Ok(false) => break,
            Ok(true) => {}
            Err(cause) => {
                let part = Part::Line(number(line));
                match cause.kind() {
                    csv::ErrorKind::Utf8 { .. } => {
                        emit(Output::Problem(part, Reason::failed("not valid UTF-8")));
                        continue;
                    }
                    csv::ErrorKind::Io(cause) => return Err(Reason::from_io(cause)),
                    _ => return Err(Reason::failed(format!("not CSV: {cause}"))),
                }
            }
        }
        // Empty lines above a row count as its first.
        let line = row.position().map_or(line, csv::Position::line);
        let Some(names) = &names else {
            if row.len() <= 2 && row.get(0).is_some_and(|cell| cell.starts_with(SEPARATOR)) {
                continue;
            }
            names = Some(header(&row, fields)?);
            continue;
        };
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            let mut draft = record(names, &row, fields).into_draft();
            if let Some(decoded) = decoded {
                draft.charset = Some(decoded.charset.clone());
                draft.warnings.clone_from(&decoded.warnings);
            }
            emit(Output::Release(Box::new(draft), Part::Line(number(line))));
        }
    }
    match names {
        None => Err(Reason::skipped("a table without rows")),
        Some(_) => Ok(()),
    }
}

fn record<'r>(names: &'r [String], row: &'r StringRecord, fields: &Fields) -> Record<'r> {
    let mut record = Record::default();
    for (name, cell) in names.iter().zip(row) {
        record.put(fields.meaning(name), Cow::Borrowed(name), Cow::Borrowed(cell));
    }
    record
}

/// Reads the names of the fields, or says that the first row has none.
fn header(row: &StringRecord, fields: &Fields) -> Result<Vec<String>, Reason> {
    let names: Vec<String> =
        row.iter().map(|name| name.trim_start_matches('\u{FEFF}').trim().to_owned()).collect();
    if names.iter().any(|name| fields.has_text(name)) {
        return Ok(names);
    }
    let first: Vec<String> = names.iter().take(4).map(|name| name.chars().take(20).collect()).collect();
    Err(Reason::failed(format!(
        "its first row names no field for title or text ({}); name them in [fields] or with --field",
        first.join(", ")
    )))
}

/// Tells what stands between the fields of a table: what is named, or else commonest outside quotes in the first row.
fn delimiter(text: &str) -> u8 {
    if let Some(named) = text.trim_start_matches('\u{FEFF}').strip_prefix(SEPARATOR)
        && let Some(&named) = named.as_bytes().first()
    {
        return named;
    }
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut is_quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted && counts.iter().any(|count| *count > 0) => break,
            _ => {
                if let Some(at) = DELIMITERS.iter().position(|known| *known == byte).filter(|_| !is_quoted) {
                    counts[at] += 1;
                }
            }
        }
    }
    let best = (0..DELIMITERS.len()).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    DELIMITERS[best]
}

fn number(line: u64) -> usize {
    usize::try_from(line).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::source::{Declared, Place};

    #[track_caller]
    fn check(table: impl AsRef<[u8]>, expected: &[&str]) {
        let bytes = Box::new(Cursor::new(table.as_ref()));
        let source = Source::new(Place::default(), Declared::default(), bytes).expect("it reads");
        let mut seen = Vec::new();
        let read = Table.extract(source, &ReadOptions::default(), &mut |output| {
            seen.push(match output {
                Output::Release(draft, part) => {
                    let dates: Vec<&str> = draft.dates.iter().map(|(written, _)| written.as_str()).collect();
                    format!(
                        "{} [{}] [{}] {dates:?} {:?}",
                        part.of("f"),
                        draft.headline,
                        draft.body,
                        draft.metadata
                    )
                }
                Output::Problem(part, reason) => format!("{} {}", part.of("f"), reason.text),
                Output::Member(_) => "a member".to_owned(),
            });
        });
        seen.extend(read.err().map(|reason| reason.text));
        assert_eq!(seen, expected);
    }

    #[test]
    fn rows_are_releases() {
        check(
            "\u{FEFF}Title,Text,Date,Ticker\r\n\"A, b\",\"One.\nTwo \"\"x\"\".\",2024-10-18,AB\r\n\r\nC,D\r\n",
            &["f:2 [A, b] [One.\nTwo \"x\".] [\"2024-10-18\"] {\"Ticker\": \"AB\"}", "f:4 [C] [D] [] {}"],
        );
        check("标题;正文;日期\n细胞;一，二;2024-10-18\n", &["f:2 [细胞] [一，二] [\"2024-10-18\"] {}"]);
        check("title\ttext\nA, b\tC; d\n", &["f:2 [A, b] [C; d] [] {}"]);
        check("sep=;\ntitle;text\nA;B\n", &["f:3 [A] [B] [] {}"]);
        check(
            encoding_rs::GBK.encode("标题,正文\n细胞治疗,树突状细胞资源库启用\n").0,
            &["f:2 [细胞治疗] [树突状细胞资源库启用] [] {}"],
        );
    }

    #[test]
    fn tables_without_names_are_named() {
        check(
            "1,2\n3,4\n",
            &["its first row names no field for title or text (1, 2); name them in [fields] or with --field"],
        );
        check("title,text\n", &[]);
        check("\n\n", &["a table without rows"]);
        check("title,text\nA,\"open\n", &["f:2 [A] [open\n] [] {}"]);
    }
}
