//! The linear scale: equal differences are equal distances.

use super::{Step, Tick, exponent, roomier};
use crate::chart::geometry::count;
use crate::number::{self, Digits, Style};
use crate::unit::Unit;

/// A range of values with ticks at 1-2-5 steps; the topmost tick names the unit for all.
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    low: f64,
    high: f64,
}

/// Below this there are no steps to count in.
const SMALLEST: f64 = 1e-303;

impl Linear {
    /// From zero to the values, whatever their sign: the only scale that columns stand on.
    #[must_use]
    pub fn from_zero(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) =
            values.into_iter().fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if high - low > SMALLEST { Self { low, high } } else { Self { low: 0.0, high: 1.0 } }
    }

    /// Around the values. Zero is on it unless they lie close together far away from it.
    #[must_use]
    pub fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let values: Vec<f64> = values.into_iter().collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let near = low.abs().min(high.abs()) > 0.8 * low.abs().max(high.abs()) && low.signum() * high.signum() > 0.0;
        // What differs by less than a billionth has no ticks that a reader could tell apart.
        let apart = high / 2.0 - low / 2.0 > 1e-9 * low.abs().max(high.abs());
        if near && apart { Self { low, high } } else { Self::from_zero(values) }
    }

    /// Whether zero is on the scale.
    #[must_use]
    pub fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// The ends.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    pub(super) fn place(&self, value: f64) -> f64 {
        // Halved: the difference of two ends near the largest number would not be finite.
        (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0)
    }

    pub(super) fn with_room(self, below: f64, above: f64) -> Self {
        let (low, high) = roomier(self.low, self.high, below, above);
        Self { low, high }
    }

    /// Exactly from one value to a larger one.
    pub(super) fn between(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    pub(super) fn ticks(&self, most: usize, unit: &Unit) -> Vec<Tick> {
        self.ticks_naming(most, unit, |i, all| i + 1 == all)
    }

    /// Ticks that name their unit where `named` says so, given a tick's number and that of all.
    pub(super) fn ticks_naming(&self, most: usize, unit: &Unit, named: impl Fn(usize, usize) -> bool) -> Vec<Tick> {
        let most = count(most.max(1));
        let mut step = Step::at_least(self.high / most - self.low / most);
        let mut values = step.multiples(self.low, self.high);
        while values.len() < 2 {
            step = step.smaller();
            values = step.multiples(self.low, self.high);
        }
        let all = values.len();
        let words = Words::new(&values, step, unit);
        let tick = |(i, value): (usize, f64)| Tick { value, label: Some(words.of(value, named(i, all), unit)) };
        values.into_iter().enumerate().map(tick).collect()
    }
}

/// How the ticks of one axis are written: at one scale, with the same decimals.
struct Words {
    scale: number::Scale,
    decimals: usize,
    /// The digits of a power of ten, where numbers are too large or small for digits in a row.
    powers: Option<usize>,
}

impl Words {
    fn new(values: &[f64], step: Step, unit: &Unit) -> Self {
        let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        let scale = number::scale_for(largest, unit, Digits::Significant(3));
        let decimals = -(step.exponent - exponent(scale.factor));
        let unwieldy = number::is_unwieldy(largest / scale.factor) || decimals > 9;
        let powers = unwieldy.then(|| usize::try_from(exponent(largest) - step.exponent + 1).unwrap_or(1).max(3));
        Self { scale, decimals: usize::try_from(decimals).unwrap_or(0), powers }
    }

    fn of(&self, value: f64, with_unit: bool, unit: &Unit) -> String {
        if let Some(digits) = self.powers {
            return number::powers(value, Digits::Significant(digits));
        }
        // Zero is 0 beside 0.5, too.
        let digits = Digits::Fixed(if value == 0.0 { 0 } else { self.decimals });
        if with_unit {
            number::write_at(value, self.scale, unit, digits, Style::Short)
        } else {
            number::digits(value / self.scale.factor, digits)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: &Linear, most: usize, unit: &str) -> Vec<String> {
        scale.ticks(most, &unit.parse().unwrap()).into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn amounts_share_one_scale_and_the_top_names_the_unit() {
        assert_eq!(labels(&Linear::from_zero([40e12, 126e12]), 4, "CNY"), ["0", "50", "CNY 100 trn"]);
        assert_eq!(
            labels(&Linear::from_zero([40e12, 126e12]), 7, "CNY"),
            ["0", "20", "40", "60", "80", "100", "CNY 120 trn"]
        );
        assert_eq!(labels(&Linear::from_zero([1.03e12, 3.09e12]), 4, "CNY"), ["0", "1", "2", "CNY 3 trn"]);
        assert_eq!(labels(&Linear::from_zero([0.4e9, 1.2e9]), 3, "USD"), ["0", "0.5", "USD 1.0 bn"]);
    }

    #[test]
    fn rates_are_written_with_the_decimals_of_the_step() {
        assert_eq!(labels(&Linear::from_zero([1.91, 2.55]), 3, "percent"), ["0", "1", "2%"]);
        assert_eq!(labels(&Linear::around([2.1, 2.5]), 4, "percent"), ["2.1", "2.2", "2.3", "2.4", "2.5%"]);
        assert_eq!(labels(&Linear::from_zero([-3.0, 8.0]), 4, "percent"), ["0", "5%"]);
        assert_eq!(labels(&Linear::from_zero([-8.0]), 4, "percent"), ["−8", "−6", "−4", "−2", "0%"]);
    }

    #[test]
    fn there_are_never_fewer_than_two_ticks() {
        for (low, high) in [(3.0e9, 3.9e9), (0.95, 1.9), (1e-300, 1.3e-300), (-1e300, 1e300), (7.0, 7.0), (0.0, 0.0)] {
            for most in 1..8 {
                let ticks = Linear::around([low, high]).with_room(0.1, 0.2).ticks(most, &Unit::Index);
                assert!(ticks.len() >= 2, "{low} to {high}: {ticks:?}");
                assert!(ticks.windows(2).all(|pair| pair[0].value < pair[1].value), "{ticks:?}");
            }
        }
    }

    #[test]
    fn zero_is_left_out_only_where_values_lie_close_together() {
        assert!(Linear::around([1.91, 2.8]).has_zero());
        assert!(!Linear::around([8.9, 9.5]).has_zero());
        assert!(!Linear::around([-9.5, -8.9]).has_zero());
        assert!(Linear::around([-1.0, 1.0]).has_zero());
    }
}
