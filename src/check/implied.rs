//! What the figures imply of what is not stated, and how much narrower they make what is.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::finding::{as_text, ends};
use super::joint::Joint;
use super::judge::in_unit;
use super::network::{Item, Key, Network, Variable, Widths};
use crate::number::{self, Digits, RangeEnd, Style};
use crate::package::Package;
use crate::period::Period;
use crate::solve::Bounds;
use crate::unit::Unit;

/// A figure that is not stated, or that is stated more widely than the others allow. Values are in `unit`, percent as percent; an
/// end is nothing where it is unbounded.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Implied {
    /// As a formula names it: `WLD:gdp[2023]`.
    pub name: String,
    /// How a reader would name it.
    pub title: String,
    /// The name of its indicator.
    pub indicator: String,
    /// Its area.
    pub ref_area: String,
    /// Its period; empty where it has none.
    pub time_period: String,
    /// What tells it apart where the period does not.
    pub label: String,
    /// The printed words; empty where it is not stated.
    pub stated: String,
    /// The value that the printed values give, where they give one.
    pub point: Option<f64>,
    /// Lower end of what it can be.
    pub low: Option<f64>,
    /// Upper end of what it can be.
    pub high: Option<f64>,
    /// Whether the lower end itself is possible.
    pub low_closed: bool,
    /// Whether the upper end itself is.
    pub high_closed: bool,
    /// Lower end of what is stated.
    pub stated_low: Option<f64>,
    /// Upper end of what is stated.
    pub stated_high: Option<f64>,
    /// The unit of all these.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// By how many percent the interval is narrower than what is stated; nothing where it is not stated, or was unbounded.
    pub narrower: Option<f64>,
    /// What gave the ends.
    pub from: Vec<Support>,
    /// The names of all stated figures that it rests on, also by way of others that are implied.
    pub figures: Vec<String>,
    /// Figures and claims that clash with others of this part and were left out: the value holds only without them.
    pub left_out: Vec<String>,
    /// Whether contraction has settled; else the interval is right, but wider than it need be.
    pub settled: bool,
    /// The value and its interval in words.
    pub words: String,
}

/// An identity or a claim that bounds a value, and the figures that it does so with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Support {
    /// `identity` or `claim`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The other figures in it, as a reader would name them.
    pub figures: Vec<String>,
}

