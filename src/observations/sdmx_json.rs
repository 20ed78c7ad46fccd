//! SDMX-JSON 1.0 and 2.0 data messages as the SDMX-CSV with labels that says the same, which [`super::sdmx`] then reads.
//!
//! Source: SDMX-JSON data message, versions 1.0 and 2.0 (github.com/sdmx-twg/sdmx-json). Keys such as `0:1` are places in the lists of
//! values of the dimensions at that level; an observation is its value and then places in the lists of its attributes.

use std::fmt::Write;

use serde_json::Value;

use crate::error::{Error, Result};

/// The dimension of periods, which may stand at any level, and in SDMX-CSV stands behind the others.
const TIME: &str = "TIME_PERIOD";

/// A dimension or an attribute, and the code and label of each of its values.
struct Component {
    id: String,
    name: String,
    /// What stands for a value that is not given.
    default: String,
    values: Vec<(String, String)>,
}

/// The components of a structure, those of the dataset, of the series, and of the observation.
struct Level {
    dimensions: Vec<Component>,
    attributes: Vec<Component>,
}

/// Whether a JSON document is such a message.
pub(super) fn is_message(document: &Value) -> bool {
    let body = document.get("data").unwrap_or(document);
    body.get("dataSets").is_some() && (body.get("structure").is_some() || body.get("structures").is_some())
}

/// The observations as CSV. Places in messages are those of this text.
///
/// # Errors
/// If there are several structures, or a key points to no value of its dimension.
pub(super) fn as_csv(shown: &str, document: &Value) -> Result<Vec<u8>> {
    let body = document.get("data").unwrap_or(document);
    let structures = list(body.get("structures")).len();
    if structures > 1 {
        return Err(Error::new(format!("{shown} has data of {structures} structures"))
            .with_help("download the data of one dataflow"));
    }
    let structure = body.get("structures").map_or(body.get("structure"), |all| all.get(0)).unwrap_or(&Value::Null);
    let measures = list(structure.get("measures").and_then(|measures| measures.get("observation"))).len();
    if measures > 1 {
        return Err(Error::new(format!("{shown} has {measures} measures an observation, and one is read"))
            .with_help("download one of them, or SDMX-CSV with one measure"));
    }
    // Their keys leave dimensions out; what they say is needed only where it scales values.
    let groups = components(structure, "attributes", "dimensionGroup");
    let unit = |one: &Component| one.id == "UNIT_MULT" && one.values.iter().any(|(code, _)| code != "0");
    if groups.iter().any(unit) {
        return Err(Error::new(format!(
            "{shown} scales its values by groups of series (UNIT_MULT), which is not read"
        ))
        .with_help("download SDMX-CSV"));
    }
    let levels = ["dataSet", "series", "observation"].map(|level| Level {
        dimensions: components(structure, "dimensions", level),
        attributes: components(structure, "attributes", level),
    });
    let mut writer = Csv { shown, flow: dataflow(body, structure), levels, action: "I", text: String::new() };
    writer.header();
    for set in list(body.get("dataSets")) {
        writer.action = if set.get("action").and_then(Value::as_str) == Some("Delete") { "D" } else { "I" };
        let own = attributes(set);
        // In the flat form the observations stand in the dataset itself.
        writer.observations(set, "", &own, &[])?;
        for (key, series) in entries(set.get("series")) {
            writer.observations(series, key, &own, &attributes(series))?;
        }
    }
    Ok(writer.text.into_bytes())
}

/// The CSV as far as it has been written.
struct Csv<'a> {
    shown: &'a str,
    flow: String,
    levels: [Level; 3],
    /// What the dataset at hand does, as SDMX-CSV says it: D deletes.
    action: &'static str,
    text: String,
}

