//! The tables of an imported package as CSV, and its descriptor.

use serde_json::{Value as Json, json};

use super::names::Names;
use super::{Area, Indicator, Value, codes};
use crate::error::{Error, Result};
use crate::observations::Observations;
use crate::output::File;
use crate::package::{Counted, Elsewhere};
use crate::unit::Unit;

/// The descriptor that `trueup new` writes.
const TEMPLATE: &str = include_str!("../cli/template/datapackage.json");

/// datapackage.json: that of a new package, with other words and sources, and with or without claims.
pub(crate) fn descriptor(name: &str, description: &str, sources: &[&str], claims: bool) -> Result<Json> {
    let mut descriptor: Json = serde_json::from_str(TEMPLATE).map_err(|error| no_descriptor(&error))?;
    let sources: Vec<Json> = sources.iter().map(|title| json!({ "title": title })).collect();
    for (key, value) in [
        ("name", json!(name)),
        ("title", json!(name)),
        ("description", json!(description)),
        ("sources", json!(sources)),
    ] {
        descriptor[key] = value;
    }
    if let Some(resources) = descriptor["resources"].as_array_mut() {
        resources.retain(|resource| claims || resource["name"] != "claims");
    }
    Ok(descriptor)
}

/// A descriptor as its file.
pub(crate) fn descriptor_file(descriptor: &Json) -> Result<File> {
    let mut text = serde_json::to_string_pretty(descriptor).map_err(|error| no_descriptor(&error))?;
    text.push('\n');
    Ok(File::new("datapackage.json", text))
}

fn no_descriptor(error: &serde_json::Error) -> Error {
    Error::new(format!("the descriptor cannot be made: {error}"))
}

/// indicators.csv.
pub(super) fn indicators(all: &[Indicator<'_>], files: &[(String, Observations)]) -> Result<File> {
    let mut table = vec![
        "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series"
            .split(',')
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    ];
    for one in all {
        let Some(first) = one.series.first() else { continue };
        let unit = if one.known { "" } else { " The file does not say the unit in words that are known." };
        table.push(vec![
            one.id.clone(),
            one.title.clone(),
            one.unit.to_string(),
            one.short_unit.clone(),
            measure(&one.unit).to_owned(),
            price_basis(&one.title).to_owned(),
            first.area.clone(),
            String::new(),
            format!("Imported from {}.{unit}", file_name(&files[first.file].0)),
            String::new(),
            elsewhere(one, &files[first.file].1).to_string(),
        ]);
    }
    written("indicators.csv", &table)
}

/// What an indicator in a unit is taken to be.
pub(crate) fn measure(unit: &Unit) -> &'static str {
    match unit {
        Unit::Percent => "rate",
        Unit::PercentagePoints | Unit::BasisPoints => "change",
        Unit::Index => "index",
        Unit::Currency(_) => "flow",
        _ => "count",
    }
}

/// What the World Bank says in the brackets behind a name.
fn price_basis(title: &str) -> &'static str {
    let words = title.to_lowercase();
    match (words.contains("current us$") || words.contains("current lcu"), words.contains("constant")) {
        (true, false) => "current prices",
        (false, true) => "constant prices",
        _ => "",
    }
}

/// Where the series came from, for `trueup confront`.
fn elsewhere(one: &Indicator<'_>, observations: &Observations) -> Elsewhere {
    let codes = one.series.first().map_or_else(Vec::new, |own| codes(observations, own.series));
    let code: Vec<String> = codes.iter().map(|code| Elsewhere::written(code)).collect();
    let counted = (!one.known).then_some(Counted { power: 0, unit: Unit::Count });
    Elsewhere { provider: provider(observations.source()), code: code.join(":"), counted, made: None }
}

/// Who publishes the data, as far as the file says: the World Bank, or the agency of an SDMX structure.
fn provider(source: &str) -> String {
    let agency = source.split(['.', ':']).next().unwrap_or_default();
    let plain = !agency.is_empty() && agency.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    match source {
        source if source.starts_with("World Bank") => "WB".to_owned(),
        source if source.contains(':') && plain => agency.to_owned(),
        _ => "FILE".to_owned(),
    }
}

