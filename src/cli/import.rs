//! `trueup import`: data files into a package.

use std::path::PathBuf;

use clap::Args;

use super::{Console, Outcome, confront, new};
use crate::error::Result;
use crate::import;
use crate::number;
use crate::output;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  trueup import gdp.csv -o gdp-package
  trueup import wdi.csv --series NY.GDP.MKTP.CN,NY.GDP.MKTP.KD.ZG -o china")]
pub(super) struct Arguments {
    /// The data files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The folder to make
    #[arg(short, long, value_name = "PACKAGE")]
    output: PathBuf,
    /// The series to import, by name or code, or by the code of an area [default: all, of at most 200]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    series: Vec<String>,
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let folder = &arguments.output;
    new::refuse_filled(folder)?;
    let files = confront::read(&arguments.files)?;
    let imported = import::import(&new::package_name(folder), &files, &arguments.series)?;
    output::write_all(folder, &imported.files)?;
    let shown = folder.display();
    let some = |count: usize, one: &str, many: &str| {
        format!("{} {}", number::count(count), if count == 1 { one } else { many })
    };
    let [figures, indicators, areas] = imported.counts;
    console.print(&format!(
        "{} of {} and {} are in {shown}.\n\nThen:\n  trueup check --package {shown}\n  trueup build --package {shown} --out {shown}/charts\n",
        some(figures, "figure", "figures"),
        some(indicators, "indicator", "indicators"),
        some(areas, "area", "areas")
    ))?;
    for remark in &imported.remarks {
        console.note(&format!("{remark}\n"));
    }
    for (name, observations) in &files {
        for remark in observations.remarks() {
            console.note(&format!("{name}: {remark}\n"));
        }
    }
    Ok(Outcome::Fine)
}
