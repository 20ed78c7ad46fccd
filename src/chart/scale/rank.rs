//! The scale of ranks: the first on top, whole numbers only.

use super::{Step, Tick, roomier};
use crate::chart::geometry::count;
use crate::number;

/// Places in an order, counted downward from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Rank {
    top: f64,
    bottom: f64,
}

impl Rank {
    /// From the first place down to the last of the values.
    #[must_use]
    pub fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let (top, bottom) =
            values.into_iter().fold((1.0_f64, 2.0_f64), |(top, bottom), value| (top.min(value), bottom.max(value)));
        Self { top, bottom }
    }

    pub(super) fn place(&self, value: f64) -> f64 {
        (self.bottom / 2.0 - value / 2.0) / (self.bottom / 2.0 - self.top / 2.0)
    }

    pub(super) fn with_room(self, below: f64, above: f64) -> Self {
        let (top, bottom) = roomier(self.top, self.bottom, above, below);
        Self { top, bottom }
    }

    pub(super) fn ticks(&self, most: usize) -> Vec<Tick> {
        let wanted = (self.bottom / count(most.max(2))).max(1.0);
        let step = Step::at_least(wanted);
        let tick = |value: f64| Tick { value, label: Some(number::ordinal(value)) };
        // Counted 1, 5, 10: the first place takes the place of zero.
        let mut ticks = vec![tick(1.0)];
        ticks.extend(step.multiples(step.length(), self.bottom).into_iter().filter(|value| *value > 1.0).map(tick));
        if ticks.len() < 2 {
            ticks.push(tick(2.0));
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: &Rank, most: usize) -> Vec<String> {
        scale.ticks(most).into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn ranks_are_counted_from_the_first_place() {
        assert_eq!(labels(&Rank::around([38.0, 12.0]), 4), ["1st", "10th", "20th", "30th"]);
        assert_eq!(labels(&Rank::around([3.0, 1.0]), 4), ["1st", "2nd", "3rd"]);
        assert_eq!(labels(&Rank::around([1.0]), 4), ["1st", "2nd"]);
    }

    #[test]
    fn the_first_place_is_on_top() {
        let scale = Rank::around([38.0, 12.0]);
        assert!(scale.place(1.0) > scale.place(12.0) && scale.place(12.0) > scale.place(38.0));
    }
}
