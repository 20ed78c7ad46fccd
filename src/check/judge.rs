//! From a claim to numbers and a verdict. No words: those come from [`super::explain`].
//!
//! P is the formula at the printed values; R0 with every operand at its printed digits, hedges aside; R with the hedges;
//! S is what is stated. Open readings are all tried; fallback readings only where no open one holds.

use super::reading::{Fallback, Reading, readings};
use super::verdict::Verdict;
use crate::error::Result;
use crate::formula::{Conventions, Difference};
use crate::package::{Bound, Claim, Package, Stated};
use crate::quantity::{Exact, Hedge, Interval, Policy, Quantity, Understanding};
use crate::unit::Unit;

/// What the numbers of a claim come to. Values are in the unit in which the claim's result is shown.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// One outcome for each reading that was tried: the open ones, then those fallback ones that hold.
    pub outcomes: Vec<Outcome>,
    /// What the missing figure would have to be, in its own unit; for `unchecked`.
    pub required: Option<Interval>,
    /// The verdicts at half and at double the policy's widths, where they differ from this one.
    pub at_other_widths: Option<(Verdict, Verdict)>,
}

/// A claim under one reading.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// How the words were understood.
    pub reading: Reading,
    /// The verdict if the words mean this.
    pub verdict: Verdict,
    /// P, unless an operand is a range.
    pub point: Option<Exact>,
    /// R.
    pub computed: Interval,
    /// S; nothing where nothing is stated.
    pub stated: Option<Interval>,
    /// For `depends` by a hedge alone: the least part of the policy's widths at which R meets S.
    pub threshold: Option<f64>,
}

/// Which values the operands take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Point,
    Rounding,
    Hedged,
    Literal,
}

/// Judges a claim under the policy of its package.
///
/// # Errors
/// If the formula is undefined for the values at hand, such as division by zero.
pub fn judge(package: &Package, claim: &Claim) -> Result<Judgement> {
    let policy = package.policy();
    let mut judgement = judge_under(package, claim, policy)?;
    if depends_on_policy(package, claim) {
        // A width at which the formula is undefined (a divisor that may be zero) says nothing about the verdict.
        let verdict = |by: Exact| {
            judge_under(package, claim, &policy.scaled(&by)).map_or(judgement.verdict, |judgement| judgement.verdict)
        };
        let (half, double) = (verdict(Exact::ratio(1, 2)), verdict(Exact::from(2)));
        if half != judgement.verdict || double != judgement.verdict {
            judgement.at_other_widths = Some((half, double));
        }
    }
    Ok(judgement)
}

fn judge_under(package: &Package, claim: &Claim, policy: &Policy) -> Result<Judgement> {
    if claim.operands.iter().any(|operand| matches!(operand, Bound::Missing { .. })) {
        return Ok(unchecked(package, claim, policy));
    }
    let case = Case { package, claim, policy };
    let open = readings(package, claim)?;
    let mut outcomes = Vec::with_capacity(open.len());
    for reading in open {
        outcomes.push(case.outcome(reading)?);
    }
    let holds = |outcome: &Outcome| outcome.verdict != Verdict::Inconsistent;
    let holding = outcomes.iter().filter(|outcome| holds(outcome)).count();
    let verdict = if holding == outcomes.len() {
        outcomes.iter().map(|outcome| outcome.verdict).max().unwrap_or(Verdict::Derived)
    } else if holding > 0 {
        Verdict::Depends
    } else {
        let mut fallbacks = Vec::new();
        for outcome in &outcomes {
            for fallback in case.fallbacks(&outcome.reading) {
                let reading = Reading { fallback: Some(fallback), ..outcome.reading.clone() };
                // A reading that is undefined for these values does not hold.
                if let Ok(outcome) = case.outcome(reading)
                    && holds(&outcome)
                {
                    fallbacks.push(outcome);
                }
            }
        }
        let broken_up_to = outcomes.iter().any(|outcome| case.breaks_up_to(outcome));
        let held = !fallbacks.is_empty();
        outcomes.extend(fallbacks);
        if held || broken_up_to { Verdict::Depends } else { Verdict::Inconsistent }
    };
    Ok(Judgement { verdict, outcomes, required: None, at_other_widths: None })
}

