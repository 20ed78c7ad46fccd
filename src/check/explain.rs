//! Words for a judgement, made from the numbers that decided it, so that the two cannot differ.

use super::judge::{Judgement, Outcome, shown_unit, stated_quantity};
use super::verdict::Verdict;
use crate::formula::Difference;
use crate::number::{self, Digits, RangeEnd, Style};
use crate::package::{Bound, Claim, Package};
use crate::quantity::{End, Exact, Hedge, Interval};
use crate::unit::Unit;

/// The outcome that a finding shows: the first that holds where readings differ, else the first.
pub(super) fn deciding(judgement: &Judgement) -> Option<&Outcome> {
    let holds = |outcome: &&Outcome| outcome.verdict != Verdict::Inconsistent;
    match judgement.verdict {
        Verdict::Depends => judgement.outcomes.iter().find(holds),
        verdict => judgement.outcomes.iter().find(|outcome| outcome.verdict == verdict),
    }
    .or(judgement.outcomes.first())
}

/// Whether a derived value has several readings, so that it has no one point.
pub(super) fn readings_differ(judgement: &Judgement) -> bool {
    judgement.verdict == Verdict::Derived
        && judgement.outcomes.iter().any(|outcome| outcome.point != judgement.outcomes[0].point)
}

/// What a finding shows as computed: of a derived value all readings together.
pub(super) fn shown_interval(judgement: &Judgement, outcome: &Outcome) -> Interval {
    if readings_differ(judgement) {
        judgement.outcomes.iter().fold(outcome.computed.clone(), |all, other| all.hull(&other.computed))
    } else {
        outcome.computed.clone()
    }
}

/// How an operand is written in the formula: the printed words of a figure, or what is missing.
pub(super) fn operand_words(package: &Package, claim: &Claim, index: usize) -> String {
    match &claim.operands[index] {
        Bound::Literal(quantity) => quantity.to_string(),
        Bound::Figures(figures) => {
            let words: Vec<String> = figures.iter().map(|i| short_words(package, *i)).collect();
            words.join(" or ")
        }
        Bound::Missing { indicator, ref_area, period } => {
            format!("[{}]", package.describe_series(*indicator, ref_area, *period, ""))
        }
    }
}

/// The hedge and the number of a figure; of one without digits its printed words.
pub(super) fn short_words(package: &Package, position: usize) -> String {
    let figure = &package.figures()[position];
    let number = figure.quantity.hedged_number(&package.indicator_of(figure).unit, Style::Long);
    number.filter(|_| figure.quantity.digits().is_some()).unwrap_or_else(|| figure.stated.clone())
}

/// A value alone, to four digits that carry meaning.
pub(super) fn point_words(point: Option<&Exact>, unit: &Unit) -> String {
    point.map_or_else(String::new, |point| number::write(point.to_f64(), unit, Digits::Significant(4), Style::Long))
}

/// The ends of an interval, to be written.
fn written(interval: &Interval) -> (RangeEnd, RangeEnd) {
    let end = |end: &End| RangeEnd { value: end.to_f64(), closed: end.closed };
    (end(&interval.low), end(&interval.high))
}

/// One number is written to six digits that carry meaning, whatever the digits of its neighbours.
fn digits_for_one(interval: &Interval, digits: Digits) -> Digits {
    if interval.as_point().is_some() { Digits::Significant(6) } else { digits }
}

/// A stated interval in words; its open ends are said: "1.8 to below 2 times".
fn range_words(interval: &Interval, unit: &Unit, digits: Digits) -> String {
    let (low, high) = written(interval);
    number::range(low, high, unit, digits_for_one(interval, digits), Style::Long)
}

/// "3.15 times (3.14 to 3.51 times)".
fn value_words(point: Option<&Exact>, interval: &Interval, unit: &Unit, digits: Digits) -> String {
    let (low, high) = written(interval);
    number::value(point.map(Exact::to_f64), low, high, unit, digits_for_one(interval, digits), Style::Long)
}

fn digits_of(interval: &Interval, unit: &Unit) -> Digits {
    number::digits_for(interval.low.to_f64(), interval.high.to_f64(), unit)
}

