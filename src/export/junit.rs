//! JUnit XML, which build servers show as tests: one case a claim, and one for each set that clashes.
//!
//! A case fails where the exit code would be 1. An unchecked or waived claim is skipped, so that it never looks like a passed one.

use std::fmt::Write;

use super::alert::message;
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
    let (mut cases, mut tests, mut failures, mut skipped) = (String::new(), 0, 0, 0);
    let class = escaped(package.name());
    for case in contradictions.chain(findings) {
        tests += 1;
        let denied = case.diagnoses.iter().any(|one| one.level == Level::Deny);
        let text = escaped(&case.message);
        let inner = if let Some(reason) = case.waived {
            skipped += 1;
            format!("<skipped message=\"waived: {}\"/>", escaped(reason))
        } else if case.verdict >= fail_on || denied {
            failures += 1;
            format!("<failure type=\"{}\" message=\"{text}\">{text}</failure>", case.verdict)
        } else if case.verdict == Verdict::Unchecked {
            skipped += 1;
            format!("<skipped message=\"{text}\"/>")
        } else {
            format!("<system-out>{}: {text}</system-out>", case.verdict)
        };
        let name = escaped(&case.name);
        let _ = writeln!(cases, "    <testcase classname=\"{class}\" name=\"{name}\">{inner}</testcase>");
    }
    let waivers: Vec<String> = report.stale_waivers.iter().map(stale).collect();
    if !waivers.is_empty() {
        let _ = writeln!(cases, "    <system-err>{}</system-err>", escaped(&waivers.join("\n")));
    }
    let totals = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"trueup\" {totals}>\n  \
         <testsuite name=\"{class}\" {totals}>\n{cases}  </testsuite>\n</testsuites>\n"
    )
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
