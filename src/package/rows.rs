//! The rows of a package: first as words, as serde reads them, then typed.

use serde::{Deserialize, Serialize};

use super::{Elsewhere, Text};
use crate::error::Error;
use crate::formula::{Checked, Formula};
use crate::period::{FiscalStart, Period};
use crate::quantity::Quantity;
use crate::unit::Unit;

/// What kind of number an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// An amount at a point in time: reserves.
    Stock,
    /// An amount over a period: GDP, trade.
    Flow,
    /// A ratio of two amounts that is followed over time: a tariff rate, a growth rate.
    Rate,
    /// How far something moved, relatively or absolutely.
    Change,
    /// A part of a whole.
    Share,
    /// A place in an order.
    Rank,
    /// An index number.
    Index,
    /// A number of things or years.
    Count,
    /// How many times as much.
    Multiple,
}

impl Measure {
    /// All measures by the words that indicators.csv uses.
    pub const NAMES: [(&str, Self); 9] = [
        ("stock", Self::Stock),
        ("flow", Self::Flow),
        ("rate", Self::Rate),
        ("change", Self::Change),
        ("share", Self::Share),
        ("rank", Self::Rank),
        ("index", Self::Index),
        ("count", Self::Count),
        ("multiple", Self::Multiple),
    ];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, measure)| *measure == self).map_or("", |(name, _)| name)
    }
}

/// What is measured.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// The name that formulas use.
    pub id: String,
    /// The name that readers see.
    pub title: String,
    /// The unit of its figures.
    pub unit: Unit,
    /// The unit as charts show it, where it is not the unit's own.
    pub short_unit: String,
    /// What kind of number it is.
    pub measure: Measure,
    /// Current or constant prices, exchange rates: in the source's words.
    pub price_basis: String,
    /// The area that a name without one means.
    pub ref_area: String,
    /// What a figure over a span is: `change`, `mean` or `sum`; empty where there is none.
    pub over: String,
    /// One sentence on what it is.
    pub description_short: String,
    /// Digits after the point when shown, at the scale that is shown.
    pub decimals: Option<usize>,
    /// The same series elsewhere, such as `WB:NY.GDP.MKTP.CN`.
    pub series: Vec<Elsewhere>,
    /// Whether it can be below zero: rates, changes, and what is marked as signed.
    pub signed: bool,
}

/// One number as printed.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its own name.
    pub id: String,
    /// Position of its indicator among the package's.
    pub indicator: usize,
    /// The area it is of.
    pub ref_area: String,
    /// Its period, where the text gives one.
    pub period: Option<Period>,
    /// What tells it apart where the period does not.
    pub label: String,
    /// The printed words.
    pub stated: String,
    /// What they say.
    pub quantity: Quantity,
    /// Position of its source among the package's.
    pub source: usize,
    /// Where in the text it stands.
    pub locator: String,
    /// What a reader should know about it.
    pub note: String,
    /// The sentence it stands in, where the package may hold it.
    pub quote: String,
    /// The text that its words stand in, and where they start there.
    pub place: (Text, usize),
}

/// A formula, and what the text says it comes to.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its own name.
    pub id: String,
    /// What it is about, for readers; may be empty.
    pub title: String,
    /// What is stated beside the formula.
    pub stated: Stated,
    /// The formula, its units checked.
    pub formula: Formula,
    /// The unit and sign of its result.
    pub result: Checked,
    /// What each operand of the formula is bound to.
    pub operands: Vec<Bound>,
    /// Position of its source, where one is named.
    pub source: Option<usize>,
    /// Where in the text it stands.
    pub locator: String,
    /// What a reader should know about it.
    pub note: String,
    /// The sentence it stands in, where the package may hold it.
    pub quote: String,
    /// Its line in claims.csv, from 1; 0 for a typed claim.
    pub line: usize,
    /// The text that the formula stands in, and where it starts there.
    pub place: Option<(Text, usize)>,
}

