//! A marker a row, with its interval.

use super::row::{Place, Row, RowKind, Side, radius};
use super::whisker::arrow;
use crate::chart::labels::Wish;
use crate::chart::model::Panel;
use crate::chart::pen::Pen;

pub(crate) struct Dot;

impl RowKind for Dot {
    fn before(&self, pen: &Pen<'_>, panel: &Panel, _words: f64) -> f64 {
        let open = panel.points().any(|point| point.low.is_none() && point.high.is_some());
        if open { arrow(pen) * 1.3 } else { radius(pen) * 2.0 }
    }

    fn draw(&self, pen: &mut Pen<'_>, row: &Row<'_>, places: &[Place<'_>]) -> Vec<Wish> {
        let marks: Vec<_> = places.iter().map(|place| row.marker(pen, place)).collect();
        let sides = [Side::Right, Side::Left, Side::Above, Side::Below];
        places.iter().zip(&marks).filter_map(|(place, mark)| row.wish(pen, place, mark, &sides)).collect()
    }
}
