//! A claim that nearly anything would pass.

use super::{Example, Found, Rule, Subject, Verdict};
use crate::number::{Digits, digits};

pub(super) const RULE: Rule = Rule {
    code: "vacuous",
    title: "nearly anything would pass",
    what: "A claim that holds, and that at least 95 percent of plausible values would have passed as well. Plausible is what was \
           computed, a tenth to ten times as much, each order of magnitude alike; of a comparison, its left side.",
    why: "That it holds says next to nothing about the figures. It is not wrong; it is no evidence.",
    example: Example::Calc("\"3.2 trillion\" > \"167 million\"", None),
    instead: "Say how much: the multiple, the rate, the difference.",
    find,
};

/// From this share of plausible values on.
const NEARLY_ANY: f64 = 0.95;

fn find(subject: &Subject<'_>) -> Option<Found> {
    let strength = subject.strength.filter(|_| subject.verdict == Verdict::Consistent)?;
    (strength >= NEARLY_ANY).then_some(())?;
    Found::of(format!(
        "{} percent of plausible values would have passed too.",
        digits(strength * 100.0, Digits::Significant(3))
    ))
}
