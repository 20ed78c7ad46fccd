//! Two digits swapped, or a decimal point one place off.

use super::{Example, Found, Number, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    code: "digit-slip",
    title: "two digits swapped, or a decimal point one place off",
    what: "One figure that would fit if two neighbouring digits changed places, or if its decimal point stood one place further left \
           or right.",
    why: "These are the commonest slips of the hand. Each leaves a figure that looks as good as the right one.",
    example: Example::Calc("162 / 40.0", Some("3.15 times")),
    instead: "Compare the figure with its source, digit by digit.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    if !subject.fails() {
        return None;
    }
    let swapped = subject.slip(|number| number.quantity.swapped().collect(), "two neighbouring digits swapped");
    let moved =
        |number: &Number<'_>| [-1, 1].into_iter().filter_map(|places| number.quantity.point_moved(places)).collect();
    let moved = subject.slip(moved, "the decimal point one place off");
    match (swapped, moved) {
        // What the rest of the package speaks against gives way.
        (Some(swapped), Some(moved)) => Some(if against(&moved) < against(&swapped) { moved } else { swapped }),
        (swapped, moved) => swapped.or(moved),
    }
}

/// How many others speak against the best repair of a slip.
fn against(found: &Found) -> usize {
    found.repairs.first().map_or(0, |repair| repair.against)
}
