//! Chart specifications: charts.toml, read and checked, with the place of every fault.

use std::fmt;
use std::ops::Range;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::package::{Package, Text};

/// A chart as charts.toml describes it; docs/charts.md explains every key.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Its name, and that of its files.
    pub id: Spanned<String>,
    /// What is drawn.
    pub kind: Kind,
    /// The finding, with its numbers as placeholders: `{gdp[2023]}`, `{gdp[2023] / gdp[2010]}`.
    pub title: Spanned<String>,
    /// The finding in a few words, for a thumbnail or a tile of an overview; the title if left out.
    pub short: Option<Spanned<String>>,
    /// Measure, price basis, area and period; made from the figures if left out.
    pub subtitle: Option<Spanned<String>>,
    /// What a reader should know; placeholders as in the title.
    pub note: Option<Spanned<String>>,
    /// The figures of a chart of one panel.
    #[serde(default)]
    pub figures: Vec<Spanned<Entry>>,
    /// How values become distances.
    #[serde(default)]
    pub scale_y: ScaleY,
    /// Whether a line joins the points: only what the text joins is joined.
    #[serde(default)]
    pub joined: bool,
    /// The order of bars and other rows.
    pub order: Option<Order>,
    /// The panels of a chart of kind `panels` or `multiples`.
    #[serde(default)]
    pub panels: Vec<Spanned<PanelSpec>>,
    /// The charts of an overview, by their names.
    #[serde(default)]
    pub charts: Vec<Spanned<String>>,
}

/// One panel of a chart of kind `panels` or `multiples`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelSpec {
    /// How its figures are drawn.
    pub kind: Kind,
    /// Written above the panel; the indicator's title if left out.
    pub heading: Option<Spanned<String>>,
    /// The figures.
    pub figures: Vec<Spanned<Entry>>,
    /// How values become distances.
    #[serde(default)]
    pub scale_y: ScaleY,
    /// Whether a line joins the points.
    #[serde(default)]
    pub joined: bool,
    /// The order of bars and other rows.
    pub order: Option<Order>,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Points over time or names, joined where the text joins them.
    Line,
    /// Columns from zero, those of several series side by side.
    Column,
    /// Columns from zero, the series one on top of the other.
    Stacked,
    /// Horizontal bars from zero.
    Bar,
    /// Two or more dates a row.
    Dumbbell,
    /// From one date to another.
    Slope,
    /// A marker a row, with its interval.
    Dot,
    /// Places in an order over time, the first on top.
    Rank,
    /// A field of a hundred squares for each share.
    Waffle,
    /// Panels one above the other.
    Panels,
    /// Panels side by side that share both axes.
    Multiples,
    /// What is stated against what was recomputed, for every claim that has both.
    Comparison,
    /// Other charts of the package as tiles of one sheet.
    Overview,
}

/// How values become distances.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleY {
    /// Equal differences are equal distances.
    #[default]
    Linear,
    /// Equal ratios are equal distances.
    Log,
}

/// The order of bars and other rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The largest first; of ranks, the best.
    Value,
    /// As listed.
    Given,
}

/// What is drawn at one place: a figure or a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// `"gdp[2023]"`, or `{ figure = "tariff_commitment", name = "promised" }`
    Figure(FigureEntry),
    /// `{ formula = "rd_expenditure[2012] / rd_intensity[2012]", at = "2012" }`
    Formula(FormulaEntry),
}

/// A figure, as a formula names it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FigureEntry {
    /// Its name.
    pub figure: String,
    /// Its name on the axis, where that is not its period or label.
    pub name: Option<String>,
    /// The series that it belongs to, where that is not its indicator and area.
    pub series: Option<String>,
    /// How an ambiguous multiple is read: `to` or `by`.
    pub reading: Option<ReadingKey>,
}

/// A value that figures imply, drawn hollow.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaEntry {
    /// The formula.
    pub formula: String,
    /// Its period.
    pub at: Option<String>,
    /// The unit it is shown in: that of the figures beside it, unless said otherwise.
    pub unit: Option<String>,
    /// Its name on the axis.
    pub name: Option<String>,
    /// The series that it belongs to: that of the first figure, unless said otherwise.
    pub series: Option<String>,
}

