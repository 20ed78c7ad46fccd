//! `trueup growth`: growth rates and indices of the series of data files.

use std::path::{Path, PathBuf};

use clap::Args;
use polars::prelude::{Column, DataFrame, IntoLazy, col};

use super::table::{Format, write};
use super::{Console, Outcome, parsed};
use crate::error::{Error, Result};
use crate::frame;
use crate::observations::Observations;
use crate::period::Period;
use crate::transform::{Transform, compound_annual_rate, day};

#[derive(Debug, Args)]
#[command(after_help = "\
Transformations: lin, chg, ch1, pch, pc1, pca, cch, cca, log (FRED's), index or index:2010, and cagr, the compound annual rate since the first
period, or since --from. A value is compared with the one exactly one period or one year before: over a gap there is no rate.

Examples:
  trueup growth gdp-growth.csv --series CHN --transform lin
  trueup growth gdp.csv --transform pc1,index:2010,cagr --from 2010 --to 2023
  trueup growth panel.parquet --transform pc1 -o growth.parquet")]
pub(super) struct Arguments {
    /// The data files
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What to compute, separated by commas
    #[arg(long, value_name = "NAMES", default_value = "pc1", value_delimiter = ',', value_parser = parsed::<Measure>)]
    transform: Vec<Measure>,
    /// The base period of an index that names none [default: the first with a value]
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
    /// Nothing for the compound annual rate.
    transform: Option<Transform>,
}

impl std::str::FromStr for Measure {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let transform = if text == "cagr" { None } else { Some(text.parse()?) };
        Ok(Self { name: text.to_owned(), transform })
    }
}

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    let format = format(arguments)?;
    let mut whole: Option<DataFrame> = None;
    for file in &arguments.files {
        let observations = Observations::read(file)?;
        let table = table(arguments, file, &observations)?;
        whole = Some(match whole {
            None => table,
            Some(mut whole) => {
                whole.vstack_mut(&table).map_err(|error| unexpected(&error))?;
                whole
            }
        });
        for remark in observations.remarks() {
            console.note(&format!("{}: {remark}\n", file.display()));
        }
    }
    let whole = whole.unwrap_or_default();
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

/// The series of a file with a column for each measure.
fn table(arguments: &Arguments, file: &Path, observations: &Observations) -> Result<DataFrame> {
    let (from, to) =
        (arguments.from.and_then(|period| period.start(None)), arguments.to.and_then(|period| period.end(None)));
    let all = observations.frame().clone().lazy();
    let mut columns: Vec<Column> = Vec::new();
    let collect = |frame: polars::prelude::LazyFrame| frame.collect().map_err(|error| unexpected(&error));
    for measure in &arguments.transform {
        let changed = match measure.transform {
            Some(Transform::Index(None)) => Transform::Index(arguments.base).apply(all.clone())?,
            Some(transform) => transform.apply(all.clone())?,
            None => compound_annual_rate(all.clone(), from)?,
        };
        let values = collect(changed.select([col("obs_value").alias(measure.name.as_str())]))?;
        columns.extend(values.columns().iter().cloned());
    }
    let names = ["series", "indicator", "ref_area", "time_period", "start", "end", "unit", "obs_value"];
    let mut shown = collect(all.select(names.map(col)))?;
    if arguments.files.len() > 1 {
        let name = file.display().to_string();
        columns.insert(0, frame::words("file", (0..shown.height()).map(|_| name.clone())));
    }
    shown.hstack_mut(&columns).map_err(|error| unexpected(&error))?;
    let mut shown = shown.lazy();
    if let Some(from) = from {
        shown = shown.filter(col("start").gt_eq(day(from)));
    }
    if let Some(to) = to {
        shown = shown.filter(col("end").lt_eq(day(to)));
    }
    let shown = collect(shown)?.drop_many(["start", "end"]);
    if arguments.series.is_empty() {
        return Ok(shown);
    }
    let ids: Vec<&str> =
        arguments.series.iter().map(|name| Ok(observations.find(name)?.id.as_str())).collect::<Result<_>>()?;
    let mask =
        shown.column("series").and_then(|ids_column| ids_column.str().cloned()).map_err(|error| unexpected(&error))?;
    let mask = mask.iter().map(|id| id.is_some_and(|id| ids.contains(&id))).collect();
    shown.filter(&mask).map_err(|error| unexpected(&error))
}

fn unexpected(error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("the table cannot be computed: {error}"))
}
