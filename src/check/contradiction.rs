//! Figures and claims that cannot all be right as printed, with the arithmetic that shows it. It never says which one is wrong.

use schemars::JsonSchema;
use serde::Serialize;

use super::explain::{bound_words, operand_words, short_words};
use super::finding::{as_text, ends};
use super::implied::plain_name;
use super::joint::{Clash, Joint};
use super::judge::{Slot, in_unit};
use super::network::{Instance, Item, Network, Variable};
use super::repair::{self, Others, Repair, ranked};
use super::rules::{Diagnosis, Levels, Subject, diagnose, of_figure};
use super::verdict::Verdict;
use crate::number::{self, Digits};
use crate::quantity::Quantity;
use crate::solve::{Part, State};
use crate::unit::Unit;

/// A smallest set of figures, claims and identities that clash: none can be left out, or the rest would fit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Contradiction {
    /// `inconsistent`; `depends` where hedges twice as wide would let them fit.
    pub verdict: Verdict,
    /// The names of its figures, then of its claims and identities: what tells it from others, also for waivers.
    pub members: Vec<String>,
    /// The figures.
    pub figures: Vec<ClashingFigure>,
    /// The claims and identities that relate them.
    pub relations: Vec<Relation>,
    /// What clashes, in words.
    pub explanation: String,
    /// What rules say of it.
    pub diagnoses: Vec<Diagnosis>,
    /// For each figure the nearest number that would mend it, known slips first.
    pub repairs: Vec<Repair>,
    /// The line of its first claim in claims.csv, from 1; 0 without a claim.
    pub line: usize,
    /// The reason why the package waives it; nothing if it does not.
    pub waived: Option<String>,
}

impl Contradiction {
    /// What it is called in every output: "clash of gdp_2023, rd_2023, rd_intensity".
    #[must_use]
    pub fn name(&self) -> String {
        format!("clash of {}", self.members.join(", "))
    }
}

/// A figure of a contradiction: what is stated, and what the others say.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClashingFigure {
    /// The figure's name.
    pub figure_id: String,
    /// How a reader would name it.
    pub title: String,
    /// The printed words.
    pub stated: String,
    /// Lower end of what is stated.
    pub low: Option<f64>,
    /// Upper end of what is stated.
    pub high: Option<f64>,
    /// Whether the lower end itself is stated.
    pub low_closed: bool,
    /// Whether the upper end itself is.
    pub high_closed: bool,
    /// Lower end of what it would have to be by the others.
    pub required_low: Option<f64>,
    /// Upper end of what it would have to be by the others.
    pub required_high: Option<f64>,
    /// The same in words; empty where the others do not bound it.
    pub required: String,
    /// The unit of these.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// Where it was printed.
    pub source_id: String,
    /// Where in the text it stands.
    pub locator: String,
}

/// A claim or an identity, with the printed numbers in it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Relation {
    /// `claim` or `identity`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// As written.
    pub formula: String,
    /// With the printed numbers in it.
    pub numbers: String,
}

/// All contradictions, in the order in which their parts are met.
pub(super) fn contradictions(joint: &Joint<'_>, levels: &Levels) -> Vec<Contradiction> {
    joint.clashes.iter().map(|clash| one(joint, clash, levels)).collect()
}

