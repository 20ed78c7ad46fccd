//! Findings that a package waives, each with a reason (waivers.toml), and waivers that nothing matches any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::contradiction::Contradiction;
use super::finding::Finding;
use super::verdict::Verdict;
use crate::error::{Error, Result};
use crate::input::Text;

/// The version of the file's format.
const VERSION: i64 = 1;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<i64>,
    #[serde(default)]
    waiver: Vec<Spanned<Waiver>>,
}

/// A finding that is not to count, and why.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Waiver {
    /// The claim; or, for a contradiction, its members.
    claim: Option<String>,
    clash: Option<Vec<String>>,
    /// The verdict that is waived: if the claim comes to another one, the waiver no longer matches.
    verdict: String,
    reason: String,
}

/// A waiver that matches no finding: what it waived is mended, or has become something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StaleWaiver {
    /// The claim that it names, or the members of the contradiction.
    pub of: String,
    /// The verdict that it waives.
    pub verdict: String,
    /// Its reason.
    pub reason: String,
    /// Its line in waivers.toml, from 1.
    pub line: usize,
    /// What the claim comes to now; empty if there is no such claim.
    pub now: String,
}

/// Marks the findings that are waived; what is left over is stale.
///
/// # Errors
/// If the file is of another version, or a waiver is not whole.
pub(super) fn apply(
    text: &Text,
    findings: &mut [Finding],
    contradictions: &mut [Contradiction],
    asked: &dyn Fn(&str) -> bool,
) -> Result<Vec<StaleWaiver>> {
    let mut stale = Vec::new();
    let mut seen: Vec<(Option<String>, Option<Vec<String>>)> = Vec::new();
    for spanned in read(text)? {
        let line = text.inner()[..spanned.span().start].matches('\n').count() + 1;
        let at = spanned.span();
        let waiver = spanned.into_inner();
        let fault = |message: &str, help: &str| {
            Error::new(message.to_owned()).at(at.start, at.len(), "this waiver").with_help(help.to_owned()).within(text)
        };
        let own = (waiver.claim.clone(), waiver.clash.clone());
        if seen.contains(&own) {
            return Err(fault("a second waiver of the same", "keep one of them"));
        }
        seen.push(own);
        if waiver.reason.trim().is_empty() {
            return Err(fault("a waiver without a reason", "write why the finding does not count"));
        }
        let verdict: Verdict =
            waiver.verdict.parse().map_err(|error: Error| error.at(at.start, at.len(), "this waiver").within(text))?;
        let (found, of, now) = match (&waiver.claim, &waiver.clash) {
            (Some(claim), None) => {
                if !asked(claim) {
                    continue;
                }
                let finding = findings.iter_mut().find(|finding| finding.claim_id == *claim);
                let now = finding.as_ref().map_or(String::new(), |finding| finding.verdict.to_string());
                let slot = finding.filter(|finding| finding.verdict == verdict).map(|finding| &mut finding.waived);
                (slot, claim.clone(), now)
            }
            (None, Some(clash)) => {
                let contradiction = contradictions.iter_mut().find(|one| one.members == *clash);
                let now = contradiction.as_ref().map_or(String::new(), |one| one.verdict.to_string());
                let slot = contradiction.filter(|one| one.verdict == verdict).map(|one| &mut one.waived);
                (slot, clash.join(", "), now)
            }
            _ => {
                return Err(fault(
                    "a waiver names a claim or a clash",
                    "write claim = \"...\", or clash = [\"...\", ...]",
                ));
            }
        };
        match found {
            Some(waived) => *waived = Some(waiver.reason),
            None => stale.push(StaleWaiver { of, verdict: waiver.verdict, reason: waiver.reason, line, now }),
        }
    }
    Ok(stale)
}

fn read(text: &Text) -> Result<Vec<Spanned<Waiver>>> {
    let help = "it begins with version = 1; then [[waiver]] with claim or clash, verdict and reason";
    let file: File = toml::from_str(text.inner()).map_err(|error| {
        let at = error.span().unwrap_or(0..1);
        Error::new(format!("the waivers cannot be read: {}", error.message()))
            .at(at.start, at.len().max(1), "here")
            .with_help(help)
            .within(text)
    })?;
    let version = *file.version.get_ref();
    if version != VERSION {
        let at = file.version.span();
        return Err(Error::new(format!(
            "the waivers are of version {version}, and this program reads version {VERSION}"
        ))
        .at(at.start, at.len(), "another version")
        .with_help("bring the file to version 1: docs/package.md describes it")
        .within(text));
    }
    Ok(file.waiver)
}
