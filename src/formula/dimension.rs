//! Units under `+`, `-`, `*`, `/` and the functions: what may be added, what a quotient is in.

use std::fmt;

use super::ast::{Formula, Function, Kind, Node, Operator};
use crate::error::{Error, Result};
use crate::unit::Unit;

/// What a number in a formula is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Dimension {
    /// A bare number.
    Number,
    /// A quotient of like things, or a printed multiple.
    Ratio,
    /// A share or rate, as a fraction.
    Percent,
    /// A relative change: what growth, cagr and annualised give.
    Growth,
    /// A difference of percentages.
    Points,
    Rank,
    CalendarYear,
    /// An amount of something, as powers of what it counts.
    Amount(Vec<(Unit, i32)>),
}

use Dimension::{Amount, CalendarYear, Growth, Number, Percent, Points, Rank, Ratio};

impl From<&Unit> for Dimension {
    fn from(unit: &Unit) -> Self {
        match unit {
            Unit::Percent => Percent,
            Unit::PercentagePoints | Unit::BasisPoints => Points,
            Unit::Rank => Rank,
            Unit::Times => Ratio,
            Unit::CalendarYear => CalendarYear,
            Unit::Count => Number,
            Unit::PerPeople(_) => Amount(vec![(Unit::People, -1)]),
            Unit::Over(pair) => product(&Self::from(&pair.0), &Self::from(&pair.1), -1).unwrap_or(Number),
            other => Amount(vec![(other.clone(), 1)]),
        }
    }
}

impl Dimension {
    /// The unit in which a result of this dimension is shown, if it has a name.
    pub(super) fn unit(&self) -> Option<Unit> {
        Some(match self {
            Number => Unit::Count,
            Ratio => Unit::Times,
            Percent | Growth => Unit::Percent,
            Points => Unit::PercentagePoints,
            Rank => Unit::Rank,
            CalendarYear => Unit::CalendarYear,
            Amount(powers) => match powers.as_slice() {
                [(unit, 1)] => unit.clone(),
                [(unit, -1)] => Unit::Over(std::sync::Arc::new((Unit::Count, unit.clone()))),
                [(over, 1), (under, -1)] | [(under, -1), (over, 1)] => {
                    Unit::Over(std::sync::Arc::new((over.clone(), under.clone())))
                }
                _ => return None,
            },
        })
    }

    /// Whether it is a pure number, however it is written.
    pub(super) fn is_fraction(&self) -> bool {
        matches!(self, Number | Ratio | Percent | Growth)
    }

