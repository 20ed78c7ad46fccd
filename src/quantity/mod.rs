//! From printed words to a quantity: point, interval, unit, hedge and printed digits.
//!
//! A number is text first: "1.03", "1.030" and "33" say how precisely they were rounded, and words such as "almost" or
//! "more than" bend it. [`Quantity::parse`] reads the words; the intervals follow from them and a [`Policy`].
//!
//! ```
//! use trueup::quantity::{Policy, Quantity};
//! let gdp = Quantity::parse("almost CNY 40 trillion")?;
//! assert_eq!(gdp.unit().to_string(), "CNY");
//! assert_eq!(gdp.hedge().name(), "almost");
//! let interval = gdp.stated(&Policy::default(), false);
//! assert_eq!(interval.to_string(), "[36000000000000, 40000000000000)");
//! # Ok::<(), trueup::Error>(())
//! ```
//!
//! It reads what newspapers and statistical offices print in English: grouped digits, scale words from thousand to
//! trillion with lakh and crore, currencies before or after, percent, points, ranks, counts with their noun, rates per
//! 10,000 people, number words and ranges. It does not read dates, decimal commas or numbers in powers of ten, and it takes
//! one figure at a time: "from 20 to 30 percent" is two.

mod exact;
mod hedge;
mod interval;
mod parse;
mod print;
mod token;
mod vary;
pub(crate) mod words;

pub use exact::Exact;
pub use hedge::{Hedge, Policy};
pub use interval::{Bound, End, Interval, Undefined};
pub use words::{Direction, is_quantity_word};

use crate::error::{Error, Result};
use crate::unit::Unit;

/// What a printed figure says. Values are in base units (CNY, people), percent as percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    form: Form,
    unit: Unit,
    hedge: Hedge,
    negative: bool,
    movement: Option<Movement>,
    multiple: Multiple,
    /// Whether it counts things one by one, so that a bare whole number is exact.
    counts: bool,
    /// Whether its currency is a bare ¥, which is yen unless the indicator is in yuan.
    yen_or_yuan: bool,
}

/// How the number is written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Digits(Printed),
    Range(Printed, Printed),
    /// A multiple or a part in a word: "tripled", "two-thirds".
    Word(Box<str>, Exact),
    OrderOfMagnitude,
}

/// Printed digits with their scale.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Printed {
    /// As printed, without grouping: "1.030".
    digits: Box<str>,
    /// The power of ten of the scale words.
    scale: u8,
    /// What they come to in base units.
    value: Exact,
    /// One unit in the last printed digit, in base units: `u`.
    step: Exact,
}

/// A verb or its like: which way, and whether the number is where the movement ends ("cut to 7.4 percent").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Movement {
    direction: Direction,
    to: bool,
}

/// How "N times" is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Multiple {
    /// N times as much.
    Factor,
    /// "Grew N times": to N times, or by N times.
    ToOrBy,
    /// "N times less": one Nth.
    Inverse,
}

/// One way to understand an ambiguous multiple.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reading {
    /// The words leave nothing open.
    Plain,
    /// "Grew 33.5 times" is to 33.5 times.
    To,
    /// "Grew 33.5 times" is by 33.5 times, to 34.5 times.
    By,
}

/// How a quantity is turned into an interval. The default is its plain meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Understanding {
    /// Which reading of an ambiguous multiple.
    pub reading: Reading,
    /// The digits were cut off, not rounded.
    pub truncated: bool,
    /// Zeros at the end of a whole number are not significant.
    pub coarse: bool,
}

impl Default for Understanding {
    fn default() -> Self {
        Self { reading: Reading::Plain, truncated: false, coarse: false }
    }
}

/// Which of its intervals is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// What the words say.
    Literal,
    /// As an operand: a one-sided figure lies near its bound.
    Operand,
    /// The printed digits, hedges aside.
    Rounding,
}

impl Quantity {
    /// Reads one printed figure.
    ///
    /// # Errors
    /// If the text is no quantity: what was expected, and where in the text.
    pub fn parse(text: &str) -> Result<Self> {
        parse::parse(text)
    }

    /// A number that is what it is: constants in formulas.
    #[must_use]
    pub fn constant(value: i64) -> Self {
        let printed = Printed {
            digits: value.unsigned_abs().to_string().into(),
            scale: 0,
            value: Exact::from(value).abs(),
            step: Exact::ZERO,
        };
        Self { counts: true, negative: value < 0, ..Self::of(Form::Digits(printed), Unit::Count) }
    }

