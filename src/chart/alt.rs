//! The alternative text: what a reader would see, in sentences made from the data.

use super::model::{At, Body, Chart, Compared, ComparisonRow, Mark, Panel, Point, Series, ValueScale};
use super::view::capital;
use crate::number::{self, Digits, Style};
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
        // One panel needs no heading of its own; the subtitle says what it shows.
        let only = if self.panels().len() == 1 { self.subtitle.as_str() } else { "" };
        match &self.body {
            Body::Panels(panels) => {
                if panels.len() > 1 {
                    sentences.push(format!("{} panels over one axis.", panels.len()));
                }
                panels.iter().for_each(|panel| tell(panel, only, &mut sentences));
            }
            Body::Grid(panels) | Body::Rows(panels) => {
                panels.iter().for_each(|panel| tell(panel, only, &mut sentences));
            }
            Body::Waffle(panel) => tell(panel, only, &mut sentences),
            Body::Comparison(rows) => compare(rows, Compared::CLAIMS, &mut sentences),
            Body::Confrontation(rows) => compare(rows, Compared::FIGURES, &mut sentences),
            Body::Sheet(charts) => sentences.extend(charts.iter().map(|chart| format!("{}.", chart.short_title()))),
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
    if panel.mark == Mark::Dumbbell {
        return sentences.push(ends(panel));
    }
    let tell = if matches!(panel.mark, Mark::Bar | Mark::Dot) { leader } else { one };
    let told = panel.series.iter().take(TOLD).filter(|series| !series.points.is_empty());
    sentences.extend(told.map(|series| tell(panel, series)));
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

/// A series of bars or dots: which leads, and the others in order of their values.
fn leader(panel: &Panel, series: &Series) -> String {
    let rows = series.points.iter().map(|point| (point.value, point_words(point, &panel.unit))).collect();
    let named = if series.name.is_empty() { String::new() } else { format!("{}: ", series.name) };
    format!("{named}{}", in_order(rows, &panel.unit, named.is_empty()))
}

/// Rows of dumbbells: which leads at its last end, and both ends of each.
fn ends(panel: &Panel) -> String {
    let mut rows: Vec<(&str, f64, Vec<String>)> = Vec::new();
    for series in &panel.series {
        for point in &series.points {
            let mut alone = point.clone();
            // The row is named once, and each end by its series.
            alone.at = At::Category(series.name.clone());
            let words = point_words(&alone, &panel.unit);
            let words = if series.name.is_empty() { words.trim_start_matches(": ").to_owned() } else { words };
            match rows.iter_mut().find(|(name, ..)| *name == point.at.words()) {
                Some((_, last, all)) => {
                    *last = point.value;
                    all.push(words);
                }
                None => rows.push((point.at.words(), point.value, vec![words])),
            }
        }
    }
    let rows = rows.into_iter().map(|(name, last, words)| (last, format!("{name}, {}", words.join(", ")))).collect();
    in_order(rows, &panel.unit, true)
}

/// "Highest is A: 3%; then B: 2%; C: 1%." Of ranks the best is the smallest.
fn in_order(mut rows: Vec<(f64, String)>, unit: &Unit, begins: bool) -> String {
    let (sign, leads) = if *unit == Unit::Rank { (1.0, "best") } else { (-1.0, "highest") };
    rows.sort_by(|a, b| (sign * a.0).total_cmp(&(sign * b.0)));
    let equal = rows.windows(2).all(|pair| pair[0].0.total_cmp(&pair[1].0).is_eq());
    let more = rows.len().saturating_sub(TOLD + 1);
    let last = if more > 0 { rows.pop() } else { None };
    rows.truncate(TOLD);
    let mut words = rows.into_iter().map(|(_, words)| words);
    let Some(first) = words.next() else { return String::new() };
    let rest: Vec<String> = words.collect();
    if rest.is_empty() {
        return format!("{first}.");
    }
    let end = last.map_or(String::new(), |(_, last)| format!("; {more} more, down to {last}"));
    let text = if equal {
        format!("all equal: {first}; {}{end}.", rest.join("; "))
    } else {
        format!("{leads} is {first}; then {}{end}.", rest.join("; "))
    };
    if begins { capital(&text) } else { text }
}

/// "almost CNY 40 trillion in 2010 (CNY 36.0 to 40.0 trillion)".
fn point_words(point: &Point, unit: &Unit) -> String {
    let write = |value: f64| number::write(value, unit, DIGITS, Style::Long);
    let value = if point.label.is_empty() { write(point.value) } else { point.label.clone() };
    let implied = if point.hollow { ", implied" } else { "" };
    let interval = point.interval(unit).map_or(String::new(), |range| format!(" ({range})"));
    match point.at {
        At::Time { .. } => format!("{value} {}{implied}{interval}", point.at.told_when()),
        At::Category(_) => format!("{}: {value}{implied}{interval}", point.at.told()),
    }
}

fn compare(rows: &[ComparisonRow], words: Compared, sentences: &mut Vec<String>) {
    let Compared { rows: things, value, .. } = words;
    let things = if rows.len() == 1 { things.trim_end_matches('s') } else { things };
    sentences.push(format!("Table of {} {things}, each stated figure against the {value} one.", rows.len()));
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(verdict, _)| *verdict == row.verdict) {
            Some((_, count)) => *count += 1,
            None => counts.push((&row.verdict, 1)),
        }
    }
    let counts: Vec<String> = counts.into_iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    sentences.push(format!("{}.", counts.join(", ")));
    let told = |row: &&ComparisonRow| {
        row.verdict == "inconsistent" || row.verdict == "suspect" || row.verdict.starts_with("apart")
    };
    for row in rows.iter().filter(told).take(TOLD) {
        let ComparisonRow { label, stated_text, computed_text, verdict, .. } = row;
        sentences.push(format!("{label}: stated {stated_text}, {value} {computed_text}, {verdict}."));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, value: f64, label: &str) -> Point {
        let at = At::Category(name.to_owned());
        Point { at, value, low: None, high: None, label: label.to_owned(), hollow: false, joined: false }
    }

    fn panel(unit: &str, mark: Mark, series: Vec<(&str, Vec<Point>)>) -> Panel {
        let series =
            series.into_iter().map(|(name, points)| Series { name: name.to_owned(), color: None, points }).collect();
        let unit = unit.parse().unwrap();
        Panel { heading: "Tariffs".to_owned(), unit, mark, scale: ValueScale::Linear, series }
    }

    fn told(panel: &Panel) -> String {
        let mut sentences = Vec::new();
        tell(panel, "", &mut sentences);
        sentences.join(" ")
    }

    #[test]
    fn rows_are_told_from_the_highest_down() {
        let rows = vec![row("After", 7.4, "7.4%"), row("Before", 15.3, "15.3%"), row("Promised", 9.8, "9.8%")];
        assert_eq!(
            told(&panel("percent", Mark::Bar, vec![("", rows)])),
            "Bar chart: Tariffs. Highest is Before: 15.3%; then Promised: 9.8%; After: 7.4%."
        );
        let ranks = vec![row("GDP", 2.0, "2nd"), row("Trade", 1.0, "1st")];
        assert_eq!(
            told(&panel("rank", Mark::Dot, vec![("", ranks)])),
            "Dot chart: Tariffs. Best is Trade: 1st; then GDP: 2nd."
        );
        let equal = vec![row("GDP", 2.0, "2%"), row("Trade", 2.0, "2%")];
        assert_eq!(
            told(&panel("percent", Mark::Dot, vec![("", equal)])),
            "Dot chart: Tariffs. All equal: GDP: 2%; Trade: 2%."
        );
    }

    #[test]
    fn many_rows_are_told_by_the_first_and_the_last() {
        let rows = (0..60).map(|i| row(&format!("P{i}"), f64::from(i), &format!("{i}%"))).collect();
        assert_eq!(
            told(&panel("percent", Mark::Bar, vec![("Growth", rows)])),
            "Bar chart: Tariffs. Growth: highest is P59: 59%; then P58: 58%; P57: 57%; P56: 56%; P55: 55%; P54: 54%; \
             P53: 53%; 52 more, down to P0: 0%."
        );
    }

    #[test]
    fn both_ends_of_a_dumbbell_are_told() {
        let before = vec![row("Textiles", 21.5, "21.5%"), row("Farm goods", 18.8, "18.8%")];
        let after = vec![row("Textiles", 9.8, "9.8%"), Point { hollow: true, ..row("Farm goods", 13.9, "13.9%") }];
        assert_eq!(
            told(&panel("percent", Mark::Dumbbell, vec![("2001", before), ("2023", after)])),
            "Dumbbell chart: Tariffs. Highest is Farm goods, 2001: 18.8%, 2023: 13.9%, implied; then Textiles, \
             2001: 21.5%, 2023: 9.8%."
        );
    }

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
