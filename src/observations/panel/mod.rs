//! Large panels: files of millions of observations whose columns are plain, read in parts and never as a whole.
//!
//! A panel nearly always holds one series after the other. So the file is gone through twice: first for the names of its series and the
//! number of their rows, which takes little memory, then for the periods and values. What comes out are frames of whole series, each
//! of about a quarter of a million rows, with the columns that [`Observations::frame`](super::Observations::frame) has for the same file.

mod block;
mod frames;
mod lines;
mod pages;
mod parse;
mod survey;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;

use std::collections::HashSet;
use std::fmt;
use std::io::Read;
use std::path::Path;

use foldhash::fast::FixedState;
use rayon::prelude::*;

use crate::error::{Error, Result};
use crate::input;
use crate::period::Unit;

use super::columns::Columns;
use super::table::Table;
use super::{Frequency, Series, unique};
pub use frames::Frames;

/// Smaller files are read as a whole.
const LEAST: u64 = 1 << 20;

/// A large file whose series are known.
pub struct Panel {
    source: Source,
    shown: String,
    calendar: Calendar,
    series: Vec<Series>,
    /// The series of rows that follow each other in the file, and how many they are.
    runs: Vec<(u32, u32)>,
    sorted: bool,
    rows: usize,
}

enum Source {
    Lines(lines::Lines),
    Pages(pages::Pages),
}

/// Periods and values of rows that follow each other; NaN where there is no value.
#[derive(Default)]
struct Part {
    steps: Vec<i32>,
    values: Vec<f64>,
}

impl Part {
    fn with_capacity(rows: usize) -> Self {
        Self { steps: Vec::with_capacity(rows), values: Vec::with_capacity(rows) }
    }

    fn push(&mut self, step: i32, value: f64) {
        self.steps.push(step);
        self.values.push(value);
    }
}

impl Panel {
    /// Goes through a file for its series; nothing if it is small, or not plain: several columns of values, dates by day, statuses, SDMX. Such
    /// a file is for [`Observations::read`](super::Observations::read).
    ///
    /// # Errors
    /// If the file cannot be read, or is a damaged Parquet file.
    pub fn open(path: &Path) -> Result<Option<Self>> {
        Self::from(path, LEAST)
    }

    fn from(path: &Path, least: u64) -> Result<Option<Self>> {
        let shown = path.display().to_string();
        // What is no file is refused, with its reason, by the reading that this is the fast road of.
        if !std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() >= least) {
            return Ok(None);
        }
        let mut magic = [0; 4];
        let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut magic));
        if read.is_err() {
            return Ok(None);
        }
        let (source, survey, calendar) = if magic == *b"PAR1" {
            let Some(pages) = pages::Pages::open(path, &shown)? else { return Ok(None) };
            let (survey, calendar) = (pages.survey()?, pages.calendar());
            (Source::Pages(pages), survey, calendar)
        } else {
            let Some(lines) = lines::Lines::open(path, &shown)? else { return Ok(None) };
            let Some(survey) = lines.survey()? else { return Ok(None) };
            let calendar = lines.calendar();
            (Source::Lines(lines), survey, calendar)
        };
        let (sorted, runs) = (survey.is_sorted(), survey.runs);
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let Some(series) = named(&shown, survey.text, &stem, calendar.frequency()) else { return Ok(None) };
        let rows = runs.iter().map(|(_, rows)| *rows as usize).sum();
        Ok(Some(Self { source, shown, calendar, series, runs, sorted, rows }))
    }

    /// The series, in the order of the file. Their rows are none: no frame holds them all.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The number of observations, those without a value too.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The frames, one after the other.
    ///
    /// # Errors
    /// If the file can no longer be read.
    pub fn frames(&self) -> Result<Frames<'_>> {
        Frames::of(self)
    }
}

/// The series that the first rows of each tell, named as [`super::Observations`] names them; nothing if their columns say something else than
/// those of the sample did.
fn named(shown: &str, text: Vec<u8>, stem: &str, frequency: Frequency) -> Option<Vec<Series>> {
    let (table, _) = Table::read(&input::text_of(shown, text).ok()?).ok()?;
    let columns = Columns::of(&table, None, &[]).ok()?;
    let column = columns.plain()?.first_value();
    let keys: Vec<Vec<&str>> = table.rows.par_iter().map(|row| columns.key(&table, row, column)).collect();
    // Two series whose names differ only in what tells none apart would be one.
    let mut seen = HashSet::with_capacity_and_hasher(keys.len(), FixedState::default());
    if !keys.iter().all(|key| seen.insert(key)) {
        return None;
    }
    let series = |row| Series { frequency, ..columns.series(&table, row, column, stem) };
    let mut all: Vec<Series> = table.rows.par_iter().map(series).collect();
    unique(all.iter_mut());
    Some(all)
}

/// The calendar of a file whose periods name themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Calendar {
    Years,
    Halves,
    Quarters,
    Months,
}

impl Calendar {
    /// The calendar of a period; days need their neighbours to tell what they stand for.
    fn of(unit: Unit) -> Option<Self> {
        match unit {
            Unit::Year(_) => Some(Self::Years),
            Unit::Half(..) => Some(Self::Halves),
            Unit::Quarter(..) => Some(Self::Quarters),
            Unit::Month(..) => Some(Self::Months),
            _ => None,
        }
    }

    /// The number of a period: neighbours differ by one. Nothing if it is one of another calendar.
    fn number(self, unit: Unit) -> Option<i32> {
        let (start, _) = unit.dates(None).filter(|_| Self::of(unit) == Some(self))?;
        i32::try_from(self.frequency().number(start)).ok()
    }

    /// The period of a number.
    fn unit(self, number: i32) -> Unit {
        let part = |of: i32| (number.div_euclid(of), u8::try_from(number.rem_euclid(of) + 1).unwrap_or(1));
        match self {
            Self::Years => Unit::Year(number),
            Self::Halves => Unit::Half(part(2).0, part(2).1),
            Self::Quarters => Unit::Quarter(part(4).0, part(4).1),
            Self::Months => Unit::Month(part(12).0, part(12).1),
        }
    }

    fn frequency(self) -> Frequency {
        match self {
            Self::Years => Frequency::Annual,
            Self::Halves => Frequency::HalfYearly,
            Self::Quarters => Frequency::Quarterly,
            Self::Months => Frequency::Monthly,
        }
    }

    /// How such a period is written.
    fn example(self) -> &'static str {
        match self {
            Self::Years => "2010",
            Self::Halves => "2010-S1",
            Self::Quarters => "2010-Q3",
            Self::Months => "2010-07",
        }
    }
}

impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Years => "years",
            Self::Halves => "half-years",
            Self::Quarters => "quarters",
            Self::Months => "months",
        })
    }
}

/// The message for a file that was written to while it was read.
fn changed(shown: &str) -> Error {
    Error::new(format!("{shown} changed while it was read")).with_help("wait until it is written, and try again")
}
