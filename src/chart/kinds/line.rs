//! Markers at their values, joined by lines where the text joins them; names at the ends of the lines.

use super::names::{self, EndWords, Side};
use super::points::{LEFT_SPOT, RIGHT_SPOT, by_importance, wish};
use super::thin::thinned;
use super::whisker::{Whisker, arrow};
use super::{Kind, Plot, Room, band, told};
use crate::chart::axis::Horizontal;
use crate::chart::font::Weight;
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::labels::Wish;
use crate::chart::model::{Panel, Point, Series, ValueScale};
use crate::chart::pen::Pen;
use crate::chart::scale::{Linear, Log, Rank, Values};
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::Color;
use crate::unit::Unit;

/// The kind of lines.
pub(super) struct Line;

/// Above so many points not each gets a label.
pub(super) const FEW: usize = 12;
/// Above so many points a joined series shows its line and its ends.
const MANY: usize = 25;
/// The same in one of many small plots.
const FEW_SMALL: usize = 8;
/// The same for all series together.
const MANY_IN_ALL: usize = 75;
/// Above so many points markers are dots without rings, thinned to what can be told apart.
const CLOUD: usize = 200;
/// The part of the width that the names at the right may take.
const NAMES: f64 = 0.38;
/// Between the plot and the names, in text sizes: room for the lines that join the two.
const BESIDE: f64 = 1.1;

impl Kind for Line {
    fn values(&self, panel: &Panel) -> Values {
        let values = panel.points().flat_map(Point::numbers);
        match (panel.scale, &panel.unit) {
            (ValueScale::Log, _) => Values::Log(Log::around(values)),
            (ValueScale::Linear, Unit::Rank) => Values::Rank(Rank::around(values)),
            (ValueScale::Linear, _) => Values::Linear(Linear::around(values)),
        }
    }

    fn room(&self, pen: &Pen<'_>, panel: &Panel) -> Room {
        // Lines that are named at their ends have no labels above and below.
        let labels = if crowded(panel) && named(pen, panel) { 0.0 } else { pen.sizes.label * 1.5 };
        let line = labels + radius(pen, 0);
        let open = |open: bool| if open { arrow(pen) } else { 0.0 };
        let from_zero =
            matches!(self.values(panel), Values::Linear(scale) if scale.range().0 >= 0.0 && scale.has_zero());
        Room {
            above: line + open(panel.points().any(|point| point.high.is_none() && point.low.is_some())),
            below: if from_zero {
                0.0
            } else {
                line + open(panel.points().any(|point| point.low.is_none() && point.high.is_some()))
            },
        }
    }

    fn inset(&self, pen: &Pen<'_>, panel: &Panel, axis: &Horizontal, width: f64) -> f64 {
        if !axis.is_time() {
            return 0.0;
        }
        let marker = radius(pen, 0) * 2.0;
        let look = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
        let ends = panel.series.iter().flat_map(|series| [series.points.first(), series.points.last()]).flatten();
        let label = ends.map(|point| pen.width(&point.label, look)).fold(0.0, f64::max);
        let needed = match (named(pen, panel), crowded(panel) && panel.unit != Unit::Rank) {
            // Names at the right take the last labels with them; at the left they stand beside the first points, if at all.
            (true, true) => 0.0,
            (true, false) => label + marker + pen.sizes.label,
            (false, _) => label / 2.0,
        };
        marker.max(needed.min(width * 0.16))
    }

    fn names_width(&self, pen: &Pen<'_>, panel: &Panel, width: f64) -> f64 {
        if !named(pen, panel) {
            return end_room(pen, panel).min(width * NAMES);
        }
        let widest = panel
            .series
            .iter()
            .take(told(panel))
            .filter_map(|series| Some(names::width(pen, &series.name, &series.points.last()?.label)))
            .fold(0.0, f64::max);
        (widest + pen.sizes.label * BESIDE).min(width * NAMES)
    }

    fn names_above(&self, _: &Panel) -> bool {
        false
    }