/// A claim, its package and the policy it is judged under.
struct Case<'a> {
    package: &'a Package,
    claim: &'a Claim,
    policy: &'a Policy,
}

impl<'a> Case<'a> {
    /// P, R0, R and S under one reading, and what follows.
    fn outcome(&self, reading: Reading) -> Result<Outcome> {
        let point = match self.operands(&reading, Side::Point, self.policy) {
            Some(values) => Some(self.evaluate(&values, &reading)?.middle()),
            None => None,
        };
        let Some(stated) = self.stated_interval(&reading, self.policy) else {
            let computed = self.computed(&reading, Side::Literal, self.policy)?;
            return Ok(Outcome { reading, verdict: Verdict::Derived, point, computed, stated: None, threshold: None });
        };
        let side = if reading.fallback == Some(Fallback::LiteralOperand) { Side::Literal } else { Side::Hedged };
        let computed = self.computed(&reading, side, self.policy)?;
        let at_point = point.as_ref().is_some_and(|p| stated.contains(p) && computed.closed_hull_contains(p));
        let mut threshold = None;
        let verdict = if computed.within(&stated) || at_point {
            if self.is_far_beyond(&reading, point.as_ref(), &computed) { Verdict::Suspect } else { Verdict::Consistent }
        } else if self.computed(&reading, Side::Rounding, self.policy)?.meets(&stated) {
            Verdict::Rounding
        } else if computed.meets(&stated) {
            threshold = Some(self.threshold(&reading, side)?);
            Verdict::Depends
        } else {
            Verdict::Inconsistent
        };
        Ok(Outcome { reading, verdict, point, computed, stated: Some(stated), threshold })
    }

    /// Whether an "up to" is broken by more of the same: a fall does not break "rose up to 3 percent", it contradicts it.
    fn breaks_up_to(&self, outcome: &Outcome) -> bool {
        let up_to = self.stated(&outcome.reading).is_some_and(|quantity| quantity.hedge() == Hedge::UpTo);
        let (Some(point), Some(stated)) = (&outcome.point, &outcome.stated) else { return up_to };
        let beyond = |bound: Option<&Exact>| {
            bound.is_some_and(|bound| {
                bound.is_negative() == point.is_negative() && point.clone().abs() > bound.clone().abs()
            })
        };
        // A fall has its bound below.
        let bound =
            if stated.high.value().is_some_and(|high| *high > Exact::ZERO) { &stated.high } else { &stated.low };
        up_to && beyond(bound.value())
    }

    /// The least part of the policy's widths at which R meets S, by halving.
    fn threshold(&self, reading: &Reading, side: Side) -> Result<f64> {
        let (mut low, mut high) = (0.0_f64, 1.0_f64);
        for _ in 0..20 {
            let middle = (low + high) / 2.0;
            let policy = self.policy.scaled(&Exact::from_f64(middle).unwrap_or(Exact::ONE));
            let computed = self.computed(reading, side, &policy)?;
            let meets = self.stated_interval(reading, &policy).is_some_and(|stated| computed.meets(&stated));
            if meets { high = middle } else { low = middle }
        }
        Ok(high)
    }

    /// Literally true, and ten times or more beyond a one-sided bound. Where there is no point, all of R is that far.
    fn is_far_beyond(&self, reading: &Reading, point: Option<&Exact>, computed: &Interval) -> bool {
        let Some(quantity) = self.stated(reading) else { return false };
        let Some(bound) = quantity.point(reading.stated.1) else { return false };
        let near = if quantity.hedge().is_lower_bound() { &computed.low } else { &computed.high };
        let Some(value) = point.or(near.value()).cloned() else { return false };
        // Both as they are stated: "rose by 150 percent" is a quotient of 2.5.
        let unit = shown_unit(self.claim, reading);
        let shift = Exact::from(self.claim.result.stated_shift(quantity));
        let value = to_formula(Interval::point(value), &unit).shifted(&-shift).middle();
        let bound = to_formula(Interval::point(bound), quantity.unit()).middle();
        if bound.is_zero() || value.is_zero() || bound.is_negative() != value.is_negative() {
            return false;
        }
        let (bound, value, ten) = (bound.abs(), value.abs(), Exact::from(10));
        (quantity.hedge().is_lower_bound() && value >= bound.clone() * ten.clone())
            || (quantity.hedge().is_upper_bound() && value * ten <= bound)
    }

