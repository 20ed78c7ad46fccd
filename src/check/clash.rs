//! One figure has one reading in all claims that use it: claims that hold only by opposite readings cannot hold together.

use std::collections::BTreeMap;

use super::judge::{Judgement, Outcome};
use super::reading::{meaning, taken};
use super::verdict::Verdict;
use crate::package::{Claim, Package};
use crate::quantity::Reading;

/// So many of the other claims are named; they may be thousands.
const NAMED: usize = 3;

/// For each claim, by position, some of the other claims that need another reading of one of its figures.
pub(super) fn clashes(package: &Package, judged: &[(&Claim, Judgement)]) -> BTreeMap<usize, Vec<usize>> {
    // For each ambiguous figure the claims that turn on its reading, with the readings by which they hold.
    let mut needs: BTreeMap<usize, BTreeMap<Vec<Reading>, Vec<usize>>> = BTreeMap::new();
    for (position, (claim, judgement)) in judged.iter().enumerate() {
        for figure in ambiguous(package, claim, judgement) {
            let open = || judgement.outcomes.iter().filter(|outcome| outcome.reading.fallback.is_none());
            let readings = |held: bool| -> Vec<Reading> {
                let fits = |outcome: &&Outcome| (outcome.verdict != Verdict::Inconsistent) == held;
                open().filter(fits).filter_map(|outcome| meaning(claim, &outcome.reading, figure)).collect()
            };
            let (held, failed) = (readings(true), readings(false));
            let only: Vec<Reading> = held.iter().copied().filter(|reading| !failed.contains(reading)).collect();
            if !only.is_empty() && !failed.is_empty() {
                needs.entry(figure).or_default().entry(only).or_default().push(position);
            }
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for groups in needs.values() {
        for (readings, claims) in groups {
            let against = groups.iter().filter(|(others, _)| !others.iter().any(|other| readings.contains(other)));
            let others: Vec<usize> = against.flat_map(|(_, others)| others).take(NAMED).copied().collect();
            for claim in claims.iter().filter(|_| !others.is_empty()) {
                found.entry(*claim).or_default().extend(&others);
            }
        }
    }
    found
}

/// The figures of a claim whose words can be read in two ways.
fn ambiguous(package: &Package, claim: &Claim, judgement: &Judgement) -> Vec<usize> {
    let any = judgement.outcomes.first().map(|outcome| taken(claim, &outcome.reading));
    let mut all: Vec<usize> = any.into_iter().flatten().flat_map(|(figures, ..)| figures).copied().collect();
    all.retain(|figure| package.figures()[*figure].quantity.readings().len() > 1);
    all.sort_unstable();
    all.dedup();
    all
}
