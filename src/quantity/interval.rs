//! Intervals with open or closed ends, and arithmetic on them that encloses every true result.
//!
//! `+`, `-`, `*`, `/` and whole powers are exact; fractional powers, ln and exp go through floats and are rounded outward.
//! Ends that differ by less than 1e-12 count as equal, and then open or closed decides: intervals that touch at an open
//! end do not meet.

use std::cmp::Ordering;
use std::fmt;

use super::exact::Exact;

/// Where an interval ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// Unbounded below.
    NegInfinity,
    /// At a number.
    At(Exact),
    /// Unbounded above.
    PosInfinity,
}

use Bound::{At, NegInfinity, PosInfinity};

/// One end of an interval: where, and whether the place itself belongs to it. Infinite ends are open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Where the interval ends.
    pub bound: Bound,
    /// Whether the bound itself belongs to the interval.
    pub closed: bool,
}

/// All numbers between two ends. Never empty: what may be empty is an `Option<Interval>`.
///
/// ```
/// use trueup::quantity::{Exact, Interval};
/// let almost_40 = Interval::closed_open(Exact::from(36), Exact::from(40));
/// assert_eq!(almost_40.to_string(), "[36, 40)");
/// assert!(!almost_40.meets(&Interval::point(Exact::from(40))));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

/// Why an operation on intervals has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undefined {
    /// The divisor contains zero.
    DivisionByZero,
    /// A negative number under a fractional power, or zero under a negative one.
    PowerOfNegative,
    /// The logarithm of something that is not above zero.
    LogarithmOfNonPositive,
    /// Growth from a base below zero.
    NegativeBase,
    /// The result is beyond the numbers that can be held.
    Overflow,
}

impl End {
    /// An end that belongs to the interval.
    #[must_use]
    pub fn closed(value: Exact) -> Self {
        Self { bound: At(value), closed: true }
    }

    /// An end that does not belong to the interval.
    #[must_use]
    pub fn open(value: Exact) -> Self {
        Self { bound: At(value), closed: false }
    }

    /// Unbounded above.
    #[must_use]
    pub fn infinity() -> Self {
        Self { bound: PosInfinity, closed: false }
    }

    /// Unbounded below.
    #[must_use]
    pub fn neg_infinity() -> Self {
        Self { bound: NegInfinity, closed: false }
    }

    /// The number at this end, if it is finite.
    #[must_use]
    pub fn value(&self) -> Option<&Exact> {
        match &self.bound {
            At(value) => Some(value),
            _ => None,
        }
    }

    /// The end as a float; infinite where unbounded.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match &self.bound {
            NegInfinity => f64::NEG_INFINITY,
            At(value) => value.to_f64(),
            PosInfinity => f64::INFINITY,
        }
    }

    fn map(&self, f: impl FnOnce(Exact) -> Exact) -> Self {
        match &self.bound {
            At(value) => Self { bound: At(f(value.clone())), closed: self.closed },
            _ => self.clone(),
        }
    }

    fn negated(&self) -> Self {
        let bound = match &self.bound {
            NegInfinity => PosInfinity,
            At(value) => At(-value.clone()),
            PosInfinity => NegInfinity,
        };
        Self { bound, closed: self.closed }
    }

    fn plus(&self, other: &Self) -> Self {
        let closed = self.closed && other.closed;
        match (&self.bound, &other.bound) {
            (At(a), At(b)) => Self { bound: At(a.clone() + b.clone()), closed },
            (At(_), infinite) | (infinite, _) => Self { bound: infinite.clone(), closed: false },
        }
    }

    /// The product of two ends. Zero times anything is zero, also times infinity: the zero end is the limit there, and it
    /// is attained whenever the zero belongs to its interval.
    fn times(&self, other: &Self) -> Self {
        if self.is_zero() || other.is_zero() {
            let attained = (self.is_zero() && self.closed) || (other.is_zero() && other.closed);
            return Self { bound: At(Exact::ZERO), closed: attained };
        }
        if let (At(a), At(b)) = (&self.bound, &other.bound) {
            return Self { bound: At(a.clone() * b.clone()), closed: self.closed && other.closed };
        }
        if self.is_negative() == other.is_negative() { Self::infinity() } else { Self::neg_infinity() }
    }

    fn is_zero(&self) -> bool {
        matches!(&self.bound, At(value) if value.is_zero())
    }

    fn is_negative(&self) -> bool {
        match &self.bound {
            NegInfinity => true,
            At(value) => value.is_negative(),
            PosInfinity => false,
        }
    }
}

