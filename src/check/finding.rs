//! A finding: a claim, recomputed, with everything that a reader or a program needs to follow it.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::explain::{self, Missing};
use super::judge::{self, Judgement, judge};
use super::repair::Repair;
use super::rules::Diagnosis;
use super::verdict::Verdict;
use crate::error::Result;
use crate::package::{Bound, Claim, Package, Stated};
use crate::quantity::Interval;
use crate::unit::Unit;

/// A claim, recomputed. All outputs are made from this one record; docs/json.md describes its JSON.
///
/// Values are in `unit`, percent as percent; an end is nothing where the interval is unbounded.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// The claim's name; empty for one that was typed.
    pub claim_id: String,
    /// What the claim is about, for readers; its name where the package gives no title.
    pub title: String,
    /// The words that state it, or of the figure that does; empty where nothing is stated.
    pub stated: String,
    /// The formula as written.
    pub formula: String,
    /// What it comes to.
    pub verdict: Verdict,
    /// The formula at the printed values.
    pub point: Option<f64>,
    /// Lower end of what is computed.
    pub low: Option<f64>,
    /// Upper end of what is computed.
    pub high: Option<f64>,
    /// Whether the lower end itself is a value that is computed.
    pub low_closed: bool,
    /// Whether the upper end itself is.
    pub high_closed: bool,
    /// The number that is stated, its hedge aside.
    pub stated_value: Option<f64>,
    /// Lower end of what is stated.
    pub stated_low: Option<f64>,
    /// Upper end of what is stated.
    pub stated_high: Option<f64>,
    /// Whether the lower end itself is stated.
    pub stated_low_closed: bool,
    /// Whether the upper end itself is.
    pub stated_high_closed: bool,
    /// The unit of all these.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// How the sides are compared: `<`, `<=`, `>`, `>=` or `=`; nothing for other claims.
    pub comparison: Option<&'static str>,
    /// The two sides of a comparison, left and right; `low` and the rest are of their difference.
    pub sides: Option<[SideValue; 2]>,
    /// Each reading that was tried.
    pub readings: Vec<ReadingFinding>,
    /// The figures that take part.
    pub figures: Vec<FigureUse>,
    /// The formula with the printed numbers in it.
    pub numbers: String,
    /// What was found, in words made from the numbers that decided.
    pub explanation: String,
    /// The hedge policy, where its widths decide.
    pub policy: Option<String>,
    /// What the missing figure would have to be; for `unchecked`.
    pub required: Option<Required>,
    /// What the other figures imply that the missing figure is, without this claim; for `unchecked`.
    pub implied: Option<Required>,
    /// How grave an `inconsistent` finding is; nothing for other verdicts.
    pub severity: Option<Severity>,
    /// The share of plausible values that would also have passed, from 0 to 1; for `consistent` and `rounding`.
    pub strength: Option<f64>,
    /// What rules say of it.
    pub diagnoses: Vec<Diagnosis>,
    /// For `inconsistent` and `suspect`: for each number the nearest one that would mend it, known slips first.
    pub repairs: Vec<Repair>,
    /// The reason why the package waives it; nothing if it does not.
    pub waived: Option<String>,
    /// Where in the text the claim stands.
    pub locator: String,
    /// What the package notes on it.
    pub note: String,
    /// Line in claims.csv, from 1; 0 for a typed claim.
    pub line: usize,
}

/// How grave it is that a claim does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The number is off; what is concluded from it may still stand.
    Value,
    /// The conclusion flips: a rise that is a fall, "doubled" that did not, a wrong order, a bound that is not reached.
    Conclusion,
}

impl Severity {
    /// The name in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Conclusion => "conclusion",
        }
    }
}

/// One side of a comparison.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SideValue {
    /// The printed words where the side is one figure, else its value.
    pub words: String,
    /// The side at the printed values.
    pub point: Option<f64>,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// The unit of these.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
}

/// A claim under one reading.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReadingFinding {
    /// What tells it from the others; `plain` if nothing does.
    pub name: String,
    /// Whether nothing in the words suggests it: tried where no open reading holds.
    pub fallback: bool,
    /// What the claim comes to if the words mean this.
    pub verdict: Verdict,
    /// The formula at the printed values.
    pub point: Option<f64>,
    /// Lower end of what is computed.
    pub low: Option<f64>,
    /// Upper end of what is computed.
    pub high: Option<f64>,
    /// Lower end of what is stated, if words are read in this way.
    pub stated_low: Option<f64>,
    /// Upper end of what is stated.
    pub stated_high: Option<f64>,
}

