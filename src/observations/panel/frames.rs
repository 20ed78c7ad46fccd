//! The frames of a large panel: whole series, about a quarter of a million rows at a time.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Datelike;
use foldhash::fast::FixedState;
use polars::prelude::{
    Categorical32Chunked, CategoricalPhysical, Categories, Column, DataFrame, DataType, Float64Chunked, Int32Chunked,
    Int64Chunked, IntoColumn, IntoSeries, NewChunkedArray, UInt32Chunked,
};
use rayon::prelude::*;

use super::block::Blocks;
use super::{Panel, Part, Source, changed};
use crate::error::{Error, Result};

/// A frame has as many rows, and those that end its last series.
const ROWS: usize = 1 << 18;

/// The frames of a panel, one after the other.
///
/// Each has the columns series, indicator, ref_area, time_period and unit (`Categorical`, null where the file does not say), start, end (`Date`),
/// frequency (`String`), step (`Int64`: the number of the period, by which neighbours differ by one) and obs_value (`Float64`), with the rows of whole series, each in the order of time.
pub struct Frames<'a> {
    panel: &'a Panel,
    reader: Reader,
    /// The series of rows that follow each other, and how many they are; the first that is not in a frame yet.
    runs: std::borrow::Cow<'a, [(u32, u32)]>,
    run: usize,
    /// Rows that have been read and are in no frame yet.
    held: Part,
    repeated: usize,
}

enum Reader {
    Lines(Blocks),
    Pages(usize),
    /// All rows, sorted, since those of a series do not stand together.
    Sorted(Option<Part>),
}

impl<'a> Frames<'a> {
    pub(super) fn of(panel: &'a Panel) -> Result<Self> {
        let reader = match &panel.source {
            Source::Lines(lines) => Reader::Lines(lines.blocks()?),
            Source::Pages(_) => Reader::Pages(0),
        };
        let runs = panel.runs.as_slice().into();
        let mut frames = Self { panel, reader, runs, run: 0, held: Part::default(), repeated: 0 };
        if !panel.sorted {
            frames.sort()?;
        }
        Ok(frames)
    }

