//! Columns from zero, at their true place in time or in bands of names.

use super::points::by_importance;
use super::whisker::{Whisker, arrow};
use super::{Kind, Plot, Room, nearest};
use crate::chart::axis::Horizontal;
use crate::chart::font::Weight;
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::labels::{Anchor, Wish, extent};
use crate::chart::model::{Panel, Point, Series};
use crate::chart::pen::{Look, Pen};
use crate::chart::scale::{Linear, Values};
use crate::chart::scene::{Group, Shape};
use crate::chart::size::Size;
use crate::error::{Error, Result};
use crate::number;

/// The kind of columns.
pub(super) struct Column;

/// The part of the distance between two columns that a column, or the columns of one place, may fill.
pub(super) const FILL: f64 = 0.7;
/// The part of the plot's width that they may fill at most.
pub(super) const WIDEST: f64 = 0.2;
/// Pixels that a column and the gap beside it need at least.
const THINNEST: f64 = 2.0;
/// Above so many columns not each gets a label, unless all fit above their columns.
const FEW: usize = 12;

impl Kind for Column {
    fn values(&self, panel: &Panel) -> Values {
        Values::Linear(Linear::from_zero(panel.points().flat_map(Point::numbers)))
    }

    fn room(&self, pen: &Pen<'_>, panel: &Panel) -> Room {
        let line = pen.sizes.label * 1.7;
        let open_above = panel.points().any(|point| point.high.is_none() && point.low.is_some());
        let open_below = panel.points().any(|point| point.low.is_none() && point.high.is_some());
        let negative = panel.points().any(|point| point.value < 0.0);
        let positive = panel.points().any(|point| point.value >= 0.0);
        Room {
            above: if positive { line + if open_above { arrow(pen) } else { 0.0 } } else { 0.0 },
            below: if negative { line + if open_below { arrow(pen) } else { 0.0 } } else { 0.0 },
        }
    }

    fn inset(&self, pen: &Pen<'_>, panel: &Panel, axis: &Horizontal, width: f64) -> f64 {
        edge_room(pen, panel, axis, width, widest(pen, panel, pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink)))
    }

    fn names_width(&self, _: &Pen<'_>, _: &Panel, _: f64) -> f64 {
        0.0
    }

    fn names_above(&self, panel: &Panel) -> bool {
        panel.series.len() > 1
    }

    fn fits(&self, panel: &Panel, width: f64, size: Size) -> Result<()> {
        thick_enough(panel.points().count(), width, size)
    }

    fn draw(&self, pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
        let several = count(panel.series.len());
        let slot = slot(panel, plot);
        let group = (slot * FILL).min(plot.rect.w * WIDEST * several.sqrt());
        let width = (group / several * if several > 1.0 { 0.94 } else { 1.0 }).max(1.0);
        let mut columns = Vec::new();
        for (i, series) in panel.series.iter().enumerate() {
            let shift = (count(i) + 0.5) * (group / several) - group / 2.0;
            for point in &series.points {
                let x = plot.x(&point.at) + shift;
                columns.push((series, i, point, x));
                let rect = column(pen, plot, series, i, point, Rect::new(x - width / 2.0, 0.0, width, 0.0));
                pen.spot(panel, i, point, rect);
            }
        }
        let zero = plot.y(0.0);
        let axis = (1.25 * pen.sizes.unit).max(1.0);
        pen.line(Group::Marks, Pt::new(plot.rect.x, zero), Pt::new(plot.rect.right(), zero), axis, pen.theme.axis);
        let bold = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
        let crowded = columns.len() > FEW && widest(pen, panel, bold) > slot / several;
        let values: Vec<f64> = columns.iter().map(|(_, _, point, _)| point.value).collect();
        // Of many columns of several series a few with numbers would seem to be chosen: the axis tells them all.
        let labelled = if crowded && panel.series.len() > 1 { Vec::new() } else { by_importance(&values, crowded) };
        labelled
            .into_iter()
            .map(|n| columns[n])
            .filter(|(_, _, point, _)| !point.label.is_empty())
            .map(|(series, i, point, x)| {
                let hue = pen.theme.shade(series.color, i);
                let color = if panel.series.len() > 1 { hue.text } else { pen.theme.ink };
                let look = pen.look(pen.sizes.label, Weight::Bold, color);
                let spots = spots(pen, point, plot, x, width, look);
                let anchor = Some(Anchor { at: Pt::new(x, beyond(pen, point, plot)), radius: 1.0, color: hue.mark });
                Wish { words: point.label.clone(), look, spots, aside: look.size * 0.4, anchor }
            })
            .collect()
    }
}

