//! A Parquet file as the table that its frame would be as CSV, so that one reading tells its columns apart.

use std::io::Cursor;
use std::panic::AssertUnwindSafe;

use polars::prelude::{CsvWriter, DataFrame, ParallelStrategy, ParquetReader, SerReader, SerWriter};

use super::guard::guarded;
use crate::error::{Error, Result};

/// The rows of a Parquet file as CSV. Places in messages are those of this text.
pub(super) fn as_csv(shown: &str, bytes: Vec<u8>) -> Result<Vec<u8>> {
    // A damaged file makes some of Parquet's readers panic; that is a fault of the file and no other. Column by column on this thread, so
    // that of several faults the first is told, and a panic stays where it is caught.
    let read = guarded(|| ParquetReader::new(Cursor::new(bytes)).read_parallel(ParallelStrategy::None).finish());
    text(shown, read.ok_or_else(|| damaged(shown, &"its pages are damaged"))?.map_err(|error| damaged(shown, &error))?)
}

/// A frame as CSV.
pub(super) fn text(shown: &str, mut frame: DataFrame) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    // On this thread, since what is no date in any calendar makes the writer panic.
    let write = AssertUnwindSafe(|| CsvWriter::new(&mut text).n_threads(1).finish(&mut frame));
    let written = guarded(write).ok_or_else(|| damaged(shown, &"it has dates that no calendar has"))?;
    written.map_err(|error| damaged(shown, &error))?;
    Ok(text)
}

/// The message for a file that is no whole Parquet file.
pub(super) fn damaged(shown: &str, error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("{shown} cannot be read as Parquet: {error}")).with_help("it may be cut off: download it again")
}
