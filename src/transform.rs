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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::observations::Observations;
    use polars::prelude::IntoLazy;

    fn of(transform: &str, text: &str) -> Vec<Option<f64>> {
        let transform: Transform = transform.parse().unwrap();
        let frame = Observations::parse("file.csv", text).unwrap().frame().clone().lazy();
        let done = transform.apply(frame).unwrap().collect().unwrap();
        done.column("obs_value").unwrap().f64().unwrap().iter().collect()
    }

    #[track_caller]
    pub(super) fn assert_near(found: &[Option<f64>], expected: &[Option<f64>]) {
        assert_eq!(found.len(), expected.len());
        for (a, b) in found.iter().zip(expected) {
            let near = match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
                (None, None) => true,
                _ => false,
            };
            assert!(near, "{found:?} is not {expected:?}");
        }
    }

    /// 100, 110, 99 and 120.12 in four quarters, then 121 in the same quarter a year later.
    const QUARTERS: &str = "date,x\n2020-01-01,100\n2020-04-01,110\n2020-07-01,99\n2020-10-01,120.12\n2021-01-01,121\n";

    #[test]
    fn each_follows_its_definition() {
        let n = None;
        assert_near(&of("lin", QUARTERS), &[Some(100.0), Some(110.0), Some(99.0), Some(120.12), Some(121.0)]);
        assert_near(&of("chg", QUARTERS), &[n, Some(10.0), Some(-11.0), Some(21.12), Some(0.88)]);
        assert_near(&of("ch1", QUARTERS), &[n, n, n, n, Some(21.0)]);
        assert_near(&of("pc1", QUARTERS), &[n, n, n, n, Some(21.0)]);
        // 110 / 100, 99 / 110, 120.12 / 99 = 1.21333..., 121 / 120.12.
        let pch = of("pch", QUARTERS);
        assert_near(&pch[..3], &[n, Some(10.0), Some(-10.0)]);
        // 1.1^4 = 1.4641 and 0.9^4 = 0.6561.
        assert_near(&of("pca", QUARTERS)[1..3], &[Some(46.41), Some(-34.39)]);
        // ln 1.1 = 0.0953101798043249.
        assert_near(&of("cch", QUARTERS)[1..2], &[Some(9.53101798043249)]);
        assert_near(&of("cca", QUARTERS)[1..2], &[Some(38.12407192172996)]);
        // ln 100 = 4.605170185988092.
        assert_near(&of("log", QUARTERS)[..1], &[Some(4.605170185988092)]);
        assert_near(&of("index", QUARTERS)[1..3], &[Some(110.0), Some(99.0)]);
        // The mean of 2020 is (100 + 110 + 99 + 120.12) / 4 = 107.28.
        assert_near(&of("index:2020", QUARTERS)[4..], &[Some(121.0 / 107.28 * 100.0)]);
        assert_near(&of("index:2020-Q2", QUARTERS)[..1], &[Some(100.0 / 1.1)]);
    }

    #[test]
    fn a_gap_has_no_neighbour_and_series_do_not_mix() {
        let text = "year,name,value\n2000,a,1\n2001,a,2\n2003,a,4\n2004,a,\n2005,a,8\n2001,b,10\n2002,b,20\n";
        assert_near(&of("chg", text), &[None, Some(1.0), None, None, None, None, Some(10.0)]);
        // A gap of a quarter does not move the year before.
        let text = "date,x\n2020-01-01,100\n2020-04-01,110\n2020-10-01,120\n2021-01-01,150\n2021-04-01,165\n";
        assert_near(&of("pc1", text), &[None, None, None, Some(50.0), Some(50.0)]);
    }

    #[test]
    fn rows_in_any_order_have_the_values_of_their_own_series() {
        use polars::df;
        let year = |n: i32| n * 365 + n / 4 + 100;
        let frame = df!["series" => ["b", "a", "b", "a", "a"], "start" => [32, 31, 31, 33, 32].map(year), "frequency" => ["A"; 5],
            "obs_value" => [20.0, 1.0, 10.0, 4.0, 2.0]]
        .unwrap();
        let dated = frame.lazy().with_columns([col("start").cast(DataType::Date)]);
        for (transform, expected) in [
            (Transform::Change, [Some(10.0), None, None, Some(2.0), Some(1.0)]),
            (Transform::Index(None), [Some(200.0), Some(100.0), Some(100.0), Some(400.0), Some(200.0)]),
        ] {
            let done = transform.apply(dated.clone()).unwrap().collect().unwrap();
            assert_near(&done.column("obs_value").unwrap().f64().unwrap().iter().collect::<Vec<_>>(), &expected);
        }
    }

    #[test]
    fn no_rate_over_a_base_of_zero_or_less() {
        let text = "year,x\n2000,0\n2001,5\n2002,-5\n2003,5\n";
        assert_near(&of("pch", text), &[None, None, Some(-200.0), None]);
        assert_near(&of("cch", text), &[None; 4]);
        assert_near(&of("log", text), &[None, Some(5.0f64.ln()), None, Some(5.0f64.ln())]);
        assert_near(&of("index", text), &[None; 4]);
        assert_near(&of("index:1999", text), &[None; 4]);
    }

    #[test]
    fn monday_follows_friday_and_weeks_follow_one_another() {
        // 1981-01-02 was a Friday, the 7th is missing.
        let days = "date,x\n1981-01-02,1\n1981-01-05,2\n1981-01-06,4\n1981-01-08,8\n";
        assert_near(&of("chg", days), &[None, Some(1.0), Some(2.0), None]);
        // Mondays before and after 1970.
        let weeks = "date,x\n1969-12-22,1\n1969-12-29,2\n1970-01-05,4\n1970-01-19,8\n";
        assert_near(&of("chg", weeks), &[None, Some(1.0), Some(2.0), None]);
    }

    #[test]
    fn ends_of_intervals_change_places_in_what_is_subtracted_or_divided_by() {
        use polars::df;
        let frame =
            df!["series" => ["a", "a"], "start" => [0i32, 365], "end" => [364i32, 729], "frequency" => ["A", "A"],
            "obs_value" => [40.0, 126.0], "low" => [36.0, 125.5], "high" => [40.0, 126.5]]
            .unwrap();
        let dated = frame.lazy().with_columns([col("start").cast(DataType::Date), col("end").cast(DataType::Date)]);
        let done = Transform::PercentChange.apply(dated).unwrap().collect().unwrap();
        let get = |name: &str| done.column(name).unwrap().f64().unwrap().get(1);
        // 126 / 40, 125.5 / 40 and 126.5 / 36.
        assert_near(
            &[get("obs_value"), get("low"), get("high")],
            &[Some(215.0), Some(213.75), Some(251.38888888888889)],
        );
    }

    #[test]
    fn intervals_of_an_index_hold_their_values_below_zero_and_the_base_is_exact() {
        use polars::df;
        let frame =
            df!["series" => ["a", "a"], "start" => [0i32, 365], "end" => [364i32, 729], "frequency" => ["A", "A"],
            "obs_value" => [6.7, -7.5], "low" => [6.65, -7.55], "high" => [6.75, -7.45]]
            .unwrap();
        let dated = frame.lazy().with_columns([col("start").cast(DataType::Date), col("end").cast(DataType::Date)]);
        for transform in [Transform::Index(None), Transform::Index("1970".parse().ok())] {
            let done = transform.apply(dated.clone()).unwrap().collect().unwrap();
            let get = |name: &str, row: usize| done.column(name).unwrap().f64().unwrap().get(row);
            assert_near(&[get("low", 0), get("obs_value", 0), get("high", 0)], &[Some(100.0); 3]);
            // -7.55 / 6.65 and -7.45 / 6.75.
            assert_near(&[get("low", 1), get("high", 1)], &[Some(-113.533_834_586_466), Some(-110.370_370_370_370)]);
        }
    }

    #[test]
    fn the_compound_rate_is_counted_from_the_first_value() {
        let rate = |text: &str, from: Option<&str>| -> Vec<Option<f64>> {
            let observations = Observations::parse("x.csv", text).unwrap();
            let from = from.map(|day| day.parse().unwrap());
            let frame = compound_annual_rate(observations.frame().clone().lazy(), from).unwrap().collect().unwrap();
            frame.column("obs_value").unwrap().f64().unwrap().iter().collect()
        };
        // 1.1^2 = 1.21; over the gap of 2013 four years: 1.4641 = 1.1^4.
        let text = "year,value\n2009,\n2010,100\n2011,110\n2012,121\n2014,146.41\n";
        assert_near(&rate(text, None), &[None, None, Some(10.0), Some(10.0), Some(10.0)]);
        // From 2012: (146.41 / 121)^(1/2).
        assert_near(&rate(text, Some("2012-01-01")), &[None, None, None, None, Some(10.0)]);
        // Two quarters are half a year: (110.25 / 105)^2 = 1.1025.
        assert_near(&rate("period,value\n2010-Q1,105\n2010-Q3,110.25\n", None), &[None, Some(10.25)]);
        assert_near(&rate("year,value\n2010,-1\n2011,2\n", None), &[None, None]);
    }

    #[test]
    fn names_are_read_and_slips_are_told() {
        assert_eq!("index:2010-Q1".parse::<Transform>().unwrap(), Transform::Index("2010-Q1".parse().ok()));
        assert_eq!("pc2".parse::<Transform>().unwrap_err().help_text(), Some("is it 'pch'?"));
        assert!("index:x".parse::<Transform>().is_err());
    }

    #[test]
    fn growth_and_index_are_those_of_the_language_of_claims() {
        let package = crate::Package::builtin().unwrap();
        let point = |formula: &str| {
            let claim = package.formula(formula, None).unwrap();
            crate::check::Finding::of(&package, &claim).unwrap().point
        };
        let text = "year,x\n2010,40\n2011,126\n";
        assert_near(&of("pch", text)[1..], &[point("growth(40, 126)")]);
        assert_near(&of("pca", text)[1..], &[point("growth(40, 126)")]);
        assert_near(&of("index:2010", text)[1..], &[point("index(126, 40)")]);
        assert_near(&of("cch", text)[1..], &[point("ln(126 / 40) * 100")]);
        assert_near(&of("chg", text)[1..], &[point("change(40, 126)")]);
    }
}
