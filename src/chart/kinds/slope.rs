//! Slopes: a line a series from one name or moment to the next, with words at both ends and no axis of values.

use super::line::{Line, draw_context, draw_joined, lane, line_width, ordered, pieces, radius, spots};
use super::names::{self, EndWords, Side};
use super::points::wish;
use super::whisker::Whisker;
use super::{Kind, Plot, Room, told};
use crate::chart::axis::Horizontal;
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::labels::Wish;
use crate::chart::model::{Panel, Point, Series};
use crate::chart::pen::Pen;
use crate::chart::scale::Values;
use crate::chart::scene::{Group, Shape};

/// The kind of slopes.
pub(super) struct Slope;

/// The part of the width that the words at the right may take, and those at the left.
const RIGHT: f64 = 0.42;
const LEFT: f64 = 0.26;

impl Kind for Slope {
    fn values(&self, panel: &Panel) -> Values {
        Line.values(panel)
    }

    fn room(&self, pen: &Pen<'_>, _: &Panel) -> Room {
        let line = pen.sizes.label + radius(pen, 0);
        Room { above: line, below: line }
    }

    fn inset(&self, pen: &Pen<'_>, panel: &Panel, axis: &Horizontal, width: f64) -> f64 {
        let left = self.left(pen, panel, width);
        match axis {
            // The first name stands in the middle of its band: the axis begins so far before the plot that it comes to its place.
            Horizontal::Category(scale) if scale.names().len() > 1 => {
                let half = scale.band() / 2.0;
                (left - half * width) / (1.0 - 2.0 * half)
            }
            Horizontal::Category(_) => 0.0,
            Horizontal::Year(_) | Horizontal::Date(_) => left,
        }
    }

    fn names_width(&self, pen: &Pen<'_>, panel: &Panel, width: f64) -> f64 {
        if pen.thumb {
            return 0.0;
        }
        let widest = ends(panel, Series::last).map(|(_, name, point)| names::width(pen, name, &point.label));
        let right = (widest.fold(0.0, f64::max) + beside(pen)).min(width * RIGHT);
        // Inside the plot as much is free at the right as at the left.
        (right - self.left(pen, panel, width - right)).max(0.0)
    }

    fn names_above(&self, _: &Panel) -> bool {
        false
    }

    fn has_ticks(&self) -> bool {
        false
    }

    fn draw(&self, pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
        draw_places(pen, panel, plot);
        for (i, series) in panel.series.iter().enumerate().rev() {
            let points = ordered(plot, series);
            if i < told(panel) { draw_series(pen, panel, plot, &points, i) } else { draw_context(pen, plot, &points) }
        }
        spots(pen, panel, plot);
        if !pen.thumb {
            draw_ends(pen, panel, plot);
        }
        wishes(pen, panel, plot)
    }
}

impl Slope {
    /// Pixels left of the first marker.
    fn left(&self, pen: &Pen<'_>, panel: &Panel, width: f64) -> f64 {
        if pen.thumb {
            return radius(pen, 0) * 2.0;
        }
        let widest = ends(panel, Series::first).map(|(_, _, point)| names::width(pen, "", &point.label));
        (widest.fold(0.0, f64::max) + beside(pen)).min(width * LEFT)
    }
}

impl Series {
    fn first(&self) -> Option<&Point> {
        self.points.first()
    }

    fn last(&self) -> Option<&Point> {
        self.points.last()
    }
}

/// One end of each named series, with the place of the series in the panel.
fn ends(panel: &Panel, end: fn(&Series) -> Option<&Point>) -> impl Iterator<Item = (usize, &str, &Point)> {
    let named = panel.series.iter().enumerate().take(told(panel));
    named.filter_map(move |(i, series)| Some((i, series.name.as_str(), end(series)?)))
}

/// From the middle of a marker to the words beside it.
fn beside(pen: &Pen<'_>) -> f64 {
    radius(pen, 0) + pen.sizes.label * 0.9
}

