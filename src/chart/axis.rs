//! The horizontal axis that panels share: where points stand, and the words below.

use super::font::{ASCENT, LEADING, Weight};
use super::geometry::{Pt, Rect, count, whole};
use super::labels::apart;
use super::model::{At, Panel};
use super::pen::{Align, Look, Pen, lines_height};
use super::scale::{Category, Date, Tick, Year};
use super::scene::Group;

/// Years, shorter periods or names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Horizontal {
    Year(Year),
    Date(Date),
    Category(Category),
}

/// More years than these are counted in steps instead of named one by one.
const OWN_YEARS: usize = 12;
/// Lines that the name of a category may take.
const NAME_LINES: usize = 3;

impl Horizontal {
    /// The axis of all points of the panels.
    pub fn of(panels: &[Panel]) -> Self {
        let points = || panels.iter().flat_map(Panel::points);
        let moments: Vec<(f64, &str)> = points()
            .filter_map(
                |point| if let At::Time { year, name } = &point.at { Some((*year, name.as_str())) } else { None },
            )
            .collect();
        if moments.is_empty() {
            Self::Category(Category::of(points().filter_map(|point| match &point.at {
                At::Category(name) => Some(name.as_str()),
                At::Time { .. } => None,
            })))
        } else if moments.iter().all(|(year, _)| year.fract() == 0.0) {
            Self::Year(Year::around(moments.into_iter().map(|(year, _)| year)))
        } else {
            Self::Date(Date::around(moments))
        }
    }

    /// Whether places are moments, at their true distance.
    pub fn is_time(&self) -> bool {
        !matches!(self, Self::Category(_))
    }

    /// The place of a point, from 0 to 1.
    pub fn place(&self, at: &At) -> f64 {
        match (self, at) {
            (Self::Year(scale), At::Time { year, .. }) => scale.place(*year),
            (Self::Date(scale), At::Time { year, .. }) => scale.place(*year),
            (Self::Category(scale), At::Category(name)) => scale.place(name),
            // Validation lets no mixture through.
            _ => 0.5,
        }
    }

    /// Height of the words below, for a plot this wide.
    pub fn height(&self, pen: &Pen<'_>, width: f64) -> f64 {
        if pen.thumb {
            return 0.0;
        }
        let lines = match self {
            Self::Year(_) | Self::Date(_) => 1,
            Self::Category(scale) => names(pen, scale, width).iter().map(Vec::len).max().unwrap_or(1),
        };
        lines_height(lines, pen.sizes.tick) + gap(pen)
    }

    /// Writes the words below a plot. `x` gives the pixel of a place; `bounds` are the ends that no word may pass.
    pub fn draw(&self, pen: &mut Pen<'_>, plot: Rect, x: impl Fn(f64) -> f64, bounds: (f64, f64)) {
        if pen.thumb {
            return;
        }
        let look = look(pen);
        let top = plot.bottom() + gap(pen);
        match self {
            Self::Year(scale) => {
                let place = |year: f64| x(scale.place(year));
                let own = scale.own_ticks();
                let few = (1..=OWN_YEARS).contains(&own.len());
                let placed = if few { moments(pen, &own, place, bounds) } else { None };
                let placed = placed.unwrap_or_else(|| fitting(pen, plot.w, |most| scale.ticks(most), place, bounds));
                write(pen, placed, top);
            }
            Self::Date(scale) => {
                let place = |moment: f64| x(scale.place(moment));
                let placed = fitting(pen, plot.w, |most| scale.ticks(most), place, bounds);
                write(pen, placed, top);
            }
            Self::Category(scale) => {
                let lines = names(pen, scale, plot.w);
                // Where bands are too narrow for their names, every so many-th is written.
                let widest =
                    lines.iter().flatten().map(|line| pen.width(line, look)).fold(0.0, f64::max) + look.size * 0.5;
                // Half again as much air then, since the outermost are moved inward.
                let band = x(scale.band()) - x(0.0);
                let every = if widest <= band {
                    1
                } else {
                    usize::try_from(whole((widest * 1.5 / band).ceil())).unwrap_or(1).max(1)
                };
                for (name, lines) in scale.names().iter().zip(&lines).step_by(every) {
                    for (i, line) in lines.iter().enumerate() {
                        let baseline = top + look.size * (ASCENT + LEADING * count(i));
                        let half = pen.width(line, look) / 2.0;
                        let middle = x(scale.place(name)).max(bounds.0 + half).min(bounds.1 - half);
                        pen.text(Group::Plot, line, Pt::new(middle, baseline), Align::Middle, look);
                    }
                }
            }
        }
    }
}

fn look(pen: &Pen<'_>) -> Look {
    pen.look(pen.sizes.tick, Weight::Regular, pen.theme.muted)
}

/// Between the axis and its words.
fn gap(pen: &Pen<'_>) -> f64 {
    pen.sizes.tick * 0.55
}

/// As many ticks of a scale as fit side by side.
fn fitting(
    pen: &Pen<'_>,
    width: f64,
    ticks: impl Fn(usize) -> Vec<Tick>,
    x: impl Fn(f64) -> f64,
    bounds: (f64, f64),
) -> Vec<(String, f64)> {
    let widest = pen.width("2000", look(pen)) * 1.9;
    let most = usize::try_from(whole(width / widest)).unwrap_or(1).max(1);
    let placed = (1..=most).rev().find_map(|most| moments(pen, &ticks(most), &x, bounds));
    // Where not even two fit, the first still says when it begins.
    placed.or_else(|| moments(pen, ticks(1).get(..1)?, &x, bounds)).unwrap_or_default()
}

fn write(pen: &mut Pen<'_>, placed: Vec<(String, f64)>, top: f64) {
    let look = look(pen);
    for (words, middle) in placed {
        pen.text(Group::Plot, &words, Pt::new(middle, top + look.size * ASCENT), Align::Middle, look);
    }
}

/// Ticks in words with their middles, moved apart a little where they would touch; `None` where a little is not enough.
fn moments(pen: &Pen<'_>, ticks: &[Tick], x: impl Fn(f64) -> f64, bounds: (f64, f64)) -> Option<Vec<(String, f64)>> {
    let look = look(pen);
    let wanted: Vec<f64> = ticks.iter().map(|tick| x(tick.value)).collect();
    let words: Vec<String> = ticks.iter().filter_map(|tick| tick.label.clone()).collect();
    let lengths: Vec<f64> = words.iter().map(|words| pen.width(words, look) + look.size * 0.5).collect();
    let air = look.size * 0.25;
    let middles = apart(&wanted, &lengths, bounds.0 - air, bounds.1 + air)?;
    let little = |((middle, wanted), length): ((&f64, &f64), &f64)| (middle - wanted).abs() < length * 0.3;
    if !middles.iter().zip(&wanted).zip(&lengths).all(little) {
        return None;
    }
    Some(words.into_iter().zip(middles).collect())
}

/// The lines of each name, no wider than its band.
fn names(pen: &Pen<'_>, scale: &Category, width: f64) -> Vec<Vec<String>> {
    let look = look(pen);
    // A band too narrow for a few letters would break words to pieces; such names are thinned out instead.
    let room = (scale.band() * width * 0.94).max(look.size * 5.0).min(width * 0.94);
    let wrap = |name: &String| {
        let lines = pen.faces.wrap_evenly(name, look.size, look.weight, room);
        pen.faces.first_lines(lines, NAME_LINES, look.size, look.weight, room)
    };
    scale.names().iter().map(wrap).collect()
}
