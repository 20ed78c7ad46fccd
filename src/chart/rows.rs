//! Panels whose names stand one below the other: bars, dumbbells and dots, with values to the right.
//!
//! Rows fill the height that there is. Where they are few, words and marks grow; where they are many, words shrink as far as they
//! can still be read. Where the picture is narrow, names stand above their marks.

use super::axis::Horizontal;
use super::font::{ASCENT, DESCENT, LEADING, Weight};
use super::frame::too_small;
use super::geometry::{Pt, Rect, count, whole};
use super::kinds::row::{Place, Row, radius, row_kind};
use super::kinds::whisker::{Reach, arrow};
use super::labels;
use super::model::{At, Mark, Panel, Point};
use super::panels::{NOT_FROM_ZERO, draw_keys, heading_words, keys};
use super::pen::{Align, Look, Pen, SMALLEST, Sizes, lines_height};
use super::scale::Values;
use super::scene::Group;
use super::size::Size;
use crate::error::Result;

/// The part of the width that the names may take.
const NAMES: f64 = 0.36;
/// The part of a plot that the words of values may take: where they are as small as can be, and where they have grown.
const WORDS: (f64, f64) = (0.66, 0.45);
/// Lines that a name at the side may take, and one above its marks.
const NAME_LINES: usize = 3;
const LINES_ABOVE: usize = 2;
/// Words grow to this at most, and never to the size of the title.
const GROWTH: (f64, f64) = (1.4, 0.92);
/// Between two sizes that are tried.
const STEP: f64 = 0.1;
/// The least height of a row in text sizes: where words are as small as can be, and where they have grown.
const LEAST: (f64, f64) = (1.3, 3.2);
/// A bar is no thicker than so many text sizes.
const THICKEST: f64 = 5.0;
/// A row of one bar in parts of the bar: the rest is air.
const AIR: f64 = 0.6;
/// A row is no higher than so many text sizes, or its marks would seem to float.
const HIGHEST: f64 = 8.5;

/// Draws all panels into the box between header and footer.
pub(crate) fn draw(pen: &mut Pen<'_>, panels: &[Panel], body: Rect, size: Size) -> Result<()> {
    // Values of a second panel would read as those of the first, since a thumbnail has no names.
    let panels = if pen.thumb { &panels[..panels.len().min(1)] } else { panels };
    let plain = pen.sizes;
    let most = (plain.title / plain.label * GROWTH.1).clamp(1.0, GROWTH.0);
    let least = (SMALLEST / plain.label).min(1.0);
    let steps = usize::try_from(whole(((most - least) / STEP).ceil())).unwrap_or(0);
    let sizes: Vec<f64> = (0..=steps).map(|step| (most - STEP * count(step)).max(least)).collect();
    let (large, small): (Vec<f64>, Vec<f64>) = sizes.into_iter().partition(|by| *by >= 1.0);
    // Names at the side, then above, before words shrink, and cut before nothing is drawn.
    let each = |sizes: &[f64], names: Names| sizes.iter().map(move |by| (*by, names)).collect::<Vec<_>>();
    let mut tries = [
        each(&large, Names::Beside),
        each(&large, Names::Above),
        each(&small, Names::Beside),
        each(&small, Names::Above),
        each(&small, Names::Cut),
    ]
    .concat()
    .into_iter();
    let layout = tries.find_map(|(by, names)| {
        pen.sizes = grown(plain, by);
        Layout::new(pen, panels, body, by > 1.0, names)
    });
    if let Some(layout) = &layout {
        layout.draw(pen);
    }
    pen.sizes = plain;
    if layout.is_some() { Ok(()) } else { Err(too_small(size)) }
}

/// What the axes leave out must be said below the picture.
pub(crate) fn remark(panels: &[Panel]) -> &'static str {
    let cropped = |panel: &Panel| row_kind(panel.mark).values(panel).leaves_zero_out();
    if panels.iter().any(cropped) { NOT_FROM_ZERO } else { "" }
}