/// A figure that takes part in a claim.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FigureUse {
    /// The figure's name; empty for a number written in the formula.
    pub figure_id: String,
    /// How a reader would name it.
    pub title: String,
    /// The printed words.
    pub stated: String,
    /// The printed value.
    pub value: Option<f64>,
    /// Lower end of what it can be in this claim.
    pub low: Option<f64>,
    /// Upper end of what it can be in this claim.
    pub high: Option<f64>,
    /// Whether the lower end itself is one of these values.
    pub low_closed: bool,
    /// Whether the upper end itself is.
    pub high_closed: bool,
    /// The unit of these.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// The word that bends it.
    pub hedge: &'static str,
    /// Where it was printed; empty for a number written in the formula.
    pub source_id: String,
    /// Where in the text it stands.
    pub locator: String,
}

/// What a missing figure would have to be for the claim to hold, or what the others imply that it is.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Required {
    /// How a reader would name it.
    pub title: String,
    /// Lower end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Whether the lower end itself would do.
    pub low_closed: bool,
    /// Whether the upper end itself would.
    pub high_closed: bool,
    /// The unit of these.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
}

/// A unit by its name, in every output.
pub(crate) fn as_text<S: Serializer>(unit: &Unit, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_str(unit)
}

/// The ends of an interval for machines: nothing where unbounded.
pub(crate) fn ends(interval: Option<&Interval>) -> (Option<f64>, Option<f64>) {
    let end = |end: &crate::quantity::End| end.value().map(crate::quantity::Exact::to_f64);
    interval.map_or((None, None), |interval| (end(&interval.low), end(&interval.high)))
}

impl Finding {
    /// Judges a claim and puts what was found into words.
    ///
    /// # Errors
    /// If the formula is undefined for the values at hand; the place is in the formula.
    pub fn of(package: &Package, claim: &Claim) -> Result<Self> {
        let judgement = judge(package, claim)?;
        Ok(Self::from_judgement(package, claim, &judgement, &[]))
    }

    /// Says which other claims need another reading of one of its figures.
    pub(super) fn against(mut self, others: &[&str]) -> Self {
        if !others.is_empty() {
            let names = others.join(", ");
            self.explanation.push_str(&format!(" One figure has one reading, and by this one {names} does not hold."));
        }
        self
    }

    /// The finding of a judgement.
    pub(super) fn from_judgement(package: &Package, claim: &Claim, judgement: &Judgement, missing: &[Missing]) -> Self {
        let deciding = explain::deciding(judgement);
        let computed = deciding.map(|outcome| explain::shown_interval(judgement, outcome));
        let point =
            deciding.filter(|_| !explain::readings_differ(judgement)).and_then(|outcome| outcome.point.as_ref());
        let stated = match deciding {
            Some(outcome) => outcome.stated.clone(),
            None => judge::stated_beside(package, claim),
        };
        let (low, high) = ends(computed.as_ref());
        let (stated_low, stated_high) = ends(stated.as_ref());
        let closed = |interval: Option<&Interval>| interval.map_or((false, false), |i| (i.low.closed, i.high.closed));
        let (low_closed, high_closed) = closed(computed.as_ref());
        let (stated_low_closed, stated_high_closed) = closed(stated.as_ref());
        // What is said of one missing figure; with several, of the first that anything is said of.
        let told = |of: fn(&Missing) -> Option<&Interval>| {
            missing.iter().find_map(|one| {
                let value = of(one)?;
                let (low, high) = ends(Some(value));
                let (low_closed, high_closed) = closed(Some(value));
                let unit = package.indicators()[one.indicator].unit.clone();
                Some(Required { title: one.title.clone(), low, high, low_closed, high_closed, unit })
            })
        };
        let (required, implied) = (told(|one| one.required.as_ref()), told(|one| one.implied.as_ref()));
        Self {
            claim_id: claim.id.clone(),
            title: if claim.title.is_empty() { claim.id.clone() } else { claim.title.clone() },
            stated: stated_words(package, claim),
            formula: claim.formula.text().to_owned(),
            verdict: judgement.verdict,
            point: point.map(crate::quantity::Exact::to_f64),
            low,
            high,
            low_closed,
            high_closed,
            stated_value: deciding.and_then(|outcome| judge::stated_value(package, claim, &outcome.reading)),
            stated_low,
            stated_high,
            stated_low_closed,
            stated_high_closed,
            unit: deciding
                .map_or_else(|| claim.result.unit().clone(), |outcome| judge::shown_unit(claim, &outcome.reading)),
            comparison: claim.formula.comparison().map(crate::formula::Comparison::sign),
            sides: side_values(package, claim),
            readings: judgement
                .outcomes
                .iter()
                .map(|outcome| {
                    let (low, high) = ends(Some(&outcome.computed));
                    let (stated_low, stated_high) = ends(outcome.stated.as_ref());
                    ReadingFinding {
                        name: outcome.reading.name(package, claim),
                        fallback: outcome.reading.fallback.is_some(),
                        verdict: outcome.verdict,
                        point: outcome.point.as_ref().map(crate::quantity::Exact::to_f64),
                        low,
                        high,
                        stated_low,
                        stated_high,
                    }
                })
                .collect(),
            figures: figures(package, claim, judgement.verdict),
            numbers: claim.formula.with_numbers(&|i| explain::operand_words(package, claim, i)),
            explanation: explain::explain(package, claim, judgement, missing),
            policy: judgement.at_other_widths.map(|_| package.policy().to_string()),
            required,
            implied,
            severity: None,
            strength: None,
            diagnoses: Vec::new(),
            repairs: Vec::new(),
            waived: None,
            locator: claim.locator.clone(),
            note: claim.note.clone(),
            line: claim.line,
        }
    }
}

