//! A table of a package: its text, its rows, and the place of every field, so that each fault can be shown where it is.

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::input::Text;
use crate::nearest::hint;

/// One row: its fields, and where the record starts and ends in the text.
pub(super) struct Row {
    pub(super) record: csv::StringRecord,
    start: usize,
    end: usize,
    /// Line in the file, from 1.
    pub(super) line: usize,
}

/// A table that has been read; its rows are still words.
pub(super) struct Table {
    pub(super) text: Text,
    header: csv::StringRecord,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// Reads a table with these columns; those in `optional` may be missing.
    pub(super) fn read(text: &Text, columns: &[&str], optional: &[&str], faults: &mut Vec<Error>) -> Option<Self> {
        let name = text.name();
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.inner().as_bytes());
        let mut records = Vec::new();
        let mut record = csv::StringRecord::new();
        loop {
            let start = usize::try_from(reader.position().byte()).unwrap_or(0);
            let line = usize::try_from(reader.position().line()).unwrap_or(0);
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {
                    let end = usize::try_from(reader.position().byte()).unwrap_or(start);
                    let first = skip_blank(text.inner(), start);
                    let line = line + text.inner()[start..first].matches('\n').count();
                    records.push(Row { record: record.clone(), start: first, end, line });
                }
                Err(error) => {
                    faults.push(Error::new(format!("{name} cannot be read as CSV: {error}")));
                    return None;
                }
            }
        }
        let mut rows = records.into_iter();
        let Some(head) = rows.next() else {
            faults.push(
                Error::new(format!("{name} is empty")).with_help(format!("its first line is {}", columns.join(","))),
            );
            return None;
        };
        let table = Self { text: Arc::clone(text), header: head.record.clone(), rows: rows.collect() };
        table.check_header(&head, columns, optional, faults).then_some(())?;
        if table.rows.is_empty() {
            faults.push(
                table.fault(&head, 0, "no rows", format!("{name} has a header and no rows")).with_help(
                    "write a row, or take the table out of datapackage.json if it is one that may be missing",
                ),
            );
            return None;
        }
        if let Some(open) = table.rows.last().filter(|row| unclosed(&text.inner()[row.start..row.end])) {
            faults.push(
                table
                    .fault(open, 0, "opened in this row", "a quotation mark is never closed")
                    .with_help("add the closing \""),
            );
            return None;
        }
        let mut ragged = false;
        for row in &table.rows {
            let (expected, found) = (table.header.len(), row.record.len());
            if expected != found {
                ragged = true;
                faults.push(
                    table
                        .fault(
                            row,
                            found.min(expected).saturating_sub(1),
                            "this row",
                            format!("a row of {found} fields, where the header has {expected}"),
                        )
                        .with_help(
                            "put fields that contain a comma in quotation marks, and a comma for each empty field",
                        ),
                );
            }
        }
        (!ragged).then_some(table)
    }

    fn check_header(&self, head: &Row, columns: &[&str], optional: &[&str], faults: &mut Vec<Error>) -> bool {
        let before = faults.len();
        for (i, column) in self.header.iter().enumerate() {
            if self.header.iter().take(i).any(|earlier| earlier == column) {
                faults.push(self.fault(
                    head,
                    i,
                    "a second time",
                    format!("the column '{column}' stands twice in the header"),
                ));
            } else if !columns.contains(&column) && !optional.contains(&column) {
                let otherwise = format!("its columns are {}", columns.join(", "));
                faults.push(
                    self.fault(head, i, "unknown", format!("'{column}' is no column of {}", self.text.name()))
                        .with_help(hint(column, columns.iter().chain(optional).copied(), &otherwise)),
                );
            }
        }
        for column in columns.iter().filter(|column| !self.header.iter().any(|found| found == **column)) {
            faults.push(
                self.fault(head, 0, "the header", format!("the column '{column}' is missing in {}", self.text.name()))
                    .with_help(format!("its columns are {}", columns.join(", "))),
            );
        }
        faults.len() == before
    }

    /// The rows as typed records of words, each with its row.
    pub(super) fn records<T: DeserializeOwned>(&self, faults: &mut Vec<Error>) -> Vec<(T, &Row)> {
        let mut all = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            match row.record.deserialize(Some(&self.header)) {
                Ok(record) => all.push((record, row)),
                Err(error) => faults.push(self.fault(row, 0, "this row", error.to_string())),
            }
        }
        all
    }

    /// A fault at a column of a row.
    pub(super) fn at(&self, row: &Row, column: &str, label: &str, message: impl Into<String>) -> Error {
        let index = self.header.iter().position(|name| name == column).unwrap_or(0);
        self.fault(row, index, label, message)
    }

    /// An error that came up while reading a field: shown at the field, or at its own place in it.
    pub(super) fn in_field(&self, row: &Row, column: &str, error: Error) -> Error {
        let index = self.header.iter().position(|name| name == column).unwrap_or(0);
        let (start, len) = self.field(row, index);
        let placed = match error.span() {
            // A place inside the field holds only where the field stands in the text as it is.
            Some((at, inner)) if at + inner <= len && !self.text.inner()[start..start + len].contains("\"\"") => {
                error.shifted(start)
            }
            _ => error.at(start, len, "here"),
        };
        placed.within(&self.text)
    }

    fn fault(&self, row: &Row, index: usize, label: &str, message: impl Into<String>) -> Error {
        let (start, len) = self.field(row, index);
        Error::new(message).at(start, len, label).within(&self.text)
    }

    /// Where a field's words start in the text.
    pub(super) fn start_of(&self, row: &Row, column: &str) -> usize {
        self.field(row, self.header.iter().position(|name| name == column).unwrap_or(0)).0
    }

    /// Start and length of a field's words in the text, without their quotation marks.
    fn field(&self, row: &Row, index: usize) -> (usize, usize) {
        let bytes = self.text.inner().as_bytes();
        let (mut at, mut quoted, mut field, mut start) = (row.start, false, 0, row.start);
        while at < row.end.min(bytes.len()) {
            match bytes[at] {
                b'"' => quoted = !quoted,
                b',' if !quoted => {
                    if field == index {
                        break;
                    }
                    field += 1;
                    start = at + 1;
                }
                b'\r' | b'\n' if !quoted => break,
                _ => {}
            }
            at += 1;
        }
        let words = &self.text.inner()[start..at];
        let marks = usize::from(words.len() >= 2 && words.starts_with('"') && words.ends_with('"'));
        (start + marks, at - start - 2 * marks)
    }
}

fn skip_blank(text: &str, start: usize) -> usize {
    start + text.as_bytes()[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count()
}

/// An odd number of quotation marks: the rest of the file was read as one field.
fn unclosed(row: &str) -> bool {
    row.matches('"').count() % 2 == 1
}
