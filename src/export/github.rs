//! Annotations that GitHub Actions shows beside the lines of a pull request: one workflow command a line, worst first.

use std::fmt::Write;

use super::alert::{Alert, Severity, alerts, alerts_of_texts};
use super::extraction::{Extracted, text};
use super::text::counts;
use crate::check::Report;
use crate::package::Package;

/// The findings as workflow commands, then the counts as a plain line. What is waived is left out.
#[must_use]
pub fn report(package: &Package, report: &Report) -> String {
    format!("{}{}\n", commands(&alerts(package, report)), counts(report))
}

/// What was found in texts as workflow commands, then the counts as a plain line. What is waived is left out.
#[must_use]
pub fn texts(all: &[Extracted]) -> String {
    let mut out = commands(&alerts_of_texts(all));
    for (one, nothing) in all.iter().filter_map(|one| Some((one, one.nothing()?))) {
        let _ = writeln!(out, "::warning file={}::{}", property(one.document.name()), data(&nothing));
    }
    let _ = writeln!(out, "{}", text::counts(all));
    out
}

fn commands(alerts: &[Alert]) -> String {
    let mut out = String::new();
    for alert in alerts.iter().filter(|alert| alert.waived.is_none()) {
        let command = match alert.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut properties = Vec::new();
        if let Some(place) = &alert.place {
            properties.push(format!("file={}", property(place.file.trim_start_matches("./"))));
            if let Some(at) = &place.region {
                properties.push(format!("line={}", at.line));
                properties.push(format!("col={}", at.column));
                match at.end {
                    Some((line, column)) if line == at.line => properties.push(format!("endColumn={}", column - 1)),
                    Some((line, _)) => properties.push(format!("endLine={line}")),
                    None => {}
                }
            }
        }
        properties.push(format!("title={}", property(&format!("{}: {}", alert.rule, alert.about))));
        let _ = writeln!(out, "::{command} {}::{}", properties.join(","), data(&alert.message));
    }
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
