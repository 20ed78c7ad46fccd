//! Shares as fields of a hundred squares, each with its words below or beside it.

use crate::chart::font::{ASCENT, DESCENT, LEADING, Weight};
use crate::chart::frame::too_small;
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::model::{Panel, Point};
use crate::chart::pen::{Align, Pen, SMALLEST, lines_height};
use crate::chart::scene::{Group, Shape};
use crate::chart::size::Size;
use crate::chart::theme::Color;
use crate::error::Result;

/// A field is no smaller than this, or its squares could not be counted.
const SMALLEST_FIELD: f64 = 24.0;
/// The part of its cell that a field with words beside it may take, and the air between the two in parts of the field.
const BESIDE: (f64, f64) = (0.55, 0.08);
/// The part of its cell's width that a field with words below it may take.
const BELOW: f64 = 0.88;
/// Lines that a name may take.
const LINES: usize = 3;
/// The value in text sizes of its name.
const VALUE: f64 = 1.5;
/// Words grow to this at most, in parts of their size in other charts.
const GROWTH: f64 = 1.5;

/// How all fields of a chart are laid out.
#[derive(Debug, Clone, Copy)]
struct Plan {
    across: usize,
    down: usize,
    /// Side of a field.
    field: f64,
    /// Whether words stand beside their field, not below.
    beside: bool,
    /// How good it is: the size of its fields, less the more of the picture is left empty, and where words would be cut.
    worth: f64,
}

/// Draws one field a point: as many in a row, and the words at that side, that make the fields large and fill the picture.
pub(crate) fn draw(pen: &mut Pen<'_>, panel: &Panel, body: Rect, size: Size) -> Result<()> {
    let points: Vec<(usize, &Point)> =
        panel.series.iter().enumerate().flat_map(|(i, s)| s.points.iter().map(move |point| (i, point))).collect();
    let each = |across: usize| [false, true].map(|beside| plan(pen, &points, across, beside, body));
    let best = (1..=points.len()).flat_map(each).reduce(|best, plan| if plan.worth > best.worth { plan } else { best });
    let plan = best.filter(|plan| plan.field >= SMALLEST_FIELD).ok_or_else(|| too_small(size))?;
    let cell = Rect::new(body.x, body.y, body.w / count(plan.across), body.h / count(plan.down));
    let words = Words::new(pen, &plan, cell, &points);
    for (n, (series, point)) in points.into_iter().enumerate() {
        let column = count(n % plan.across);
        let x = body.x + cell.w * column;
        let y = body.y + cell.h * count(n / plan.across);
        let hue = pen.theme.shade(panel.series[series].color, series);
        // What a cell has to spare lies above and, more of it, below.
        let taken = plan.field + if plan.beside || pen.thumb { 0.0 } else { words.height };
        let rect = Rect::new(x, y + (cell.h - taken).max(0.0) * 0.4, plan.field, plan.field);
        draw_field(pen, rect, point, hue.mark);
        pen.spot(panel, series, point, rect);
        // A thumbnail has room for one value, and that beside its field.
        if !pen.thumb || (plan.beside && plan.across * plan.down == 1) {
            words.draw(pen, &plan, rect, point, hue.text);
        }
    }
    Ok(())
}

/// Fields so many across, as large as they can be beside or above their words; worth nothing where words have no room.
fn plan(pen: &Pen<'_>, points: &[(usize, &Point)], across: usize, beside: bool, body: Rect) -> Plan {
    let (fields, tick) = (points.len(), pen.sizes.tick);
    let down = fields.div_ceil(across);
    let (width, height) = (body.w / count(across), body.h / count(down));
    let words = if pen.thumb { 0.0 } else { words_height(tick, 2) };
    let apart = match down {
        _ if pen.thumb => height * 0.06,
        1 if beside => 0.0,
        1 => pen.sizes.label * 0.5,
        _ => pen.sizes.label,
    };
    let below = if beside { 0.0 } else { words };
    let field = (width * if beside { BESIDE.0 } else { BELOW }).min(height - apart - below).max(0.0);
    let plan = Plan { across, down, field, beside, worth: 0.0 };
    let room = plan.words_width(pen, width);
    if !pen.thumb && (room <= tick * 4.0 || (beside && field <= words)) {
        return Plan { field: 0.0, ..plan };
    }
    let filled = (field + below) / height * count(fields) / count(across * down);
    let most = lines_in(tick, if beside { field } else { height - apart - field });
    let whole = |point: &Point| {
        pen.faces.width(&point.label, tick * VALUE, Weight::Bold) <= room
            && pen.faces.wrap(point.at.words(), tick, Weight::Regular, room).len() <= most
    };
    // The one value of a thumbnail stands beside its field.
    let good = if pen.thumb { beside == (fields == 1) } else { points.iter().all(|(_, point)| whole(point)) };
    Plan { worth: field * filled * if good { 1.0 } else { 0.5 }, ..plan }
}

