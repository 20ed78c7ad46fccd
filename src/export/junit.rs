//! JUnit XML, which build servers show as tests: one case a claim, and one for each set that clashes.
//!
//! A case fails where the exit code would be 1. An unchecked or waived claim is skipped, so that it never looks like a passed one.

use std::fmt::Write;

use super::alert::{message, message_of_statement};
use super::extraction::{Extracted, shown};
use super::text::stale;
use crate::check::rules::{Diagnosis, Level};
use crate::check::{Report, Verdict};
use crate::package::Package;

/// What a case shows.
struct Case<'a> {
    name: String,
    verdict: Verdict,
    message: String,
    diagnoses: &'a [Diagnosis],
    waived: Option<&'a str>,
}

/// A suite: its name, its cases, and what else is to be said.
struct Suite<'a> {
    name: &'a str,
    cases: Vec<Case<'a>>,
    notes: Vec<String>,
}

/// The findings as a suite of tests, in the order of the package; those as grave as `fail_on` fail.
#[must_use]
pub fn report(package: &Package, report: &Report, fail_on: Verdict) -> String {
    let contradictions = report.contradictions.iter().map(|one| Case {
        name: one.name(),
        verdict: one.verdict,
        message: message(&one.explanation, &one.diagnoses, &one.repairs),
        diagnoses: &one.diagnoses,
        waived: one.waived.as_deref(),
    });
    let findings = report.findings.iter().map(|one| Case {
        name: one.claim_id.clone(),
        verdict: one.verdict,
        message: message(&one.explanation, &one.diagnoses, &one.repairs),
        diagnoses: &one.diagnoses,
        waived: one.waived.as_deref(),
    });
    let notes = report.stale_waivers.iter().map(stale).collect();
    written(&[Suite { name: package.name(), cases: contradictions.chain(findings).collect(), notes }], fail_on)
}

/// What was found in texts: a suite a text, and a case a claim, in the order of the text.
#[must_use]
pub fn texts(all: &[Extracted], fail_on: Verdict) -> String {
    written(&all.iter().map(suite).collect::<Vec<_>>(), fail_on)
}

fn suite(one: &Extracted) -> Suite<'_> {
    let cases = one.extraction.claims.iter().map(|claim| Case {
        name: one.words(&claim.span),
        verdict: claim.verdict,
        message: format!("{}: {}", shown(one.document.place(claim.span.start)), message_of_statement(claim)),
        diagnoses: claim.finding.as_ref().map_or(&[], |finding| &finding.diagnoses),
        waived: claim.waived.as_deref(),
    });
    let notes = one.nothing().into_iter().chain(one.remarks()).collect();
    Suite { name: one.document.name(), cases: cases.collect(), notes }
}

/// How many cases there are, and how many of them failed or were skipped.
#[derive(Default)]
struct Totals {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Totals {
    fn attributes(&self) -> String {
        let Self { tests, failures, skipped } = self;
        format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
    }
}

fn written(suites: &[Suite<'_>], fail_on: Verdict) -> String {
    let mut all = Totals::default();
    let mut text = String::new();
    for suite in suites {
        let (cases, totals) = cases(suite, fail_on);
        let _ = writeln!(
            text,
            "  <testsuite name=\"{}\" {}>\n{cases}  </testsuite>",
            escaped(suite.name),
            totals.attributes()
        );
        all.tests += totals.tests;
        all.failures += totals.failures;
        all.skipped += totals.skipped;
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"trueup\" {}>\n{text}</testsuites>\n",
        all.attributes()
    )
}

fn cases(suite: &Suite<'_>, fail_on: Verdict) -> (String, Totals) {
    let (mut cases, mut totals) = (String::new(), Totals::default());
    let class = escaped(suite.name);
    for case in &suite.cases {
        totals.tests += 1;
        let denied = case.diagnoses.iter().any(|one| one.level == Level::Deny);
        let text = escaped(&case.message);
        let inner = if let Some(reason) = case.waived {
            totals.skipped += 1;
            format!("<skipped message=\"waived: {}\"/>", escaped(reason))
        } else if case.verdict >= fail_on || denied {
            totals.failures += 1;
            format!("<failure type=\"{}\" message=\"{text}\">{text}</failure>", case.verdict)
        } else if case.verdict == Verdict::Unchecked {
            totals.skipped += 1;
            format!("<skipped message=\"{text}\"/>")
        } else {
            format!("<system-out>{}: {text}</system-out>", case.verdict)
        };
        let name = escaped(&case.name);
        let _ = writeln!(cases, "    <testcase classname=\"{class}\" name=\"{name}\">{inner}</testcase>");
    }
    if !suite.notes.is_empty() {
        let _ = writeln!(cases, "    <system-err>{}</system-err>", escaped(&suite.notes.join("\n")));
    }
    (cases, totals)
}

/// Text for XML; characters that XML 1.0 does not know are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
