//! What a chart is made of: data and final words, with nothing measured yet.
//!
//! Whoever resolves a chart specification against a package fills these types; [`crate::chart::draw`] places them.

use crate::unit::Unit;

/// A chart, ready to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Name of the chart, unique in its package; the ids in its SVG begin with it.
    pub id: String,
    /// The finding, in words with the number.
    pub title: String,
    /// Measure, unit, area and period; may be empty.
    pub subtitle: String,
    /// Breaks, estimates, definitions; may be empty.
    pub note: String,
    /// Where the figures come from, without the word "Source".
    pub source: String,
    /// The data.
    pub body: Body,
}

/// The data of a chart.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// Panels stacked over one shared horizontal axis.
    Panels(Vec<Panel>),
    /// What is stated against what was recomputed, a row a claim.
    Comparison(Vec<ComparisonRow>),
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
    /// Markers, joined where the series says so.
    Line,
    /// Columns from zero.
    Column,
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
    /// Place in the palette, counted round; the place in the panel if nothing is said.
    pub color: Option<usize>,
    /// Whether a line joins the points: only what the text joins is joined.
    pub joined: bool,
    /// The values.
    pub points: Vec<Point>,
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
}

/// A place on the horizontal axis.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// A moment as a decimal year: 2006.5 is the middle of 2006.
    Year(f64),
    /// A named place, in the order given.
    Category(String),
}

/// A claim as stated and as recomputed, both in the claim's own unit.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonRow {
    /// What the claim is about ("GDP 2010-2023, multiple").
    pub label: String,
    /// What is stated.
    pub stated: Span,
    /// What the figures give.
    pub computed: Span,
    /// The stated words.
    pub stated_text: String,
    /// The computed value in words.
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

impl At {
    /// The place in words.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Year(year) if year.fract() == 0.0 => crate::number::year(*year),
            // A decimal year has no name of its own; its digits are never grouped.
            Self::Year(year) => format!("{year:.2}").replace('-', "−"),
            Self::Category(name) => name.clone(),
        }
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
