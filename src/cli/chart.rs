//! `trueup chart`: some charts of the package, at a size and in a theme.

use std::path::PathBuf;

use clap::Args;

use super::picture::{Drawing, Format};
use super::{Console, Outcome};
use crate::chart::spec::Spec;
use crate::chart::{Gallery, Size, Style, Theme};
use crate::check::check;
use crate::error::{Error, Result};
use crate::output::{self, File};

#[derive(Debug, Args)]
#[command(after_help = "\
Sizes: page 850x600, wide 1200x628, square 1080x1080, column 321x340, slide 1600x900, thumb 300x160, or WIDTHxHEIGHT.

Examples:
  trueup chart                                       every chart of the package, as SVG and PNG, into this folder
  trueup chart gdp --size wide --theme dark --format png
  trueup chart gdp reserves --out figures")]
pub(super) struct Arguments {
    /// The charts to draw [default: all]
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// The files to write, separated by commas
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Format::Svg, Format::Png])]
    format: Vec<Format>,
    /// page, wide, square, column, slide, thumb or WIDTHxHEIGHT
    #[arg(long, default_value = "page", value_parser = parsed::<Size>)]
    size: Size,
    /// light or dark
    #[arg(long, default_value = "light", value_parser = parsed::<Theme>)]
    theme: Theme,
    /// The folder to write into; it is made if it is not there
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
}

fn parsed<T: std::str::FromStr<Err = Error>>(text: &str) -> std::result::Result<T, String> {
    text.parse().map_err(|error: Error| match error.help_text() {
        Some(help) => format!("{error}; {help}"),
        None => error.to_string(),
    })
}

/// Sharp on screens of twice the density and in print.
pub(super) const PNG_SCALE: f32 = 2.0;

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let package = console.package()?;
    let findings = check(&package, &[])?;
    let gallery = Gallery::of(&package, &findings)?;
    let mut specs: Vec<&Spec> = gallery.specs().iter().collect();
    for id in &arguments.ids {
        gallery.spec(id)?;
    }
    specs.retain(|spec| arguments.ids.is_empty() || arguments.ids.iter().any(|id| id == spec.id()));
    if specs.is_empty() {
        return Err(
            Error::new("the package has no charts").with_help("describe them in charts.toml; docs/charts.md says how")
        );
    }
    let style = Style { size: arguments.size, theme: arguments.theme.clone() };
    let drawing = Drawing { formats: arguments.format.clone(), style, scale: PNG_SCALE };
    let files = draw(&gallery, &specs, &drawing, "")?;
    output::write_all(&arguments.out, &files)?;
    for file in &files {
        console.print(&format!("{}\n", arguments.out.join(&file.name).display()))?;
    }
    Ok(Outcome::Fine)
}

/// Draws charts into files whose names end in a suffix; all faults of all charts are reported together, and nothing is returned then.
pub(super) fn draw(gallery: &Gallery<'_>, specs: &[&Spec], drawing: &Drawing, suffix: &str) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut faults = Vec::new();
    for spec in specs {
        match one(gallery, spec, drawing, suffix) {
            Ok(drawn) => files.extend(drawn),
            Err(error) => faults.push(error),
        }
    }
    match Error::all(faults) {
        Some(error) => Err(error),
        None => Ok(files),
    }
}

fn one(gallery: &Gallery<'_>, spec: &Spec, drawing: &Drawing, suffix: &str) -> Result<Vec<File>> {
    let chart = gallery.chart(spec)?;
    drawing.files(&chart, &format!("{}{suffix}", spec.id())).map_err(|error| gallery.locate(spec, error))
}
