//! A large Parquet file, read a group of rows at a time.

use std::fs::File;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use polars::prelude::{Column, DataFrame, DataType, IdxCa, ParquetReader, PolarsResult, SerReader};
use rayon::prelude::*;

use super::super::columns::Plain;
use super::super::guard;
use super::super::parquet::{damaged, text};
use super::super::table::Table;
use super::lines::plain;
use super::survey::{Run, Survey};
use super::{Calendar, Part, parse};
use crate::error::{Error, Result};
use crate::input;

/// So many rows tell what the columns are.
const SAMPLE: usize = 2000;

/// A Parquet file, and what its columns are.
pub(super) struct Pages {
    path: PathBuf,
    shown: String,
    period: String,
    value: String,
    /// Columns that tell series apart.
    keys: Vec<String>,
    calendar: Calendar,
    /// The number of rows of each group.
    groups: Vec<usize>,
}

impl Pages {
    /// What the columns are, as the first rows tell; nothing if they are not those of a plain panel.
    pub fn open(path: &Path, shown: &str) -> Result<Option<Self>> {
        let groups = guarded(shown, || {
            let mut reader = ParquetReader::new(File::open(path)?);
            Ok(reader.get_metadata()?.row_groups.iter().map(|group| group.num_rows()).collect::<Vec<_>>())
        })?;
        let sample = read(path, shown, None, 0, SAMPLE)?;
        let Ok((table, said)) = text(shown, sample.clone())
            .and_then(|bytes| input::text_of(shown, bytes))
            .and_then(|text| Table::read(&text))
        else {
            return Ok(None);
        };
        let Some((Plain::Long { period, value }, calendar)) = plain(&table, &said) else { return Ok(None) };
        let name = |i: usize| table.header[i].clone();
        let keys: Vec<String> = (0..table.header.len()).filter(|i| *i != period && *i != value).map(name).collect();
        let (period, value) = (name(period), name(value));
        let is =
            |name: &str, wanted: fn(&DataType) -> bool| sample.column(name).is_ok_and(|column| wanted(column.dtype()));
        let fits = keys.iter().all(|name| is(name, DataType::is_string))
            && is(&value, DataType::is_primitive_numeric)
            && is(&period, |dtype| dtype.is_integer() || dtype.is_string());
        if !fits {
            return Ok(None);
        }
        Ok(Some(Self { path: path.to_owned(), shown: shown.to_owned(), period, value, keys, calendar, groups }))
    }

    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// Which series each row belongs to.
    pub fn survey(&self) -> Result<Survey> {
        let names = self.keys.iter().chain([&self.period, &self.value]);
        let quoted: Vec<String> = names.map(|name| format!("\"{}\"", name.replace('"', "\"\""))).collect();
        let mut survey = Survey::of(quoted.join(","));
        // As many groups at a time as there are processors, so that few are in memory.
        let places: Vec<usize> = (0..self.groups.len()).collect();
        for some in places.chunks(rayon::current_num_threads()) {
            let runs: Vec<Result<Vec<Run<'static>>>> = some.par_iter().map(|group| self.runs(*group)).collect();
            for runs in runs {
                for run in runs? {
                    if !survey.add(run) {
                        return Err(Error::new(format!("{} has more series than fit into memory", self.shown))
                            .with_help("leave out columns that change from row to row"));
                    }
                }
            }
        }
        Ok(survey)
    }

