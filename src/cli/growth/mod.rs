//! `trueup growth`: growth rates and indices of the series of data files.

mod reasons;
mod sink;
mod table;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::Args;
use polars::prelude::{Column, DataFrame};
use rayon::prelude::*;

use super::progress::Progress;
use super::table::{Format, write};
use super::{Console, Outcome, parsed};
use crate::error::{Error, Result};
use crate::observations::{self, Frequency, Observations, Panel, Series};
use crate::period::Period;
use crate::transform::{self, Aggregate, Selection, Whole};
use reasons::{Empty, beside, reason};
use sink::Sink;
use table::{Input, table};

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
    #[arg(long, value_name = "NAMES")]
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
    /// Say on standard error how far long work has come, where that is no terminal too
    #[arg(long)]
    progress: bool,
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
    refuse(arguments)?;
    let mut sink = Sink::of(format, arguments.output.as_deref())?;
    let mut empty = vec![Empty::default(); arguments.transform.len()];
    let mut rows = 0;
    if let Some(panels) = panels(arguments)? {
        rows += in_parts(console, arguments, &panels, &mut sink, &mut empty)?;
        // The program is about to end; to give back the names of a large panel one by one takes longer than to leave them.
        std::mem::forget(panels);
    } else {
        let selection = selection(console, arguments)?;
        for (i, file) in arguments.files.iter().enumerate() {
            let table = table(arguments, file, &Input::Selection(&selection, i))?;
            sink.begin(|| Ok(table.clone()), &arguments.transform)?;
            rows += sink.put(sink.ready(&table, &arguments.transform)?, &mut empty)?;
        }
        for measure in &arguments.transform {
            console.note(&summed(&selection, measure));
        }
    }
    if rows == 0 {
        return Err(Error::new("no series has an observation between --from and --to")
            .with_help("leave them out to see which periods there are"));
    }
    for (measure, empty) in arguments.transform.iter().zip(&empty) {
        console.note(&empty.told(&measure.name));
    }
    if let Some(mut whole) = sink.end()? {
        let reasons: Vec<Column> = arguments
            .transform
            .iter()
            .map(|measure| whole.drop_in_place(&reason(measure)).map_err(|error| unexpected(&error)))
            .collect::<Result<_>>()?;
        // Other formats have a cell for each value, and no place for words beside it.
        if format == Format::Json {
            whole.with_column(beside(&arguments.transform, &reasons)?).map_err(|error| unexpected(&error))?;
        }
        write(console, &whole, format, arguments.output.as_deref())?;
    }
    Ok(Outcome::Fine)
}

/// The files as large panels, if all of them are and nothing is asked for that needs several series, or other ones, at once.
fn panels(arguments: &Arguments) -> Result<Option<Vec<Panel>>> {
    let alone = arguments.transform.iter().all(|measure| measure.of.is_alone());
    if !alone || arguments.frequency.is_some() || !arguments.by.is_empty() {
        return Ok(None);
    }
    // The first that is none says so before the others are gone through.
    arguments.files.iter().map(|file| Panel::open(file)).collect()
}

