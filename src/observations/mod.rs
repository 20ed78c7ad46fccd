//! Data files as observations: one number each, with its indicator, area, period, unit and status.
//!
//! A file is told by its content, not by its name. A long file has a column of periods and a line for each observation (with one
//! column of values, or one for each indicator); a wide file has a line for each series and the periods as column names.
//!
//! ```
//! use trueup::observations::Observations;
//! let text = "Country,Code,Year,GDP\nAruba,ABW,2020,2.5\nAruba,ABW,2021,2.9\nNorway,NOR,2020,367.6\n";
//! let observations = Observations::parse("gdp.csv", text)?;
//! assert_eq!(observations.series().len(), 2);
//! assert_eq!(observations.series()[0].id, "ABW");
//! assert_eq!(observations.frame().column("obs_value")?.f64()?.get(1), Some(2.9));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod archive;
mod columns;
mod compound;
mod content;
mod datapackage;
mod decimal;
mod dimensions;
mod eurostat;
pub(crate) mod guard;
mod json;
mod panel;
mod parquet;
mod sdmx;
mod sdmx_json;
mod series;
mod stamp;
mod table;
#[cfg(test)]
mod tests;
mod unit;
mod weo;
mod workbook;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use foldhash::fast::FixedState;
use polars::prelude::{Column, DataFrame};
use rayon::prelude::*;

pub use panel::{Frames, Panel};
pub use series::{Series, called, decimals, find, repeated};
pub use stamp::Frequency;

use crate::error::{Error, Result};
use crate::frame;
use crate::input;
use crate::period::Unit;
use columns::Columns;
use table::{CITATION, Row, Table};

/// Larger files are refused rather than read into memory.
const LARGEST: u64 = 2 * 1024 * 1024 * 1024;

/// The file that describes a data package.
const DESCRIPTOR: &str = "datapackage.json";

/// The observations of a data file.
#[derive(Debug, Clone)]
pub struct Observations {
    frame: DataFrame,
    series: Vec<Series>,
    source: String,
    stem: String,
    files: Vec<PathBuf>,
    remarks: Vec<String>,
}

/// An observation that has been read and not yet put in its place.
struct Raw {
    period: Unit,
    value: Option<f64>,
    /// The digits behind its point, as it is printed.
    decimals: i32,
    status: String,
    row: usize,
    column: usize,
}

/// A text as a table whose columns are told apart, before its values are read.
struct Layout {
    table: Table,
    /// What its lines before and below the rows say: name and value.
    said: Vec<(String, String)>,
    sdmx: Option<sdmx::Sdmx>,
    /// Whether flags stand behind values.
    flagged: bool,
    columns: Columns,
}

impl Layout {
    fn of(text: &input::Text, by: &[String]) -> Result<Self> {
        let (mut table, said) = Table::read(text)?;
        let sdmx = sdmx::prepare(&mut table)?;
        if table.rows.is_empty() {
            return Err(Error::new(format!("{} has no observations", text.name()))
                .with_help("all of its rows delete observations of another file"));
        }
        let flagged = eurostat::prepare(&mut table) || weo::prepare(&mut table)?;
        let columns = Columns::of(&table, sdmx.as_ref(), by)?;
        Ok(Self { table, said, sdmx, flagged, columns })
    }
}

impl Observations {
    /// Reads a data file; of a data package its descriptor, `datapackage.json`, or the folder that it stands in.
    ///
    /// # Errors
    /// If the file cannot be read, is no table of periods and values, has a word where a number should be, or two values for one
    /// period of a series that disagree; with line and column where there is one.
    pub fn read(path: &Path) -> Result<Self> {
        Self::read_by(path, &[])
    }

    /// Reads a data file whose series are told apart by these columns alone, by all that look like it if none is named. Columns of units,
    /// periods and values are found as ever; what is left over is left out, with a remark.
    ///
    /// # Errors
    /// As [`Observations::read`]; and if there is no such column, or it holds periods or values.
    pub fn read_by(path: &Path, by: &[String]) -> Result<Self> {
        let described = path.join(DESCRIPTOR);
        let path = if described.is_file() { described.as_path() } else { path };
        let shown = path.display().to_string();
        let too_large = |_| Error::new(format!("{shown} has more than 2 GB")).with_help("take out what is not drawn");
        let bytes = input::read(path, &shown, "name a data file", LARGEST, too_large)?;
        match datapackage::descriptor(&shown, &bytes)? {
            Some(package) => datapackage::read(path.parent().unwrap_or(Path::new("")), &shown, &package, by),
            None => Ok(Self { files: vec![path.to_owned()], ..Self::of_bytes(&shown, bytes, by)? }),
        }
    }

