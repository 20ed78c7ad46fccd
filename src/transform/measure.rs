//! What a column of a table of growth holds: a transformation of a series by itself, or one that sets it against another series.

use std::str::FromStr;

use chrono::NaiveDate;
use polars::prelude::LazyFrame;

use super::{Transform, compound_annual_rate, is_known, unknown};
use crate::error::{Error, Result};
use crate::period::Period;

/// A measure of series.
///
/// ```
/// use trueup::transform::{Measure, Whole};
/// assert_eq!("share:WLD".parse::<Measure>()?, Measure::Share(Whole::Series("WLD".to_owned())));
/// # Ok::<(), trueup::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// A transformation of the series by itself.
    Of(Transform),
    /// `cagr`: the compound annual rate since the first value, or the first one on or after a day; see
    /// [`compound_annual_rate`](super::compound_annual_rate).
    CompoundAnnualRate(Option<NaiveDate>),
    /// `share:TOTAL`: x(t) / total(t) × 100, in percent.
    Share(Whole),
    /// `contribution:TOTAL`: (x(t) − x(t−n)) / total(t−n) × 100, in percentage points of the growth of the total on a year ago.
    Contribution(Whole),
    /// `real:DEFLATOR`: x(t) / deflator(t) × 100, the deflator scaled to a mean of 100 in the base period; as it is if none is given, which
    /// gives prices of its own base period.
    Real {
        /// The name of the deflator, or of the indicator that is that of each area.
        deflator: String,
        /// The period in whose prices the result is.
        base: Option<Period>,
    },
}

/// What a value is a part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whole {
    /// A series by its name; or, where the name is that of an area or an indicator of several series, the one with the same indicator, or in
    /// the same area, as the part.
    Series(String),
    /// `areas`: the sum over all areas that have the same indicator in the same unit at the same frequency.
    Areas,
    /// `indicators`: the sum over all indicators of the same area in the same unit at the same frequency.
    Indicators,
}

impl FromStr for Measure {
    type Err = Error;

    /// What [`Transform`] reads, `cagr`, `share:TOTAL`, `contribution:TOTAL` or `real:DEFLATOR`.
    fn from_str(text: &str) -> Result<Self> {
        let (name, other) = text.split_once(':').unwrap_or((text, ""));
        let needs = |what: &str, help: &str| {
            if other.is_empty() {
                Err(Error::new(format!("'{name}' does not say {what}")).with_help(help))
            } else {
                Ok(())
            }
        };
        let total = "name the total behind a colon: a series, share:WLD; or the sum over areas or indicators, share:areas, share:indicators";
        match name {
            "cagr" if other.is_empty() => Ok(Self::CompoundAnnualRate(None)),
            "cagr" => {
                Err(Error::new("'cagr' takes nothing behind a colon").with_help("let it begin later with --from"))
            }
            "share" => needs("of what", total).map(|()| Self::Share(Whole::of(other))),
            "contribution" => {
                needs("to what", &total.replace("share", "contribution")).map(|()| Self::Contribution(Whole::of(other)))
            }
            "real" => needs("by which deflator", "name its series behind a colon: real:CPI")
                .map(|()| Self::Real { deflator: other.to_owned(), base: None }),
            _ => text.parse().map(Self::Of).map_err(|error| match is_known(name) {
                true => error,
                false => unknown(text, &["cagr", "share:TOTAL", "contribution:TOTAL", "real:DEFLATOR"]),
            }),
        }
    }
}

impl Whole {
    fn of(text: &str) -> Self {
        match text {
            "areas" => Self::Areas,
            "indicators" => Self::Indicators,
            name => Self::Series(name.to_owned()),
        }
    }
}

impl Measure {
    /// The measure with a base period where it takes one and names none, and with the day that compound rates are counted from.
    #[must_use]
    pub fn since(self, base: Option<Period>, from: Option<NaiveDate>) -> Self {
        match self {
            Self::Of(Transform::Index(None)) => Self::Of(Transform::Index(base)),
            Self::Of(Transform::Multiple(None)) => Self::Of(Transform::Multiple(base)),
            Self::CompoundAnnualRate(None) => Self::CompoundAnnualRate(from),
            Self::Real { deflator, base: None } => Self::Real { deflator, base },
            other => other,
        }
    }

    /// Whether it takes each series by itself.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        matches!(self, Self::Of(_) | Self::CompoundAnnualRate(_))
    }

    /// The frame with obs_value replaced by the measure, in the same order, and a column reason (`Categorical`) that says why it is null where it is.
    ///
    /// # Errors
    /// If a base period has no dates, or the measure needs another series: then it is for [`Selection::apply`](super::Selection::apply).
    pub fn alone(&self, frame: LazyFrame) -> Result<LazyFrame> {
        match self {
            Self::Of(transform) => transform.apply(frame),
            Self::CompoundAnnualRate(from) => compound_annual_rate(frame, *from),
            _ => Err(Error::new("this measure needs another series").with_help("give it a selection of series")),
        }
    }
}
