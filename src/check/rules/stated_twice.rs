//! One figure with two values.

use super::{Example, Found, Rule, Slot, Subject, Verdict, told};
use crate::formula::Comparison;
use crate::package::STATED_TWICE;

pub(super) const RULE: Rule = Rule {
    code: "stated-twice",
    title: "one figure, two values",
    what: "A figure that the text states twice, with values that cannot both be right as printed.",
    why: "A reader who meets the second value has no way to tell which one is meant. One of the two was not brought up to date.",
    example: Example::Words(
        "Growth of 5.2 percent in the text and of 5.4 percent in a title, with the label stated-twice: both intervals, 5.15 to 5.25 and \
         5.35 to 5.45, leave no value for both.",
    ),
    instead: "Write the figure in one place and refer to it, or say that and why it was revised.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    if subject.verdict != Verdict::Inconsistent {
        return None;
    }
    if subject.claim.is_some_and(|(claim, _)| claim.formula.comparison() != Some(Comparison::Equal)) {
        return None;
    }
    let figure = |slot: Slot| match slot {
        Slot::Figure(figure) => Some(&subject.package.figures()[figure]),
        _ => None,
    };
    let again = subject
        .numbers
        .iter()
        .find(|number| figure(number.slot).is_some_and(|figure| figure.label.starts_with(STATED_TWICE)))?;
    let own = figure(again.slot)?;
    let first = subject.numbers.iter().find(|number| {
        number.slot != again.slot
            && figure(number.slot)
                .is_some_and(|other| other.indicator == own.indicator && other.ref_area == own.ref_area)
    })?;
    Found::of(format!("{} and {} are one figure.", told(first), told(again)))
}
