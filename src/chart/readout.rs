//! What a mark says to a reader who points at it.

use super::model::{Panel, Point};
use super::view::digits;
use crate::number::{self, RangeEnd, Style};
use crate::unit::Unit;

/// One value with its name, its interval and whether it is stated: "GDP, 2023: CNY 126 trn (CNY 125.5 to 126.5 trillion)".
pub(crate) fn words(panel: &Panel, series: usize, point: &Point) -> String {
    let several = panel.series.len() > 1;
    let name = if several { panel.series.get(series).map_or("", |series| series.name.as_str()) } else { "" };
    let names = [panel.heading.as_str(), name, &point.at.told()];
    let what: Vec<&str> = names.into_iter().filter(|part| !part.is_empty()).collect();
    let unit = &panel.unit;
    let value = if point.label.is_empty() {
        number::write(point.value, unit, digits(unit), Style::Long)
    } else {
        point.label.clone()
    };
    let range = point.interval(unit).map_or(String::new(), |range| format!(" ({range})"));
    let hollow = if point.hollow { ", not stated but implied" } else { "" };
    format!("{}: {value}{range}{hollow}", what.join(", "))
}

impl Point {
    /// The interval in words; nothing where there is none, or it is the value itself.
    pub(crate) fn interval(&self, unit: &Unit) -> Option<String> {
        match (self.low, self.high) {
            (None, None) => return None,
            (Some(low), Some(high)) if low >= high => return None,
            _ => {}
        }
        let low = RangeEnd { value: self.low.unwrap_or(f64::NEG_INFINITY), closed: true };
        let high = RangeEnd { value: self.high.unwrap_or(f64::INFINITY), closed: true };
        Some(number::range(low, high, unit, number::digits_for(low.value, high.value, unit), Style::Long))
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::{At, Mark, Series, ValueScale};
    use super::*;

    #[test]
    fn a_mark_says_what_it_is_its_value_and_its_interval() {
        let point = Point {
            at: At::year(2023),
            value: 126e12,
            low: Some(125.5e12),
            high: Some(126.5e12),
            label: "CNY 126 trn".to_owned(),
            hollow: false,
            joined: false,
        };
        let series = |name: &str| Series { name: name.to_owned(), color: None, points: Vec::new() };
        let panel = Panel {
            heading: "GDP".to_owned(),
            unit: "CNY".parse().unwrap(),
            mark: Mark::Line,
            scale: ValueScale::Linear,
            series: vec![series("China")],
        };
        assert_eq!(words(&panel, 0, &point), "GDP, 2023: CNY 126 trn (CNY 125.5 to 126.5 trillion)");
        let panel = Panel { heading: String::new(), series: vec![series("China"), series("Japan")], ..panel };
        let implied = Point { label: String::new(), hollow: true, low: None, high: None, ..point };
        assert_eq!(words(&panel, 1, &implied), "Japan, 2023: CNY 126 trillion, not stated but implied");
    }
}
