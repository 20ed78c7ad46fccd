//! `trueup check`: recompute the claims and say what holds.

use clap::{Args, ValueEnum};

use super::{Console, Outcome, outcome};
use crate::check::{Verdict, check};
use crate::error::Result;
use crate::export::{csv, json, markdown, text};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  trueup check                                      all claims, worst first
  trueup check gdp_more_than_tripled --explain      one claim with its arithmetic
  trueup check --format json > findings.json        for programs; docs/json.md describes it
  trueup check --fail-on depends                    exit code 1 from 'depends' on")]
pub(super) struct Arguments {
    /// The claims to check [default: all]
    #[arg(value_name = "CLAIM")]
    claims: Vec<String>,
    /// How to write the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The verdict from which on the exit code is 1: derived, consistent, rounding, unchecked, depends, suspect, inconsistent
    #[arg(long, value_name = "VERDICT", default_value = "inconsistent", value_parser = verdict)]
    fail_on: Verdict,
    /// Show the arithmetic of every claim, not only of those that do not simply follow
    #[arg(long)]
    explain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table and the arithmetic, for people
    Text,
    /// One document, for programs
    Json,
    /// One row a claim
    Csv,
    /// A table for reports and pull requests
    Markdown,
}

pub(super) fn verdict(text: &str) -> std::result::Result<Verdict, String> {
    text.parse().map_err(|error: crate::Error| format!("{error}; {}", error.help_text().unwrap_or_default()))
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let package = console.package()?;
    let findings = check(&package, &arguments.claims)?;
    let text = match arguments.format {
        Format::Text => text::findings(&package, &findings, arguments.explain, console.paint),
        Format::Json => json::findings(&package, &findings),
        Format::Csv => csv::findings(&findings)?,
        Format::Markdown => markdown::findings(&findings),
    };
    console.print(&text)?;
    Ok(outcome(&findings, arguments.fail_on))
}
