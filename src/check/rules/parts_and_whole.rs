//! Parts that overrun their whole.

use super::{Example, Found, Rule, Subject, Verdict, shown_unit};
use crate::package::Measure;
use crate::quantity::Exact;
use crate::unit::Unit;

pub(super) const RULE: Rule = Rule {
    code: "parts-and-whole",
    title: "parts that overrun their whole",
    what: "A share of more than 100 percent, or parts whose sum is more than the whole.",
    why: "No rounding explains it: a part was counted twice, or part and whole are of different years, areas or definitions.",
    example: Example::Calc("share(54.3, 53.1)", Some("98 percent")),
    instead: "Take part and whole from one table, of one year, and say what the shares leave out.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    let (claim, judgement) = subject.claim?;
    for figure in subject.figures() {
        let figure = &subject.package.figures()[figure];
        let share =
            subject.package.indicator_of(figure).measure == Measure::Share && *figure.quantity.unit() == Unit::Percent;
        let low = figure.quantity.stated(subject.package.policy(), false).low;
        if share && low.value().is_some_and(|low| *low > Exact::from(100)) {
            return Found::of(format!(
                "{} is a share of more than the whole: {}.",
                subject.package.describe(figure),
                figure.stated
            ));
        }
    }
    if subject.verdict != Verdict::Inconsistent {
        return None;
    }
    let outcome = judgement.outcomes.first()?;
    let [left, right] = claim.formula.sums();
    if claim.formula.comparison().is_some() {
        // Left less right: parts that fall short may lack one that is not named.
        let above = outcome.computed.low.value().is_some_and(|low| *low >= Exact::ZERO);
        let below = outcome.computed.high.value().is_some_and(|high| *high <= Exact::ZERO);
        ((left && above) || (right && below)).then_some(())?;
        return Found::of(format!(
            "The parts come to more than the whole, by {}.",
            subject.value(outcome).trim_start_matches('−')
        ));
    }
    let all = match shown_unit(claim, &outcome.reading) {
        Unit::Percent => Exact::from(100),
        Unit::Times => Exact::ONE,
        _ => return None,
    };
    let part = claim.formula.is_share()
        || (left
            && subject
                .figures()
                .iter()
                .all(|f| subject.package.indicator_of(&subject.package.figures()[*f]).measure == Measure::Share));
    let beyond = outcome.computed.low.value().is_some_and(|low| *low > all);
    let within = outcome.stated.as_ref().is_some_and(|stated| stated.high.value().is_some_and(|high| *high <= all));
    (part && beyond && within).then_some(())?;
    Found::of(format!("The part comes to more than the whole: {}.", subject.value(outcome)))
}
