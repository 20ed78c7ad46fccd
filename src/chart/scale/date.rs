//! The scale of shorter periods: quarters, months and days at their true distance, with ticks that a calendar names.

use chrono::{Datelike, Months, NaiveDate};

use super::{Step, Tick};
use crate::chart::geometry::{count, whole};
use crate::number;
use crate::period::Unit;

/// The shortest period that the data are dated by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Day,
    Month,
    Quarter,
}

/// A stretch of time whose ticks are years, quarters, months or days.
#[derive(Debug, Clone, PartialEq)]
pub struct Date {
    low: f64,
    high: f64,
    grain: Grain,
}

/// Distances between ticks, from short to long.
const STEPS: [Every; 7] = [
    Every::Day,
    Every::MonthDays(7),
    Every::MonthDays(14),
    Every::Months(1),
    Every::Months(3),
    Every::Months(6),
    Every::Years,
];

/// What is counted from one tick to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    /// Each day.
    Day,
    /// The first of the month and every so many days after it, but for the last days before the next.
    MonthDays(u32),
    /// Every so many months of the year.
    Months(u32),
    /// Whole years.
    Years,
}

impl Date {
    /// From the first to the last of some moments with the names of their periods ("2021-Q3"); a moment whose name is no
    /// period counts as a day.
    #[must_use]
    pub fn around<'a>(moments: impl IntoIterator<Item = (f64, &'a str)>) -> Self {
        let mut grain = Grain::Quarter;
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for (moment, name) in moments {
            let own = match name.parse() {
                Ok(Unit::Year(_) | Unit::FiscalYear(_) | Unit::Half(..) | Unit::Quarter(..)) => Grain::Quarter,
                Ok(Unit::Month(..)) => Grain::Month,
                _ => Grain::Day,
            };
            grain = grain.min(own);
            (low, high) = (low.min(moment), high.max(moment));
        }
        if low > high {
            (low, high) = (0.0, 0.0);
        }
        let scale = Self { low, high, grain };
        // January's figure stands at its middle; the year's tick, where the month begins, belongs on the axis too.
        let first = match grain {
            Grain::Day => None,
            Grain::Month => day(low).with_day(1),
            Grain::Quarter => start_of(day(low), 3),
        };
        Self { low: first.map_or(low, moment).min(low), ..scale }
    }

    /// The place of a moment; a single moment stands in the middle.
    #[must_use]
    pub fn place(&self, moment: f64) -> f64 {
        if self.high > self.low { (moment - self.low) / (self.high - self.low) } else { 0.5 }
    }

    /// Ticks at the shortest step that gives no more than `most` of them; at least two, unless there is one moment only.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<Tick> {
        let shortest = match self.grain {
            Grain::Day => 0,
            Grain::Month => 3,
            Grain::Quarter => 4,
        };
        // Each day of a century need not be counted.
        let length = self.high - self.low;
        let hopeless = |every: &Every| match every {
            Every::Day => length > 1.0,
            Every::MonthDays(_) => length > 3.0,
            Every::Months(_) => length > 40.0,
            Every::Years => false,
        };
        let mut kept = Vec::new();
        for every in STEPS[shortest..].iter().filter(|every| !hopeless(every)) {
            let ticks = self.at(*every, most);
            if ticks.len() < 2 && !kept.is_empty() {
                break;
            }
            let few = ticks.len() <= most;
            kept = ticks;
            if few {
                break;
            }
        }
        if kept.len() >= 2 {
            return kept;
        }
        let ends = [self.low, self.high].map(|end| Tick { value: end, label: Some(day_words(day(end), true)) });
        let [first, last] = ends;
        if first.label == last.label {
            vec![Tick { value: (self.low + self.high) / 2.0, ..first }]
        } else {
            vec![first, last]
        }
    }

    fn at(&self, every: Every, most: usize) -> Vec<Tick> {
        if every == Every::Years {
            let step = Step::at_least(((self.high - self.low) / count(most.max(1))).max(1.0));
            let mut years = step.multiples(self.low, self.high);
            let mut step = step;
            while years.len() < 2 && step.length() > 1.0 {
                step = step.smaller();
                years = step.multiples(self.low, self.high);
            }
            let tick = |year: f64| Tick { value: year, label: Some(number::year(year)) };
            return years.into_iter().map(tick).collect();
        }
        let mut ticks = Vec::new();
        let mut named = None;
        for date in self.dates(every) {
            let value = self.moment_of(date, every);
            if value < self.low || value > self.high {
                continue;
            }
            // The first tick of each year names it.
            let first = named != Some(date.year());
            named = Some(date.year());
            let label = match every {
                Every::Months(_) if self.grain == Grain::Quarter => {
                    with_year(&format!("Q{}", date.month0() / 3 + 1), date, first)
                }
                Every::Months(_) => with_year(&date.format("%b").to_string(), date, first),
                _ => day_words(date, first),
            };
            ticks.push(Tick { value, label: Some(label) });
        }
        ticks
    }

    /// The first days of all steps from the period of the low end to that of the high end.
    fn dates(&self, every: Every) -> Vec<NaiveDate> {
        let (first, last) = (day(self.low), day(self.high));
        match every {
            Every::Months(months) => {
                let start = start_of(first, months);
                let next = move |date: &NaiveDate| date.checked_add_months(Months::new(months));
                std::iter::successors(start, next).take_while(|date| *date <= last).collect()
            }
            Every::Day => first.iter_days().take_while(|date| *date <= last).collect(),
            Every::MonthDays(days) => {
                let of_month = |date: &NaiveDate| date.day0().is_multiple_of(days) && date.day0() + days / 2 < 29;
                first.iter_days().take_while(|date| *date <= last).filter(of_month).collect()
            }
            Every::Years => Vec::new(),
        }
    }

    /// Where a tick stands: figures of months and quarters stand in the middle of them.
    fn moment_of(&self, first: NaiveDate, every: Every) -> f64 {
        let months = match (every, self.grain) {
            (Every::Months(_), Grain::Month) => 1,
            (Every::Months(_), Grain::Quarter) => 3,
            _ => return moment(first),
        };
        let last = first.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt());
        last.map_or(moment(first), |last| (moment(first) + moment(last)) / 2.0)
    }
}

