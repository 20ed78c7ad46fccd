//! The one place that writes numbers: digits, grouping, scale words, units and the minus sign.
//!
//! Findings, tables, charts and reports all ask here, so that no number is written in two ways. Thousands are grouped by
//! commas, the minus is U+2212, percent is a `%` next to the digits, and large amounts take a scale word.
//!
//! ```
//! use trueup::number::{self, Digits, Style};
//! use trueup::unit::Unit;
//! let cny: Unit = "CNY".parse()?;
//! assert_eq!(number::write(126e12, &cny, Digits::Significant(3), Style::Long), "CNY 126 trillion");
//! assert_eq!(number::write(126e12, &cny, Digits::Significant(3), Style::Short), "CNY 126 trn");
//! assert_eq!(number::write(-0.5, &Unit::Percent, Digits::Fixed(1), Style::Long), "−0.5%");
//! # Ok::<(), trueup::Error>(())
//! ```
//!
//! Machine formats (JSON, CSV, Parquet) carry raw numbers and do not come here.

use crate::unit::Unit;

/// How many digits to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// So many after the point, counted at the scale that is written (trillions, say).
    Fixed(usize),
    /// So many that carry meaning; zeros at the end of the decimals are dropped.
    Significant(usize),
}

/// How much room there is for words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For sentences: "CNY 126 trillion", "11.8 per 10,000 people".
    Long,
    /// For charts and tables: "CNY 126 trn", "11.8".
    Short,
}

/// A power of ten with a word of its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// What one of it is in plain units: 1e12.
    pub factor: f64,
    /// The word in sentences: "trillion"; empty for units.
    pub long: &'static str,
    /// The word on charts: "trn"; empty for units.
    pub short: &'static str,
}

/// Units, thousands are not named, then million to trillion.
pub const SCALES: [Scale; 4] = [
    Scale { factor: 1.0, long: "", short: "" },
    Scale { factor: 1e6, long: "million", short: "m" },
    Scale { factor: 1e9, long: "billion", short: "bn" },
    Scale { factor: 1e12, long: "trillion", short: "trn" },
];

impl Scale {
    /// The largest scale that leaves at least one digit before the point.
    ///
    /// ```
    /// assert_eq!(trueup::number::Scale::of(167e6).long, "million");
    /// ```
    #[must_use]
    pub fn of(value: f64) -> Self {
        SCALES.iter().rev().find(|scale| value.abs() >= scale.factor).copied().unwrap_or(SCALES[0])
    }

    /// The word for this scale in a style.
    #[must_use]
    pub fn word(&self, style: Style) -> &'static str {
        match style {
            Style::Long => self.long,
            Style::Short => self.short,
        }
    }
}

/// The digits alone: grouped, with a real minus, never "−0".
///
/// ```
/// use trueup::number::{digits, Digits};
/// assert_eq!(digits(-1234.5, Digits::Fixed(1)), "−1,234.5");
/// assert_eq!(digits(19161.67, Digits::Significant(3)), "19,200");
/// assert_eq!(digits(3.0, Digits::Significant(3)), "3");
/// ```
#[must_use]
pub fn digits(value: f64, digits: Digits) -> String {
    directed(value, digits, Rounding::Nearest)
}

/// A number of things, with its thousands apart: "24,000".
#[must_use]
pub fn count(things: usize) -> String {
    digits(u32::try_from(things).map_or(f64::INFINITY, f64::from), Digits::Fixed(0))
}

/// Which way a number is rounded when it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rounding {
    /// To the nearest, halves away from zero.
    Nearest,
    /// Never above the number: for lower ends.
    Down,
    /// Never below the number: for upper ends.
    Up,
}

fn directed(value: f64, digits: Digits, rounding: Rounding) -> String {
    if !value.is_finite() {
        return if value.is_nan() { "?".to_owned() } else { format!("{}∞", if value < 0.0 { "−" } else { "" }) };
    }
    let decimal = Decimal::of(value.abs());
    let away = match rounding {
        Rounding::Nearest => None,
        Rounding::Down => Some(value < 0.0),
        Rounding::Up => Some(value > 0.0),
    };
    let plain = match digits {
        Digits::Fixed(decimals) => decimal.rounded(i32::try_from(decimals.min(20)).unwrap_or(20), away),
        Digits::Significant(count) => {
            let text = decimal.rounded(decimal.decimals_for(count), away);
            if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
        }
    };
    let negative = value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b));
    format!("{}{}", if negative { "−" } else { "" }, grouped(&plain))
}

