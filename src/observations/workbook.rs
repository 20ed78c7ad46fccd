//! Excel workbooks, xls and xlsx: each sheet as CSV with one line a row, so that one reading tells its columns apart.
//!
//! Numbers are written with the shortest digits that give them back, dates as 2010-07-31. Messages name sheet and cell.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Reader, SheetType, Xls, Xlsx};
use memchr::memmem;
use miette::NamedSource;

use super::guard::guarded;
use super::{archive, compound};
use crate::error::{Error, Result};
use crate::input::Text;

/// What a sheet of Excel has at most.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;
/// A sheet of more text than this is nearly empty and has a cell far away.
const LARGEST: usize = 512 * 1024 * 1024;

/// The first bytes of xls, and of a workbook that is encrypted.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// Whether a file is a workbook of any kind.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND)
        || (archive::is_zip(bytes) && archive::has(bytes, &["[Content_Types].xml", "xl/workbook.xml", "content.xml"]))
}

/// The sheets that hold anything, names and texts, in the order of the workbook.
///
/// # Errors
/// If the file is damaged, encrypted, or a workbook of another program. A sheet's own error stands in its place.
pub(super) fn sheets(shown: &str, bytes: Vec<u8>) -> Result<Vec<(String, Result<Text>)>> {
    if bytes.starts_with(COMPOUND) {
        let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if memmem::find(&bytes, &encrypted).is_some() {
            return Err(locked(shown));
        }
        if let Some(fault) = compound::fault(&bytes) {
            return Err(damaged(shown, &fault));
        }
        return quiet(shown, move || xls(shown, bytes));
    }
    for (member, kind) in [("content.xml", "an OpenDocument file"), ("xl/workbook.bin", "a binary workbook (xlsb)")] {
        if archive::has(&bytes, &[member]) {
            return Err(Error::new(format!("{shown} is {kind}, which is not read"))
                .with_help("save it as xlsx, or its table as CSV"));
        }
    }
    archive::check(shown, &bytes)?;
    quiet(shown, move || xlsx(shown, bytes))
}

/// A damaged file makes calamine panic in places; that is a fault of the file and no other.
fn quiet<T>(shown: &str, read: impl FnOnce() -> Result<T> + std::panic::UnwindSafe) -> Result<T> {
    guarded(read).ok_or_else(|| damaged(shown, &"its records are damaged"))?
}

fn xls(shown: &str, bytes: Vec<u8>) -> Result<Vec<(String, Result<Text>)>> {
    let workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => locked(shown),
        error => damaged(shown, &error),
    });
    let mut workbook = workbook?;
    let mut all = Vec::new();
    for name in worksheets(&workbook) {
        let range = workbook.worksheet_range(&name).map_err(|error| damaged(shown, &error))?;
        let (top, left) = range.start().unwrap_or_default();
        let at = |offset: usize, start: u32| u32::try_from(offset).map_or(u32::MAX, |offset| start + offset);
        let mut grid = Grid::default();
        for (row, column, cell) in range.used_cells() {
            grid.put(&name, at(row, top), at(column, left), cell);
        }
        all.extend(grid.text(shown, &name).map(|text| (name, text)));
    }
    Ok(all)
}

fn xlsx(shown: &str, bytes: Vec<u8>) -> Result<Vec<(String, Result<Text>)>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(shown, &error))?;
    let mut all = Vec::new();
    for name in worksheets(&workbook) {
        // Cell by cell, since a range has room for all between the first and the last.
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(|error| damaged(shown, &error))?;
        let mut grid = Grid::default();
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| damaged(shown, &error))? {
            let (row, column) = cell.pos;
            if cell.formula.is_some() && cell.value == DataRef::Empty {
                grid.refuse(
                    &name,
                    row,
                    column,
                    "has a formula that was never calculated",
                    "open the workbook and save it",
                );
            }
            grid.put(&name, row, column, &Data::from(cell.value));
        }
        all.extend(grid.text(shown, &name).map(|text| (name, text)));
    }
    Ok(all)
}

fn worksheets<R: Reader<Cursor<Vec<u8>>>>(workbook: &R) -> Vec<String> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

/// The cells of a sheet that hold anything.
#[derive(Default)]
struct Grid {
    rows: BTreeMap<u32, BTreeMap<u32, String>>,
    columns: u32,
    size: usize,
    fault: Option<Error>,
}

