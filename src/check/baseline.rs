//! What is new against findings that were written before (`trueup check --format json`).

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Contradiction, FINDINGS_SCHEMA, Finding, Report};
use crate::error::{Error, Result};
use crate::input::Text;

/// As much of a findings document as is needed to know a finding again.
#[derive(Debug, Deserialize)]
struct Document {
    #[serde(default)]
    schema: String,
    #[serde(default)]
    findings: Vec<Known>,
    #[serde(default)]
    contradictions: Vec<KnownContradiction>,
}

#[derive(Debug, Deserialize)]
struct Known {
    claim_id: String,
    verdict: String,
    #[serde(default)]
    stated: String,
    #[serde(default)]
    numbers: String,
}

#[derive(Debug, Deserialize)]
struct KnownContradiction {
    members: Vec<String>,
    verdict: String,
    #[serde(default)]
    figures: Vec<KnownFigure>,
}

#[derive(Debug, Deserialize)]
struct KnownFigure {
    stated: String,
}

impl Report {
    /// Leaves out what a baseline knows: claims that came to the same verdict with the same words and numbers then, and contradictions of
    /// the same members with the same words.
    ///
    /// # Errors
    /// If the baseline is no findings document, or one of another version.
    pub fn retain_new(&mut self, baseline: &Text) -> Result<()> {
        let fault = |message: String| {
            Error::new(message)
                .with_help("write the baseline with: trueup check --format json > baseline.json")
                .context(baseline.name())
        };
        let document: Document = serde_json::from_str(baseline.inner())
            .map_err(|error| fault(format!("this is no findings document: {error}")))?;
        if document.schema != FINDINGS_SCHEMA {
            let found =
                if document.schema.is_empty() { "no schema".to_owned() } else { format!("'{}'", document.schema) };
            return Err(fault(format!(
                "the baseline is of another version: {found}, where '{FINDINGS_SCHEMA}' is read"
            )));
        }
        let findings: BTreeSet<[&str; 4]> = document
            .findings
            .iter()
            .map(|known| [&known.claim_id, &known.verdict, &known.stated, &known.numbers].map(String::as_str))
            .collect();
        let words = |known: &KnownContradiction| known.figures.iter().map(|figure| figure.stated.clone()).collect();
        let contradictions: BTreeSet<(&[String], &str, Vec<String>)> = document
            .contradictions
            .iter()
            .map(|known| (known.members.as_slice(), known.verdict.as_str(), words(known)))
            .collect();
        let is_new = |finding: &Finding| {
            !findings.contains(&[&finding.claim_id, finding.verdict.name(), &finding.stated, &finding.numbers])
        };
        let is_new_contradiction = |one: &Contradiction| {
            let words = one.figures.iter().map(|figure| figure.stated.clone()).collect();
            !contradictions.contains(&(one.members.as_slice(), one.verdict.name(), words))
        };
        let all = self.findings.len() + self.contradictions.len();
        self.findings.retain(is_new);
        self.contradictions.retain(is_new_contradiction);
        self.known = all - self.findings.len() - self.contradictions.len();
        Ok(())
    }
}
