//! From specifications to charts: figures found, numbers filled into the texts, sources named, colours settled.

mod compare;
mod entries;
mod panels;
mod words;

use std::collections::HashSet;

use toml::Spanned;

use super::model::{Body, Chart, Panel};
use super::spec::{self, Entry, Kind, PanelSpec, Spec};
use crate::check::Report;
use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::package::{Figure, Package};

/// The charts of a package: its specifications with what they draw from.
pub struct Gallery<'a> {
    package: &'a Package,
    report: &'a Report,
    specs: Vec<Spec>,
    /// Indicators and series that share a frame with others of their area, in the order of the charts: their places in the palette.
    inks: Vec<String>,
}

impl<'a> Gallery<'a> {
    /// Reads the specifications of a package; `report` has the findings that a comparison draws, and what is
    /// implied.
    ///
    /// # Errors
    /// As [`spec::specs`].
    pub fn of(package: &'a Package, report: &'a Report) -> Result<Self> {
        let specs = spec::specs(package)?;
        let inks = inks(&specs);
        Ok(Self { package, report, specs, inks })
    }

    /// The specifications, in their order.
    #[must_use]
    pub fn specs(&self) -> &[Spec] {
        &self.specs
    }

    /// A specification by its name.
    ///
    /// # Errors
    /// If there is none, with the nearest name.
    pub fn spec(&self, id: &str) -> Result<&Spec> {
        self.specs.iter().find(|spec| spec.id() == id).ok_or_else(|| {
            let known: Vec<&str> = self.specs.iter().map(Spec::id).collect();
            let help = hint(id, known.iter().copied(), &format!("its charts are {}", known.join(", ")));
            Error::new(format!("the package has no chart '{id}'")).with_help(help)
        })
    }

    /// The chart of a specification.
    ///
    /// # Errors
    /// If a figure is not there or cannot be drawn beside the others, a placeholder is no formula, or a digit other than a
    /// year's is typed into a title or note. The place is that in charts.toml.
    pub fn chart(&self, spec: &Spec) -> Result<Chart> {
        self.resolve(spec).map_err(|error| spec::locate(self.package, spec, error))
    }

    /// Puts name and place to a fault of a chart that came up while it was drawn.
    #[must_use]
    pub fn locate(&self, spec: &Spec, error: Error) -> Error {
        spec::locate(self.package, spec, error)
    }

    fn resolve(&self, spec: &Spec) -> Result<Chart> {
        misplaced(spec)?;
        let package = self.package;
        let rows = if spec.kind == Kind::Comparison { compare::rows(&self.report.findings) } else { Vec::new() };
        let fill = |text: Option<&Spanned<String>>| words::fill(package, text, &rows);
        let title = fill(Some(&spec.title))?;
        if title.trim().is_empty() {
            let error = Error::new("the title is empty").with_help("say what the picture shows, with its number");
            return Err(spec::at(&spec.title, error));
        }
        let short = fill(spec.short.as_ref())?;
        let (body, figures) = match spec.kind {
            Kind::Comparison if rows.is_empty() => {
                return Err(Error::new("no claim of the package has both a stated and a computed value"));
            }
            Kind::Comparison => (Body::Comparison(rows.iter().map(|(row, _)| row.clone()).collect()), Vec::new()),
            Kind::Overview => (Body::Sheet(self.tiles(spec)?), Vec::new()),
            _ => self.panels(spec)?,
        };
        let subtitle = match &spec.subtitle {
            None if !figures.is_empty() => words::subtitle(package, &figures),
            subtitle => fill(subtitle.as_ref())?,
        };
        let note = fill(spec.note.as_ref())?;
        let (source, citations) =
            if figures.is_empty() { words::package_sources(package) } else { words::sources(package, &figures) };
        let mut chart = Chart { id: spec.id().to_owned(), title, short, subtitle, note, source, citations, body };
        if chart.panels().iter().flat_map(Panel::points).any(|point| point.hollow) {
            chart.note =
                format!("{} Hollow: not stated, but implied by figures that are.", chart.note).trim().to_owned();
        }
        Ok(chart)
    }

