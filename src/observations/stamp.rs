//! The periods of data files, in the forms that statistical offices write, and how often a series is observed.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate, Weekday};

use crate::period::Unit;

/// How often a series is observed, by the codes of SDMX.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Frequency {
    /// Once a year.
    Annual,
    /// Twice a year.
    HalfYearly,
    /// Four times a year.
    Quarterly,
    /// Twelve times a year.
    Monthly,
    /// Every fourteen days.
    Fortnightly,
    /// Every seven days.
    Weekly,
    /// On Mondays to Fridays.
    Business,
    /// Every day.
    Daily,
}

impl Frequency {
    /// All of them, the rarest first.
    pub const ALL: [Self; 8] = [
        Self::Annual,
        Self::HalfYearly,
        Self::Quarterly,
        Self::Monthly,
        Self::Fortnightly,
        Self::Weekly,
        Self::Business,
        Self::Daily,
    ];

    /// The code of SDMX's code list CL_FREQ: A, S, Q, M, W2, W, B, D.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Annual => "A",
            Self::HalfYearly => "S",
            Self::Quarterly => "Q",
            Self::Monthly => "M",
            Self::Fortnightly => "W2",
            Self::Weekly => "W",
            Self::Business => "B",
            Self::Daily => "D",
        }
    }

    /// The frequency of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|frequency| frequency.code() == code)
    }

    /// The number of the period that starts on a day, on the calendar of this frequency: neighbours differ by one.
    #[must_use]
    pub fn number(self, start: NaiveDate) -> i64 {
        let (year, month) = (i64::from(start.year()), i64::from(start.month0()));
        // 1970-01-01 was a Thursday, three days after a Monday.
        let monday = i64::from(start.to_epoch_days()) + 3;
        match self {
            Self::Annual => year,
            Self::HalfYearly => year * 2 + month / 6,
            Self::Quarterly => year * 4 + month / 3,
            Self::Monthly => year * 12 + month,
            // Neighbours are fourteen days apart, whichever day they stand on.
            Self::Fortnightly => monday.div_euclid(14),
            Self::Weekly => monday.div_euclid(7),
            // A day of a weekend has no place among working days; it stands with none of them.
            Self::Business => monday.div_euclid(7) * 5 + monday.rem_euclid(7),
            Self::Daily => monday,
        }
    }

    /// How many observations a year has; for weeks and days the numbers that FRED counts with.
    #[must_use]
    pub fn per_year(self) -> u16 {
        match self {
            Self::Annual => 1,
            Self::HalfYearly => 2,
            Self::Quarterly => 4,
            Self::Monthly => 12,
            Self::Fortnightly => 26,
            Self::Weekly => 52,
            Self::Business => 260,
            Self::Daily => 365,
        }
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Annual => "annual",
            Self::HalfYearly => "half-yearly",
            Self::Quarterly => "quarterly",
            Self::Monthly => "monthly",
            Self::Fortnightly => "every two weeks",
            Self::Weekly => "weekly",
            Self::Business => "daily, Monday to Friday",
            Self::Daily => "daily",
        })
    }
}

