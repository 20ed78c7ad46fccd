//! Intervals of floats with open or closed ends, rounded outward, and the inverse of every operation.
//!
//! What the exact intervals of [`crate::quantity`] are to one claim, these are to a system: they never lose a value, cost no
//! allocation, and do not grow along a chain of thousands of quotients. Ends that differ by less than 1e-12 (of the larger of
//! them and one) are equal, and then open or closed decides, as everywhere in the program.

#![expect(clippy::float_cmp, reason = "ends are compared exactly, and nearly where that is meant")]

use crate::quantity::{Bound, End, Exact, Interval};

/// All numbers between two ends; never empty, what may be empty is an `Option<Bounds>`. Infinite ends are open.
///
/// ```
/// use trueup::solve::Bounds;
/// let (spending, intensity) = (Bounds::closed(1.025, 1.035), Bounds::closed(0.01905, 0.01915));
/// let gdp = spending.divide(intensity).unwrap();
/// assert!(gdp.low > 53.5 && gdp.high < 54.4);
/// assert!(Bounds::point(1.0).divide(Bounds::point(0.0)).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Whether the lower end itself belongs to it.
    pub low_closed: bool,
    /// Whether the upper end itself belongs to it.
    pub high_closed: bool,
}

/// One end: where, and whether it is attained.
type Place = (f64, bool);

