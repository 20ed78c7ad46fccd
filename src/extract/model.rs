//! What is found in a text. Spans are bytes of the text that was read.

use std::ops::Range;

use crate::check::{Finding, Verdict};
use crate::period::Period;
use crate::quantity::Quantity;

/// All that was found in a text.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// The figures, in the order of the text.
    pub figures: Vec<Mention>,
    /// The statements that relate them, in the order of the text.
    pub claims: Vec<Statement>,
    /// What was seen and could not be used.
    pub unlinked: Vec<Unlinked>,
    /// How much was seen, understood, linked and checked.
    pub coverage: Coverage,
}

/// A figure in a text.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Number, scale, currency and unit words; not the hedge.
    pub span: Range<usize>,
    /// From the hedge on to the end of the span.
    pub hedged: Range<usize>,
    /// The words as the parser of figures read them: with the hedge, and with the unit that stands elsewhere in a list.
    pub stated: String,
    /// What they say.
    pub quantity: Quantity,
    /// The period it belongs to, if the text gives one.
    pub period: Option<Period>,
    /// What it measures, in lower case; empty where the text does not say.
    pub subject: String,
    /// The country or group it is of, as printed; empty where the text does not say.
    pub area: String,
}

/// What a statement relates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// One thing at two times, as a multiple.
    Ratio,
    /// One thing at two times, in percent.
    PercentChange,
    /// A rate at two times, in percentage or basis points.
    PointChange,
    /// Growth a year, compound.
    AverageGrowth,
    /// A part of a whole.
    Share,
    /// One less the other, in their unit.
    Difference,
    /// Two things against each other, or one against a bound.
    Comparison,
    /// A number of years.
    Duration,
    /// Places gained or lost.
    RankChange,
    /// Parts that add up.
    Sum,
}

/// How sure it is that a statement means the figures it was linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Subject, unit and period agree as far as the text gives them, but the words do not tie them: it is never called inconsistent.
    Low,
    /// The words of one sentence, or of two neighbours, tie them.
    High,
}

/// A statement that relates figures, recomputed.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The stretch of the text that states it.
    pub span: Range<usize>,
    /// The sentence that holds it.
    pub sentence: Range<usize>,
    /// What it relates.
    pub kind: Kind,
    /// Its operands, as positions in [`Extraction::figures`]: from, to; part, whole; the parts of a sum; A, B.
    pub figures: Vec<usize>,
    /// The words that state its number, as the parser of figures reads them; empty where only a direction or an order is stated.
    pub stated: String,
    /// Where these words stand in the text; empty where nothing is stated.
    pub stated_span: Range<usize>,
    /// The formula with `{0}` for the first operand, `{1}` for the second; empty where an operand is missing.
    pub template: String,
    /// The same with the printed words in it.
    pub formula: String,
    /// How sure the link is.
    pub confidence: Confidence,
    /// What it comes to.
    pub verdict: Verdict,
    /// The claim as it was recomputed; nothing where an operand is missing.
    pub finding: Option<Finding>,
    /// What was found, in a sentence or two.
    pub explanation: String,
    /// The reason why a comment in the text waives it; nothing if none does.
    pub waived: Option<String>,
}

/// Why a value is not used that nothing is stated of.
pub const UNRELATED: &str = "values that no statement relates to others";

/// Something with a number that could not be used, and why.
#[derive(Debug, Clone)]
pub struct Unlinked {
    /// Where it stands.
    pub span: Range<usize>,
    /// Why it could not be used.
    pub reason: String,
}

/// How far the text was understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Quantities seen: figures, and numbers that look like figures and are not understood.
    pub seen: usize,
    /// Those understood: number, unit and hedge.
    pub understood: usize,
    /// Those that take part in a claim, as operand or as what it states.
    pub linked: usize,
    /// Those in a claim that was recomputed.
    pub checked: usize,
    /// Claims seen.
    pub claims: usize,
    /// Claims recomputed.
    pub claims_checked: usize,
}

impl Kind {
    /// The name in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ratio => "ratio",
            Self::PercentChange => "percent_change",
            Self::PointChange => "point_change",
            Self::AverageGrowth => "average_growth",
            Self::Share => "share",
            Self::Difference => "difference",
            Self::Comparison => "comparison",
            Self::Duration => "duration",
            Self::RankChange => "rank_change",
            Self::Sum => "sum",
        }
    }
}

impl Statement {
    /// The formula with what `name` gives for each operand, by its number.
    #[must_use]
    pub fn formula_over(&self, name: impl Fn(usize) -> String) -> String {
        let mut formula = self.template.clone();
        for operand in 0..self.figures.len() {
            formula = formula.replace(&format!("{{{operand}}}"), &name(operand));
        }
        formula
    }
}
