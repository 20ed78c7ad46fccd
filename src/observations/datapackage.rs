//! Data packages of others, by the Frictionless standard: each table that the descriptor names, as one set of series.
//!
//! Source: Data Package, Table Dialect and Table Schema, versions 1 and 2 (datapackage.org). What the descriptor says of delimiters, missing
//! values and signs in numbers holds for the file; units, titles and sources go where the file itself says nothing.

use std::collections::HashSet;
use std::iter::repeat_n;
use std::path::{Component, Path};

use polars::prelude::DataFrame;
use serde_json::Value;

use super::columns::PERIOD;
use super::content::{self, Content};
use super::{DESCRIPTOR, LARGEST, Layout, Observations, Series, json};
use crate::error::{Error, Result};
use crate::frame;
use crate::input::{self, Text};

/// What files with tables end in; of others nothing is read.
const TABLES: [&str; 9] = ["csv", "tsv", "tab", "txt", "gz", "zip", "xls", "xlsx", "parquet"];
/// A description that is longer than this is no name of a series.
const SHORT: usize = 80;

/// A file that the descriptor names.
struct Resource<'a> {
    name: String,
    path: String,
    record: &'a Value,
}

/// The descriptor in these bytes; nothing if they are something else.
///
/// # Errors
/// If they look like one and are no JSON.
pub(super) fn descriptor(shown: &str, bytes: &[u8]) -> Result<Option<Value>> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let starts = text.trim_ascii_start().starts_with(b"{");
    if !starts || memchr::memmem::find(text, b"\"resources\"").is_none() {
        return Ok(None);
    }
    let text = input::text_of(shown, bytes.to_vec())?;
    Ok(Some(json::document(shown, text.inner())?).filter(|document| document["resources"].is_array()))
}

/// The observations of all tables of a package; `shown` is the descriptor's name in messages.
///
/// # Errors
/// If a file is missing, empty, faulty, or leads out of the folder; if no file is a table of observations; if it is a package of trueup.
pub(super) fn read(folder: &Path, shown: &str, package: &Value, by: &[String]) -> Result<Observations> {
    let resources = resources(shown, package)?;
    if ["figures", "indicators", "claims"].iter().all(|own| resources.iter().any(|resource| resource.name == *own)) {
        return Err(Error::new(format!("{shown} is a package of trueup: figures as printed, no observations"))
            .with_help(format!("name its folder with --package {}", folder.display())));
    }
    let mut remarks = Vec::new();
    let mut tables: Vec<(&Resource, Content)> = Vec::new();
    let mut reason = None;
    for resource in &resources {
        if !resource.is_table() {
            remarks.push(format!("The resource {} is no table and was left out.", resource.name));
            continue;
        }
        let content = resource.content(folder, shown)?;
        match Layout::of(&content.text, by).map_err(|error| content.placed(error)) {
            Ok(_) => tables.push((resource, content)),
            Err(error) => {
                remarks.push(format!("The resource {} is no table of observations and was left out.", resource.name));
                reason.get_or_insert(error);
            }
        }
    }
    if tables.is_empty() {
        return Err(reason.unwrap_or_else(|| {
            Error::new(format!("{shown} names no table")).with_help("it needs a resource with the path of a CSV file")
        }));
    }
    let several = tables.len() > 1;
    let mut whole: Option<Observations> = None;
    for (resource, content) in tables {
        let mut own = Observations::of(&content.text, by).map_err(|error| content.placed(error))?;
        own.remarks.extend(content.remarks);
        resource.describe(package, &mut own.series);
        if several {
            for series in &mut own.series {
                series.id = format!("{}:{}", resource.name, series.id);
            }
        }
        own.frame = described(own.frame, &own.series)?;
        match &mut whole {
            None => whole = Some(own),
            Some(whole) => append(whole, own)?,
        }
    }
    let mut whole = whole.ok_or_else(|| Error::new(format!("{shown} names no table")))?;
    whole.remarks.extend(remarks);
    whole.files = resources.iter().map(|resource| folder.join(&resource.path)).collect();
    whole.files.push(folder.join(DESCRIPTOR));
    whole.stem = words(package, "name").unwrap_or_else(|| whole.stem.clone());
    let title = words(package, "title").or_else(|| words(package, "name"));
    whole.source = sources(package).or(title).unwrap_or_else(|| shown.to_owned());
    Ok(whole)
}

