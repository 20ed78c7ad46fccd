//! Percent for percentage points, or the reverse.

use super::{Change, Example, Found, Rule, Subject, Verdict};
use crate::formula::Difference;

pub(super) const RULE: Rule = Rule {
    code: "percent-or-points",
    title: "percent for percentage points, or the reverse",
    what: "A difference of two percentages that fits in points where percent is stated, or in percent where points are; or a bare \
           number beside such a difference, of which only one of the two holds.",
    why: "From 15.3 to 7.4 percent is a fall of 7.9 percentage points and of 52 percent. The two words differ by the whole claim.",
    example: Example::Calc("change(15.3 %, 7.4 %)", Some("fell 7.9 percent")),
    instead: "Write percentage points for the difference of two percentages, and percent for what it is of the first.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    let (claim, judgement) = subject.claim?;
    if !claim.result.is_percent_or_points() || !subject.fails_or_depends() {
        return None;
    }
    let name = |difference: Difference| match difference {
        Difference::Points => "percentage points",
        Difference::Percent => "percent",
        Difference::Multiple => "a multiple",
    };
    let tried = |held: bool| {
        judgement
            .outcomes
            .iter()
            .filter(move |outcome| {
                (outcome.verdict != Verdict::Inconsistent) == held && outcome.reading.fallback.is_none()
            })
            .filter_map(|outcome| Some((outcome.reading.difference?, subject.value(outcome))))
    };
    // A bare number: one of the two holds.
    if let Some((right, value)) = tried(true).next() {
        let (wrong, other) = tried(false).find(|(wrong, _)| *wrong != right)?;
        return Found::of(format!("It fits in {}, {value}, not in {}, {other}.", name(right), name(wrong)));
    }
    let stated = judgement.outcomes.first().and_then(|outcome| outcome.reading.difference);
    [Difference::Points, Difference::Percent].into_iter().filter(|other| Some(*other) != stated).find_map(|other| {
        let change = Change { difference: Some(other), ..Change::default() };
        let value = subject.value(&subject.held_with(change)?);
        Found::of(format!("It would fit in {}: {value}.", name(other)))
    })
}