/// All that stands in rows, larger or smaller.
fn grown(sizes: Sizes, by: f64) -> Sizes {
    let text = |size: f64| (size * by).max(SMALLEST);
    let Sizes { unit, heading, label, tick, .. } = sizes;
    Sizes { unit: unit * by, heading: text(heading), label: text(label), tick: text(tick), ..sizes }
}

/// Where the names of rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Beside,
    Above,
    /// Beside, and cut where they are too long.
    Cut,
}

/// Panels with their places settled.
struct Layout<'a> {
    body: Rect,
    frames: Vec<Frame<'a>>,
    /// Height of a bar.
    thick: f64,
}

/// One panel.
struct Frame<'a> {
    panel: &'a Panel,
    first: bool,
    heading: Vec<String>,
    names: Vec<(String, Vec<String>)>,
    /// The upper edge of the heading.
    top: f64,
    plot: Rect,
    /// What a name above its marks takes of each row.
    above: f64,
    values: Values,
}

impl<'a> Layout<'a> {
    /// The places at the text sizes at hand; `None` where these are too large. Words that have grown want more air around them.
    fn new(pen: &Pen<'_>, panels: &'a [Panel], body: Rect, airy: bool, place: Names) -> Option<Self> {
        let of_two = |(close, wide): (f64, f64)| if airy { wide } else { close };
        let Sizes { label, tick, .. } = pen.sizes;
        // Heights of rows are counted in bars, so that all bars of a chart are of one thickness.
        let bars = |panel: &Panel| (count(row_kind(panel.mark).lanes(panel)) + AIR) / (1.0 + AIR);
        let rows: Vec<Vec<String>> = panels.iter().map(names_of).collect();
        let all: f64 = panels.iter().zip(&rows).map(|(panel, names)| bars(panel) * count(names.len())).sum();
        // In a row of several bars each has words as high as itself.
        let lanes = panels.iter().map(|panel| row_kind(panel.mark).lanes(panel)).max().unwrap_or(1);
        let least = if pen.thumb { 0.3 } else { of_two(LEAST) * if lanes > 1 { 1.0 + AIR } else { 1.0 } } * label;
        if all * least > body.h {
            return None;
        }

        let look = name_look(pen);
        let above = place == Names::Above;
        let column = if above { body.w } else { body.w * NAMES };
        let count_lines = |name: &String| pen.faces.wrap(name, look.size, look.weight, column).len();
        let most_lines = rows.iter().flatten().map(count_lines).max().unwrap_or(1);
        let too_long = match place {
            Names::Beside => most_lines > NAME_LINES,
            Names::Above => most_lines > LINES_ABOVE,
            Names::Cut => false,
        };
        if !pen.thumb && (too_long || (airy && most_lines > 2)) {
            return None;
        }
        let wrapped = |name: String| {
            let lines = pen.faces.wrap_evenly(&name, look.size, look.weight, column);
            (name, lines)
        };
        let names: Vec<Vec<(String, Vec<String>)>> =
            rows.into_iter().map(|names| names.into_iter().map(wrapped).collect()).collect();
        let lines = || names.iter().flatten().map(|(_, lines)| lines);
        let widest = lines().flatten().map(|line| pen.width(line, look)).fold(0.0, f64::max);
        let gutter = if pen.thumb || above { 0.0 } else { widest + tick * 0.8 };
        let width = body.w - gutter;
        if width < label * 5.0 {
            return None;
        }

        let headings: Vec<Vec<String>> = panels.iter().map(|panel| heading(pen, panel, body.w)).collect();
        let heads: Vec<f64> =
            panels.iter().zip(&headings).map(|(panel, words)| head(pen, panel, words, body)).collect();
        let feet: Vec<f64> = panels.iter().map(|panel| if has_axis(pen, panel) { tick * 1.9 } else { 0.0 }).collect();
        let between = tick * if airy { 1.2 } else { 0.8 };
        let names_above: Vec<f64> =
            names.iter().map(|names| if above { height_above(pen, names) } else { 0.0 }).collect();
        let all_above: f64 = names.iter().zip(&names_above).map(|(names, height)| height * count(names.len())).sum();
        let around = heads.iter().chain(&feet).sum::<f64>() + between * (count(panels.len()) - 1.0);
        let room = body.h - around - all_above;
        let height = (room / all).min(label * HIGHEST);
        let cut = place == Names::Beside && !pen.thumb && lines_height(most_lines, tick) > height;
        if height < least || cut {
            return None;
        }

        // Bars of all panels share their ends; other panels have an axis each.
        let sides: Vec<(f64, f64)> = panels.iter().enumerate().map(|(i, panel)| sides(pen, panel, i == 0)).collect();
        let shared = panels.iter().zip(&sides).filter(|(panel, _)| panel.mark == Mark::Bar);
        let shared = shared.fold((0.0_f64, 0.0_f64), |(a, b), (_, (left, right))| (a.max(*left), b.max(*right)));
        let share = (room - height * all).max(0.0) / count(panels.len());
        let mut frames = Vec::new();
        let mut top = body.y + share / 2.0;
        for (i, ((panel, names), heading)) in panels.iter().zip(names).zip(headings).enumerate() {
            let (left, right) = if panel.mark == Mark::Bar { shared } else { sides[i] };
            if left + right > width * of_two(WORDS) {
                return None;
            }
            let values = row_kind(panel.mark).values(panel).with_room(left / width, right / width);
            let high = (height * bars(panel) + names_above[i]) * count(names.len());
            let plot = Rect::new(body.x + gutter, top + heads[i], width, high);
            frames.push(Frame { panel, first: i == 0, heading, names, top, plot, above: names_above[i], values });
            top = plot.bottom() + feet[i] + between + share;
        }
        Some(Self { body, frames, thick: (height / (1.0 + AIR)).min(label * THICKEST) })
    }

