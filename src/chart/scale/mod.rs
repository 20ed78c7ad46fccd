//! Scales: from values to places along an axis, each with its own ticks and their words.
//!
//! A place is a part of the axis: 0 at its beginning (left or bottom), 1 at its end. Ticks are computed here and not by
//! Plotters, whose log axis can come out with no tick at all.

mod category;
mod date;
mod linear;
mod log;
mod rank;
mod year;

pub use category::Category;
pub use date::Date;
pub use linear::Linear;
pub use log::Log;
pub use rank::Rank;
pub use year::Year;

use crate::chart::geometry::whole;
use crate::unit::Unit;

/// A line across the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// What it says; `None` for the faint lines between.
    pub label: Option<String>,
}

/// A scale of values.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Equal differences.
    Linear(Linear),
    /// Equal ratios.
    Log(Log),
    /// Places in an order, the first on top.
    Rank(Rank),
}

impl Values {
    /// The place of a value.
    #[must_use]
    pub fn place(&self, value: f64) -> f64 {
        match self {
            Self::Linear(scale) => scale.place(value),
            Self::Log(scale) => scale.place(value),
            Self::Rank(scale) => scale.place(value),
        }
    }

    /// The same scale with room for labels: `below` and `above` are the parts of the axis left free at its ends.
    #[must_use]
    pub fn with_room(self, below: f64, above: f64) -> Self {
        match self {
            Self::Linear(scale) => Self::Linear(scale.with_room(below, above)),
            Self::Log(scale) => Self::Log(scale.with_room(below, above)),
            Self::Rank(scale) => Self::Rank(scale.with_room(below, above)),
        }
    }

    /// Whether zero could be on the scale and is not, which a reader must be told.
    #[must_use]
    pub fn leaves_zero_out(&self) -> bool {
        matches!(self, Self::Linear(scale) if !scale.has_zero())
    }

    /// Ticks, about `most` of them with words.
    #[must_use]
    pub fn ticks(&self, most: usize, unit: &Unit) -> Vec<Tick> {
        match self {
            Self::Linear(scale) => scale.ticks(most, unit),
            Self::Log(scale) => scale.ticks(most, unit),
            Self::Rank(scale) => scale.ticks(most),
        }
    }
}

/// A range made longer, so that the old one leaves `below` and `above` of the new one free.
fn roomier(low: f64, high: f64, below: f64, above: f64) -> (f64, f64) {
    let kept = (1.0 - below - above).max(0.1);
    // Divided before subtracting: both ends may be near the largest number there is.
    let length = high / kept - low / kept;
    (low - below * length, high + above * length)
}

/// Ten to a whole power, as exact as a number can be.
fn power_of_ten(exponent: i32) -> f64 {
    format!("1e{exponent}").parse().unwrap_or(f64::NAN)
}

/// The exponent of the power of ten at or below a positive value.
fn exponent(value: f64) -> i32 {
    // The decimal text decides, not a logarithm: it is right at every power of ten.
    format!("{value:e}").split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// A step that a person counts in: 1, 2 or 5 times a power of ten.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Step {
    digit: u8,
    exponent: i32,
}

impl Step {
    /// The smallest step that is not below a length.
    fn at_least(length: f64) -> Self {
        if !(length.is_finite() && length > 0.0) {
            return Self { digit: 1, exponent: 0 };
        }
        let exponent = exponent(length);
        let first = Self { digit: 1, exponent };
        // A hair of tolerance, or 0.30000000000000004 / 3 would count in steps of 0.2.
        let fits = |step: &Self| step.length() >= length * (1.0 - 1e-9);
        [first, first.larger(), first.larger().larger()]
            .into_iter()
            .find(fits)
            .unwrap_or(Self { digit: 1, exponent: exponent + 1 })
    }

    fn larger(self) -> Self {
        match self.digit {
            1 => Self { digit: 2, ..self },
            2 => Self { digit: 5, ..self },
            _ => Self { digit: 1, exponent: self.exponent + 1 },
        }
    }

    fn smaller(self) -> Self {
        match self.digit {
            5 => Self { digit: 2, ..self },
            2 => Self { digit: 1, ..self },
            _ => Self { digit: 5, exponent: self.exponent - 1 },
        }
    }

    fn length(self) -> f64 {
        self.times(1.0)
    }

    /// So many steps from zero; one rounding, so that no 0.30000000000000004 comes out.
    fn times(self, steps: f64) -> f64 {
        let count = steps * f64::from(self.digit);
        if self.exponent < 0 && self.exponent > -300 {
            count / power_of_ten(-self.exponent)
        } else {
            count * power_of_ten(self.exponent)
        }
    }

    /// All multiples from `low` to `high`, ends included.
    fn multiples(self, low: f64, high: f64) -> Vec<f64> {
        let slack = 1e-9;
        let (first, last) = ((low / self.length() - slack).ceil(), (high / self.length() + slack).floor());
        let many = whole(last - first);
        (0..=many.min(1000)).map(|i| self.times(first + f64::from(i)) + 0.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_are_one_two_or_five_times_a_power_of_ten() {
        let steps = [(0.3, (5, -1)), (1.0, (1, 0)), (1.1, (2, 0)), (2.5, (5, 0)), (5.1, (1, 1)), (0.03, (5, -2))];
        for (wanted, (digit, exponent)) in steps {
            assert_eq!(Step::at_least(wanted), Step { digit, exponent }, "{wanted}");
        }
    }

    proptest! {
        #[test]
        fn ticks_are_in_order_and_within_any_range(
            digits in 1.0..10.0f64,
            exponent in prop_oneof![-299..300i32, -3..16i32],
            other in prop_oneof![Just(0.0), Just(1e-300), Just(1e300), Just(0.1), 0.0..1e16f64],
            negative in prop::bool::ANY,
            most in 2..8usize,
            room in (0.0..0.3f64, 0.0..0.3f64),
        ) {
            let value = digits * power_of_ten(exponent) * if negative { -1.0 } else { 1.0 };
            let ends = [value, value + other];
            let positive = ends.map(f64::abs).into_iter().filter(|end| *end > 0.0).collect::<Vec<f64>>();
            for values in [
                Values::Linear(Linear::from_zero(ends)),
                Values::Linear(Linear::around(ends)),
                Values::Log(Log::around(positive.clone())),
                Values::Rank(Rank::around(positive.clone())),
            ] {
                let values = values.with_room(room.0, room.1);
                let ticks = values.ticks(most, &Unit::Index);
                let written = ticks.iter().filter(|tick| tick.label.is_some()).count();
                prop_assert!(written >= 2, "{ends:?}: {values:?} {ticks:?}");
                prop_assert!(ticks.iter().all(|tick| (-1e-6..=1.0 + 1e-6).contains(&values.place(tick.value))), "{ends:?}: {values:?} {ticks:?}");
                prop_assert!(ticks.windows(2).all(|pair| pair[0].value < pair[1].value), "{ends:?}: {ticks:?}");
                prop_assert!(ticks.windows(2).all(|pair| pair[0].label.is_none() || pair[0].label != pair[1].label), "{ends:?}: {ticks:?}");
            }
        }
    }

    #[test]
    fn multiples_carry_no_float_noise() {
        assert_eq!(Step { digit: 1, exponent: -1 }.multiples(0.0, 0.5), [0.0, 0.1, 0.2, 0.3, 0.4, 0.5]);
        assert_eq!(Step { digit: 2, exponent: 13 }.multiples(0.0, 45e12), [0.0, 2e13, 4e13]);
    }
}
