//! `trueup confront`: stated figures beside independent data.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::chart::PNG_SCALE;
use super::{Console, Outcome};
use crate::chart::{self, Drawing};
use crate::confront::{Verdict, confront};
use crate::error::{Error, Result};
use crate::export::{csv, json, markdown, text};
use crate::frame;
use crate::observations::Observations;
use crate::output;

#[derive(Debug, Args)]
#[command(after_help = "\
The column 'series' of indicators.csv says which series measures what an indicator does; docs/confront.md says how it is written. The exit code
is 1 where a figure and an observation are apart. Nothing says which of the two is wrong: data are revised after a text is printed.

Examples:
  trueup confront --with gdp.csv
  trueup confront --with gdp.csv --chart confront.svg
  trueup confront --with wdi-2024.csv --with wdi-2025.csv --format csv > confronted.csv")]
pub(super) struct Arguments {
    /// A data file with independent observations; give it again for several
    #[arg(long = "with", value_name = "FILE", required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Draw the pairs into this file too: .svg, .png or .pdf
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,
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
    let ending = arguments.chart.as_deref().map(ending).transpose()?;
    let files = read(&arguments.files)?;
    let all = confront(&package, &files)?;
    if let (Some(path), Some(format)) = (&arguments.chart, ending) {
        let chart = chart::confronted(&package, &all).ok_or_else(|| {
            Error::new("there is nothing to draw: no figure has a counterpart")
                .with_help("leave --chart out to see the reasons")
        })?;
        let style = chart::Style::new(chart::Size::PAGE, chart::Theme::LIGHT);
        let drawing = Drawing { formats: vec![format], style, scale: PNG_SCALE };
        for (_, bytes) in drawing.of(&chart)?.files {
            output::write(path, &bytes)?;
        }
    }
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

/// The picture that a file's ending asks for.
fn ending(path: &Path) -> Result<chart::Format> {
    match path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).as_deref() {
        Some("svg") => Ok(chart::Format::Svg),
        Some("png") => Ok(chart::Format::Png),
        Some("pdf") => Ok(chart::Format::Pdf),
        _ => Err(Error::new(format!("the ending of '{}' names no picture", path.display()))
            .with_help("let it end in .svg, .png or .pdf")),
    }
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