    /// The panels of a chart, and all figures in them.
    fn panels(&self, spec: &Spec) -> Result<(Body, Vec<&Figure>)> {
        let own = spec.own_panel();
        let nested = matches!(spec.kind, Kind::Panels | Kind::Multiples);
        let specs: Vec<&PanelSpec> =
            if nested { spec.panels.iter().map(Spanned::get_ref).collect() } else { vec![&own] };
        if specs.is_empty() {
            return Err(Error::new("there are no panels").with_help("describe each under [[chart.panels]]"));
        }
        let mut all = Vec::new();
        let mut panels = Vec::new();
        for panel in &specs {
            let resolved = panels::panel(self, panel, nested)?;
            let ids: HashSet<&str> = resolved.figures.iter().map(|figure| figure.id.as_str()).collect();
            all.extend(self.package.figures().iter().filter(|figure| ids.contains(figure.id.as_str())));
            panels.push(resolved.panel);
        }
        head(&specs, &mut panels);
        let rows = specs.iter().filter(|panel| panels::is_row(panel.kind)).count();
        if rows != 0 && rows != specs.len() {
            return Err(Error::new("panels with names at the side stand among panels over an axis")
                .with_help("bar, dumbbell and dot go together, and so do line, column, stacked, slope and rank"));
        }
        let body = match (spec.kind, panels.as_slice()) {
            (Kind::Multiples, _) if rows == 0 => Body::Grid(panels),
            (Kind::Multiples, _) => return Err(Error::new("small multiples are line or column charts")),
            (Kind::Waffle, [panel]) => Body::Waffle(panel.clone()),
            _ if specs.iter().any(|panel| panel.kind == Kind::Waffle) => {
                return Err(
                    Error::new("fields of squares stand alone").with_help("write kind = \"waffle\" for the chart")
                );
            }
            _ if rows > 0 => Body::Rows(panels),
            _ => Body::Panels(panels),
        };
        Ok((body, all))
    }

    /// The charts of an overview, each under its short title.
    fn tiles(&self, spec: &Spec) -> Result<Vec<Chart>> {
        let tile = |name: &Spanned<String>| {
            let tile = self.spec(name.get_ref()).map_err(|error| spec::at(name, error))?;
            if tile.kind == Kind::Overview {
                return Err(spec::at(name, Error::new("an overview cannot hold an overview")));
            }
            self.resolve(tile).map_err(|error| spec::locate(self.package, tile, error))
        };
        if spec.charts.is_empty() {
            return Err(Error::new("there are no charts to show").with_help("name them: charts = [\"gdp\", \"trade\"]"));
        }
        spec.charts.iter().map(tile).collect()
    }

    /// The place in the palette of an indicator or series that shares a frame with others of its area.
    fn place_of(&self, name: &str) -> Option<usize> {
        self.inks.iter().position(|known| known == name)
    }
}

/// Panels without a heading of their own that would all be called by the same indicator are called by their series.
fn head(specs: &[&PanelSpec], panels: &mut [Panel]) {
    let headings: Vec<String> = panels.iter().map(|panel| panel.heading.clone()).collect();
    for ((spec, panel), own) in specs.iter().zip(panels).zip(&headings) {
        let twice = headings.iter().filter(|heading| *heading == own).count() > 1;
        if let (None, true, [series]) = (&spec.heading, twice, panel.series.as_slice()) {
            panel.heading.clone_from(&series.name);
        }
    }
}

/// Keys that do nothing in a chart of its kind.
fn misplaced(spec: &Spec) -> Result<()> {
    let refuse = |span: std::ops::Range<usize>, message: &str, help: &str| {
        Err(Error::new(message).with_help(help).at(span.start, span.len().max(1), "here"))
    };
    let nested = matches!(spec.kind, Kind::Panels | Kind::Multiples);
    let marks = !nested && !matches!(spec.kind, Kind::Comparison | Kind::Overview);
    match (spec.figures.first(), spec.panels.first(), spec.charts.first()) {
        (Some(figure), ..) if nested => refuse(figure.span(), "figures stand beside panels", "put them into a panel"),
        (Some(figure), ..) if !marks => {
            refuse(figure.span(), "figures stand in a chart without marks", "take them out")
        }
        (_, Some(panel), _) if !nested => refuse(
            panel.span(),
            "panels stand in a chart of another kind",
            "write kind = \"panels\", or \"multiples\" for panels side by side",
        ),
        (.., Some(chart)) if spec.kind != Kind::Overview => {
            refuse(chart.span(), "charts stand in a chart of another kind", "write kind = \"overview\"")
        }
        _ => Ok(()),
    }
}

/// The names of indicators and series that share a frame, each once, in the order of the charts.
fn inks(specs: &[Spec]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let frames = specs.iter().flat_map(|spec| {
        std::iter::once(&spec.figures).chain(spec.panels.iter().map(|panel| &panel.get_ref().figures))
    });
    for frame in frames {
        let mut names: Vec<&str> = Vec::new();
        for entry in frame {
            let name = match entry.get_ref() {
                Entry::Figure(own) => own.series.as_deref().unwrap_or_else(|| indicator(&own.figure)),
                Entry::Formula(own) => own.series.as_deref().unwrap_or_default(),
            };
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        }
        if names.len() > 1 {
            for name in names {
                if !all.iter().any(|known| known == name) {
                    all.push(name.to_owned());
                }
            }
        }
    }
    all
}

/// The indicator of a figure's name: `gdp` of `WLD:gdp[2023]`.
fn indicator(figure: &str) -> &str {
    let name = figure.split_once(':').map_or(figure, |(_, name)| name);
    name.split('[').next().unwrap_or(name).trim()
}
