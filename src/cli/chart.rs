//! `trueup chart`: charts of the package or of a data file, at a size and in a theme.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::picture::{self, Look, Named, remarks};
use super::progress::Progress;
use super::{Console, Outcome, parsed};
use crate::chart::spec::Spec;
use crate::chart::{DataCharts, Drawing, Gallery, ValueScale, View};
use crate::check;
use crate::error::{Error, Result};
use crate::frame;
use crate::number;
use crate::observations::Observations;
use crate::output::{self, File};
use crate::period::Period;
use crate::transform::Transform;

#[derive(Debug, Args)]
#[command(after_help = "\
Sizes: page 850x600, wide 1200x628, square 1080x1080, column 321x400, slide 1600x900, thumb 300x160, or WIDTHxHEIGHT.
Transformations, as FRED names them: lin (as it is), chg and ch1 (change on the period before, on a year ago), pch and pc1 (the same
in percent), pca (compounded annual rate), cch and cca (continuously compounded), log; index and multiple, or index:2010 with a base; and mean:3.

Examples:
  trueup chart                                       every chart of the package, as SVG and PNG, into this folder
  trueup chart gdp --size wide --theme dark --format png
  trueup chart gdp --format pdf,svg --text live --theme house.toml --font Brand-Regular.ttf --font Brand-Bold.ttf
  trueup chart gdp reserves --transform index:2010 --out figures
  trueup chart --data exports.csv --each --out charts        a chart for each series of a data file
  trueup chart --data exports.csv CHN DEU --from 2000 --scale-y log")]
pub(super) struct Arguments {
    /// The charts to draw, or the series of the data file [default: all charts of the package]
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    /// Draw series of this data file instead of charts of the package; docs/data.md says which are read
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// Draw every series of the data file
    #[arg(long, requires = "data", conflicts_with = "ids")]
    each: bool,
    /// What is made of each value: lin, chg, ch1, pch, pc1, pca, cch, cca, log, index, index:BASE, multiple, multiple:BASE or mean:N
    #[arg(long, default_value = "lin", value_parser = parsed::<Transform>)]
    transform: Transform,
    /// The first period to show: 2010, 2010-Q3, 2010-07 or 2010-07-31
    #[arg(long, value_name = "PERIOD", value_parser = parsed::<Period>)]
    from: Option<Period>,
    /// The last period to show
    #[arg(long, value_name = "PERIOD", value_parser = parsed::<Period>)]
    to: Option<Period>,
    /// How values become heights [default: as the chart says; linear for data files]
    #[arg(long, value_enum)]
    scale_y: Option<Scale>,
    #[command(flatten)]
    look: Look,
    /// The folder to write into; it is made if it is not there
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
}

/// How values become heights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scale {
    /// Equal differences are equal distances
    Linear,
    /// Equal ratios are equal distances
    Log,
}

/// Sharp on screens of twice the density and in print.
pub(super) const PNG_SCALE: f32 = 2.0;

pub(super) fn run(console: &mut Console<'_>, arguments: &Arguments) -> Result<Outcome> {
    if arguments.out.is_file() {
        return Err(Error::new(format!("'{}' is a file", arguments.out.display())).with_help("name a folder for --out"));
    }
    let drawing = arguments.look.drawing()?;
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && from.start(None) > to.end(None)
    {
        return Err(
            Error::new(format!("--from {from} comes after --to {to}")).with_help("write the earlier period first")
        );
    }
    let view = View {
        transform: arguments.transform,
        from: arguments.from,
        to: arguments.to,
        scale_y: arguments.scale_y.map(|scale| if scale == Scale::Log { ValueScale::Log } else { ValueScale::Linear }),
    };
    match &arguments.data {
        Some(file) => from_data(console, arguments, &drawing, view, file),
        None => from_package(console, arguments, &drawing, view),
    }
}

