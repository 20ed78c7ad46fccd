//! The language of claims: figures by indicator and period, arithmetic, comparisons and the rates that economists use.
//!
//! A formula is read once ([`Formula::parse`]), its units are checked against those of its operands ([`Formula::check`]),
//! and it is evaluated as often as there are readings, over intervals ([`Formula::evaluate`]). It knows nothing of packages:
//! whoever evaluates gives it one interval for each operand.
//!
//! ```
//! use trueup::formula::{Conventions, Formula, Numbers, Operand};
//! use trueup::quantity::{Policy, Understanding};
//! let formula = Formula::parse("126 / almost 40", Numbers::Printed)?;
//! let values: Vec<_> = formula
//!     .operands()
//!     .iter()
//!     .map(|operand| match operand {
//!         Operand::Literal(quantity) => quantity.operand(&Policy::default(), false, Understanding::default()),
//!         Operand::Figure(_) => unreachable!("this formula names no figure"),
//!     })
//!     .collect();
//! let multiple = formula.evaluate(&values, Conventions::default())?;
//! assert!(multiple.low.to_f64() > 3.13 && multiple.high.to_f64() < 3.52);
//! # Ok::<(), trueup::Error>(())
//! ```
//!
//! Growth is relative (`to / from - 1`), change absolute (`to - from`), cagr the compound annual growth rate
//! (`(to / from)^(1/years) - 1`), annualised the same of a multiple or a growth rate over a span, index `100 * value / base`,
//! share `part / whole`, first_year `end - years + 1`. The formulas are those of the World Bank's and the OECD's glossaries
//! (compound end-point growth); docs/formulas.md lists them all.

mod ast;
mod dimension;
mod evaluate;
mod lower;
mod monotone;
mod parse;

pub use ast::{Comparison, Formula, Operand, Reference};
pub use evaluate::{Conventions, Difference};
pub use lower::Place;
pub use parse::Numbers;

use dimension::Dimension;

use crate::error::{Error, Result};
use crate::quantity::Quantity;
use crate::unit::Unit;

/// A formula's result: in which unit it is shown, and whether it can be negative.
#[derive(Debug, Clone)]
pub struct Checked {
    dimension: Dimension,
    signed: bool,
    unit: Unit,
    percent_or_points: bool,
    side_unit: Option<Unit>,
    is_growth: bool,
}

impl Formula {
    /// Reads a formula.
    ///
    /// # Errors
    /// What was expected, and the place in the formula.
    pub fn parse(text: &str, numbers: Numbers) -> Result<Self> {
        parse::parse(text, numbers)
    }

    /// Checks the units of the formula. `operands` holds each operand's unit and whether its measure can be negative;
    /// `shown` is the unit in which the result shall be shown, if not its own.
    ///
    /// # Errors
    /// What cannot be added, multiplied, compared or shown, and the place in the formula.
    pub fn check(&mut self, operands: &[(Unit, bool)], shown: Option<&Unit>) -> Result<Checked> {
        let whole = (0, self.text.len());
        let dimension::Checked { dimension, signed } = dimension::check(self, operands)?;
        let percent_or_points = dimension::is_difference_of_percentages(self, operands);
        let side_unit = dimension::of_left_side(self, operands).and_then(|side| side.unit());
        // A figure alone keeps its own unit; basis points stay basis points.
        let alone = self.alone().and_then(|index| operands.get(index)).map(|(unit, _)| unit.clone());
        let natural = alone.or_else(|| dimension.unit()).ok_or_else(|| {
            Error::new(format!("the result is in {dimension}, which has no name"))
                .at(whole.0, whole.1, "this formula")
                .with_help("divide or multiply so that one unit is left")
        })?;
        let unit = match shown {
            None => natural,
            Some(unit) if fits(&Dimension::from(unit), &dimension) || *unit == natural => unit.clone(),
            Some(unit) => {
                return Err(Error::new(format!("the result is in {dimension}, not in {unit}"))
                    .at(whole.0, whole.1, "this formula")
                    .with_help(format!("write {natural} as the claim's unit")));
            }
        };
        Ok(Checked { dimension, signed, unit, percent_or_points, side_unit, is_growth: self.is_growth() })
    }
}

