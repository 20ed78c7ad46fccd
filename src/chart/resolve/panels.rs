//! From entries to panels: which series and place each has, in which order, and in which colour.

use super::super::model::{At, Ink, Mark, Panel, Point, Series, ValueScale};
use super::super::spec::{self, Kind, Order, PanelSpec, ScaleY};
use super::super::theme::Color;
use super::Gallery;
use super::entries::{Drawn, look_up};
use super::words::fill;
use crate::error::{Error, Result};
use crate::package::{Figure, Package};
use crate::unit::Unit;

/// A panel and the figures in it.
pub(super) struct Resolved<'a> {
    pub panel: Panel,
    pub figures: Vec<&'a Figure>,
}

/// Resolves one panel; `headed` if its indicator's title stands above it where nothing else is said.
pub(super) fn panel<'a>(gallery: &'a Gallery<'_>, spec: &'a PanelSpec, headed: bool) -> Result<Resolved<'a>> {
    let (package, implied) = (gallery.package, gallery.report.implied.as_slice());
    let mark = mark(spec.kind)?;
    let Some(first) = spec.figures.first() else {
        return Err(Error::new("there is nothing to draw")
            .with_help("list the figures: figures = [\"gdp[2010]\", \"gdp[2023]\"]"));
    };
    let mut drawn: Vec<Drawn<'a>> = Vec::new();
    // Figures set the unit; formulas follow, wherever they stand in the list.
    let figure = spec.figures.iter().find_map(|entry| look_up(package, implied, entry, None).ok()?.figure);
    let before = figure.map(|figure| package.indicator_of(figure)).map(|own| (&own.unit, own.decimals));
    for entry in &spec.figures {
        drawn.push(look_up(package, implied, entry, before)?);
    }
    let unit = before.map_or_else(|| drawn[0].unit.clone(), |(unit, _)| unit.clone());
    if let Some(other) = drawn.iter().find(|other| other.unit != unit) {
        let error = Error::new(format!("{unit} and {} in one frame", other.unit));
        return Err(spec::at(other.entry, error.with_help("draw them as panels, one above the other")));
    }
    let fits = match spec.kind {
        Kind::Rank => unit == Unit::Rank,
        Kind::Column | Kind::Stacked | Kind::Bar => unit != Unit::Rank,
        Kind::Waffle => unit == Unit::Percent,
        _ => true,
    };
    if !fits {
        let (message, help) = match spec.kind {
            Kind::Rank => (format!("{unit} in a chart of ranks"), "write kind = \"line\""),
            Kind::Waffle => (format!("{unit} in fields of a hundred squares"), "draw shares, in percent"),
            _ => (
                "ranks are drawn as columns or bars, where the worse would be the longer".to_owned(),
                "write kind = \"rank\", \"slope\" or \"dumbbell\": the first is on top there",
            ),
        };
        return Err(spec::at(first, Error::new(message).with_help(help)));
    }
    let mut series = if is_row(spec.kind) || spec.kind == Kind::Waffle {
        rows(package, &drawn, spec)
    } else {
        columns(package, &drawn, spec)?
    };
    color(gallery, &drawn, &mut series);
    let heading = match &spec.heading {
        Some(heading) => fill(package, Some(heading), &[])?,
        None if headed => figure.map_or_else(String::new, |figure| package.indicator_of(figure).title.clone()),
        None => String::new(),
    };
    let scale = if spec.scale_y == ScaleY::Log { ValueScale::Log } else { ValueScale::Linear };
    let series = series.into_iter().map(|(_, series)| series).collect();
    let figures = drawn.into_iter().flat_map(|drawn| drawn.figures).collect();
    Ok(Resolved { panel: Panel { heading, unit, mark, scale, series }, figures })
}

/// Whether the names of a kind stand one below the other.
pub(super) fn is_row(kind: Kind) -> bool {
    matches!(kind, Kind::Bar | Kind::Dumbbell | Kind::Dot)
}

fn mark(kind: Kind) -> Result<Mark> {
    Ok(match kind {
        Kind::Line | Kind::Rank => Mark::Line,
        Kind::Slope => Mark::Slope,
        Kind::Column => Mark::Column,
        Kind::Stacked => Mark::Stack,
        Kind::Bar => Mark::Bar,
        Kind::Dumbbell => Mark::Dumbbell,
        Kind::Dot => Mark::Dot,
        Kind::Waffle => Mark::Waffle,
        Kind::Panels | Kind::Multiples | Kind::Comparison | Kind::Overview => {
            return Err(Error::new("a panel cannot hold panels, a comparison or an overview")
                .with_help("write the kind of its marks: line, column, stacked, bar, dumbbell, slope, dot or rank"));
        }
    })
}