    /// The formula's value in the unit shown.
    fn computed(&self, reading: &Reading, side: Side, policy: &Policy) -> Result<Interval> {
        match self.operands(reading, side, policy) {
            Some(values) => self.evaluate(&values, reading),
            None => Ok(Interval::all()),
        }
    }

    fn evaluate(&self, values: &[Interval], reading: &Reading) -> Result<Interval> {
        let conventions = Conventions {
            base_year: reading.fallback == Some(Fallback::BaseYear),
            arithmetic: reading.fallback == Some(Fallback::ArithmeticMean),
            difference: reading.difference,
        };
        let value = self.claim.formula.evaluate(values, conventions)?;
        Ok(from_formula(value, &shown_unit(self.claim, reading)))
    }

    /// One interval for each operand; nothing where a point is asked for and a range has none.
    fn operands(&self, reading: &Reading, side: Side, policy: &Policy) -> Option<Vec<Interval>> {
        let mut values = Vec::with_capacity(self.claim.operands.len());
        for (i, operand) in self.claim.operands.iter().enumerate() {
            let (quantity, signed) = self.quantity(operand, reading.figures.get(i).map_or(0, |choice| choice.0))?;
            let multiple = reading.figures.get(i).map_or(crate::quantity::Reading::Plain, |choice| choice.1);
            let coarse = reading.fallback == Some(Fallback::TrailingZeros);
            let how = Understanding { reading: multiple, truncated: false, coarse };
            let value = match side {
                Side::Point => Interval::point(quantity.point(multiple)?),
                Side::Rounding => quantity.rounding(policy, how),
                Side::Hedged => quantity.operand(policy, signed, how),
                Side::Literal => quantity.stated_as(policy, signed, how),
            };
            values.push(to_formula(value, quantity.unit()));
        }
        Some(values)
    }

    fn quantity(&self, operand: &'a Bound, choice: usize) -> Option<(&'a Quantity, bool)> {
        match operand {
            Bound::Literal(quantity) => Some((quantity, quantity.may_be_negative())),
            Bound::Figures(figures) => {
                let figure = &self.package.figures()[*figures.get(choice)?];
                Some((&figure.quantity, self.package.indicator_of(figure).signed))
            }
            Bound::Missing { .. } => None,
        }
    }

    /// What the missing operand would have to be under one reading, in its own unit.
    fn required(&self, reading: &Reading, missing: usize, unit: &Unit) -> Option<Interval> {
        let stated = self.stated_interval(reading, self.policy)?;
        let values: Vec<Interval> = self
            .claim
            .operands
            .iter()
            .zip(&reading.figures)
            .map(|(operand, (choice, multiple))| {
                let how = Understanding { reading: *multiple, ..Understanding::default() };
                self.quantity(operand, *choice).map_or(Interval::all(), |(quantity, signed)| {
                    to_formula(quantity.stated_as(self.policy, signed, how), quantity.unit())
                })
            })
            .collect();
        let target = to_formula(stated, &shown_unit(self.claim, reading));
        self.claim.formula.required(missing, &values, &target).map(|value| from_formula(value, unit))
    }

