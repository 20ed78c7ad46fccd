//! Follows the names in formulas to figures: by area, period and label, then by source.

use super::Package;
use super::rows::{Bound, Claim, Stated};
use crate::error::{Error, Result};
use crate::formula::{Formula, Numbers, Operand, Reference};
use crate::nearest::{hint, nearest};
use crate::quantity::Quantity;
use crate::unit::Unit;

/// The label of a row that states a figure again.
pub(crate) const STATED_TWICE: &str = "stated-twice";

/// Reads a claim's formula and binds it. `shown` is the unit of its result, `source` the claim's own.
pub(super) fn claim(
    package: &Package,
    text: &str,
    stated: Stated,
    shown: Option<&Unit>,
    source: Option<usize>,
) -> Result<Claim> {
    bind(package, Formula::parse(text, Numbers::Constants)?, stated, shown, source)
}

/// A claim typed on the command line.
pub(super) fn typed(package: &Package, text: &str, stated: Option<&str>) -> Result<Claim> {
    let stated = match stated {
        None => Stated::Nothing,
        Some(words) => Stated::Words(words.to_owned(), Box::new(Quantity::parse(words)?)),
    };
    bind(package, Formula::parse(text, Numbers::Printed)?, stated, None, None)
}

fn bind(
    package: &Package,
    mut formula: Formula,
    stated: Stated,
    shown: Option<&Unit>,
    source: Option<usize>,
) -> Result<Claim> {
    let mut operands = Vec::with_capacity(formula.operands().len());
    for operand in formula.operands() {
        operands.push(match operand {
            Operand::Literal(quantity) => Bound::Literal(Box::new(quantity.clone())),
            Operand::Figure(reference) => resolve(package, reference, source)?,
        });
    }
    let units: Vec<(Unit, bool)> = operands
        .iter()
        .map(|operand| match operand {
            Bound::Literal(quantity) => (quantity.unit().clone(), quantity.may_be_negative()),
            Bound::Figures(figures) => {
                let indicator = &package.indicators[package.figures[figures[0]].indicator];
                (indicator.unit.clone(), indicator.signed)
            }
            Bound::Missing { indicator, .. } => {
                let indicator = &package.indicators[*indicator];
                (indicator.unit.clone(), indicator.signed)
            }
        })
        .collect();
    let result = formula.check(&units, shown)?;
    let quantities: Vec<&Quantity> = match &stated {
        Stated::Nothing => Vec::new(),
        Stated::Words(_, quantity) => vec![quantity],
        Stated::Figure(_, figures) => figures.iter().map(|i| &package.figures[*i].quantity).collect(),
    };
    if !quantities.is_empty() && formula.comparison().is_some() {
        return Err(Error::new("something is stated beside a comparison")
            .with_help("a comparison states itself: leave 'stated' empty, or write a formula without < > ="));
    }
    for quantity in &quantities {
        result.compare_with(quantity)?;
    }
    // A quotient is shown in percent where percent is stated.
    let in_percent = |quantity: &&Quantity| *quantity.unit() == Unit::Percent && result.stated_shift(quantity) == 0;
    let result =
        if shown.is_none() && quantities.first().is_some_and(in_percent) { result.in_percent() } else { result };
    Ok(Claim {
        id: String::new(),
        title: String::new(),
        stated,
        formula,
        result,
        operands,
        source,
        locator: String::new(),
        note: String::new(),
        quote: String::new(),
        line: 0,
        place: None,
    })
}