/// Computes the frames of large panels one after the other, the next one being read meanwhile.
fn in_parts(
    console: &Console<'_>,
    arguments: &Arguments,
    panels: &[Panel],
    sink: &mut Sink,
    empty: &mut [Empty],
) -> Result<usize> {
    // Each is computed on one processor; two for each of them even out what takes longer.
    let some = 2 * rayon::current_num_threads();
    let rows = panels.iter().map(Panel::rows).sum();
    let mut progress = Progress::of(rows).in_lines(arguments.progress);
    let mut written = 0;
    let chosen = panels_chosen(panels, &arguments.series)?;
    for ((panel, file), chosen) in panels.iter().zip(&arguments.files).zip(&chosen) {
        let mut frames = panel.frames()?;
        let repeated = std::thread::scope(|scope| {
            let (sender, receiver) = std::sync::mpsc::sync_channel(some);
            let reader = scope.spawn(move || {
                for frame in &mut frames {
                    let broken = frame.is_err();
                    if sender.send(frame).is_err() || broken {
                        break;
                    }
                }
                frames.repeated()
            });
            loop {
                let frames: Vec<DataFrame> = receiver.iter().take(some).collect::<Result<_>>()?;
                if frames.is_empty() {
                    break;
                }
                let compute = |frame: &DataFrame| table(arguments, file, &Input::Part(frame, chosen));
                sink.begin(|| compute(&frames[0].slice(0, 0)), &arguments.transform)?;
                let ready = |frame| sink.ready(&compute(frame)?, &arguments.transform);
                let ready: Vec<Result<_>> = frames.par_iter().map(ready).collect();
                for ready in ready {
                    written += sink.put(ready?, empty)?;
                }
                progress.step(frames.iter().map(DataFrame::height).sum());
            }
            // Without this what was read before would look like all of it.
            reader.join().map_err(|_| unexpected(&"its reader stopped"))
        })?;
        if let Some(remark) = observations::repeated(repeated) {
            console.note(&format!("{}: {remark}\n", file.display()));
        }
    }
    progress.end();
    Ok(written)
}

/// The ids of the series of each panel that are asked for; all if none is.
fn panels_chosen(panels: &[Panel], names: &[String]) -> Result<Vec<Option<HashSet<String>>>> {
    if names.is_empty() {
        return Ok(vec![None; panels.len()]);
    }
    let all: Vec<&[Series]> = panels.iter().map(Panel::series).collect();
    Ok(transform::chosen(&all, names)?.into_iter().map(Some).collect())
}

/// The series of files that are read as a whole.
fn selection(console: &Console<'_>, arguments: &Arguments) -> Result<Selection> {
    let files: Vec<Observations> =
        arguments.files.iter().map(|file| Observations::read_by(file, &arguments.by)).collect::<Result<_>>()?;
    for (file, observations) in arguments.files.iter().zip(&files) {
        for remark in observations.remarks() {
            console.note(&format!("{}: {remark}\n", file.display()));
        }
    }
    let selection = Selection::new(files, &arguments.series)?;
    match (arguments.frequency, arguments.aggregate) {
        (Some(frequency), Some(how)) => selection.at(frequency, how),
        _ => Ok(selection),
    }
}

/// Refuses a measure that is named twice, and to write over what is read.
fn refuse(arguments: &Arguments) -> Result<()> {
    let names: Vec<&str> = arguments.transform.iter().map(|measure| measure.name.as_str()).collect();
    if let Some(name) = (1..names.len()).find(|i| names[..*i].contains(&names[*i])).map(|i| names[i]) {
        return Err(Error::new(format!("the transformation '{name}' is named twice")).with_help("name it once"));
    }
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let output = arguments.output.as_deref().filter(|output| whole(output).is_some());
    if let Some(output) = output.filter(|output| arguments.files.iter().any(|file| whole(file) == whole(output))) {
        return Err(Error::new(format!("'{}' is read and would be written over", output.display()))
            .with_help("name another file"));
    }
    Ok(())
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

/// Over what the total of a share or contribution is summed, where it is a sum.
fn summed(selection: &Selection, measure: &Measure) -> String {
    let (transform::Measure::Share(whole) | transform::Measure::Contribution(whole)) = &measure.of else {
        return String::new();
    };
    if let Whole::Series(_) = whole {
        return String::new();
    }
    let parts = selection.parts(whole);
    let more = if parts.len() > 8 { format!(" and {} more", parts.len() - 8) } else { String::new() };
    format!(
        "{}: the total is the sum over {}{more}.\n",
        measure.name,
        parts.iter().take(8).copied().collect::<Vec<_>>().join(", ")
    )
}

fn unexpected(error: &dyn std::fmt::Display) -> Error {
    Error::new(format!("the table cannot be computed: {error}"))
}
