//! What is new against findings that were written before (`trueup check --format json`).

use std::collections::{BTreeMap, BTreeSet};

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
}

#[derive(Debug, Deserialize)]
struct KnownContradiction {
    members: Vec<String>,
    verdict: String,
}

impl Report {
    /// Leaves out what a baseline knows: claims that came to the same verdict then, and contradictions of the same members.
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
        let findings: BTreeMap<&str, &str> =
            document.findings.iter().map(|known| (known.claim_id.as_str(), known.verdict.as_str())).collect();
        let contradictions: BTreeSet<(&[String], &str)> =
            document.contradictions.iter().map(|known| (known.members.as_slice(), known.verdict.as_str())).collect();
        let is_new = |finding: &Finding| findings.get(finding.claim_id.as_str()) != Some(&finding.verdict.name());
        let is_new_contradiction =
            |one: &Contradiction| !contradictions.contains(&(one.members.as_slice(), one.verdict.name()));
        let all = self.findings.len() + self.contradictions.len();
        self.findings.retain(is_new);
        self.contradictions.retain(is_new_contradiction);
        self.known = all - self.findings.len() - self.contradictions.len();
        Ok(())
    }
}
