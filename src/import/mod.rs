//! Data files as a package: what they say of indicators, areas and periods becomes rows, and each indicator gets a chart.
//!
//! ```
//! use trueup::import::import;
//! use trueup::observations::Observations;
//! let text = "Country,Code,Year,Exports\nNorway,NOR,2020,36.5\nNorway,NOR,2021,44.1\n";
//! let files = [("exports.csv".to_owned(), Observations::parse("exports.csv", text)?)];
//! let imported = import("norway", &files, &[])?;
//! let figures = imported.files.iter().find(|file| file.name == "figures.csv").unwrap();
//! assert!(String::from_utf8_lossy(&figures.bytes).contains("exports_NOR_2020,exports,NOR,2020,,36.5,exports"));
//! # Ok::<(), trueup::Error>(())
//! ```

mod charts;
mod choose;
pub(crate) mod names;
pub(crate) mod tables;

use std::collections::{HashMap, HashSet};

use crate::error::{Error, Result};
use crate::observations::{Observations, Series};
use crate::output::File;
use crate::unit::Unit;
use names::Names;

/// A package that was made of data files, or of texts.
#[derive(Debug)]
pub struct Imported {
    /// Its files.
    pub files: Vec<File>,
    /// How many figures it holds, of how many indicators and areas.
    pub counts: [usize; 3],
    /// What the files do not say, and what stands for it, a sentence each.
    pub remarks: Vec<String>,
}

/// What is measured: the series of all areas.
struct Indicator<'a> {
    id: String,
    title: String,
    unit: Unit,
    /// The words of the file for a unit that is not known.
    short_unit: String,
    /// Whether the file says the unit in words that are known.
    known: bool,
    series: Vec<Own<'a>>,
}

/// A series in its place.
struct Own<'a> {
    /// Position of its file.
    file: usize,
    series: &'a Series,
    area: String,
    values: Vec<Value>,
}

/// An observation with a value.
struct Value {
    period: String,
    value: f64,
    /// The digits behind its point, as it is printed.
    decimals: i32,
    status: String,
}

/// An area as areas.csv names it.
struct Area {
    id: String,
    name: String,
}

/// The code of an area that the file does not say.
pub(crate) const UNSTATED: &str = "unstated";

/// Makes a package of data files, which come with the names that messages give them: of all of their series, or of those that are chosen by
/// the names or codes that the files give them, or by the code of their area. Series that have the same codes and unit are one indicator.
///
/// # Errors
/// If a series that is chosen is in no file, more than 200 would be taken without being chosen, or two files have the same series of one area.
pub fn import(name: &str, files: &[(String, Observations)], chosen: &[String]) -> Result<Imported> {
    let chosen = choose::series(files, chosen)?;
    let mut names = Names::default();
    let mut areas: Vec<Area> = Vec::new();
    let mut area_ids: HashMap<String, usize> = HashMap::new();
    let mut indicators: Vec<Indicator<'_>> = Vec::new();
    let mut known: HashMap<(Vec<String>, String), usize> = HashMap::new();
    let mut missing = 0;
    for (file, series) in chosen {
        let observations = &files[file].1;
        let codes = codes(observations, series);
        let (code, words) = (series.area_codes.first().cloned().unwrap_or_default(), series.area.clone());
        let key = if code.is_empty() { words.clone() } else { code.clone() };
        let area = *area_ids.entry(key.to_lowercase()).or_insert_with(|| {
            let id = names.area(if key.is_empty() { UNSTATED } else { &key });
            let name = [words, code].into_iter().find(|name| !name.is_empty());
            areas.push(Area { id, name: name.unwrap_or_else(|| "area not stated".to_owned()) });
            areas.len() - 1
        });
        let at = *known.entry((codes.clone(), series.unit.to_lowercase())).or_insert_with(|| {
            let known = series.known_unit().filter(|unit| *unit != Unit::Rank);
            indicators.push(Indicator {
                id: names.indicator(&codes),
                title: if series.indicator.is_empty() { codes.join(", ") } else { series.indicator.clone() },
                known: known.is_some(),
                short_unit: if known.is_none() { series.unit.clone() } else { String::new() },
                unit: known.unwrap_or(Unit::Count),
                series: Vec::new(),
            });
            indicators.len() - 1
        });
        let own = &mut indicators[at].series;
        if let Some(other) = own.iter().find(|other| other.area == areas[area].id) {
            let (a, b) = (&files[other.file].0, &files[file].0);
            return Err(Error::new(format!("{} of {a} and {} of {b} are the same series", other.series.id, series.id))
                .with_help("import one of them: choose with --series, or make a package of each file"));
        }
        let values = values(observations, series)?;
        missing += series.rows.len() - values.len();
        own.push(Own { file, series, area: areas[area].id.clone(), values });
    }
    for indicator in &mut indicators {
        indicator.series.retain(|own| !own.values.is_empty());
    }
    indicators.retain(|indicator| !indicator.series.is_empty());
    let used: HashSet<&str> =
        indicators.iter().flat_map(|indicator| indicator.series.iter().map(|own| own.area.as_str())).collect();
    areas.retain(|area| used.contains(area.id.as_str()));
    if indicators.is_empty() {
        return Err(Error::new("no series has a value").with_help("choose others with --series"));
    }
    let sources = tables::sources(files, &mut names);
    let titles: Vec<&str> = files.iter().map(|(_, data)| data.source()).collect();
    let figures = indicators.iter().flat_map(|one| &one.series).map(|own| own.values.len()).sum();
    Ok(Imported {
        counts: [figures, indicators.len(), areas.len()],
        remarks: remarks(&indicators, &areas, missing),
        files: vec![
            tables::descriptor_file(&tables::descriptor(name, "Imported from data files.", &titles, false)?)?,
            tables::indicators(&indicators, files)?,
            tables::figures(&indicators, files, &sources, &mut names)?,
            tables::areas(&areas)?,
            tables::source_rows(&indicators, files, &sources)?,
            charts::file(&indicators, &areas),
        ],
    })
}

