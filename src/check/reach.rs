//! Which other numbers could mend a claim at all: its equation solved for each of its numbers, with the others as wide as any reading
//! takes them. What lies outside need not be tried.

use super::judge::Slot;
use super::network::Network;
use super::rules::Number;
use crate::quantity::Quantity;
use crate::solve::Bounds;

/// Far more than what rounding and nearly equal ends can come to.
const MARGIN: f64 = 1e-9;

/// Where each number of a claim would have to lie. Nothing is known of claims that take figures of a package, which may be stated twice.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// For each number what it can be at most; nothing where the claim holds with none in its place.
    required: Vec<(Slot, Option<Bounds>)>,
}

impl Reach {
    pub(super) fn new(network: &Network<'_>, position: usize, numbers: &[Number<'_>]) -> Self {
        let Some(constraint) = network.claims.get(&position) else { return Self::default() };
        let of = |number: &Number<'_>| match number.slot {
            Slot::Figure(_) => None,
            slot => Some((slot, network.of_slot(position, slot)?, network.at_widest(number.quantity))),
        };
        let Some(all) = numbers.iter().map(of).collect::<Option<Vec<_>>>() else { return Self::default() };
        let widest = |variable: usize| {
            all.iter()
                .find(|(_, other, _)| *other == variable)
                .map_or(network.printed[variable], |(.., widest)| *widest)
        };
        let required = |(slot, variable, _): &(Slot, usize, Bounds)| {
            (*slot, network.system.says(*constraint, *variable, &widest).map(widened))
        };
        Self { required: all.iter().map(required).collect() }
    }

    /// Whether the claim can hold with another number in a place, as far as is known.
    pub(super) fn allows(&self, network: &Network<'_>, slot: Slot, other: &Quantity) -> bool {
        self.required.iter().find(|(own, _)| *own == slot).is_none_or(|(_, required)| {
            required.is_some_and(|required| required.intersection(network.at_widest(other)).is_some())
        })
    }
}

fn widened(bounds: Bounds) -> Bounds {
    let finite = [bounds.low, bounds.high].into_iter().filter(|end| end.is_finite());
    let margin = MARGIN * finite.fold(0.0, |most: f64, end| most.max(end.abs()));
    Bounds::closed(bounds.low - margin, bounds.high + margin)
}
