//! Names for the rows of a package: those of indicators can be used in formulas, each stands once.

use std::collections::HashSet;

use crate::formula::{Formula, Numbers};

/// The names that have been given.
#[derive(Default)]
pub(crate) struct Names {
    taken: HashSet<String>,
}

/// Names end somewhere.
const LONGEST: usize = 60;

impl Names {
    /// The name of an indicator, from its codes: small letters, with _ for all that formulas cannot name. NY.GDP.MKTP.CN is ny_gdp_mktp_cn.
    pub fn indicator(&mut self, codes: &[String]) -> String {
        let name = plain(&codes.join("_")).to_lowercase();
        let usable = |name: &str| {
            let formula = Formula::parse(&format!("1 * {name}"), Numbers::Constants);
            formula.is_ok_and(|formula| formula.references().any(|(_, reference)| reference.indicator == name))
        };
        let name = if usable(&name) { name } else { format!("x_{name}").trim_end_matches('_').to_owned() };
        self.once("indicator", &name)
    }

    /// The code of an area, from that of the file: CHN.
    pub fn area(&mut self, code: &str) -> String {
        let name = plain(code);
        let name =
            if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) { format!("x_{name}") } else { name };
        self.once("area", &name)
    }

    /// The name of a source, from that of its file.
    pub fn source(&mut self, file: &str) -> String {
        let name = plain(file);
        self.once("source", if name.is_empty() { "data" } else { &name })
    }

    /// The name of a figure: indicator, area and period, as far as they are known.
    pub fn figure(&mut self, indicator: &str, area: &str, period: &str) -> String {
        let parts = [indicator, area, period].into_iter().filter(|part| !part.is_empty());
        self.once("figure", &parts.collect::<Vec<_>>().join("_"))
    }

    /// The name of a claim, from words.
    pub fn claim(&mut self, words: &str) -> String {
        let name = plain(words).to_lowercase();
        self.once("claim", if name.is_empty() { "claim" } else { &name })
    }

    /// The name, with a number where it has been given, capitals aside.
    fn once(&mut self, kind: &str, name: &str) -> String {
        let mut unique = name.to_owned();
        let mut n = 2;
        while !self.taken.insert(format!("{kind} {}", unique.to_lowercase())) {
            unique = format!("{name}_{n}");
            n += 1;
        }
        unique
    }
}

/// Letters and digits of ASCII, with one _ for whatever stands between them.
fn plain(words: &str) -> String {
    let mut name = String::new();
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c);
        } else if !name.ends_with('_') && !name.is_empty() {
            name.push('_');
        }
    }
    name.chars().take(LONGEST).collect::<String>().trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_used_in_formulas_and_stand_once() {
        let mut names = Names::default();
        let mut of = |code: &str| names.indicator(&[code.to_owned()]);
        assert_eq!(of("NY.GDP.MKTP.CN"), "ny_gdp_mktp_cn");
        assert_eq!(of("NY GDP MKTP CN"), "ny_gdp_mktp_cn_2");
        assert_eq!(of("2010 prices (%)"), "x_2010_prices");
        assert_eq!(of("国内生产总值"), "x");
        // Words that formulas know stay out of the way.
        for code in ["in", "million", "mean", "index", "USD", "ln", "rank", "percent"] {
            let name = of(code);
            let formula = Formula::parse(&format!("1 * {name}[2010]"), Numbers::Constants).unwrap();
            assert_eq!(formula.references().count(), 1, "{name}");
        }
    }
}
