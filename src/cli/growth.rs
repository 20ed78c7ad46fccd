//! `trueup growth`: growth rates and indices of the series of data files.

use std::path::{Path, PathBuf};

use clap::Args;
use polars::prelude::{Column, DataFrame, IntoLazy, col};

use super::table::{Format, write};
use super::{Console, Outcome, parsed};
use crate::error::{Error, Result};
use crate::frame;
use crate::number;
use crate::observations::{Frequency, Observations};
use crate::period::Period;
use crate::transform::{self, Aggregate, Panel, Whole, day};

#[derive(Debug, Args)]
#[command(after_help = "\
Transformations: lin, chg, ch1, pch, pc1, pca, cch, cca, log (FRED's); index and multiple, or index:2010 with a base; mean:3, over three periods;
cagr, the compound annual rate since the first period, or since --from; share:TOTAL and contribution:TOTAL, in percent and in percentage points
of the growth of the total; real:DEFLATOR, in prices of --base. A total is a series, areas or indicators: the sum over those of the series
asked for. A value is compared with the one exactly one period or one year before: over a gap there is no rate.

Examples:
  trueup growth gdp-growth.csv --series CHN --transform lin
  trueup growth gdp.csv --transform pc1,index:2010,cagr --from 2010 --to 2023
  trueup growth gdp.csv deflator.csv --series GDP --transform real:DEFLATOR --base 2015 --frequency A --aggregate mean
  trueup growth panel.parquet --transform pc1 -o growth.parquet")]
pub(super) struct Arguments {
    /// The data files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What to compute, separated by commas
    #[arg(long, value_name = "NAMES", default_value = "pc1", value_delimiter = ',', value_parser = parsed::<Measure>)]
    transform: Vec<Measure>,
    /// The columns that tell series apart [default: what looks like it]
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    by: Vec<String>,
    /// Aggregate to years, quarters or months first: A, Q or M
    #[arg(long, value_name = "FREQUENCY", value_parser = frequency, requires = "aggregate")]
    frequency: Option<Frequency>,
    /// What is made of the values of the shorter periods: mean, sum or end
    #[arg(long, value_name = "HOW", value_parser = parsed::<Aggregate>, requires = "frequency")]
    aggregate: Option<Aggregate>,
    /// The base period of an index or multiple that names none [default: the first with a value], and of a deflator [default: its own]
    #[arg(long, value_name = "PERIOD", value_parser = parsed::<Period>)]
    base: Option<Period>,
    /// The series to compute it of, by name or code [default: all]
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    series: Vec<String>,
    /// The first period to show
    #[arg(long, value_name = "PERIOD", value_parser = parsed::<Period>)]
    from: Option<Period>,
    /// The last period to show
    #[arg(long, value_name = "PERIOD", value_parser = parsed::<Period>)]
    to: Option<Period>,
    /// How to write it; of a file its ending says so [default: text]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A column to compute.
#[derive(Debug, Clone)]
struct Measure {
    name: String,
    of: transform::Measure,
}

impl std::str::FromStr for Measure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Ok(Self { name: text.to_owned(), of: text.parse()? })
    }
}

fn frequency(code: &str) -> std::result::Result<Frequency, String> {
    Frequency::from_code(code).ok_or_else(|| "write A, Q or M: years, quarters or months".to_owned())
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let format = format(arguments)?;
    let files: Vec<Observations> =
        arguments.files.iter().map(|file| Observations::read_by(file, &arguments.by)).collect::<Result<_>>()?;
    for (file, observations) in arguments.files.iter().zip(&files) {
        for remark in observations.remarks() {
            console.note(&format!("{}: {remark}\n", file.display()));
        }
    }
    let mut panel = Panel::new(files, &arguments.series)?;
    if let (Some(frequency), Some(how)) = (arguments.frequency, arguments.aggregate) {
        panel = panel.at(frequency, how)?;
    }
    let mut whole: Option<DataFrame> = None;
    for (i, file) in arguments.files.iter().enumerate() {
        let table = table(arguments, file, &panel, i)?;
        whole = Some(match whole {
            None => table,
            Some(mut whole) => {
                whole.vstack_mut(&table).map_err(|error| unexpected(&error))?;
                whole
            }
        });
    }
    let mut whole = whole.unwrap_or_default();
    let mut told = Vec::new();
    for measure in &arguments.transform {
        console.note(&summed(&panel, measure));
        let reasons = whole.drop_in_place(&reason(measure)).map_err(|error| unexpected(&error))?;
        console.note(&empty(measure, &reasons)?);
        told.push(reasons);
    }
    // Other formats have a cell for each value, and no place for words beside it.
    if format == Format::Json {
        whole.with_column(reasons(&arguments.transform, &told)?).map_err(|error| unexpected(&error))?;
    }
    write(console, &whole, format, arguments.output.as_deref())?;
    Ok(Outcome::Fine)
}

