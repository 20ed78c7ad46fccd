//! What people read of a finding in every output: what is stated, what the figures give, and the arithmetic line by line.

use crate::check::rules::Diagnosis;
use crate::check::{Contradiction, Finding, ReadingFinding, Repair, Verdict};
use crate::number::{self, Digits, RangeEnd, Style};
use crate::package::Package;
use crate::unit::Unit;

/// A line of arithmetic: what it is (`stated`, `formula`, `figure`, `reading`, `rule`, `mend`, ...) and its words.
pub type Line = (&'static str, String);

/// What is stated: the printed words, or a dash where nothing is.
#[must_use]
pub fn stated(finding: &Finding) -> String {
    if finding.stated.is_empty() { "–".to_owned() } else { finding.stated.clone() }
}

/// What the figures give: a value with its interval, one value a reading where these part, or what a missing figure would have to be.
#[must_use]
pub fn computed(finding: &Finding) -> String {
    let is_comparison = finding.stated.is_empty() && (finding.stated_low.is_some() || finding.stated_high.is_some());
    match (&finding.required, finding.verdict) {
        (Some(required), _) => {
            let (low, high) = ends(required.low, required.high, (required.low_closed, required.high_closed));
            let low = number::above_floor(low, high, required.low == required.high);
            format!("{} would have to be {}", required.title, range((low, high), &required.unit))
        }
        (None, Verdict::Unchecked) => "not stated, and not bounded".to_owned(),
        _ if is_comparison => finding.numbers.clone(),
        // Where readings part, each has its own value.
        _ if finding.verdict == Verdict::Depends && open_readings(finding).count() > 1 => {
            let each = open_readings(finding).filter_map(|reading| {
                let value = number::write(reading.point?, &finding.unit, Digits::Significant(4), Style::Long);
                Some(format!("{value} ({})", reading.name))
            });
            each.collect::<Vec<_>>().join(" or ")
        }
        _ => value(
            finding.point,
            ends(finding.low, finding.high, (finding.low_closed, finding.high_closed)),
            &finding.unit,
        ),
    }
}

fn open_readings(finding: &Finding) -> impl Iterator<Item = &ReadingFinding> {
    finding.readings.iter().filter(|reading| !reading.fallback)
}

/// The ends of a range, to be written; infinite where there is none.
pub(crate) fn ends(low: Option<f64>, high: Option<f64>, closed: (bool, bool)) -> (RangeEnd, RangeEnd) {
    let end = |value, closed| RangeEnd { value, closed };
    (end(low.unwrap_or(f64::NEG_INFINITY), closed.0), end(high.unwrap_or(f64::INFINITY), closed.1))
}

pub(crate) fn range((low, high): (RangeEnd, RangeEnd), unit: &Unit) -> String {
    number::range(low, high, unit, number::digits_for(low.value, high.value, unit), Style::Long)
}

pub(crate) fn value(point: Option<f64>, (low, high): (RangeEnd, RangeEnd), unit: &Unit) -> String {
    let floor = number::above_floor(low, high, low.closed);
    number::value(point, low, high, unit, number::digits_for(floor.value, high.value, unit), Style::Long)
}

/// The arithmetic of a finding: what is stated, the formula with its numbers, each figure with its interval and source, the readings
/// that were tried, what rules say, and what would mend it.
#[must_use]
pub fn arithmetic(package: &Package, finding: &Finding) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut field = |name: &'static str, text: &str| {
        if !text.is_empty() {
            lines.push((name, text.to_owned()));
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
    lines
}

/// The arithmetic of figures that clash: each with what the others allow, what relates them, what rules say, and what would mend it.
#[must_use]
pub fn arithmetic_of_clash(package: &Package, contradiction: &Contradiction) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut field = |name: &'static str, text: &str| {
        if !text.is_empty() {
            lines.push((name, text.to_owned()));
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
    lines
}

/// Where a figure was printed: its source and the place in it, as far as they are known.
pub(crate) fn printed_in(package: &Package, source_id: &str, locator: &str) -> String {
    let source = package.sources().iter().find(|source| source.id == source_id);
    let source = source.map_or("", |source| source.attribution_short.as_str());
    [source, locator].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What rules say, and what would mend it.
fn told(field: &mut dyn FnMut(&'static str, &str), diagnoses: &[Diagnosis], repairs: &[Repair]) {
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
