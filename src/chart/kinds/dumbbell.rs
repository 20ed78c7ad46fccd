//! Two or more markers a row, joined by a line: how far it is from one date to another.

use super::row::{Place, Row, RowKind, Side};
use crate::chart::geometry::Pt;
use crate::chart::labels::Wish;
use crate::chart::model::Panel;
use crate::chart::pen::Pen;
use crate::chart::scene::Group;

pub(crate) struct Dumbbell;

impl RowKind for Dumbbell {
    fn before(&self, _pen: &Pen<'_>, _panel: &Panel, words: f64) -> f64 {
        words
    }

    /// The outermost markers have their words on their own side, those between them above or below.
    fn draw(&self, pen: &mut Pen<'_>, row: &Row<'_>, places: &[Place<'_>]) -> Vec<Wish> {
        let mut order: Vec<&Place<'_>> = places.iter().collect();
        order.sort_by(|a, b| a.reach.at.total_cmp(&b.reach.at));
        let y = row.rect.mid_y();
        if let [first, .., last] = order.as_slice() {
            let (width, color) = ((3.0 * pen.sizes.unit).max(2.0), pen.theme.axis);
            pen.line(Group::Marks, Pt::new(first.reach.at, y), Pt::new(last.reach.at, y), width, color);
        }
        let marks: Vec<_> = order.iter().map(|place| row.marker(pen, place)).collect();
        let last = order.len().saturating_sub(1);
        let sides = |i: usize| match i {
            _ if i == last => [Side::Right].as_slice(),
            0 => &[Side::Left],
            _ => &[Side::Above, Side::Below],
        };
        let mut wishes: Vec<(usize, Wish)> = order
            .iter()
            .enumerate()
            .filter_map(|(i, place)| Some((i, row.wish(pen, place, &marks[i], sides(i))?)))
            .collect();
        wishes.sort_by_key(|(i, _)| *i != 0 && *i != last);
        wishes.into_iter().map(|(_, wish)| wish).collect()
    }
}
