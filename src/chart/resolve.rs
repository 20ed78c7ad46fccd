//! From a specification to a chart: figures found, numbers filled into the texts, sources named.

use std::fmt::Write;

use super::model::{At, Body, Chart, ComparisonRow, Mark, Panel, Point, Series, Span, ValueScale};
use super::spec::{self, Entry, Kind, PanelSpec, ScaleY, Spec};
use crate::check::{Finding, ReadingFinding, Verdict};
use crate::error::{Error, Result};
use crate::number::{self, Digits, Style};
use crate::package::{Bound, Figure, Package};
use crate::period::Period;
use crate::unit::Unit;

/// Resolves a specification. `findings` are those of the package; only a comparison uses them.
///
/// # Errors
/// If a figure is not there or cannot be drawn beside the others, a placeholder is no formula, or a digit other than a
/// year's is typed into a title or note. The place is that of the chart in charts.toml.
pub fn resolve(package: &Package, spec: &Spec, findings: &[Finding]) -> Result<Chart> {
    resolve_in(package, spec, findings).map_err(|error| spec::locate(package, spec, &error))
}

fn resolve_in(package: &Package, spec: &Spec, findings: &[Finding]) -> Result<Chart> {
    let rows = if spec.kind == Kind::Comparison { comparison_rows(findings) } else { Vec::new() };
    let fill = |text: &str| fill(package, text, &rows);
    let (title, note) = (fill(&spec.title)?, fill(&spec.note)?);
    if title.trim().is_empty() {
        return Err(Error::new("the title is empty").with_help("say what the picture shows, with its number"));
    }
    let (body, figures) = match spec.kind {
        Kind::Comparison => {
            if rows.is_empty() {
                return Err(Error::new("no claim of the package has both a stated and a computed value"));
            }
            (Body::Comparison(rows.iter().map(|(row, _)| row.clone()).collect()), Vec::new())
        }
        _ => panels(package, spec)?,
    };
    let subtitle = match (spec.subtitle.is_empty(), figures.is_empty()) {
        (false, _) => fill(&spec.subtitle)?,
        (true, false) => subtitle(package, &figures),
        (true, true) => String::new(),
    };
    let source = if figures.is_empty() { package_source(package) } else { sources(package, &figures) };
    Ok(Chart { id: spec.id.clone(), title, subtitle, note, source, citations: Vec::new(), body })
}

/// The panels of a chart, and all figures in them.
fn panels<'a>(package: &'a Package, spec: &Spec) -> Result<(Body, Vec<&'a Figure>)> {
    let single;
    let specs: &[PanelSpec] = if spec.kind == Kind::Panels {
        if !spec.figures.is_empty() {
            return Err(Error::new("figures stand beside panels").with_help("put them into a panel"));
        }
        &spec.panels
    } else {
        if !spec.panels.is_empty() {
            return Err(Error::new("panels stand in a chart of another kind").with_help("write kind = \"panels\""));
        }
        let heading = String::new();
        single = [PanelSpec {
            kind: spec.kind,
            heading,
            figures: spec.figures.clone(),
            scale_y: spec.scale_y,
            joined: spec.joined,
        }];
        &single
    };
    if specs.is_empty() || specs.iter().any(|panel| panel.figures.is_empty()) {
        return Err(Error::new("there is nothing to draw")
            .with_help("list the figures: figures = [\"gdp[2010]\", \"gdp[2023]\"]"));
    }
    let mut all = Vec::new();
    let mut panels = Vec::new();
    for panel in specs {
        let mark = match panel.kind {
            Kind::Line => Mark::Line,
            Kind::Column => Mark::Column,
            _ => return Err(Error::new("a panel is a line or a column chart")),
        };
        let figures: Vec<(&Figure, &Entry)> = panel
            .figures
            .iter()
            .map(|entry| figure(package, entry.figure()).map(|figure| (figure, entry)))
            .collect::<Result<_>>()?;
        let unit = package.indicator_of(figures[0].0).unit.clone();
        if let Some((other, _)) = figures.iter().find(|(figure, _)| package.indicator_of(figure).unit != unit) {
            let found = &package.indicator_of(other).unit;
            return Err(Error::new(format!("{unit} and {found} in one frame"))
                .with_help("draw them as panels, one above the other"));
        }
        if unit == Unit::Rank && mark == Mark::Column {
            return Err(Error::new("ranks are drawn as columns, where the worse would stand the taller")
                .with_help("write kind = \"line\": ranks run downward there"));
        }
        let dated =
            figures.iter().filter(|(figure, _)| figure.period.and_then(|period| period.year()).is_some()).count();
        if dated != 0 && dated != figures.len() {
            return Err(
                Error::new("some of the figures have a year and some have none").with_help("draw them as two charts")
            );
        }
        let heading = match (panel.heading.is_empty(), specs.len()) {
            (_, 1) => String::new(),
            (true, _) => package.indicator_of(figures[0].0).title.clone(),
            (false, _) => fill(package, &panel.heading, &[])?,
        };
        let scale = if panel.scale_y == ScaleY::Log { ValueScale::Log } else { ValueScale::Linear };
        let series = series(package, &figures, panel.joined)?;
        panels.push(Panel { heading, unit, mark, scale, series });
        all.extend(figures.into_iter().map(|(figure, _)| figure));
    }
    Ok((Body::Panels(panels), all))
}

