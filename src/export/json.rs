//! JSON: the findings as one document, and any table as an array of rows. docs/json.md describes both.

use polars::prelude::{AnyValue, DataFrame};
use serde_json::{Map, Value, json};

use crate::check::{Finding, Verdict};
use crate::package::Package;
use crate::quantity::{Exact, Policy};

pub use crate::check::FINDINGS_SCHEMA;

/// The findings document: schema, package, policy, findings in the order of the package, and the count of each verdict.
#[must_use]
pub fn findings(package: &Package, findings: &[Finding]) -> String {
    let summary: Map<String, Value> = Verdict::ALL
        .into_iter()
        .rev()
        .map(|verdict| {
            let count = findings.iter().filter(|finding| finding.verdict == verdict).count();
            (verdict.name().to_owned(), json!(count))
        })
        .collect();
    let document = json!({
        "schema": FINDINGS_SCHEMA,
        "package": { "name": package.name(), "title": package.title(), "version": package.version() },
        "policy": policy(package.policy()),
        "findings": findings,
        "summary": summary,
    });
    pretty(&document)
}

/// Widths in percent.
fn policy(policy: &Policy) -> Value {
    let percent = |width: &Exact| (width.clone() * Exact::from(100)).to_f64();
    json!({
        "version": policy.version,
        "about": percent(&policy.about),
        "almost": percent(&policy.almost),
        "just_over": percent(&policy.just_over),
        "number_word": percent(&policy.number_word),
        "operand": percent(&policy.operand),
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

fn pretty(value: &Value) -> String {
    // A `Value` has string keys and finite numbers, so that this cannot fail.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