/// What tells a series from others: its own name, or its indicator and area.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Key {
    Named(String),
    Of(usize, String),
}

type Keyed = Vec<(Key, Series)>;

/// Series over time or names.
fn columns(package: &Package, drawn: &[Drawn<'_>], spec: &PanelSpec) -> Result<Keyed> {
    let over_time = spec.kind != Kind::Slope && drawn.iter().any(|one| one.moment(package).is_some());
    if over_time && let Some(other) = drawn.iter().find(|one| one.moment(package).is_none()) {
        let error = Error::new("some of the figures have a year and some have none");
        return Err(spec::at(other.entry, error.with_help("draw them as two charts")));
    }
    let mut all: Keyed = Vec::new();
    for one in drawn {
        let at = one.moment(package).filter(|_| over_time);
        let at = at.unwrap_or_else(|| At::Category(place_name(package, one)));
        // Figures without a moment are one series over their names, but for a slope, which joins them by series.
        let key = key(one, drawn, over_time || spec.kind == Kind::Slope);
        add(package, drawn, &mut all, key, one.point(at));
    }
    for (_, series) in &mut all {
        if over_time {
            series.points.sort_by(|a, b| place(a).total_cmp(&place(b)));
        }
        let joined = spec.joined || spec.kind == Kind::Slope;
        series.points.iter_mut().skip(1).for_each(|point| point.joined = joined);
    }
    Ok(all)
}

fn place(point: &Point) -> f64 {
    if let At::Time { year, .. } = point.at { year } else { 0.0 }
}

fn key(one: &Drawn<'_>, drawn: &[Drawn<'_>], by_area: bool) -> Key {
    let first = drawn.iter().find(|other| other.figure.is_some());
    match (one.series, one.figure, first) {
        (Some(name), ..) => Key::Named(name.to_owned()),
        // What is implied belongs to what it stands beside.
        (None, None, Some(first)) => key(first, drawn, by_area),
        (None, figure, _) => {
            let (indicator, area) = figure.map_or((0, ""), |figure| (figure.indicator, figure.ref_area.as_str()));
            Key::Of(if by_area { indicator } else { usize::MAX }, area.to_owned())
        }
    }
}

