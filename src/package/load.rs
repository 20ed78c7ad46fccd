//! Reads a package's files and checks every row. All faults are collected; none stops the search for others.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::Package;
use super::descriptor::Descriptor;
use super::elsewhere::Elsewhere;
use super::files::Files;
use super::link::{self, STATED_TWICE};
use super::rows::{
    Area, AreaRecord, Bound, Claim, ClaimRecord, Figure, FigureRecord, Identity, IdentityRecord, Indicator,
    IndicatorRecord, Measure, Named, Source, SourceRecord, Stated,
};
use super::table::{Row, Table};
use crate::error::{Error, Result};
use crate::formula::{Formula, Numbers, Operand};
use crate::nearest::hint;
use crate::period::{FiscalStart, Period};
use crate::quantity::Quantity;
use crate::solve::{Bounds, Expression};
use crate::unit::Unit;

pub(super) fn open(folder: &Path) -> Result<Package> {
    let shown = folder.display();
    if folder.is_file() {
        return Err(Error::new(format!("{shown} is a file; a package is a folder"))
            .with_help("name the folder that holds datapackage.json"));
    }
    if !folder.is_dir() {
        return Err(Error::new(format!("there is no folder {shown}"))
            .with_help("name the folder that holds datapackage.json, or make one with trueup new"));
    }
    read(&Files::Folder(folder.to_owned()))
}

pub(super) fn builtin() -> Result<Package> {
    read(&Files::Builtin)
}

fn read(files: &Files) -> Result<Package> {
    let descriptor = Descriptor::read(&files.text("datapackage.json")?)?;
    let mut package = Package::empty();
    package.name = descriptor.name;
    package.title = descriptor.title;
    package.version = descriptor.version;
    package.policy = descriptor.policy;
    package.rules = descriptor.rules;
    let (resources, refused, faults) = (descriptor.resources, descriptor.refused, descriptor.faults);
    let mut loader = Loader { files, resources, refused, faults };
    loader.load(&mut package);
    match Error::all(loader.faults) {
        Some(error) => Err(error),
        None => Ok(package),
    }
}

struct Loader<'a> {
    files: &'a Files,
    /// Paths by the names of resources.
    resources: HashMap<String, String>,
    /// Resources whose path was refused; they are not missing as well.
    refused: HashSet<String>,
    faults: Vec<Error>,
}

/// The columns of each table; the last are optional.
const INDICATORS: &[&str] = &[
    "indicator",
    "title",
    "unit",
    "short_unit",
    "measure",
    "price_basis",
    "ref_area",
    "over",
    "description_short",
    "decimals",
    "series",
];
const FIGURES: &[&str] =
    &["figure_id", "indicator", "ref_area", "time_period", "label", "stated", "source_id", "locator", "note"];
const CLAIMS: &[&str] = &["claim_id", "stated", "formula", "unit", "source_id", "locator", "note"];
const IDENTITIES: &[&str] = &["identity_id", "formula", "tolerance", "note"];
const AREAS: &[&str] = &["ref_area", "name", "colour", "fiscal_year_start"];
const SOURCES: &[&str] =
    &["source_id", "citation_full", "attribution_short", "cited_in", "date_published", "url", "doi"];

