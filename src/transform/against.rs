//! A value set against another: shares, contributions and real values, from frames that have the other beside each row.

use polars::prelude::{DataType, Expr, LazyFrame, NULL, col, lit, when};

use super::reason::{self, Reason};
use super::runs::Lag;
use super::{aside, before, numbered, unplanned};
use crate::error::Result;

/// The columns that stand beside each row: the total or deflator of the same period, its unit, and whether it lacks a part.
pub(super) const OTHER: &str = "other";
pub(super) const DIFFERS: &str = "units_differ";
pub(super) const LACKING: &str = "other_lacking";

/// x / total × 100.
pub(super) fn share(frame: LazyFrame) -> Result<LazyFrame> {
    let cases = vec![
        (col(LACKING), Reason::PartMissing),
        (col(OTHER).is_null(), Reason::NoTotal),
        (units_differ(), Reason::OtherUnit),
        (col(OTHER).lt_eq(lit(0.0)), Reason::TotalNotPositive),
    ];
    computed(frame, cases, col("obs_value") / col(OTHER) * lit(100.0))
}

/// (x(t) − x(t−n)) / total(t−n) × 100; the total has grown only where it is known in both periods.
pub(super) fn contribution(frame: LazyFrame) -> Result<LazyFrame> {
    let frame = frame.with_columns([col(LACKING).cast(DataType::Float64)]);
    let schema = frame.clone().collect_schema().map_err(unplanned)?;
    let frame = before(numbered(frame, &schema), &["obs_value", OTHER, LACKING], Lag::Year);
    let cases = vec![
        (col(LACKING).eq(lit(1.0)).or(col(aside(LACKING)).eq(lit(1.0))), Reason::PartMissing),
        (col(OTHER).is_null(), Reason::NoTotal),
        (col(aside("obs_value")).is_null(), Reason::NoYearBefore),
        (col(aside(OTHER)).is_null(), Reason::NoTotalBefore),
        (units_differ(), Reason::OtherUnit),
        (col(aside(OTHER)).lt_eq(lit(0.0)), Reason::TotalNotPositive),
    ];
    computed(frame, cases, (col("obs_value") - col(aside("obs_value"))) / col(aside(OTHER)) * lit(100.0))
}

/// x / deflator × 100.
pub(super) fn real(frame: LazyFrame) -> Result<LazyFrame> {
    let cases =
        vec![(col(OTHER).is_null(), Reason::NoDeflator), (col(OTHER).lt_eq(lit(0.0)), Reason::DeflatorNotPositive)];
    computed(frame, cases, col("obs_value") / col(OTHER) * lit(100.0))
}

/// Units that files do not say are not compared.
fn units_differ() -> Expr {
    col(DIFFERS).eq(lit(true))
}

/// The value where nothing stands against it; else null and the reason.
fn computed(mut frame: LazyFrame, cases: Vec<(Expr, Reason)>, value: Expr) -> Result<LazyFrame> {
    let schema = frame.collect_schema().map_err(unplanned)?;
    let frame = frame.with_columns([reason::first(&schema, cases)]);
    let value = when(col(reason::REASON).is_null()).then(value).otherwise(lit(NULL)).alias("obs_value");
    Ok(reason::finite(frame.with_columns([value])))
}
