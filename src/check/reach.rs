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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Package;
    use crate::check::judge::{Change, held_with, judge};
    use crate::check::network::Widths;
    use crate::check::rules::numbers;

    #[test]
    fn whatever_mends_a_claim_is_within_reach() {
        let package = Package::empty();
        let mut out_of_reach = 0;
        for (formula, stated) in [
            ("growth(\"40.0 billion\", \"45.8 billion\")", Some("rose by 41.5 percent")),
            ("growth(\"about 50\", \"almost 61\")", Some("fell by 20 percent")),
            ("\"162\" / \"40.0\"", Some("3.15 times")),
            ("\"more than 90\" / \"20\"", Some("3 times")),
            ("\"50\" / \"20\"", Some("grew 7 times")),
            ("\"95\" - \"at most 40\"", Some("just over 82")),
            ("\"7.5 percent\" - \"5.1 percent\"", Some("rose by 1.2 percentage points")),
            ("\"12 people\" / \"48 people\"", Some("up to 15 percent")),
            ("\"100\" + \"120\" + \"about 30\"", Some("exactly 320")),
            ("cagr(\"100\", \"260\", 10)", Some("31.2 percent")),
            ("\"3.2 million\" > \"about 7.1 million\"", None),
        ] {
            let claim = package.typed_claim(formula, stated).unwrap();
            let judged = [(&claim, judge(&package, &claim).unwrap())];
            let network = Network::new(&package, &judged, Widths::Policy);
            let numbers = numbers(&package, &claim);
            let reach = Reach::new(&network, 0, &numbers);
            let mut held = 0;
            for number in &numbers {
                for other in (0..1000).filter_map(|steps| number.quantity.at_steps(steps)) {
                    let change = Change { instead: Some((number.slot, &other)), ..Change::default() };
                    let holds = held_with(&package, &claim, change).is_some();
                    let allowed = reach.allows(&network, number.slot, &other);
                    assert!(allowed || !holds, "{formula}, {stated:?} would hold with {other}");
                    held += usize::from(holds);
                    out_of_reach += usize::from(!allowed);
                }
            }
            assert!(held > 0, "{formula}, {stated:?} holds with nothing");
        }
        assert!(out_of_reach > 20_000, "{out_of_reach} numbers need not be tried");
    }
}
