//! Decimal commas: where semicolons part the cells, the commas of numbers are points, if nothing in the file says otherwise.

use super::MISSING;
use super::columns::PERIOD;
use super::table::{Row, Table};
use crate::error::{Error, Result};

/// Which sign stands before the decimals of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// 12,4
    Comma,
    /// 12.4
    Point,
    /// 1,234: three digits behind one comma may be decimals or a group.
    Unclear,
}

/// Writes the numbers of a table with points. Only for tables that semicolons part.
///
/// # Errors
/// If two cells disagree about the sign, or if none tells whether a comma groups thousands; at a cell.
pub(super) fn settle(table: &mut Table) -> Result<()> {
    let numeric: Vec<usize> = (0..table.header.len()).filter(|column| is_numeric(table, *column)).collect();
    let mut first: [Option<(&Row, usize)>; 3] = [None; 3];
    for row in &table.rows {
        for column in &numeric {
            if let Some(sign) = sign(row.cell(*column)) {
                first[sign as usize].get_or_insert((row, *column));
            }
        }
    }
    let [comma, point, unclear] = first;
    match (comma.or(unclear), point) {
        (None, _) => return Ok(()),
        (Some((a, i)), Some((b, j))) => return Err(disagree(table, a, i, b, j)),
        (Some((row, column)), None) if comma.is_none() => {
            let cell = row.cell(column);
            return Err(table
                .at(
                    row,
                    column,
                    "decimals or thousands",
                    format!("the comma of '{cell}' may part decimals or thousands"),
                )
                .with_help("no other number of the file tells: write it with a decimal point and without groups"));
        }
        _ => {}
    }
    for row in &mut table.rows {
        let cells: Vec<String> = (0..table.header.len())
            .map(|i| {
                let cell = row.cell(i);
                if numeric.contains(&i) && sign(cell).is_some() {
                    cell.replace('.', "").replace(',', ".")
                } else {
                    cell.to_owned()
                }
            })
            .collect();
        row.set(cells.into_iter());
    }
    Ok(())
}

fn disagree(table: &Table, comma: &Row, i: usize, point: &Row, j: usize) -> Error {
    let message = format!(
        "'{}' in line {} has a decimal comma, and '{}' a decimal point",
        comma.cell(i),
        table.line(comma),
        point.cell(j)
    );
    table
        .at(point, j, "another sign", message)
        .with_help("write all numbers of a file with a decimal point and without groups")
}

/// Whether all cells of a column are numbers in some way of writing, and none is a period.
fn is_numeric(table: &Table, column: usize) -> bool {
    let number = |cell: &str| {
        cell.chars().any(|c| c.is_ascii_digit()) && cell.chars().all(|c| "0123456789,.-+eE\u{2212}".contains(c))
    };
    !PERIOD.contains(&table.header[column].to_lowercase().as_str())
        && table.rows.iter().map(|row| row.cell(column)).all(|cell| MISSING.contains(&cell) || number(cell))
}

/// The sign of a number with decimals; nothing for others, which are judged where they are read.
fn sign(cell: &str) -> Option<Sign> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = cell.trim_start_matches(['-', '+', '\u{2212}']);
    let mantissa = number.split(['e', 'E']).next()?;
    let (whole, rest) = mantissa.rsplit_once([',', '.'])?;
    let comma = mantissa[whole.len()..].starts_with(',');
    if !digits(rest) {
        return None;
    }
    // 1.234,5 has both signs, and the last one stands before the decimals.
    let groups: Vec<&str> = whole.split(if comma { '.' } else { ',' }).collect();
    let grouped = groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if !groups.iter().all(|group| digits(group)) || (groups.len() > 1 && !grouped) {
        return None;
    }
    let zero = whole.starts_with('0');
    match comma {
        true if !grouped && rest.len() == 3 && whole.len() <= 3 && !zero && mantissa == number => Some(Sign::Unclear),
        true => Some(Sign::Comma),
        // 01.1 is a code.
        false => (!zero || whole.len() == 1).then_some(Sign::Point),
    }
}