/// The resources, each with one path inside the folder.
fn resources<'a>(shown: &str, package: &'a Value) -> Result<Vec<Resource<'a>>> {
    let mut all: Vec<Resource> = Vec::new();
    for record in package["resources"].as_array().into_iter().flatten() {
        let path = match &record["path"] {
            Value::Array(parts) if parts.len() == 1 => parts[0].as_str(),
            path => path.as_str(),
        };
        let path = path.map(str::to_owned).ok_or_else(|| {
            let name = words(record, "name").unwrap_or_default();
            Error::new(format!("the resource '{name}' of {shown} has no path of one file"))
                .with_help("data within the descriptor and files in parts are not read")
        })?;
        let name = words(record, "name").unwrap_or_else(|| path.clone());
        let inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside || path.contains("://") {
            return Err(Error::new(format!("the path '{path}' of {shown} leads out of its folder"))
                .with_help("download the file, put it beside the descriptor and write its path, without '..'"));
        }
        if all.iter().any(|other| other.name == name) {
            return Err(Error::new(format!("{shown} names the resource '{name}' twice"))
                .with_help("give each resource a name of its own"));
        }
        all.push(Resource { name, path, record });
    }
    Ok(all)
}

impl Resource<'_> {
    /// Whether its ending or its format is that of a table.
    fn is_table(&self) -> bool {
        let ending = self.path.rsplit('.').next().unwrap_or_default().to_lowercase();
        let format = self.record["format"].as_str().unwrap_or_default().to_lowercase();
        [ending, format].iter().any(|kind| TABLES.contains(&kind.as_str()))
    }

    /// The file's table, as CSV with commas and numbers with points where the descriptor says that it has others.
    fn content(&self, folder: &Path, shown: &str) -> Result<Content> {
        let path = folder.join(&self.path);
        let file = path.display().to_string();
        if !path.exists() {
            return Err(Error::new(format!("the file '{}' that {shown} names is not there", self.path))
                .with_help("download it with the package, or take its resource out of the descriptor"));
        }
        let too_large = |_| Error::new(format!("{file} has more than 2 GB")).with_help("take out what is not drawn");
        let bytes = input::read(&path, &file, "a resource is one file", LARGEST, too_large)?;
        if bytes.trim_ascii().is_empty() {
            return Err(Error::new(format!("{file} is empty, where {shown} describes a table"))
                .with_help("download it again, or take its resource out of the descriptor"));
        }
        let mut content = content::table(&file, bytes)?;
        if let Some(text) = self.plain(&content.text)? {
            content.text = text;
        }
        Ok(content)
    }

    /// The text without what is peculiar to it; nothing if nothing is.
    fn plain(&self, text: &Text) -> Result<Option<Text>> {
        let dialect = &self.record["dialect"];
        // A text is the address of a dialect elsewhere.
        let usual = !dialect.is_string()
            && dialect["header"] != Value::Bool(false)
            && [&dialect["escapeChar"], &dialect["commentChar"]].iter().all(|sign| sign.is_null())
            && dialect["quoteChar"].as_str().is_none_or(|sign| sign == "\"");
        if !usual {
            return Err(Error::new(format!("the table '{}' is in a dialect that is not read", self.path))
                .with_help("expected a header, and quotation marks around cells with delimiters"));
        }
        let delimiter = dialect["delimiter"].as_str().unwrap_or(",");
        let [byte] = delimiter.as_bytes() else {
            return Err(Error::new(format!("the delimiter '{delimiter}' of '{}' is no single sign", self.path)));
        };
        let missing = self.missing();
        let fields = self.fields();
        let signs = |name: &str| {
            let field = fields.iter().find(|field| field["name"].as_str() == Some(name));
            let sign = |key: &str| field.and_then(|field| field[key].as_str()).unwrap_or_default().to_owned();
            (sign("decimalChar"), sign("groupChar"))
        };
        let special = |field: &&Value| !field["decimalChar"].is_null() || !field["groupChar"].is_null();
        if *byte == b',' && missing.iter().all(String::is_empty) && !fields.iter().any(special) {
            return Ok(None);
        }
        let unread = |error: csv::Error| Error::new(format!("{} cannot be read as CSV: {error}", text.name()));
        let mut reader = csv::ReaderBuilder::new().delimiter(*byte).flexible(true).from_reader(text.inner().as_bytes());
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let header = reader.headers().map_err(unread)?.clone();
        let signs: Vec<(String, String)> = header.iter().map(|name| signs(name.trim())).collect();
        writer.write_record(&header).map_err(unread)?;
        for record in reader.records() {
            let record = record.map_err(unread)?;
            let cells = record.iter().enumerate().map(|(i, cell)| match signs.get(i) {
                _ if missing.contains(cell.trim()) => String::new(),
                Some((decimal, group)) => pointed(cell, decimal, group),
                None => cell.to_owned(),
            });
            writer.write_record(cells).map_err(unread)?;
        }
        let bytes = writer.into_inner().map_err(|error| Error::new(error.to_string()))?;
        input::text_of(text.name(), bytes).map(Some)
    }

    /// What stands where there is no value, as words or with a label.
    fn missing(&self) -> HashSet<String> {
        let all = self.record["schema"]["missingValues"].as_array().or(self.record["missingValues"].as_array());
        let word = |one: &Value| one.as_str().or(one["value"].as_str()).map(str::to_owned);
        all.into_iter().flatten().filter_map(word).collect()
    }

    fn fields(&self) -> Vec<&Value> {
        self.record["schema"]["fields"].as_array().into_iter().flatten().collect()
    }

    /// Gives series what the descriptor says and the file does not: unit, words and source.
    fn describe(&self, package: &Value, series: &mut [Series]) {
        let fields = self.fields();
        let is_value = |field: &&&Value| {
            let name = field["name"].as_str().unwrap_or_default().to_lowercase();
            matches!(field["type"].as_str(), Some("number" | "integer" | "any")) && !PERIOD.contains(&name.as_str())
        };
        let values: Vec<&&Value> = fields.iter().filter(is_value).collect();
        let title = words(self.record, "title").or_else(|| words(package, "title"));
        let source = sources(self.record).unwrap_or_default();
        for one in series {
            // A series is named after its column, and other dimensions stand behind.
            let name = |field: &Value| field["name"].as_str().unwrap_or_default().trim().to_owned();
            let starts =
                |field: &Value| one.indicator.strip_prefix(&name(field)).is_some_and(|rest| rest.starts_with(", "));
            let named = values.iter().find(|field| one.indicator == name(field));
            let named = named.or_else(|| values.iter().find(|field| starts(field)));
            let field = named.or(if let [only] = values.as_slice() { Some(only) } else { None });
            if let Some(field) = field {
                if one.unit.is_empty() {
                    one.unit = unit(field).unwrap_or_default();
                }
                match words(field, "title") {
                    Some(title) if one.indicator == name(field) => one.indicator = title,
                    title if one.indicator.is_empty() => {
                        let described = words(field, "description").filter(|text| text.chars().count() <= SHORT);
                        one.indicator = title.or(described).unwrap_or_default();
                    }
                    _ => {}
                }
            }
            if one.indicator.is_empty() {
                one.indicator = title.clone().unwrap_or_default();
            }
            if one.source.is_empty() {
                one.source.clone_from(&source);
            }
        }
    }
}

