//! What the page is filled with, in words: all numbers are written before they get there.

use std::fmt::Write;

use minijinja::Value;
use serde::Serialize;

use super::views::{self, Made, Seen, views};
use crate::chart::spec::Spec;
use crate::chart::{At, Body, Chart, Gallery, Inline, Size, Style, Theme, draw};
use crate::check::{Report, Verdict, summary};
use crate::error::Result;
use crate::number;
use crate::package::Package;
use crate::report::embed::{Target, snippet};
use crate::report::rows::{self, FigureRow, FindingRow, ImpliedRow, SourceRow};
use crate::report::{Values, values};

/// A chart with all that is said of it.
pub(super) struct Card {
    timed: bool,
    /// Whether all of it is on the page, or what is shown first.
    whole: bool,
    pub seen: Vec<Seen>,
    chart: Chart,
    /// What a reader would see, and the size of the picture, as `trueup build` draws it.
    alt: String,
    size: (f64, f64),
}

impl Card {
    /// Draws a chart of the package: all of it, or what is shown first.
    pub fn of(gallery: &Gallery<'_>, spec: &Spec, all: bool) -> Result<Self> {
        let chart = gallery.chart(spec)?;
        let seen = views(&chart, all).map_err(|error| gallery.locate(spec, error))?;
        let in_time = |at: &At| matches!(at, At::Time { .. });
        let timed = matches!(&chart.body, Body::Panels(panels) | Body::Grid(panels)
            if panels.iter().flat_map(|panel| &panel.series).flat_map(|series| &series.points).all(|point| in_time(&point.at)));
        let scene = draw(&chart, &Style::new(Size::PAGE, Theme::LIGHT)).map_err(|error| gallery.locate(spec, error))?;
        Ok(Self { timed, whole: all, seen, alt: scene.alt, size: (scene.width, scene.height), chart })
    }

    fn snippet(&self, target: Target) -> Snippet {
        let id = &self.chart.id;
        let files: Vec<String> = target.files().iter().map(|ending| format!("{id}{ending}")).collect();
        // LaTeX takes pixels where there is no PDF, and those lie beside the page.
        let or = if target == Target::Latex { format!(", or {id}.png") } else { String::new() };
        Snippet {
            kind: target.name(),
            name: target.title(),
            files: files.join(" and ") + &or,
            text: snippet(target, &self.chart, &self.alt, self.size, id),
        }
    }
}

/// All that the page is filled with.
#[derive(Serialize)]
pub(super) struct Data {
    title: String,
    /// What a reader is to know first.
    headline: String,
    /// How much there is of it.
    extent: String,
    program: &'static str,
    policy_words: String,
    counts: Vec<Count>,
    urgent: Vec<FindingRow>,
    open: Vec<FindingRow>,
    cards: Vec<CardData>,
    findings: Vec<FindingRow>,
    figures: Vec<FigureRow>,
    implied: Vec<ImpliedRow>,
    sources: Vec<SourceRow>,
}

/// How many findings have a verdict.
#[derive(Serialize)]
struct Count {
    verdict: &'static str,
    count: usize,
    meaning: &'static str,
}

#[derive(Serialize)]
struct CardData {
    id: String,
    title: String,
    short: String,
    timed: bool,
    made: Vec<Made>,
    scales: Vec<&'static str>,
    views: Vec<ViewData>,
    values: Values,
    csv: String,
    snippets: Vec<Snippet>,
    sources: Vec<SourceRow>,
}

/// What to paste.
#[derive(Serialize)]
struct Snippet {
    kind: &'static str,
    name: &'static str,
    /// The files that it names.
    files: String,
    text: String,
}

#[derive(Serialize)]
struct ViewData {
    name: &'static str,
    wide: Value,
    narrow: Value,
}