impl Claim {
    /// Puts the place of an error in the formula into the text that the formula stands in.
    #[must_use]
    pub fn locate(&self, error: Error) -> Error {
        let Some((text, start)) = &self.place else { return error };
        let formula = self.formula.text();
        // A quotation mark is written twice in CSV, so that places behind it do not carry over.
        let error =
            if formula.contains('"') || error.span().is_none() { error.at(0, formula.len(), "here") } else { error };
        error.shifted(*start).within(text)
    }
}

/// What is stated beside a formula.
#[derive(Debug, Clone)]
pub enum Stated {
    /// Nothing: the value is derived, or the formula is a comparison.
    Nothing,
    /// Printed words.
    Words(String, Box<Quantity>),
    /// A figure, `=gdp_growth_average[1978/2017]`; more than one where sources differ.
    Figure(String, Vec<usize>),
}

/// What an operand of a formula is bound to.
#[derive(Debug, Clone)]
pub enum Bound {
    /// A number in the formula itself.
    Literal(Box<Quantity>),
    /// Positions of figures: one, or one for each source.
    Figures(Vec<usize>),
    /// An indicator of the package without a figure for what is asked.
    Missing {
        /// Position of the indicator.
        indicator: usize,
        /// The area asked for.
        ref_area: String,
        /// The period asked for.
        period: Option<Period>,
    },
}

/// An indicator that an identity names: its position, and the area where it names one.
pub type Named = (usize, Option<String>);

/// A relation that holds in an economy, nearly or exactly.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its own name.
    pub id: String,
    /// An equation over indicators.
    pub formula: Formula,
    /// The indicators that it names, in order.
    pub references: Vec<Named>,
    /// How far it may miss, in percent.
    pub tolerance: f64,
    /// Why it holds.
    pub note: String,
}

/// An area, or a group of our own.
#[derive(Debug, Clone)]
pub struct Area {
    /// ISO 3166-1 alpha-3, or a code of our own.
    pub id: String,
    /// The name that readers see.
    pub name: String,
    /// Its colour in all charts, `#rrggbb`; empty for the palette's next.
    pub colour: String,
    /// When its fiscal year starts.
    pub fiscal_start: Option<FiscalStart>,
}

/// Where a figure was printed.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its own name.
    pub id: String,
    /// The whole citation.
    pub citation_full: String,
    /// As charts and tables cite it.
    pub attribution_short: String,
    /// The source that cites it, if it was not read itself.
    pub cited_in: String,
    /// When it was published, as far as known.
    pub date_published: String,
    /// Where it is on the web.
    pub url: String,
    /// Its DOI.
    pub doi: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct IndicatorRecord {
    pub(super) indicator: String,
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) short_unit: String,
    pub(super) measure: String,
    pub(super) price_basis: String,
    pub(super) ref_area: String,
    pub(super) over: String,
    pub(super) description_short: String,
    pub(super) decimals: String,
    pub(super) series: String,
    #[serde(default)]
    pub(super) signed: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct FigureRecord {
    pub(super) figure_id: String,
    pub(super) indicator: String,
    pub(super) ref_area: String,
    pub(super) time_period: String,
    pub(super) label: String,
    pub(super) stated: String,
    pub(super) source_id: String,
    pub(super) locator: String,
    pub(super) note: String,
    #[serde(default)]
    pub(super) quote: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ClaimRecord {
    pub(super) claim_id: String,
    #[serde(default)]
    pub(super) title: String,
    pub(super) stated: String,
    pub(super) formula: String,
    pub(super) unit: String,
    pub(super) source_id: String,
    pub(super) locator: String,
    pub(super) note: String,
    #[serde(default)]
    pub(super) quote: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct IdentityRecord {
    pub(super) identity_id: String,
    pub(super) formula: String,
    pub(super) tolerance: String,
    pub(super) note: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct AreaRecord {
    pub(super) ref_area: String,
    pub(super) name: String,
    pub(super) colour: String,
    pub(super) fiscal_year_start: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct SourceRecord {
    pub(super) source_id: String,
    pub(super) citation_full: String,
    pub(super) attribution_short: String,
    pub(super) cited_in: String,
    pub(super) date_published: String,
    pub(super) url: String,
    pub(super) doi: String,
}