/// The pixel of a point, moved aside where series meet.
fn at(pen: &Pen<'_>, panel: &Panel, plot: &Plot<'_>, i: usize, point: &Point) -> Pt {
    Pt::new(plot.x(&point.at), plot.y(point.value) + lane(panel, i, point, line_width(pen)))
}

/// An upright line at each place.
fn draw_places(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) {
    let mut places: Vec<f64> = panel.points().map(|point| plot.x(&point.at)).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    for x in places {
        let (top, bottom) = (Pt::new(x, plot.rect.y), Pt::new(x, plot.rect.bottom()));
        pen.line(Group::Plot, top, bottom, pen.sizes.unit.max(1.0), pen.theme.grid);
    }
}

fn draw_series(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>, points: &[&Point], i: usize) {
    let hue = pen.theme.shade(panel.series[i].color, i);
    let place = points.iter().map(|point| (*point, at(pen, panel, plot, i, point))).collect::<Vec<_>>();
    let width = line_width(pen);
    for piece in pieces(points) {
        let lane = |point: &Point| Pt::new(plot.x(&point.at), plot.y(point.value) + lane(panel, i, point, width));
        draw_joined(pen, piece, width, hue.mark, lane);
    }
    let (radius, ring) = (radius(pen, 0), (2.0 * pen.sizes.unit).max(1.5));
    let background = pen.theme.background;
    for (point, centre) in place {
        if let Some(whisker) = Whisker::of(pen, point, plot).filter(|it| it.end - it.start > 2.4 * radius) {
            whisker.draw(pen, centre.x, hue.mark);
        }
        let (fill, stroke) =
            if point.hollow { (background, (hue.mark, ring)) } else { (hue.mark, (background, ring * 0.6)) };
        pen.draw(Group::Marks, Shape::Circle { centre, radius, fill, stroke: Some(stroke) });
    }
}

/// Values at the left; names and values at the right.
fn draw_ends(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) {
    let far = radius(pen, 0) + pen.sizes.unit * 2.0;
    let height = (plot.rect.y - pen.sizes.label * 0.2, plot.rect.h + pen.sizes.label * 0.4);
    let places = || panel.points().map(|point| plot.x(&point.at));
    let (first, last) = (places().fold(f64::INFINITY, f64::min), places().fold(f64::NEG_INFINITY, f64::max));
    let words = |side: Side| -> Vec<EndWords<'_>> {
        let end = if side == Side::Left { Series::first } else { Series::last };
        let outward = if side == Side::Left { -far } else { far };
        ends(panel, end)
            .filter(|(i, ..)| side == Side::Right || panel.series[*i].points.len() > 1)
            .map(|(i, name, point)| {
                let middle = at(pen, panel, plot, i, point);
                EndWords {
                    name: if side == Side::Left || plot.small { "" } else { name },
                    value: &point.label,
                    hue: pen.theme.shade(panel.series[i].color, i),
                    end: Pt::new(middle.x + outward, middle.y),
                }
            })
            .collect()
    };
    let (left, right) = (words(Side::Left), words(Side::Right));
    let column = Rect::new(plot.rect.x, height.0, (first - beside(pen) - plot.rect.x).max(0.0), height.1);
    names::draw(pen, left, column, Side::Left);
    let start = last + beside(pen);
    let column = Rect::new(start, height.0, (plot.right - start).max(0.0), height.1);
    names::draw(pen, right, column, Side::Right);
}

/// Labels of the points between the ends; a thumbnail shows the last of the first series.
fn wishes(pen: &Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
    let named = panel.series.iter().enumerate().take(told(panel));
    let between = |series: &Series| {
        let last = series.points.len().saturating_sub(1);
        if pen.thumb { last..last + 1 } else { 1.min(last)..last }
    };
    named
        .flat_map(|(i, series)| between(series).filter_map(move |n| Some((i, series, series.points.get(n)?))))
        .filter(|(_, _, point)| !point.label.is_empty())
        .map(|(i, series, point)| {
            let color = pen.theme.shade(series.color, i).text;
            let many = if count(series.points.len()) > 12.0 { 13 } else { 0 };
            wish(pen, plot, point, point.label.clone(), color, radius(pen, many))
        })
        .collect()
}
