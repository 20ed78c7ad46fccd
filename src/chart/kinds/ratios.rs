//! The numbers behind a row of a comparison: everything relative to what is stated.
//!
//! Rows have units of their own, so a row is drawn as factors of its stated figure: 1 is "as stated". Where no factor can
//! say it (the stated figure is zero, or the signs differ), the row has words only.

use crate::chart::model::{ComparisonRow, Span};

/// A row as factors of what is stated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ratios {
    pub stated: Extent,
    pub computed: Extent,
    /// Where the recomputed value stands.
    pub at: f64,
}

/// An interval of positive factors; `None` where it is open.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Extent {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

impl Ratios {
    /// The factors of a row, where it can be said in factors.
    pub fn of(row: &ComparisonRow) -> Option<Self> {
        let reference = middle(&row.stated).filter(|reference| *reference != 0.0)?;
        // Factors near the ends of what a number can hold are far off any scale anyway.
        let factor = |value: f64| {
            let factor = value / reference;
            if factor > 0.0 { factor.clamp(1e-300, 1e300) } else { factor }
        };
        let extent = |span: &Span| {
            let (low, high) = if reference < 0.0 { (span.high, span.low) } else { (span.low, span.high) };
            // A log scale ends above zero: an interval that reaches zero or beyond is open below.
            Extent { low: low.map(factor).filter(|low| *low > 0.0), high: high.map(factor).filter(|high| *high > 0.0) }
        };
        let at = middle(&row.computed).map(factor).filter(|at| *at > 0.0)?;
        Some(Self { stated: extent(&row.stated), computed: extent(&row.computed), at })
    }
}

/// The value, or the middle of the interval, or its only end.
fn middle(span: &Span) -> Option<f64> {
    span.point.or(match (span.low, span.high) {
        (Some(low), Some(high)) => Some(low / 2.0 + high / 2.0),
        (low, high) => low.or(high),
    })
}

/// Half-widths of the axis as factors: from 1.25 less to 1.25 more, and so on.
const REACHES: [f64; 7] = [1.25, 1.5, 2.0, 3.0, 5.0, 10.0, 100.0];

/// The factor at the ends of an axis on which four rows of five find their place.
pub(super) fn reach<'a>(rows: impl IntoIterator<Item = &'a Ratios>) -> f64 {
    let mut away: Vec<f64> = rows
        .into_iter()
        .map(|row| {
            let ends = [row.stated.low, row.stated.high, row.computed.low, row.computed.high, Some(row.at)];
            ends.into_iter().flatten().map(|factor| factor.ln().abs()).fold(0.0, f64::max)
        })
        .collect();
    away.sort_by(f64::total_cmp);
    let enough = away.get(away.len() * 4 / 5).or(away.last()).copied().unwrap_or(0.0).exp();
    // A tenth of slack, so that the last row inside does not touch the edge.
    REACHES.into_iter().find(|reach| *reach >= enough * 1.02).unwrap_or(100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(stated: [Option<f64>; 3], computed: [Option<f64>; 3]) -> ComparisonRow {
        let span = |[point, low, high]: [Option<f64>; 3]| Span { point, low, high };
        ComparisonRow {
            label: String::new(),
            stated: span(stated),
            computed: span(computed),
            stated_text: String::new(),
            computed_text: String::new(),
            verdict: String::new(),
        }
    }

    #[test]
    fn a_bound_is_the_reference_where_no_point_is_stated() {
        let ratios = Ratios::of(&row([None, Some(4.0), None], [Some(6.0), Some(5.0), Some(8.0)])).unwrap();
        assert_eq!(ratios.stated, Extent { low: Some(1.0), high: None });
        assert_eq!(ratios.computed, Extent { low: Some(1.25), high: Some(2.0) });
        assert!((ratios.at - 1.5).abs() < 1e-12);
    }

    #[test]
    fn falls_mirror_rises() {
        let ratios = Ratios::of(&row([Some(-2.0), Some(-3.0), Some(-1.0)], [Some(-4.0), None, Some(-2.0)])).unwrap();
        assert_eq!(ratios.stated, Extent { low: Some(0.5), high: Some(1.5) });
        assert_eq!(ratios.computed, Extent { low: Some(1.0), high: None });
    }

    #[test]
    fn zero_differing_signs_and_nothing_have_no_factor() {
        assert_eq!(Ratios::of(&row([Some(0.0), None, None], [Some(1.0), None, None])), None);
        assert_eq!(Ratios::of(&row([Some(2.0), None, None], [Some(-1.0), None, None])), None);
        assert_eq!(Ratios::of(&row([None, None, None], [Some(1.0), None, None])), None);
        assert_eq!(Ratios::of(&row([Some(1.0), None, None], [None, None, None])), None);
    }

    #[test]
    fn the_axis_reaches_as_far_as_most_rows_need() {
        let at = |at: f64| Ratios {
            stated: Extent { low: None, high: None },
            computed: Extent { low: None, high: None },
            at,
        };
        let close: Vec<Ratios> = [1.0, 1.1, 0.9, 1.05, 1250.0].map(at).into();
        assert!((reach(&close[..4]) - 1.25).abs() < 1e-12);
        assert!((reach(&[at(1.0), at(1.7), at(0.6), at(0.7), at(1.8)]) - 2.0).abs() < 1e-12);
        assert!((reach(&[]) - 1.25).abs() < 1e-12);
    }
}