    fn counts(&self) -> bool {
        matches!(self, Amount(powers) if matches!(powers.as_slice(), [(Unit::People | Unit::Years | Unit::Noun(_) | Unit::Index, 1)]))
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number => f.write_str("a bare number"),
            Ratio => f.write_str("a ratio"),
            Percent => f.write_str("percent"),
            Growth => f.write_str("a growth rate in percent"),
            Points => f.write_str("percentage points"),
            Rank => f.write_str("a rank"),
            CalendarYear => f.write_str("a calendar year"),
            Amount(powers) => {
                for (i, (unit, power)) in powers.iter().enumerate() {
                    let joint = if i > 0 { "·" } else { "" };
                    write!(f, "{joint}{unit}")?;
                    if *power != 1 {
                        write!(f, "^{power}")?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// `a * b`, or `a / b` with `sign` -1; nothing where that means nothing.
fn product(a: &Dimension, b: &Dimension, sign: i32) -> Option<Dimension> {
    if matches!(a, Rank | CalendarYear) || matches!(b, Rank | CalendarYear) {
        return None;
    }
    let powers = |d: &Dimension| match d {
        Amount(powers) => powers.clone(),
        _ => Vec::new(),
    };
    let mut all = powers(a);
    for (unit, power) in powers(b) {
        match all.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, total)) => *total += sign * power,
            None => all.push((unit, sign * power)),
        }
    }
    all.retain(|(_, power)| *power != 0);
    if !all.is_empty() {
        return Some(Amount(all));
    }
    let dividing = sign < 0;
    Some(match (a, b) {
        (Amount(_), _) => {
            if dividing {
                Ratio
            } else {
                Number
            }
        }
        (Number, Number) => {
            if dividing {
                Ratio
            } else {
                Number
            }
        }
        (Points, Number | Ratio) => Points,
        (Number | Ratio, Points) if !dividing => Points,
        (Percent | Growth, Number | Ratio) => Percent,
        (Number | Ratio, Percent | Growth) if !dividing => Percent,
        (Percent | Growth, Percent | Growth) if !dividing => Percent,
        _ => Ratio,
    })
}

/// `a + b` or `a - b`.
fn sum(a: &Dimension, b: &Dimension, subtract: bool) -> Option<Dimension> {
    Some(match (a, b) {
        (Percent | Growth, Percent | Growth) => {
            if subtract {
                Points
            } else {
                Percent
            }
        }
        (Percent | Growth, Points) | (Points, Percent | Growth) if !subtract || *b == Points => Percent,
        (Points, Points) => Points,
        (Rank, Rank) if subtract => Amount(vec![(Unit::noun("places"), 1)]),
        (CalendarYear, CalendarYear) if subtract => Amount(vec![(Unit::Years, 1)]),
        (CalendarYear, Number) => CalendarYear,
        (CalendarYear, Amount(powers)) if powers.as_slice() == [(Unit::Years, 1)] => CalendarYear,
        (Number, Number) => Number,
        (a, b) if a.is_fraction() && b.is_fraction() => Ratio,
        (a, Number) if a.counts() => a.clone(),
        (Number, b) if b.counts() => b.clone(),
        (Amount(_), Amount(_)) if a == b => a.clone(),
        _ => return None,
    })
}

/// Whether two sides can be compared.
fn comparable(a: &Dimension, b: &Dimension) -> bool {
    match (a, b) {
        (Percent | Growth, Number | Points) | (Number | Points, Percent | Growth) => false,
        (Rank | CalendarYear, Number) | (Number, Rank | CalendarYear) => true,
        (Rank, Rank) | (CalendarYear, CalendarYear) => true,
        _ => sum(a, b, true).is_some(),
    }
}

/// What a checked formula gives.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) dimension: Dimension,
    /// Whether the result can be below zero.
    pub(super) signed: bool,
}

/// Checks the units of a formula; `operands` holds each operand's unit and whether it can be negative.
///
/// A growth rate over a span under `annualised` becomes the multiple that it means.
pub(super) fn check(formula: &mut Formula, operands: &[(Unit, bool)]) -> Result<Checked> {
    let mut root = formula.root.clone();
    let checked = node(&mut root, operands)?;
    formula.root = root;
    Ok(checked)
}

/// The dimension of a comparison's left side.
pub(super) fn of_left_side(formula: &Formula, operands: &[(Unit, bool)]) -> Option<Dimension> {
    match &formula.root.kind {
        Kind::Compare(_, left, _) => node(&mut left.as_ref().clone(), operands).ok().map(|checked| checked.dimension),
        _ => None,
    }
}

/// Whether the formula compares two percentages by difference or growth, so that "up 0.6" can mean points or percent.
pub(super) fn is_difference_of_percentages(formula: &Formula, operands: &[(Unit, bool)]) -> bool {
    let pair = match &formula.root.kind {
        Kind::Call(Function::Growth | Function::Change, arguments) => arguments.first().zip(arguments.get(1)),
        Kind::Binary(Operator::Subtract, left, right) => Some((&**right, &**left)),
        _ => None,
    };
    let percent = |side: &Node| {
        node(&mut side.clone(), operands).is_ok_and(|checked| matches!(checked.dimension, Percent | Growth))
    };
    pair.is_some_and(|(from, to)| percent(from) && percent(to))
}

fn node(at: &mut Node, operands: &[(Unit, bool)]) -> Result<Checked> {
    let span = at.span;
    let refuse = |message: String, help: &str| Error::new(message).at(span.0, span.1, "here").with_help(help);
    match &mut at.kind {
        Kind::Operand(index) => {
            let (unit, signed) = operands.get(*index).cloned().unwrap_or((Unit::Count, false));
            Ok(Checked { dimension: Dimension::from(&unit), signed })
        }
        Kind::Constant(_) => Ok(Checked { dimension: Number, signed: false }),
        Kind::Years { .. } => Ok(Checked { dimension: Amount(vec![(Unit::Years, 1)]), signed: false }),
        Kind::Negate(inner) => {
            let inner = node(inner, operands)?;
            if matches!(inner.dimension, Rank | CalendarYear) {
                return Err(refuse(format!("{} has no negative", inner.dimension), "subtract two of them instead"));
            }
            Ok(Checked { signed: true, ..inner })
        }
        Kind::Binary(operator, left, right) => {
            let exponent = match (&right.kind, &*operator) {
                (Kind::Operand(_) | Kind::Negate(_), Operator::Power) => right.span,
                _ => span,
            };
            let (a, b) = (node(left, operands)?, node(right, operands)?);
            let signed = a.signed || b.signed || *operator == Operator::Subtract;
            let dimension = match operator {
                Operator::Add | Operator::Subtract => {
                    let subtract = *operator == Operator::Subtract;
                    sum(&a.dimension, &b.dimension, subtract).ok_or_else(|| {
                        let verb = if subtract { "subtracted from" } else { "added to" };
                        refuse(
                            format!("{} cannot be {verb} {}", b.dimension, a.dimension),
                            help_for(&a.dimension, &b.dimension),
                        )
                    })?
                }
                Operator::Multiply => product(&a.dimension, &b.dimension, 1).ok_or_else(|| {
                    refuse(format!("{} cannot be multiplied with {}", a.dimension, b.dimension), RANKS)
                })?,
                Operator::Divide => product(&a.dimension, &b.dimension, -1)
                    .ok_or_else(|| refuse(format!("{} cannot be divided by {}", a.dimension, b.dimension), RANKS))?,
                Operator::Power => {
                    if !matches!(b.dimension, Number | Ratio) {
                        return Err(Error::new(format!("an exponent is a bare number, not {}", b.dimension))
                            .at(exponent.0, exponent.1, "here")
                            .with_help("write the number alone: ^39, ^(1/39)"));
                    }
                    match a.dimension {
                        Number => Number,
                        Ratio | Percent | Growth => Ratio,
                        other => {
                            return Err(refuse(
                                format!("{other} cannot be raised to a power"),
                                "divide it by another of its kind first",
                            ));
                        }
                    }
                }
            };
            Ok(Checked { dimension, signed })
        }
        Kind::Compare(comparison, left, right) => {
            let zero = |side: &Node| matches!(&side.kind, Kind::Constant(value) if value.is_zero());
            let (zero_left, zero_right) = (zero(left), zero(right));
            let (a, b) = (node(left, operands)?, node(right, operands)?);
            let with_zero = (zero_left && a.dimension == Number) || (zero_right && b.dimension == Number);
            if !with_zero && !comparable(&a.dimension, &b.dimension) {
                let sign = comparison.sign();
                return Err(refuse(
                    format!("{} cannot be compared ({sign}) with {}", a.dimension, b.dimension),
                    help_for(&a.dimension, &b.dimension),
                ));
            }
            // The value of a comparison is left less right.
            let places = || Amount(vec![(Unit::noun("places"), 1)]);
            let dimension = match (&a.dimension, &b.dimension) {
                (Rank, _) | (_, Rank) => places(),
                (x, y) => sum(x, y, true).unwrap_or(a.dimension),
            };
            Ok(Checked { dimension, signed: true })
        }
        Kind::Call(function, arguments) => call(*function, arguments, span, operands),
    }
}

const RANKS: &str = "ranks and calendar years can be compared and subtracted, nothing else";

fn help_for(a: &Dimension, b: &Dimension) -> &'static str {
    match (a, b) {
        (Percent | Growth, Number) | (Number, Percent | Growth) => "write the percent sign: 9.8 %",
        (Percent | Growth, Points) | (Points, Percent | Growth) => "percent and percentage points are two things",
        (Rank | CalendarYear, _) | (_, Rank | CalendarYear) => RANKS,
        (Amount(a), Amount(b))
            if matches!((a.as_slice(), b.as_slice()), ([(Unit::Currency(_), _)], [(Unit::Currency(_), _)])) =>
        {
            "multiply one with an exchange rate that is an indicator of its own, with period and source"
        }
        _ => "both sides must be in one unit",
    }
}

