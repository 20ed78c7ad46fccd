//! Markdown: tables that GitHub, Quarto and pandoc render.

use std::fmt::Write;

use polars::prelude::DataFrame;

use super::columns::columns;
use super::text::{confronted_counts, counts, stale, without_counterpart};
use crate::check::rules::Diagnosis;
use crate::check::{Repair, Report, worst_first};
use crate::confront::Confronted;

/// A table.
#[must_use]
pub fn table(frame: &DataFrame) -> String {
    let columns = columns(frame);
    let mut out = String::new();
    let row = |cells: Vec<&str>| format!("| {} |\n", cells.into_iter().map(escaped).collect::<Vec<_>>().join(" | "));
    out.push_str(&row(columns.iter().map(|column| column.name.as_str()).collect()));
    let rule: Vec<&str> = columns.iter().map(|column| if column.numeric { "---:" } else { "---" }).collect();
    let _ = writeln!(out, "| {} |", rule.join(" | "));
    for i in 0..frame.height() {
        out.push_str(&row(columns.iter().map(|column| column.cells[i].as_str()).collect()));
    }
    out
}

/// A comment for a pull request: what clashes and the findings, worst first, with what was found in words, what explains and would
/// mend it, and the count of verdicts.
#[must_use]
pub fn report(report: &Report) -> String {
    let mut out = String::from("| verdict | claim | stated | what was found |\n| --- | --- | --- | --- |\n");
    for contradiction in &report.contradictions {
        let found = found(
            &contradiction.explanation,
            &contradiction.diagnoses,
            &contradiction.repairs,
            contradiction.waived.as_deref(),
        );
        let _ = writeln!(out, "| {} | {} |  | {found} |", contradiction.verdict, escaped(&contradiction.name()));
    }
    for finding in worst_first(&report.findings) {
        let found = found(&finding.explanation, &finding.diagnoses, &finding.repairs, finding.waived.as_deref());
        let (claim, stated) = (escaped(&finding.claim_id), escaped(&finding.stated));
        let _ = writeln!(out, "| {} | {claim} | {stated} | {found} |", finding.verdict);
    }
    for waiver in &report.stale_waivers {
        let _ = writeln!(out, "\n{}", escaped(&stale(waiver)));
    }
    let _ = writeln!(out, "\n{}", counts(report));
    out
}

/// Figures beside independent data, a row a pair, then what has no counterpart, by its reason, and the count of verdicts.
#[must_use]
pub fn confronted(all: &[Confronted]) -> String {
    let mut out = String::from(
        "| figure | stated | observed | verdict | series | data |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    for one in all.iter().filter(|one| one.is_compared()) {
        let cells = [
            one.title.clone(),
            one.stated.clone(),
            one.observed_words(),
            one.verdict_words(),
            one.series.clone(),
            format!("{}, {}", one.file, one.vintage_words()),
        ];
        let _ = writeln!(out, "| {} |", cells.map(|cell| escaped(&cell)).join(" | "));
    }
    let without = without_counterpart(all);
    if !without.is_empty() {
        out.push_str("\n| nothing to compare with | why |\n| --- | --- |\n");
    }
    for (titles, reason) in without {
        let _ = writeln!(out, "| {} | {} |", escaped(&titles.join("; ")), escaped(&reason));
    }
    let _ = writeln!(out, "\n{}", confronted_counts(all));
    out
}

fn found(explanation: &str, diagnoses: &[Diagnosis], repairs: &[Repair], waived: Option<&str>) -> String {
    let mut parts = vec![escaped(explanation)];
    parts.extend(diagnoses.iter().map(|one| format!("**{}**: {}", one.rule, escaped(&one.message))));
    parts.extend(repairs.first().map(|repair| format!("To mend it: {}.", escaped(&repair.words()))));
    parts.extend(waived.map(|reason| format!("Waived: {}", escaped(reason))));
    parts.join("<br>")
}

/// Keeps a cell a cell: no pipes, no line breaks, no markup.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
