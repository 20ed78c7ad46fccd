//! SDMX-CSV 1.0 and 2.x (OECD, Eurostat, ECB, BIS): what its columns are, made plain for [`super::columns`].
//!
//! Source: SDMX-CSV field guides, version 1.0 and 2.0 (sdmx.org). The file names its columns by the identifiers of a structure that is not in
//! it. Dimensions stand before the time and the value, and so they are told from attributes, which may stand behind.

use super::MISSING;
use super::table::{Row, Table};
use crate::error::{Error, Result};

/// What the columns of an SDMX-CSV file are.
pub(super) struct Sdmx {
    /// Columns that tell series apart.
    pub dimensions: Vec<usize>,
    /// The column of the power of ten that a value is to be multiplied with; it may differ from row to row.
    pub multiplier: Option<usize>,
    /// The structure that the rows belong to, with its agency: who published them.
    pub structure: String,
    /// Rows that delete observations, which were left out.
    pub deletions: usize,
}

/// What says how to read the rows, and is no part of the data.
const ENVELOPE: [&str; 9] = [
    "KEY",
    "DATAFLOW",
    "STRUCTURE",
    "STRUCTURE_ID",
    "STRUCTURE_NAME",
    "ACTION",
    "SERIES_KEY",
    "OBS_KEY",
    "LAST UPDATE",
];

/// Each column is compared with each.
const MOST_COLUMNS: usize = 1000;

/// Reads the header of an SDMX-CSV file and blanks what is no data; nothing for other files.
///
/// # Errors
/// If it has no column of values, several structures, or labels without codes.
pub(super) fn prepare(table: &mut Table) -> Result<Option<Sdmx>> {
    let first = table.header.first().map_or("", |name| id(name));
    // The ECB's own download has the key of each series in the place of the dataflow.
    let keyed = || ["TIME_PERIOD", "OBS_VALUE"].iter().all(|name| table.header.iter().any(|column| column == name));
    if !(matches!(first, "DATAFLOW" | "STRUCTURE") || first == "KEY" && keyed()) {
        return Ok(None);
    }
    if table.header.len() > MOST_COLUMNS {
        return Err(Error::new(format!("this SDMX-CSV file has {} columns, and none has so many", table.header.len()))
            .with_help("a component of the structure is a column: download it again"));
    }
    labels_of_their_own(table);
    let both = table.header.iter().skip(1).any(|name| name.contains(": "));
    let structure = structure(table)?;
    let deletions = deletions(table);
    let columns = table.header.len();
    if both {
        split_labels(table);
    }
    let ids: Vec<String> = table.header.iter().map(|name| id(name).to_uppercase()).collect();
    let Some(value) = ids.iter().position(|name| name == "OBS_VALUE") else {
        return Err(Error::new("this SDMX-CSV file has no column OBS_VALUE").with_help(format!(
            "one measure with this name is read; the columns are {}",
            table.header[..columns].join(", ")
        )));
    };
    let time = ids.iter().position(|name| name == "TIME_PERIOD");
    let end = time.map_or(value, |time| time.min(value));
    let is_data = |i: usize| !ENVELOPE.contains(&ids[i].as_str()) && !ids[i].is_empty();
    // A label stands behind all columns of the file, or beside its code.
    let of = |name: &String| name.strip_suffix(" label").and_then(|of| ids.iter().position(|name| name == of));
    let labelled: Vec<Option<usize>> = table.header.iter().map(of).collect();
    // How often all series are observed is no part of what they measure.
    let one_frequency = |i: usize| {
        let own = labelled[i].unwrap_or(i);
        let first = table.rows.first().map_or("", |row| row.cell(own));
        matches!(ids[own].as_str(), "FREQ" | "FREQUENCY") && table.rows.iter().all(|row| row.cell(own) == first)
    };
    // A unit is known by its code; its words beside it tell no series apart.
    let unit_words = |i: usize| labelled[i].is_some_and(|own| ids[own] == "UNIT_MEASURE");
    let dimension = |i: usize| is_data(i) && labelled[i].unwrap_or(i) < end && !one_frequency(i) && !unit_words(i);
    let dimensions: Vec<usize> = (0..ids.len()).filter(|i| dimension(*i)).collect();
    let multiplier = ids.iter().position(|name| name == "UNIT_MULT");
    let status = ids.iter().position(|name| matches!(name.as_str(), "OBS_STATUS" | "OBS_FLAG"));
    // With the time unknown, it is looked for among the dimensions.
    let kept = |i: usize| dimensions.contains(&i) || i == value || time == Some(i) || status == Some(i);
    for (i, name) in ids.iter().enumerate() {
        if kept(i) {
            if labelled[i].is_none() {
                table.header[i].clone_from(name);
            }
        } else {
            table.header[i].clear();
        }
    }
    Ok(Some(Sdmx { dimensions, multiplier, structure, deletions }))
}

