//! The data files of a run together: a total or a deflator may stand in another file than what is set against it.

use std::collections::{HashMap, HashSet};

use polars::prelude::{
    Column, DataFrame, DataType, Expr, IntoLazy, JoinArgs, JoinType, LazyFrame, MaintainOrderJoin, NULL, col, lit, when,
};

use super::against::{self, DIFFERS, LACKING, OTHER};
use super::{Aggregate, Measure, Transform, Whole, aggregate, reason, unplanned};
use crate::error::{Error, Result};
use crate::frame;
use crate::observations::{Frequency, Observations, Series, called, find};
use crate::period::Period;
use crate::unit::Unit;

/// Data files, and the series of them that are asked for.
///
/// ```
/// use trueup::observations::Observations;
/// use trueup::transform::Selection;
/// let text = "country,year,value\nNorway,2020,30\nChad,2020,10\n";
/// let selection = Selection::new(vec![Observations::parse("gdp.csv", text)?], &[])?;
/// let shares = selection.apply(0, &"share:areas".parse()?)?.collect()?;
/// let shares: Vec<Option<f64>> = shares.column("obs_value")?.f64()?.iter().collect();
/// assert_eq!(shares, [Some(75.0), Some(25.0)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Selection {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    observations: Observations,
    frame: DataFrame,
    /// The frequency that all of its series have got, if they were aggregated.
    frequency: Option<Frequency>,
    /// The ids of the series that are asked for.
    chosen: HashSet<String>,
}

