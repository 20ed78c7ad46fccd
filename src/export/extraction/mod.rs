//! What was found in texts, as text for people and as JSON; SARIF, JUnit and GitHub's annotations are made by the files beside.

mod excerpt;
pub mod json;
pub mod text;

use std::cmp::Reverse;
use std::ops::Range;

use crate::check::Verdict;
use crate::extract::document::{Document, Place};
use crate::extract::{Extraction, IdleWaiver, Kind, Statement, extract, waive};

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
        let comments = document.comments().iter().map(|comment| (comment.at, comment.words.as_str()));
        let idle = waive(document.text(), comments, &mut extraction);
        Self { document, extraction, idle }
    }

    /// Whether anything that is not waived is as grave as this.
    #[must_use]
    pub fn fails(&self, from: Verdict) -> bool {
        self.extraction.claims.iter().any(|claim| claim.waived.is_none() && claim.verdict >= from)
    }

    /// The claims, the gravest first, of one verdict those that are not waived; else in the order of the text.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Statement> {
        let mut sorted: Vec<&Statement> = self.extraction.claims.iter().collect();
        let severity = |claim: &Statement| claim.finding.as_ref().and_then(|finding| finding.severity);
        sorted.sort_by_key(|claim| {
            (Reverse(claim.verdict), claim.waived.is_some(), Reverse(severity(claim)), claim.span.start)
        });
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
        let idle = self.idle.iter().map(|one| format!("{}: {}", shown(self.document.place(one.at)), one.message));
        self.document.remarks().iter().cloned().chain(idle).collect()
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

#[cfg(test)]
mod tests;
