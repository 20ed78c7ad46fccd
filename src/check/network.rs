//! All figures, claims and identities of a package as one system of constraints.
//!
//! A variable is what is measured: an indicator of an area in a period, as it stands in a formula (percent as a fraction). A
//! constraint is a statement (a printed figure), a claim, or an identity in one period. A claim that can be read in several ways
//! holds in one of them; a figure whose words can be read in two ways is the same in all claims, since it is one variable.

use std::collections::HashMap;

use super::judge::{Judgement, Slot, to_formula, turn};
use super::reading::{Fallback, Reading, readings};
use super::verdict::Verdict;
use crate::formula::{Conventions, Formula};
use crate::package::{Bound, Claim, Figure, Package, STATED_TWICE, Stated};
use crate::period::Period;
use crate::quantity::{Exact, Hedge, Interval, Policy, Quantity, Understanding};
use crate::solve::{Bounds, Expression, Step, System, Way};

mod identities;

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) indicator: usize,
    pub(super) ref_area: String,
    pub(super) period: Option<Period>,
    pub(super) label: String,
    /// The source, where several state it.
    pub(super) source: Option<usize>,
}

impl Key {
    /// Of one source, without a label.
    fn plain(indicator: usize, ref_area: String, period: Option<Period>) -> Self {
        Self { indicator, ref_area, period, label: String::new(), source: None }
    }
}

/// What a variable stands for.
#[derive(Debug, Clone)]
pub(super) enum Variable {
    Quantity(Key),
    /// The number in the words that state a claim, or one that is written in its formula.
    Written,
}

/// What a constraint says, in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A figure is what its words say: its position.
    Statement(usize),
    /// The number that states a claim, or one in its formula, is what its words say: the claim's position among those judged.
    Written(usize, Slot),
    /// A claim holds.
    Claim(usize),
    /// An identity holds in a period.
    Identity(Instance),
    /// What several sources state is what one of them states.
    Sources,
}

/// An identity in one period of one area.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Instance {
    pub(super) identity: usize,
    pub(super) ref_area: String,
    pub(super) period: Period,
}

/// How wide words are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Widths {
    /// As the policy says; one-sided figures literally.
    Policy,
    /// Twice as wide, and never narrower than the printed digits: what clashes even then clashes whatever the widths are.
    Doubled,
    /// The printed values, and identities that hold exactly.
    Points,
}

/// The system, and what its variables and constraints stand for.
pub(super) struct Network<'a> {
    pub(super) package: &'a Package,
    pub(super) judged: &'a [(&'a Claim, Judgement)],
    pub(super) system: System,
    pub(super) variables: Vec<Variable>,
    pub(super) items: Vec<Item>,
    /// The constraint of each claim, by position.
    pub(super) claims: HashMap<usize, usize>,
    by_key: HashMap<Key, usize>,
    /// The claims and identities of each variable.
    relations: HashMap<usize, Vec<usize>>,
    /// The variable of each figure.
    figures: Vec<usize>,
    /// The figures of each variable.
    stating: HashMap<usize, Vec<usize>>,
    /// The variables of the numbers that are written in claims.
    written: HashMap<(usize, Slot), usize>,
    /// What each variable is stated to be, before anything else is asked.
    pub(super) printed: Vec<Bounds>,
    widths: Widths,
    policy: Policy,
}

