//! The views of a chart that a reader can choose between, all drawn beforehand by the same code.

use serde::Serialize;

use crate::chart::{At, Body, Chart, Inline, Mark, Size, ValueScale, View};
use crate::error::Result;
use crate::transform::Transform;
use crate::unit::Unit;

/// What is made of each value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Made {
    Level,
    Index,
    Growth,
}

/// A chart in one view, at the width of a screen and at that of a telephone.
pub(super) struct Seen {
    pub made: Made,
    pub log: bool,
    pub wide: Inline,
    /// Nothing where the chart has no room on a telephone: there the wide one is moved about.
    pub narrow: Option<Inline>,
}

/// Beside a list of charts there are so many pixels for one of them; no words are smaller than 11 pixels then.
const WIDE: (u32, u32) = (720, 540);
/// A telephone of 360 pixels, its margins aside.
const NARROW: (u32, u32) = (336, 440);

/// The views that make sense, that of charts.toml first: other transformations of amounts over time, and other scales of lines.
///
/// # Errors
/// If the chart cannot be drawn as charts.toml describes it. Other views that cannot be drawn are left out.
pub(super) fn views(chart: &Chart, all: bool) -> Result<Vec<Seen>> {
    let own = chart.panels().iter().any(|panel| panel.scale == ValueScale::Log);
    let mut views = vec![seen(chart, Made::Level, own)?];
    if !all {
        return Ok(views);
    }
    for (made, log) in [(Made::Level, !own), (Made::Index, own), (Made::Index, !own), (Made::Growth, false)] {
        views.extend(other(chart, made, log));
    }
    Ok(views)
}

/// Another view, if it makes sense.
fn other(chart: &Chart, made: Made, log: bool) -> Option<Seen> {
    let (Body::Panels(panels) | Body::Grid(panels)) = &chart.body else { return None };
    let over_time = panels
        .iter()
        .flat_map(|panel| &panel.series)
        .flat_map(|series| &series.points)
        .all(|point| matches!(point.at, At::Time { .. }));
    let lines = panels.iter().all(|panel| panel.mark == Mark::Line);
    let amounts = panels.iter().all(|panel| is_amount(&panel.unit));
    let linear = made == Made::Level && !log;
    if !over_time || (log && !lines) || (made != Made::Level && !amounts) || (!amounts && !linear) {
        return None;
    }
    let transform = match made {
        Made::Level => Transform::Levels,
        Made::Index => Transform::Index(None),
        Made::Growth => Transform::PercentChangeFromYearAgo,
    };
    let scale_y = lines.then_some(if log { ValueScale::Log } else { ValueScale::Linear });
    let chart = View { transform, scale_y, ..View::default() }.of(chart.clone()).ok()?;
    // One value is no development.
    let enough = |panel: &crate::chart::Panel| panel.series.iter().any(|series| series.points.len() > 1);
    if !chart.panels().iter().all(enough) {
        return None;
    }
    seen(&chart, made, log).ok()
}

/// Whether a value has a base that it can be a multiple of: shares, ranks and indices are looked at as they are.
fn is_amount(unit: &Unit) -> bool {
    matches!(unit, Unit::Currency(_) | Unit::People | Unit::Count | Unit::Noun(_))
}

fn seen(chart: &Chart, made: Made, log: bool) -> Result<Seen> {
    let named = |suffix: &str| Chart { id: format!("{}-{}{suffix}", chart.id, name(made, log)), ..chart.clone() };
    let wide = named("");
    // What has no room beside a list is drawn as large as a page, and shown smaller.
    let wide = match Inline::of(&wide, Size::new(WIDE.0, WIDE.1)?) {
        Ok(drawn) => drawn,
        Err(_) => Inline::of(&wide, Size::PAGE)?,
    };
    let narrow = Inline::without_readouts(&named("-narrow"), Size::new(NARROW.0, NARROW.1)?).ok();
    Ok(Seen { made, log, wide, narrow })
}

/// The name of a view in ids and addresses.
pub(super) fn name(made: Made, log: bool) -> &'static str {
    match (made, log) {
        (Made::Level, false) => "level",
        (Made::Level, true) => "level-log",
        (Made::Index, false) => "index",
        (Made::Index, true) => "index-log",
        (Made::Growth, _) => "growth",
    }
}
