//! Markers at their values, joined by lines where the text joins them; names at the ends of the lines.

use super::whisker::{Whisker, arrow};
use super::{Kind, Plot, Room};
use crate::chart::axis::Horizontal;
use crate::chart::font::{ASCENT, DESCENT, LEADING, Weight};
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::labels::{Wish, apart, extent};
use crate::chart::model::{Panel, Point, Series, ValueScale};
use crate::chart::pen::{Align, Look, Pen, lines_height};
use crate::chart::scale::{Linear, Log, Rank, Values};
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::Hue;
use crate::unit::Unit;

/// The kind of lines.
pub(super) struct Line;

/// Above so many points not each gets a label.
const FEW: usize = 12;
/// Above so many points a joined series shows its line and its ends.
const MANY: usize = 25;
/// The part of the width that the names at the right may take.
const NAMES: f64 = 0.34;

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
        let line = pen.sizes.label * 1.5 + radius(pen, 0);
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
        let Horizontal::Year(_) = axis else { return 0.0 };
        let marker = radius(pen, 0) * 2.0;
        let look = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
        let ends = panel.series.iter().flat_map(|series| [series.points.first(), series.points.last()]).flatten();
        let label = ends.map(|point| pen.width(&point.label, look)).fold(0.0, f64::max);
        // Names at the right take the last labels with them.
        let half = if named(pen, panel) && panel.points().count() > FEW { 0.0 } else { label / 2.0 };
        marker.max(half.min(width * 0.16))
    }

    fn names_width(&self, pen: &Pen<'_>, panel: &Panel, width: f64) -> f64 {
        if !named(pen, panel) {
            return 0.0;
        }
        let look = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
        let widest = end_words(panel).iter().map(|(name, value)| end_width(pen, name, value, look)).fold(0.0, f64::max);
        (widest + pen.sizes.label).min(width * NAMES)
    }

    fn names_above(&self, _: &Panel) -> bool {
        false
    }

    fn draw(&self, pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
        if matches!(&plot.values, Values::Linear(scale) if scale.has_zero()) {
            let zero = plot.y(0.0);
            let width = (1.25 * pen.sizes.unit).max(1.0);
            pen.line(Group::Marks, Pt::new(plot.rect.x, zero), Pt::new(plot.rect.right(), zero), width, pen.theme.axis);
        }
        // The most important series comes first and is drawn last, on top.
        for (i, series) in panel.series.iter().enumerate().rev() {
            draw_series(pen, plot, series, i);
        }
        if named(pen, panel) {
            draw_names(pen, panel, plot);
        }
        wishes(pen, panel, plot)
    }
}

/// Whether the series are named at their ends.
fn named(pen: &Pen<'_>, panel: &Panel) -> bool {
    panel.series.len() > 1 && !pen.thumb
}

fn radius(pen: &Pen<'_>, points: usize) -> f64 {
    let page = if points > FEW { 3.2 } else { 5.0 };
    (page * pen.sizes.unit).max(page * 0.7)
}

fn draw_series(pen: &mut Pen<'_>, plot: &Plot<'_>, series: &Series, i: usize) {
    let hue = pen.theme.shade(series.color, i);
    let mut points: Vec<&Point> = series.points.iter().collect();
    points.sort_by(|a, b| plot.axis.place(&a.at).total_cmp(&plot.axis.place(&b.at)));
    let place = |point: &Point| Pt::new(plot.x(&point.at), plot.y(point.value));
    let width = (2.6 * pen.sizes.unit).max(2.0);
    for piece in points.chunk_by(|_, next| next.joined).filter(|piece| piece.len() > 1) {
        let points = piece.iter().map(|point| place(point)).collect();
        pen.draw(Group::Marks, Shape::Line { points, width, color: hue.mark });
    }
    let radius = radius(pen, points.len());
    for (n, point) in points.iter().enumerate() {
        let whisker = Whisker::of(pen, point, plot).filter(|whisker| whisker.bottom - whisker.top > 2.4 * radius);
        if let Some(whisker) = whisker {
            whisker.draw(pen, plot.x(&point.at), hue.mark);
        }
        let is_end = n == 0 || n + 1 == points.len();
        if point.joined && points.len() > MANY && !is_end && !point.hollow && whisker.is_none() {
            continue;
        }
        let ring = (2.0 * pen.sizes.unit).max(1.5);
        let background = pen.theme.background;
        let (fill, stroke) =
            if point.hollow { (background, (hue.mark, ring)) } else { (hue.mark, (background, ring * 0.6)) };
        pen.draw(Group::Marks, Shape::Circle { centre: place(point), radius, fill, stroke: Some(stroke) });
    }
}

/// The name of each series, and its last label where the points are too many for labels of their own.
fn end_words(panel: &Panel) -> Vec<(&str, &str)> {
    let crowded = panel.points().count() > FEW;
    let last = |series: &'_ Series| series.points.last().map(|point| point.label.len());
    panel
        .series
        .iter()
        .filter(|series| last(series).is_some())
        .map(|series| {
            let value = series.points.last().filter(|_| crowded).map_or("", |point| point.label.as_str());
            (series.name.as_str(), value)
        })
        .collect()
}

fn end_width(pen: &Pen<'_>, name: &str, value: &str, look: Look) -> f64 {
    let regular = Look { weight: Weight::Regular, ..look };
    pen.width(name, look) + if value.is_empty() { 0.0 } else { pen.width(" ", look) + pen.width(value, regular) }
}

/// The words at the end of one line, wrapped.
struct EndName<'a> {
    lines: Vec<String>,
    value: &'a str,
    hue: Hue,
    end: Pt,
}

