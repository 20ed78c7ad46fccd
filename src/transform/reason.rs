//! Why a value is null, as a column of a frame.

use std::fmt;

use chrono::NaiveDate;
use polars::prelude::{DataType, Expr, LazyFrame, NULL, Schema, coalesce, col, lit, when};

use super::{day, runs, unplanned};
use crate::error::Result;

/// Why there is no value.
///
/// ```
/// use trueup::transform::Reason;
/// assert_eq!(Reason::NoYearBefore.to_string(), "no value one year before");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The data have none for this period.
    Missing,
    /// The period lacks some of the shorter ones that it is made of.
    Incomplete,
    /// There is none one period before.
    NoPeriodBefore,
    /// There is none one year before.
    NoYearBefore,
    /// There is none in any earlier period.
    NoneBefore,
    /// There is none in the base period.
    NoBase,
    /// One of the periods that a mean is taken of has none.
    Window,
    /// What it is compared with is not above zero.
    BaseNotPositive,
    /// The value itself is not above zero, where a logarithm or a compound rate needs it.
    NotPositive,
    /// The total has none in this period.
    NoTotal,
    /// The total has none one year before.
    NoTotalBefore,
    /// One of the parts that the total is the sum of has none, now or a year before.
    PartMissing,
    /// The total is not above zero.
    TotalNotPositive,
    /// Value and total are in different units.
    OtherUnit,
    /// The deflator has none in this period, or none in its base period.
    NoDeflator,
    /// The deflator is not above zero.
    DeflatorNotPositive,
    /// It is larger than a double holds.
    TooLarge,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl Reason {
    fn words(self) -> &'static str {
        match self {
            Self::Missing => "the value is missing",
            Self::Incomplete => "the period is incomplete",
            Self::NoPeriodBefore => "no value one period before",
            Self::NoYearBefore => "no value one year before",
            Self::NoneBefore => "no earlier value",
            Self::NoBase => "no value in the base period",
            Self::Window => "a period of the mean is missing",
            Self::BaseNotPositive => "the base is zero or negative",
            Self::NotPositive => "the value is zero or negative",
            Self::NoTotal => "no total in this period",
            Self::NoTotalBefore => "no total one year before",
            Self::PartMissing => "a part of the total is missing",
            Self::TotalNotPositive => "the total is zero or negative",
            Self::OtherUnit => "value and total differ in unit",
            Self::NoDeflator => "no deflator in this period",
            Self::DeflatorNotPositive => "the deflator is zero or negative",
            Self::TooLarge => "the result is too large",
        }
    }

    pub(super) fn expression(self) -> Expr {
        lit(self.words())
    }
}

/// The name of the column.
pub(super) const REASON: &str = "reason";

/// The reason of the first case that holds; null where none does. Where a value is missing and the frame already says why, that stays.
pub(super) fn first(schema: &Schema, cases: Vec<(Expr, Reason)>) -> Expr {
    let missing = if schema.contains(REASON) {
        coalesce(&[col(REASON), Reason::Missing.expression()])
    } else {
        Reason::Missing.expression()
    };
    let others = cases.into_iter().rev().fold(lit(NULL).cast(DataType::String), |rest, (holds, reason)| {
        when(holds).then(reason.expression()).otherwise(rest)
    });
    when(col("obs_value").is_null()).then(missing).otherwise(others).alias(REASON)
}

/// The frame with the reason why there is no compound annual rate, from the values as they are.
pub(super) fn of_compound_rate(mut frame: LazyFrame, from: Option<NaiveDate>) -> Result<LazyFrame> {
    let schema = frame.collect_schema().map_err(unplanned)?;
    let there = col("obs_value").is_not_null();
    let there = from.map_or(there.clone(), |from| there.and(col("start").gt_eq(day(from))));
    let base = runs::first(col("obs_value"), there.clone());
    let since = runs::first(runs::step(), there);
    let cases = vec![
        (base.clone().is_null().or(runs::step().cast(DataType::Float64).lt_eq(since)), Reason::NoneBefore),
        (base.lt_eq(lit(0.0)), Reason::BaseNotPositive),
        (col("obs_value").lt_eq(lit(0.0)), Reason::NotPositive),
    ];
    Ok(frame.with_columns([first(&schema, cases)]))
}

/// What is too large for a double becomes null, and its reason is told.
pub(super) fn finite(frame: LazyFrame) -> LazyFrame {
    let infinite = || col("obs_value").is_finite().eq(lit(false));
    frame.with_columns([
        when(infinite()).then(Reason::TooLarge.expression()).otherwise(col(REASON)).alias(REASON),
        when(infinite()).then(lit(NULL)).otherwise(col("obs_value")).alias("obs_value"),
    ])
}

/// The columns of a frame with those of another schema, in its order, and the reason behind them.
pub(super) fn columns(schema: &Schema) -> Vec<Expr> {
    let others = schema.iter_names().filter(|name| *name != REASON).map(|name| col(name.clone()));
    others.chain([col(REASON)]).collect()
}