/// What is asked for, else what the ending of the file says, else text.
fn format(arguments: &Arguments) -> Result<Format> {
    let ending =
        arguments.output.as_deref().and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
    let of_ending = match ending.as_deref() {
        Some("csv") => Some(Format::Csv),
        Some("json") => Some(Format::Json),
        Some("parquet") => Some(Format::Parquet),
        Some("md") => Some(Format::Markdown),
        Some("txt") => Some(Format::Text),
        _ => None,
    };
    match (arguments.format.or(of_ending), &arguments.output) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(Format::Text),
        (None, Some(path)) => Err(Error::new(format!("the ending of '{}' names no format", path.display()))
            .with_help("let it end in .csv, .json, .parquet, .md or .txt, or give --format")),
    }
}

/// The series of a file with a column for each measure, and one for the reasons why that has no value.
fn table(arguments: &Arguments, file: &Path, panel: &Panel, at: usize) -> Result<DataFrame> {
    let (from, to) =
        (arguments.from.and_then(|period| period.start(None)), arguments.to.and_then(|period| period.end(None)));
    let mut columns: Vec<Column> = Vec::new();
    let collect = |frame: polars::prelude::LazyFrame| frame.collect().map_err(|error| unexpected(&error));
    for measure in &arguments.transform {
        let changed = panel.apply(at, &measure.of.clone().since(arguments.base, from))?;
        let named = [col("obs_value").alias(measure.name.as_str()), col("reason").alias(reason(measure))];
        columns.extend(collect(changed.select(named))?.columns().iter().cloned());
    }
    let names = ["series", "indicator", "ref_area", "time_period", "start", "end", "unit", "obs_value"];
    let mut shown = collect(panel.frame(at).clone().lazy().select(names.map(col)))?;
    if arguments.files.len() > 1 {
        let name = file.display().to_string();
        columns.insert(0, frame::words("file", (0..shown.height()).map(|_| name.clone())));
    }
    shown.hstack_mut(&columns).map_err(|error| unexpected(&error))?;
    let shown = shown.filter(&panel.chosen(at)?.into_iter().collect()).map_err(|error| unexpected(&error))?;
    let mut shown = shown.lazy();
    if let Some(from) = from {
        shown = shown.filter(col("start").gt_eq(day(from)));
    }
    if let Some(to) = to {
        shown = shown.filter(col("end").lt_eq(day(to)));
    }
    Ok(collect(shown)?.drop_many(["start", "end"]))
}

/// The name of the column of reasons beside a measure.
fn reason(measure: &Measure) -> String {
    format!("reason of {}", measure.name)
}

/// Over what the total of a share or contribution is summed, where it is a sum.
fn summed(panel: &Panel, measure: &Measure) -> String {
    let (transform::Measure::Share(whole) | transform::Measure::Contribution(whole)) = &measure.of else {
        return String::new();
    };
    if let Whole::Series(_) = whole {
        return String::new();
    }
    let parts = panel.parts(whole);
    let more = if parts.len() > 8 { format!(" and {} more", parts.len() - 8) } else { String::new() };
    format!(
        "{}: the total is the sum over {}{more}.\n",
        measure.name,
        parts.iter().take(8).copied().collect::<Vec<_>>().join(", ")
    )
}

/// How many values of a measure are empty, and why.
fn empty(measure: &Measure, reasons: &Column) -> Result<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for reason in reasons.str().map_err(|error| unexpected(&error))?.iter().flatten() {
        match counts.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => counts.push((reason, 1)),
        }
    }
    let words = match counts.as_slice() {
        [] => return Ok(String::new()),
        [(reason, 1)] => format!("1 value is empty: {reason}"),
        [(reason, count)] => format!("{} values are empty: {reason}", number::count(*count)),
        several => {
            let all = several.iter().map(|(_, count)| count).sum();
            let each: Vec<String> =
                several.iter().map(|(reason, count)| format!("{reason} ({})", number::count(*count))).collect();
            format!("{} values are empty: {}", number::count(all), each.join("; "))
        }
    };
    Ok(format!("{}: {words}.\n", measure.name))
}

/// Why the values of a row are empty, each measure with its reason.
fn reasons(measures: &[Measure], told: &[Column]) -> Result<Column> {
    let mut rows: Vec<Vec<String>> = vec![Vec::new(); told.first().map_or(0, Column::len)];
    for (measure, reasons) in measures.iter().zip(told) {
        for (row, reason) in rows.iter_mut().zip(reasons.str().map_err(|error| unexpected(&error))?.iter()) {
            row.extend(reason.map(|reason| format!("{}: {reason}", measure.name)));
        }
    }
    Ok(frame::words("reasons", rows.into_iter().map(|row| row.join("; "))))
}

fn unexpected(error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("the table cannot be computed: {error}"))
}
