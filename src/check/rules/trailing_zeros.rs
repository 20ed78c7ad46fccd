//! Zeros that only fill a place.

use super::{Example, Fallback, Found, Number, Rule, Subject, told};

pub(super) const RULE: Rule = Rule {
    code: "trailing-zeros",
    title: "zeros that only fill a place",
    what: "A claim that fits only if the zeros at the end of a whole number do not say how precisely it was rounded.",
    why: "\"400\" may mean 399.5 to 400.5 or 350 to 450. What follows from it is right or wrong by that.",
    example: Example::Calc("400 / 110", Some("3.9 times")),
    instead: "Write \"about 400\" for a round number, or its digits with a scale word: 0.40 thousand.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    subject.held_by(Fallback::TrailingZeros)?;
    let round = |number: &&Number<'_>| {
        number.quantity.digits().is_some_and(|digits| digits.ends_with('0') && !digits.contains('.'))
    };
    let numbers: Vec<String> = subject.numbers.iter().filter(round).map(told).collect();
    Found::of(format!("It fits only if the zeros at the end of {} are not significant.", numbers.join(" and ")))
}
