//! What was found in texts, as text for people and as JSON; SARIF, JUnit and GitHub's annotations are made by the files beside.

mod excerpt;
pub mod json;
pub mod text;

use crate::check::Verdict;
use crate::extract::document::{Document, Place};
use crate::extract::{Extraction, IdleWaiver, Kind, Statement, extract, waive};
use std::ops::Range;

/// A text with what was found in it.
#[derive(Debug, Clone)]
pub struct Extracted {
    /// The text.
    pub document: Document,
    /// What was found, with what comments in the text waive.
    pub extraction: Extraction,
    /// Waivers in the text that waive nothing.
    pub idle: Vec<IdleWaiver>,
}

impl Extracted {
    /// Reads a text.
    #[must_use]
    pub fn of(document: Document) -> Self {
        let mut extraction = extract(document.text());
        let idle = waive(document.text(), comments(&document), &mut extraction);
        Self { document, extraction, idle }
    }

    /// Whether anything that is not waived is as grave as this.
    #[must_use]
    pub fn fails(&self, from: Verdict) -> bool {
        self.extraction.claims.iter().any(|claim| claim.waived.is_none() && claim.verdict >= from)
    }

    /// The claims, the gravest first, those of one verdict in the order of the text.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Statement> {
        let mut sorted: Vec<&Statement> = self.extraction.claims.iter().collect();
        let severity = |claim: &Statement| claim.finding.as_ref().and_then(|finding| finding.severity);
        sorted.sort_by_key(|claim| (std::cmp::Reverse((claim.verdict, severity(claim))), claim.span.start));
        sorted
    }

    /// What stands there, as one line.
    pub(crate) fn words(&self, span: &Range<usize>) -> String {
        let words = self.document.text().get(span.clone()).unwrap_or_default();
        words
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// What the reading of the file left out, and waivers that waive nothing, a sentence each.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        self.idle.iter().map(|one| format!("{}: {}", shown(self.document.place(one.at)), one.message)).collect()
    }

    /// What is to be said of a text in which neither a figure nor a number that could not be used was found.
    #[must_use]
    pub fn nothing(&self) -> Option<String> {
        let found = &self.extraction;
        let is_empty = found.figures.is_empty() && found.claims.is_empty() && found.unlinked.is_empty();
        let name = if self.document.name() == "-" { "standard input" } else { self.document.name() };
        is_empty.then(|| format!("no figures were found in {name}"))
    }
}

/// Where something stands, for readers: `12:7`, or `page 3, line 12`.
pub(crate) fn shown(place: Place) -> String {
    match place.page {
        Some(page) => format!("page {page}, line {}", place.line),
        None => format!("{}:{}", place.line, place.column),
    }
}

/// What an operand of a claim is, by its position.
pub(crate) fn role(kind: Kind, position: usize) -> &'static str {
    match (kind, position) {
        (Kind::Sum, _) | (Kind::Share, 0) => "part",
        (Kind::Share, _) => "whole",
        (Kind::Comparison | Kind::Difference, 0) => "A",
        (Kind::Comparison | Kind::Difference, _) => "B",
        (_, 0) => "from",
        _ => "to",
    }
}

/// The known slip that explains a claim; empty if none does.
pub(crate) fn rule(statement: &Statement) -> &'static str {
    statement.finding.as_ref().and_then(|finding| finding.diagnoses.first()).map_or("", |diagnosis| diagnosis.rule)
}

fn comments(document: &Document) -> Vec<(Range<usize>, &str)> {
    let _ = document;
    Vec::new()
}

/// How many Unicode scalar values of the file stand before a byte of the text.
fn offset(document: &Document, at: usize) -> usize {
    document.text().get(..at).unwrap_or_default().chars().count()
}

/// The text that a diagnostic shows.
fn source(document: &Document) -> &str {
    document.text()
}

/// A stretch of the text that is read, in the text that a diagnostic shows.
fn source_span(document: &Document, span: &Range<usize>) -> Range<usize> {
    let _ = document;
    span.clone()
}

#[cfg(test)]
mod tests;
