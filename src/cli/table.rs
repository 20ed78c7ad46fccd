//! `trueup table`: a table of the package.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use polars::prelude::DataFrame;

use super::{Console, Outcome};
use crate::error::{Error, Result};
use crate::export::{csv, json, markdown, parquet, text};
use crate::{frame, output};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  trueup table figures                                 every printed figure
  trueup table findings --format csv > findings.csv
  trueup table figures --format parquet -o figures.parquet")]
pub(super) struct Arguments {
    /// indicators, figures, claims, identities, areas, sources, findings or implied
    #[arg(value_parser = frame::TABLES)]
    name: String,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns; long cells are shortened
    Text,
    /// Comma-separated values
    Csv,
    /// An array of rows
    Json,
    /// Typed columns, for programs
    Parquet,
    /// A table for reports
    Markdown,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let table = frame::table(&console.package()?, &arguments.name)?;
    write(console, &table, arguments.format, arguments.output.as_deref())?;
    Ok(Outcome::Fine)
}

/// Writes a table in a format, to a file or to standard output.
pub(super) fn write(console: &mut Console<'_>, table: &DataFrame, format: Format, output: Option<&Path>) -> Result<()> {
    let bytes = match format {
        Format::Text => text::table(table, console.paint).into_bytes(),
        Format::Csv => csv::table(table)?.into_bytes(),
        Format::Json => json::table(table).into_bytes(),
        Format::Markdown => markdown::table(table).into_bytes(),
        Format::Parquet if output.is_none() && std::io::stdout().is_terminal() => {
            return Err(Error::new("Parquet is not for a terminal").with_help("write it to a file: -o figures.parquet"));
        }
        Format::Parquet => parquet::table(table)?,
    };
    match output {
        Some(path) => output::write(path, &bytes),
        None => console.print_bytes(&bytes),
    }
}
