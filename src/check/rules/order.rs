//! A comparison the wrong way round.

use super::super::explain::point_words;
use super::super::judge::sides;
use super::{Example, Found, Rule, Subject, Verdict};
use crate::formula::Comparison;

pub(super) const RULE: Rule = Rule {
    code: "order",
    title: "a comparison the wrong way round",
    what: "A comparison that holds for no values, and holds with its sides exchanged.",
    why: "It turns the conclusion round: the smaller is called the larger. For ranks, the better one has the smaller number.",
    example: Example::Calc("9.8 % < 7.4 %", None),
    instead: "Exchange the two, or the word between them.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    let (claim, judgement) = subject.claim?;
    let comparison = claim.formula.comparison()?;
    if subject.verdict != Verdict::Inconsistent || comparison == Comparison::Equal {
        return None;
    }
    let outcome = judgement.outcomes.first()?;
    let stated = outcome.stated.as_ref()?;
    outcome.computed.neg().within(stated).then_some(())?;
    let [Some(left), Some(right)] = sides(subject.package, claim)?.map(|(point, _)| point) else {
        return Found::of("It holds the other way round.");
    };
    let unit = claim.result.side_unit()?;
    let (left, right) = (point_words(Some(&left), unit), point_words(Some(&right), unit));
    Found::of(format!("It holds the other way round: {right} {} {left}.", comparison.sign()))
}