/// So many digits that ends which differ are not written alike.
fn digits_apart(computed: &Interval, stated: &Interval, unit: &Unit) -> Digits {
    let ends = |interval: &Interval| [interval.low.to_f64(), interval.high.to_f64()];
    let alike = |digits: Digits| {
        let text = |value: f64| number::write(value, unit, digits, Style::Long);
        let differ = |c: f64, s: f64| (c - s).abs() > 1e-12 * c.abs().max(1.0);
        ends(computed).iter().any(|c| ends(stated).iter().any(|s| differ(*c, *s) && text(*c) == text(*s)))
    };
    let mut digits = digits_of(computed, unit);
    for _ in 0..8 {
        if !alike(digits) {
            break;
        }
        digits = match digits {
            Digits::Fixed(n) => Digits::Fixed(n + 1),
            Digits::Significant(n) => Digits::Significant(n + 1),
        };
    }
    digits
}

/// What was found, in one or two sentences.
pub(super) fn explain(package: &Package, claim: &Claim, judgement: &Judgement, missing: &[Missing]) -> String {
    let mut text = match judgement.verdict {
        Verdict::Unchecked => unchecked(package, claim, missing),
        Verdict::Derived => derived(package, claim, judgement),
        _ if claim.formula.comparison().is_some() => comparison(package, claim, judgement),
        _ => compared(package, claim, judgement),
    };
    if let Some((half, double)) = judgement.at_other_widths {
        let verdict = judgement.verdict;
        let part =
            |other: Verdict, words: &str| (other != verdict).then(|| format!("{other} if hedges were {words} as wide"));
        let parts: Vec<String> = [part(half, "half"), part(double, "twice")].into_iter().flatten().collect();
        text.push_str(&format!(" It would be {}.", parts.join(" and ")));
    }
    text
}

fn derived(package: &Package, claim: &Claim, judgement: &Judgement) -> String {
    let unit = claim.result.unit();
    let words = |outcome: &Outcome| {
        value_words(outcome.point.as_ref(), &outcome.computed, unit, digits_of(&outcome.computed, unit))
    };
    if !readings_differ(judgement) {
        return deciding(judgement)
            .map_or(String::new(), |outcome| format!("Nothing is stated; the figures give {}.", words(outcome)));
    }
    let each: Vec<String> = judgement
        .outcomes
        .iter()
        .map(|outcome| format!("{}, read as {}", words(outcome), outcome.reading.name(package, claim)))
        .collect();
    format!("Nothing is stated; the figures give {}.", each.join("; "))
}

/// The periods for which a missing figure's indicator has figures: a mistyped year shows.
fn known_periods(package: &Package, claim: &Claim) -> String {
    const TOLD: usize = 12;
    let mut text = String::new();
    let mut series: Vec<(usize, &str)> = Vec::new();
    for operand in &claim.operands {
        match operand {
            Bound::Missing { indicator, ref_area, .. } if !series.contains(&(*indicator, ref_area)) => {
                series.push((*indicator, ref_area));
            }
            _ => {}
        }
    }
    for (indicator, ref_area) in series {
        let mut periods: Vec<String> = package
            .series(indicator, ref_area)
            .filter_map(|figure| figure.period.map(|period| period.to_string()))
            .collect();
        if let ([first, .., last], true) = (periods.as_slice(), periods.len() > TOLD) {
            periods = vec![format!("{} periods, {first} to {last}", periods.len())];
        }
        if !periods.is_empty() {
            let name = package.describe_series(indicator, ref_area, None, "");
            text.push_str(&format!(" {name} is stated for {}.", periods.join(", ")));
        }
    }
    text
}

/// What the others say of a figure that a claim lacks, in its own unit.
#[derive(Debug, Clone)]
pub(super) struct Missing {
    pub(super) indicator: usize,
    /// How a reader would name it.
    pub(super) title: String,
    /// What it would have to be for the claim to hold; nothing where anything would do.
    pub(super) required: Option<Interval>,
    /// What the other figures say that it is, without the claim.
    pub(super) implied: Option<Interval>,
}