/// The figures that a reference names, one for each source; or what is missing.
///
/// # Errors
/// If an area, an indicator or a label is not there, or the reference fits more than one figure of one source.
pub(super) fn resolve(package: &Package, reference: &Reference, source: Option<usize>) -> Result<Bound> {
    let (start, len) = reference.span;
    let (indicator, ref_area) = named(package, reference)?;
    let none = super::Series::default();
    let series = package.index.figures.get(&(indicator, ref_area.clone())).unwrap_or(&none);
    let missing = || Bound::Missing { indicator, ref_area: ref_area.clone(), period: reference.period };
    let figure = |i: &usize| &package.figures[*i];
    if let Some(label) = &reference.label
        && !series.labels.contains(label)
    {
        let mut labels: Vec<&str> =
            series.labels.iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
        labels.sort_unstable();
        let near = nearest(label, labels);
        return Err(Error::new(format!("no figure of '{}' has the label \"{label}\"", reference.indicator))
            .at(start, len, "leads nowhere")
            .with_help(near.map_or_else(
                || "write a label of figures.csv, or a period".to_owned(),
                |near| format!("is it \"{near}\"?"),
            )));
    }
    // A period or label that is not asked for is best not there; one that is the only one will do.
    let of_period: &[usize] = series.by_period.get(&reference.period).map_or(&[], Vec::as_slice);
    let once = |i: &usize| !figure(i).label.starts_with(STATED_TWICE);
    let candidates: Vec<usize> = match (&reference.label, reference.period) {
        (Some(label), Some(_)) => narrow(of_period, |i| figure(i).label == *label, true),
        // A label may stand at any period, best at none.
        (Some(label), None) => {
            let labelled = narrow(of_period, |i| figure(i).label == *label, true);
            if labelled.is_empty() { narrow(&series.all, |i| figure(i).label == *label, true) } else { labelled }
        }
        (None, Some(_)) => narrow(&narrow(of_period, |i| figure(i).label.is_empty(), false), once, false),
        // What is stated twice is not what a bare name means, as long as there is anything else.
        (None, None) => {
            let undated = narrow(of_period, once, true);
            let all = if undated.is_empty() { narrow(&series.all, once, false) } else { undated };
            narrow(&all, |i| figure(i).label.is_empty(), false)
        }
    };
    let Some(first) = candidates.first() else { return Ok(missing()) };
    let own: Vec<usize> = candidates.iter().copied().filter(|i| source == Some(figure(i).source)).collect();
    let chosen = if own.is_empty() { candidates.clone() } else { own };
    let key = |i: &usize| (figure(i).period, figure(i).label.clone());
    if let Some(other) = chosen.iter().find(|i| key(i) != key(first)) {
        return Err(Error::new(format!("'{}' fits more than one figure", reference.indicator))
            .at(start, len, "which one?")
            .with_help(format!("say the period or label: {} or {}", figure(first).id, figure(other).id)));
    }
    Ok(Bound::Figures(chosen))
}

/// The indicator and the area that a reference names.
pub(super) fn named(package: &Package, reference: &Reference) -> Result<(usize, String)> {
    let (start, len) = reference.span;
    let Some(&indicator) = package.index.indicators.get(&reference.indicator) else {
        let otherwise = if package.indicators.is_empty() {
            "there is no package at hand: write the figure itself, or give --package"
        } else {
            "write the name of an indicator in indicators.csv"
        };
        let known = package.indicators.iter().map(|i| i.id.as_str());
        let help = hint(&reference.indicator, known, otherwise);
        return Err(Error::new(format!("'{}' is no indicator of the package", reference.indicator))
            .at(start, len, "not there")
            .with_help(help));
    };
    let ref_area = reference.area.clone().unwrap_or_else(|| package.indicators[indicator].ref_area.clone());
    if !package.index.areas.contains_key(&ref_area) {
        let known = package.areas.iter().map(|a| a.id.as_str());
        return Err(Error::new(format!("'{ref_area}' is no area of the package"))
            .at(start, len, "not there")
            .with_help(hint(&ref_area, known, "write an area of areas.csv")));
    }
    Ok((indicator, ref_area))
}

/// Those that fit; where nothing was asked for and none fits, all.
fn narrow(all: &[usize], fits: impl Fn(&usize) -> bool, asked: bool) -> Vec<usize> {
    let fitting: Vec<usize> = all.iter().copied().filter(|i| fits(i)).collect();
    if fitting.is_empty() && !asked { all.to_vec() } else { fitting }
}