    /// The observations of a file that messages call `shown`.
    fn of_bytes(shown: &str, bytes: Vec<u8>, by: &[String]) -> Result<Self> {
        let table = content::table(shown, bytes)?;
        let mut observations = Self::of(&table.text, by).map_err(|error| table.placed(error))?;
        observations.remarks.extend(table.remarks);
        Ok(observations)
    }

    /// The observations of a text; `name` stands in messages and in the source line.
    ///
    /// # Errors
    /// As [`Observations::read`].
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        Self::of_bytes(name, text.as_bytes().to_vec(), &[])
    }

    /// One row an observation, series by series in the order of the file, each in the order of time. Columns: series, indicator,
    /// ref_area, time_period (`String`: 2010, 2010-S1, 2010-Q3, 2010-07, 2010-07-31, FY2018-19), start, end (`Date`, its first and last day,
    /// null for a fiscal year), frequency (`String`: A, S, Q, M, W2, W, B, D), obs_value (`Float64`, null where the file says that there is none), decimals
    /// (`Int32`, the digits behind its point as it is printed, below zero where it counts in thousands or more), unit, obs_status, source (`String`,
    /// null where the file does not say).
    #[must_use]
    pub fn frame(&self) -> &DataFrame {
        &self.frame
    }

    /// The series, in the order of the file.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The series of this name; see [`called()`].
    #[must_use]
    pub fn called(&self, name: &str) -> Vec<&Series> {
        called(&self.series, name)
    }

    /// A series by its name in the file, capitals or not.
    ///
    /// # Errors
    /// If there is none, with the nearest name; or several that are [called](Self::called) so.
    pub fn find(&self, name: &str) -> Result<&Series> {
        find(&self.series, name)
    }

    /// Who published the data, as far as the file says; else the file's name.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The name of the file, without its ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// The files that they were read from; none for those of a text.
    #[must_use]
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// What was left out in reading, a sentence each.
    #[must_use]
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    fn of(text: &input::Text, by: &[String]) -> Result<Self> {
        let Layout { table, said, sdmx, flagged, columns } = Layout::of(text, by)?;
        let stem =
            Path::new(text.name()).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let said = |name: &str| said.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        // The Federal Reserve says of its one series what its values are to be multiplied with.
        let federal = match said("Multiplier:")
            .map(|multiplier| (multiplier, POWERS.iter().position(|one| *one == multiplier)))
        {
            None => 0,
            Some((_, Some(thousands))) => 3 * i32::try_from(thousands).unwrap_or(0),
            Some((multiplier, None)) => {
                return Err(Error::new(format!("the multiplier '{multiplier}' of the series is not known"))
                    .with_help(format!("expected one of {}", POWERS.join(", "))));
            }
        };
        let mut keys: HashMap<Vec<&str>, usize> = HashMap::new();
        let mut all: Vec<(Series, Vec<Raw>)> = Vec::new();
        for (i, row) in table.rows.iter().enumerate() {
            for (period, column) in columns.cells(&table, row)? {
                let key = columns.key(&table, row, column);
                let next = keys.len();
                let at = *keys.entry(key).or_insert(next);
                if at == next {
                    all.push((columns.series(&table, row, column, &stem), Vec::new()));
                }
                let power = sdmx.as_ref().map_or(Ok(federal), |sdmx| sdmx.power(&table, row))?;
                let (cell, flags) = if flagged { eurostat::flagged(row.cell(column)) } else { (row.cell(column), "") };
                let value = number(&table, row, column, cell, power)?;
                let decimals = decimals(cell).saturating_sub(power);
                let status = if flags.is_empty() { columns.status(row) } else { flags.to_owned() };
                all[at].1.push(Raw { period, value, decimals, status, row: i, column });
            }
        }
        unique(all.iter_mut().map(|(series, _)| series));
        let file = Path::new(text.name()).file_name().map(|name| name.to_string_lossy().into_owned());
        for (series, _) in &mut all {
            let told = |own: &str, name: &str| {
                if own.is_empty() { said(name).unwrap_or_default().to_owned() } else { own.to_owned() }
            };
            series.unit = told(&series.unit, "Unit:").split(':').next().unwrap_or_default().to_owned();
            series.indicator = said("Series Description").map_or_else(|| series.indicator.clone(), str::to_owned);
        }
        let source = match (said("Data Source"), said("Last Updated Date")) {
            (Some(source), Some(date)) => format!("World Bank, {source}, updated {date}"),
            (Some(source), None) => format!("World Bank, {source}"),
            _ if said(CITATION).is_some() => said(CITATION).unwrap_or_default().to_owned(),
            _ => match &sdmx {
                Some(sdmx) if !sdmx.structure.is_empty() => sdmx.structure.clone(),
                _ => file.unwrap_or_else(|| text.name().to_owned()),
            },
        };
        let mut remarks = columns.remarks(&table);
        remarks.extend(sdmx.as_ref().and_then(sdmx::Sdmx::remark));
        if all.iter().any(|(_, raw)| raw.iter().any(|one| matches!(one.period, Unit::FiscalYear(_)))) {
            remarks.push(
                "Fiscal years have no dates, since the file does not say when they begin, and so no growth.".to_owned(),
            );
        }
        let twice = settle(&table, &mut all)?;
        remarks.extend(repeated(twice));
        // The cells have been read, and the frame takes as much memory again.
        drop(keys);
        drop(table);
        let frame = build(&all)?;
        let mut from = 0;
        let series = all.into_iter().map(|(mut series, raw)| {
            series.rows = from..from + raw.len();
            from = series.rows.end;
            series
        });
        Ok(Self { frame, series: series.collect(), source, stem, files: Vec::new(), remarks })
    }
}