/// A number as decimal digits, to the 15 that a float is sure of: 2.795 is 2.795 and not the float just below it.
struct Decimal {
    /// Digits from the first that is not zero.
    digits: Vec<u8>,
    /// The power of ten of the first digit.
    exponent: i32,
}

impl Decimal {
    /// Of a finite number that is not negative.
    fn of(value: f64) -> Self {
        let text = format!("{value:.14e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        Self { digits, exponent: exponent.parse().unwrap_or(0) }
    }

    /// The decimals that leave so many digits that carry meaning; negative where whole digits fall away.
    fn decimals_for(&self, count: usize) -> i32 {
        i32::try_from(count.max(1)).unwrap_or(15) - 1 - self.exponent
    }

    /// Plain digits with so many decimals. `away`: from zero, towards it, or to the nearest if nothing is said.
    fn rounded(&self, decimals: i32, away: Option<bool>) -> String {
        let kept = usize::try_from(self.exponent + 1 + decimals).unwrap_or(0);
        let dropped_before = self.exponent + 1 + decimals < 0;
        let rest = self.digits.get(kept..).unwrap_or(&[]);
        let any = rest.iter().any(|digit| *digit > 0);
        let up = match away {
            Some(away) => away && any,
            None => !dropped_before && rest.first().is_some_and(|digit| *digit >= 5),
        };
        // The digits that stay, as one whole number in units of the last decimal.
        let mut whole: Vec<u8> = self.digits.iter().copied().chain(std::iter::repeat(0)).take(kept).collect();
        if up {
            let carried = whole.iter_mut().rev().any(|digit| {
                *digit = (*digit + 1) % 10;
                *digit != 0
            });
            if !carried {
                whole.insert(0, 1);
            }
        }
        let places = usize::try_from(decimals).unwrap_or(0);
        whole.extend(std::iter::repeat_n(0, usize::try_from(-decimals).unwrap_or(0).min(330)));
        let mut text: String = whole.iter().map(|digit| char::from(b'0' + digit)).collect();
        while text.len() <= places {
            text.insert(0, '0');
        }
        let point = text.len() - places;
        let (before, after) = text.split_at(point);
        let before = before.trim_start_matches('0');
        let before = if before.is_empty() { "0" } else { before };
        if after.is_empty() { before.to_owned() } else { format!("{before}.{after}") }
    }
}

/// Commas between groups of three before the point.
fn grouped(plain: &str) -> String {
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut out = String::with_capacity(plain.len() + whole.len() / 3);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(rest);
    out
}

/// A value with its unit: scale word, currency, percent sign, ordinal or noun. Values are as figures keep them: amounts in
/// base units, percent as percent.
#[must_use]
pub fn write(value: f64, unit: &Unit, count: Digits, style: Style) -> String {
    write_at(value, scale_for(value, unit, count), unit, count, style)
}

/// The same at a scale that is given, so that the ticks of an axis share it.
#[must_use]
pub fn write_at(value: f64, scale: Scale, unit: &Unit, count: Digits, style: Style) -> String {
    match unit {
        Unit::Rank => ordinal(value),
        Unit::CalendarYear => year(value),
        // Beyond all scale words a power of ten says more than a row of digits.
        _ if is_unwieldy(value / scale.factor) => with_unit(&powers(value / scale.factor, count), scale, unit, style),
        _ => with_unit(&digits(value / scale.factor, count), scale, unit, style),
    }
}

/// Puts scale word and unit around digits, which may be two joined numbers.
fn with_unit(number: &str, scale: Scale, unit: &Unit, style: Style) -> String {
    let word = scale.word(style);
    let scaled = if word.is_empty() { number.to_owned() } else { format!("{number} {word}") };
    let long = style == Style::Long;
    match unit {
        Unit::Currency(currency) => format!("{} {scaled}", currency.code()),
        Unit::Percent => format!("{scaled}%"),
        Unit::PercentagePoints if long => format!("{scaled} percentage points"),
        Unit::PercentagePoints => format!("{scaled} pp"),
        Unit::BasisPoints if long => format!("{scaled} basis points"),
        Unit::BasisPoints => format!("{scaled} bp"),
        Unit::Times if long => format!("{scaled} times"),
        Unit::Times => format!("{scaled}×"),
        Unit::PerPeople(per) if long => format!("{scaled} per {} people", grouped(&per.to_string())),
        Unit::Over(_) => format!("{scaled} {unit}"),
        Unit::People | Unit::Years | Unit::Noun(_) if long => format!("{scaled} {unit}"),
        _ => scaled,
    }
}

/// The scale that a value is written at: amounts and counts take scale words, percentages, ranks and years never.
#[must_use]
pub fn scale_for(value: f64, unit: &Unit, count: Digits) -> Scale {
    match unit {
        Unit::Currency(_) | Unit::People | Unit::Noun(_) | Unit::Count | Unit::Over(_) => {
            // 999.96 billion to three digits is 1 trillion: round first, then choose.
            let rounded = match count {
                Digits::Significant(n) => {
                    let decimal = Decimal::of(value.abs());
                    decimal.rounded(decimal.decimals_for(n), None).parse().unwrap_or(value.abs())
                }
                Digits::Fixed(_) => value.abs(),
            };
            Scale::of(rounded)
        }
        _ => SCALES[0],
    }
}

/// A calendar year, never grouped: 2006; "?" where it is none.
#[must_use]
pub fn year(value: f64) -> String {
    if value.is_finite() { format!("{value:.0}").replace('-', "−") } else { digits(value, Digits::Fixed(0)) }
}

/// A rank: 1st, 2nd, 3rd, 4th, 11th; a value between two ranks keeps its decimals.
///
/// ```
/// assert_eq!(trueup::number::ordinal(38.0), "38th");
/// assert_eq!(trueup::number::ordinal(12.5), "12.5");
/// ```
#[must_use]
pub fn ordinal(value: f64) -> String {
    if value.fract() != 0.0 || !value.is_finite() {
        return digits(value, Digits::Significant(4));
    }
    let number = digits(value, Digits::Fixed(0));
    let last_two = value.abs() % 100.0;
    let suffix = if (11.0..=13.0).contains(&last_two) {
        "th"
    } else {
        match number.chars().last() {
            Some('1') => "st",
            Some('2') => "nd",
            Some('3') => "rd",
            _ => "th",
        }
    };
    format!("{number}{suffix}")
}

/// One end of a range to be written: where it is, infinite if unbounded, and whether the place itself belongs to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RangeEnd {
    /// Where the range ends, in the figure's unit.
    pub value: f64,
    /// Whether the value itself belongs to the range.
    pub closed: bool,
}

