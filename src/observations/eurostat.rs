//! Eurostat's wide layout: the last dimension and the time share a heading, `geo\TIME_PERIOD`, and flags stand behind values.
//!
//! In its TSV all dimensions stand in one cell, parted by commas; files that others made of it have a column for each.

use super::table::Table;

/// Parts the heading, and the cell of all dimensions where there is one. Whether the table is in this layout.
pub(super) fn prepare(table: &mut Table) -> bool {
    let Some(at) = table.header.iter().position(|name| name.contains('\\') && name.contains("TIME_PERIOD")) else {
        return false;
    };
    let heading = table.header[at].split('\\').next().unwrap_or_default().trim().to_owned();
    let dimensions: Vec<&str> = heading.split(',').map(str::trim).collect();
    let columns = table.header.len();
    if let ([first, others @ ..], true) = (dimensions.as_slice(), dimensions.len() > 1) {
        table.header[at] = (*first).to_owned();
        table.header.extend(others.iter().map(|name| (*name).to_owned()));
        for row in &mut table.rows {
            let cells: Vec<String> = (0..columns).map(|i| row.cell(i).to_owned()).collect();
            let keys: Vec<String> = cells[at].split(',').map(|key| key.trim().to_owned()).collect();
            let first = keys.first().cloned().unwrap_or_default();
            let own = cells.iter().enumerate().map(|(i, cell)| if i == at { first.clone() } else { cell.clone() });
            row.set(own.chain(keys.iter().skip(1).cloned()));
        }
    } else {
        table.header[at] = heading;
    }
    true
}

/// A value and its flags: `8.7 b` is 8.7, with a break in the series; `:` and `: c` are none.
pub(super) fn flagged(cell: &str) -> (&str, &str) {
    match cell.split_once(' ') {
        Some((value, flags)) if flags.trim().bytes().all(|byte| byte.is_ascii_lowercase()) => (value, flags.trim()),
        _ => (cell, ""),
    }
}