    /// What is stated, as a quantity.
    fn stated(&self, reading: &Reading) -> Option<&'a Quantity> {
        stated_quantity(self.package, self.claim, reading.stated.0)
    }

    /// S in the unit shown; for a comparison where left less right must lie.
    fn stated_interval(&self, reading: &Reading, policy: &Policy) -> Option<Interval> {
        if let Some(comparison) = self.claim.formula.comparison() {
            return Some(crate::formula::Formula::comparison_target(comparison));
        }
        let quantity = self.stated(reading)?;
        let signed = self.claim.result.is_signed() || self.stated_is_signed(reading);
        let how = Understanding {
            reading: reading.stated.1,
            truncated: reading.fallback == Some(Fallback::Truncation),
            coarse: reading.fallback == Some(Fallback::TrailingZeros),
        };
        let mut interval = quantity.stated_as(policy, signed, how);
        if quantity.is_bare() && reading.difference.is_some() {
            // A bare number beside a difference of percentages counts hundredths, whichever it is.
            return Some(interval);
        }
        // For a rank, to rise is to come nearer to 1.
        if self.is_change_of_rank() && quantity.direction().is_some() {
            interval = interval.neg();
        }
        let shift = Exact::from(self.claim.result.stated_shift(quantity));
        Some(from_formula(to_formula(interval, quantity.unit()).shifted(&shift), &shown_unit(self.claim, reading)))
    }

    fn stated_is_signed(&self, reading: &Reading) -> bool {
        match &self.claim.stated {
            Stated::Figure(_, figures) => figures
                .get(reading.stated.0)
                .is_some_and(|i| self.package.indicator_of(&self.package.figures()[*i]).signed),
            _ => false,
        }
    }

    fn is_change_of_rank(&self) -> bool {
        let rank =
            |operand: &Bound| self.quantity(operand, 0).is_some_and(|(quantity, _)| *quantity.unit() == Unit::Rank);
        // The later less the earlier is a change; the earlier less the later is what was gained.
        let year = |index: usize| match &self.claim.operands[index] {
            Bound::Figures(figures) => self.package.figures()[figures[0]].period.and_then(|period| period.year()),
            _ => None,
        };
        let later_first = self.claim.formula.difference_of().is_some_and(|[left, right]| year(left) > year(right));
        (self.claim.formula.is_change() || later_first) && self.claim.operands.iter().all(rank)
    }

    /// The fallback readings that the words and the formula leave room for.
    fn fallbacks(&self, reading: &Reading) -> Vec<Fallback> {
        let (base_year, arithmetic) = self.claim.formula.conventions();
        let stated = self.stated(reading);
        let operands = || {
            let choice = |i: usize| reading.figures.get(i).map_or(0, |choice| choice.0);
            self.claim.operands.iter().enumerate().filter_map(move |(i, operand)| self.quantity(operand, choice(i)))
        };
        let zeros = operands().map(|(quantity, _)| quantity).chain(stated).any(Quantity::has_trailing_zeros);
        let literal = operands().any(|(quantity, _)| quantity.hedge().is_one_sided());
        let cut_off = stated.is_some_and(|quantity| quantity.is_rounded() && quantity.hedge() == Hedge::Exact);
        [
            (base_year, Fallback::BaseYear),
            (arithmetic, Fallback::ArithmeticMean),
            (cut_off, Fallback::Truncation),
            (zeros, Fallback::TrailingZeros),
            (literal, Fallback::LiteralOperand),
        ]
        .into_iter()
        .filter_map(|(there, fallback)| there.then_some(fallback))
        .collect()
    }
}

/// The two sides of a comparison in their own unit: point and interval of each; nothing for other claims, or where a figure
/// is missing.
pub(super) fn sides(package: &Package, claim: &Claim) -> Option<[(Option<Exact>, Interval); 2]> {
    let unit = claim.result.side_unit()?;
    let case = Case { package, claim, policy: package.policy() };
    let reading = readings(package, claim).ok()?.into_iter().next()?;
    let evaluate = |side: Side| {
        let values = case.operands(&reading, side, package.policy())?;
        let sides = claim.formula.evaluate_sides(&values, Conventions::default()).ok()?;
        Some(sides.into_iter().map(|value| from_formula(value, unit)).collect::<Vec<_>>())
    };
    let points = evaluate(Side::Point);
    let point = |i: usize| points.as_ref().and_then(|points| points.get(i)).map(Interval::middle);
    match evaluate(Side::Hedged)?.as_slice() {
        [left, right] => Some([(point(0), left.clone()), (point(1), right.clone())]),
        _ => None,
    }
}