/// The multipliers of the Federal Reserve's downloads.
const POWERS: [&str; 5] = ["1", "1000", "1000000", "1000000000", "1000000000000"];

/// What stands where there is no value.
const MISSING: [&str; 14] =
    ["", ".", "..", "...", "-", ":", "NA", "#NA", "N/A", "n/a", "NaN", "null", "Not Available", "Not Meaningful"];

/// The value of a cell; nothing where the file says that there is none.
/// `power` is the power of ten that it counts in.
fn number(table: &Table, row: &Row, column: usize, cell: &str, power: i32) -> Result<Option<f64>> {
    if MISSING.contains(&cell) {
        return Ok(None);
    }
    match plain(cell) {
        // The digits with the power behind them are rounded once, where a product would be rounded twice.
        Some(value) if power != 0 => {
            let exponent = cell.contains(['e', 'E']);
            let scaled = if exponent { Some(value * 10_f64.powi(power)) } else { plain(&format!("{cell}e{power}")) };
            scaled.filter(|value| value.is_finite()).map(Some).ok_or_else(|| {
                let message =
                    format!("'{cell}' in the column '{}', times 10^{power}, is too large", table.header[column]);
                table.at(row, column, "too large", message).with_help("look whether the value is scaled already")
            })
        }
        Some(value) => Ok(Some(value)),
        None => {
            let message = format!("'{cell}' in the column '{}' is no number", table.header[column]);
            Err(table.at(row, column, "no number", message).with_help(number_help(cell)))
        }
    }
}

/// How a number is to be written instead.
fn number_help(cell: &str) -> &'static str {
    if cell.contains(',') && cell.chars().all(|c| c.is_ascii_digit() || ",.-+".contains(c)) {
        "write numbers without thousands separators and with a decimal point: 1234.5"
    } else {
        "write a number, 1234.5 or 1.2e12, and leave the cell empty where there is none"
    }
}

/// A number in digits; neither infinity nor a word for it.
fn plain(cell: &str) -> Option<f64> {
    let cell = cell.strip_prefix('\u{2212}').map_or_else(|| cell.to_owned(), |digits| format!("-{digits}"));
    let digits = cell.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit() || c == '.');
    cell.parse::<f64>().ok().filter(|value| digits && value.is_finite())
}

/// Names that several series have got are told apart by their units, or by numbers.
fn unique<'a>(all: impl Iterator<Item = &'a mut Series>) {
    let mut all: Vec<&mut Series> = all.collect();
    let alike = with_a_name_of_others(&all);
    if alike.is_empty() {
        return;
    }
    for same in alike {
        let units: HashSet<String> = same.iter().map(|i| all[*i].unit.to_lowercase()).collect();
        if units.len() == same.len() {
            for i in same.into_iter().filter(|i| !all[*i].unit.is_empty()).collect::<Vec<_>>() {
                all[i].id = format!("{}:{}", all[i].id, all[i].unit);
            }
        }
    }
    // A file may have such a name of its own.
    let mut taken: HashSet<String> = all.iter().map(|series| series.id.to_lowercase()).collect();
    for same in with_a_name_of_others(&all) {
        let mut numbers = 2..;
        for i in same.into_iter().skip(1) {
            let name = &all[i].id;
            let free = numbers.by_ref().map(|n| format!("{name}#{n}")).find(|id| taken.insert(id.to_lowercase()));
            all[i].id = free.unwrap_or_default();
        }
    }
}

