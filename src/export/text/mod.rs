//! Text for a terminal: aligned, coloured where that is wanted, worst first.

mod confronted;
mod explained;
mod implied;
mod table;

pub use confronted::confronted;
pub(super) use confronted::{counts as confronted_counts, without_counterpart};
pub use explained::{explained, explained_contradiction};
pub use implied::implied;
pub use table::table;

use std::fmt::Write;

use super::words::{computed, stated};
use crate::check::{Report, StaleWaiver, Verdict, summary, worst_first};
use crate::package::Package;
use anstyle::{AnsiColor, Style};

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

    pub(super) fn styled(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}

pub(super) fn style(verdict: Verdict) -> Style {
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

pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const BOLD: Style = Style::new().bold();

/// The table of findings, worst first, then the arithmetic of what clashes and of those that do not simply follow, or of all, then
/// waivers that nothing matches, then the counts.
#[must_use]
pub fn report(package: &Package, report: &Report, explain_all: bool, paint: Paint) -> String {
    let sorted = worst_first(&report.findings);
    let mut rows = vec![["verdict", "claim", "stated", "computed from the figures"].map(str::to_owned)];
    rows.extend(sorted.iter().map(|one| [one.verdict.to_string(), one.claim_id.clone(), stated(one), computed(one)]));
    let mut lines = aligned(&rows).into_iter();
    let heading = lines.next().unwrap_or_default();
    let mut out = if sorted.is_empty() { String::new() } else { format!("{}\n", paint.styled(BOLD, &heading)) };
    for (finding, line) in sorted.iter().zip(lines) {
        let text = clipped(&line, paint);
        let (verdict, rest) = text.split_at(finding.verdict.name().len());
        let rest = if finding.verdict == Verdict::Derived { paint.styled(DIM, rest) } else { rest.to_owned() };
        let _ = writeln!(out, "{}{rest}", paint.styled(style(finding.verdict), verdict));
    }
    for contradiction in &report.contradictions {
        out.push('\n');
        out.push_str(&explained_contradiction(package, contradiction, paint));
    }
    for finding in sorted.iter().filter(|finding| explain_all || finding.verdict.needs_a_look()) {
        out.push('\n');
        out.push_str(&explained(package, finding, paint));
    }
    for waiver in &report.stale_waivers {
        out.push('\n');
        wrapped(&mut out, "", "  ", &stale(waiver), paint);
    }
    let _ = writeln!(out, "\n{}", counts_painted(report, paint));
    // Without claims there is no table for an empty line to stand behind.
    out.trim_start_matches('\n').to_owned()
}

/// What is to be said of a waiver that nothing matches.
pub(super) fn stale(waiver: &StaleWaiver) -> String {
    let StaleWaiver { of, verdict, line, now, .. } = waiver;
    let now = if now.is_empty() { "there is no such finding".to_owned() } else { format!("it is now {now}") };
    format!("waivers.toml, line {line}: the waiver of {of} as {verdict} matches nothing: {now}. Take it out.")
}

/// The first columns padded to the widest cell of each.
fn aligned<const N: usize>(rows: &[[String; N]]) -> Vec<String> {
    let widths: Vec<usize> =
        (0..N).map(|column| rows.iter().map(|row| width(&row[column])).max().unwrap_or(0)).collect();
    let line = |row: &[String; N]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| pad(cell, *width)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// A row of a table never breaks: what does not fit the terminal is cut, and stands in full below or with --explain.
fn clipped(line: &str, paint: Paint) -> String {
    match paint.width {
        Some(most) if width(line) > most => line.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
        _ => line.to_owned(),
    }
}

/// How many findings have each verdict, the gravest first: unchecked ones cannot hide. Then what clashes, is waived, or known.
pub(super) fn counts(report: &Report) -> String {
    counts_painted(report, Paint::plain())
}

fn counts_painted(report: &Report, paint: Paint) -> String {
    let parts: Vec<String> = summary(&report.findings)
        .iter()
        .map(|(verdict, count)| paint.styled(style(*verdict), &format!("{count} {verdict}")))
        .collect();
    let new = if report.known > 0 { "new " } else { "" };
    let mut text = match report.findings.len() {
        0 if report.known > 0 => "no new claims".to_owned(),
        0 => "no claims: nothing was checked".to_owned(),
        1 => format!("1 {new}claim: {}", parts.join(", ")),
        count => format!("{count} {new}claims: {}", parts.join(", ")),
    };
    let contradictions = report.contradictions.len();
    let clashes = if contradictions == 1 { "contradiction" } else { "contradictions" };
    let waived = report.waived();
    for (count, what) in [
        (contradictions, format!("{new}{clashes}")),
        (waived, "waived".to_owned()),
        (report.known, "known by the baseline".to_owned()),
    ] {
        if count > 0 {
            text.push_str(&format!("; {count} {what}"));
        }
    }
    text
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn pad(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// Breaks a text at spaces where the terminal is narrower.
pub(super) fn wrapped(out: &mut String, first: &str, other: &str, text: &str, paint: Paint) {
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
