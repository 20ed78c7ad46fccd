//! Judges claims: from formulas and figures to verdicts and findings.
//!
//! ```
//! use trueup::check::{check, Verdict};
//! use trueup::Package;
//! let package = Package::builtin()?;
//! let findings = check(&package, &[])?;
//! let tripled = findings.iter().find(|finding| finding.claim_id == "gdp_more_than_tripled").unwrap();
//! assert_eq!(tripled.verdict, Verdict::Consistent);
//! # Ok::<(), trueup::Error>(())
//! ```
//!
//! A claim goes from formula to evaluation, one per reading ([`judge()`]), to a verdict, to a [`Finding`]; words come last, from
//! the numbers that decided. The verdicts and their order are those of [`Verdict`]; docs/verdicts.md works them by hand.

mod baseline;
mod clash;
mod contradiction;
mod explain;
mod finding;
mod implied;
mod joint;
mod judge;
mod network;
mod reach;
mod reading;
mod repair;
pub mod rules;
mod strength;
mod verdict;
mod waiver;

pub use contradiction::{ClashingFigure, Contradiction, Relation};
pub use finding::{FigureUse, Finding, ReadingFinding, Required, Severity, SideValue};
pub(crate) use finding::{as_text, ends};
pub use implied::{Implied, Support};
pub use judge::{Judgement, Outcome, judge};
pub use reading::{Fallback, Reading};
pub use repair::Repair;
pub use verdict::Verdict;
pub use waiver::StaleWaiver;

use explain::Missing;
use joint::Joint;
use judge::{Change, Slot, held_with, in_unit, sides_with};
use reach::Reach;
use repair::ranked;
use rules::{Diagnosis, Level, Levels, Subject, diagnose};

use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::package::{Bound, Claim, Package};
use crate::solve::Bounds;

/// The name and version of the findings document, which is written, and read as a baseline.
pub const FINDINGS_SCHEMA: &str = "trueup/findings/2";

/// All that was found in a package.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// A finding a claim, in the order of the package.
    pub findings: Vec<Finding>,
    /// Figures and claims that cannot all be right as printed.
    pub contradictions: Vec<Contradiction>,
    /// What is not stated but follows, and what is stated more widely than the rest allows.
    pub implied: Vec<Implied>,
    /// Waivers that nothing matches any more.
    pub stale_waivers: Vec<StaleWaiver>,
    /// How many findings and contradictions a baseline knows, so that they are left out.
    pub known: usize,
}

impl Report {
    /// Whether anything that the package does not waive is as grave as this, or is explained by a rule that it denies.
    #[must_use]
    pub fn fails(&self, from: Verdict) -> bool {
        let denied = |diagnoses: &[Diagnosis]| diagnoses.iter().any(|one| one.level == Level::Deny);
        let finding = |one: &Finding| one.waived.is_none() && (one.verdict >= from || denied(&one.diagnoses));
        let clash = |one: &Contradiction| one.waived.is_none() && (one.verdict >= from || denied(&one.diagnoses));
        self.findings.iter().any(finding) || self.contradictions.iter().any(clash)
    }

    /// How many findings and contradictions the package waives.
    #[must_use]
    pub fn waived(&self) -> usize {
        self.findings.iter().filter(|one| one.waived.is_some()).count()
            + self.contradictions.iter().filter(|one| one.waived.is_some()).count()
    }
}

/// Judges the claims with these names, or all if none is named, in the order of the package.
///
/// # Errors
/// If a name is not there or a formula is undefined for its values; all such faults together.
pub fn check(package: &Package, names: &[String]) -> Result<Vec<Finding>> {
    Ok(report(package, names)?.findings)
}

/// What the figures, claims and identities of a package imply.
///
/// # Errors
/// If a formula is undefined for its values.
pub fn implied(package: &Package) -> Result<Vec<Implied>> {
    Ok(report(package, &[])?.implied)
}

