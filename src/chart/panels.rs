//! Panels stacked over one horizontal axis: a level above a rate, and never two axes in one frame.

use super::axis::Horizontal;
use super::font::{ASCENT, DESCENT, Weight};
use super::frame::too_small;
use super::geometry::{Pt, Rect, count, whole};
use super::kinds::{Plot, Room, kind, unnamed};
use super::labels;
use super::model::{Panel, ValueScale};
use super::pen::{Align, Look, Pen, lines_height};
use super::scale::{Tick, Values};
use super::scene::{Group, Shape};
use super::size::Size;
use super::theme::Hue;
use crate::error::Result;
use crate::number;

/// Said below the picture where an axis leaves zero out.
pub(crate) const NOT_FROM_ZERO: &str = "The axis does not start at zero.";

/// Lines to compare with that are named below the picture; more are counted.
const FEW: usize = 3;

/// What the axes leave out must be said below the picture.
pub(crate) fn remark(panels: &[Panel]) -> String {
    let cropped = |panel: &&Panel| kind(panel.mark).values(panel).leaves_zero_out();
    let cropped: Vec<&str> = panels.iter().filter(cropped).map(|panel| panel.heading.as_str()).collect();
    let mut remarks = Vec::new();
    if cropped.len() == panels.len() || cropped.contains(&"") {
        remarks.push(NOT_FROM_ZERO.to_owned());
    } else if !cropped.is_empty() {
        remarks.push(format!("Not from zero: {}.", cropped.join("; ")));
    }
    match panels.iter().map(unnamed).max_by_key(|others| others.len()) {
        None | Some([]) => {}
        Some(few) if few.len() <= FEW && few.iter().all(|series| !series.name.is_empty()) => {
            let names: Vec<&str> = few.iter().map(|series| series.name.as_str()).collect();
            remarks.push(format!("In grey: {}.", names.join(", ")));
        }
        Some(many) => remarks.push(format!("In grey: {} others.", number::count(many.len()))),
    }
    remarks.join(" ")
}

/// A panel whose heights are settled.
struct Measured<'a> {
    panel: &'a Panel,
    heading: Vec<String>,
    keys: Vec<Vec<Key<'a>>>,
    values: Values,
    ticks: Vec<Tick>,
}

/// The name of a series above the plot, with the left edge of its swatch.
pub(super) struct Key<'a> {
    name: &'a str,
    hue: Hue,
    x: f64,
}

/// Draws all panels into the box between header and footer.
pub(crate) fn draw(pen: &mut Pen<'_>, panels: &[Panel], body: Rect, size: Size) -> Result<()> {
    let axis = Horizontal::of(panels);
    let names = panels.iter().map(|panel| kind(panel.mark).names_width(pen, panel, body.w)).fold(0.0, f64::max);
    let between = pen.sizes.label * 1.4;
    // The words below need the width that the words at the left leave, and these the height that those below leave.
    let settle = |gutter: f64| -> Result<(Vec<Measured<'_>>, f64, f64)> {
        let below = axis.height(pen, body.w - gutter - names);
        let share = (body.h - below - between * (count(panels.len()) - 1.0)) / count(panels.len());
        let measured = panels.iter().map(|panel| measure(pen, panel, share, body, size)).collect::<Result<Vec<_>>>()?;
        let gutter = measured.iter().map(|panel| gutter_width(pen, &panel.ticks)).fold(gutter, f64::max);
        Ok((measured, share, gutter))
    };
    let (_, _, gutter) = settle(0.0)?;
    let (measured, share, gutter) = settle(gutter)?;
    let width = body.w - gutter - names;
    if width < pen.sizes.label * 4.0 {
        return Err(too_small(size));
    }
    panels.iter().try_for_each(|panel| kind(panel.mark).fits(panel, width, size))?;
    let insets = panels.iter().map(|panel| kind(panel.mark).inset(pen, panel, &axis, width));
    let inset = insets.reduce(f64::max).unwrap_or(0.0);
    let mut top = body.y;
    for (i, panel) in measured.into_iter().enumerate() {
        let head = head_height(pen, &panel.heading, &panel.keys);
        let rect = Rect::new(body.x + gutter, top + head, width, share - head);
        let plot = Plot { rect, axis: &axis, inset, values: panel.values.clone(), right: body.right(), small: false };
        let look = heading_look(pen, panel.panel);
        let below = pen.lines(Group::Plot, &panel.heading, body.x, top, look);
        draw_keys(pen, &panel.keys, body.right(), below);
        kind(panel.panel.mark).draw_behind(pen, panel.panel, &plot);
        draw_grid(pen, &panel.ticks, &plot, true);
        if i + 1 == panels.len() {
            axis.draw(pen, rect, |place| plot.at(place), (body.x, body.right()));
        }
        let mut wishes = kind(panel.panel.mark).draw(pen, panel.panel, &plot);
        if pen.thumb {
            wishes.truncate(usize::from(i == 0));
        }
        // A label at the top may rise a little above the plot, and one at the side may reach into the margin.
        let air = pen.sizes.label * 0.2;
        let inside = Rect::new(rect.x, rect.y - air, body.right() - rect.x, rect.h + air);
        let margin = Rect::new(body.x, inside.y, body.w, inside.h);
        labels::place(pen, wishes, inside, margin);
        top += share + between;
    }
    Ok(())
}