impl Plan {
    /// Width that words have in a cell so wide.
    fn words_width(&self, pen: &Pen<'_>, cell: f64) -> f64 {
        let field = if self.beside { self.field * (1.0 + BESIDE.1) } else { 0.0 };
        cell - field - pen.sizes.label * 0.8
    }
}

/// Height of a value over so many lines of a name, with the air above.
fn words_height(size: f64, lines: usize) -> f64 {
    lines_height(lines, size) + size * (VALUE * LEADING + 0.5)
}

/// Lines that a name may take where it shares a height with its value; at least one.
fn lines_in(size: f64, height: f64) -> usize {
    (1..=LINES).rev().find(|lines| words_height(size, *lines) <= height + 0.01).unwrap_or(1)
}

/// The words of all fields, of one size.
struct Words {
    size: f64,
    /// Size of the values.
    value: f64,
    width: f64,
    height: f64,
}

impl Words {
    /// The largest size at which all words fit.
    fn new(pen: &Pen<'_>, plan: &Plan, cell: Rect, points: &[(usize, &Point)]) -> Self {
        let least = pen.sizes.tick.max(SMALLEST);
        let width = plan.words_width(pen, cell.w);
        let room = if plan.beside { plan.field } else { cell.h - plan.field - pen.sizes.label * 0.5 };
        let mut size = (least * GROWTH).min(pen.sizes.title * 0.92).max(least);
        loop {
            let name = |point: &Point| pen.faces.wrap(point.at.words(), size, Weight::Regular, width).len();
            let lines = points.iter().map(|(_, point)| name(point)).max().unwrap_or(1);
            let value = |point: &Point| pen.faces.width(&point.label, size * VALUE, Weight::Bold);
            let fits = lines <= lines_in(size, room).min(2) && points.iter().all(|(_, point)| value(point) <= width);
            if fits || size <= least {
                // Where a value is wider than its cell, all are as small as their names, or as small as can be read.
                let widest = points.iter().map(|(_, point)| value(point)).fold(0.0, f64::max);
                let own = size * VALUE * (width / widest.max(1e-9)).min(1.0);
                let height = words_height(size, lines.min(lines_in(size, room)));
                return Self { size, value: own.max(SMALLEST), width, height };
            }
            size = (size * 0.94).max(least);
        }
    }

    /// Writes a value and its name beside or below a field; of a thumbnail the value alone.
    fn draw(&self, pen: &mut Pen<'_>, plan: &Plan, field: Rect, point: &Point, color: Color) {
        let Self { size, width, height, .. } = *self;
        let bold = pen.look(self.value, Weight::Bold, color);
        let look = pen.look(size, Weight::Regular, pen.theme.ink);
        // A number is written whole or not at all.
        let fits = pen.width(&point.label, bold) <= width;
        let value = if fits { point.label.as_str() } else { "" };
        if !fits {
            pen.unplaced.push(point.label.clone());
        }
        let name = if pen.thumb { "" } else { point.at.words() };
        let most = lines_in(size, height);
        let lines = pen.faces.wrap_evenly(name, look.size, look.weight, width);
        if lines.len() > most {
            pen.unplaced.push(name.to_owned());
        }
        let lines = pen.faces.first_lines(lines, most, look.size, look.weight, width);
        let air = size * 0.5;
        let (x, top) = if plan.beside {
            let height = words_height(size, lines.len()) - air;
            (field.right() + field.w * BESIDE.1, field.mid_y() - height / 2.0)
        } else {
            (field.x, field.bottom() + air)
        };
        let baseline = top + bold.size * (ASCENT + (LEADING - ASCENT - DESCENT) / 2.0);
        pen.text(Group::Labels, value, Pt::new(x, baseline), Align::Left, bold);
        pen.lines(Group::Labels, &lines, x, top + bold.size * LEADING, look);
    }
}

/// A hundred squares from the lower left, row by row; the last one is filled in part.
fn draw_field(pen: &mut Pen<'_>, rect: Rect, point: &Point, color: Color) {
    // Between squares there is a gap, and none beyond the last.
    let step = rect.w / 9.86;
    let (empty, ring) = (pen.theme.band, (1.5 * pen.sizes.unit).max(1.0));
    let full = point.value.clamp(0.0, 100.0);
    for i in 0..100_u32 {
        let (column, row) = (f64::from(i % 10), f64::from(i / 10));
        let square =
            Rect::new(rect.x + column * step, rect.bottom() - row * step - step * 0.86, step * 0.86, step * 0.86);
        let part = (full - f64::from(i)).clamp(0.0, 1.0);
        pen.draw(Group::Marks, Shape::Box { rect: square, fill: Some(empty), stroke: None });
        if part > 0.0 {
            let filled = Rect { w: square.w * part, ..square };
            let (fill, stroke) = if point.hollow { (pen.theme.background, Some((color, ring))) } else { (color, None) };
            // An outline lies within its square.
            let inner = if point.hollow && filled.w > 2.0 * ring { filled.grown(-ring / 2.0) } else { filled };
            pen.draw(Group::Marks, Shape::Box { rect: inner, fill: Some(fill), stroke });
        }
    }
}
