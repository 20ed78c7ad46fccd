//! Sharp intervals where a figure stands more than once in a formula.
//!
//! Interval arithmetic takes each occurrence for a figure of its own, so that `a / (a + b)` comes out too wide. Where the
//! formula rises or falls in such a figure throughout its interval, which its derivative tells, the extremes lie at the
//! figure's ends, and there it is one number in all places. Where the derivative has no sign, the wider interval stands.

use super::Formula;
use super::ast::{Function, Kind, Node, Operator};
use super::evaluate::{Conventions, constant_years};
use crate::error::Result;
use crate::quantity::{End, Exact, Interval};

/// Value and derivative by one operand.
type Dual = (Interval, Interval);

impl Formula {
    /// The formula's interval by `evaluate`, made sharp for the operands that stand in it more than once.
    pub(super) fn sharp(
        &self,
        values: &[Interval],
        conventions: Conventions,
        evaluate: &dyn Fn(&[Interval]) -> Result<Interval>,
    ) -> Result<Interval> {
        for &operand in &self.repeated {
            let ends = (values[operand].low.value().cloned(), values[operand].high.value().cloned());
            let (Some(low), Some(high)) = ends else { continue };
            if low == high {
                continue;
            }
            let Some((_, derivative)) = dual(&self.root, operand, values, conventions) else { continue };
            // Exactly: a slope by an amount of trillions is far below any tolerance.
            let rises = derivative.low.value().is_some_and(|low| *low >= Exact::ZERO);
            let falls = derivative.high.value().is_some_and(|high| *high <= Exact::ZERO);
            if !rises && !falls {
                continue;
            }
            let pinned = |at: &Exact| {
                let mut pinned = values.to_vec();
                pinned[operand] = Interval::point(at.clone());
                self.sharp(&pinned, conventions, evaluate)
            };
            let (at_low, at_high) = (pinned(&low)?, pinned(&high)?);
            // An end that does not belong to the figure is not reached, unless the formula is flat there.
            let touches_zero = |end: &End| end.closed && end.value().is_some_and(Exact::is_zero);
            let flat = touches_zero(&derivative.low) || touches_zero(&derivative.high);
            let reached = |end: End, own: &End| End { closed: end.closed && (own.closed || flat), ..end };
            let (own_low, own_high) = (&values[operand].low, &values[operand].high);
            return Ok(if rises {
                Interval { low: reached(at_low.low, own_low), high: reached(at_high.high, own_high) }
            } else {
                Interval { low: reached(at_high.low, own_high), high: reached(at_low.high, own_low) }
            });
        }
        evaluate(values)
    }
}

/// Value and derivative over the intervals; nothing where this is not worked out.
fn dual(node: &Node, by: usize, values: &[Interval], conventions: Conventions) -> Option<Dual> {
    let of = |node: &Node| dual(node, by, values, conventions);
    let constant = |value: Interval| (value, Interval::point(Exact::ZERO));
    Some(match &node.kind {
        Kind::Operand(index) => {
            let slope = if *index == by { Exact::ONE } else { Exact::ZERO };
            (values[*index].clone(), Interval::point(slope))
        }
        Kind::Constant(value) => constant(Interval::point(value.clone())),
        Kind::Years { years, label } => constant(constant_years(years, *label, conventions)),
        Kind::Negate(inner) => {
            let (value, slope) = of(inner)?;
            (value.neg(), slope.neg())
        }
        Kind::Compare(_, left, right) => subtract(&of(left)?, &of(right)?),
        Kind::Binary(operator, left, right) => {
            let (a, b) = (of(left)?, of(right)?);
            match operator {
                Operator::Add => add(&a, &b),
                Operator::Subtract => subtract(&a, &b),
                Operator::Multiply => multiply(&a, &b),
                Operator::Divide => divide(&a, &b)?,
                Operator::Power => power(&a, &b)?,
            }
        }
        Kind::Call(function, arguments) => {
            let all: Vec<Dual> = arguments.iter().map(of).collect::<Option<_>>()?;
            let one = || constant(Interval::point(Exact::ONE));
            match function {
                Function::Growth => divide(&all[1], &all[0])?,
                Function::Change => subtract(&all[1], &all[0]),
                Function::Share | Function::Index => divide(&all[0], &all[1])?,
                Function::Sum | Function::Mean => {
                    all[1..].iter().fold(all[0].clone(), |total, value| add(&total, value))
                }
                Function::Cagr if !conventions.arithmetic => {
                    power(&divide(&all[1], &all[0])?, &divide(&one(), &all[2])?)?
                }
                Function::Annualised if !conventions.arithmetic => power(&all[0], &divide(&one(), &all[1])?)?,
                _ => return None,
            }
        }
    })
}

fn add(a: &Dual, b: &Dual) -> Dual {
    (a.0.add(&b.0), a.1.add(&b.1))
}

fn subtract(a: &Dual, b: &Dual) -> Dual {
    (a.0.sub(&b.0), a.1.sub(&b.1))
}

fn multiply(a: &Dual, b: &Dual) -> Dual {
    (a.0.mul(&b.0), a.1.mul(&b.0).add(&a.0.mul(&b.1)))
}

fn divide(a: &Dual, b: &Dual) -> Option<Dual> {
    let slope = a.1.mul(&b.0).sub(&a.0.mul(&b.1)).div(&b.0.mul(&b.0)).ok()?;
    Some((a.0.div(&b.0).ok()?, slope))
}

/// Powers whose exponent does not depend on the operand: `n x^(n-1) x'`.
fn power(a: &Dual, b: &Dual) -> Option<Dual> {
    let exponent = b.0.as_point()?;
    if b.1.as_point() != Some(&Exact::ZERO) {
        return None;
    }
    let less = Interval::point(exponent.clone() - Exact::ONE);
    let slope = a.0.pow(&less).ok()?.mul(&b.0).mul(&a.1);
    Some((a.0.pow(&b.0).ok()?, slope))
}
