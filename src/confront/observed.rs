//! What a series has for a period or a span: one observation, or what is made of several.

use chrono::{Days, NaiveDate};

use super::Reason;
use super::file::Row;
use crate::number;
use crate::observations::Frequency;
use crate::package::Made;
use crate::period::{FiscalStart, Period, Unit as Moment};
use crate::quantity::{Exact, Interval};
use crate::unit::Unit;

/// What is observed.
pub(super) struct Observed {
    /// The value as the file has it, in plain units.
    pub point: Exact,
    /// All numbers that round to it at its digits.
    pub interval: Interval,
    /// What it was made of: "2010", "end of 2023: 2023-12".
    pub made: String,
}

/// A series of a file and how its values are to be taken.
pub(super) struct Taken<'a> {
    pub rows: &'a [Row],
    pub frequency: Frequency,
    /// The power of ten that its values count in.
    pub power: i32,
    /// How a period is made of shorter ones.
    pub made: Option<Made>,
    /// When the area's fiscal year starts.
    pub fiscal: Option<FiscalStart>,
}

/// Periods that are told by name; the others are counted.
const TOLD: usize = 4;

/// So many days may lie between the end of a period and the last of its days or weeks that has a value.
const SLACK: u64 = 7;

impl Observed {
    /// A value with half a unit of its last digit on either side.
    fn of(value: f64, decimals: i32, power: i32, made: String) -> Self {
        let digits = format!("{}", value.abs());
        let scale = Exact::power_of_ten(power);
        let size = Exact::from_decimal(&digits).unwrap_or(Exact::ZERO) * scale.clone();
        let point = if value < 0.0 { -size } else { size };
        let half = Exact::ratio(1, 2) * Exact::power_of_ten(-decimals) * scale;
        Self { interval: Interval::around(&point, &half), point, made }
    }

    fn sum(all: &[Self]) -> Self {
        let zero = Self { point: Exact::ZERO, interval: Interval::point(Exact::ZERO), made: String::new() };
        all.iter().fold(zero, |sum, one| Self {
            point: sum.point + one.point.clone(),
            interval: sum.interval.add(&one.interval),
            made: String::new(),
        })
    }

    /// The sum of several, or their mean.
    fn together(all: &[Self], mean: bool, made: String) -> Self {
        let sum = Self::sum(all);
        let share = if mean { Exact::ratio(1, i64::try_from(all.len().max(1)).unwrap_or(1)) } else { Exact::ONE };
        Self { point: sum.point * share.clone(), interval: sum.interval.scaled(&share), made }
    }
}

