//! Small multiples: panels side by side that share both axes, so that they can be compared at a glance.

use super::axis::Horizontal;
use super::font::Weight;
use super::frame::too_small;
use super::geometry::{Rect, count, whole};
use super::kinds::{Plot, Room, kind};
use super::labels;
use super::model::{Mark, Panel, Series};
use super::panels::{draw_grid, draw_keys, gutter_width, keys, readable};
use super::pen::{Look, Pen, lines_height};
use super::scale::{Tick, Values};
use super::scene::Group;
use super::size::Size;
use crate::error::{Error, Result};

/// Panels side by side, at least and at most.
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=5;
/// Width over height of a plot that reads best.
const SHAPE: f64 = 1.5;
/// Lines that a heading may take.
const HEADING_LINES: usize = 3;

/// Where the panels stand, and what they share.
struct Layout<'a> {
    columns: usize,
    /// Of one plot.
    width: f64,
    height: f64,
    /// Between two plots.
    gap: f64,
    gutter: f64,
    /// Height of the headings of each row.
    heads: Vec<f64>,
    headings: Vec<Vec<String>>,
    values: Values,
    ticks: Vec<Tick>,
    axis: &'a Horizontal,
}

/// Draws all panels into the box between header and footer.
pub(crate) fn draw(pen: &mut Pen<'_>, panels: &[Panel], body: Rect, size: Size) -> Result<()> {
    let Some(shared) = shared(panels)? else { return Ok(()) };
    let axis = Horizontal::of(panels);
    // One series in each is told by the heading.
    let several = panels.iter().any(|panel| panel.series.len() > 1) && !pen.thumb;
    let keys = if several { keys(pen, &shared, body) } else { Vec::new() };
    draw_keys(pen, &keys, body.right(), body.y);
    // The topmost tick may stand at the very top of the plots: half of its words rise above it.
    let used = if keys.is_empty() { 0.0 } else { lines_height(keys.len(), pen.sizes.tick) + pen.sizes.tick * 0.8 };
    let body = Rect::new(body.x, body.y + used, body.w, body.h - used);
    let layout = COLUMNS
        .filter(|columns| *columns == *COLUMNS.start() || *columns <= panels.len())
        .filter_map(|columns| layout(pen, panels, &axis, body, columns.min(panels.len())))
        .min_by(|a, b| a.cost(panels.len()).total_cmp(&b.cost(panels.len())))
        .ok_or_else(|| too_small(size).with_help("draw fewer panels, or a larger picture"))?;
    for (i, panel) in panels.iter().enumerate() {
        kind(panel.mark).fits(panel, layout.width, size)?;
        cell(pen, panels, i, &layout, body);
    }
    Ok(())
}

/// One panel that has all points, for what the panels share; its series are those that readers must tell apart.
fn shared(panels: &[Panel]) -> Result<Option<Panel>> {
    let Some(first) = panels.first() else { return Ok(None) };
    if let Some(other) = panels.iter().find(|panel| panel.unit != first.unit || panel.scale != first.scale) {
        return Err(Error::new(format!("panels '{}' and '{}' share no scale", first.heading, other.heading))
            .with_help("small multiples compare values of one unit; draw others as panels of their own"));
    }
    let mut series: Vec<Series> = Vec::new();
    for one in panels.iter().flat_map(|panel| &panel.series) {
        if !series.iter().any(|known| known.name == one.name) {
            series.push(one.clone());
        }
    }
    Ok(Some(Panel { series, ..first.clone() }))
}