    /// A year of the calendar, as a date.
    #[must_use]
    pub fn calendar_year(year: i32) -> Self {
        Self { unit: Unit::CalendarYear, ..Self::constant(i64::from(year)) }
    }

    /// A number written in a formula as a constant.
    pub(crate) fn into_constant(self) -> Option<Self> {
        self.into_exact().map(|exact| Self { counts: true, ..exact })
    }

    /// A number that was not rounded: what was printed is what it is.
    pub(crate) fn into_exact(mut self) -> Option<Self> {
        if let Form::Digits(printed) = &mut self.form {
            printed.step = Exact::ZERO;
            return Some(self);
        }
        None
    }

    fn of(form: Form, unit: Unit) -> Self {
        Self {
            form,
            unit,
            hedge: Hedge::Exact,
            negative: false,
            movement: None,
            multiple: Multiple::Factor,
            counts: false,
            yen_or_yuan: false,
        }
    }

    /// The quantity as a figure of an indicator: a bare number takes the unit of things that are counted.
    ///
    /// # Errors
    /// If the unit is another than the indicator's.
    pub fn in_unit(mut self, unit: &Unit) -> Result<Self> {
        let bare = self.unit == Unit::Count;
        let counted = matches!(unit, Unit::Count | Unit::Noun(_) | Unit::People | Unit::Index | Unit::CalendarYear);
        if bare && counted {
            self.counts = matches!(unit, Unit::Count | Unit::Noun(_) | Unit::People | Unit::CalendarYear);
            self.unit = unit.clone();
        }
        if self.yen_or_yuan && unit.to_string() == "CNY" {
            self.unit = unit.clone();
            self.yen_or_yuan = false;
        }
        // A rate over another unit is printed in the upper one: an exchange rate of "CNY 7.1".
        let printed_over = matches!(unit, Unit::Over(pair) if pair.0 == self.unit || self.unit == Unit::Count);
        if printed_over {
            self.unit = unit.clone();
        }
        // A share may be printed as a part: "more than half" of an indicator in percent is 50.
        if let (Form::Word(_, value), Unit::Percent, Unit::Times) = (&mut self.form, unit, &self.unit) {
            *value = value.clone() * Exact::from(100);
            self.unit = Unit::Percent;
        }
        // "Pilot free trade zones" are zones: the printed noun may say more than the indicator's.
        if let (Unit::Noun(printed), Unit::Noun(known)) = (&self.unit, unit)
            && (printed.ends_with(&format!(" {known}")) || **printed == **known)
        {
            self.unit = unit.clone();
        }
        if self.unit == *unit {
            return Ok(self);
        }
        Err(Error::new(format!("the figure is in {}, its indicator in {unit}", self.unit))
            .with_help("mend the printed words, or the unit in indicators.csv"))
    }

    /// The unit of the value.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The word that bends the number.
    #[must_use]
    pub fn hedge(&self) -> Hedge {
        self.hedge
    }

