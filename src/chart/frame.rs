//! What stands around the data: title and subtitle above, note and source below.

use super::font::{LEADING, Weight};
use super::geometry::{Rect, whole};
use super::pen::{Look, Pen, SMALLEST, lines_height};
use super::scene::Group;
use super::size::Size;
use crate::error::{Error, Result};

/// The part of the height that a title may take before it shrinks.
const TITLE_SHARE: f64 = 0.3;
/// The same for a thumbnail, which has nothing else to say.
const THUMB_TITLE_SHARE: f64 = 0.42;

/// Words that stand around the data, cleaned.
pub(crate) struct Words<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub note: &'a str,
    pub source: &'a str,
}

/// The lines of the footer, wrapped.
pub(crate) struct Footer {
    lines: Vec<String>,
    look: Look,
}

/// Writes title and subtitle; gives back their lower edge.
pub(crate) fn header(pen: &mut Pen<'_>, words: &Words<'_>, size: Size) -> f64 {
    let margin = pen.sizes.margin;
    let width = size.width() - 2.0 * margin;
    let (look, lines) = title(pen, words.title, size);
    let top = if pen.thumb { margin * 0.6 } else { margin * 0.8 };
    let mut bottom = pen.lines(Group::Header, &lines, margin, top, look);
    if !words.subtitle.is_empty() && !pen.thumb {
        let look = pen.look(pen.sizes.subtitle, Weight::Regular, pen.theme.muted);
        let lines = pen.faces.wrap_evenly(words.subtitle, look.size, look.weight, width);
        bottom = pen.lines(Group::Header, &lines, margin, bottom + look.size * 0.25, look);
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
    /// Wraps note and source; a thumbnail has neither.
    pub fn new(pen: &Pen<'_>, words: &Words<'_>, width: f64) -> Self {
        let look = pen.look(pen.sizes.note, Weight::Regular, pen.theme.muted);
        let mut lines = Vec::new();
        if !pen.thumb {
            lines = pen.faces.wrap_evenly(words.note, look.size, look.weight, width);
            lines.extend(pen.faces.wrap_evenly(&format!("Source: {}", words.source), look.size, look.weight, width));
        }
        Self { lines, look }
    }

    /// What it takes, with the space above it.
    pub fn height(&self) -> f64 {
        if self.lines.is_empty() { 0.0 } else { lines_height(self.lines.len(), self.look.size) + self.look.size * 0.9 }
    }

    /// Writes it so that it ends at a lower edge.
    pub fn draw(&self, pen: &mut Pen<'_>, x: f64, bottom: f64) {
        let top = bottom - lines_height(self.lines.len(), self.look.size);
        pen.lines(Group::Footer, &self.lines, x, top, self.look);
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