fn from_package(console: &mut Console<'_>, arguments: &Arguments, drawing: &Drawing, view: View) -> Result<Outcome> {
    let package = console.package()?;
    let report = check::report(&package, &[])?;
    let gallery = Gallery::of(&package, &report)?;
    let mut specs: Vec<&Spec> = gallery.specs().iter().collect();
    for id in &arguments.ids {
        gallery.spec(id)?;
    }
    specs.retain(|spec| arguments.ids.is_empty() || arguments.ids.iter().any(|id| id == spec.id()));
    if specs.is_empty() {
        return Err(
            Error::new("the package has no charts").with_help("describe them in charts.toml; docs/charts.md says how")
        );
    }
    let drawn = draw(&gallery, &specs, drawing, view, "")?;
    spare(console.folder()?.as_deref(), &arguments.out, drawn.iter().flat_map(|one| &one.files))?;
    output::write_all(&arguments.out, drawn.iter().flat_map(|one| &one.files))?;
    for file in drawn.iter().flat_map(|one| &one.files) {
        console.print(&format!("{}\n", arguments.out.join(&file.name).display()))?;
    }
    console.note(&remarks(&drawn));
    Ok(Outcome::Fine)
}

/// Charts that are drawn, written and forgotten before the next are, so that memory does not grow with their number.
const BATCH: usize = 32;
/// Faults of single charts that are told; the others are counted.
const FAULTS: usize = 5;
/// Names that are listed where all would be too many.
const LISTED: usize = 8;

fn from_data(
    console: &mut Console<'_>,
    arguments: &Arguments,
    drawing: &Drawing,
    view: View,
    file: &Path,
) -> Result<Outcome> {
    if let Some(package) = &console.package {
        return Err(Error::new(format!("a package, '{}', and a data file", package.display()))
            .with_help("leave --package out to draw the file, or --data to draw the package"));
    }
    let observations = Observations::read(file)?;
    let all = observations.series();
    let mut places: Vec<usize> = Vec::new();
    for id in &arguments.ids {
        let found = observations.find(id)?;
        places.extend(all.iter().position(|series| series == found));
    }
    match (arguments.each, places.len(), all.len()) {
        (true, ..) | (false, 0, 1) => places = (0..all.len()).collect(),
        (false, 0, count) => {
            let some: Vec<&str> = all.iter().take(LISTED).map(|series| series.id.as_str()).collect();
            let more = if count > LISTED { format!(" and {} more", count - LISTED) } else { String::new() };
            return Err(Error::new(format!("{} has {count} series: {}{more}", file.display(), some.join(", ")))
                .with_help("name those to draw, or write --each for a chart of each"));
        }
        _ => {}
    }
    let charts = DataCharts::of(&observations, view)?;
    let mut progress = Progress::of(places.len());
    let (mut written, mut bytes) = (0usize, 0usize);
    let (mut empty, mut crowded, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for batch in places.chunks(BATCH) {
        let drawn: Vec<Result<Option<Named>>> = batch
            .par_iter()
            .map(|place| {
                let Some(chart) = charts.chart(*place)? else { return Ok(None) };
                let drawn =
                    picture::draw(drawing, &chart, &chart.id).map_err(|error| error.context(&all[*place].id))?;
                for file in observations.files() {
                    spare(Some(file), &arguments.out, &drawn.files)?;
                }
                output::write_all(&arguments.out, &drawn.files)?;
                Ok(Some(drawn))
            })
            .collect();
        for (place, drawn) in batch.iter().zip(drawn) {
            match drawn {
                Ok(Some(drawn)) => {
                    written += 1;
                    bytes += drawn.files.iter().map(|file| file.bytes.len()).sum::<usize>();
                    crowded.extend((!drawn.unplaced.is_empty()).then(|| drawn.name.clone()));
                    if !arguments.each {
                        for file in &drawn.files {
                            console.print(&format!("{}\n", arguments.out.join(&file.name).display()))?;
                        }
                        console.note(&remarks(&[drawn]));
                    }
                }
                Ok(None) => empty.push(all[*place].id.as_str()),
                Err(error) => faults.push(error),
            }
            progress.step(1);
        }
    }
    progress.end();
    if !arguments.each
        && let Some(first) = empty.first()
    {
        faults.push(view.nothing_left().context(first));
    }
    let charts = if written == 1 { "1 chart" } else { &format!("{} charts", number::count(written)) };
    if arguments.each {
        let (series, size) = (number::count(all.len()), number::count(bytes / 1000));
        console.print(&format!("{charts} of {series} series in {}, {size} kB\n", arguments.out.display()))?;
        if !crowded.is_empty() {
            let count = number::count(crowded.len());
            console.note(&format!("labels found no room in {count}: {}; a larger --size has more\n", some(&crowded)));
        }
        for remark in observations.remarks() {
            console.print(&format!("{remark}\n"))?;
        }
        if !empty.is_empty() {
            console.print(&format!("No value to draw in {}: {}\n", number::count(empty.len()), some(&empty)))?;
        }
    }
    let untold = faults.len().saturating_sub(FAULTS);
    faults.truncate(FAULTS);
    if untold > 0 {
        faults.push(Error::new(format!("{untold} more charts could not be drawn")));
    }
    match Error::all(faults) {
        Some(error) => Err(error),
        None => Ok(Outcome::Fine),
    }
}

/// The first of some names.
fn some<T: AsRef<str>>(names: &[T]) -> String {
    let first: Vec<&str> = names.iter().take(LISTED).map(AsRef::as_ref).collect();
    format!("{}{}", first.join(", "), if names.len() > LISTED { ", ..." } else { "" })
}

/// Refuses to write over what was read: a data file, or a table of the package in a folder.
pub(super) fn spare<'a>(read: Option<&Path>, out: &Path, files: impl IntoIterator<Item = &'a File>) -> Result<()> {
    let Some(read) = read.and_then(|read| std::fs::canonicalize(read).ok()) else { return Ok(()) };
    for file in files {
        let Ok(path) = std::fs::canonicalize(out.join(&file.name)) else { continue };
        let table = path.parent() == Some(&read) && is_table(&file.name);
        if path == read || table {
            return Err(Error::new(format!(
                "'{}' would be written over the file that it is drawn from",
                path.display()
            ))
            .with_help("name another folder: --out charts"));
        }
    }
    Ok(())
}

