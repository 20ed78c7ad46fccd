//! What was found in a text, as one JSON document. docs/json.md describes it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Extracted, rule};
use crate::check::{ReadingFinding, Repair, Verdict};
use crate::export::json::pretty;
use crate::extract::{Confidence, Mention, Statement, Unlinked};
use crate::quantity::{Exact, Policy, Quantity, Understanding};

/// The name and version of the document of what was found in a text.
pub const EXTRACTION_SCHEMA: &str = "trueup/extraction/1";

/// What `trueup extract --format json` writes of each text.
#[derive(Serialize, JsonSchema)]
pub(in crate::export) struct ExtractionDocument<'a> {
    /// The name and version of this format.
    schema: &'static str,
    /// The file as it was named; `-` for standard input.
    file: &'a str,
    /// The figures, in the order of the text.
    figures: Vec<FigureRecord<'a>>,
    /// The claims, in the order of the text.
    claims: Vec<ClaimRecord<'a>>,
    /// What was seen and could not be used.
    unlinked: Vec<UnlinkedRecord<'a>>,
    coverage: CoverageRecord,
    /// What the reading of the file left out, and waivers that waive nothing.
    remarks: Vec<String>,
}

/// A figure in a text. Values are in base units, percent as percent.
#[derive(Serialize, JsonSchema)]
struct FigureRecord<'a> {
    #[serde(flatten)]
    stretch: Stretch<'a>,
    /// What the words say, without the way it goes: 3 for "fell by 3%", -3 for "−3%"; nothing for a range.
    value: Option<f64>,
    /// Lower end of what they say, nothing where it is open; the lower end as printed of a range.
    low: Option<f64>,
    /// Upper end of what they say, nothing where it is open; the upper end as printed of a range.
    high: Option<f64>,
    /// The name of the unit.
    unit: String,
    /// The name of the hedge; `exact` without one.
    hedge: &'static str,
    /// The period, as `2023`, `2023-Q1`, `1978/2017`; empty where the text gives none.
    period: String,
    /// What is measured; empty where the text does not say.
    subject: &'a str,
    /// The country or group, as printed; empty where the text does not say.
    area: &'a str,
}

/// A stretch of the text, and where it stands.
#[derive(Serialize, JsonSchema)]
struct Stretch<'a> {
    /// The words.
    text: &'a str,
    /// Unicode scalar values of the text before it.
    start: usize,
    /// Unicode scalar values of the text up to its end.
    end: usize,
    /// Its line, from 1.
    line: usize,
    /// Its column, from 1.
    column: usize,
    /// Its page, from 1; nothing where the format has no pages.
    page: Option<usize>,
}

/// A statement that relates figures, recomputed.
#[derive(Serialize, JsonSchema)]
struct ClaimRecord<'a> {
    #[serde(flatten)]
    stretch: Stretch<'a>,
    /// What it relates.
    kind: &'static str,
    /// Its operands, as positions in `figures`: from, to; part, whole; the parts of a sum; A, B.
    figures: &'a [usize],
    /// What it states, as it is compared with what is computed; nothing for a direction or an order.
    stated: Option<StatedRecord>,
    /// What the figures give; nothing where one is missing.
    computed: Option<ComputedRecord>,
    /// What it comes to.
    verdict: Verdict,
    /// Each reading that was tried.
    readings: &'a [ReadingFinding],
    /// The known slip that explains it; empty if none does.
    rule: &'static str,
    /// What was found, in a sentence or two.
    explanation: &'a str,
    /// The formula with the printed words in it; empty where a figure is missing.
    formula: &'a str,
    /// What would mend it.
    repairs: &'a [Repair],
    /// How sure the link to its figures is: `high` or `low`.
    confidence: &'static str,
    /// The reason why a comment in the text waives it; nothing if none does.
    waived: Option<&'a str>,
}

/// What a claim states.
#[derive(Serialize, JsonSchema)]
struct StatedRecord {
    /// The number, its hedge aside.
    point: Option<f64>,
    /// Lower end; nothing where it is open.
    low: Option<f64>,
    /// Upper end; nothing where it is open.
    high: Option<f64>,
}

/// What the figures of a claim give.
#[derive(Serialize, JsonSchema)]
struct ComputedRecord {
    /// Lower end; nothing where it is open.
    low: Option<f64>,
    /// Upper end; nothing where it is open.
    high: Option<f64>,
}

/// Something with a number that could not be used.
#[derive(Serialize, JsonSchema)]
struct UnlinkedRecord<'a> {
    #[serde(flatten)]
    stretch: Stretch<'a>,
    /// Why it could not be used.
    reason: &'a str,
}