impl Bounds {
    /// All numbers.
    pub const ALL: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY, low_closed: false, high_closed: false };
    /// Zero and everything above.
    pub const NOT_NEGATIVE: Self = Self { low: 0.0, high: f64::INFINITY, low_closed: true, high_closed: false };
    const POSITIVE: Self = Self { low_closed: false, ..Self::NOT_NEGATIVE };

    /// From one number to another, both included.
    #[must_use]
    pub fn closed(low: f64, high: f64) -> Self {
        Self { low, high, low_closed: low.is_finite(), high_closed: high.is_finite() }
    }

    /// One number.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self::closed(value, value)
    }

    fn between(low: Place, high: Place) -> Self {
        Self {
            low: low.0,
            high: high.0,
            low_closed: low.1 && low.0.is_finite(),
            high_closed: high.1 && high.0.is_finite(),
        }
    }

    fn ends(self) -> [Place; 2] {
        [(self.low, self.low_closed), (self.high, self.high_closed)]
    }

    /// How far its ends lie apart.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether both ends are numbers.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }

    /// Whether a number belongs to it.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low < value || (self.low_closed && self.low <= value))
            && (value < self.high || (self.high_closed && value <= self.high))
    }

    /// What belongs to both. Ends that are nearly equal meet only where both are closed.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let low = match self.low.total_cmp(&other.low) {
            std::cmp::Ordering::Less => (other.low, other.low_closed),
            std::cmp::Ordering::Equal => (self.low, self.low_closed && other.low_closed),
            std::cmp::Ordering::Greater => (self.low, self.low_closed),
        };
        let high = match self.high.total_cmp(&other.high) {
            std::cmp::Ordering::Less => (self.high, self.high_closed),
            std::cmp::Ordering::Equal => (self.high, self.high_closed && other.high_closed),
            std::cmp::Ordering::Greater => (other.high, other.high_closed),
        };
        if nearly_equal(low.0, high.0) {
            return (low.1 && high.1).then(|| Self::closed(low.0.min(high.0), low.0.max(high.0)));
        }
        (low.0 < high.0).then(|| Self::between(low, high))
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self::between(
            lower((self.low, self.low_closed), (other.low, other.low_closed)),
            upper(self.ends()[1], other.ends()[1]),
        )
    }

    /// The mirror image at zero.
    #[must_use]
    pub fn negate(self) -> Self {
        Self { low: -self.high, high: -self.low, low_closed: self.high_closed, high_closed: self.low_closed }
    }

    /// All sums.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let closed = (self.low_closed && other.low_closed, self.high_closed && other.high_closed);
        let low = if self.low.is_infinite() || other.low.is_infinite() {
            f64::NEG_INFINITY
        } else {
            rounded(self.low + other.low, sum_error(self.low, other.low)).0
        };
        let high = if self.high.is_infinite() || other.high.is_infinite() {
            f64::INFINITY
        } else {
            rounded(self.high + other.high, sum_error(self.high, other.high)).1
        };
        Self::between((low, closed.0), (high, closed.1))
    }

    /// All differences.
    #[must_use]
    pub fn subtract(self, other: Self) -> Self {
        self.plus(other.negate())
    }

    /// All products.
    #[must_use]
    pub fn multiply(self, other: Self) -> Self {
        // Amounts are nearly always positive, and then two of the four corners suffice.
        if self.low >= 0.0 && other.low >= 0.0 {
            let low = product((self.low, self.low_closed), (other.low, other.low_closed)).0;
            return Self::between(low, product(self.ends()[1], other.ends()[1]).1);
        }
        let corners = self.ends().into_iter().flat_map(|a| other.ends().map(|b| product(a, b)));
        Self::hull_of(corners)
    }

    /// All quotients by divisors other than zero; nothing if there is no such divisor.
    #[must_use]
    pub fn divide(self, by: Self) -> Option<Self> {
        if by.low == 0.0 && by.high == 0.0 {
            return None;
        }
        if by.high <= 0.0 {
            return self.negate().divide(by.negate());
        }
        if by.low < 0.0 {
            // On both sides of zero: the quotients run away to both sides.
            return Some(if self == Self::point(0.0) { self } else { Self::ALL });
        }
        let corners = self.ends().into_iter().flat_map(|a| by.ends().map(|b| quotient(a, b)));
        Some(Self::hull_of(corners))
    }

    /// The numbers of `current` which times some number of `factor` give some number of this one.
    #[must_use]
    pub fn divide_within(self, factor: Self, current: Self) -> Option<Self> {
        if factor.contains(0.0) && self.contains(0.0) {
            return Some(current);
        }
        if factor.low >= 0.0 || factor.high <= 0.0 {
            return self.divide(factor)?.intersection(current);
        }
        // A factor on both sides of zero leaves a gap: each side by itself, then both together.
        let above = factor.intersection(Self::POSITIVE).and_then(|side| self.divide(side)?.intersection(current));
        let below =
            factor.intersection(Self::POSITIVE.negate()).and_then(|side| self.divide(side)?.intersection(current));
        either(above, below)
    }

    /// All powers; nothing where none is defined. A fractional exponent takes no base below zero.
    #[must_use]
    pub fn power(self, exponent: Self) -> Option<Self> {
        if let Some(whole) = exponent.whole() {
            return self.whole_power(whole);
        }
        let base = self.intersection(Self::NOT_NEGATIVE)?;
        let corners = [base.low, base.high].into_iter().flat_map(|x| [exponent.low, exponent.high].map(|y| (x, y)));
        let (mut low, mut high) = (f64::INFINITY, 0.0_f64);
        for (x, y) in corners {
            let power = libm::pow(x, y);
            if power.is_nan() {
                return Some(Self::NOT_NEGATIVE);
            }
            let (down, up) = outward(power, x == 0.0 || x.is_infinite() || y.is_infinite());
            low = low.min(down);
            high = high.max(up);
        }
        // With one exponent each end of the result comes from one end of the base; otherwise both are taken in.
        let (low_closed, high_closed) = match exponent.settled() {
            Some(y) if y < 0.0 => (base.high_closed, base.low_closed),
            Some(_) => (base.low_closed, base.high_closed),
            None => (true, true),
        };
        Some(Self::between((low.max(0.0), low_closed), (high, high_closed)))
    }

    fn whole_power(self, exponent: i32) -> Option<Self> {
        if exponent == 0 {
            return Some(Self::point(1.0));
        }
        if exponent < 0 {
            return Self::point(1.0).divide(self.whole_power(-exponent)?);
        }
        if exponent == 1 {
            return Some(self);
        }
        let power = |x: f64| outward(libm::pow(x, f64::from(exponent)), x == 0.0 || x.is_infinite());
        let (a, b) = (power(self.low), power(self.high));
        if exponent % 2 == 1 || self.low >= 0.0 {
            return Some(Self::between((a.0, self.low_closed), (b.1, self.high_closed)));
        }
        if self.high <= 0.0 {
            return Some(Self::between((b.0, self.high_closed), (a.1, self.low_closed)));
        }
        Some(Self::between((0.0, true), upper((a.1, self.low_closed), (b.1, self.high_closed))))
    }

    /// The numbers of `current` whose power is some number of this one.
    #[must_use]
    pub fn root_within(self, exponent: Self, current: Self) -> Option<Self> {
        let Some(y) = exponent.settled().filter(|y| *y != 0.0) else { return Some(current) };
        let inverse = Self::point(1.0).divide(exponent)?;
        match exponent.whole() {
            Some(whole) if whole % 2 == 0 => {
                let root = self.power(inverse)?;
                either(root.intersection(current), root.negate().intersection(current))
            }
            Some(_) => {
                let above = self.intersection(Self::NOT_NEGATIVE).and_then(|side| side.power(inverse));
                let below = self.negate().intersection(Self::NOT_NEGATIVE).and_then(|side| side.power(inverse));
                // Zero has no power below zero.
                let nonzero = |side: Option<Self>| if y < 0.0 { side?.intersection(Self::POSITIVE) } else { side };
                either(nonzero(above), nonzero(below).map(Self::negate))?.intersection(current)
            }
            None => self.intersection(Self::NOT_NEGATIVE)?.power(inverse)?.intersection(current),
        }
    }

    /// All natural logarithms; nothing where none is defined.
    #[must_use]
    pub fn ln(self) -> Option<Self> {
        let above = self.intersection(Self::POSITIVE)?;
        let low = if above.low == 0.0 { f64::NEG_INFINITY } else { outward(libm::log(above.low), false).0 };
        let high = if above.high.is_infinite() { f64::INFINITY } else { outward(libm::log(above.high), false).1 };
        Some(Self::between((low, above.low_closed), (high, above.high_closed)))
    }

    /// All powers of e.
    #[must_use]
    pub fn exp(self) -> Self {
        let low = outward(libm::exp(self.low), self.low.is_infinite()).0.max(0.0);
        let high = outward(libm::exp(self.high), self.high.is_infinite()).1;
        Self::between((low, self.low_closed && low > 0.0), (high, self.high_closed))
    }

    /// All minima of a number of this one and one of the other.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        let high = match self.high.total_cmp(&other.high) {
            std::cmp::Ordering::Less => self.ends()[1],
            std::cmp::Ordering::Equal => (self.high, self.high_closed && other.high_closed),
            std::cmp::Ordering::Greater => other.ends()[1],
        };
        Self::between(lower(self.ends()[0], other.ends()[0]), high)
    }

    /// All maxima.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        self.negate().min(other.negate()).negate()
    }

    /// What one of two numbers must be for their minimum to lie in this one, if the other lies in `other`.
    #[must_use]
    pub fn of_minimum(self, other: Self, current: Self) -> Option<Self> {
        let above = current.intersection(Self { high: f64::INFINITY, high_closed: false, ..self })?;
        // The other is too large to be the minimum, so that this one is.
        if other.intersection(self).is_none() { above.intersection(self) } else { Some(above) }
    }

    fn hull_of(corners: impl IntoIterator<Item = (Place, Place)>) -> Self {
        let (mut low, mut high) = ((f64::INFINITY, false), (f64::NEG_INFINITY, false));
        for (down, up) in corners {
            low = lower(low, down);
            high = upper(high, up);
        }
        Self::between(low, high)
    }

    /// The number, where the interval is one or as good as one.
    fn settled(self) -> Option<f64> {
        (self.is_finite() && self.width() <= 4.0 * f64::EPSILON * self.low.abs()).then_some(self.low)
    }

    /// The whole number that it is.
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    fn whole(self) -> Option<i32> {
        let is_whole = self.low == self.high && self.low.fract() == 0.0 && self.low.abs() <= f64::from(i32::MAX);
        is_whole.then_some(self.low as i32)
    }
}

