//! CSV: raw numbers, one row a row, in UTF-8 with LF.

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
    CsvWriter::new(&mut bytes)
        .finish(&mut frame.clone())
        .map_err(|error| Error::new(format!("the table cannot be written as CSV: {error}")))?;
    String::from_utf8(bytes).map_err(|error| Error::new(format!("the table cannot be written as CSV: {error}")))
}

/// Findings as CSV; the columns are those of [`frame::findings`].
///
/// # Errors
/// None that a user can cause.
pub fn findings(findings: &[Finding]) -> Result<String> {
    table(&frame::findings(findings)?)
}