/// The figures of a panel by indicator and area; figures without a year are one series over their names.
fn series(package: &Package, figures: &[(&Figure, &Entry)], joined: bool) -> Result<Vec<Series>> {
    let mut all: Vec<((usize, &str), Series)> = Vec::new();
    // Lines of one indicator are told apart by their areas.
    let one_indicator = figures.iter().all(|(figure, _)| figure.indicator == figures[0].0.indicator);
    for (figure, entry) in figures {
        let point = point(package, figure, entry)?;
        let key = match point.at {
            At::Time { .. } => (figure.indicator, figure.ref_area.as_str()),
            At::Category(_) => (usize::MAX, figure.ref_area.as_str()),
        };
        match all.iter_mut().find(|(known, _)| *known == key) {
            Some((_, series)) => series.points.push(Point { joined, ..point }),
            None => {
                let area = package.area(&figure.ref_area).filter(|_| one_indicator);
                let name = area.map_or_else(
                    || package.describe_series(figure.indicator, &figure.ref_area, None, ""),
                    |area| area.name.clone(),
                );
                let color =
                    package.areas().iter().position(|area| area.id == figure.ref_area).map(super::model::Ink::Place);
                all.push((key, Series { name, color, points: vec![point] }));
            }
        }
    }
    Ok(all.into_iter().map(|(_, series)| series).collect())
}

fn point(package: &Package, figure: &Figure, entry: &Entry) -> Result<Point> {
    let indicator = package.indicator_of(figure);
    let reading = figure.quantity.readings()[0];
    let value = figure.quantity.point(reading).ok_or_else(|| {
        Error::new(format!("'{}' is a range, which has no one value to draw", figure.id))
            .with_help("leave it out of the chart")
    })?;
    let stated = figure.quantity.stated(package.policy(), indicator.signed);
    let finite = |end: &crate::quantity::End| end.value().map(crate::quantity::Exact::to_f64);
    let at = match figure.period {
        Some(period @ Period::One(_)) => At::Time { year: middle(package, figure, &period), name: period.to_string() },
        Some(span) => At::Category(entry.name().map_or_else(|| span.to_string(), str::to_owned)),
        None => At::Category(entry.name().map_or_else(
            || if figure.label.is_empty() { indicator.title.clone() } else { figure.label.clone() },
            str::to_owned,
        )),
    };
    Ok(Point {
        at,
        value: value.to_f64(),
        low: finite(&stated.low),
        high: finite(&stated.high),
        label: words(package, figure, Style::Short),
        hollow: false,
        joined: false,
    })
}

/// A year stands on its number; a shorter period at its middle.
fn middle(package: &Package, figure: &Figure, period: &Period) -> f64 {
    use chrono::Datelike;
    let year = f64::from(period.year().unwrap_or(0));
    let fiscal = package.area(&figure.ref_area).and_then(|area| area.fiscal_start);
    match (period, period.start(fiscal), period.end(fiscal)) {
        (Period::One(crate::period::Unit::Year(_)), ..) => year,
        (_, Some(start), Some(end)) => {
            let day = |date: chrono::NaiveDate| f64::from(date.year()) + f64::from(date.ordinal0()) / 365.25;
            (day(start) + day(end)) / 2.0
        }
        _ => year,
    }
}

