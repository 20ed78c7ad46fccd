//! Series at a lower frequency: months as quarters, days as years.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use polars::prelude::{
    Column, DataType, Expr, Field, Int32Chunked, IntoColumn, LazyFrame, NULL, PlSmallStr, PolarsResult, Schema,
    StringChunked, col, lit, when,
};

use super::reason::{self, REASON, Reason};
use super::unplanned;
use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::observations::Frequency;
use crate::period::Unit;

/// What is made of the values of the shorter periods: FRED's three ("What is Frequency Aggregation?",
/// `fredhelp.stlouisfed.org/fred/data/understanding-the-data/what-is-frequency-aggregation/`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregate {
    /// `mean`: their mean.
    Mean,
    /// `sum`: their sum.
    Sum,
    /// `end`: the last of them.
    End,
}

impl FromStr for Aggregate {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "mean" => Ok(Self::Mean),
            "sum" => Ok(Self::Sum),
            "end" => Ok(Self::End),
            _ => Err(Error::new(format!("there is no aggregation '{text}'")).with_help(hint(
                text,
                ["mean", "sum", "end"],
                "they are mean, sum and end, the last value of a period",
            ))),
        }
    }
}

/// Each series with one row for each year, quarter or month that it has rows in. A period is null where it lacks some of its parts, with the
/// reason in the column reason (`String`): a year needs all 4 quarters or 12 months, a quarter its 3 months, whatever the aggregate. Of weeks
/// and days, where holidays are no missing values, it needs as many as FRED asks of a first and last period ("How are Missing Values Determined
/// for First/Last Observations?"): a month 3 weeks or 17 days, a quarter 10 or 52, a year 39 or 208. A week belongs to the period of its date.
///
/// FRED asks this of the first and the last period alone and ignores what is missing between; here no period is exempt. And FRED rounds to the
/// decimals of the data, where here nothing is rounded.
///
/// The frame has the columns of [`Observations::frame`](crate::observations::Observations::frame) and keeps them; series that have that
/// frequency stay as they are.
///
/// # Errors
/// If the frequency is none of years, quarters and months, or a series is observed less often.
///
/// ```
/// use polars::prelude::IntoLazy;
/// use trueup::observations::{Frequency, Observations};
/// use trueup::transform::{Aggregate, aggregate};
/// let text = "quarter,value\n2020-Q1,1\n2020-Q2,2\n2020-Q3,3\n2020-Q4,6\n2021-Q1,7\n";
/// let frame = Observations::parse("x.csv", text)?.frame().clone().lazy();
/// let years = aggregate(frame, Frequency::Annual, Aggregate::Mean)?.collect()?;
/// let means: Vec<Option<f64>> = years.column("obs_value")?.f64()?.iter().collect();
/// // 2021 has one quarter of four.
/// assert_eq!(means, [Some(3.0), None]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aggregate(frame: LazyFrame, to: Frequency, how: Aggregate) -> Result<LazyFrame> {
    if !matches!(to, Frequency::Annual | Frequency::Quarterly | Frequency::Monthly) {
        return Err(Error::new(format!("series are not aggregated to '{}'", to.code()))
            .with_help("name A, Q or M: years, quarters or months"));
    }
    let mut frame = frame;
    let schema = frame.collect_schema().map_err(unplanned)?;
    refuse_rarer(&frame, to)?;
    let there = col("obs_value").drop_nulls();
    let value = match how {
        Aggregate::Mean => there.mean(),
        Aggregate::Sum => there.sum(),
        Aggregate::End => there.last(),
    };
    let parts = by_frequency(|from| lit(parts(from, to)));
    let whole = col("obs_value").count().cast(DataType::Int64).gt_eq(parts.first());
    // The period itself is found from its first day that has a row.
    let made = ["obs_value", "obs_status", "start", "end", "time_period", "frequency", REASON];
    let kept = schema.iter_names().filter(|name| !made.contains(&name.as_str()) && *name != "series");
    let mut columns: Vec<Expr> = kept.map(|name| col(name.clone()).first()).collect();
    let same = || col("frequency").first().eq(lit(to.code()));
    columns.push(when(whole.clone()).then(value).otherwise(lit(NULL)).alias("obs_value"));
    let lacking = when(same()).then(Reason::Missing.code()).otherwise(Reason::Incomplete.code());
    columns.push(reason::words(when(whole).then(lit(NULL)).otherwise(lacking)));
    if schema.contains("obs_status") {
        columns.push(when(same()).then(col("obs_status").first()).otherwise(lit(NULL)).alias("obs_status"));
    }
    let frame = frame.group_by_stable([col("series"), ordinal(to).alias("ordinal")]).agg(columns);
    let frame = frame.with_columns([
        lit(to.code()).alias("frequency"),
        date(to, false).alias("start"),
        date(to, true).alias("end"),
        name(to).alias("time_period"),
    ]);
    Ok(frame.select(reason::columns(&schema)))
}

