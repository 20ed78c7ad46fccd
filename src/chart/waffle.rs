//! Shares as fields of a hundred squares.

use super::font::{ASCENT, Weight};
use super::frame::too_small;
use super::geometry::{Pt, Rect, count, whole};
use super::model::{Panel, Point};
use super::pen::{Align, Pen, lines_height};
use super::scene::{Group, Shape};
use super::size::Size;
use crate::error::Result;

/// Draws one field a point, side by side, or below one another where that makes them larger.
pub(crate) fn draw(pen: &mut Pen<'_>, panel: &Panel, body: Rect, size: Size) -> Result<()> {
    let points: Vec<(usize, &Point)> =
        panel.series.iter().enumerate().flat_map(|(i, s)| s.points.iter().map(move |point| (i, point))).collect();
    let words = if pen.thumb { 0.0 } else { lines_height(3, pen.sizes.label) + pen.sizes.label };
    let fields = points.len();
    // As many in a row as make the squares largest.
    let side = |across: usize| {
        let down = fields.div_ceil(across);
        (body.w / count(across) * 0.88).min(body.h / count(down) - words)
    };
    let across = (1..=fields).max_by(|a, b| side(*a).total_cmp(&side(*b))).unwrap_or(1);
    let field = side(across).min(body.w * 0.6);
    if field < 24.0 {
        return Err(too_small(size));
    }
    let cell = Rect::new(0.0, 0.0, body.w / count(across), body.h / count(fields.div_ceil(across)));
    for (n, (series, point)) in points.into_iter().enumerate() {
        let x = body.x + cell.w * count(n % across);
        let y = body.y + cell.h * count(n / across);
        let hue = pen.theme.shade(panel.series[series].color, series);
        let rect = Rect::new(x, y, field, field);
        draw_field(pen, rect, point, hue.mark);
        if pen.thumb {
            continue;
        }
        let bold = pen.look(pen.sizes.label * 1.25, Weight::Bold, hue.text);
        let look = pen.look(pen.sizes.tick, Weight::Regular, pen.theme.ink);
        let baseline = rect.bottom() + bold.size * (0.5 + ASCENT);
        let room = cell.w - pen.sizes.label;
        let label = pen.faces.cut(&point.label, bold.size, bold.weight, room);
        pen.text(Group::Labels, &label, Pt::new(x, baseline), Align::Left, bold);
        let lines = pen.faces.wrap_evenly(point.at.words(), look.size, look.weight, room);
        let lines = pen.faces.first_lines(lines, 2, look.size, look.weight, room);
        pen.lines(Group::Labels, &lines, x, baseline + look.size * 0.2, look);
    }
    Ok(())
}

/// A hundred squares from the lower left, row by row; the last one is filled in part.
fn draw_field(pen: &mut Pen<'_>, rect: Rect, point: &Point, color: super::theme::Color) {
    let step = rect.w / 10.0;
    let (empty, ring) = (pen.theme.band, (1.5 * pen.sizes.unit).max(1.0));
    let full = point.value.clamp(0.0, 100.0);
    for i in 0..100 {
        let (column, row) = (f64::from(whole(f64::from(i % 10))), f64::from(i / 10));
        let square = Rect::new(rect.x + column * step, rect.bottom() - (row + 1.0) * step, step * 0.86, step * 0.86);
        let part = (full - f64::from(i)).clamp(0.0, 1.0);
        pen.draw(Group::Marks, Shape::Box { rect: square, fill: Some(empty), stroke: None });
        if part > 0.0 {
            let filled = Rect { w: square.w * part, ..square };
            let (fill, stroke) = if point.hollow { (pen.theme.background, Some((color, ring))) } else { (color, None) };
            pen.draw(Group::Marks, Shape::Box { rect: filled, fill: Some(fill), stroke });
        }
    }
}
