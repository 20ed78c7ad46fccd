//! The marks of one row: bars from zero, markers joined by a line, or markers alone; each with its interval and its words.

use crate::chart::font::{ASCENT, DESCENT, Weight};
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::model::{Mark, Panel, Point};
use crate::chart::pen::{Align, Pen};
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::Color;

/// A point with its pixels across.
pub(crate) struct Place<'a> {
    pub series: usize,
    pub point: &'a Point,
    pub x: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// A row and what its marks share.
pub(crate) struct Span<'a> {
    pub panel: &'a Panel,
    pub row: Rect,
    /// The pixel of zero, where bars begin.
    pub zero: f64,
    /// No word passes this.
    pub right: f64,
    /// Whether values are written.
    pub labelled: bool,
}

impl Span<'_> {
    /// Draws the marks of the row.
    pub fn draw(&self, pen: &mut Pen<'_>, places: &[Place<'_>]) {
        match self.panel.mark {
            Mark::Bar => self.bars(pen, places),
            _ => self.markers(pen, places),
        }
    }

    fn bars(&self, pen: &mut Pen<'_>, places: &[Place<'_>]) {
        let several = count(self.panel.series.len().max(1));
        let thick = (self.row.h * 0.62).min(pen.sizes.label * 2.4 * several) / several;
        let top = self.row.mid_y() - thick * several / 2.0;
        for place in places {
            let hue = pen.theme.shade(self.panel.series[place.series].color, place.series);
            let y = top + thick * count(place.series);
            let rect = Rect::between(Pt::new(self.zero, y), Pt::new(place.x, y + thick * 0.94));
            let edge = (2.0 * pen.sizes.unit).max(1.5);
            let (fill, stroke) =
                if place.point.hollow { (pen.theme.background, Some((hue.mark, edge))) } else { (hue.mark, None) };
            let rect = if place.point.hollow && rect.w > 3.0 * edge { rect.grown(-edge / 2.0) } else { rect };
            pen.draw(Group::Marks, Shape::Box { rect, fill: Some(fill), stroke });
            let ink = pen.theme.ink;
            let end = whisker(pen, place, rect.mid_y(), ink).unwrap_or((place.x, place.x));
            let falls = place.point.value < 0.0;
            self.write(pen, place, rect.mid_y(), if falls { end.0.min(place.x) } else { end.1.max(place.x) }, falls);
        }
    }

    fn markers(&self, pen: &mut Pen<'_>, places: &[Place<'_>]) {
        let y = self.row.mid_y();
        let radius = (6.0 * pen.sizes.unit).max(4.0);
        let low = places.iter().map(|place| place.x).fold(f64::INFINITY, f64::min);
        let high = places.iter().map(|place| place.x).fold(f64::NEG_INFINITY, f64::max);
        let color = pen.theme.axis;
        if self.panel.mark == Mark::Dumbbell && high > low {
            pen.line(Group::Marks, Pt::new(low, y), Pt::new(high, y), (3.0 * pen.sizes.unit).max(2.0), color);
        }
        for place in places {
            let hue = pen.theme.shade(self.panel.series[place.series].color, place.series);
            let end = whisker(pen, place, y, hue.mark).unwrap_or((place.x, place.x));
            let ring = (2.2 * pen.sizes.unit).max(1.5);
            let background = pen.theme.background;
            let (fill, stroke) =
                if place.point.hollow { (background, (hue.mark, ring)) } else { (hue.mark, (background, ring * 0.5)) };
            let centre = Pt::new(place.x, y);
            pen.draw(Group::Marks, Shape::Circle { centre, radius, fill, stroke: Some(stroke) });
            // Of the markers of a row the outermost are written, each on its own side.
            let leftmost = self.panel.mark == Mark::Dumbbell && places.len() > 1 && place.x <= low;
            if self.panel.mark == Mark::Dumbbell && !leftmost && place.x < high {
                continue;
            }
            let edge = if leftmost { end.0.min(place.x - radius) } else { end.1.max(place.x + radius) };
            self.write(pen, place, y, edge, leftmost);
        }
    }

    /// The words of a value beyond the end of its mark.
    fn write(&self, pen: &mut Pen<'_>, place: &Place<'_>, y: f64, edge: f64, left: bool) {
        if !self.labelled || place.point.label.is_empty() {
            return;
        }
        let several = self.panel.series.len() > 1;
        let hue = pen.theme.shade(self.panel.series[place.series].color, place.series);
        let color = if several { hue.text } else { pen.theme.ink };
        let look = pen.look(pen.sizes.label, Weight::Bold, color);
        let gap = look.size * 0.45;
        let width = pen.width(&place.point.label, look);
        let room = if left { edge - gap - self.row.x } else { self.right - edge - gap };
        if width > room {
            pen.unplaced.push(place.point.label.clone());
            return;
        }
        let at = Pt::new(if left { edge - gap } else { edge + gap }, y + look.size * (ASCENT - DESCENT) / 2.0);
        pen.text(Group::Labels, &place.point.label, at, if left { Align::Right } else { Align::Left }, look);
    }
}

/// The interval of a point as a thin line with caps, and an arrow where a side is open; its ends, if it is wide enough to be seen.
fn whisker(pen: &mut Pen<'_>, place: &Place<'_>, y: f64, color: Color) -> Option<(f64, f64)> {
    if pen.thumb || (place.low.is_none() && place.high.is_none()) {
        return None;
    }
    let arrow = pen.sizes.label * 1.1;
    // A rank scale runs the other way: its lower value is the right end.
    let turned = matches!((place.low, place.high), (Some(low), Some(high)) if low > high);
    let (low, high) = if turned { (place.high, place.low) } else { (place.low, place.high) };
    let (from, to) = (low.unwrap_or(place.x - arrow), high.unwrap_or(place.x + arrow));
    if to - from < (9.0 * pen.sizes.unit).max(7.0) {
        return None;
    }
    let (width, half) = ((1.6 * pen.sizes.unit).max(1.25), (5.0 * pen.sizes.unit).max(3.0));
    for (width, color) in [(width * 2.6, pen.theme.background), (width, color)] {
        pen.line(Group::Marks, Pt::new(from, y), Pt::new(to, y), width, color);
        for (x, open, inward) in [(from, low.is_none(), half), (to, high.is_none(), -half)] {
            let points = if open {
                vec![Pt::new(x + inward, y - half), Pt::new(x, y), Pt::new(x + inward, y + half)]
            } else {
                vec![Pt::new(x, y - half), Pt::new(x, y + half)]
            };
            pen.draw(Group::Marks, Shape::Line { points, width, color, dash: None });
        }
    }
    Some((from, to))
}
