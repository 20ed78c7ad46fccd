//! What a chart is made of: data and final words, with nothing measured yet.
//!
//! Whoever resolves a chart specification against a package fills these types; [`crate::chart::draw`] places them.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::theme::Color;
use crate::period::{self, FiscalStart};
use crate::unit::Unit;

/// A chart, ready to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Name of the chart, unique in its package; the ids in its SVG begin with it.
    pub id: String,
    /// The finding, in words with the number.
    pub title: String,
    /// The finding in a few words, for thumbnails and the tiles of an overview; the title stands there if it is empty.
    pub short: String,
    /// Measure, unit, area and period; may be empty.
    pub subtitle: String,
    /// Breaks, estimates, definitions; may be empty.
    pub note: String,
    /// Where the figures come from, without the word "Source".
    pub source: String,
    /// The sources one by one, for whoever cites the chart.
    pub citations: Vec<Citation>,
    /// The data.
    pub body: Body,
}

/// A source of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Citation {
    /// Its name in the source line ("Wu (2025)").
    pub attribution: String,
    /// The full citation.
    pub citation: String,
    /// Where it can be read; empty if nothing is said.
    pub url: String,
    /// Its digital object identifier; empty if it has none.
    pub doi: String,
}

/// The data of a chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Panels stacked over one shared horizontal axis: lines, slopes and columns.
    Panels(Vec<Panel>),
    /// Small multiples: panels side by side that share both axes.
    Grid(Vec<Panel>),
    /// Panels whose names stand one below the other, with values to the right: bars, dumbbells and dots. All points stand at
    /// categories. Each panel has a value axis of its own.
    Rows(Vec<Panel>),
    /// A field of a hundred squares for each point, which fills as many of them as it has percent. Values are percent.
    Waffle(Panel),
    /// What is stated against what was recomputed, a row a claim.
    Comparison(Vec<ComparisonRow>),
    /// What is stated against what was observed elsewhere, a row a figure.
    Confrontation(Vec<ComparisonRow>),
    /// Several charts as tiles of one sheet, each under its title.
    Sheet(Vec<Chart>),
}

/// One frame with one value axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Written above the panel ("R&D spending, CNY trillion"); may be empty.
    pub heading: String,
    /// Unit of all values.
    pub unit: Unit,
    /// How the points are drawn.
    pub mark: Mark,
    /// How values become heights.
    pub scale: ValueScale,
    /// The data, in the order of their importance.
    pub series: Vec<Series>,
}

/// How points are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Markers, joined where the points say so.
    Line,
    /// Lines from one name to the next, with words at both ends.
    Slope,
    /// Columns from zero; those of several series stand side by side.
    Column,
    /// Columns from zero, the series one on top of the other.
    Stack,
    /// Bars from zero, to the right; those of several series below one another.
    Bar,
    /// Two or more markers a row, joined by a line.
    Dumbbell,
    /// A marker a row, with its interval.
    Dot,
    /// Squares of a field of a hundred.
    Waffle,
}

/// How values become heights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueScale {
    /// Equal differences are equal distances.
    Linear,
    /// Equal ratios are equal distances; positive values only, and never columns.
    Log,
}

/// Points that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it is called; written beside it where there are several.
    pub name: String,
    /// Its colour; the place of the series in the panel decides if nothing is said.
    pub color: Option<Ink>,
    /// The values, in the order of their places.
    pub points: Vec<Point>,
}

/// The colour of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A place in the palette, counted round.
    Place(usize),
    /// A colour of its own; the theme makes it strong enough to be seen.
    Own(Color),
}

/// One value at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Where it stands on the horizontal axis.
    pub at: At,
    /// How high it stands.
    pub value: f64,
    /// Lower end of its interval; `None` where it has none.
    pub low: Option<f64>,
    /// Upper end of its interval; `None` where it has none.
    pub high: Option<f64>,
    /// The words written beside it ("CNY 126 trn"); may be empty.
    pub label: String,
    /// Implied or estimated, not stated.
    pub hollow: bool,
    /// Whether a line joins it to the point before it in its series: only what the text joins is joined, and no line runs over
    /// a gap. The line is dashed where either of its ends is hollow.
    pub joined: bool,
}