    /// How many observations stood twice with the same value and were taken once, so far.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.repeated
    }

    /// Reads all rows and puts those of each series together: sixteen bytes of memory a row.
    fn sort(&mut self) -> Result<()> {
        let mut rows: Vec<(u32, i32, f64)> = Vec::with_capacity(self.panel.rows);
        let mut series = self.panel.runs.iter().flat_map(|(series, rows)| (0..*rows).map(move |_| *series));
        while let Some(part) = self.part()? {
            for (step, value) in part.steps.into_iter().zip(part.values) {
                rows.push((series.next().ok_or_else(|| changed(&self.panel.shown))?, step, value));
            }
        }
        if series.next().is_some() {
            return Err(changed(&self.panel.shown));
        }
        rows.par_sort_by_key(|(series, step, _)| (*series, *step));
        let mut counts = vec![0; self.panel.series.len()];
        rows.iter().for_each(|(series, ..)| counts[*series as usize] += 1);
        self.runs = (0..).zip(counts).collect::<Vec<(u32, u32)>>().into();
        let (steps, values) = rows.into_iter().map(|(_, step, value)| (step, value)).unzip();
        self.reader = Reader::Sorted(Some(Part { steps, values }));
        Ok(())
    }

    fn part(&mut self) -> Result<Option<Part>> {
        match (&mut self.reader, &self.panel.source) {
            (Reader::Lines(blocks), Source::Lines(lines)) => lines.next(blocks),
            (Reader::Pages(group), Source::Pages(pages)) => pages.next(group),
            (Reader::Sorted(part), _) => Ok(part.take()),
            _ => Ok(None),
        }
    }

    /// The next frame; nothing behind the last.
    fn make(&mut self) -> Result<Option<DataFrame>> {
        if self.run == self.runs.len() {
            // What has been written behind the rows that were counted is not read as if it belonged to them.
            let more = !self.held.steps.is_empty() || self.part()?.is_some_and(|part| !part.steps.is_empty());
            return if more { Err(changed(&self.panel.shown)) } else { Ok(None) };
        }
        let first = self.run;
        let mut rows = 0;
        while self.run < self.runs.len() && rows < ROWS {
            rows += self.runs[self.run].1 as usize;
            self.run += 1;
        }
        while self.held.steps.len() < rows {
            let part = self.part()?.ok_or_else(|| changed(&self.panel.shown))?;
            self.held.steps.extend(part.steps);
            self.held.values.extend(part.values);
        }
        let rest = Part { steps: self.held.steps.split_off(rows), values: self.held.values.split_off(rows) };
        let mut rows = std::mem::replace(&mut self.held, rest);
        let mut runs = self.runs[first..self.run].to_vec();
        self.settle(&mut rows, &mut runs)?;
        self.frame(rows, &runs).map(Some)
    }

    /// Puts each series in the order of time and takes once what stands twice.
    fn settle(&mut self, rows: &mut Part, runs: &mut [(u32, u32)]) -> Result<()> {
        let mut start = 0;
        let mut twice = vec![false; rows.steps.len()];
        for (series, count) in runs {
            let range = start..start + *count as usize;
            start = range.end;
            if rows.steps[range.clone()].windows(2).all(|pair| pair[0] < pair[1]) {
                continue;
            }
            let mut sorted: Vec<(i32, f64)> = range.clone().map(|row| (rows.steps[row], rows.values[row])).collect();
            sorted.sort_by_key(|(step, _)| *step);
            for (row, (step, value)) in range.clone().zip(&sorted) {
                (rows.steps[row], rows.values[row]) = (*step, *value);
            }
            for (row, pair) in range.skip(1).zip(sorted.windows(2)) {
                let [(step, before), (next, value)] = pair else { continue };
                if step != next {
                    continue;
                }
                if before.to_bits() != value.to_bits() && !(before.is_nan() && value.is_nan()) {
                    let words = |value: f64| if value.is_nan() { String::new() } else { value.to_string() };
                    let (shown, period) = (&self.panel.shown, self.panel.calendar.unit(*step));
                    let id = &self.panel.series[*series as usize].id;
                    let (before, value) = (words(*before), words(*value));
                    return Err(Error::new(format!(
                        "{shown}: two values for {id}, {period}: '{before}' and '{value}'"
                    ))
                    .with_help("keep one of them, or add the column that tells them apart"));
                }
                twice[row] = true;
                self.repeated += 1;
                *count -= 1;
            }
        }
        if twice.contains(&true) {
            let (mut step, mut value) = (twice.iter(), twice.iter());
            rows.steps.retain(|_| step.next() == Some(&false));
            rows.values.retain(|_| value.next() == Some(&false));
        }
        Ok(())
    }

    fn frame(&self, rows: Part, runs: &[(u32, u32)]) -> Result<DataFrame> {
        let Part { steps, values } = rows;
        let height = steps.len();
        let series = |of: fn(&super::Series) -> &str| {
            runs.iter().map(move |(series, _)| of(&self.panel.series[*series as usize])).collect::<Vec<_>>()
        };
        let counts: Vec<u32> = runs.iter().map(|(_, rows)| *rows).collect();
        let (least, most) = steps.iter().fold((i32::MAX, i32::MIN), |(a, b), step| (a.min(*step), b.max(*step)));
        let units: Vec<_> = (least..=most).map(|step| self.panel.calendar.unit(step)).collect();
        let epoch = chrono::NaiveDate::default().num_days_from_ce();
        let dates: Vec<(i32, i32)> = units
            .iter()
            .filter_map(|unit| unit.dates(None))
            .map(|(start, end)| (start.num_days_from_ce() - epoch, end.num_days_from_ce() - epoch))
            .collect();
        let place = |step: &i32| usize::try_from(step - least).unwrap_or(0);
        let date = |name: &str, of: fn(&(i32, i32)) -> i32| {
            let days = steps.iter().map(|step| of(&dates[place(step)])).collect();
            Int32Chunked::from_vec(name.into(), days).into_column().cast(&DataType::Date)
        };
        let labels: Vec<String> = units.iter().map(ToString::to_string).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let places = steps.iter().map(|step| u32::try_from(step - least).unwrap_or(0)).collect();
        let words = |name: &str, words: Vec<&str>| self.words(name, &words, |codes| repeated(codes, &counts, height));
        let frequency = self.panel.calendar.frequency().code();
        let build = || {
            let columns = vec![
                words("series", series(|one| &one.id))?,
                words("indicator", series(|one| &one.indicator))?,
                words("ref_area", series(|one| &one.area))?,
                self.words("time_period", &labels, |_| places)?,
                date("start", |dates| dates.0)?,
                date("end", |dates| dates.1)?,
                Column::new_scalar(
                    "frequency".into(),
                    polars::prelude::Scalar::from(polars::prelude::PlSmallStr::from(frequency)),
                    height,
                ),
                Int64Chunked::from_vec("step".into(), steps.iter().map(|step| i64::from(*step)).collect())
                    .into_column(),
                numbers(values),
                words("unit", series(|one| &one.unit))?,
            ];
            DataFrame::new(height, columns)
        };
        build().map_err(|error| Error::new(format!("the data frame cannot be built: {error}")))
    }

    /// A column of words that are kept once: `rows` makes the code of each row from those of the words. Empty words are null.
    fn words(
        &self,
        name: &str,
        words: &[&str],
        rows: impl FnOnce(Vec<u32>) -> Vec<u32>,
    ) -> polars::prelude::PolarsResult<Column> {
        // Each column has words of its own: those of one name would be shared by all frames, of other panels too.
        static MADE: AtomicU64 = AtomicU64::new(0);
        let own = MADE.fetch_add(1, Ordering::Relaxed).to_string();
        let categories = Categories::new(own.into(), "trueup".into(), CategoricalPhysical::U32);
        let mapping = categories.mapping();
        let mut known: HashMap<&str, u32, FixedState> = HashMap::default();
        let mut codes = Vec::with_capacity(words.len());
        for word in words {
            codes.push(match known.get(word) {
                Some(code) => *code,
                None => {
                    let code = if word.is_empty() { u32::MAX } else { mapping.insert_cat(word)? };
                    known.insert(word, code);
                    code
                }
            });
        }
        // A code that no word has becomes null.
        let codes = UInt32Chunked::from_vec(name.into(), rows(codes));
        let dtype = DataType::from_categories(categories);
        Ok(Categorical32Chunked::from_cats_and_dtype(codes, dtype).into_series().into_column())
    }
}

impl Iterator for Frames<'_> {
    type Item = Result<DataFrame>;

    fn next(&mut self) -> Option<Self::Item> {
        self.make().transpose()
    }
}

/// Each code as often as its series has rows.
fn repeated(codes: Vec<u32>, counts: &[u32], height: usize) -> Vec<u32> {
    let mut rows = Vec::with_capacity(height);
    for (code, count) in codes.into_iter().zip(counts) {
        rows.extend(std::iter::repeat_n(code, *count as usize));
    }
    rows
}

/// The values; those that are NaN are null.
fn numbers(values: Vec<f64>) -> Column {
    if values.iter().any(|value| value.is_nan()) {
        let values: Vec<Option<f64>> =
            values.into_iter().map(|value| Some(value).filter(|value| !value.is_nan())).collect();
        return Float64Chunked::from_slice_options("obs_value".into(), &values).into_column();
    }
    Float64Chunked::from_vec("obs_value".into(), values).into_column()
}
