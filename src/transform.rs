//! Transformations of series, as Polars expressions: FRED's nine, index and multiple of a base period, and the mean over several periods
//! ([`Transform`]); shares, contributions and real values, which need a second series ([`Measure`], [`Selection`]); and other frequencies
//! ([`aggregate()`]).
//!
//! They take frames with the columns of [`Observations::frame`](crate::observations::Observations::frame) that they need: series, start,
//! frequency, obs_value, and low and high where values have intervals. A value is compared with the one exactly one period, or one year, before
//! it: over a gap there is no change, and none over a base that is zero or negative; such a value is null, and a column tells the [`Reason`].
//!
//! The definitions are those of FRED ("Data transformations", `fredhelp.stlouisfed.org/fred/data/understanding-the-data/formulas-calculations/`);
//! n is the number of observations a year ([`Frequency::per_year`](crate::observations::Frequency::per_year)).
//!
//! ```
//! use polars::prelude::*;
//! use trueup::observations::Observations;
//! use trueup::transform::Transform;
//! let observations = Observations::parse("gdp.csv", "year,value\n2020,100\n2021,110\n2023,121\n")?;
//! let growth = Transform::PercentChange.apply(observations.frame().clone().lazy())?.collect()?;
//! let growth: Vec<Option<f64>> = growth.column("obs_value")?.f64()?.iter().collect();
//! // 2020 has no year before it, and neither has 2023.
//! assert_eq!(growth, [None, Some(10.000000000000009), None]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod against;
mod aggregate;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod cases;
mod measure;
mod reason;
mod runs;
mod selection;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use polars::prelude::{DataType, Expr, LazyFrame, NULL, PolarsError, Schema, col, lit, when};

use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::period::Period;
use crate::unit::Unit;
pub use aggregate::{Aggregate, aggregate};
pub use measure::{Measure, Whole};

pub use reason::Reason;
pub use runs::step;
use runs::{Lag, earlier, first, mean, per_year, window};
pub use selection::{Selection, chosen};

/// What is made of each value x(t) of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transform {
    /// `lin`: as it is.
    Levels,
    /// `chg`: x(t) − x(t−1).
    Change,
    /// `ch1`: x(t) − x(t−n).
    ChangeFromYearAgo,
    /// `pch`: (x(t) / x(t−1) − 1) × 100.
    PercentChange,
    /// `pc1`: (x(t) / x(t−n) − 1) × 100.
    PercentChangeFromYearAgo,
    /// `pca`: ((x(t) / x(t−1))^n − 1) × 100.
    CompoundedAnnualRate,
    /// `cch`: (ln x(t) − ln x(t−1)) × 100.
    ContinuouslyCompoundedRate,
    /// `cca`: (ln x(t) − ln x(t−1)) × n × 100.
    ContinuouslyCompoundedAnnualRate,
    /// `log`: ln x(t).
    NaturalLog,
    /// `index`: x(t) over its mean in the base period, × 100; in the first period that has a value if none is given.
    Index(Option<Period>),
    /// `multiple`: x(t) over the same base as that of an index, in times.
    Multiple(Option<Period>),
    /// `mean:N`: the mean of x over this period and the N − 1 before it, where all of them have a value. The rows of a series
    /// stand together, in the order of time.
    Mean(u16),
}

/// What a transformation needs beside the value itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    PeriodBefore,
    YearBefore,
    Base,
    Window(u16),
}

const NAMES: [(&str, Transform); 11] = [
    ("lin", Transform::Levels),
    ("chg", Transform::Change),
    ("ch1", Transform::ChangeFromYearAgo),
    ("pch", Transform::PercentChange),
    ("pc1", Transform::PercentChangeFromYearAgo),
    ("pca", Transform::CompoundedAnnualRate),
    ("cch", Transform::ContinuouslyCompoundedRate),
    ("cca", Transform::ContinuouslyCompoundedAnnualRate),
    ("log", Transform::NaturalLog),
    ("index", Transform::Index(None)),
    ("multiple", Transform::Multiple(None)),
];

impl FromStr for Transform {
    type Err = Error;

    /// A name of FRED's; `index` or `multiple`, or `index:2010` with its base period; or `mean:3` with its number of periods.
    fn from_str(text: &str) -> Result<Self> {
        if let Some(base) = text.strip_prefix("index:").or_else(|| text.strip_prefix("index=")) {
            return base.parse().map(|base| Self::Index(Some(base)));
        }
        if let Some(base) = text.strip_prefix("multiple:") {
            return base.parse().map(|base| Self::Multiple(Some(base)));
        }
        if text == "mean" || text.starts_with("mean:") {
            let periods =
                text.strip_prefix("mean:").and_then(|periods| periods.parse().ok()).filter(|periods| *periods > 1);
            return periods.map(Self::Mean).ok_or_else(|| {
                Error::new(format!("'{text}' does not say over how many periods"))
                    .with_help("write a whole number of 2 or more behind a colon: mean:3")
            });
        }
        NAMES.iter().find(|(name, _)| *name == text).map(|(_, transform)| *transform).ok_or_else(|| unknown(text, &[]))
    }
}

