//! `trueup confront`: stated figures beside independent data.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Console, Outcome};
use crate::confront::{Verdict, confront};
use crate::error::{Error, Result};
use crate::export::{csv, json, markdown, text};
use crate::frame;
use crate::observations::Observations;

#[derive(Debug, Args)]
#[command(after_help = "\
The column 'series' of indicators.csv says which series measures what an indicator does; docs/confront.md says how it is written. The exit code
is 1 where a figure and an observation are apart. Nothing says which of the two is wrong: data are revised after a text is printed.

Examples:
  trueup confront --with gdp.csv
  trueup confront --with wdi-2024.csv --with wdi-2025.csv --format csv > confronted.csv")]
pub(super) struct Arguments {
    /// A data file with independent observations; give it again for several
    #[arg(long = "with", value_name = "FILE", required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, for people
    Text,
    /// One document, for programs
    Json,
    /// One row a figure, series and file
    Csv,
    /// Tables for reports
    Markdown,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let package = console.package()?;
    let files = read(&arguments.files)?;
    let all = confront(&package, &files)?;
    let text = match arguments.format {
        Format::Text => text::confronted(&all, console.paint),
        Format::Json => json::confronted(&package, &all),
        Format::Csv => csv::table(&frame::confronted(&all)?)?,
        Format::Markdown => markdown::confronted(&all),
    };
    console.print(&text)?;
    for (name, observations) in &files {
        for remark in observations.remarks() {
            console.note(&format!("{name}: {remark}\n"));
        }
    }
    let apart = all.iter().any(|one| one.verdict == Verdict::Apart);
    Ok(if apart { Outcome::Found } else { Outcome::Fine })
}

/// Data files with the names that messages give them; the faults of all are told together, each with its file.
pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<(String, Observations)>> {
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.display().to_string();
        match Observations::read(path) {
            Ok(observations) => files.push((name, observations)),
            Err(error) if error.location().is_some() || error.to_string().contains(&name) => faults.push(error),
            Err(error) => faults.push(error.context(name)),
        }
    }
    Error::all(faults).map_or(Ok(files), Err)
}
