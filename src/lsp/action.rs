//! What can be done about a finding: nothing is corrected, but it can be waived with a reason.

use std::collections::HashMap;

use lsp_types::{CodeAction, CodeActionKind, CodeActionParams, Range, TextEdit, WorkspaceEdit};

use super::diagnostics::{diagnostic, shown};
use super::open::{Found, Open};
use crate::extract::Statement;

/// What is put behind a sentence; the reason is for the writer to put in.
const WAIVER: &str = " <!-- trueup: waive, REASON -->";

/// A waiver for each finding in a stretch of the text.
pub(super) fn at(open: &Open, asked: &CodeActionParams) -> Vec<CodeAction> {
    let Some(Ok(found)) = open.found() else { return Vec::new() };
    let wanted = |kind: &CodeActionKind| [CodeActionKind::QUICKFIX, CodeActionKind::EMPTY].contains(kind);
    if asked.context.only.as_ref().is_some_and(|only| !only.iter().any(wanted)) {
        return Vec::new();
    }
    let stretch = open.text().byte(asked.range.start)..open.text().byte(asked.range.end);
    let claims = shown(found).filter(|claim| found.meets(&claim.span, &stretch));
    claims.map(|claim| waive(open, found, claim)).collect()
}

fn waive(open: &Open, found: &Found, claim: &Statement) -> CodeAction {
    let end = open.range(found, &claim.sentence).end;
    let edit = TextEdit { range: Range { start: end, end }, new_text: WAIVER.to_owned() };
    CodeAction {
        title: "Waive with a reason".to_owned(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(open, found, claim)]),
        edit: Some(WorkspaceEdit::new(HashMap::from([(open.uri.clone(), vec![edit])]))),
        ..CodeAction::default()
    }
}