/// Judges the claims with these names, or all if none is named, and the package as one system.
///
/// # Errors
/// As [`check()`], and if a level of a rule or a waiver is not understood.
pub fn report(package: &Package, names: &[String]) -> Result<Report> {
    let unknown = names.iter().filter(|name| !package.claims().iter().any(|claim| claim.id == **name)).map(|name| {
        let known = package.claims().iter().map(|claim| claim.id.as_str());
        Error::new(format!("the package has no claim '{name}'")).with_help(hint(
            name,
            known,
            "trueup table claims lists them",
        ))
    });
    if let Some(error) = Error::all(unknown.collect()) {
        return Err(error);
    }
    let asked = |claim: &Claim| names.is_empty() || names.contains(&claim.id);
    let mut judged = Vec::new();
    let mut faults = Vec::new();
    for claim in package.claims() {
        match judge(package, claim) {
            Ok(judgement) => judged.push((claim, judgement)),
            // A claim that nobody asked for takes no part.
            Err(error) if asked(claim) => {
                faults.push(claim.locate(error).context(format!("claim '{}'", claim.id)));
            }
            Err(_) => {}
        }
    }
    if let Some(error) = Error::all(faults) {
        return Err(error);
    }
    let positions: Vec<usize> = (0..judged.len()).filter(|position| asked(judged[*position].0)).collect();
    let levels = levels(package)?;
    let clashes = clash::clashes(package, &judged);
    let joint = Joint::new(package, &judged);
    let finding = |position: &usize| {
        let others = clashes.get(position).into_iter().flatten();
        let others: Vec<&str> = others.map(|other| judged[*other].0.id.as_str()).collect();
        found(&joint, *position, &others, &levels)
    };
    let mut report = Report {
        findings: positions.iter().map(finding).collect(),
        contradictions: contradiction::contradictions(&joint, &levels),
        implied: implied::implied(&joint),
        ..Report::default()
    };
    if let Some(text) = package.waivers() {
        let known = |claim: &str| names.is_empty() || names.iter().any(|name| name == claim);
        report.stale_waivers = waiver::apply(text, &mut report.findings, &mut report.contradictions, &known)?;
    }
    if !names.is_empty() {
        report.contradictions.retain(|one| one.members.iter().any(|member| names.contains(member)));
    }
    Ok(report)
}

/// Judges a claim that was typed, together with the package: a report of one finding.
///
/// # Errors
/// If the formula is undefined for the values at hand; the place is in the formula.
pub fn typed(package: &Package, claim: &Claim) -> Result<Report> {
    let of_package = package.claims().iter().filter_map(|own| Some((own, judge(package, own).ok()?)));
    let judged: Vec<(&Claim, Judgement)> = std::iter::once((claim, judge(package, claim)?)).chain(of_package).collect();
    let levels = levels(package)?;
    // What follows from all of the package is told only of figures that the claim lacks.
    let lacks = judged[0].1.verdict == Verdict::Unchecked;
    let joint = if lacks { Joint::new(package, &judged) } else { Joint::unsolved(package, &judged) };
    Ok(Report { findings: vec![found(&joint, 0, &[], &levels)], ..Report::default() })
}

/// What the package wants of the rules.
fn levels(package: &Package) -> Result<Levels> {
    rules::levels(package.rules()).map_err(|error| error.context("datapackage.json, trueup:rules"))
}

/// The finding of one claim among all; `others` need another reading of one of its figures.
fn found(joint: &Joint<'_>, position: usize, others: &[&str], levels: &Levels) -> Finding {
    let (claim, judgement) = &joint.network.judged[position];
    let missing = missing(joint, position);
    let mut finding = Finding::from_judgement(joint.network.package, claim, judgement, &missing).against(others);
    explain_further(joint, position, levels, &mut finding);
    finding
}