fn side_values(package: &Package, claim: &Claim) -> Option<[SideValue; 2]> {
    let unit = claim.result.side_unit()?;
    let mut values = judge::sides(package, claim)?.into_iter();
    let side = |operand: Option<usize>, (point, interval): (Option<crate::quantity::Exact>, Interval)| {
        let (low, high) = ends(Some(&interval));
        let words = operand
            .map_or_else(|| explain::point_words(point.as_ref(), unit), |i| explain::operand_words(package, claim, i));
        SideValue { words, point: point.map(|value| value.to_f64()), low, high, unit: unit.clone() }
    };
    let [left, right] = claim.formula.sides()?;
    Some([side(left, values.next()?), side(right, values.next()?)])
}

/// The printed words that state a claim.
pub(super) fn stated_words(package: &Package, claim: &Claim) -> String {
    match &claim.stated {
        Stated::Nothing => String::new(),
        Stated::Words(words, _) => words.clone(),
        Stated::Figure(_, figures) => figures.first().map_or(String::new(), |i| package.figures()[*i].stated.clone()),
    }
}

/// The operands, then the figure that states the claim; constants are no figures.
fn figures(package: &Package, claim: &Claim, verdict: Verdict) -> Vec<FigureUse> {
    let mut all = Vec::new();
    let plainly = verdict != Verdict::Derived;
    for operand in &claim.operands {
        match operand {
            Bound::Figures(figures) => all.extend(figures.iter().map(|i| figure_use(package, *i, plainly))),
            Bound::Literal(quantity) if !quantity.is_constant() => {
                let words = quantity.to_string();
                all.push(FigureUse { stated: words, ..used(package, quantity, false, plainly) });
            }
            Bound::Literal(_) | Bound::Missing { .. } => {}
        }
    }
    if let Stated::Figure(_, figures) = &claim.stated {
        all.extend(figures.iter().map(|i| figure_use(package, *i, false)));
    }
    all
}

fn figure_use(package: &Package, position: usize, plainly: bool) -> FigureUse {
    let figure = &package.figures()[position];
    let indicator = package.indicator_of(figure);
    FigureUse {
        figure_id: figure.id.clone(),
        title: package.describe(figure),
        stated: figure.stated.clone(),
        source_id: package.sources()[figure.source].id.clone(),
        locator: figure.locator.clone(),
        ..used(package, &figure.quantity, indicator.signed, plainly)
    }
}

/// A quantity as it takes part: plainly, near its bound, where a formula uses it, and literally where it is stated.
fn used(package: &Package, quantity: &crate::quantity::Quantity, signed: bool, plainly: bool) -> FigureUse {
    let policy = package.policy();
    let how = crate::quantity::Understanding::default();
    let interval =
        if plainly { quantity.operand(policy, signed, how) } else { quantity.stated_as(policy, signed, how) };
    let (low, high) = ends(Some(&interval));
    FigureUse {
        figure_id: String::new(),
        title: String::new(),
        stated: String::new(),
        value: quantity.point(quantity.readings()[0]).map(|value| value.to_f64()),
        low,
        high,
        low_closed: interval.low.closed,
        high_closed: interval.high.closed,
        unit: quantity.unit().clone(),
        hedge: quantity.hedge().name(),
        source_id: String::new(),
        locator: String::new(),
    }
}