/// Orders bounds; numbers nearer than 1e-12 are equal.
fn compare(a: &Bound, b: &Bound) -> Ordering {
    match (a, b) {
        (At(a), At(b)) if a.nearly_equals(b) => Ordering::Equal,
        _ => strictly(a, b),
    }
}

/// Orders bounds exactly.
fn strictly(a: &Bound, b: &Bound) -> Ordering {
    match (a, b) {
        (NegInfinity, NegInfinity) | (PosInfinity, PosInfinity) => Ordering::Equal,
        (NegInfinity, _) | (_, PosInfinity) => Ordering::Less,
        (_, NegInfinity) | (PosInfinity, _) => Ordering::Greater,
        (At(a), At(b)) => a.cmp(b),
    }
}

/// Whether nothing lies between a lower and an upper end.
fn void(low: &End, high: &End) -> bool {
    match compare(&low.bound, &high.bound) {
        Ordering::Less => false,
        Ordering::Equal => !(low.closed && high.closed),
        Ordering::Greater => true,
    }
}

impl Interval {
    /// All numbers.
    #[must_use]
    pub fn all() -> Self {
        Self { low: End::neg_infinity(), high: End::infinity() }
    }

    /// One number.
    #[must_use]
    pub fn point(value: Exact) -> Self {
        Self { low: End::closed(value.clone()), high: End::closed(value) }
    }

    /// From a to b, both included.
    #[must_use]
    pub fn closed(low: Exact, high: Exact) -> Self {
        Self { low: End::closed(low), high: End::closed(high) }
    }

    /// From a, included, to b, not included.
    #[must_use]
    pub fn closed_open(low: Exact, high: Exact) -> Self {
        Self { low: End::closed(low), high: End::open(high) }
    }

    /// From a, not included, to b, included.
    #[must_use]
    pub fn open_closed(low: Exact, high: Exact) -> Self {
        Self { low: End::open(low), high: End::closed(high) }
    }

    /// Everything above a number.
    #[must_use]
    pub fn above(value: Exact) -> Self {
        Self { low: End::open(value), high: End::infinity() }
    }

    /// Everything below a number.
    #[must_use]
    pub fn below(value: Exact) -> Self {
        Self { low: End::neg_infinity(), high: End::open(value) }
    }

    /// A number and what lies within a distance of it.
    #[must_use]
    pub fn around(value: &Exact, distance: &Exact) -> Self {
        Self::closed(value.clone() - distance.clone(), value.clone() + distance.clone())
    }

    /// Between two ends, if anything lies there.
    #[must_use]
    pub fn new(low: End, high: End) -> Option<Self> {
        (strictly(&low.bound, &high.bound).is_lt() || !void(&low, &high)).then_some(Self { low, high })
    }

    /// The number, where the interval is one.
    #[must_use]
    pub fn as_point(&self) -> Option<&Exact> {
        if self.low.bound == self.high.bound { self.low.value() } else { None }
    }

    /// The middle; the finite end where one is infinite; zero where both are.
    #[must_use]
    pub fn middle(&self) -> Exact {
        match (self.low.value(), self.high.value()) {
            (Some(low), Some(high)) if low == high => low.clone(),
            (Some(low), Some(high)) => (low.clone() + high.clone()) * Exact::ratio(1, 2),
            (Some(end), None) | (None, Some(end)) => end.clone(),
            (None, None) => Exact::ZERO,
        }
    }

