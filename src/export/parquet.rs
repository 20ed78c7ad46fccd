//! Parquet: a table with its types, for other programs.

use std::io::Write;

use polars::io::parquet::write::{BatchedWriter, RowGroupIterColumns};
use polars::prelude::{DataFrame, DataType, ParquetCompression, ParquetWriter, PolarsError, Schema};

use crate::error::{Error, Result};

/// So many rows make a group, which readers take as a whole.
const GROUP: usize = 1 << 18;

/// A table as the bytes of a Parquet file.
///
/// # Errors
/// None that a user can cause.
pub fn table(frame: &DataFrame) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, frame)?;
    let encoded = writer.encode(frame)?;
    writer.add(encoded)?;
    writer.finish()?;
    Ok(bytes)
}

/// A Parquet file that is written in parts. Words are `String`s in the file, whether they are so in the frames or `Categorical`.
pub struct Writer<W: Write> {
    inner: BatchedWriter<W>,
}

/// Rows as they stand in a file.
pub struct Encoded(Vec<RowGroupIterColumns<'static, PolarsError>>);

impl<W: Write> Writer<W> {
    /// Begins a file of frames with these columns.
    ///
    /// # Errors
    /// None that a user can cause.
    pub fn new(into: W, frame: &DataFrame) -> Result<Self> {
        let plain = |dtype: &DataType| if dtype.is_categorical() { DataType::String } else { dtype.clone() };
        let schema: Schema = frame.schema().iter().map(|(name, dtype)| (name.clone(), plain(dtype))).collect();
        // Rates and indices hardly compress: what shrinks them more takes longer than it saves.
        let writer = ParquetWriter::new(into).with_compression(ParquetCompression::Snappy);
        Ok(Self { inner: writer.batched(&schema).map_err(unwritable)? })
    }

    /// Encodes and compresses rows; several threads may do so at once.
    ///
    /// # Errors
    /// None that a user can cause.
    pub fn encode(&self, frame: &DataFrame) -> Result<Encoded> {
        let mut groups = Vec::new();
        let mut start = 0;
        while start < frame.height() {
            let mut group = frame.slice(i64::try_from(start).unwrap_or(i64::MAX), GROUP);
            group.rechunk_mut();
            for encoded in self.inner.encode_and_compress(&group) {
                groups.push(encoded.map_err(unwritable)?);
            }
            start += GROUP;
        }
        Ok(Encoded(groups))
    }

    /// Adds rows.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn add(&mut self, encoded: Encoded) -> Result<()> {
        self.inner.write_row_groups(encoded.0).map_err(unwritable)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<()> {
        self.inner.finish().map_err(unwritable).map(|_| ())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn unwritable(error: PolarsError) -> Error {
    Error::new(format!("the table cannot be written as Parquet: {error}"))
}