/// How "grew 33.5 times" is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingKey {
    /// To 33.5 times.
    To,
    /// By 33.5 times, to 34.5 times.
    By,
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        /// The keys of an entry's table.
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            figure: Option<String>,
            formula: Option<String>,
            at: Option<String>,
            unit: Option<String>,
            name: Option<String>,
            series: Option<String>,
            reading: Option<ReadingKey>,
        }
        struct Words;
        impl<'de> Visitor<'de> for Words {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a figure in quotes, or a table such as { figure = \"gdp[2023]\", name = \"now\" }")
            }

            fn visit_str<E: serde::de::Error>(self, figure: &str) -> std::result::Result<Entry, E> {
                Ok(Entry::Figure(FigureEntry { figure: figure.to_owned(), ..FigureEntry::default() }))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> std::result::Result<Entry, M::Error> {
                let table = Table::deserialize(MapAccessDeserializer::new(map))?;
                let Table { name, series, .. } = table;
                let fault = |words: &str| Err(serde::de::Error::custom(words));
                match (table.figure, table.formula) {
                    (Some(_), None) if table.at.is_some() || table.unit.is_some() => {
                        fault("`at` and `unit` are for formulas: a figure has its own period and unit")
                    }
                    (Some(figure), None) => {
                        Ok(Entry::Figure(FigureEntry { figure, name, series, reading: table.reading }))
                    }
                    (None, Some(_)) if table.reading.is_some() => {
                        fault("`reading` is for figures: a formula says how it reads them")
                    }
                    (None, Some(formula)) => {
                        Ok(Entry::Formula(FormulaEntry { formula, at: table.at, unit: table.unit, name, series }))
                    }
                    _ => fault("an entry has either `figure` or `formula`"),
                }
            }
        }
        deserializer.deserialize_any(Words)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    chart: Vec<Spec>,
}

/// Names of the other files that a build writes.
pub const RESERVED: [&str; 3] = ["findings", "figures", "index"];

/// The specifications of a package, in their order; none if it has no charts.toml.
///
/// # Errors
/// If charts.toml does not parse, a key is unknown, or a name stands twice or is none for a file.
pub fn specs(package: &Package) -> Result<Vec<Spec>> {
    let Some(text) = package.charts() else { return Ok(Vec::new()) };
    let document: Document = toml::from_str(text.inner())
        .map_err(|error| refused(&error, text, "charts.toml", "docs/charts.md describes every key"))?;
    let mut seen = std::collections::HashSet::new();
    for spec in &document.chart {
        let id = spec.id();
        let fault = |message: String| place(Error::new(message), text, spec.id.span(), "here");
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) {
            return Err(fault(format!("'{id}' is no name for a chart")).with_help("write letters, digits, - and _"));
        }
        if RESERVED.contains(&id) {
            return Err(fault(format!("'{id}' is the name of another file of the gallery")));
        }
        // Some file systems make no difference between capitals and small letters.
        if !seen.insert(id.to_lowercase()) {
            return Err(fault(format!("two charts are named '{id}', capitals aside")));
        }
    }
    Ok(document.chart)
}

impl Spec {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> &str {
        self.id.get_ref()
    }

    /// Its figures as one panel.
    pub(super) fn own_panel(&self) -> PanelSpec {
        PanelSpec {
            kind: self.kind,
            heading: None,
            figures: self.figures.clone(),
            scale_y: self.scale_y,
            joined: self.joined,
            order: self.order,
        }
    }
}

/// A fault that came up while a chart was made: which chart, and where in charts.toml; its id, if nothing nearer is known.
#[must_use]
pub fn locate(package: &Package, spec: &Spec, error: Error) -> Error {
    let named = format!("chart '{}'", spec.id());
    let error = if error.to_string().starts_with(&named) { error } else { error.context(named) };
    match package.charts() {
        Some(text) if error.location().is_none() => match error.span() {
            Some((start, len)) => place(error, text, start..start + len, "here"),
            None => place(error, text, spec.id.span(), "this chart"),
        },
        _ => error,
    }
}

/// An error shown at a stretch of charts.toml.
fn place(error: Error, text: &Text, span: Range<usize>, label: &str) -> Error {
    error.at(span.start, span.len().max(1), label).within(text)
}

/// A fault of a value of charts.toml: the value is shown.
pub(super) fn at<T>(value: &Spanned<T>, error: Error) -> Error {
    let span = value.span();
    error.at(span.start, span.len().max(1), "here")
}

/// A fault that TOML found, with the nearest known key; `otherwise` says where the keys are described.
pub(super) fn refused(error: &toml::de::Error, text: &Text, file: &str, otherwise: &str) -> Error {
    let span = error.span().unwrap_or(0..1);
    let message = error.message();
    // serde lists what it expected between backticks, after what it found.
    let mut quoted = message.split('`').skip(1).step_by(2);
    let found = quoted.next().filter(|_| message.starts_with("unknown "));
    let known: Vec<&str> = quoted.collect();
    let error = Error::new(format!("{file}: {message}"));
    let error = match found {
        Some(found) => error.with_help(hint(found, known.iter().copied(), otherwise)),
        None => error.with_help(otherwise),
    };
    place(error, text, span, "here")
}
