//! Words beside the data: each label goes to the first place where it touches nothing; the least important give way.

use super::font::{ASCENT, DESCENT};
use super::geometry::{Pt, Rect, count, whole};
use super::pen::{Align, Look, Pen};
use super::scene::{Group, Item, Shape};
use super::theme::Color;

/// A label that wants a place.
pub(crate) struct Wish {
    pub words: String,
    pub look: Look,
    /// Upper left corners of its box, the best first.
    pub spots: Vec<Pt>,
    /// How far the words of an axis at its side must stay away, or it would read as one of them.
    pub aside: f64,
    /// The mark that it speaks of: where no spot beside that is free, a thin line joins the two over a distance.
    pub anchor: Option<Anchor>,
}

/// The mark that a label belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Anchor {
    pub at: Pt,
    /// Of the marker; a joining line begins outside it.
    pub radius: f64,
    pub color: Color,
}

/// How far a label may move from its mark, in heights of its line.
const FARTHEST: usize = 8;

/// Width and height of a label's box.
pub(crate) fn extent(pen: &Pen<'_>, words: &str, look: Look) -> (f64, f64) {
    (pen.width(words, look), look.size * (ASCENT + DESCENT))
}

/// Writes the labels, the most important first: inside the plot if there is a place, else in the margin around it. What finds
/// none is left out and noted.
pub(crate) fn place(pen: &mut Pen<'_>, wishes: Vec<Wish>, plot: Rect, margin: Rect) {
    let marks: Vec<Pt> = wishes.iter().filter_map(|wish| Some(wish.anchor?.at)).collect();
    for wish in wishes {
        let (width, height) = extent(pen, &wish.words, wish.look);
        let air = wish.look.size * 0.12;
        // Nearer to another mark it would be read as that one's.
        let own = |rect: &Rect| {
            let Some(anchor) = wish.anchor else { return true };
            marks.iter().all(|mark| rect.distance(*mark) >= rect.distance(anchor.at) - 1e-6)
        };
        let free = |bounds: Rect| {
            let mut boxes = wish.spots.iter().map(|spot| Rect::new(spot.x, spot.y, width, height));
            boxes.find(|rect| bounds.holds(rect) && own(rect) && is_free(&pen.items, &rect.grown(air), wish.aside))
        };
        let near = free(plot).or_else(|| free(margin)).map(|rect| (rect, None));
        let found = near.or_else(|| far(pen, &wish, (width, height), plot));
        match found {
            Some((rect, joint)) => {
                if let (Some((from, to)), Some(anchor)) = (joint, wish.anchor) {
                    let width = pen.sizes.unit.max(1.0);
                    pen.line(Group::Labels, from, to, width, anchor.color);
                }
                write(pen, &wish.words, rect, wish.look);
            }
            None => pen.unplaced.push(wish.words),
        }
    }
}

/// A box at a distance with the line that joins it to its mark, where both are free; the nearest first.
fn far(pen: &Pen<'_>, wish: &Wish, (width, height): (f64, f64), plot: Rect) -> Option<(Rect, Option<(Pt, Pt)>)> {
    let anchor = wish.anchor?;
    let (at, air) = (anchor.at, wish.look.size * 0.12);
    (1..=FARTHEST).find_map(|ring| {
        let away = anchor.radius + height * count(ring);
        let (left, middle, right) = (at.x - away - width, at.x - width / 2.0, at.x + away);
        let (above, beside, below) = (at.y - away - height, at.y - height / 2.0, at.y + away);
        let (out, back) = (at.x + height * 0.5, at.x - height * 0.5 - width);
        let corners = [
            (middle, above),
            (out, above),
            (back, above),
            (middle, below),
            (out, below),
            (back, below),
            (right, above),
            (left, above),
            (right, below),
            (left, below),
            (right, beside),
            (left, beside),
        ];
        corners.into_iter().find_map(|(x, y)| {
            let rect = Rect::new(x, y, width, height);
            let fits = plot.holds(&rect) && is_free(&pen.items, &rect.grown(air), wish.aside);
            let joint = joint(&anchor, &rect.grown(air));
            (fits && clear(&pen.items, joint)).then_some((rect, Some(joint)))
        })
    })
}

/// The line from the edge of a marker to the nearest place of a box.
fn joint(anchor: &Anchor, rect: &Rect) -> (Pt, Pt) {
    let to = Pt::new(anchor.at.x.clamp(rect.x, rect.right()), anchor.at.y.clamp(rect.y, rect.bottom()));
    let (dx, dy) = (to.x - anchor.at.x, to.y - anchor.at.y);
    let part = ((anchor.radius + 2.0) / dx.hypot(dy).max(1e-9)).min(1.0);
    (Pt::new(anchor.at.x + dx * part, anchor.at.y + dy * part), to)
}