/// Whether a package has a file of this name for its tables or its description.
fn is_table(name: &str) -> bool {
    name == "datapackage.json" || frame::TABLES.iter().any(|table| name == format!("{table}.csv"))
}

/// Draws charts into files whose names end in a suffix; all faults of all charts are reported together, and nothing is returned then.
pub(super) fn draw(
    gallery: &Gallery<'_>,
    specs: &[&Spec],
    drawing: &Drawing,
    view: View,
    suffix: &str,
) -> Result<Vec<Named>> {
    let progress = Mutex::new(Progress::of(specs.len()));
    let each = |spec: &&Spec| {
        let drawn = one(gallery, spec, drawing, view, suffix);
        progress.lock().unwrap_or_else(PoisonError::into_inner).step(1);
        drawn
    };
    let results: Vec<Result<Named>> = specs.par_iter().map(each).collect();
    progress.lock().unwrap_or_else(PoisonError::into_inner).end();
    let mut drawn = Vec::new();
    let mut faults = Vec::new();
    for result in results {
        match result {
            Ok(one) => drawn.push(one),
            Err(error) => faults.push(error),
        }
    }
    match Error::all(faults) {
        Some(error) => Err(error),
        None => Ok(drawn),
    }
}

fn one(gallery: &Gallery<'_>, spec: &Spec, drawing: &Drawing, view: View, suffix: &str) -> Result<Named> {
    let chart = gallery.chart(spec)?;
    let chart = view.of(chart).map_err(|error| gallery.locate(spec, error))?;
    picture::draw(drawing, &chart, &format!("{}{suffix}", spec.id())).map_err(|error| gallery.locate(spec, error))
}
