//! The series of a file, and how they are found by name.

use std::ops::Range;

use super::Frequency;
use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::number;

/// Observations of one thing in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name in the file: what tells it from the others, the area before the indicator ("CHN", "GDP", "CHN:NY.GDP.MKTP.CN").
    pub id: String,
    /// What is measured, in words; empty if the file does not say.
    pub indicator: String,
    /// Where, in words; empty if the file does not say.
    pub area: String,
    /// What the file calls it: the codes of its indicator, dimension by dimension, the name of its column of values, and its unit.
    pub codes: Vec<String>,
    /// The codes and names of its area; none if the file does not say.
    pub area_codes: Vec<String>,
    /// The unit, as the file has it; empty if it does not say.
    pub unit: String,
    /// Where it comes from, as the file has it; empty if it does not say.
    pub source: String,
    /// How often it is observed.
    pub frequency: Frequency,
    /// Its rows in the frame.
    pub rows: Range<usize>,
}

/// The series of this name, capitals or not: the one that has it in the file; else those whose area or indicator it is, in words or as a
/// part of the name in the file (CHN of CHN:NY.GDP.MKTP.CN), or both with a colon between.
#[must_use]
pub fn called<'a>(all: &'a [Series], name: &str) -> Vec<&'a Series> {
    let lower = name.to_lowercase();
    let same = |other: &str| other.to_lowercase() == lower;
    if let Some(series) = all.iter().find(|series| same(&series.id)) {
        return vec![series];
    }
    let both = |series: &Series| same(&format!("{}:{}", series.area, series.indicator));
    let part = |series: &Series| series.id.split(':').any(same);
    let called = |series: &&Series| same(&series.area) || same(&series.indicator) || part(series) || both(series);
    all.iter().filter(called).collect()
}

/// The one series of this name.
///
/// # Errors
/// If there is none, with the nearest name; or several that are [called()] so.
pub fn find<'a>(all: &'a [Series], name: &str) -> Result<&'a Series> {
    match called(all, name).as_slice() {
        [one] => Ok(one),
        [] => {
            let known = all.iter().flat_map(|series| [series.id.as_str(), series.area.as_str()]);
            let some: Vec<&str> = all.iter().take(8).map(|series| series.id.as_str()).collect();
            let more = all.len() - some.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Err(Error::new(format!("the data have no series '{name}'")).with_help(hint(
                name,
                known,
                &format!("there are {}{more}", some.join(", ")),
            )))
        }
        found @ [first, second, ..] => {
            Err(Error::new(format!("{} series of the data are called '{name}'", found.len()))
                .with_help(format!("name one of them: {}, {}", first.id, second.id)))
        }
    }
}

/// How many digits stand behind the point of a number as it is printed; below zero where it counts in thousands or more: -3 of 12e3.
#[must_use]
pub fn decimals(cell: &str) -> i32 {
    let (digits, power) = cell.split_once(['e', 'E']).unwrap_or((cell, "0"));
    let behind = digits.split_once('.').map_or(0, |(_, behind)| behind.chars().filter(char::is_ascii_digit).count());
    i32::try_from(behind).unwrap_or(i32::MAX).saturating_sub(power.parse().unwrap_or(0))
}

/// A sentence on observations that stand twice with the same value, if there are any.
#[must_use]
pub fn repeated(count: usize) -> Option<String> {
    let times = match count {
        0 => return None,
        1 => "One observation stands".to_owned(),
        count => format!("{} observations stand", number::count(count)),
    };
    Some(format!("{times} twice with the same value and was taken once."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_behind_the_point_are_those_that_are_printed() {
        for (cell, expected) in
            [("4.0", 1), ("4", 0), ("-10.60", 2), ("1.060068E+15", -9), ("12e3", -3), (".5", 1), ("5.", 0)]
        {
            assert_eq!(decimals(cell), expected, "{cell}");
        }
    }
}