/// A day as a decimal year.
fn moment(date: NaiveDate) -> f64 {
    f64::from(date.year()) + f64::from(date.ordinal0()) / 365.25
}

/// The day of a decimal year.
fn day(moment: f64) -> NaiveDate {
    let year = whole(moment.floor());
    let date = |ordinal: i32| NaiveDate::from_yo_opt(year, u32::try_from(ordinal).unwrap_or(1));
    let ordinal = whole((moment - moment.floor()) * 365.25) + 1;
    // The last day of a year of 365 days takes what is left over.
    date(ordinal).or_else(|| date(365)).unwrap_or_default()
}

/// The first day of the step of so many months that a day lies in.
fn start_of(date: NaiveDate, months: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.month0() / months * months + 1, 1)
}

fn day_words(date: NaiveDate, year: bool) -> String {
    with_year(&date.format("%-d %b").to_string(), date, year)
}

fn with_year(words: &str, date: NaiveDate, year: bool) -> String {
    if year { format!("{words} {}", number::year(f64::from(date.year()))) } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The moments of periods by name, as a chart resolves them.
    fn scale(names: &[&str]) -> Date {
        let middle = |name: &&str| {
            let (start, end) = name.parse::<Unit>().unwrap().dates(None).unwrap();
            (moment(start) + moment(end)) / 2.0
        };
        Date::around(names.iter().map(|name| (middle(name), *name)))
    }

    fn labels(names: &[&str], most: usize) -> Vec<String> {
        scale(names).ticks(most).into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn quarters_are_named_and_the_first_of_a_year_names_it() {
        assert_eq!(labels(&["2022-Q1", "2023-Q2"], 8), ["Q1 2022", "Q2", "Q3", "Q4", "Q1 2023", "Q2"]);
        assert_eq!(labels(&["2022-Q1", "2023-Q4"], 5), ["Q1 2022", "Q3", "Q1 2023", "Q3"]);
        assert_eq!(labels(&["2010-Q1", "2023-Q4"], 8), ["2010", "2012", "2014", "2016", "2018", "2020", "2022"]);
    }

    #[test]
    fn months_are_named_at_steps_of_one_three_or_six() {
        assert_eq!(labels(&["2022-01", "2022-04"], 8), ["Jan 2022", "Feb", "Mar", "Apr"]);
        assert_eq!(labels(&["2021-11", "2023-05"], 8), ["Jan 2022", "Apr", "Jul", "Oct", "Jan 2023", "Apr"]);
        assert_eq!(labels(&["2021-11", "2023-05"], 3), ["Jan 2022", "Jul", "Jan 2023"]);
        assert_eq!(labels(&["2015-01", "2023-12"], 6), ["2016", "2018", "2020", "2022"]);
    }

    #[test]
    fn days_are_named_with_their_month() {
        assert_eq!(labels(&["2022-03-04", "2022-03-07"], 6), ["4 Mar 2022", "5 Mar", "6 Mar", "7 Mar"]);
        assert_eq!(labels(&["2022-03-04", "2022-04-10"], 6), ["8 Mar 2022", "15 Mar", "22 Mar", "1 Apr", "8 Apr"]);
        assert_eq!(labels(&["2021-12-01", "2022-03-20"], 5), ["Dec 2021", "Jan 2022", "Feb", "Mar"]);
    }

    #[test]
    fn ticks_stand_where_the_figures_of_their_period_stand() {
        let months = scale(&["2022-01", "2022-04"]);
        // The first of February is day 31 of the year, the last day 58: the middle is 44.5 days in.
        let february = months.ticks(8)[1].value;
        assert!((february - (2022.0 + 44.5 / 365.25)).abs() < 1e-9, "{february}");
    }

    #[test]
    fn there_are_two_ticks_unless_there_is_one_moment() {
        for names in
            [["2022-12-31", "2023-01-01"], ["2022-03", "2022-04"], ["2022-Q4", "2023-Q1"], ["2019-02-11", "2023-08-01"]]
        {
            for most in 1..9 {
                let ticks = scale(&names).ticks(most);
                assert!(ticks.len() >= 2, "{names:?}, {most}: {ticks:?}");
            }
        }
        assert_eq!(labels(&["2022-03-04"], 5), ["4 Mar 2022"]);
    }
}
