//! What a chart must be before it can be placed; every fault names the point or row.

use super::model::{At, Body, Chart, Mark, Panel, Point, ValueScale};
use crate::error::{Error, Result};
use crate::number::{self, Digits};
use crate::unit::Unit;

/// Years beyond this are no years of an economy.
const FARTHEST_YEAR: f64 = 20_000.0;

impl Chart {
    /// Checks that the chart can be drawn truthfully: it says what it finds and where from, has data, and its marks suit
    /// its scales.
    pub fn validate(&self) -> Result<()> {
        self.faults().map_err(|error| error.context(format_args!("chart '{}'", self.id)))
    }

    fn faults(&self) -> Result<()> {
        if self.title.trim().is_empty() {
            return Err(Error::new("it has no title").with_help("state the finding in one sentence"));
        }
        if self.source.trim().is_empty() {
            return Err(Error::new("it has no source").with_help("say where the figures come from"));
        }
        match &self.body {
            Body::Panels(panels) | Body::Grid(panels) | Body::Rows(panels) if panels.is_empty() => {
                Err(Error::new("it has no panels").with_help("give it at least one"))
            }
            Body::Panels(panels) | Body::Grid(panels) => {
                panels.iter().try_for_each(panel)?;
                one_axis(panels)
            }
            Body::Rows(panels) => {
                panels.iter().try_for_each(panel)?;
                panels.iter().try_for_each(rows)
            }
            Body::Waffle(field) => {
                panel(field)?;
                shares(field)
            }
            Body::Sheet(charts) if charts.is_empty() => {
                Err(Error::new("it has no charts").with_help("name them: charts = [\"gdp\"]"))
            }
            Body::Sheet(charts) => charts.iter().try_for_each(|chart| {
                if let Body::Sheet(_) = chart.body {
                    return Err(Error::new(format!("'{}' is an overview in an overview", chart.id))
                        .with_help("name the charts that it shows instead"));
                }
                chart.validate()
            }),
            Body::Comparison(rows) | Body::Confrontation(rows) if rows.is_empty() => {
                Err(Error::new("it has no rows").with_help("give it a claim with a stated and a computed value"))
            }
            Body::Comparison(rows) | Body::Confrontation(rows) => {
                for row in rows {
                    if row.stated.numbers().chain(row.computed.numbers()).any(|value| !value.is_finite()) {
                        return Err(Error::new(format!("row '{}' holds a number that is not finite", row.label))
                            .with_help("leave an open end out"));
                    }
                }
                Ok(())
            }
        }
    }
}

fn panel(panel: &Panel) -> Result<()> {
    if panel.points().next().is_none() {
        return Err(Error::new(format!("panel '{}' has no points", panel.heading))
            .with_help("give it values, or leave the panel out"));
    }
    let (marks, one) = if panel.mark == Mark::Bar { ("bars", "dots") } else { ("columns", "a line") };
    let solid = matches!(panel.mark, Mark::Column | Mark::Bar);
    if solid && panel.scale == ValueScale::Log {
        return Err(Error::new(format!("{marks} cannot stand on a log scale, which has no zero"))
            .with_help(format!("draw the values as {one}, or the {marks} on a linear scale")));
    }
    if panel.unit == Unit::Rank && panel.scale == ValueScale::Log {
        return Err(Error::new("ranks cannot stand on a log scale")
            .with_help("draw them on their own: the first is on top there"));
    }
    for series in &panel.series {
        for (i, point) in series.points.iter().enumerate() {
            let name = || match series.name.as_str() {
                "" => format!("the value at {}", point.at.words()),
                name => format!("'{name}' at {}", point.at.words()),
            };
            checked(point, panel, name)?;
            if solid && series.points[..i].iter().any(|other| other.at == point.at) {
                return Err(
                    Error::new(format!("{} has two {marks}", name())).with_help("give it one value, or a series each")
                );
            }
        }
    }
    Ok(())
}

fn checked(point: &Point, panel: &Panel, name: impl Fn() -> String) -> Result<()> {
    if let At::Time { year, .. } = point.at
        && (!year.is_finite() || year.abs() > FARTHEST_YEAR)
    {
        return Err(Error::new(format!("{} is no year", name())).with_help("years lie between −20,000 and 20,000"));
    }
    if point.numbers().any(|value| !value.is_finite()) {
        return Err(
            Error::new(format!("{} holds a number that is not finite", name())).with_help("leave an open end out")
        );
    }
    if point.numbers().any(|value| value.abs() > 1e301) {
        return Err(Error::new(format!("{} is too large to be drawn", name())).with_help("draw it in a larger unit"));
    }
    if point.low.is_some_and(|low| low > point.value) || point.high.is_some_and(|high| high < point.value) {
        return Err(Error::new(format!("{} lies outside its own interval", name()))
            .with_help("the lower end is at most the value, and the upper end at least"));
    }
    if panel.scale == ValueScale::Log && point.value <= 0.0 {
        return Err(Error::new(format!(
            "{} is {}, which a log scale cannot show",
            name(),
            number::write(point.value, &panel.unit, Digits::Significant(4), number::Style::Short)
        ))
        .with_help("draw it on a linear scale"));
    }
    Ok(())
}

/// Rows have names, and marks that lie in rows.
fn rows(panel: &Panel) -> Result<()> {
    if !matches!(panel.mark, Mark::Bar | Mark::Dumbbell | Mark::Dot) {
        return Err(Error::new("its marks do not lie in rows").with_help("draw bars, dumbbells or dots"));
    }
    match panel.points().find(|point| !matches!(point.at, At::Category(_))) {
        Some(point) => Err(Error::new(format!("a row is called by a moment, {}", point.at.words()))
            .with_help("give each row a name, or draw a line or columns")),
        None => Ok(()),
    }
}

/// A field of a hundred squares shows parts of a whole.
fn shares(panel: &Panel) -> Result<()> {
    match panel.points().find(|point| !(0.0..=100.0).contains(&point.value)) {
        Some(point) => {
            let value = number::write(point.value, &panel.unit, Digits::Significant(4), number::Style::Short);
            Err(Error::new(format!("'{}' is {value}, which a hundred squares cannot show", point.at.words()))
                .with_help("draw shares from 0 to 100 percent; others as bars"))
        }
        None => Ok(()),
    }
}

/// The axis that panels share shows years or names, not both.
fn one_axis(panels: &[Panel]) -> Result<()> {
    let years = |point: &Point| matches!(point.at, At::Time { .. });
    let mut points = panels.iter().flat_map(Panel::points);
    let first = points.next().is_some_and(years);
    if points.any(|point| years(point) != first) {
        return Err(
            Error::new("some points stand at years and some at names").with_help("panels share one horizontal axis")
        );
    }
    Ok(())
}
