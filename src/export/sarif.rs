//! SARIF 2.1.0, the format of code scanning: each finding that needs a look as a result at the place of its claim.
//!
//! The rule of a result is its verdict. Rules that a package denies, and those that speak of a claim that holds, have results of
//! their own; all others stand in the message of the finding that they explain.

use serde_json::{Value, json};

use super::alert::{Alert, Place, STALE_WAIVER, Severity, alerts, alerts_of_texts};
use super::extraction::Extracted;
use super::json::pretty;
use crate::check::rules::RULES;
use crate::check::{Report, Verdict};
use crate::package::Package;

/// The findings as a SARIF log with one run.
#[must_use]
pub fn report(package: &Package, report: &Report) -> String {
    pretty(&log(&alerts(package, report)))
}

/// What was found in texts as a SARIF log with one run, which names all texts that were read and what is to be said of any as a whole.
#[must_use]
pub fn texts(all: &[Extracted]) -> String {
    let mut log = log(&alerts_of_texts(all));
    let run = &mut log["runs"][0];
    run["artifacts"] =
        all.iter().map(|one| json!({ "location": artifact(one.document.name()) })).collect::<Vec<Value>>().into();
    let notes: Vec<Value> = all
        .iter()
        .filter_map(Extracted::nothing)
        .map(|text| json!({ "level": "warning", "message": { "text": text } }))
        .collect();
    run["invocations"] = json!([{ "executionSuccessful": true, "toolExecutionNotifications": notes }]);
    pretty(&log)
}

fn log(alerts: &[Alert]) -> Value {
    let rules = descriptors();
    let results: Vec<Value> = alerts.iter().map(|alert| result(alert, &rules)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "trueup",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "%SRCROOT%": { "description": { "text": "The folder in which trueup was run." } } },
            "results": results,
        }],
    })
}

/// What each rule of a result is: the verdicts, the gravest first, then known slips.
fn descriptors() -> Vec<Value> {
    let level = |severity| json!({ "level": level(severity) });
    let verdicts = Verdict::ALL.into_iter().rev().map(|verdict| {
        json!({
            "id": verdict.name(),
            "shortDescription": { "text": verdict.meaning() },
            "help": { "text": verdict.help(), "markdown": verdict.help() },
            "defaultConfiguration": level(Severity::of(verdict)),
        })
    });
    let slips = RULES.into_iter().map(|rule| {
        let text = format!("{}\n\n{}\n\nInstead: {}", rule.what, rule.why, rule.instead);
        let markdown = format!("{}\n\n{}\n\n**Instead:** {}", rule.what, rule.why, rule.instead);
        json!({
            "id": rule.code,
            "shortDescription": { "text": rule.title },
            "help": { "text": text, "markdown": markdown },
            "defaultConfiguration": level(Severity::Note),
        })
    });
    let waiver = json!({
        "id": STALE_WAIVER,
        "shortDescription": { "text": "A waiver that waives nothing." },
        "help": { "text": "What it waived is mended, or has become something else: take it out of waivers.toml, or of the text." },
        "defaultConfiguration": level(Severity::Warning),
    });
    verdicts.chain(slips).chain([waiver]).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn result(alert: &Alert, rules: &[Value]) -> Value {
    let mut result = json!({
        "ruleId": alert.rule,
        "ruleIndex": rules.iter().position(|rule| rule["id"] == alert.rule),
        "level": level(alert.severity),
        "message": { "text": alert.message },
        "locations": alert.place.iter().map(|place| location(place, &alert.about)).collect::<Vec<_>>(),
        "relatedLocations": alert.related.iter().enumerate().map(|(id, (place, words))| {
            let mut location = location(place, "");
            location["id"] = json!(id);
            location["message"] = json!({ "text": words });
            location
        }).collect::<Vec<_>>(),
        // A claim that comes to the same is the same alert wherever its line has moved.
        "partialFingerprints": { "trueup/v1": format!("{}: {}", alert.about, alert.rule) },
    });
    if let Some(reason) = &alert.waived {
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    result
}

fn location(place: &Place, name: &str) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(&place.file) });
    if let Some(at) = &place.region {
        let mut region = json!({ "startLine": at.line, "startColumn": at.column });
        if let Some((line, column)) = at.end {
            region["endLine"] = json!(line);
            region["endColumn"] = json!(column);
        }
        physical["region"] = region;
    }
    let mut location = json!({ "physicalLocation": physical });
    if !name.is_empty() {
        location["logicalLocations"] = json!([{ "name": name }]);
    }
    location
}

fn artifact(file: &str) -> Value {
    let (uri, relative) = uri(file);
    if relative { json!({ "uri": uri, "uriBaseId": "%SRCROOT%" }) } else { json!({ "uri": uri }) }
}

/// A path as the reference of a URI (RFC 3986), and whether it is relative.
fn uri(path: &str) -> (String, bool) {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    if path.starts_with('/') { (format!("file://{out}"), false) } else { (out, true) }
}
