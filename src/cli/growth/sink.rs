//! Where tables go: into a file as they come, or together, for the formats that need all of their rows.

use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

use polars::prelude::{Column, DataFrame, DataType};

use super::reasons::{Empty, reason};
use super::{Measure, unexpected};
use crate::cli::table::Format;
use crate::error::Result;
use crate::export::{csv, parquet};
use crate::output::Pending;

/// Takes tables of the same columns.
pub(super) enum Sink {
    /// A Parquet file, and what writes it once the columns are known.
    Parquet(Pending, Option<Writing>),
    /// A CSV file, and whether it has a line yet.
    Csv(Pending, bool),
    /// All rows, with the reasons why values are empty.
    Whole(Option<DataFrame>),
}

/// A file that a thread of its own writes, while what comes next is computed.
pub(super) struct Writing {
    encoder: parquet::Encoder,
    sender: SyncSender<parquet::Encoded>,
    thread: JoinHandle<Result<()>>,
}

/// A table that is ready to be put where it belongs, and how many of its values are empty.
pub(super) struct Ready {
    empty: Vec<Empty>,
    height: usize,
    rows: Rows,
}

enum Rows {
    Encoded(parquet::Encoded),
    Table(DataFrame),
}

impl Sink {
    /// Begins a file where a format can be written in parts.
    pub fn of(format: Format, output: Option<&Path>) -> Result<Self> {
        // A device or a pipe is written to at once.
        let special = |path: &Path| std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
        Ok(match (format, output.filter(|path| !special(path))) {
            (Format::Parquet, Some(path)) => Self::Parquet(Pending::new(path)?, None),
            (Format::Csv, Some(path)) => Self::Csv(Pending::new(path)?, false),
            _ => Self::Whole(None),
        })
    }

    /// Asks for a table with the columns that all have, if they must be known and are not yet.
    pub fn begin(&mut self, table: impl FnOnce() -> Result<DataFrame>, measures: &[Measure]) -> Result<()> {
        if let Self::Parquet(file, writing @ None) = self {
            let (mut writer, encoder) = parquet::begin(file.handle()?, &bare(&table()?, measures))?;
            let (sender, receiver) = sync_channel::<parquet::Encoded>(2);
            let thread = std::thread::spawn(move || {
                receiver.iter().try_for_each(|encoded| writer.add(&encoded))?;
                writer.finish()
            });
            *writing = Some(Writing { encoder, sender, thread });
        }
        Ok(())
    }

    /// Makes a table ready; several threads may do so at once.
    pub fn ready(&self, table: &DataFrame, measures: &[Measure]) -> Result<Ready> {
        let count = |measure| Empty::of(table.column(&reason(measure)).map_err(|error| unexpected(&error))?);
        let empty = measures.iter().map(count).collect::<Result<_>>()?;
        let rows = match self {
            Self::Parquet(_, Some(writing)) => Rows::Encoded(writing.encoder.encode(&bare(table, measures))?),
            Self::Parquet(_, None) | Self::Csv(..) => Rows::Table(bare(table, measures)),
            Self::Whole(_) => Rows::Table(words(table)?),
        };
        Ok(Ready { empty, height: table.height(), rows })
    }

    /// Puts a table below the others; how many rows it has.
    pub fn put(&mut self, ready: Ready, empty: &mut [Empty]) -> Result<usize> {
        empty.iter_mut().zip(&ready.empty).for_each(|(empty, own)| empty.add(own));
        match (self, ready.rows) {
            (Self::Parquet(_, Some(writing)), Rows::Encoded(rows)) => {
                // Where the thread has ended, its error is told at the end.
                let _ = writing.sender.send(rows);
            }
            (Self::Csv(file, begun), Rows::Table(table)) => {
                csv::add(file, &table, !std::mem::replace(begun, true))?;
            }
            (Self::Whole(Some(whole)), Rows::Table(table)) => {
                whole.vstack_mut(&table).map_err(|error| unexpected(&error))?;
            }
            (Self::Whole(whole @ None), Rows::Table(table)) => *whole = Some(table),
            _ => {}
        }
        Ok(ready.height)
    }

    /// Puts the file in its place; or gives all rows.
    pub fn end(self) -> Result<Option<DataFrame>> {
        match self {
            Self::Parquet(file, writing) => {
                if let Some(Writing { sender, thread, .. }) = writing {
                    drop(sender);
                    thread.join().unwrap_or_else(|_| Err(unexpected(&"its writer stopped")))?;
                }
                file.finish().map(|()| None)
            }
            Self::Csv(file, _) => file.finish().map(|()| None),
            Self::Whole(whole) => Ok(Some(whole.unwrap_or_default())),
        }
    }
}

/// The table without the reasons why values are empty.
fn bare(table: &DataFrame, measures: &[Measure]) -> DataFrame {
    table.drop_many(measures.iter().map(reason))
}

/// The table with its words as `String`s: tables that keep theirs once cannot stand below each other.
fn words(table: &DataFrame) -> Result<DataFrame> {
    let plain = |column: &Column| {
        let plain = if column.dtype().is_categorical() { column.cast(&DataType::String) } else { Ok(column.clone()) };
        plain.map_err(|error| unexpected(&error))
    };
    let columns = table.columns().iter().map(plain).collect::<Result<_>>()?;
    DataFrame::new(table.height(), columns).map_err(|error| unexpected(&error))
}
