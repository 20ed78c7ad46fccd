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
use crate::solve::Bounds;
use crate::unit::Unit;

/// What the numbers of a claim come to. Values are in the unit in which the claim's result is shown.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// One outcome for each reading that was tried: the open ones, then those fallback ones that hold.
    pub outcomes: Vec<Outcome>,
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

impl Side {
    /// How a reading takes the operands.
    fn of(reading: &Reading) -> Self {
        if reading.fallback == Some(Fallback::LiteralOperand) { Self::Literal } else { Self::Hedged }
    }
}

/// Judges a claim under the policy of its package.
///
/// # Errors
/// If the formula is undefined for the values at hand, such as division by zero.
pub fn judge(package: &Package, claim: &Claim) -> Result<Judgement> {
    let policy = package.policy();
    let case = Case::plain(package, claim);
    let mut judgement = case.judged()?;
    for outcome in &mut judgement.outcomes {
        if outcome.verdict == Verdict::Depends {
            outcome.threshold = Some(case.threshold(&outcome.reading)?);
        }
    }
    if depends_on_policy(package, claim) {
        // A width at which the formula is undefined (a divisor that may be zero) says nothing about the verdict.
        let verdict = |by: Exact| {
            let scaled = policy.scaled(&by);
            let judged = Case { policy: &scaled, ..Case::plain(package, claim) }.judged();
            judged.map_or(judgement.verdict, |judgement| judgement.verdict)
        };
        let (half, double) = (verdict(Exact::ratio(1, 2)), verdict(Exact::from(2)));
        if half != judgement.verdict || double != judgement.verdict {
            judgement.at_other_widths = Some((half, double));
        }
    }
    Ok(judgement)
}

/// The outcome that makes a claim hold with something changed in it; nothing where it does not.
pub(super) fn held_with(package: &Package, claim: &Claim, change: Change<'_>) -> Option<Outcome> {
    Case { change, ..Case::plain(package, claim) }.held()
}

/// Where a number of a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    /// A figure of the package, by position: as an operand, as what is stated, or both.
    Figure(usize),
    /// A number written in the formula: an operand, by number.
    Literal(usize),
    /// The words that state the claim.
    Words,
}

/// What is changed in a claim to see whether it would hold then.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Change<'a> {
    /// A number, and what stands in its place.
    pub(super) instead: Option<(Slot, &'a Quantity)>,
    /// So many steps more in a span.
    pub(super) more_steps: i64,
    /// How a difference of percentages is taken.
    pub(super) difference: Option<Difference>,
}

/// A claim, its package and the policy it is judged under.
struct Case<'a> {
    package: &'a Package,
    claim: &'a Claim,
    policy: &'a Policy,
    change: Change<'a>,
}

impl<'a> Case<'a> {
    /// As the package says, with nothing changed.
    fn plain(package: &'a Package, claim: &'a Claim) -> Self {
        Self { package, claim, policy: package.policy(), change: Change::default() }
    }

