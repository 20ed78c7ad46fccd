//! The scale of time: every point at its true distance, whole years as ticks.

use super::{Step, Tick};
use crate::chart::geometry::count;
use crate::number;

/// A stretch of time in decimal years.
#[derive(Debug, Clone, PartialEq)]
pub struct Year {
    low: f64,
    high: f64,
    /// The years at which there is data, if all are whole years.
    own: Vec<f64>,
}

impl Year {
    /// From the first to the last of the years; parts of years widen it to whole ones.
    #[must_use]
    pub fn around(years: impl IntoIterator<Item = f64>) -> Self {
        let mut own: Vec<f64> = years.into_iter().collect();
        own.sort_by(f64::total_cmp);
        own.dedup();
        let (low, high) = (own.first().copied().unwrap_or(0.0).floor(), own.last().copied().unwrap_or(0.0).ceil());
        if own.iter().any(|year| year.fract() != 0.0) {
            own.clear();
        }
        Self { low, high, own }
    }

    /// The place of a moment; a single moment stands in the middle.
    #[must_use]
    pub fn place(&self, year: f64) -> f64 {
        if self.high > self.low { (year - self.low) / (self.high - self.low) } else { 0.5 }
    }

    /// The years of the data themselves, where all are whole.
    #[must_use]
    pub fn own_ticks(&self) -> Vec<Tick> {
        self.own.iter().copied().map(tick).collect()
    }

    /// Years at steps of 1, 2, 5, 10, about `most` of them.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<Tick> {
        let span = self.high - self.low;
        let mut step = Step::at_least((span / count(most.max(1))).max(1.0));
        let mut years = step.multiples(self.low, self.high);
        while years.len() < 2 && step.length() > 1.0 {
            step = step.smaller();
            years = step.multiples(self.low, self.high);
        }
        years.into_iter().map(tick).collect()
    }
}

fn tick(year: f64) -> Tick {
    Tick { value: year, label: Some(number::year(year)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: Vec<Tick>) -> Vec<String> {
        ticks.into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn years_are_whole_and_never_grouped() {
        assert_eq!(labels(Year::around([1978.0, 2023.0]).ticks(6)), ["1980", "1990", "2000", "2010", "2020"]);
        assert_eq!(labels(Year::around([2010.0, 2023.0]).ticks(4)), ["2010", "2015", "2020"]);
        assert_eq!(labels(Year::around([2020.25, 2021.5]).ticks(9)), ["2020", "2021", "2022"]);
    }

    #[test]
    fn there_are_two_ticks_unless_there_is_one_year() {
        assert_eq!(labels(Year::around([2011.0, 2019.0]).ticks(1)), ["2012", "2014", "2016", "2018"]);
        assert_eq!(labels(Year::around([2023.0]).ticks(5)), ["2023"]);
    }

    #[test]
    fn the_data_name_their_own_years_where_these_are_whole() {
        assert_eq!(labels(Year::around([2012.0, 2023.0, 2021.0, 2021.0]).own_ticks()), ["2012", "2021", "2023"]);
        assert!(Year::around([2012.5, 2023.0]).own_ticks().is_empty());
    }

    #[test]
    fn points_stand_at_their_true_distance() {
        let scale = Year::around([2012.0, 2021.0, 2023.0]);
        assert!((scale.place(2021.0) - 9.0 / 11.0).abs() < 1e-12);
    }
}
