//! `trueup` alone: the findings of the package at hand, and what else can be done.

use super::{Console, Outcome, outcome};
use crate::check::{self, Verdict};
use crate::error::Result;
use crate::export::text;

const NEXT: &str = "
What else can be done:
  trueup check --explain     the arithmetic of every claim
  trueup implied             what the figures imply of what is not stated
  trueup build               all charts, findings and tables, into ./charts
  trueup calc '126 / almost 40' --stated 'more than tripled'
  trueup table figures       the printed figures with their sources
  trueup new DIR             a package to start from
  trueup help                all commands
";

pub(super) fn run(console: &mut Console<'_>) -> Result<Outcome> {
    let package = console.package()?;
    let report = check::report(&package, &[])?;
    console.print(&format!("{}\n\n", package.title()))?;
    console.print(&text::report(&package, &report, false, console.paint))?;
    console.print(NEXT)?;
    Ok(outcome(&report, Verdict::Inconsistent))
}