impl<'a> Network<'a> {
    pub(super) fn new(package: &'a Package, judged: &'a [(&'a Claim, Judgement)], widths: Widths) -> Self {
        let policy = match widths {
            Widths::Doubled => package.policy().scaled(&Exact::from(2)),
            _ => package.policy().clone(),
        };
        let mut network = Self {
            package,
            judged,
            system: System::default(),
            variables: Vec::new(),
            items: Vec::new(),
            claims: HashMap::new(),
            by_key: HashMap::new(),
            relations: HashMap::new(),
            figures: Vec::new(),
            stating: HashMap::new(),
            written: HashMap::new(),
            printed: Vec::new(),
            widths,
            policy,
        };
        network.statements();
        for position in 0..judged.len() {
            network.claim(position);
        }
        network.identities();
        network
    }

    /// The variable of a figure.
    pub(super) fn of_figure(&self, figure: usize) -> usize {
        self.figures[figure]
    }

    /// The variable of a number of a claim; none for a constant.
    pub(super) fn of_slot(&self, position: usize, slot: Slot) -> Option<usize> {
        match slot {
            Slot::Figure(figure) => Some(self.figures[figure]),
            _ => self.written.get(&(position, slot)).copied(),
        }
    }

    /// What a quantity can be in one reading, as it stands in a formula.
    pub(super) fn as_bounds(&self, quantity: &Quantity, signed: bool, reading: crate::quantity::Reading) -> Bounds {
        self.interval(quantity, signed, Understanding { reading, ..Understanding::default() })
    }

    /// What a quantity can be at most, in any reading, with its hedge or by its digits alone, as it stands in a formula.
    pub(super) fn at_widest(&self, quantity: &Quantity) -> Bounds {
        let of = |reading: &crate::quantity::Reading| {
            let how = Understanding { reading: *reading, ..Understanding::default() };
            let rounded = quantity.rounding(&self.policy, how);
            let hedged = quantity.depends_on_policy().then(|| quantity.stated_as(&self.policy, true, how));
            let own = if let Some(hedged) = hedged { hedged.hull(&rounded) } else { rounded };
            Bounds::from(&to_formula(own, quantity.unit()))
        };
        quantity.readings().iter().map(of).reduce(Bounds::hull).unwrap_or(Bounds::ALL)
    }

    /// The variable of what is measured, if anything takes it.
    pub(super) fn of_key(&self, key: &Key) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// The constraints that state a variable: positions of figures.
    pub(super) fn stated(&self, variable: usize) -> impl Iterator<Item = usize> + '_ {
        self.stating.get(&variable).into_iter().flatten().copied()
    }

    /// The variable of a figure that a claim lacks.
    pub(super) fn missing(&self, indicator: usize, ref_area: &str, period: Option<Period>) -> Option<usize> {
        self.of_key(&Key::plain(indicator, ref_area.to_owned(), period))
    }

    /// Whether a variable is stated in printed words.
    pub(super) fn is_printed(&self, variable: usize) -> bool {
        matches!(self.variables[variable], Variable::Written) || self.stating.contains_key(&variable)
    }

    /// The claims and identities that a variable takes part in, in order.
    pub(super) fn relations_of(&self, variable: usize) -> impl Iterator<Item = usize> + '_ {
        self.relations.get(&variable).into_iter().flatten().copied()
    }

    /// Whether a constraint is a claim that lacks a figure.
    pub(super) fn lacks_a_figure(&self, number: usize) -> bool {
        matches!(self.items[number], Item::Claim(position) if self.judged[position].1.verdict == Verdict::Unchecked)
    }

    fn require(&mut self, item: Item, ways: Vec<Way>) {
        let number = self.system.require(ways);
        if matches!(item, Item::Claim(_) | Item::Identity(_)) {
            for variable in self.system.variables_of(number) {
                self.relations.entry(*variable).or_default().push(number);
            }
        }
        self.items.push(item);
    }

    /// A variable is one of these intervals.
    fn state(&mut self, item: Item, variable: usize, ways: &[Bounds]) {
        let printed = ways.iter().copied().reduce(Bounds::hull).unwrap_or(Bounds::ALL);
        self.printed[variable] = self.printed[variable].intersection(printed).unwrap_or(printed);
        self.require(item, ways.iter().map(|bounds| Way::value(variable, *bounds)).collect());
    }

    fn add(&mut self, variable: Variable, natural: Bounds) -> usize {
        self.variables.push(variable);
        self.printed.push(natural);
        self.system.variable(natural)
    }

    fn variable(&mut self, key: Key, may_be_negative: bool) -> usize {
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        let signed = may_be_negative || self.package.indicators()[key.indicator].signed;
        let natural = if signed { Bounds::ALL } else { Bounds::NOT_NEGATIVE };
        let number = self.add(Variable::Quantity(key.clone()), natural);
        self.by_key.insert(key, number);
        number
    }

