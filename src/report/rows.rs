//! Findings, figures, implied values and sources in words, as the dashboard and templates show them.

use serde::Serialize;

use crate::chart::Citation;
use crate::check::{self, Contradiction, Finding, Report, Verdict, worst_first};
use crate::export::words::{Line, arithmetic, arithmetic_of_clash, computed, ends, printed_in, range, stated};
use crate::number;
use crate::package::{Figure, Indicator, Package, Source};

/// A finding, or figures that clash.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FindingRow {
    pub id: String,
    pub verdict: &'static str,
    #[serde(skip)]
    pub of: Verdict,
    /// The place of the verdict in the order of gravity.
    grave: usize,
    title: String,
    stated: String,
    computed: String,
    explanation: String,
    help: &'static str,
    locator: String,
    pub waived: String,
    /// The nearest changes each of which would mend it, known slips first.
    mends: Vec<String>,
    lines: Vec<Line>,
}

/// A figure as printed.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FigureRow {
    id: String,
    title: String,
    stated: String,
    interval: String,
    source: String,
    note: String,
}

/// What is measured.
#[derive(Debug, Clone, Serialize)]
pub(super) struct IndicatorRow {
    id: String,
    title: String,
    unit: String,
    measure: &'static str,
    area: String,
    description: String,
}

/// A value that the figures imply.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ImpliedRow {
    /// As a formula names it.
    name: String,
    title: String,
    /// The printed words; empty where it is not stated.
    stated: String,
    implied: String,
    from: String,
}

/// A source, or one of a chart.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceRow {
    name: String,
    citation: String,
    /// Where it can be read; empty if nothing is said.
    url: String,
    cited_in: String,
}

impl SourceRow {
    pub fn of(source: &Source) -> Self {
        Self {
            name: source.attribution_short.clone(),
            citation: source.citation_full.clone(),
            url: address(&source.url, &source.doi),
            cited_in: source.cited_in.clone(),
        }
    }

    pub fn cited(citation: &Citation) -> Self {
        Self {
            name: citation.attribution.clone(),
            citation: citation.citation.clone(),
            url: address(&citation.url, &citation.doi),
            cited_in: String::new(),
        }
    }
}

/// What clashes, then all findings, the gravest first.
pub(super) fn findings(package: &Package, report: &Report) -> Vec<FindingRow> {
    let clashes = report.contradictions.iter().enumerate().map(|(i, clash)| clash_row(package, clash, i));
    clashes.chain(worst_first(&report.findings).into_iter().map(|finding| row(package, finding))).collect()
}

/// What is implied.
pub(super) fn implied(report: &Report) -> Vec<ImpliedRow> {
    let row = |one: &check::Implied| ImpliedRow {
        name: one.name.clone(),
        title: one.title.clone(),
        stated: one.stated.clone(),
        implied: one.words.clone(),
        from: one.chain(),
    };
    report.implied.iter().map(row).collect()
}

fn row(package: &Package, finding: &Finding) -> FindingRow {
    let lines = arithmetic(package, finding);
    FindingRow {
        id: finding.claim_id.clone(),
        verdict: finding.verdict.name(),
        of: finding.verdict,
        grave: grave(finding.verdict),
        title: finding.title.clone(),
        stated: stated(finding),
        computed: computed(finding),
        explanation: finding.explanation.clone(),
        help: finding.verdict.help(),
        locator: finding.locator.clone(),
        waived: finding.waived.clone().unwrap_or_default(),
        mends: mends(&lines),
        lines,
    }
}

fn clash_row(package: &Package, clash: &Contradiction, i: usize) -> FindingRow {
    let lines = arithmetic_of_clash(package, clash);
    FindingRow {
        id: format!("clash-{}", i + 1),
        verdict: clash.verdict.name(),
        of: clash.verdict,
        grave: grave(clash.verdict),
        title: clash.name(),
        stated: "–".to_owned(),
        computed: format!("{} figures cannot all be right", number::count(clash.figures.len())),
        explanation: clash.explanation.clone(),
        help: clash.verdict.help(),
        locator: String::new(),
        waived: clash.waived.clone().unwrap_or_default(),
        mends: mends(&lines),
        lines,
    }
}

fn mends(lines: &[Line]) -> Vec<String> {
    lines.iter().filter(|(name, _)| *name == "mend").map(|(_, words)| words.clone()).collect()
}

fn grave(verdict: Verdict) -> usize {
    Verdict::ALL.iter().position(|one| *one == verdict).unwrap_or(0)
}

/// The figures, in the order of the package.
pub(super) fn figures(package: &Package) -> Vec<FigureRow> {
    let row = |figure: &Figure| {
        let indicator = package.indicator_of(figure);
        let interval = figure.quantity.stated(package.policy(), indicator.signed);
        let (low, high) = check::ends(Some(&interval));
        FigureRow {
            id: figure.id.clone(),
            title: package.describe(figure),
            stated: figure.stated.clone(),
            interval: range(ends(low, high, (interval.low.closed, interval.high.closed)), figure.quantity.unit()),
            source: printed_in(package, &package.sources()[figure.source].id, &figure.locator),
            note: figure.note.clone(),
        }
    };
    package.figures().iter().map(row).collect()
}

/// The indicators, in the order of the package.
pub(super) fn indicators(package: &Package) -> Vec<IndicatorRow> {
    let row = |indicator: &Indicator| IndicatorRow {
        id: indicator.id.clone(),
        title: indicator.title.clone(),
        unit: indicator.unit.to_string(),
        measure: indicator.measure.name(),
        area: package.area(&indicator.ref_area).map_or_else(|| indicator.ref_area.clone(), |area| area.name.clone()),
        description: indicator.description_short.clone(),
    };
    package.indicators().iter().map(row).collect()
}

/// An address that a browser may follow, that of its DOI before others; what is none is no link.
fn address(url: &str, doi: &str) -> String {
    if !doi.is_empty() {
        return format!("https://doi.org/{doi}");
    }
    let is_web = ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    if is_web { url.to_owned() } else { String::new() }
}
