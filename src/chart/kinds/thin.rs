//! Many points thinned to what pixels can show.

use crate::chart::geometry::Pt;

/// The points in order; of those within one step of the width only the first, the lowest, the highest and the last, which
/// draw the same line.
pub(super) fn thinned(points: &[Pt], step: f64) -> Vec<Pt> {
    let column = |point: &Pt| (point.x / step).floor();
    let mut kept = Vec::new();
    for together in points.chunk_by(|a, b| column(a).total_cmp(&column(b)).is_eq()) {
        if together.len() <= 4 {
            kept.extend_from_slice(together);
            continue;
        }
        let all = 0..together.len();
        let y = |n: &usize| together[*n].y;
        let lowest = all.clone().min_by(|a, b| y(a).total_cmp(&y(b))).unwrap_or(0);
        let highest = all.max_by(|a, b| y(a).total_cmp(&y(b))).unwrap_or(0);
        let mut chosen = [0, lowest.min(highest), lowest.max(highest), together.len() - 1].to_vec();
        chosen.dedup();
        kept.extend(chosen.into_iter().map(|n| together[n]));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_points_in_a_pixel_the_first_and_last_and_the_outermost_stay() {
        let points: Vec<Pt> =
            [5.0, 3.0, 9.0, 4.0, 1.0, 6.0].iter().map(|y| Pt::new(10.5, *y)).chain([Pt::new(11.2, 7.0)]).collect();
        let kept: Vec<f64> = thinned(&points, 1.0).iter().map(|point| point.y).collect();
        assert_eq!(kept, [5.0, 9.0, 1.0, 6.0, 7.0]);
    }

    #[test]
    fn few_points_all_stay() {
        let points = [Pt::new(0.0, 1.0), Pt::new(0.2, 2.0), Pt::new(5.0, 3.0)];
        assert_eq!(thinned(&points, 1.0), points);
    }
}
