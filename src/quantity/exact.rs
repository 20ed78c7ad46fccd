//! Exact rational numbers: printed decimals, and what `+`, `-`, `*`, `/` and whole powers make of them.
//!
//! Nearly all figures fit a fraction of two 128-bit integers, which costs no allocation; what does not fit goes on as a
//! fraction of big integers. Neither is visible from outside: equal numbers are equal however they are kept.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};

/// An exact rational number.
///
/// ```
/// use trueup::quantity::Exact;
/// let third = Exact::ratio(1, 3);
/// assert_eq!(third.clone() + third.clone() + third, Exact::from(1));
/// ```
#[derive(Clone)]
pub struct Exact(Repr);

#[derive(Clone)]
enum Repr {
    /// In lowest terms, the denominator positive.
    Small(i128, i128),
    /// Only what does not fit above.
    Big(Box<BigRational>),
}

use Repr::{Big, Small};

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self(Small(0, 1));
    /// One.
    pub const ONE: Self = Self(Small(1, 1));

    /// A fraction; the denominator must not be zero.
    ///
    /// # Panics
    /// If `denominator` is zero: callers pass literals or have checked.
    #[must_use]
    pub fn ratio(numerator: i64, denominator: i64) -> Self {
        assert!(denominator != 0, "a fraction needs a denominator other than zero");
        reduced(i128::from(numerator), i128::from(denominator))
    }

    /// Reads plain decimal digits with at most one point: "1.030", "4991".
    #[must_use]
    pub fn from_decimal(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{part}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if let (Ok(numerator), Some(denominator)) = (digits.parse(), power_of_ten(part.len())) {
            return Some(reduced(numerator, denominator));
        }
        let numerator: BigInt = digits.parse().ok()?;
        let denominator = num_traits::pow(BigInt::from(10), part.len());
        Some(Self::from_big(BigRational::new(numerator, denominator)))
    }

    /// Ten to a whole power.
    #[must_use]
    pub fn power_of_ten(exponent: i32) -> Self {
        let power = match 10_i128.checked_pow(exponent.unsigned_abs()) {
            Some(power) => Self(Small(power, 1)),
            None => Self::from_big(BigRational::from_integer(num_traits::pow(
                BigInt::from(10),
                usize::try_from(exponent.unsigned_abs()).unwrap_or(0),
            ))),
        };
        if exponent < 0 { Self::ONE / power } else { power }
    }

    /// The number that a float stands for, exactly; nothing for infinities and NaN.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        small_float(value).or_else(|| BigRational::from_float(value).map(Self::from_big))
    }

    /// The nearest float; infinite where the number is beyond all floats.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Small(n, 1) => i128_to_f64(*n),
            // Both fit a float exactly, so that the quotient is the nearest float.
            Small(n, d) if n.unsigned_abs() <= EXACT_IN_FLOATS && d.unsigned_abs() <= EXACT_IN_FLOATS => {
                i128_to_f64(*n) / i128_to_f64(*d)
            }
            _ => self.to_big().to_f64().unwrap_or(f64::NAN),
        }
    }

    /// Near the number, to about 15 digits, without allocation where that can be.
    fn roughly(&self) -> f64 {
        match &self.0 {
            Small(n, d) => i128_to_f64(*n) / i128_to_f64(*d),
            Big(_) => self.to_f64(),
        }
    }

    /// The largest float that is not above this number.
    #[must_use]
    pub fn to_f64_down(&self) -> f64 {
        let near = self.to_f64();
        match Self::from_f64(near) {
            Some(exact) if exact <= *self => near,
            _ => near.next_down(),
        }
    }

    /// The smallest float that is not below this number.
    #[must_use]
    pub fn to_f64_up(&self) -> f64 {
        let near = self.to_f64();
        match Self::from_f64(near) {
            Some(exact) if exact >= *self => near,
            _ => near.next_up(),
        }
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0, _))
    }

    /// Whether this is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(n, _) => *n < 0,
            Big(big) => big.is_negative(),
        }
    }

    /// The distance from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        if self.is_negative() { -self } else { self }
    }

    /// The whole number this is, if it is one that fits.
    #[must_use]
    pub fn to_whole(&self) -> Option<i64> {
        match &self.0 {
            Small(n, 1) => i64::try_from(*n).ok(),
            _ => None,
        }
    }

    /// This to a whole power; nothing if the result would have more than some 20,000 digits, or for zero to a negative power.
    #[must_use]
    pub fn powi(&self, exponent: i32) -> Option<Self> {
        if self.is_zero() {
            return match exponent.cmp(&0) {
                Ordering::Less => None,
                Ordering::Equal => Some(Self::ONE),
                Ordering::Greater => Some(Self::ZERO),
            };
        }
        let big = self.to_big();
        let bits = big.numer().bits().max(big.denom().bits());
        (bits.saturating_mul(u64::from(exponent.unsigned_abs())) <= 65_536)
            .then(|| Self::from_big(num_traits::Pow::pow(big, exponent)))
    }

    /// Whether two numbers differ by less than 1e-12, measured against the larger of them and one.
    #[must_use]
    pub fn nearly_equals(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        // Floats settle nearly every case: where they differ by far more than their own error, the numbers differ.
        let (a, b) = (self.roughly(), other.roughly());
        if a.is_finite() && b.is_finite() && (a - b).abs() > 1e-9 * a.abs().max(b.abs()).max(1.0) {
            return false;
        }
        let size = self.clone().abs().max(other.clone().abs()).max(Self::ONE);
        (self.clone() - other.clone()).abs() < size * Self(Small(1, 1_000_000_000_000))
    }

    fn to_big(&self) -> BigRational {
        match &self.0 {
            Small(n, d) => BigRational::new_raw(BigInt::from(*n), BigInt::from(*d)),
            Big(big) => (**big).clone(),
        }
    }

    /// Keeps the small form wherever it fits, so that there is one form for each number.
    fn from_big(big: BigRational) -> Self {
        match (big.numer().to_i128(), big.denom().to_i128()) {
            (Some(n), Some(d)) if n != i128::MIN => Self(Small(n, d)),
            _ => Self(Big(Box::new(big))),
        }
    }
}