/// A range in words: "3.14 to 3.51 times", "more than 3 times", "32.4% or more", "3 to below 4%"; both ends share scale and
/// unit.
///
/// ```
/// use trueup::number::{range, Digits, RangeEnd, Style};
/// use trueup::unit::Unit;
/// let end = |value, closed| RangeEnd { value, closed };
/// let digits = Digits::Significant(3);
/// assert_eq!(range(end(32.411, true), end(f64::INFINITY, false), &Unit::Percent, digits, Style::Long), "32.4% or more");
/// assert_eq!(range(end(1.8, true), end(2.0, false), &Unit::Times, digits, Style::Long), "1.8 to below 2 times");
/// ```
///
/// A lower end is never written above itself and an upper end never below, so that what is written holds all that is meant.
#[must_use]
pub fn range(low: RangeEnd, high: RangeEnd, unit: &Unit, count: Digits, style: Style) -> String {
    let size =
        [low.value, high.value].into_iter().filter(|value| value.is_finite()).fold(0.0, |a: f64, b| a.max(b.abs()));
    let scale = scale_for(size, unit, count);
    let number = |value: f64, rounding: Rounding| match unit {
        Unit::Rank => ordinal(value),
        Unit::CalendarYear => year(value),
        _ => directed(value / scale.factor, count, rounding),
    };
    let with = |text: &str| {
        if matches!(unit, Unit::Rank | Unit::CalendarYear) {
            text.to_owned()
        } else {
            with_unit(text, scale, unit, style)
        }
    };
    match (low.value.is_finite(), high.value.is_finite()) {
        (false, false) => "any value".to_owned(),
        (true, false) => {
            let bound = with(&number(low.value, Rounding::Down));
            if low.closed { format!("{bound} or more") } else { format!("more than {bound}") }
        }
        (false, true) => {
            let bound = with(&number(high.value, Rounding::Up));
            if high.closed { format!("{bound} or less") } else { format!("less than {bound}") }
        }
        // One number is written as such, to the nearest.
        (true, true) if low.value >= high.value => with(&number(low.value, Rounding::Nearest)),
        (true, true) => {
            let (first, second) = (number(low.value, Rounding::Down), number(high.value, Rounding::Up));
            if first == second {
                return with(&first);
            }
            let (above, below) = (if low.closed { "" } else { "above " }, if high.closed { "" } else { "below " });
            with(&format!("{above}{first} to {below}{second}"))
        }
    }
}

