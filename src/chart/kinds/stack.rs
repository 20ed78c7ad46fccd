//! Stacked columns: the parts of a whole on top of one another, negative ones below zero.

use super::column::{FILL, WIDEST, edge_room, slot, thick_enough};
use super::names::{self, EndWords, Side};
use super::{Kind, Plot, Room};
use crate::chart::axis::Horizontal;
use crate::chart::font::{ASCENT, DESCENT, Weight};
use crate::chart::geometry::{Pt, Rect};
use crate::chart::labels::{Anchor, Wish, extent};
use crate::chart::model::{At, Panel, Point};
use crate::chart::pen::{Align, Look, Pen};
use crate::chart::scale::{Linear, Values};
use crate::chart::scene::{Group, Shape};
use crate::chart::size::Size;
use crate::chart::theme::Color;
use crate::error::Result;
use crate::number::{self, Digits, Style};

/// The kind of stacked columns.
pub(super) struct Stack;

/// The part of the width that the names at the right may take.
const NAMES: f64 = 0.38;

/// One part of a column: from where to where it reaches, in values.
struct Segment<'a> {
    i: usize,
    point: &'a Point,
    from: f64,
    to: f64,
}

/// All parts at one place.
struct Whole<'a> {
    at: &'a At,
    segments: Vec<Segment<'a>>,
    /// Where the parts above zero end, and those below.
    top: f64,
    bottom: f64,
}

impl Kind for Stack {
    fn values(&self, panel: &Panel) -> Values {
        Values::Linear(Linear::from_zero(wholes(panel).into_iter().flat_map(|whole| [whole.top, whole.bottom])))
    }

    fn room(&self, pen: &Pen<'_>, panel: &Panel) -> Room {
        let total = wholes(panel).iter().any(|whole| total(whole).is_some());
        Room { above: if total || pen.thumb { pen.sizes.label * 1.7 } else { pen.sizes.label * 0.3 }, below: 0.0 }
    }

    fn inset(&self, pen: &Pen<'_>, panel: &Panel, axis: &Horizontal, width: f64) -> f64 {
        let bold = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
        let wholes = wholes(panel);
        let totals = wholes.iter().filter_map(|whole| Some(pen.width(&total_words(panel, whole)?, bold)));
        let labels = panel.points().map(|point| pen.width(&point.label, inside(pen, Color(0, 0, 0))));
        edge_room(pen, panel, axis, width, totals.chain(labels).fold(0.0_f64, f64::max))
    }

    fn names_width(&self, pen: &Pen<'_>, panel: &Panel, width: f64) -> f64 {
        if pen.thumb || !named_beside(panel) {
            return 0.0;
        }
        let widest = panel.series.iter().map(|series| names::width(pen, &series.name, "")).fold(0.0, f64::max);
        (widest + pen.sizes.label).min(width * NAMES)
    }

    fn names_above(&self, panel: &Panel) -> bool {
        panel.series.len() > 1 && !named_beside(panel)
    }

    fn fits(&self, panel: &Panel, width: f64, size: Size) -> Result<()> {
        thick_enough(wholes(panel).len(), width, size)
    }

    fn draw(&self, pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish> {
        let width = (slot(panel, plot) * FILL).min(plot.rect.w * WIDEST * 1.3).max(1.0);
        let wholes = wholes(panel);
        let mut outside = Vec::new();
        for whole in &wholes {
            let x = plot.x(whole.at);
            for segment in &whole.segments {
                let rect = segment_rect(plot, segment, x, width);
                let fill = draw_segment(pen, panel, segment, rect);
                pen.spot(panel, segment.i, segment.point, rect);
                if !pen.thumb && !write_inside(pen, segment, rect, fill) {
                    outside.push(beside(pen, panel, segment, rect));
                }
            }
        }
        let zero = plot.y(0.0);
        let axis = (1.25 * pen.sizes.unit).max(1.0);
        pen.line(Group::Marks, Pt::new(plot.rect.x, zero), Pt::new(plot.rect.right(), zero), axis, pen.theme.axis);
        if !pen.thumb && !plot.small && named_beside(panel) {
            name_segments(pen, panel, plot, &wholes, width);
        }
        let room = slot(panel, plot) - pen.sizes.label * 0.5;
        let mut totals: Vec<Wish> = wholes.iter().rev().filter_map(|whole| above(pen, panel, plot, whole)).collect();
        // Where one sum has no room, none is written: a column without its sum would seem to have none.
        if !pen.thumb && totals.iter().any(|total| pen.width(&total.words, total.look) > room) {
            pen.unplaced.extend(totals.drain(..).map(|total| total.words));
        }
        totals.into_iter().chain(outside.into_iter().flatten()).collect()
    }
}

/// The parts of each place, in the order of the series: upward from zero, or downward.
fn wholes(panel: &Panel) -> Vec<Whole<'_>> {
    let mut wholes: Vec<Whole<'_>> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for (i, series) in panel.series.iter().enumerate() {
        for point in &series.points {
            let n = *known.entry(point.at.words()).or_insert_with(|| {
                wholes.push(Whole { at: &point.at, segments: Vec::new(), top: 0.0, bottom: 0.0 });
                wholes.len() - 1
            });
            let whole = &mut wholes[n];
            let end = if point.value < 0.0 { &mut whole.bottom } else { &mut whole.top };
            let from = *end;
            *end += point.value;
            whole.segments.push(Segment { i, point, from, to: *end });
        }
    }
    wholes
}

/// What the parts of a place add up to, where each is exact: a sum of rounded parts would seem as sure as a stated one.
fn total(whole: &Whole<'_>) -> Option<f64> {
    let exact = |point: &Point| {
        let at_value = |end: Option<f64>| end.is_none_or(|end| end.total_cmp(&point.value).is_eq());
        !point.hollow && at_value(point.low) && at_value(point.high)
    };
    let all = whole.segments.len() > 1 && whole.segments.iter().all(|segment| exact(segment.point));
    all.then_some(whole.top + whole.bottom)
}