/// The panels in so many columns, if they can be read in them.
fn layout<'a>(pen: &Pen<'_>, panels: &[Panel], axis: &'a Horizontal, body: Rect, columns: usize) -> Option<Layout<'a>> {
    let first = panels.first()?;
    let rows = panels.len().div_ceil(columns);
    let gap = pen.sizes.label * if pen.thumb { 0.5 } else { 1.3 };
    let all = Panel { series: panels.iter().flat_map(|panel| panel.series.clone()).collect(), ..first.clone() };
    let kind = kind(first.mark);
    let room = panels.iter().map(|panel| kind.room(pen, panel));
    let room = room.fold(Room { above: 0.0, below: 0.0 }, |most, room| Room {
        above: most.above.max(room.above),
        below: most.below.max(room.below),
    });
    // The words at the left need to know the height of a plot, and the words above it and below it their width.
    let settle = |gutter: f64| -> Option<Layout<'a>> {
        let width = (body.w - gutter - gap * (count(columns) - 1.0)) / count(columns);
        let look = heading_look(pen);
        let heading = |panel: &Panel| {
            let lines = pen.faces.wrap(&panel.heading, look.size, look.weight, width);
            pen.faces.first_lines(lines, HEADING_LINES, look.size, look.weight, width)
        };
        let headings: Vec<_> = if pen.thumb { Vec::new() } else { panels.iter().map(heading).collect() };
        let head = |row: &[Vec<String>]| {
            let lines = row.iter().map(Vec::len).max().unwrap_or(0);
            if lines > 0 { lines_height(lines, look.size) + pen.sizes.tick * 0.5 } else { 0.0 }
        };
        let mut heads: Vec<f64> = headings.chunks(columns).map(head).collect();
        heads.resize(rows, 0.0);
        let between = gap * (count(rows) - 1.0);
        let height = (body.h - axis.height(pen, width) - between - heads.iter().sum::<f64>()) / count(rows);
        let least = if pen.thumb { (8.0, 8.0) } else { (pen.sizes.tick * 5.5, pen.sizes.tick * 3.5) };
        if width < least.0 || height < least.1.max((room.above + room.below) * 1.3 * f64::from(u8::from(!pen.thumb))) {
            return None;
        }
        let (below, above) = if pen.thumb { (0.0, 0.1) } else { (room.below / height, room.above / height) };
        let values = kind.values(&all).with_room(below, above);
        let most = usize::try_from(whole(height / (pen.sizes.tick * 2.6))).unwrap_or(2).clamp(2, 5);
        let worded = kind.has_ticks() && !pen.thumb;
        let ticks = if worded { readable(pen, values.ticks(most, &first.unit), &values, height) } else { Vec::new() };
        let gutter = gutter_width(pen, &ticks).max(gutter);
        Some(Layout { columns, width, height, gap, gutter, heads, headings, values, ticks, axis })
    };
    settle(settle(0.0)?.gutter)
}

impl Layout<'_> {
    /// How far it is from plots of a good shape in full rows.
    fn cost(&self, panels: usize) -> f64 {
        let empty = count(panels.next_multiple_of(self.columns) - panels);
        (self.width / self.height / SHAPE).ln().abs() + empty * 0.15
    }
}

fn heading_look(pen: &Pen<'_>) -> Look {
    pen.look(pen.sizes.tick, Weight::Bold, pen.theme.ink)
}

/// Draws one panel.
fn cell(pen: &mut Pen<'_>, panels: &[Panel], i: usize, layout: &Layout<'_>, body: Rect) {
    let panel = &panels[i];
    let (column, row) = (i % layout.columns, i / layout.columns);
    let x = body.x + layout.gutter + (layout.width + layout.gap) * count(column);
    let above: f64 = layout.heads[..=row].iter().sum();
    let top = body.y + above + (layout.height + layout.gap) * count(row);
    let rect = Rect::new(x, top, layout.width, layout.height);
    let inset = panels.iter().map(|panel| kind(panel.mark).inset(pen, panel, layout.axis, layout.width));
    let inset = inset.reduce(f64::max).unwrap_or(0.0);
    // The last value may stand above or below its line: it needs no room beside it.
    let inset = if panel.mark == Mark::Line { inset.min(pen.sizes.label) } else { inset };
    let (values, right) = (layout.values.clone(), rect.right());
    let plot = Plot { rect, axis: layout.axis, inset, values, right, small: true };
    if let Some(heading) = layout.headings.get(i) {
        // A heading of one line stands next to its plot, not a line above it.
        let look = heading_look(pen);
        let top = top - pen.sizes.tick * 0.5 - lines_height(heading.len(), look.size);
        pen.lines(Group::Plot, heading, x, top, look);
    }
    kind(panel.mark).draw_behind(pen, panel, &plot);
    draw_grid(pen, &layout.ticks, &plot, column == 0);
    if i + layout.columns >= panels.len() {
        let air = layout.gap * 0.35;
        layout.axis.draw(pen, rect, |place| plot.at(place), (x - air, rect.right() + air));
    }
    let mut wishes = kind(panel.mark).draw(pen, panel, &plot);
    if matches!(panel.mark, Mark::Column | Mark::Stack) {
        wishes.truncate(1);
    }
    if pen.thumb {
        wishes.truncate(usize::from(i == 0));
    }
    let inside = Rect::new(rect.x, rect.y, rect.w + layout.gap * 0.5, rect.h);
    labels::place(pen, wishes, inside, inside);
}
