//! The unit of a series, where its words are those of one that is known.

use super::Series;
use crate::unit::{Currency, Unit};

impl Series {
    /// The unit of its values, as far as the file says it in words that are known: a currency's code, percent, points, index, rank, or the
    /// World Bank's brackets behind a name ("GDP (current US$)"). Nothing where it does not, or counts in thousands or millions of it.
    #[must_use]
    pub fn known_unit(&self) -> Option<Unit> {
        let words = self.unit.trim();
        match words.parse::<Unit>() {
            Ok(
                unit @ (Unit::Currency(_)
                | Unit::Percent
                | Unit::PercentagePoints
                | Unit::BasisPoints
                | Unit::Index
                | Unit::Rank),
            ) => Some(unit),
            _ if words == "%" || words.to_lowercase().starts_with("percent") => Some(Unit::Percent),
            _ if words.is_empty() => in_brackets(&self.indicator),
            _ => None,
        }
    }

    /// Whether its values are in the currency of its area, which the file does not name: "current LCU", XDC.
    #[must_use]
    pub fn in_local_currency(&self) -> bool {
        let words = format!("{} {}", self.indicator, self.unit);
        let lower = words.to_lowercase();
        words.split(|c: char| !c.is_alphanumeric()).any(|word| LOCAL.contains(&word))
            || ["local currency", "national currency", "domestic currency"].iter().any(|name| lower.contains(name))
    }
}

/// Codes for the currency of an area: of the World Bank, of SDMX and of Eurostat.
const LOCAL: [&str; 5] = ["LCU", "XDC", "NAC", "MNAC", "NCU"];

/// The unit that the World Bank writes in brackets behind a name: "GDP (current US$)", "Exports of goods (% of GDP)". An amount per something
/// else has none of the units that are known.
fn in_brackets(indicator: &str) -> Option<Unit> {
    let groups = indicator.split('(').skip(1).filter_map(|rest| rest.split_once(')')).map(|(words, _)| words);
    for words in groups {
        let holds = |parts: &[&str]| words.split([' ', ',']).any(|word| parts.contains(&word.to_lowercase().as_str()));
        let scaled = holds(&[
            "thousand",
            "thousands",
            "million",
            "millions",
            "mn",
            "billion",
            "billions",
            "bn",
            "trillion",
            "trillions",
        ]);
        match (holds(&["per"]) || scaled, holds(&["%"]), holds(&["us$"])) {
            (false, true, _) => return Some(Unit::Percent),
            (false, _, true) => return Currency::from_code("USD").map(Unit::Currency),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_what_the_brackets_say_and_nothing_where_they_count_in_millions() {
        for (name, unit) in [
            ("GDP (current US$)", Some("USD")),
            ("Total reserves (includes gold, current US$)", Some("USD")),
            ("Exports of goods and services (% of GDP)", Some("percent")),
            ("GDP growth (annual %)", Some("percent")),
            ("GDP (current LCU)", None),
            ("Official exchange rate (LCU per US$, period average)", None),
            ("Reserves (US$ million)", None),
            ("Population, total", None),
        ] {
            assert_eq!(in_brackets(name).map(|unit| unit.to_string()).as_deref(), unit, "{name}");
        }
    }
}
