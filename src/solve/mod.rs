//! Systems of constraints over intervals: what each variable can still be, and which constraints cannot all hold.
//!
//! It knows no words and no figures: variables are numbers, and a constraint says that an expression of them lies in an interval,
//! in one way or another. [`System::parts`] falls apart what is not connected; each [`Part`] is contracted until nothing moves
//! ([`Part::solve`]), and where it is empty, [`Part::clashing`] finds a smallest set of constraints that clash.
//!
//! ```
//! use trueup::solve::{Bounds, Expression, State, System, Way};
//! // A share of 17.15 to 17.25 percent, and a part of 125.5 to 126.5: the whole is implied.
//! let mut system = System::default();
//! let [share, part, whole] = [(); 3].map(|()| system.variable(Bounds::NOT_NEGATIVE));
//! system.require(vec![Way::value(share, Bounds::closed(0.1715, 0.1725))]);
//! system.require(vec![Way::value(part, Bounds::closed(125.5, 126.5))]);
//! let mut quotient = Expression::default();
//! let (p, w) = (quotient.variable(part), quotient.variable(whole));
//! let (q, s) = (quotient.divide(p, w), quotient.variable(share));
//! quotient.subtract(q, s);
//! system.require(vec![Way::new(quotient, Bounds::point(0.0))]);
//! let parts = system.parts();
//! let solution = parts[0].solve(&|_| true);
//! assert_eq!(solution.state, State::Settled);
//! assert!((solution.value(whole).low - 125.5 / 0.1725).abs() < 1e-9);
//! ```
//!
//! Contraction never loses a solution: all rounding is outward, and the stop rule leaves intervals too wide, never too narrow. A
//! narrowing of less than [`TOLERANCE`] of an interval's width is kept, but not passed on.

mod bounds;
mod core;
mod expression;
mod part;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use bounds::Bounds;
pub use expression::{Expression, Step};
use part::NOWHERE;
pub use part::{Part, Solution, State, TOLERANCE};

/// Variables and what must hold between them.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// What each variable can be before anything is required of it.
    natural: Vec<Bounds>,
    constraints: Vec<Constraint>,
}

/// A constraint holds if one of its ways does.
#[derive(Debug, Clone)]
struct Constraint {
    ways: Vec<Way>,
    /// The variables of all ways, each once, in order.
    variables: Vec<usize>,
    /// Whether a variable stands in one way more than once, so that one pass is not sharp.
    repeated: bool,
}

/// One way for a constraint to hold: an expression lies in an interval.
#[derive(Debug, Clone)]
pub struct Way {
    expression: Expression,
    target: Bounds,
}

impl Way {
    /// The expression lies in the interval.
    #[must_use]
    pub fn new(expression: Expression, target: Bounds) -> Self {
        Self { expression, target }
    }

    /// A variable lies in an interval.
    #[must_use]
    pub fn value(variable: usize, bounds: Bounds) -> Self {
        let mut expression = Expression::default();
        expression.variable(variable);
        Self { expression, target: bounds }
    }
}

impl System {
    /// A new variable, which can be any of these numbers.
    pub fn variable(&mut self, natural: Bounds) -> usize {
        self.natural.push(natural);
        self.natural.len() - 1
    }

    /// A new constraint, which holds in one of these ways; its number.
    pub fn require(&mut self, ways: Vec<Way>) -> usize {
        let mut variables: Vec<usize> = ways.iter().flat_map(|way| way.expression.variables()).collect();
        variables.sort_unstable();
        variables.dedup();
        let repeated = ways.iter().any(|way| {
            let mut own: Vec<usize> = way.expression.variables().collect();
            let count = own.len();
            own.sort_unstable();
            own.dedup();
            own.len() < count
        });
        self.constraints.push(Constraint { ways, variables, repeated });
        self.constraints.len() - 1
    }

