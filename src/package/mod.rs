//! A package: a folder of indicators, figures, claims, sources and chart specifications, checked row by row.
//!
//! The folder is a Frictionless Data Package (v2), so that other tools read it without this one; docs/package.md describes
//! every column. [`Package::open`] reads and checks all of it and reports all faults of a run together, each with file,
//! line and column. It computes nothing: claims are judged by [`crate::check`].
//!
//! ```
//! use trueup::Package;
//! let package = Package::builtin()?;
//! let gdp = package.figures().iter().find(|figure| figure.id == "gdp_2010").unwrap();
//! assert_eq!(gdp.stated, "almost CNY 40 trillion");
//! # Ok::<(), trueup::Error>(())
//! ```

mod builtin;
mod descriptor;
mod elsewhere;
mod files;
mod link;
mod load;
mod rows;
mod table;
mod watched;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

pub use crate::input::Text;
pub use builtin::NAME as BUILTIN;
pub use elsewhere::{Counted, Elsewhere, Made};
pub(crate) use link::STATED_TWICE;
pub use rows::{Area, Bound, Claim, Figure, Identity, Indicator, Measure, Named, Source, Stated};
pub(crate) use watched::{digest, files, short};

use crate::error::Result;
use crate::formula::Formula;
use crate::period::Period;
use crate::quantity::Policy;
use crate::unit::Unit;

/// Typed rows, each reference followed.
#[derive(Debug)]
pub struct Package {
    name: String,
    title: String,
    version: String,
    policy: Policy,
    rules: BTreeMap<String, String>,
    indicators: Vec<Indicator>,
    figures: Vec<Figure>,
    claims: Vec<Claim>,
    identities: Vec<Identity>,
    areas: Vec<Area>,
    sources: Vec<Source>,
    charts: Option<Text>,
    waivers: Option<Text>,
    index: Index,
}

/// Finds rows by name; figures by indicator and area.
#[derive(Debug, Default)]
struct Index {
    indicators: HashMap<String, usize>,
    areas: HashMap<String, usize>,
    sources: HashMap<String, usize>,
    figures: HashMap<(usize, String), Series>,
}

/// The figures of one indicator and area, found by period without a walk through all of them.
#[derive(Debug, Default)]
struct Series {
    all: Vec<usize>,
    by_period: HashMap<Option<Period>, Vec<usize>>,
    labels: HashSet<String>,
}

impl Series {
    fn add(&mut self, figure: usize, period: Option<Period>, label: &str) {
        self.all.push(figure);
        self.by_period.entry(period).or_default().push(figure);
        self.labels.insert(label.to_owned());
    }
}

impl Package {
    /// Reads the package in a folder.
    ///
    /// # Errors
    /// All faults of the package together: see [`crate::Error::faults`].
    pub fn open(folder: &Path) -> Result<Self> {
        load::open(folder)
    }

    /// The package of the paper that is built into the program.
    ///
    /// # Errors
    /// None in a released program: a test opens it.
    pub fn builtin() -> Result<Self> {
        load::builtin()
    }

    /// The package's name in datapackage.json.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The package's title in datapackage.json, else its name.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The version of its data; empty where it has none.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// How wide hedges bend: the program's policy, or the package's own.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What is measured.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The printed numbers.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// What is said to follow from them.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// Relations that hold in an economy.
    #[must_use]
    pub fn identities(&self) -> &[Identity] {
        &self.identities
    }

    /// Countries and groups.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// Where the figures were printed.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The text of charts.toml, if there is one.
    #[must_use]
    pub fn charts(&self) -> Option<&Text> {
        self.charts.as_ref()
    }

    /// The text of waivers.toml, if there is one.
    #[must_use]
    pub fn waivers(&self) -> Option<&Text> {
        self.waivers.as_ref()
    }

    /// What the package sets rules to, by their codes, as written.
    #[must_use]
    pub fn rules(&self) -> &BTreeMap<String, String> {
        &self.rules
    }

    /// An area by its code.
    #[must_use]
    pub fn area(&self, id: &str) -> Option<&Area> {
        self.index.areas.get(id).map(|i| &self.areas[*i])
    }

    /// The figures of an indicator and an area, in order.
    pub(crate) fn series(&self, indicator: usize, ref_area: &str) -> impl Iterator<Item = &Figure> {
        let all = self.index.figures.get(&(indicator, ref_area.to_owned()));
        all.into_iter().flat_map(|series| series.all.iter().map(|figure| &self.figures[*figure]))
    }

    /// The indicator of a figure.
    #[must_use]
    pub fn indicator_of(&self, figure: &Figure) -> &Indicator {
        &self.indicators[figure.indicator]
    }

    /// How a reader would name a figure: "GDP, China, 2010", with its label where it has one.
    #[must_use]
    pub fn describe(&self, figure: &Figure) -> String {
        self.describe_series(figure.indicator, &figure.ref_area, figure.period, &figure.label)
    }

    /// How a reader would name a figure that may not exist.
    #[must_use]
    pub fn describe_series(&self, indicator: usize, ref_area: &str, period: Option<Period>, label: &str) -> String {
        let indicator = &self.indicators[indicator];
        let mut text = indicator.title.clone();
        if ref_area != indicator.ref_area {
            text = format!("{text}, {}", self.area(ref_area).map_or(ref_area, |area| area.name.as_str()));
        }
        let period = period.map_or_else(String::new, |period| period.to_string());
        for part in [period.as_str(), label] {
            if !part.is_empty() {
                text = format!("{text}, {part}");
            }
        }
        text
    }

    /// Reads a formula over this package and binds its operands, as a claim's is: `gdp[2023] / gdp[2010]`. The result is shown
    /// in the unit given, else in its own.
    ///
    /// # Errors
    /// If it does not parse, names what is not there, or its units do not go together.
    pub fn formula(&self, text: &str, shown: Option<&Unit>) -> Result<Claim> {
        link::claim(self, text, Stated::Nothing, shown, None)
    }

    /// A claim that is typed on the command line: its numbers are printed figures, and it may use the package's.
    ///
    /// # Errors
    /// As [`Package::formula`], and if the stated words are no quantity or cannot be compared with the formula's result.
    pub fn typed_claim(&self, formula: &str, stated: Option<&str>) -> Result<Claim> {
        link::typed(self, formula, stated)
    }

    /// A package without anything in it, for claims that need none.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            name: String::new(),
            title: String::new(),
            version: String::new(),
            policy: Policy::default(),
            rules: BTreeMap::new(),
            indicators: Vec::new(),
            figures: Vec::new(),
            claims: Vec::new(),
            identities: Vec::new(),
            areas: Vec::new(),
            sources: Vec::new(),
            charts: None,
            waivers: None,
            index: Index::default(),
        }
    }
}

impl Formula {
    /// Whether the formula names any figure of a package.
    #[must_use]
    pub fn names_figures(&self) -> bool {
        self.references().next().is_some()
    }
}