/// Reads a period: 2010, 2010-S1, 2010-H1, 2010-Q3, 2010Q3, 2010-07, 2010M07, 2010-07-31, 2010-07-31T00:00:00, FY2018-19, FY2018/19, and
/// 2010-W05 as its Monday; nothing if it is none.
pub(super) fn period(text: &str) -> Option<Unit> {
    let text = text.trim();
    if let Ok(unit) = text.parse() {
        return Some(unit);
    }
    if text.contains(|c: char| c.is_ascii_alphabetic())
        && let Some(unit) = in_words(text)
    {
        return Some(unit);
    }
    if let Some(years) = text.strip_prefix("FY") {
        return format!("FY{}", years.replace('/', "-")).parse().ok();
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (year, rest) = text.split_at(digits);
    match (digits, rest) {
        // Economic history starts in the year 1.
        (1..=3, "") => year.parse().ok().filter(|year| *year > 0).map(Unit::Year),
        (4, _) => {
            // SDMX parts year and period, 2010-M07, and others do not.
            let lettered = rest.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
            let (kind, number) = lettered.unwrap_or(rest).split_at_checked(1)?;
            match kind {
                "A" => (number == "1").then(|| year.parse().ok().map(Unit::Year))?,
                "S" | "H" | "s" | "h" => format!("{year}-S{number}").parse().ok(),
                "Q" | "q" => format!("{year}-Q{number}").parse().ok(),
                "W" | "w" => monday(year, number),
                "M" | "m" => format!("{year}-{number:0>2}").parse().ok(),
                // World Bank's data bank: 2010 [YR2010].
                " " => (number == format!("[YR{year}]")).then(|| year.parse().ok().map(Unit::Year))?,
                // A date with a time of day.
                "-" => text.get(..10).filter(|_| text[10..].starts_with(['T', ' ']))?.parse().ok(),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The first day of a week as ISO 8601 counts them.
fn monday(year: &str, week: &str) -> Option<Unit> {
    let short = (1..=2).contains(&week.len()) && week.bytes().all(|byte| byte.is_ascii_digit());
    let week = week.parse().ok().filter(|_| short)?;
    NaiveDate::from_isoywd_opt(year.parse().ok()?, week, Weekday::Mon).map(Unit::Day)
}

/// In which order days and months of dates such as 7/31/2010 stand, as all dates of a column together show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slashed {
    /// 7/31/2010.
    MonthFirst,
    /// 31/7/2010.
    DayFirst,
}

/// The order that a column of such dates shows; nothing if they are others, or if no day is above 12.
pub(super) fn slashed<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Slashed> {
    let mut order = None;
    for cell in cells {
        let [a, b, _] = parts(cell)?;
        let own = match (a > 12, b > 12) {
            (false, false) => continue,
            (true, false) => Slashed::DayFirst,
            (false, true) => Slashed::MonthFirst,
            (true, true) => return None,
        };
        if order.replace(own).is_some_and(|before| before != own) {
            return None;
        }
    }
    order
}

/// Reads a date such as 7/31/2010 in a known order.
pub(super) fn slashed_day(text: &str, order: Slashed) -> Option<Unit> {
    let [a, b, year] = parts(text)?;
    let (month, day) = if order == Slashed::MonthFirst { (a, b) } else { (b, a) };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).map(Unit::Day)
}

/// The three numbers of 7/31/2010; the year has four digits.
fn parts(text: &str) -> Option<[u32; 3]> {
    let all: Vec<&str> = text.trim().split('/').collect();
    let [a, b, year] = all.as_slice() else { return None };
    let short = |part: &str| (1..=2).contains(&part.len());
    let digits = [a, b, year].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let whole = digits && short(a) && short(b) && year.len() == 4;
    whole.then(|| Some([a.parse().ok()?, b.parse().ok()?, year.parse().ok()?])).flatten()
}

/// What stands in a column of months such as 201007; the month 13 is the total of the year.
pub(super) enum Compact {
    /// A month.
    Month(Unit),
    /// The total of a year.
    Total,
}

/// Reads a month written as 201007.
pub(super) fn compact(text: &str) -> Option<Compact> {
    let (year, month) = text.split_at_checked(4).filter(|(_, month)| month.len() == 2)?;
    if month == "13" && year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Compact::Total);
    }
    format!("{year}-{month}").parse().ok().map(Compact::Month)
}

/// Reads 13 April 2026 and April 2026, months in English.
fn in_words(text: &str) -> Option<Unit> {
    let words: Vec<&str> = text.split_whitespace().collect();
    // As the British office writes them: 2020 Q1, 2020 JAN; others turn them round.
    if let [a, b] = words.as_slice() {
        let (year, rest) = if a.len() == 4 && a.bytes().all(|byte| byte.is_ascii_digit()) { (a, b) } else { (b, a) };
        if let Some(quarter) = rest.strip_prefix(['Q', 'q'])
            && year.len() == 4
        {
            return format!("{year}-Q{quarter}").parse().ok();
        }
        if year == a && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return in_words(&format!("{rest} {year}"));
        }
    }
    let (day, month, year) = match words.as_slice() {
        [day, month, year] => (Some(day), month, year),
        [month, year] => (None, month, year),
        _ => return None,
    };
    let is_month = |name: &&str| {
        name.eq_ignore_ascii_case(month) || name.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(month))
    };
    let month = MONTHS.iter().position(is_month)? + 1;
    if year.len() != 4 {
        return None;
    }
    match day {
        Some(day) => format!("{year}-{month:02}-{day:0>2}").parse().ok(),
        None => format!("{year}-{month:02}").parse().ok(),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Turns the dates of a series into the periods they stand for, and says how often it is observed: FRED dates a quarter by its
/// first day, others by its last. Nothing if the periods are of several kinds.
pub(super) fn settle(periods: &mut [Unit]) -> Option<Frequency> {
    let first = *periods.first()?;
    if periods.iter().any(|other| std::mem::discriminant(other) != std::mem::discriminant(&first)) {
        return None;
    }
    let days: Vec<NaiveDate> = match first {
        Unit::Year(_) | Unit::FiscalYear(_) => return Some(Frequency::Annual),
        Unit::Half(..) => return Some(Frequency::HalfYearly),
        Unit::Quarter(..) => return Some(Frequency::Quarterly),
        Unit::Month(..) => return Some(Frequency::Monthly),
        Unit::Day(_) => {
            periods.iter().filter_map(|period| if let Unit::Day(day) = period { Some(*day) } else { None }).collect()
        }
    };
    let frequency = spacing(&days);
    for period in periods {
        *period = named(*period, frequency);
    }
    Some(frequency)
}

/// The period that a date stands for in a series of this frequency.
pub(super) fn named(period: Unit, frequency: Frequency) -> Unit {
    match (period, frequency) {
        (Unit::Day(day), Frequency::Annual) => Unit::Year(day.year()),
        (Unit::Day(day), Frequency::Quarterly) => Unit::Quarter(day.year(), quarter(day)),
        (Unit::Day(day), Frequency::Monthly) => Unit::Month(day.year(), u8::try_from(day.month()).unwrap_or(1)),
        (other, _) => other,
    }
}

fn quarter(day: NaiveDate) -> u8 {
    u8::try_from(day.month().div_ceil(3)).unwrap_or(1)
}

/// The longest steps of the calendar that all days of a series fit into.
fn spacing(days: &[NaiveDate]) -> Frequency {
    let [first, .., last] = days else { return Frequency::Daily };
    let firsts = days.iter().all(|day| day.day() == 1);
    let lasts = days.iter().all(|day| day.succ_opt().is_some_and(|next| next.day() == 1));
    if (firsts || lasts) && first < last {
        let fits = |months: u32| {
            days.windows(2).all(|pair| {
                let months_between = (pair[1].year() - pair[0].year()) * 12 + month(pair[1]) - month(pair[0]);
                months_between.rem_euclid(i32::try_from(months).unwrap_or(1)) == 0
            })
        };
        // Quarters and years start where the calendar's do.
        let starts = |months: u32| {
            let start = if firsts { Some(*first) } else { first.checked_sub_months(Months::new(months - 1)) };
            start.is_some_and(|start| (start.month() - 1).is_multiple_of(months))
        };
        return if fits(12) && starts(12) {
            Frequency::Annual
        } else if fits(3) && starts(3) {
            Frequency::Quarterly
        } else {
            Frequency::Monthly
        };
    }
    let every = |step: i64| days.windows(2).all(|pair| (pair[1] - pair[0]).num_days().rem_euclid(step) == 0);
    let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    if every(14) && days.len() > 2 {
        Frequency::Fortnightly
    } else if every(7) && first < last {
        Frequency::Weekly
    } else if days.iter().any(weekend) {
        Frequency::Daily
    } else {
        Frequency::Business
    }
}

fn month(day: NaiveDate) -> i32 {
    i32::try_from(day.month0()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_forms_are_read_and_no_others() {
        for (text, shown) in [
            ("2010", "2010"),
            ("730", "0730"),
            ("2010-S1", "2010-S1"),
            ("2010-H2", "2010-S2"),
            ("2010S1", "2010-S1"),
            ("2010-A1", "2010"),
            ("2010-M07", "2010-07"),
            // The first Monday of the ISO year 2010 is 4 January; 2009 has 53 weeks.
            ("2010-W05", "2010-02-01"),
            ("2010W1", "2010-01-04"),
            ("2009-W53", "2009-12-28"),
            ("FY2018/19", "FY2018-19"),
            ("2010-Q3", "2010-Q3"),
            ("2010Q3", "2010-Q3"),
            ("2010M07", "2010-07"),
            ("2010M7", "2010-07"),
            ("2010-07-31", "2010-07-31"),
            ("2010-07-31T00:00:00", "2010-07-31"),
            ("2010 [YR2010]", "2010"),
            ("FY2018-19", "FY2018-19"),
            ("13 April 2026", "2026-04-13"),
            ("1 Jan 1999", "1999-01-01"),
            ("May 2020", "2020-05"),
            ("2020 JAN", "2020-01"),
            ("2020 Q1", "2020-Q1"),
            ("Q3 2020", "2020-Q3"),
        ] {
            assert_eq!(period(text).map(|unit| unit.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in [
            "",
            "2010-S3",
            "2010-W54",
            "2010-W53",
            "2010-A2",
            "FY2018/20",
            "7/1/2010",
            "2010Q5",
            "2010M13",
            "2010-02-30",
            "201013",
            "10-10-2010",
            "2010 [YR2011]",
            "x",
            "0",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_days_and_months_is_that_which_all_dates_of_a_column_allow() {
        let order = |cells: &[&str]| slashed(cells.iter().copied());
        assert_eq!(order(&["7/1/1954", "7/13/1954"]), Some(Slashed::MonthFirst));
        assert_eq!(order(&["1/7/1954", "13/7/1954"]), Some(Slashed::DayFirst));
        // Nothing tells; both are told; no dates.
        for cells in [&["7/1/1954", "8/2/1954"][..], &["13/7/1954", "7/13/1954"], &["7/13/1954", "x"], &["7/13/54"]] {
            assert_eq!(order(cells), None, "{cells:?}");
        }
        assert_eq!(
            slashed_day("7/13/1954", Slashed::MonthFirst).map(|day| day.to_string()).as_deref(),
            Some("1954-07-13")
        );
        assert_eq!(slashed_day("2/30/1954", Slashed::MonthFirst), None);
    }

    fn settled(days: &[&str]) -> (Option<Frequency>, String) {
        let mut periods: Vec<Unit> = days.iter().map(|day| period(day).unwrap()).collect();
        let frequency = settle(&mut periods);
        (frequency, periods.first().unwrap().to_string())
    }

    #[test]
    fn dates_stand_for_the_periods_that_their_spacing_shows() {
        let first = |(frequency, name): (Option<Frequency>, String)| (frequency.unwrap(), name);
        assert_eq!(first(settled(&["1947-01-01", "1947-04-01"])), (Frequency::Quarterly, "1947-Q1".to_owned()));
        assert_eq!(first(settled(&["1948-01-01", "1948-02-01"])), (Frequency::Monthly, "1948-01".to_owned()));
        assert_eq!(first(settled(&["2010-12-31", "2011-12-31"])), (Frequency::Annual, "2010".to_owned()));
        // Quarters do not start in February.
        assert_eq!(first(settled(&["2010-02-01", "2010-05-01"])), (Frequency::Monthly, "2010-02".to_owned()));
        assert_eq!(first(settled(&["2010-03-31", "2010-06-30"])), (Frequency::Quarterly, "2010-Q1".to_owned()));
        // Mondays; Thursday to Monday without a weekend; with a Saturday.
        assert_eq!(first(settled(&["1980-11-03", "1980-11-10"])).0, Frequency::Weekly);
        assert_eq!(first(settled(&["1954-07-07", "1954-07-21", "1954-08-18"])).0, Frequency::Fortnightly);
        assert_eq!(first(settled(&["1981-01-02", "1981-01-05"])).0, Frequency::Business);
        assert_eq!(first(settled(&["1954-07-02", "1954-07-03"])).0, Frequency::Daily);
        assert_eq!(settled(&["2010", "2010-Q1"]).0, None);
    }
}