fn is_known(name: &str) -> bool {
    name == "mean" || NAMES.iter().any(|(known, _)| *known == name)
}

/// There is no transformation of this name, nor one of these others; they stand with what they take behind a colon.
fn unknown(text: &str, others: &[&str]) -> Error {
    let known = || NAMES.iter().map(|(name, _)| *name).chain(["mean:N"]).chain(others.iter().copied());
    let bare = |name: &'_ str| name.split(':').next().unwrap_or_default().to_owned();
    let names: Vec<String> = known().map(bare).collect();
    let otherwise =
        format!("they are {}; index and multiple may name a base: index:2010", known().collect::<Vec<_>>().join(", "));
    Error::new(format!("there is no transformation '{text}'")).with_help(hint(
        &bare(text),
        names.iter().map(String::as_str),
        &otherwise,
    ))
}

impl fmt::Display for Transform {
    /// What it is called in subtitles: "change from a year ago in percent".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Levels => "levels",
            Self::Change => "change on the period before",
            Self::ChangeFromYearAgo => "change from a year ago",
            Self::PercentChange => "percent change on the period before",
            Self::PercentChangeFromYearAgo => "percent change from a year ago",
            Self::CompoundedAnnualRate => "compounded annual rate of change, percent",
            Self::ContinuouslyCompoundedRate => "continuously compounded rate of change, percent",
            Self::ContinuouslyCompoundedAnnualRate => "continuously compounded annual rate of change, percent",
            Self::NaturalLog => "natural logarithm",
            Self::Index(Some(base)) => return write!(f, "index, {base} = 100"),
            Self::Index(None) => "index, first value = 100",
            Self::Multiple(Some(base)) => return write!(f, "times the value of {base}"),
            Self::Multiple(None) => "times the first value",
            Self::Mean(periods) => return write!(f, "mean of {periods} periods"),
        })
    }
}

impl Transform {
    /// The unit of the result.
    #[must_use]
    pub fn unit(self, unit: &Unit) -> Unit {
        match self {
            Self::Levels | Self::Mean(_) => unit.clone(),
            Self::Multiple(_) => Unit::Times,
            Self::Change | Self::ChangeFromYearAgo if *unit == Unit::Percent => Unit::PercentagePoints,
            Self::Change | Self::ChangeFromYearAgo => unit.clone(),
            Self::NaturalLog | Self::Index(_) => Unit::Index,
            _ => Unit::Percent,
        }
    }

    /// The formula: `now` is x(t), `beside` x(t−1), x(t−n), the value of the base period or the mean, `n` the number of observations a year.
    /// Ratios and logarithms of values that are not positive are null.
    pub fn formula(self, now: Expr, beside: Expr, n: Expr) -> Expr {
        let positive = |value: Expr, result: Expr| when(value.gt(lit(0.0))).then(result).otherwise(lit(NULL));
        let ratio = now.clone() / beside.clone();
        match self {
            Self::Levels => now,
            Self::Change | Self::ChangeFromYearAgo => now - beside,
            Self::PercentChange | Self::PercentChangeFromYearAgo => positive(beside, (ratio - lit(1.0)) * lit(100.0)),
            Self::CompoundedAnnualRate => {
                let both = now.gt(lit(0.0)).and(beside.gt(lit(0.0)));
                when(both).then((ratio.pow(n) - lit(1.0)) * lit(100.0)).otherwise(lit(NULL))
            }
            Self::ContinuouslyCompoundedRate => Self::logarithm(now, beside, lit(100.0)),
            Self::ContinuouslyCompoundedAnnualRate => Self::logarithm(now, beside, n * lit(100.0)),
            Self::NaturalLog => positive(now.clone(), now.log(lit(std::f64::consts::E))),
            Self::Index(_) => positive(beside, ratio * lit(100.0)),
            Self::Multiple(_) => positive(beside, ratio),
            Self::Mean(_) => beside,
        }
    }

    fn logarithm(now: Expr, beside: Expr, times: Expr) -> Expr {
        let both = now.clone().gt(lit(0.0)).and(beside.clone().gt(lit(0.0)));
        when(both).then((now / beside).log(lit(std::f64::consts::E)) * times).otherwise(lit(NULL))
    }

