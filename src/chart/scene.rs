//! A chart with everything measured and placed, in pixels: what the writers of SVG, PNG and PDF only copy.

use super::font::{ASCENT, DESCENT, Fonts, Weight};
use super::geometry::{Pt, Rect};
use super::logo::Logo;
use super::theme::Color;

/// A placed chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Name of the chart; ids begin with it.
    pub id: String,
    /// The chart's title, whole.
    pub title: String,
    /// What a reader would see, in sentences.
    pub alt: String,
    /// The note as it is printed, with what the drawing adds to the chart's own.
    pub note: String,
    /// Width in pixels.
    pub width: f64,
    /// Height in pixels.
    pub height: f64,
    /// Colour behind everything.
    pub background: Color,
    /// The faces that its words were measured in.
    pub fonts: Fonts,
    /// What is drawn, group by group, in drawing order.
    pub items: Vec<Item>,
    /// Characters that no face has, each once; an empty box is drawn for them.
    pub missing: Vec<char>,
    /// Labels and names that found no room, in the order of their importance.
    pub unplaced: Vec<String>,
    /// The values that a reader can point at, in the order in which they are read.
    pub spots: Vec<Spot>,
}

/// A value that a reader can point at.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where its mark stands.
    pub rect: Rect,
    /// What it is: "GDP, 2023: CNY 126 trn (CNY 125.5 to 126.5 trillion)".
    pub words: String,
}

/// Parts of the picture, in drawing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Title and subtitle.
    Header,
    /// Axes, grid, ticks and headings.
    Plot,
    /// The data.
    Marks,
    /// Words beside the data.
    Labels,
    /// Note and source.
    Footer,
}

impl Group {
    /// All groups in drawing order.
    pub const ALL: [Self; 5] = [Self::Header, Self::Plot, Self::Marks, Self::Labels, Self::Footer];

    /// Its class in the SVG.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Plot => "plot",
            Self::Marks => "marks",
            Self::Labels => "labels",
            Self::Footer => "footer",
        }
    }
}

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The part of the picture that it belongs to.
    pub group: Group,
    /// What it is.
    pub shape: Shape,
}

/// Shapes that a scene is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A line of text.
    Text(Text),
    /// Straight lines from point to point.
    Line {
        /// The corners.
        points: Vec<Pt>,
        /// Stroke width.
        width: f64,
        /// Stroke colour.
        color: Color,
        /// Lengths of a dash and of the gap after it, where the line is dashed.
        dash: Option<(f64, f64)>,
    },
    /// An upright box.
    Box {
        /// Its edges.
        rect: Rect,
        /// Its inside, if it has one.
        fill: Option<Color>,
        /// Its outline, if it has one: colour and width.
        stroke: Option<(Color, f64)>,
    },
    /// A circle.
    Circle {
        /// Its middle.
        centre: Pt,
        /// Its radius.
        radius: f64,
        /// Its inside.
        fill: Color,
        /// Its outline, if it has one: colour and width.
        stroke: Option<(Color, f64)>,
    },
    /// The logo of a newsroom.
    Logo {
        /// Where it stands; its width over its height are those of the logo.
        rect: Rect,
        /// What is drawn.
        logo: Logo,
    },
    /// A closed figure.
    Polygon {
        /// Its corners.
        points: Vec<Pt>,
        /// Its inside.
        fill: Color,
    },
}

/// A line of text with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The words.
    pub words: String,
    /// Left end of the baseline.
    pub at: Pt,
    /// Width of the words.
    pub width: f64,
    /// Text size in pixels.
    pub size: f64,
    /// Regular or bold.
    pub weight: Weight,
    /// Colour of the words.
    pub color: Color,
}

impl Text {
    /// The box around the words.
    #[must_use]
    pub fn rect(&self) -> Rect {
        Rect::new(self.at.x, self.at.y - ASCENT * self.size, self.width, (ASCENT + DESCENT) * self.size)
    }
}

impl Scene {
    /// All texts, in drawing order.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|item| match &item.shape {
            Shape::Text(text) => Some(text),
            _ => None,
        })
    }

    /// What is drawn in one group.
    pub fn group(&self, group: Group) -> impl Iterator<Item = &Shape> {
        self.items.iter().filter(move |item| item.group == group).map(|item| &item.shape)
    }
}

impl Shape {
    /// The box around the shape, strokes included.
    #[must_use]
    pub fn rect(&self) -> Rect {
        match self {
            Self::Text(text) => text.rect(),
            Self::Logo { rect, .. } => *rect,
            Self::Line { points, width, .. } => around(points).grown(width / 2.0),
            Self::Box { rect, stroke, .. } => rect.grown(stroke.map_or(0.0, |(_, width)| width / 2.0)),
            Self::Circle { centre, radius, stroke, .. } => {
                Rect::around(*centre, radius + stroke.map_or(0.0, |(_, width)| width / 2.0))
            }
            Self::Polygon { points, .. } => around(points),
        }
    }

    /// Whether the shape touches a box: lines and polygons by what they are, others by their box.
    #[must_use]
    pub fn touches(&self, other: &Rect) -> bool {
        match self {
            Self::Line { points, width, .. } => {
                let grown = other.grown(width / 2.0);
                points.windows(2).any(|ends| grown.crossed_by(ends[0], ends[1]))
            }
            Self::Polygon { points, .. } => self.rect().overlaps(other) && covers(points, other),
            _ => self.rect().overlaps(other),
        }
    }
}

/// Whether a closed figure covers a part of a box: an edge passes through it, or it lies within.
fn covers(corners: &[Pt], rect: &Rect) -> bool {
    let edges = || corners.iter().zip(corners.iter().cycle().skip(1));
    let (x, y) = (rect.mid_x(), rect.mid_y());
    // From within, a ray to the right meets an odd number of edges.
    let met = |(a, b): &(&Pt, &Pt)| (a.y > y) != (b.y > y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
    edges().any(|(a, b)| rect.crossed_by(*a, *b)) || edges().filter(met).count() % 2 == 1
}

/// The box around some points.
fn around(points: &[Pt]) -> Rect {
    let fold =
        |pick: fn(&Pt) -> f64, better: fn(f64, f64) -> f64| points.iter().map(pick).reduce(better).unwrap_or(0.0);
    let low = Pt::new(fold(|p| p.x, f64::min), fold(|p| p.y, f64::min));
    let high = Pt::new(fold(|p| p.x, f64::max), fold(|p| p.y, f64::max));
    Rect::between(low, high)
}
