//! Rules: known kinds of slip, each of which explains a finding and none of which changes a verdict.
//!
//! A rule tries the one change that it is about, and speaks where with it the claim would hold. One file a rule; its page under
//! docs/rules/ is made from what it says of itself here.

mod base_year;
mod compound_or_simple;
mod digit_slip;
mod direction;
mod nominal_or_real;
mod order;
mod parts_and_whole;
mod percent_or_points;
mod scale_slip;
mod separator;
mod stated_twice;
mod times_by_or_to;
mod trailing_zeros;
mod vacuous;

use std::collections::BTreeMap;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

use super::explain::point_words;
use super::finding::stated_words;
use super::judge::{Change, Judgement, Outcome, Slot, held_with, shown_unit};
use super::reading::{Fallback, taken};
use super::repair::{Others, Repair, change, nearest};
use super::verdict::Verdict;
use crate::error::{Error, Result};
use crate::package::{Bound, Claim, Package, Stated};
use crate::quantity::{Quantity, Reading};
use crate::solve::Bounds;

/// What a package wants of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// It does not speak.
    Allow,
    /// It explains.
    Warn,
    /// It explains, and the exit code is 1.
    Deny,
}

impl Level {
    /// The name in every file and output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

impl FromStr for Level {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Self::Allow, Self::Warn, Self::Deny].into_iter().find(|level| level.name() == text).ok_or_else(|| {
            Error::new(format!("'{text}' is not what a rule can be set to")).with_help("write allow, warn or deny")
        })
    }
}

/// What a package sets its rules to, by their codes.
pub(super) type Levels = BTreeMap<&'static str, Level>;

/// A kind of slip.
pub struct Rule {
    /// Its name in every output: `scale-slip`.
    pub code: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What it looks for.
    pub what: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A finding that it explains.
    pub example: Example,
    /// What to write instead.
    pub instead: &'static str,
    find: fn(&Subject<'_>) -> Option<Found>,
}

/// A finding that a rule explains.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// A claim typed on the command line: the formula, and what is stated.
    Calc(&'static str, Option<&'static str>),
    /// In words, where it takes a package.
    Words(&'static str),
}

/// All rules, by code.
pub const RULES: [&Rule; 14] = [
    &base_year::RULE,
    &compound_or_simple::RULE,
    &digit_slip::RULE,
    &direction::RULE,
    &nominal_or_real::RULE,
    &order::RULE,
    &parts_and_whole::RULE,
    &percent_or_points::RULE,
    &scale_slip::RULE,
    &separator::RULE,
    &stated_twice::RULE,
    &times_by_or_to::RULE,
    &trailing_zeros::RULE,
    &vacuous::RULE,
];

/// A rule by its code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.into_iter().find(|rule| rule.code == code)
}

/// What a rule says of a finding.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Diagnosis {
    /// The rule's code.
    pub rule: &'static str,
    /// `warn` or `deny`, as the package sets it.
    pub level: Level,
    /// What it found, with the numbers that decide.
    pub message: String,
}

/// What a rule found: its message, and the change that would mend the set, where it is one of a figure.
struct Found {
    message: String,
    repairs: Vec<Repair>,
}

impl Number<'_> {
    /// The repair that puts other words in its place.
    pub(super) fn mended_by(&self, other: &Quantity, beyond: &'static str) -> Repair {
        Repair {
            figure_id: self.figure_id.to_owned(),
            title: self.title.clone(),
            stated: self.words.clone(),
            nearest: other.to_string(),
            beyond,
            change: change(self.quantity, other).unwrap_or(0.0),
            slip: None,
            against: 0,
            mends: 0,
        }
    }

    /// The repair with the nearest number in its own digits with which the set holds, if there is one.
    pub(super) fn nearest_repair(
        &self,
        required: Bounds,
        holds: &dyn Fn(Slot, &Quantity) -> bool,
        others: &dyn Fn(Slot, &Quantity) -> Others,
    ) -> Option<Repair> {
        let (other, beyond) = nearest(self.quantity, required, &|other| holds(self.slot, other))?;
        let Others { against, mends } = others(self.slot, &other);
        Some(Repair { against, mends, ..self.mended_by(&other, beyond) })
    }
}

impl Found {
    fn of(message: impl Into<String>) -> Option<Self> {
        Some(Self { message: message.into(), repairs: Vec::new() })
    }
}

/// A number that may be misprinted.
#[derive(Debug, Clone)]
pub(super) struct Number<'a> {
    pub(super) slot: Slot,
    pub(super) quantity: &'a Quantity,
    pub(super) figure_id: &'a str,
    pub(super) title: String,
    pub(super) words: String,
}

