//! What stands elsewhere in the series of each row: the value some periods before, the first one, the mean of some.
//!
//! Frames nearly always hold one series after the other, each in the order of time. Then one pass finds what a join or a grouping would;
//! rows in another order are sorted first.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;
use polars::prelude::{
    Column, DataType, Expr, Field, Float64Chunked, Int64Chunked, IntoColumn, NULL, NewChunkedArray, PolarsResult,
    UInt32Chunked, col, lit,
};

use super::STEP;
use crate::observations::Frequency;

/// The number of the period of each row on the calendar of its frequency: neighbours differ by one. Null where there is no start or no frequency.
pub fn step() -> Expr {
    let of = |columns: &mut [Column]| {
        let starts = columns[0].cast(&DataType::Date)?.cast(&DataType::Int32)?;
        let frequencies = columns[1].cast(&DataType::String)?;
        let (starts, frequencies) = (starts.i32()?, frequencies.str()?);
        let mut known = ("", None);
        let steps = starts
            .iter()
            .zip(frequencies.iter())
            .map(|(start, code)| Some(frequency(&mut known, code)?.number(NaiveDate::from_epoch_days(start?)?)));
        Ok(Int64Chunked::from_iter_options("step".into(), steps).into_column())
    };
    col("start").map_many(of, &[col("frequency")], |_, _| Ok(Field::new("step".into(), DataType::Int64)))
}

/// The number of observations a year of each row's series, as a float; null where it has no frequency.
pub(super) fn per_year() -> Expr {
    let of = |columns: &mut [Column]| {
        let codes = columns[0].cast(&DataType::String)?;
        let mut known = ("", None);
        let all = codes.str()?.iter().map(|code| frequency(&mut known, code).map(|one| f64::from(one.per_year())));
        Ok(Float64Chunked::from_iter_options("per_year".into(), all).into_column())
    };
    col("frequency").map_many(of, &[], |_, _| Ok(Field::new("per_year".into(), DataType::Float64)))
}

/// The frequency of a code. Series follow each other, and so it is nearly always that of the row before.
fn frequency<'a>(known: &mut (&'a str, Option<Frequency>), code: Option<&'a str>) -> Option<Frequency> {
    let code = code.unwrap_or_default();
    if known.0 != code {
        *known = (code, Frequency::from_code(code));
    }
    known.1
}

/// How far back.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lag {
    /// One period.
    Period,
    /// As many periods as a year has.
    Year,
}

/// The value one period, or one year, before, beside each; null where that period is not in the frame.
pub(super) fn earlier(value: Expr, lag: Lag) -> Expr {
    of_series(value, col("frequency"), move |runs, values, frequencies| {
        let frequencies = frequencies.cast(&DataType::String)?;
        let frequencies = frequencies.str()?;
        let mut found = vec![f64::NAN; runs.len()];
        for run in runs.all() {
            let lag = match lag {
                Lag::Period => 1,
                Lag::Year => {
                    let frequency = frequencies.get(runs.row(run.start)).and_then(Frequency::from_code);
                    i64::from(frequency.map_or(1, Frequency::per_year))
                }
            };
            let mut before = run.start;
            for i in run {
                let step = runs.step(i);
                if step == NO_STEP {
                    continue;
                }
                // A row without a number stands before all others.
                while runs.step(before) < step - lag {
                    before += 1;
                }
                if runs.step(before) == step - lag {
                    found[runs.row(i)] = values[runs.row(before)];
                }
            }
        }
        Ok(found)
    })
}

/// The first value of the series where `there` holds, beside each of its rows; null where it never does.
pub(super) fn first(value: Expr, there: Expr) -> Expr {
    of_series(value, there, |runs, values, there| {
        let there = there.bool()?;
        let first = |mut run: Range<usize>| run.find(|i| there.get(runs.row(*i)) == Some(true));
        Ok(runs.told(|run| first(run).map(|i| values[runs.row(i)])))
    })
}

/// The mean of the values of the series where `there` holds, beside each of its rows; null where there is none.
pub(super) fn mean(value: Expr, there: Expr) -> Expr {
    of_series(value, there, |runs, values, there| {
        let there: Vec<bool> = there.bool()?.iter().map(|there| there == Some(true)).collect();
        Ok(runs.told(|run| {
            let (mut sum, mut count) = (0.0, 0.0);
            for row in run.map(|i| runs.row(i)).filter(|row| there[*row] && !values[*row].is_nan()) {
                sum += values[row];
                count += 1.0;
            }
            (count > 0.0).then(|| sum / count)
        }))
    })
}

/// The mean of the values of this period and the ones before it, `periods` in all: null where one of them has no row or no value. Each mean is
/// summed by itself, so that nothing of what has left the window stays in it.
pub(super) fn window(value: Expr, periods: u16) -> Expr {
    let periods = usize::from(periods);
    of_series(value, lit(NULL), move |runs, values, _| {
        let mut means = vec![f64::NAN; runs.len()];
        for run in runs.all() {
            let mut full: Vec<f64> = Vec::new();
            for i in run.clone() {
                let follows = i > run.start && runs.step(i - 1) != NO_STEP && runs.step(i) == runs.step(i - 1) + 1;
                let value = values[runs.row(i)];
                if !follows || value.is_nan() {
                    full.clear();
                }
                full.extend(Some(value).filter(|value| !value.is_nan()));
                let last = full.len().checked_sub(periods).map(|start| &full[start..]);
                #[expect(clippy::cast_precision_loss, reason = "a number of periods")]
                let mean = last.map_or(f64::NAN, |last| last.iter().sum::<f64>() / periods as f64);
                means[runs.row(i)] = mean;
            }
        }
        Ok(means)
    })
}

