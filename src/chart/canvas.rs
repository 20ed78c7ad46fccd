//! Our own backend for Plotters: SVG with true text widths, compact coordinates and outlined glyphs.
//!
//! Plotters' SVG backend writes `<text>` in a size that depends on the reader's fonts; here each used glyph of the built-in
//! face becomes one `<path>` in `<defs>`, and a text is a row of `<use>` elements in the font's own units.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write;

use plotters::element::{Drawable, PointCollection};
use plotters::style::ShapeStyle;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use ttf_parser::{GlyphId, OutlineBuilder};

use super::font::{ASCENT, DESCENT, Faces, Weight};
use super::geometry::whole;

/// Steps of the canvas per pixel.
pub(crate) const FINENESS: f64 = 4.0;

/// Pixels as steps of the canvas.
pub(crate) fn fine(pixels: f64) -> i32 {
    whole(pixels * FINENESS)
}

/// What a canvas writes to: one group of a document.
pub(crate) struct Sheet<'a> {
    /// The chart's id.
    pub id: &'a str,
    /// The document so far.
    pub out: &'a mut String,
    /// Glyphs used so far in the whole document.
    pub glyphs: &'a mut BTreeSet<(Weight, u16)>,
    /// Size of the picture in pixels.
    pub size: (f64, f64),
}

/// A canvas of Plotters that writes SVG.
pub(crate) struct SvgCanvas<'a> {
    sheet: Sheet<'a>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> SvgCanvas<'a> {
    pub fn new(sheet: Sheet<'a>) -> Self {
        Self { sheet }
    }

    /// Adds to the document; a string takes all that is written to it.
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.sheet.out.write_fmt(text);
    }
}

impl DrawingBackend for SvgCanvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (fine(self.sheet.size.0).unsigned_abs(), fine(self.sheet.size.1).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" fill=\"{}\"/>", hex(color)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let paint = paint(style, fill);
        let (width, height) = ((to.0 - from.0).max(0), (to.1 - from.1).max(0));
        self.put(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" {paint}/>",
            from.0, from.1
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (steps, paint) = (steps(path), paint(style, false));
        self.put(format_args!("<path d=\"{steps}\" {paint}/>"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let paint = paint(style, fill);
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        let (steps, paint) = (steps(corners), paint(style, true));
        self.put(format_args!("<path d=\"{steps}z\" {paint}/>"));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        // The faces parsed when the scene was measured; without them there would be no scene.
        let Ok(faces) = Faces::get() else { return Ok(()) };
        let (size, weight) = (style.size(), weight(style));
        let units = f64::from(faces.face(weight).units_per_em());
        let width = faces.width(text, size, weight);
        let x = f64::from(at.0)
            - match style.anchor().h_pos {
                HPos::Left => 0.0,
                HPos::Center => width / 2.0,
                HPos::Right => width,
            };
        let baseline = f64::from(at.1)
            + size
                * match style.anchor().v_pos {
                    VPos::Top => ASCENT,
                    VPos::Center => (ASCENT - DESCENT) / 2.0,
                    VPos::Bottom => -DESCENT,
                };
        let fill = hex(style.color());
        let scale = format!("{:.6}", size / units);
        let (scale, id) = (scale.trim_end_matches('0'), self.sheet.id);
        self.put(format_args!(
            "<g transform=\"translate({} {})scale({scale})\" fill=\"{fill}\">",
            whole(x),
            whole(baseline)
        ));
        let mut advance = 0.0;
        for c in text.chars() {
            let (glyph, step) = faces.glyph(c, weight);
            if c != ' ' {
                self.sheet.glyphs.insert((weight, glyph.0));
                let name = glyph_name(weight, glyph.0);
                self.put(format_args!("<use href=\"#{id}-{name}\" x=\"{}\"/>", whole(advance * units)));
            }
            advance += step;
        }
        self.put(format_args!("</g>"));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = Faces::get().map_or(0.0, |faces| faces.width(text, style.size(), weight(style)));
        Ok((whole(width).unsigned_abs(), whole(style.size() * (ASCENT + DESCENT)).unsigned_abs()))
    }
}

/// A dashed path. Plotters would write every dash as a path of its own, and forget the rhythm at each corner.
pub(crate) struct Dashed {
    /// The corners, in steps of the canvas.
    pub points: Vec<BackendCoord>,
    /// Colour and width.
    pub style: ShapeStyle,
    /// A dash and the gap after it, in steps of the canvas.
    pub dash: (i32, i32),
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Dashed {
    type Point = &'a BackendCoord;
    type IntoIter = &'a [BackendCoord];

    fn point_iter(self) -> &'a [BackendCoord] {
        &self.points
    }
}

impl Drawable<SvgCanvas<'_>> for Dashed {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, path: I, canvas: &mut SvgCanvas<'_>, _: (u32, u32)) -> Drawn {
        let (steps, paint, (dash, gap)) = (steps(path), paint(&self.style, false), self.dash);
        canvas.put(format_args!("<path d=\"{steps}\" {paint} stroke-dasharray=\"{dash} {gap}\"/>"));
        Ok(())
    }
}

/// The outlines of the glyphs, each under a name that begins with the chart's id.
pub(crate) fn definitions(id: &str, glyphs: &BTreeSet<(Weight, u16)>) -> String {
    let mut out = String::new();
    let Ok(faces) = Faces::get() else { return out };
    for (weight, glyph) in glyphs {
        let mut outline = Outline(String::new());
        faces.face(*weight).outline_glyph(GlyphId(*glyph), &mut outline);
        let _ = write!(out, "<path id=\"{id}-{}\" d=\"{}\"/>", glyph_name(*weight, *glyph), outline.0);
    }
    out
}

fn glyph_name(weight: Weight, glyph: u16) -> String {
    format!("{}{glyph}", if weight == Weight::Bold { 'b' } else { 'r' })
}

fn weight<S: BackendTextStyle>(style: &S) -> Weight {
    if matches!(style.style(), FontStyle::Bold) { Weight::Bold } else { Weight::Regular }
}

fn hex(color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn paint<S: BackendStyle>(style: &S, fill: bool) -> String {
    let color = hex(style.color());
    if fill {
        format!("fill=\"{color}\"")
    } else {
        format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"{}\"", style.stroke_width())
    }
}

/// A path in relative steps.
fn steps(points: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut out = String::new();
    let mut last: Option<BackendCoord> = None;
    for (x, y) in points {
        let _ = match last {
            None => write!(out, "M{x} {y}"),
            Some((_, last_y)) if last_y == y => write!(out, "h{}", x - last.map_or(0, |(x, _)| x)),
            Some((last_x, last_y)) if last_x == x => write!(out, "v{}", y - last_y),
            Some((last_x, last_y)) => write!(out, "l{} {}", x - last_x, y - last_y),
        };
        last = Some((x, y));
    }
    out
}

/// Writes a glyph's outline in font units, with y downward as SVG has it.
struct Outline(String);

impl Outline {
    fn put(&mut self, command: char, numbers: &[f32]) {
        self.0.push(command);
        for (i, number) in numbers.iter().enumerate() {
            let number = whole(f64::from(if i % 2 == 1 { -*number } else { *number }));
            let space = if i > 0 && number >= 0 { " " } else { "" };
            let _ = write!(self.0, "{space}{number}");
        }
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.put('Q', &[x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put('C', &[x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.0.push('Z');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_in_relative_steps() {
        assert_eq!(steps([(1, 2), (5, 2), (5, 9), (4, 12)]), "M1 2h4v7l-1 3");
        assert_eq!(steps([]), "");
    }
}
