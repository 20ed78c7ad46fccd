//! What is told of the figure or the statement under the pointer, as Markdown.

use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position};

use super::open::{Found, Open};
use crate::check::ends;
use crate::export::extraction::text::arithmetic_of_statement;
use crate::export::markdown::escaped;
use crate::export::words;
use crate::extract::{Mention, Statement};
use crate::number::{self, Digits, Style};
use crate::package::Package;
use crate::quantity::Policy;

/// The figure at a place, then the statements that it stands in; nothing where there is neither.
pub(super) fn at(open: &Open, position: Position) -> Option<Hover> {
    let found = open.found()?.as_ref().ok()?;
    let at = open.text().byte(position);
    let figure = found.figures().iter().find(|figure| found.holds(&figure.hedged, at));
    let claims: Vec<&Statement> = found.claims().iter().filter(|claim| found.holds(&claim.span, at)).collect();
    let span = figure.map(|figure| &figure.hedged).or_else(|| claims.first().map(|claim| &claim.span))?;
    let parts: Vec<String> = figure
        .map(|figure| told(found, figure))
        .into_iter()
        .chain(claims.iter().map(|claim| recomputed(claim)))
        .collect();
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: parts.join("\n---\n\n") }),
        range: Some(open.range(found, span)),
    })
}

/// What a figure says: its words, then a line for each thing that is known of it.
fn told(found: &Found, figure: &Mention) -> String {
    let quantity = &figure.quantity;
    let interval = quantity.stated(&Policy::default(), quantity.may_be_negative());
    let (low, high) = ends(Some(&interval));
    let value = quantity.readings().first().and_then(|reading| quantity.point(*reading));
    let value = value.map(|value| number::write(value.to_f64(), quantity.unit(), Digits::Significant(15), Style::Long));
    let interval = words::range(words::ends(low, high, (interval.low.closed, interval.high.closed)), quantity.unit());
    let lines = [
        ("value", value.unwrap_or_default()),
        ("interval", interval),
        ("unit", quantity.unit().to_string()),
        ("hedge", quantity.hedge().words().to_owned()),
        ("period", figure.period.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("subject", figure.subject.clone()),
        ("area", figure.area.clone()),
    ];
    list(&found.words(&figure.hedged), lines)
}

/// What a statement comes to, then its arithmetic line by line.
fn recomputed(claim: &Statement) -> String {
    let heading = format!("{}: {}", claim.verdict, claim.explanation);
    list(&heading, arithmetic_of_statement(&Package::empty(), claim))
}

fn list(heading: &str, lines: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let mut out = format!("**{}**\n\n", escaped(heading));
    for (name, text) in lines.into_iter().filter(|(_, text)| !text.is_empty()) {
        out.push_str(&format!("- {name}: {}\n", escaped(&text)));
    }
    out
}
