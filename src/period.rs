//! Periods and spans of periods: 2010, 2010-S1, 2023-Q1, 2021-01, 2010-07-31, FY2018-19, 1978/2017, 2013/.. and ../2020.
//!
//! ```
//! use trueup::period::Period;
//! let span: Period = "1978/2017".parse()?;
//! assert_eq!(span.years(), Some((1978, 2017)));
//! assert_eq!(span.to_string(), "1978/2017");
//! # Ok::<(), trueup::Error>(())
//! ```

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

use crate::error::{Error, Result};
use crate::number;
use crate::quantity::Exact;

/// A stretch of time that a calendar names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A calendar year.
    Year(i32),
    /// A half, 1 or 2, of a year: a semester, as SDMX calls it.
    Half(i32, u8),
    /// A quarter, 1 to 4, of a year.
    Quarter(i32, u8),
    /// A month, 1 to 12, of a year.
    Month(i32, u8),
    /// A day.
    Day(NaiveDate),
    /// A fiscal year, by the calendar year it starts in; the area says on which day.
    FiscalYear(i32),
}

/// What a figure is dated by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// One stretch of time.
    One(Unit),
    /// From one to another; an open end is none. Never open at both ends.
    Span(Option<Unit>, Option<Unit>),
}

/// The month and day on which an area's fiscal year starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalStart {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl Unit {
    /// The calendar year it lies in, or starts in.
    #[must_use]
    pub fn year(self) -> i32 {
        match self {
            Self::Year(year)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Month(year, _)
            | Self::FiscalYear(year) => year,
            Self::Day(day) => day.year(),
        }
    }

    /// First and last day; nothing for a fiscal year of an area whose start is unknown.
    #[must_use]
    pub fn dates(self, fiscal: Option<FiscalStart>) -> Option<(NaiveDate, NaiveDate)> {
        let (start, months) = match self {
            Self::Year(year) => (NaiveDate::from_ymd_opt(year, 1, 1)?, 12),
            Self::Half(year, half) => (NaiveDate::from_ymd_opt(year, u32::from(half) * 6 - 5, 1)?, 6),
            Self::Quarter(year, quarter) => (NaiveDate::from_ymd_opt(year, u32::from(quarter) * 3 - 2, 1)?, 3),
            Self::Month(year, month) => (NaiveDate::from_ymd_opt(year, u32::from(month), 1)?, 1),
            Self::Day(day) => return Some((day, day)),
            Self::FiscalYear(year) => (fiscal.and_then(|f| NaiveDate::from_ymd_opt(year, f.month, f.day))?, 12),
        };
        Some((start, start.checked_add_months(Months::new(months))?.pred_opt()?))
    }

    /// The period as a reader names it: "2010", "H1 2010", "Q1 2023", "July 2010", "31 July 2010", "FY2018-19".
    #[must_use]
    pub fn words(self) -> String {
        let year = number::year(f64::from(self.year()));
        match (self, self.dates(None)) {
            (Self::Half(_, half), _) => format!("H{half} {year}"),
            (Self::Quarter(_, quarter), _) => format!("Q{quarter} {year}"),
            (Self::Month(..), Some((start, _))) => format!("{} {year}", start.format("%B")),
            (Self::Day(day), _) => format!("{} {year}", day.format("%-d %B")),
            (Self::FiscalYear(_), _) => self.to_string(),
            _ => year,
        }
    }

    /// The years from this to another, exact for years, halves, quarters and months; nothing for units that cannot be compared.
    #[must_use]
    pub fn years_to(self, other: Self) -> Option<Exact> {
        let difference = |a: i32, b: i32| i64::from(b) - i64::from(a);
        Some(match (self, other) {
            (Self::Year(a), Self::Year(b)) | (Self::FiscalYear(a), Self::FiscalYear(b)) => {
                Exact::from(difference(a, b))
            }
            (Self::Half(a, p), Self::Half(b, q)) => Exact::ratio(difference(a, b) * 2 + i64::from(q) - i64::from(p), 2),
            (Self::Quarter(a, p), Self::Quarter(b, q)) => {
                Exact::ratio(difference(a, b) * 4 + i64::from(q) - i64::from(p), 4)
            }
            (Self::Month(a, p), Self::Month(b, q)) => {
                Exact::ratio(difference(a, b) * 12 + i64::from(q) - i64::from(p), 12)
            }
            (Self::Day(a), Self::Day(b)) if (a.month(), a.day()) == (b.month(), b.day()) => {
                Exact::from(difference(a.year(), b.year()))
            }
            // A year has 365.2425 days in the Gregorian calendar.
            (Self::Day(a), Self::Day(b)) => Exact::ratio((b - a).num_days() * 10_000, 3_652_425),
            _ => return None,
        })
    }
}