/// Whether a value of one dimension can stand for one of the other.
fn fits(stated: &Dimension, result: &Dimension) -> bool {
    stated == result || (stated.is_fraction() && result.is_fraction())
}

impl Checked {
    /// The unit in which the result is shown.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Whether the result can be below zero, so that "less than 3 percent" has no floor.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.signed
    }

    /// The result shown in percent, where it is a pure number.
    #[must_use]
    pub fn in_percent(self) -> Self {
        let pure = matches!(self.unit, Unit::Times | Unit::Count) && self.dimension.is_fraction();
        if pure { Self { unit: Unit::Percent, ..self } } else { self }
    }

    /// The unit of the sides of a comparison, whose own unit is that of their difference.
    #[must_use]
    pub fn side_unit(&self) -> Option<&Unit> {
        self.side_unit.as_ref()
    }

    /// Whether a bare stated number can mean percent or percentage points: the formula is the difference of two percentages.
    #[must_use]
    pub fn is_percent_or_points(&self) -> bool {
        self.percent_or_points
    }

    /// How a difference is to be taken because what is stated says so: percent beside a formula in points, points beside
    /// growth, a multiple beside growth.
    #[must_use]
    pub fn difference_stated(&self, stated: &Quantity) -> Option<Difference> {
        match (stated.unit(), &self.dimension) {
            (Unit::Percent, Dimension::Points) if self.percent_or_points => Some(Difference::Percent),
            (Unit::PercentagePoints | Unit::BasisPoints, Dimension::Growth) if self.percent_or_points => {
                Some(Difference::Points)
            }
            (Unit::Times, Dimension::Growth) if self.is_growth => Some(Difference::Multiple),
            _ => None,
        }
    }

    /// What is added to a stated percentage to compare it: "rose by 3 percent" is 1.03 beside a quotient, and "rose to 150
    /// percent" is 0.5 beside a growth rate.
    #[must_use]
    pub fn stated_shift(&self, stated: &Quantity) -> i64 {
        match (stated.unit(), &self.dimension) {
            (Unit::Percent, Dimension::Ratio) if stated.moves_by() => 1,
            (Unit::Percent, Dimension::Growth) if self.is_growth && stated.moves_to() => -1,
            _ => 0,
        }
    }

    /// Whether what is stated can be compared with the result.
    ///
    /// # Errors
    /// If a growth rate is stated as a multiple, percent as points, people as money and the like.
    pub fn compare_with(&self, stated: &Quantity) -> Result<()> {
        let unit = stated.unit();
        let dimension = Dimension::from(unit);
        let bare_count = dimension == Dimension::Number
            && matches!(self.unit, Unit::People | Unit::Years | Unit::Noun(_) | Unit::Index);
        let bare_order =
            dimension == Dimension::Number && matches!(self.dimension, Dimension::Rank | Dimension::CalendarYear);
        let multiple_of_growth =
            self.dimension == Dimension::Growth && matches!(dimension, Dimension::Ratio | Dimension::Number);
        let open = self.percent_or_points && stated.is_bare();
        // Another way to state the same difference is judged in that way, not refused.
        if self.difference_stated(stated).is_some() {
            return Ok(());
        }
        // "USD 12,900" of what is an amount per head: the head is said, or goes without saying.
        let per_head = matches!((&self.dimension, unit), (Dimension::Amount(units), Unit::Currency(_))
            if units.len() == 2 && units.contains(&(unit.clone(), 1)) && units.contains(&(Unit::People, -1)));
        if (fits(&dimension, &self.dimension) && !multiple_of_growth) || bare_count || bare_order || open || per_head {
            return Ok(());
        }
        let help = match (&self.dimension, &dimension) {
            (Dimension::Growth, Dimension::Ratio) => {
                "a multiple is a quotient: write gdp[2023] / gdp[2010] instead of growth(...)"
            }
            (Dimension::Points, Dimension::Percent) => {
                "for percent write growth(...); a difference of percentages is in percentage points"
            }
            (Dimension::Growth, Dimension::Points) => "for percentage points write change(...); growth is in percent",
            _ => "state the claim in the unit that the formula gives",
        };
        Err(Error::new(format!("the formula gives {}, but {unit} is stated", self.dimension)).with_help(help))
    }
}

#[cfg(test)]
mod tests;