    /// Whether a number belongs to it.
    #[must_use]
    pub fn contains(&self, value: &Exact) -> bool {
        Self::point(value.clone()).within(self)
    }

    /// Whether a number belongs to it once its ends are included.
    #[must_use]
    pub fn closed_hull_contains(&self, value: &Exact) -> bool {
        let at = At(value.clone());
        compare(&self.low.bound, &at).is_le() && compare(&at, &self.high.bound).is_le()
    }

    /// Whether zero itself belongs to it: what is merely near zero can be divided by.
    fn holds_zero(&self) -> bool {
        let zero = At(Exact::ZERO);
        let reaches = |ordering: Ordering, end: &End| ordering.is_lt() || (ordering.is_eq() && end.closed);
        reaches(strictly(&self.low.bound, &zero), &self.low) && reaches(strictly(&zero, &self.high.bound), &self.high)
    }

    /// Whether every number of this one belongs to the other.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        let low = match compare(&other.low.bound, &self.low.bound) {
            Ordering::Less => true,
            Ordering::Equal => other.low.closed || !self.low.closed,
            Ordering::Greater => false,
        };
        let high = match compare(&self.high.bound, &other.high.bound) {
            Ordering::Less => true,
            Ordering::Equal => other.high.closed || !self.high.closed,
            Ordering::Greater => false,
        };
        low && high
    }

    /// Whether some number belongs to both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        !void(&self.low, &other.high) && !void(&other.low, &self.high)
    }

    /// What belongs to both.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        if !self.meets(other) {
            return None;
        }
        let low = match strictly(&self.low.bound, &other.low.bound) {
            Ordering::Less => other.low.clone(),
            Ordering::Equal => End { closed: self.low.closed && other.low.closed, ..self.low.clone() },
            Ordering::Greater => self.low.clone(),
        };
        let high = match strictly(&self.high.bound, &other.high.bound) {
            Ordering::Less => self.high.clone(),
            Ordering::Equal => End { closed: self.high.closed && other.high.closed, ..self.high.clone() },
            Ordering::Greater => other.high.clone(),
        };
        Some(Self { low, high })
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self { low: lower(self.low.clone(), other.low.clone()), high: upper(self.high.clone(), other.high.clone()) }
    }

    /// All minima of a number of this one and one of the other.
    #[must_use]
    pub fn min(&self, other: &Self) -> Self {
        let high = match strictly(&self.high.bound, &other.high.bound) {
            Ordering::Less => self.high.clone(),
            Ordering::Equal => End { closed: self.high.closed && other.high.closed, ..self.high.clone() },
            Ordering::Greater => other.high.clone(),
        };
        Self { low: lower(self.low.clone(), other.low.clone()), high }
    }

    /// All maxima of a number of this one and one of the other.
    #[must_use]
    pub fn max(&self, other: &Self) -> Self {
        self.neg().min(&other.neg()).neg()
    }

    /// The mirror image at zero.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self { low: self.high.negated(), high: self.low.negated() }
    }

    /// All sums.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        Self { low: self.low.plus(&other.low), high: self.high.plus(&other.high) }
    }

    /// All differences.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// All products.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        // Amounts are nearly always positive, and then two of the four corners suffice.
        if !self.low.is_negative() && !other.low.is_negative() {
            return Self { low: self.low.times(&other.low), high: self.high.times(&other.high) };
        }
        let corners = [
            self.low.times(&other.low),
            self.low.times(&other.high),
            self.high.times(&other.low),
            self.high.times(&other.high),
        ];
        let [a, b, c, d] = corners.clone();
        Self {
            low: lower(lower(a, b), lower(c, d)),
            high: corners.into_iter().reduce(upper).unwrap_or(End::infinity()),
        }
    }

    /// One over each number.
    ///
    /// # Errors
    /// [`Undefined::DivisionByZero`] if zero belongs to the interval.
    pub fn recip(&self) -> Result<Self, Undefined> {
        if self.holds_zero() {
            return Err(Undefined::DivisionByZero);
        }
        let positive = !self.low.is_negative();
        let flip = |end: &End| match &end.bound {
            At(value) if value.is_zero() => {
                if positive {
                    End::infinity()
                } else {
                    End::neg_infinity()
                }
            }
            At(value) => End { bound: At(Exact::ONE / value.clone()), closed: end.closed },
            _ => End::open(Exact::ZERO),
        };
        Ok(Self { low: flip(&self.high), high: flip(&self.low) })
    }

    /// All quotients.
    ///
    /// # Errors
    /// [`Undefined::DivisionByZero`] if zero belongs to the divisor.
    pub fn div(&self, other: &Self) -> Result<Self, Undefined> {
        Ok(self.mul(&other.recip()?))
    }

    /// Shifted by a number.
    #[must_use]
    pub fn shifted(&self, by: &Exact) -> Self {
        Self { low: self.low.map(|v| v + by.clone()), high: self.high.map(|v| v + by.clone()) }
    }

    /// Multiplied by a number above zero.
    #[must_use]
    pub fn scaled(&self, by: &Exact) -> Self {
        Self { low: self.low.map(|v| v * by.clone()), high: self.high.map(|v| v * by.clone()) }
    }

    /// All powers. Whole exponents are exact, others are rounded outward.
    ///
    /// # Errors
    /// [`Undefined::PowerOfNegative`] for a negative base under a fractional power, [`Undefined::DivisionByZero`] for zero
    /// under a negative one, [`Undefined::Overflow`] where the result cannot be held.
    pub fn pow(&self, exponent: &Self) -> Result<Self, Undefined> {
        if let Some(whole) = exponent.as_point().and_then(Exact::to_whole) {
            return self.powi(i32::try_from(whole).map_err(|_| Undefined::Overflow)?);
        }
        if self.low.is_negative() {
            return Err(Undefined::PowerOfNegative);
        }
        if self.holds_zero() && exponent.low.value().is_none_or(|low| *low <= Exact::ZERO) {
            return Err(Undefined::PowerOfNegative);
        }
        // x^y rises or falls in each of x and y alone, so its extremes lie at the corners.
        let mut low = f64::INFINITY;
        let mut high = 0.0_f64;
        for x in [down(&self.low), up(&self.high)] {
            for y in [down(&exponent.low), up(&exponent.high)] {
                let power = libm::pow(x, y);
                if power.is_nan() {
                    return Err(Undefined::Overflow);
                }
                low = low.min(outward_down(power));
                high = high.max(outward_up(power));
            }
        }
        // With one exponent each end of the result comes from one end of the base; otherwise both are taken in.
        let (low_closed, high_closed) = match exponent.as_point() {
            Some(y) if y.is_negative() => (self.high.closed, self.low.closed),
            Some(_) => (self.low.closed, self.high.closed),
            None => (true, true),
        };
        let low = float_end(low.max(0.0), low_closed)?;
        let unbounded = self.high.value().is_none() || self.low.is_zero();
        let high = match float_end(high, high_closed) {
            Err(_) if unbounded => End::infinity(),
            end => end?,
        };
        Ok(Self { low, high })
    }

    fn powi(&self, exponent: i32) -> Result<Self, Undefined> {
        if exponent < 0 {
            return self.recip()?.powi(exponent.checked_neg().ok_or(Undefined::Overflow)?);
        }
        if exponent == 0 {
            return Ok(Self::point(Exact::ONE));
        }
        let power = |end: &End| -> Result<End, Undefined> {
            Ok(match &end.bound {
                At(value) => End { bound: At(value.powi(exponent).ok_or(Undefined::Overflow)?), closed: end.closed },
                NegInfinity if exponent % 2 == 0 => End::infinity(),
                infinite => End { bound: infinite.clone(), closed: false },
            })
        };
        let (a, b) = (power(&self.low)?, power(&self.high)?);
        if exponent % 2 == 1 || !self.low.is_negative() {
            return Ok(Self { low: a, high: b });
        }
        if self.high.is_negative() || self.high.is_zero() {
            return Ok(Self { low: b, high: a });
        }
        Ok(Self { low: End::closed(Exact::ZERO), high: upper(a, b) })
    }

    /// All natural logarithms, rounded outward.
    ///
    /// # Errors
    /// [`Undefined::LogarithmOfNonPositive`] unless the interval lies above zero.
    pub fn ln(&self) -> Result<Self, Undefined> {
        if self.low.is_negative() || (self.low.is_zero() && self.low.closed) {
            return Err(Undefined::LogarithmOfNonPositive);
        }
        self.rising(libm::log)
    }

    /// All powers of e, rounded outward.
    ///
    /// # Errors
    /// [`Undefined::Overflow`] where the result is beyond all floats.
    pub fn exp(&self) -> Result<Self, Undefined> {
        let mut result = self.rising(libm::exp)?;
        if result.low.bound == NegInfinity || result.low.is_negative() || result.low.is_zero() {
            result.low = End::open(Exact::ZERO);
        }
        Ok(result)
    }

    /// The image under a function that rises everywhere and is right to within one unit in the last place.
    fn rising(&self, f: fn(f64) -> f64) -> Result<Self, Undefined> {
        let low = match &self.low.bound {
            NegInfinity => End::neg_infinity(),
            _ if self.low.is_zero() && f(0.0).is_infinite() => End::neg_infinity(),
            _ => float_end(outward_down(f(down(&self.low))), self.low.closed)?,
        };
        let high = match &self.high.bound {
            PosInfinity => End::infinity(),
            _ => float_end(outward_up(f(up(&self.high))), self.high.closed)?,
        };
        Ok(Self { low, high })
    }
}

