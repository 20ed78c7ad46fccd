//! A quantity with other digits or another scale, in the same words: what a misprint may have stood for.

use super::parse::printed;
use super::{Direction, Exact, Form, Movement, Multiple, Printed, Quantity};
use crate::unit::Unit;

/// The largest power of ten that scale words are written for.
const LARGEST_SCALE: i32 = 18;

impl Quantity {
    /// The size that the words give, whichever way it goes: "fell by 3 percent" is 3 percent, "3 times less" 3 times. A printed minus
    /// stays.
    pub(crate) fn sized(&self) -> Self {
        let movement = self.movement.map(|movement| Movement { direction: Direction::Rise, ..movement });
        Self { movement, multiple: Multiple::Factor, ..self.clone() }
    }

    /// The two ends of a range as printed.
    pub(crate) fn printed_ends(&self) -> Option<[Exact; 2]> {
        match &self.form {
            Form::Range(low, high) => Some([low.value.clone(), high.value.clone()]),
            _ => None,
        }
    }

    /// The printed digits as a whole number, counted in units of the last one: 1698 for "16.98 trillion". Nothing for words,
    /// ranges and constants.
    #[must_use]
    pub fn steps(&self) -> Option<u64> {
        let printed = self.varied()?;
        printed.digits.replace('.', "").parse().ok()
    }

    /// The same words with another number of last units: 1590 makes "15.90 trillion" of "16.98 trillion".
    #[must_use]
    pub fn at_steps(&self, steps: u64) -> Option<Self> {
        let decimals = self.varied()?.digits.split_once('.').map_or(0, |(_, part)| part.len());
        let digits = format!("{steps:0width$}", width = decimals + 1);
        let (whole, part) = digits.split_at(digits.len() - decimals);
        Some(self.with_digits(&if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") }))
    }

    /// The same digits a power of ten up or down: "16.98 billion" of "16.98 trillion".
    #[must_use]
    pub fn at_scale(&self, power: i32) -> Option<Self> {
        let scale = i32::from(self.varied()?.scale) + power;
        let scale = u8::try_from(scale).ok().filter(|_| scale <= LARGEST_SCALE && scale != 1)?;
        let Form::Digits(own) = &self.form else { return None };
        Some(Self { form: Form::Digits(printed(&own.digits, scale)), ..self.clone() })
    }

    /// The same words with two neighbouring digits swapped, each pair that differs once.
    pub fn swapped(&self) -> impl Iterator<Item = Self> {
        let digits: Vec<char> = self.varied().map_or_else(Vec::new, |own| own.digits.chars().collect());
        let places: Vec<usize> = (0..digits.len()).filter(|i| digits[*i].is_ascii_digit()).collect();
        places
            .windows(2)
            .filter_map(|pair| {
                let mut swapped = digits.clone();
                swapped.swap(pair[0], pair[1]);
                // A number does not begin with a zero of its own.
                let leading = swapped[0] == '0' && swapped.get(1).is_some_and(char::is_ascii_digit);
                (swapped != digits && !leading).then(|| self.with_digits(&swapped.into_iter().collect::<String>()))
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The same digits with the decimal point so many places further right: "169.8" of "16.98" for 1.
    #[must_use]
    pub fn point_moved(&self, places: i32) -> Option<Self> {
        let own = self.varied()?;
        let (whole, part) = own.digits.split_once('.').unwrap_or((&own.digits, ""));
        let all: String = format!("{whole}{part}");
        let decimals = i32::try_from(part.len()).ok()? - places;
        let digits = if decimals <= 0 {
            format!("{all}{}", "0".repeat(usize::try_from(-decimals).ok()?))
        } else {
            let decimals = usize::try_from(decimals).ok()?;
            let all = format!("{all:0>width$}", width = decimals + 1);
            let (whole, part) = all.split_at(all.len() - decimals);
            format!("{whole}.{part}")
        };
        let trimmed = digits.trim_start_matches('0');
        let trimmed =
            if trimmed.is_empty() || trimmed.starts_with('.') { format!("0{trimmed}") } else { trimmed.to_owned() };
        Some(self.with_digits(&trimmed))
    }

    /// The value of one last printed digit, in base units.
    #[must_use]
    pub fn step(&self) -> Option<Exact> {
        self.varied().map(|printed| printed.step.clone())
    }

    /// The power of ten of its scale words; nothing for words, ranges and constants.
    #[must_use]
    pub fn scale(&self) -> Option<u8> {
        self.varied().map(|printed| printed.scale)
    }

    /// Whether its scale is one that people print in one word, of amounts and things; of percent and multiples they print none.
    #[must_use]
    pub fn scale_has_a_word(&self) -> bool {
        let scaled =
            matches!(self.unit, Unit::Currency(_) | Unit::People | Unit::Count | Unit::Noun(_) | Unit::Over(_));
        self.scale().is_some_and(|scale| scale == 0 || scaled && matches!(scale, 3 | 5 | 6 | 7 | 9 | 12))
    }

    /// A constant with another value: 40 years for 39.
    #[must_use]
    pub(crate) fn with_constant(&self, value: i64) -> Self {
        Self { unit: self.unit.clone(), counts: self.counts, ..Self::constant(value) }
    }

    fn with_digits(&self, digits: &str) -> Self {
        let scale = self.varied().map_or(0, |own| own.scale);
        Self { form: Form::Digits(printed(digits, scale)), ..self.clone() }
    }

    /// Its printed digits, where it has some that can be wrong.
    fn varied(&self) -> Option<&Printed> {
        match &self.form {
            Form::Digits(printed) if !self.is_constant() => Some(printed),
            _ => None,
        }
    }
}
