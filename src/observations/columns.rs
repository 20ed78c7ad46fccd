//! What each column of a data file is: the period, values, what tells series from one another, unit, status and source.

use std::collections::HashSet;

use super::dimensions::{Dimension, dimensions, is_code};
use super::sdmx::Sdmx;
use super::stamp::{Compact, Frequency, Slashed};
use super::table::{Row, Table};
use super::{MISSING, Series, plain, stamp};
use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::period::Unit;

/// Where periods and values stand.
enum Layout {
    /// A column of periods, how they are written, and columns of values.
    Long { period: usize, form: Form, values: Vec<usize> },
    /// Columns that are named by periods.
    Wide(Vec<(usize, Unit)>),
}

/// Where periods and values stand in a file of one value a row, or of one series a row, and of nothing that needs another look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plain {
    /// A column of periods and one of values.
    Long { period: usize, value: usize },
    /// Columns that are named by periods.
    Wide(Vec<(usize, Unit)>),
}

impl Plain {
    /// The first column that holds values.
    pub fn first_value(&self) -> usize {
        match self {
            Self::Long { value, .. } => *value,
            Self::Wide(dated) => dated.first().map_or(0, |(column, _)| *column),
        }
    }

    /// Whether a column holds periods or values, and so tells no series apart.
    pub fn holds(&self, column: usize) -> bool {
        match self {
            Self::Long { period, value } => column == *period || column == *value,
            Self::Wide(dated) => dated.iter().any(|(dated, _)| *dated == column),
        }
    }
}

/// How the periods of a column are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Each says what it is.
    Plain,
    /// 7/31/2010, in an order that the column as a whole shows.
    Slashed(Slashed),
    /// 201007, with 13 for the total of a year.
    Compact,
}

/// What the columns of a file are.
pub(super) struct Columns {
    layout: Layout,
    dimensions: Vec<Dimension>,
    unit: Option<usize>,
    status: Option<usize>,
    source: Option<usize>,
    /// Columns that are none of these.
    left_out: Vec<usize>,
}

pub(super) const PERIOD: [&str; 14] = [
    "time_period",
    "time period",
    "observation_date",
    "date",
    "period",
    "year",
    "time",
    "month",
    "quarter",
    "day",
    "week",
    "ref_date",
    "timestamp",
    "yyyymm",
];
const VALUE: [&str; 6] = ["obs_value", "value", "val", "observation_value", "obs value", "observation value"];
const UNIT: [&str; 6] = ["unit", "units", "unit_measure", "unit of measure", "unit measure", "currency"];
const STATUS: [&str; 6] = ["obs_status", "obs_flag", "status", "flag", "flags", "observation status"];
const SOURCE: [&str; 3] = ["source", "sources", "source_id"];
/// Each pair of them is compared, row by row.
const MOST_WORDS: usize = 500;
/// Columns by which a file in a format of its own is known, whose numbers mean something else than they say.
const SPECIAL: [(&str, &str); 3] = [
    ("DATAFLOW", "SDMX-CSV, whose values are scaled by columns of their own"),
    ("STRUCTURE", "SDMX-CSV, whose values are scaled by columns of their own"),
    ("UNIT_MULT", "SDMX-CSV, whose values are scaled by columns of their own"),
];