impl Data {
    pub fn of(package: &Package, report: &Report, cards: &[Card]) -> Self {
        let findings = rows::findings(package, report);
        let told = |fits: fn(Verdict) -> bool| -> Vec<FindingRow> {
            findings.iter().filter(|row| fits(row.of) && row.waived.is_empty()).cloned().collect()
        };
        let (urgent, open) = (told(|verdict| verdict >= Verdict::Suspect), told(|verdict| verdict == Verdict::Depends));
        let counts = summary(&report.findings).into_iter().map(|(verdict, count)| Count {
            verdict: verdict.name(),
            count,
            meaning: verdict.meaning(),
        });
        // An overview shows again what stands alone: it comes last.
        let (sheets, charts): (Vec<&Card>, Vec<&Card>) =
            cards.iter().partition(|card| matches!(card.chart.body, Body::Sheet(_)));
        Self {
            title: package.title().to_owned(),
            headline: headline(report),
            extent: [
                format!("{} as printed", counted(package.figures().len(), "figure")),
                format!("{} recomputed", counted(report.findings.len(), "claim")),
                counted(cards.len(), "chart"),
            ]
            .join(", "),
            program: concat!("trueup ", env!("CARGO_PKG_VERSION")),
            policy_words: package.policy().to_string(),
            counts: counts.collect(),
            urgent,
            open,
            cards: charts.into_iter().chain(sheets).map(CardData::of).collect(),
            findings,
            figures: rows::figures(package),
            implied: rows::implied(report),
            sources: package.sources().iter().map(SourceRow::of).collect(),
        }
    }
}

/// How many claims do not hold among those that could be judged, and how many sets of figures clash.
fn headline(report: &Report) -> String {
    let count =
        |of: fn(Verdict) -> bool| report.findings.iter().filter(|one| one.waived.is_none() && of(one.verdict)).count();
    let judged =
        report.findings.iter().filter(|one| !matches!(one.verdict, Verdict::Derived | Verdict::Unchecked)).count();
    let wrong = count(|verdict| verdict == Verdict::Inconsistent);
    let suspect = count(|verdict| verdict == Verdict::Suspect);
    let of = format!("of {}", counted(judged, "checked claim"));
    let claims = match (wrong, suspect) {
        (0, 0) => None,
        (1, 0) => Some(format!("1 {of} does not hold as printed")),
        (wrong, 0) => Some(format!("{} {of} do not hold as printed", number::count(wrong))),
        (0, suspect) => Some(format!("{} {of} can hardly be right as printed", number::count(suspect))),
        (wrong, suspect) => Some(format!("{} {of} do not hold as printed, or hardly", number::count(wrong + suspect))),
    };
    let clashing = |verdict: Verdict, waived: &Option<String>| verdict >= Verdict::Suspect && waived.is_none();
    let clashes = match report.contradictions.iter().filter(|one| clashing(one.verdict, &one.waived)).count() {
        0 => None,
        1 => Some("1 set of figures cannot all be right".to_owned()),
        some => Some(format!("{} sets of figures cannot all be right", number::count(some))),
    };
    match (claims, clashes) {
        (None, None) if report.findings.is_empty() => "Nothing was checked: the package states no claims".to_owned(),
        (None, None) if judged == 0 => "Nothing was checked: no claim has all the figures that it needs".to_owned(),
        (None, None) => "No claim is at odds with the figures as printed".to_owned(),
        (claims, clashes) => claims.into_iter().chain(clashes).collect::<Vec<_>>().join("; "),
    }
}

fn counted(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", number::count(number), if number == 1 { "" } else { "s" })
}

impl CardData {
    fn of(card: &Card) -> Self {
        let mut made: Vec<Made> = Vec::new();
        let mut scales: Vec<&'static str> = Vec::new();
        for seen in &card.seen {
            let scale = if seen.log { "log" } else { "linear" };
            if !made.contains(&seen.made) {
                made.push(seen.made);
            }
            if !scales.contains(&scale) && seen.made != Made::Growth {
                scales.push(scale);
            }
        }
        let safe = |inline: &Inline| Value::from_safe_string(inline.svg.clone());
        let views = card.seen.iter().map(|seen| ViewData {
            name: views::name(seen.made, seen.log),
            wide: safe(&seen.wide),
            narrow: seen.narrow.as_ref().map_or(Value::from(""), safe),
        });
        Self {
            id: card.chart.id.clone(),
            title: card.chart.title.clone(),
            short: card.chart.short_title().to_owned(),
            timed: card.timed,
            made,
            scales,
            views: views.collect(),
            values: values(&card.chart),
            // The figure that holds all values is as long as all others together.
            snippets: Target::ALL
                .into_iter()
                .filter(|target| card.whole || *target != Target::Html)
                .map(|target| card.snippet(target))
                .collect(),
            csv: address(&card.chart.to_csv()),
            sources: card.chart.citations.iter().map(SourceRow::cited).collect(),
        }
    }
}

/// An address that is the table itself. Base64 would be a third longer.
fn address(csv: &str) -> String {
    let mut address = "data:text/csv;charset=utf-8,".to_owned();
    for byte in csv.bytes() {
        if byte.is_ascii_alphanumeric() || b",.:-_".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}