    /// Which way the words say it moved, if they do.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        self.movement.map(|movement| movement.direction)
    }

    /// The printed digits without grouping, where there are any: "1.030".
    #[must_use]
    pub fn digits(&self) -> Option<&str> {
        match &self.form {
            Form::Digits(printed) => Some(&printed.digits),
            _ => None,
        }
    }

    /// The ways to understand it that its words leave open.
    #[must_use]
    pub fn readings(&self) -> &'static [Reading] {
        if self.multiple == Multiple::ToOrBy { &[Reading::To, Reading::By] } else { &[Reading::Plain] }
    }

    /// Whether a hedge or a number word gives it a width that policy decides.
    #[must_use]
    pub fn depends_on_policy(&self) -> bool {
        !matches!(self.hedge, Hedge::Exact | Hedge::Range) || matches!(self.form, Form::Word(..))
    }

    /// Whether it can be below zero as far as its words tell: percentages are rates more often than not.
    #[must_use]
    pub fn may_be_negative(&self) -> bool {
        self.negative || matches!(self.unit, Unit::Percent | Unit::PercentagePoints | Unit::BasisPoints)
    }

    /// Whether it is a multiple or a part in a word: "tripled", "two-thirds".
    #[must_use]
    pub fn is_word(&self) -> bool {
        matches!(self.form, Form::Word(..))
    }

    /// Whether it is a bare number: no unit, no noun.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.unit == Unit::Count && matches!(self.form, Form::Digits(_))
    }

    /// Whether nothing but plain digits was printed: no unit, scale word, hedge, sign word or noun.
    #[must_use]
    pub fn is_plain_number(&self) -> bool {
        let unscaled = matches!(&self.form, Form::Digits(printed) if printed.scale == 0);
        self.is_bare() && unscaled && self.hedge == Hedge::Exact && self.movement.is_none()
    }

    /// Whether it is a whole number that ends in zeros, which may not be significant.
    #[must_use]
    pub fn has_trailing_zeros(&self) -> bool {
        matches!(&self.form, Form::Digits(printed) if printed.trailing_zeros() > 0)
    }

    /// Whether it is a constant or a date, and no printed figure.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.unit == Unit::CalendarYear || matches!(&self.form, Form::Digits(printed) if printed.step.is_zero())
    }

    /// Whether it was rounded to printed digits at all.
    #[must_use]
    pub fn is_rounded(&self) -> bool {
        matches!(self.form, Form::Digits(_)) && !self.is_exact()
    }

    /// The printed value; nothing for a range.
    #[must_use]
    pub fn point(&self, reading: Reading) -> Option<Exact> {
        let value = match &self.form {
            Form::Digits(printed) => printed.value.clone(),
            Form::Word(_, value) => value.clone(),
            Form::OrderOfMagnitude => Exact::from(10),
            Form::Range(..) => return None,
        };
        Some(self.turned(&Interval::point(value), reading).middle())
    }

    /// What is stated: the interval that the words claim. `signed` says that the measure can be negative.
    #[must_use]
    pub fn stated(&self, policy: &Policy, signed: bool) -> Interval {
        self.stated_as(policy, signed, Understanding::default())
    }

    /// What is stated, understood in a given way.
    #[must_use]
    pub fn stated_as(&self, policy: &Policy, signed: bool, how: Understanding) -> Interval {
        self.interval(policy, signed, Side::Literal, how)
    }

    /// Where a formula uses it: a one-sided figure within the policy's width of its bound, others as stated.
    #[must_use]
    pub fn operand(&self, policy: &Policy, signed: bool, how: Understanding) -> Interval {
        self.interval(policy, signed, Side::Operand, how)
    }

    /// The printed digits with half a unit on either side, hedges aside.
    #[must_use]
    pub fn rounding(&self, policy: &Policy, how: Understanding) -> Interval {
        self.interval(policy, true, Side::Rounding, how)
    }

    fn interval(&self, policy: &Policy, signed: bool, side: Side, how: Understanding) -> Interval {
        let bent = match &self.form {
            Form::Range(low, high) => self.range(low, high, policy, side),
            Form::OrderOfMagnitude if side != Side::Rounding && self.hedge == Hedge::About => {
                Interval::closed(Exact::from(5), Exact::from(20))
            }
            Form::Digits(_) | Form::Word(..) | Form::OrderOfMagnitude => self.bent(policy, signed, side, how),
        };
        self.turned(&bent, how.reading)
    }

    /// Each end of a range is rounded to its own digits.
    fn range(&self, low: &Printed, high: &Printed, policy: &Policy, side: Side) -> Interval {
        let widen = |printed: &Printed| {
            let half = printed.step.clone() * Exact::ratio(1, 2);
            if self.hedge == Hedge::About && side != Side::Rounding {
                half.max(printed.value.clone().abs() * policy.about.clone())
            } else {
                half
            }
        };
        Interval::closed(low.value.clone() - widen(low), high.value.clone() + widen(high))
    }

    /// The magnitude, bent by its hedge.
    fn bent(&self, policy: &Policy, signed: bool, side: Side, how: Understanding) -> Interval {
        let ten = Exact::from(10);
        let (value, half_step, whole_times) = match &self.form {
            Form::Digits(printed) => {
                let zeros = if how.coarse { printed.trailing_zeros() } else { 0 };
                let step = printed.step.clone() * Exact::power_of_ten(zeros);
                let whole_times = self.unit == Unit::Times && printed.scale == 0 && !printed.digits.contains('.');
                (&printed.value, step * Exact::ratio(1, 2), whole_times)
            }
            Form::Word(_, value) => (value, Exact::ZERO, false),
            Form::OrderOfMagnitude => (&ten, Exact::ZERO, false),
            Form::Range(..) => unreachable!("a range has an interval of its own"),
        };
        let share = |width: &Exact| value.clone() * width.clone();
        let half = match &self.form {
            // A word has no printed digit that was rounded: its width is policy.
            Form::Word(..) if side == Side::Rounding => Exact::ZERO,
            Form::Word(..) => share(&policy.number_word),
            _ if whole_times && side == Side::Rounding => half_step.clone(),
            _ if whole_times => half_step.clone().min(share(&policy.number_word)),
            _ if self.is_exact() && !(how.coarse && self.has_trailing_zeros()) => Exact::ZERO,
            _ => half_step.clone(),
        };
        // Ten percent of zero is nothing; around zero the printed digit gives the width.
        let width = |width: &Exact| if value.is_zero() { half_step.clone() } else { share(width) };
        let (less, more) = (|by: Exact| value.clone() - by, |by: Exact| value.clone() + by);
        let bare = || {
            if how.truncated && !self.is_exact() {
                Interval::closed_open(value.clone(), more(half_step.clone() * Exact::from(2)))
            } else {
                Interval::around(value, &half)
            }
        };
        let hedge = if side == Side::Rounding { Hedge::Exact } else { self.hedge };
        match hedge {
            Hedge::Exact | Hedge::Range => bare(),
            Hedge::About => Interval::around(value, &half_step.clone().max(width(&policy.about)).max(half)),
            Hedge::Almost => Interval::closed_open(less(width(&policy.almost)), value.clone()),
            Hedge::JustOver => Interval::open_closed(value.clone(), more(width(&policy.just_over))),
            Hedge::Over | Hedge::AtLeast => {
                let high = match side {
                    Side::Operand => End::closed(more(width(&policy.operand))),
                    _ => End::infinity(),
                };
                Interval { low: End { closed: hedge == Hedge::AtLeast, ..End::closed(value.clone()) }, high }
            }
            Hedge::Under | Hedge::AtMost | Hedge::UpTo => {
                // A named movement has a size, which starts at nothing; a bare rate may be anything lower.
                let low = match side {
                    Side::Operand => End::closed(less(width(&policy.operand))),
                    _ if self.negative || self.moves_by() => End::closed(Exact::ZERO),
                    _ if signed || value.is_zero() => End::neg_infinity(),
                    _ => End::open(Exact::ZERO),
                };
                Interval { low, high: End { closed: hedge != Hedge::Under, ..End::closed(value.clone()) } }
            }
        }
    }

    /// From the magnitude to the value: one more for "by", one over it for "times less", below zero for a fall.
    fn turned(&self, interval: &Interval, reading: Reading) -> Interval {
        let mut turned = interval.clone();
        if reading == Reading::By {
            turned = turned.shifted(&Exact::ONE);
        }
        if self.multiple == Multiple::Inverse
            && let Ok(inverse) = turned.recip()
        {
            turned = inverse;
        }
        let falls = self.moves_by() && self.direction() == Some(Direction::Fall) && self.unit != Unit::Times;
        if falls != self.negative { turned.neg() } else { turned }
    }

    /// Whether the number is where a movement ends: "rose to 150 percent".
    pub(crate) fn moves_to(&self) -> bool {
        self.movement.is_some_and(|movement| movement.to)
    }

    /// Whether the number is how far something moved.
    pub(crate) fn moves_by(&self) -> bool {
        self.movement.is_some_and(|movement| !movement.to)
    }

    /// Ranks, durations and calendar years, and things counted one by one.
    fn is_exact(&self) -> bool {
        let Form::Digits(printed) = &self.form else { return false };
        let whole = printed.scale == 0 && !printed.digits.contains('.');
        match self.unit {
            Unit::Rank | Unit::CalendarYear => true,
            Unit::Years => whole,
            Unit::People | Unit::Noun(_) | Unit::Count => self.counts && whole && printed.trailing_zeros() == 0,
            _ => false,
        }
    }
}

impl Printed {
    /// How many zeros end a whole number, at most all but its first digit.
    fn trailing_zeros(&self) -> i32 {
        if self.digits.contains('.') {
            return 0;
        }
        let zeros = self.digits.bytes().rev().take_while(|b| *b == b'0').count();
        i32::try_from(zeros.min(self.digits.len() - 1)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;