fn float_end(value: f64, closed: bool) -> Result<End, Undefined> {
    Exact::from_f64(value).map(|value| End { bound: At(value), closed }).ok_or(Undefined::Overflow)
}

/// The lower of two lower ends; where they tie, the one that takes in more.
fn lower(a: End, b: End) -> End {
    match strictly(&a.bound, &b.bound) {
        Ordering::Less => a,
        Ordering::Equal => End { closed: a.closed || b.closed, bound: a.bound },
        Ordering::Greater => b,
    }
}

/// The upper of two upper ends; where they tie, the one that takes in more.
fn upper(a: End, b: End) -> End {
    match strictly(&a.bound, &b.bound) {
        Ordering::Less => b,
        Ordering::Equal => End { closed: a.closed || b.closed, bound: a.bound },
        Ordering::Greater => a,
    }
}

fn down(end: &End) -> f64 {
    end.value().map_or(end.to_f64(), Exact::to_f64_down)
}

fn up(end: &End) -> f64 {
    end.value().map_or(end.to_f64(), Exact::to_f64_up)
}

/// libm is right to within one unit in the last place; two are a margin. Exact results (0, 1 and infinity) stay.
fn outward_down(value: f64) -> f64 {
    if value == 0.0 || value.is_infinite() { value } else { value.next_down().next_down() }
}

fn outward_up(value: f64) -> f64 {
    if value == 0.0 || value.is_infinite() { value } else { value.next_up().next_up() }
}

impl fmt::Display for Interval {
    /// Raw numbers in brackets, for debugging and tests: `[36, 40)`. What people read is written by [`crate::number`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |end: &End| match &end.bound {
            At(_) => end.to_f64().to_string(),
            NegInfinity => "-inf".to_owned(),
            PosInfinity => "inf".to_owned(),
        };
        let (open, close) = (if self.low.closed { '[' } else { '(' }, if self.high.closed { ']' } else { ')' });
        write!(f, "{open}{}, {}{close}", text(&self.low), text(&self.high))
    }
}
