//! The mean over the last periods of a series.

use polars::prelude::{Column, DataType, Expr, Field, Float64Chunked, IntoColumn, NewChunkedArray, PolarsResult, col};

use super::step;

/// The mean of a column over this period and the ones before it, `periods` in all: null where one of them has no row or no value. Each mean is
/// summed by itself, so that nothing of what has left the window stays in it. The rows of a series stand together, in the order of time.
pub(super) fn mean(name: &str, periods: u16) -> Expr {
    let periods = usize::from(periods);
    let result = |_: &polars::prelude::Schema, fields: &[Field]| Ok(fields[0].clone());
    col(name).apply_many(move |columns| means(columns, periods), &[step(), col("series")], result)
}

fn means(columns: &[Column], periods: usize) -> PolarsResult<Column> {
    let (values, steps) = (columns[0].cast(&DataType::Float64)?, columns[1].cast(&DataType::Int64)?);
    let (values, steps, series) = (values.f64()?, steps.i64()?, columns[2].str()?);
    let mut window: Vec<f64> = Vec::new();
    let mut before: Option<(Option<&str>, Option<i64>)> = None;
    let mut means = Vec::with_capacity(values.len());
    for ((value, step), series) in values.iter().zip(steps.iter()).zip(series.iter()) {
        let next = before.is_some_and(|(own, last)| own == series && last.map(|last| last + 1) == step);
        before = Some((series, step));
        if !next || value.is_none() {
            window.clear();
        }
        window.extend(value);
        let full = window.len().checked_sub(periods).map(|start| &window[start..]);
        #[expect(clippy::cast_precision_loss, reason = "a number of periods")]
        means.push(full.map(|full| full.iter().sum::<f64>() / periods as f64));
    }
    Ok(Float64Chunked::from_iter_options(columns[0].name().clone(), means.into_iter()).into_column())
}