/// Rounded outward from an exact interval.
impl From<&Interval> for Bounds {
    fn from(interval: &Interval) -> Self {
        let low = interval.low.value().map_or(interval.low.to_f64(), Exact::to_f64_down);
        let high = interval.high.value().map_or(interval.high.to_f64(), Exact::to_f64_up);
        Self::between((low, interval.low.closed), (high, interval.high.closed))
    }
}

impl From<Bounds> for Interval {
    fn from(bounds: Bounds) -> Self {
        let end = |value: f64, closed: bool, infinite: Bound| match Exact::from_f64(value) {
            Some(value) => End { bound: Bound::At(value), closed },
            None => End { bound: infinite, closed: false },
        };
        Self {
            low: end(bounds.low, bounds.low_closed, Bound::NegInfinity),
            high: end(bounds.high, bounds.high_closed, Bound::PosInfinity),
        }
    }
}

/// Whether two numbers differ by less than 1e-12 of the larger of them and one.
fn nearly_equal(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() < 1e-12 * a.abs().max(b.abs()).max(1.0)
}

fn either(a: Option<Bounds>, b: Option<Bounds>) -> Option<Bounds> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.hull(b)),
        (one, other) => one.or(other),
    }
}

fn lower(a: Place, b: Place) -> Place {
    if a.0 == b.0 {
        (a.0, a.1 || b.1)
    } else if a.0 < b.0 {
        a
    } else {
        b
    }
}

