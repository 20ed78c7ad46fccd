//! Panels whose names stand one below the other: bars, dumbbells and dots, with values to the right.

use super::axis::Horizontal;
use super::font::{ASCENT, DESCENT, Weight};
use super::frame::too_small;
use super::geometry::{Pt, Rect, count, whole};
use super::kinds::row::{Place, Span};
use super::model::{At, Mark, Panel, Point, ValueScale};
use super::panels::{draw_keys, keys};
use super::pen::{Align, Look, Pen, lines_height};
use super::scale::{Category, Linear, Log, Rank, Values};
use super::scene::Group;
use super::size::Size;
use crate::error::Result;
use crate::unit::Unit;

/// The part of the width that the names may take.
const NAMES: f64 = 0.36;
/// A row is no higher than so many text sizes, or its mark would seem to float.
const HIGHEST: f64 = 4.2;

/// Draws all panels into the box between header and footer.
pub(crate) fn draw(pen: &mut Pen<'_>, panels: &[Panel], body: Rect, size: Size) -> Result<()> {
    let names: Vec<Category> = panels.iter().map(names_of).collect();
    let look = pen.look(pen.sizes.tick, Weight::Regular, pen.theme.ink);
    let widest = names.iter().flat_map(Category::names).map(|name| pen.width(name, look)).fold(0.0, f64::max);
    let gutter = if pen.thumb { 0.0 } else { widest.min(body.w * NAMES) + look.size * 0.8 };
    let heads: Vec<f64> = panels.iter().map(|panel| head_height(pen, panel, body)).collect();
    let feet: Vec<f64> = panels.iter().map(|panel| if has_axis(pen, panel) { look.size * 1.9 } else { 0.0 }).collect();
    let between = look.size * 1.2;
    let rows: f64 = names.iter().map(|names| count(names.names().len())).sum();
    let room = body.h - heads.iter().chain(&feet).sum::<f64>() - between * (count(panels.len()) - 1.0);
    let height = (room / rows).min(pen.sizes.label * HIGHEST);
    let most = panels.iter().map(|panel| panel.series.len()).max().unwrap_or(1);
    let bars = if panels.iter().any(|panel| panel.mark == Mark::Bar) { count(most) } else { 1.0 };
    if height < pen.sizes.label * (if pen.thumb { 0.3 } else { 1.15 }) * bars || body.w - gutter < look.size * 5.0 {
        return Err(too_small(size));
    }
    let mut top = body.y;
    for (i, panel) in panels.iter().enumerate() {
        let below = draw_head(pen, panel, body, top).max(top + heads[i]);
        let plot = Rect::new(body.x + gutter, below, body.w - gutter, height * count(names[i].names().len()));
        draw_panel(pen, panel, &names[i], (body.x, gutter), plot, i == 0, size)?;
        top = plot.bottom() + feet[i] + between;
    }
    Ok(())
}

fn names_of(panel: &Panel) -> Category {
    match Horizontal::of(std::slice::from_ref(panel)) {
        Horizontal::Category(names) => names,
        _ => Category::of([]),
    }
}

/// Marks that each say their value need no axis.
fn has_axis(pen: &Pen<'_>, panel: &Panel) -> bool {
    panel.mark != Mark::Bar && !pen.thumb
}

fn heading(panel: &Panel) -> String {
    match (panel.scale, panel.heading.is_empty()) {
        (ValueScale::Linear, _) => panel.heading.clone(),
        (ValueScale::Log, true) => "Log scale".to_owned(),
        (ValueScale::Log, false) => format!("{}, log scale", panel.heading),
    }
}

fn head_height(pen: &Pen<'_>, panel: &Panel, body: Rect) -> f64 {
    if pen.thumb {
        return 0.0;
    }
    let look = pen.look(pen.sizes.heading, Weight::Bold, pen.theme.ink);
    let lines = pen.faces.wrap(&heading(panel), look.size, look.weight, body.w).len();
    let keys = if panel.series.len() > 1 { keys(pen, panel, body).len() } else { 0 };
    let height = lines_height(lines, look.size) + lines_height(keys, pen.sizes.tick);
    if height > 0.0 { height + look.size * 0.4 } else { 0.0 }
}

fn draw_head(pen: &mut Pen<'_>, panel: &Panel, body: Rect, top: f64) -> f64 {
    if pen.thumb {
        return top;
    }
    let look = pen.look(pen.sizes.heading, Weight::Bold, pen.theme.ink);
    let lines = pen.faces.wrap(&heading(panel), look.size, look.weight, body.w);
    let below = pen.lines(Group::Plot, &lines, body.x, top, look);
    if panel.series.len() > 1 {
        let keys = keys(pen, panel, body);
        draw_keys(pen, &keys, body.right(), below);
        return below + lines_height(keys.len(), pen.sizes.tick);
    }
    below
}

