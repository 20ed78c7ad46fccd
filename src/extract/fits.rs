//! Whether what is stated could be of two figures: a quick look in floats, to choose between figures that the words leave open.
//!
//! It decides no verdict: what is chosen goes the road of every claim.

use std::sync::LazyLock;

use crate::quantity::{Interval, Policy, Quantity, Reading, Understanding};

/// The widths of hedges.
static POLICY: LazyLock<Policy> = LazyLock::new(Policy::default);

/// How two figures make the number that is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The second over the first, less one.
    Growth,
    /// The second over the first.
    Ratio,
    /// The second less the first.
    Difference,
    /// The first over the second.
    Share,
}

/// The least and the largest value that something can have.
pub(super) type Span = (f64, f64);

/// What a number states as what two figures would have to make, for each way to read it.
pub(super) fn stated(shape: Shape, stated: &Quantity) -> Vec<Span> {
    let (numerator, denominator) = stated.unit().factor();
    // The points of rates are as printed, and so are their differences.
    let factor = if shape == Shape::Difference {
        if matches!(stated.unit(), crate::unit::Unit::BasisPoints) { 0.01 } else { 1.0 }
    } else {
        f64::from(numerator) / f64::from(denominator)
    };
    let span = |reading: &Reading| {
        let how = Understanding { reading: *reading, ..Understanding::default() };
        let (low, high) = ends(&stated.stated_as(&POLICY, true, how));
        let (low, high) = (low * factor, high * factor);
        // A bound alone says little: what is far beyond it is not meant.
        let high = if high.is_infinite() { low + low.abs() * 0.5 } else { high };
        let low = if low.is_infinite() { high - high.abs() * 0.5 } else { low };
        (low, high)
    };
    stated.readings().iter().map(span).collect()
}

/// Whether what is stated can be of two figures.
pub(super) fn fits(shape: Shape, first: Option<Span>, second: Option<Span>, stated: &[Span]) -> bool {
    let (Some(a), Some(b)) = (first, second) else { return false };
    if a.0 <= 0.0 || b.0 <= 0.0 {
        return false;
    }
    let computed = match shape {
        Shape::Growth => (b.0 / a.1 - 1.0, b.1 / a.0 - 1.0),
        Shape::Ratio => (b.0 / a.1, b.1 / a.0),
        Shape::Difference => (b.0 - a.1, b.1 - a.0),
        Shape::Share => (a.0 / b.1, a.1 / b.0),
    };
    stated.iter().any(|(low, high)| computed.0 <= high + 1e-9 && low - 1e-9 <= computed.1)
}

/// Whether parts add up to a whole within their rounding.
pub(super) fn adds_up(parts: impl Iterator<Item = Option<Span>>, whole: Option<Span>) -> bool {
    let mut sum = (0.0, 0.0);
    for part in parts {
        let Some((low, high)) = part else { return false };
        sum = (sum.0 + low, sum.1 + high);
    }
    let Some((low, high)) = whole else { return false };
    // Many rounded parts reach far; what misses by more than a hundredth is another sum.
    let middle = f64::midpoint(sum.0, sum.1);
    sum.0 <= high && low <= sum.1 && (middle - f64::midpoint(low, high)).abs() <= (high - low).max(middle.abs() * 0.01)
}

/// The values that a figure can have as an operand.
pub(super) fn range(quantity: &Quantity) -> Option<Span> {
    let interval = quantity.operand(
        &POLICY,
        quantity.may_be_negative(),
        Understanding { reading: Reading::Plain, ..Understanding::default() },
    );
    let (low, high) = ends(&interval);
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

fn ends(interval: &Interval) -> Span {
    (interval.low.to_f64(), interval.high.to_f64())
}