/// Whole numbers up to this are floats.
const EXACT_IN_FLOATS: u128 = 1 << 53;

/// Integers up to 2^127 round to the nearest float, which is what the cast does.
#[expect(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
fn i128_to_f64(n: i128) -> f64 {
    n as f64
}

/// Ten to a power, if that fits.
fn power_of_ten(exponent: usize) -> Option<i128> {
    10_i128.checked_pow(u32::try_from(exponent).ok()?)
}

/// A float as a fraction over a power of two, if it fits: its bits are a sign, 11 of exponent and 52 of an integer with a hidden one before.
fn small_float(value: f64) -> Option<Exact> {
    const FRACTION: u32 = 52;
    if value == 0.0 {
        return Some(Exact::ZERO);
    }
    if !value.is_normal() {
        return None;
    }
    let bits = value.abs().to_bits();
    let integer = bits & ((1 << FRACTION) - 1) | 1 << FRACTION;
    let zeros = integer.trailing_zeros();
    let odd = i128::from(integer >> zeros);
    let odd = if value < 0.0 { -odd } else { odd };
    // 1023 stands for the exponent 0 of a number that has its point behind the hidden one.
    let exponent = i32::try_from(bits >> FRACTION).ok()? - 1023 - i32::try_from(FRACTION - zeros).ok()?;
    let power = exponent.unsigned_abs();
    if exponent < 0 {
        (power < 127).then(|| Exact(Small(odd, 1 << power)))
    } else {
        (power < 127 - FRACTION - 1).then(|| Exact(Small(odd << power, 1)))
    }
}

fn reduced(n: i128, d: i128) -> Exact {
    let divisor = gcd(n.unsigned_abs(), d.unsigned_abs());
    // The divisor is at most |d|, and d is never i128::MIN here.
    let divisor = i128::try_from(divisor).unwrap_or(1).max(1) * d.signum();
    Exact(Small(n / divisor, d / divisor))
}

/// Most fractions fit 64 bits, where this is several times faster.
fn gcd(a: u128, b: u128) -> u128 {
    match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(num_integer::gcd(a, b)),
        _ => num_integer::gcd(a, b),
    }
}

/// `a/b + c/d` in 128 bits, or nothing if it does not fit.
fn small_sum(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    if b == d {
        return Some(reduced(a.checked_add(c)?, b)).filter(fits);
    }
    let n = a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?;
    Some(reduced(n, b.checked_mul(d)?)).filter(fits)
}

/// `a/b * c/d` in 128 bits, reduced across first so that it fits more often.
fn small_product(a: i128, b: i128, c: i128, d: i128) -> Option<Exact> {
    let g = i128::try_from(gcd(a.unsigned_abs(), d.unsigned_abs())).ok()?.max(1);
    let h = i128::try_from(gcd(c.unsigned_abs(), b.unsigned_abs())).ok()?.max(1);
    let (n, d) = ((a / g).checked_mul(c / h)?, (b / h).checked_mul(d / g)?);
    Some(Exact(if d < 0 { Small(-n, -d) } else { Small(n, d) })).filter(fits)
}