    /// How many variables there are.
    #[must_use]
    pub fn variables(&self) -> usize {
        self.natural.len()
    }

    /// The variables that a constraint ties together.
    #[must_use]
    pub fn variables_of(&self, constraint: usize) -> &[usize] {
        &self.constraints[constraint].variables
    }

    /// What can be before anything is required of it.
    #[must_use]
    pub fn natural(&self, variable: usize) -> Bounds {
        self.natural[variable]
    }

    /// What one constraint by itself says of a variable, if the others lie in these bounds; nothing if it cannot hold.
    #[must_use]
    pub fn says(&self, constraint: usize, variable: usize, others: &dyn Fn(usize) -> Bounds) -> Option<Bounds> {
        let row = &self.constraints[constraint];
        let mut scratch = part::Scratch::default();
        let mut under = |bounds: Bounds| {
            let of = |v: usize| if v == variable { bounds } else { others(v) };
            let found = part::narrowed(row, &of, &mut scratch)?;
            Some(found.into_iter().find(|(v, _)| *v == variable).map_or(bounds, |(_, bounds)| bounds))
        };
        let mut value = under(self.natural[variable])?;
        if !row.repeated || !value.is_finite() {
            return Some(value);
        }
        // Where it stands twice, in slices: near an end a slice is as good as a point.
        let mut part = value.width() / 2.0;
        while part > 1e-13 * value.low.abs().max(value.high.abs()) {
            let below = value.low + part;
            if below < value.high && under(Bounds { high: below, high_closed: true, ..value }).is_none() {
                value = Bounds { low: below, low_closed: true, ..value };
            }
            let above = value.high - part;
            if above > value.low && under(Bounds { low: above, low_closed: true, ..value }).is_none() {
                value = Bounds { high: above, high_closed: true, ..value };
            }
            part /= 2.0;
        }
        Some(value)
    }

    /// Some constraints, taken alone.
    #[must_use]
    pub fn among(&self, constraints: &[usize]) -> Part<'_> {
        let of = |number: &usize| self.constraints[*number].variables.iter().copied();
        let mut variables: Vec<usize> = constraints.iter().flat_map(of).collect();
        variables.sort_unstable();
        variables.dedup();
        let mut places = vec![NOWHERE; self.natural.len()];
        variables.iter().enumerate().for_each(|(place, variable)| places[*variable] = place);
        Part::new(self, variables, constraints.to_vec(), Arc::new(places))
    }

    /// The parts that are not connected with each other, by their first variable; a variable of which nothing is required is in
    /// none.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut watchers: Vec<Vec<usize>> = vec![Vec::new(); self.natural.len()];
        for (number, constraint) in self.constraints.iter().enumerate() {
            for variable in &constraint.variables {
                watchers[*variable].push(number);
            }
        }
        let mut places = vec![NOWHERE; self.natural.len()];
        let mut seen_constraint = vec![false; self.constraints.len()];
        let mut parts = Vec::new();
        for start in 0..self.natural.len() {
            if places[start] != NOWHERE || watchers[start].is_empty() {
                continue;
            }
            // Breadth first, so that a sweep along the order and back reaches the far ends of a tree.
            let (mut variables, mut constraints) = (vec![start], Vec::new());
            places[start] = 0;
            let mut next = 0;
            while let Some(variable) = variables.get(next).copied() {
                next += 1;
                for number in &watchers[variable] {
                    if std::mem::replace(&mut seen_constraint[*number], true) {
                        continue;
                    }
                    constraints.push(*number);
                    for other in &self.constraints[*number].variables {
                        if places[*other] == NOWHERE {
                            places[*other] = variables.len();
                            variables.push(*other);
                        }
                    }
                }
            }
            parts.push((variables, constraints));
        }
        let places = Arc::new(places);
        let part = |(variables, constraints)| Part::new(self, variables, constraints, Arc::clone(&places));
        parts.into_iter().map(part).collect()
    }
}
