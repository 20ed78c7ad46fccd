//! The words of a chart: placeholders filled with numbers, subtitle and source line made from the figures.

use std::fmt::Write;

use toml::Spanned;

use super::super::model::{Citation, ComparisonRow};
use super::super::spec;
use crate::check::{Finding, Verdict};
use crate::error::{Error, Result};
use crate::number::{self, Digits, RangeEnd, Style};
use crate::package::{Bound, Figure, Package, Source};
use crate::unit::Unit;

/// Rows of a comparison with their verdicts.
pub(super) type Rows = [(ComparisonRow, Verdict)];

/// Fills the placeholders of a text of charts.toml; empty where there is none.
pub(super) fn fill(package: &Package, text: Option<&Spanned<String>>, rows: &Rows) -> Result<String> {
    text.map_or(Ok(String::new()), |text| filled(package, text.get_ref(), rows).map_err(|error| spec::at(text, error)))
}

/// Fills the placeholders of a text, and refuses digits that are typed: only a year may be.
fn filled(package: &Package, text: &str, rows: &Rows) -> Result<String> {
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

/// `{gdp[2023]}` is the printed figure, `{gdp[2023] / gdp[2010]}` the value, `{mva[2023] / gdp[2023] in percent}` the value in
/// that unit; `{claims}` and `{claims consistent}` count rows.
fn placeholder(package: &Package, expression: &str, rows: &Rows) -> Result<String> {
    let mut words_of = expression.split_whitespace();
    if words_of.next() == Some("claims") {
        if rows.is_empty() {
            return Err(Error::new(format!("{{{expression}}} counts the rows of a comparison, and this is none"))
                .with_help("write it in a chart of kind = \"comparison\""));
        }
        let verdict = words_of.next().map(str::parse::<Verdict>).transpose()?;
        let count = rows.iter().filter(|(_, found)| verdict.is_none_or(|verdict| verdict == *found)).count();
        return Ok(number::count(count));
    }
    let context = |error: Error| error.context(format!("the placeholder {{{expression}}}"));
    let (formula, unit) = match expression.rsplit_once(" in ") {
        Some((formula, unit)) => (formula, Some(unit.trim().parse::<Unit>().map_err(context)?)),
        None => (expression, None),
    };
    let claim = package.formula(formula, unit.as_ref()).map_err(context)?;
    if unit.is_none()
        && let [Bound::Figures(figures)] = claim.operands.as_slice()
        && claim.formula.alone().is_some()
        && let [figure] = figures.as_slice()
    {
        return Ok(printed(package, &package.figures()[*figure], Style::Long));
    }
    let finding = Finding::of(package, &claim).map_err(context)?;
    value_words(&finding, Digits::Significant(3), Style::Long)
        .ok_or_else(|| context(Error::new("its figures give no one value")))
}

/// The value of a finding in words: its point, or its range where an end is open ("32.4% or more").
pub(super) fn value_words(finding: &Finding, digits: Digits, style: Style) -> Option<String> {
    let point = finding.point?;
    if finding.low.is_some() && finding.high.is_some() {
        return Some(number::write(point, &finding.unit, digits, style));
    }
    let low = RangeEnd { value: finding.low.unwrap_or(f64::NEG_INFINITY), closed: finding.low_closed };
    let high = RangeEnd { value: finding.high.unwrap_or(f64::INFINITY), closed: finding.high_closed };
    Some(number::value(None, low, high, &finding.unit, digits, style))
}

/// A printed figure in words: its hedge and its digits, at the scale that the number writer chooses.
pub(super) fn printed(package: &Package, figure: &Figure, style: Style) -> String {
    let number = figure.quantity.hedged_number(&package.indicator_of(figure).unit, style);
    number.unwrap_or_else(|| figure.quantity.to_string())
}

/// A digit that is typed goes stale: only years, and digits that belong to a name, may be.
fn refuse_digits(text: &str) -> Result<()> {
    // Chinese and Japanese leave no space between a year and the words behind it.
    for word in text.split(|c: char| !c.is_alphanumeric() || c >= '\u{2e80}') {
        let word: String = word.chars().map(western).collect();
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

/// A digit of Arabic, Persian or Hindi writing as the one that programs count with.
fn western(c: char) -> char {
    let zero = ['\u{660}', '\u{6f0}', '\u{966}'].into_iter().find(|zero| (*zero..).take(10).any(|digit| digit == c));
    let digit = zero.and_then(|zero| char::from_digit(u32::from(c) - u32::from(zero), 10));
    digit.unwrap_or(c)
}

/// More areas than these are counted.
const AREAS: usize = 3;

/// Measure, price basis, unit, area and period, from the figures: "GDP, current prices, CNY; China, 2010–2023".
pub(super) fn subtitle(package: &Package, figures: &[&Figure]) -> String {
    let mut measures: Vec<String> = Vec::new();
    let mut areas: Vec<&str> = Vec::new();
    for figure in figures {
        let indicator = package.indicator_of(figure);
        let mut measure = indicator.title.clone();
        let unit = match &indicator.unit {
            Unit::Rank => String::new(),
            // A unit that the program does not know is told in its own words; "count" would tell of none.
            Unit::Count => indicator.short_unit.clone(),
            unit => unit.to_string().replace('_', " "),
        };
        for part in [&indicator.price_basis, &unit] {
            if !part.is_empty() {
                let _ = write!(measure, ", {part}");
            }
        }
        if !measures.contains(&measure) {
            measures.push(measure);
        }
        let area = package.area(&figure.ref_area).map_or(figure.ref_area.as_str(), |area| area.name.as_str());
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    let ends = |figure: &&&Figure| {
        let period = figure.period?;
        period.years().or_else(|| period.year().map(|year| (year, year)))
    };
    let years: Vec<(i32, i32)> = figures.iter().filter_map(|figure| ends(&figure)).collect();
    let year = |year: i32| number::year(f64::from(year));
    let first = years.iter().map(|(first, _)| *first).min();
    let last = years.iter().map(|(_, last)| *last).max();
    let span = match (first, last) {
        (Some(first), Some(last)) if first == last => format!(", {}", year(first)),
        (Some(first), Some(last)) => format!(", {}–{}", year(first), year(last)),
        _ => String::new(),
    };
    // Many areas are named by the data.
    let many = number::count(areas.len());
    let areas = if areas.len() > AREAS { format!("{many} areas") } else { areas.join(", ") };
    format!("{}; {areas}{span}", measures.join("; "))
}

/// The source line, and the sources one by one: each once, in the order of the figures, then those that cite them.
pub(super) fn sources(package: &Package, figures: &[&Figure]) -> (String, Vec<Citation>) {
    let mut cited: Vec<&Source> = Vec::new();
    let mut citing: Vec<&Source> = Vec::new();
    for figure in figures {
        let source = &package.sources()[figure.source];
        if !cited.iter().any(|known| known.id == source.id) {
            cited.push(source);
        }
        if let Some(by) = package.sources().iter().find(|other| other.id == source.cited_in)
            && !citing.iter().any(|known| known.id == by.id)
        {
            citing.push(by);
        }
    }
    let names = |sources: &[&Source]| {
        sources.iter().map(|source| source.attribution_short.as_str()).collect::<Vec<_>>().join("; ")
    };
    // What is cited by a source that is itself drawn from is named once.
    let quoted: Vec<&Source> = cited.iter().copied().filter(|source| !source.cited_in.is_empty()).collect();
    let own: Vec<&Source> = cited.iter().copied().filter(|source| source.cited_in.is_empty()).collect();
    let mut parts = Vec::new();
    if !quoted.is_empty() {
        parts.push(format!("{}, as cited in {}", names(&quoted), names(&citing)));
    }
    let others: Vec<&Source> =
        own.into_iter().filter(|source| !citing.iter().any(|known| known.id == source.id)).collect();
    if !others.is_empty() || parts.is_empty() {
        parts.push(names(&others));
    }
    let all = cited.iter().chain(citing.iter().filter(|source| !cited.iter().any(|known| known.id == source.id)));
    (parts.join("; "), all.map(|source| citation(source)).collect())
}

/// The sources of a package that no other source of it cites.
pub(super) fn package_sources(package: &Package) -> (String, Vec<Citation>) {
    let own: Vec<&Source> = package.sources().iter().filter(|source| source.cited_in.is_empty()).collect();
    let names: Vec<&str> = own.iter().map(|source| source.attribution_short.as_str()).collect();
    (names.join("; "), own.into_iter().map(citation).collect())
}

fn citation(source: &Source) -> Citation {
    Citation {
        attribution: source.attribution_short.clone(),
        citation: source.citation_full.clone(),
        url: source.url.clone(),
        doi: source.doi.clone(),
    }
}