fn call(
    function: Function,
    arguments: &mut [Node],
    span: (usize, usize),
    operands: &[(Unit, bool)],
) -> Result<Checked> {
    let name = function.name();
    let refuse = |message: String, help: &str| Error::new(message).at(span.0, span.1, "here").with_help(help);
    let checked: Vec<Checked> = arguments.iter_mut().map(|argument| node(argument, operands)).collect::<Result<_>>()?;
    let any_signed = checked.iter().any(|c| c.signed);
    let first = checked[0].dimension.clone();
    let same = || {
        for other in &checked[1..] {
            let alike = other.dimension == first || (other.dimension.is_fraction() && first.is_fraction());
            if !alike {
                return Err(refuse(
                    format!("{name} of {first} and {}", other.dimension),
                    help_for(&first, &other.dimension),
                ));
            }
        }
        Ok(())
    };
    let no_order = || {
        if matches!(first, Rank | CalendarYear) {
            return Err(refuse(format!("{name} of {first} means nothing"), RANKS));
        }
        Ok(())
    };
    let pair_of_like = || {
        let (a, b) = (&checked[0].dimension, &checked[1].dimension);
        if a == b || (a.is_fraction() && b.is_fraction()) {
            Ok(())
        } else {
            Err(refuse(format!("{name} from {a} to {b}"), help_for(a, b)))
        }
    };
    let (dimension, signed) = match function {
        Function::Growth => {
            no_order()?;
            pair_of_like()?;
            (Growth, true)
        }
        Function::Change => {
            let dimension = sum(&checked[1].dimension, &first, true).ok_or_else(|| {
                refuse(
                    format!("change from {first} to {}", checked[1].dimension),
                    help_for(&first, &checked[1].dimension),
                )
            })?;
            (dimension, true)
        }
        Function::Cagr => {
            no_order()?;
            pair_of_like()?;
            years(&checked[2].dimension, name, span)?;
            (Growth, true)
        }
        Function::Annualised => {
            years(&checked[1].dimension, name, span)?;
            match first {
                Number | Ratio => {}
                Percent | Growth => {
                    // 78.6 percent more is 1.786 times as much.
                    let growth = arguments[0].clone();
                    let one = Node { kind: Kind::Constant(crate::quantity::Exact::ONE), span };
                    arguments[0] = Node { kind: Kind::Binary(Operator::Add, Box::new(one), Box::new(growth)), span };
                }
                other => {
                    return Err(refuse(
                        format!("annualised takes a multiple or a growth rate, not {other}"),
                        "divide the end by the start, or use cagr",
                    ));
                }
            }
            (Growth, true)
        }
        Function::Index => {
            no_order()?;
            pair_of_like()?;
            (Amount(vec![(Unit::Index, 1)]), any_signed)
        }
        Function::Share => {
            no_order()?;
            same()?;
            (Percent, any_signed)
        }
        Function::Mean | Function::Sum => {
            no_order()?;
            same()?;
            (first, any_signed)
        }
        Function::Min | Function::Max => {
            same()?;
            (first, any_signed)
        }
        Function::Years => (Amount(vec![(Unit::Years, 1)]), false),
        Function::FirstYear => {
            if !matches!(first, CalendarYear | Number) {
                return Err(refuse(
                    format!("first_year ends in {first}"),
                    "the first argument is the last year: first_year(2023, 18 years)",
                ));
            }
            years(&checked[1].dimension, name, span)?;
            (CalendarYear, false)
        }
        Function::Ln | Function::Exp => {
            if !first.is_fraction() {
                return Err(refuse(format!("{name} of {first}"), "divide it by another of its kind first"));
            }
            (Number, function == Function::Ln)
        }
    };
    Ok(Checked { dimension, signed })
}

fn years(dimension: &Dimension, name: &str, span: (usize, usize)) -> Result<()> {
    let fits = match dimension {
        Number => true,
        Amount(powers) => powers.as_slice() == [(Unit::Years, 1)],
        _ => false,
    };
    if fits {
        return Ok(());
    }
    Err(Error::new(format!("the length in {name} is {dimension}"))
        .at(span.0, span.1, "here")
        .with_help("give a number of years: 13, or 18 years"))
}
