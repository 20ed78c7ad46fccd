//! The alternative text: what a reader would see, in sentences made from the data.

use super::model::{At, Body, Chart, ComparisonRow, Mark, Panel, Point, Series, ValueScale};
use crate::number::{self, Digits, RangeEnd, Style};
use crate::unit::Unit;

/// Digits of values that have no label of their own.
const DIGITS: Digits = Digits::Significant(4);
/// Series that are told one by one.
const TOLD: usize = 7;

impl Chart {
    /// The chart in a few sentences: what is drawn, over which range, its first and last value, and their intervals.
    #[must_use]
    pub fn alt(&self) -> String {
        let mut sentences = Vec::new();
        match &self.body {
            Body::Panels(panels) => {
                if panels.len() > 1 {
                    sentences.push(format!("{} panels over one axis.", panels.len()));
                }
                // One panel needs no heading of its own; the subtitle says what it shows.
                let only = if panels.len() == 1 { self.subtitle.as_str() } else { "" };
                panels.iter().for_each(|panel| tell(panel, only, &mut sentences));
            }
            Body::Grid(panels) | Body::Rows(panels) => panels.iter().for_each(|panel| tell(panel, "", &mut sentences)),
            Body::Waffle(panel) => tell(panel, &self.subtitle, &mut sentences),
            Body::Comparison(rows) => compare(rows, &mut sentences),
            Body::Sheet(charts) => sentences.extend(charts.iter().map(|chart| format!("{}.", chart.title))),
        }
        sentences.join(" ")
    }
}

fn tell(panel: &Panel, subtitle: &str, sentences: &mut Vec<String>) {
    let kind = match (panel.mark, panel.scale) {
        (Mark::Column, _) => "Column chart",
        (Mark::Stack, _) => "Stacked column chart",
        (Mark::Slope, _) => "Slope chart",
        (Mark::Bar, _) => "Bar chart",
        (Mark::Dumbbell, _) => "Dumbbell chart",
        (Mark::Dot, ValueScale::Linear) => "Dot chart",
        (Mark::Dot, ValueScale::Log) => "Dot chart on a log scale",
        (Mark::Waffle, _) => "Fields of a hundred squares",
        (Mark::Line, ValueScale::Linear) => "Line chart",
        (Mark::Line, ValueScale::Log) => "Line chart on a log scale",
    };
    let about = [panel.heading.as_str(), subtitle].into_iter().find(|words| !words.is_empty());
    sentences.push(about.map_or_else(|| format!("{kind}, in {}.", panel.unit), |about| format!("{kind}: {about}.")));
    for series in panel.series.iter().take(TOLD).filter(|series| !series.points.is_empty()) {
        sentences.push(one(panel, series));
    }
    if panel.series.len() > TOLD {
        sentences.push(format!("{} more series.", panel.series.len() - TOLD));
    }
}

fn one(panel: &Panel, series: &Series) -> String {
    let named = if series.name.is_empty() { String::new() } else { format!("{}: ", series.name) };
    let words = |point: &Point| point_words(point, &panel.unit);
    match series.points.as_slice() {
        [first, middle @ .., last] if middle.len() > 2 => {
            let by_value = |a: &&Point, b: &&Point| a.value.total_cmp(&b.value);
            let (lowest, highest) = (series.points.iter().min_by(by_value), series.points.iter().max_by(by_value));
            let extreme = |name: &str, point: Option<&Point>| {
                point
                    .filter(|point| *point != first && *point != last)
                    .map_or(String::new(), |point| format!("; {name} {}", words(point)))
            };
            format!(
                "{named}{} values, from {} to {}{}{}.",
                series.points.len(),
                words(first),
                words(last),
                extreme("lowest", lowest),
                extreme("highest", highest)
            )
        }
        points => format!("{named}{}.", points.iter().map(words).collect::<Vec<_>>().join("; ")),
    }
}

/// "almost CNY 40 trillion in 2010 (CNY 36.0 to 40.0 trillion)".
fn point_words(point: &Point, unit: &Unit) -> String {
    let write = |value: f64| number::write(value, unit, DIGITS, Style::Long);
    let value = if point.label.is_empty() { write(point.value) } else { point.label.clone() };
    let implied = if point.hollow { ", implied" } else { "" };
    let end = |value: f64| RangeEnd { value, closed: true };
    let range = |low: f64, high: f64| {
        format!(" ({})", number::range(end(low), end(high), unit, number::digits_for(low, high, unit), Style::Long))
    };
    let interval = match (point.low, point.high) {
        (Some(low), Some(high)) if low >= high => String::new(),
        (None, None) => String::new(),
        (low, high) => range(low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY)),
    };
    let place = point.at.told();
    match point.at {
        At::Time { .. } => format!("{value} in {place}{implied}{interval}"),
        At::Category(_) => format!("{place}: {value}{implied}{interval}"),
    }
}

fn compare(rows: &[ComparisonRow], sentences: &mut Vec<String>) {
    sentences.push(format!("Table of {} claims, each stated figure against the recomputed one.", rows.len()));
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(verdict, _)| *verdict == row.verdict) {
            Some((_, count)) => *count += 1,
            None => counts.push((&row.verdict, 1)),
        }
    }
    let counts: Vec<String> = counts.into_iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    sentences.push(format!("{}.", counts.join(", ")));
    let told = |row: &&ComparisonRow| row.verdict == "inconsistent" || row.verdict == "suspect";
    for row in rows.iter().filter(told).take(TOLD) {
        let ComparisonRow { label, stated_text, computed_text, verdict, .. } = row;
        sentences.push(format!("{label}: stated {stated_text}, recomputed {computed_text}, {verdict}."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_told_with_their_interval() {
        let mut point = Point {
            at: At::year(2010),
            value: 40e12,
            low: Some(36e12),
            high: Some(40e12),
            label: String::new(),
            hollow: false,
            joined: false,
        };
        let cny: Unit = "CNY".parse().unwrap();
        assert_eq!(point_words(&point, &cny), "CNY 40 trillion in 2010 (CNY 36.0 to 40.0 trillion)");
        point.high = None;
        point.label = "CNY 40 trn".to_owned();
        point.at = At::Category("before".to_owned());
        assert_eq!(point_words(&point, &cny), "before: CNY 40 trn (CNY 36 trillion or more)");
    }
}
