//! The value of a formula over intervals.

use super::Formula;
use super::ast::{Comparison, Function, Kind, Node, Operator};
use crate::error::{Error, Result};
use crate::quantity::{Exact, Interval, Undefined};

/// Which of the field's conventions a formula is computed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conventions {
    /// A span's label leaves out the base year, so that there is one step more.
    pub base_year: bool,
    /// So many steps more than the periods of a span give, to try whether one was miscounted.
    pub more_steps: i64,
    /// An average rate is the arithmetic mean of the steps, not the compound one.
    pub arithmetic: bool,
    /// What the difference of two percentages is taken as, where the words do not say.
    pub difference: Option<Difference>,
}

/// Two ways to compare two percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// In percentage points: `to - from`.
    Points,
    /// In percent: `to / from - 1`.
    Percent,
    /// As a multiple: `to / from`.
    Multiple,
}

impl Formula {
    /// Computes the formula. `values` holds one interval for each operand, percent as fractions; of a comparison it gives
    /// left less right.
    ///
    /// # Errors
    /// If a step is undefined for some of the values, such as division by an interval that contains zero.
    pub fn evaluate(&self, values: &[Interval], conventions: Conventions) -> Result<Interval> {
        let plainly = |values: &[Interval]| match conventions.difference {
            Some(difference) => self.difference(difference, values, conventions),
            None => evaluate(&self.root, values, conventions),
        };
        // Percent of a difference is another formula than the one whose derivative is known.
        let value = if self.repeated.is_empty() || conventions.difference.is_some() {
            plainly(values)?
        } else {
            self.sharp(values, conventions, &plainly)?
        };
        let holds = |end: &crate::quantity::End| {
            end.value().is_none_or(|value| value.to_f64().is_finite() && (value.is_zero() || value.to_f64() != 0.0))
        };
        if holds(&value.low) && holds(&value.high) {
            Ok(value)
        } else {
            Err(undefined(Undefined::Overflow, &self.root))
        }
    }

    /// The difference of the two percentages that the formula compares, taken in a given way.
    fn difference(&self, difference: Difference, values: &[Interval], conventions: Conventions) -> Result<Interval> {
        let (from, to) = match &self.root.kind {
            Kind::Call(Function::Growth | Function::Change, arguments) => (&arguments[0], &arguments[1]),
            Kind::Binary(Operator::Subtract, left, right) => (&**right, &**left),
            _ => return evaluate(&self.root, values, conventions),
        };
        let pair = [evaluate(from, values, conventions)?, evaluate(to, values, conventions)?];
        let function = if difference == Difference::Points { Function::Change } else { Function::Growth };
        let value = call(function, &pair, conventions).map_err(|what| undefined(what, &self.root))?;
        Ok(if difference == Difference::Multiple { value.shifted(&Exact::ONE) } else { value })
    }

    /// Whether the conventions can make a difference to this formula: (base year, arithmetic mean).
    #[must_use]
    pub fn conventions(&self) -> (bool, bool) {
        fn walk(node: &Node, found: &mut (bool, bool)) {
            match &node.kind {
                Kind::Operand(_) | Kind::Years { .. } | Kind::Constant(_) => {}
                Kind::Negate(inner) => walk(inner, found),
                Kind::Binary(_, left, right) | Kind::Compare(_, left, right) => {
                    walk(left, found);
                    walk(right, found);
                }
                Kind::Call(function, arguments) => {
                    if matches!(function, Function::Cagr | Function::Annualised) {
                        found.1 = true;
                        found.0 |= matches!(arguments.last().map(|a| &a.kind), Some(Kind::Years { label: true, .. }));
                    }
                    arguments.iter().for_each(|argument| walk(argument, found));
                }
            }
        }
        let mut found = (false, false);
        walk(&self.root, &mut found);
        found
    }

    /// The interval that the difference of a comparison's sides has to meet.
    #[must_use]
    pub fn comparison_target(comparison: Comparison) -> Interval {
        let zero = Exact::ZERO;
        match comparison {
            Comparison::Less => Interval::below(zero),
            Comparison::Greater => Interval::above(zero),
            Comparison::LessOrEqual => Interval::below(zero).hull(&Interval::point(Exact::ZERO)),
            Comparison::GreaterOrEqual => Interval::above(zero).hull(&Interval::point(Exact::ZERO)),
            Comparison::Equal => Interval::point(zero),
        }
    }

    /// The value of each side of a comparison, or of the formula whole.
    ///
    /// # Errors
    /// As [`Formula::evaluate`].
    pub fn evaluate_sides(&self, values: &[Interval], conventions: Conventions) -> Result<Vec<Interval>> {
        match &self.root.kind {
            Kind::Compare(_, left, right) => {
                Ok(vec![evaluate(left, values, conventions)?, evaluate(right, values, conventions)?])
            }
            _ => Ok(vec![self.evaluate(values, conventions)?]),
        }
    }
}

