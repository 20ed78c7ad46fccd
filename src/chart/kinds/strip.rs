//! The mark of a comparison's row: band, whisker and marker on a log axis around "as stated".

use super::ratios::{Extent, Ratios};
use crate::chart::font::{ASCENT, DESCENT, Weight};
use crate::chart::geometry::{Pt, Rect};
use crate::chart::pen::{Align, Look, Pen};
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::{Color, Hue, Symbol};
use crate::number::{self, Digits, Style};
use crate::unit::Unit;

/// The part of each half that lies on the axis; the rest is for arrows and open ends.
const ON_AXIS: f64 = 0.84;

/// The axis of all rows.
pub(super) struct Strip {
    left: f64,
    right: f64,
    /// The factor at which the axis ends.
    reach: f64,
}

impl Strip {
    pub fn new(left: f64, right: f64, reach: f64) -> Self {
        Self { left, right, reach }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Where "as stated" stands.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// The pixel of a factor, if it lies on the axis.
    fn x(&self, factor: f64) -> Option<f64> {
        let place = factor.ln() / self.reach.ln();
        (place.abs() <= 1.0 + 1e-9).then(|| self.middle() + place * ON_AXIS * self.width() / 2.0)
    }

    /// The pixel of a factor or, off the axis, the edge on its side.
    fn x_or_edge(&self, factor: f64) -> f64 {
        self.x(factor).unwrap_or(if factor > 1.0 { self.right } else { self.left })
    }

    /// Names the middle and the ends of the axis.
    pub fn draw_axis(&self, pen: &mut Pen<'_>, baseline: f64, look: Look) {
        let bold = Look { weight: Weight::Bold, ..look };
        pen.text(Group::Plot, "as stated", Pt::new(self.middle(), baseline), Align::Middle, bold);
        let half = pen.width("as stated", bold) / 2.0;
        for factor in [1.0 / self.reach, self.reach] {
            let words = times(factor);
            let x = self.x_or_edge(factor);
            let (from, to) = (x - pen.width(&words, look) / 2.0, x + pen.width(&words, look) / 2.0);
            let clear = to < self.middle() - half - look.size * 0.4 || from > self.middle() + half + look.size * 0.4;
            if clear {
                pen.text(Group::Plot, &words, Pt::new(x, baseline), Align::Middle, look);
            }
        }
    }

    /// The lines of the axis behind one row: its middle and its ends.
    pub fn draw_lines(&self, pen: &mut Pen<'_>, top: f64, bottom: f64) {
        let width = pen.sizes.unit.max(1.0);
        let ends = [1.0 / self.reach, self.reach].map(|factor| (self.x_or_edge(factor), pen.theme.grid));
        for (x, color) in ends.into_iter().chain([(self.middle(), pen.theme.axis)]) {
            pen.line(Group::Plot, Pt::new(x, top), Pt::new(x, bottom), width, color);
        }
    }

    /// Draws one row around the height `y`, on paper of a colour.
    pub fn draw(
        &self,
        pen: &mut Pen<'_>,
        ratios: &Ratios,
        y: f64,
        height: f64,
        (hue, symbol, paper): (Hue, Symbol, Color),
    ) {
        self.draw_band(pen, &ratios.stated, y, height * 0.72);
        let radius = height * 0.29;
        let Some(x) = self.x(ratios.at) else {
            return self.draw_arrow(pen, ratios.at, y, radius, (hue, paper));
        };
        self.draw_whisker(pen, &ratios.computed, y, height * 0.2, hue.mark);
        symbol_with_halo(pen, Pt::new(x, y), radius, symbol, (hue.mark, paper));
    }

    /// The stated interval; an open side runs to the edge and ends in a point.
    fn draw_band(&self, pen: &mut Pen<'_>, stated: &Extent, y: f64, height: f64) {
        let half = height / 2.0;
        // An exact value is an interval without length, and a band of two pixels still shows it.
        let (mut low, mut high) =
            (stated.low.map(|low| self.x_or_edge(low)), stated.high.map(|high| self.x_or_edge(high)));
        if let (Some(a), Some(b)) = (low, high)
            && b - a < 3.0
        {
            (low, high) = (Some(f64::midpoint(a, b) - 1.5), Some(f64::midpoint(a, b) + 1.5));
        }
        let mut outline = Vec::new();
        match low {
            Some(x) => outline.extend([Pt::new(x, y + half), Pt::new(x, y - half)]),
            None => outline.extend([
                Pt::new(self.left + half, y + half),
                Pt::new(self.left, y),
                Pt::new(self.left + half, y - half),
            ]),
        }
        match high {
            Some(x) => outline.extend([Pt::new(x, y - half), Pt::new(x, y + half)]),
            None => outline.extend([
                Pt::new(self.right - half, y - half),
                Pt::new(self.right, y),
                Pt::new(self.right - half, y + half),
            ]),
        }
        let (fill, edge) = (pen.theme.band, pen.theme.axis);
        pen.draw(Group::Marks, Shape::Polygon { points: outline.clone(), fill });
        outline.extend(outline.first().copied());
        pen.draw(Group::Marks, Shape::Line { points: outline, width: 1.0, color: edge, dash: None });
    }

    /// The recomputed interval, where it is clearly wider than the marker will be.
    fn draw_whisker(&self, pen: &mut Pen<'_>, computed: &Extent, y: f64, cap: f64, color: Color) {
        let low = computed.low.map_or(self.left, |low| self.x_or_edge(low));
        let high = computed.high.map_or(self.right, |high| self.x_or_edge(high));
        if (computed.low.is_none() && computed.high.is_none()) || high - low < cap * 5.0 {
            return;
        }
        let width = (cap * 0.6).max(1.5);
        pen.line(Group::Marks, Pt::new(low, y), Pt::new(high, y), width, color);
        let off = |end: Option<f64>| end.is_none_or(|end| self.x(end).is_none());
        for (x, open, inward) in [(low, off(computed.low), cap), (high, off(computed.high), -cap)] {
            let points = if open {
                vec![Pt::new(x + inward, y - cap), Pt::new(x, y), Pt::new(x + inward, y + cap)]
            } else {
                vec![Pt::new(x, y - cap), Pt::new(x, y + cap)]
            };
            pen.draw(Group::Marks, Shape::Line { points, width, color, dash: None });
        }
    }

    /// What lies off the axis: an arrow at its edge, with the factor beside it.
    fn draw_arrow(&self, pen: &mut Pen<'_>, factor: f64, y: f64, radius: f64, (hue, paper): (Hue, Color)) {
        let (tip, inward) = if factor > 1.0 { (self.right, -radius * 1.7) } else { (self.left, radius * 1.7) };
        let look = Look {
            size: (radius * 3.0).max(11.0).min(pen.sizes.note.max(12.0)),
            weight: Weight::Bold,
            color: hue.text,
        };
        let words = times(factor);
        let align = if factor > 1.0 { Align::Right } else { Align::Left };
        let at = Pt::new(tip + inward * 1.35, y + look.size * (ASCENT - DESCENT) / 2.0);
        let width = pen.width(&words, look);
        let left = if factor > 1.0 { at.x - width } else { at.x };
        // A plate keeps the words clear of the band and the whisker below them.
        let words_plate = Rect::new(left, y - look.size * 0.6, width, look.size * 1.2).grown(look.size * 0.12);
        let arrow_plate = Rect::between(Pt::new(tip, words_plate.y), Pt::new(at.x, words_plate.bottom()));
        for rect in [words_plate, arrow_plate] {
            pen.draw(Group::Marks, Shape::Box { rect, fill: Some(paper), stroke: None });
        }
        let points = vec![Pt::new(tip, y), Pt::new(tip + inward, y - radius), Pt::new(tip + inward, y + radius)];
        pen.draw(Group::Marks, Shape::Polygon { points, fill: hue.mark });
        pen.text(Group::Labels, &words, at, align, look);
    }
}

/// A factor in words: "1,250×".
fn times(factor: f64) -> String {
    if number::is_unwieldy(factor) {
        format!("{}×", number::powers(factor, Digits::Significant(2)))
    } else {
        number::write(factor, &Unit::Times, Digits::Significant(3), Style::Short)
    }
}

/// A marker with the paper's colour around it, so that it is seen on a band.
fn symbol_with_halo(pen: &mut Pen<'_>, centre: Pt, radius: f64, kind: Symbol, (color, paper): (Color, Color)) {
    match kind {
        Symbol::Cross => cross(pen, Group::Marks, centre, radius, radius * 1.1, paper),
        _ => symbol(pen, Group::Marks, centre, radius * 1.3, solid(kind), paper),
    }
    symbol(pen, Group::Marks, centre, radius, kind, color);
}

/// The filled shape that covers what is below an outlined one.
fn solid(kind: Symbol) -> Symbol {
    if kind == Symbol::Ring { Symbol::Disc } else { kind }
}

/// Draws a verdict's marker.
pub(super) fn symbol(pen: &mut Pen<'_>, group: Group, centre: Pt, radius: f64, kind: Symbol, color: Color) {
    let at = |x: f64, y: f64| Pt::new(centre.x + x * radius, centre.y + y * radius);
    let polygon = |points: Vec<Pt>| Shape::Polygon { points, fill: color };
    match kind {
        Symbol::Disc => pen.draw(group, Shape::Circle { centre, radius, fill: color, stroke: None }),
        Symbol::Diamond => {
            pen.draw(group, polygon(vec![at(0.0, -1.25), at(1.25, 0.0), at(0.0, 1.25), at(-1.25, 0.0)]));
        }
        Symbol::Triangle => pen.draw(group, polygon(vec![at(0.0, -1.2), at(1.2, 0.9), at(-1.2, 0.9)])),
        Symbol::Square => {
            pen.draw(group, Shape::Box { rect: Rect::around(centre, radius * 0.92), fill: Some(color), stroke: None });
        }
        Symbol::Cross => cross(pen, group, centre, radius, radius * 0.6, color),
        Symbol::Ring => {
            let (fill, width) = (pen.theme.background, radius * 0.45);
            pen.draw(group, Shape::Circle { centre, radius: radius - width / 2.0, fill, stroke: Some((color, width)) });
        }
    }
}

fn cross(pen: &mut Pen<'_>, group: Group, centre: Pt, radius: f64, width: f64, color: Color) {
    let arm = radius * 0.85;
    for (x, y) in [(arm, arm), (arm, -arm)] {
        let (from, to) = (Pt::new(centre.x - x, centre.y - y), Pt::new(centre.x + x, centre.y + y));
        pen.line(group, from, to, width, color);
    }
}