impl Columns {
    /// Tells the columns apart by their names and by what stands in them; those of an SDMX file by what its header says. What tells series
    /// apart are the columns `by`, if any are named.
    pub fn of(table: &Table, sdmx: Option<&Sdmx>, by: &[String]) -> Result<Self> {
        let lower: Vec<String> = table.header.iter().map(|name| name.to_lowercase()).collect();
        if let Some((name, kind)) =
            SPECIAL.iter().find(|(name, _)| table.header.iter().any(|column| is_called(column, name)))
        {
            return Err(Error::new(format!("the column '{name}' says that this is {kind}; that is not read"))
                .with_help("keep the columns of area, indicator, period and value, with the values in plain units"));
        }
        if let Some((column, row)) = (0..lower.len()).find_map(|i| Some((i, signed(table, i)?))) {
            let name = &table.header[column];
            let message = format!("'{}' in the column '{name}' is no number", row.cell(column));
            let help = format!("write the number alone, 12.5, and its sign into the heading: {name} (%)");
            return Err(table.at(row, column, "no number", message).with_help(help));
        }
        let named = |names: &[&str]| names.iter().find_map(|name| lower.iter().position(|column| column == name));
        let dated: Vec<(usize, Unit)> =
            table.header.iter().enumerate().filter_map(|(i, name)| Some((i, stamp::period(name)?))).collect();
        // Years stand as names of columns, or in a column; a column called 2010 among others is an odd name.
        let wide = dated.len() > 1 || (dated.len() == 1 && named(&PERIOD).is_none());
        let by = by.iter().map(|name| named_column(table, &lower, name)).collect::<Result<Vec<usize>>>()?;
        let free = |column: &usize| !by.contains(column);
        // In SDMX a currency is a dimension, of exchange rates above all, and the unit has a name of its own.
        let unit = named(&UNIT).filter(|unit| sdmx.is_none() || lower[*unit] != "currency");
        let (status, source) = (named(&STATUS).filter(free), named(&SOURCE).filter(free));
        let known: Vec<usize> = [unit, status, source].into_iter().flatten().collect();
        let mut left_out = Vec::new();
        let mut words = Vec::new();
        let layout = if wide {
            let other: HashSet<usize> = dated.iter().map(|(column, _)| *column).chain(known).collect();
            for i in (0..lower.len()).filter(|i| !other.contains(i)) {
                let tells = if by.is_empty() { is_code(&lower[i]) || !is_numeric(table, i) } else { by.contains(&i) };
                match (lower[i].is_empty(), tells) {
                    // A column without a name says nothing, or was taken in by the layout's own reading.
                    (true, _) => {}
                    (_, true) => words.push(i),
                    (_, false) => left_out.push(i),
                }
            }
            refuse_taken(table, &by, dated.iter().map(|(column, _)| *column), "values")?;
            Layout::Wide(dated)
        } else {
            let period = named(&PERIOD).or_else(|| (0..lower.len()).find(|i| free(i) && all_periods(table, *i)));
            let period = period.ok_or_else(|| no_period(table))?;
            let value = named(&VALUE).filter(|value| *value != period);
            refuse_taken(table, &by, [period].into_iter(), "the periods")?;
            refuse_taken(table, &by, value.into_iter(), "the values")?;
            let grapher = lower.first().is_some_and(|name| name == "entity") && lower.iter().any(|name| name == "year");
            let mut values: Vec<usize> = value.into_iter().collect();
            for i in (0..lower.len()).filter(|i| *i != period && value != Some(*i) && !known.contains(i)) {
                let code = is_code(&lower[i]) || sdmx.is_some_and(|sdmx| sdmx.dimensions.contains(&i));
                match (is_empty(table, i), !code && is_numeric(table, i)) {
                    _ if by.contains(&i) => words.push(i),
                    (true, _) => {}
                    (_, true) if value.is_none() => values.push(i),
                    (_, true) => left_out.push(i),
                    // Columns of words after the values describe areas in Our World in Data's files, and tell no series apart.
                    (_, false) if grapher && i > period || !by.is_empty() => left_out.push(i),
                    (_, false) => words.push(i),
                }
            }
            if values.is_empty() {
                return Err(Error::new("there is no column of numbers").with_help(format!(
                    "expected one called value, or one for each indicator, beside the periods in '{}'; the columns are {}",
                    table.header[period],
                    names_of(table)
                )));
            }
            let cells = || table.rows.iter().map(|row| row.cell(period));
            let form = if lower[period] == "yyyymm" {
                Form::Compact
            } else {
                stamp::slashed(cells()).map_or(Form::Plain, Form::Slashed)
            };
            Layout::Long { period, form, values }
        };
        if words.len() > MOST_WORDS {
            let message = format!("{} columns hold words, and no table of observations has so many", words.len());
            return Err(Error::new(message).with_help("keep those that name area, indicator and unit"));
        }
        let dimensions = dimensions(table, &lower, &words);
        Ok(Self { layout, dimensions, unit, status, source, left_out })
    }

    /// Where periods and values stand, if all other columns are words that tell series apart.
    pub fn plain(&self) -> Option<Plain> {
        if self.status.is_some() || !self.left_out.is_empty() {
            return None;
        }
        match &self.layout {
            Layout::Long { period, form: Form::Plain, values } => match values.as_slice() {
                [value] => Some(Plain::Long { period: *period, value: *value }),
                _ => None,
            },
            Layout::Long { .. } => None,
            Layout::Wide(dated) => Some(Plain::Wide(dated.clone())),
        }
    }

