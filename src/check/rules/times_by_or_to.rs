//! Grew to N times, or by N times.

use super::{Change, Example, Found, Reading, Rule, Subject, Verdict, told};
use crate::unit::Unit;

pub(super) const RULE: Rule = Rule {
    code: "times-by-or-to",
    title: "to N times, or by N times",
    what: "A multiple that fits as the one and not as the other: \"grew 33.5 times\" to 33.5 times what it was, or by 33.5 times that, \
           to 34.5 times; or a plain multiple that would fit if it were one more or one less.",
    why: "Readers and writers differ on \"grew N times\" and \"N times more\", and translations from Chinese, where both are said \
          apart, lose the difference. At small multiples it decides everything: by 2 times is to 3 times.",
    example: Example::Calc("annualised(\"surged 33.5 times\", 39)", Some("9.5 percent")),
    instead: "Write what it came to (\"to 34.5 times what it was\", \"34.5-fold\"), or the percentage that was added.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    if !subject.fails_or_depends() {
        return None;
    }
    let (_, judgement) = subject.claim?;
    // Which of the open readings hold.
    let multiples = |held: bool| -> Vec<Reading> {
        let fits = |verdict: Verdict| (verdict != Verdict::Inconsistent) == held;
        let open =
            judgement.outcomes.iter().filter(|outcome| outcome.reading.fallback.is_none() && fits(outcome.verdict));
        open.flat_map(|outcome| {
            outcome.reading.figures.iter().chain([&outcome.reading.stated]).map(|(_, multiple)| *multiple)
        })
        .collect()
    };
    let (held, failed) = (multiples(true), multiples(false));
    for (right, wrong, words) in [(Reading::By, Reading::To, "by, not to"), (Reading::To, Reading::By, "to, not by")] {
        if held.contains(&right) && !held.contains(&wrong) && failed.contains(&wrong) {
            let number = subject.numbers.iter().find(|number| number.quantity.readings().len() > 1)?;
            return Found::of(format!("{} fits if it means {words}, that many times.", told(number)));
        }
    }
    if !subject.fails() {
        return None;
    }
    subject.numbers.iter().filter(|number| *number.quantity.unit() == Unit::Times).find_map(|number| {
        let step = number.quantity.step()?.to_f64();
        let one = steps_of_one(step)?;
        let own = number.quantity.steps()?;
        let more = own.checked_add(one).and_then(|steps| number.quantity.at_steps(steps));
        let less = own.checked_sub(one).filter(|steps| *steps > 0).and_then(|steps| number.quantity.at_steps(steps));
        let tried =
            [(more, "by that many times, so that it comes to one more"), (less, "to that many times, by one less")];
        tried.into_iter().find_map(|(other, words)| {
            let other = other?;
            let change = Change { instead: Some((number.slot, &other)), ..Change::default() };
            subject.held_with(change)?;
            Found::of(format!("{} would fit as {other}: {words}.", told(number)))
        })
    })
}

/// How many last units make one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a step is a power of ten")]
fn steps_of_one(step: f64) -> Option<u64> {
    (step <= 1.0 && step > 1e-9).then(|| (1.0 / step).round() as u64)
}
