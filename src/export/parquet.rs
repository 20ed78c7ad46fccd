//! Parquet: a table with its types, for other programs.

use polars::prelude::{DataFrame, ParquetWriter};

use crate::error::{Error, Result};

/// A table as the bytes of a Parquet file.
///
/// # Errors
/// None that a user can cause.
pub fn table(frame: &DataFrame) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .finish(&mut frame.clone())
        .map_err(|error| Error::new(format!("the table cannot be written as Parquet: {error}")))?;
    Ok(bytes)
}