impl Period {
    /// The period as a reader names it: "Q1 2023", "1978–2017", "since 2013", "up to 2020".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::One(unit) => unit.words(),
            Self::Span(Some(from), Some(to)) => format!("{}–{}", from.words(), to.words()),
            Self::Span(Some(from), None) => format!("since {}", from.words()),
            Self::Span(None, to) => to.map_or_else(String::new, |to| format!("up to {}", to.words())),
        }
    }

    /// The calendar year, where the period is one stretch of time.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        match self {
            Self::One(unit) => Some(unit.year()),
            Self::Span(..) => None,
        }
    }

    /// First and last year of a closed span.
    #[must_use]
    pub fn years(&self) -> Option<(i32, i32)> {
        match self {
            Self::Span(Some(from), Some(to)) => Some((from.year(), to.year())),
            _ => None,
        }
    }

    /// The length of a closed span in years: 39 from 1978 to 2017.
    #[must_use]
    pub fn length(&self) -> Option<Exact> {
        match self {
            Self::Span(Some(from), Some(to)) => from.years_to(*to),
            _ => None,
        }
    }

    /// First day; nothing where the span is open or the fiscal year's start unknown.
    #[must_use]
    pub fn start(&self, fiscal: Option<FiscalStart>) -> Option<NaiveDate> {
        let first = match self {
            Self::One(unit) => Some(*unit),
            Self::Span(from, _) => *from,
        };
        first?.dates(fiscal).map(|(start, _)| start)
    }

    /// Last day; nothing where the span is open or the fiscal year's start unknown.
    #[must_use]
    pub fn end(&self, fiscal: Option<FiscalStart>) -> Option<NaiveDate> {
        let last = match self {
            Self::One(unit) => Some(*unit),
            Self::Span(_, to) => *to,
        };
        last?.dates(fiscal).map(|(_, end)| end)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-S{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{}", day.format("%Y-%m-%d")),
            Self::FiscalYear(year) => write!(f, "FY{year:04}-{:02}", (year + 1) % 100),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |unit: &Option<Unit>| unit.map_or("..".to_owned(), |unit| unit.to_string());
        match self {
            Self::One(unit) => write!(f, "{unit}"),
            Self::Span(from, to) => write!(f, "{}/{}", end(from), end(to)),
        }
    }
}

impl FromStr for Unit {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let digits = |part: &str, count: usize| {
            let plain = part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse::<i32>().ok()).flatten()
        };
        let year = |part: &str| digits(part, 4).filter(|year| *year > 0);
        let small = |part: &str, most: i32| {
            digits(part, 2).filter(|n| (1..=most).contains(n)).and_then(|n| u8::try_from(n).ok())
        };
        let parts: Vec<&str> = text.split('-').collect();
        let unit = match parts.as_slice() {
            [y] => year(y).map(Self::Year),
            [fy, next] if fy.starts_with("FY") => {
                year(&fy[2..]).filter(|first| digits(next, 2) == Some((first + 1) % 100)).map(Self::FiscalYear)
            }
            [y, half @ ("S1" | "S2")] => year(y).map(|year| Self::Half(year, if *half == "S1" { 1 } else { 2 })),
            [y, q] if q.starts_with('Q') => match (year(y), q[1..].parse::<u8>()) {
                (Some(year), Ok(quarter @ 1..=4)) => Some(Self::Quarter(year, quarter)),
                _ => None,
            },
            [y, m] => year(y).zip(small(m, 12)).map(|(year, month)| Self::Month(year, month)),
            [y, m, d] => year(y).zip(small(m, 12)).zip(small(d, 31)).and_then(|((year, month), day)| {
                NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day)).map(Self::Day)
            }),
            _ => None,
        };
        unit.ok_or_else(|| no_period(text))
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let Some((from, to)) = text.split_once('/') else {
            return text.parse().map(Self::One);
        };
        let end = |part: &str| if part == ".." { Ok(None) } else { part.parse::<Unit>().map(Some) };
        let (from, to) = (end(from)?, end(to)?);
        match (from, to) {
            (None, None) => return Err(no_period(text)),
            (Some(a), Some(b)) => match a.years_to(b) {
                Some(years) if years > Exact::ZERO => {}
                Some(_) => {
                    return Err(Error::new(format!("the span '{text}' ends before it begins"))
                        .with_help("write the earlier end first"));
                }
                None => {
                    return Err(Error::new(format!("the ends of the span '{text}' are of two kinds"))
                        .with_help("write both ends in the same way, such as 1978/2017 or 2010-Q1/2012-Q4"));
                }
            },
            _ => {}
        }
        Ok(Self::Span(from, to))
    }
}

