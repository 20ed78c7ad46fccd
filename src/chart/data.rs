//! Charts of a data file: one for each series, with titles, units and periods from the data.

use std::collections::HashSet;

use polars::prelude::DataFrame;

use super::model::{At, Body, Chart, Mark, Panel, Point, Series, ValueScale};
use super::view::{Seen, View, capital, digits};
use crate::error::{Error, Result};
use crate::number::{self, Style};
use crate::observations::{self, Frequency, Observations};
use crate::transform::Transform;
use crate::unit::Unit;

/// The charts of a data file.
pub struct DataCharts<'a> {
    observations: &'a Observations,
    view: View,
    frame: DataFrame,
    seen: Seen,
    ids: Vec<String>,
}

/// A chart of lines joins daily values over holidays of up to so many working days.
const HOLIDAYS: i64 = 5;

impl<'a> DataCharts<'a> {
    /// Prepares the charts of a data file in a view: all series are transformed at once.
    ///
    /// # Errors
    /// If the ends of the stretch of time have no day.
    pub fn of(observations: &'a Observations, view: View) -> Result<Self> {
        let frame = view.apply(observations.frame().clone())?;
        let seen = Seen::of(&frame)?;
        let ids = ids(observations.series());
        Ok(Self { observations, view, frame, seen, ids })
    }

    /// The chart of a series, by its place in [`Observations::series`]; nothing if it has no value to show.
    ///
    /// # Errors
    /// If its periods cannot be read back.
    pub fn chart(&self, place: usize) -> Result<Option<Chart>> {
        let series = &self.observations.series()[place];
        // What the file does not say is a number of something.
        let unit = series.known_unit().unwrap_or(Unit::Count);
        let shown_unit = self.view.transform.unit(&unit);
        let points = self.points(series, &shown_unit)?;
        let ([first, ..], [.., last]) = (points.as_slice(), points.as_slice()) else { return Ok(None) };
        let name = match (series.area.as_str(), series.indicator.as_str()) {
            ("", "") => series.id.clone(),
            // The file is named after what it holds, if nothing in it is.
            (area, "") => format!("{area}: {}", self.observations.stem()),
            ("", indicator) => indicator.to_owned(),
            (area, indicator) => format!("{area}: {indicator}"),
        };
        let title = self.view.title(&name, &points, &shown_unit);
        let span =
            if first.at == last.at { first.at.told() } else { format!("{}–{}", first.at.told(), last.at.told()) };
        let mut measure = Vec::new();
        if self.view.transform != Transform::Levels {
            measure.push(self.view.transform.to_string());
        }
        match series.unit.as_str() {
            // An index or a rate has a unit of its own.
            _ if shown_unit != unit => {}
            "" if unit == Unit::Count => {}
            "" => measure.push(unit.to_string()),
            words => measure.push(words.to_owned()),
        }
        measure.push(format!("{}, {span}", series.frequency));
        let source = if series.source.is_empty() { self.observations.source() } else { &series.source };
        let panel = Panel {
            heading: String::new(),
            unit: shown_unit,
            mark: Mark::Line,
            scale: self.view.scale_y.unwrap_or(ValueScale::Linear),
            series: vec![Series { name, color: None, points }],
        };
        Ok(Some(Chart {
            id: self.ids[place].clone(),
            title,
            short: String::new(),
            subtitle: capital(&measure.join("; ")),
            note: self.note(series),
            source: source.to_owned(),
            citations: Vec::new(),
            body: Body::Panels(vec![panel]),
        }))
    }