impl Sdmx {
    /// The power of ten of a row's value: 6 where it counts millions.
    pub fn power(&self, table: &Table, row: &Row) -> Result<i32> {
        let Some(column) = self.multiplier else { return Ok(0) };
        let cell = code(row.cell(column));
        if MISSING.contains(&cell) {
            return Ok(0);
        }
        cell.parse::<i32>().ok().filter(|power| (-24..=24).contains(power)).ok_or_else(|| {
            table
                .at(row, column, "no power of ten", format!("'{cell}' in the column UNIT_MULT is no power of ten"))
                .with_help("6 stands there where values are in millions, 0 where they are in units")
        })
    }

    /// What was left out.
    pub fn remark(&self) -> Option<String> {
        match self.deletions {
            0 => None,
            1 => Some("One row deletes an observation and was left out.".to_owned()),
            count => Some(format!("{count} rows delete observations and were left out.")),
        }
    }
}

/// The identifier of a column: `REF_AREA` of `REF_AREA: Reference area`, and without the separators of its lists.
fn id(name: &str) -> &str {
    let name = code(name);
    name.split_once('[').map_or(name, |(id, _)| id).trim()
}

/// The code of `AUS: Australia`.
fn code(cell: &str) -> &str {
    cell.split_once(": ").map_or(cell, |(code, _)| code)
}

/// With STRUCTURE_NAME each column behind ACTION has one of labels beside it: they are named by their codes.
fn labels_of_their_own(table: &mut Table) {
    let at = |wanted: &str| table.header.iter().position(|name| id(name) == wanted);
    let (Some(_), Some(action)) = (at("STRUCTURE_NAME"), at("ACTION")) else { return };
    for label in (action + 2..table.header.len()).step_by(2) {
        table.header[label] = format!("{} label", id(&table.header[label - 1]).to_uppercase());
    }
}

/// The one structure of all rows.
fn structure(table: &Table) -> Result<String> {
    let at = |wanted: &str| table.header.iter().position(|name| id(name) == wanted);
    let Some(column) = at("STRUCTURE_ID").or(at("DATAFLOW")).or(at("STRUCTURE")) else { return Ok(String::new()) };
    let first = table.rows.first().map_or("", |row| code(row.cell(column)));
    match table.rows.iter().find(|row| code(row.cell(column)) != first) {
        None => Ok(first.to_owned()),
        Some(other) => {
            let message = format!("rows of two structures: {first} and {}", code(other.cell(column)));
            Err(table.at(other, column, "another structure", message).with_help("keep the rows of one structure"))
        }
    }
}

/// Takes out rows that delete.
fn deletions(table: &mut Table) -> usize {
    let Some(action) = table.header.iter().position(|name| id(name) == "ACTION") else { return 0 };
    let before = table.rows.len();
    table.rows.retain(|row| row.cell(action) != "D");
    before - table.rows.len()
}

/// Parts `AUS: Australia` into the code, in its place, and the label, in a column behind all others.
fn split_labels(table: &mut Table) {
    let columns = table.header.len();
    let labels: Vec<String> = table.header.iter().map(|name| format!("{} label", id(name).to_uppercase())).collect();
    table.header.extend(labels);
    for row in &mut table.rows {
        let cells: Vec<String> = (0..columns).map(|i| row.cell(i).to_owned()).collect();
        let label = |cell: &String| cell.split_once(": ").map_or(String::new(), |(_, label)| label.to_owned());
        row.set(cells.iter().map(|cell| code(cell).to_owned()).chain(cells.iter().map(label)));
    }
}
