//! The arithmetic mean of growth for the compound rate.

use super::{Example, Fallback, Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    code: "compound-or-simple",
    title: "growth divided by the years, for the compound rate",
    what: "An average annual rate that fits only as the growth over the whole span divided by its years.",
    why: "Growth compounds: 50 percent in ten years is 4.1 percent a year, not 5. The longer the span, the further apart the two lie.",
    example: Example::Calc("cagr(100, 150, 10)", Some("5 percent")),
    instead: "Give the compound annual growth rate, (end / start)^(1 / years) - 1, and call it that.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    let simple = subject.value(subject.held_by(Fallback::ArithmeticMean)?);
    let (_, judgement) = subject.claim?;
    let compound = subject.value(judgement.outcomes.first()?);
    Found::of(format!(
        "It fits as the growth of the whole span divided by its years, {simple}, not as the compound rate, {compound}."
    ))
}
