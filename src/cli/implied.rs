//! `trueup implied`: what the figures imply.

use clap::{Args, ValueEnum};

use super::{Console, Outcome};
use crate::check;
use crate::error::Result;
use crate::export::{csv, json, text};
use crate::frame;

#[derive(Debug, Args)]
#[command(after_help = "\
All figures, claims and identities of the package are taken as one system. What is not stated but follows is listed with its interval
and with what gave it; then what is stated more widely than the rest allows.

Examples:
  trueup implied
  trueup implied --format csv > implied.csv")]
pub(super) struct Arguments {
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Two tables, for people
    Text,
    /// One document, for programs
    Json,
    /// One row a figure
    Csv,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let package = console.package()?;
    let implied = check::implied(&package)?;
    let text = match arguments.format {
        Format::Text => text::implied(&implied, console.paint),
        Format::Json => json::implied(&package, &implied),
        Format::Csv => csv::table(&frame::implied(&implied)?)?,
    };
    console.print(&text)?;
    Ok(Outcome::Fine)
}