/// A value with the range around it: "3.15 times (3.14 to 3.51 times)"; the value alone where the range is no wider, and the
/// range alone where it has an open end or no value is given. Open ends of a bounded range are not said here.
///
/// ```
/// use trueup::number::{value, Digits, RangeEnd, Style};
/// use trueup::unit::Unit;
/// let end = |value, closed| RangeEnd { value, closed };
/// let (digits, style) = (Digits::Fixed(2), Style::Long);
/// assert_eq!(value(Some(3.15), end(3.14, false), end(3.51, true), &Unit::Times, digits, style), "3.15 times (3.14 to 3.51 times)");
/// assert_eq!(value(Some(3.15), end(3.0, false), end(f64::INFINITY, false), &Unit::Times, digits, style), "more than 3.00 times");
/// ```
#[must_use]
pub fn value(point: Option<f64>, low: RangeEnd, high: RangeEnd, unit: &Unit, count: Digits, style: Style) -> String {
    let low = above_floor(low, high, low.closed);
    let bounded = low.value.is_finite() && high.value.is_finite();
    let hushed = |end: RangeEnd| RangeEnd { closed: end.closed || bounded, ..end };
    let range = range(hushed(low), hushed(high), unit, count, style);
    match point {
        Some(point) if bounded && low.value < high.value => format!("{} ({range})", write(point, unit, count, style)),
        _ => range,
    }
}

/// A floor of zero goes without saying where there is an upper end: "above 0 and below 3.18" is "less than 3.18".
#[must_use]
pub fn above_floor(low: RangeEnd, high: RangeEnd, keep: bool) -> RangeEnd {
    if low.value == 0.0 && high.value.is_finite() && !keep {
        RangeEnd { value: f64::NEG_INFINITY, closed: false }
    } else {
        low
    }
}

/// So many digits that the width of a range is written with two of them, at the scale that its unit is written at; where
/// the range has no width or no end, four that carry meaning.
#[must_use]
pub fn digits_for(low: f64, high: f64, unit: &Unit) -> Digits {
    let width = high - low;
    if !width.is_finite() || width <= 0.0 {
        return Digits::Significant(4);
    }
    let scale = scale_for(low.abs().max(high.abs()), unit, Digits::Significant(4));
    let mut decimals = 0;
    let mut width = width / scale.factor;
    while width < 9.5 && decimals < 15 {
        width *= 10.0;
        decimals += 1;
    }
    Digits::Fixed(decimals)
}

/// Whether a number has so many digits before the point, or so many zeros after it, that [`powers`] writes it better.
#[must_use]
pub fn is_unwieldy(value: f64) -> bool {
    value != 0.0 && !(1e-9..1e9).contains(&value.abs())
}