impl Loader<'_> {
    fn load(&mut self, package: &mut Package) {
        // Later tables are checked against earlier ones; with one missing, its names would all be faults of others.
        let before = self.faults.len();
        self.areas(package);
        self.sources(package);
        self.indicators(package);
        let tables_are_there = ["areas", "sources", "indicators"].iter().all(|name| self.resources.contains_key(*name));
        let filled = !package.areas.is_empty() && !package.sources.is_empty() && !package.indicators.is_empty();
        if tables_are_there && (filled || self.faults.len() == before) {
            self.figures(package);
        }
        if self.faults.len() == before || !package.figures.is_empty() {
            self.claims(package);
            self.identities(package);
        }
        self.texts(package);
    }

    fn table(&mut self, name: &str, columns: &[&str], optional: &[&str], required: bool) -> Option<Table> {
        let Some(path) = self.resources.get(name) else {
            if required && !self.refused.contains(name) {
                self.faults.push(
                    Error::new(format!("datapackage.json names no resource '{name}'")).with_help(format!(
                        "add {{ \"name\": \"{name}\", \"path\": \"{name}.csv\" }} to its resources"
                    )),
                );
            }
            return None;
        };
        match self.files.text(path) {
            Ok(text) => Table::read(&text, columns, optional, &mut self.faults),
            Err(error) => {
                self.faults.push(error);
                None
            }
        }
    }

    fn fault(&mut self, error: Error) {
        self.faults.push(error);
    }

    /// The typed value of a field, or a fault and the value to go on with.
    fn field<T>(&mut self, table: &Table, row: &Row, column: &str, value: Result<T>) -> Option<T> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.fault(table.in_field(row, column, error));
                None
            }
        }
    }

    /// A name that must be there and must not have been there before.
    fn name(&mut self, table: &Table, row: &Row, column: &str, name: &str, seen: &mut HashSet<String>) -> bool {
        let bad = name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/' || c == '\\');
        if bad {
            self.fault(
                table
                    .at(row, column, "here", format!("'{name}' is no name for a row"))
                    .with_help("write letters, digits, - and _"),
            );
            return false;
        }
        if !seen.insert(name.to_owned()) {
            self.fault(table.at(row, column, "a second time", format!("the {column} '{name}' stands twice")));
            return false;
        }
        true
    }

    fn areas(&mut self, package: &mut Package) {
        let Some(table) = self.table("areas", AREAS, &[], true) else { return };
        let mut seen = HashSet::new();
        for (record, row) in table.records::<AreaRecord>(&mut self.faults) {
            self.name(&table, row, "ref_area", &record.ref_area, &mut seen);
            let fiscal = &record.fiscal_year_start;
            let fiscal_start = if fiscal.is_empty() { Ok(None) } else { month_and_day(fiscal).map(Some) };
            let fiscal_start = self.field(&table, row, "fiscal_year_start", fiscal_start).flatten();
            let colour = &record.colour;
            let plain =
                colour.len() == 7 && colour.starts_with('#') && colour[1..].bytes().all(|b| b.is_ascii_hexdigit());
            if !colour.is_empty() && !plain {
                self.fault(
                    table
                        .at(row, "colour", "here", format!("'{colour}' is no colour"))
                        .with_help("write #rrggbb, or leave it empty"),
                );
            }
            package.index.areas.insert(record.ref_area.clone(), package.areas.len());
            package.areas.push(Area { id: record.ref_area, name: record.name, colour: record.colour, fiscal_start });
        }
    }

    fn sources(&mut self, package: &mut Package) {
        let Some(table) = self.table("sources", SOURCES, &[], true) else { return };
        let mut seen = HashSet::new();
        let records = table.records::<SourceRecord>(&mut self.faults);
        let known: HashSet<String> = records.iter().map(|(record, _)| record.source_id.clone()).collect();
        for (record, row) in records {
            self.name(&table, row, "source_id", &record.source_id, &mut seen);
            if record.citation_full.is_empty() {
                self.fault(table.at(
                    row,
                    "citation_full",
                    "empty",
                    format!("the source '{}' has no citation", record.source_id),
                ));
            }
            if !record.cited_in.is_empty() && !known.contains(&record.cited_in) {
                self.fault(unknown(
                    &table,
                    row,
                    "cited_in",
                    &record.cited_in,
                    "source",
                    known.iter().map(String::as_str),
                ));
            }
            package.index.sources.insert(record.source_id.clone(), package.sources.len());
            package.sources.push(Source {
                id: record.source_id,
                citation_full: record.citation_full,
                attribution_short: record.attribution_short,
                cited_in: record.cited_in,
                date_published: record.date_published,
                url: record.url,
                doi: record.doi,
            });
        }
    }

    fn indicators(&mut self, package: &mut Package) {
        let Some(table) = self.table("indicators", INDICATORS, &["signed"], true) else { return };
        let mut seen = HashSet::new();
        for (record, row) in table.records::<IndicatorRecord>(&mut self.faults) {
            self.name(&table, row, "indicator", &record.indicator, &mut seen);
            if !is_formula_name(&record.indicator) {
                let message = format!("'{}' cannot be named in a formula", record.indicator);
                self.fault(
                    table
                        .at(row, "indicator", "here", message)
                        .with_help("use letters, digits and _, and no digit first"),
                );
            }
            let unit = self.field(&table, row, "unit", record.unit.parse::<Unit>());
            let measure = self.field(&table, row, "measure", measure(&record.measure));
            let decimals = match record.decimals.as_str() {
                "" => Ok(None),
                digits => digits.parse::<usize>().ok().filter(|n| *n <= 12).map(Some).ok_or_else(|| {
                    Error::new(format!("'{digits}' is no number of decimals"))
                        .with_help("write 0 to 12, or leave it empty")
                }),
            };
            let decimals = self.field(&table, row, "decimals", decimals).flatten();
            if !matches!(record.over.as_str(), "" | "change" | "mean" | "sum") {
                let message = format!("'{}' is not what a figure over a span can be", record.over);
                self.fault(
                    table.at(row, "over", "here", message).with_help("write change, mean or sum, or leave it empty"),
                );
            }
            if !package.index.areas.contains_key(&record.ref_area) {
                self.fault(unknown(
                    &table,
                    row,
                    "ref_area",
                    &record.ref_area,
                    "area",
                    package.areas.iter().map(|a| a.id.as_str()),
                ));
            }
            let series = self.field(&table, row, "series", Elsewhere::parse_all(&record.series)).unwrap_or_default();
            let marked = match record.signed.as_str() {
                "" | "false" => false,
                "true" => true,
                other => {
                    self.fault(table.at(row, "signed", "here", format!("'{other}' is neither true nor false")));
                    false
                }
            };
            let measure = measure.unwrap_or(Measure::Flow);
            package.index.indicators.insert(record.indicator.clone(), package.indicators.len());
            package.indicators.push(Indicator {
                id: record.indicator,
                title: record.title,
                unit: unit.unwrap_or(Unit::Count),
                short_unit: record.short_unit,
                measure,
                price_basis: record.price_basis,
                ref_area: record.ref_area,
                over: record.over,
                description_short: record.description_short,
                decimals,
                series,
                signed: marked || matches!(measure, Measure::Rate | Measure::Change),
            });
        }
    }

    fn figures(&mut self, package: &mut Package) {
        let Some(table) = self.table("figures", FIGURES, &["quote"], true) else { return };
        let mut seen = HashSet::new();
        let mut keys: HashMap<(usize, String, Option<Period>, String, usize), usize> = HashMap::new();
        for (record, row) in table.records::<FigureRecord>(&mut self.faults) {
            self.name(&table, row, "figure_id", &record.figure_id, &mut seen);
            let indicator = package.index.indicators.get(&record.indicator).copied();
            if indicator.is_none() {
                let known = package.indicators.iter().map(|i| i.id.as_str());
                self.fault(unknown(&table, row, "indicator", &record.indicator, "indicator", known));
            }
            let ref_area = match (record.ref_area.as_str(), indicator) {
                ("", Some(indicator)) => package.indicators[indicator].ref_area.clone(),
                (area, _) => area.to_owned(),
            };
            let known_area = package.index.areas.contains_key(&ref_area);
            // An empty area of an unknown indicator is the indicator's fault.
            if !known_area && (indicator.is_some() || !ref_area.is_empty()) {
                self.fault(unknown(
                    &table,
                    row,
                    "ref_area",
                    &ref_area,
                    "area",
                    package.areas.iter().map(|a| a.id.as_str()),
                ));
            }
            let source = package.index.sources.get(&record.source_id).copied();
            if source.is_none() {
                let known = package.sources.iter().map(|s| s.id.as_str());
                self.fault(unknown(&table, row, "source_id", &record.source_id, "source", known));
            }
            let period =
                if record.time_period.is_empty() { Ok(None) } else { record.time_period.parse::<Period>().map(Some) };
            let period = self.field(&table, row, "time_period", period);
            let quantity = self.field(&table, row, "stated", Quantity::parse(&record.stated));
            let quantity = match (quantity, indicator) {
                (Some(quantity), Some(indicator)) => {
                    self.field(&table, row, "stated", quantity.in_unit(&package.indicators[indicator].unit))
                }
                (quantity, _) => quantity,
            };
            let (Some(indicator), Some(source), Some(period), Some(quantity)) = (indicator, source, period, quantity)
            else {
                continue;
            };
            let key = (indicator, ref_area.clone(), period, record.label.clone(), source);
            let earlier = keys.insert(key, row.line);
            if let Some(line) = earlier.filter(|_| !record.label.starts_with(STATED_TWICE)) {
                self.fault(
                    table
                        .at(
                            row,
                            "indicator",
                            "the same key",
                            format!("this indicator, area, period, label and source stand in line {line} already"),
                        )
                        .with_help(format!("if the text states the figure twice, write {STATED_TWICE} as the label")),
                );
            }
            package.index.figures.entry((indicator, ref_area.clone())).or_default().add(
                package.figures.len(),
                period,
                &record.label,
            );
            package.figures.push(Figure {
                id: record.figure_id,
                indicator,
                ref_area,
                period,
                label: record.label,
                stated: record.stated,
                quantity,
                source,
                locator: record.locator,
                note: record.note,
                quote: record.quote,
                place: (Arc::clone(&table.text), table.start_of(row, "stated")),
            });
        }
    }

    fn claims(&mut self, package: &mut Package) {
        let Some(table) = self.table("claims", CLAIMS, &["title", "quote"], false) else { return };
        let mut seen = HashSet::new();
        let mut claims = Vec::new();
        for (record, row) in table.records::<ClaimRecord>(&mut self.faults) {
            self.name(&table, row, "claim_id", &record.claim_id, &mut seen);
            let source = match record.source_id.as_str() {
                "" => None,
                id => {
                    let source = package.index.sources.get(id).copied();
                    if source.is_none() {
                        self.fault(unknown(
                            &table,
                            row,
                            "source_id",
                            id,
                            "source",
                            package.sources.iter().map(|s| s.id.as_str()),
                        ));
                    }
                    source
                }
            };
            let unit = if record.unit.is_empty() { Ok(None) } else { record.unit.parse::<Unit>().map(Some) };
            let unit = self.field(&table, row, "unit", unit).flatten();
            let stated = self.field(&table, row, "stated", stated(package, &record.stated, source));
            // Without what is stated the formula can still be checked.
            let bound =
                link::claim(package, &record.formula, stated.clone().unwrap_or(Stated::Nothing), unit.as_ref(), source);
            let Some(claim) = self.field(&table, row, "formula", bound) else { continue };
            if stated.is_some() {
                claims.push(Claim {
                    id: record.claim_id,
                    title: record.title,
                    locator: record.locator,
                    note: record.note,
                    quote: record.quote,
                    line: row.line,
                    place: Some((Arc::clone(&table.text), table.start_of(row, "formula"))),
                    ..claim
                });
            }
        }
        package.claims = claims;
    }

    fn identities(&mut self, package: &mut Package) {
        let Some(table) = self.table("identities", IDENTITIES, &[], false) else { return };
        let mut seen = HashSet::new();
        for (record, row) in table.records::<IdentityRecord>(&mut self.faults) {
            self.name(&table, row, "identity_id", &record.identity_id, &mut seen);
            let formula = identity(package, &record.formula);
            let tolerance = match record.tolerance.trim_end_matches('%').trim() {
                "" => Ok(0.0),
                digits => digits.parse::<f64>().ok().filter(|t| (0.0..=100.0).contains(t)).ok_or_else(|| {
                    Error::new(format!("'{}' is no tolerance", record.tolerance))
                        .with_help("write a percentage, such as 2, or leave it empty")
                }),
            };
            let (formula, tolerance) =
                (self.field(&table, row, "formula", formula), self.field(&table, row, "tolerance", tolerance));
            if let (Some((formula, references)), Some(tolerance)) = (formula, tolerance) {
                let (id, note) = (record.identity_id, record.note);
                package.identities.push(Identity { id, formula, references, tolerance, note });
            }
        }
    }

    /// The files that other rooms read.
    fn texts(&mut self, package: &mut Package) {
        for (name, place) in [("charts.toml", &mut package.charts), ("waivers.toml", &mut package.waivers)] {
            if self.files.has(name) {
                match self.files.text(name) {
                    Ok(text) => *place = Some(text),
                    Err(error) => self.faults.push(error),
                }
            }
        }
    }
}