impl Csv<'_> {
    /// Dimensions, value, attributes: where they stand tells them apart.
    fn header(&mut self) {
        let mut cells = vec!["DATAFLOW".to_owned(), "ACTION".to_owned()];
        let named = |one: &Component| both(&one.id, if one.name.is_empty() { &one.id } else { &one.name });
        let (time, others): (Vec<&Component>, Vec<&Component>) =
            self.levels.iter().flat_map(|level| &level.dimensions).partition(|one| one.id == TIME);
        cells.extend(others.into_iter().chain(time).map(named));
        cells.push("OBS_VALUE: Observation value".to_owned());
        cells.extend(self.levels.iter().flat_map(|level| &level.attributes).map(named));
        self.line(&cells);
    }

    /// The observations of a series, whose attributes may be shorter than the structure's list of them.
    fn observations(&mut self, of: &Value, key: &str, set: &[Value], series: &[Value]) -> Result<()> {
        for (place, observation) in entries(of.get("observations")) {
            let found = list(Some(observation));
            let mut cells = vec![self.flow.clone(), self.action.to_owned()];
            let keys = ["", key, place];
            let mut time = Vec::new();
            for (i, (level, key)) in self.levels.iter().zip(keys).enumerate() {
                // A dimension of the dataset has one value, and no place in any key.
                let places: Vec<&str> = if i == 0 {
                    vec!["0"; level.dimensions.len()]
                } else {
                    key.split(':').filter(|one| !one.is_empty()).collect()
                };
                if places.len() != level.dimensions.len() {
                    return Err(self.wrong_key(key, level));
                }
                for (dimension, place) in level.dimensions.iter().zip(places) {
                    let value = place.parse().ok().and_then(|place: usize| dimension.values.get(place));
                    let (code, label) = value.ok_or_else(|| self.wrong_key(key, level))?;
                    // A period is its code; its label is the same in other words.
                    if dimension.id == TIME {
                        time.push(code.clone());
                    } else {
                        cells.push(both(code, label));
                    }
                }
            }
            cells.extend(time);
            cells.push(found.first().map_or(String::new(), scalar));
            for (level, attributes) in self.levels.iter().zip([set, series, found.get(1..).unwrap_or_default()]) {
                cells.extend(level.attributes.iter().enumerate().map(|(i, one)| one.value(attributes.get(i))));
            }
            self.line(&cells);
        }
        Ok(())
    }

    fn line(&mut self, cells: &[String]) {
        for (i, cell) in cells.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            // Writing into a string cannot fail.
            let _ = write!(self.text, "{comma}\"{}\"", cell.replace('"', "\"\"").replace(['\r', '\n'], " "));
        }
        self.text.push('\n');
    }

    fn wrong_key(&self, key: &str, level: &Level) -> Error {
        let ids: Vec<&str> = level.dimensions.iter().map(|one| one.id.as_str()).collect();
        Error::new(format!("{} has the key '{key}', which names no values of {}", self.shown, ids.join(", ")))
            .with_help("it may be cut short: download it again")
    }
}

impl Component {
    /// The value that an observation or series has of an attribute: a place in its list, or the value itself.
    fn value(&self, found: Option<&Value>) -> String {
        let place = found.and_then(Value::as_u64).and_then(|place| usize::try_from(place).ok());
        match (place.and_then(|place| self.values.get(place)), found) {
            (Some((code, label)), _) => both(code, label),
            (None, Some(own @ (Value::String(_) | Value::Number(_)))) if self.values.is_empty() => scalar(own),
            _ => self.default.clone(),
        }
    }
}

fn components(structure: &Value, kind: &str, level: &str) -> Vec<Component> {
    let text = |value: &Value, key: &str| value.get(key).map_or(String::new(), scalar);
    let all = list(structure.get(kind).and_then(|kind| kind.get(level)));
    all.iter()
        .map(|one| Component {
            id: text(one, "id"),
            name: text(one, "name"),
            default: text(one, "default"),
            values: list(one.get("values"))
                .iter()
                // A text of its own has no code in 1.0, and is a value in 2.0.
                .map(|value| {
                    let own = [text(value, "id"), text(value, "value"), text(value, "name"), scalar(value)];
                    (own.into_iter().find(|own| !own.is_empty()).unwrap_or_default(), text(value, "name"))
                })
                .collect(),
        })
        .collect()
}

/// The dataflow as `ECB:EXR(1.0)`: of its URN in 2.0, of its address in 1.0.
fn dataflow(body: &Value, structure: &Value) -> String {
    let links = list(structure.get("links"))
        .iter()
        .chain(list(body.get("dataSets").and_then(|sets| sets.get(0)?.get("links"))));
    let flow = links.into_iter().find(|link| link.get("rel").and_then(Value::as_str) == Some("dataflow"));
    let text = |key: &str| flow.and_then(|flow| flow.get(key)?.as_str()).unwrap_or_default();
    if let Some((_, id)) = text("urn").split_once('=') {
        return id.to_owned();
    }
    let parts: Vec<&str> = text("href").split('/').skip_while(|part| *part != "dataflow").collect();
    match parts.as_slice() {
        [_, agency, id, version, ..] => format!("{agency}:{id}({version})"),
        _ => structure.get("name").map_or(String::new(), scalar),
    }
}

/// Code and label as SDMX-CSV writes both.
fn both(code: &str, label: &str) -> String {
    if label.is_empty() || label == code { code.to_owned() } else { format!("{code}: {label}") }
}

fn attributes(of: &Value) -> Vec<Value> {
    list(of.get("attributes")).to_vec()
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&str, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten().map(|(key, value)| (key.as_str(), value))
}

/// A word or number as text; nothing for what is neither.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
