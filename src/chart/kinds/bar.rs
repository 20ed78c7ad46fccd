//! Bars from zero, those of several series below one another.

use super::row::{Place, Row, RowKind, Side};
use crate::chart::geometry::{Pt, Rect, count};
use crate::chart::labels::Wish;
use crate::chart::model::{Panel, Point};
use crate::chart::pen::Pen;
use crate::chart::scale::{Linear, Values};
use crate::chart::scene::{Group, Shape};

pub(crate) struct Bar;

impl RowKind for Bar {
    fn values(&self, panel: &Panel) -> Values {
        Values::Linear(Linear::from_zero(panel.points().flat_map(Point::numbers)))
    }

    fn before(&self, _pen: &Pen<'_>, panel: &Panel, words: f64) -> f64 {
        if panel.points().all(|point| point.value >= 0.0) { 0.0 } else { words }
    }

    fn has_axis(&self) -> bool {
        false
    }

    fn lanes(&self, panel: &Panel) -> usize {
        panel.series.len().max(1)
    }

    fn draw(&self, pen: &mut Pen<'_>, row: &Row<'_>, places: &[Place<'_>]) -> Vec<Wish> {
        let top = row.rect.mid_y() - row.thick * count(self.lanes(row.panel)) / 2.0;
        let place = |place: &Place<'_>| {
            let hue = row.hue(pen, place);
            let y = top + row.thick * count(place.series);
            let full = Rect::between(Pt::new(row.zero, y), Pt::new(place.reach.at, y + row.thick * 0.94));
            let edge = (2.0 * pen.sizes.unit).max(1.5);
            let (fill, stroke) =
                if place.point.hollow { (pen.theme.background, Some((hue.mark, edge))) } else { (hue.mark, None) };
            // An outline lies within the bar, or the hollow one would look larger.
            let lies_within = place.point.hollow && full.w > 3.0 * edge && full.h > 3.0 * edge;
            let rect = if lies_within { full.grown(-edge / 2.0) } else { full };
            pen.draw(Group::Marks, Shape::Box { rect, fill: Some(fill), stroke });
            let (mut start, mut end) = (full.x, full.right());
            if let Some(whisker) = row.whisker(pen, place) {
                let ink = pen.theme.ink;
                whisker.draw_lying(pen, rect.mid_y(), ink);
                (start, end) = (start.min(whisker.start), end.max(whisker.end));
            }
            pen.spot(row.panel, place.series, place.point, full);
            let mark = Rect::between(Pt::new(start, full.y), Pt::new(end, full.bottom()));
            row.wish(pen, place, &mark, &[if place.point.value < 0.0 { Side::Left } else { Side::Right }])
        };
        places.iter().filter_map(place).collect()
    }
}
