//! `trueup embed`: what to paste to show a chart elsewhere, and the files that it names.

use std::path::PathBuf;

use clap::Args;

use super::chart::{PNG_SCALE, spare};
use super::{Console, Outcome, parsed};
use crate::chart::{self, Chart, Drawing, Format, Gallery, Size, Style, Theme};
use crate::check;
use crate::error::{Error, Result};
use crate::output::{self, File};
use crate::report::embed::{Target, page, snippet};

#[derive(Debug, Args)]
#[command(after_help = "\
Without --as it prints a snippet for each. The files that they name are written with --out; paths are as seen from here.

Examples:
  trueup embed gdp --as markdown --out figures >> report.md
  trueup embed gdp --as latex --out figures
  trueup embed gdp --as iframe --out public")]
pub(super) struct Arguments {
    /// The chart
    id: String,
    /// Where it is put: markdown, picture, html, iframe, latex or typst
    #[arg(long = "as", value_name = "TARGET", value_parser = parsed::<Target>)]
    target: Option<Target>,
    /// page, wide, square, column, slide, thumb or WIDTHxHEIGHT
    #[arg(long, default_value = "page", value_parser = parsed::<Size>)]
    size: Size,
    /// Write the files into this folder; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let Arguments { target, size, out, .. } = arguments;
    if let Some(file) = out.as_ref().filter(|out| out.is_file()) {
        return Err(Error::new(format!("'{}' is a file", file.display())).with_help("name a folder for --out"));
    }
    let package = console.package()?;
    let report = check::report(&package, &[])?;
    let gallery = Gallery::of(&package, &report)?;
    let spec = gallery.spec(&arguments.id)?;
    let chart = gallery.chart(spec)?;
    let scene = chart::draw(&chart, &Style::new(*size, Theme::LIGHT)).map_err(|error| gallery.locate(spec, error))?;
    let targets = target.map_or_else(|| Target::ALL.to_vec(), |target| vec![target]);
    let path = match out {
        Some(folder) => folder.join(&chart.id).display().to_string().replace('\\', "/"),
        None => chart.id.clone(),
    };
    if let Some(folder) = out {
        let files = files(&chart, *size, &targets).map_err(|error| gallery.locate(spec, error))?;
        spare(console.folder()?.as_deref(), folder, &files)?;
        output::write_all(folder, &files)?;
        let names: Vec<String> = files.iter().map(|file| folder.join(&file.name).display().to_string()).collect();
        console.note(&format!("{}\n", names.join("\n")));
    }
    for (i, one) in targets.iter().enumerate() {
        if target.is_none() {
            let gap = if i > 0 { "\n" } else { "" };
            console.print(&format!("{gap}== {} (--as {one})\n\n", one.title()))?;
        }
        console.print(&snippet(*one, &chart, &scene.alt, (scene.width, scene.height), &path))?;
    }
    Ok(Outcome::Fine)
}

/// The files that the snippets name, each once.
fn files(chart: &Chart, size: Size, targets: &[Target]) -> Result<Vec<File>> {
    let mut endings: Vec<&str> = targets.iter().flat_map(|target| target.files().iter().copied()).collect();
    endings.sort_unstable();
    endings.dedup();
    let file = |ending: &str| {
        let name = format!("{}{ending}", chart.id);
        let theme = if ending.starts_with("-dark") { Theme::DARK } else { Theme::LIGHT };
        let format = match ending {
            ".html" => return Ok(vec![File::new(name, page(chart, size, None)?.html)]),
            ".pdf" => Format::Pdf,
            _ => Format::Svg,
        };
        let drawing = Drawing { formats: vec![format], style: Style::new(size, theme), scale: PNG_SCALE };
        Ok(drawing.of(chart)?.files.into_iter().map(|(_, bytes)| File::new(name.clone(), bytes)).collect())
    };
    Ok(endings.into_iter().map(file).collect::<Result<Vec<Vec<File>>>>()?.concat())
}
