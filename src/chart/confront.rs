//! The picture of stated figures beside independent data: how far from "as stated" each observation lies.

use super::model::{Body, Chart, ComparisonRow, Span};
use crate::confront::{Confronted, Verdict};
use crate::number;
use crate::package::Package;

/// The chart of all pairs, those farthest apart first; nothing where there is no pair. Files that have the same value for a figure share a row.
#[must_use]
pub fn confronted(package: &Package, all: &[Confronted]) -> Option<Chart> {
    let mut pairs: Vec<&Confronted> = all.iter().filter(|one| one.is_compared()).collect();
    let worst = pairs
        .iter()
        .copied()
        .filter(|one| one.verdict == Verdict::Apart)
        .max_by(|a, b| distance(a).total_cmp(&distance(b)));
    let figures = |of: &dyn Fn(&Confronted) -> bool| {
        let mut ids: Vec<&str> = all.iter().filter(|one| of(one)).map(|one| one.figure_id.as_str()).collect();
        ids.dedup();
        ids.len()
    };
    let (compared, apart) = (figures(&Confronted::is_compared), figures(&|one| one.verdict == Verdict::Apart));
    let title = match worst {
        Some(worst) => {
            format!("{apart} of {compared} stated figures are apart from the data; {}, by {}", worst.title, worst.apart)
        }
        None => format!("No stated figure of {compared} is apart from the data"),
    };
    let mut note = String::from(
        "A row is apart where the stated interval and the observed one do not meet; data are revised, and no row says who is wrong.",
    );
    let without = figures(&|_| true) - compared;
    if without > 0 {
        note.push_str(&format!(" {} more figures have nothing to compare with.", number::count(without)));
    }
    let source = source(package, &pairs);
    pairs.sort_by(|a, b| {
        (b.verdict, distance(b)).partial_cmp(&(a.verdict, distance(a))).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut rows: Vec<ComparisonRow> = Vec::new();
    for one in &pairs {
        let new = row(one, &pairs);
        // What reads alike is one row, whatever digits behind those that are shown differ.
        let words = |row: &ComparisonRow| [&row.label, &row.computed_text, &row.verdict].map(Clone::clone);
        if !rows.iter().any(|known| words(known) == words(&new)) {
            rows.push(new);
        }
    }
    (!rows.is_empty()).then(|| Chart {
        id: "confront".to_owned(),
        short: title.clone(),
        title,
        subtitle: "Stated figures beside independent observations of the same series, area and period".to_owned(),
        note,
        source,
        citations: Vec::new(),
        body: Body::Confrontation(rows),
    })
}

/// How far apart a pair is, as a logarithm; where the signs differ, farther than all others.
fn distance(one: &Confronted) -> f64 {
    one.ratio.map_or(f64::MAX, |ratio| ratio.ln().abs())
}

fn row(one: &Confronted, pairs: &[&Confronted]) -> ComparisonRow {
    // Vintages are named where they differ in what they say.
    let own = |other: &&&Confronted| (&other.figure_id, &other.series) == (&one.figure_id, &one.series);
    let several = pairs.iter().filter(own).any(|other| other.observed_words() != one.observed_words());
    let vintage = if several { format!(", {}", one.vintage_words()) } else { String::new() };
    let both = one.stated_low.is_some() && one.stated_high.is_some();
    ComparisonRow {
        label: format!("{} ({}{vintage})", one.title, one.publisher),
        stated: Span { point: one.stated_value.filter(|_| both), low: one.stated_low, high: one.stated_high },
        computed: Span { point: one.observed, low: one.observed_low, high: one.observed_high },
        stated_text: one.stated.clone(),
        computed_text: one.observed_words(),
        verdict: if one.verdict == Verdict::Rounding { "within rounding".to_owned() } else { one.verdict_words() },
    }
}

/// Who stated and who observed: the sources that no other cites, and each publisher with its vintages.
fn source(package: &Package, pairs: &[&Confronted]) -> String {
    let own: Vec<&str> = package
        .sources()
        .iter()
        .filter(|source| source.cited_in.is_empty())
        .map(|source| source.attribution_short.as_str())
        .collect();
    let mut observed: Vec<(&str, Vec<String>)> = Vec::new();
    for one in pairs {
        let vintage = one.vintage_words();
        match observed.iter_mut().find(|(publisher, _)| *publisher == one.publisher) {
            Some((_, vintages)) if vintages.contains(&vintage) => {}
            Some((_, vintages)) => vintages.push(vintage),
            None => observed.push((&one.publisher, vec![vintage])),
        }
    }
    let observed: Vec<String> =
        observed.into_iter().map(|(publisher, vintages)| format!("{publisher} ({})", vintages.join(", "))).collect();
    format!("stated: {}; observed: {}", own.join(", "), observed.join(", "))
}
