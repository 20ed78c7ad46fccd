//! Parquet: a table with its types, for other programs.

use std::io::Write;

use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{
    Column, CompatLevel, DataFrame, DataType, ParquetCompression, ParquetWriter, PolarsError, PolarsResult, Schema,
};
use polars_arrow::array::{Array, DictionaryArray};
use polars_arrow::datatypes::{ArrowDataType, IntegerType};
use polars_parquet::read::ParquetError;
use polars_parquet::write::{
    CompressedPage, CompressionOptions, Compressor, Encoding, ParquetType, StatisticsOptions, Version, WriteOptions,
    array_to_columns,
};

use crate::error::{Error, Result};

/// So many rows make a group, which readers take as a whole.
const GROUP: usize = 1 << 18;

/// A table as the bytes of a Parquet file.
///
/// # Errors
/// None that a user can cause.
pub fn table(frame: &DataFrame) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut writer, encoder) = begin(&mut bytes, frame)?;
    writer.add(&encoder.encode(frame)?)?;
    writer.finish()?;
    Ok(bytes)
}

/// Begins a file of frames with these columns, which is written in parts: what encodes them, several threads at once, and what writes
/// them, one after the other. Words are `String`s in the file, whether they are so in the frames or `Categorical`.
///
/// # Errors
/// None that a user can cause.
pub fn begin<W: Write>(into: W, frame: &DataFrame) -> Result<(Writer<W>, Encoder)> {
    let plain = |dtype: &DataType| if dtype.is_categorical() { DataType::String } else { dtype.clone() };
    let schema: Schema = frame.schema().iter().map(|(name, dtype)| (name.clone(), plain(dtype))).collect();
    let writer = ParquetWriter::new(into).with_compression(ParquetCompression::Snappy);
    let mut inner = writer.batched(&schema).map_err(unwritable)?;
    let types = inner.parquet_schema().fields().to_vec();
    Ok((Writer { inner }, Encoder { types }))
}

/// Writes what was encoded.
pub struct Writer<W: Write> {
    inner: BatchedWriter<W>,
}

/// Encodes frames of the same columns.
pub struct Encoder {
    types: Vec<ParquetType>,
}

/// Rows as they stand in a file: groups of rows, each with its columns as pages.
pub struct Encoded(Vec<(usize, Vec<Vec<CompressedPage>>)>);

impl Encoder {
    /// Encodes and compresses rows.
    ///
    /// # Errors
    /// None that a user can cause.
    pub fn encode(&self, frame: &DataFrame) -> Result<Encoded> {
        let mut groups = Vec::new();
        let mut start = 0;
        while start < frame.height() {
            let group = frame.slice(i64::try_from(start).unwrap_or(i64::MAX), GROUP);
            let columns = group.columns().iter().zip(&self.types).map(|(column, kind)| pages(column, kind));
            groups.push((group.height(), columns.collect::<PolarsResult<_>>().map_err(unwritable)?));
            start += GROUP;
        }
        Ok(Encoded(groups))
    }
}

impl<W: Write> Writer<W> {
    /// Adds rows.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn add(&mut self, encoded: &Encoded) -> Result<()> {
        let rows = |rows: usize| u64::try_from(rows).unwrap_or(u64::MAX);
        encoded
            .0
            .iter()
            .try_for_each(|(height, columns)| self.inner.write_row_group(rows(*height), columns).map_err(unwritable))
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<()> {
        self.inner.finish().map_err(unwritable).map(|_| ())
    }
}

/// A column as pages. Rates and indices hardly repeat: they are neither looked through for what does, nor for the least and the largest, nor
/// compressed, which takes longer than it saves.
fn pages(column: &Column, kind: &ParquetType) -> PolarsResult<Vec<CompressedPage>> {
    let numbers = column.dtype().is_float();
    let statistics = StatisticsOptions { min_value: !numbers, max_value: !numbers, ..StatisticsOptions::default() };
    let options = WriteOptions {
        statistics,
        compression: if numbers { CompressionOptions::Uncompressed } else { CompressionOptions::Snappy },
        version: Version::V1,
        data_page_size: None,
    };
    let encoding = if numbers { Encoding::Plain } else { Encoding::RleDictionary };
    let array = array(column)?;
    let mut all = Vec::new();
    for pages in array_to_columns(array, kind.clone(), options, &[encoding])? {
        let pages = pages.map(|page| page.map_err(|error| ParquetError::FeatureNotSupported(error.to_string())));
        for page in Compressor::new_from_vec(pages, options.compression, Vec::new()) {
            all.push(page?);
        }
    }
    Ok(all)
}

/// A column as it is encoded. Words that are kept once are handed over as they are, where rows are not fewer than words; else they would be looked
/// through again for what repeats.
fn array(column: &Column) -> PolarsResult<Box<dyn Array>> {
    let series = column.as_materialized_series().rechunk();
    if let DataType::Categorical(_, mapping) = column.dtype()
        && mapping.num_cats_upper_bound() <= column.len()
    {
        let codes = series.to_physical_repr().cast(&DataType::UInt32)?.rechunk();
        let keys = codes.u32()?.downcast_as_array().clone();
        let dtype = ArrowDataType::Dictionary(IntegerType::UInt32, Box::new(ArrowDataType::Utf8View), false);
        return Ok(DictionaryArray::<u32>::try_new(dtype, keys, mapping.to_arrow(true))?.boxed());
    }
    Ok(series.to_arrow(0, CompatLevel::newest()))
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn unwritable(error: PolarsError) -> Error {
    Error::new(format!("the table cannot be written as Parquet: {error}"))
}