    /// The periods of a row, each with the column of its value.
    pub fn cells(&self, table: &Table, row: &Row) -> Result<Vec<(Unit, usize)>> {
        match &self.layout {
            Layout::Wide(columns) => Ok(columns.iter().map(|(column, period)| (*period, *column)).collect()),
            Layout::Long { period, form, values } => {
                let cell = row.cell(*period);
                let stamp = match form {
                    Form::Plain => stamp::period(cell),
                    Form::Slashed(order) => stamp::slashed_day(cell, *order),
                    Form::Compact => match stamp::compact(cell) {
                        // Beside its months the total of a year would be counted twice.
                        Some(Compact::Total) => return Ok(Vec::new()),
                        Some(Compact::Month(month)) => Some(month),
                        None => None,
                    },
                };
                let stamp = stamp.ok_or_else(|| {
                    table
                        .at(
                            row,
                            *period,
                            "no period",
                            format!("'{cell}' in the column '{}' is no period", table.header[*period]),
                        )
                        .with_help(if cell.contains('/') {
                            "day and month of such dates can be told apart only where a day is above 12: write 2010-07-31"
                        } else {
                            "write 2010, 2010-S1, 2010-Q3, 2010-07, 2010-07-31 or FY2018-19; years run from the year 1 to 9999"
                        })
                })?;
                Ok(values.iter().map(|column| (stamp, *column)).collect())
            }
        }
    }

    /// What tells the series of a cell from the others.
    pub fn key<'a>(&self, table: &'a Table, row: &'a Row, column: usize) -> Vec<&'a str> {
        let mut key: Vec<&str> =
            self.dimensions.iter().filter(|one| !one.constant).map(|one| row.cell(one.name)).collect();
        key.push(self.unit.map_or("", |unit| row.cell(unit)));
        if let Layout::Long { .. } = self.layout {
            key.push(&table.header[column]);
        }
        key
    }

    /// The series of a cell, without its frequency and rows.
    pub fn series(&self, table: &Table, row: &Row, column: usize, file: &str) -> Series {
        let code = |one: &Dimension| match row.cell(one.code) {
            "" => row.cell(one.name).to_owned(),
            code => code.to_owned(),
        };
        let varying = |area: bool| self.dimensions.iter().filter(move |one| one.area == area && !one.constant);
        let constant =
            |area: bool| self.dimensions.iter().filter(move |one| one.area == area && one.constant && !one.settled);
        // The name of a column of values, unless it only says that they are values.
        let (heading, several) = match &self.layout {
            Layout::Long { values, .. } => {
                let name = table.header[column].as_str();
                (Some(name).filter(|name| !VALUE.contains(&name.to_lowercase().as_str())), values.len() > 1)
            }
            Layout::Wide(_) => (None, false),
        };
        let mut id: Vec<String> =
            varying(true).chain(varying(false)).map(code).filter(|part| !part.is_empty()).collect();
        id.extend(heading.filter(|_| several).map(str::to_owned));
        if id.is_empty() {
            let of_constant = || constant(false).chain(constant(true)).map(code).find(|part| !part.is_empty());
            id.push(heading.map(str::to_owned).or_else(of_constant).unwrap_or_else(|| file.to_owned()));
        }
        let names = |all: Vec<&Dimension>| {
            all.into_iter().map(|one| row.cell(one.name)).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
        };
        let mut indicator = names(varying(false).collect());
        if let Some(heading) = heading {
            indicator = if indicator.is_empty() { heading.to_owned() } else { format!("{heading}, {indicator}") };
        }
        if indicator.is_empty() {
            indicator = names(constant(false).collect());
        }
        let mut area = names(varying(true).collect());
        if area.is_empty() {
            area = names(constant(true).collect());
        }
        let cell = |column: Option<usize>| column.map_or(String::new(), |column| row.cell(column).to_owned());
        // Where something comes from or goes to is no area that it is of.
        let partner = |one: &Dimension| {
            let name = table.header[one.code].to_lowercase();
            name.contains("counterpart") || name.contains("partner")
        };
        let named = |one: &Dimension| [code(one), row.cell(one.name).to_owned()];
        let (areas, others): (Vec<&Dimension>, Vec<&Dimension>) =
            self.dimensions.iter().partition(|one| one.area && !partner(one));
        let area_codes = areas.into_iter().flat_map(named).filter(|part| !part.is_empty()).collect();
        let codes = others.into_iter().map(code).chain(heading.map(str::to_owned)).chain([cell(self.unit)]);
        Series {
            id: id.join(":"),
            indicator,
            area,
            codes: codes.filter(|part| !part.is_empty()).collect(),
            area_codes,
            unit: cell(self.unit),
            source: cell(self.source),
            frequency: Frequency::Annual,
            rows: 0..0,
        }
    }

