//! CSV: raw numbers, one row a row, in UTF-8 with LF.

use std::io::Write;

use polars::prelude::{CsvWriter, DataFrame, SerWriter};

use crate::check::Finding;
use crate::error::{Error, Result};
use crate::frame;

/// A table as CSV.
///
/// # Errors
/// None that a user can cause.
pub fn table(frame: &DataFrame) -> Result<String> {
    let mut bytes = Vec::new();
    add(&mut bytes, frame, true)?;
    String::from_utf8(bytes).map_err(|error| Error::new(format!("the table cannot be written as CSV: {error}")))
}

/// Adds rows to CSV, below the names of the columns if these are the first.
///
/// # Errors
/// If they cannot be written.
pub fn add(into: impl Write, frame: &DataFrame, first: bool) -> Result<()> {
    CsvWriter::new(into)
        .include_header(first)
        .finish(&mut frame.clone())
        .map_err(|error| Error::new(format!("the table cannot be written as CSV: {error}")))
}

/// Findings as CSV; the columns are those of [`frame::findings`].
///
/// # Errors
/// None that a user can cause.
pub fn findings(findings: &[Finding]) -> Result<String> {
    table(&frame::findings(findings)?)
}