    fn statements(&mut self) {
        // Sources that state the same thing may differ: each has a variable of its own.
        let mut sources: HashMap<Key, Vec<usize>> = HashMap::new();
        for figure in self.package.figures() {
            let own = sources.entry(key(figure)).or_default();
            if !figure.label.starts_with(STATED_TWICE) && !own.contains(&figure.source) {
                own.push(figure.source);
            }
        }
        let coarse = self.read_coarsely();
        let mut several = Vec::new();
        for (position, figure) in self.package.figures().iter().enumerate() {
            let mut own = key(figure);
            if let Some(stating) = sources.get(&own).filter(|stating| stating.len() > 1) {
                let source = if stating.contains(&figure.source) { figure.source } else { stating[0] };
                if !several.contains(&own) {
                    several.push(own.clone());
                }
                own.source = Some(source);
            }
            let signed = self.package.indicator_of(figure).signed;
            let plain = figure
                .quantity
                .readings()
                .iter()
                .map(|reading| Understanding { reading: *reading, ..Understanding::default() });
            let ways: Vec<Bounds> = plain
                .chain(coarse.get(&position).into_iter().flatten().copied())
                .map(|how| self.interval(&figure.quantity, signed, how))
                .collect();
            let negative =
                figure.quantity.point(figure.quantity.readings()[0]).is_some_and(|value| value.is_negative());
            let variable = self.variable(own, negative);
            self.figures.push(variable);
            self.stating.entry(variable).or_default().push(position);
            self.state(Item::Statement(position), variable, &ways);
        }
        for own in several {
            let of = |source: &usize| self.of_key(&Key { source: Some(*source), ..own.clone() });
            let each: Vec<usize> = sources.remove(&own).unwrap_or_default().iter().filter_map(of).collect();
            let negative = each.iter().any(|one| self.system.natural(*one).low < 0.0);
            let whole = self.variable(own.clone(), negative);
            // What is stated of the one thing is what any of them states.
            let printed = each.iter().map(|one| self.printed[*one]).reduce(Bounds::hull);
            self.printed[whole] = printed.unwrap_or(self.printed[whole]);
            let stating: Vec<usize> = each.iter().flat_map(|one| self.stated(*one)).collect();
            self.stating.entry(whole).or_default().extend(stating);
            let ways = each.into_iter().map(|one| {
                let mut same = Expression::default();
                let (a, b) = (same.variable(whole), same.variable(one));
                same.subtract(a, b);
                Way::new(same, Bounds::point(0.0))
            });
            let ways = ways.collect();
            self.require(Item::Sources, ways);
        }
    }

    /// Figures that a claim holds with only if their digits were cut off, or their zeros do not count.
    fn read_coarsely(&self) -> HashMap<usize, Vec<Understanding>> {
        let mut all: HashMap<usize, Vec<Understanding>> = HashMap::new();
        for (claim, judgement) in self.judged {
            for outcome in &judgement.outcomes {
                let how = match outcome.reading.fallback {
                    Some(Fallback::TrailingZeros) => Understanding { coarse: true, ..Understanding::default() },
                    Some(Fallback::Truncation) => Understanding { truncated: true, ..Understanding::default() },
                    _ => continue,
                };
                for (figures, choice, reading) in super::reading::taken(claim, &outcome.reading) {
                    all.entry(figures[choice]).or_default().push(Understanding { reading, ..how });
                }
            }
        }
        all
    }

    /// What a quantity can be, as it stands in a formula.
    fn interval(&self, quantity: &Quantity, signed: bool, how: Understanding) -> Bounds {
        let own = quantity.stated_as(&self.policy, signed, how);
        let own = match self.widths {
            Widths::Policy => own,
            Widths::Points => quantity.point(how.reading).map_or(own, Interval::point),
            Widths::Doubled => {
                let wide = own.hull(&quantity.rounding(&self.policy, how));
                // An "up to" is not always meant as a bound.
                if quantity.hedge() == Hedge::UpTo { wide.hull(&Interval::above(Exact::ZERO)) } else { wide }
            }
        };
        let bounds = Bounds::from(&to_formula(own, quantity.unit()));
        if self.widths == Widths::Doubled { Bounds::closed(bounds.low, bounds.high) } else { bounds }
    }

    fn written(&mut self, position: usize, slot: Slot, ways: &[Bounds]) -> usize {
        let variable = self.add(Variable::Written, Bounds::ALL);
        self.written.insert((position, slot), variable);
        self.state(Item::Written(position, slot), variable, ways);
        variable
    }

