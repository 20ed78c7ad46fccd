//! A rise that is a fall.

use super::{Example, Found, Rule, Subject, Verdict, shown_unit};
use crate::quantity::{Exact, Interval};
use crate::unit::Unit;

pub(super) const RULE: Rule = Rule {
    code: "direction",
    title: "a rise that is a fall",
    what: "A stated rise where the figures fall, or the reverse; a multiple above one where they give one below.",
    why: "It turns the conclusion round. Mostly the two figures were taken the wrong way round, or a fall was stated without its sign.",
    example: Example::Calc("growth(126, 40.0)", Some("rose 68 percent")),
    instead: "State the direction that the figures have, with the earlier figure first.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    let (claim, judgement) = subject.claim?;
    if subject.verdict != Verdict::Inconsistent || claim.formula.comparison().is_some() {
        return None;
    }
    let outcome = judgement.outcomes.iter().find(|outcome| outcome.reading.fallback.is_none())?;
    let stated = outcome.stated.as_ref()?;
    // What nothing moved at is zero for a change, and one for a multiple.
    let still = match shown_unit(claim, &outcome.reading) {
        Unit::Times => Exact::ONE,
        Unit::PercentagePoints => Exact::ZERO,
        _ if claim.result.is_signed() => Exact::ZERO,
        _ => return None,
    };
    let above = |interval: &Interval| interval.low.value().is_some_and(|low| *low >= still);
    let below = |interval: &Interval| interval.high.value().is_some_and(|high| *high <= still);
    let computed = subject.value(outcome);
    if above(stated) && below(&outcome.computed) {
        return Found::of(format!("A rise is stated, {}, and the figures fall: {computed}.", subject.stated()));
    }
    if below(stated) && above(&outcome.computed) {
        return Found::of(format!("A fall is stated, {}, and the figures rise: {computed}.", subject.stated()));
    }
    None
}