/// A number with a power of ten, for what no scale word reaches: 1.2 × 10³⁰.
///
/// ```
/// use trueup::number::{powers, Digits};
/// assert_eq!(powers(-1.2e-30, Digits::Significant(2)), "−1.2 × 10⁻³⁰");
/// assert_eq!(powers(1e18, Digits::Significant(2)), "10¹⁸");
/// ```
#[must_use]
pub fn powers(value: f64, count: Digits) -> String {
    let text = match count {
        Digits::Significant(count) => format!("{:.*e}", count.max(1) - 1, value.abs()),
        Digits::Fixed(decimals) => format!("{:.*e}", decimals, value.abs()),
    };
    let Some((mantissa, exponent)) = text.split_once('e').filter(|_| value.is_finite() && value != 0.0) else {
        return digits(value, count);
    };
    let mantissa = if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
    let raised: String = exponent
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            digit => {
                digit.to_digit(10).and_then(|d| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(usize::try_from(d).ok()?)).unwrap_or(digit)
            }
        })
        .collect();
    let sign = if value < 0.0 { "−" } else { "" };
    if mantissa == "1" { format!("{sign}10{raised}") } else { format!("{sign}{mantissa} × 10{raised}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_long(value: f64, unit: &str, count: usize) -> String {
        write(value, &unit.parse().unwrap(), Digits::Significant(count), Style::Long)
    }

    #[test]
    fn amounts_take_the_scale_word_that_leaves_a_digit_before_the_point() {
        assert_eq!(write_long(167e6, "USD", 3), "USD 167 million");
        assert_eq!(write_long(3.2e12, "USD", 3), "USD 3.2 trillion");
        assert_eq!(write_long(19_161.7, "USD", 3), "USD 19,200");
        assert_eq!(write_long(999.96e9, "USD", 3), "USD 1 trillion");
        assert_eq!(write_long(770e6, "people", 3), "770 million people");
    }

    #[test]
    fn no_number_is_written_as_minus_zero() {
        assert_eq!(digits(-0.04, Digits::Fixed(1)), "0.0");
        assert_eq!(digits(-0.0, Digits::Significant(3)), "0");
    }

    #[test]
    fn ranks_are_ordinals_with_the_teens_right() {
        let written: Vec<String> = [1.0, 2.0, 3.0, 4.0, 11.0, 12.0, 13.0, 21.0, 112.0].map(ordinal).into();
        assert_eq!(written, ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]);
    }

    #[test]
    fn halves_round_away_from_zero_as_the_decimals_say() {
        assert_eq!(digits(2.795, Digits::Fixed(2)), "2.80");
        assert_eq!(digits(-2.795, Digits::Fixed(2)), "−2.80");
        assert_eq!(digits(163.35, Digits::Significant(4)), "163.4");
        assert_eq!(digits(0.0279, Digits::Fixed(3)), "0.028");
        assert_eq!(digits(0.5, Digits::Fixed(0)), "1");
        assert_eq!(digits(0.05, Digits::Fixed(0)), "0");
        assert_eq!(digits(999.96, Digits::Fixed(1)), "1,000.0");
    }

    #[test]
    fn ends_of_a_range_are_rounded_outward() {
        let end = |value| RangeEnd { value, closed: true };
        let written =
            |low, high, decimals| range(end(low), end(high), &Unit::Percent, Digits::Fixed(decimals), Style::Long);
        assert_eq!(written(3.1375, 3.5139, 2), "3.13 to 3.52%");
        assert_eq!(written(9.45, 9.55, 2), "9.45 to 9.55%");
        assert_eq!(written(-3.1375, -2.001, 1), "−3.2 to −2.0%");
        let usd: Unit = "USD".parse().unwrap();
        let high = RangeEnd { value: 1.6335e12, closed: false };
        let low = RangeEnd { value: f64::NEG_INFINITY, closed: false };
        assert_eq!(range(low, high, &usd, Digits::Significant(4), Style::Long), "less than USD 1.634 trillion");
    }

    #[test]
    fn significant_digits_hold_at_powers_of_ten() {
        let three = |value| digits(value, Digits::Significant(3));
        assert_eq!(
            [three(0.099_96), three(9.999), three(1000.4), three(0.000_123_4)],
            ["0.1", "10", "1,000", "0.000123"]
        );
    }

    #[test]
    fn numbers_beyond_all_scale_words_take_a_power_of_ten() {
        assert_eq!(powers(2.5e300, Digits::Significant(3)), "2.5 × 10³⁰⁰");
        assert_eq!(powers(0.0, Digits::Significant(3)), "0");
        assert!(is_unwieldy(1e12) && is_unwieldy(-1e-10) && !is_unwieldy(0.0) && !is_unwieldy(126.0));
    }
}