/// What tells an indicator from others: the codes of its series, else the name of the file.
fn codes(observations: &Observations, series: &Series) -> Vec<String> {
    if series.codes.is_empty() { vec![observations.stem().to_owned()] } else { series.codes.clone() }
}

/// The observations of a series that have a value.
fn values(observations: &Observations, series: &Series) -> Result<Vec<Value>> {
    let broken = |error| Error::new(format!("the data cannot be read back: {error}"));
    let column = |name: &str| observations.frame().column(name).map_err(broken);
    let (periods, values, status) = (column("time_period")?, column("obs_value")?, column("obs_status")?);
    let (periods, status) = (periods.str().map_err(broken)?, status.str().map_err(broken)?);
    let values = values.f64().map_err(broken)?;
    let decimals = column("decimals")?.i32().map_err(broken)?;
    let words = |cell: Option<&str>| cell.unwrap_or_default().to_owned();
    let one = |row: usize| {
        let value = values.get(row).filter(|value| value.is_finite())?;
        let decimals = decimals.get(row).unwrap_or_default();
        Some(Value { period: words(periods.get(row)), value, decimals, status: words(status.get(row)) })
    };
    Ok(series.rows.clone().filter_map(one).collect())
}

/// What the files do not say, and what stands for it.
fn remarks(indicators: &[Indicator<'_>], areas: &[Area], missing: usize) -> Vec<String> {
    let mut remarks = Vec::new();
    let named = |all: Vec<&str>| match all.as_slice() {
        [first @ .., last] if !first.is_empty() && all.len() <= 5 => format!("{} and {last}", first.join(", ")),
        [one] => (*one).to_owned(),
        all => format!("{} and {} others", all[..all.len().min(5)].join(", "), all.len().saturating_sub(5)),
    };
    let unknown: Vec<&str> = indicators.iter().filter(|one| !one.known).map(|one| one.id.as_str()).collect();
    if !unknown.is_empty() {
        remarks.push(format!(
            "The unit of {} is not known: count stands in indicators.csv, in the columns unit and series. Put the unit there.",
            named(unknown)
        ));
    }
    let local =
        |one: &&Indicator<'_>| one.series.len() > 1 && one.series.iter().any(|own| own.series.in_local_currency());
    let local: Vec<&str> = indicators.iter().filter(local).map(|one| one.id.as_str()).collect();
    if !local.is_empty() {
        remarks
            .push(format!("The currency of {} is another one in each area: do not compare areas by it.", named(local)));
    }
    let money = |one: &&Indicator<'_>| matches!(one.unit, Unit::Currency(_));
    let amounts: Vec<&str> = indicators.iter().filter(money).map(|one| one.id.as_str()).collect();
    if !amounts.is_empty() {
        remarks.push(format!(
            "Whether an amount is of a period or of a point in time is not said: {} as flow in indicators.csv. Write stock where it is one.",
            if amounts.len() == 1 { format!("{} stands", amounts[0]) } else { format!("{} stand", named(amounts)) }
        ));
    }
    if areas.iter().any(|area| area.id.starts_with(UNSTATED)) {
        remarks.push(format!("An area is not stated: {UNSTATED} stands for it in areas.csv."));
    }
    if missing > 0 {
        let times = if missing == 1 {
            "1 observation without a value was"
        } else {
            &format!("{missing} observations without a value were")
        };
        remarks.push(format!("{times} left out."));
    }
    remarks
}