/// A place on the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// A stretch of time.
    Time {
        /// Where it stands, in years: 2006 for the year 2006, and the decimal year of its middle for a shorter period.
        year: f64,
        /// What it is called: "2006", "2006-Q3".
        name: String,
    },
    /// A named place, in the order given.
    Category(String),
}

/// The words of a comparison: what its rows are, and what stands beside what is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Compared {
    pub row: &'static str,
    pub rows: &'static str,
    pub value: &'static str,
    /// The verdict that nothing is to be said of.
    pub good: &'static str,
}

impl Compared {
    pub(crate) const CLAIMS: Self = Self { row: "Claim", rows: "claims", value: "recomputed", good: "consistent" };
    pub(crate) const FIGURES: Self = Self { row: "Figure", rows: "figures", value: "observed", good: "agrees" };
}

/// A claim as stated and as recomputed, or a figure as stated and as observed, both in its own unit.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonRow {
    /// What it is about ("GDP 2010-2023, multiple").
    pub label: String,
    /// What is stated.
    pub stated: Span,
    /// What the figures give, or what was observed.
    pub computed: Span,
    /// The stated words.
    pub stated_text: String,
    /// The same in words.
    pub computed_text: String,
    /// The verdict's name ("consistent", "rounding", ...).
    pub verdict: String,
}

/// A value and the interval around it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Span {
    /// The value itself, where there is one.
    pub point: Option<f64>,
    /// Lower end; `None` if it is open below.
    pub low: Option<f64>,
    /// Upper end; `None` if it is open above.
    pub high: Option<f64>,
}

impl Span {
    /// The numbers that are there.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = f64> {
        [self.point, self.low, self.high].into_iter().flatten()
    }
}

impl Chart {
    /// The title where there is little room.
    pub(crate) fn short_title(&self) -> &str {
        if self.short.is_empty() { &self.title } else { &self.short }
    }

    /// Its panels; none of a comparison or a sheet.
    #[must_use]
    pub fn panels(&self) -> &[Panel] {
        match &self.body {
            Body::Panels(panels) | Body::Grid(panels) | Body::Rows(panels) => panels,
            Body::Waffle(panel) => std::slice::from_ref(panel),
            Body::Comparison(_) | Body::Confrontation(_) | Body::Sheet(_) => &[],
        }
    }
}

impl At {
    /// A calendar year.
    #[must_use]
    pub fn year(year: i32) -> Self {
        let year = f64::from(year);
        Self::Time { year, name: crate::number::year(year) }
    }

    /// A stretch of time: a year stands on its number; a shorter period, or one across two years, at its middle.
    #[must_use]
    pub fn moment(unit: period::Unit, fiscal: Option<FiscalStart>) -> Self {
        let day = |date: NaiveDate| f64::from(date.year()) + f64::from(date.ordinal0()) / 365.25;
        let year = match (unit, unit.dates(fiscal)) {
            (period::Unit::Year(year), _) => f64::from(year),
            (_, Some((start, end))) => f64::midpoint(day(start), day(end)),
            (unit, None) => f64::from(unit.year()),
        };
        Self::Time { year, name: unit.to_string() }
    }

    /// The place as the data name it: "2023-Q1".
    pub(crate) fn words(&self) -> &str {
        match self {
            Self::Time { name, .. } | Self::Category(name) => name,
        }
    }

    /// The place as a reader names it: "Q1 2023". A name that is no moment is left as it is.
    pub(crate) fn told(&self) -> String {
        match self {
            Self::Time { name, .. } => name.parse().map_or_else(|_| name.clone(), period::Unit::words),
            Self::Category(name) => name.clone(),
        }
    }

    /// The same within a sentence: "in Q1 2023", "on 31 July 2010".
    pub(crate) fn told_when(&self) -> String {
        let day = matches!(self.words().parse(), Ok(period::Unit::Day(_)));
        format!("{} {}", if day { "on" } else { "in" }, self.told())
    }
}

impl Point {
    /// The value and the ends of its interval, as far as there are any.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = f64> {
        [Some(self.value), self.low, self.high].into_iter().flatten()
    }
}

impl Panel {
    /// All points of all series.
    pub(crate) fn points(&self) -> impl Iterator<Item = &Point> {
        self.series.iter().flat_map(|series| &series.points)
    }
}