impl Taken<'_> {
    /// What the series has for a figure's period; over a span, what the indicator says that a figure over one is.
    pub fn over(&self, period: Period, over: &str, unit: &Unit, own: Option<&Unit>) -> Result<Observed, Reason> {
        let (from, to) = match period {
            Period::One(moment) => return self.at(moment),
            Period::Span(Some(from), Some(to)) => (from, to),
            Period::Span(..) => {
                return Err(Reason::no_counterpart(format!(
                    "{period} is open, and the years that it covers are not known"
                )));
            }
        };
        match over {
            "change" => self.change(from, to, unit, own),
            "mean" | "sum" => {
                let mut all = Vec::new();
                let mut missing: Vec<String> = Vec::new();
                for moment in moments(from, to) {
                    match self.at(moment) {
                        Ok(one) => all.push(one),
                        Err(reason) if reason.verdict == super::Verdict::NotComparable => return Err(reason),
                        Err(_) => missing.push(moment.to_string()),
                    }
                }
                if !missing.is_empty() {
                    return Err(Reason::no_counterpart(format!("no value for {}", some(&missing))));
                }
                let made = format!("{over} of {} values, {period}", number::count(all.len()));
                Ok(Observed::together(&all, over == "mean", made))
            }
            _ => Err(Reason::not_comparable(
                "the figure is over a span, and the column 'over' of its indicator does not say what it is: change, mean or sum",
            )),
        }
    }

    /// How the value moved from the start of a span to its end, in the unit of the figure.
    fn change(&self, from: Moment, to: Moment, unit: &Unit, own: Option<&Unit>) -> Result<Observed, Reason> {
        let (start, end) = (self.at(from)?, self.at(to)?);
        let made = format!("{} and {}", start.made, end.made);
        let ratio = || match end.interval.div(&start.interval) {
            Ok(ratio) if !start.point.is_negative() => Ok((end.point.clone() / start.point.clone(), ratio)),
            _ => Err(Reason::not_comparable(format!(
                "the value for {from} is zero or below, and nothing is a multiple of it"
            ))),
        };
        let hundred = Exact::from(100);
        let (point, interval) = match (unit, own) {
            (Unit::Times, _) => ratio()?,
            (Unit::Percent, Some(Unit::Percent)) => {
                return Err(Reason::not_comparable(
                    "the change of a percentage in percent may be meant in points: state the figure in percentage_points",
                ));
            }
            (Unit::Percent, Some(_)) => {
                let (point, interval) = ratio()?;
                let less_one = |point: Exact| (point - Exact::ONE) * hundred.clone();
                (less_one(point), interval.shifted(&-Exact::ONE).scaled(&hundred))
            }
            _ => (end.point.clone() - start.point.clone(), end.interval.sub(&start.interval)),
        };
        Ok(Observed { point, interval, made })
    }

    /// What the series has for one period.
    fn at(&self, moment: Moment) -> Result<Observed, Reason> {
        let Some((start, end)) = moment.dates(self.fiscal) else {
            return Err(Reason::no_counterpart(format!(
                "the first day of {moment} is not known: areas.csv says it in the column fiscal_year_start"
            )));
        };
        if let Some(row) = self.rows.iter().find(|row| (row.start, row.end) == (start, end)) {
            return match row.value {
                Some(value) => Ok(Observed::of(value, row.decimals, self.power, row.period.clone())),
                None => Err(self.nothing(moment, start, end)),
            };
        }
        let first = self.rows.partition_point(|row| row.start < start);
        let inside: Vec<&Row> = self.rows[first..].iter().take_while(|row| row.end <= end).collect();
        if inside.is_empty() {
            let around = self.rows.iter().find(|row| row.start <= start && row.end >= end);
            return Err(match around {
                Some(row) => Reason::no_counterpart(format!(
                    "the series is {}: it has {} and no part of it",
                    self.frequency, row.period
                )),
                None => self.nothing(moment, start, end),
            });
        }
        match self.made {
            None => Err(Reason::not_comparable(format!(
                "the series is {}, and how {moment} is made of that is not said: write 'at end', 'as mean' or 'as sum' behind it in indicators.csv",
                self.frequency
            ))),
            Some(Made::End) => self.at_end(moment, end, &inside),
            Some(made) => self.of_all(moment, (start, end), &inside, made == Made::Mean),
        }
    }

    /// The last value of a period, if it stands at its end.
    fn at_end(&self, moment: Moment, end: NaiveDate, inside: &[&Row]) -> Result<Observed, Reason> {
        let last = inside.iter().rev().find_map(|row| row.value.map(|value| (row, value)));
        let reached = |row: &Row| row.end + Days::new(self.slack()) >= end;
        match last {
            Some((row, value)) if reached(row) => {
                Ok(Observed::of(value, row.decimals, self.power, format!("end of {moment}: {}", row.period)))
            }
            Some((row, _)) => Err(Reason::no_counterpart(format!(
                "the last value of {moment} is of {}, and not of its end",
                row.period
            ))),
            None => Err(Reason::no_counterpart(format!("the series is empty for {moment}"))),
        }
    }

    /// The mean or the sum of a period, if all parts of it have a value.
    fn of_all(
        &self,
        moment: Moment,
        (start, end): (NaiveDate, NaiveDate),
        inside: &[&Row],
        mean: bool,
    ) -> Result<Observed, Reason> {
        // A mean of days may pass over holidays; a sum is of everything.
        let slack = Days::new(if mean { self.slack() } else { 0 });
        let mut from = start;
        let mut all = Vec::new();
        for row in inside {
            let Some(value) = row.value else { continue };
            if row.start > from + slack {
                break;
            }
            from = row.end + Days::new(1);
            all.push(Observed::of(value, row.decimals, self.power, String::new()));
        }
        if from + slack <= end {
            return Err(Reason::no_counterpart(format!(
                "the series has no value for {from} and what follows in {moment}"
            )));
        }
        let made = format!("{} of {} values of {moment}", if mean { "mean" } else { "sum" }, number::count(all.len()));
        Ok(Observed::together(&all, mean, made))
    }

    fn slack(&self) -> u64 {
        let tiled = self.frequency <= Frequency::Monthly;
        if tiled { 0 } else { SLACK }
    }

    /// That there is no value for a period, and the nearest that there are.
    fn nothing(&self, moment: Moment, start: NaiveDate, end: NaiveDate) -> Reason {
        let before = self.rows.iter().rev().find(|row| row.end < start && row.value.is_some());
        let after = self.rows.iter().find(|row| row.start > end && row.value.is_some());
        let near: Vec<&str> = [before, after].into_iter().flatten().map(|row| row.period.as_str()).collect();
        Reason::no_counterpart(match near.as_slice() {
            [] => format!("the series has no value for {moment}, nor for any other period"),
            near => format!("the series has no value for {moment}; the nearest is {}", near.join(", and ")),
        })
    }
}

/// Each period from one to another, both included.
fn moments(from: Moment, to: Moment) -> Vec<Moment> {
    let next = |moment: Moment| match moment {
        Moment::Year(year) => Moment::Year(year + 1),
        Moment::FiscalYear(year) => Moment::FiscalYear(year + 1),
        Moment::Half(year, 2) => Moment::Half(year + 1, 1),
        Moment::Half(year, half) => Moment::Half(year, half + 1),
        Moment::Quarter(year, 4) => Moment::Quarter(year + 1, 1),
        Moment::Quarter(year, quarter) => Moment::Quarter(year, quarter + 1),
        Moment::Month(year, 12) => Moment::Month(year + 1, 1),
        Moment::Month(year, month) => Moment::Month(year, month + 1),
        Moment::Day(day) => Moment::Day(day + Days::new(1)),
    };
    std::iter::successors(Some(from), |moment| Some(next(*moment)).filter(|next| *next <= to)).collect()
}

/// The first of some periods.
fn some(names: &[String]) -> String {
    let more = names.len().saturating_sub(TOLD);
    let more = if more > 0 { format!(" and {} more", number::count(more)) } else { String::new() };
    format!("{}{more}", names[..names.len().min(TOLD)].join(", "))
}
