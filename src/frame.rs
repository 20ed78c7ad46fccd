//! The rows of a package, and findings, as Polars data frames.
//!
//! Every frame has one row for each row of its table, in the same order. Amounts are `Float64` in base units (40e12, CNY),
//! percent as percent (17.2); an unbounded end is null. Periods are two `Date` columns, start and end, beside the printed
//! label. Names of measures, hedges and verdicts are `String`s that a person reads.
//!
//! ```
//! use trueup::{Package, frame};
//! let figures = frame::figures(&Package::builtin()?)?;
//! let gdp = figures.column("value")?.f64()?.get(1);
//! assert_eq!(gdp, Some(126e12));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use chrono::{Datelike, NaiveDate};
use polars::prelude::{Column, DataFrame, DataType};

use crate::check::{self, Finding, Implied, Repair, Severity, check, ends};
use crate::confront::Confronted;
use crate::error::{Error, Result};
use crate::package::{Package, Stated};

/// The tables that a package gives, by name.
pub const TABLES: [&str; 8] =
    ["indicators", "figures", "claims", "identities", "areas", "sources", "findings", "implied"];

/// A table by its name; see [`TABLES`].
///
/// # Errors
/// If there is no such table, or the findings cannot be computed.
pub fn table(package: &Package, name: &str) -> Result<DataFrame> {
    match name {
        "indicators" => indicators(package),
        "figures" => figures(package),
        "claims" => claims(package),
        "identities" => identities(package),
        "areas" => areas(package),
        "sources" => sources(package),
        "findings" => findings(&check(package, &[])?),
        "implied" => implied(&check::implied(package)?),
        _ => Err(Error::new(format!("there is no table '{name}'"))
            .with_help(format!("the tables are {}", TABLES.join(", ")))),
    }
}

pub(crate) fn frame(columns: Vec<Column>) -> Result<DataFrame> {
    let height = columns.first().map_or(0, Column::len);
    DataFrame::new(height, columns).map_err(|error| Error::new(format!("the data frame cannot be built: {error}")))
}

/// A `String` column; an empty text is null.
pub(crate) fn text<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> Column {
    let values: Vec<Option<&str>> = values.map(|value| (!value.is_empty()).then_some(value)).collect();
    Column::new(name.into(), values)
}

/// A `String` column of values that are made here.
pub(crate) fn words(name: &str, values: impl Iterator<Item = String>) -> Column {
    let values: Vec<Option<String>> = values.map(|value| (!value.is_empty()).then_some(value)).collect();
    Column::new(name.into(), values)
}

/// A `Float64` column.
pub(crate) fn numbers(name: &str, values: impl Iterator<Item = Option<f64>>) -> Column {
    Column::new(name.into(), values.collect::<Vec<_>>())
}

/// A `Date` column.
pub(crate) fn dates(name: &str, values: impl Iterator<Item = Option<NaiveDate>>) -> Result<Column> {
    let epoch = NaiveDate::default().num_days_from_ce();
    let days: Vec<Option<i32>> = values.map(|day| day.map(|day| day.num_days_from_ce() - epoch)).collect();
    Column::new(name.into(), days)
        .cast(&DataType::Date)
        .map_err(|error| Error::new(format!("the dates of '{name}' cannot be kept: {error}")))
}

