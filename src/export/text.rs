//! Text for a terminal: aligned, coloured where that is wanted, worst first.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use polars::prelude::DataFrame;

use super::columns::columns;
use crate::check::{Finding, ReadingFinding, Verdict, summary, worst_first};
use crate::number::{self, Digits, RangeEnd, Style as Words};
use crate::package::Package;
use crate::unit::Unit;

/// Whether to use colour, and how wide lines may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paint {
    /// Colour by ANSI escapes.
    pub colour: bool,
    /// Columns of the terminal; nothing for a pipe, where lines are never broken.
    pub width: Option<usize>,
}

impl Paint {
    /// No colour, no line breaks.
    #[must_use]
    pub fn plain() -> Self {
        Self { colour: false, width: None }
    }

    fn styled(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

fn style(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Derived => AnsiColor::BrightBlack,
        Verdict::Consistent => AnsiColor::Green,
        Verdict::Rounding | Verdict::Unchecked => AnsiColor::Cyan,
        Verdict::Depends => AnsiColor::Yellow,
        Verdict::Suspect => AnsiColor::Magenta,
        Verdict::Inconsistent => AnsiColor::Red,
    };
    let style = Style::new().fg_color(Some(colour.into()));
    if verdict >= Verdict::Depends { style.bold() } else { style }
}

const DIM: Style = Style::new().dimmed();
const BOLD: Style = Style::new().bold();

/// The table of findings, worst first, then the arithmetic of those that do not simply follow, or of all, then the counts.
#[must_use]
pub fn findings(package: &Package, findings: &[Finding], explain_all: bool, paint: Paint) -> String {
    let mut out = String::new();
    let sorted = worst_first(findings);
    let rows: Vec<[String; 4]> = sorted
        .iter()
        .map(|finding| [finding.verdict.to_string(), finding.claim_id.clone(), stated(finding), computed(finding)])
        .collect();
    let header = ["verdict", "claim", "stated", "computed from the figures"].map(str::to_owned);
    let widths: Vec<usize> =
        (0..4).map(|i| rows.iter().chain([&header]).map(|row| width(&row[i])).max().unwrap_or(0)).collect();
    let line = |row: &[String; 4]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| pad(cell, *width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    let _ = writeln!(out, "{}", paint.styled(BOLD, &line(&header)));
    for (finding, row) in sorted.iter().zip(&rows) {
        let text = clipped(&line(row), paint);
        let (verdict, rest) = text.split_at(finding.verdict.name().len());
        let rest = if finding.verdict == Verdict::Derived { paint.styled(DIM, rest) } else { rest.to_owned() };
        let _ = writeln!(out, "{}{rest}", paint.styled(style(finding.verdict), verdict));
    }
    for finding in sorted.iter().filter(|finding| explain_all || finding.verdict.needs_a_look()) {
        out.push('\n');
        out.push_str(&explained(package, finding, paint));
    }
    let _ = writeln!(out, "\n{}", counts_painted(findings, paint));
    out
}

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
        let source = package.sources().iter().find(|source| source.id == figure.source_id);
        let source = source.map_or("", |source| source.attribution_short.as_str());
        let range = range(ends(figure.low, figure.high, (figure.low_closed, figure.high_closed)), &figure.unit);
        if figure.figure_id.is_empty() {
            field("figure", &format!("{} ({range})", figure.stated));
        } else {
            let place =
                [source, &figure.locator].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
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
    field("note", &finding.note);
    field("policy", finding.policy.as_deref().unwrap_or(""));
    out
}

/// A row of a table never breaks: what does not fit the terminal is cut, and stands in full below or with --explain.
fn clipped(line: &str, paint: Paint) -> String {
    match paint.width {
        Some(most) if width(line) > most => line.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
        _ => line.to_owned(),
    }
}

/// How many findings have each verdict, the gravest first: unchecked ones cannot hide.
pub(super) fn counts(findings: &[Finding]) -> String {
    counts_painted(findings, Paint::plain())
}

fn counts_painted(findings: &[Finding], paint: Paint) -> String {
    let parts: Vec<String> = summary(findings)
        .iter()
        .map(|(verdict, count)| paint.styled(style(*verdict), &format!("{count} {verdict}")))
        .collect();
    match findings.len() {
        0 => "no claims: nothing was checked".to_owned(),
        1 => format!("1 claim: {}", parts.join(", ")),
        count => format!("{count} claims: {}", parts.join(", ")),
    }
}

/// What the stated column shows: the printed words, or that nothing is stated.
fn stated(finding: &Finding) -> String {
    if finding.stated.is_empty() { "–".to_owned() } else { finding.stated.clone() }
}

/// What the computed column shows.
fn computed(finding: &Finding) -> String {
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
                let value = number::write(reading.point?, &finding.unit, Digits::Significant(4), Words::Long);
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
fn ends(low: Option<f64>, high: Option<f64>, closed: (bool, bool)) -> (RangeEnd, RangeEnd) {
    let end = |value, closed| RangeEnd { value, closed };
    (end(low.unwrap_or(f64::NEG_INFINITY), closed.0), end(high.unwrap_or(f64::INFINITY), closed.1))
}

fn range((low, high): (RangeEnd, RangeEnd), unit: &Unit) -> String {
    number::range(low, high, unit, number::digits_for(low.value, high.value, unit), Words::Long)
}

fn value(point: Option<f64>, (low, high): (RangeEnd, RangeEnd), unit: &Unit) -> String {
    let floor = number::above_floor(low, high, low.closed);
    number::value(point, low, high, unit, number::digits_for(floor.value, high.value, unit), Words::Long)
}

/// A table: its columns aligned, long cells shortened.
#[must_use]
pub fn table(frame: &DataFrame, paint: Paint) -> String {
    const LONGEST: usize = 36;
    let shortened = |text: &str| {
        let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        if width(&text) <= LONGEST { text } else { text.chars().take(LONGEST - 1).chain(['…']).collect() }
    };
    let mut out = String::new();
    let columns = columns(frame);
    let widths: Vec<usize> = columns
        .iter()
        .map(|column| {
            column.cells.iter().map(|cell| width(&shortened(cell))).max().unwrap_or(0).max(width(&column.name))
        })
        .collect();
    let line = |cells: Vec<String>| {
        let padded = cells
            .iter()
            .zip(&widths)
            .zip(&columns)
            .map(|((cell, width), column)| if column.numeric { pad_left(cell, *width) } else { pad(cell, *width) });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let _ = writeln!(out, "{}", paint.styled(BOLD, &line(columns.iter().map(|column| column.name.clone()).collect())));
    for row in 0..frame.height() {
        let _ = writeln!(out, "{}", line(columns.iter().map(|column| shortened(&column.cells[row])).collect()));
    }
    let _ = writeln!(
        out,
        "{}",
        paint.styled(DIM, &format!("{} {}", frame.height(), if frame.height() == 1 { "row" } else { "rows" }))
    );
    out
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

fn pad_left(text: &str, to: usize) -> String {
    format!("{}{text}", " ".repeat(to.saturating_sub(width(text))))
}

/// Breaks a text at spaces where the terminal is narrower.
fn wrapped(out: &mut String, first: &str, other: &str, text: &str, paint: Paint) {
    let most = paint.width.unwrap_or(usize::MAX).max(40);
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !empty && width(&line) + 1 + width(word) > most {
            let _ = writeln!(out, "{line}");
            other.clone_into(&mut line);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    let _ = writeln!(out, "{line}");
}
