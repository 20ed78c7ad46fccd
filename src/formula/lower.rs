//! A formula as an expression of a system of constraints ([`crate::solve`]), where it is undone as well as computed.

use super::Formula;
use super::ast::{Function, Kind, Node, Operator};
use super::evaluate::{Conventions, Difference, constant_years};
use crate::quantity::{Exact, Interval};
use crate::solve::{Bounds, Expression, Step};

/// Puts an operand into the expression each time it stands in the formula.
pub type Place<'a> = dyn Fn(&mut Expression, usize) -> Step + 'a;

impl Formula {
    /// Writes the formula into an expression, percent as fractions; of a comparison left less right. The step is its value.
    pub fn lower(&self, expression: &mut Expression, place: &Place<'_>, conventions: Conventions) -> Step {
        let lower = &mut Lower { expression, place, conventions };
        let pair = match (&self.root.kind, conventions.difference) {
            (Kind::Call(Function::Growth | Function::Change, arguments), Some(_)) => {
                Some((&arguments[0], &arguments[1]))
            }
            (Kind::Binary(Operator::Subtract, left, right), Some(_)) => Some((&**right, &**left)),
            _ => None,
        };
        let Some((from, to)) = pair else { return lower.node(&self.root) };
        let (from, to) = (lower.node(from), lower.node(to));
        match conventions.difference {
            Some(Difference::Points) => lower.expression.subtract(to, from),
            Some(Difference::Percent) => lower.growth(from, to),
            _ => lower.expression.divide(to, from),
        }
    }

    /// Writes both sides of a comparison; nothing for other formulas.
    pub fn lower_sides(&self, expression: &mut Expression, place: &Place<'_>) -> Option<[Step; 2]> {
        let Kind::Compare(_, left, right) = &self.root.kind else { return None };
        let mut lower = Lower { expression, place, conventions: Conventions::default() };
        Some([lower.node(left), lower.node(right)])
    }

    /// An operand that stands on both sides of a comparison.
    #[must_use]
    pub fn on_both_sides(&self) -> Option<usize> {
        let Kind::Compare(_, left, right) = &self.root.kind else { return None };
        (0..self.operands.len()).find(|operand| left.occurrences(*operand) > 0 && right.occurrences(*operand) > 0)
    }
}

struct Lower<'a> {
    expression: &'a mut Expression,
    place: &'a Place<'a>,
    conventions: Conventions,
}

impl Lower<'_> {
    fn constant(&mut self, value: Exact) -> Step {
        self.expression.constant(Bounds::from(&Interval::point(value)))
    }

    fn node(&mut self, node: &Node) -> Step {
        match &node.kind {
            Kind::Operand(index) => (self.place)(self.expression, *index),
            Kind::Constant(value) => self.constant(value.clone()),
            Kind::Years { years, label } => {
                let years = constant_years(years, *label, self.conventions);
                self.expression.constant(Bounds::from(&years))
            }
            Kind::Negate(inner) => {
                let inner = self.node(inner);
                self.expression.negate(inner)
            }
            Kind::Compare(_, left, right) => {
                let (left, right) = (self.node(left), self.node(right));
                self.expression.subtract(left, right)
            }
            Kind::Binary(operator, left, right) => {
                let (left, right) = (self.node(left), self.node(right));
                match operator {
                    Operator::Add => self.expression.add(left, right),
                    Operator::Subtract => self.expression.subtract(left, right),
                    Operator::Multiply => self.expression.multiply(left, right),
                    Operator::Divide => self.expression.divide(left, right),
                    Operator::Power => self.expression.power(left, right),
                }
            }
            Kind::Call(function, arguments) => {
                let all: Vec<Step> = arguments.iter().map(|argument| self.node(argument)).collect();
                self.call(*function, &all)
            }
        }
    }

    fn call(&mut self, function: Function, steps: &[Step]) -> Step {
        let fold = |expression: &mut Expression, of: fn(&mut Expression, Step, Step) -> Step| {
            steps[1..].iter().fold(steps[0], |all, step| of(expression, all, *step))
        };
        match function {
            Function::Growth => self.growth(steps[0], steps[1]),
            Function::Change => self.expression.subtract(steps[1], steps[0]),
            Function::Cagr => {
                let multiple = self.expression.divide(steps[1], steps[0]);
                self.average(multiple, steps[2])
            }
            Function::Annualised => self.average(steps[0], steps[1]),
            Function::Share => self.expression.divide(steps[0], steps[1]),
            Function::Index => {
                let quotient = self.expression.divide(steps[0], steps[1]);
                let hundred = self.constant(Exact::from(100));
                self.expression.multiply(quotient, hundred)
            }
            Function::Mean => {
                let sum = fold(self.expression, Expression::add);
                let count = self.constant(Exact::from(i64::try_from(steps.len()).unwrap_or(1)));
                self.expression.divide(sum, count)
            }
            Function::Sum => fold(self.expression, Expression::add),
            Function::Min => fold(self.expression, Expression::minimum),
            Function::Max => fold(self.expression, Expression::maximum),
            Function::Years => steps[0],
            Function::FirstYear => {
                let before = self.expression.subtract(steps[0], steps[1]);
                let one = self.constant(Exact::ONE);
                self.expression.add(before, one)
            }
            Function::Ln => self.expression.ln(steps[0]),
            Function::Exp => self.expression.exp(steps[0]),
        }
    }

    /// `to / from - 1`
    fn growth(&mut self, from: Step, to: Step) -> Step {
        let multiple = self.expression.divide(to, from);
        let one = self.constant(Exact::ONE);
        self.expression.subtract(multiple, one)
    }

    /// `multiple^(1 / years) - 1`, or by the arithmetic convention `(multiple - 1) / years`
    fn average(&mut self, multiple: Step, years: Step) -> Step {
        let one = self.constant(Exact::ONE);
        if self.conventions.arithmetic {
            let growth = self.expression.subtract(multiple, one);
            return self.expression.divide(growth, years);
        }
        let inverse = self.expression.divide(one, years);
        let factor = self.expression.power(multiple, inverse);
        let one = self.constant(Exact::ONE);
        self.expression.subtract(factor, one)
    }
}