/// What the rules look at: a claim and its judgement, or figures that clash.
pub(super) struct Subject<'a> {
    pub(super) package: &'a Package,
    /// The claim; nothing for a clash of several.
    pub(super) claim: Option<(&'a Claim, &'a Judgement)>,
    pub(super) verdict: Verdict,
    pub(super) numbers: Vec<Number<'a>>,
    /// Whether the set would hold with another number in a place.
    pub(super) holds: &'a dyn Fn(Slot, &Quantity) -> bool,
    /// What the other claims and identities say of another number in a place.
    pub(super) others: &'a dyn Fn(Slot, &Quantity) -> Others,
    /// How probable it is that another value would have passed too; for what passes.
    pub(super) strength: Option<f64>,
    pub(super) levels: &'a Levels,
}

/// The diagnoses of a subject under a package's levels, and the repairs that undo the slips they name.
pub(super) fn diagnose(subject: &Subject<'_>) -> (Vec<Diagnosis>, Vec<Repair>) {
    let (mut diagnoses, mut repairs) = (Vec::new(), Vec::new());
    let level = |rule: &Rule| subject.levels.get(rule.code).copied().unwrap_or(Level::Warn);
    let asked = RULES.into_iter().filter(|rule| level(rule) != Level::Allow);
    let all: Vec<(&Rule, Found)> = asked.filter_map(|rule| Some((rule, (rule.find)(subject)?))).collect();
    let against = |found: &Found| found.repairs.first().map(|repair| repair.against);
    // Where one slip goes with all the rest, those that do not are only listed among what would mend it.
    let one_fits = all.iter().any(|(_, found)| against(found) == Some(0));
    for (rule, found) in all {
        let level = level(rule);
        let speaks = !one_fits || against(&found).is_none_or(|against| against == 0);
        repairs.extend(found.repairs.into_iter().map(|repair| Repair { slip: Some(rule.code), ..repair }));
        if speaks {
            diagnoses.push(Diagnosis { rule: rule.code, level, message: found.message });
        }
    }
    (diagnoses, repairs)
}

/// The numbers of a claim that are printed: operands, then what states it.
pub(super) fn numbers<'a>(package: &'a Package, claim: &'a Claim) -> Vec<Number<'a>> {
    let mut all: Vec<Number<'a>> = Vec::new();
    let figures = |all: &mut Vec<Number<'a>>, positions: &[usize]| {
        for position in positions {
            if all.iter().all(|number| number.slot != Slot::Figure(*position)) {
                all.push(of_figure(package, *position));
            }
        }
    };
    for (operand, bound) in claim.operands.iter().enumerate() {
        match bound {
            Bound::Figures(positions) => figures(&mut all, positions),
            Bound::Literal(quantity) if !quantity.is_constant() => {
                all.push(written(Slot::Literal(operand), quantity, quantity.to_string()));
            }
            _ => {}
        }
    }
    match &claim.stated {
        Stated::Figure(_, positions) => figures(&mut all, positions),
        Stated::Words(words, quantity) => all.push(written(Slot::Words, quantity, words.clone())),
        Stated::Nothing => {}
    }
    all
}

/// A figure of the package.
pub(super) fn of_figure(package: &Package, position: usize) -> Number<'_> {
    let figure = &package.figures()[position];
    Number {
        slot: Slot::Figure(position),
        quantity: &figure.quantity,
        figure_id: &figure.id,
        title: package.describe(figure),
        words: figure.stated.clone(),
    }
}

fn written(slot: Slot, quantity: &Quantity, words: String) -> Number<'_> {
    let title = if slot == Slot::Words { "what is stated".to_owned() } else { String::new() };
    Number { slot, quantity, figure_id: "", title, words }
}