/// What is measured. Columns: indicator, title, unit, short_unit, measure, price_basis, ref_area, over, description_short,
/// series (`String`, as in indicators.csv), decimals (`UInt32`), signed (`Boolean`).
///
/// # Errors
/// None that a user can cause.
pub fn indicators(package: &Package) -> Result<DataFrame> {
    let rows = package.indicators();
    let decimals: Vec<Option<u32>> = rows.iter().map(|row| row.decimals.and_then(|n| u32::try_from(n).ok())).collect();
    let signed: Vec<bool> = rows.iter().map(|row| row.signed).collect();
    frame(vec![
        text("indicator", rows.iter().map(|row| row.id.as_str())),
        text("title", rows.iter().map(|row| row.title.as_str())),
        words("unit", rows.iter().map(|row| row.unit.to_string())),
        text("short_unit", rows.iter().map(|row| row.short_unit.as_str())),
        text("measure", rows.iter().map(|row| row.measure.name())),
        text("price_basis", rows.iter().map(|row| row.price_basis.as_str())),
        text("ref_area", rows.iter().map(|row| row.ref_area.as_str())),
        text("over", rows.iter().map(|row| row.over.as_str())),
        text("description_short", rows.iter().map(|row| row.description_short.as_str())),
        Column::new("decimals".into(), decimals),
        words(
            "series",
            rows.iter().map(|row| row.series.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
        ),
        Column::new("signed".into(), signed),
    ])
}

/// The printed numbers. Columns: figure_id, indicator, ref_area, time_period, label, stated (`String`), start, end (`Date`, null
/// where the period is none or open), value, low, high (`Float64` in base units; value is null for a range, an end where
/// unbounded), low_closed, high_closed (`Boolean`), unit, hedge, source_id, locator, note, quote (`String`).
///
/// Of a figure whose words can be read in two ways ("surged 33.5 times") the first reading, "to", is given.
///
/// # Errors
/// None that a user can cause.
pub fn figures(package: &Package) -> Result<DataFrame> {
    let rows = package.figures();
    let fiscal = |area: &str| package.area(area).and_then(|area| area.fiscal_start);
    let intervals: Vec<_> =
        rows.iter().map(|row| row.quantity.stated(package.policy(), package.indicator_of(row).signed)).collect();
    let low_closed: Vec<bool> = intervals.iter().map(|interval| interval.low.closed).collect();
    let high_closed: Vec<bool> = intervals.iter().map(|interval| interval.high.closed).collect();
    frame(vec![
        text("figure_id", rows.iter().map(|row| row.id.as_str())),
        text("indicator", rows.iter().map(|row| package.indicator_of(row).id.as_str())),
        text("ref_area", rows.iter().map(|row| row.ref_area.as_str())),
        words("time_period", rows.iter().map(|row| row.period.map_or(String::new(), |period| period.to_string()))),
        text("label", rows.iter().map(|row| row.label.as_str())),
        text("stated", rows.iter().map(|row| row.stated.as_str())),
        dates("start", rows.iter().map(|row| row.period.and_then(|period| period.start(fiscal(&row.ref_area)))))?,
        dates("end", rows.iter().map(|row| row.period.and_then(|period| period.end(fiscal(&row.ref_area)))))?,
        numbers(
            "value",
            rows.iter().map(|row| row.quantity.point(row.quantity.readings()[0]).map(|value| value.to_f64())),
        ),
        numbers("low", intervals.iter().map(|interval| ends(Some(interval)).0)),
        numbers("high", intervals.iter().map(|interval| ends(Some(interval)).1)),
        Column::new("low_closed".into(), low_closed),
        Column::new("high_closed".into(), high_closed),
        words("unit", rows.iter().map(|row| row.quantity.unit().to_string())),
        text("hedge", rows.iter().map(|row| row.quantity.hedge().name())),
        text("source_id", rows.iter().map(|row| package.sources()[row.source].id.as_str())),
        text("locator", rows.iter().map(|row| row.locator.as_str())),
        text("note", rows.iter().map(|row| row.note.as_str())),
        text("quote", rows.iter().map(|row| row.quote.as_str())),
    ])
}

/// What is said to follow from the figures. Columns, all `String`: claim_id, title, stated (printed words, or `=` and a figure),
/// formula, unit (of the result), source_id, locator, note, quote.
///
/// # Errors
/// None that a user can cause.
pub fn claims(package: &Package) -> Result<DataFrame> {
    let rows = package.claims();
    let stated = |stated: &Stated| match stated {
        Stated::Nothing => String::new(),
        Stated::Words(words, _) => words.clone(),
        Stated::Figure(reference, _) => format!("={reference}"),
    };
    frame(vec![
        text("claim_id", rows.iter().map(|row| row.id.as_str())),
        text("title", rows.iter().map(|row| row.title.as_str())),
        words("stated", rows.iter().map(|row| stated(&row.stated))),
        text("formula", rows.iter().map(|row| row.formula.text())),
        words("unit", rows.iter().map(|row| row.result.unit().to_string())),
        text("source_id", rows.iter().map(|row| row.source.map_or("", |i| package.sources()[i].id.as_str()))),
        text("locator", rows.iter().map(|row| row.locator.as_str())),
        text("note", rows.iter().map(|row| row.note.as_str())),
        text("quote", rows.iter().map(|row| row.quote.as_str())),
    ])
}

/// Relations that hold in an economy. Columns: identity_id, formula, note (`String`), tolerance (`Float64`, percent).
///
/// # Errors
/// None that a user can cause.
pub fn identities(package: &Package) -> Result<DataFrame> {
    let rows = package.identities();
    frame(vec![
        text("identity_id", rows.iter().map(|row| row.id.as_str())),
        text("formula", rows.iter().map(|row| row.formula.text())),
        numbers("tolerance", rows.iter().map(|row| Some(row.tolerance))),
        text("note", rows.iter().map(|row| row.note.as_str())),
    ])
}

/// Countries and groups. Columns, all `String`: ref_area, name, colour, fiscal_year_start (month and day).
///
/// # Errors
/// None that a user can cause.
pub fn areas(package: &Package) -> Result<DataFrame> {
    let rows = package.areas();
    let start = |row: &crate::package::Area| {
        row.fiscal_start.map_or(String::new(), |start| format!("{:02}-{:02}", start.month, start.day))
    };
    frame(vec![
        text("ref_area", rows.iter().map(|row| row.id.as_str())),
        text("name", rows.iter().map(|row| row.name.as_str())),
        text("colour", rows.iter().map(|row| row.colour.as_str())),
        words("fiscal_year_start", rows.iter().map(start)),
    ])
}

/// Where the figures were printed. Columns, all `String`: source_id, citation_full, attribution_short, cited_in,
/// date_published, url, doi.
///
/// # Errors
/// None that a user can cause.
pub fn sources(package: &Package) -> Result<DataFrame> {
    let rows = package.sources();
    frame(vec![
        text("source_id", rows.iter().map(|row| row.id.as_str())),
        text("citation_full", rows.iter().map(|row| row.citation_full.as_str())),
        text("attribution_short", rows.iter().map(|row| row.attribution_short.as_str())),
        text("cited_in", rows.iter().map(|row| row.cited_in.as_str())),
        text("date_published", rows.iter().map(|row| row.date_published.as_str())),
        text("url", rows.iter().map(|row| row.url.as_str())),
        text("doi", rows.iter().map(|row| row.doi.as_str())),
    ])
}

/// Claims, recomputed. Columns: claim_id, title, verdict, stated, formula, numbers (`String`), point, low, high, stated_low,
/// stated_high (`Float64` in `unit`; an unbounded end is null), unit, readings (`String`, separated by "; "), required_low,
/// required_high (what the missing figure would have to be), implied_low, implied_high (what the others imply that it is; `Float64`),
/// severity (`String`), strength (`Float64`, 0 to 1), rules, repairs (`String`, separated by "; "), explanation, locator, note, waived
/// (`String`, the reason).
///
/// # Errors
/// None that a user can cause.
pub fn findings(findings: &[Finding]) -> Result<DataFrame> {
    let readings = |finding: &Finding| {
        let each: Vec<String> =
            finding.readings.iter().map(|reading| format!("{}: {}", reading.name, reading.verdict)).collect();
        each.join("; ")
    };
    frame(vec![
        text("claim_id", findings.iter().map(|row| row.claim_id.as_str())),
        text("title", findings.iter().map(|row| row.title.as_str())),
        text("verdict", findings.iter().map(|row| row.verdict.name())),
        text("stated", findings.iter().map(|row| row.stated.as_str())),
        text("formula", findings.iter().map(|row| row.formula.as_str())),
        text("numbers", findings.iter().map(|row| row.numbers.as_str())),
        numbers("point", findings.iter().map(|row| row.point)),
        numbers("low", findings.iter().map(|row| row.low)),
        numbers("high", findings.iter().map(|row| row.high)),
        numbers("stated_low", findings.iter().map(|row| row.stated_low)),
        numbers("stated_high", findings.iter().map(|row| row.stated_high)),
        words("unit", findings.iter().map(|row| row.unit.to_string())),
        words("readings", findings.iter().map(readings)),
        numbers("required_low", findings.iter().map(|row| row.required.as_ref().and_then(|required| required.low))),
        numbers("required_high", findings.iter().map(|row| row.required.as_ref().and_then(|required| required.high))),
        numbers("implied_low", findings.iter().map(|row| row.implied.as_ref().and_then(|implied| implied.low))),
        numbers("implied_high", findings.iter().map(|row| row.implied.as_ref().and_then(|implied| implied.high))),
        text("severity", findings.iter().map(|row| row.severity.map_or("", Severity::name))),
        numbers("strength", findings.iter().map(|row| row.strength)),
        words("rules", findings.iter().map(|row| joined(row.diagnoses.iter().map(|one| one.rule.to_owned())))),
        words("repairs", findings.iter().map(|row| joined(row.repairs.iter().map(Repair::words)))),
        text("explanation", findings.iter().map(|row| row.explanation.as_str())),
        text("locator", findings.iter().map(|row| row.locator.as_str())),
        text("note", findings.iter().map(|row| row.note.as_str())),
        text("waived", findings.iter().map(|row| row.waived.as_deref().unwrap_or_default())),
    ])
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// What the figures imply. Columns: name (as a formula names it), title, indicator, ref_area, time_period, label, stated (`String`; null
/// where it is not stated), point, low, high (`Float64` in `unit`; an unbounded end is null), low_closed, high_closed (`Boolean`),
/// stated_low, stated_high (`Float64`), unit (`String`), narrower (`Float64`, percent), from, left_out (`String`, separated by "; "),
/// settled (`Boolean`).
///
/// # Errors
/// None that a user can cause.
pub fn implied(rows: &[Implied]) -> Result<DataFrame> {
    let flags = |name: &str, values: Vec<bool>| Column::new(name.into(), values);
    frame(vec![
        text("name", rows.iter().map(|row| row.name.as_str())),
        text("title", rows.iter().map(|row| row.title.as_str())),
        text("indicator", rows.iter().map(|row| row.indicator.as_str())),
        text("ref_area", rows.iter().map(|row| row.ref_area.as_str())),
        text("time_period", rows.iter().map(|row| row.time_period.as_str())),
        text("label", rows.iter().map(|row| row.label.as_str())),
        text("stated", rows.iter().map(|row| row.stated.as_str())),
        numbers("point", rows.iter().map(|row| row.point)),
        numbers("low", rows.iter().map(|row| row.low)),
        numbers("high", rows.iter().map(|row| row.high)),
        flags("low_closed", rows.iter().map(|row| row.low_closed).collect()),
        flags("high_closed", rows.iter().map(|row| row.high_closed).collect()),
        numbers("stated_low", rows.iter().map(|row| row.stated_low)),
        numbers("stated_high", rows.iter().map(|row| row.stated_high)),
        words("unit", rows.iter().map(|row| row.unit.to_string())),
        numbers("narrower", rows.iter().map(|row| row.narrower)),
        words("from", rows.iter().map(Implied::chain)),
        words("left_out", rows.iter().map(|row| row.left_out.join("; "))),
        flags("settled", rows.iter().map(|row| row.settled).collect()),
    ])
}

/// Figures beside independent data. Columns: figure_id, title, indicator, ref_area, time_period, label, stated (`String`), stated_value, stated_low,
/// stated_high (`Float64` in `unit`; null where there is none or unbounded), reading, series, publisher, file, observed_series, vintage,
/// observed_period (`String`), observed, observed_low, observed_high, ratio (`Float64`), unit, verdict, apart, explanation, source_id, locator
/// (`String`).
///
/// # Errors
/// None that a user can cause.
pub fn confronted(rows: &[Confronted]) -> Result<DataFrame> {
    let of = |name, of: fn(&Confronted) -> &str| text(name, rows.iter().map(of));
    let number = |name, of: fn(&Confronted) -> Option<f64>| numbers(name, rows.iter().map(of));
    frame(vec![
        of("figure_id", |row| &row.figure_id),
        of("title", |row| &row.title),
        of("indicator", |row| &row.indicator),
        of("ref_area", |row| &row.ref_area),
        of("time_period", |row| &row.time_period),
        of("label", |row| &row.label),
        of("stated", |row| &row.stated),
        number("stated_value", |row| row.stated_value),
        number("stated_low", |row| row.stated_low),
        number("stated_high", |row| row.stated_high),
        of("reading", |row| &row.reading),
        of("series", |row| &row.series),
        of("publisher", |row| &row.publisher),
        of("file", |row| &row.file),
        of("observed_series", |row| &row.observed_series),
        of("vintage", |row| row.vintage.as_deref().unwrap_or_default()),
        of("observed_period", |row| &row.observed_period),
        number("observed", |row| row.observed),
        number("observed_low", |row| row.observed_low),
        number("observed_high", |row| row.observed_high),
        number("ratio", |row| row.ratio),
        words("unit", rows.iter().map(|row| row.unit.to_string())),
        of("verdict", |row| row.verdict.name()),
        of("apart", |row| &row.apart),
        of("explanation", |row| &row.explanation),
        of("source_id", |row| &row.source_id),
        of("locator", |row| &row.locator),
    ])
}