    fn beside(self) -> Beside {
        match self {
            Self::Levels | Self::NaturalLog => Beside::Nothing,
            Self::ChangeFromYearAgo | Self::PercentChangeFromYearAgo => Beside::YearBefore,
            Self::Index(_) | Self::Multiple(_) => Beside::Base,
            Self::Mean(periods) => Beside::Window(periods),
            _ => Beside::PeriodBefore,
        }
    }

    /// Why the formula gives nothing, for each way in which it can.
    fn reasons(self) -> Vec<(Expr, Reason)> {
        let beside = || col(aside("obs_value"));
        let none = match self.beside() {
            Beside::Nothing => None,
            Beside::PeriodBefore => Some(Reason::NoPeriodBefore),
            Beside::YearBefore => Some(Reason::NoYearBefore),
            Beside::Base => Some(Reason::NoBase),
            Beside::Window(_) => Some(Reason::Window),
        };
        let divides = !matches!(self, Self::Change | Self::ChangeFromYearAgo | Self::Mean(_));
        let logarithm = matches!(
            self,
            Self::CompoundedAnnualRate
                | Self::ContinuouslyCompoundedRate
                | Self::ContinuouslyCompoundedAnnualRate
                | Self::NaturalLog
        );
        let mut reasons: Vec<(Expr, Reason)> = none.map(|none| (beside().is_null(), none)).into_iter().collect();
        if divides {
            reasons.push((beside().lt_eq(lit(0.0)), Reason::BaseNotPositive));
        }
        if logarithm {
            reasons.push((col("obs_value").lt_eq(lit(0.0)), Reason::NotPositive));
        }
        reasons
    }

    /// The frame with obs_value transformed, in the same order, and a column reason (`Categorical`) that says why it is null where it is; low and
    /// high are transformed too, where the frame has them: the lower end comes from the lower end of a value and the upper end of what stands
    /// beside it.
    ///
    /// # Errors
    /// If a base period has no dates.
    pub fn apply(self, frame: LazyFrame) -> Result<LazyFrame> {
        let mut frame = frame;
        let schema = frame.collect_schema().map_err(unplanned)?;
        let mut values = vec!["obs_value"];
        values.extend(["low", "high"].into_iter().filter(|name| schema.contains(name)));
        let order = reason::columns(&schema);
        let frame = numbered(frame, &schema);
        let frame = match self.beside() {
            Beside::Nothing => {
                frame.with_columns(values.iter().map(|name| lit(NULL).alias(aside(name))).collect::<Vec<_>>())
            }
            Beside::Base => {
                let (Self::Index(base) | Self::Multiple(base)) = self else { return Ok(frame) };
                frame.with_columns(Self::Index(base).base(&values)?)
            }
            Beside::Window(periods) => {
                let means = values.iter().map(|name| window(col(*name), periods).alias(aside(name)));
                frame.with_columns(means.collect::<Vec<_>>())
            }
            Beside::PeriodBefore => before(frame, &values, Lag::Period),
            Beside::YearBefore => before(frame, &values, Lag::Year),
        };
        let transformed =
            values.iter().map(|name| self.formula(col(*name), self.opposite(name, &values), per_year()).alias(*name));
        let mut computed = vec![reason::first(&schema, self.reasons())];
        computed.extend(transformed);
        let frame = reason::finite(frame.with_columns(computed));
        // In its own base period a value is 100 whatever it was: figures that stand twice are one.
        let exact =
            values[1..].iter().map(|name| when(col(ALONE)).then(col("obs_value")).otherwise(col(*name)).alias(*name));
        let exact = if self.beside() == Beside::Base { exact.collect::<Vec<_>>() } else { Vec::new() };
        Ok(frame.with_columns(exact).select(order))
    }

    /// What stands beside an end of an interval in the formula: the other end, so that the result is as low or as high as can be. A value below
    /// zero is the lowest over the smallest base.
    fn opposite(self, name: &str, values: &[&str]) -> Expr {
        let other = match name {
            "low" if values.contains(&"high") => "high",
            "high" if values.contains(&"low") => "low",
            name => name,
        };
        let ratio =
            matches!(self, Self::PercentChange | Self::PercentChangeFromYearAgo | Self::Index(_) | Self::Multiple(_));
        // A mean is as low as the lowest of its values.
        if matches!(self, Self::Mean(_)) {
            return col(aside(name));
        }
        if ratio && other != name {
            when(col(name).lt(lit(0.0))).then(col(aside(name))).otherwise(col(aside(other)))
        } else {
            col(aside(other))
        }
    }