fn measure<'a>(pen: &Pen<'_>, panel: &'a Panel, share: f64, body: Rect, size: Size) -> Result<Measured<'a>> {
    let kind = kind(panel.mark);
    let heading = heading(pen, panel, body.w);
    let keys = if kind.names_above(panel) && !pen.thumb { keys(pen, panel, body) } else { Vec::new() };
    let height = share - head_height(pen, &heading, &keys);
    let Room { above, below } = kind.room(pen, panel);
    let below = if pen.thumb { 0.0 } else { below };
    if height < (above + below) * 1.3 || height < pen.sizes.tick * 2.5 {
        return Err(too_small(size));
    }
    let values = kind.values(panel).with_room(below / height, above / height);
    let most = usize::try_from(whole(height / (pen.sizes.tick * 2.3))).unwrap_or(2).clamp(2, 7);
    let ticks = if pen.thumb || !kind.has_ticks() {
        Vec::new()
    } else {
        readable(pen, values.ticks(most, &panel.unit), &values, height)
    };
    Ok(Measured { panel, heading, keys, values, ticks })
}

/// Ticks whose words do not touch: where a scale gives more than fit, the lower of two neighbours loses its words.
pub(super) fn readable(pen: &Pen<'_>, mut ticks: Vec<Tick>, values: &Values, height: f64) -> Vec<Tick> {
    let mut last = f64::INFINITY;
    let apart = pen.sizes.tick * (ASCENT + DESCENT) * 1.15;
    ticks.sort_by(|a, b| values.place(b.value).total_cmp(&values.place(a.value)));
    for tick in ticks.iter_mut().filter(|tick| tick.label.is_some()) {
        let y = values.place(tick.value) * height;
        if last - y < apart {
            tick.label = None;
        } else {
            last = y;
        }
    }
    ticks
}

fn heading(pen: &Pen<'_>, panel: &Panel, width: f64) -> Vec<String> {
    if pen.thumb {
        return Vec::new();
    }
    let look = heading_look(pen, panel);
    pen.faces.wrap(&heading_words(panel), look.size, look.weight, width)
}

/// The heading of a panel; a log scale says so.
pub(super) fn heading_words(panel: &Panel) -> String {
    match (panel.scale, panel.heading.is_empty()) {
        (ValueScale::Linear, _) => panel.heading.clone(),
        (ValueScale::Log, true) => "Log scale".to_owned(),
        (ValueScale::Log, false) => format!("{}, log scale", panel.heading),
    }
}

fn heading_look(pen: &Pen<'_>, panel: &Panel) -> Look {
    if panel.heading.is_empty() {
        pen.look(pen.sizes.tick, Weight::Regular, pen.theme.muted)
    } else {
        pen.look(pen.sizes.heading, Weight::Bold, pen.theme.ink)
    }
}

