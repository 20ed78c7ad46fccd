//! Findings as the marks of an editor, as loud as in every other output.

use lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range};

use super::open::{Found, Open};
use crate::check::Verdict;
use crate::error::Error;
use crate::export::extraction::role;
use crate::export::{STALE_WAIVER, Severity, message_of_statement};
use crate::extract::{IdleWaiver, Statement};

/// A mark for each finding that needs a look and is not waived, and for each waiver that waives nothing; or, where the document cannot be
/// read, one that says why.
pub(super) fn of(open: &Open) -> Vec<Diagnostic> {
    match open.found() {
        None => Vec::new(),
        Some(Ok(found)) => {
            let claims = shown(found).map(|claim| diagnostic(open, found, claim));
            claims.chain(found.idle().iter().map(|waiver| idle(open, found, waiver))).collect()
        }
        Some(Err(error)) => vec![unread(error)],
    }
}

/// The statements that are marked.
pub(super) fn shown(found: &Found) -> impl Iterator<Item = &Statement> {
    found.claims().iter().filter(|claim| claim.verdict.needs_a_look() && claim.waived.is_none())
}

/// The mark of one statement.
pub(super) fn diagnostic(open: &Open, found: &Found, claim: &Statement) -> Diagnostic {
    let related = claim.figures.iter().enumerate().filter_map(|(i, figure)| {
        let figure = found.figures().get(*figure)?;
        let location = Location { uri: open.uri.clone(), range: open.range(found, &figure.span) };
        let message = format!("{}: {}", role(claim.kind, i), found.words(&figure.hedged));
        Some(DiagnosticRelatedInformation { location, message })
    });
    Diagnostic {
        related_information: Some(related.collect()),
        ..mark(
            open.range(found, &claim.span),
            severity(claim.verdict),
            claim.verdict.name(),
            message_of_statement(claim),
        )
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

fn idle(open: &Open, found: &Found, waiver: &IdleWaiver) -> Diagnostic {
    let place = open.range(found, &(waiver.at..waiver.at));
    mark(place, DiagnosticSeverity::WARNING, STALE_WAIVER, waiver.message.clone())
}

/// Stands before the first character, so that nothing is left out silently.
fn unread(error: &Error) -> Diagnostic {
    let help = error.help_text().map(|help| format!("; {help}")).unwrap_or_default();
    mark(Range::default(), DiagnosticSeverity::WARNING, "unread", format!("not read: {error}{help}"))
}

fn mark(range: Range, severity: DiagnosticSeverity, code: &str, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some("trueup".to_owned()),
        message,
        ..Diagnostic::default()
    }
}
