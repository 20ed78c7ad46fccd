//! How strong a claim is that holds, and how grave one that does not.

use super::finding::{Finding, Severity};
use super::judge::{Judgement, stated_quantity};
use super::verdict::Verdict;
use crate::package::{Claim, Package};
use crate::quantity::Quantity;

/// The share of plausible values that would also have passed: what was computed times a factor from a tenth to ten, each order of
/// magnitude alike; for a comparison its left side. Nothing where that has no meaning: for other verdicts, and around zero.
pub(super) fn strength(finding: &Finding) -> Option<f64> {
    if !matches!(finding.verdict, Verdict::Consistent | Verdict::Rounding) {
        return None;
    }
    // Which factors pass.
    let (low, high) = match (&finding.sides, finding.comparison) {
        (Some([left, right]), Some(sign)) => {
            let factor = right.point? / left.point?;
            if !(factor.is_finite() && factor > 0.0) {
                return None;
            }
            match (sign, left.point? > 0.0) {
                ("<" | "<=", true) | (">" | ">=", false) => (0.0, factor),
                (">" | ">=", true) | ("<" | "<=", false) => (factor, f64::INFINITY),
                _ => (factor, factor),
            }
        }
        _ => {
            let point = finding.point.filter(|point| *point != 0.0)?;
            let ends = (finding.stated_low.unwrap_or(f64::NEG_INFINITY), finding.stated_high.unwrap_or(f64::INFINITY));
            let (a, b) = (ends.0 / point, ends.1 / point);
            (a.min(b).max(0.0), a.max(b))
        }
    };
    let decades = |factor: f64| factor.clamp(0.1, 10.0).log10();
    Some((decades(high) - decades(low)) / 2.0)
}

/// How grave it is that a claim does not hold.
pub(super) fn severity(package: &Package, claim: &Claim, judgement: &Judgement) -> Option<Severity> {
    if judgement.verdict != Verdict::Inconsistent {
        return None;
    }
    let stated = stated_quantity(package, claim, 0);
    let bound = stated.is_some_and(|stated| stated.hedge().is_one_sided());
    let word = stated.is_some_and(Quantity::is_word);
    let outcome = judgement.outcomes.first();
    let turned = outcome.is_some_and(|outcome| {
        let above = |end: &crate::quantity::End| end.value().is_some_and(|value| !value.is_negative());
        let below =
            |end: &crate::quantity::End| end.value().is_some_and(|value| value.is_negative() || value.is_zero());
        outcome.stated.as_ref().is_some_and(|stated| {
            (above(&stated.low) && below(&outcome.computed.high))
                || (below(&stated.high) && above(&outcome.computed.low))
        })
    });
    let flips = claim.formula.comparison().is_some() || bound || word || turned;
    Some(if flips { Severity::Conclusion } else { Severity::Value })
}
