//! Chart specifications: charts.toml, read and checked, with the place of every fault.

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::package::{Package, Text};

/// A chart as charts.toml describes it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Its name, and that of its files.
    pub id: String,
    /// What is drawn.
    pub kind: Kind,
    /// The finding, with its numbers as placeholders: `{gdp[2023]}`, `{gdp[2023] / gdp[2010]}`.
    pub title: String,
    /// Measure, price basis, area and period; made from the figures if left out.
    #[serde(default)]
    pub subtitle: String,
    /// What a reader should know; placeholders as in the title.
    #[serde(default)]
    pub note: String,
    /// The figures of a chart of one panel.
    #[serde(default)]
    pub figures: Vec<Entry>,
    /// How values become heights.
    #[serde(default)]
    pub scale_y: ScaleY,
    /// Whether a line joins the points: only what the text joins is joined.
    #[serde(default)]
    pub joined: bool,
    /// The panels of a chart of kind `panels`.
    #[serde(default)]
    pub panels: Vec<PanelSpec>,
}

/// One panel of a chart of kind `panels`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PanelSpec {
    /// `line` or `column`.
    pub kind: Kind,
    /// Written above the panel; the indicator's title if left out.
    #[serde(default)]
    pub heading: String,
    /// The figures.
    pub figures: Vec<Entry>,
    /// How values become heights.
    #[serde(default)]
    pub scale_y: ScaleY,
    /// Whether a line joins the points.
    #[serde(default)]
    pub joined: bool,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Points, joined where the text joins them.
    Line,
    /// Columns from zero.
    Column,
    /// Panels over one time axis.
    Panels,
    /// What is stated against what was recomputed, for every claim that has both.
    Comparison,
}

/// How values become heights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleY {
    /// Equal differences are equal distances.
    #[default]
    Linear,
    /// Equal ratios are equal distances.
    Log,
}

/// A figure, as a formula names it, with the name it has on the axis where that is not its period or label.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// `"gdp[2023]"`
    Figure(String),
    /// `{ figure = "tariff_commitment", name = "promised" }`
    Named(Named),
}

/// A figure with a name of its own on the axis.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// The figure, as a formula names it.
    pub figure: String,
    /// Its name on the axis.
    pub name: String,
}

impl Entry {
    /// The figure, as a formula names it.
    #[must_use]
    pub fn figure(&self) -> &str {
        match self {
            Self::Figure(figure) => figure,
            Self::Named(named) => &named.figure,
        }
    }

    /// Its name on the axis, where it has one of its own.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Figure(_) => None,
            Self::Named(named) => Some(&named.name),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    chart: Vec<Spec>,
}

const KEYS: [&str; 11] =
    ["id", "kind", "title", "subtitle", "note", "figures", "scale_y", "joined", "panels", "heading", "chart"];

/// The specifications of a package, in their order; none if it has no charts.toml.
///
/// # Errors
/// If charts.toml does not parse, a key is unknown, or a name stands twice or is none for a file.
pub fn specs(package: &Package) -> Result<Vec<Spec>> {
    let Some(text) = package.charts() else { return Ok(Vec::new()) };
    let document: Document = toml::from_str(text.inner()).map_err(|error| refused(&error, text))?;
    let mut seen = std::collections::HashSet::new();
    for spec in &document.chart {
        let plain = !spec.id.is_empty() && spec.id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        if !plain {
            return Err(at_id(spec, text, format!("'{}' is no name for a chart", spec.id))
                .with_help("write letters, digits, - and _"));
        }
        if RESERVED.contains(&spec.id.as_str()) {
            return Err(at_id(spec, text, format!("'{}' is the name of another file of the gallery", spec.id)));
        }
        if !seen.insert(spec.id.as_str()) {
            return Err(at_id(spec, text, format!("two charts are named '{}'", spec.id)));
        }
    }
    Ok(document.chart)
}

/// Names of the other files that a build writes.
pub const RESERVED: [&str; 2] = ["findings", "figures"];

/// A fault that came up while a chart was made, shown at the chart in charts.toml.
#[must_use]
pub fn locate(package: &Package, spec: &Spec, error: &Error) -> Error {
    let named = format!("chart '{}': ", spec.id);
    let message = error.to_string();
    let message = if message.starts_with(&named) { message } else { format!("{named}{message}") };
    let placed = match package.charts() {
        Some(text) => at_id(spec, text, message),
        None => Error::new(message),
    };
    match error.help_text() {
        Some(help) => placed.with_help(help),
        None => placed,
    }
}

/// The fault of a specification, shown at its id.
fn at_id(spec: &Spec, text: &Text, message: String) -> Error {
    let quoted = format!("\"{}\"", spec.id);
    let at = text.inner().find(&quoted).unwrap_or(0);
    Error::new(message).at(at, quoted.len().min(text.inner().len()), "this chart").within(text)
}

fn refused(error: &toml::de::Error, text: &Text) -> Error {
    let span = error.span().unwrap_or(0..1);
    let message = error.message();
    let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    let help = hint(unknown.unwrap_or_default(), KEYS, &format!("the keys are {}", KEYS.join(", ")));
    Error::new(format!("charts.toml: {message}")).at(span.start, span.len().max(1), "here").with_help(help).within(text)
}