/// A figure by its name in a formula.
fn figure<'a>(package: &'a Package, name: &str) -> Result<&'a Figure> {
    let claim = package.formula(name).map_err(|error| error.context(format!("'{name}'")))?;
    match claim.operands.as_slice() {
        [Bound::Figures(figures)] if claim.formula.references().count() == 1 => Ok(&package.figures()[figures[0]]),
        [Bound::Missing { .. }] => {
            Err(Error::new(format!("'{name}' is not stated")).with_help("draw a figure of figures.csv"))
        }
        _ => Err(Error::new(format!("'{name}' is not one figure")).with_help("write it as in a formula: gdp[2023]")),
    }
}

/// A printed figure in words: its hedge and its digits, at the scale that the number writer chooses.
fn words(package: &Package, figure: &Figure, style: Style) -> String {
    let number = figure.quantity.hedged_number(&package.indicator_of(figure).unit, style);
    number.unwrap_or_else(|| figure.quantity.to_string())
}

/// Rows of a comparison with their verdicts.
type Rows = [(ComparisonRow, Verdict)];

/// Fills the placeholders of a text, and refuses digits that are typed: only a year may be.
fn fill(package: &Package, text: &str, rows: &Rows) -> Result<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = (&rest[..open], &rest[open + 1..]);
        refuse_digits(before)?;
        out.push_str(before);
        let Some(close) = after.find('}') else {
            return Err(Error::new(format!("a placeholder is not closed in \"{text}\"")).with_help("add }"));
        };
        out.push_str(&placeholder(package, after[..close].trim(), rows)?);
        rest = &after[close + 1..];
    }
    refuse_digits(rest)?;
    out.push_str(rest);
    Ok(out)
}

/// `{gdp[2023]}` is the printed figure, `{gdp[2023] / gdp[2010]}` the value; `{claims}` and `{claims consistent}` count rows.
fn placeholder(package: &Package, expression: &str, rows: &Rows) -> Result<String> {
    let mut words_of = expression.split_whitespace();
    if words_of.next() == Some("claims") {
        if rows.is_empty() {
            return Err(Error::new(format!("{{{expression}}} counts the rows of a comparison, and this is none"))
                .with_help("write it in a chart of kind = \"comparison\""));
        }
        let verdict = words_of.next().map(str::parse::<Verdict>).transpose()?;
        let count = rows.iter().filter(|(_, found)| verdict.is_none_or(|verdict| verdict == *found)).count();
        return Ok(number::digits(f64::from(u32::try_from(count).unwrap_or(u32::MAX)), Digits::Fixed(0)));
    }
    let context = |error: Error| error.context(format!("the placeholder {{{expression}}}"));
    let claim = package.formula(expression).map_err(context)?;
    if let ([Bound::Figures(figures)], Ok(figure)) = (claim.operands.as_slice(), figure(package, expression))
        && figures.len() == 1
    {
        return Ok(words(package, figure, Style::Long));
    }
    let finding = Finding::of(package, &claim).map_err(context)?;
    let value = finding.point.ok_or_else(|| context(Error::new("its figures give no one value")))?;
    Ok(number::write(value, &finding.unit, Digits::Significant(3), Style::Long))
}

/// A digit that is typed goes stale: only years, and digits that belong to a name, may be.
fn refuse_digits(text: &str) -> Result<()> {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
        let is_year = word.len() == 4 && matches!(word.parse::<u32>(), Ok(1000..=2999));
        if starts_with_digit && !is_year {
            return Err(Error::new(format!("'{word}' is typed into \"{text}\"")).with_help(
                "write numbers as placeholders, {gdp[2023]} or {gdp[2023] / gdp[2010]}; only years are typed",
            ));
        }
    }
    Ok(())
}

/// Measure, price basis, area and period, from the figures: "GDP, current prices; China, 2010–2023".
fn subtitle(package: &Package, figures: &[&Figure]) -> String {
    let mut measures: Vec<String> = Vec::new();
    let mut areas: Vec<&str> = Vec::new();
    for figure in figures {
        let indicator = package.indicator_of(figure);
        let basis =
            if indicator.price_basis.is_empty() { String::new() } else { format!(", {}", indicator.price_basis) };
        let measure = format!("{}{basis}", indicator.title);
        if !measures.contains(&measure) {
            measures.push(measure);
        }
        let area = package.area(&figure.ref_area).map_or(figure.ref_area.as_str(), |area| area.name.as_str());
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let mut years: Vec<i32> =
        figures.iter().filter_map(|figure| figure.period.and_then(|period| period.year())).collect();
    years.sort_unstable();
    let year = |year: i32| number::year(f64::from(year));
    let span = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first == last => format!(", {}", year(*first)),
        (Some(first), Some(last)) => format!(", {}–{}", year(*first), year(*last)),
        _ => String::new(),
    };
    format!("{}; {}{span}", measures.join("; "), areas.join(", "))
}

