//! What stands around the data: title and subtitle above, note and source below.

use super::font::{LEADING, Weight};
use super::geometry::{Rect, whole};
use super::pen::{Look, Pen, SMALLEST, lines_height};
use super::scene::{Group, Shape};
use super::size::Size;
use crate::error::{Error, Result};

/// The part of the height that a title may take before it shrinks.
const TITLE_SHARE: f64 = 0.3;
/// The same for a thumbnail, which has nothing else to say.
const THUMB_TITLE_SHARE: f64 = 0.42;
/// The part of the width that a logo may take.
const LOGO_SHARE: f64 = 0.3;

/// Words that stand around the data, cleaned.
pub(crate) struct Words<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub note: &'a str,
    pub source: &'a str,
}

/// The lines of the footer, wrapped, and what stands at their right.
pub(crate) struct Footer {
    lines: Vec<String>,
    look: Look,
    width: f64,
    /// Width and height of the logo.
    logo: Option<(f64, f64)>,
}

/// Writes title and subtitle; gives back their lower edge.
pub(crate) fn header(pen: &mut Pen<'_>, words: &Words<'_>, size: Size) -> f64 {
    let margin = pen.sizes.margin;
    let width = size.width() - 2.0 * margin;
    let (look, lines) = title(pen, words.title, size);
    let top = if pen.thumb { margin * 0.6 } else { margin * 0.8 };
    let mut bottom = pen.paragraph(Group::Header, &lines, (margin, width), top, look);
    if !words.subtitle.is_empty() && !pen.thumb {
        let look = pen.look(pen.sizes.subtitle, Weight::Regular, pen.theme.muted);
        let lines = pen.faces.wrap_evenly(words.subtitle, look.size, look.weight, width);
        bottom = pen.paragraph(Group::Header, &lines, (margin, width), bottom + look.size * 0.25, look);
    }
    bottom
}

/// The title at the largest size at which it takes no more than its share of the height. At the smallest it is cut.
fn title(pen: &Pen<'_>, words: &str, size: Size) -> (Look, Vec<String>) {
    let width = size.width() - 2.0 * pen.sizes.margin;
    let share = if pen.thumb { THUMB_TITLE_SHARE } else { TITLE_SHARE };
    let room = size.height() * share;
    let floor = if pen.thumb { SMALLEST } else { (pen.sizes.title * 0.7).max(13.0) };
    let mut look = pen.look(pen.sizes.title, Weight::Bold, pen.theme.ink);
    loop {
        let lines = pen.faces.wrap_evenly(words, look.size, look.weight, width);
        if lines_height(lines.len(), look.size) <= room {
            return (look, lines);
        }
        if look.size <= floor {
            let most = usize::try_from(whole((room / (look.size * LEADING)).floor())).unwrap_or(1).max(1);
            let full = pen.faces.wrap(words, look.size, look.weight, width);
            return (look, pen.faces.first_lines(full, most, look.size, look.weight, width));
        }
        look.size = (look.size * 0.94).max(floor);
    }
}

impl Footer {
    /// Wraps note and source beside the logo; a thumbnail has none of these.
    pub fn new(pen: &Pen<'_>, words: &Words<'_>, width: f64) -> Self {
        let look = pen.look(pen.sizes.note, Weight::Regular, pen.theme.muted);
        if pen.thumb {
            return Self { lines: Vec::new(), look, width, logo: None };
        }
        let logo = pen.theme.logo.as_ref().map(|logo| logo.extent(pen.sizes.unit.max(0.7)));
        // A logo that would leave no room for words is drawn smaller.
        let logo =
            logo.map(
                |(w, h)| if w > width * LOGO_SHARE { (width * LOGO_SHARE, h * width * LOGO_SHARE / w) } else { (w, h) },
            );
        let width = width - logo.map_or(0.0, |(w, _)| w + look.size * 1.5);
        let mut lines = pen.faces.wrap_evenly(words.note, look.size, look.weight, width);
        lines.extend(pen.faces.wrap_evenly(&format!("Source: {}", words.source), look.size, look.weight, width));
        Self { lines, look, width, logo }
    }

    /// What it takes, with the space above it.
    pub fn height(&self) -> f64 {
        if self.lines.is_empty() { 0.0 } else { self.inner() + self.look.size * 0.9 }
    }

    fn inner(&self) -> f64 {
        lines_height(self.lines.len(), self.look.size).max(self.logo.map_or(0.0, |(_, height)| height))
    }

    /// Writes it so that it ends at a lower edge.
    pub fn draw(&self, pen: &mut Pen<'_>, x: f64, bottom: f64) {
        let top = bottom - lines_height(self.lines.len(), self.look.size);
        pen.paragraph(Group::Footer, &self.lines, (x, self.width), top, self.look);
        if let (Some((width, height)), Some(logo)) = (self.logo, pen.theme.logo.clone()) {
            let rect = Rect::new(x + self.width + self.look.size * 1.5, bottom - height, width, height);
            pen.draw(Group::Footer, Shape::Logo { rect, logo });
        }
    }
}

/// The box left between header and footer of a picture of fixed height.
pub(crate) fn body(pen: &mut Pen<'_>, words: &Words<'_>, size: Size) -> Result<Rect> {
    let margin = pen.sizes.margin;
    let width = size.width() - 2.0 * margin;
    let top = header(pen, words, size) + pen.sizes.label * if pen.thumb { 0.3 } else { 1.1 };
    let footer = Footer::new(pen, words, width);
    let bottom = size.height() - margin * if pen.thumb { 1.0 } else { 0.7 };
    footer.draw(pen, margin, bottom);
    let rect = Rect::new(margin, top, width, bottom - footer.height() - top);
    if rect.h < pen.sizes.label * 2.0 { Err(too_small(size)) } else { Ok(rect) }
}

/// The one error of layout.
pub(crate) fn too_small(size: Size) -> Error {
    Error::new(format!("a picture of {size} pixels leaves no room for the data beside its words"))
        .with_help("draw it larger, or shorten its subtitle, note, source and labels")
}
