//! The measures of the series of a file, as columns beside their values.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use polars::prelude::{BooleanChunked, DataFrame, DataType, IntoLazy, LazyFrame, col};

use super::reasons::reason;
use super::{Arguments, Measure, unexpected};
use crate::error::Result;
use crate::frame;
use crate::transform::{self, Selection, day};

/// The name of a file alone, if no other of the run has it; else with its folder.
fn called(files: &[PathBuf], file: &Path) -> String {
    let alone = files.iter().filter(|other| other.file_name() == file.file_name()).count() == 1;
    match file.file_name() {
        Some(name) if alone => name.to_string_lossy().into_owned(),
        _ => file.display().to_string(),
    }
}

/// Where the observations come from that measures are computed of.
pub(super) enum Input<'a> {
    /// A file among those that are read as a whole.
    Selection(&'a Selection, usize),
    /// Some series of a large panel, and the ids of those that are asked for.
    Part(&'a DataFrame, &'a Option<HashSet<String>>),
}

impl Input<'_> {
    fn frame(&self) -> &DataFrame {
        match self {
            Self::Selection(selection, file) => selection.frame(*file),
            Self::Part(frame, _) => frame,
        }
    }

    fn apply(&self, measure: &transform::Measure) -> Result<LazyFrame> {
        match self {
            Self::Selection(selection, file) => selection.apply(*file, measure),
            Self::Part(frame, _) => measure.alone((*frame).clone().lazy()),
        }
    }

    /// The rows that are asked for; nothing if all are.
    fn chosen(&self) -> Result<Option<BooleanChunked>> {
        match self {
            Self::Selection(selection, file) => Ok(Some(selection.chosen(*file)?.into_iter().collect())),
            Self::Part(_, None) => Ok(None),
            Self::Part(frame, Some(ids)) => {
                let series = frame.column("series").and_then(|series| series.cast(&DataType::String));
                let series = series.map_err(|error| unexpected(&error))?;
                let all = series.str().map_err(|error| unexpected(&error))?;
                Ok(Some(all.iter().map(|id| id.is_some_and(|id| ids.contains(id))).collect()))
            }
        }
    }
}

/// The series of a file with a column for each measure, and one for the reasons why that has no value.
pub(super) fn table(arguments: &Arguments, file: &Path, input: &Input<'_>) -> Result<DataFrame> {
    let (from, to) =
        (arguments.from.and_then(|period| period.start(None)), arguments.to.and_then(|period| period.end(None)));
    let collect = |frame: LazyFrame| frame.collect().map_err(|error| unexpected(&error));
    let computed = |measure: &Measure| {
        let changed = input.apply(&measure.of.clone().since(arguments.base, from))?;
        collect(changed.select([col("obs_value").alias(measure.name.as_str()), col("reason").alias(reason(measure))]))
    };
    let computed: Vec<Result<DataFrame>> = arguments.transform.iter().map(computed).collect();
    let names = ["series", "indicator", "ref_area", "time_period", "start", "end", "unit", "obs_value"];
    let mut shown = input.frame().select(names).map_err(|error| unexpected(&error))?;
    if arguments.files.len() > 1 {
        let name = called(&arguments.files, file);
        let column = frame::words("file", (0..shown.height()).map(|_| name.clone()));
        shown.hstack_mut(&[column]).map_err(|error| unexpected(&error))?;
    }
    for columns in computed {
        shown.hstack_mut(columns?.columns()).map_err(|error| unexpected(&error))?;
    }
    if let Some(chosen) = input.chosen()? {
        shown = shown.filter(&chosen).map_err(|error| unexpected(&error))?;
    }
    if from.is_some() || to.is_some() {
        let mut within = shown.lazy();
        if let Some(from) = from {
            within = within.filter(col("start").gt_eq(day(from)));
        }
        if let Some(to) = to {
            within = within.filter(col("end").lt_eq(day(to)));
        }
        shown = collect(within)?;
    }
    Ok(shown.drop_many(["start", "end"]))
}
