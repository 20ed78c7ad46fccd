//! A Parquet file as the table that its frame would be as CSV, so that one reading tells its columns apart.

use std::io::Cursor;

use polars::prelude::{CsvWriter, ParquetReader, SerReader, SerWriter};

use super::guard::guarded;
use crate::error::{Error, Result};

/// The rows of a Parquet file as CSV. Places in messages are those of this text.
pub(super) fn as_csv(shown: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    let damaged = |error: &dyn std::fmt::Display| {
        Error::new(format!("{shown} cannot be read as Parquet: {error}"))
            .with_help("it may be cut off: download it again")
    };
    // A damaged file makes some of Parquet's readers panic; that is a fault of the file and no other.
    let read = guarded(|| ParquetReader::new(Cursor::new(bytes)).finish());
    let mut frame = read.ok_or_else(|| damaged(&"its pages are damaged"))?.map_err(|error| damaged(&error))?;
    let mut text = Vec::new();
    CsvWriter::new(&mut text).finish(&mut frame).map_err(|error| damaged(&error))?;
    Ok(text)
}
