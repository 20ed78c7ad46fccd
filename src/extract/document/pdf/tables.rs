//! Rows of tables and lines of contents: what stands in cells is no running text.

use super::super::notes::counted;
use super::{Page, Row, numbers};

/// So many rows make a table.
const ROWS: usize = 2;

/// Marks the rows of tables and contents of all pages, and says how many there are.
pub(super) fn mark(pages: &mut [Page]) -> Vec<String> {
    let (mut tables, mut rows, mut contents) = (0, 0, 0);
    let mut on = Vec::new();
    for (number, page) in pages.iter_mut().enumerate() {
        for row in page.rows.iter_mut().filter(|row| !row.out && is_contents(&row.read.text)) {
            row.out = true;
            contents += 1;
        }
        let before = tables;
        for run in page.rows.chunk_by_mut(|one, other| one.column == other.column && is_row(one) == is_row(other)) {
            if run.len() >= ROWS && run.first().is_some_and(is_row) {
                tables += 1;
                rows += run.len();
                run.iter_mut().for_each(|row| row.out = true);
            }
        }
        if tables > before {
            on.push(number + 1);
        }
    }
    let mut remarks = Vec::new();
    if tables > 0 {
        let what = if tables == 1 { "a table of".to_owned() } else { format!("{tables} tables of") };
        let was = if tables == 1 { "was" } else { "were" };
        remarks.push(format!("{what} {} {was} not read: {}", counted(rows, "row", "rows"), numbers(on.into_iter())));
    }
    if contents > 0 {
        remarks.push(format!("{} not read", counted(contents, "line of contents was", "lines of contents were")));
    }
    remarks
}

/// Whether a line has cells as a row of a table has: three, or two of which the last is a number.
fn is_row(row: &Row) -> bool {
    let line = &row.line;
    let number = || {
        line.words.last().is_some_and(|word| word.text.starts_with(|c: char| c.is_ascii_digit() || "(-–−+".contains(c)))
    };
    !row.out && (line.cells >= 3 || line.cells == 2 && number())
}

/// Whether points lead from words to the number of a page.
fn is_contents(text: &str) -> bool {
    let ends = text.ends_with(|c: char| c.is_ascii_digit() || "ivxlc".contains(c));
    ends && (text.contains(".....") || text.contains(". . . ."))
}
