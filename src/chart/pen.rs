//! What a layout draws with: faces, colours and text sizes, and the list of things drawn so far.

use super::font::{DESCENT, Faces, LEADING, Weight, is_rtl};
use super::geometry::{Pt, Rect};
use super::model::{Panel, Point};
use super::readout;
use super::scene::{Group, Item, Scene, Shape, Spot, Text};
use super::size::Size;
use super::theme::{Color, TextSizes, Theme};

/// Text and stroke sizes of a picture, in pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    /// Everything that is not text grows with this; 1 for a page.
    pub unit: f64,
    pub title: f64,
    pub subtitle: f64,
    pub heading: f64,
    pub label: f64,
    pub tick: f64,
    pub note: f64,
    pub margin: f64,
}

/// No text is smaller than this.
pub(crate) const SMALLEST: f64 = 11.0;

impl Sizes {
    /// Sizes that suit a picture: they grow with its area, and with its width where it is narrow, down to what can be read.
    pub fn of(size: Size, at_page: &TextSizes) -> Self {
        let page = Size::PAGE;
        let area = (size.width() * size.height() / (page.width() * page.height())).sqrt();
        let unit = area.min(size.width() / page.width() * 1.4).clamp(0.5, 6.0);
        let text = |at_page: f64, least: f64| (at_page * unit).max(least);
        Self {
            unit,
            title: text(at_page.title, 14.0),
            subtitle: text(at_page.subtitle, 12.0),
            heading: text(at_page.heading, 12.0),
            label: text(at_page.label, 12.0),
            tick: text(at_page.tick, SMALLEST),
            note: text(at_page.note, SMALLEST),
            margin: if size.is_thumb() { 8.0 } else { (28.0 * unit).max(12.0) },
        }
    }
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub size: f64,
    pub weight: Weight,
    pub color: Color,
}

/// Where a text stands beside the point that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Middle,
    Right,
}

/// Faces, colours and sizes at hand, and the items drawn so far.
pub(crate) struct Pen<'a> {
    pub faces: &'static Faces,
    pub theme: &'a Theme,
    pub sizes: Sizes,
    pub thumb: bool,
    pub items: Vec<Item>,
    /// Words that found no room.
    pub unplaced: Vec<String>,
    /// Values that a reader can point at.
    pub spots: Vec<Spot>,
}

impl Pen<'_> {
    pub fn look(&self, size: f64, weight: Weight, color: Color) -> Look {
        Look { size, weight, color }
    }

    pub fn width(&self, words: &str, look: Look) -> f64 {
        self.faces.width(words, look.size, look.weight)
    }

    pub fn draw(&mut self, group: Group, shape: Shape) {
        self.items.push(Item { group, shape });
    }

    /// A value of a panel whose mark stands in this box.
    pub fn spot(&mut self, panel: &Panel, series: usize, point: &Point, rect: Rect) {
        self.spots.push(Spot { rect, words: readout::words(panel, series, point) });
    }

    /// A straight line.
    pub fn line(&mut self, group: Group, from: Pt, to: Pt, width: f64, color: Color) {
        self.draw(group, Shape::Line { points: vec![from, to], width, color, dash: None });
    }

    /// A line of text at a point of its baseline.
    pub fn text(&mut self, group: Group, words: &str, at: Pt, align: Align, look: Look) {
        if words.is_empty() {
            return;
        }
        let width = self.width(words, look);
        let x = match align {
            Align::Left => at.x,
            Align::Middle => at.x - width / 2.0,
            Align::Right => at.x - width,
        };
        let text = Text {
            words: words.to_owned(),
            at: Pt::new(x, at.y),
            width,
            size: look.size,
            weight: look.weight,
            color: look.color,
        };
        self.draw(group, Shape::Text(text));
    }

    /// Lines of text below one another from a top edge; gives back their lower edge.
    pub fn lines(&mut self, group: Group, lines: &[String], x: f64, top: f64, look: Look) -> f64 {
        self.aligned(group, lines, x, top, Align::Left, look)
    }

    /// The same in a box so wide: lines that are read from right to left begin at its right edge.
    pub fn paragraph(&mut self, group: Group, lines: &[String], (x, width): (f64, f64), top: f64, look: Look) -> f64 {
        if lines.first().is_some_and(|line| is_rtl(line)) {
            self.aligned(group, lines, x + width, top, Align::Right, look)
        } else {
            self.lines(group, lines, x, top, look)
        }
    }

    fn aligned(&mut self, group: Group, lines: &[String], x: f64, top: f64, align: Align, look: Look) -> f64 {
        let mut baseline = top;
        for line in lines {
            baseline += look.size * LEADING - look.size * DESCENT;
            self.text(group, line, Pt::new(x, baseline), align, look);
            baseline += look.size * DESCENT;
        }
        baseline
    }

    /// The scene of what was drawn: group by group, in the order of drawing within each.
    pub fn into_scene(self, mut scene: Scene) -> Scene {
        scene.items = self.items;
        scene.items.sort_by_key(|item| item.group);
        let mut missing: Vec<char> =
            scene.texts().flat_map(|text| text.words.chars()).filter(|c| !self.faces.has(*c)).collect();
        missing.sort_unstable();
        missing.dedup();
        scene.missing = missing;
        scene.unplaced = self.unplaced;
        scene.spots = self.spots;
        scene
    }
}

/// Height of so many lines of text.
pub(crate) fn lines_height(lines: usize, size: f64) -> f64 {
    super::geometry::count(lines) * size * LEADING
}