    fn draw(&self, pen: &mut Pen<'_>) {
        for frame in &self.frames {
            let look = heading_look(pen);
            let below = pen.lines(Group::Plot, &frame.heading, self.body.x, frame.top, look);
            if has_keys(pen, frame.panel) {
                let keys = keys(pen, frame.panel, self.body);
                draw_keys(pen, &keys, self.body.right(), below);
            }
            frame.draw(pen, self.body.x, self.thick);
        }
    }
}

impl Frame<'_> {
    /// The boxes of the rows, without the names above.
    fn rows(&self) -> impl Iterator<Item = Rect> {
        let height = self.plot.h / count(self.names.len().max(1));
        let Self { plot, above, .. } = *self;
        (0..self.names.len())
            .map(move |i| Rect::new(plot.x, plot.y + height * count(i) + above, plot.w, height - above))
    }

    fn draw(&self, pen: &mut Pen<'_>, left: f64, thick: f64) {
        let plot = self.plot;
        let kind = row_kind(self.panel.mark);
        // A name above moves nearer to its own marks than to those of the row before.
        let taken = (thick * count(kind.lanes(self.panel))).max(pen.sizes.label * 1.3);
        let lowered = |row: &Rect| (row.h - taken).max(0.0) * 0.35;
        if has_axis(pen, self.panel) {
            self.draw_axis(pen, left, lowered);
        }
        let x = |value: f64| plot.x + self.values.place(value).clamp(0.0, 1.0) * plot.w;
        let mut wishes = Vec::new();
        for ((name, lines), rect) in self.names.iter().zip(self.rows()) {
            if self.above > 0.0 {
                draw_above(pen, name, lines, rect, lowered(&rect));
            } else if !pen.thumb {
                draw_name(pen, name, lines, left, rect);
            }
            let series = self.panel.series.iter().enumerate();
            let own = series.flat_map(|(s, series)| series.points.iter().map(move |point| (s, point)));
            let own = own.filter(|(_, point)| matches!(&point.at, At::Category(at) if at == name));
            let places: Vec<Place<'_>> = own
                .map(|(series, point)| {
                    let reach = Reach { at: x(point.value), low: point.low.map(x), high: point.high.map(x) };
                    Place { series, point, reach }
                })
                .collect();
            let row = Row { panel: self.panel, rect, zero: x(0.0), thick };
            wishes.push((rect, kind.draw(pen, &row, &places)));
        }
        if self.panel.mark == Mark::Bar {
            let (zero, color) = (x(0.0), pen.theme.axis);
            let width = (1.25 * pen.sizes.unit).max(1.0);
            for (top, bottom) in self.stretches(lowered) {
                pen.line(Group::Marks, Pt::new(zero, top), Pt::new(zero, bottom), width, color);
            }
        }
        // Words come last, so that they keep clear of every mark. Of a thumbnail only the first row has any.
        for (i, (rect, mut wishes)) in wishes.into_iter().enumerate() {
            if pen.thumb {
                wishes.truncate(usize::from(self.first && i == 0));
            }
            let air = (pen.sizes.label * 1.3 - rect.h).max(0.0) / 2.0;
            // Above the first row stands the title.
            let top = (rect.y - air).max(plot.y - pen.sizes.label * 0.15);
            let within = Rect::new(rect.x, top, rect.w, rect.bottom() + air - top);
            labels::place(pen, wishes, within, within);
        }
    }

    /// From where to where upright lines run: through all rows, but not through names above.
    fn stretches(&self, lowered: impl Fn(&Rect) -> f64) -> Vec<(f64, f64)> {
        if self.above > 0.0 {
            self.rows().map(|row| (row.y + lowered(&row), row.bottom() - lowered(&row))).collect()
        } else {
            vec![(self.plot.y, self.plot.bottom())]
        }
    }

    fn draw_axis(&self, pen: &mut Pen<'_>, left: f64, lowered: impl Fn(&Rect) -> f64) {
        let (plot, values) = (self.plot, &self.values);
        let look = pen.look(pen.sizes.tick, Weight::Regular, pen.theme.muted);
        let thin = pen.sizes.unit.max(1.0);
        for row in self.rows() {
            let (y, color) = (row.mid_y(), pen.theme.faint);
            pen.line(Group::Plot, Pt::new(plot.x, y), Pt::new(plot.right(), y), thin, color);
        }
        let most = usize::try_from(whole(plot.w / (look.size * 5.0))).unwrap_or(2).clamp(2, 6);
        let baseline = plot.bottom() + look.size * (0.5 + ASCENT);
        let mut ticks = values.ticks(most, &self.panel.unit);
        // Room for words at the left is no place for values that cannot be.
        let least = self.panel.points().flat_map(Point::numbers).fold(0.0, f64::min);
        ticks.retain(|tick| tick.value >= least);
        ticks.sort_by(|a, b| values.place(a.value).total_cmp(&values.place(b.value)));
        let stretches = self.stretches(lowered);
        // From the right, since the last tick names the unit: it gives way to none, and stays within the picture.
        let mut written: Vec<(f64, &str)> = Vec::new();
        for tick in ticks.iter().rev() {
            let Some(words) = &tick.label else { continue };
            let width = pen.width(words, look);
            let start = (plot.x + values.place(tick.value) * plot.w - width / 2.0).min(plot.right() - width);
            let next = written.last().map_or(f64::INFINITY, |(next, _)| *next);
            if start + width < next - look.size * 0.4 && start >= left {
                written.push((start, words));
            }
        }
        for tick in ticks.iter().filter(|tick| tick.label.is_some()) {
            let (x, color) = (plot.x + values.place(tick.value) * plot.w, pen.theme.grid);
            for (top, bottom) in &stretches {
                pen.line(Group::Plot, Pt::new(x, *top), Pt::new(x, *bottom), thin, color);
            }
        }
        for (start, words) in written.into_iter().rev() {
            pen.text(Group::Plot, words, Pt::new(start, baseline), Align::Left, look);
        }
    }
}