    fn draw_behind(&self, pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) {
        if pen.thumb {
            return;
        }
        for (i, series) in panel.series.iter().enumerate().take(told(panel)).rev() {
            let hue = pen.theme.shade(series.color, i);
            let points = ordered(plot, series);
            if !band::suits(&points) {
                continue;
            }
            for piece in pieces(&points) {
                for stretch in band::stretches(piece) {
                    band::draw(pen, stretch, hue, |point, value| Pt::new(plot.x(&point.at), plot.y(value)));
                }
            }
        }
    }

    fn draw(&self, pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
        draw_zero(pen, plot);
        // The most important series comes first and is drawn last, on top.
        for (i, series) in panel.series.iter().enumerate().rev() {
            let points = ordered(plot, series);
            if i < told(panel) {
                draw_series(pen, panel, plot, &points, i);
            } else {
                draw_context(pen, plot, &points);
            }
        }
        spots(pen, panel, plot);
        let early = if named(pen, panel) && !plot.small { draw_names(pen, panel, plot) } else { Vec::new() };
        early.into_iter().chain(wishes(pen, panel, plot)).collect()
    }
}

/// Pixels right of the plot for the last value of a single long line, which no other label is as important as. Half of it stands within the
/// plot, where the first value needs as much at the left.
fn end_room(pen: &Pen<'_>, panel: &Panel) -> f64 {
    let last = panel.series.first().and_then(|series| series.points.last());
    let look = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
    match last {
        Some(last) if crowded(panel) && !pen.thumb => {
            pen.width(&last.label, look) / 2.0 + pen.sizes.label * 0.7 + radius(pen, 0)
        }
        _ => 0.0,
    }
}

/// Whether the series are named at their ends.
fn named(pen: &Pen<'_>, panel: &Panel) -> bool {
    panel.series.len() > 1 && !pen.thumb
}

/// Whether the points are too many for a label each.
fn crowded(panel: &Panel) -> bool {
    panel.points().count() > FEW
}

pub(super) fn radius(pen: &Pen<'_>, points: usize) -> f64 {
    let page = match points {
        0..=FEW => 5.0,
        _ if points <= CLOUD => 3.2,
        _ => 1.6,
    };
    (page * pen.sizes.unit).max(page * 0.7)
}

pub(super) fn line_width(pen: &Pen<'_>) -> f64 {
    (2.6 * pen.sizes.unit).max(2.0)
}

/// The line of zero, where it is on the scale.
pub(super) fn draw_zero(pen: &mut Pen<'_>, plot: &Plot<'_>) {
    if matches!(&plot.values, Values::Linear(scale) if scale.has_zero()) {
        let zero = plot.y(0.0);
        let width = (1.25 * pen.sizes.unit).max(1.0);
        pen.line(Group::Marks, Pt::new(plot.rect.x, zero), Pt::new(plot.rect.right(), zero), width, pen.theme.axis);
    }
}

/// The points from left to right.
pub(super) fn ordered<'a>(plot: &Plot<'_>, series: &'a Series) -> Vec<&'a Point> {
    let mut points: Vec<(f64, &Point)> =
        series.points.iter().map(|point| (plot.axis.place(&point.at), point)).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points.into_iter().map(|(_, point)| point).collect()
}

/// Stretches of points that are joined.
pub(super) fn pieces<'p, 'a>(points: &'p [&'a Point]) -> impl Iterator<Item = &'p [&'a Point]> {
    points.chunk_by(|_, next| next.joined)
}

/// How far a point is moved down so that series which meet in it stay both in sight.
pub(super) fn lane(panel: &Panel, i: usize, point: &Point, width: f64) -> f64 {
    if panel.series.len() < 2 || panel.points().count() > CLOUD {
        return 0.0;
    }
    let meets = |series: &Series| {
        series.points.iter().any(|other| other.at == point.at && other.value.total_cmp(&point.value).is_eq())
    };
    let here: Vec<usize> =
        panel.series.iter().enumerate().take(told(panel)).filter(|(_, series)| meets(series)).map(|(n, _)| n).collect();
    let place = here.iter().position(|n| *n == i).unwrap_or(0);
    (count(place) - (count(here.len()) - 1.0) / 2.0) * width
}

