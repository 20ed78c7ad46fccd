//! The IMF's World Economic Outlook: text with tabs that is named .xls, made plain for [`super::columns`].
//!
//! A row is a series of a country, with years as columns. Its values count in the word of the column Scale and group thousands with
//! commas, which nothing else can be where tabs part the cells; the years behind "Estimates Start After" are estimates of the IMF's staff.

use super::table::{Row, Table};
use super::{MISSING, plain};
use crate::error::Result;

/// Powers of ten by the words of the column Scale.
const SCALES: [(&str, i32); 6] =
    [("", 0), ("Units", 0), ("Thousands", 3), ("Millions", 6), ("Billions", 9), ("Trillions", 12)];

/// Columns that are no part of a series' name.
const NOTES: [&str; 5] =
    ["WEO Country Code", "Subject Notes", "Country/Series-specific Notes", "Scale", "Estimates Start After"];

/// Puts the scale of each row into its values, the flag `estimate` behind them, and units beside the words of the subject.
/// Whether the table is in this layout.
///
/// # Errors
/// If a row has a scale that is not known, or estimates from a year that is none; at the cell.
pub(super) fn prepare(table: &mut Table) -> Result<bool> {
    let at = |name: &str| table.header.iter().position(|column| column == name);
    let (Some(subject), Some(scale)) = (at("Subject Descriptor"), at("Scale")) else { return Ok(false) };
    let (units, estimates) = (at("Units"), at("Estimates Start After"));
    let years: Vec<Option<i32>> =
        table.header.iter().map(|name| name.parse().ok().filter(|_| name.len() == 4)).collect();
    let mut plain_rows = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let power = power(table, row, scale)?;
        let last = estimates.map_or(Ok(None), |column| last_fact(table, row, column))?;
        let cells = years.iter().enumerate().map(|(i, year)| {
            let cell = row.cell(i);
            match (year, units) {
                (Some(year), _) => value(cell, power, last.is_some_and(|last| *year > last)),
                (None, Some(units)) if i == subject && !row.cell(units).is_empty() => {
                    format!("{cell} ({})", row.cell(units))
                }
                _ => cell.to_owned(),
            }
        });
        plain_rows.push(cells.collect::<Vec<_>>());
    }
    for (row, cells) in table.rows.iter_mut().zip(plain_rows) {
        row.set(cells.into_iter());
    }
    for name in &mut table.header {
        if NOTES.contains(&name.as_str()) {
            name.clear();
        }
    }
    Ok(true)
}

fn power(table: &Table, row: &Row, column: usize) -> Result<i32> {
    let word = row.cell(column);
    SCALES.iter().find(|(known, _)| *known == word).map(|(_, power)| *power).ok_or_else(|| {
        table
            .at(row, column, "no scale", format!("'{word}' in the column Scale is not known"))
            .with_help("expected Units, Thousands, Millions, Billions or Trillions")
    })
}

/// The last year that is no estimate.
fn last_fact(table: &Table, row: &Row, column: usize) -> Result<Option<i32>> {
    let cell = row.cell(column);
    if MISSING.contains(&cell) {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| {
        table
            .at(row, column, "no year", format!("'{cell}' in the column Estimates Start After is no year"))
            .with_help("write 2022, or leave the cell empty where nothing is an estimate")
    })
}

/// A cell of values with its power of ten and flag; as it is where it is no number, which then is said at its place.
fn value(cell: &str, power: i32, estimate: bool) -> String {
    let Some(digits) = ungrouped(cell).filter(|digits| plain(digits).is_some()) else { return cell.to_owned() };
    let scaled = if power == 0 { digits } else { format!("{digits}e{power}") };
    if estimate { format!("{scaled} estimate") } else { scaled }
}

/// A number without commas, each of which groups three digits.
fn ungrouped(cell: &str) -> Option<String> {
    let (whole, _) = cell.split_once('.').unwrap_or((cell, ""));
    let mut groups = whole.trim_start_matches(['-', '+']).split(',');
    let first = groups.next()?;
    let mut rest = groups.peekable();
    let grouped = rest.peek().is_none() || (1..=3).contains(&first.len());
    let three = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let commas_behind = cell.len() > whole.len() && cell[whole.len()..].contains(',');
    (grouped && rest.all(three) && !commas_behind).then(|| cell.replace(',', ""))
}
