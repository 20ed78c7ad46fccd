//! The intervals of many joined points: one tinted band behind the line.

use super::line::pieces;
use super::thin::thinned;
use crate::chart::geometry::Pt;
use crate::chart::model::Point;
use crate::chart::pen::Pen;
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::Hue;

/// Above so many points a joined stretch has a band instead of whiskers.
const MANY: usize = 12;
/// How much of the background is in a tint.
const TINT: f64 = 0.8;

/// Whether a series shows its intervals as bands: one of its joined stretches has many.
pub(super) fn suits(points: &[&Point]) -> bool {
    pieces(points).any(|piece| stretches(piece).any(|stretch| stretch.len() > MANY))
}

/// The stretches of a joined piece that have both ends of their intervals throughout.
pub(super) fn stretches<'p, 'a>(piece: &'p [&'a Point]) -> impl Iterator<Item = &'p [&'a Point]> {
    let closed = |point: &Point| point.low.is_some() && point.high.is_some();
    piece.chunk_by(move |a, b| closed(a) == closed(b)).filter(move |stretch| stretch.len() > 1 && closed(stretch[0]))
}

/// Draws the band of one stretch, behind grid and lines.
pub(super) fn draw(pen: &mut Pen<'_>, stretch: &[&Point], hue: Hue, place: impl Fn(&Point, f64) -> Pt) {
    let edge = |end: fn(&Point) -> Option<f64>| {
        let points: Vec<Pt> = stretch.iter().map(|point| place(point, end(point).unwrap_or(point.value))).collect();
        thinned(&points, 1.0)
    };
    let mut points = edge(|point| point.high);
    points.extend(edge(|point| point.low).into_iter().rev());
    let fill = hue.mark.toward(pen.theme.background, TINT);
    pen.draw(Group::Plot, Shape::Polygon { points, fill });
}