/// A series, and the other that is set against it, with the number of its file.
type Beside<'a> = (&'a Series, (usize, &'a Series));

impl Selection {
    /// The series of these files that have these names; all of them if none is given.
    ///
    /// # Errors
    /// If a name is that of no series of any file.
    pub fn new(files: Vec<Observations>, names: &[String]) -> Result<Self> {
        let chosen = chosen(&files.iter().map(Observations::series).collect::<Vec<_>>(), names)?;
        let files = files.into_iter().zip(chosen).map(|(observations, mut chosen)| {
            if names.is_empty() {
                chosen.extend(observations.series().iter().map(|series| series.id.clone()));
            }
            File { frame: observations.frame().clone(), observations, frequency: None, chosen }
        });
        Ok(Self { files: files.collect() })
    }

    /// The same series at a lower frequency; see [`aggregate()`].
    ///
    /// # Errors
    /// As [`aggregate()`].
    pub fn at(mut self, to: Frequency, how: Aggregate) -> Result<Self> {
        for file in &mut self.files {
            // What is observed less often and not asked for is no reason to refuse the others.
            let kept = |series: &&Series| file.chosen.contains(&series.id) || series.frequency >= to;
            let kept: HashSet<&str> =
                file.observations.series().iter().filter(kept).map(|one| one.id.as_str()).collect();
            file.frame = file.only(&kept)?;
            file.frame = aggregate(file.frame.clone().lazy(), to, how)?.collect().map_err(unplanned)?;
            file.frequency = Some(to);
        }
        Ok(self)
    }

    /// The observations of a file as a frame; with a column reason (`Categorical`) where they were aggregated.
    #[must_use]
    pub fn frame(&self, file: usize) -> &DataFrame {
        &self.files[file].frame
    }

    /// Which rows of a file belong to series that are asked for.
    ///
    /// # Errors
    /// None that a user can cause.
    pub fn chosen(&self, file: usize) -> Result<Vec<bool>> {
        let File { frame, chosen, .. } = &self.files[file];
        let series = frame.column("series").and_then(|series| series.str().cloned()).map_err(unplanned)?;
        Ok(series.iter().map(|id| id.is_some_and(|id| chosen.contains(id))).collect())
    }

    /// The frame of a file with obs_value replaced by the measure, in the same order, and a column reason (`Categorical`) that says why it is null
    /// where it is. Of shares, contributions and real values only series that are asked for have one.
    ///
    /// # Errors
    /// If a base period has no dates, a total or deflator is that of no series or of several, or there is nothing to sum over.
    pub fn apply(&self, file: usize, measure: &Measure) -> Result<LazyFrame> {
        let frame = self.files[file].frame.clone().lazy();
        let schema = self.files[file].frame.schema();
        let computed = match measure {
            Measure::Of(_) | Measure::CompoundAnnualRate(_) => return measure.alone(frame),
            Measure::Share(whole) => against::share(self.beside(file, whole)?)?,
            Measure::Contribution(whole) => against::contribution(self.beside(file, whole)?)?,
            Measure::Real { deflator, base } => {
                let found = self.others(file, deflator)?;
                for (_, (_, other)) in &found {
                    let money = matches!(other.known_unit(), Some(Unit::Currency(_))) || other.in_local_currency();
                    if money {
                        let unit = counted(other).unwrap_or_default();
                        return Err(Error::new(format!("{} is an amount in {unit} and no deflator", other.id))
                            .with_help("a deflator is an index of prices"));
                    }
                }
                against::real(self.beside_series(file, &found, *base)?)?
            }
        };
        Ok(computed.select(reason::columns(schema)))
    }

    /// The names of the areas or indicators that a sum is taken over; none for a total that is a series.
    #[must_use]
    pub fn parts(&self, whole: &Whole) -> Vec<&str> {
        let mut seen = HashSet::new();
        let series = self.files.iter().flat_map(File::chosen);
        match whole {
            Whole::Series(_) => Vec::new(),
            _ => {
                series.map(|series| part(whole, series)).filter(|name| !name.is_empty() && seen.insert(*name)).collect()
            }
        }
    }

    fn beside(&self, file: usize, whole: &Whole) -> Result<LazyFrame> {
        match whole {
            Whole::Series(name) => self.beside_series(file, &self.others(file, name)?, None),
            _ => self.beside_sum(file, whole),
        }
    }

    /// The frame of a file with, beside each row, the value that the other series found for its own has in that period.
    fn beside_series(&self, file: usize, found: &[Beside<'_>], base: Option<Period>) -> Result<LazyFrame> {
        let key = |(at, series): &(usize, &Series)| format!("{at}:{}", series.id);
        let pairs = frame::frame(vec![
            frame::words("series", found.iter().map(|(own, _)| own.id.clone())),
            frame::words("key", found.iter().map(|(_, other)| key(other))),
            Column::new(DIFFERS.into(), found.iter().map(|(own, other)| differ(own, other.1)).collect::<Vec<bool>>()),
        ])?;
        let mut values: Option<DataFrame> = None;
        for (at, one) in self.files.iter().enumerate() {
            let ids: HashSet<&str> =
                found.iter().filter(|(_, other)| other.0 == at).map(|(_, other)| other.1.id.as_str()).collect();
            if ids.is_empty() {
                continue;
            }
            let all = one.only(&ids)?.lazy();
            let all = if base.is_some() { Transform::Index(base).apply(all)? } else { all };
            let all = all.select([
                lit(format!("{at}:")).alias("file"),
                col("series"),
                col("frequency"),
                col("start"),
                col("obs_value").alias(OTHER),
                lit(false).alias(LACKING),
            ]);
            let all = all.with_columns([(col("file") + col("series")).alias("key")]);
            let all = all.collect().map_err(unplanned)?.drop_many(["file", "series"]);
            values = Some(match values {
                None => all,
                Some(values) => values.vstack(&all).map_err(unplanned)?,
            });
        }
        let frame = joined(self.files[file].frame.clone().lazy(), pairs.lazy(), &["series"]);
        match values {
            Some(values) => Ok(joined(frame, values.lazy(), &["key", "frequency", "start"])),
            None => Ok(frame.with_columns([lit(NULL).cast(DataType::Float64).alias(OTHER), lit(false).alias(LACKING)])),
        }
    }

    /// The other series of this name for each series of a file that is asked for, with the number of its file. It is looked up in the file itself
    /// first, then in the others.
    fn others(&self, file: usize, name: &str) -> Result<Vec<Beside<'_>>> {
        let called = |at: usize| {
            self.files[at].observations.called(name).into_iter().map(move |series| (at, series)).collect::<Vec<_>>()
        };
        let mut named = called(file);
        if named.is_empty() {
            named = (0..self.files.len()).flat_map(called).collect();
        }
        let own = self.files[file].chosen();
        match named.as_slice() {
            // The error that says which series there are.
            [] => self.files[file].observations.find(name).map(|_| Vec::new()),
            [one] => Ok(own.map(|series| (series, *one)).collect()),
            several => {
                let itself: HashMap<&str, (usize, &Series)> =
                    several.iter().filter(|(at, _)| *at == file).map(|one| (one.1.id.as_str(), *one)).collect();
                let mut by_area: HashMap<&str, Vec<(usize, &Series)>> = HashMap::new();
                let mut by_indicator: HashMap<&str, Vec<(usize, &Series)>> = HashMap::new();
                for one in several {
                    by_area.entry(&one.1.area).or_default().push(*one);
                    by_indicator.entry(&one.1.indicator).or_default().push(*one);
                }
                let none = Vec::new();
                let mut found = Vec::new();
                for series in own {
                    let [area, indicator] =
                        [by_area.get(series.area.as_str()), by_indicator.get(series.indicator.as_str())]
                            .map(|them| them.unwrap_or(&none));
                    match (itself.get(series.id.as_str()), area.as_slice(), indicator.as_slice()) {
                        (Some(itself), ..) => found.push((series, *itself)),
                        (None, [one], []) | (None, [], [one]) => found.push((series, *one)),
                        (None, [], []) => {}
                        (None, area, indicator) => {
                            let names: Vec<&str> =
                                area.iter().chain(indicator).take(3).map(|(_, other)| other.id.as_str()).collect();
                            return Err(Error::new(format!(
                                "several series called '{name}' could stand beside {}",
                                series.id
                            ))
                            .with_help(format!("name one of them: {}", names.join(", "))));
                        }
                    }
                }
                Ok(found)
            }
        }
    }

    /// The frame of a file with, beside each row, the sum over the parts in that period; null where one of them has no value.
    fn beside_sum(&self, file: usize, whole: &Whole) -> Result<LazyFrame> {
        let mut counts: HashMap<(&str, &str, Frequency), u32> = HashMap::new();
        let mut seen = HashSet::new();
        for file in &self.files {
            for series in file.chosen() {
                if *whole == Whole::Areas && series.in_local_currency() {
                    return Err(Error::new(format!(
                        "{} is in the currency of its area, and a sum over areas would mix currencies",
                        series.id
                    ))
                    .with_help("take the series in one currency"));
                }
                let frequency = file.frequency.unwrap_or(series.frequency);
                if !seen.insert((&series.id, &series.indicator, &series.area, &series.unit, frequency)) {
                    return Err(Error::new(format!(
                        "{} stands in two files, and a sum would count it twice",
                        series.id
                    ))
                    .with_help("name each series in one file, and what is measured in a column of its own"));
                }
                *counts.entry((kept(whole, series), series.unit.as_str(), frequency)).or_default() += 1;
            }
        }
        if self.parts(whole).is_empty() {
            let (what, other) = if *whole == Whole::Areas { ("area", "indicators") } else { ("indicator", "areas") };
            return Err(Error::new(format!("there is nothing to sum over: no series has an {what}"))
                .with_help(format!("sum over {other}, or name a series as the total")));
        }
        let by = if *whole == Whole::Areas { "indicator" } else { "ref_area" };
        let group = [by, "unit", "frequency"];
        let counts: Vec<_> = counts.into_iter().collect();
        let mut expected = vec![
            frame::text(by, counts.iter().map(|((kept, ..), _)| *kept)),
            frame::text("unit", counts.iter().map(|((_, unit, _), _)| *unit)),
            frame::text("frequency", counts.iter().map(|((.., frequency), _)| frequency.code())),
        ];
        expected.push(Column::new("parts".into(), counts.iter().map(|(_, count)| *count).collect::<Vec<u32>>()));
        let mut rows: Option<DataFrame> = None;
        for file in &self.files {
            let ids = file.chosen.iter().map(String::as_str).collect();
            let all = file.only(&ids)?.select([by, "unit", "frequency", "start", "obs_value"]).map_err(unplanned)?;
            rows = Some(match rows {
                None => all,
                Some(rows) => rows.vstack(&all).map_err(unplanned)?,
            });
        }
        let keys: Vec<Expr> = [by, "unit", "frequency", "start"].map(col).to_vec();
        let sums = rows
            .unwrap_or_default()
            .lazy()
            .group_by(keys)
            .agg([col("obs_value").sum().alias("sum"), col("obs_value").count().alias("there")]);
        let lacking = || col("there").cast(DataType::UInt32).neq(col("parts"));
        let sums = joined(sums, frame::frame(expected)?.lazy(), &group).select([
            col(by),
            col("unit"),
            col("frequency"),
            col("start"),
            when(lacking()).then(lit(NULL)).otherwise(col("sum")).alias(OTHER),
            lit(false).alias(DIFFERS),
            lacking().alias(LACKING),
        ]);
        Ok(joined(self.files[file].frame.clone().lazy(), sums, &[by, "unit", "frequency", "start"]))
    }
}

/// The ids of the series of each file that have these names: each is one name, or several with commas between, where no series is called so as a
/// whole. A name that several series share, that of an area or an indicator, means all of them.
///
/// # Errors
/// If a name is that of no series of any file.
pub fn chosen(files: &[&[Series]], names: &[String]) -> Result<Vec<HashSet<String>>> {
    let mut chosen: Vec<HashSet<String>> = vec![HashSet::new(); files.len()];
    let mut take = |name: &str| {
        let mut found = false;
        for (series, chosen) in files.iter().zip(&mut chosen) {
            let called = called(series, name);
            found |= !called.is_empty();
            chosen.extend(called.into_iter().map(|one| one.id.clone()));
        }
        found
    };
    for name in names {
        if take(name) {
            continue;
        }
        for part in name.split(',').map(str::trim) {
            if let (false, Some(first)) = (take(part), files.first()) {
                find(first, part)?;
            }
        }
    }
    Ok(chosen)
}

impl File {
    /// The series that are asked for.
    fn chosen(&self) -> impl Iterator<Item = &Series> {
        self.observations.series().iter().filter(|series| self.chosen.contains(&series.id))
    }

    /// The rows of these series.
    fn only(&self, ids: &HashSet<&str>) -> Result<DataFrame> {
        let series = self.frame.column("series").and_then(|series| series.str().cloned()).map_err(unplanned)?;
        let mask = series.iter().map(|id| id.is_some_and(|id| ids.contains(id))).collect();
        self.frame.filter(&mask).map_err(unplanned)
    }
}

/// What the values of a series count in, as far as the file says.
fn counted(series: &Series) -> Option<String> {
    if series.in_local_currency() {
        return Some(format!("the currency of {}", series.area));
    }
    let known = series.known_unit().map(|unit| unit.to_string());
    known.or_else(|| Some(series.unit.clone()).filter(|unit| !unit.is_empty()))
}

/// Whether two series are known to be in different units.
fn differ(own: &Series, other: &Series) -> bool {
    counted(own).zip(counted(other)).is_some_and(|(own, other)| own != other)
}

/// What a sum is taken over.
fn part<'a>(whole: &Whole, series: &'a Series) -> &'a str {
    if *whole == Whole::Areas { &series.area } else { &series.indicator }
}

/// What all parts of a sum have in common.
fn kept<'a>(whole: &Whole, series: &'a Series) -> &'a str {
    if *whole == Whole::Areas { &series.indicator } else { &series.area }
}

/// Every row of the first, in its order, with the columns of the second where these columns agree; what a file does not say agrees too.
fn joined(frame: LazyFrame, other: LazyFrame, on: &[&str]) -> LazyFrame {
    let on: Vec<Expr> = on.iter().map(|name| col(*name)).collect();
    let mut how = JoinArgs::new(JoinType::Left);
    how.maintain_order = MaintainOrderJoin::Left;
    how.nulls_equal = true;
    frame.join(other, on.clone(), on, how)
}