    /// The mean of each series in the base period, beside every row.
    fn base(self, values: &[&str]) -> Result<Vec<Expr>> {
        let Self::Index(base) = self else { return Ok(Vec::new()) };
        // Only ends of intervals ask whether a value is its own base.
        let alone = |rows: Expr| Ok(rows.over([col("series")]).map_err(unplanned)?.alias(ALONE));
        let asked = values.len() > 1;
        let Some(base) = base else {
            let there = col("obs_value").is_not_null();
            let mut all: Vec<Expr> =
                values.iter().map(|name| first(col(*name), there.clone()).alias(aside(name))).collect();
            if asked {
                all.push(alone(col("start").eq(col("start").filter(there).first()))?);
            }
            return Ok(all);
        };
        let (Some(from), Some(to)) = (base.start(None), base.end(None)) else {
            return Err(Error::new(format!("'{base}' is no base period: it has no first and last day"))
                .with_help("write a year, a quarter, a month or a closed span: 2010, 2010-Q1, 2015/2019"));
        };
        let within = col("start").gt_eq(day(from)).and(col("end").lt_eq(day(to)));
        let mut all: Vec<Expr> =
            values.iter().map(|name| mean(col(*name), within.clone()).alias(aside(name))).collect();
        if asked {
            let one = col("obs_value").filter(within.clone()).count().eq(lit(1));
            all.push(alone(within.and(one))?);
        }
        Ok(all)
    }
}

/// The compound annual rate of growth from the first value of each series, in percent: ((x(t) / x(first))^(1 / years) − 1) × 100, the years
/// counted in periods of its frequency. With `from` the first value is that on or after this day. Null in the first period, before it, and
/// where either value is not positive; a column reason (`Categorical`) tells which. The frame needs series, start, frequency and obs_value,
/// which becomes the rate.
///
/// # Errors
/// None that a user can cause.
pub fn compound_annual_rate(mut frame: LazyFrame, from: Option<NaiveDate>) -> Result<LazyFrame> {
    const BASE: &str = "base";
    const STEPS: &str = "steps";
    let schema = frame.collect_schema().map_err(unplanned)?;
    let mut there = col("obs_value").is_not_null();
    if let Some(from) = from {
        there = there.and(col("start").gt_eq(day(from)));
    }
    let frame = numbered(frame, &schema).with_columns([
        first(col("obs_value"), there.clone()).alias(BASE),
        (col(STEP).cast(DataType::Float64) - first(col(STEP), there)).alias(STEPS),
    ]);
    let positive = |name: &str| col(name).gt(lit(0.0));
    let holds = positive("obs_value").and(positive(BASE)).and(positive(STEPS));
    let rate = ((col("obs_value") / col(BASE)).pow(per_year() / col(STEPS)) - lit(1.0)) * lit(100.0);
    let cases = vec![
        (col(STEPS).is_null().or(col(STEPS).lt_eq(lit(0.0))), Reason::NoneBefore),
        (col(BASE).lt_eq(lit(0.0)), Reason::BaseNotPositive),
        (col("obs_value").lt_eq(lit(0.0)), Reason::NotPositive),
    ];
    let frame = frame
        .with_columns([reason::first(&schema, cases), when(holds).then(rate).otherwise(lit(NULL)).alias("obs_value")]);
    Ok(reason::finite(frame).select(reason::columns(&schema)))
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err hands over")]
fn unplanned(error: PolarsError) -> Error {
    Error::new(format!("the transformation cannot be planned: {error}"))
}

/// The column that says whether a value is alone in its base period.
const ALONE: &str = "alone_in_base";

/// The name of the column that holds what stands beside a value.
fn aside(name: &str) -> String {
    format!("{name}_beside")
}

/// A day as it stands in a frame.
pub(crate) fn day(date: NaiveDate) -> Expr {
    lit(date.num_days_from_ce() - NaiveDate::default().num_days_from_ce()).cast(DataType::Date)
}

/// The value of the period before, or of the same period a year before, beside each; null where that period is not in the frame.
fn before(frame: LazyFrame, values: &[&str], lag: Lag) -> LazyFrame {
    frame.with_columns(values.iter().map(|name| earlier(col(*name), lag).alias(aside(name))).collect::<Vec<_>>())
}

/// The column of the numbers of periods.
const STEP: &str = "step";

/// The frame with the numbers of its periods, if it has none yet.
fn numbered(frame: LazyFrame, schema: &Schema) -> LazyFrame {
    if schema.contains(STEP) { frame } else { frame.with_columns([step().alias(STEP)]) }
}