/// A column that is made of a value, of another column, and of where each row stands in its series; NaN becomes null. The frame needs the columns
/// series and step.
fn of_series(
    value: Expr,
    other: Expr,
    made: impl Fn(&Runs, &[f64], &Column) -> PolarsResult<Vec<f64>> + Send + Sync + 'static,
) -> Expr {
    let function = move |columns: &mut [Column]| {
        let [value, other, series, steps] = columns else { unreachable!("four columns are named below") };
        let runs = Runs::of(series, steps)?;
        let value = value.cast(&DataType::Float64)?;
        let values = value.f64()?;
        let values = match values.cont_slice() {
            Ok(values) => Cow::Borrowed(values),
            Err(_) => Cow::Owned(values.iter().map(|value| value.unwrap_or(f64::NAN)).collect::<Vec<_>>()),
        };
        let found = made(&runs, &values, other)?;
        let name = value.name().clone();
        if !found.iter().any(|value| value.is_nan()) {
            return Ok(Float64Chunked::from_vec(name, found).into_column());
        }
        let found = found.into_iter().map(|value| (!value.is_nan()).then_some(value));
        Ok(Float64Chunked::from_iter_options(name, found).into_column())
    };
    value.apply_many(function, &[other, col("series"), col(STEP)], |_, fields| {
        Ok(Field::new(fields[0].name().clone(), DataType::Float64))
    })
}

/// The rows of a frame, series by series, each in the order of time.
struct Runs<'a> {
    /// The rows in that order, if it is not that of the frame.
    order: Option<Vec<usize>>,
    /// The number of the period of each row.
    steps: Cow<'a, [i64]>,
    /// Where each series ends.
    ends: Vec<usize>,
}

/// Stands for the number of a period that has none.
const NO_STEP: i64 = i64::MIN;

impl<'a> Runs<'a> {
    fn of(series: &Column, steps: &'a Column) -> PolarsResult<Self> {
        let steps = steps.i64()?;
        let steps = match steps.cont_slice() {
            Ok(steps) => Cow::Borrowed(steps),
            Err(_) => Cow::Owned(steps.iter().map(|step| step.unwrap_or(NO_STEP)).collect()),
        };
        let keys = keys(series)?;
        let keys = keys.cont_slice()?;
        let mut ends = Vec::new();
        let mut sorted = true;
        for i in 1..keys.len() {
            // A series that goes on further down has a smaller number than the one before it.
            if keys[i] != keys[i - 1] {
                ends.push(i);
                sorted &= keys[i] > keys[i - 1];
            } else {
                sorted &= steps[i] >= steps[i - 1];
            }
        }
        if !keys.is_empty() {
            ends.push(keys.len());
        }
        if sorted {
            return Ok(Self { order: None, steps, ends });
        }
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|row| (keys[*row], steps[*row]));
        let ends = (1..=order.len()).filter(|i| *i == order.len() || keys[order[*i]] != keys[order[*i - 1]]).collect();
        Ok(Self { order: Some(order), steps, ends })
    }

    fn len(&self) -> usize {
        self.steps.len()
    }

    /// The row of the frame at a place in the order.
    fn row(&self, i: usize) -> usize {
        self.order.as_ref().map_or(i, |order| order[i])
    }

    fn step(&self, i: usize) -> i64 {
        self.steps[self.row(i)]
    }

    /// The places of each series.
    fn all(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.ends.iter().map(move |end| std::mem::replace(&mut start, *end)..*end)
    }

    /// What is made of the places of each series, beside each of its rows.
    fn told(&self, of: impl Fn(Range<usize>) -> Option<f64>) -> Vec<f64> {
        let mut told = vec![f64::NAN; self.len()];
        for run in self.all() {
            let value = of(run.clone()).unwrap_or(f64::NAN);
            for i in run {
                told[self.row(i)] = value;
            }
        }
        told
    }
}

/// A number for the series of each row: that of its word where words are kept once, else counted as they first appear.
fn keys(series: &Column) -> PolarsResult<UInt32Chunked> {
    if series.dtype().is_categorical() {
        let codes = series.to_physical_repr().cast(&DataType::UInt32)?;
        if codes.null_count() == 0 {
            return Ok(codes.u32()?.rechunk().into_owned());
        }
    }
    let names = series.cast(&DataType::String)?;
    let mut known: HashMap<Option<&str>, u32> = HashMap::new();
    let mut last: Option<(Option<&str>, u32)> = None;
    let counted = names.str()?.iter().map(|name| match last {
        Some((before, number)) if before == name => number,
        _ => {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            let number = *known.entry(name).or_insert(next);
            last = Some((name, number));
            number
        }
    });
    Ok(UInt32Chunked::from_vec("key".into(), counted.collect()))
}