/// One line from point to point, dashed where either end is hollow.
pub(super) fn draw_joined(pen: &mut Pen<'_>, piece: &[&Point], width: f64, color: Color, at: impl Fn(&Point) -> Pt) {
    let dashed = |ends: &[&Point]| ends.iter().any(|point| point.hollow);
    let stretches: Vec<&[&Point]> = piece.windows(2).collect();
    for alike in stretches.chunk_by(|a, b| dashed(a) == dashed(b)) {
        let ends = alike.first().map(|first| at(first[0])).into_iter().chain(alike.iter().map(|ends| at(ends[1])));
        let points = thinned(&ends.collect::<Vec<Pt>>(), 1.0);
        // Round ends make each dash longer by the width of the line, and each gap shorter.
        let dash = alike.first().is_some_and(|ends| dashed(ends)).then_some((width * 1.6, width * 2.4));
        pen.draw(Group::Marks, Shape::Line { points, width, color, dash });
    }
}

fn draw_series(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>, points: &[&Point], i: usize) {
    let hue = pen.theme.shade(panel.series[i].color, i);
    let width = if points.len() > CLOUD { line_width(pen) * 0.6 } else { line_width(pen) };
    let at = |point: &Point| Pt::new(plot.x(&point.at), plot.y(point.value) + lane(panel, i, point, width));
    // A cloud has small dots; the few dots of a line of as many points mark its ends.
    let joined = points.iter().filter(|point| point.joined).count();
    let radius = radius(pen, if joined * 2 > points.len() { points.len().min(CLOUD) } else { points.len() });
    let mut dots = Vec::new();
    let series = &panel.series[i];
    let labelled: Vec<&Point> = labelled(pen, panel, plot, series).into_iter().map(|n| &series.points[n]).collect();
    let banded = band::suits(points);
    let sparse = points.len() <= if plot.small { FEW_SMALL } else { MANY } && panel.points().count() <= MANY_IN_ALL;
    for piece in pieces(points) {
        draw_joined(pen, piece, width, hue.mark, at);
        // Whiskers nearer than their caps would be a hatching.
        let apart = count(points.len()) * radius * 2.5 < plot.rect.w;
        for (n, point) in piece.iter().enumerate() {
            let in_band = banded && piece.len() > 1 && point.low.is_some() && point.high.is_some();
            let whisker = if in_band || !apart { None } else { Whisker::of(pen, point, plot) };
            let whisker = whisker.filter(|whisker| whisker.end - whisker.start > 2.4 * radius);
            if let Some(whisker) = whisker {
                whisker.draw(pen, plot.x(&point.at), hue.mark);
            }
            let is_end = n == 0 || n + 1 == piece.len();
            let is_told = labelled.iter().any(|told| std::ptr::eq(*told, *point));
            if sparse || is_end || is_told || whisker.is_some() || (point.hollow && points.len() <= CLOUD) {
                dots.push((at(point), point.hollow));
            }
        }
    }
    let ring = (2.0 * pen.sizes.unit).max(1.5);
    let background = pen.theme.background;
    if dots.len() > CLOUD {
        let all: Vec<Pt> = dots.into_iter().map(|(at, _)| at).collect();
        for centre in thinned(&all, radius) {
            pen.draw(Group::Marks, Shape::Circle { centre, radius, fill: hue.mark, stroke: None });
        }
        return;
    }
    for (centre, hollow) in dots {
        let (fill, stroke) = if hollow { (background, (hue.mark, ring)) } else { (hue.mark, (background, ring * 0.6)) };
        pen.draw(Group::Marks, Shape::Circle { centre, radius, fill, stroke: Some(stroke) });
    }
}

/// The values that a reader can point at, series by series from left to right.
pub(super) fn spots(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) {
    let width = line_width(pen);
    for (i, series) in panel.series.iter().enumerate() {
        let radius = radius(pen, series.points.len());
        for point in ordered(plot, series) {
            let centre = Pt::new(plot.x(&point.at), plot.y(point.value) + lane(panel, i, point, width));
            pen.spot(panel, i, point, Rect::around(centre, radius));
        }
    }
}