fn one(joint: &Joint<'_>, clash: &Clash, levels: &Levels) -> Contradiction {
    let (network, package) = (&joint.network, joint.network.package);
    let figures: Vec<ClashingFigure> = clash
        .required
        .iter()
        .map(|(position, required)| {
            let figure = &package.figures()[*position];
            let unit = &package.indicator_of(figure).unit;
            let stated = figure.quantity.stated(package.policy(), package.indicator_of(figure).signed);
            let ((low, high), required) = (ends(Some(&stated)), in_unit(*required, unit));
            let (required_low, required_high) = ends(Some(&required));
            ClashingFigure {
                figure_id: figure.id.clone(),
                title: package.describe(figure),
                stated: figure.stated.clone(),
                low,
                high,
                low_closed: stated.low.closed,
                high_closed: stated.high.closed,
                required_low,
                required_high,
                required: if required_low.is_none() && required_high.is_none() {
                    String::new()
                } else {
                    bound_words(&required, unit)
                },
                unit: unit.clone(),
                source_id: package.sources()[figure.source].id.clone(),
                locator: figure.locator.clone(),
            }
        })
        .collect();
    let mut relations = Vec::new();
    let mut line = 0;
    for number in &clash.set {
        match &network.items[*number] {
            Item::Claim(position) => {
                let claim = network.judged[*position].0;
                if line == 0 {
                    line = claim.line;
                }
                let numbers = claim.formula.with_numbers(&|i| operand_words(package, claim, i));
                let stated = super::finding::stated_words(package, claim);
                let numbers = if stated.is_empty() { numbers } else { format!("{numbers}, stated \"{stated}\"") };
                let formula = claim.formula.text().to_owned();
                relations.push(Relation { kind: "claim", name: claim.id.clone(), formula, numbers });
            }
            Item::Identity(instance) => relations.push(identity(network, instance)),
            Item::Statement(_) | Item::Written(..) | Item::Sources => {}
        }
    }
    // An identity that stands in the set for two areas or periods is named once.
    let mut named: Vec<String> = relations.iter().map(|relation| relation.name.clone()).collect();
    named.dedup();
    let members = figures.iter().map(|figure| figure.figure_id.clone()).chain(named).collect();
    let part = network.system.among(&clash.set);
    let holds = |slot: Slot, other: &Quantity| would_fit(network, &part, slot, other);
    let others = |slot: Slot, other: &Quantity| {
        let Slot::Figure(figure) = slot else { return Others::default() };
        let signed = package.indicator_of(&package.figures()[figure]).signed;
        repair::others(network, Some(network.of_figure(figure)), &clash.set, signed, other)
    };
    let numbers = clash.required.iter().map(|(position, ..)| of_figure(package, *position)).collect();
    let subject = Subject {
        package,
        claim: None,
        verdict: clash.verdict,
        numbers,
        holds: &holds,
        others: &others,
        strength: None,
        levels,
    };
    let (diagnoses, mut repairs) = diagnose(&subject);
    for (number, (_, required)) in subject.numbers.iter().zip(&clash.required) {
        repair::add(&mut repairs, number.nearest_repair(*required, &holds, &others));
    }
    Contradiction {
        verdict: clash.verdict,
        members,
        explanation: explanation(&figures, &relations, clash.verdict),
        figures,
        relations,
        diagnoses,
        repairs: ranked(repairs),
        line,
        waived: None,
    }
}

/// Whether a set would fit if a figure were another quantity.
fn would_fit(network: &Network<'_>, part: &Part<'_>, slot: Slot, other: &Quantity) -> bool {
    let Slot::Figure(position) = slot else { return false };
    let signed = network.package.indicator_of(&network.package.figures()[position]).signed;
    let variable = network.of_figure(position);
    let rest = |number: usize| network.items[number] != Item::Statement(position);
    other.readings().iter().any(|reading| {
        let held = network.as_bounds(other, signed, *reading);
        part.solve_where(Some((variable, held)), &rest).state != State::Empty
    })
}

fn identity(network: &Network<'_>, instance: &Instance) -> Relation {
    let package = network.package;
    let row = &package.identities()[instance.identity];
    let variables = network.variables_of_identity(instance);
    let word = |operand: usize| match row.formula.reference_at(operand).and_then(|reference| variables.get(reference)) {
        Some(variable) => match (network.stated(*variable).next(), &network.variables[*variable]) {
            (Some(figure), _) => short_words(package, figure),
            (None, Variable::Quantity(key)) => format!("[{}]", plain_name(package, key)),
            (None, Variable::Written) => String::new(),
        },
        None => match &row.formula.operands()[operand] {
            crate::formula::Operand::Literal(quantity) => quantity.to_string(),
            crate::formula::Operand::Figure(_) => String::new(),
        },
    };
    let tolerance = number::digits(row.tolerance, Digits::Significant(3));
    let nearly = if row.tolerance > 0.0 { format!(", to within {tolerance}%") } else { String::new() };
    Relation {
        kind: "identity",
        name: row.id.clone(),
        formula: row.formula.text().to_owned(),
        numbers: format!("{}{nearly}", row.formula.with_numbers(&word)),
    }
}

fn explanation(figures: &[ClashingFigure], relations: &[Relation], verdict: Verdict) -> String {
    let by: Vec<&str> = relations.iter().map(|relation| relation.name.as_str()).collect();
    if figures.iter().all(|figure| figure.required.is_empty()) {
        let printed: Vec<String> =
            figures.iter().map(|figure| format!("{} as {}", figure.title, figure.stated)).collect();
        let with = if printed.is_empty() { String::new() } else { format!("With {}, ", printed.join(" and ")) };
        return format!("{with}{} cannot all hold: they leave no value for what they name.", by.join(", "));
    }
    let what = match figures.len() {
        1 => "This figure cannot be right as printed".to_owned(),
        2 => "These two figures cannot both be right as printed".to_owned(),
        count => format!("These {count} figures cannot all be right as printed"),
    };
    let by = if by.is_empty() { String::new() } else { format!(", by {}", by.join(", ")) };
    let each = figures.iter().map(|figure| {
        let by_others = if figure.required.is_empty() {
            "it takes part, though the others give no one range for it".to_owned()
        } else {
            format!("by the others it would be {}", figure.required)
        };
        format!(" {} is stated as {}; {by_others}.", figure.title, figure.stated)
    });
    let widths = if verdict == Verdict::Depends { " With hedges twice as wide they fit." } else { "" };
    format!("{what}{by}.{}{widths}", each.collect::<String>())
}