/// The places of series whose name others have too, those of one name together.
fn with_a_name_of_others(all: &[&mut Series]) -> Vec<Vec<usize>> {
    let mut named: HashMap<String, usize, FixedState> =
        HashMap::with_capacity_and_hasher(all.len(), FixedState::default());
    let mut same: HashMap<usize, Vec<usize>> = HashMap::new();
    let lower: Vec<String> = all.par_iter().map(|series| series.id.to_lowercase()).collect();
    for (i, name) in lower.into_iter().enumerate() {
        let first = *named.entry(name).or_insert(i);
        if first != i {
            same.entry(first).or_insert_with(|| vec![first]).push(i);
        }
    }
    same.into_values().collect()
}

/// Puts each series in the order of time, says how often it is observed, and takes what is repeated once; how often that was.
fn settle(table: &Table, all: &mut [(Series, Vec<Raw>)]) -> Result<usize> {
    let mut days: Vec<Unit> = all.iter().flat_map(|(_, raw)| raw.iter().map(|one| one.period)).collect();
    days.sort_unstable();
    days.dedup();
    let whole = stamp::settle(&mut days.clone());
    let mut repeated = 0;
    for (series, raw) in all {
        raw.sort_by_key(|one| one.period);
        let mut kept: Vec<Raw> = Vec::with_capacity(raw.len());
        for one in raw.drain(..) {
            match kept.last() {
                Some(last) if last.period == one.period => {
                    let same = match (last.value, one.value) {
                        (Some(a), Some(b)) => a.total_cmp(&b).is_eq(),
                        (None, None) => true,
                        _ => false,
                    };
                    if !same {
                        let shown = |one: &Raw| table.rows[one.row].cell(one.column).to_owned();
                        let (row, before) = (&table.rows[one.row], &table.rows[last.row]);
                        let message = format!(
                            "two values for {}, {}: '{}' in line {} and '{}'",
                            series.id,
                            one.period,
                            shown(last),
                            table.line(before),
                            shown(&one)
                        );
                        return Err(table
                            .at(row, one.column, "another value", message)
                            .with_help("keep one of them, or add the column that tells them apart"));
                    }
                    repeated += 1;
                }
                _ => kept.push(one),
            }
        }
        *raw = kept;
        let mut periods: Vec<Unit> = raw.iter().map(|one| one.period).collect();
        // Two dates say little about how often a series is observed; the other series of the file say more.
        let own = stamp::settle(&mut periods);
        let frequency = match (own, whole) {
            (Some(own), Some(whole)) if raw.len() < 3 && own < whole => {
                periods = raw.iter().map(|one| stamp::named(one.period, whole)).collect();
                whole
            }
            (Some(own), _) => own,
            (None, _) => {
                let row = &table.rows[raw[0].row];
                return Err(table
                    .at(row, 0, "in this series", format!("{} has periods of several kinds", series.id))
                    .with_help("give years, quarters, months or days, and those of one kind to each series"));
            }
        };
        series.frequency = frequency;
        for (one, period) in raw.iter_mut().zip(periods) {
            one.period = period;
        }
    }
    Ok(repeated)
}

/// The frame of [`Observations::frame`].
fn build(all: &[(Series, Vec<Raw>)]) -> Result<DataFrame> {
    let rows = || all.iter().flat_map(|(series, raw)| raw.iter().map(move |one| (series, one)));
    let date = |of: fn((NaiveDate, NaiveDate)) -> NaiveDate| {
        rows().map(move |(_, one)| one.period.dates(None).map(of)).collect::<Vec<_>>()
    };
    let of_series = |name, of: fn(&Series) -> &str| frame::text(name, rows().map(move |(series, _)| of(series)));
    frame::frame(vec![
        of_series("series", |series| &series.id),
        of_series("indicator", |series| &series.indicator),
        of_series("ref_area", |series| &series.area),
        frame::words("time_period", rows().map(|(_, one)| one.period.to_string())),
        frame::dates("start", date(|dates| dates.0).into_iter())?,
        frame::dates("end", date(|dates| dates.1).into_iter())?,
        of_series("frequency", |series| series.frequency.code()),
        frame::numbers("obs_value", rows().map(|(_, one)| one.value)),
        Column::new("decimals".into(), rows().map(|(_, one)| one.value.map(|_| one.decimals)).collect::<Vec<_>>()),
        of_series("unit", |series| &series.unit),
        frame::text("obs_status", rows().map(|(_, one)| one.status.as_str())),
        of_series("source", |series| &series.source),
    ])
}