fn no_period(text: &str) -> Error {
    Error::new(format!("'{text}' is no period")).with_help(
        "write 2010, 2010-S1, 2023-Q1, 2021-01, 2010-07-31, FY2018-19, a span such as 1978/2017, or an open one such as 2013/..; \
         years run from 0001 to 9999",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_comes_back_as_it_was_written() {
        for text in [
            "2010",
            "2010-S2",
            "2023-Q1",
            "2021-01",
            "2010-07-31",
            "FY2018-19",
            "FY1999-00",
            "1978/2017",
            "2013/..",
            "../2020",
            "2010-Q1/2012-Q4",
        ] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn readers_see_periods_in_words() {
        for (text, words) in [
            ("2010", "2010"),
            ("2010-S2", "H2 2010"),
            ("2023-Q1", "Q1 2023"),
            ("2010-07", "July 2010"),
            ("2010-07-31", "31 July 2010"),
            ("2021-01-05", "5 January 2021"),
            ("FY2018-19", "FY2018-19"),
            ("1978/2017", "1978–2017"),
            ("2010-Q1/2012-Q4", "Q1 2010–Q4 2012"),
            ("2013/..", "since 2013"),
            ("../2020-07", "up to July 2020"),
        ] {
            assert_eq!(text.parse::<Period>().unwrap().words(), words);
        }
    }

    #[test]
    fn what_is_no_period_is_refused_with_the_forms_that_are() {
        for text in [
            "",
            "0000",
            "year 0",
            "20100",
            "2010-13",
            "2010-Q5",
            "2010-S3",
            "2010-02-30",
            "FY2018-20",
            "../..",
            "2017/1978",
            "2010/2011-Q1",
            "2010-",
        ] {
            let error = text.parse::<Period>().expect_err(text);
            assert!(error.help_text().is_some());
        }
    }

    #[test]
    fn years_between_1978_and_2017_are_39() {
        assert_eq!("1978/2017".parse::<Period>().unwrap().length(), Some(Exact::from(39)));
        assert_eq!("2010-S1/2012-S2".parse::<Period>().unwrap().length(), Some(Exact::ratio(5, 2)));
        assert_eq!("2010-Q1/2012-Q3".parse::<Period>().unwrap().length(), Some(Exact::ratio(5, 2)));
    }

    #[test]
    fn periods_start_and_end_on_days() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let quarter: Period = "2023-Q1".parse().unwrap();
        assert_eq!((quarter.start(None), quarter.end(None)), (Some(day("2023-01-01")), Some(day("2023-03-31"))));
        let half: Period = "2010-S2".parse().unwrap();
        assert_eq!((half.start(None), half.end(None)), (Some(day("2010-07-01")), Some(day("2010-12-31"))));
        let fiscal: Period = "FY2018-19".parse().unwrap();
        assert_eq!(fiscal.start(None), None);
        assert_eq!(fiscal.end(Some(FiscalStart { month: 7, day: 1 })), Some(day("2019-06-30")));
        let open: Period = "2013/..".parse().unwrap();
        assert_eq!((open.start(None), open.end(None)), (Some(day("2013-01-01")), None));
    }
}