    fn claim(&mut self, position: usize) {
        let (claim, judgement) = &self.judged[position];
        let comparison = claim.formula.comparison();
        if matches!(claim.stated, Stated::Nothing) && comparison.is_none() {
            return;
        }
        let tried: Vec<Reading> = if judgement.outcomes.is_empty() {
            readings(self.package, claim).unwrap_or_default()
        } else {
            judgement.outcomes.iter().map(|outcome| outcome.reading.clone()).collect()
        };
        let missing: Vec<Option<usize>> = claim
            .operands
            .iter()
            .map(|operand| match operand {
                Bound::Missing { indicator, ref_area, period } => {
                    Some(self.variable(Key::plain(*indicator, ref_area.clone(), *period), false))
                }
                _ => None,
            })
            .collect();
        let words = match &claim.stated {
            Stated::Words(_, quantity) => {
                let ways: Vec<Bounds> = tried
                    .iter()
                    .map(|reading| {
                        let how = Understanding {
                            reading: reading.stated.1,
                            truncated: reading.fallback == Some(Fallback::Truncation),
                            coarse: reading.fallback == Some(Fallback::TrailingZeros),
                        };
                        self.interval(quantity, claim.result.is_signed(), how)
                    })
                    .collect();
                Some(self.written(position, Slot::Words, &ways))
            }
            _ => None,
        };
        let literals: Vec<Option<usize>> = claim
            .operands
            .iter()
            .enumerate()
            .map(|(operand, bound)| match bound {
                Bound::Literal(quantity) if !quantity.is_constant() => {
                    let signed = quantity.may_be_negative();
                    let ways: Vec<Bounds> = tried
                        .iter()
                        .map(|reading| {
                            let coarse = reading.fallback == Some(Fallback::TrailingZeros);
                            let how = Understanding { reading: reading.figures[operand].1, truncated: false, coarse };
                            self.interval(quantity, signed, how)
                        })
                        .collect();
                    Some(self.written(position, Slot::Literal(operand), &ways))
                }
                _ => None,
            })
            .collect();
        let open: Vec<Option<usize>> = missing.into_iter().zip(literals).map(|(a, b)| a.or(b)).collect();
        let ways: Vec<Way> = tried
            .iter()
            .map(|reading| {
                let mut expression = Expression::default();
                let value = self.lowered(claim, reading, &open, &mut expression);
                if let Some(comparison) = comparison {
                    return Way::new(expression, Bounds::from(&Formula::comparison_target(comparison)));
                }
                let stated = match &claim.stated {
                    Stated::Figure(_, figures) => self.figures[figures[reading.stated.0]],
                    _ => words.unwrap_or_default(),
                };
                let stated = turned(self.package, claim, reading, stated, &mut expression);
                expression.subtract(value, stated);
                Way::new(expression, Bounds::point(0.0))
            })
            .collect();
        if !ways.is_empty() {
            self.claims.insert(position, self.items.len());
            self.require(Item::Claim(position), ways);
        }
    }

    /// The formula of a claim under one reading, in an expression.
    fn lowered(&self, claim: &Claim, reading: &Reading, open: &[Option<usize>], expression: &mut Expression) -> Step {
        let place = |expression: &mut Expression, operand: usize| match (&claim.operands[operand], open[operand]) {
            (_, Some(variable)) => expression.variable(variable),
            (Bound::Figures(figures), _) => expression.variable(self.figures[figures[reading.figures[operand].0]]),
            (Bound::Literal(quantity), _) => {
                let value = quantity.stated(&self.policy, quantity.may_be_negative());
                expression.constant(Bounds::from(&to_formula(value, quantity.unit())))
            }
            (Bound::Missing { .. }, None) => expression.constant(Bounds::ALL),
        };
        let conventions = Conventions {
            base_year: reading.fallback == Some(Fallback::BaseYear),
            arithmetic: reading.fallback == Some(Fallback::ArithmeticMean),
            difference: reading.difference,
            ..Conventions::default()
        };
        claim.formula.lower(expression, &place, conventions)
    }
}

/// What is stated, turned into what the formula gives.
fn turned(package: &Package, claim: &Claim, reading: &Reading, variable: usize, expression: &mut Expression) -> Step {
    let stated = expression.variable(variable);
    let Some(turn) = turn(package, claim, reading) else { return stated };
    if turn.in_hundredths {
        let hundred = expression.constant(Bounds::point(100.0));
        return expression.divide(stated, hundred);
    }
    let stated = if turn.negated { expression.negate(stated) } else { stated };
    if turn.shift.is_zero() {
        return stated;
    }
    let shift = expression.constant(Bounds::from(&Interval::point(turn.shift)));
    expression.add(stated, shift)
}

/// What a figure is of; what is stated twice is one thing.
fn key(figure: &Figure) -> Key {
    let label = if figure.label.starts_with(STATED_TWICE) { "" } else { &figure.label };
    Key {
        indicator: figure.indicator,
        ref_area: figure.ref_area.clone(),
        period: figure.period,
        label: label.to_owned(),
        source: None,
    }
}