/// A bound in words; a floor of zero goes without saying.
pub(super) fn bound_words(interval: &Interval, unit: &Unit) -> String {
    let (low, high) = written(interval);
    let low = number::above_floor(low, high, interval.as_point().is_some());
    let digits = digits_for_one(interval, number::digits_for(low.value, high.value, unit));
    number::range(low, high, unit, digits, Style::Long)
}

fn unchecked(package: &Package, claim: &Claim, missing: &[Missing]) -> String {
    let names: Vec<&str> = missing.iter().map(|one| one.title.as_str()).collect();
    let mut text = format!("Not stated: {}", names.join("; "));
    text.push_str(match (missing, missing.iter().any(|one| one.required.is_some())) {
        ([_], false) => "; nothing that is stated bounds it.",
        (_, false) => ". With more than one figure missing, neither is bounded.",
        _ => ".",
    });
    for one in missing {
        let unit = &package.indicators()[one.indicator].unit;
        if let Some(required) = &one.required {
            let what = if missing.len() == 1 { "it" } else { one.title.as_str() };
            text.push_str(&format!(" For the claim to hold {what} would have to be {}.", bound_words(required, unit)));
        }
        if let Some(implied) = &one.implied {
            let fits = one.required.as_ref().map_or("", |required| {
                if implied.within(required) {
                    ", and that would do"
                } else if implied.meets(required) {
                    ", of which some would do"
                } else {
                    ", which would not do"
                }
            });
            text.push_str(&format!(" The other figures imply {}{fits}.", bound_words(implied, unit)));
        }
    }
    text + &known_periods(package, claim)
}

fn comparison(package: &Package, claim: &Claim, judgement: &Judgement) -> String {
    let sides = claim.formula.with_numbers(&|i| operand_words(package, claim, i));
    let Some(outcome) = deciding(judgement) else { return sides };
    let unit = claim.result.unit();
    let difference = value_words(outcome.point.as_ref(), &outcome.computed, unit, digits_of(&outcome.computed, unit));
    let all = outcome.stated.as_ref().is_some_and(|stated| outcome.computed.within(stated));
    match judgement.verdict {
        Verdict::Consistent if all => {
            format!("{sides} holds for every value that the printed figures allow: left less right is {difference}.")
        }
        Verdict::Consistent => format!("{sides} holds at the printed values: left less right is {difference}."),
        Verdict::Rounding => {
            format!("{sides} holds only within the rounding of the printed digits: left less right is {difference}.")
        }
        Verdict::Inconsistent => {
            format!("{sides} holds for no value that the printed figures allow: left less right is {difference}.")
        }
        _ => format!("{sides} {}: left less right is {difference}.", turns_on(package, claim, judgement, outcome)),
    }
}

fn compared(package: &Package, claim: &Claim, judgement: &Judgement) -> String {
    let Some(outcome) = deciding(judgement) else { return String::new() };
    let unit = &shown_unit(claim, &outcome.reading);
    let Some(stated) = &outcome.stated else { return String::new() };
    let digits = digits_apart(&outcome.computed, stated, unit);
    let computed = value_words(outcome.point.as_ref(), &outcome.computed, unit, digits);
    let said = range_words(stated, unit, digits_of(stated, unit));
    // The words state the difference in another way than the formula gives it.
    let bare =
        stated_quantity(package, claim, outcome.reading.stated.0).is_some_and(crate::quantity::Quantity::is_bare);
    let taken = match outcome.reading.difference.filter(|_| !bare) {
        Some(Difference::Percent) if unit != claim.result.unit() => {
            " Percent is stated, so the change is taken in percent and not in points."
        }
        Some(Difference::Points) if unit != claim.result.unit() => {
            " Points are stated, so the change is taken in points and not in percent."
        }
        _ => "",
    };
    let text = match judgement.verdict {
        Verdict::Consistent if outcome.computed.within(stated) => {
            format!("The figures give {computed}, all within what is stated, {said}.")
        }
        Verdict::Consistent => {
            format!("The figures give {computed}; the printed values fall within what is stated, {said}.")
        }
        Verdict::Rounding if outcome.point.is_none() => format!(
            "The figures give {computed} and {said} is stated: the two overlap in part, so that it holds for some of the values."
        ),
        Verdict::Rounding => format!(
            "The figures give {computed} and {said} is stated: the printed values miss it, and it holds only within the rounding of the \
             printed digits."
        ),
        Verdict::Suspect => {
            let bound = stated.low.value().or(stated.high.value()).map_or(1.0, Exact::to_f64);
            let point = outcome.point.as_ref().map_or(bound, Exact::to_f64);
            let factor = if stated.low.value().is_some() { point / bound } else { bound / point };
            format!(
                "Literally true: the figures give {computed}, and {said} is stated; but that is {} times beyond the bound, and the \
                 two can hardly both be right as printed.",
                number::digits(factor, Digits::Significant(4))
            )
        }
        Verdict::Depends => format!(
            "The figures give {computed} and {said} is stated: {}.",
            turns_on(package, claim, judgement, outcome)
        ),
        _ => {
            let gap = gap(&outcome.computed, stated);
            let by = number::write(gap.to_f64(), &gap_unit(unit), Digits::Significant(2), Style::Long);
            format!(
                "The figures give {computed} and {said} is stated: no value fits both; they miss each other by {by}."
            )
        }
    };
    text + taken
}