    /// What the file says of an observation.
    pub fn status(&self, row: &Row) -> String {
        self.status.map_or(String::new(), |status| row.cell(status).to_owned())
    }

    /// What was left out.
    pub fn remarks(&self, table: &Table) -> Vec<String> {
        let mut remarks = Vec::new();
        if let Layout::Long { period, form: Form::Compact, .. } = self.layout {
            let total = |row: &&Row| matches!(stamp::compact(row.cell(period)), Some(Compact::Total));
            match table.rows.iter().filter(total).count() {
                0 => {}
                1 => remarks.push("One row is the total of a year (month 13) and was left out.".to_owned()),
                count => remarks.push(format!("{count} rows are totals of a year (month 13) and were left out.")),
            }
        }
        let names: Vec<&str> =
            self.left_out.iter().map(|i| table.header[*i].as_str()).filter(|name| !name.is_empty()).collect();
        match names.as_slice() {
            [] => {}
            [one] => remarks.push(format!("The column {one} was left out.")),
            _ => remarks.push(format!("The columns {} were left out.", names.join(", "))),
        }
        remarks
    }
}

/// The column of this name, capitals or not.
fn named_column(table: &Table, lower: &[String], name: &str) -> Result<usize> {
    lower.iter().position(|column| *column == name.to_lowercase()).ok_or_else(|| {
        let known = table.header.iter().map(String::as_str);
        let all = format!("the columns are {}", names_of(table));
        Error::new(format!("there is no column '{name}' to tell series apart by")).with_help(hint(name, known, &all))
    })
}

/// What tells series apart cannot be what they consist of.
fn refuse_taken(table: &Table, by: &[usize], taken: impl Iterator<Item = usize>, what: &str) -> Result<()> {
    let Some(column) = taken.into_iter().find(|column| by.contains(column)) else { return Ok(()) };
    Err(Error::new(format!("the column '{}' holds {what} and tells no series apart", table.header[column]))
        .with_help("name columns of areas, indicators and the like"))
}

/// Whether a column has this name; SDMX-CSV writes the separator of its lists behind it, `STRUCTURE[;]`.
fn is_called(column: &str, name: &str) -> bool {
    column.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

/// The first cell of a column of numbers that carry a sign of their own, 12% or $5, which would be taken for names.
fn signed(table: &Table, column: usize) -> Option<&Row> {
    let filled = || table.rows.iter().filter(|row| !MISSING.contains(&row.cell(column)));
    let is_signed = |row: &&Row| {
        let cell = row.cell(column);
        let bare =
            cell.trim_start_matches(['-', '+', '\u{2212}']).trim_matches(|c: char| SIGNS.contains(c) || c == ' ');
        cell.contains(|c: char| SIGNS.contains(c))
            && bare.chars().all(|c| c.is_ascii_digit() || ",.".contains(c))
            && !bare.is_empty()
    };
    let first = filled().next().filter(is_signed)?;
    filled().all(|row| is_signed(&row)).then_some(first)
}

const SIGNS: &str = "%‰$€£¥";

fn is_numeric(table: &Table, column: usize) -> bool {
    let first = table.rows.iter().map(|row| row.cell(column)).find(|cell| !MISSING.contains(cell));
    first.is_some_and(|cell| {
        cell.starts_with(|c: char| c.is_ascii_digit() || "-+.\u{2212}".contains(c))
            && (plain(cell).is_some() || cell.contains(','))
    })
}

fn is_empty(table: &Table, column: usize) -> bool {
    table.header[column].is_empty() || table.rows.iter().all(|row| MISSING.contains(&row.cell(column)))
}

fn all_periods(table: &Table, column: usize) -> bool {
    table.rows.iter().all(|row| row.cell(column).len() >= 4 && stamp::period(row.cell(column)).is_some())
}

/// The names of the columns, for messages.
fn names_of(table: &Table) -> String {
    table.header.iter().filter(|name| !name.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn no_period(table: &Table) -> Error {
    Error::new("there is no column of periods").with_help(format!(
        "expected one called year, date or time_period, or years as names of columns; the columns are {}",
        names_of(table)
    ))
}
