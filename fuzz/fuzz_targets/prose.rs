//! Prose, with and without a paragraph behind it.
#![no_main]

use std::ops::Range;

use libfuzzer_sys::fuzz_target;
use trueup::extract::{Extraction, Mention, extract};
use trueup::formula::{Formula, Numbers};

/// A paragraph that has nothing to do with any other.
const UNRELATED: &str = "\n\nThe museum was lent 17 paintings.\n";

/// Spans are stretches of the text in its order, positions are of figures that are there, and formulas can be read.
fn sound(text: &str, found: &Extraction) {
    let lies_in = |span: &Range<usize>| text.get(span.clone()).is_some();
    let mut before = 0;
    for figure in &found.figures {
        assert!(!figure.span.is_empty() && lies_in(&figure.hedged) && lies_in(&figure.span), "outside: {figure:?}");
        assert!(
            figure.hedged.start <= figure.span.start && figure.hedged.end == figure.span.end,
            "its hedge: {figure:?}"
        );
        assert!(before <= figure.span.start, "two figures in one place: {figure:?}");
        before = figure.span.end;
    }
    let starts = || found.claims.iter().map(|claim| claim.span.start);
    assert!(starts().is_sorted(), "claims out of order");
    for claim in &found.claims {
        assert!(!claim.span.is_empty() && lies_in(&claim.span), "outside: {claim:?}");
        assert!(lies_in(&claim.sentence) && lies_in(&claim.stated_span), "outside: {claim:?}");
        assert!(claim.figures.iter().all(|at| *at < found.figures.len()), "no such figure: {claim:?}");
        if !claim.formula.is_empty() {
            assert!(Formula::parse(&claim.formula, Numbers::Printed).is_ok(), "its formula: {claim:?}");
        }
    }
    for unlinked in &found.unlinked {
        assert!(lies_in(&unlinked.span) && !unlinked.reason.is_empty(), "unlinked: {unlinked:?}");
    }
    let coverage = found.coverage;
    assert!([coverage.checked, coverage.linked, coverage.understood, coverage.seen].is_sorted(), "{coverage:?}");
    assert!(coverage.claims_checked <= coverage.claims && coverage.claims == found.claims.len(), "{coverage:?}");
}

/// What a figure says by itself; its period and subject may come from elsewhere.
fn said(figure: &Mention) -> (&Range<usize>, &str) {
    (&figure.span, &figure.stated)
}

fuzz_target!(|text: &str| {
    let found = extract(text);
    sound(text, &found);
    assert_eq!(format!("{found:?}"), format!("{:?}", extract(text)), "two readings differ");

    let longer = format!("{text}{UNRELATED}");
    let more = extract(&longer);
    sound(&longer, &more);
    let kept: Vec<_> = more.figures.iter().filter(|figure| figure.span.start < text.len()).map(said).collect();
    assert_eq!(found.figures.iter().map(said).collect::<Vec<_>>(), kept, "a paragraph behind it changes the figures");
});
