//! Markdown: tables that GitHub, Quarto and pandoc render.

use std::fmt::Write;

use polars::prelude::DataFrame;

use super::columns::columns;
use super::text::counts;
use crate::check::{Finding, worst_first};

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

/// Findings, worst first, with what was found in words, and the count of verdicts.
#[must_use]
pub fn findings(findings: &[Finding]) -> String {
    let mut out = String::from("| verdict | claim | stated | what was found |\n| --- | --- | --- | --- |\n");
    for finding in worst_first(findings) {
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            finding.verdict,
            escaped(&finding.claim_id),
            escaped(&finding.stated),
            escaped(&finding.explanation)
        );
    }
    let _ = writeln!(out, "\n{}", counts(findings));
    out
}

/// Keeps a cell a cell: no pipes, no line breaks, no markup.
fn escaped(text: &str) -> String {
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