fn undefined(what: Undefined, node: &Node) -> Error {
    let (message, help) = match what {
        Undefined::DivisionByZero => (
            "this divides by a value that may be zero",
            "the divisor's interval contains 0: print it with more digits, or divide by another figure",
        ),
        Undefined::PowerOfNegative => (
            "this takes a fractional power of a value that may be negative",
            "a growth rate over several years needs a start and an end above zero",
        ),
        Undefined::LogarithmOfNonPositive => {
            ("this takes the logarithm of a value that may be zero or less", "ln needs a value above zero")
        }
        Undefined::NegativeBase => (
            "this computes growth from a base that may be below zero",
            "growth has no meaning there: state the change, change(from, to)",
        ),
        Undefined::Overflow => {
            ("the result is too large or too near zero to be held", "check the scale words and the exponents")
        }
    };
    Error::new(message).at(node.span.0, node.span.1, "here").with_help(help)
}

fn evaluate(node: &Node, values: &[Interval], conventions: Conventions) -> Result<Interval> {
    let of = |node: &Node| evaluate(node, values, conventions);
    let or = |result: std::result::Result<Interval, Undefined>| result.map_err(|what| undefined(what, node));
    Ok(match &node.kind {
        Kind::Operand(index) => values[*index].clone(),
        Kind::Constant(value) => Interval::point(value.clone()),
        Kind::Years { years, label } => constant_years(years, *label, conventions),
        Kind::Negate(inner) => of(inner)?.neg(),
        Kind::Compare(_, left, right) => of(left)?.sub(&of(right)?),
        Kind::Binary(operator, left, right) => {
            let (a, b) = (of(left)?, of(right)?);
            match operator {
                Operator::Add => a.add(&b),
                Operator::Subtract => a.sub(&b),
                Operator::Multiply => a.mul(&b),
                Operator::Divide => or(a.div(&b))?,
                Operator::Power => or(a.pow(&b))?,
            }
        }
        Kind::Call(function, arguments) => {
            let all: Vec<Interval> = arguments.iter().map(of).collect::<Result<_>>()?;
            or(call(*function, &all, conventions))?
        }
    })
}

/// A number of years; a label that leaves out the base year has one more.
pub(super) fn constant_years(years: &Exact, label: bool, conventions: Conventions) -> Interval {
    let more = if label && conventions.base_year { 1 } else { 0 } + conventions.more_steps;
    Interval::point(years.clone() + Exact::from(more))
}

/// Growth from a base below zero has no meaning: from -5 to -10 it would be a rise.
fn above_zero(base: &Interval) -> std::result::Result<Interval, Undefined> {
    if base.low.value().is_none_or(|low| low.is_negative()) { Err(Undefined::NegativeBase) } else { Ok(base.clone()) }
}

fn call(function: Function, values: &[Interval], conventions: Conventions) -> std::result::Result<Interval, Undefined> {
    let minus_one = Exact::from(-1);
    let average = |multiple: Interval, years: &Interval| {
        if conventions.arithmetic {
            multiple.shifted(&minus_one).div(years)
        } else {
            Ok(multiple.pow(&years.recip()?)?.shifted(&minus_one))
        }
    };
    let fold = |f: fn(&Interval, &Interval) -> Interval| {
        values[1..].iter().fold(values[0].clone(), |all, value| f(&all, value))
    };
    Ok(match function {
        Function::Growth => values[1].div(&above_zero(&values[0])?)?.shifted(&minus_one),
        Function::Change => values[1].sub(&values[0]),
        Function::Cagr => average(values[1].div(&above_zero(&values[0])?)?, &values[2])?,
        Function::Annualised => average(values[0].clone(), &values[1])?,
        Function::Index => values[0].div(&values[1])?.scaled(&Exact::from(100)),
        Function::Share => values[0].div(&values[1])?,
        Function::Mean => {
            let count = Exact::from(i64::try_from(values.len()).unwrap_or(1));
            fold(Interval::add).scaled(&(Exact::ONE / count))
        }
        Function::Sum => fold(Interval::add),
        Function::Min => fold(Interval::min),
        Function::Max => fold(Interval::max),
        Function::Years => values[0].clone(),
        // Eighteen years that end in 2023 begin in 2006.
        Function::FirstYear => values[0].sub(&values[1]).shifted(&Exact::ONE),
        Function::Ln => values[0].ln()?,
        Function::Exp => values[0].exp()?,
    })
}
