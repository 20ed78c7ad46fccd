//! A scene as SVG text: every shape goes through Plotters' elements onto the canvas of [`super::canvas`].
//!
//! Nothing is placed here. The canvas is four times as large as the picture, since coordinates of Plotters are whole
//! numbers; a `viewBox` brings it back to size.

use std::collections::BTreeSet;
use std::fmt::Write;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text as TextElement};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::canvas::{Dashed, FINENESS, Sheet, SvgCanvas, fine};
use super::font::{ASCENT, Weight};
use super::geometry::{Pt, Rect};
use super::scene::{Group, Scene, Shape, Text};
use super::theme::Color;

impl Scene {
    /// The picture as one SVG document: text as outlines, each glyph defined once, the same bytes every time.
    #[must_use]
    pub fn to_svg(&self) -> String {
        let id = identifier(&self.id);
        let mut glyphs = BTreeSet::new();
        let mut drawn = String::new();
        for group in Group::ALL {
            if self.group(group).next().is_none() {
                continue;
            }
            let _ = write!(drawn, "<g class=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\">", group.class());
            let sheet = Sheet { id: &id, out: &mut drawn, glyphs: &mut glyphs, size: (self.width, self.height) };
            let area = SvgCanvas::new(sheet).into_drawing_area();
            for shape in self.group(group) {
                paint(&area, shape);
            }
            drop(area);
            drawn.push_str("</g>\n");
        }
        let (width, height) = (fine(self.width), fine(self.height));
        let Color(red, green, blue) = self.background;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n\
             <defs>{}</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#{red:02x}{green:02x}{blue:02x}\"/>\n{drawn}</svg>\n",
            plain(self.width),
            plain(self.height),
            escaped(&self.title),
            escaped(&self.alt),
            super::canvas::definitions(&id, &glyphs),
        )
    }
}

/// Draws one shape through Plotters. Writing into a string cannot fail, so neither can this.
fn paint(area: &DrawingArea<SvgCanvas<'_>, Shift>, shape: &Shape) {
    let drawn = match shape {
        Shape::Text(text) => area.draw(&words(text)),
        Shape::Line { points, width, color, dash: None } => {
            area.draw(&PathElement::new(corners(points), stroke(*color, *width)))
        }
        Shape::Line { points, width, color, dash: Some((dash, gap)) } => area.draw(&Dashed {
            points: corners(points),
            style: stroke(*color, *width),
            dash: (fine(*dash), fine(*gap)),
        }),
        Shape::Box { rect, fill, stroke: outline } => {
            fill.map_or(Ok(()), |color| area.draw(&Rectangle::new(ends(rect), solid(color)))).and_then(|()| {
                outline.map_or(Ok(()), |(color, width)| area.draw(&Rectangle::new(ends(rect), stroke(color, width))))
            })
        }
        Shape::Circle { centre, radius, fill, stroke: outline } => {
            area.draw(&Circle::new(corner(*centre), fine(*radius), solid(*fill))).and_then(|()| {
                outline.map_or(Ok(()), |(color, width)| {
                    area.draw(&Circle::new(corner(*centre), fine(*radius), stroke(color, width)))
                })
            })
        }
        Shape::Polygon { points, fill } => area.draw(&Polygon::new(corners(points), solid(*fill))),
    };
    debug_assert!(drawn.is_ok(), "the canvas is borrowed by one drawing area only");
}

fn words(text: &Text) -> TextElement<'static, (i32, i32), String> {
    let style = match text.weight {
        Weight::Regular => FontStyle::Normal,
        Weight::Bold => FontStyle::Bold,
    };
    let font = FontDesc::new(FontFamily::Name("Noto Sans"), text.size * FINENESS, style);
    let pos = Pos::new(HPos::Left, VPos::Top);
    let style = TextStyle { font, color: ink(text.color).to_backend_color(), pos };
    TextElement::new(text.words.clone(), corner(Pt::new(text.at.x, text.at.y - ASCENT * text.size)), style)
}

fn corner(point: Pt) -> (i32, i32) {
    (fine(point.x), fine(point.y))
}

fn corners(points: &[Pt]) -> Vec<(i32, i32)> {
    points.iter().copied().map(corner).collect()
}

fn ends(rect: &Rect) -> [(i32, i32); 2] {
    [corner(Pt::new(rect.x, rect.y)), corner(Pt::new(rect.right(), rect.bottom()))]
}

fn ink(Color(red, green, blue): Color) -> RGBColor {
    RGBColor(red, green, blue)
}

fn solid(color: Color) -> ShapeStyle {
    ShapeStyle { color: ink(color).into(), filled: true, stroke_width: 0 }
}

fn stroke(color: Color, width: f64) -> ShapeStyle {
    ShapeStyle { color: ink(color).into(), filled: false, stroke_width: fine(width).max(1).unsigned_abs() }
}

/// A length at most a hundredth of a pixel precise, without zeros at its end.
fn plain(length: f64) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The chart's name as the beginning of ids: letters, digits, `-` and `_`, a letter first.
fn identifier(id: &str) -> String {
    let safe: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect();
    if safe.starts_with(|c: char| c.is_ascii_alphabetic()) { safe } else { format!("chart-{safe}") }
}

/// Text for XML: escaped, in one line, without what XML cannot carry.
fn escaped(text: &str) -> String {
    super::font::clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_whatever_the_chart_is_called() {
        assert_eq!(identifier("gdp-2023"), "gdp-2023");
        assert_eq!(identifier("2 charts \"x\""), "chart-2-charts--x-");
        assert_eq!(identifier(""), "chart-");
    }

    #[test]
    fn words_are_escaped_and_control_characters_dropped() {
        assert_eq!(escaped("R&D <\"up\">\u{1}"), "R&amp;D &lt;&quot;up&quot;&gt;");
    }

    #[test]
    fn lengths_carry_no_noise() {
        assert_eq!([plain(850.0), plain(0.1 + 0.2), plain(1210.5)], ["850", "0.3", "1210.5"]);
    }
}