fn upper(a: Place, b: Place) -> Place {
    if a.0 == b.0 {
        (a.0, a.1 || b.1)
    } else if a.0 > b.0 {
        a
    } else {
        b
    }
}

/// What a rounded sum lacks, exactly (Knuth's two-sum).
fn sum_error(a: f64, b: f64) -> f64 {
    let sum = a + b;
    let part = sum - a;
    (a - (sum - part)) + (b - part)
}

/// A rounded value and what it lacks, as floats below and above the true one.
fn rounded(value: f64, error: f64) -> (f64, f64) {
    if value.is_infinite() {
        // Too large for floats: the true value is finite all the same.
        return if value > 0.0 { (f64::MAX, value) } else { (value, f64::MIN) };
    }
    let down = if error < 0.0 || error.is_nan() { value.next_down() } else { value };
    let up = if error > 0.0 || error.is_nan() { value.next_up() } else { value };
    (down, up)
}

/// Below this the error of a product is itself below all floats.
const TINY: f64 = 1e-280;

/// The product of two ends, rounded down and up. Zero times anything is zero, also times infinity: the zero end is the limit
/// there, and it is attained wherever the zero belongs to its interval.
fn product(a: Place, b: Place) -> (Place, Place) {
    if a.0 == 0.0 || b.0 == 0.0 {
        let attained = (a.0 == 0.0 && a.1) || (b.0 == 0.0 && b.1);
        return ((0.0, attained), (0.0, attained));
    }
    let value = a.0 * b.0;
    let closed = a.1 && b.1;
    if a.0.is_infinite() || b.0.is_infinite() {
        return ((value, false), (value, false));
    }
    let error = if value.abs() < TINY { f64::NAN } else { a.0.mul_add(b.0, -value) };
    let (down, up) = rounded(value, error);
    ((down, closed), (up, closed))
}

/// The quotient of two ends, the divisor zero or above; by zero it runs away, and zero by zero says nothing.
fn quotient(a: Place, b: Place) -> (Place, Place) {
    if a.0 == 0.0 {
        return ((0.0, a.1), (0.0, a.1));
    }
    if b.0 == 0.0 {
        let value = if a.0 > 0.0 { f64::INFINITY } else { f64::NEG_INFINITY };
        return ((value, false), (value, false));
    }
    if b.0.is_infinite() {
        return ((0.0, false), (0.0, false));
    }
    if a.0.is_infinite() {
        return ((a.0, false), (a.0, false));
    }
    let value = a.0 / b.0;
    let error = if value.abs() < TINY { f64::NAN } else { (-value).mul_add(b.0, a.0) };
    let (down, up) = rounded(value, error);
    let closed = a.1 && b.1;
    ((down, closed), (up, closed))
}

/// The value of a function of libm, which is right to within one unit in the last place, rounded down and up; two are a margin.
/// A result beyond all floats, or too near zero for them, is so only for finite arguments other than zero: `limit` says that the
/// argument was zero or infinite, and then zero and infinity are what they are.
fn outward(value: f64, limit: bool) -> (f64, f64) {
    if limit && (value == 0.0 || value.is_infinite()) {
        return (value, value);
    }
    (value.next_down().next_down(), if value == 0.0 { f64::MIN_POSITIVE } else { value.next_up().next_up() })
}
