//! `trueup calc`: one claim, typed here.

use clap::{Args, ValueEnum};

use super::check::verdict;
use super::{Console, Outcome, outcome, typed};
use crate::check::{self, Verdict};
use crate::error::{Error, Result};
use crate::export::{json, text};
use crate::formula::{Formula, Numbers};
use crate::package::Package;
use crate::quantity::Quantity;

#[derive(Debug, Args)]
#[command(after_help = "\
Functions: growth, change, cagr, annualised, index, share, mean, sum, min, max, years, first_year, ln, exp.
Numbers are printed figures: 126 means 125.5 to 126.5, 'almost 40' 36 to just below 40. The numbers 1 and 100, exponents and
numbers of years are exact, and so is what follows 'exactly'. A figure with a noun or a range is put in quotes: \"770 million people\".

Examples:
  trueup calc '126 / almost 40' --stated 'more than tripled'
  trueup calc 'cagr(40, 126, 13)'
  trueup calc 'annualised(\"surged 33.5 times\", 39)' --stated '9.5 percent'
  trueup calc '7.4 % < 9.8 %'
  trueup calc 'gdp[2023] / gdp[2010]'          figures of the package at hand")]
pub(super) struct Arguments {
    /// The formula
    #[arg(allow_hyphen_values = true)]
    formula: String,
    /// What is stated to come out, in its printed words
    #[arg(long, value_name = "WORDS", allow_hyphen_values = true)]
    stated: Option<String>,
    /// How to write the finding
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The verdict from which on the exit code is 1
    #[arg(long, value_name = "VERDICT", default_value = "inconsistent", value_parser = verdict)]
    fail_on: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The arithmetic, for people
    Text,
    /// The document that check writes, with one finding
    Json,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    if arguments.formula.starts_with("--") {
        return Err(
            Error::new(format!("calc has no option '{}'", arguments.formula)).with_help("trueup help calc lists them")
        );
    }
    let formula = typed("formula", &arguments.formula);
    let stated = arguments.stated.as_deref();
    if let Some(words) = stated {
        Quantity::parse(words).map_err(|error| error.within(&typed("stated", words)))?;
    }
    let names_figures =
        Formula::parse(&arguments.formula, Numbers::Printed).map_err(|error| error.within(&formula))?.names_figures();
    let package = if names_figures { console.package()? } else { Package::empty() };
    let claim = package.typed_claim(&arguments.formula, stated).map_err(|error| error.within(&formula))?;
    let report = check::typed(&package, &claim).map_err(|error| error.within(&formula))?;
    let text = match arguments.format {
        Format::Text => {
            report.findings.iter().map(|finding| text::explained(&package, finding, console.paint)).collect()
        }
        Format::Json => json::report(&package, &report),
    };
    console.print(&text)?;
    Ok(outcome(&report, arguments.fail_on))
}