/// Pixels between the middles of the nearest columns.
pub(super) fn slot(panel: &Panel, plot: &Plot<'_>) -> f64 {
    let alone = plot.rect.w * 0.6;
    match plot.axis {
        // Over one axis the columns of all panels are of one width.
        Horizontal::Year(scale) => {
            nearest(scale.own_ticks().iter().map(|year| plot.at(scale.place(year.value))), alone)
        }
        Horizontal::Date(_) => nearest(panel.points().map(|point| plot.x(&point.at)), alone),
        Horizontal::Category(scale) => {
            let band = scale.band() * (plot.rect.w - 2.0 * plot.inset);
            nearest(panel.points().map(|point| plot.x(&point.at)), alone).min(band)
        }
    }
}

/// Pixels between the ends of the axis and the outermost columns, whose labels are so wide.
pub(super) fn edge_room(pen: &Pen<'_>, panel: &Panel, axis: &Horizontal, width: f64, label: f64) -> f64 {
    if !axis.is_time() {
        return 0.0;
    }
    let mut places: Vec<f64> = panel.points().map(|point| axis.place(&point.at)).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let gap = nearest(places.iter().copied(), 1.0);
    // As much as between bands of names, so that two columns stand at a quarter and at three quarters; ...
    let all = if let Horizontal::Year(scale) = axis { scale.own_ticks().len() } else { 0 };
    let even = width / (2.0 * count(places.len().max(all).max(2)));
    // ... but where neighbours are near, their labels need the room more than the edges do.
    if gap * (width - 2.0 * even) >= label + pen.sizes.label {
        return even;
    }
    let column = (gap * width * FILL).min(width * WIDEST);
    (column.max(label) / 2.0 + pen.sizes.label * 0.3).min(even)
}

/// Refuses columns that would be thinner than a stroke.
pub(super) fn thick_enough(columns: usize, width: f64, size: Size) -> Result<()> {
    if count(columns) * THINNEST <= width {
        return Ok(());
    }
    let columns = number::count(columns);
    Err(Error::new(format!("a picture of {size} pixels leaves no room for {columns} columns"))
        .with_help("draw fewer of them, or the values as a line"))
}

fn widest(pen: &Pen<'_>, panel: &Panel, look: Look) -> f64 {
    panel.points().map(|point| pen.width(&point.label, look)).fold(0.0, f64::max)
}

/// One column with its interval; gives back its box. `place` gives left edge and width.
fn column(pen: &mut Pen<'_>, plot: &Plot<'_>, series: &Series, i: usize, point: &Point, place: Rect) -> Rect {
    let hue = pen.theme.shade(series.color, i);
    let (y, zero) = (plot.y(point.value), plot.y(0.0));
    let rect = Rect::between(Pt::new(place.x, y), Pt::new(place.right(), zero));
    let edge = (2.0 * pen.sizes.unit).max(1.5).min(place.w / 3.0);
    let (fill, stroke) = if point.hollow { (pen.theme.background, Some((hue.mark, edge))) } else { (hue.mark, None) };
    // An outline lies within the column, or the hollow one would look larger.
    let rect = if point.hollow && rect.w > 2.0 * edge && rect.h > 2.0 * edge { rect.grown(-edge / 2.0) } else { rect };
    pen.draw(Group::Marks, Shape::Box { rect, fill: Some(fill), stroke });
    if let Some(whisker) = Whisker::of(pen, point, plot) {
        let ink = pen.theme.ink;
        whisker.draw(pen, place.mid_x(), ink);
    }
    rect
}

/// Where a column ends, its whisker included.
fn beyond(pen: &Pen<'_>, point: &Point, plot: &Plot<'_>) -> f64 {
    let (y, whisker) = (plot.y(point.value), Whisker::of(pen, point, plot));
    if point.value >= 0.0 {
        whisker.map_or(y, |whisker| whisker.start.min(y))
    } else {
        whisker.map_or(y, |whisker| whisker.end.max(y))
    }
}

/// Beyond the column's end, in the middle or flush with an edge, or beside its end. A line further up a label would seem to
/// belong to the column next to it.
fn spots(pen: &Pen<'_>, point: &Point, plot: &Plot<'_>, x: f64, column: f64, look: Look) -> Vec<Pt> {
    let (width, height) = extent(pen, &point.label, look);
    let gap = look.size * 0.3;
    let half = column / 2.0;
    let y = plot.y(point.value);
    let end = beyond(pen, point, plot);
    let (beyond, beside) = if point.value >= 0.0 { (end - gap - height, y) } else { (end + gap, y - height) };
    let lefts = [x - width / 2.0, x + half - width, x - half, x - width * 0.85, x - width * 0.15];
    let sides = [x - half - gap - width, x + half + gap];
    lefts.map(|left| Pt::new(left, beyond)).into_iter().chain(sides.map(|left| Pt::new(left, beside))).collect()
}