/// The names of the rows of a panel, each once.
fn names_of(panel: &Panel) -> Vec<String> {
    match Horizontal::of(std::slice::from_ref(panel)) {
        Horizontal::Category(names) => names.names().to_vec(),
        _ => Vec::new(),
    }
}

/// Marks that each say their value need no axis.
fn has_axis(pen: &Pen<'_>, panel: &Panel) -> bool {
    row_kind(panel.mark).has_axis() && !pen.thumb
}

fn has_keys(pen: &Pen<'_>, panel: &Panel) -> bool {
    panel.series.len() > 1 && !pen.thumb
}

fn heading(pen: &Pen<'_>, panel: &Panel, width: f64) -> Vec<String> {
    let look = heading_look(pen);
    if pen.thumb { Vec::new() } else { pen.faces.wrap(&heading_words(panel), look.size, look.weight, width) }
}

fn heading_look(pen: &Pen<'_>) -> Look {
    pen.look(pen.sizes.heading, Weight::Bold, pen.theme.ink)
}

fn name_look(pen: &Pen<'_>) -> Look {
    pen.look(pen.sizes.tick, Weight::Regular, pen.theme.ink)
}

/// Height of a heading and of the names of the series below it.
fn head(pen: &Pen<'_>, panel: &Panel, heading: &[String], body: Rect) -> f64 {
    let keys = if has_keys(pen, panel) { keys(pen, panel, body).len() } else { 0 };
    let height = lines_height(heading.len(), pen.sizes.heading) + lines_height(keys, pen.sizes.tick);
    if height > 0.0 { height + pen.sizes.tick * 0.4 } else { 0.0 }
}

