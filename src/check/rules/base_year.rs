//! One year more or less in a span.

use super::{Change, Example, Fallback, Found, Rule, Subject};

pub(super) const RULE: Rule = Rule {
    code: "base-year",
    title: "one interval more or less in a span",
    what: "An average rate that would fit if its span had one interval more or one fewer.",
    why: "From 1978 to 2017 there are 39 intervals and 40 years. Yearbooks leave the base year out of the label of a span: growth since \
          1981 is headed 1982-2004. Over a decade the slip moves an average rate by a tenth of itself.",
    example: Example::Calc("cagr(100, 260, 10)", Some("11.2 percent")),
    instead: "Name the base year (\"from 1978 to 2017, 39 years\"), and count intervals, not years.",
    find,
};

fn find(subject: &Subject<'_>) -> Option<Found> {
    if !subject.fails_or_depends() {
        return None;
    }
    let (claim, _) = subject.claim?;
    if let Some(outcome) = subject.held_by(Fallback::BaseYear) {
        let value = subject.value(outcome);
        return Found::of(format!(
            "It fits with one interval more, {value}: the label of the span leaves its base year out."
        ));
    }
    let spans = claim.formula.spans();
    if !subject.fails() || (spans.is_empty() && !claim.formula.conventions().1) {
        return None;
    }
    let words = |more: i64| if more > 0 { "one interval more" } else { "one interval fewer" };
    [1, -1].into_iter().find_map(|more| {
        let dated = subject.held_with(Change { more_steps: more, ..Change::default() });
        let written = || {
            spans.iter().find_map(|operand| {
                let other = subject.constant_plus(*operand, more)?;
                let slot = super::Slot::Literal(*operand);
                subject.held_with(Change { instead: Some((slot, &other)), ..Change::default() })
            })
        };
        let value = subject.value(&dated.or_else(written)?);
        Found::of(format!("It would fit with {} in the span, which gives {value}.", words(more)))
    })
}