    fn points(&self, series: &observations::Series, unit: &Unit) -> Result<Vec<Point>> {
        let broken = |error| Error::new(format!("the data cannot be read back: {error}"));
        let periods = self.frame.column("time_period").and_then(|column| column.str()).map_err(broken)?;
        let rows: Vec<usize> =
            series.rows.clone().filter(|row| self.seen.shown[*row] && self.seen.values[*row].is_some()).collect();
        let gap = |pair: &[usize]| self.seen.steps[pair[1]] - self.seen.steps[pair[0]];
        // Where a series is given every ten years, ten years are no gap; where its steps differ, only neighbours are joined.
        let mut steps: Vec<i64> = rows.windows(2).map(gap).collect();
        steps.sort_unstable();
        // What more than half of them are stands in the middle.
        let middle = steps.get(steps.len() / 2).copied().unwrap_or(1);
        let alike = steps.iter().filter(|step| **step == middle).count();
        let usual = if 2 * alike > steps.len() { middle } else { 1 };
        let usual = if series.frequency == Frequency::Business { usual.max(HOLIDAYS) } else { usual };
        let mut points = Vec::with_capacity(rows.len());
        for (i, row) in rows.iter().enumerate() {
            let Some(value) = self.seen.values[*row] else { continue };
            let period = periods.get(*row).unwrap_or_default();
            points.push(Point {
                at: At::moment(period.parse()?, None),
                value,
                low: None,
                high: None,
                label: number::write(value, unit, digits(unit), Style::Short),
                hollow: false,
                joined: i > 0 && gap(&[rows[i - 1], *row]) <= usual,
            });
        }
        Ok(points)
    }

    /// What is missing between the first and the last period that are shown.
    fn note(&self, series: &observations::Series) -> String {
        let steps = |with_value: bool| {
            let seen = &self.seen;
            series
                .rows
                .clone()
                .filter(move |row| seen.shown[*row] && (!with_value || seen.values[*row].is_some()))
                .map(move |row| seen.steps[row])
        };
        let (Some(first), Some(last)) = (steps(true).min(), steps(true).max()) else { return String::new() };
        let there = i64::try_from(steps(true).count()).unwrap_or(i64::MAX);
        let all = last - first + 1;
        if there >= all {
            return String::new();
        }
        let unit = match series.frequency {
            Frequency::Annual => "years",
            Frequency::HalfYearly => "half-years",
            Frequency::Quarterly => "quarters",
            Frequency::Monthly => "months",
            Frequency::Fortnightly => "fortnights",
            Frequency::Weekly => "weeks",
            Frequency::Business => "working days",
            Frequency::Daily => "days",
        };
        let count = |n: i64| number::count(usize::try_from(n).unwrap_or(0));
        let compared = !matches!(
            self.view.transform,
            Transform::Levels
                | Transform::NaturalLog
                | Transform::Index(_)
                | Transform::Multiple(_)
                | Transform::Mean(_)
        );
        let (missing, all) = (count(all - there), count(all));
        if compared {
            format!("The change is not known for {missing} of {all} {unit}.")
        } else {
            format!("No value for {missing} of {all} {unit}.")
        }
    }
}

/// Names of files: letters, digits, hyphens, points and underscores, each once whatever the file system makes of capitals.
fn ids(series: &[observations::Series]) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut all = Vec::with_capacity(series.len());
    for one in series {
        let mut id = String::new();
        for c in one.id.chars() {
            let plain = c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
            match (plain, id.ends_with('-')) {
                (true, _) => id.push(c),
                (false, false) if !id.is_empty() => id.push('-'),
                _ => {}
            }
        }
        // Names of files end somewhere below 255 bytes.
        let short: String = id.trim_matches(['-', '.']).chars().take(60).collect();
        let short = if short.is_empty() { "series".to_owned() } else { short };
        let mut name = short.clone();
        let mut n = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{short}-{n}");
            n += 1;
        }
        all.push(name);
    }
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn lines_join_the_usual_step_and_run_over_no_other_gap() {
        // Every three years and once after two; every two or three years.
        for (years, expected) in [
            (&[2000, 2003, 2006, 2009, 2011, 2015][..], &[false, true, true, true, true, false][..]),
            (&[2000, 2003, 2006, 2008, 2010], &[false; 5]),
        ] {
            let rows: String = years.iter().map(|year| format!("{year},{}\n", year % 7)).collect();
            let observations = Observations::parse("x.csv", &format!("year,x\n{rows}")).unwrap();
            let charts = DataCharts::of(&observations, View::default()).unwrap();
            let Body::Panels(panels) = charts.chart(0).unwrap().unwrap().body else { unreachable!() };
            let joined: Vec<bool> = panels[0].series[0].points.iter().map(|point| point.joined).collect();
            assert_eq!(joined, expected);
        }
    }
}
