//! `trueup build`: every chart, the dashboard, the findings and the figures, as files.

use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;

use super::chart::{PNG_SCALE, draw};
use super::picture::remarks;
use super::{Console, Outcome};
use crate::chart::spec::Spec;
use crate::chart::{Drawing, Format, Gallery, Size, Style, Theme, View};
use crate::check::{self, summary};
use crate::error::{Error, Result};
use crate::export::{csv, json};
use crate::frame;
use crate::output::{self, File};
use crate::report::embed::page;
use crate::report::{Place, dashboard};

#[derive(Debug, Args)]
#[command(after_help = "\
For each chart ID of charts.toml it writes ID.svg, ID-dark.svg, ID.png, ID.html (a page of its own, for an iframe), ID.csv (the numbers as
drawn) and ID.json (alternative text, sources, citation), beside them index.html (the dashboard: one page with all of them, which needs no network), findings.json,
findings.csv and figures.csv. The same package gives the same bytes.

Examples:
  trueup build
  trueup build --package my-paper --out my-paper/charts")]
pub(super) struct Arguments {
    /// The folder to write into; it is made if it is not there
    #[arg(long, value_name = "DIR", default_value = "charts")]
    out: PathBuf,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let folder = &arguments.out;
    if folder.is_file() {
        return Err(Error::new(format!("'{}' is a file", folder.display())).with_help("name a folder for --out"));
    }
    let package = console.package()?;
    let report = check::report(&package, &[])?;
    let findings = &report.findings;
    let gallery = Gallery::of(&package, &report)?;
    let specs: Vec<&Spec> = gallery.specs().iter().collect();
    let drawing = |formats: &[Format], theme: Theme| Drawing {
        formats: formats.to_vec(),
        style: Style::new(Size::PAGE, theme),
        scale: PNG_SCALE,
    };
    let light = drawing(&[Format::Svg, Format::Png, Format::Csv, Format::Json], Theme::LIGHT);
    let drawn = draw(&gallery, &specs, &light, View::default(), "")?;
    let dark = draw(&gallery, &specs, &drawing(&[Format::Svg], Theme::DARK), View::default(), "-dark")?;
    let remarks = remarks(&drawn);
    let mut files: Vec<File> = drawn.into_iter().chain(dark).flat_map(|one| one.files).collect();
    let one_page = |spec: &&Spec| {
        let page = page(&gallery.chart(spec)?, Size::PAGE, None).map_err(|error| gallery.locate(spec, error))?;
        Ok(File::new(format!("{}.html", spec.id()), page.html))
    };
    let pages: Vec<Result<File>> = specs.par_iter().map(one_page).collect();
    files.extend(pages.into_iter().collect::<Result<Vec<File>>>()?);
    files.push(File::new("index.html", dashboard(&package, &report, &Place::File)?.html));
    files.push(File::new("findings.json", json::report(&package, &report)));
    files.push(File::new("findings.csv", csv::findings(findings)?));
    files.push(File::new("figures.csv", csv::table(&frame::figures(&package)?)?));
    output::write_all(folder, &files)?;

    let counts: Vec<String> = summary(findings).iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    let shown = folder.display();
    let mut text = format!(
        "{}\n{}, {}{}{}\n\n{} in {shown}/\n",
        package.title(),
        counted(package.figures().len(), "figure"),
        counted(findings.len(), "claim"),
        if counts.is_empty() { "" } else { ": " },
        counts.join(", "),
        counted(specs.len(), "chart")
    );
    for spec in &specs {
        text.push_str(&format!("  {shown}/{0}.png  {shown}/{0}.svg\n", spec.id()));
    }
    text.push_str(&format!("All on one page: {shown}/index.html\n"));
    text.push_str(&format!("Findings in {shown}/findings.json; read them with: trueup check --explain\n"));
    console.print(&text)?;
    console.note(&remarks);
    Ok(Outcome::Fine)
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
