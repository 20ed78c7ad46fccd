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

mod clash;
mod explain;
mod finding;
mod judge;
mod reading;
mod verdict;

pub(crate) use finding::ends;
pub use finding::{FigureUse, Finding, ReadingFinding, Required, SideValue};
pub use judge::{Judgement, Outcome, judge};
pub use reading::{Fallback, Reading};
pub use verdict::Verdict;

use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::package::{Claim, Package};

/// Judges the claims with these names, or all if none is named, in the order of the package.
///
/// # Errors
/// If a name is not there or a formula is undefined for its values; all such faults together.
pub fn check(package: &Package, names: &[String]) -> Result<Vec<Finding>> {
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
    let mut judged = Vec::new();
    let mut faults = Vec::new();
    for claim in package.claims() {
        if names.is_empty() || names.contains(&claim.id) {
            match judge(package, claim) {
                Ok(judgement) => judged.push((claim, judgement)),
                Err(error) => faults.push(claim.locate(error).context(format!("claim '{}'", claim.id))),
            }
        }
    }
    if let Some(error) = Error::all(faults) {
        return Err(error);
    }
    let clashes = clash::clashes(package, &judged);
    let finding = |(position, (claim, judgement)): (usize, &(&Claim, Judgement))| {
        let others: Vec<&str> =
            clashes.get(&position).into_iter().flatten().map(|other| judged[*other].0.id.as_str()).collect();
        Finding::from_judgement(package, claim, judgement).against(&others)
    };
    Ok(judged.iter().enumerate().map(finding).collect())
}

/// The gravest first; claims of one verdict stay in the order of the package.
#[must_use]
pub fn worst_first(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.verdict));
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
