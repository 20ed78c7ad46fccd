//! Our own backend for Plotters: SVG with true text widths, compact coordinates and words that look alike everywhere.
//!
//! Plotters' SVG backend writes `<text>` in a size that depends on the reader's fonts. Here each used glyph becomes one `<path>` in
//! `<defs>`, and a text is a row of `<use>` elements in the font's own units; or words stay words, in faces that come with the document.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::fmt::Write;

use plotters::element::{Drawable, PointCollection};
use plotters::style::ShapeStyle;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use super::font::{ASCENT, DESCENT, Face, Faces, Run, Weight};
use super::geometry::whole;
use super::inline::{Ink, class, fill, ink};
use super::logo::Logo;
use super::theme::Color;

/// Steps of the canvas per pixel.
pub(crate) const FINENESS: f64 = 4.0;

/// Pixels as steps of the canvas.
pub(crate) fn fine(pixels: f64) -> i32 {
    whole(pixels * FINENESS)
}

/// How words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lettering {
    /// As outlines of their glyphs.
    Outlines,
    /// As words in an embedded part of their face; what a reader's program would set otherwise stays outlines.
    Live,
    /// As words in faces that are named by their places, for resvg.
    Places,
    /// As words in faces that a page brings, by style classes; as [`Lettering::Live`] in all else.
    Page,
}

/// Glyphs, each with the place of its face.
pub(crate) type Glyphs = BTreeSet<(usize, u16)>;

/// What a canvas writes to: one group of a document.
pub(crate) struct Sheet<'a> {
    /// The chart's id.
    pub id: &'a str,
    /// The document so far.
    pub out: &'a mut String,
    pub faces: &'static Faces,
    pub lettering: Lettering,
    /// Glyphs that are outlined so far in the whole document.
    pub outlined: &'a mut Glyphs,
    /// Glyphs of words that stay words.
    pub live: &'a mut Glyphs,
    /// Size of the picture in pixels.
    pub size: (f64, f64),
    /// Colours that become style classes, where their places stand for them.
    pub inks: Option<&'a [Ink]>,
}

/// A canvas of Plotters that writes SVG.
pub(crate) struct SvgCanvas<'a> {
    sheet: Sheet<'a>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Left end of the baseline, text size and colour.
type Look = ((i32, i32), f64, Color);

impl<'a> SvgCanvas<'a> {
    pub fn new(sheet: Sheet<'a>) -> Self {
        Self { sheet }
    }

    /// Adds to the document; a string takes all that is written to it.
    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.sheet.out.write_fmt(text);
    }

    fn fill(&self, color: Color, classes: &str) -> String {
        fill(self.sheet.inks, color, classes)
    }

    fn paint<S: BackendStyle>(&self, style: &S, fill: bool) -> String {
        let color = color_of(style.color());
        let width = style.stroke_width();
        match ink(self.sheet.inks, color) {
            _ if fill => self.fill(color, ""),
            Some(ink) => format!("class=\"{}\" stroke-width=\"{width}\"", class("s", ink)),
            None => format!("fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\""),
        }
    }

    /// A run as a row of its glyphs.
    fn outlines(&mut self, face: &Face, run: &Run, ((x, baseline), size, fill): Look) {
        let units = face.units_per_em();
        let scale = format!("{:.6}", size / units);
        let (scale, id) = (scale.trim_end_matches('0'), self.sheet.id);
        let fill = self.fill(fill, "");
        self.put(format_args!("<g transform=\"translate({x} {baseline})scale({scale})\" {fill}>"));
        for glyph in run.glyphs.iter().filter(|glyph| face.is_drawn(glyph.id)) {
            self.sheet.outlined.insert((run.face, glyph.id));
            let name = glyph_name(run.face, glyph.id);
            // Inkscape and office programs know no other way to name what is used.
            self.put(format_args!("<use xlink:href=\"#{id}-{name}\" x=\"{}\"", whole((glyph.x - run.x) * units)));
            if glyph.y != 0.0 {
                self.put(format_args!(" y=\"{}\"", whole(glyph.y * units)));
            }
            self.put(format_args!("/>"));
        }
        self.put(format_args!("</g>"));
    }

    /// A run as words, with the attributes before and after that of their size.
    fn words(&mut self, text: &str, run: &Run, (x, baseline): (i32, i32), size: f64, looks: [&str; 2]) {
        let words = &text[run.text.clone()];
        if words.trim().is_empty() {
            return;
        }
        // A run that is read from right to left says so, whatever stands in it.
        let (from, to) = if run.rtl { ("\u{202b}", "\u{202c}") } else { ("", "") };
        let space = if words.starts_with(' ') || words.ends_with(' ') { " xml:space=\"preserve\"" } else { "" };
        let size = format!("{size:.3}");
        let size = size.trim_end_matches('0').trim_end_matches('.');
        let [before, after] = looks;
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{baseline}\" {before} font-size=\"{size}\"{after}{space}>{from}{}{to}</text>",
            super::svg::escaped(&self.sheet.faces.face(run.face).words(words))
        ));
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
        let fill = self.fill(color_of(color), "");
        self.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\" {fill}/>"));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let paint = self.paint(style, fill);
        let (width, height) = ((to.0 - from.0).max(0), (to.1 - from.1).max(0));
        self.put(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\" {paint}/>",
            from.0, from.1
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (steps, paint) = (steps(path), self.paint(style, false));
        self.put(format_args!("<path d=\"{steps}\" {paint}/>"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let paint = self.paint(style, fill);
        self.put(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {paint}/>"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        let (steps, paint) = (steps(corners), self.paint(style, true));
        self.put(format_args!("<path d=\"{steps}z\" {paint}/>"));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let (faces, size, weight) = (self.sheet.faces, style.size(), weight(style));
        let runs = faces.shape(text, weight);
        let width = runs.iter().map(|run| run.width).sum::<f64>() * size;
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
        let fill = color_of(style.color());
        for run in &runs {
            let place = (whole(x + run.x * size), whole(baseline));
            let face = faces.face(run.face);
            let lettering = self.sheet.lettering;
            match lettering {
                Lettering::Places if !run.stacked => {
                    let looks = [format!("font-family=\"f{}\"", run.face), format!(" fill=\"{fill}\"")];
                    self.words(text, run, place, size, looks.each_ref().map(String::as_str));
                }
                Lettering::Live | Lettering::Page if face.sets_plainly(text, run) => {
                    self.sheet.live.extend(run.glyphs.iter().map(|glyph| (run.face, glyph.id)));
                    // A program that takes another face still keeps to the room that was measured.
                    let length = whole(run.width * size);
                    let looks = if lettering == Lettering::Page {
                        [self.fill(fill, &format!("t{}", run.face)), format!(" textLength=\"{length}\"")]
                    } else {
                        // The weight of the face, not that of the words: a browser would smear a regular face to make it bold.
                        let bold = if face.weight() == Weight::Bold { " font-weight=\"700\"" } else { "" };
                        let family = family(self.sheet.id, run.face);
                        [
                            format!("font-family=\"{family}, 'Noto Sans', sans-serif\""),
                            format!(" fill=\"{fill}\" textLength=\"{length}\"{bold}"),
                        ]
                    };
                    self.words(text, run, place, size, looks.each_ref().map(String::as_str));
                }
                _ => self.outlines(face, run, (place, size, fill)),
            }
        }
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = self.sheet.faces.width(text, style.size(), weight(style));
        Ok((whole(width).unsigned_abs(), whole(style.size() * (ASCENT + DESCENT)).unsigned_abs()))
    }
}

/// What Plotters has no element for.
pub(crate) struct Own<T> {
    /// Its corners, in steps of the canvas.
    pub corners: Vec<BackendCoord>,
    pub drawn: T,
}

impl<'a, T> PointCollection<'a, BackendCoord> for &'a Own<T> {
    type Point = &'a BackendCoord;
    type IntoIter = &'a [BackendCoord];

    fn point_iter(self) -> &'a [BackendCoord] {
        &self.corners
    }
}

