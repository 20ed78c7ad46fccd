//! What bars, dumbbells and dots share: a row with its places, a marker with its interval, and the words beside a mark.

use super::whisker::{Reach, Whisker};
use super::{bar, dot, dumbbell};
use crate::chart::font::Weight;
use crate::chart::geometry::{Pt, Rect};
use crate::chart::labels::{Wish, extent};
use crate::chart::model::{Mark, Panel, Point, ValueScale};
use crate::chart::pen::Pen;
use crate::chart::scale::{Linear, Log, Rank, Values};
use crate::chart::scene::{Group, Shape};
use crate::chart::theme::Hue;
use crate::unit::Unit;

/// What a kind of rows knows how to do.
pub(crate) trait RowKind {
    /// The scale of its values, without room for words.
    fn values(&self, panel: &Panel) -> Values {
        spread(panel)
    }

    /// Pixels that it needs left of the least value, given those that the words of a value take.
    fn before(&self, pen: &Pen<'_>, panel: &Panel, words: f64) -> f64;

    /// Whether there is an axis below; not where every mark says its own value.
    fn has_axis(&self) -> bool {
        true
    }

    /// Marks of a row that lie one below the other.
    fn lanes(&self, _panel: &Panel) -> usize {
        1
    }

    /// Draws the marks of a row; gives back the labels that it wishes for, the most important first.
    fn draw(&self, pen: &mut Pen<'_>, row: &Row<'_>, places: &[Place<'_>]) -> Vec<Wish>;
}

/// The kind that draws a mark in rows.
pub(crate) fn row_kind(mark: Mark) -> &'static dyn RowKind {
    match mark {
        Mark::Dumbbell => &dumbbell::Dumbbell,
        Mark::Dot => &dot::Dot,
        _ => &bar::Bar,
    }
}

/// A point with its pixels across.
pub(crate) struct Place<'a> {
    pub series: usize,
    pub point: &'a Point,
    pub reach: Reach,
}

/// A row and what its marks share.
pub(crate) struct Row<'a> {
    pub panel: &'a Panel,
    /// Its box, from the least to the greatest value.
    pub rect: Rect,
    /// The pixel of zero, where bars begin.
    pub zero: f64,
    /// Height of a bar.
    pub thick: f64,
}

/// A side of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Right,
    Left,
    Above,
    Below,
}

impl Row<'_> {
    pub fn hue(&self, pen: &Pen<'_>, place: &Place<'_>) -> Hue {
        pen.theme.shade(self.panel.series[place.series].color, place.series)
    }

    /// The interval of a place, if it has one that can be seen.
    pub fn whisker(&self, pen: &Pen<'_>, place: &Place<'_>) -> Option<Whisker> {
        let rise = if self.panel.unit == Unit::Rank { -1.0 } else { 1.0 };
        Whisker::along(pen, place.reach, rise, (self.rect.x, self.rect.right()))
    }

    /// Draws a marker with its interval; gives back the box of both.
    pub fn marker(&self, pen: &mut Pen<'_>, place: &Place<'_>) -> Rect {
        let hue = self.hue(pen, place);
        let (centre, radius) = (Pt::new(place.reach.at, self.rect.mid_y()), radius(pen));
        let whisker = self.whisker(pen, place).filter(|it| it.end - it.start > 2.4 * radius);
        if let Some(whisker) = whisker {
            whisker.draw_lying(pen, centre.y, hue.mark);
        }
        let ring = (2.2 * pen.sizes.unit).max(1.5);
        let background = pen.theme.background;
        let (fill, stroke) =
            if place.point.hollow { (background, (hue.mark, ring)) } else { (hue.mark, (background, ring * 0.5)) };
        pen.draw(Group::Marks, Shape::Circle { centre, radius, fill, stroke: Some(stroke) });
        let (start, end) = whisker.map_or((centre.x, centre.x), |it| (it.start, it.end));
        pen.spot(self.panel, place.series, place.point, Rect::around(centre, radius));
        let half = Pt::new(radius + ring / 2.0, radius + ring / 2.0);
        Rect::between(
            Pt::new(start.min(centre.x - half.x), centre.y - half.y),
            Pt::new(end.max(centre.x + half.x), centre.y + half.y),
        )
    }

    /// The words of a value beside its mark, on the first of these sides that is free.
    pub fn wish(&self, pen: &Pen<'_>, place: &Place<'_>, mark: &Rect, sides: &[Side]) -> Option<Wish> {
        let words = place.point.label.clone();
        let several = self.panel.series.len() > 1;
        let color = if several { self.hue(pen, place).text } else { pen.theme.ink };
        let look = pen.look(pen.sizes.label, Weight::Bold, color);
        let (width, height) = extent(pen, &words, look);
        let (aside, away) = (look.size * 0.45, look.size * 0.2);
        let (middle, beside) = (place.reach.at - width / 2.0, mark.mid_y() - height / 2.0);
        let spot = |side: &Side| match side {
            Side::Right => Pt::new(mark.right() + aside, beside),
            Side::Left => Pt::new(mark.x - aside - width, beside),
            Side::Above => Pt::new(middle, mark.y - away - height),
            Side::Below => Pt::new(middle, mark.bottom() + away),
        };
        let spots = sides.iter().map(spot).collect();
        (!words.is_empty()).then_some(Wish { words, look, spots, aside, anchor: None })
    }
}

/// Radius of a marker.
pub(crate) fn radius(pen: &Pen<'_>) -> f64 {
    (6.0 * pen.sizes.unit).max(4.0)
}

/// The scale on which markers lie apart. Values that do not differ leave nothing to look into: they stand at their distance from zero.
fn spread(panel: &Panel) -> Values {
    let numbers = || panel.points().flat_map(Point::numbers);
    let mut points = panel.points().map(|point| point.value);
    let first = points.next();
    match (panel.scale, &panel.unit) {
        (ValueScale::Log, _) => Values::Log(Log::around(numbers())),
        (_, Unit::Rank) => Values::Rank(Rank::around(numbers())),
        _ if points.all(|value| Some(value) == first) => Values::Linear(Linear::from_zero(numbers())),
        _ => Values::Linear(Linear::around(numbers())),
    }
}