/// Whether a joining line meets nothing on its way. It begins outside its marker, where its own line may still be near.
fn clear(items: &[Item], (from, to): (Pt, Pt)) -> bool {
    // Near enough to one another that no line passes between.
    let steps = usize::try_from(whole((to.x - from.x).hypot(to.y - from.y) / 2.0)).unwrap_or(1).max(8);
    (1..=steps).all(|step| {
        let part = count(step) / count(steps);
        let at = Pt::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
        let spot = Rect::around(at, 1.5);
        !items.iter().any(|item| matches!(item.group, Group::Marks | Group::Labels) && item.shape.touches(&spot))
    })
}

/// Writes one label into its box, on a plate that hides the grid behind it.
fn write(pen: &mut Pen<'_>, words: &str, rect: Rect, look: Look) {
    let plate = rect.grown(look.size * 0.15);
    let over_grid = |item: &Item| {
        item.group == Group::Plot && matches!(item.shape, Shape::Line { .. }) && item.shape.touches(&plate)
    };
    if pen.items.iter().any(over_grid) {
        let fill = Some(pen.theme.background);
        pen.draw(Group::Plot, Shape::Box { rect: plate, fill, stroke: None });
    }
    let baseline = Pt::new(rect.x, rect.y + look.size * ASCENT);
    pen.text(Group::Labels, words, baseline, Align::Left, look);
}

/// Whether no mark, no tinted band and no other text touches the box. Grid lines may: a plate covers them.
fn is_free(items: &[Item], rect: &Rect, aside: f64) -> bool {
    let aside = Rect::new(rect.x - aside, rect.y, rect.w + 2.0 * aside, rect.h);
    !items.iter().any(|item| match item.group {
        Group::Marks | Group::Labels => item.shape.touches(rect),
        Group::Plot => match item.shape {
            Shape::Text(_) => item.shape.touches(&aside),
            Shape::Polygon { .. } => item.shape.touches(rect),
            _ => false,
        },
        Group::Header | Group::Footer => false,
    })
}

/// Moves middles apart along a line until each has its length free, and stay within the ends; as little as possible.
///
/// `None` where they do not fit. The middles must be in ascending order.
pub(crate) fn apart(wanted: &[f64], lengths: &[f64], low: f64, high: f64) -> Option<Vec<f64>> {
    if lengths.iter().sum::<f64>() > high - low {
        return None;
    }
    // From the low end on, each begins where the one before ends; then back from the high end.
    let mut middles = wanted.to_vec();
    for round in 0..8 {
        let mut edge = low;
        for (middle, length) in middles.iter_mut().zip(lengths) {
            *middle = middle.max(edge + length / 2.0);
            edge = *middle + length / 2.0;
        }
        edge = high;
        for (middle, length) in middles.iter_mut().zip(lengths).rev() {
            *middle = middle.min(edge - length / 2.0);
            edge = *middle - length / 2.0;
        }
        if round == 7 {
            break;
        }
        // What was pushed one way only is pulled back by half of what its cluster was moved on average.
        let mut start = 0;
        while start < middles.len() {
            let mut end = start + 1;
            while end < middles.len()
                && middles[end] - middles[end - 1] - (lengths[end] + lengths[end - 1]) / 2.0 < 1e-6
            {
                end += 1;
            }
            let moved: f64 = (start..end).map(|i| middles[i] - wanted[i]).sum::<f64>() / count(end - start);
            middles[start..end].iter_mut().for_each(|middle| *middle -= moved);
            start = end;
        }
    }
    Some(middles)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middles_move_apart_as_little_as_needed() {
        assert_eq!(apart(&[10.0, 50.0], &[10.0, 10.0], 0.0, 100.0), Some(vec![10.0, 50.0]));
        let moved = apart(&[50.0, 52.0], &[10.0, 10.0], 0.0, 100.0).unwrap();
        assert!((moved[0] - 46.0).abs() < 0.5 && (moved[1] - 56.0).abs() < 0.5, "{moved:?}");
        assert_eq!(apart(&[1.0, 2.0], &[10.0, 10.0], 0.0, 15.0), None);
    }

    #[test]
    fn middles_stay_within_the_ends_and_in_order() {
        let wanted = [0.0, 1.0, 2.0, 97.0, 98.0, 99.0];
        let moved = apart(&wanted, &[12.0; 6], 0.0, 100.0).unwrap();
        assert!(moved[0] >= 6.0 - 1e-9 && moved[5] <= 94.0 + 1e-9, "{moved:?}");
        assert!(moved.windows(2).all(|pair| pair[1] - pair[0] >= 12.0 - 1e-6), "{moved:?}");
    }
}