/// The least 128-bit integer has no negative, so it goes the big way.
fn fits(number: &Exact) -> bool {
    !matches!(number.0, Small(i128::MIN, _) | Small(_, i128::MIN))
}

impl Add for Exact {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0)
            && let Some(sum) = small_sum(*a, *b, *c, *d)
        {
            return sum;
        }
        Self::from_big(self.to_big() + other.to_big())
    }
}

impl Sub for Exact {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Exact {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0)
            && let Some(product) = small_product(*a, *b, *c, *d)
        {
            return product;
        }
        Self::from_big(self.to_big() * other.to_big())
    }
}

impl Div for Exact {
    type Output = Self;
    /// Panics on a zero divisor, as integers do: intervals check before they divide.
    fn div(self, other: Self) -> Self {
        assert!(!other.is_zero(), "division by zero is refused before it comes here");
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0)
            && let Some(quotient) = small_product(*a, *b, *d, *c)
        {
            return quotient;
        }
        Self::from_big(self.to_big() / other.to_big())
    }
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        match self.0 {
            Small(n, d) => Self(Small(-n, d)),
            Big(big) => Self::from_big(-*big),
        }
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Small(a, b), Small(c, d)) => (a, b) == (c, d),
            (Big(a), Big(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Small(a, b), Small(c, d)) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        self.to_big().cmp(&other.to_big())
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self(Small(i128::from(value), 1))
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_big())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_are_read_exactly() {
        assert_eq!(Exact::from_decimal("1.030"), Some(Exact::ratio(103, 100)));
        assert_eq!(Exact::from_decimal("4991"), Some(Exact::from(4991)));
        assert_eq!(
            [Exact::from_decimal(""), Exact::from_decimal("1,0"), Exact::from_decimal("-1")],
            [None, None, None]
        );
    }

    #[test]
    fn what_outgrows_128_bits_goes_on_exactly() {
        let large = Exact::power_of_ten(30);
        let square = large.clone() * large.clone();
        assert_eq!(square.clone() / large.clone(), large);
        assert_eq!(square, Exact::power_of_ten(60));
        assert_eq!(Exact::ratio(19, 20).powi(39).unwrap() * Exact::ratio(20, 19).powi(39).unwrap(), Exact::ONE);
    }

    #[test]
    fn a_power_too_large_to_hold_is_refused() {
        assert!(Exact::from(10).powi(1_000_000).is_none());
        assert!(Exact::ZERO.powi(-1).is_none());
    }

    #[test]
    fn floats_bracket_the_number_they_stand_for() {
        let third = Exact::ratio(1, 3);
        assert!(Exact::from_f64(third.to_f64_down()).unwrap() < third);
        assert!(Exact::from_f64(third.to_f64_up()).unwrap() > third);
        assert!((Exact::ratio(1, 2).to_f64_down() - 0.5).abs() < f64::MIN_POSITIVE);
    }

    fn any_float() -> impl Strategy<Value = f64> {
        prop_oneof![
            any::<f64>(),
            -1e6..1e6,
            (any::<i64>(), -140..80).prop_map(|(n, e)| i128_to_f64(n.into()) * 2_f64.powi(e))
        ]
    }

    fn any_fraction() -> impl Strategy<Value = (i64, i64)> {
        (any::<i64>(), 1..i64::MAX)
    }

    proptest! {
        #[test]
        fn floats_are_what_big_fractions_make_of_them(value in any_float()) {
            prop_assert_eq!(Exact::from_f64(value), BigRational::from_float(value).map(Exact::from_big));
        }

        #[test]
        fn arithmetic_agrees_with_big_fractions((a, b) in any_fraction(), (c, d) in any_fraction()) {
            let (x, y) = (Exact::ratio(a, b), Exact::ratio(c, d));
            let big = |n: i64, m: i64| BigRational::new(n.into(), m.into());
            prop_assert_eq!((x.clone() + y.clone()).to_big(), big(a, b) + big(c, d));
            prop_assert_eq!((x.clone() - y.clone()).to_big(), big(a, b) - big(c, d));
            prop_assert_eq!((x.clone() * y.clone()).to_big(), big(a, b) * big(c, d));
            if c != 0 {
                prop_assert_eq!((x.clone() / y.clone()).to_big(), big(a, b) / big(c, d));
            }
            prop_assert_eq!(x.cmp(&y), big(a, b).cmp(&big(c, d)));
        }
    }
}
