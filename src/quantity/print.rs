//! A quantity in canonical words, which parse back to the same quantity.

use std::fmt;

use super::words::{Direction, scale_word};
use super::{Form, Multiple, Printed, Quantity};
use crate::number::{self, Digits, Style};
use crate::unit::Unit;

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = self.unit == Unit::Times && matches!(self.form, Form::Digits(_));
        if let Some(movement) = self.movement {
            // "Times less" and "times more" keep their word behind the number.
            let behind = times && (self.multiple == Multiple::Inverse || self.multiple == Multiple::ToOrBy);
            if !behind {
                let verb = if movement.direction == Direction::Rise { "rose" } else { "fell" };
                write!(f, "{verb} {}", if movement.to { "to " } else { "" })?;
            }
        }
        // An order of magnitude is about itself.
        let said = !matches!(self.form, Form::OrderOfMagnitude) || self.hedge != crate::quantity::Hedge::About;
        if !self.hedge.words().is_empty() && said {
            write!(f, "{} ", self.hedge.words())?;
        }
        // A constant of a formula is a bare number.
        let bare = self.counts && matches!(self.unit, Unit::Count | Unit::CalendarYear);
        if matches!(&self.form, Form::Digits(printed) if printed.step.is_zero()) && !bare {
            f.write_str("exactly ")?;
        }
        if self.negative {
            f.write_str("-")?;
        }
        match &self.form {
            Form::Word(word, _) => f.write_str(word),
            Form::OrderOfMagnitude => f.write_str("an order of magnitude"),
            Form::Digits(printed) => self.write_printed(f, &grouped(printed)),
            Form::Range(low, high) => self.write_printed(f, &format!("{} to {}", grouped(low), grouped(high))),
        }?;
        match self.multiple {
            Multiple::ToOrBy => f.write_str(" more"),
            Multiple::Inverse if times => f.write_str(" less"),
            _ => Ok(()),
        }
    }
}

impl Quantity {
    /// The hedge and the number in the unit given, to the printed digits (three for a number word), without verb and noun:
    /// "almost CNY 40 trillion". A number of more than six digits is one of a data file and no print, and is shown to four. Nothing for a
    /// range, which has no one number.
    #[must_use]
    pub fn hedged_number(&self, unit: &Unit, style: Style) -> Option<String> {
        let value = self.point(self.readings()[0])?;
        let digits = self.digits().map_or(3, |digits| digits.chars().filter(char::is_ascii_digit).count());
        let digits = if digits > 6 { 4 } else { digits.max(1) };
        let number = number::write(value.to_f64(), unit, Digits::Significant(digits), style);
        let hedge = self.hedge.words();
        Some(if hedge.is_empty() { number } else { format!("{hedge} {number}") })
    }

    fn write_printed(&self, f: &mut fmt::Formatter<'_>, number: &str) -> fmt::Result {
        match &self.unit {
            Unit::Currency(_) if self.yen_or_yuan => write!(f, "¥ {number}"),
            Unit::Currency(currency) => write!(f, "{} {number}", currency.code()),
            Unit::Rank => write!(f, "No. {number}"),
            Unit::Times if self.counts => write!(f, "{number}-fold"),
            Unit::PercentagePoints => write!(f, "{number} percentage points"),
            Unit::BasisPoints => write!(f, "{number} basis points"),
            Unit::PerPeople(per) => write!(f, "{number} per {per} people"),
            Unit::Count | Unit::Index | Unit::CalendarYear => f.write_str(&number.replace(',', "")),
            Unit::Over(pair) => write!(f, "{} {number} per {}", pair.0, pair.1),
            unit => write!(f, "{number} {unit}"),
        }
    }
}

/// The digits, thousands grouped by commas, and the scale word.
fn grouped(printed: &Printed) -> String {
    let digits = printed.digits.strip_prefix('-').unwrap_or(&printed.digits);
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = if digits.len() < printed.digits.len() { "-".to_owned() } else { String::new() };
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}{rest}{}", scale_word(printed.scale))
}
