//! The package as it was when it was read last without a fault, with everything that takes time made once.

use std::path::Path;

use polars::prelude::DataFrame;

use super::cache::Cache;
use crate::chart::{Chart, Gallery};
use crate::check::{self, Report};
use crate::error::{Error, Result};
use crate::export::json;
use crate::frame;
use crate::package::{self, Package};
use crate::report::{self, Page, Place};

/// A package that is served.
pub(super) struct State {
    /// The digest of its files.
    pub version: String,
    pub findings: String,
    pub charts: Vec<Chart>,
    pub dashboard: Page,
    tables: Vec<(&'static str, DataFrame)>,
    /// What was made of it.
    pub cache: Cache,
}

/// What is served now.
pub(super) struct Now {
    pub state: std::sync::Arc<State>,
    /// Why the package cannot be read as it is now; empty if it can.
    pub error: String,
}

impl State {
    /// Reads and checks the package in a folder, or the built-in one, and makes its dashboard.
    ///
    /// # Errors
    /// All faults of the package, or of its charts, together.
    pub fn load(folder: Option<&Path>) -> Result<Self> {
        let version = package::digest(folder);
        let package = folder.map_or_else(Package::builtin, Package::open)?;
        let report = check::report(&package, &[])?;
        let charts = charts(&package, &report)?;
        let tables = frame::TABLES.into_iter().map(|name| Ok((name, frame::table(&package, name)?)));
        Ok(Self {
            tables: tables.collect::<Result<_>>()?,
            dashboard: report::dashboard(&package, &report, &Place::Server { version: version.clone() })?,
            findings: json::report(&package, &report),
            version,
            charts,
            cache: Cache::default(),
        })
    }

    pub fn chart(&self, id: &str) -> Option<&Chart> {
        self.charts.iter().find(|chart| chart.id == id)
    }

    pub fn table(&self, name: &str) -> Option<&DataFrame> {
        self.tables.iter().find(|(known, _)| *known == name).map(|(_, table)| table)
    }
}

/// The charts of a package, each with its data and final words.
fn charts(package: &Package, report: &Report) -> Result<Vec<Chart>> {
    let gallery = Gallery::of(package, report)?;
    let (mut charts, mut faults) = (Vec::new(), Vec::new());
    for spec in gallery.specs() {
        match gallery.chart(spec) {
            Ok(chart) => charts.push(chart),
            Err(error) => faults.push(error),
        }
    }
    Error::all(faults).map_or(Ok(charts), Err)
}

/// All faults of an error as plain text, one a line, each with its place and how to mend it.
pub(super) fn plain(error: &Error) -> String {
    let line = |fault: &Error| {
        let place =
            fault.location().map_or_else(String::new, |(file, line, column)| format!("{file}:{line}:{column}: "));
        let help = fault.help_text().map_or_else(String::new, |help| format!(" ({help})"));
        format!("{place}{fault}{help}")
    };
    error.faults().map(line).collect::<Vec<_>>().join("\n")
}
