//! A scene as SVG text: every shape goes through Plotters' elements onto the canvas of [`super::canvas`].
//!
//! Nothing is placed here. The canvas is four times as large as the picture, since coordinates of Plotters are whole
//! numbers; a `viewBox` brings it back to size.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text as TextElement};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};

use super::canvas::{Dashed, FINENESS, Glyphs, Lettering, Own, Sheet, SvgCanvas, definitions, family, fine};
use super::font::{ASCENT, Face, Faces, Weight, clean};
use super::geometry::{Pt, Rect};
use super::inline::{Ink, fill};
use super::scene::{Group, Scene, Shape, Spot, Text};
use super::theme::Color;
use crate::error::Result;

impl Scene {
    /// The picture as one SVG document that looks alike in every program: text as outlines, each glyph defined once.
    #[must_use]
    pub fn to_svg(&self) -> String {
        // Outlines need no face of their own, so nothing can fail but the built-in faces, which were read when the scene was measured.
        self.write(Lettering::Outlines).unwrap_or_default()
    }

    /// The same with text that browsers select, search and read aloud, in an embedded part of its face. Words whose letters a browser would
    /// join or order in its own way stay outlines.
    ///
    /// # Errors
    /// If a face cannot be embedded.
    pub fn to_live_svg(&self) -> Result<String> {
        self.write(Lettering::Live)
    }

    /// The document with its words in one of the ways.
    pub(super) fn write(&self, lettering: Lettering) -> Result<String> {
        Ok(self.document(lettering, None)?.0)
    }

    /// A drawing for a page, whose colours are places in this list, with the glyphs that the page must bring.
    pub(super) fn inline(&self, inks: &[Ink]) -> Result<(String, Glyphs)> {
        self.document(Lettering::Page, Some(inks))
    }

    fn document(&self, lettering: Lettering, inks: Option<&[Ink]>) -> Result<(String, Glyphs)> {
        let faces = self.fonts.faces()?;
        let id = identifier(&self.id);
        let (mut outlined, mut live) = (Glyphs::new(), Glyphs::new());
        let mut drawn = String::new();
        for group in Group::ALL {
            if self.group(group).next().is_none() {
                continue;
            }
            let _ = write!(drawn, "<g class=\"{}\" stroke-linejoin=\"round\" stroke-linecap=\"round\">", group.class());
            let sheet = Sheet {
                id: &id,
                out: &mut drawn,
                faces,
                lettering,
                outlined: &mut outlined,
                live: &mut live,
                size: (self.width, self.height),
                inks,
            };
            let area = SvgCanvas::new(sheet).into_drawing_area();
            for shape in self.group(group) {
                paint(&area, shape);
            }
            drop(area);
            drawn.push_str("</g>\n");
        }
        let (width, height) = (fine(self.width), fine(self.height));
        let background = fill(inks, self.background, "");
        let (faces_of_it, spots) =
            if inks.is_some() { (String::new(), self.spots()) } else { (embedded(&id, faces, &live)?, String::new()) };
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n\
             <defs>{}{}</defs>\n<rect width=\"{width}\" height=\"{height}\" {background}/>\n{drawn}{spots}</svg>\n",
            plain(self.width),
            plain(self.height),
            escaped(&clean(&self.title)),
            escaped(&clean(&self.alt)),
            definitions(&id, faces, &outlined),
            faces_of_it,
        );
        Ok((svg, live))
    }

    /// The values that a reader can point at, as boxes that say what they are.
    fn spots(&self) -> String {
        let mut out = String::from("<g class=\"spots\" fill=\"none\" pointer-events=\"all\">");
        for Spot { rect, words } in &self.spots {
            let [x, y, width, height] = [rect.x, rect.y, rect.w, rect.h].map(fine);
            let title =
                if words.is_empty() { String::new() } else { format!("<title>{}</title>", escaped(&clean(words))) };
            let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\">{title}</rect>");
        }
        out.push_str("</g>\n");
        out
    }
}

/// The used parts of faces as style rules.
fn embedded(id: &str, faces: &Faces, live: &Glyphs) -> Result<String> {
    let mut by_face: BTreeMap<usize, BTreeSet<u16>> = BTreeMap::new();
    for (place, glyph) in live {
        by_face.entry(*place).or_default().insert(*glyph);
    }
    let mut rules = String::new();
    for (place, glyphs) in &by_face {
        rules.push_str(&font_face(&family(id, *place), faces.face(*place), glyphs)?);
    }
    Ok(if rules.is_empty() { rules } else { format!("<style>{rules}</style>") })
}

/// The weight of a face, for style rules.
pub(super) fn css_weight(face: &Face) -> u16 {
    if face.weight() == Weight::Bold { 700 } else { 400 }
}

/// A style rule that brings a part of a face.
pub(super) fn font_face(family: &str, face: &Face, glyphs: &BTreeSet<u16>) -> Result<String> {
    let (weight, data) = (css_weight(face), BASE64.encode(face.subset(glyphs)?));
    Ok(format!("@font-face{{font-family:{family};font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"))
}

/// Draws one shape through Plotters. Writing into a string cannot fail, so neither can this.
fn paint(area: &DrawingArea<SvgCanvas<'_>, Shift>, shape: &Shape) {
    let drawn = match shape {
        Shape::Text(text) => area.draw(&words(text)),
        Shape::Line { points, width, color, dash: None } => {
            area.draw(&PathElement::new(corners(points), stroke(*color, *width)))
        }
        Shape::Line { points, width, color, dash: Some((dash, gap)) } => area.draw(&Own {
            corners: corners(points),
            drawn: Dashed { style: stroke(*color, *width), dash: (fine(*dash), fine(*gap)) },
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
        Shape::Logo { rect, logo } => area.draw(&Own { corners: ends(rect).to_vec(), drawn: logo.clone() }),
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

/// Text for XML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
    fn words_are_escaped() {
        assert_eq!(escaped("R&D <\"up\">"), "R&amp;D &lt;&quot;up&quot;&gt;");
    }

    #[test]
    fn lengths_carry_no_noise() {
        assert_eq!([plain(850.0), plain(0.1 + 0.2), plain(1210.5)], ["850", "0.3", "1210.5"]);
    }
}
