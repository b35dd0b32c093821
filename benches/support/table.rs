//! A table that a person reads.

use unicode_width::UnicodeWidthStr;

/// What stands where there is nothing to compare with.
pub(crate) const NONE: &str = "-";

/// Prints a table: the first column to the left, figures to the right.
pub(crate) fn print<const N: usize>(head: [&str; N], rows: &[[String; N]]) {
    let head = head.map(str::to_owned);
    let width = |column: usize| {
        let cells = std::iter::once(&head).chain(rows).map(|row| row[column].width());
        cells.max().unwrap_or(0)
    };
    for row in std::iter::once(&head).chain(rows) {
        for (column, cell) in row.iter().enumerate() {
            let space = " ".repeat(width(column) - cell.width());
            match column {
                0 => print!("{cell}{space}"),
                _ => print!("  {space}{cell}"),
            }
        }
        println!();
    }
}