/// Each source once, in the order of the figures, and where it is cited.
fn sources(package: &Package, figures: &[&Figure]) -> String {
    let mut names: Vec<&str> = Vec::new();
    let mut cited_in: Vec<&str> = Vec::new();
    for figure in figures {
        let source = &package.sources()[figure.source];
        if !names.contains(&source.attribution_short.as_str()) {
            names.push(&source.attribution_short);
        }
        if let Some(citing) = package.sources().iter().find(|other| other.id == source.cited_in)
            && !cited_in.contains(&citing.attribution_short.as_str())
        {
            cited_in.push(&citing.attribution_short);
        }
    }
    let mut text = names.join("; ");
    if !cited_in.is_empty() {
        let _ = write!(text, ", as cited in {}", cited_in.join("; "));
    }
    text
}

/// The sources of a package that no other source of it cites.
fn package_source(package: &Package) -> String {
    let own: Vec<&str> = package
        .sources()
        .iter()
        .filter(|source| source.cited_in.is_empty())
        .map(|source| source.attribution_short.as_str())
        .collect();
    own.join("; ")
}

/// One row for each claim that has both a stated and a computed value, the gravest first.
fn comparison_rows(findings: &[Finding]) -> Vec<(ComparisonRow, Verdict)> {
    let mut rows = Vec::new();
    for finding in crate::check::worst_first(findings) {
        let row = |stated: Span, computed: Span, stated_text: String, computed_text: String| ComparisonRow {
            label: finding.title.clone(),
            stated,
            computed,
            stated_text,
            computed_text,
            verdict: finding.verdict.name().to_owned(),
        };
        let computed = Span { point: finding.point, low: finding.low, high: finding.high };
        if let Some([left, right]) = &finding.sides {
            // What a comparison states of its left side is the bound that its right side sets.
            let bound = Span { point: None, low: right.low, high: right.high };
            let (sign, stated) = match finding.comparison {
                Some("<" | "<=") => ("below", Span { low: None, high: right.point, ..bound }),
                Some(">" | ">=") => ("above", Span { low: right.point, high: None, ..bound }),
                _ => ("", Span { point: right.point, ..bound }),
            };
            let computed = Span { point: left.point, low: left.low, high: left.high };
            let stated_text = format!("{sign} {}", right.words).trim().to_owned();
            rows.push((row(stated, computed, stated_text, left.words.clone()), finding.verdict));
        } else if !finding.stated.is_empty() && (finding.low.is_some() || finding.high.is_some()) {
            let stated = Span { point: None, low: finding.stated_low, high: finding.stated_high };
            let middle = finding.stated_value.filter(|_| finding.stated_low.is_some() && finding.stated_high.is_some());
            let (computed, computed_text) = all_readings(finding, computed);
            rows.push((
                row(Span { point: middle, ..stated }, computed, finding.stated.clone(), computed_text),
                finding.verdict,
            ));
        }
    }
    rows
}

/// The computed value of a claim and its words; where readings part, all of them.
fn all_readings(finding: &Finding, computed: Span) -> (Span, String) {
    let value = |value: f64| number::write(value, &finding.unit, Digits::Significant(4), Style::Long);
    let open: Vec<&ReadingFinding> = finding.readings.iter().filter(|reading| !reading.fallback).collect();
    if finding.verdict != Verdict::Depends || open.len() < 2 {
        return (computed, finding.point.map_or_else(|| "no one value".to_owned(), value));
    }
    // An end that one reading leaves open is open for all.
    let ends =
        |end: fn(&ReadingFinding) -> Option<f64>| open.iter().map(|reading| end(reading)).collect::<Option<Vec<f64>>>();
    let low = ends(|reading| reading.low).and_then(|all| all.into_iter().reduce(f64::min));
    let high = ends(|reading| reading.high).and_then(|all| all.into_iter().reduce(f64::max));
    let words: Vec<String> = open.iter().filter_map(|reading| reading.point.map(value)).collect();
    (Span { low, high, ..computed }, words.join(" or "))
}