fn unknown<'a>(
    table: &Table,
    row: &Row,
    column: &str,
    name: &str,
    what: &str,
    known: impl Iterator<Item = &'a str>,
) -> Error {
    let file = format!("{what}s.csv");
    let help = hint(name, known, &format!("add a row to {file}, or write a name that is there"));
    let message =
        if name.is_empty() { format!("the {what} is left empty") } else { format!("'{name}' is no {what} of {file}") };
    table.at(row, column, "not there", message).with_help(help)
}

fn is_formula_name(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn measure(name: &str) -> Result<Measure> {
    Measure::NAMES.iter().find(|(known, _)| *known == name).map(|(_, measure)| *measure).ok_or_else(|| {
        let known: Vec<&str> = Measure::NAMES.iter().map(|(name, _)| *name).collect();
        Error::new(format!("'{name}' is no measure")).with_help(format!("write one of {}", known.join(", ")))
    })
}

fn month_and_day(text: &str) -> Result<FiscalStart> {
    let parts = text.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    parts
        .filter(|(month, day)| (1..=12).contains(month) && (1..=28).contains(day))
        .map(|(month, day)| FiscalStart { month, day })
        .ok_or_else(|| {
            Error::new(format!("'{text}' is no day on which a year starts")).with_help("write month and day: 04-01")
        })
}

/// What the `stated` column says: nothing, printed words, or `=` and a figure.
fn stated(package: &Package, text: &str, source: Option<usize>) -> Result<Stated> {
    let Some(reference) = text.strip_prefix('=') else {
        return if text.is_empty() {
            Ok(Stated::Nothing)
        } else {
            Ok(Stated::Words(text.to_owned(), Box::new(Quantity::parse(text)?)))
        };
    };
    let formula = Formula::parse(reference, Numbers::Constants).map_err(|error| error.shifted(1))?;
    match formula.operands() {
        [Operand::Figure(figure)] => match link::resolve(package, figure, source).map_err(|error| error.shifted(1))? {
            Bound::Figures(figures) => Ok(Stated::Figure(reference.to_owned(), figures)),
            _ => Err(Error::new(format!("'{reference}' leads to no figure"))
                .at(1, reference.len(), "leads nowhere")
                .with_help("add the figure to figures.csv, or leave 'stated' empty")),
        },
        _ => Err(Error::new(format!("'{reference}' is not one figure"))
            .at(1, reference.len(), "here")
            .with_help("behind = stands one figure: =gdp_growth_average[1978/2017]")),
    }
}

/// Whether an expression over the operands of a formula has a value for some of their values.
fn has_a_value(formula: &Formula, expression: &Expression) -> bool {
    let operands = formula.operands();
    let same = |a: &Operand, b: &Operand| match (a, b) {
        (Operand::Figure(a), Operand::Figure(b)) => (&a.area, &a.indicator) == (&b.area, &b.indicator),
        _ => false,
    };
    // Small whole numbers are exact, so that what is taken from itself is zero; one indicator is one number wherever it stands.
    let first = |operand: &Operand| operands.iter().position(|other| same(operand, other)).unwrap_or(0);
    let at = |factor: u32, more: u32| -> Vec<Bounds> {
        let value = |operand: &Operand| f64::from(u32::try_from(first(operand)).unwrap_or(0) * factor + more);
        operands.iter().map(|operand| Bounds::point(value(operand))).collect()
    };
    let everything = vec![Bounds::ALL; operands.len()];
    expression.value(&everything).is_some()
        && [(2, 3), (5, 1), (1000, 7), (1, 4000)]
            .into_iter()
            .any(|(factor, more)| expression.value(&at(factor, more)).is_some())
}

/// An identity names indicators alone: each period of each area gets it. Its formula, and the indicators that it names.
fn identity(package: &Package, text: &str) -> Result<(Formula, Vec<Named>)> {
    let mut formula = Formula::parse(text, Numbers::Constants)?;
    let whole = |message: String| Error::new(message).at(0, text.len(), "this identity");
    if formula.comparison() != Some(crate::formula::Comparison::Equal) {
        return Err(
            whole("an identity is an equation".to_owned()).with_help("write rd_intensity = rd_expenditure / gdp")
        );
    }
    let (mut units, mut references) = (Vec::new(), Vec::new());
    for operand in formula.operands() {
        units.push(match operand {
            Operand::Literal(quantity) => (quantity.unit().clone(), false),
            Operand::Figure(reference) => {
                let (position, _) = link::named(package, reference)?;
                if reference.period.is_some() || reference.label.is_some() {
                    let (start, len) = reference.span;
                    return Err(Error::new("an identity holds in every period")
                        .at(start, len, "names one")
                        .with_help(format!("write {} without brackets", reference.indicator)));
                }
                references.push((position, reference.area.clone()));
                let indicator = &package.indicators[position];
                (indicator.unit.clone(), indicator.signed)
            }
        });
    }
    formula.check(&units, None)?;
    let mut expression = Expression::default();
    let place = |expression: &mut Expression, operand: usize| match &formula.operands()[operand] {
        Operand::Literal(quantity) => {
            expression.constant(Bounds::from(&quantity.stated(package.policy(), quantity.may_be_negative())))
        }
        Operand::Figure(_) => expression.variable(operand),
    };
    let _ = formula.lower_sides(&mut expression, &place);
    if let Some(twice) = formula.on_both_sides() {
        let name =
            formula.references().find(|(operand, _)| *operand == twice).map_or("it", |(_, r)| r.indicator.as_str());
        return Err(whole(format!("'{name}' stands on both sides, so that it would be defined by itself"))
            .with_help("write each indicator on one side only"));
    }
    if !has_a_value(&formula, &expression) {
        let error = whole("the identity divides by zero, or has no value, whatever its figures are".to_owned());
        return Err(error.with_help("divide by an indicator that stands there once"));
    }
    let mut bases: Vec<&str> = references.iter().map(|(i, _)| package.indicators[*i].price_basis.as_str()).collect();
    bases.retain(|basis| !basis.is_empty());
    bases.sort_unstable();
    bases.dedup();
    if let [one, other, ..] = bases.as_slice() {
        return Err(whole(format!("the identity mixes price bases: {one} and {other}")).with_help(
            "an identity holds at one price basis: relate indicators that have the same one in indicators.csv",
        ));
    }
    Ok((formula, references))
}