/// The sum in words; where parts below zero are taken off it is less than the column is high, and says so.
fn total_words(panel: &Panel, whole: &Whole<'_>) -> Option<String> {
    let sum = number::write(total(whole)?, &panel.unit, Digits::Significant(4), Style::Short);
    Some(if whole.bottom < 0.0 { format!("net {sum}") } else { sum })
}

/// Whether the last column has a part of every series, beside which its name can stand.
fn named_beside(panel: &Panel) -> bool {
    let last = panel.series.first().and_then(|series| series.points.last()).map(|point| &point.at);
    let in_last = |point: &Point| Some(&point.at) == last && point.value != 0.0;
    panel.series.len() > 1 && panel.series.iter().all(|series| series.points.last().is_some_and(in_last))
}

fn segment_rect(plot: &Plot<'_>, segment: &Segment<'_>, x: f64, width: f64) -> Rect {
    let (from, to) = (plot.y(segment.from), plot.y(segment.to));
    Rect::between(Pt::new(x - width / 2.0, from), Pt::new(x + width / 2.0, to))
}

/// Draws one part, an edge of background around it; gives back its fill.
fn draw_segment(pen: &mut Pen<'_>, panel: &Panel, segment: &Segment<'_>, rect: Rect) -> Color {
    let hue = pen.theme.shade(panel.series[segment.i].color, segment.i);
    let (edge, background) = ((1.5 * pen.sizes.unit).max(1.0).min(rect.w / 3.0), pen.theme.background);
    let room = rect.w > 4.0 * edge && rect.h > 4.0 * edge;
    // Neighbours are parted by a line of the background; within it an outline, where the part is hollow.
    let (rect, fill, stroke) = match (segment.point.hollow, room) {
        (true, true) => (rect.grown(-edge), background, Some((hue.mark, edge * 1.3))),
        (false, true) => (rect.grown(-edge / 2.0), hue.mark, None),
        (_, false) => (rect, hue.mark, None),
    };
    pen.draw(Group::Marks, Shape::Box { rect, fill: Some(fill), stroke });
    fill
}

fn inside(pen: &Pen<'_>, color: Color) -> Look {
    pen.look(pen.sizes.tick, Weight::Regular, color)
}

/// Writes the label of a part in its middle, dark or light as its fill needs it; false where it does not fit.
fn write_inside(pen: &mut Pen<'_>, segment: &Segment<'_>, rect: Rect, fill: Color) -> bool {
    let words = &segment.point.label;
    let color = [Color(255, 255, 255), Color(0, 0, 0)]
        .into_iter()
        .max_by(|a, b| a.contrast(fill).total_cmp(&b.contrast(fill)))
        .unwrap_or(pen.theme.ink);
    let look = inside(pen, color);
    let (width, height) = extent(pen, words, look);
    if width > rect.w - look.size * 0.4 || height > rect.h - look.size * 0.2 {
        return words.is_empty();
    }
    let baseline = Pt::new(rect.mid_x(), rect.mid_y() + look.size * (ASCENT - DESCENT) / 2.0);
    pen.text(Group::Marks, words, baseline, Align::Middle, look);
    true
}

/// The label of a part that is too small for it: beside the column.
fn beside(pen: &Pen<'_>, panel: &Panel, segment: &Segment<'_>, rect: Rect) -> Option<Wish> {
    let words = segment.point.label.clone();
    let hue = pen.theme.shade(panel.series[segment.i].color, segment.i);
    let look = inside(pen, hue.text);
    let (width, height) = extent(pen, &words, look);
    let gap = look.size * 0.4;
    let middle = rect.mid_y() - height / 2.0;
    let spots = [rect.right() + gap, rect.x - gap - width].map(|x| Pt::new(x, middle)).to_vec();
    let anchor = Some(Anchor { at: Pt::new(rect.right(), rect.mid_y()), radius: 0.0, color: hue.mark });
    (!words.is_empty()).then_some(Wish { words, look, spots, aside: gap, anchor })
}

/// The sum above a column; in a thumbnail, above the last.
fn above(pen: &Pen<'_>, panel: &Panel, plot: &Plot<'_>, whole: &Whole<'_>) -> Option<Wish> {
    let words = total_words(panel, whole)?;
    let look = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
    let (width, height) = extent(pen, &words, look);
    let (x, top) = (plot.x(whole.at), plot.y(whole.top));
    let spots = vec![Pt::new(x - width / 2.0, top - look.size * 0.3 - height)];
    Some(Wish { words, look, spots, aside: look.size * 0.4, anchor: None })
}

/// The name of each series right of its part of the last column.
fn name_segments(pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>, wholes: &[Whole<'_>], width: f64) {
    let right = |whole: &&Whole<'_>| plot.x(whole.at);
    let Some(last) = wholes.iter().max_by(|a, b| right(a).total_cmp(&right(b))) else { return };
    let ends = last
        .segments
        .iter()
        .map(|segment| {
            let rect = segment_rect(plot, segment, plot.x(last.at), width);
            EndWords {
                name: &panel.series[segment.i].name,
                value: "",
                hue: pen.theme.shade(panel.series[segment.i].color, segment.i),
                end: Pt::new(rect.right() + pen.sizes.unit * 2.0, rect.mid_y()),
            }
        })
        .collect();
    let start = plot.rect.right() + pen.sizes.label * 0.7;
    let column = Rect::new(start, plot.rect.y, plot.right - start, plot.rect.h);
    names::draw(pen, ends, column, Side::Right);
}
