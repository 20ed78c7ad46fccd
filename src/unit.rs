//! Units of figures, and the names they have in every output.
//!
//! A unit is written by one name everywhere: an ISO 4217 code (`CNY`), `percent`, `percentage_points`, `basis_points`,
//! `rank`, `times`, `people`, `years`, `calendar_year`, `per_10000_people`, `index`, `count`, or the noun that is counted
//! (`pilot zones`). Exchange rates and the like are one unit over another: `CNY/USD`.
//!
//! ```
//! use trueup::unit::Unit;
//! let unit: Unit = "per_10000_people".parse()?;
//! assert_eq!(unit, Unit::PerPeople(10_000));
//! assert_eq!(unit.to_string(), "per_10000_people");
//! # Ok::<(), trueup::Error>(())
//! ```
//!
//! What units do under `+`, `-`, `*` and `/` is the business of [`crate::formula`].

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::error::Error;

/// What one unit of a value is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// An amount of money, in the currency's main unit.
    Currency(Currency),
    /// Hundredths of a whole: 17.2 percent is kept as 17.2 and is 0.172 in a formula.
    Percent,
    /// The difference of two percentages.
    PercentagePoints,
    /// Hundredths of a percentage point.
    BasisPoints,
    /// A place in an order; 1 is the best.
    Rank,
    /// A multiple or a part of something: "33.5 times", "two-thirds".
    Times,
    /// Persons.
    People,
    /// A length of time.
    Years,
    /// A date: 2006.
    CalendarYear,
    /// So many for every so many people, kept as printed (11.8 per 10,000) and a fraction in a formula.
    PerPeople(u32),
    /// An index number, such as 100 at its base period.
    Index,
    /// A number of things that the words do not name.
    Count,
    /// A number of the things named: `pilot zones`.
    Noun(Arc<str>),
    /// One unit over another: `CNY/USD` is an exchange rate.
    Over(Arc<(Unit, Unit)>),
}

/// An ISO 4217 currency code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

/// The active codes of ISO 4217, funds and metals left out.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD \
    CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG \
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK \
    MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD \
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND \
    VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

impl Currency {
    /// The currency of a code in capitals, if ISO 4217 has it.
    ///
    /// ```
    /// use trueup::unit::Currency;
    /// assert_eq!(Currency::from_code("CNY").unwrap().code(), "CNY");
    /// assert!(Currency::from_code("GDP").is_none());
    /// ```
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        CODES.split_ascii_whitespace().any(|known| known == code).then_some(Self(bytes))
    }

    /// The three letters of the code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl Unit {
    /// A unit that counts the things named, `people` and `years` among them.
    #[must_use]
    pub fn noun(name: &str) -> Self {
        match name {
            "people" | "persons" | "person" => Self::People,
            "years" | "year" => Self::Years,
            _ => Self::Noun(name.into()),
        }
    }

    /// What a value in this unit is multiplied with to stand in a formula, as numerator and denominator: 1/100 for percent.
    #[must_use]
    pub fn factor(&self) -> (u32, u32) {
        match self {
            Self::Percent | Self::PercentagePoints => (1, 100),
            Self::BasisPoints => (1, 10_000),
            Self::PerPeople(per) => (1, *per),
            _ => (1, 1),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currency(currency) => f.write_str(currency.code()),
            Self::Percent => f.write_str("percent"),
            Self::PercentagePoints => f.write_str("percentage_points"),
            Self::BasisPoints => f.write_str("basis_points"),
            Self::Rank => f.write_str("rank"),
            Self::Times => f.write_str("times"),
            Self::People => f.write_str("people"),
            Self::Years => f.write_str("years"),
            Self::CalendarYear => f.write_str("calendar_year"),
            Self::PerPeople(per) => write!(f, "per_{per}_people"),
            Self::Index => f.write_str("index"),
            Self::Count => f.write_str("count"),
            Self::Noun(noun) => f.write_str(noun),
            Self::Over(pair) => write!(f, "{}/{}", pair.0, pair.1),
        }
    }
}

impl FromStr for Unit {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if let Some((over, under)) = text.split_once('/') {
            return Ok(Self::Over(Arc::new((over.parse()?, under.parse()?))));
        }
        Ok(match text {
            "percent" => Self::Percent,
            "percentage_points" => Self::PercentagePoints,
            "basis_points" => Self::BasisPoints,
            "rank" => Self::Rank,
            "times" => Self::Times,
            "calendar_year" => Self::CalendarYear,
            "index" => Self::Index,
            "count" => Self::Count,
            _ => {
                if let Some(currency) = Currency::from_code(text) {
                    return Ok(Self::Currency(currency));
                }
                if let Some(per) = text.strip_prefix("per_").and_then(|rest| rest.strip_suffix("_people")) {
                    return per.parse().ok().filter(|per| *per > 0).map(Self::PerPeople).ok_or_else(|| unknown(text));
                }
                let plain = |c: char| c.is_lowercase() || c == ' ' || c == '-' || c == '&' || c.is_uppercase();
                let code_like = text.len() == 3 && text.chars().all(|c| c.is_ascii_uppercase());
                if text.trim().is_empty() || text.contains('_') || code_like || !text.chars().all(plain) {
                    return Err(unknown(text));
                }
                Self::noun(text)
            }
        })
    }
}

fn unknown(text: &str) -> Error {
    Error::new(format!("'{text}' is no unit")).with_help(
        "write an ISO 4217 code (CNY), percent, percentage_points, basis_points, rank, times, people, years, calendar_year, \
         per_10000_people, index, count, or the noun that is counted",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_read_back_from_its_name() {
        let names = [
            "CNY",
            "percent",
            "percentage_points",
            "basis_points",
            "rank",
            "times",
            "people",
            "years",
            "calendar_year",
            "per_10000_people",
            "index",
            "count",
            "pilot zones",
            "CNY/USD",
        ];
        for name in names {
            assert_eq!(name.parse::<Unit>().unwrap().to_string(), name);
        }
    }

    #[test]
    fn a_misspelt_unit_is_refused_and_no_noun() {
        for name in ["", "percent_points", "CNX", "per_0_people", "per_x_people", "5 apples"] {
            assert!(name.parse::<Unit>().is_err(), "{name}");
        }
    }
}
