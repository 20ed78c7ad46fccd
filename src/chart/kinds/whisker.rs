//! The interval of a point: a thin line with caps, and a short arrow where a side is open; upright on a column, lying in a row.

use super::Plot;
use crate::chart::geometry::Pt;
use crate::chart::model::Point;
use crate::chart::pen::Pen;
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::Color;

/// An interval in pixels along its axis: where it begins (above or left) and where it ends (below or right).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whisker {
    pub start: f64,
    pub end: f64,
    start_open: bool,
    end_open: bool,
}

/// A value with the ends of its interval, in pixels along an axis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    pub at: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Length of the arrow of an open side.
pub(crate) fn arrow(pen: &Pen<'_>) -> f64 {
    pen.sizes.label * 1.1
}

impl Whisker {
    /// The upright interval of a point in a plot, if it has one that can be seen.
    pub fn of(pen: &Pen<'_>, point: &Point, plot: &Plot<'_>) -> Option<Self> {
        let y = |value: f64| plot.y(value);
        let reach = Reach { at: y(point.value), low: point.low.map(y), high: point.high.map(y) };
        Self::along(pen, reach, -1.0, (plot.rect.y, plot.rect.bottom()))
    }

    /// The interval of a value on an axis on which values grow toward larger (`rise` 1) or smaller pixels (-1), if it can be seen
    /// beside its marker; it keeps within bounds. A value without any end has no interval.
    pub fn along(pen: &Pen<'_>, reach: Reach, rise: f64, bounds: (f64, f64)) -> Option<Self> {
        let Reach { at, low, high } = reach;
        if pen.thumb || (low.is_none() && high.is_none()) {
            return None;
        }
        let (a, b) = (low.unwrap_or(at - rise * arrow(pen)), high.unwrap_or(at + rise * arrow(pen)));
        // The scale of ranks runs the other way: its lower value is the upper end.
        let ((start, start_open), (end, end_open)) =
            if a <= b { ((a, low.is_none()), (b, high.is_none())) } else { ((b, high.is_none()), (a, low.is_none())) };
        let (start, end) = (start.max(bounds.0), end.min(bounds.1));
        (end - start > (6.0 * pen.sizes.unit).max(5.0)).then_some(Self { start, end, start_open, end_open })
    }

    /// Draws it upright.
    pub fn draw(&self, pen: &mut Pen<'_>, x: f64, color: Color) {
        self.draw_as(pen, color, |along, across| Pt::new(x + across, along));
    }

    /// Draws it lying.
    pub fn draw_lying(&self, pen: &mut Pen<'_>, y: f64, color: Color) {
        self.draw_as(pen, color, |along, across| Pt::new(along, y + across));
    }

    /// Draws it over a halo, so that it is seen on a column as well as beside it.
    fn draw_as(&self, pen: &mut Pen<'_>, color: Color, place: impl Fn(f64, f64) -> Pt) {
        let (width, half) = ((1.6 * pen.sizes.unit).max(1.25), (5.0 * pen.sizes.unit).max(3.0));
        let halo = pen.theme.background;
        for (width, color) in [(width * 2.6, halo), (width, color)] {
            pen.line(Group::Marks, place(self.start, 0.0), place(self.end, 0.0), width, color);
            for (at, open, inward) in [(self.start, self.start_open, half), (self.end, self.end_open, -half)] {
                let cap = if open {
                    vec![place(at + inward, -half), place(at, 0.0), place(at + inward, half)]
                } else {
                    vec![place(at, -half), place(at, half)]
                };
                pen.draw(Group::Marks, Shape::Line { points: cap, width, color, dash: None });
            }
        }
    }
}
