//! What would mend a set that does not fit: for each single figure the nearest value, in its own printed digits, that would.

use std::cmp::Reverse;

use schemars::JsonSchema;
use serde::Serialize;

use super::judge::in_unit;
use super::network::Network;
use crate::quantity::Quantity;
use crate::solve::Bounds;
use crate::unit::Unit;

/// One printed number, and what it would have to be. It says what would mend the set, not what is wrong.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Repair {
    /// The figure's name; empty for a number that is written in a claim.
    pub figure_id: String,
    /// How a reader would name it.
    pub title: String,
    /// The printed words.
    pub stated: String,
    /// The words with the nearest number that would do.
    pub nearest: String,
    /// `or less` or `or more`, where what lies further off would do too, `or somewhat less` or `or somewhat more`, where it would
    /// only so far; else empty.
    pub beyond: &'static str,
    /// How much larger the number would be, in percent of the printed one.
    pub change: f64,
    /// The rule whose slip it undoes; nothing for the nearest value.
    pub slip: Option<&'static str>,
    /// How many other claims and identities would not hold with it.
    pub against: usize,
    /// How many others that do not hold would.
    #[serde(skip)]
    pub(super) mends: usize,
}

impl Repair {
    /// "CNY 16.98 trillion would have to be CNY 15.90 trillion or less".
    #[must_use]
    pub fn words(&self) -> String {
        let beyond = if self.beyond.is_empty() { String::new() } else { format!(" {}", self.beyond) };
        format!("{} would have to be {}{beyond}", self.stated, self.nearest)
    }
}

/// Adds a repair, unless a slip that is there already puts the same number in the same place.
pub(super) fn add(repairs: &mut Vec<Repair>, nearest: Option<Repair>) {
    let place = |repair: &Repair| (repair.figure_id.clone(), repair.stated.clone(), repair.nearest.clone());
    repairs.extend(nearest.filter(|nearest| !repairs.iter().any(|slip| place(slip) == place(nearest))));
}

/// What no other claim or identity speaks against first, of these known slips first, of these what mends most, then the smallest change.
pub(super) fn ranked(mut repairs: Vec<Repair>) -> Vec<Repair> {
    let size = |repair: &Repair| (repair.change / 100.0).ln_1p().abs();
    let place = |repair: &Repair| (repair.against > 0, repair.slip.is_none(), Reverse(repair.mends));
    repairs.sort_by(|a, b| place(a).cmp(&place(b)).then(size(a).total_cmp(&size(b))));
    repairs
}

/// How the other claims and identities stand to another number in a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Others {
    /// How many would not hold with it.
    pub(super) against: usize,
    /// How many that do not hold now would.
    pub(super) mends: usize,
}

/// What the relations of a figure say of another quantity in its place; those of `own` aside, which it is to mend.
pub(super) fn others(
    network: &Network<'_>,
    variable: Option<usize>,
    own: &[usize],
    signed: bool,
    other: &Quantity,
) -> Others {
    let mut found = Others::default();
    let Some(variable) = variable else { return found };
    let values: Vec<Bounds> =
        other.readings().iter().map(|reading| network.as_bounds(other, signed, *reading)).collect();
    for number in network.relations_of(variable).filter(|number| !own.contains(number)) {
        let Some(says) = network.system.says(number, variable, &|other| network.printed[other]) else { continue };
        let held = says.intersection(network.printed[variable]).is_some();
        let holds = values.iter().any(|value| says.intersection(*value).is_some());
        found.against += usize::from(held && !holds);
        found.mends += usize::from(!held && holds);
    }
    found
}

/// How much larger one quantity is than another, in percent; nothing from zero.
pub(super) fn change(from: &Quantity, to: &Quantity) -> Option<f64> {
    let value = |quantity: &Quantity| quantity.point(quantity.readings()[0]).map(|value| value.to_f64());
    let (from, to) = (value(from)?, value(to)?);
    (from != 0.0).then(|| 100.0 * (to / from - 1.0))
}

/// The nearest number in the same words and digits that holds, and whether what lies further off holds too. `required` is where
/// its value would have to lie, as it stands in a formula, which says where to look.
pub(super) fn nearest(
    quantity: &Quantity,
    required: Bounds,
    holds: &dyn Fn(&Quantity) -> bool,
) -> Option<(Quantity, &'static str)> {
    let own = quantity.steps()?;
    let step = quantity.step()?.to_f64();
    let at = |steps: u64| quantity.at_steps(steps).filter(|varied| holds(varied)).is_some();
    let shown = in_unit(required, quantity.unit());
    let sign = if quantity.point(quantity.readings()[0])?.is_negative() { -1.0 } else { 1.0 };
    // Readings and "times less" turn the printed number: only its size is looked for.
    let (low, high) = (sign * shown.low.to_f64() / step, sign * shown.high.to_f64() / step);
    let finite: Vec<f64> = [low, high].into_iter().filter(|end| end.is_finite()).collect();
    let middle = (finite.len() == 2).then(|| f64::midpoint(low, high));
    // A hedge moves the interval away from its number, at most by twice the widest policy.
    let mut hints: Vec<u64> = finite
        .iter()
        .chain(&middle)
        .flat_map(|end| [1.0, 1.02, 0.98, 1.05, 0.95, 1.1, 0.9, 1.2, 0.8, 1.5].map(|factor| end * factor))
        .flat_map(|steps| [steps.floor(), steps.ceil(), steps.ceil() + 1.0, steps.floor() - 1.0])
        .filter_map(whole)
        .filter(|steps| *steps != own)
        .collect();
    hints.sort_unstable_by_key(|steps| steps.abs_diff(own));
    hints.dedup();
    let mut right = hints.into_iter().find(|steps| at(*steps))?;
    // Between the printed number, which does not hold, and one that does, by halving.
    let mut wrong = own;
    while right.abs_diff(wrong) > 1 {
        let middle = u64::midpoint(right, wrong);
        if at(middle) { right = middle } else { wrong = middle }
    }
    let further = if right > own { right.checked_add(right - wrong) } else { right.checked_sub(wrong - right) };
    // "More than 500 million" reaches on by itself.
    let rank = *quantity.unit() == Unit::Rank;
    let beyond = match further.filter(|steps| at(*steps) && !quantity.hedge().is_one_sided()) {
        Some(_) if rank => {
            if right > own {
                "or worse"
            } else {
                "or better"
            }
        }
        Some(_) if right > own && high.is_infinite() => "or more",
        Some(_) if right > own => "or somewhat more",
        Some(_) if low <= 0.0 => "or less",
        Some(_) => "or somewhat less",
        None => "",
    };
    Some((quantity.at_steps(right)?, beyond))
}

/// A number of steps, if it is one that can be printed.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn whole(steps: f64) -> Option<u64> {
    (0.0..1e15).contains(&steps).then_some(steps as u64)
}
