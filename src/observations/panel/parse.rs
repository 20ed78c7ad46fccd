//! Periods and numbers as nearly all cells of a large file write them; what is written otherwise is read as in any file.

use super::super::{MISSING, plain, stamp};
use super::Calendar;

/// The number of the period of a cell; nothing if it is none of this calendar.
pub(super) fn period(cell: &[u8], calendar: Calendar) -> Option<i32> {
    if let (Calendar::Years, [a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', d @ b'0'..=b'9']) = (calendar, cell) {
        let year = [a, b, c, d].into_iter().fold(0, |year, digit| year * 10 + i32::from(digit - b'0'));
        return (year > 0).then_some(year);
    }
    calendar.number(stamp::period(std::str::from_utf8(cell).ok()?)?)
}

/// The value of a cell: NaN where the file says that there is none, nothing if it is no number.
pub(super) fn value(cell: &[u8]) -> Option<f64> {
    if cell.is_empty() {
        return Some(f64::NAN);
    }
    if let Some(value) = short(cell) {
        return Some(value);
    }
    let text = std::str::from_utf8(cell).ok()?.trim();
    if MISSING.contains(&text) { Some(f64::NAN) } else { plain(text) }
}

/// The powers of ten that a float holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// A number whose digits make a whole number below 2^53, over a power of ten: both are exact, so that their quotient is rounded
/// once, and right (Clinger, "How to read floating point numbers accurately", 1990).
fn short(cell: &[u8]) -> Option<f64> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    let (mut whole, mut decimals, mut point) = (0_u64, 0, false);
    // Two digits of the 19 that could overflow are left for a point and what makes no number at all.
    if digits.is_empty() || digits.len() > 17 {
        return None;
    }
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(byte - b'0');
                decimals += usize::from(point);
            }
            b'.' if !point && digits.len() > 1 => point = true,
            _ => return None,
        }
    }
    if whole >= 1 << 53 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "below 2^53, where floats hold every whole number")]
    let value = whole as f64 / POWERS[decimals];
    Some(if negative { -value } else { value })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_number_is_none() {
        for cell in ["..", "NA", "", "NaN"] {
            assert!(value(cell.as_bytes()).unwrap().is_nan(), "{cell}");
        }
        for cell in ["x", "1,5", "1.2.3", "-", "--1", "inf", "1e999", "0x10"] {
            assert!(value(cell.as_bytes()).is_none_or(f64::is_nan), "{cell}");
        }
        assert_eq!(value("\u{2212}1.5".as_bytes()), Some(-1.5));
        assert_eq!(value(b"1.060068E+15"), Some(1.060068e15));
        assert_eq!(value(b"9007199254740993"), Some(9_007_199_254_740_992.0));
    }

    proptest! {
        #[test]
        fn numbers_are_those_of_the_standard_library(text in "-?[0-9]{1,17}(\\.[0-9]{0,17})?") {
            prop_assert_eq!(value(text.as_bytes()).map(f64::to_bits), text.parse().ok().map(f64::to_bits));
        }

        #[test]
        fn whatever_is_written_reads_as_in_any_file(text in "[-+0-9.eE]{1,12}") {
            let expected = if MISSING.contains(&text.as_str()) { Some(f64::NAN) } else { plain(&text) };
            prop_assert_eq!(value(text.as_bytes()).map(f64::to_bits), expected.map(f64::to_bits));
        }
    }
}
