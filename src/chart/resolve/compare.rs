//! The rows of a comparison: what is stated and what was recomputed, from the findings.

use super::super::model::{ComparisonRow, Span};
use crate::check::{Finding, ReadingFinding, Verdict};
use crate::number::{self, Digits, Style};

/// One row for each claim that has both a stated and a computed value, the gravest first.
pub(super) fn rows(findings: &[Finding]) -> Vec<(ComparisonRow, Verdict)> {
    let mut rows = Vec::new();
    for finding in crate::check::worst_first(findings) {
        let row = |stated: Span, computed: Span, stated_text: String, computed_text: String| ComparisonRow {
            label: finding.title.clone(),
            stated,
            computed,
            stated_text,
            computed_text,
            verdict: finding.verdict.name().to_owned(),
        };
        let computed = Span { point: finding.point, low: finding.low, high: finding.high };
        if let Some([left, right]) = &finding.sides {
            // What a comparison states of its left side is the bound that its right side sets.
            let bound = Span { point: None, low: right.low, high: right.high };
            let (sign, stated) = match finding.comparison {
                Some("<" | "<=") => ("below", Span { low: None, high: right.point, ..bound }),
                Some(">" | ">=") => ("above", Span { low: right.point, high: None, ..bound }),
                _ => ("", Span { point: right.point, ..bound }),
            };
            let computed = Span { point: left.point, low: left.low, high: left.high };
            let stated_text = format!("{sign} {}", right.words).trim().to_owned();
            rows.push((row(stated, computed, stated_text, left.words.clone()), finding.verdict));
        } else if !finding.stated.is_empty() && (finding.low.is_some() || finding.high.is_some()) {
            let stated = Span { point: None, low: finding.stated_low, high: finding.stated_high };
            let middle = finding.stated_value.filter(|_| finding.stated_low.is_some() && finding.stated_high.is_some());
            let (computed, computed_text) = all_readings(finding, computed);
            rows.push((
                row(Span { point: middle, ..stated }, computed, finding.stated.clone(), computed_text),
                finding.verdict,
            ));
        }
    }
    rows
}

/// The computed value of a claim and its words; where readings part, all of them.
fn all_readings(finding: &Finding, computed: Span) -> (Span, String) {
    let value = |value: f64| number::write(value, &finding.unit, Digits::Significant(4), Style::Long);
    let open: Vec<&ReadingFinding> = finding.readings.iter().filter(|reading| !reading.fallback).collect();
    if finding.verdict != Verdict::Depends || open.len() < 2 {
        return (computed, finding.point.map_or_else(|| "no one value".to_owned(), value));
    }
    // An end that one reading leaves open is open for all.
    let ends =
        |end: fn(&ReadingFinding) -> Option<f64>| open.iter().map(|reading| end(reading)).collect::<Option<Vec<f64>>>();
    let low = ends(|reading| reading.low).and_then(|all| all.into_iter().reduce(f64::min));
    let high = ends(|reading| reading.high).and_then(|all| all.into_iter().reduce(f64::max));
    let words: Vec<String> = open.iter().filter_map(|reading| reading.point.map(value)).collect();
    (Span { low, high, ..computed }, words.join(" or "))
}