/// A dashed path. Plotters would write every dash as a path of its own, and forget the rhythm at each corner.
pub(crate) struct Dashed {
    /// Colour and width.
    pub style: ShapeStyle,
    /// A dash and the gap after it, in steps of the canvas.
    pub dash: (i32, i32),
}

impl Drawable<SvgCanvas<'_>> for Own<Dashed> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, path: I, canvas: &mut SvgCanvas<'_>, _: (u32, u32)) -> Drawn {
        let Dashed { style, dash: (dash, gap) } = &self.drawn;
        let (steps, paint) = (steps(path), canvas.paint(style, false));
        canvas.put(format_args!("<path d=\"{steps}\" {paint} stroke-dasharray=\"{dash} {gap}\"/>"));
        Ok(())
    }
}

/// A logo between its upper left and its lower right corner, with its own drawing inside the document.
impl Drawable<SvgCanvas<'_>> for Own<Logo> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, mut path: I, canvas: &mut SvgCanvas<'_>, _: (u32, u32)) -> Drawn {
        let (Some((left, top)), Some((right, bottom))) = (path.next(), path.next()) else { return Ok(()) };
        let (width, height) = self.drawn.size();
        let drawing = self.drawn.drawing(canvas.sheet.id);
        // The group around it has round ends and corners, which its own lines have not asked for.
        canvas.put(format_args!(
            "<svg x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" \
             stroke-linejoin=\"miter\" stroke-linecap=\"butt\">{drawing}</svg>",
            right - left,
            bottom - top
        ));
        Ok(())
    }
}

/// The outlines of glyphs, each under a name that begins with the chart's id.
pub(crate) fn definitions(id: &str, faces: &Faces, glyphs: &Glyphs) -> String {
    let mut out = String::new();
    for (place, glyph) in glyphs {
        let mut outline = Outline(String::new());
        faces.face(*place).tables().outline_glyph(GlyphId(*glyph), &mut outline);
        let _ = write!(out, "<path id=\"{id}-{}\" d=\"{}\"/>", glyph_name(*place, *glyph), outline.0);
    }
    out
}

/// The name of an embedded face, which no other chart of a page has.
pub(crate) fn family(id: &str, place: usize) -> String {
    format!("{id}-f{place}")
}

fn glyph_name(place: usize, glyph: u16) -> String {
    format!("f{place}-{glyph}")
}

fn weight<S: BackendTextStyle>(style: &S) -> Weight {
    if matches!(style.style(), FontStyle::Bold) { Weight::Bold } else { Weight::Regular }
}

fn color_of(color: BackendColor) -> Color {
    let (red, green, blue) = color.rgb;
    Color(red, green, blue)
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
