//! Chart kinds: each turns series into marks of a scene, one file a kind.
//!
//! Kinds that stand in panels implement [`Kind`]; [`super::panels`] gives them a plot and places the labels they wish for.
//! Kinds of rows implement [`row::RowKind`] for [`super::rows`] in the same way. A kind with a layout of its own, such as
//! [`comparison`] or [`waffle`], draws between header and footer.

mod band;
mod bar;
mod column;
pub(crate) mod comparison;
mod dot;
mod dumbbell;
mod line;
mod names;
mod points;
mod ratios;
pub(crate) mod row;
mod slope;
mod stack;
mod strip;
mod thin;
pub(crate) mod waffle;
pub(crate) mod whisker;

use super::axis::Horizontal;
use super::geometry::Rect;
use super::labels::Wish;
use super::model::{At, Mark, Panel, Series};
use super::pen::Pen;
use super::scale::Values;
use super::size::Size;
use super::theme::{Hue, Theme};
use crate::error::{Error, Result};

/// What a kind of panel knows how to do.
pub(crate) trait Kind {
    /// The scale of its values, without room for labels.
    fn values(&self, panel: &Panel) -> Values;

    /// Pixels that it needs free inside the plot.
    fn room(&self, pen: &Pen<'_>, panel: &Panel) -> Room;

    /// Pixels that it needs between the ends of the axis and the ends of a plot this wide.
    fn inset(&self, pen: &Pen<'_>, panel: &Panel, axis: &Horizontal, width: f64) -> f64;

    /// Pixels that it needs right of the plot for the names of its series.
    fn names_width(&self, pen: &Pen<'_>, panel: &Panel, width: f64) -> f64;

    /// Whether the names of its series stand above the plot.
    fn names_above(&self, panel: &Panel) -> bool;

    /// Whether the values of its ticks are written; not where every mark says its own.
    fn has_ticks(&self) -> bool {
        true
    }

    /// Refuses marks that could not be told apart in a plot this wide.
    fn fits(&self, _panel: &Panel, _width: f64, _size: Size) -> Result<()> {
        Ok(())
    }

    /// Draws what lies behind the grid.
    fn draw_behind(&self, _pen: &mut Pen<'_>, _panel: &Panel, _plot: &Plot<'_>) {}

    /// Draws the marks; gives back the labels that it wishes for, the most important first.
    fn draw(&self, pen: &mut Pen<'_>, panel: &Panel, plot: &Plot<'_>) -> Vec<Wish>;
}

/// The kind that draws a mark.
pub(crate) fn kind(mark: Mark) -> &'static dyn Kind {
    match mark {
        Mark::Line => &line::Line,
        Mark::Slope => &slope::Slope,
        Mark::Stack => &stack::Stack,
        _ => &column::Column,
    }
}

/// More lines than these have no colour of their own each.
const NAMED: usize = 7;

/// So many lines of a panel have a colour and a name; further ones are grey, to compare with, and then no other is.
fn told(panel: &Panel) -> usize {
    if panel.series.len() > NAMED { NAMED - 1 } else { NAMED }
}

/// The lines of a panel that have neither.
pub(crate) fn unnamed(panel: &Panel) -> &[Series] {
    let lines = matches!(panel.mark, Mark::Line | Mark::Slope);
    if lines { panel.series.get(told(panel)..).unwrap_or_default() } else { &[] }
}

/// Refuses columns or bars side by side of which only the colour tells what they are, where two have the same.
pub(crate) fn distinct_colours(theme: &Theme, panel: &Panel) -> Result<()> {
    if !matches!(panel.mark, Mark::Column | Mark::Stack | Mark::Bar | Mark::Dumbbell) {
        return Ok(());
    }
    let hues: Vec<Hue> = panel.series.iter().enumerate().map(|(i, series)| theme.shade(series.color, i)).collect();
    for (i, hue) in hues.iter().enumerate() {
        if let Some(before) = hues[..i].iter().position(|other| other == hue) {
            let [one, other] = [before, i].map(|i| &panel.series[i].name);
            return Err(Error::new(format!("'{one}' and '{other}' have the same colour, which alone would tell them apart"))
                .with_help(format!(
                    "draw at most {} of them in one frame, or as lines or small multiples; colours of areas stand in areas.csv",
                    theme.palette.len()
                )));
        }
    }
    Ok(())
}

/// Pixels kept free above and below the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    pub above: f64,
    pub below: f64,
}

/// A place to draw in: a box with both scales.
pub(crate) struct Plot<'a> {
    pub rect: Rect,
    pub axis: &'a Horizontal,
    pub inset: f64,
    pub values: Values,
    /// The right end of what may be written beside the plot.
    pub right: f64,
    /// One of many small plots: names stand above them all, and only the last values are written.
    pub small: bool,
}

impl Plot<'_> {
    /// The pixel of a place on the horizontal axis.
    pub fn at(&self, place: f64) -> f64 {
        self.rect.x + self.inset + place * (self.rect.w - 2.0 * self.inset)
    }

    /// The pixel of a point on the horizontal axis.
    pub fn x(&self, at: &At) -> f64 {
        self.at(self.axis.place(at))
    }

    /// The pixel of a value; what lies off the scale stands at its end.
    pub fn y(&self, value: f64) -> f64 {
        self.rect.bottom() - self.values.place(value).clamp(0.0, 1.0) * self.rect.h
    }
}

/// Distance between the nearest two of some places; `alone` where there are not two.
fn nearest(places: impl Iterator<Item = f64>, alone: f64) -> f64 {
    let mut places: Vec<f64> = places.collect();
    places.sort_by(f64::total_cmp);
    let gaps = places.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.0);
    gaps.fold(f64::INFINITY, f64::min).min(alone)
}
