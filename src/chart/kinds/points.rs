//! Which points get a label first, and where around their markers it may stand.

use super::Plot;
use super::whisker::Whisker;
use crate::chart::font::Weight;
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::labels::{Anchor, Wish, extent};
use crate::chart::model::Point;
use crate::chart::pen::{Look, Pen};
use crate::chart::theme::Color;

/// The places, among some values in order, of those that get a label: the last and the first, the highest and the lowest, then, unless
/// they are crowded, the others in order.
pub(super) fn by_importance(values: &[f64], crowded: bool) -> Vec<usize> {
    let value = |n: &usize| values[*n];
    let all = 0..values.len();
    let highest = all.clone().max_by(|a, b| value(a).total_cmp(&value(b)));
    let lowest = all.clone().min_by(|a, b| value(a).total_cmp(&value(b)));
    let rest = all.clone().filter(|_| !crowded).map(Some);
    let mut chosen: Vec<usize> = Vec::new();
    for n in [all.clone().last(), all.clone().next(), highest, lowest].into_iter().chain(rest).flatten() {
        if !chosen.contains(&n) {
            chosen.push(n);
        }
    }
    chosen
}

/// The wish for a label of one point, beside its marker.
pub(super) fn wish(pen: &Pen<'_>, plot: &Plot<'_>, point: &Point, words: String, color: Color, radius: f64) -> Wish {
    let look = pen.look(pen.sizes.label, Weight::Bold, color);
    let at = Pt::new(plot.x(&point.at), plot.y(point.value));
    let spots = spots(pen, point, plot, &words, radius, look);
    Wish { words, look, spots, aside: look.size, anchor: Some(Anchor { at, radius, color }) }
}

/// The places, among the spots around a marker, of those at its right and at its left.
pub(super) const RIGHT_SPOT: usize = 2;
pub(super) const LEFT_SPOT: usize = 3;

/// Around the marker and its whisker: above, below, beside, at the corners, and a little further away.
fn spots(pen: &Pen<'_>, point: &Point, plot: &Plot<'_>, words: &str, radius: f64, look: Look) -> Vec<Pt> {
    let (width, height) = extent(pen, words, look);
    let centre = Pt::new(plot.x(&point.at), plot.y(point.value));
    let mut mark = Rect::around(centre, radius);
    if let Some(whisker) = Whisker::of(pen, point, plot) {
        mark = Rect::between(
            Pt::new(mark.x, mark.y.min(whisker.start)),
            Pt::new(mark.right(), mark.bottom().max(whisker.end)),
        );
    }
    let middle = centre.x - width / 2.0;
    (0..2)
        .flat_map(|ring| {
            let away = look.size * (0.3 + 0.5 * count(ring));
            let (above, below) = (mark.y - away - height, mark.bottom() + away);
            let (left, right) = (mark.x - away - width, mark.right() + away);
            let beside = centre.y - height / 2.0;
            [
                Pt::new(middle, above),
                Pt::new(middle, below),
                Pt::new(right, beside),
                Pt::new(left, beside),
                Pt::new(left + radius + away, above),
                Pt::new(right - radius - away, above),
                Pt::new(left + radius + away, below),
                Pt::new(right - radius - away, below),
            ]
        })
        .collect()
}
