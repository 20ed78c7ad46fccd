//! JSON: the findings as one document, what they imply as another, and any table as an array of rows. docs/json.md describes
//! them, and docs/schema/ holds their schemas, which are made from the types here.

use polars::prelude::{AnyValue, DataFrame};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::check::{Contradiction, FINDINGS_SCHEMA, Finding, Implied, Report, StaleWaiver, Verdict};
use crate::confront::{self, Confronted};
use crate::package::Package;
use crate::quantity::{Exact, Policy};

/// The name and version of the document of what is implied.
pub const IMPLIED_SCHEMA: &str = "trueup/implied/1";

/// What `trueup check --format json` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct FindingsDocument<'a> {
    /// The name and version of this format.
    schema: &'static str,
    package: PackageRecord<'a>,
    policy: PolicyRecord<'a>,
    /// One a claim, in the order of the package.
    findings: &'a [Finding],
    /// Figures and claims that cannot all be right as printed.
    contradictions: &'a [Contradiction],
    /// Waivers that nothing matches any more.
    stale_waivers: &'a [StaleWaiver],
    summary: Summary,
    /// How many findings and contradictions a baseline knows, so that they are left out.
    known: usize,
}

/// What `trueup implied --format json` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct ImpliedDocument<'a> {
    /// The name and version of this format.
    schema: &'static str,
    package: PackageRecord<'a>,
    policy: PolicyRecord<'a>,
    /// In the order of the figures, then of what claims and identities name.
    implied: &'a [Implied],
}

/// The name and version of the document of figures beside independent data.
pub const CONFRONT_SCHEMA: &str = "trueup/confront/1";

/// What `trueup confront --format json` writes.
#[derive(Serialize, JsonSchema)]
pub(super) struct ConfrontDocument<'a> {
    /// The name and version of this format.
    schema: &'static str,
    package: PackageRecord<'a>,
    policy: PolicyRecord<'a>,
    /// In the order of the figures, of their series and of the files.
    confronted: &'a [Confronted],
    /// How many rows have each verdict.
    summary: ConfrontSummary,
}

/// How many rows have each verdict.
#[derive(Serialize, JsonSchema)]
struct ConfrontSummary {
    apart: usize,
    rounding: usize,
    agrees: usize,
    not_comparable: usize,
    no_counterpart: usize,
}

/// The package; empty texts for a typed claim without figures of a package.
#[derive(Serialize, JsonSchema)]
struct PackageRecord<'a> {
    name: &'a str,
    title: &'a str,
    version: &'a str,
}

/// How wide hedges bend, in percent.
#[derive(Serialize, JsonSchema)]
struct PolicyRecord<'a> {
    version: &'a str,
    about: f64,
    almost: f64,
    just_over: f64,
    number_word: f64,
    operand: f64,
}

/// How many findings have each verdict, the gravest first.
#[derive(Serialize, JsonSchema)]
struct Summary {
    inconsistent: usize,
    suspect: usize,
    depends: usize,
    unchecked: usize,
    rounding: usize,
    consistent: usize,
    derived: usize,
}

impl<'a> PackageRecord<'a> {
    fn of(package: &'a Package) -> Self {
        Self { name: package.name(), title: package.title(), version: package.version() }
    }
}

impl<'a> PolicyRecord<'a> {
    fn of(policy: &'a Policy) -> Self {
        let percent = |width: &Exact| (width.clone() * Exact::from(100)).to_f64();
        Self {
            version: &policy.version,
            about: percent(&policy.about),
            almost: percent(&policy.almost),
            just_over: percent(&policy.just_over),
            number_word: percent(&policy.number_word),
            operand: percent(&policy.operand),
        }
    }
}

impl Summary {
    fn of(findings: &[Finding]) -> Self {
        let count = |verdict: Verdict| findings.iter().filter(|finding| finding.verdict == verdict).count();
        Self {
            inconsistent: count(Verdict::Inconsistent),
            suspect: count(Verdict::Suspect),
            depends: count(Verdict::Depends),
            unchecked: count(Verdict::Unchecked),
            rounding: count(Verdict::Rounding),
            consistent: count(Verdict::Consistent),
            derived: count(Verdict::Derived),
        }
    }
}

/// The findings document: schema, package, policy, findings in the order of the package, what clashes, and the count of each verdict.
#[must_use]
pub fn report(package: &Package, report: &Report) -> String {
    pretty(&FindingsDocument {
        schema: FINDINGS_SCHEMA,
        package: PackageRecord::of(package),
        policy: PolicyRecord::of(package.policy()),
        findings: &report.findings,
        contradictions: &report.contradictions,
        stale_waivers: &report.stale_waivers,
        summary: Summary::of(&report.findings),
        known: report.known,
    })
}

/// The document of what the figures imply.
#[must_use]
pub fn implied(package: &Package, implied: &[Implied]) -> String {
    let (package, policy) = (PackageRecord::of(package), PolicyRecord::of(package.policy()));
    pretty(&ImpliedDocument { schema: IMPLIED_SCHEMA, package, policy, implied })
}

/// The document of figures beside independent data.
#[must_use]
pub fn confronted(package: &Package, confronted: &[Confronted]) -> String {
    let count = |verdict: confront::Verdict| confronted.iter().filter(|one| one.verdict == verdict).count();
    pretty(&ConfrontDocument {
        schema: CONFRONT_SCHEMA,
        package: PackageRecord::of(package),
        policy: PolicyRecord::of(package.policy()),
        confronted,
        summary: ConfrontSummary {
            apart: count(confront::Verdict::Apart),
            rounding: count(confront::Verdict::Rounding),
            agrees: count(confront::Verdict::Agrees),
            not_comparable: count(confront::Verdict::NotComparable),
            no_counterpart: count(confront::Verdict::NoCounterpart),
        },
    })
}

/// A table as an array of objects, one a row, its columns in order; dates as `2023-12-31`.
#[must_use]
pub fn table(frame: &DataFrame) -> String {
    let rows: Vec<Value> = (0..frame.height())
        .map(|row| {
            let cells = frame.columns().iter().map(|column| {
                let value = column.get(row).map_or(Value::Null, |value| cell(&value));
                (column.name().to_string(), value)
            });
            Value::Object(cells.collect())
        })
        .collect();
    pretty(&Value::Array(rows))
}

fn cell(value: &AnyValue<'_>) -> Value {
    match value {
        AnyValue::Null => Value::Null,
        AnyValue::Boolean(flag) => json!(flag),
        AnyValue::UInt32(number) => json!(number),
        AnyValue::Float64(number) => json!(number),
        AnyValue::String(text) => json!(text),
        AnyValue::StringOwned(text) => json!(text.as_str()),
        other => json!(other.to_string()),
    }
}

pub(super) fn pretty(value: &impl Serialize) -> String {
    // Records have string keys and finite numbers, so that this cannot fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
