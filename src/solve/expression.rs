//! Expressions over variables, and their contraction: forward to the value, backward to the variables (HC4-revise).
//!
//! Forward evaluation encloses all values; going back, each step is undone for each of its arguments, which is exact where a
//! variable stands once, since every step rises or falls in each argument. Source: Benhamou, Goualard, Granvilliers and Puget,
//! "Revising hull and box consistency", ICLP 1999.

use super::bounds::Bounds;

/// A place in an expression, of which other steps can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step(usize);

/// One step; its arguments are earlier ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Node {
    Variable(usize),
    Constant(Bounds),
    Negate(usize),
    Add(usize, usize),
    Subtract(usize, usize),
    Multiply(usize, usize),
    Divide(usize, usize),
    Power(usize, usize),
    Minimum(usize, usize),
    Maximum(usize, usize),
    Ln(usize),
    Exp(usize),
}

/// A formula over variables; its last step is its value.
///
/// ```
/// use trueup::solve::{Bounds, Expression};
/// let mut share = Expression::default();
/// let (part, whole) = (share.variable(0), share.variable(1));
/// share.divide(part, whole);
/// assert_eq!(share.value(&[Bounds::point(1.0), Bounds::point(4.0)]), Some(Bounds::point(0.25)));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expression {
    nodes: Vec<Node>,
}

impl Expression {
    fn step(&mut self, node: Node) -> Step {
        self.nodes.push(node);
        Step(self.nodes.len() - 1)
    }

    /// A variable of the system.
    pub fn variable(&mut self, variable: usize) -> Step {
        self.step(Node::Variable(variable))
    }

    /// A number, or one that lies between two.
    pub fn constant(&mut self, value: Bounds) -> Step {
        self.step(Node::Constant(value))
    }

    /// `-a`
    pub fn negate(&mut self, a: Step) -> Step {
        self.step(Node::Negate(a.0))
    }

    /// `a + b`
    pub fn add(&mut self, a: Step, b: Step) -> Step {
        self.step(Node::Add(a.0, b.0))
    }

    /// `a - b`
    pub fn subtract(&mut self, a: Step, b: Step) -> Step {
        self.step(Node::Subtract(a.0, b.0))
    }

    /// `a b`
    pub fn multiply(&mut self, a: Step, b: Step) -> Step {
        self.step(Node::Multiply(a.0, b.0))
    }

    /// `a / b`; b is not zero
    pub fn divide(&mut self, a: Step, b: Step) -> Step {
        self.step(Node::Divide(a.0, b.0))
    }

    /// `a^b`
    pub fn power(&mut self, a: Step, b: Step) -> Step {
        self.step(Node::Power(a.0, b.0))
    }

    /// The smaller of two.
    pub fn minimum(&mut self, a: Step, b: Step) -> Step {
        self.step(Node::Minimum(a.0, b.0))
    }

    /// The larger of two.
    pub fn maximum(&mut self, a: Step, b: Step) -> Step {
        self.step(Node::Maximum(a.0, b.0))
    }

    /// The natural logarithm.
    pub fn ln(&mut self, a: Step) -> Step {
        self.step(Node::Ln(a.0))
    }

    /// The power of e.
    pub fn exp(&mut self, a: Step) -> Step {
        self.step(Node::Exp(a.0))
    }

    /// Its variables, as often as they stand in it.
    pub(super) fn variables(&self) -> impl Iterator<Item = usize> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Variable(variable) => Some(*variable),
            _ => None,
        })
    }

    /// Its values over all values of the variables; nothing where it is defined for none.
    #[must_use]
    pub fn value(&self, variables: &[Bounds]) -> Option<Bounds> {
        let mut scratch = Vec::with_capacity(self.nodes.len());
        self.forward(&|variable| variables[variable], &mut scratch)?;
        scratch.last().copied()
    }

    fn forward(&self, of: &dyn Fn(usize) -> Bounds, values: &mut Vec<Bounds>) -> Option<()> {
        values.clear();
        for node in &self.nodes {
            let value = match *node {
                Node::Variable(variable) => of(variable),
                Node::Constant(value) => value,
                Node::Negate(a) => values[a].negate(),
                Node::Add(a, b) => values[a].plus(values[b]),
                Node::Subtract(a, b) => values[a].subtract(values[b]),
                Node::Multiply(a, b) => values[a].multiply(values[b]),
                Node::Divide(a, b) => values[a].divide(values[b])?,
                Node::Power(a, b) => values[a].power(values[b])?,
                Node::Minimum(a, b) => values[a].min(values[b]),
                Node::Maximum(a, b) => values[a].max(values[b]),
                Node::Ln(a) => values[a].ln()?,
                Node::Exp(a) => values[a].exp(),
            };
            values.push(value);
        }
        Some(())
    }

    /// What the variables can still be if the value lies in `target`: each variable that stands here with its bounds, added to
    /// `found`. Nothing if no values of them give one.
    pub(super) fn contract(
        &self,
        target: Bounds,
        of: &dyn Fn(usize) -> Bounds,
        scratch: &mut Vec<Bounds>,
        found: &mut Vec<(usize, Bounds)>,
    ) -> Option<()> {
        self.forward(of, scratch)?;
        let values = scratch.as_mut_slice();
        let last = values.len() - 1;
        values[last] = values[last].intersection(target)?;
        for i in (0..self.nodes.len()).rev() {
            let value = values[i];
            match self.nodes[i] {
                Node::Constant(_) => {}
                Node::Variable(variable) => match found.iter_mut().find(|(known, _)| *known == variable) {
                    Some((_, bounds)) => *bounds = bounds.intersection(value)?,
                    None => found.push((variable, value)),
                },
                Node::Negate(a) => values[a] = values[a].intersection(value.negate())?,
                Node::Add(a, b) => {
                    values[a] = values[a].intersection(value.subtract(values[b]))?;
                    values[b] = values[b].intersection(value.subtract(values[a]))?;
                }
                Node::Subtract(a, b) => {
                    values[a] = values[a].intersection(value.plus(values[b]))?;
                    values[b] = values[b].intersection(values[a].subtract(value))?;
                }
                Node::Multiply(a, b) => {
                    values[a] = value.divide_within(values[b], values[a])?;
                    values[b] = value.divide_within(values[a], values[b])?;
                }
                Node::Divide(a, b) => {
                    values[a] = values[a].intersection(value.multiply(values[b]))?;
                    values[b] = values[a].divide_within(value, values[b])?;
                }
                Node::Power(a, b) => values[a] = value.root_within(values[b], values[a])?,
                Node::Minimum(a, b) => {
                    let (first, second) = (values[a], values[b]);
                    values[a] = value.of_minimum(second, first)?;
                    values[b] = value.of_minimum(first, second)?;
                }
                Node::Maximum(a, b) => {
                    let (first, second) = (values[a].negate(), values[b].negate());
                    values[a] = value.negate().of_minimum(second, first)?.negate();
                    values[b] = value.negate().of_minimum(first, second)?.negate();
                }
                Node::Ln(a) => values[a] = values[a].intersection(value.exp())?,
                Node::Exp(a) => values[a] = values[a].intersection(value.ln()?)?,
            }
        }
        Some(())
    }
}