/// figures.csv: a row an observation.
pub(super) fn figures(
    all: &[Indicator<'_>],
    files: &[(String, Observations)],
    sources: &[String],
    names: &mut Names,
) -> Result<File> {
    let header = "figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note";
    let mut table = vec![header.split(',').map(str::to_owned).collect::<Vec<_>>()];
    for one in all {
        for own in &one.series {
            let locator = format!("{}, series {}", file_name(&files[own.file].0), own.series.id);
            for value in &own.values {
                let notes = [
                    if value.status.is_empty() { String::new() } else { format!("Status {}.", value.status) },
                    if own.series.source.is_empty() {
                        String::new()
                    } else {
                        format!("Source: {}.", own.series.source)
                    },
                ];
                table.push(vec![
                    names.figure(&one.id, &own.area, &value.period),
                    one.id.clone(),
                    own.area.clone(),
                    value.period.clone(),
                    String::new(),
                    stated(value, &one.unit),
                    sources[own.file].clone(),
                    locator.clone(),
                    notes.join(" ").trim().to_owned(),
                ]);
            }
        }
    }
    written("figures.csv", &table)
}

/// A number as printed words: its digits, with a zero at the end where the file has one, and the unit.
fn stated(value: &Value, unit: &Unit) -> String {
    // There is no minus before nothing.
    let number = value.value + 0.0;
    let shortest = number.to_string();
    let printed = usize::try_from(value.decimals).map(|decimals| format!("{number:.decimals$}"));
    let same = |printed: &String| printed.trim_end_matches('0').trim_end_matches('.') == shortest;
    let value = printed.ok().filter(|printed| printed.contains('.') && same(printed)).unwrap_or(shortest);
    match unit {
        Unit::Currency(currency) if number >= 0.0 => format!("{} {value}", currency.code()),
        Unit::Count | Unit::Index => value,
        _ => format!("{value} {}", unit.to_string().replace('_', " ")),
    }
}

/// areas.csv.
pub(super) fn areas(all: &[Area]) -> Result<File> {
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let mut table = vec![row(["ref_area", "name", "colour", "fiscal_year_start"])];
    table.extend(all.iter().map(|area| row([&area.id, &area.name, "", ""])));
    written("areas.csv", &table)
}

/// The names of the sources, one a file.
pub(super) fn sources(files: &[(String, Observations)], names: &mut Names) -> Vec<String> {
    files.iter().map(|(_, data)| names.source(data.stem())).collect()
}

/// sources.csv: a row a file that is used.
pub(super) fn source_rows(all: &[Indicator<'_>], files: &[(String, Observations)], sources: &[String]) -> Result<File> {
    let header = "source_id,citation_full,attribution_short,cited_in,date_published,url,doi";
    let mut table = vec![header.split(',').map(str::to_owned).collect::<Vec<_>>()];
    for (at, ((name, data), source)) in files.iter().zip(sources).enumerate() {
        if !all.iter().any(|one| one.series.iter().any(|own| own.file == at)) {
            continue;
        }
        let (publisher, updated) = data.source().rsplit_once(", updated ").unwrap_or((data.source(), ""));
        let file = file_name(name);
        let citation = if data.source() == file { file.to_owned() } else { format!("{}; file {file}", data.source()) };
        let blank = String::new;
        table.push(vec![source.clone(), citation, publisher.to_owned(), blank(), updated.to_owned(), blank(), blank()]);
    }
    written("sources.csv", &table)
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Rows as a file of CSV.
pub(crate) fn written(name: &str, rows: &[Vec<String>]) -> Result<File> {
    let broken = |error: String| Error::new(format!("{name} cannot be made: {error}"));
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in rows {
        // A cell is one line, so that a row is one too.
        let cells = row.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        writer.write_record(cells).map_err(|error| broken(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(error.to_string()))?;
    Ok(File::new(name, bytes))
}
