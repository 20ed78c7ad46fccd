//! Words that bend a number, and how wide they bend it.
//!
//! The direction of a hedge is what the word means; its width is policy: a [`Policy`] has a version, a package may
//! override it, and every finding that turns on a width says so.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::exact::Exact;
use crate::error::{Error, Result};

/// A word that bends a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hedge {
    /// No hedge: right to the printed digits.
    Exact,
    /// About, around, roughly, approximately, some, circa, ~.
    About,
    /// Almost, nearly, close to, just under, approaching.
    Almost,
    /// Just over, slightly more than.
    JustOver,
    /// More than, over, above, exceeding, upwards of.
    Over,
    /// At least, no less than, a minimum of, N-plus.
    AtLeast,
    /// Less than, under, below, fewer than.
    Under,
    /// At most, no more than, a maximum of.
    AtMost,
    /// Up to: a bound that speakers allow to be broken.
    UpTo,
    /// Between a and b.
    Range,
}

impl Hedge {
    /// The name in every output: `just_over`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::Almost => "almost",
            Self::JustOver => "just_over",
            Self::Over => "over",
            Self::AtLeast => "at_least",
            Self::Under => "under",
            Self::AtMost => "at_most",
            Self::UpTo => "up_to",
            Self::Range => "range",
        }
    }

    /// The words that print it: "just over"; empty for none.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact | Self::Range => "",
            Self::About => "about",
            Self::Almost => "almost",
            Self::JustOver => "just over",
            Self::Over => "more than",
            Self::AtLeast => "at least",
            Self::Under => "less than",
            Self::AtMost => "at most",
            Self::UpTo => "up to",
        }
    }

    /// Whether it bounds the number on one side only.
    #[must_use]
    pub fn is_one_sided(self) -> bool {
        self.is_lower_bound() || self.is_upper_bound()
    }

    /// Whether it says that the number is this or more.
    #[must_use]
    pub fn is_lower_bound(self) -> bool {
        matches!(self, Self::Over | Self::AtLeast)
    }

    /// Whether it says that the number is this or less.
    #[must_use]
    pub fn is_upper_bound(self) -> bool {
        matches!(self, Self::Under | Self::AtMost | Self::UpTo)
    }
}

impl fmt::Display for Hedge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How wide each kind of hedge bends a number, as fractions of it.
///
/// ```
/// use trueup::quantity::Policy;
/// assert_eq!(
///     Policy::default().to_string(),
///     "hedge policy 1: about ±5%, almost up to 10% less, just over up to 10% more, \
///      number words ±10%, one-sided operands within 10%"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The name of this set of widths; `1` is the program's own.
    pub version: String,
    /// Half the width of "about".
    pub about: Exact,
    /// How far below "almost" may lie.
    pub almost: Exact,
    /// How far above "just over" may lie.
    pub just_over: Exact,
    /// Half the width of a bare number word used as a multiple or part: "tripled".
    pub number_word: Exact,
    /// How far a one-sided figure may lie from its bound where a formula uses it.
    pub operand: Exact,
}

impl Default for Policy {
    fn default() -> Self {
        let percent = |n| Exact::ratio(n, 100);
        Self {
            version: "1".to_owned(),
            about: percent(5),
            almost: percent(10),
            just_over: percent(10),
            number_word: percent(10),
            operand: percent(10),
        }
    }
}

impl Policy {
    /// The same policy with all widths multiplied.
    #[must_use]
    pub fn scaled(&self, by: &Exact) -> Self {
        let scale = |width: &Exact| width.clone() * by.clone();
        Self {
            version: self.version.clone(),
            about: scale(&self.about),
            almost: scale(&self.almost),
            just_over: scale(&self.just_over),
            number_word: scale(&self.number_word),
            operand: scale(&self.operand),
        }
    }

    /// Replaces widths by those of a package, given in percent by name.
    ///
    /// # Errors
    /// If a name is unknown or a width is not a percentage above 0 and below 100.
    pub fn with_width(mut self, name: &str, percent: f64) -> Result<Self> {
        let width = Exact::from_f64(percent)
            .filter(|width| *width > Exact::ZERO && *width < Exact::from(100))
            .and_then(|_| Exact::from_decimal(&percent.to_string()))
            .ok_or_else(|| {
                Error::new(format!("the width of '{name}' is {percent}"))
                    .with_help("write a number of percent above 0 and below 100")
            })?
            * Exact::ratio(1, 100);
        match name {
            "about" => self.about = width,
            "almost" => self.almost = width,
            "just_over" => self.just_over = width,
            "number_word" => self.number_word = width,
            "operand" => self.operand = width,
            _ => {
                return Err(Error::new(format!("the hedge policy has no width '{name}'"))
                    .with_help("the widths are about, almost, just_over, number_word and operand"));
            }
        }
        Ok(self)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use crate::number::{Digits, digits};
        let percent = |width: &Exact| digits(width.to_f64() * 100.0, Digits::Significant(3));
        write!(
            f,
            "hedge policy {}: about ±{}%, almost up to {}% less, just over up to {}% more, number words ±{}%, \
             one-sided operands within {}%",
            self.version,
            percent(&self.about),
            percent(&self.almost),
            percent(&self.just_over),
            percent(&self.number_word),
            percent(&self.operand),
        )
    }
}