/// A number with a point; as it is where it is no number in these signs.
fn pointed(cell: &str, decimal: &str, group: &str) -> String {
    if decimal.is_empty() && group.is_empty() {
        return cell.to_owned();
    }
    let without = if group.is_empty() { cell.to_owned() } else { cell.replace(group, "") };
    let number = if decimal.is_empty() { without } else { without.replace(decimal, ".") };
    if super::plain(number.trim()).is_some() { number } else { cell.to_owned() }
}

/// The unit of a field; Our World in Data has it in settings that are JSON, or a text of JSON.
fn unit(field: &Value) -> Option<String> {
    let settings = &field["owidDisplaySettings"];
    let inner: Option<Value> = settings.as_str().and_then(|text| serde_json::from_str(text).ok());
    words(field, "unit").or_else(|| words(inner.as_ref().unwrap_or(settings), "unit"))
}

/// Who published the data, by title or name, parted by semicolons.
fn sources(record: &Value) -> Option<String> {
    let all = record["sources"].as_array()?;
    let named: Vec<String> =
        all.iter().filter_map(|source| words(source, "title").or_else(|| words(source, "name"))).collect();
    (!named.is_empty()).then(|| named.join("; "))
}

fn words(record: &Value, key: &str) -> Option<String> {
    record[key].as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The frame with what its series say now.
fn described(mut frame: DataFrame, series: &[Series]) -> Result<DataFrame> {
    let of = |name, of: fn(&Series) -> &str| {
        frame::text(name, series.iter().flat_map(move |one| repeat_n(of(one), one.rows.len())))
    };
    let columns = [
        of("series", |one| &one.id),
        of("indicator", |one| &one.indicator),
        of("unit", |one| &one.unit),
        of("source", |one| &one.source),
    ];
    for column in columns {
        frame.with_column(column).map_err(unmade)?;
    }
    Ok(frame)
}

/// Puts the series of another file behind those of the first.
fn append(whole: &mut Observations, other: Observations) -> Result<()> {
    let rows = whole.frame.height();
    whole.frame.vstack_mut(&other.frame).map_err(unmade)?;
    whole.series.extend(other.series.into_iter().map(|mut series| {
        series.rows = series.rows.start + rows..series.rows.end + rows;
        series
    }));
    whole.remarks.extend(other.remarks);
    Ok(())
}

fn unmade(error: impl std::fmt::Display) -> Error {
    Error::new(format!("the tables of the package cannot be joined: {error}"))
}