/// The number that is stated, in the unit shown, its hedge aside.
pub(super) fn stated_value(package: &Package, claim: &Claim, reading: &Reading) -> Option<f64> {
    let quantity = stated_quantity(package, claim, reading.stated.0)?;
    let value = Interval::point(quantity.point(reading.stated.1)?);
    if quantity.is_bare() && reading.difference.is_some() {
        return Some(value.middle().to_f64());
    }
    let shift = Exact::from(claim.result.stated_shift(quantity));
    let shown = from_formula(to_formula(value, quantity.unit()).shifted(&shift), &shown_unit(claim, reading));
    Some(shown.middle().to_f64())
}

/// The unit in which a reading's values are shown: the result's, unless what is stated says how a difference is taken.
pub(super) fn shown_unit(claim: &Claim, reading: &Reading) -> Unit {
    match reading.difference {
        Some(Difference::Points) => Unit::PercentagePoints,
        Some(Difference::Percent) => Unit::Percent,
        Some(Difference::Multiple) => Unit::Times,
        None => claim.result.unit().clone(),
    }
}

/// What is stated, where it is a quantity.
pub(super) fn stated_quantity<'a>(package: &'a Package, claim: &'a Claim, choice: usize) -> Option<&'a Quantity> {
    match &claim.stated {
        Stated::Nothing => None,
        Stated::Words(_, quantity) => Some(quantity),
        Stated::Figure(_, figures) => figures.get(choice).map(|i| &package.figures()[*i].quantity),
    }
}

/// Whether a hedge or a number word takes part, so that widths can matter.
fn depends_on_policy(package: &Package, claim: &Claim) -> bool {
    let stated = match &claim.stated {
        Stated::Figure(_, figures) => figures.iter().any(|i| package.figures()[*i].quantity.depends_on_policy()),
        _ => stated_quantity(package, claim, 0).is_some_and(Quantity::depends_on_policy),
    };
    let something_to_judge = !matches!(claim.stated, Stated::Nothing) || claim.formula.comparison().is_some();
    something_to_judge
        && (stated
            || claim.operands.iter().any(|operand| match operand {
                Bound::Literal(quantity) => quantity.depends_on_policy(),
                Bound::Figures(figures) => figures.iter().any(|i| package.figures()[*i].quantity.depends_on_policy()),
                Bound::Missing { .. } => false,
            }))
}

/// A figure is missing: what it would have to be, if it is the only one.
fn unchecked(package: &Package, claim: &Claim, policy: &Policy) -> Judgement {
    let case = Case { package, claim, policy };
    let missing: Vec<(usize, &Bound)> =
        claim.operands.iter().enumerate().filter(|(_, operand)| matches!(operand, Bound::Missing { .. })).collect();
    let required = match missing.as_slice() {
        [(i, Bound::Missing { indicator, .. })] => {
            let indicator = &package.indicators()[*indicator];
            // What any reading would allow is allowed.
            let each = readings(package, claim).unwrap_or_default();
            let all = each
                .iter()
                .map(|reading| case.required(reading, *i, &indicator.unit))
                .reduce(|a, b| Some(a?.hull(&b?)));
            // A value that may be anything, or anything above zero, is no bound.
            let bounds =
                |value: &Interval| value.high.value().is_some() || value.low.value().is_some_and(|low| !low.is_zero());
            all.flatten().filter(bounds).and_then(|value| {
                let least = Interval::above(Exact::ZERO).hull(&Interval::point(Exact::ZERO));
                if indicator.signed { Some(value) } else { value.intersection(&least) }
            })
        }
        _ => None,
    };
    Judgement { verdict: Verdict::Unchecked, outcomes: Vec::new(), required, at_other_widths: None }
}

/// A figure's value as it stands in a formula: percent as a fraction.
fn to_formula(value: Interval, unit: &Unit) -> Interval {
    match unit.factor() {
        (1, 1) => value,
        (n, d) => value.scaled(&Exact::ratio(n.into(), d.into())),
    }
}

/// A formula's value in the unit shown.
fn from_formula(value: Interval, unit: &Unit) -> Interval {
    match unit.factor() {
        (1, 1) => value,
        (n, d) => value.scaled(&Exact::ratio(d.into(), n.into())),
    }
}
