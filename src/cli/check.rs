//! `trueup check`: recompute the claims and say what holds.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Console, Outcome, outcome};
use crate::check::{self, Verdict};
use crate::error::{Error, Result};
use crate::export::{csv, github, json, junit, markdown, sarif, text};
use crate::input::{self, Text};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  trueup check                                      all claims, worst first
  trueup check gdp_more_than_tripled --explain      one claim with its arithmetic
  trueup check --format json > findings.json        for programs; docs/json.md describes it
  trueup check --fail-on depends                    exit code 1 from 'depends' on
  trueup check --baseline findings.json             only what is new since then
  trueup check --format sarif > trueup.sarif        for code scanning")]
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
    /// Leave out what this file knows: findings that were written with --format json
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
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
    /// A table for a pull request's comment
    Markdown,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for build servers
    Junit,
    /// Annotations of a GitHub workflow
    Github,
}

pub(super) fn verdict(text: &str) -> std::result::Result<Verdict, String> {
    text.parse().map_err(|error: Error| format!("{error}; {}", error.help_text().unwrap_or_default()))
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let package = console.package()?;
    let mut report = check::report(&package, &arguments.claims)?;
    if let Some(path) = &arguments.baseline {
        report.retain_new(&baseline(path)?)?;
    }
    let text = match arguments.format {
        Format::Text => text::report(&package, &report, arguments.explain, console.paint),
        Format::Json => json::report(&package, &report),
        Format::Csv => csv::findings(&report.findings)?,
        Format::Markdown => markdown::report(&report),
        Format::Sarif => sarif::report(&package, &report),
        Format::Junit => junit::report(&package, &report, arguments.fail_on),
        Format::Github => github::report(&package, &report),
    };
    console.print(&text)?;
    Ok(outcome(&report, arguments.fail_on))
}

/// Findings that were written before.
fn baseline(path: &Path) -> Result<Text> {
    const LARGEST: u64 = 256 * 1024 * 1024;
    let shown = path.display().to_string();
    let too_large = |size| Error::new(format!("{shown} has {} MB, too much for a baseline", size / 1_000_000));
    let bytes =
        input::read(path, &shown, "name a file that trueup check --format json has written", LARGEST, too_large)?;
    input::text_of(&shown, bytes)
}