    /// The series of a group of rows.
    fn runs(&self, group: usize) -> Result<Vec<Run<'static>>> {
        let frame = self.group(group, &self.keys)?;
        let broken = |error| damaged(&self.shown, &error);
        let mut starts = vec![false; frame.height()];
        if let Some(first) = starts.first_mut() {
            *first = true;
        }
        let columns: Vec<_> = frame.columns().iter().map(Column::str).collect::<Result<_, _>>().map_err(broken)?;
        for column in &columns {
            let mut before = None;
            for (start, cell) in starts.iter_mut().zip(column.iter()) {
                *start |= cell != before;
                before = cell;
            }
        }
        let mut firsts: Vec<usize> = (0..starts.len()).filter(|row| starts[*row]).collect();
        let at = IdxCa::from_vec("".into(), firsts.iter().map(|row| u32::try_from(*row).unwrap_or(0)).collect());
        let named = frame.take(&at).map_err(broken)?;
        firsts.push(frame.height());
        let cells: Vec<_> = named.columns().iter().map(Column::str).collect::<Result<_, _>>().map_err(broken)?;
        let mut runs = Vec::with_capacity(named.height());
        for (i, pair) in firsts.windows(2).enumerate() {
            let (mut key, mut line) = (Vec::new(), Vec::new());
            for cells in &cells {
                let cell = cells.get(i).unwrap_or_default();
                key.extend_from_slice(cell.trim().as_bytes());
                key.push(0x1f);
                line.push(b'"');
                line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
                line.extend_from_slice(b"\",");
            }
            // A period and a value, which name nothing.
            line.extend_from_slice(self.calendar.example().as_bytes());
            line.extend_from_slice(b",1");
            runs.push(Run { key, line: line.into(), rows: u32::try_from(pair[1] - pair[0]).unwrap_or(u32::MAX) });
        }
        Ok(runs)
    }

    /// The periods and values of the next group of rows; nothing at the end.
    pub fn next(&self, group: &mut usize) -> Result<Option<Part>> {
        if *group == self.groups.len() {
            return Ok(None);
        }
        let frame = self.group(*group, &[self.period.clone(), self.value.clone()])?;
        *group += 1;
        let broken = |error| damaged(&self.shown, &error);
        let column = |name: &str| frame.column(name).map_err(broken);
        let values = column(&self.value)?.cast(&DataType::Float64).map_err(broken)?;
        let values: Vec<f64> = values.f64().map_err(broken)?.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
        if let Some(value) = values.iter().find(|value| value.is_infinite()) {
            return Err(Error::new(format!("{}: '{value}' in the column '{}' is no number", self.shown, self.value))
                .with_help("leave the value null where there is none"));
        }
        let periods = column(&self.period)?;
        let no_period = |cell: String| {
            Error::new(format!("{}: '{cell}' in the column '{}' is no period", self.shown, self.period))
                .with_help(format!("the periods of this file are {}", self.calendar))
        };
        let steps: Vec<i32> = if periods.dtype().is_integer() {
            let periods = periods.cast(&DataType::Int32).map_err(broken)?;
            let year = |year: Option<i32>| match year {
                Some(year @ 1..=9999) => Ok(year),
                other => Err(no_period(other.map_or_else(String::new, |year| year.to_string()))),
            };
            periods.i32().map_err(broken)?.iter().map(year).collect::<Result<_>>()?
        } else {
            let step = |cell: Option<&str>| {
                let cell = cell.unwrap_or_default();
                parse::period(cell.as_bytes(), self.calendar).ok_or_else(|| no_period(cell.to_owned()))
            };
            periods.str().map_err(broken)?.iter().map(step).collect::<Result<_>>()?
        };
        Ok(Some(Part { steps, values }))
    }

    fn group(&self, group: usize, columns: &[String]) -> Result<DataFrame> {
        let start = self.groups[..group].iter().sum();
        read(&self.path, &self.shown, Some(columns.to_vec()), start, self.groups[group])
    }
}

fn read(path: &Path, shown: &str, columns: Option<Vec<String>>, start: usize, rows: usize) -> Result<DataFrame> {
    guarded(shown, || {
        ParquetReader::new(File::open(path)?).with_columns(columns).with_slice(Some((start, rows))).finish()
    })
}

fn guarded<T>(shown: &str, read: impl FnOnce() -> PolarsResult<T>) -> Result<T> {
    let read = guard::guarded(AssertUnwindSafe(read)).ok_or_else(|| damaged(shown, &"its pages are damaged"))?;
    read.map_err(|error| damaged(shown, &error))
}
