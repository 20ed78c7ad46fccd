//! Why values are empty: counted for people, beside each row for programs.

use polars::prelude::{Column, DataType};

use super::{Measure, unexpected};
use crate::error::Result;
use crate::frame;
use crate::number;

/// The name of the column of reasons beside a measure.
pub(super) fn reason(measure: &Measure) -> String {
    format!("reason of {}", measure.name)
}

/// How many values of a measure are empty, and why.
#[derive(Debug, Clone, Default)]
pub(super) struct Empty {
    counts: Vec<(String, usize)>,
}

impl Empty {
    /// Counts the reasons of a column.
    pub fn of(reasons: &Column) -> Result<Self> {
        let mut empty = Self::default();
        let there = reasons.drop_nulls().cast(&DataType::String).map_err(|error| unexpected(&error))?;
        for reason in there.str().map_err(|error| unexpected(&error))?.iter().flatten() {
            empty.add_one(reason, 1);
        }
        Ok(empty)
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        other.counts.iter().for_each(|(reason, count)| self.add_one(reason, *count));
    }

    fn add_one(&mut self, reason: &str, times: usize) {
        match self.counts.iter_mut().find(|(known, _)| known == reason) {
            Some((_, count)) => *count += times,
            None => self.counts.push((reason.to_owned(), times)),
        }
    }

    /// The sentence for a measure; nothing if no value is empty.
    pub fn told(&self, measure: &str) -> String {
        let words = match self.counts.as_slice() {
            [] => return String::new(),
            [(reason, 1)] => format!("1 value is empty: {reason}"),
            [(reason, count)] => format!("{} values are empty: {reason}", number::count(*count)),
            several => {
                let all = several.iter().map(|(_, count)| count).sum();
                let each: Vec<String> =
                    several.iter().map(|(reason, count)| format!("{reason} ({})", number::count(*count))).collect();
                format!("{} values are empty: {}", number::count(all), each.join("; "))
            }
        };
        format!("{measure}: {words}.\n")
    }
}

/// Why the values of a row are empty, each measure with its reason.
pub(super) fn beside(measures: &[Measure], told: &[Column]) -> Result<Column> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new(); told.first().map_or(0, Column::len)];
    for (measure, reasons) in measures.iter().zip(told) {
        for (row, reason) in rows.iter_mut().zip(reasons.str().map_err(|error| unexpected(&error))?.iter()) {
            row.extend(reason.map(|reason| format!("{}: {reason}", measure.name)));
        }
    }
    Ok(frame::words("reasons", rows.into_iter().map(|row| row.join("; "))))
}