impl Implied {
    /// Where it comes from: "R&D spending 2012 and R&D intensity 2012".
    #[must_use]
    pub fn chain(&self) -> String {
        let each = self.from.iter().map(|support| match support.kind {
            "claim" if support.figures.is_empty() => format!("claim {}", support.name),
            "claim" => format!("{} by claim {}", listed(&support.figures), support.name),
            _ => listed(&support.figures),
        });
        each.collect::<Vec<_>>().join("; ")
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A lower end of this size is zero, rounded outward.
const NOTHING: f64 = 1e-200;

/// The least narrowing of a stated figure that is told, in percent.
const TOLD: f64 = 1.0;

/// All that is implied, in the order of the figures, then of what claims and identities name.
pub(super) fn implied(joint: &Joint<'_>) -> Vec<Implied> {
    let network = &joint.network;
    let exact = Network::new(network.package, network.judged, Widths::Points);
    let points = points(joint, &exact);
    let all = network.variables.iter().enumerate().filter_map(|(variable, what)| match what {
        // Of what several sources state, the one thing is told, not each of them.
        Variable::Quantity(key) if key.source.is_none() => one(joint, variable, key, points.get(&variable).copied()),
        _ => None,
    });
    all.collect()
}

fn one(joint: &Joint<'_>, variable: usize, key: &Key, point: Option<f64>) -> Option<Implied> {
    let (network, package) = (&joint.network, joint.network.package);
    let (value, natural) = (joint.values[variable], joint.network.system.natural(variable));
    let stated: Vec<usize> = network.stated(variable).collect();
    let printed = (!stated.is_empty()).then(|| network.printed[variable]);
    let narrower = printed.and_then(|printed| narrower(printed, value));
    let tells = match printed {
        Some(printed) => {
            narrower.is_some_and(|narrower| narrower >= TOLD) || (!printed.is_finite() && value.is_finite())
        }
        // A value that may be anything, or anything above zero, is no bound.
        None => {
            value.high.is_finite() || (value.low.is_finite() && value.low > natural.low && value.low.abs() > NOTHING)
        }
    };
    if !tells {
        return None;
    }
    let indicator = &package.indicators()[key.indicator];
    let shown = |bounds: Bounds| in_unit(bounds, &indicator.unit);
    let interval = shown(value);
    let (low, high) = ends(Some(&interval));
    let (stated_low, stated_high) = ends(printed.map(shown).as_ref());
    let point = point.filter(|_| printed.is_none()).map(|point| shown(Bounds::point(point)).middle().to_f64());
    let end = |value: Option<f64>, unbounded: f64, closed: bool| RangeEnd { value: value.unwrap_or(unbounded), closed };
    let (low_end, high_end) =
        (end(low, f64::NEG_INFINITY, interval.low.closed), end(high, f64::INFINITY, interval.high.closed));
    let digits = number::digits_for(low_end.value, high_end.value, &indicator.unit);
    let digits = if low == high { Digits::Significant(6) } else { digits };
    let left_out = joint.aside(variable).iter().map(|number| named_item(network, *number)).collect();
    Some(Implied {
        name: formula_name(package, key),
        title: package.describe_series(key.indicator, &key.ref_area, key.period, &key.label),
        indicator: indicator.id.clone(),
        ref_area: key.ref_area.clone(),
        time_period: key.period.map_or_else(String::new, |period| period.to_string()),
        label: key.label.clone(),
        stated: words(package, &stated),
        point,
        low,
        high,
        low_closed: interval.low.closed,
        high_closed: interval.high.closed,
        stated_low,
        stated_high,
        unit: indicator.unit.clone(),
        narrower,
        from: support(joint, variable),
        figures: figures(joint, variable),
        left_out,
        settled: joint.settled(variable),
        words: number::value(point, low_end, high_end, &indicator.unit, digits, Style::Long),
    })
}

/// The printed words, of several sources each once.
fn words(package: &Package, figures: &[usize]) -> String {
    let mut all: Vec<&str> = figures.iter().map(|figure| package.figures()[*figure].stated.as_str()).collect();
    all.dedup();
    all.join(" or ")
}

/// By how many percent an interval is narrower than another.
fn narrower(printed: Bounds, value: Bounds) -> Option<f64> {
    let finite = printed.is_finite() && printed.width() > 0.0;
    finite.then(|| (100.0 * (1.0 - value.width() / printed.width())).max(0.0))
}

/// The constraints that by themselves give one of the ends, and what they do so with.
fn support(joint: &Joint<'_>, variable: usize) -> Vec<Support> {
    let gives = supporting(joint, variable);
    gives
        .into_iter()
        .map(|number| {
            let network = &joint.network;
            let others = network.system.variables_of(number).iter().filter(|other| **other != variable);
            let figures = others
                .filter_map(|other| match &network.variables[*other] {
                    Variable::Quantity(key) => Some(plain_name(network.package, key)),
                    Variable::Written => None,
                })
                .collect();
            let (kind, name) = match &network.items[number] {
                Item::Claim(position) => ("claim", network.judged[*position].0.id.clone()),
                Item::Identity(instance) => ("identity", network.package.identities()[instance.identity].id.clone()),
                _ => ("identity", String::new()),
            };
            Support { kind, name, figures }
        })
        .collect()
}

/// All stated figures that a value rests on, in the order of the package.
fn figures(joint: &Joint<'_>, variable: usize) -> Vec<String> {
    let network = &joint.network;
    let (mut seen, mut open, mut found) = (BTreeSet::from([variable]), vec![variable], BTreeSet::new());
    while let Some(next) = open.pop() {
        for number in supporting(joint, next) {
            for other in network.system.variables_of(number) {
                if !seen.insert(*other) {
                    continue;
                }
                found.extend(network.stated(*other));
                if network.stated(*other).next().is_none() {
                    open.push(*other);
                }
            }
        }
    }
    found.into_iter().map(|figure| network.package.figures()[figure].id.clone()).collect()
}

/// The claims and identities that by themselves, the others being what they are, give an end of a variable.
fn supporting(joint: &Joint<'_>, variable: usize) -> Vec<usize> {
    let network = &joint.network;
    let value = joint.values[variable];
    let mut found = Vec::new();
    for number in network.relations_of(variable) {
        if joint.set_aside.contains(&number) || network.lacks_a_figure(number) {
            continue;
        }
        let Some(says) = network.system.says(number, variable, &|other| joint.values[other]) else { continue };
        let same = |a: f64, b: f64| a.is_finite() && (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
        let natural = network.system.natural(variable);
        let gives_low = same(says.low, value.low) && value.low > natural.low;
        if gives_low || same(says.high, value.high) {
            found.push(number);
        }
    }
    found
}

/// The values of unstated variables that the printed values give, each by the relation that bounds it.
fn points(joint: &Joint<'_>, exact: &Network<'_>) -> BTreeMap<usize, f64> {
    let network = &joint.network;
    let mut points: BTreeMap<usize, f64> = BTreeMap::new();
    let mut open: Vec<(usize, Vec<usize>)> = Vec::new();
    for variable in 0..network.variables.len() {
        let printed = exact.printed[variable];
        if network.is_printed(variable) {
            // A point that is no short binary number is as wide as one step of the last place.
            if printed.is_finite() && printed.width() <= 1e-12 * printed.high.abs() {
                points.insert(variable, f64::midpoint(printed.low, printed.high));
            }
        } else if joint.values[variable].is_finite() {
            open.push((variable, supporting(joint, variable)));
        }
    }
    // What one relation implies may be what the next one takes.
    loop {
        let before = points.len();
        open.retain(|(variable, relations)| {
            let found = relations.iter().find_map(|number| {
                let known = |other: &usize| other == variable || points.contains_key(other);
                let all = exact.system.variables_of(*number).iter().all(known);
                let of = |other: usize| points.get(&other).map_or(Bounds::ALL, |value| Bounds::point(*value));
                let says = all.then(|| exact.system.says(*number, *variable, &of)).flatten()?;
                let middle = f64::midpoint(says.low, says.high);
                (says.width() <= 1e-9 * middle.abs() && joint.values[*variable].contains(middle)).then_some(middle)
            });
            if let Some(value) = found {
                points.insert(*variable, value);
            }
            found.is_none()
        });
        if points.len() == before {
            return points;
        }
    }
}

/// As a formula names it.
fn formula_name(package: &Package, key: &Key) -> String {
    let indicator = &package.indicators()[key.indicator];
    let area = if key.ref_area == indicator.ref_area { String::new() } else { format!("{}:", key.ref_area) };
    let label = (!key.label.is_empty()).then(|| format!("\"{}\"", key.label));
    let inside: Vec<String> = key.period.map(|period| period.to_string()).into_iter().chain(label).collect();
    let brackets = if inside.is_empty() { String::new() } else { format!("[{}]", inside.join(", ")) };
    format!("{area}{}{brackets}", indicator.id)
}

/// As a sentence names it: "R&D spending 2012", "GDP (World) 2023".
pub(super) fn plain_name(package: &Package, key: &Key) -> String {
    let indicator = &package.indicators()[key.indicator];
    let area = package.area(&key.ref_area).map_or(key.ref_area.as_str(), |area| area.name.as_str());
    let area = if key.ref_area == indicator.ref_area { String::new() } else { format!(" ({area})") };
    let period = key.period.map_or_else(String::new, |period: Period| format!(" {period}"));
    let label = if key.label.is_empty() { String::new() } else { format!(" {}", key.label) };
    format!("{}{area}{period}{label}", indicator.title)
}

/// A constraint by the name that its package gives it.
pub(super) fn named_item(network: &Network<'_>, number: usize) -> String {
    match &network.items[number] {
        Item::Statement(figure) => network.package.figures()[*figure].id.clone(),
        Item::Written(position, _) | Item::Claim(position) => network.judged[*position].0.id.clone(),
        Item::Identity(instance) => network.package.identities()[instance.identity].id.clone(),
        Item::Sources => "the sources of one figure".to_owned(),
    }
}
