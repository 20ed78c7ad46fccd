//! Annotations that GitHub Actions shows beside the lines of a pull request: one workflow command a line, worst first.

use std::fmt::Write;

use super::alert::{Severity, alerts};
use super::text::counts;
use crate::check::Report;
use crate::package::Package;

/// The findings as workflow commands, then the counts as a plain line. What is waived is left out.
#[must_use]
pub fn report(package: &Package, report: &Report) -> String {
    let mut out = String::new();
    for alert in alerts(package, report).iter().filter(|alert| alert.waived.is_none()) {
        let command = match alert.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut properties = Vec::new();
        if let Some(place) = &alert.place {
            properties.push(format!("file={}", property(place.file.trim_start_matches("./"))));
            properties.push(format!("line={}", place.line));
            properties.push(format!("col={}", place.column));
            if let Some(end) = place.end {
                properties.push(format!("endColumn={}", end - 1));
            }
        }
        properties.push(format!("title={}", property(&format!("{}: {}", alert.rule, alert.about))));
        let _ = writeln!(out, "::{command} {}::{}", properties.join(","), data(&alert.message));
    }
    let _ = writeln!(out, "{}", counts(report));
    out
}

/// A message: what would end the line is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: what would end it is escaped, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