/// A gap between percentages is in percentage points.
fn gap_unit(unit: &Unit) -> Unit {
    match unit {
        Unit::Percent => Unit::PercentagePoints,
        Unit::Rank => Unit::Count,
        Unit::CalendarYear => Unit::Years,
        other => other.clone(),
    }
}

/// How far two intervals that do not meet lie apart.
fn gap(a: &Interval, b: &Interval) -> Exact {
    let between = |high: &End, low: &End| match (high.value(), low.value()) {
        (Some(high), Some(low)) if high < low => Some(low.clone() - high.clone()),
        _ => None,
    };
    between(&a.high, &b.low).or_else(|| between(&b.high, &a.low)).unwrap_or(Exact::ZERO)
}

/// What a `depends` turns on.
fn turns_on(package: &Package, claim: &Claim, judgement: &Judgement, outcome: &Outcome) -> String {
    if let Some(threshold) = outcome.threshold.filter(|_| outcome.reading.fallback.is_none()) {
        let part = number::write(threshold * 100.0, &Unit::Percent, Digits::Significant(3), Style::Long);
        return format!("it holds only by the width of a hedge, from {part} of the width that the policy gives it");
    }
    let held = |outcome: &&Outcome| outcome.verdict != Verdict::Inconsistent;
    let name = |outcome: &Outcome| outcome.reading.name(package, claim);
    let quoted = |outcome: &Outcome| format!("\"{}\"", name(outcome));
    let holding: Vec<String> = judgement.outcomes.iter().filter(held).map(quoted).collect();
    let failing: Vec<String> = judgement
        .outcomes
        .iter()
        .filter(|outcome| !held(outcome))
        .map(|outcome| {
            let unit = &shown_unit(claim, &outcome.reading);
            let digits = outcome
                .stated
                .as_ref()
                .map_or(Digits::Significant(4), |stated| digits_apart(&outcome.computed, stated, unit));
            (outcome, value_words(outcome.point.as_ref(), &outcome.computed, unit, digits))
        })
        .map(|(outcome, value)| match outcome.reading.fallback {
            None if name(outcome) == "plain" => format!("as it stands, which gives {value}"),
            _ => format!("{}, which gives {value}", quoted(outcome)),
        })
        .collect();
    if holding.is_empty() {
        // Only a broken "up to" comes here: speakers allow it to be broken.
        let hedge = stated_quantity(package, claim, 0).map_or(Hedge::UpTo, crate::quantity::Quantity::hedge);
        return format!("it goes beyond '{}', which is not always meant as a bound", hedge.words());
    }
    let (holding, failing) = (holding.join(" or "), failing.join(" or "));
    if outcome.reading.fallback.is_some() {
        format!("it does not hold {failing}; it would with {holding}")
    } else {
        format!("it holds if the words mean {holding}, not {failing}")
    }
}
