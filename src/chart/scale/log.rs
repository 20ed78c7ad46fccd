//! The logarithmic scale: equal ratios are equal distances.

use super::{Linear, Tick, exponent, power_of_ten, roomier};
use crate::chart::geometry::whole;
use crate::number::{self, Digits, Style};
use crate::unit::Unit;

/// A range of positive values with words at powers of ten, and at their doubles and fives where there are few.
#[derive(Debug, Clone, PartialEq)]
pub struct Log {
    /// Decimal logarithms of the ends.
    low: f64,
    high: f64,
}

/// A lower end this near to a power of ten, in decades, moves to it.
const NEAR: f64 = 0.35;

impl Log {
    /// Around positive values; other values are left out.
    #[must_use]
    pub fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let logs = values.into_iter().filter(|value| *value > 0.0).map(f64::log10);
        let (low, high) =
            logs.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), log| (low.min(log), high.max(log)));
        if low > high {
            Self { low: 0.0, high: 1.0 }
        } else if high - low < 0.1 {
            Self { low: low - 0.2, high: high + 0.2 }
        } else {
            Self { low, high }
        }
    }

    /// The place of a value; a value that is not positive stands at the lower end.
    pub(super) fn place(&self, value: f64) -> f64 {
        if value > 0.0 { (value.log10() - self.low) / (self.high - self.low) } else { 0.0 }
    }

    pub(super) fn with_room(self, below: f64, above: f64) -> Self {
        let (low, high) = roomier(self.low, self.high, below, above);
        // Over several decades the axis begins at a power of ten, if one is near.
        let low = if high - low > 1.0 && low - low.floor() < NEAR { low.floor() } else { low };
        Self { low, high: high.min(308.0) }
    }

    pub(super) fn ticks(&self, most: usize, unit: &Unit) -> Vec<Tick> {
        let fitting = most.max(2);
        let slack = 1e-9;
        let (first, last) = (whole((self.low - slack).floor()), whole((self.high + slack).floor()));
        let inside = |value: f64| (self.low - slack..=self.high + slack).contains(&value.log10());
        let tick = |digit: i32, power: i32| f64::from(digit) * power_of_ten(power);
        let inner = || (first..=last).filter(|power| inside(tick(1, *power)));
        let powers = inner().count();
        let fives =
            (first..=last).flat_map(|power| [(2, power), (5, power)]).filter(|(d, p)| inside(tick(*d, *p))).count();
        if powers + fives < 2 {
            // Within so little of a decade a log scale is nearly straight: count in equal steps.
            let (low, high) = (10f64.powf(self.low), 10f64.powf(self.high));
            return Linear::between(low, high).ticks_naming(fitting, unit, |_, _| true);
        }
        let with_fives = powers < 2 || powers + fives <= fitting;
        // Every so many-th power is written, counted from 1 so that panels agree; but never only one of them.
        let mut every = i32::try_from(powers.div_ceil(fitting)).unwrap_or(1).max(1);
        while every > 1 && inner().filter(|power| power.rem_euclid(every) == 0).count() < 2 {
            every -= 1;
        }
        let digits: &[i32] = match powers {
            13.. => &[1],
            _ if powers > fitting => &[1, 2, 5],
            _ => &[1, 2, 3, 4, 5, 6, 7, 8, 9],
        };
        (first..=last)
            .flat_map(|power| digits.iter().map(move |digit| (*digit, power)))
            .filter(|(digit, power)| inside(tick(*digit, *power)))
            .map(|(digit, power)| {
                let written =
                    (digit == 1 && power.rem_euclid(every) == 0) || (with_fives && (digit == 2 || digit == 5));
                let value = tick(digit, power);
                Tick { value, label: written.then(|| words(value, unit)) }
            })
            .collect()
    }
}

fn words(value: f64, unit: &Unit) -> String {
    let scale = number::scale_for(value, unit, Digits::Significant(3));
    if number::is_unwieldy(value / scale.factor) || exponent(value) < -9 {
        number::powers(value, Digits::Significant(3))
    } else {
        number::write(value, unit, Digits::Significant(3), Style::Short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: &Log, most: usize, unit: &str) -> Vec<String> {
        scale.ticks(most, &unit.parse().unwrap()).into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn powers_of_ten_are_written_as_a_person_reads_them() {
        assert_eq!(
            labels(&Log::around([167e6, 3.2e12]).with_room(0.04, 0.05), 6, "USD"),
            ["USD 100 m", "USD 1 bn", "USD 10 bn", "USD 100 bn", "USD 1 trn"]
        );
    }

    #[test]
    fn doubles_and_fives_help_out_where_powers_are_few() {
        assert_eq!(labels(&Log::around([1.5, 25.0]), 6, "index"), ["2", "5", "10", "20"]);
        assert_eq!(labels(&Log::around([15.0, 80.0]), 2, "index"), ["20", "50"]);
    }

    #[test]
    fn a_range_between_two_powers_still_has_ticks() {
        assert_eq!(labels(&Log::around([3.0e9, 3.9e9]), 4, "USD"), ["USD 3.0 bn", "USD 3.5 bn"]);
    }

    #[test]
    fn wide_ranges_are_written_at_every_so_many_powers() {
        let wide = labels(&Log::around([1e-3, 1e9]), 5, "index");
        assert!((2..=6).contains(&wide.len()), "{wide:?}");
    }

    #[test]
    fn there_are_never_fewer_than_two_written_ticks() {
        for (low, high) in
            [(3.0e9, 3.9e9), (7.0, 7.0), (1e-300, 1e300), (9.9, 10.1), (1.0, 1.01), (1e300, 2e300), (4.0, 41.0)]
        {
            for most in 2..8 {
                let scale = Log::around([low, high]).with_room(0.1, 0.2);
                let written = scale.ticks(most, &Unit::Index).into_iter().filter(|tick| tick.label.is_some()).count();
                assert!(written >= 2, "{low} to {high}, {most}: {written}");
            }
        }
    }
}