fn draw_panel(
    pen: &mut Pen<'_>,
    panel: &Panel,
    names: &Category,
    (left, gutter): (f64, f64),
    plot: Rect,
    first: bool,
    size: Size,
) -> Result<()> {
    let label = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
    let widest = panel.points().map(|point| pen.width(&point.label, label)).fold(0.0, f64::max);
    let arrow = pen.sizes.label * 1.4;
    let beyond = if pen.thumb { label.size } else { widest + label.size * 0.8 + arrow };
    let before = if panel.mark == Mark::Bar && panel.points().all(|point| point.value >= 0.0) {
        0.0
    } else if panel.mark == Mark::Dot {
        label.size * 1.6
    } else {
        beyond
    };
    if beyond + before > plot.w * 0.75 {
        return Err(too_small(size));
    }
    let values = values(panel).with_room(before / plot.w, beyond / plot.w);
    let x = |value: f64| plot.x + values.place(value).clamp(0.0, 1.0) * plot.w;
    if has_axis(pen, panel) {
        draw_axis(pen, panel, &values, plot);
    }
    let height = plot.h / count(names.names().len().max(1));
    for (i, name) in names.names().iter().enumerate() {
        let row = Rect::new(plot.x, plot.y + height * count(i), plot.w, height);
        if !pen.thumb {
            draw_name(pen, name, left, gutter, row);
        }
        let own: Vec<(usize, &Point)> = panel
            .series
            .iter()
            .enumerate()
            .flat_map(|(s, series)| series.points.iter().map(move |point| (s, point)))
            .filter(|(_, point)| matches!(&point.at, At::Category(at) if at == name))
            .collect();
        let span = Span { panel, row, zero: x(0.0), right: plot.right(), labelled: !pen.thumb || (first && i == 0) };
        let placed: Vec<Place<'_>> = own
            .into_iter()
            .map(|(series, point)| Place {
                series,
                point,
                x: x(point.value),
                low: point.low.map(&x),
                high: point.high.map(&x),
            })
            .collect();
        span.draw(pen, &placed);
    }
    if panel.mark == Mark::Bar {
        let (zero, color) = (x(0.0), pen.theme.axis);
        let width = (1.25 * pen.sizes.unit).max(1.0);
        pen.line(Group::Marks, Pt::new(zero, plot.y), Pt::new(zero, plot.bottom()), width, color);
    }
    Ok(())
}

fn values(panel: &Panel) -> Values {
    let values = panel.points().flat_map(Point::numbers);
    match (panel.mark, panel.scale, &panel.unit) {
        (Mark::Bar, ..) => Values::Linear(Linear::from_zero(values)),
        (_, ValueScale::Log, _) => Values::Log(Log::around(values)),
        (_, _, Unit::Rank) => Values::Rank(Rank::around(values)),
        _ => Values::Linear(Linear::around(values)),
    }
}

fn draw_axis(pen: &mut Pen<'_>, panel: &Panel, values: &Values, plot: Rect) {
    let look = pen.look(pen.sizes.tick, Weight::Regular, pen.theme.muted);
    let most = usize::try_from(whole(plot.w / (look.size * 7.0))).unwrap_or(2).clamp(2, 6);
    let baseline = plot.bottom() + look.size * (0.5 + ASCENT);
    let mut last = f64::NEG_INFINITY;
    let mut ticks = values.ticks(most, &panel.unit);
    ticks.sort_by(|a, b| values.place(a.value).total_cmp(&values.place(b.value)));
    for tick in ticks {
        let x = plot.x + values.place(tick.value) * plot.w;
        let Some(words) = tick.label else { continue };
        let half = pen.width(&words, look) / 2.0;
        let color = pen.theme.grid;
        pen.line(Group::Plot, Pt::new(x, plot.y), Pt::new(x, plot.bottom()), pen.sizes.unit.max(1.0), color);
        if x - half > last + look.size * 0.4 && x + half <= plot.right() {
            pen.text(Group::Plot, &words, Pt::new(x, baseline), Align::Middle, look);
            last = x + half;
        }
    }
}

fn draw_name(pen: &mut Pen<'_>, name: &str, left: f64, gutter: f64, row: Rect) {
    let look = Look { size: pen.sizes.tick, weight: Weight::Regular, color: pen.theme.ink };
    let room = gutter - look.size * 0.8;
    let most = usize::try_from(whole((row.h / (look.size * 1.28)).floor())).unwrap_or(1).clamp(1, 3);
    let lines = pen.faces.wrap_evenly(name, look.size, look.weight, room);
    let lines = pen.faces.first_lines(lines, most, look.size, look.weight, room);
    let top = row.mid_y() - lines_height(lines.len(), look.size) / 2.0 - look.size * (DESCENT - 0.14);
    pen.lines(Group::Plot, &lines, left, top, look);
}