impl Grid {
    /// Makes a fault of a cell that of the sheet, if it is the first.
    fn refuse(&mut self, sheet: &str, row: u32, column: u32, what: &str, help: &str) {
        let message = || format!("{sheet}!{} {what}", name_of(row, column));
        self.fault.get_or_insert_with(|| Error::new(message()).with_help(help));
    }

    fn put(&mut self, sheet: &str, row: u32, column: u32, cell: &Data) {
        if self.fault.is_some() {
            return;
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            self.fault = Some(far_away(sheet));
            return;
        }
        let words = match cell {
            Data::Empty => return,
            Data::Int(number) => number.to_string(),
            Data::Float(number) => number.to_string(),
            Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Data::DateTime(date) => day(*date),
            Data::String(words) | Data::DateTimeIso(words) | Data::DurationIso(words) => words.clone(),
            // This is how a formula says that there is no value.
            Data::Error(CellErrorType::NA) => "NA".to_owned(),
            Data::Error(error) => {
                let what = format!("holds the error {error}");
                return self.refuse(sheet, row, column, &what, "mend its formula, or empty the cell");
            }
        };
        if words.trim().is_empty() {
            return;
        }
        self.size += words.len() + 2;
        self.columns = self.columns.max(column + 1);
        if self.size > LARGEST {
            self.fault = Some(far_away(sheet));
            return;
        }
        self.rows.entry(row).or_default().insert(column, words);
    }

    /// One line a row, empty ones too; nothing if the sheet is empty.
    fn text(self, shown: &str, sheet: &str) -> Option<Result<Text>> {
        if let Some(fault) = self.fault {
            return Some(Err(fault));
        }
        let (last, _) = self.rows.last_key_value()?;
        let commas = self.rows.len().saturating_mul(usize::try_from(self.columns).unwrap_or(usize::MAX));
        if self.size.saturating_add(commas) > LARGEST {
            return Some(Err(far_away(sheet)));
        }
        let mut text = String::with_capacity(self.size + commas);
        for row in 0..=*last {
            if let Some(cells) = self.rows.get(&row) {
                for column in 0..self.columns {
                    if column > 0 {
                        text.push(',');
                    }
                    text.push_str(&cells.get(&column).map_or(String::new(), |cell| quoted(cell)));
                }
            }
            text.push('\n');
        }
        Some(Ok(Arc::new(NamedSource::new(shown, text))))
    }
}

/// A cell of CSV, in one line.
fn quoted(cell: &str) -> String {
    let line = cell.replace(['\r', '\n', '\0'], " ");
    if line.contains([',', '"']) { format!("\"{}\"", line.replace('"', "\"\"")) } else { line }
}

/// A date as 2010-07-31, with the time of day where it has one.
fn day(date: ExcelDateTime) -> String {
    if date.is_duration() || date.as_f64() < 1.0 {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time =
        if (hour, minute, second) == (0, 0, 0) { String::new() } else { format!("T{hour:02}:{minute:02}:{second:02}") };
    format!("{year:04}-{month:02}-{day:02}{time}")
}

/// An error in the text of a sheet, with sheet and cell.
pub(super) fn placed(sheet: &str, text: &Text, error: Error) -> Error {
    let Some((start, _)) = error.span() else { return error.context(sheet) };
    let before = text.inner().get(..start).unwrap_or_default();
    let row = before.matches('\n').count();
    let mut quoted = false;
    let commas = before.rsplit('\n').next().unwrap_or_default().chars().filter(|sign| {
        quoted ^= *sign == '"';
        *sign == ',' && !quoted
    });
    let column = u32::try_from(commas.count()).unwrap_or(0);
    error.context(format!("{sheet}!{}", name_of(u32::try_from(row).unwrap_or(0), column)))
}

/// C7, from row and column counted from 0.
fn name_of(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}

fn far_away(sheet: &str) -> Error {
    Error::new(format!("{sheet} has cells so far apart that it is nearly empty"))
        .with_help("delete the rows and columns behind the table, or save the table as CSV")
}

fn locked(shown: &str) -> Error {
    Error::new(format!("{shown} is encrypted")).with_help("open it with its password and save it without, or as CSV")
}

fn damaged(shown: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("{shown} cannot be read as a workbook: {error}"))
        .with_help("it may be cut off: download it again, or save its table as CSV")
}