/// Writes the names right of the plot, moved apart; the last series give way where there are too many.
fn draw_names(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) {
    let size = pen.sizes.label;
    let left = plot.rect.right() + size * 0.7;
    let room = plot.right - left;
    let with_points = panel.series.iter().enumerate().filter(|(_, series)| !series.points.is_empty());
    let mut free = plot.rect.h;
    let mut names: Vec<EndName<'_>> = with_points
        .zip(end_words(panel))
        .filter_map(|((i, series), (name, value))| {
            let last = series.points.iter().max_by(|a, b| plot.axis.place(&a.at).total_cmp(&plot.axis.place(&b.at)))?;
            let wrapped = pen.faces.wrap(name, size, Weight::Bold, room);
            let mut lines = pen.faces.first_lines(wrapped, 2, size, Weight::Bold, room);
            // A series without a name still has a line for its value.
            lines.resize(lines.len().max(1), String::new());
            let hue = pen.theme.shade(series.color, i);
            let look = pen.look(size, Weight::Bold, pen.theme.ink);
            let fits = lines.last().is_none_or(|line| end_width(pen, line, value, look) <= room);
            free -= lines_height(lines.len(), size);
            let end = Pt::new(plot.x(&last.at), plot.y(last.value));
            (free >= 0.0).then_some(EndName { lines, value: if fits { value } else { "" }, hue, end })
        })
        .collect();
    names.sort_by(|a, b| a.end.y.total_cmp(&b.end.y));
    let wanted: Vec<f64> = names.iter().map(|name| name.end.y).collect();
    let lengths: Vec<f64> = names.iter().map(|name| lines_height(name.lines.len(), size)).collect();
    let Some(middles) = apart(&wanted, &lengths, plot.rect.y, plot.rect.bottom()) else { return };
    for (name, middle) in names.into_iter().zip(middles) {
        let hue = name.hue;
        let bold = pen.look(size, Weight::Bold, hue.text);
        let first = middle - size * LEADING * (count(name.lines.len()) - 1.0) / 2.0 + size * (ASCENT - DESCENT) / 2.0;
        let mut after = Pt::new(left, first);
        for (i, line) in name.lines.iter().enumerate() {
            let at = Pt::new(left, first + size * LEADING * count(i));
            pen.text(Group::Labels, line, at, Align::Left, bold);
            after = Pt::new(left + pen.width(line, bold) + pen.width(" ", bold), at.y);
        }
        pen.text(Group::Labels, name.value, after, Align::Left, Look { weight: Weight::Regular, ..bold });
        if (middle - name.end.y).abs() > size * 0.5 {
            let (from, to) =
                (Pt::new(plot.rect.right() - plot.inset * 0.5, name.end.y), Pt::new(left - size * 0.2, middle));
            let thin = pen.sizes.unit.max(1.0);
            pen.line(Group::Plot, from, to, thin, hue.mark);
        }
    }
}

/// Labels of points: the last and the first of each series, the highest and the lowest, then the others while they are few.
fn wishes(pen: &Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
    let crowded = panel.points().count() > FEW;
    if crowded && named(pen, panel) {
        return Vec::new();
    }
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (i, series) in panel.series.iter().enumerate() {
        let value = |n: &usize| series.points[*n].value;
        let all = 0..series.points.len();
        let ends = [all.clone().last(), all.clone().next()];
        let outer = [
            all.clone().max_by(|a, b| value(a).total_cmp(&value(b))),
            all.clone().min_by(|a, b| value(a).total_cmp(&value(b))),
        ];
        let rest = all.filter(|_| !crowded).map(Some);
        for n in ends.into_iter().chain(outer).chain(rest).flatten() {
            if !chosen.contains(&(i, n)) {
                chosen.push((i, n));
            }
        }
    }
    chosen
        .into_iter()
        .map(|(i, n)| (i, &panel.series[i], &panel.series[i].points[n]))
        .filter(|(_, _, point)| !point.label.is_empty())
        .map(|(i, series, point)| {
            let hue = pen.theme.shade(series.color, i);
            let color = if panel.series.len() > 1 { hue.text } else { pen.theme.ink };
            let look = pen.look(pen.sizes.label, Weight::Bold, color);
            let spots = spots(pen, point, plot, radius(pen, series.points.len()), look);
            Wish { words: point.label.clone(), look, spots, aside: look.size }
        })
        .collect()
}

/// Around the marker: above, below, beside, at the corners, and a line further away.
fn spots(pen: &Pen<'_>, point: &Point, plot: &Plot<'_>, radius: f64, look: Look) -> Vec<Pt> {
    let (width, height) = extent(pen, &point.label, look);
    let centre = Pt::new(plot.x(&point.at), plot.y(point.value));
    let mut mark = Rect::around(centre, radius);
    if let Some(whisker) = Whisker::of(pen, point, plot) {
        mark = Rect::between(
            Pt::new(mark.x, mark.y.min(whisker.top)),
            Pt::new(mark.right(), mark.bottom().max(whisker.bottom)),
        );
    }
    let middle = centre.x - width / 2.0;
    (0..3)
        .flat_map(|ring| {
            let away = look.size * (0.3 + 0.5 * count(ring));
            let (above, below) = (mark.y - away - height, mark.bottom() + away);
            let (left, right) = (mark.x - away - width, mark.right() + away);
            let beside = centre.y - height / 2.0;
            [
                Pt::new(middle, above),
                Pt::new(middle, below),
                Pt::new(right, beside),
                Pt::new(left, beside),
                Pt::new(left + radius + away, above),
                Pt::new(right - radius - away, above),
                Pt::new(left + radius + away, below),
                Pt::new(right - radius - away, below),
            ]
        })
        .collect()
}