/// The names of the series in rows as wide as the picture.
pub(super) fn keys<'a>(pen: &Pen<'_>, panel: &'a Panel, body: Rect) -> Vec<Vec<Key<'a>>> {
    let look = key_look(pen);
    let mut rows: Vec<Vec<Key<'a>>> = vec![Vec::new()];
    let mut x = body.x;
    for (i, series) in panel.series.iter().enumerate() {
        let width = look.size * 0.95 + pen.width(&series.name, look).min(body.w - look.size);
        if x > body.x && x + width > body.right() {
            rows.push(Vec::new());
            x = body.x;
        }
        if let Some(row) = rows.last_mut() {
            row.push(Key { name: &series.name, hue: pen.theme.shade(series.color, i), x });
        }
        x += width + look.size * 1.2;
    }
    rows
}

fn key_look(pen: &Pen<'_>) -> Look {
    pen.look(pen.sizes.tick, Weight::Bold, pen.theme.ink)
}

fn head_height(pen: &Pen<'_>, heading: &[String], keys: &[Vec<Key<'_>>]) -> f64 {
    let lines = lines_height(heading.len(), pen.sizes.heading) + lines_height(keys.len(), pen.sizes.tick);
    // The topmost tick may stand at the very top of the plot: half of its words rise above it.
    if lines > 0.0 { lines + pen.sizes.tick * 0.8 } else { 0.0 }
}

/// Writes names with their swatches, row by row from a top edge.
pub(super) fn draw_keys(pen: &mut Pen<'_>, keys: &[Vec<Key<'_>>], right: f64, mut top: f64) {
    for row in keys {
        let look = key_look(pen);
        let side = look.size * 0.7;
        let baseline = top + look.size;
        for key in row {
            let hue = key.hue;
            let rect = Rect::new(key.x, baseline - side, side, side);
            pen.draw(Group::Plot, Shape::Box { rect, fill: Some(hue.mark), stroke: None });
            let name = pen.faces.cut(key.name, look.size, look.weight, right - key.x - look.size * 0.95);
            pen.text(
                Group::Plot,
                &name,
                Pt::new(key.x + look.size * 0.95, baseline),
                Align::Left,
                Look { color: hue.text, ..look },
            );
        }
        top += lines_height(1, look.size);
    }
}

pub(super) fn gutter_width(pen: &Pen<'_>, ticks: &[Tick]) -> f64 {
    let look = tick_look(pen);
    let widest =
        ticks.iter().filter_map(|tick| tick.label.as_deref()).map(|words| pen.width(words, look)).fold(0.0, f64::max);
    if widest > 0.0 { widest + look.size * 0.6 } else { 0.0 }
}

fn tick_look(pen: &Pen<'_>) -> Look {
    pen.look(pen.sizes.tick, Weight::Regular, pen.theme.muted)
}

/// Lines across the plot, with words at the left if these are wanted; lines without words are fainter.
pub(super) fn draw_grid(pen: &mut Pen<'_>, ticks: &[Tick], plot: &Plot<'_>, words: bool) {
    let look = tick_look(pen);
    let thin = pen.sizes.unit.max(1.0);
    let named = |tick: &&Tick| tick.label.is_some();
    for (kept, color) in [(false, pen.theme.faint), (true, pen.theme.grid)] {
        for tick in ticks.iter().filter(|tick| named(tick) == kept) {
            let y = plot.y(tick.value);
            pen.line(Group::Plot, Pt::new(plot.rect.x, y), Pt::new(plot.rect.right(), y), thin, color);
        }
    }
    for tick in ticks.iter().filter(|_| words) {
        if let Some(words) = &tick.label {
            let at = Pt::new(plot.rect.x - look.size * 0.6, plot.y(tick.value) + look.size * (ASCENT - DESCENT) / 2.0);
            pen.text(Group::Plot, words, at, Align::Right, look);
        }
    }
}
