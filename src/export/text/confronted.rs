//! Figures beside independent data, for a terminal.

use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::{BOLD, DIM, Paint, aligned, clipped, wrapped};
use crate::confront::{Confronted, Verdict};

/// A line a pair, the figures in order; then those that are apart, in a sentence each; then what has no counterpart, by its reason; then the counts.
#[must_use]
pub fn confronted(all: &[Confronted], paint: Paint) -> String {
    let mut out = String::new();
    let pairs: Vec<&Confronted> = all.iter().filter(|one| one.is_compared()).collect();
    if !pairs.is_empty() {
        let mut rows = vec![["verdict", "figure", "stated", "observed", "data"].map(str::to_owned)];
        rows.extend(
            pairs.iter().map(|one| {
                [one.verdict_words(), one.title.clone(), one.stated.clone(), one.observed_words(), data(one)]
            }),
        );
        for (i, line) in aligned(&rows).iter().enumerate() {
            let line = clipped(line, paint);
            let Some(one) = i.checked_sub(1).and_then(|i| pairs.get(i)) else {
                let _ = writeln!(out, "{}", paint.styled(BOLD, &line));
                continue;
            };
            let verdict: String = line.chars().take(one.verdict_words().chars().count()).collect();
            let rest = &line[verdict.len()..];
            let _ = writeln!(out, "{}{rest}", paint.styled(style(one.verdict), &verdict));
        }
        out.push('\n');
    }
    for one in pairs.iter().filter(|one| one.verdict == Verdict::Apart) {
        let text = format!(
            "{}: {}; {} in {}, {}.",
            one.title,
            one.explanation,
            one.observed_series,
            one.file,
            one.vintage_words()
        );
        wrapped(&mut out, "", "  ", &text, paint);
    }
    if pairs.iter().any(|one| one.verdict == Verdict::Apart) {
        out.push('\n');
    }
    let without = without_counterpart(all);
    if !without.is_empty() {
        let _ = writeln!(out, "{}", paint.styled(BOLD, "nothing to compare with"));
    }
    for (titles, reason) in &without {
        wrapped(&mut out, "", "  ", reason, paint);
        wrapped(&mut out, "  ", "  ", &paint.styled(DIM, &titles.join("; ")), paint);
    }
    if !without.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{}", counts(all));
    out
}

fn style(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Agrees => AnsiColor::Green,
        Verdict::Rounding => AnsiColor::Cyan,
        Verdict::Apart => AnsiColor::Red,
        Verdict::NotComparable | Verdict::NoCounterpart => AnsiColor::BrightBlack,
    };
    Style::new().fg_color(Some(colour.into()))
}

/// Where the observation comes from: "WB:NY.GDP.MKTP.CN, updated 2024-06-28"; by the file's name where that says no more.
fn data(one: &Confronted) -> String {
    let name = one.series.split(' ').next().unwrap_or_default().to_owned();
    let file = Path::new(&one.file).file_name().filter(|_| one.vintage.is_none());
    let file = file.map_or_else(String::new, |file| file.to_string_lossy().into_owned());
    let parts = [name, file, one.vintage_words()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The figures that are not compared, by the reason why, in the order in which it first comes up.
pub(in crate::export) fn without_counterpart(all: &[Confronted]) -> Vec<(Vec<String>, String)> {
    let mut groups: Vec<(Vec<String>, String)> = Vec::new();
    for one in all.iter().filter(|one| !one.is_compared()) {
        let reason = match (one.series.as_str(), one.file.as_str()) {
            ("", _) => "the indicator names no series".to_owned(),
            (_, "") => one.explanation.clone(),
            _ => format!("{}: {}", data(one), one.explanation),
        };
        match groups.iter_mut().find(|(_, known)| *known == reason) {
            Some((titles, _)) if titles.contains(&one.title) => {}
            Some((titles, _)) => titles.push(one.title.clone()),
            None => groups.push((vec![one.title.clone()], reason)),
        }
    }
    groups
}

/// How many rows have each verdict, the gravest first.
pub(in crate::export) fn counts(all: &[Confronted]) -> String {
    let count = |verdict: Verdict| all.iter().filter(|one| one.verdict == verdict).count();
    let parts: Vec<String> =
        [Verdict::Apart, Verdict::Rounding, Verdict::Agrees, Verdict::NotComparable, Verdict::NoCounterpart]
            .into_iter()
            .filter(|verdict| count(*verdict) > 0)
            .map(|verdict| format!("{} {verdict}", count(verdict)))
            .collect();
    let compared = all.iter().filter(|one| one.is_compared()).count();
    let pairs = if compared == 1 { "1 pair".to_owned() } else { format!("{compared} pairs") };
    format!("{pairs}: {}", if parts.is_empty() { "the package has no figures".to_owned() } else { parts.join(", ") })
}