    fn judged(&self) -> Result<Judgement> {
        if self.claim.operands.iter().any(|operand| matches!(operand, Bound::Missing { .. })) {
            return Ok(Judgement { verdict: Verdict::Unchecked, outcomes: Vec::new(), at_other_widths: None });
        }
        let open = self.open()?;
        let mut outcomes = Vec::with_capacity(open.len());
        for reading in open {
            outcomes.push(self.outcome(reading)?);
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
                for fallback in self.fallbacks(&outcome.reading) {
                    let reading = Reading { fallback: Some(fallback), ..outcome.reading.clone() };
                    // A reading that is undefined for these values does not hold.
                    if let Ok(outcome) = self.outcome(reading)
                        && holds(&outcome)
                    {
                        fallbacks.push(outcome);
                    }
                }
            }
            let broken_up_to = outcomes.iter().any(|outcome| self.breaks_up_to(outcome));
            let held = !fallbacks.is_empty();
            outcomes.extend(fallbacks);
            if held || broken_up_to { Verdict::Depends } else { Verdict::Inconsistent }
        };
        Ok(Judgement { verdict, outcomes, at_other_widths: None })
    }

    /// The open readings.
    fn open(&self) -> Result<Vec<Reading>> {
        let mut open = readings(self.package, self.claim)?;
        if self.change.difference.is_some() {
            open.iter_mut().for_each(|reading| reading.difference = self.change.difference);
        }
        Ok(open)
    }

    /// The first outcome, where the claim is judged to hold. The first reading that does not hold ends it, since none that it falls back
    /// on makes it more than `depends`: this is asked for many numbers, of which few hold.
    fn held(&self) -> Option<Outcome> {
        let mut outcomes = Vec::new();
        for reading in self.open().ok()? {
            let outcome = self.outcome(reading).ok()?;
            if outcome.verdict > Verdict::Rounding {
                return None;
            }
            outcomes.push(outcome);
        }
        let is_judged = outcomes.iter().any(|outcome| outcome.verdict != Verdict::Derived);
        outcomes.into_iter().next().filter(|_| is_judged)
    }

    /// P, R0, R and S under one reading, and what follows; the threshold aside.
    fn outcome(&self, reading: Reading) -> Result<Outcome> {
        let point = match self.operands(&reading, Side::Point, self.policy) {
            Some(values) => Some(self.evaluate(&values, &reading)?.middle()),
            None => None,
        };
        let Some(stated) = self.stated_interval(&reading, self.policy) else {
            let computed = self.computed(&reading, Side::Literal, self.policy)?;
            return Ok(Outcome { reading, verdict: Verdict::Derived, point, computed, stated: None, threshold: None });
        };
        let computed = self.computed(&reading, Side::of(&reading), self.policy)?;
        let at_point = point.as_ref().is_some_and(|p| stated.contains(p) && computed.closed_hull_contains(p));
        let verdict = if computed.within(&stated) || at_point {
            if self.is_far_beyond(&reading, point.as_ref(), &computed) { Verdict::Suspect } else { Verdict::Consistent }
        } else if self.computed(&reading, Side::Rounding, self.policy)?.meets(&stated) {
            Verdict::Rounding
        } else if computed.meets(&stated) {
            Verdict::Depends
        } else {
            Verdict::Inconsistent
        };
        Ok(Outcome { reading, verdict, point, computed, stated: Some(stated), threshold: None })
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
    fn threshold(&self, reading: &Reading) -> Result<f64> {
        let side = Side::of(reading);
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
            more_steps: self.change.more_steps,
            difference: reading.difference,
        };
        let value = self.claim.formula.evaluate(values, conventions)?;
        Ok(from_formula(value, &shown_unit(self.claim, reading)))
    }

    /// One interval for each operand; nothing where a point is asked for and a range has none.
    fn operands(&self, reading: &Reading, side: Side, policy: &Policy) -> Option<Vec<Interval>> {
        let mut values = Vec::with_capacity(self.claim.operands.len());
        for i in 0..self.claim.operands.len() {
            let (quantity, signed) = self.quantity(i, reading.figures.get(i).map_or(0, |choice| choice.0))?;
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

    /// The quantity that stands at an operand, and whether it can be negative.
    fn quantity(&self, operand: usize, choice: usize) -> Option<(&'a Quantity, bool)> {
        match &self.claim.operands[operand] {
            Bound::Literal(quantity) => {
                Some((self.instead(Slot::Literal(operand)).unwrap_or(quantity), quantity.may_be_negative()))
            }
            Bound::Figures(figures) => {
                let position = *figures.get(choice)?;
                let figure = &self.package.figures()[position];
                let quantity = self.instead(Slot::Figure(position)).unwrap_or(&figure.quantity);
                Some((quantity, self.package.indicator_of(figure).signed))
            }
            Bound::Missing { .. } => None,
        }
    }

    fn instead(&self, slot: Slot) -> Option<&'a Quantity> {
        self.change.instead.filter(|(changed, _)| *changed == slot).map(|(_, quantity)| quantity)
    }

    /// What is stated, as a quantity.
    fn stated(&self, reading: &Reading) -> Option<&'a Quantity> {
        let slot = match &self.claim.stated {
            Stated::Figure(_, figures) => Slot::Figure(*figures.get(reading.stated.0)?),
            _ => Slot::Words,
        };
        self.instead(slot).or_else(|| stated_quantity(self.package, self.claim, reading.stated.0))
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
        let interval = quantity.stated_as(policy, signed, how);
        let turn = self.turn(reading)?;
        if turn.in_hundredths {
            return Some(interval);
        }
        let interval = if turn.negated { interval.neg() } else { interval };
        Some(from_formula(to_formula(interval, quantity.unit()).shifted(&turn.shift), &shown_unit(self.claim, reading)))
    }

    /// How what is stated becomes what the formula gives.
    fn turn(&self, reading: &Reading) -> Option<Turn> {
        let quantity = self.stated(reading)?;
        Some(Turn {
            // A bare number beside a difference of percentages counts hundredths, whichever it is.
            in_hundredths: quantity.is_bare() && reading.difference.is_some(),
            // For a rank, to rise is to come nearer to 1.
            negated: self.is_change_of_rank() && quantity.direction().is_some(),
            shift: Exact::from(self.claim.result.stated_shift(quantity)),
        })
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
            |operand: usize| self.quantity(operand, 0).is_some_and(|(quantity, _)| *quantity.unit() == Unit::Rank);
        // The later less the earlier is a change; the earlier less the later is what was gained.
        let year = |index: usize| match &self.claim.operands[index] {
            Bound::Figures(figures) => self.package.figures()[figures[0]].period.and_then(|period| period.year()),
            _ => None,
        };
        let later_first = self.claim.formula.difference_of().is_some_and(|[left, right]| year(left) > year(right));
        (self.claim.formula.is_change() || later_first) && (0..self.claim.operands.len()).all(rank)
    }

    /// The fallback readings that the words and the formula leave room for.
    fn fallbacks(&self, reading: &Reading) -> Vec<Fallback> {
        let (base_year, arithmetic) = self.claim.formula.conventions();
        let stated = self.stated(reading);
        let operands = || {
            let choice = |i: usize| reading.figures.get(i).map_or(0, |choice| choice.0);
            (0..self.claim.operands.len()).filter_map(move |i| self.quantity(i, choice(i)))
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

/// How what is stated becomes what the formula gives.
pub(super) struct Turn {
    /// It counts hundredths of the formula's value.
    pub(super) in_hundredths: bool,
    /// Its sign is turned round.
    pub(super) negated: bool,
    /// What is added, to the value as it stands in a formula.
    pub(super) shift: Exact,
}

/// How what is stated becomes what the formula gives, under one reading; nothing where nothing is stated.
pub(super) fn turn(package: &Package, claim: &Claim, reading: &Reading) -> Option<Turn> {
    Case::plain(package, claim).turn(reading)
}

/// What is stated beside a claim that lacks a figure, in the unit shown.
pub(super) fn stated_beside(package: &Package, claim: &Claim) -> Option<Interval> {
    let case = Case::plain(package, claim);
    if matches!(claim.stated, Stated::Nothing) {
        return None;
    }
    case.stated_interval(readings(package, claim).ok()?.first()?, package.policy())
}

/// The two sides of a comparison in their own unit: point and interval of each; nothing for other claims, or where a figure
/// is missing.
pub(super) fn sides(package: &Package, claim: &Claim) -> Option<[(Option<Exact>, Interval); 2]> {
    sides_with(package, claim, Change::default())
}

/// The same with something changed in the claim.
pub(super) fn sides_with(
    package: &Package,
    claim: &Claim,
    change: Change<'_>,
) -> Option<[(Option<Exact>, Interval); 2]> {
    let unit = claim.result.side_unit()?;
    let case = Case { change, ..Case::plain(package, claim) };
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

/// A figure's value as it stands in a formula: percent as a fraction.
pub(super) fn to_formula(value: Interval, unit: &Unit) -> Interval {
    match unit.factor() {
        (1, 1) => value,
        (n, d) => value.scaled(&Exact::ratio(n.into(), d.into())),
    }
}

/// A formula's value in the unit shown.
pub(super) fn from_formula(value: Interval, unit: &Unit) -> Interval {
    match unit.factor() {
        (1, 1) => value,
        (n, d) => value.scaled(&Exact::ratio(d.into(), n.into())),
    }
}

/// What a variable of a system can be, in the unit shown. Its ends were rounded outward on the way; what differs by less than
/// 1e-12 is equal, so that twelve digits say all there is to say.
pub(super) fn in_unit(bounds: Bounds, unit: &Unit) -> Interval {
    let mut interval = from_formula(Interval::from(bounds), unit);
    for end in [&mut interval.low, &mut interval.high] {
        if let crate::quantity::Bound::At(value) = &mut end.bound
            && let Some(short) = format!("{:.11e}", value.to_f64()).parse().ok().and_then(Exact::from_f64)
        {
            *value = short;
        }
    }
    interval
}
