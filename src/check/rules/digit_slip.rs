//! Two digits swapped, or a decimal point one place off.

use super::{Example, Found, Rule, Subject, slip, told};

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
    if let Some((number, other)) = subject.mended(|number| number.quantity.swapped().collect()) {
        return slip(
            number,
            &other,
            format!("{} would fit as {other}: two neighbouring digits swapped.", told(number)),
        );
    }
    // A tenth or ten times as much turns nearly any comparison round.
    if subject.claim.is_some_and(|(claim, _)| claim.formula.comparison().is_some()) {
        return None;
    }
    let (number, other) = subject
        .mended(|number| [-1, 1].into_iter().filter_map(|places| number.quantity.point_moved(places)).collect())?;
    slip(number, &other, format!("{} would fit as {other}: the decimal point one place off.", told(number)))
}