/// How many values of one frequency a whole period of another needs; see [`aggregate`].
fn parts(from: Frequency, to: Frequency) -> i64 {
    match (from, to) {
        (Frequency::HalfYearly, Frequency::Annual) => 2,
        (Frequency::Monthly, Frequency::Annual) => 12,
        (Frequency::Quarterly, Frequency::Annual) => 4,
        (Frequency::Monthly, Frequency::Quarterly) => 3,
        (Frequency::Fortnightly, Frequency::Annual) => 20,
        (Frequency::Fortnightly, Frequency::Quarterly) => 5,
        (Frequency::Fortnightly, Frequency::Monthly) => 2,
        (Frequency::Weekly, Frequency::Annual) => 39,
        (Frequency::Weekly, Frequency::Quarterly) => 10,
        (Frequency::Weekly, Frequency::Monthly) => 3,
        (Frequency::Business | Frequency::Daily, Frequency::Annual) => 208,
        (Frequency::Business | Frequency::Daily, Frequency::Quarterly) => 52,
        (Frequency::Business | Frequency::Daily, Frequency::Monthly) => 17,
        _ => 1,
    }
}

/// What each frequency has.
fn by_frequency(of: impl Fn(Frequency) -> Expr) -> Expr {
    Frequency::ALL.into_iter().fold(lit(NULL), |rest, frequency| {
        when(col("frequency").eq(lit(frequency.code()))).then(of(frequency)).otherwise(rest)
    })
}

fn refuse_rarer(frame: &LazyFrame, to: Frequency) -> Result<()> {
    let rarer = by_frequency(|frequency| lit(frequency < to));
    let found =
        frame.clone().filter(rarer).select([col("series"), col("frequency")]).limit(1).collect().map_err(unplanned)?;
    let text =
        |name: &str| found.column(name).ok().and_then(|column| column.str().ok()?.iter().next()?.map(str::to_owned));
    let (Some(series), Some(frequency)) =
        (text("series"), text("frequency").and_then(|code| Frequency::from_code(&code)))
    else {
        return Ok(());
    };
    Err(Error::new(format!("{series} is {frequency}; it cannot be made {to}"))
        .with_help(format!("ask for a frequency that all series have or exceed: --frequency {}", frequency.code())))
}

/// The number of the period that a row lies in.
fn ordinal(to: Frequency) -> Expr {
    let year = col("start").dt().year().cast(DataType::Int32);
    match to {
        Frequency::Annual => year,
        Frequency::Quarterly => year * lit(4i32) + col("start").dt().quarter().cast(DataType::Int32) - lit(1i32),
        _ => year * lit(12i32) + col("start").dt().month().cast(DataType::Int32) - lit(1i32),
    }
}

/// The period of a number.
fn unit(ordinal: i32, to: Frequency) -> Unit {
    let part = |parts: i32| u8::try_from(ordinal.rem_euclid(parts) + 1).unwrap_or(1);
    match to {
        Frequency::Annual => Unit::Year(ordinal),
        Frequency::Quarterly => Unit::Quarter(ordinal.div_euclid(4), part(4)),
        _ => Unit::Month(ordinal.div_euclid(12), part(12)),
    }
}

/// The first or the last day of the period.
fn date(to: Frequency, last: bool) -> Expr {
    let day = move |ordinal: i32| {
        let (first, end) = unit(ordinal, to).dates(None)?;
        Some((if last { end } else { first }).num_days_from_ce() - NaiveDate::default().num_days_from_ce())
    };
    let days = move |column: &Column| -> PolarsResult<Column> {
        let days: Int32Chunked = column.i32()?.iter().map(|ordinal| ordinal.and_then(day)).collect();
        Ok(days.into_column())
    };
    mapped(days, DataType::Int32).cast(DataType::Date)
}

fn name(to: Frequency) -> Expr {
    let names = move |column: &Column| -> PolarsResult<Column> {
        let names: StringChunked =
            column.i32()?.iter().map(|ordinal| ordinal.map(|ordinal| unit(ordinal, to).to_string())).collect();
        Ok(names.into_column())
    };
    mapped(names, DataType::String)
}

fn mapped(of: impl Fn(&Column) -> PolarsResult<Column> + Send + Sync + 'static, dtype: DataType) -> Expr {
    let result = move |_: &Schema, field: &Field| Ok(Field::new(field.name().clone(), dtype.clone()));
    let named = move |column: Column| of(&column).map(|made| made.with_name(PlSmallStr::from_static("ordinal")));
    col("ordinal").map(named, result)
}