fn add(package: &Package, drawn: &[Drawn<'_>], all: &mut Keyed, key: Key, point: Point) {
    if let Some((_, series)) = all.iter_mut().find(|(known, _)| *known == key) {
        series.points.push(point);
        return;
    }
    let one_indicator = varies(drawn, |figure| figure.indicator) < 2;
    let name = match &key {
        Key::Named(name) => name.clone(),
        // Series of one indicator are told apart by their areas.
        Key::Of(_, area) if one_indicator => package.area(area).map_or_else(|| area.clone(), |area| area.name.clone()),
        Key::Of(usize::MAX, _) => String::new(),
        Key::Of(indicator, area) => package.describe_series(*indicator, area, None, ""),
    };
    all.push((key, Series { name, color: None, points: vec![point] }));
}

/// Rows by what tells their figures apart; of a dumbbell by all of that but the period, which makes its series.
fn rows(package: &Package, drawn: &[Drawn<'_>], spec: &PanelSpec) -> Keyed {
    let dumbbell = spec.kind == Kind::Dumbbell;
    let mut named: Vec<(String, &Drawn<'_>)> =
        drawn.iter().map(|one| (row_name(package, drawn, one, !dumbbell), one)).collect();
    let order = spec.order.unwrap_or(if spec.kind == Kind::Dot { Order::Given } else { Order::Value });
    if order == Order::Value && spec.kind != Kind::Waffle {
        let last = |name: &str| named.iter().rev().find(|(other, _)| other == name).map_or(0.0, |(_, one)| one.value());
        // The best rank is the smallest.
        let sign = if drawn[0].unit == Unit::Rank { 1.0 } else { -1.0 };
        let mut sorted: Vec<(f64, (String, &Drawn<'_>))> =
            named.iter().map(|row| (sign * last(&row.0), row.clone())).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        named = sorted.into_iter().map(|(_, row)| row).collect();
    }
    let series_of = |one: &Drawn<'_>| match (one.series, dumbbell) {
        (Some(series), _) => series.to_owned(),
        (None, true) => one.period_words().or_else(|| label(one)).unwrap_or_default(),
        (None, false) => String::new(),
    };
    let mut all: Keyed = Vec::new();
    for (name, one) in named {
        let series = series_of(one);
        let point = one.point(At::Category(name));
        match all.iter_mut().find(|(_, known)| known.name == series) {
            Some((_, series)) => series.points.push(point),
            None => {
                let name = series.clone();
                all.push((Key::Named(name.clone()), Series { name, color: None, points: vec![point] }));
            }
        }
    }
    if dumbbell {
        // The earlier date first, whatever the order of the rows.
        let first = |name: &str| {
            let dates = drawn.iter().filter(|one| series_of(one) == name).filter_map(|one| one.moment(package));
            dates.map(|at| order_of(&at)).min()
        };
        all.sort_by_key(|(_, series)| first(&series.name));
    }
    all
}

/// Days since the year 0, to sort by.
fn order_of(at: &At) -> i32 {
    if let At::Time { year, .. } = at { super::super::geometry::whole(*year * 366.0) } else { 0 }
}

/// The name of a place that is no moment.
fn place_name(package: &Package, one: &Drawn<'_>) -> String {
    let indicator = || one.figure.map(|figure| package.indicator_of(figure).title.clone());
    let own = one.name.map(str::to_owned);
    own.or_else(|| one.period_words()).or_else(|| label(one)).or_else(indicator).unwrap_or_default()
}

fn label(one: &Drawn<'_>) -> Option<String> {
    one.figure.map(|figure| figure.label.clone()).filter(|label| !label.is_empty())
}

/// The name of a row: what differs between the figures of the panel.
fn row_name(package: &Package, drawn: &[Drawn<'_>], one: &Drawn<'_>, with_period: bool) -> String {
    if let Some(name) = one.name {
        return name.to_owned();
    }
    let Some(figure) = one.figure else { return one.period_words().unwrap_or_default() };
    let mut parts = Vec::new();
    if varies(drawn, |figure| figure.indicator) > 1 {
        parts.push(package.indicator_of(figure).title.clone());
    }
    if varies(drawn, |figure| figure.ref_area.as_str()) > 1 {
        parts.push(package.area(&figure.ref_area).map_or_else(|| figure.ref_area.clone(), |area| area.name.clone()));
    }
    parts.extend(label(one));
    if with_period && (parts.is_empty() || varies(drawn, |figure| figure.period) > 1) {
        parts.extend(one.period_words());
    }
    if parts.is_empty() {
        parts.push(package.indicator_of(figure).title.clone());
    }
    parts.join(", ")
}

/// How many different answers the figures give.
fn varies<'a, T: PartialEq>(drawn: &'a [Drawn<'_>], of: impl Fn(&'a Figure) -> T) -> usize {
    let mut seen: Vec<T> = Vec::new();
    for figure in drawn.iter().filter_map(|one| one.figure) {
        let answer = of(figure);
        if !seen.contains(&answer) {
            seen.push(answer);
        }
    }
    seen.len()
}

/// One area has one colour in all charts. Where several series of one area meet, their indicators take their colours from the
/// palette, each the same in all charts of the package.
fn color(gallery: &Gallery<'_>, drawn: &[Drawn<'_>], all: &mut Keyed) {
    let package = gallery.package;
    let area_of = |key: &Key| match key {
        Key::Of(_, area) => Some(area.clone()),
        Key::Named(_) => None,
    };
    let mut areas: Vec<Option<String>> = all.iter().map(|(key, _)| area_of(key)).collect();
    if let [one] = areas.as_mut_slice() {
        // A single series is in the colour of its area, whatever it is called.
        *one = drawn.iter().find_map(|one| one.figure).map(|figure| figure.ref_area.clone()).or(one.take());
    }
    let dates_of_rows = drawn.len() > all.len() && all.iter().all(|(key, _)| matches!(key, Key::Named(_)));
    let distinct = areas.iter().enumerate().all(|(i, area)| area.is_some() && !areas[..i].contains(area));
    for (i, ((key, series), area)) in all.iter_mut().zip(&areas).enumerate() {
        series.color = match (area, key) {
            (Some(area), _) if distinct => own_color(package, area),
            (_, Key::Of(indicator, _)) if *indicator != usize::MAX => {
                gallery.place_of(&package.indicators()[*indicator].id).map(Ink::Place)
            }
            (_, Key::Named(name)) if !dates_of_rows => gallery.place_of(name).map(Ink::Place),
            _ => Some(Ink::Place(i)),
        };
    }
}

fn own_color(package: &Package, area: &str) -> Option<Ink> {
    let place = package.areas().iter().position(|known| known.id == area)?;
    Some(package.areas()[place].colour.parse::<Color>().map_or(Ink::Place(place), Ink::Own))
}