/// What the others say of the figures that a claim lacks.
fn missing(joint: &Joint<'_>, position: usize) -> Vec<Missing> {
    let (network, package) = (&joint.network, joint.network.package);
    let (claim, _) = &joint.network.judged[position];
    let lacking = claim.operands.iter().filter_map(|operand| match operand {
        Bound::Missing { indicator, ref_area, period } => Some((*indicator, ref_area, *period)),
        _ => None,
    });
    lacking
        .map(|(indicator, ref_area, period)| {
            let unit = &package.indicators()[indicator].unit;
            let shown = |bounds: Bounds| in_unit(bounds, unit);
            let variable = network.missing(indicator, ref_area, period);
            // What is stated counts as printed; what is not, as far as the others imply it.
            let of = |other: usize| {
                if network.is_printed(other) { network.printed[other] } else { joint.values[other] }
            };
            let required = variable
                .zip(network.claims.get(&position))
                .and_then(|(variable, number)| network.system.says(*number, variable, &of));
            let implied = variable.map(|variable| joint.values[variable]);
            // A value that may be anything, or anything above zero, is no bound.
            let bounds = |value: &Bounds| value.high.is_finite() || (value.low.is_finite() && value.low != 0.0);
            Missing {
                indicator,
                title: package.describe_series(indicator, ref_area, period, ""),
                required: required.filter(bounds).map(shown),
                implied: implied.filter(bounds).map(shown),
            }
        })
        .collect()
}

/// What rules say of a finding, how grave it is, and what would mend it.
fn explain_further(joint: &Joint<'_>, position: usize, levels: &Levels, finding: &mut Finding) {
    let (network, package) = (&joint.network, joint.network.package);
    let (claim, judgement) = &network.judged[position];
    finding.strength = strength::strength(finding);
    finding.severity = strength::severity(package, claim, judgement);
    let numbers = rules::numbers(package, claim);
    let fails = matches!(judgement.verdict, Verdict::Inconsistent | Verdict::Suspect);
    let reach = if fails { Reach::new(network, position, &numbers) } else { Reach::default() };
    let holds = |slot: Slot, other: &crate::quantity::Quantity| {
        let change = Change { instead: Some((slot, other)), ..Change::default() };
        reach.allows(network, slot, other)
            && held_with(package, claim, change).is_some()
            && comparable(package, claim, change)
    };
    let own: Vec<usize> = network.claims.get(&position).into_iter().copied().collect();
    let others = |slot: Slot, other: &crate::quantity::Quantity| {
        let signed = match slot {
            Slot::Figure(figure) => package.indicator_of(&package.figures()[figure]).signed,
            _ => other.may_be_negative(),
        };
        repair::others(network, network.of_slot(position, slot), &own, signed, other)
    };
    let subject = Subject {
        package,
        claim: Some((claim, judgement)),
        verdict: judgement.verdict,
        numbers,
        holds: &holds,
        others: &others,
        strength: finding.strength,
        levels,
    };
    let (diagnoses, mut repairs) = diagnose(&subject);
    finding.diagnoses = diagnoses;
    if !fails {
        return;
    }
    for number in &subject.numbers {
        let required = network.of_slot(position, number.slot).zip(network.claims.get(&position)).and_then(
            |(variable, constraint)| network.system.says(*constraint, variable, &|other| network.printed[other]),
        );
        let nearest = required.and_then(|required| number.nearest_repair(required, &holds, &others));
        repair::add(&mut repairs, nearest);
    }
    finding.repairs = ranked(repairs);
}

/// Whether the sides of a comparison lie within a factor of ten of each other: "larger" is not said of what is a thousand times as large.
fn comparable(package: &Package, claim: &Claim, change: Change<'_>) -> bool {
    let Some([(Some(left), _), (Some(right), _)]) = sides_with(package, claim, change) else { return true };
    let (left, right) = (left.to_f64().abs(), right.to_f64().abs());
    left.min(right) == 0.0 || left.max(right) <= 10.0 * left.min(right)
}

/// The gravest first, among the inconsistent those whose conclusion flips; claims of one verdict stay in the order of the package.
#[must_use]
pub fn worst_first(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse((finding.verdict, finding.severity)));
    sorted
}

/// How many findings have each verdict, the gravest first; verdicts without any are left out.
#[must_use]
pub fn summary(findings: &[Finding]) -> Vec<(Verdict, usize)> {
    let count = |verdict: Verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
    Verdict::ALL.into_iter().rev().map(|verdict| (verdict, count(verdict))).filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests;
