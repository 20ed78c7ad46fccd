//! The arithmetic of a finding, and of figures that clash.

use std::fmt::Write;

use super::{BOLD, DIM, Paint, ends, pad, range, style, value, wrapped};
use crate::check::rules::Diagnosis;
use crate::check::{Contradiction, Finding, Repair, Verdict};
use crate::package::Package;

/// One finding with its arithmetic.
#[must_use]
pub fn explained(package: &Package, finding: &Finding, paint: Paint) -> String {
    let mut out = String::new();
    let verdict = paint.styled(style(finding.verdict), finding.verdict.name());
    let name =
        if finding.claim_id.is_empty() { String::new() } else { paint.styled(BOLD, &format!(" {}", finding.claim_id)) };
    let place =
        if finding.locator.is_empty() { String::new() } else { format!("  {}", paint.styled(DIM, &finding.locator)) };
    let _ = writeln!(out, "{verdict}{name}{place}");
    wrapped(&mut out, "  ", "  ", &finding.explanation, paint);
    let mut field = |name: &str, text: &str| {
        if !text.is_empty() {
            wrapped(&mut out, &format!("  {}", pad(name, 10)), "            ", text, paint);
        }
    };
    field("stated", &finding.stated);
    let formula = if finding.numbers == finding.formula {
        finding.formula.clone()
    } else {
        format!("{} = {}", finding.formula, finding.numbers)
    };
    field("formula", &formula);
    for figure in &finding.figures {
        let range = range(ends(figure.low, figure.high, (figure.low_closed, figure.high_closed)), &figure.unit);
        if figure.figure_id.is_empty() {
            field("figure", &format!("{} ({range})", figure.stated));
        } else {
            let place = printed_in(package, &figure.source_id, &figure.locator);
            field("figure", &format!("{}: {} ({range}); {place}", figure.title, figure.stated));
        }
    }
    if let [first, rest @ ..] = finding.readings.as_slice()
        && (!rest.is_empty() || first.name != "plain")
    {
        for reading in &finding.readings {
            let value = value(reading.point, ends(reading.low, reading.high, (true, true)), &finding.unit);
            let tried = if reading.fallback { " (tried last)" } else { "" };
            // Where readings part in what is stated, that is what tells them apart.
            let parted = finding
                .readings
                .iter()
                .any(|other| other.stated_low != reading.stated_low || other.stated_high != reading.stated_high);
            let stated = range(ends(reading.stated_low, reading.stated_high, (true, true)), &finding.unit);
            let stated = if parted { format!(" against {stated}") } else { String::new() };
            field("reading", &format!("{}{tried}: {value}{stated}, {}", reading.name, reading.verdict));
        }
    }
    told(&mut field, &finding.diagnoses, &finding.repairs);
    field("waived", finding.waived.as_deref().unwrap_or(""));
    field("note", &finding.note);
    field("policy", finding.policy.as_deref().unwrap_or(""));
    out
}

/// Figures that cannot all be right as printed, what relates them, and what would mend them.
#[must_use]
pub fn explained_contradiction(package: &Package, contradiction: &Contradiction, paint: Paint) -> String {
    let mut out = String::new();
    let verdict = paint.styled(style(contradiction.verdict), contradiction.verdict.name());
    let _ = writeln!(out, "{verdict} {}", paint.styled(BOLD, &contradiction.name()));
    // What is said of each figure stands in its line below.
    let first = contradiction.explanation.split_inclusive(". ").next().unwrap_or_default();
    wrapped(&mut out, "  ", "  ", first, paint);
    if contradiction.verdict == Verdict::Depends {
        wrapped(&mut out, "  ", "  ", "With hedges twice as wide they fit.", paint);
    }
    let mut field = |name: &str, text: &str| {
        if !text.is_empty() {
            wrapped(&mut out, &format!("  {}", pad(name, 10)), "            ", text, paint);
        }
    };
    for figure in &contradiction.figures {
        let place = printed_in(package, &figure.source_id, &figure.locator);
        let printed = range(ends(figure.low, figure.high, (figure.low_closed, figure.high_closed)), &figure.unit);
        let not = if figure.required.is_empty() { String::new() } else { format!(", not {}", figure.required) };
        field("figure", &format!("{}: {} ({printed}){not}; {place}", figure.title, figure.stated));
    }
    for relation in &contradiction.relations {
        field(relation.kind, &format!("{}: {}: {}", relation.name, relation.formula, relation.numbers));
    }
    told(&mut field, &contradiction.diagnoses, &contradiction.repairs);
    field("waived", contradiction.waived.as_deref().unwrap_or(""));
    out
}

/// Where a figure was printed: its source and the place in it, as far as they are known.
fn printed_in(package: &Package, source_id: &str, locator: &str) -> String {
    let source = package.sources().iter().find(|source| source.id == source_id);
    let source = source.map_or("", |source| source.attribution_short.as_str());
    [source, locator].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What rules say, and what would mend it.
fn told(field: &mut dyn FnMut(&str, &str), diagnoses: &[Diagnosis], repairs: &[Repair]) {
    for diagnosis in diagnoses {
        field("rule", &format!("{}: {}", diagnosis.rule, diagnosis.message));
    }
    for repair in repairs {
        let against = (repair.against > 0).then(|| breaks(repair.against));
        let remarks: Vec<String> = repair.slip.map(str::to_owned).into_iter().chain(against).collect();
        let slip = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
        let of = if repair.title.is_empty() { String::new() } else { format!("{}: ", repair.title) };
        field("mend", &format!("{of}{}{slip}", repair.words()));
    }
}

/// What would not hold any more.
fn breaks(count: usize) -> String {
    format!(
        "{count} other {} would not hold then",
        if count == 1 { "claim or identity" } else { "claims and identities" }
    )
}