/// A line to compare with: thin and grey, behind the marks, so that words may stand over it.
pub(super) fn draw_context(pen: &mut Pen<'_>, plot: &Plot<'_>, points: &[&Point]) {
    let color = pen.theme.axis.toward(pen.theme.background, 0.5);
    let width = pen.sizes.unit.max(1.0);
    for piece in pieces(points) {
        let points: Vec<Pt> = piece.iter().map(|point| Pt::new(plot.x(&point.at), plot.y(point.value))).collect();
        if let [centre] = points.as_slice() {
            let radius = width * 1.5;
            pen.draw(Group::Plot, Shape::Circle { centre: *centre, radius, fill: color, stroke: None });
        } else {
            pen.draw(Group::Plot, Shape::Line { points: thinned(&points, 1.0), width, color, dash: None });
        }
    }
}

/// Writes the names right of the plot; gives back the wishes of those whose lines end long before.
fn draw_names(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
    let size = pen.sizes.label;
    let (right, left) = (plot.rect.right(), plot.rect.right() + size * BESIDE);
    let column = Rect::new(left, plot.rect.y, plot.right - left, plot.rect.h);
    let (mut at_end, mut early) = (Vec::new(), Vec::new());
    for (i, series) in panel.series.iter().enumerate().take(told(panel)) {
        let hue = pen.theme.shade(series.color, i);
        let Some(last) = ordered(plot, series).last().copied() else { continue };
        let end = Pt::new(plot.x(&last.at), plot.y(last.value) + lane(panel, i, last, line_width(pen)));
        let value = last.label.as_str();
        if right - end.x < plot.inset + size * 3.0 {
            let end = Pt::new(end.x + radius(pen, series.points.len()) + 2.0 * pen.sizes.unit, end.y);
            at_end.push(EndWords { name: &series.name, value, hue, end });
        } else {
            let whole = format!("{} {value}", series.name);
            let words = pen.faces.cut(whole.trim(), size, Weight::Bold, plot.rect.w * NAMES);
            if !words.is_empty() {
                early.push(wish(pen, plot, last, words, hue.text, radius(pen, series.points.len())));
            }
        }
    }
    names::draw(pen, at_end, column, Side::Right);
    early
}

/// The points of a series that get a label, by their places in it: the last and the first, the highest and the lowest, then the
/// others while they are few. Beside many named lines only ranks are written at the left end, too.
fn labelled(pen: &Pen<'_>, panel: &Panel, plot: &Plot<'_>, series: &Series) -> Vec<usize> {
    let (crowded, named) = (crowded(panel), named(pen, panel));
    let last = series.points.len().checked_sub(1);
    if plot.small {
        last.into_iter().collect()
    } else if crowded && named {
        last.map(|_| 0).filter(|_| panel.unit == Unit::Rank).into_iter().collect()
    } else {
        let values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
        let mut chosen = by_importance(&values, crowded);
        // The last value stands beside the name.
        chosen.retain(|n| !named || Some(*n) != last);
        chosen
    }
}

/// Labels of points, the most important first.
fn wishes(pen: &Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
    let named = named(pen, panel);
    let all = panel.series.iter().enumerate().take(told(panel));
    let chosen = all.flat_map(|(i, series)| labelled(pen, panel, plot, series).into_iter().map(move |n| (i, n)));
    chosen
        .map(|(i, n)| (i, n, &panel.series[i], &panel.series[i].points[n]))
        .filter(|(.., point)| !point.label.is_empty())
        .map(|(i, n, series, point)| {
            let hue = pen.theme.shade(series.color, i);
            let color = if panel.series.len() > 1 { hue.text } else { pen.theme.ink };
            let mut wish = wish(pen, plot, point, point.label.clone(), color, radius(pen, series.points.len()));
            if !named && !plot.small && crowded(panel) && n + 1 == series.points.len() {
                // Room was left beside the end of the line.
                wish.spots.swap(0, RIGHT_SPOT);
            }
            if named && !plot.small && n == 0 {
                // At the left end there is room beside the line.
                wish.spots.swap(0, LEFT_SPOT);
            }
            wish
        })
        .collect()
}
