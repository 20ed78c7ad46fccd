//! Where tables go: into a file as they come, or together, for the formats that need all of their rows.

use std::fs::File;
use std::path::Path;

use polars::prelude::{Column, DataFrame, DataType};

use rayon::prelude::*;

use super::reasons::{Empty, reason};
use super::{Measure, unexpected};
use crate::cli::table::Format;
use crate::error::Result;
use crate::export::{csv, parquet};
use crate::output::Pending;

/// Takes tables of the same columns.
pub(super) enum Sink {
    /// A Parquet file, begun with the columns of the first table.
    Parquet(Pending, Option<Box<parquet::Writer<File>>>),
    /// A CSV file, and whether it has a line yet.
    Csv(Pending, bool),
    /// All rows, with the reasons why values are empty.
    Whole(Option<DataFrame>),
}

impl Sink {
    /// Begins a file where a format can be written in parts.
    pub fn of(format: Format, output: Option<&Path>) -> Result<Self> {
        // A device or a pipe is written to at once.
        let file =
            output.filter(|path| !std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()));
        Ok(match (format, file) {
            (Format::Parquet, Some(path)) => Self::Parquet(Pending::new(path)?, None),
            (Format::Csv, Some(path)) => Self::Csv(Pending::new(path)?, false),
            _ => Self::Whole(None),
        })
    }

    /// Takes tables, one below the other, and counts their empty values.
    pub fn take(&mut self, tables: &[DataFrame], empty: &mut [Empty], measures: &[Measure]) -> Result<()> {
        let count = |table: &DataFrame, measure| {
            let mut own = Empty::default();
            own.count(table.column(&reason(measure)).map_err(|error| unexpected(&error))?)?;
            Ok(own)
        };
        let counted: Vec<Result<Vec<Empty>>> =
            tables.par_iter().map(|table| measures.iter().map(|measure| count(table, measure)).collect()).collect();
        for counted in counted {
            empty.iter_mut().zip(counted?).for_each(|(empty, own)| empty.add(&own));
        }
        let bare = |table: &DataFrame| table.drop_many(measures.iter().map(reason));
        match self {
            Self::Parquet(file, writer) => {
                let tables: Vec<DataFrame> = tables.iter().map(bare).collect();
                let Some(first) = tables.first() else { return Ok(()) };
                let writer = match writer {
                    Some(writer) => writer,
                    None => writer.insert(Box::new(parquet::Writer::new(file.handle()?, first)?)),
                };
                let encoded: Vec<Result<parquet::Encoded>> =
                    tables.par_iter().map(|table| writer.encode(table)).collect();
                encoded.into_iter().try_for_each(|encoded| writer.add(&encoded?))
            }
            Self::Csv(file, begun) => {
                tables.iter().try_for_each(|table| csv::add(&mut *file, &bare(table), !std::mem::replace(begun, true)))
            }
            Self::Whole(whole) => tables.iter().try_for_each(|table| {
                let table = words(table)?;
                match whole {
                    None => *whole = Some(table),
                    Some(whole) => {
                        whole.vstack_mut(&table).map_err(|error| unexpected(&error))?;
                    }
                }
                Ok(())
            }),
        }
    }

    /// Puts the file in its place; or gives all rows.
    pub fn end(self) -> Result<Option<DataFrame>> {
        match self {
            Self::Parquet(file, writer) => {
                writer.map_or(Ok(()), |writer| writer.finish())?;
                file.finish().map(|()| None)
            }
            Self::Csv(file, _) => file.finish().map(|()| None),
            Self::Whole(whole) => Ok(Some(whole.unwrap_or_default())),
        }
    }
}

/// The table with its words as `String`s: tables that keep theirs once cannot stand below each other.
fn words(table: &DataFrame) -> Result<DataFrame> {
    let plain = |column: &Column| {
        let plain = if column.dtype().is_categorical() || column.dtype().is_enum() {
            column.cast(&DataType::String)
        } else {
            Ok(column.clone())
        };
        plain.map_err(|error| unexpected(&error))
    };
    let columns = table.columns().iter().map(plain).collect::<Result<_>>()?;
    DataFrame::new(table.height(), columns).map_err(|error| unexpected(&error))
}
