//! `trueup new`: a package to start from.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Console, Outcome};
use crate::error::{Error, Result};
use crate::output::{self, File};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  trueup new my-paper && trueup check --package my-paper")]
pub(super) struct Arguments {
    /// The folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("template/", $name)))
    };
}

/// A package of two figures and one claim of the built-in paper, with one chart, to be written over.
const TEMPLATE: [(&str, &str); 7] = [
    template!("datapackage.json"),
    template!("indicators.csv"),
    template!("figures.csv"),
    template!("claims.csv"),
    template!("areas.csv"),
    template!("sources.csv"),
    template!("charts.toml"),
];

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let folder = &arguments.folder;
    refuse_filled(folder)?;
    let name = package_name(folder);
    let files: Vec<File> =
        TEMPLATE.iter().map(|(file, text)| File::new(*file, text.replace("{name}", &name))).collect();
    output::write_all(folder, &files)?;
    let shown = folder.display();
    console.print(&format!(
        "A package of two figures and one claim is in {shown}. Write your own over them:\n  \
         figures.csv   one row a printed figure, its words as printed\n  \
         claims.csv    one row a formula and what the text says it comes to\n\n\
         Then:\n  trueup check --package {shown}\n  trueup build --package {shown} --out {shown}/charts\n"
    ))?;
    Ok(Outcome::Fine)
}

/// Only a folder that is not there, or empty, is written into.
pub(super) fn refuse_filled(folder: &Path) -> Result<()> {
    let filled = std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if folder.is_file() {
        return Err(
            Error::new(format!("'{}' is a file", folder.display())).with_help("name a folder that is not there")
        );
    }
    if filled {
        return Err(Error::new(format!("'{}' is there already and not empty", folder.display()))
            .with_help("name a folder that is not there; nothing was written"));
    }
    Ok(())
}

/// A package is named as its folder is, in the letters that the names of packages have.
pub(super) fn package_name(folder: &Path) -> String {
    let name = folder.file_name().map_or("package".into(), |name| name.to_string_lossy()).to_lowercase();
    name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect()
}