impl Subject<'_> {
    /// Whether something does not fit.
    fn fails(&self) -> bool {
        matches!(self.verdict, Verdict::Inconsistent | Verdict::Suspect)
    }

    /// Whether something does not fit, or not in every reading.
    fn fails_or_depends(&self) -> bool {
        self.fails() || self.verdict == Verdict::Depends
    }

    /// A slip of one number: each number with other words with which the set would hold, those first that the rest of the package
    /// speaks for. `why` says what the slip is.
    fn slip(&self, variants: impl Fn(&Number<'_>) -> Vec<Quantity>, why: &str) -> Option<Found> {
        // A slip turns nearly any comparison round: there it is one only where others do not fit the number as printed either.
        let comparison = self.claim.is_some_and(|(claim, _)| claim.formula.comparison().is_some());
        let mut found: Vec<(Others, &Number<'_>, Quantity)> = self
            .numbers
            .iter()
            .filter_map(|number| {
                let other = variants(number).into_iter().find(|other| (self.holds)(number.slot, other))?;
                Some(((self.others)(number.slot, &other), number, other))
            })
            .filter(|(others, ..)| !comparison || (others.mends > 0 && others.against == 0))
            .collect();
        found.sort_by_key(|(others, ..)| (others.against, std::cmp::Reverse(others.mends)));
        let (best, ..) = found.first()?;
        let told: Vec<String> = found
            .iter()
            .filter(|(others, ..)| others == best)
            .take(3)
            .map(|(_, number, other)| format!("{} would fit as {other}", told(number)))
            .collect();
        let against = match best.against {
            0 => String::new(),
            1 => " Another claim or identity speaks against it.".to_owned(),
            count => format!(" {count} other claims and identities speak against it."),
        };
        let message = format!("{}: {why}.{against}", told.join(", or "));
        let repairs = found.iter().map(|(Others { against, mends }, number, other)| Repair {
            against: *against,
            mends: *mends,
            ..number.mended_by(other, "")
        });
        Some(Found { message, repairs: repairs.collect() })
    }

    /// The outcome of a convention that holds though nothing in the words suggests it.
    fn held_by(&self, fallback: Fallback) -> Option<&Outcome> {
        let (_, judgement) = self.claim?;
        judgement
            .outcomes
            .iter()
            .find(|outcome| outcome.reading.fallback == Some(fallback) && outcome.verdict != Verdict::Inconsistent)
    }

    /// The outcome with which the claim would hold if this were changed.
    fn held_with(&self, change: Change<'_>) -> Option<Outcome> {
        held_with(self.package, self.claim?.0, change)
    }

    /// What an outcome comes to, in words.
    fn value(&self, outcome: &Outcome) -> String {
        let Some((claim, _)) = self.claim else { return String::new() };
        let unit = shown_unit(claim, &outcome.reading);
        let middle = || outcome.computed.as_point().cloned();
        point_words(outcome.point.clone().or_else(middle).as_ref(), &unit)
    }

    /// The words that state the claim.
    fn stated(&self) -> String {
        self.claim.map_or_else(String::new, |(claim, _)| stated_words(self.package, claim))
    }

    /// The figures that the claim takes, under its first reading.
    fn figures(&self) -> Vec<usize> {
        let Some((claim, judgement)) = self.claim else { return Vec::new() };
        let reading = judgement.outcomes.first().map(|outcome| &outcome.reading);
        let figures = reading.into_iter().flat_map(|reading| taken(claim, reading).map(|(all, choice, _)| all[choice]));
        figures.collect()
    }
}

impl Subject<'_> {
    /// Whether a text stands in what is printed of a number.
    fn is_printed(&self, number: &Number<'_>, text: &str) -> bool {
        let in_formula = matches!(number.slot, Slot::Literal(_));
        number.words.contains(text)
            || (in_formula && self.claim.is_some_and(|(claim, _)| claim.formula.text().contains(text)))
    }

    /// A number of years that is written in the formula, and so many more.
    fn constant_plus(&self, operand: usize, more: i64) -> Option<Quantity> {
        let (claim, _) = self.claim?;
        let Bound::Literal(quantity) = &claim.operands[operand] else { return None };
        let years = quantity.point(quantity.readings()[0])?.to_whole()?;
        (years + more > 0).then(|| quantity.with_constant(years + more))
    }
}

/// "126 trillion" with its name, where it has one.
fn told(number: &Number<'_>) -> String {
    if number.title.is_empty() { number.words.clone() } else { format!("{} ({})", number.words, number.title) }
}

/// Reads the levels that a package sets.
///
/// # Errors
/// If there is no such rule or level.
pub(super) fn levels(written: &BTreeMap<String, String>) -> Result<Levels> {
    written
        .iter()
        .map(|(code, level)| {
            let known = rule(code).ok_or_else(|| {
                let codes = RULES.iter().map(|rule| rule.code);
                let all: Vec<&str> = codes.clone().collect();
                Error::new(format!("there is no rule '{code}'")).with_help(crate::nearest::hint(
                    code,
                    codes,
                    &format!("the rules are {}", all.join(", ")),
                ))
            })?;
            Ok((known.code, level.parse::<Level>().map_err(|error| error.context(format!("rule '{code}'")))?))
        })
        .collect()
}
