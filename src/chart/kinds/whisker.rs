//! The interval of a point: a thin line with caps, and a short arrow where a side is open.

use super::Plot;
use crate::chart::geometry::Pt;
use crate::chart::model::Point;
use crate::chart::pen::Pen;
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::Color;

/// An interval in pixels: its upper and its lower end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whisker {
    pub top: f64,
    pub bottom: f64,
    top_open: bool,
    bottom_open: bool,
}

/// Length of the arrow of an open side.
pub(super) fn arrow(pen: &Pen<'_>) -> f64 {
    pen.sizes.label * 1.1
}

impl Whisker {
    /// The interval of a point, if it has one that can be seen beside its marker. A point without any end has no interval.
    pub fn of(pen: &Pen<'_>, point: &Point, plot: &Plot<'_>) -> Option<Self> {
        if pen.thumb || (point.low.is_none() && point.high.is_none()) {
            return None;
        }
        let y = plot.y(point.value);
        let end = |value: Option<f64>, open: f64| value.map_or(open, |value| plot.y(value));
        // A rank scale runs downward: its lower value is the upper end.
        let (a, b) = (end(point.low, y + arrow(pen)), end(point.high, y - arrow(pen)));
        let (low_is_open, high_is_open) = (point.low.is_none(), point.high.is_none());
        let whisker = if b <= a {
            Self { top: b, bottom: a, top_open: high_is_open, bottom_open: low_is_open }
        } else {
            Self { top: a, bottom: b, top_open: low_is_open, bottom_open: high_is_open }
        };
        let whisker =
            Self { top: whisker.top.max(plot.rect.y), bottom: whisker.bottom.min(plot.rect.bottom()), ..whisker };
        (whisker.bottom - whisker.top > (6.0 * pen.sizes.unit).max(5.0)).then_some(whisker)
    }

    /// Draws it over a halo, so that it is seen on a column as well as beside it.
    pub fn draw(&self, pen: &mut Pen<'_>, x: f64, color: Color) {
        let (width, half) = ((1.6 * pen.sizes.unit).max(1.25), (5.0 * pen.sizes.unit).max(3.0));
        let halo = pen.theme.background;
        for (width, color) in [(width * 2.6, halo), (width, color)] {
            pen.line(Group::Marks, Pt::new(x, self.top), Pt::new(x, self.bottom), width, color);
            for (y, open, inward) in [(self.top, self.top_open, half), (self.bottom, self.bottom_open, -half)] {
                let cap = if open {
                    vec![Pt::new(x - half, y + inward), Pt::new(x, y), Pt::new(x + half, y + inward)]
                } else {
                    vec![Pt::new(x - half, y), Pt::new(x + half, y)]
                };
                pen.draw(Group::Marks, Shape::Line { points: cap, width, color, dash: None });
            }
        }
    }
}
