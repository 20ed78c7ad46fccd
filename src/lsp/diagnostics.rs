//! Findings as the marks of an editor, as loud as in every other output.

use lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range};

use super::open::{Found, Open};
use crate::check::Verdict;
use crate::error::Error;
use crate::export::{Severity, message};
use crate::extract::Statement;

/// A mark for each finding that needs a look and is not waived; or, where the document cannot be read, one that says why.
pub(super) fn of(open: &Open) -> Vec<Diagnostic> {
    match open.found() {
        None => Vec::new(),
        Some(Ok(found)) => shown(found).map(|claim| diagnostic(open, found, claim)).collect(),
        Some(Err(error)) => vec![unread(error)],
    }
}

/// The statements that are marked.
pub(super) fn shown(found: &Found) -> impl Iterator<Item = &Statement> {
    found.claims().iter().filter(|claim| claim.verdict.needs_a_look() && claim.waived.is_none())
}

/// The mark of one statement.
pub(super) fn diagnostic(open: &Open, found: &Found, claim: &Statement) -> Diagnostic {
    let (diagnoses, repairs) =
        claim.finding.as_ref().map_or((&[][..], &[][..]), |finding| (&finding.diagnoses, &finding.repairs));
    let related = claim.figures.iter().filter_map(|figure| found.figures().get(*figure)).map(|figure| {
        let location = Location { uri: open.uri.clone(), range: open.range(found, &figure.span) };
        let period = figure.period.as_ref().map(ToString::to_string).unwrap_or_default();
        let about = [figure.subject.as_str(), &figure.area, &period];
        let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
        let parting = if about.is_empty() { "" } else { ": " };
        DiagnosticRelatedInformation {
            location,
            message: format!("{}{parting}{}", about.join(", "), found.words(&figure.hedged)),
        }
    });
    Diagnostic {
        range: open.range(found, &claim.span),
        severity: Some(severity(claim.verdict)),
        code: Some(NumberOrString::String(claim.verdict.name().to_owned())),
        source: Some("trueup".to_owned()),
        message: message(&claim.explanation, diagnoses, repairs),
        related_information: Some(related.collect()),
        ..Diagnostic::default()
    }
}

/// What is not stated is only hinted at: it is no fault of the text.
fn severity(verdict: Verdict) -> DiagnosticSeverity {
    match Severity::of(verdict) {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note if verdict == Verdict::Unchecked => DiagnosticSeverity::HINT,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    }
}

/// Stands before the first character, so that nothing is left out silently.
fn unread(error: &Error) -> Diagnostic {
    let help = error.help_text().map(|help| format!("; {help}")).unwrap_or_default();
    Diagnostic {
        range: Range::default(),
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some("trueup".to_owned()),
        message: format!("not read: {error}{help}"),
        ..Diagnostic::default()
    }
}
