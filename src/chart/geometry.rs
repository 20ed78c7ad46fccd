//! Points and boxes in pixels, and the few tests of position that layout needs.

/// A place in the picture: pixels from the left and from the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pt {
    /// From the left edge.
    pub x: f64,
    /// From the top edge.
    pub y: f64,
}

impl Pt {
    /// The point at these distances from the left and the top.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

/// An upright box in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, not negative.
    pub w: f64,
    /// Height, not negative.
    pub h: f64,
}

impl Rect {
    /// A box by its left and top edge, width and height.
    #[must_use]
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    /// The box between two corners, whichever they are.
    #[must_use]
    pub fn between(a: Pt, b: Pt) -> Self {
        Self::new(a.x.min(b.x), a.y.min(b.y), (a.x - b.x).abs(), (a.y - b.y).abs())
    }

    /// The box of a half-width around a centre.
    #[must_use]
    pub fn around(centre: Pt, half: f64) -> Self {
        Self::new(centre.x - half, centre.y - half, 2.0 * half, 2.0 * half)
    }

    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Bottom edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Horizontal middle.
    #[must_use]
    pub fn mid_x(&self) -> f64 {
        self.x + self.w / 2.0
    }

    /// Vertical middle.
    #[must_use]
    pub fn mid_y(&self) -> f64 {
        self.y + self.h / 2.0
    }

    /// The box grown by so much on every side; a negative amount shrinks it.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self::new(self.x - by, self.y - by, (self.w + 2.0 * by).max(0.0), (self.h + 2.0 * by).max(0.0))
    }

    /// Whether two boxes share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether the other box lies inside this one.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }

    /// How far a point is from the box; 0 within it.
    #[must_use]
    pub fn distance(&self, point: Pt) -> f64 {
        let nearest = Pt::new(point.x.clamp(self.x, self.right()), point.y.clamp(self.y, self.bottom()));
        (point.x - nearest.x).hypot(point.y - nearest.y)
    }

    /// Whether a straight line from `a` to `b` passes through the box (Liang and Barsky's clipping).
    #[must_use]
    pub fn crossed_by(&self, a: Pt, b: Pt) -> bool {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (step, room) in
            [(-dx, a.x - self.x), (dx, self.right() - a.x), (-dy, a.y - self.y), (dy, self.bottom() - a.y)]
        {
            if step == 0.0 {
                if room <= 0.0 {
                    return false;
                }
            } else if step < 0.0 {
                enter = enter.max(room / step);
            } else {
                leave = leave.min(room / step);
            }
        }
        enter < leave
    }
}

/// A count as a number to calculate with.
pub(crate) fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

/// The nearest whole number, held within what a picture's coordinates and tick counts can reach.
#[expect(clippy::cast_possible_truncation, reason = "held within the range of i32 first; NaN becomes 0")]
pub(crate) fn whole(value: f64) -> i32 {
    value.round().clamp(-1e9, 1e9) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_a_box_only_where_it_passes_through() {
        let room = Rect::new(10.0, 10.0, 10.0, 10.0);
        assert!(room.crossed_by(Pt::new(0.0, 15.0), Pt::new(30.0, 15.0)));
        assert!(room.crossed_by(Pt::new(15.0, 15.0), Pt::new(16.0, 16.0)));
        assert!(!room.crossed_by(Pt::new(0.0, 9.0), Pt::new(30.0, 9.0)));
        assert!(!room.crossed_by(Pt::new(0.0, 25.0), Pt::new(9.0, 5.0)));
        assert!(!room.crossed_by(Pt::new(0.0, 15.0), Pt::new(9.0, 15.0)));
    }

    #[test]
    fn boxes_that_share_an_edge_do_not_overlap() {
        let left = Rect::new(0.0, 0.0, 5.0, 5.0);
        assert!(!left.overlaps(&Rect::new(5.0, 0.0, 5.0, 5.0)));
        assert!(left.overlaps(&Rect::new(4.9, 0.0, 5.0, 5.0)));
    }
}