/// Pixels that words and arrows take left and right of the data.
fn sides(pen: &Pen<'_>, panel: &Panel, first: bool) -> (f64, f64) {
    let label = pen.look(pen.sizes.label, Weight::Bold, pen.theme.ink);
    let written = panel.points().take(if pen.thumb { usize::from(first) } else { usize::MAX });
    let widest = written.map(|point: &Point| pen.width(&point.label, label)).fold(0.0, f64::max);
    let open = panel.points().any(|point| point.low.is_none() != point.high.is_none());
    let arrow = if open && !pen.thumb { arrow(pen) * 1.1 } else { 0.0 };
    let marker = if panel.mark == Mark::Bar { 0.0 } else { radius(pen) * 1.2 };
    let words = widest + label.size * 0.6 + marker + arrow;
    (row_kind(panel.mark).before(pen, panel, words), words)
}

/// Height of the longest name where names stand above their marks.
fn height_above(pen: &Pen<'_>, names: &[(String, Vec<String>)]) -> f64 {
    let lines = names.iter().map(|(_, lines)| lines.len().min(LINES_ABOVE)).max().unwrap_or(0);
    lines_height(lines, pen.sizes.tick)
}

/// Writes a name above a row, lowered into it.
fn draw_above(pen: &mut Pen<'_>, name: &str, lines: &[String], row: Rect, lowered: f64) {
    let look = name_look(pen);
    if lines.len() > LINES_ABOVE {
        pen.unplaced.push(name.to_owned());
    }
    let lines = pen.faces.first_lines(lines.to_vec(), LINES_ABOVE, look.size, look.weight, row.w);
    let top = row.y + lowered - lines_height(lines.len(), look.size);
    pen.lines(Group::Plot, &lines, row.x, top, look);
}

/// Writes a name in as many lines as its row has room for.
fn draw_name(pen: &mut Pen<'_>, name: &str, lines: &[String], left: f64, row: Rect) {
    let look = name_look(pen);
    let most = usize::try_from(whole((row.h / (look.size * LEADING)).floor())).unwrap_or(1).clamp(1, NAME_LINES);
    if lines.len() > most {
        pen.unplaced.push(name.to_owned());
    }
    let room = row.x - left - look.size * 0.8;
    let lines = pen.faces.first_lines(lines.to_vec(), most, look.size, look.weight, room);
    let top = row.mid_y() - lines_height(lines.len(), look.size) / 2.0 - look.size * (DESCENT - 0.14);
    pen.lines(Group::Plot, &lines, left, top, look);
}