/// How far a text was understood.
#[derive(Serialize, JsonSchema)]
struct CoverageRecord {
    /// Quantities seen.
    seen: usize,
    /// Those understood: number, unit and hedge.
    understood: usize,
    /// Those that take part in a claim.
    linked: usize,
    /// Those in a claim that was recomputed.
    checked: usize,
    /// Claims seen.
    claims: usize,
    /// Claims recomputed.
    claims_checked: usize,
}

/// One text as an object.
#[must_use]
pub fn text(extracted: &Extracted) -> String {
    pretty(&document(extracted))
}

/// Several texts as an array of objects.
#[must_use]
pub fn texts(all: &[Extracted]) -> String {
    pretty(&all.iter().map(document).collect::<Vec<_>>())
}

fn document(extracted: &Extracted) -> ExtractionDocument<'_> {
    let extraction = &extracted.extraction;
    let coverage = extraction.coverage;
    ExtractionDocument {
        schema: EXTRACTION_SCHEMA,
        file: extracted.document.name(),
        figures: extraction.figures.iter().map(|mention| figure(extracted, mention)).collect(),
        claims: extraction.claims.iter().map(|statement| claim(extracted, statement)).collect(),
        unlinked: extraction.unlinked.iter().map(|one| unlinked(extracted, one)).collect(),
        coverage: CoverageRecord {
            seen: coverage.seen,
            understood: coverage.understood,
            linked: coverage.linked,
            checked: coverage.checked,
            claims: coverage.claims,
            claims_checked: coverage.claims_checked,
        },
        remarks: extracted.remarks(),
    }
}

fn stretch<'a>(extracted: &'a Extracted, span: &std::ops::Range<usize>) -> Stretch<'a> {
    let document = &extracted.document;
    let place = document.place(span.start);
    Stretch {
        text: document.text().get(span.clone()).unwrap_or_default(),
        start: document.offset(span.start),
        end: document.offset(span.end),
        line: place.line,
        column: place.column,
        page: place.page,
    }
}

fn figure<'a>(extracted: &'a Extracted, mention: &'a Mention) -> FigureRecord<'a> {
    let (value, low, high) = said(&mention.quantity);
    FigureRecord {
        stretch: stretch(extracted, &mention.span),
        value,
        low,
        high,
        unit: mention.quantity.unit().to_string(),
        hedge: mention.quantity.hedge().name(),
        period: mention.period.map_or_else(String::new, |period| period.to_string()),
        subject: &mention.subject,
        area: &mention.area,
    }
}

/// What the words of a figure say: value, lower end and upper end.
fn said(quantity: &Quantity) -> (Option<f64>, Option<f64>, Option<f64>) {
    let sized = quantity.sized();
    if let Some([low, high]) = sized.printed_ends() {
        return (None, Some(low.to_f64()), Some(high.to_f64()));
    }
    let interval = sized.stated_as(&Policy::default(), sized.may_be_negative(), Understanding::default());
    let end = |end: &crate::quantity::End| end.value().map(Exact::to_f64);
    (sized.point(sized.readings()[0]).map(|value| value.to_f64()), end(&interval.low), end(&interval.high))
}

fn claim<'a>(extracted: &'a Extracted, statement: &'a Statement) -> ClaimRecord<'a> {
    let finding = statement.finding.as_ref();
    let stated = match finding {
        _ if statement.stated.is_empty() => None,
        Some(finding) => Some((finding.stated_value, finding.stated_low, finding.stated_high)),
        None => Quantity::parse(&statement.stated).ok().map(|quantity| said(&quantity)),
    };
    ClaimRecord {
        stretch: stretch(extracted, &statement.span),
        kind: statement.kind.name(),
        figures: &statement.figures,
        stated: stated.map(|(point, low, high)| StatedRecord { point, low, high }),
        computed: finding.map(|finding| ComputedRecord { low: finding.low, high: finding.high }),
        verdict: statement.verdict,
        readings: finding.map_or(&[], |finding| &finding.readings),
        rule: rule(statement),
        explanation: &statement.explanation,
        formula: &statement.formula,
        repairs: finding.map_or(&[], |finding| &finding.repairs),
        confidence: match statement.confidence {
            Confidence::Low => "low",
            Confidence::High => "high",
        },
        waived: statement.waived.as_deref(),
    }
}

fn unlinked<'a>(extracted: &'a Extracted, one: &'a Unlinked) -> UnlinkedRecord<'a> {
    UnlinkedRecord { stretch: stretch(extracted, &one.span), reason: &one.reason }
}
